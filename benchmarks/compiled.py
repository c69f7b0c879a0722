"""The compiled reader beside the same in Python: whether it makes the same claims, and how much faster it is.

    python -m benchmarks.compiled [--compiled build/compiled] [--reports 1000] [--write docs/performance.md]

`make compiled` builds it. Both read the French news of ../shared where present, else the examples over and over, each
in processes of its own on one core, by turns, so that both meet the same machine; a ratio is that of one turn. The
claims, numbers, moments, places, sources and cues of these texts, of the examples and of every case of the languages
have to be the same, byte for byte.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from statistics import median

import msgspec

from benchmarks import machine
from benchmarks.speed import NEWS, once, reports
from selon.flow import Read, Told, read_bytes, reader_version
from selon.knowledge import loader

ROUNDS = 4


def texts() -> Iterator[tuple[bytes, str | None]]:
    """The examples, and the texts of every case, each with its language where that is known."""
    for file in sorted((machine.ROOT / "examples").glob("*.txt")):
        yield file.read_bytes(), None
    for code in loader.language_codes():
        for case in loader.language(code).cases:
            yield str(case["text"]).encode(), code


def digest(count: int) -> str:
    """The hash of the reader's version, and of all that is made of the texts."""
    made = sha256(reader_version().encode())
    for data, language in texts():
        result = read_bytes(data, "x", Told(language=language, published="2025-03-01"))
        made.update(msgspec.json.encode(result.reading if isinstance(result, Read) else result))
    for data, name, told in reports(NEWS if NEWS.exists() else None, count):
        result = read_bytes(data, name, told)
        made.update(msgspec.json.encode(result.reading if isinstance(result, Read) else result))
    return made.hexdigest()


def child(count: int) -> None:
    """What one of them does: prints its build, its reports a second, and the hash of its claims."""
    machine.one_core()
    began = time.perf_counter()
    read_bytes(b"Deux personnes sont mortes.", "x", Told(language="fr"))
    first = time.perf_counter() - began
    made = digest(count)
    inputs = reports(NEWS if NEWS.exists() else None, count)
    spent = min(once(inputs)[0] for _ in range(2))
    print(json.dumps({"build": machine.build(), "rate": len(inputs) / spent, "first": first, "digest": made}))


def run(compiled: Path | None, count: int) -> dict[str, str | float]:
    """What a child printed. Raises CalledProcessError where it failed."""
    env = os.environ | ({"PYTHONPATH": str(compiled.resolve())} if compiled else {})
    command = [sys.executable, "-m", "benchmarks.compiled", "--child", "--reports", str(count)]
    done = subprocess.run(command, cwd=machine.ROOT, env=env, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, str | float] = json.loads(done.stdout)
    return found


def main() -> int:
    """Prints the measurement; exits with 1 where the two make other claims."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--compiled", type=Path, default=machine.ROOT / "build" / "compiled")
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--write", type=Path)
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.child:
        child(told.reports)
        return 0
    ways: list[Path | None] = [None, told.compiled]
    runs = [run(way, told.reports) for _ in range(told.rounds) for way in ways]
    builds = {str(one["build"]) for one in runs}
    if builds != {"Python", "compiled"}:
        print(f"both have to be run; these were: {', '.join(sorted(builds))}")
        return 1
    if len({one["digest"] for one in runs}) != 1:
        print("the compiled reader makes other claims")
        return 1
    rates = {name: [float(one["rate"]) for one in runs if one["build"] == name] for name in builds}
    loads = {name: min(float(one["first"]) for one in runs if one["build"] == name) for name in builds}
    turns = sorted(compiled / plain for plain, compiled in zip(rates["Python"], rates["compiled"], strict=True))
    account = "\n".join(
        (
            f"{machine.told()}; {told.reports} reports of {NEWS.name if NEWS.exists() else 'examples/'}, "
            f"{told.rounds} times by turns. The claims are the same.",
            "",
            "| | Python | compiled | ratio |",
            "| --- | ---: | ---: | ---: |",
            f"| reports a second, one core, fastest | {max(rates['Python']):.0f} | {max(rates['compiled']):.0f} | |",
            f"| slowest | {min(rates['Python']):.0f} | {min(rates['compiled']):.0f} | |",
            f"| median of the turns | {median(rates['Python']):.0f} | {median(rates['compiled']):.0f} "
            f"| {median(turns):.2f} ({turns[0]:.2f} to {turns[-1]:.2f}) |",
            f"| the first report, with loading the knowledge, s | {loads['Python']:.2f} | {loads['compiled']:.2f} "
            f"| {loads['compiled'] / loads['Python']:.2f} |",
        )
    )
    print(account)
    if told.write:
        machine.put(told.write, "compiled", account)
    return 0


if __name__ == "__main__":
    sys.exit(main())
