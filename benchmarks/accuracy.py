"""Measures accuracy against its floors, and writes the page that tells of it.

    python -m benchmarks.accuracy [--only examples|shared] [--write docs/accuracy.md] [--errors]

On `examples/`, against what a careful reader wrote down there; on `../shared`, where present, with the scorers there.
A measure below its floor in `floors.toml` is named, and the exit code is 1.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks import golden, machine

FLOORS = Path(__file__).parent / "floors.toml"
TRANSLATIONS = Path(__file__).with_name("parity.toml")
EXCEPTIONS = Path(__file__).with_name("popcorn.toml")
SHARED = machine.ROOT.parent / "shared"
SELON = f"{sys.executable} -m selon"

Measures = dict[str, float]


def selon(*words: str | Path) -> list[dict[str, Any]]:
    """The JSON lines that a command prints. Raises CalledProcessError where it fails."""
    command = [sys.executable, "-m", "selon", *map(str, words)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    return [json.loads(line) for line in done.stdout.splitlines()]


def files() -> list[Path]:
    """The example reports."""
    return sorted(golden.EXAMPLES.glob("*.txt"))


def example_claims() -> tuple[Measures, list[str]]:
    """The claims of the examples."""
    scores, complaints = golden.judge(golden.rows("expected.jsonl"), selon("read", "--json", *files()))
    return scores, complaints


def example_reading() -> tuple[Measures, list[str]]:
    """Residue, numbers set aside, titles and dates of the examples."""
    return golden.judge_reading(selon("inspect", "--json", *files()), selon("read", "--json", *files()))


def example_findings() -> tuple[Measures, list[str]]:
    """The findings of the examples, as of each date that the truth speaks of."""
    truth = golden.rows("findings.jsonl")
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "examples.db"
        subprocess.run(
            [*SELON.split(), "add", "--ledger", str(ledger), *map(str, files())], check=True, capture_output=True
        )
        found = {
            date: selon("findings", "--json", "--ledger", ledger, "--as-of", date)
            for date in sorted({row["as_of"] for row in truth})
        }
    claims = {c["id"]: c for c in selon("read", "--json", *files())}
    return golden.judge_findings(truth, found, claims)


def scorer(name: str, *words: str | Path) -> str:
    """What a scorer of ../shared prints. Raises CalledProcessError where it fails."""
    command = [sys.executable, str(SHARED / "score" / name), *map(str, words)]
    done = subprocess.run(command, env=os.environ | {"SELON": SELON}, stdout=subprocess.PIPE, text=True)
    done.check_returncode()
    return done.stdout


def shared_reports() -> Measures:
    """The two reports that the project was conceived from."""
    first, second = sorted((SHARED / "reports").glob("*.txt"))
    claims = [*selon("read", "--json", "--published", "2025-02-27", first), *selon("read", "--json", second)]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(claim, ensure_ascii=False) + "\n" for claim in claims)
        file.flush()
        told = json.loads(scorer("score.py", SHARED / "gold" / "reports.jsonl", file.name, "--json"))
    result = {"all_full": told["all_full"]["recall"]}
    result |= {level: told["figures"][level]["f1"] for level in ("interval", "event", "class", "full")}
    return result


def shared_popcorn() -> Measures:
    """French incident reports: group sizes, labels, deaths and injured; the tolls also without the texts that the
    design reads otherwise (`popcorn.toml`)."""
    result = dict(numbers_in(json.loads(scorer("popcorn.py", "--json"))))
    records = json.loads((SHARED / "data" / "popcorn-train.json").read_text(encoding="utf-8"))
    for role, reasons in tomllib.loads(EXCEPTIONS.read_text(encoding="utf-8")).items():
        named = {place for places in reasons.values() for place in places}
        kept = {name: record for place, (name, record) in enumerate(records.items()) if place not in named}
        with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
            json.dump(kept, file)
            file.flush()
            told = dict(numbers_in(json.loads(scorer("popcorn.py", "--json", "--data", file.name))))
        result[f"values.{role}.f1 without the {len(named)} texts of popcorn.toml"] = told[f"values.{role}.f1"]
    return result


def numbers_in(told: Mapping[str, Any], prefix: str = "") -> Iterable[tuple[str, float]]:
    """The F1s and shares of a scorer's nested result, by their path."""
    for key, value in told.items():
        if isinstance(value, dict):
            yield from numbers_in(value, f"{prefix}{key}.")
        elif isinstance(value, float) and (key in ("f1", "found") or key.startswith("right")):
            yield f"{prefix}{key}".replace(" ", "_").replace(",", ""), value


def shared_specifications() -> Measures:
    """Specifications of numbers and ranges: of the cases with whole values, how many pass."""
    rows = re.findall(r"^(\w+) (Number\w+) .* ([\d.]+)$", scorer("recognizers.py"), flags=re.MULTILINE)
    return {f"{language}.{model}": float(share) / 100 for language, model, share in rows}


def shared_parity() -> tuple[Measures, list[str]]:
    """The same figures in four languages; and each sentence whose figures differ, with the cause."""
    told = scorer("parity.py", "--differences")
    size, share = re.findall(r"(\d+) with a figure in any language; the same in all four: +([\d.]+) %", told)[0]
    causes = tomllib.loads(TRANSLATIONS.read_text(encoding="utf-8"))["translation"]
    differing = re.findall(r"^(n\d+) *$", told, flags=re.MULTILINE)
    unexplained = [name for name in differing if name not in causes]
    listed = [f"{name}: " + (f"translation: {causes[name]}" if name in causes else "Selon") for name in differing]
    scores = {
        "all_four": float(share) / 100,
        f"all_four, but for {len(differing) - len(unexplained)} that the translation causes, of {size}": 1
        - len(unexplained) / (int(size) - len(differing) + len(unexplained)),
    }
    return scores, listed


class Measure(NamedTuple):
    """How a measure is taken, what its page says of it, and whether the page lists what is wrong."""

    take: Callable[[], tuple[Measures, list[str]]]
    about: str
    listed: bool = False


def alone(take: Callable[[], Measures]) -> Callable[[], tuple[Measures, list[str]]]:
    """A measure that has no list of what is wrong."""
    return lambda: (take(), [])


MEASURES: Mapping[str, Mapping[str, Measure]] = {
    "examples": {
        "claims": Measure(
            example_claims,
            "`figures`: F1 of the figures. `full`: of the required claims, those that are right in figure, event, "
            "affiliation, origins, certainty and polarity. Then each part, of the required claims that were found.",
        ),
        "reading": Measure(
            example_reading,
            "Residue that was not read, text that was, numbers that are no figures and were set aside, titles, dates.",
        ),
        "findings": Measure(
            example_findings,
            "Series that were found, as of several dates; of these, those with the right states, number of origins and "
            "of reports; each origin's latest and earlier figures; drifts that were shown.",
        ),
    },
    "shared": {
        "reports": Measure(
            alone(shared_reports),
            "The two reports of `../shared/reports` against their gold: F1 of figures by how much of the claim must be "
            "right; `all_full`: recall over all required claims.",
        ),
        "popcorn": Measure(
            alone(shared_popcorn),
            "POPCORN's French incident reports, its training half. The texts whose tolls the design reads otherwise "
            "than the annotators are named in `benchmarks/popcorn.toml`, each with its reason.",
        ),
        "specifications": Measure(
            alone(shared_specifications), "Recognizers-Text's cases with whole values, numbers and ranges."
        ),
        "parity": Measure(
            shared_parity,
            "Parallel news sentences: the same figures in French, English, German and Spanish. What differs is listed "
            "with its cause.",
            listed=True,
        ),
    },
}


def main() -> int:
    """Measures, prints, writes; returns 1 where a measure is below its floor or a measurement fails."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=tuple(MEASURES))
    parser.add_argument("--write", type=Path)
    parser.add_argument("--errors", action="store_true", help="list what is wrong on the examples")
    told = parser.parse_args()
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    page = ["# Accuracy", "", "Measured by `make accuracy`, which writes this page.", "", machine.told()]
    faults: list[str] = []
    for group, measures in MEASURES.items():
        if told.only not in (None, group) or (group == "shared" and not (SHARED / "score").exists()):
            continue
        for name, measure in measures.items():
            scores, complaints = Measures(), list[str]()
            try:
                scores, complaints = measure.take()
            except subprocess.CalledProcessError as error:
                faults.append(f"NOT MEASURED: {group} {name}: {error}")
            own = floors.get(group, {}).get(name, {})
            page += ["", f"## {group}: {name}", "", measure.about, "", *table(scores, own)]
            if measure.listed:
                page += ["", *(f"- {line}" for line in complaints)]
            faults += [f"BELOW ITS FLOOR: {group} {name} {key}" for key in below(scores, own)]
            if told.errors:
                print(*complaints, sep="\n", file=sys.stderr)
    print("\n".join([*page, "", *faults]))
    if told.write:
        told.write.write_text("\n".join(page) + "\n", encoding="utf-8")
    return bool(faults)


def table(scores: Measures, floors: Measures) -> list[str]:
    """Scores beside their floors."""
    keys = [*scores, *(k for k in floors if k not in scores)]
    rows = [f"| {key} | {percent(scores.get(key))} | {percent(floors.get(key))} |" for key in keys]
    return ["| | % | floor |", "| --- | ---: | ---: |", *rows]


def below(scores: Measures, floors: Measures) -> list[str]:
    """What is below its floor, or was not measured."""
    return [key for key, floor in floors.items() if scores.get(key, -1.0) < floor - 1e-9]


def percent(share: float | None) -> str:
    """A share as a percentage with one decimal."""
    return "" if share is None else f"{100 * share:.1f}"


if __name__ == "__main__":
    sys.exit(main())
