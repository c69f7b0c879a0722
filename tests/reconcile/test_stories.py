"""Which reports tell of the same thing."""

from hypothesis import given, settings
from hypothesis import strategies as st

from selon.model import Claim, Place
from selon.model.decision import Decisions
from selon.reconcile import Stories, stories, story_keys, topics

from .made import claim, source
from .test_findings import made

NONE = Decisions()


def together(*claims: Claim, **more: object) -> list[set[str]]:
    """The reports of each story, by their letters."""
    found: dict[str, set[str]] = {}
    for report, story in stories(claims, Decisions(**more)).items():  # type: ignore[arg-type]
        found.setdefault(story, set()).add(report.removeprefix("sha256:"))
    return sorted(found.values(), key=sorted)


def blast(report: str, published: str, where: str = "Forbach", **more: object) -> Claim:
    return claim(12, 12, report=report, published=published, kind="people", of=None, where=where, country="FRA", **more)  # type: ignore[arg-type]


def test_one_place_in_one_week() -> None:
    assert together(blast("a", "2024-12-01"), blast("b", "2024-12-04", event="wounded")) == [{"a", "b"}]


def test_another_place_or_another_season() -> None:
    assert together(blast("a", "2024-12-01"), claim(3, 3, report="b", published="2024-12-01", kind="people", of=None,
                                                    where="Bitche", country="FRA")) == [{"a"}, {"b"}]  # fmt: skip
    assert together(blast("a", "2024-12-01"), blast("b", "2025-03-01")) == [{"a"}, {"b"}]


def test_a_large_city_has_several_stories_a_week() -> None:
    assert together(blast("a", "2024-12-01", "Paris"), blast("b", "2024-12-02", "Paris", event="wounded")) == [
        {"a", "b"}
    ]
    assert together(blast("a", "2024-12-01", "Paris"), blast("b", "2024-12-06", "Paris", event="wounded")) == [
        {"a"}, {"b"},
    ]  # fmt: skip


def test_when_it_happened_counts_before_when_it_was_printed() -> None:
    look_back = blast("b", "2025-03-01", happened="2024-12-01")
    assert together(blast("a", "2024-12-02"), look_back) == [{"a", "b"}]


def test_soldiers_abroad_make_one_story_for_months() -> None:
    claims = [claim(1500, 1500, report="a", published="2024-10-18", event="deployed", where="Russia"),
              claim(100, None, report="b", published="2024-12-19"),
              claim(600, 600, report="c", published="2025-02-20", where=None)]  # fmt: skip
    assert together(*claims) == [{"a", "b", "c"}]
    assert together(claim(4, 4, report="a", of="GBR", kind="tourists", country="ESP", where="Spain"),
                    claim(9, 9, report="b", of="GBR", kind="tourists", country="ESP", where="Spain",
                          published="2025-02-19")) == [{"a"}, {"b"}]  # fmt: skip


def test_what_two_states_agree_on_goes_with_their_soldiers() -> None:
    agreement = claim(
        None, None, source("Russia", "government", "RUS"), source("North Korea", "government", "PRK"),
        report="b", figure=False, event="in_force", kind="agreement", of=None, where=None,
    )  # fmt: skip
    assert together(claim(100, None, report="a"), agreement) == [{"a", "b"}]


def test_what_may_come_joins_nothing() -> None:
    assert together(blast("a", "2024-12-01"), blast("b", "2024-12-01", certainty="expected")) == [{"a"}, {"b"}]


def test_people_move_reports() -> None:
    claims = [blast("a", "2024-12-01"), blast("b", "2024-12-02"), blast("c", "2024-12-03", where="Bitche")]
    assert together(*claims[:2], story_of={"sha256:b": "another"}) == [{"a"}, {"b"}]
    assert stories(claims, Decisions(story_of={"sha256:b": "another"}))["sha256:b"] == "another"
    moved = Decisions(story_of={"sha256:c": "sha256:a", "sha256:b": "sha256:c"})
    assert len(set(stories(claims, moved).values())) == 1
    circle = Decisions(story_of={"sha256:a": "sha256:b", "sha256:b": "sha256:a"})
    assert set(stories(claims, circle)) == {"sha256:a", "sha256:b", "sha256:c"}


def test_a_report_that_a_person_moved_joins_no_others() -> None:
    bridge = [blast("b", "2024-12-02", start=1), blast("b", "2024-12-02", "Bitche", start=2)]
    claims = [blast("a", "2024-12-01"), *bridge, blast("c", "2024-12-03", "Bitche", event="wounded")]
    assert together(*claims) == [{"a", "b", "c"}]
    assert together(*claims, story_of={"sha256:b": "sha256:a"}) == [{"a", "b"}, {"c"}]


def test_topics_are_the_keys_as_numbers() -> None:
    one = [blast("a", "2024-12-01")]
    assert topics(one) == topics(one)
    assert len(topics(one)) == len(story_keys(one))
    assert all(0 <= key < 2**63 for key in topics(one))


def test_a_story_is_called_by_its_smallest_report() -> None:
    claims = [blast("b", "2024-12-01"), blast("a", "2024-12-02")]
    assert set(stories(claims, NONE).values()) == {"a"}


@settings(max_examples=60, deadline=None)
@given(claims=st.lists(made(), max_size=12, unique_by=lambda c: c.id), data=st.data())
def test_the_same_for_every_order(claims: list[Claim], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(claims))
    assert stories(claims, NONE) == stories(shuffled, NONE)


def test_a_report_joins_as_it_comes() -> None:
    """One by one is as all at once."""
    claims = [blast(name, f"2024-12-{day:02}") for name, day in zip("abcdefgh", range(1, 29, 3), strict=False)]
    found = Stories()
    for one in reversed(claims):
        found.add(one.report.id, story_keys([one]))
    assert len({found.root(one.report.id) for one in claims}) == 1


def test_a_dateline_is_no_place_of_the_story() -> None:
    dateline = Place("Paris", 0, 1, "Paris", "FRA", inherited=True)
    assert not any("Paris" in key for key in story_keys([blast("a", "2024-12-01"), claim(7, 7, where=dateline)]))
