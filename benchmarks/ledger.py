"""How fast a large ledger answers: adding to it, and looking for the claims of one event, place and month.

    python -m benchmarks.ledger REPORTS.jsonl [--reports 112000] [--ledger PATH or postgresql://…] [--write FILE]

The reports are those of REPORTS.jsonl (lines with `text` and `published`), over and over, each time with other numbers
and a day within five years, so that all are different. Prints JSON. A ledger that has reports already is only asked.
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
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from benchmarks import machine
from selon import flow, joints
from selon.keep import Entry, Query, Told
from selon.keep.ledger import Ledger

DIGITS = re.compile(r"(?<!\d)\d{1,3}(?!\d)")
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


def filled(ledger: Ledger, lines: list[dict[str, str]], count: int) -> dict[str, object]:
    """Fill a ledger; how long that takes at its beginning and at its end."""
    made = entries(lines, count + 400)
    began, spent_writing = time.perf_counter(), 0.0
    at_thousand, batched = 0.0, 0
    while batch := list(itertools.islice(made, 64)):
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
    spent = time.perf_counter() - began
    at_end = add_one(ledger, list(itertools.islice(made, 200)))
    return {
        "minutes to read and add": round(spent / 60, 1),
        "milliseconds a report to add, in batches": round(spent_writing / batched * 1000, 2),
        "milliseconds to add one, after 1,000": round(at_thousand, 2),
        "milliseconds to add one, after all": round(at_end, 2),
        "ratio": round(at_end / at_thousand, 2),
    }


def asked(ledger: Ledger) -> dict[str, object]:
    """Ask a large ledger; how long the answers take."""
    with ledger._database.read() as connection:
        groups = connection.exec_driver_sql(
            "SELECT event, place, substr(happened_from, 1, 7), count(*) FROM claims "
            "WHERE place IS NOT NULL AND substr(happened_from, 1, 7) = substr(happened_to, 1, 7) "
            "GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 2, 3"
        ).all()
        reports = list(connection.exec_driver_sql("SELECT id FROM raws ORDER BY id LIMIT 200").scalars())
    common = ask(ledger, [Query(event=e, place=p, when=m) for e, p, m, _ in groups[:20]])
    usual = ask(ledger, [Query(event=e, place=p, when=m) for e, p, m, _ in random.Random(1).sample(list(groups), 200)])
    words = ask(ledger, [Query(text="blessés gendarmes", when="2023-05"), Query(text="explosion", place="FRA")])
    stories = []
    for report in reports:
        began = time.perf_counter()
        gathered = flow.gather_ledger(ledger, story=report)
        flow.findings(gathered)
        stories.append(((time.perf_counter() - began) * 1000, len(gathered.reports)))
    counts = ledger.counts()
    return {
        "reports": counts["raws"],
        "claims": counts["claims"],
        "claims of an event, place and month, the 20 most frequent": told(common),
        "the same, 200 at random": told(usual),
        "two words and a month": told(words[:1]),
        "a word and a country": told(words[1:]),
        "findings of one story, 200 at random": {
            "milliseconds, median": round(statistics.median(spent for spent, _ in stories), 1),
            "milliseconds, the slowest of up to 100 reports": round(max(s for s, n in stories if n <= 100), 1),
        },
    }


def told(answers: list[tuple[float, int]]) -> dict[str, float]:
    """How long answers took, and the most claims in one."""
    return {
        "milliseconds, median": round(statistics.median(spent for spent, _ in answers), 1),
        "the slowest": round(max(spent for spent, _ in answers), 1),
        "claims, at most": max(found for _, found in answers),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--reports", type=int, default=112_000)
    parser.add_argument("--ledger", default="build/large.db")
    parser.add_argument("--write", type=Path)
    given = parser.parse_args()
    lines = [json.loads(line) for line in given.file.read_text(encoding="utf-8").splitlines()]
    Path("build").mkdir(exist_ok=True)
    result: dict[str, object] = {"measured on": machine.told()}
    with flow.open_ledger(given.ledger) as ledger:
        if not ledger.counts()["raws"]:
            result |= filled(ledger, lines, given.reports)
        elif given.write and given.write.exists():  # filled before: what that took stands there
            result |= json.loads(given.write.read_text(encoding="utf-8"))
        result |= asked(ledger)
    if "://" not in given.ledger:
        result["bytes"] = os.path.getsize(given.ledger)
    print(json.dumps(result, indent=1, ensure_ascii=False))
    if given.write:
        given.write.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
