"""People's decisions bear on what was read, stay with who, when and why, and can be undone."""

import msgspec
import pytest
from made import made

from selon.errors import UsageError
from selon.keep import AsOf, open_ledger
from selon.keep.deciding import gathered
from selon.keep.ledger import Ledger
from selon.model.decision import Decisions

BREST = "Brest\n\nPréfecture annonce 3 marins tués à Brest. Parquet annonce 12 blessés à Nantes."
REPORT = made(BREST).report.id
FIRST, SECOND = (claim.id for claim in made(BREST).reading.claims)


@pytest.fixture
def ledger(where: str) -> Ledger:
    opened = open_ledger(where, "1")
    opened.add([made(BREST)])
    return opened


def lows(ledger: Ledger, as_of: AsOf | None = None) -> list[int | None]:
    return [c.figure.low for kept in ledger.readings(as_of) for c in kept.reading.claims if c.figure]


def test_a_correction_and_its_undoing(ledger: Ledger) -> None:
    wrong = ledger.decide("misread", FIRST[:8], {"right": {"figure": {"low": 2, "high": 4}}}, "Ana", "printed: 2 to 4")
    assert wrong.subject == FIRST
    assert lows(ledger) == [2, 12]
    assert [kept.reading for kept in ledger.readings(decided=False)] == [made(BREST).reading]
    gone = ledger.decide("misread", SECOND, {"right": None}, "Bo", "a caption")
    assert lows(ledger) == [2]
    ledger.undo(wrong.id, "Bo", "the print was wrong")
    assert lows(ledger) == [3]
    ledger.undo(gone.id[:20], "Ana", "it is no caption")
    assert lows(ledger) == [3, 12]
    assert [(d.kind, d.who, d.why) for d in ledger.decisions()] == [
        ("misread", "Ana", "printed: 2 to 4"),
        ("misread", "Bo", "a caption"),
        ("undo", "Bo", "the print was wrong"),
        ("undo", "Ana", "it is no caption"),
    ]
    assert lows(ledger, AsOf(wrong.at, "recorded")) == [2, 12]
    assert lows(ledger, AsOf(gone.at, "recorded")) == [2]
    assert [*ledger.verify()] == []


def test_an_undoing_can_be_undone(ledger: Ledger) -> None:
    wrong = ledger.decide("misread", FIRST, {"right": None}, "Ana", "a caption")
    undoing = ledger.undo(wrong.id, "Bo", "is it?")
    assert lows(ledger) == [3, 12]
    with pytest.raises(UsageError, match="undone already"):
        ledger.undo(wrong.id, "Bo", "again")
    ledger.undo(undoing.id, "Ana", "it is")
    assert lows(ledger) == [12]
    ledger.undo(wrong.id, "Bo", "it is not")
    assert lows(ledger) == [3, 12]


def test_what_the_reconciliation_is_told(ledger: Ledger) -> None:
    one = ledger.decide("same-source", "NIS", {"other": "Service"}, "Ana", "one service")
    ledger.decide("different-sources", "Mairie", {"other": "Préfecture"}, "Ana", "two offices")
    ledger.decide("other-story", REPORT, {"story": "Nantes"}, "Ana", "another one")
    assert gathered(ledger.decisions()) == Decisions(
        (("NIS", "Service"),), (("Mairie", "Préfecture"),), {REPORT: "Nantes"}
    )
    ledger.decide("different-sources", "Service", {"other": "NIS"}, "Bo", "not after all")
    assert gathered(ledger.decisions()).same_source == ()
    ledger.undo(one.id, "Bo", "wrong")
    assert ("NIS", "Service") in gathered(ledger.decisions()).other_source


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ({"id": "x"}, "cannot change id"),
        ({"evidence": {"start": 3}}, "cannot change evidence"),
        ({"figure": {"low": "many"}}, "is no claim"),
        ({"figure": {"lowest": 3}}, "no field 'lowest'"),
        ({"certainty": "sure"}, "is no claim"),
        ({"event": None}, "is no claim"),
    ],
)
def test_a_correction_that_is_none(ledger: Ledger, right: dict[str, object], wrong: str) -> None:
    with pytest.raises(UsageError, match=wrong):
        ledger.decide("misread", FIRST, {"right": right}, "Ana", "why not")
    assert ledger.decisions() == []


def test_corrections_reach_into_parts(ledger: Ledger) -> None:
    right = {
        "event": "wounded",
        "figure": None,
        "place": {"name": "Caen"},
        "origins": [],
        "counted": {"class": "officers"},
    }
    ledger.decide("misread", FIRST, {"right": right}, "Ana", "all wrong")
    (kept,) = ledger.readings()
    claim = kept.reading.claims[0]
    assert (claim.event, claim.figure, claim.origins) == ("wounded", None, ())
    assert claim.place == msgspec.structs.replace(made(BREST).reading.claims[0].place, name="Caen")
    assert claim.counted
    assert claim.counted.kind == "officers"


@pytest.mark.parametrize(
    ("kind", "subject", "who", "why", "wrong"),
    [
        ("note", "sha256:0000", "Ana", "x", "nothing in the ledger"),
        ("misread", "ffff", "Ana", "x", "no claim has the id"),
        ("misread", "f", "Ana", "x", "too short"),
        ("note", REPORT, " ", "x", "needs somebody"),
        ("note", REPORT, "Ana", "", "needs somebody"),
        ("undo", REPORT, "Ana", "x", "with `undo`"),
    ],
)
def test_what_cannot_be_decided(ledger: Ledger, kind: str, subject: str, who: str, why: str, wrong: str) -> None:
    with pytest.raises(UsageError, match=wrong):
        ledger.decide(kind, subject, {"right": None}, who, why)  # type: ignore[arg-type]
    assert ledger.decisions() == []
