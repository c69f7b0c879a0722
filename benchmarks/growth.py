"""How a ledger grows: time a report, memory, size on disk, and the findings of one story, at each size.

    python -m benchmarks.growth [FILE] [--sizes 1000 10000 100000] [--workers 2] [--write docs/performance.md]

FILE holds JSON lines of `{text, published}`: French news. More reports are made from it by varying numbers, names and
dates, so that none is another's copy; the reports of `examples/` come first. Each size is a ledger of its own; the
findings are those of the story that the first example tells, the same whatever else the ledger holds.
"""

import argparse
import json
import random
import re
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks import machine
from benchmarks.speed import NEWS
from selon import flow, workers

NUMBER = re.compile(r"\b\d{1,6}\b")
NAME = re.compile(r"\b[A-ZÉÈÀ][a-zéèêàçïôû]{3,}\b")
FIRST = "example 0"
SYLLABLES = ("ba", "co", "di", "fu", "ga", "le", "mi", "no", "pa", "ri", "so", "ta", "ve", "zo")


def varied(text: str, draw: random.Random) -> str:
    """A text with other numbers, and some other names."""
    other: dict[str, str] = {}

    def number(found: re.Match[str]) -> str:
        value = int(found[0])
        return found[0] if 1900 <= value <= 2100 else str(max(2, round(value * draw.uniform(0.5, 2))))

    def name(found: re.Match[str]) -> str:
        if found[0] not in other:
            made = "".join(draw.choices(SYLLABLES, k=3)).capitalize()
            other[found[0]] = made if draw.random() < 0.3 else found[0]
        return other[found[0]]

    return NAME.sub(name, NUMBER.sub(number, text))


def made(path: Path, count: int, folder: Path) -> Path:
    """So many reports as JSON lines."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    draw = random.Random(0)
    file = folder / f"{count}.jsonl"
    examples = [one.read_text(encoding="utf-8") for one in sorted((machine.ROOT / "examples").glob("*.txt"))]
    with file.open("w", encoding="utf-8") as out:
        for number, text in enumerate(examples):
            out.write(
                json.dumps({"id": FIRST if number == 0 else f"example {number}", "text": text}, ensure_ascii=False)
                + "\n"
            )
        for number in range(count - len(examples)):
            row = rows[number % len(rows)]
            round_ = number // len(rows)
            text = varied(row["text"], draw) if round_ else row["text"]
            day = f"20{10 + round_ % 15}-{1 + number % 12:02}-{1 + number % 28:02}"
            out.write(json.dumps({"id": str(number), "text": text, "published": day}, ensure_ascii=False) + "\n")
    return file


def grown(path: Path, count: int, processes: int) -> Iterator[str]:
    """The cells of a row."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file, ledger = made(path, count, folder), folder / "selon.db"
        began = time.perf_counter()
        with flow.open_ledger(str(ledger)) as opened:
            for _ in workers.add(opened, [str(file)], workers=processes):
                pass
        spent = time.perf_counter() - began
        file.unlink()
        size = sum(part.stat().st_size for part in folder.iterdir())
        with flow.open_ledger(str(ledger)) as opened:
            first = next(kept.report.id for kept in opened.readings() if kept.report.name == FIRST)
            began = time.perf_counter()
            gathered = flow.gather_ledger(opened, story=first)
            found = flow.findings(gathered)
            asked = time.perf_counter() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
        child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
        yield from (
            f"{count:,}",
            f"{1000 * spent / count:.2f}",
            f"{size / count / 1000:.1f}",
            f"{peak:.0f}, {child:.0f}",
        )
        yield f"{1000 * asked:.0f} ({len(gathered.reports)} reports, {len(found)} series)"


def main() -> int:
    """Prints the measurement."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=NEWS)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--write", type=Path)
    told = parser.parse_args()
    rows = []
    for count in told.sizes:
        rows.append(f"| {' | '.join(grown(told.file, count, told.workers))} |")
        print(rows[-1], flush=True)
    account = "\n".join(
        (
            machine.told(),
            "",
            f"Reports made from {told.file.name}, added with {told.workers} workers.",
            "",
            "| reports | ms a report, added | kB a report | peak MB, ledger and worker | a story's findings, ms |",
            "| ---: | ---: | ---: | ---: | --- |",
            *rows,
        )
    )
    if told.write:
        machine.put(told.write, "growth", account)
    return 0


if __name__ == "__main__":
    sys.exit(main())
