"""The truth beside the examples is well formed: positions, dates, and claims that the findings rest on."""

import re
import subprocess
import sys

import pytest
from benchmarks import golden

from .conftest import EXAMPLES, ROOT

TEXTS = {path.name: path.read_bytes().decode("utf-8") for path in EXAMPLES}
ROWS = [(name, row) for name in ("expected.jsonl", "set-aside.jsonl", "residue.jsonl") for row in golden.rows(name)]


def test_positions_are_up_to_date() -> None:
    done = subprocess.run([sys.executable, ROOT / "examples/locate.py", "--check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("name", "row"), ROWS, ids=[f"{n} {r['report'][:2]} {i}" for i, (n, r) in enumerate(ROWS)])
def test_words_stand_where_they_are_said_to(name: str, row: dict[str, object]) -> None:
    text = TEXTS[str(row["report"])]
    for part in (row, row.get("evidence"), row.get("figure")):
        if isinstance(part, dict) and "start" in part:
            assert text[part["start"] : part["end"]] == part.get("exact", part.get("text"))


def test_every_number_of_the_reports_is_accounted_for() -> None:
    """Every digit of a report stands in a figure, in a number that is set aside, in residue, or in a dateline."""
    for name, text in TEXTS.items():
        spans = [(r["start"], r["end"]) for f, r in ROWS if f != "expected.jsonl" and r["report"] == name]
        figures = [r["figure"] for r in golden.rows("expected.jsonl") if r["report"] == name and r["figure"]]
        spans += [(f["start"], f["end"]) for f in figures]
        spans += [m.span() for m in re.finditer(r"^.*\(AFP\) -|^Publié.*", text, re.MULTILINE)]
        loose = [m for m in re.finditer(r"\d+", text) if not any(a <= m.start() < b for a, b in spans)]
        assert [text[max(0, m.start() - 20) : m.end() + 20] for m in loose] == []


def test_findings_name_reports_and_rest_on_claims() -> None:
    claims = golden.rows("expected.jsonl")
    published = {r["report"]: r["published"] for r in golden.rows("reports.jsonl")}
    for finding in golden.rows("findings.jsonl"):
        assert not set(finding["states"]) & set(finding["may"])
        assert ("single-origin" in finding["states"]) == (finding["origins"] == 1)
        assert len(finding["figures"]) == finding["origins"]
        own = [
            c
            for c in claims
            if c["report"] in finding["reports"]
            and c["event"] == finding["event"]
            and c["figure"]
            and c["figure"]["change"] in (finding["change"], "share")
        ]
        assert {c["report"] for c in own} == set(finding["reports"])
        assert all(published[r][:10] <= finding["as_of"] for r in finding["reports"])
        for one in finding["figures"]:
            for low, high in (one["latest"], *one["earlier"]):
                assert any((c["figure"]["low"], c["figure"]["high"]) == (low, high) for c in own if c["origins"]), (
                    finding["event"],
                    one,
                )


def test_every_example_has_its_truth() -> None:
    assert {r["report"] for r in golden.rows("reports.jsonl")} == set(TEXTS)
    assert {r["report"] for r in golden.rows("expected.jsonl")} == set(TEXTS)
