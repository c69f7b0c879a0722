"""A new version of the reader adds its reading beside the old one, and says what changed."""

import msgspec
from made import made

from selon.keep import AsOf, Change, Entry, Query, Told, open_ledger
from selon.model import Refusal

BREST = "Brest\n\nPréfecture annonce 3 marins tués à Brest. Parquet annonce 12 blessés à Nantes."
NICE = "Nice\n\nMairie annonce 7 morts à Nice."


def better(data: bytes, name: str, told: Told) -> Entry | Refusal:
    if b"Nice" in data:
        return Refusal(None, name, "error", "on purpose")
    return made(data.decode(), name, told, event="wounded")


def test_reread(where: str) -> None:
    with open_ledger(where, "1") as ledger:
        ledger.add([made(BREST, told=Told("2024")), made(NICE)])
        old = [claim.id for claim in made(BREST).reading.claims]
        corrected = ledger.decide("misread", old[0], {"right": {"event": "missing"}}, "Ana", "so it says")
    with open_ledger(where, "2") as ledger:
        results = [*ledger.reread(better)]
        (change,) = (result for result in results if isinstance(result, Change))
        assert [claim.id for claim in change.gone] == old
        assert {claim.event for claim in change.come} == {"wounded"}
        assert (change.before, change.orphans) == ("1", (corrected.id,))
        assert [result.reason for result in results if isinstance(result, Refusal)] == ["error"]
        now = {kept.report.title: kept for kept in ledger.readings()}
        assert [claim.event for claim in now["Brest"].reading.claims] == ["wounded", "wounded"]
        assert (now["Brest"].reader, now["Nice"].reader) == ("2", "1")
        assert now["Brest"].report.published == "2024"
        before = {kept.report.title: kept for kept in ledger.readings(AsOf(corrected.at, "recorded"))}
        assert [claim.event for claim in before["Brest"].reading.claims] == ["missing", "killed"]
        assert now["Brest"].recorded == before["Brest"].recorded
        assert [claim.event for claim in ledger.search(Query(text="marins"))] == ["wounded"]
        assert ledger.claim(old[0]).event == "killed"
        assert [*ledger.verify()] == []
        counts = ledger.counts()
        assert [result for result in ledger.reread(better) if isinstance(result, Change)] == []
        assert ledger.counts() == counts


def test_a_correction_that_no_longer_fits_is_told(where: str) -> None:
    def without_figure(data: bytes, name: str, told: Told) -> Entry:
        entry = made(data.decode(), name, told)
        claims = tuple(msgspec.structs.replace(claim, figure=None) for claim in entry.reading.claims)
        return msgspec.structs.replace(entry, reading=msgspec.structs.replace(entry.reading, claims=claims))

    with open_ledger(where, "1") as ledger:
        ledger.add([made(BREST)])
        claim = made(BREST).reading.claims[0].id
        decision = ledger.decide("misread", claim, {"right": {"figure": {"low": 4}}}, "Ana", "so it says")
    with open_ledger(where, "2") as ledger:
        (change,) = ledger.reread(without_figure)
        assert isinstance(change, Change)
        assert change.orphans == (decision.id,)
        assert [c.figure for kept in ledger.readings() for c in kept.reading.claims] == [None, None]


def test_what_is_read_as_before_is_no_change(where: str) -> None:
    with open_ledger(where, "1") as ledger:
        ledger.add([made(BREST)])
    with open_ledger(where, "2") as ledger:
        (change,) = ledger.reread(lambda data, name, told: made(BREST))
        assert isinstance(change, Change)
        assert (change.gone, change.come, change.changed) == ((), (), ())
