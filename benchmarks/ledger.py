"""How fast a large ledger answers: adding to it, and looking for the claims of one event, place and month.

    python -m benchmarks.ledger REPORTS.jsonl [--reports 100000] [--ledger PATH or postgresql://…] [--write FILE]

The reports are those of REPORTS.jsonl (lines with `text` and `published`), over and over, each time with other numbers
and a day within five years, so that all are different. Prints JSON.
"""

import argparse
import itertools
import json
import os
import random
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from selon import flow, joints
from selon.keep import Entry, Query, Told
from selon.keep.ledger import Ledger

DIGITS = re.compile(r"(?<!\d)\d{1,3}(?!\d)")
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
FIRST_DAY = date(2020, 1, 1)
DAYS = 5 * 365


def varied(lines: list[dict[str, str]], count: int) -> Iterator[tuple[str, str, str]]:
    """Name, text and day of as many reports as asked for."""
    chance = random.Random(0)
    for number in range(count):
        text = lines[number % len(lines)]["text"]
        text = DIGITS.sub(lambda found: str(max(1, int(found[0]) + chance.randint(0, 99))), text)
        day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
        yield f"{number:07}.txt", f"{text}\n\nDépêche {number}.", day.isoformat()


def entries(lines: list[dict[str, str]], count: int) -> Iterator[Entry]:
    """The reports, read."""
    for name, text, day in varied(lines, count):
        told = Told(day, "fr")
        result = flow.read_bytes(text.encode(), name, told)
        if isinstance(result, flow.Read):
            yield joints.entry(result)


def add_one(ledger: Ledger, some: list[Entry]) -> float:
    """Milliseconds that adding a report takes, each in its own transaction: the median."""
    spent = []
    for entry in some:
        began = time.perf_counter()
        ledger.add([entry])
        spent.append((time.perf_counter() - began) * 1000)
    return statistics.median(spent)


def ask(ledger: Ledger, queries: list[Query]) -> list[tuple[float, int]]:
    """For each query the milliseconds until the last claim is there, the best of three, and how many claims."""
    result = []
    for query in queries:
        spent, found = [], 0
        for _ in range(3):
            began = time.perf_counter()
            found = sum(1 for _ in ledger.search(query))
            spent.append((time.perf_counter() - began) * 1000)
        result.append((min(spent), found))
    return result


def measure(ledger: Ledger, lines: list[dict[str, str]], count: int) -> dict[str, object]:
    """Fill a ledger and ask it."""
    made = entries(lines, count + 400)
    seen: Counter[tuple[str, str, str]] = Counter()
    began, spent_writing = time.perf_counter(), 0.0
    at_thousand, batched = 0.0, 0
    while batch := list(itertools.islice(made, 64)):
        for entry in batch:
            for claim in entry.reading.claims:
                if claim.place and claim.happened and MONTH.match(claim.happened.edtf or ""):
                    seen[(claim.event, claim.place.name, claim.happened.edtf[:7])] += 1
        writing = time.perf_counter()
        ledger.add(batch)
        spent_writing += time.perf_counter() - writing
        batched += len(batch)
        if not at_thousand and batched >= 1000:
            at_thousand = add_one(ledger, list(itertools.islice(made, 200)))
        if batched % 6400 == 0:
            print(f"{batched} of {count}, {time.perf_counter() - began:.0f} s", file=sys.stderr)
        if batched >= count:
            break
    filled = time.perf_counter() - began
    at_end = add_one(ledger, list(itertools.islice(made, 200)))
    common = [Query(event=e, place=p, when=m) for (e, p, m), _ in seen.most_common(20)]
    typical = [Query(event=e, place=p, when=m) for e, p, m in random.Random(1).sample(sorted(seen), 200)]
    worst, usual = ask(ledger, common), ask(ledger, typical)
    words = ask(ledger, [Query(text="blessés gendarmes", when="2023-05"), Query(text="explosion", place="FRA")])
    counts = ledger.counts()
    return {
        "reports": counts["raws"],
        "claims": counts["claims"],
        "minutes to read and add": round(filled / 60, 1),
        "milliseconds a report to add, in batches": round(spent_writing / batched * 1000, 2),
        "milliseconds to add one, after 1,000": round(at_thousand, 2),
        "milliseconds to add one, after all": round(at_end, 2),
        "ratio": round(at_end / at_thousand, 2),
        "claims of an event, place and month, the 20 most frequent": {
            "claims": max(found for _, found in worst),
            "milliseconds, the slowest": round(max(spent for spent, _ in worst), 1),
        },
        "the same, 200 at random": {
            "milliseconds, median": round(statistics.median(spent for spent, _ in usual), 1),
            "milliseconds, the slowest": round(max(spent for spent, _ in usual), 1),
        },
        "words and a month; a word and a country": [(round(spent, 1), found) for spent, found in words],
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--ledger", default="build/large.db")
    parser.add_argument("--write", type=Path)
    told = parser.parse_args()
    lines = [json.loads(line) for line in told.file.read_text(encoding="utf-8").splitlines()]
    Path("build").mkdir(exist_ok=True)
    with flow.open_ledger(told.ledger) as ledger:
        if ledger.counts()["raws"]:
            raise SystemExit(f"{told.ledger} is not empty")
        result = measure(ledger, lines, told.reports)
    if "://" not in told.ledger:
        result["bytes"] = os.path.getsize(told.ledger)
    print(json.dumps(result, indent=1, ensure_ascii=False))
    if told.write:
        told.write.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
