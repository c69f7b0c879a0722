"""Who copied whom, and what that does to the count of origins."""

from hypothesis import given, settings
from hypothesis import strategies as st

from selon.model import Claim, Reading, Report, Span
from selon.reconcile import findings, lineage
from selon.reconcile.copies import Lineage

from .made import TOGETHER, claim

LONG = "At least twelve people were killed on Monday when a gas tank went up behind the old market hall."
CHANGED = LONG.replace("Monday", "Tuesday")
OTHER = "The mayor has opened a shelter in the gymnasium for all those whose houses have to be looked at first."
SHORT = "Nobody knows why."


def page(name: str, *sentences: str, published: str | None, credits: tuple[str, ...] = ()) -> tuple[Report, Reading]:
    text, spans = "", []
    for sentence in sentences:
        spans.append(Span(len(text), len(text) + len(sentence)))
        text += sentence + " "
    report = Report(f"sha256:{name}", f"{name}.txt", text, "xx", published=published, credits=credits)
    return report, Reading(report.id, (), (), (), (), (), (), tuple(spans))


def traced(*pages: tuple[Report, Reading]) -> Lineage:
    return lineage([report for report, _ in pages], [reading for _, reading in pages])


def test_a_copy_in_whole_or_part() -> None:
    found = traced(
        page("a", LONG, OTHER, published="2024-12-01"),
        page("b", CHANGED.upper(), SHORT, published="2024-12-02"),
        page("c", OTHER, LONG, published="2024-12-03"),
    )
    assert [(c.report[-1], c.of[-1], c.share) for c in found.copies] == [("b", "a", 1.0), ("c", "a", 1.0)]
    assert found.originals["sha256:b", 0] == "sha256:a"


def test_what_is_no_copy() -> None:
    own = (
        "Twelve people lost their lives in the centre of town, the fire brigade said, after a tank had exploded there."
    )
    assert traced(page("a", LONG, published="2024-12-01"), page("b", own, published="2024-12-02")).copies == ()
    short = traced(page("a", SHORT, published="2024-12-01"), page("b", SHORT, published="2024-12-02"))
    assert short.copies == ()


def test_nobody_copied_where_the_order_is_unknown() -> None:
    assert traced(page("a", LONG, published=None), page("b", LONG, published=None)).copies == ()
    assert traced(page("a", LONG, published="2024-12-01"), page("b", LONG, published="2024-12-01")).copies == ()
    assert [c.report for c in traced(page("a", LONG, published=None), page("b", LONG, published="2024")).copies] == [
        "sha256:a"
    ]


def test_one_sentence_of_one_day_is_one_origin_whoever_copied() -> None:
    pages = [page("a", LONG, published="2024-12-01"), page("b", LONG, published="2024-12-01")]
    claims = [untold("a", "2024-12-01"), untold("b", "2024-12-01")]
    (found,) = findings(claims, stories=TOGETHER, lineage=traced(*pages))
    assert (found.origins, found.reports) == (1, 2)


def untold(report: str, published: str) -> Claim:
    return claim(12, 12, report=report, published=published)


def test_copies_count_as_one_origin() -> None:
    pages = [page("a", LONG, published="2024-12-01"), page("b", LONG, published="2024-12-02")]
    claims = [untold("a", "2024-12-01"), untold("b", "2024-12-02")]
    assert findings(claims, stories=TOGETHER)[0].origins == 2
    (found,) = findings(claims, stories=TOGETHER, lineage=traced(*pages))
    assert (found.origins, found.reports) == (1, 2)


def test_outlets_that_credit_one_agency_count_as_one_origin() -> None:
    pages = [
        page("a", LONG, published="2024-12-01", credits=("Agency",)),
        page("b", OTHER, published="2024-12-02", credits=("Agency",)),
    ]
    claims = [untold("a", "2024-12-01"), untold("b", "2024-12-02")]
    (found,) = findings(claims, stories=TOGETHER, lineage=traced(*pages))
    assert found.origins == 1
    assert found.figures[0].origin.name == "Agency"
    assert found.figures[0].origin.voice == "credited"


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_the_same_for_every_order(data: st.DataObject) -> None:
    texts = st.lists(st.sampled_from([LONG, CHANGED, OTHER, SHORT]), min_size=1, max_size=4)
    dates = st.sampled_from([None, "2024-12-01", "2024-12-02", "2024-12-03"])
    pages = [page(name, *data.draw(texts), published=data.draw(dates)) for name in "abcde"]
    assert traced(*pages) == traced(*data.draw(st.permutations(pages)))
