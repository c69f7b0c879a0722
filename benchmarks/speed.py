"""Reports a second on one core, and where the time goes.

    python -m benchmarks.speed [FILE] [--reports 500] [--floor N] [--write docs/performance.md]

FILE holds JSON lines of `{text, published}`; without it the French news of ../shared is taken where present, else the
examples over and over. Three passes over the same reports, the fastest counts, each report whole: from its bytes to its
claims. The steps are looked at in passes of their own, so that looking does not slow what is measured.
"""

import argparse
import gc
import json
import resource
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import reduce
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec

import selon
from benchmarks import machine
from selon.flow import Read, Told, read_bytes
from selon.knowledge import loader

NEWS = machine.ROOT.parent / "shared" / "data" / "french-news.jsonl"
PARALLEL = machine.ROOT.parent / "shared" / "data" / "parallel-news.jsonl"
SENTENCES = 10  # that are put together as one report, where the same news stands in several languages
EXAMPLES = machine.ROOT / "examples"
PACKAGE = Path(selon.__file__).parent
PASSES = 3
SAMPLING_SECONDS = 0.001
STEPS = {
    "kind and decoding": ("selon.read.formats:kind", "selon.read.formats:decode", "selon.read.formats:identity"),
    "paragraphs": ("selon.read.text:paragraphs",),
    "language": ("selon.read.text:_language", "selon.read.text:is_foreign"),
    "residue": ("selon.read.residue:layout", "selon.read.residue:phrase"),
    "bylines and date lines": ("selon.read.text:told", "selon.read.dateline:dateline"),
    "the rest of reading": ("selon.read.text:report",),
    "tokens": ("selon.knowledge.tokens:Tokenizer.tokens",),
    "lexicon": ("selon.knowledge.lexicon:Lexicon.known", "selon.knowledge.lexicon:Matches.__getitem__"),
    "sentences": ("selon.understand.reading:sentences",),
    "moments": ("selon.understand.reading:report_moments",),
    "mentions": ("selon.understand.reading:report_mentions", "selon.understand.reading:places"),
    "attribution": ("selon.understand.reading:attributions",),
    "numbers": ("selon.understand.reading:numbers",),
    "counts": ("selon.understand.reading:counts",),
    "grammar": ("selon.understand.claims:units",),
    "certainty": ("selon.understand.claims:judge",),
    "events and claims": ("selon.understand.reading:claims",),
    "the rest of understanding": ("selon.understand:understand",),
}
"""The steps that a report goes through, each with its functions, where they are called from."""

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


def stepped(inputs: Sequence[Input]) -> dict[str, float]:
    """The seconds that each step takes of a pass, what other steps take within it not counted.

    Raises AttributeError where a step's function is no more where `STEPS` says.
    """
    spent = dict.fromkeys(STEPS, 0.0)
    inner: list[float] = []

    def timed(step: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            inner.append(0.0)
            began = time.perf_counter()
            try:
                return function(*given, **named)
            finally:
                took = time.perf_counter() - began
                spent[step] += took - inner.pop()
                if inner:
                    inner[-1] += took

        return call

    places = []
    for step, names in STEPS.items():
        for name in names:
            module, _, path = name.partition(":")
            *owners, attribute = path.split(".")
            owner = reduce(getattr, owners, import_module(module))
            places.append((owner, attribute, getattr(owner, attribute)))
            setattr(owner, attribute, timed(step, getattr(owner, attribute)))
    try:
        began = time.perf_counter()
        results = [read_bytes(*given) for given in inputs]
        whole = time.perf_counter() - began
    finally:
        for owner, attribute, function in places:
            setattr(owner, attribute, function)
    began = time.perf_counter()
    for result in results:
        msgspec.json.encode(result.reading.claims if isinstance(result, Read) else result)
    return {
        **spent,
        "what joins the steps": whole - sum(spent.values()),
        "the claims as JSON": time.perf_counter() - began,
    }


def by_language() -> list[str]:
    """Rows of a table: each language, its reports a second, its time beside French's. The same news in all of them."""
    rows = [json.loads(line) for line in PARALLEL.read_text(encoding="utf-8").splitlines()] if PARALLEL.exists() else []
    groups = [rows[i : i + SENTENCES] for i in range(0, len(rows), SENTENCES)]
    spent: dict[str, float] = {}
    for code in ("fr", *(code for code in loader.language_codes() if code != "fr")):
        told = Told(language=code)
        inputs = [("\n\n".join(row[code] for row in g).encode(), str(n), told) for n, g in enumerate(groups)]
        if inputs:
            once(inputs)
            spent[code] = min(once(inputs)[0] for _ in range(2 * PASSES))
    return [f"| {code} | {len(groups) / s:.0f} | {s / spent['fr']:.2f} |" for code, s in spent.items()]


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
    everything = reports(path, 2 * limit)
    inputs, others = everything[:limit], everything[limit:]
    began = time.perf_counter()
    once(inputs[:1])
    loading = time.perf_counter() - began
    once(others or inputs[: max(1, len(inputs) // 10)])
    gc.collect()
    fresh, *_ = once(inputs)
    passes = [once(inputs) for _ in range(PASSES)]
    spent, claims, refused = min(passes)
    samples, steps = sampled(inputs), stepped(inputs)
    kilobytes = sum(len(data) for data, _, _ in inputs) / 1000
    rate = len(inputs) / spent
    total, whole = samples.total(), sum(steps.values())
    languages = by_language()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    lines = [
        f"{len(inputs)} reports from {path.name if path else 'examples/'}, {kilobytes / len(inputs):.1f} kB each, "
        f"{claims} claims, {refused} refused",
        "",
        "| | |",
        "| --- | ---: |",
        f"| reports a second, one core | {rate:.0f} |",
        f"| the same of texts that were never met, {len(others)} others before them | {len(inputs) / fresh:.0f} |",
        f"| milliseconds a report | {1000 / rate:.2f} |",
        f"| kB a second | {kilobytes / spent:.0f} |",
        f"| slowest of {PASSES} passes, reports a second | {len(inputs) / max(passes)[0]:.0f} |",
        f"| first report, with loading the knowledge, s | {loading:.2f} |",
        f"| `selon --help`, s | {help_seconds():.2f} |",
        f"| peak memory, MB | {memory:.0f} |",
        *(
            (
                "",
                f"The same news in each language, {SENTENCES} sentences a report, from parallel-news.jsonl:",
                "",
                "| language | reports a second | its time, French 1 |",
                "| --- | ---: | ---: |",
                *languages,
            )
            if languages
            else ()
        ),
        "",
        "Where the time goes, by step, each without the steps within it, measured by a clock around each:",
        "",
        "| step | ms a report | % |",
        "| --- | ---: | ---: |",
        *(f"| {step} | {1000 * s / len(inputs):.3f} | {100 * s / whole:.1f} |" for step, s in steps.items()),
        "",
        "By module, sampled, libraries counted to their caller:",
        "",
        "| module | % |",
        "| --- | ---: |",
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
    machine.one_core()
    rate, account = measure(told.file, told.reports)
    print(account)
    if told.write:
        machine.put(told.write, "speed", f"{machine.told()}\n\n{account}")
    if rate < told.floor:
        print(f"below the floor of {told.floor:.0f} reports a second")
    return rate < told.floor


if __name__ == "__main__":
    sys.exit(main())
