"""Reports a second on one core, and where the time goes.

    python -m benchmarks.speed [FILE] [--reports 500] [--floor N] [--write docs/performance.md]

FILE holds JSON lines of `{text, published}`; without it the French news of ../shared is taken where present, else the
examples over and over. Three passes over the same reports, the fastest counts, each report whole: from its bytes to its
claims. The steps are sampled in a pass of their own, so that looking does not slow what is measured.
"""

import argparse
import gc
import json
import os
import resource
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import selon
from benchmarks import machine
from selon.flow import Read, Told, read_bytes

NEWS = machine.ROOT.parent / "shared" / "data" / "french-news.jsonl"
EXAMPLES = machine.ROOT / "examples"
PACKAGE = Path(selon.__file__).parent
PASSES = 3
SAMPLING_SECONDS = 0.001

Input = tuple[bytes, str, Told]


def reports(path: Path | None, limit: int) -> list[Input]:
    """The inputs: bytes, a name, what is told of them."""
    if path:
        lines = path.read_text(encoding="utf-8").splitlines()[:limit]
        rows = [json.loads(line) for line in lines]
        return [
            (r["text"].encode(), str(r.get("name", i)), Told(published=r.get("published"))) for i, r in enumerate(rows)
        ]
    files = sorted(EXAMPLES.glob("*.txt"))
    return [(f.read_bytes(), f.name, Told()) for f in (files * (limit // len(files) + 1))[:limit]]


def once(inputs: Sequence[Input]) -> tuple[float, int, int]:
    """Seconds for one pass over all inputs, claims made, inputs refused.

    Raises RuntimeError where the reader itself fails: a crash is quick, and must not count as speed.
    """
    claims = refused = 0
    began = time.perf_counter()
    for data, name, told in inputs:
        result = read_bytes(data, name, told)
        if isinstance(result, Read):
            claims += len(result.reading.claims)
        elif result.reason == "error":
            raise RuntimeError(f"{name}: {result.detail}")
        else:
            refused += 1
    return time.perf_counter() - began, claims, refused


def sampled(inputs: Sequence[Input]) -> Counter[str]:
    """In which of Selon's modules the time of a pass goes: samples by module, libraries counted to their caller."""
    main, samples, done = threading.get_ident(), Counter[str](), threading.Event()

    def look() -> None:
        while not done.wait(SAMPLING_SECONDS):
            frame = sys._current_frames().get(main)
            while frame and not frame.f_code.co_filename.startswith(str(PACKAGE)):
                frame = frame.f_back
            if frame:
                samples[str(Path(frame.f_code.co_filename).relative_to(PACKAGE))] += 1

    before = sys.getswitchinterval()
    sys.setswitchinterval(SAMPLING_SECONDS / 2)
    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    once(inputs)
    done.set()
    watcher.join()
    sys.setswitchinterval(before)
    return samples


def help_seconds() -> float:
    """How long `selon --help` takes, the fastest of five."""
    spent = []
    for _ in range(5):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-m", "selon", "--help"], check=True, capture_output=True)
        spent.append(time.perf_counter() - began)
    return min(spent)


def measure(path: Path | None, limit: int) -> tuple[float, str]:
    """Reports a second, and the account of the measurement."""
    inputs = reports(path, limit)
    began = time.perf_counter()
    once(inputs[:1])
    loading = time.perf_counter() - began
    once(inputs[: max(1, len(inputs) // 10)])
    gc.collect()
    passes = [once(inputs) for _ in range(PASSES)]
    spent, claims, refused = min(passes)
    samples = sampled(inputs)
    kilobytes = sum(len(data) for data, _, _ in inputs) / 1000
    rate = len(inputs) / spent
    steps = Counter[str]()
    for name, count in samples.items():
        steps[name.split(os.sep)[0] if os.sep in name else name] += count
    total = samples.total()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    lines = [
        f"{len(inputs)} reports from {path.name if path else 'examples/'}, {kilobytes / len(inputs):.1f} kB each, "
        f"{claims} claims, {refused} refused",
        "",
        "| | |",
        "| --- | ---: |",
        f"| reports a second, one core | {rate:.0f} |",
        f"| milliseconds a report | {1000 / rate:.2f} |",
        f"| kB a second | {kilobytes / spent:.0f} |",
        f"| slowest of {PASSES} passes, reports a second | {len(inputs) / max(passes)[0]:.0f} |",
        f"| first report, with loading the knowledge, s | {loading:.2f} |",
        f"| `selon --help`, s | {help_seconds():.2f} |",
        f"| peak memory, MB | {memory:.0f} |",
        "",
        "| where the time goes | % |",
        "| --- | ---: |",
        *(f"| **{step}** | {100 * n / total:.0f} |" for step, n in steps.most_common()),
        *(f"| {name} | {100 * n / total:.0f} |" for name, n in samples.most_common(20) if n / total >= 0.005),
    ]
    return rate, "\n".join(lines)


def main() -> int:
    """Prints the measurement; exits with 1 below the floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=NEWS if NEWS.exists() else None)
    parser.add_argument("--reports", type=int, default=500)
    parser.add_argument("--floor", type=float, default=0.0, help="reports a second")
    parser.add_argument("--write", type=Path)
    told = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    rate, account = measure(told.file, told.reports)
    print(account)
    if told.write:
        head = "# Speed\n\nMeasured by `make bench`, which writes this page.\n"
        told.write.write_text(f"{head}\n{machine.told()}\n\n{account}\n", encoding="utf-8")
    if rate < told.floor:
        print(f"below the floor of {told.floor:.0f} reports a second")
    return rate < told.floor


if __name__ == "__main__":
    sys.exit(main())
