"""Which figures are on one quantity."""

import pytest

from selon.model import Claim
from selon.reconcile import findings

from .made import TOGETHER, claim, one, place, source


def count(*claims: Claim) -> int:
    return len(findings(claims, stories=TOGETHER))


@pytest.mark.parametrize(
    "other",
    [
        claim(5, 5, report="b", event="wounded"),
        claim(5, 5, report="b", kind="civilians"),
        claim(5, 5, report="b", of="UKR"),
        claim(5, 5, report="b", where="Belgorod"),
        claim(5, 5, report="b", where="Russia"),
        claim(5, 5, report="b", change="additional"),
        claim(5, 5, report="b", change="share"),
        claim(5, 5, report="b", certainty="expected"),
        claim(5, 5, report="b", qualifier="badly"),
        claim(5, 5, report="b", kind="people"),
    ],
    ids=lambda c: c.id,
)
def test_what_stands_apart(other: Claim) -> None:
    assert count(claim(5, 5), other) == 2


@pytest.mark.parametrize(
    "other",
    [
        claim(5, 5, report="b"),
        claim(5, 5, report="b", of=None),
        claim(5, 5, report="b", where=None),
        claim(5, 5, report="b", kind=None),
        claim(5, 5, report="b", of=None, where=None),
    ],
    ids=["same", "whose untold", "where untold", "class untold", "neither told"],
)
def test_what_says_less_joins(other: Claim) -> None:
    finding = one(claim(5, 5), other)
    assert (finding.counted.kind, finding.counted.affiliation) == ("soldiers", "PRK")
    assert finding.place is not None
    assert finding.place.name == "Kursk"


def test_what_says_less_joins_neither_of_two() -> None:
    assert count(claim(5, 5), claim(6, 6, report="b", where="Belgorod"), claim(7, 7, report="c", where=None)) == 3


def test_people_are_the_soldiers_where_one_origin_says_so() -> None:
    assert count(claim(300, 300, "NIS"), claim(300, 300, "NIS", report="b", kind="people")) == 1
    assert count(claim(300, 300, "NIS"), claim(3, 3, "NIS", report="b", kind="people")) == 2


def test_one_report_with_one_figure_for_people_and_soldiers() -> None:
    seoul = source("South Korea", "government", "KOR")
    assert count(claim(600, 600, seoul), claim(600, 600, "NIS", kind="people", of=None, where=None, start=9)) == 1


def test_a_country_and_a_place_in_it_are_one_where_an_origin_says_so() -> None:
    assert count(claim(300, 300, "NIS"), claim(300, 300, "NIS", report="b", where="Russia")) == 1
    assert count(claim(300, 300, "NIS"), claim(300, 300, "Pentagon", report="b", where="Russia")) == 2


def test_one_origin_with_two_figures_at_a_time_means_two_quantities() -> None:
    assert count(claim(5, 5, "NIS", said="2024-12-19"), claim(9, 9, "NIS", said="2024-12-19", where=None, start=9)) == 2


def test_a_share_of_another_event_is_a_total() -> None:
    killed = claim(600, 600, "NIS", change="share", start=20)
    of_all = claim(4700, 4700, "NIS", event="killed_or_wounded")
    shares = [f for f in findings([of_all, killed]) if f.event == "killed"]
    assert [f.change for f in shares] == ["total"]
    injured = claim(2000, 9999, event="wounded", change="share", start=20)
    assert {f.change for f in findings([claim(12000, 12000, event="deployed"), injured])} == {"total"}
    children = claim(3, 3, kind="children", change="share", start=20)
    shares = [f for f in findings([claim(12, 12), children]) if f.counted.kind == "children"]
    assert [f.change for f in shares] == ["share"]


def test_stories_stand_apart() -> None:
    claims = [claim(5, 5), claim(6, 6, report="b")]
    assert len(findings(claims, stories={"sha256:a": "one", "sha256:b": "two"})) == 2
    assert len(findings(claims, stories={"sha256:a": "one", "sha256:b": "one"})) == 1


def test_a_place_that_only_the_rest_of_the_report_tells_adds_nothing_in_a_story() -> None:
    dateline = claim(6, 6, report="b", where=place("Seoul", "KOR", inherited=True))
    assert count(claim(5, 5), dateline) == 1
    assert len(findings([claim(5, 5), dateline], stories={})) == 2


def test_a_country_that_speaks_is_whoever_of_it_gives_the_figure() -> None:
    seoul = source("South Korea", "government", "KOR")
    service = source("NIS", affiliation="KOR")
    finding = one(claim(100, None, seoul), claim(100, None, service, start=30), claim(100, None, seoul, report="b"))
    assert [line.origin.name for line in finding.figures] == ["NIS"]
    other = one(claim(100, None, seoul), claim(100, None, source("Pentagon", affiliation="USA"), start=30))
    assert other.origins == 2


def killed(low: int, *origins: str, report: str = "a", start: int = 0, **more: object) -> Claim:
    """People killed, with nothing said of whose or where."""
    return claim(low, low, *origins, report=report, start=start, kind="people", of=None, **{"where": None, **more})  # type: ignore[arg-type]


def disputed(*claims: Claim) -> bool:
    return any("disputed" in found.states for found in findings(claims, stories=TOGETHER))


def test_a_voice_that_gives_two_figures_speaks_of_two_things() -> None:
    assert count(claim(12, 12, "police"), claim(300, 300, "police", start=900)) == 2
    assert count(claim(12, 12, "police"), claim(12, None, "police", start=900)) == 1


def test_an_outlets_own_figure_beside_an_origins_is_of_something_else() -> None:
    own, named = claim(58, 58), claim(13, 13, "minister", start=900)
    assert not disputed(own, named)
    assert disputed(claim(58, 58, "mayor"), named)


def test_what_tells_neither_place_nor_people_is_never_disputed() -> None:
    assert not disputed(killed(12, "police"), killed(300, "ministry", start=60))
    assert not disputed(killed(12, "police"), killed(300, "ministry", report="b"))
    same = findings([killed(1200, "police"), killed(1200, "ministry", report="b")], stories=TOGETHER)
    assert [found.states for found in same] == [("agreed",)]
    assert same[0].apart


def test_in_a_country_two_voices_disagree_where_they_stand_side_by_side() -> None:
    police = killed(900, "police", where="France", country="FRA", event="protested")
    union = killed(2000, "union", where="France", country="FRA", event="protested", start=60)
    assert disputed(police, union)
    assert not disputed(police, killed(2000, "union", where="France", country="FRA", event="protested", start=3000))
    town = {"where": "Forbach", "country": "FRA"}
    assert disputed(killed(12, "police", **town), killed(30, "hospital", start=3000, **town))
