"""The findings of `examples/`, from the claims that a careful reader finds there, whatever a program reads."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from selon.knowledge.names import countries, each_actor
from selon.model import Claim, Counted, Evidence, Figure, Moment, Place, ReportReference, Source, Span
from selon.model.finding import Finding
from selon.reconcile import findings, stories
from selon.reconcile.findings import NO_DECISIONS

EXAMPLES = Path(__file__).parent.parent.parent / "examples"


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (EXAMPLES / name).read_text(encoding="utf-8").splitlines()]


@cache
def known() -> dict[str, tuple[str, str | None]]:
    """Each source that has a name of its own: kind and country."""
    actors: dict[str, tuple[str, str | None]] = {name: (kind, country) for kind, name, country, _ in each_actor()}
    return actors | {country.name: ("government", code) for code, country in countries().items()}


def source(name: str) -> Source:
    kind, country = known().get(name, ("institution", None))
    return Source(name, 0, 1, name, kind, country)  # type: ignore[arg-type]


def place(name: str | None) -> Place | None:
    if name is None:
        return None
    return Place(name, 0, 1, countries()[name].name if name in countries() else name, "RUS")


def moment(edtf: str | None) -> Moment | None:
    return Moment("then", 0, 1, edtf) if edtf else None


@cache
def claims() -> tuple[Claim, ...]:
    reports = {
        r["report"]: ReportReference(
            f"sha256:{r['report']}", r["report"], None, None, r["title"], r["language"], r["published"]
        )
        for r in lines("reports.jsonl")
    }
    return tuple(
        Claim(
            c["id"], reports[c["report"]], c["event"],
            Counted(c["counted"], "x", 0, 1, c["affiliation"]) if c["counted"] else None,
            Figure(**c["figure"]) if c["figure"] else None,
            moment(c["happened"]), moment(c["said"]), place(c["place"]),
            tuple(map(source, c["origins"])), tuple(map(source, c["via"])),
            c["certainty"], c["polarity"], (), Evidence(**c["evidence"]),
            Span(c["evidence"]["start"], c["evidence"]["end"]),
        )
        for c in lines("expected.jsonl")
    )  # fmt: skip


def matching(expected: dict[str, Any]) -> Finding:
    def fits(found: Finding) -> bool:
        where = found.place and ("RUS" if found.place.name == "Russia" else found.place.name)
        return (
            (found.event, found.counted.kind, found.change, where)
            == (expected["event"], expected["counted"], expected["change"], expected["place"])
        ) and not found.expected

    (found,) = filter(fits, findings(claims(), expected["as_of"]))
    return found


@pytest.mark.parametrize(
    "expected", lines("findings.jsonl"), ids=lambda e: f"{e['as_of']}-{e['event']}-{e['change']}-{e['place']}"
)
def test_findings(expected: dict[str, Any]) -> None:
    found = matching(expected)
    assert set(expected["states"]) <= set(found.states) <= {*expected["states"], *expected["may"]}
    assert found.origins == expected["origins"]
    names = {claim.id: claim.report.name for claim in claims()}
    assert sorted({names[name] for name in found.claims}) == expected["reports"]
    figures = {
        line.origin.name: (
            [line.latest.low, line.latest.high], line.latest.approximate, [[t.low, t.high] for t in line.earlier]
        )
        for line in found.figures
    }  # fmt: skip
    assert figures == {
        figure["origin"]: (figure["latest"], figure["approximate"], figure["earlier"]) for figure in expected["figures"]
    }
    for moved in expected.get("revised", ()):
        assert any(
            reason.state == "revised" and reason.kind == moved["direction"] and reason.origins[0] == moved["origin"]
            and [[t.low, t.high] for t in reason.told] == [moved["from"], moved["to"]]
            for reason in found.reasons
        )  # fmt: skip
    by_id = {claim.id: claim for claim in claims()}
    for drift in expected.get("drifted", ()):
        lost = {
            reason.kind
            for reason in found.reasons
            if reason.state == "drifted"
            and [by_id[name].report.name for name in reason.claims] == [drift["against"], drift["report"]]
            and by_id[reason.claims[1]].evidence.exact.startswith(drift["exact"])
        }
        assert lost & set(drift["lost"])


def test_one_story() -> None:
    assert len(set(stories(claims(), NO_DECISIONS).values())) == 1
