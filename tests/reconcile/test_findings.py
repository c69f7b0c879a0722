"""Findings as of a day, and the same for every order."""

from hypothesis import given, settings
from hypothesis import strategies as st

from selon.model import Claim
from selon.model.decision import Decisions
from selon.reconcile import changes, compare, findings, occurrences, sources, timeline

from .made import claim, latest, one, source

STORY = (
    claim(100, None, "NIS", said="2024-12-19", published="2024-12-19"),
    claim(300, 300, "NIS", said="2025-01-13", published="2025-01-14", report="b"),
    claim(3000, None, "Kyiv", said="2024-12-23", published="2024-12-24", report="c", event="killed_or_wounded"),
)


def test_as_of_each_clock() -> None:
    recorded = {"sha256:a": "2025-03-01T00:00:00", "sha256:b": "2025-03-02T00:00:00", "sha256:c": "2025-03-03T00:00:00"}

    def known(as_of: str, clock: str) -> set[str]:
        found = findings(STORY, as_of, clock, recorded=recorded)  # type: ignore[arg-type]
        return {name for f in found for name in f.claims}

    first, second, third = (c.id for c in STORY)
    assert known("2024-12-18", "published") == set()
    assert known("2024-12-19", "published") == {first}
    assert known("2025-01-13", "published") == {first, third}
    assert known("2025-01-13", "said") == {first, second, third}
    assert known("2025-03-01", "recorded") == {first}
    assert known("2024", "published") == {first, third}


def test_what_bears_no_date_was_not_known() -> None:
    undated = claim(5, 5, "NIS", published=None)
    assert findings([undated], "2030-01-01") == ()
    assert len(findings([undated])) == 1
    assert len(findings([undated], "2030-01-01", recorded={"sha256:a": "2025-03-01"})) == 1


def test_the_most_important_first() -> None:
    found = findings(
        [
            claim(5, 5, event="deployed"),
            claim(5, 5, event="killed", certainty="expected"),
            claim(5, 5, event="wounded"),
            claim(5, 5, event="killed", change="additional"),
            claim(5, 5, event="killed"),
        ]
    )
    assert [(f.event, f.change, f.expected) for f in found] == [
        ("killed", "total", False),
        ("killed", "additional", False),
        ("wounded", "total", False),
        ("deployed", "total", False),
        ("killed", "total", True),
    ]


def test_people_decide_who_is_who() -> None:
    claims = [claim(5, 5, "Lee Seong-kweun"), claim(7, 7, "Lee Sung Kwon", report="b", published="2025-01-01")]
    pair = ("Lee Seong-kweun", "Lee Sung Kwon")
    together = one(*claims, decisions=Decisions(same_source=(pair,)))
    assert together.origins == 1
    assert "revised" in together.states
    apart = Decisions(same_source=(pair,), other_source=(pair,))
    assert one(*claims, decisions=apart).origins == 2


ORIGINS = [
    source("NIS", affiliation="KOR"),
    source("South Korea", "government", "KOR"),
    source("Kyiv", affiliation="UKR"),
    source("officials of Ukraine", "unnamed", "UKR"),
]


@st.composite
def made(draw: st.DrawFn) -> Claim:
    low = draw(st.sampled_from([None, 10, 12, 100]))
    high = draw(st.sampled_from([None, 100, 110, 120]))
    return claim(
        low,
        high,
        *draw(st.lists(st.sampled_from(ORIGINS), max_size=2, unique=True)),
        report=draw(st.sampled_from("abcd")),
        published=draw(st.sampled_from([None, "2024-12-19", "2024-12-20T08:00", "2025-01"])),
        said=draw(st.sampled_from([None, "2024-12-18", "2024-12"])),
        event=draw(st.sampled_from(["killed", "wounded", "killed_or_wounded"])),
        kind=draw(st.sampled_from(["soldiers", "people", None])),
        of=draw(st.sampled_from(["PRK", None])),
        where=draw(st.sampled_from(["Kursk", "Russia", None])),
        start=draw(st.integers(0, 5)),
        approximate=draw(st.booleans()),
        previous=draw(st.integers(0, 9)) == 0,
        change=draw(st.sampled_from(["total", "total", "total", "additional", "share"])),
        certainty=draw(st.sampled_from(["stated", "hedged", "expected"])),
        polarity=draw(st.sampled_from(["positive", "positive", "negative"])),
        figure=draw(st.integers(0, 4)) > 0,
    )


@settings(max_examples=150, deadline=None)
@given(claims=st.lists(made(), max_size=14, unique_by=lambda c: c.id), data=st.data())
def test_the_same_for_every_order(claims: list[Claim], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(claims))
    found = findings(claims)
    assert found == findings(shuffled)
    assert found == findings([*shuffled, *claims])
    assert sorted(name for f in found for name in f.claims) == sorted(c.id for c in claims if c.figure)


@settings(max_examples=60, deadline=None)
@given(claims=st.lists(made(), max_size=10, unique_by=lambda c: c.id), data=st.data())
def test_every_answer_is_the_same_for_every_order(claims: list[Claim], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(claims))
    for ask in (occurrences, sources, lambda some: changes(some, "2024-12-20")):
        assert ask(claims) == ask(shuffled)
    told = timeline(findings(claims), occurrences(claims))
    assert told == timeline(findings(shuffled), occurrences(shuffled))
    assert all(entry.told or entry.stand for entry in told)
    ids = sorted({c.report.id for c in claims})
    if len(ids) > 1:
        assert compare(claims, ids[0], ids[1]) == compare(shuffled, ids[0], ids[1])


@settings(max_examples=100, deadline=None)
@given(claims=st.lists(made(), max_size=10, unique_by=lambda c: c.id))
def test_every_figure_is_accounted_for(claims: list[Claim]) -> None:
    for found in findings(claims):
        shown = {name for line in found.figures for told in (*line.earlier, line.latest) for name in told.claims}
        drifted = {reason.claims[-1] for reason in found.reasons if reason.state == "drifted"}
        assert shown | set(found.echoes) | drifted >= set(found.claims)
        assert found.origins == len(found.figures) >= 1
        assert latest(found)
        known = {c.id for c in claims}
        assert {name for reason in found.reasons for name in reason.claims} <= known
