"""The states of a series."""

import pytest

from selon.model import Claim

from .made import claim, latest, one, source

DAY = "2024-12-23"


def states(*claims: Claim) -> set[str]:
    return set(one(*claims).states)


def test_single_origin() -> None:
    found = one(claim(100, None, "NIS"))
    assert found.states == ("single-origin",)
    assert (found.origins, found.reports) == (1, 1)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((3000, None), (3000, 3000), "agreed"),
        ((None, 12000), (10000, None), "agreed"),
        ((10000, 12000), (12000, 12000), "agreed"),
        ((3000, None), (1100, 1100), "disputed"),
        ((None, 900), (1000, None), "disputed"),
        ((900, 900), (2000, 2000), "disputed"),
    ],
)
def test_two_origins_of_one_day(
    first: tuple[int | None, int | None], second: tuple[int | None, int | None], expected: str
) -> None:
    assert states(claim(*first, "NIS", said=DAY), claim(*second, "Kyiv", said=DAY, start=9)) == {expected}


def test_figures_of_one_time_agree_though_told_months_apart() -> None:
    early = claim(10000, None, "NIS", event="deployed", published="2024-12-05")
    late = claim(None, 12000, "Pentagon", event="deployed", report="b", published="2025-02-27", happened="2024")
    assert states(early, late) == {"agreed"}
    assert states(early, claim(None, 12000, "Pentagon", event="deployed", report="b", published="2025-02-27")) == set()


def test_about_leaves_room() -> None:
    assert states(
        claim(1000, 1000, "NIS", said=DAY, approximate=True), claim(1090, 1090, "Kyiv", said=DAY, start=9)
    ) == {"agreed"}
    assert states(
        claim(1000, 1000, "NIS", said=DAY, approximate=True), claim(1200, 1200, "Kyiv", said=DAY, start=9)
    ) == {"disputed"}


def test_growth_between_two_origins_is_no_dispute() -> None:
    early, late = claim(100, 100, "NIS", said="2024-12-01"), claim(300, 300, "Kyiv", said="2024-12-10", report="b")
    assert states(early, late) == set()


def test_what_is_told_of_a_month_is_not_of_one_day_in_it() -> None:
    day, month = claim(3000, 3000, "NIS", said="2024-10-23"), claim(10000, 10000, "Pentagon", said="2024-10", start=9)
    assert states(day, month) == set()


def test_a_count_that_only_grows_cannot_be_lower_later() -> None:
    early, late = claim(300, 300, "NIS", said="2024-12-01"), claim(100, 100, "Kyiv", said="2024-12-20", report="b")
    assert states(early, late) == {"disputed"}
    early, late = (
        claim(300, 300, "NIS", said="2024-12-01", event="missing"),
        claim(100, 100, "Kyiv", said="2024-12-20", report="b", event="missing"),
    )
    assert states(early, late) == set()


def test_a_dispute_of_one_day_stands_though_one_side_moved_on() -> None:
    found = one(
        claim(3000, None, "Kyiv", said=DAY),
        claim(1100, 1100, "Seoul staff", said=DAY, start=9),
        claim(3800, 3800, "Kyiv", said="2025-01-05", report="b", published="2025-01-06"),
    )
    assert set(found.states) == {"revised", "disputed"}
    assert latest(found) == {"Kyiv": (3800, 3800), "Seoul staff": (1100, 1100)}


def test_a_dispute_ends_when_one_side_comes_round() -> None:
    found = one(
        claim(20, 20, "union", said=DAY),
        claim(12, 12, "prefecture", said=DAY, start=9),
        claim(20, 20, "prefecture", said="2024-12-24", report="b", published="2024-12-24"),
    )
    assert set(found.states) == {"agreed", "revised"}


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ((100, None), (300, 300), "up"),
        ((300, 300), (250, 250), "down"),
        ((1000, 3000), (2000, 2000), "narrowed"),
    ],
)
def test_revised(before: tuple[int | None, int | None], after: tuple[int | None, int | None], kind: str) -> None:
    found = one(
        claim(*before, "NIS", said="2024-12-19"),
        claim(*after, "NIS", said="2025-01-13", report="b", published="2025-01-14"),
    )
    (reason,) = [reason for reason in found.reasons if reason.state == "revised"]
    assert reason.kind == kind
    assert [(t.low, t.high) for t in reason.told] == [before, after]
    assert reason.claims == (found.figures[0].earlier[0].claim, found.figures[0].latest.claim)


def test_an_old_figure_repeated_later_is_no_revision() -> None:
    found = one(
        claim(100, 100, "NIS", said="2024-12-19"),
        claim(300, 300, "NIS", said="2025-01-13", report="b", published="2025-01-14"),
        claim(100, 100, "NIS", report="c", published="2025-01-20"),
    )
    assert latest(found) == {"NIS": (300, 300)}
    assert len([r for r in found.reasons if r.state == "revised"]) == 1
    assert found.reports == 3


def test_what_a_text_calls_overtaken_is_history() -> None:
    found = one(
        claim(81, 81, "prefecture", report="a", published="2024-12-20"),
        claim(55, 55, "prefecture", report="b", published="2024-12-21", previous=True),
        claim(81, 81, "prefecture", report="b", published="2024-12-21", start=9),
    )
    assert latest(found) == {"prefecture": (81, 81)}
    assert [(t.low, t.previous) for t in found.figures[0].earlier] == [(55, True)]
    assert [r.kind for r in found.reasons if r.state == "revised"] == ["up"]


def test_two_relays_of_one_statement_that_differ() -> None:
    found = one(
        claim(15000, 15000, "NIS", said="2025-04-30", published="2025-04-30"),
        claim(18000, 18000, "NIS", said="2025-04-30", published="2025-04-30", report="b"),
    )
    assert [(r.state, r.kind) for r in found.reasons] == [("single-origin", "single"), ("disputed", "relays")]


@pytest.mark.parametrize(
    ("low", "high", "more", "kinds"),
    [
        (None, 12000, {}, set()),
        (12000, 12000, {}, {"bound"}),
        (None, 12000, {"certainty": "stated"}, {"hedge"}),
        (12000, 12000, {"certainty": "stated"}, {"bound", "hedge"}),
    ],
)
def test_drifted(low: int | None, high: int | None, more: dict[str, str], kinds: set[str]) -> None:
    found = one(
        claim(None, 12000, "Kyiv", certainty="hedged"),
        claim(low, high, "Kyiv", report="b", published="2024-12-20", **{"certainty": "hedged", **more}),
    )
    drifts = [reason for reason in found.reasons if reason.state == "drifted"]
    assert {reason.kind for reason in drifts} == kinds
    assert found.origins == 1
    assert all(reason.claims[0].startswith("a:") and reason.claims[1].startswith("b:") for reason in drifts)


def test_a_lost_origin_is_drift_and_no_origin_of_its_own() -> None:
    found = one(claim(100, None, "NIS"), claim(100, None, report="b", published="2024-12-20", outlet="Daily"))
    assert found.states == ("single-origin", "drifted")
    assert (found.origins, found.reports) == (1, 2)


def test_killed_or_wounded_become_killed() -> None:
    from selon.reconcile import findings

    found = findings(
        [
            claim(4700, 4700, "NIS", event="killed_or_wounded"),
            claim(600, 600, "NIS", start=9),
            claim(4700, 4700, "NIS", report="b", published="2024-12-21"),
        ]
    )
    killed = next(f for f in found if f.event == "killed")
    assert "drifted" in killed.states
    assert latest(killed) == {"NIS": (600, 600)}
    assert killed.reports == 2


def test_one_number_of_two_things_in_two_stories_is_no_drift() -> None:
    from selon.reconcile import findings

    claims = [
        claim(13, 13, "NIS", event="killed_or_wounded"),
        claim(13, 13, "NIS", report="b", published="2024-12-21"),
    ]
    apart = {"sha256:a": "one", "sha256:b": "other"}
    assert all("drifted" not in found.states for found in findings(claims, stories=apart))
    together = dict.fromkeys(apart, "one")
    assert any("drifted" in found.states for found in findings(claims, stories=together))


def test_a_denial_disputes() -> None:
    found = one(
        claim(100, 100, "NIS", said=DAY), claim(100, 100, "Moscow", said="2024-12-30", polarity="negative", report="b")
    )
    assert [(r.state, r.kind) for r in found.reasons] == [("disputed", "denied")]
    assert (found.range.low, found.range.high) == (100, 100)


def test_the_outlets_own_words_beside_an_origin_are_no_second_origin() -> None:
    found = one(claim(1000, None, start=0), claim(1031, 1031, "prefecture", start=30))
    assert found.origins == 1
    assert len(found.echoes) == 1


def test_unnamed_sources_of_one_country_count_once() -> None:
    officials = source("officials of Ukraine", "unnamed", "UKR")
    government = source("government sources of Ukraine", "unnamed", "UKR")
    assert one(claim(10, None, officials), claim(10, 12, government, report="b")).origins == 1


def test_several_origins_of_one_claim() -> None:
    found = one(claim(None, 12000, "Kyiv", "Seoul staff", "Pentagon"))
    assert (found.origins, found.reports, found.states) == (3, 1, ("agreed",))


def test_range_and_what_all_allow() -> None:
    found = one(claim(None, 12000, "Kyiv"), claim(10000, None, "NIS", report="b"))
    assert (found.range.low, found.range.high) == (None, None)
    assert found.common is not None
    assert (found.common.low, found.common.high) == (10000, 12000)
    found = one(claim(900, 900, "prefecture"), claim(2000, 2100, "union", start=9))
    assert (found.range.low, found.range.high, found.common) == (900, 2100, None)


def test_parts_add_up() -> None:
    from selon.reconcile import findings

    parts = [
        claim(300, 300, "NIS", approximate=True, report="b"),
        claim(2700, 2700, "NIS", event="wounded", start=20, report="b"),
    ]
    found = findings([*parts, claim(3000, None, "Kyiv", event="killed_or_wounded")])
    whole = next(f for f in found if f.event == "killed_or_wounded")
    assert [(s.origin.name, s.latest.low, s.latest.high, s.latest.sum) for s in whole.sums] == [
        ("NIS", 3000, 3000, True)
    ]
    assert whole.sums[0].latest.claims == tuple(part.id for part in parts)
    assert latest(whole) == {"Kyiv": (3000, None)}
