"""Answers to questions, and the picture of a series."""

import json
from collections.abc import Callable
from xml.etree import ElementTree

import msgspec
import pytest
from tests.reconcile.made import TOGETHER, claim, source

from selon.errors import UsageError
from selon.model import Claim
from selon.reconcile import changes, compare, findings, occurrences, sources, story_accounts, timeline
from selon.show import answers, charts
from selon.show.account import Writer
from selon.show.wording import languages, wording

NIS = source("NIS", affiliation="KOR")
CLAIMS = (
    claim(100, None, NIS, said="2024-12-19", via=["Lee"], certainty="hedged"),
    claim(None, None, "Kyiv", figure=False, event="fighting", polarity="negative", start=50, where=None),
    claim(300, 300, NIS, report="b", published="2025-01-14", said="2025-01-13"),
    claim(None, 200, "Moscow", report="b", published="2025-01-14", said="2025-01-13", start=20),
    claim(None, None, NIS, report="b", published="2025-02-14", figure=False, event="fighting", start=50, where=None),
)
CLAIMS_BY_ID = {one.id: one for one in CLAIMS}


def asked() -> dict[str, object]:
    return {"stories": TOGETHER}


def everything(language: str) -> dict[str, str]:
    """Each answer as text."""
    words = wording(language)
    found = findings(CLAIMS, stories=TOGETHER)
    rest: tuple[object, ...] = (CLAIMS_BY_ID, words, 200, False)
    told = timeline(found, occurrences(CLAIMS, stories=TOGETHER))
    return {
        "findings": answers.findings_text(found, *rest),  # type: ignore[arg-type]
        "timeline": answers.timeline_text(told, *rest),  # type: ignore[arg-type]
        "sources": answers.sources_text(sources(CLAIMS, stories=TOGETHER), *rest),  # type: ignore[arg-type]
        "changes": answers.changes_text(changes(CLAIMS, "2025-01-01", stories=TOGETHER), *rest),  # type: ignore[arg-type]
        "compare": answers.compared_text(
            ("a.txt", "b.txt"), compare(CLAIMS, "sha256:a", "sha256:b"), *rest  # type: ignore[arg-type]
        ),
    }  # fmt: skip


@pytest.mark.parametrize("language", languages())
def test_every_answer_in_every_language(language: str) -> None:
    for name, text in everything(language).items():
        assert "NIS" in text, name
        assert "\x1b" not in text


def test_timeline() -> None:
    entries = timeline(findings(CLAIMS, stories=TOGETHER), occurrences(CLAIMS, stories=TOGETHER))
    assert [(e.when, e.by, e.event, e.origin.name) for e in entries] == [
        ("2024-12-19", "said", "killed", "NIS"),
        ("2024-12-19", "published", "fighting", "Kyiv"),
        ("2025-01-13", "said", "killed", "Moscow"),
        ("2025-01-13", "said", "killed", "NIS"),
        ("2025-02-14", "published", "fighting", "NIS"),
    ]
    assert "Dec 19, 2024" in everything("en")["timeline"]


def test_stories() -> None:
    far = claim(7, 7, report="e", where="Lille", country="FRA", of=None, kind="people")
    every = [*CLAIMS, far]
    together = {**TOGETHER, "sha256:e": "other"}
    found, happened = findings(every, stories=together), occurrences(every, stories=together)
    first, second = story_accounts(every, found, happened)
    assert (first.id, first.first, first.last, len(first.reports)) == ("story", "2024-12-19", "2025-01-14", 2)
    assert (first.claims, first.findings, first.states) == (5, 1, {"disputed": 1, "revised": 1})
    assert second.place is not None
    assert (second.id, second.place.name) == ("other", "Lille")
    text = answers.stories_text([first, second], CLAIMS_BY_ID, wording("en"), 100, False)
    assert "Kursk (Russia) · Dec 19, 2024 – Jan 14, 2025\n  story: 2 reports, 5 claims, disputed 1, revised 1" in text


def test_sources() -> None:
    first = sources(CLAIMS, stories=TOGETHER)[0]
    assert (first.origin.name, len(first.claims), first.first, first.last) == ("NIS", 3, "2024-12-19", "2025-02-14")
    assert [(t.low, t.high) for t in first.figures[0].told] == [(100, None), (300, 300)]
    relay = next(s for s in sources(CLAIMS) if s.origin.name == "Lee")
    assert (len(relay.claims), len(relay.relayed)) == (0, 1)
    assert "at least 100 (Dec 19, 2024) → 300 (Jan 13, 2025)" in everything("en")["sources"]


def test_changes() -> None:
    found = changes(CLAIMS, "2025-01-01", stories=TOGETHER)
    assert [(c.kind, c.origins) for c in found] == [("origin", ("Moscow",)), ("turned", ())]
    assert {(r.state, r.kind) for r in found[0].reasons} == {("revised", "up"), ("disputed", "apart")}
    assert [c.kind for c in changes(CLAIMS, "2024-12-01", "2024-12-31", stories=TOGETHER)] == ["new", "event"]
    assert changes(CLAIMS, "2025-03-01", stories=TOGETHER) == ()
    with pytest.raises(UsageError, match="lies before"):
        changes(CLAIMS, "2025-01-01", "2024-12-01")
    text = everything("en")["changes"]
    assert "NIS: from at least 100 (Dec 19, 2024) up to 300 (Jan 13, 2025)." in text


def test_compare() -> None:
    rows = {(row.finding or row.occurrence).event: row.verdict for row in compare(CLAIMS, "sha256:a", "sha256:b")}  # type: ignore[union-attr]
    assert rows == {"killed": "compatible", "fighting": "moved"}
    with pytest.raises(UsageError):
        compare(CLAIMS, "sha256:a", "sha256:a")


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        (claim(5, 5), claim(5, 5, report="b"), "same"),
        (claim(5, None), claim(9, 9, report="b"), "compatible"),
        (claim(5, 5), claim(9, 9, report="b"), "contradicts"),
        (claim(5, 5), claim(9, 9, report="b", published="2025-01-19"), "moved"),
        (claim(5, 5), claim(5, 5, report="b", event="wounded"), "first"),
    ],
)
def test_verdicts(one: Claim, other: Claim, verdict: str) -> None:
    assert compare([one, other], "sha256:a", "sha256:b")[0].verdict == verdict


def test_json_has_the_reasons_in_words() -> None:
    found = findings(CLAIMS, stories=TOGETHER)
    lines = [json.loads(line) for line in answers.json_lines(found, wording("en"), CLAIMS_BY_ID)]
    assert len(lines) == 1
    assert {"event", "counted", "place", "story", "figures", "range", "states", "origins", "reports"} <= lines[0].keys()
    assert all(reason["sentence"] and reason["claims"] for reason in lines[0]["reasons"])


def drawn(*claims: Claim) -> ElementTree.Element | None:
    (found,) = findings(claims, stories=TOGETHER)
    names = [line.origin.name for line in found.figures]
    text = charts.svg(found, names, wording("en"))
    return ElementTree.fromstring(text) if text else None


def shapes(*claims: Claim) -> list[tuple[str, str, bool]]:
    """Each mark: its title, its outline, and whether it is filled."""
    root = drawn(*claims)
    assert root is not None
    space = "{http://www.w3.org/2000/svg}"
    found = []
    for group in root.iter(f"{space}g"):
        title = group.find(f"{space}title")
        arrow = next((path.get("d", "") for path in group.iter(f"{space}path")), "")
        kind = "circle" if group.find(f"{space}circle") is not None else "up" if "-7l5 7" in arrow else "bar"
        kind = "down" if "5 7l5 -7" in arrow else kind
        found.append((title.text if title is not None else "", kind, group.get("fill") != "none"))  # type: ignore[arg-type]
    return found  # type: ignore[return-value]


def test_a_picture_of_a_series() -> None:
    marks = shapes(
        claim(100, None, NIS, said="2024-12-19", certainty="hedged"),
        claim(None, 900, "Kyiv", report="b", said="2024-12-20"),
        claim(300, 600, "Moscow", report="c", said="2024-12-21"),
        claim(450, 450, "Seoul", report="d", said="2024-12-22"),
    )
    assert [(kind, filled) for _, kind, filled in marks] == [
        ("up", False), ("down", True), ("bar", True), ("circle", True),
    ]  # fmt: skip
    assert marks[0][0] == "NIS: at least 100, said on Dec 19, 2024"


def test_many_marks_of_one_day_stay_in_the_picture() -> None:
    many = [claim(n, n, f"Body {n}", report=chr(97 + n % 8), said="2024-12-19", start=n) for n in range(1, 90)]
    root = drawn(*many)
    assert root is not None
    places = [float(c.get("cx", "0")) for c in root.iter("{http://www.w3.org/2000/svg}circle")]
    assert len(places) == 89
    assert all(charts.LEFT <= place <= charts.WIDTH for place in places)
    assert len(set(places)) == len(places)


def test_one_figure_is_no_picture() -> None:
    assert drawn(claim(5, 5, NIS)) is None


@pytest.mark.parametrize(
    ("top", "expected"),
    [(1, [0, 1]), (3, [0, 1, 2, 3]), (10, [0, 2, 5, 8, 10]), (18000, [0, 5000, 10000, 15000, 20000])],
)
def test_ticks(top: int, expected: list[int]) -> None:
    assert charts.ticks(top, 4) == expected


def test_the_picture_in_a_terminal() -> None:
    (found,) = findings(CLAIMS[:1] + CLAIMS[2:4], stories=TOGETHER)
    lines = [line.plain for line in charts.terminal(found, [f.origin.name for f in found.figures], wording("en"), 80)]
    assert len(lines) == 4
    assert all(len(line) <= 80 for line in lines)
    assert "┄" in lines[0]
    assert lines[0].rstrip().endswith("▷")
    assert "●" in lines[1]
    assert "◀" in lines[2]
    assert lines[3].split()[0] == "0"


def test_words_about_a_claim() -> None:
    writer = Writer(wording("en"), CLAIMS_BY_ID)
    assert writer.claim(CLAIMS[0]) == "at least 100, NIS, said on Dec 19, 2024, with reserve"


def test_every_answer_is_json() -> None:
    every: list[Callable[[], object]] = [
        lambda: sources(CLAIMS), lambda: changes(CLAIMS, "2025-01-01"), lambda: compare(CLAIMS, "sha256:a", "sha256:b"),
    ]  # fmt: skip
    for ask in every:
        assert json.loads(msgspec.json.encode(ask()))
