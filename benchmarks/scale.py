"""One process, two workers and Daft on the same reports: reports a second, ratios of one run, memory a worker.

    python -m benchmarks.scale [FILE] [--reports 2000] [--workers 2] [--write docs/performance.md]

FILE holds JSON lines of `{text}`. Each way reads the same reports, starting and loading apart; what comes back is
counted and thrown away, so that no ledger's time is among it.
"""

import argparse
import json
import resource
import sys
import time
from pathlib import Path

from benchmarks import machine
from benchmarks.speed import NEWS
from selon import scale, workers
from selon.keep import Told
from selon.read import Input


def given(path: Path, count: int) -> list[Input]:
    """So many different reports."""
    texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        Input(f"{texts[n % len(texts)]}\n\nUpdate {n // len(texts)}.".encode(), f"{n}.txt", f"{n}.txt")
        for n in range(count)
    ]


BEFORE = 500
"""Reports that each process reads first: what is kept of words is kept by then, as it is in an archive."""


def alone(before: list[Input], inputs: list[Input], told: Told) -> float:
    """Seconds in this process, set up as a worker is, for all that a worker does."""
    workers.prepare()
    workers.read_chunk(before, told)
    began = time.perf_counter()
    for one in inputs:
        workers.read_chunk([one], told)
    return time.perf_counter() - began


def pooled(before: list[Input], inputs: list[Input], told: Told, count: int) -> float:
    """Seconds with processes."""
    with workers.Workers(count) as pool:
        for pending in [pool.submit(before, told) for _ in range(count)]:  # one for each: they take it long enough
            pending.result()
        began = time.perf_counter()
        chunks = [inputs[at : at + workers.MAX_CHUNK] for at in range(0, len(inputs), workers.MAX_CHUNK)]
        for pending in [pool.submit(chunk, told) for chunk in chunks]:
            pending.result()
        return time.perf_counter() - began


def engine(inputs: list[Input], told: Told, count: int) -> float:
    """Seconds with Daft: a run over all of them less one over a few, which stands for its start."""
    made = scale.Engine(count)
    few = inputs[: 8 * count]
    made.run(few, told)
    began = time.perf_counter()
    made.run(few, told)
    start = time.perf_counter() - began
    began = time.perf_counter()
    for at in range(0, len(inputs), scale.MAX_ROUND):
        made.run(inputs[at : at + scale.MAX_ROUND], told)
    return time.perf_counter() - began - start


def main() -> int:
    """Prints the measurement."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=NEWS)
    parser.add_argument("--reports", type=int, default=2000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    every, told = given(options.file, BEFORE + options.reports), Told()
    before, inputs = every[:BEFORE], every[BEFORE:]
    count = options.workers
    one, several = alone(before, inputs, told), pooled(before, inputs, told, count)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
    daft = engine(inputs, told, count)
    rows = (
        ("one process", one, ""),
        (f"{count} workers", several, f"{one / several:.2f} times one process"),
        (f"Daft, its own runner, {count} readers", daft, f"{several / daft:.2f} of the workers"),
    )
    account = "\n".join(
        (
            machine.told(),
            "",
            f"{len(inputs)} reports from {options.file.name}, {BEFORE} others before them; "
            f"the largest worker took {peak:.0f} MB.",
            "",
            "| | reports a second | |",
            "| --- | ---: | --- |",
            *(f"| {name} | {len(inputs) / spent:.0f} | {ratio} |" for name, spent, ratio in rows),
        )
    )
    print(account)
    if options.write:
        machine.put(options.write, "scale", account)
    return 0


if __name__ == "__main__":
    sys.exit(main())
