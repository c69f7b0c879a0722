"""How right findings are on stories whose truth is known, and how long they take.

    python -m benchmarks.findings [--stories 10000] [--seed 0] [--errors 5] [--floor 0.95] [--write FILE]
    python -m benchmarks.findings --ledger NEW.db [--stories 13200]    # how long one story of a large ledger takes

For each state the F1 over all series; for origins and reports the share of series with the right count; for stories the
F1 of pairs of reports that are of one story. With --floor, exits with 1 where one of them is below.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.made_stories import Made, Truth, stories
from selon import flow, keep, reconcile
from selon.keep import Entry
from selon.model.finding import Finding

STATES = ("single-origin", "agreed", "revised", "disputed", "drifted")


def found_for(truth: Truth, by_claim: Mapping[str, Finding]) -> Finding | None:
    """The finding that has most claims of a series."""
    hits = Counter(by_claim[name].id for name in truth.claims if name in by_claim)
    best = hits.most_common(1)
    return next((by_claim[n] for n in sorted(truth.claims) if n in by_claim and by_claim[n].id == best[0][0]), None)


def measured(made: Sequence[Made]) -> tuple[dict[str, Any], list[str]]:
    """The figures, and what went wrong."""
    reports = [report for story in made for report in story.reports]
    readings = [reading for story in made for reading in story.readings]
    claims = [claim for reading in readings for claim in reading.claims]
    began = time.perf_counter()
    lineage = reconcile.lineage(reports, readings)
    traced = time.perf_counter()
    found = reconcile.findings(claims, lineage=lineage)
    ended = time.perf_counter()
    by_claim = {name: finding for finding in found for name in finding.claims}
    errors: list[str] = []
    hits: dict[str, Counter[str]] = {state: Counter() for state in STATES}
    right: Counter[str] = Counter()
    series = 0
    for story in made:
        for truth in story.truth:
            series += 1
            finding = found_for(truth, by_claim)
            states = set(finding.states) if finding else set()
            for state in STATES:
                hits[state][f"{state in states}-{state in truth.states}"] += 1
            whole = finding is not None and set(finding.claims) == truth.claims
            right["origins"] += finding is not None and finding.origins == truth.origins
            right["reports"] += finding is not None and finding.reports == truth.reports
            right["series"] += whole
            if finding is None or states != truth.states or finding.origins != truth.origins or not whole:
                errors.append(described(truth, finding))
    together = reconcile.stories(claims, reconcile.NO_DECISIONS)
    result: dict[str, Any] = {
        "made": len(made),
        "reports": len(reports),
        "claims": len(claims),
        "series": series,
        "F1": {state: f1(hits[state]) for state in STATES},
        "right": {key: round(right[key] / series, 4) for key in ("origins", "reports", "series")},
        "stories": pairs(made, together),
        "seconds": {"copies": round(traced - began, 2), "findings": round(ended - traced, 2)},
    }
    return result, errors


def pairs(made: Sequence[Made], together: Mapping[str, str]) -> float:
    """The F1 of pairs of reports that are of one story."""
    found = sum(n * (n - 1) // 2 for n in Counter(together.values()).values())
    true = sum(len(story.reports) * (len(story.reports) - 1) // 2 for story in made)
    both = sum(
        n * (n - 1) // 2 for story in made for n in Counter(together[report.id] for report in story.reports).values()
    )
    return round(2 * both / (found + true), 4)


def timed(path: Path, made: Sequence[Made]) -> dict[str, Any]:
    """Milliseconds from asking a ledger of all these reports for one story to its findings, for 50 stories and the
    largest: the program's own way, without starting it. The ledger is made where it is not there yet.
    """
    new = not path.exists()
    with flow.open_ledger(str(path)) as ledger:
        if new:
            batch: list[Entry] = []
            for story in made:
                for report, reading in zip(story.reports, story.readings, strict=True):
                    batch.append(
                        Entry(
                            report.text.encode(), keep.Told(), report, reading, topics=reconcile.topics(reading.claims)
                        )
                    )
                if len(batch) >= 500:
                    ledger.add(batch)
                    batch = []
            ledger.add(batch)
        spent = []
        largest = max(made, key=lambda story: len(story.reports))
        for story in [*made[:: max(1, len(made) // 50)], largest]:
            began = time.perf_counter()
            gathered = flow.gather_ledger(ledger, story=story.reports[0].id)
            found = flow.findings(gathered)
            spent.append((round((time.perf_counter() - began) * 1000, 1), len(gathered.reports), len(found)))
        counts = ledger.counts()
    times = sorted(spent)
    return {
        "reports": counts["raws"],
        "claims": counts["claims"],
        "milliseconds": {"median": times[len(times) // 2][0], "most": times[-1][0], "of the largest": spent[-1][0]},
        "reports of the largest": spent[-1][1],
    }


def f1(hits: Mapping[str, int]) -> float:
    """Of found-true, found-false and missed."""
    true, false, missed = (hits.get(key, 0) for key in ("True-True", "True-False", "False-True"))
    return round(2 * true / (2 * true + false + missed), 4) if true + false + missed else 1.0


def described(truth: Truth, finding: Finding | None) -> str:
    """A series that was got wrong."""
    if finding is None:
        return f"story {truth.story} {truth.event} {truth.change}: not found"
    lines = [
        f"story {truth.story} {truth.event} {truth.change}: {sorted(truth.states)} by {truth.origins}, found "
        f"{sorted(finding.states)} by {finding.origins}; {len(truth.claims)} claims, found {len(finding.claims)}"
    ]
    for line in finding.figures:
        figures = [(t.low, t.high, t.polarity[0], t.said or t.published) for t in (*line.earlier, line.latest)]
        lines.append(f"    {line.origin.name}: {figures}")
    lines += [f"    {reason.state} {reason.kind} {reason.origins}" for reason in finding.reasons]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--errors", type=int, default=0, help="print so many series that were got wrong")
    parser.add_argument("--floor", type=float)
    parser.add_argument("--write", type=Path)
    parser.add_argument("--ledger", type=Path, help="time one story in a ledger of all of them, made there if new")
    chosen = parser.parse_args(arguments)
    made = list(stories(chosen.stories, chosen.seed))
    if chosen.ledger:
        print(json.dumps(timed(chosen.ledger, made), indent=1))
        return 0
    result, errors = measured(made)
    text = json.dumps(result, indent=1)
    print(text)
    for error in errors[: chosen.errors]:
        print(error)
    if chosen.write:
        chosen.write.write_text(text + "\n")
    shares = [*result["F1"].values(), *result["right"].values(), result["stories"]]
    return 1 if chosen.floor is not None and min(shares) < chosen.floor else 0


if __name__ == "__main__":
    sys.exit(main())
