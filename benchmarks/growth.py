"""How a ledger grows: time a report, memory, size on disk, and the findings of one story, at each size.

    python -m benchmarks.growth [FILE] [--sizes 1000 10000 100000] [--workers 2] [--write docs/performance.md]

FILE holds JSON lines of `{text, published}`: French news. More reports are made from it by varying numbers, names and
dates, so that none is the same as another; the reports of `examples/` come first. One ledger grows through the sizes;
the findings are those of the story that the first example tells, the same whatever else the ledger holds.
"""

import argparse
import json
import os
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks import machine
from benchmarks.speed import NEWS
from selon import flow, process, workers
from selon.keep.ledger import Ledger
from selon.settings import MAX_BATCH

NUMBER = re.compile(r"\b\d{1,6}\b")
NAME = re.compile(r"\b[A-ZÉÈÀ][a-zéèêàçïôû]{3,}\b")
FIRST = "example 0"
FEWEST = 100 * MAX_BATCH
"""Reports from which on the last tenth says something: they become known a batch at a time."""
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


def made(path: Path, count: int, file: Path) -> None:
    """So many reports as JSON lines in a file."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    draw = random.Random(0)
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


def grown(path: Path, sizes: Sequence[int], processes: int) -> Iterator[str]:
    """A row at each size of one ledger that grows; the looks at it are not among the time of adding."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file, ledger = folder / "reports.jsonl", folder / "selon.db"
        made(path, max(sizes), file)
        given = file.stat().st_size
        marks = {size: size * 9 // 10 for size in sizes}
        spent = tenth = 0.0
        began = time.perf_counter()
        with flow.open_ledger(str(ledger)) as opened:
            story = ""
            for count, record in enumerate(workers.add(opened, [str(file)], workers=processes), 1):
                story = record.id or "" if record.name == FIRST else story
                if count in marks.values():
                    tenth = spent + time.perf_counter() - began
                if count in marks:
                    spent += time.perf_counter() - began
                    last = (spent - tenth) / (count - marks[count])
                    yield row(opened, story, count, spent / count, last, size_of(folder) - given)
                    began = time.perf_counter()


def size_of(folder: Path) -> int:
    """Bytes of the files of a folder."""
    return sum(part.stat().st_size for part in folder.iterdir())


def row(opened: Ledger, story: str, count: int, each: float, last: float, size: int) -> str:
    """The row of a size. `story`: a report of it; `each`, `last`: seconds a report, of all and of the last tenth."""
    began = time.perf_counter()
    gathered = flow.gather_ledger(opened, story=story)
    found = flow.findings(gathered)
    asked = time.perf_counter() - began
    peaks = machine.peaks(os.getpid())
    own = peaks.pop(os.getpid())
    cells = (
        f"{count:,}",
        f"{1000 * each:.2f}",
        f"{1000 * last:.2f}" if count > FEWEST else "",
        f"{size / count / 1000:.1f}",
        f"{own / 1000:.0f}, {max(peaks.values()) / 1000:.0f}",
        f"{1000 * asked:.0f} ({len(gathered.reports)} reports, {len(found)} series)",
    )
    return f"| {' | '.join(cells)} |"


def main() -> int:
    """Prints the measurement."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=NEWS)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--write", type=Path)
    told = parser.parse_args()
    process.own()
    rows = []
    for one in grown(told.file, sorted(told.sizes), told.workers):
        rows.append(one)
        print(one, flush=True)
    account = "\n".join(
        (
            machine.told(),
            "",
            f"Reports made from {told.file.name}, added to one ledger with {told.workers} workers.",
            "",
            "| reports | ms a report | last tenth | kB a report | MB, ledger and worker | findings of a story, ms |",
            "| ---: | ---: | ---: | ---: | --- | --- |",
            *rows,
        )
    )
    if told.write:
        machine.put(told.write, "growth", account)
    return 0


if __name__ == "__main__":
    sys.exit(main())
