"""The ledger keeps what it acknowledged, once, and gives it back as it was; on both databases."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from made import made

from selon.errors import LedgerError, UsageError
from selon.keep import AsOf, Entry, Kept, Query, Record, Told, open_ledger
from selon.keep.ledger import Ledger
from selon.model import Refusal
from selon.settings import MAX_SHARING

BREST = "Brest\n\nPréfecture annonce 3 marins tués à Brest. Parquet annonce 12 blessés à Nantes."
AMIENS = "Amiens\n\nMairie annonce 40 sinistrés à Amiens."


def opened(where: str, reader: str = "1") -> Ledger:
    return open_ledger(where, reader)


def all_of(ledger: Ledger, as_of: AsOf | None = None) -> list[Kept]:
    return [*ledger.readings(as_of)]


def test_what_goes_in_comes_out(where: str) -> None:
    entry = made(BREST)
    with opened(where) as ledger:
        ledger.add([entry])
    with opened(where) as ledger:
        (kept,) = all_of(ledger)
        assert (kept.report, kept.reading) == (entry.report, entry.reading)
        assert ledger.raw(entry.report.id) == entry.data
        assert [*ledger.verify()] == []


def test_adding_twice_changes_nothing(where: str) -> None:
    with opened(where) as ledger:
        (first,) = ledger.add([made(BREST)])
        before, counts = ledger.content_hash(), ledger.counts()
        (second,) = ledger.add([made(BREST)])
        assert (first.new, second.new) == (True, False)  # type: ignore[union-attr]
        assert (ledger.content_hash(), ledger.counts()) == (before, counts)
    with opened(where, reader="2") as ledger:  # nor does another version change what is there by adding
        ledger.add([made(BREST, event="wounded")])
        assert (ledger.content_hash(), ledger.counts()) == (before, counts)


def test_twice_in_one_batch(where: str) -> None:
    with opened(where) as ledger:
        first, second = ledger.add([made(BREST), made(BREST)])
        assert (first.new, second.new) == (True, False)  # type: ignore[union-attr]
        assert len(all_of(ledger)) == 1


def test_one_report_under_two_names(new_ledger: Callable[[], str]) -> None:
    hashes = set()
    for names in (("b.txt", "a.txt"), ("a.txt", "b.txt")):
        with opened(new_ledger()) as ledger:
            for name in names:
                ledger.add([made(BREST, name)])
            (kept,) = all_of(ledger)
            assert kept.report.name == "a.txt"
            assert {claim.report.name for claim in kept.reading.claims} == {"a.txt"}
            hashes.add(ledger.content_hash())
    assert len(hashes) == 1


def test_the_fuller_telling_is_in_force_whatever_came_first(new_ledger: Callable[[], str]) -> None:
    bare, dated = made(BREST), made(BREST, told=Told("2025-02-27"))
    for entries in ((bare, dated), (dated, bare)):
        with opened(new_ledger()) as ledger:
            for entry in entries:
                ledger.add([entry])
            assert [kept.report.published for kept in all_of(ledger)] == ["2025-02-27"]
            assert len([*ledger.search(Query(text="marins"))]) == 1


TEXTS = ["a\0b 3 c", "👩‍🚒 7 pompière", "e\u0301 5 combinant", "\u202bשלום 6 אא\u202c", "ligne 4 b\r\nligne 5 c\r"]


@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_texts_come_back_as_they_went_in(where: str, text: str) -> None:
    with opened(where) as ledger:
        ledger.add([made(text, name=text)])
        (kept,) = all_of(ledger)
        assert kept.report.text == text
        assert kept.reading.claims
        for claim in kept.reading.claims:
            assert text[claim.evidence.start : claim.evidence.end] == claim.evidence.exact
        assert [*ledger.verify()] == []


def test_all_of_a_batch_or_none(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the last rows cannot be written")

    with opened(where) as ledger:
        with pytest.raises(AttributeError):
            ledger.add([made(BREST), Refusal(None, "x", "empty", "no text"), object()])  # type: ignore[list-item]
        assert set(ledger.counts().values()) == {0}
        monkeypatch.setattr("selon.keep.searching.index", fail)
        with pytest.raises(RuntimeError, match="the last rows"):
            ledger.add([made(BREST), Refusal(None, "x", "empty", "no text")])
        monkeypatch.undo()
        assert set(ledger.counts().values()) == {0}
        assert ledger.add([made(BREST)])[0].new  # type: ignore[union-attr]


def test_refusals_are_kept_once(where: str) -> None:
    refusal = Refusal(None, "vide\0.txt", "empty", "no text")
    with opened(where) as ledger:
        for _ in range(2):
            ledger.add([refusal])
        assert [kept.refusal for kept in ledger.refusals()] == [refusal]
        assert [*ledger.verify()] == []


def test_nothing_recorded_can_be_changed(where: str) -> None:
    with opened(where) as ledger:
        ledger.add([made(BREST), Refusal(None, "x", "empty", "no text")])
        ledger.decide("note", made(BREST).report.id, {}, "Ana", "seen")
        for table in ledger.counts():
            for statement in (f"UPDATE {table} SET seq = 9", f"DELETE FROM {table}"):
                words = statement.replace(
                    "seq", {"claims": "number", "bands": "reading", "topics": "reading"}.get(table, "seq")
                )
                with pytest.raises(LedgerError, match="only ever added to"), ledger._database.write() as connection:
                    connection.exec_driver_sql(words)


def test_as_of_each_clock(where: str) -> None:
    early, late = made(BREST, told=Told("2024-12-05")), made(AMIENS, told=Told("2025-03-01"))
    with opened(where) as ledger:
        for entry in (early, late):
            ledger.add([entry])
        assert [k.report.title for k in all_of(ledger, AsOf("2025-02", "published"))] == ["Brest"]
        assert all_of(ledger, AsOf("2024-12-04", "published")) == []
        assert len(all_of(ledger, AsOf("2025-03-01", "published"))) == 2
        assert all_of(ledger, AsOf("2024", "recorded")) == []
        assert len(all_of(ledger, AsOf("9999", "recorded"))) == 2
        assert not [c for k in all_of(ledger, AsOf("2024-12-03", "said")) for c in k.reading.claims]
        assert len([c for k in all_of(ledger, AsOf("2024-12-04", "said")) for c in k.reading.claims]) == 3
        first = next(k.recorded for k in all_of(ledger) if k.report.title == "Brest")
        assert [k.report.title for k in all_of(ledger, AsOf(first, "recorded"))] == ["Brest"]
        assert [*ledger.search(Query(), AsOf("2024-12-06", "published"))] == [
            *ledger.search(Query(text="annonce", place="Brest")),
            *ledger.search(Query(place="Nantes")),
        ]
        with pytest.raises(UsageError, match="no date"):
            all_of(ledger, AsOf("yesterday", "recorded"))


def test_a_report_without_a_date_was_published_before_it_was_recorded(where: str) -> None:
    import msgspec

    entry = made(BREST)
    undated = msgspec.structs.replace(entry, report=msgspec.structs.replace(entry.report, published=None))
    with opened(where) as ledger:
        ledger.add([undated])
        assert all_of(ledger, AsOf("2020", "published")) == []
        assert len(all_of(ledger, AsOf("9998", "published"))) == 1


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query(text="prefecture"), ["3"]),
        (Query(text="PRÉFECTURE annonce"), ["3"]),
        (Query(text='"annonce 3"'), ["3"]),
        (Query(text='"3 annonce"'), []),
        (Query(text="sinistr*"), ["40"]),
        (Query(text="sinistr"), []),
        (Query(text="!!"), []),
        (Query(text="a' OR 1=1 --"), []),
        (Query(source="parquet"), ["12"]),
        (Query(text="annonce", source="nantes"), []),
        (Query(place="nantes"), ["12"]),
        (Query(place="Nant"), []),
        (Query(place="FRA"), ["40", "3", "12"]),
        (Query(event="killed", place="Amiens", when="2024-12"), ["40"]),
        (Query(event="wounded"), []),
        (Query(when="2024-12-04"), ["40", "3", "12"]),
        (Query(when="2025"), []),
        (Query(when="2024-12-05", by="published"), ["40", "3", "12"]),
        (Query(when="2024-12-05", by="said"), []),
        (Query(language="de"), []),
        (Query(language="fr", limit=1), ["40"]),
    ],
    ids=str,
)
def test_search(where: str, query: Query, found: list[str]) -> None:
    with opened(where) as ledger:
        ledger.add([made(BREST)])
        ledger.add([made(AMIENS)])
        assert [claim.figure.text for claim in ledger.search(query) if claim.figure] == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query(text="MARINS nantes"), ["Brest"]),
        (Query(text='"tues a Brest"'), ["Brest"]),
        (Query(text='"Brest Préfecture"'), ["Brest"]),
        (Query(text='"Amiens Amiens Mairie"'), []),
        (Query(language="fr"), ["Amiens", "Brest"]),
        (Query(when="2024-12"), ["Amiens", "Brest"]),
    ],
    ids=str,
)
def test_search_of_reports(where: str, query: Query, found: list[str]) -> None:
    with opened(where) as ledger:
        ledger.add([made(BREST)])
        ledger.add([made(AMIENS)])
        assert [report.title for report in ledger.search_reports(query)] == found


def test_reports_of_a_story_by_the_keys_that_they_share(where: str) -> None:
    with opened(where) as ledger:
        chain = [made(f"{name}\n\nMairie annonce {i + 3} morts à {name}.", topics=(i, i + 1)) for i, name in
                 enumerate(("Agen", "Bordeaux", "Cahors", "Dijon"))]  # fmt: skip
        apart = [made("Elbeuf", topics=(40,)), made("Fougères")]
        ledger.add([*chain, *apart])
        for entry in chain:
            assert ledger.told_with([entry.report.id[7:19]]) == {one.report.id for one in chain}
        assert ledger.told_with([apart[0].report.id]) == {apart[0].report.id}
        assert [k.report.title for k in ledger.readings(reports=[apart[0].report.id])] == ["Elbeuf"]


def test_one_hash_on_both_databases(tmp_path: Path, postgresql: str) -> None:
    import cluster

    hashes = set()
    for where in (str(tmp_path / "a.db"), cluster.new_database(postgresql, "one_hash")):
        with opened(where) as ledger:
            ledger.add([made(BREST), Refusal(None, "x", "empty", "no text"), made(AMIENS, told=Told("2025"))])
            hashes.add(ledger.content_hash())
    assert len(hashes) == 1


def test_backup(where: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with opened(where) as ledger:
        ledger.add([made(BREST), Refusal(None, "x", "empty", "no text")])
        ledger.decide("note", made(BREST).report.id, {}, "Ana", "seen")
        ledger.backup(copy)
        with pytest.raises(LedgerError, match="there already"):
            ledger.backup(copy)
        with opened(str(copy)) as other:
            assert other.content_hash() == ledger.content_hash()
            assert other.decisions() == ledger.decisions()
            assert [*other.verify()] == []
            assert [*other.search(Query(text="marins"))] == [*ledger.search(Query(text="marins"))]
            other.add([made(AMIENS)])
    assert {path.name for path in tmp_path.glob("*copy*")} == {"copy.db"}


def test_other_files_are_not_taken_for_ledgers(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "b.db").execute("CREATE TABLE somebody (id)").connection.close()
    (tmp_path / "c.db").write_bytes(b"no database at all, but long enough to look at" * 100)
    for name, reason in (
        ("b.db", "another program"),
        ("c.db", "not a database"),
        ("none/d.db", "no folder"),
        ("mysql://x/y", "not mysql"),
        ("postgresql://nobody:secret@127.0.0.1:1/x", "127.0.0.1"),
    ):
        where = name if "://" in name else str(tmp_path / name)
        with pytest.raises(LedgerError, match=reason) as raised:
            opened(where)
        assert "secret" not in str(raised.value)


def test_a_later_schema_is_not_touched(where: str) -> None:
    with opened(where) as ledger, ledger._database.write() as connection:
        ledger._database.set_version(connection, 99)
    with pytest.raises(LedgerError, match="later version"):
        opened(where)


def test_a_near_copy_is_of_the_earlier_report_that_shares_most_keys(where: str) -> None:
    def with_keys(text: str, *keys: int) -> Entry:
        return msgspec.structs.replace(made(text, name=text), bands=keys)

    first, other = with_keys("Paris compte 1 mort", 1, 2, 3), with_keys("Brest compte 2 morts", 7)
    second, third = with_keys("Paris compte 3 morts", 1, 2, 9), with_keys("Paris compte 4 morts", 1, 2, 9)
    with opened(where) as ledger:
        ledger.add([first, other, second, third])
        near = ledger.likest([first, other, second, third])
        named = {key: one.name for key, one in near.items()}
        assert named == {second.report.id: first.report.name, third.report.id: second.report.name}
        every = [one.name for one in ledger.alike(second.bands, second.report.id, 20)]
        assert every == [third.report.name, first.report.name]
        assert ledger.alike((), "sha256:0", 20) == []


def test_of_a_key_that_very_many_share_the_first_are_looked_at(where: str) -> None:
    many = [msgspec.structs.replace(made(f"Paris compte {n} morts", name=str(n)), bands=(5,)) for n in range(30)]
    with opened(where) as ledger:
        ledger.add(many)
        last = ledger.alike((5,), many[-1].report.id, 100)
        assert [one.name for one in last] == [str(n) for n in range(MAX_SHARING)]
        assert [one.name for one in ledger.alike((5,), many[0].report.id, 3)] == ["1", "2", "3"]


def test_the_same_report_twice_in_a_batch_is_recorded_once(where: str) -> None:
    one = made(BREST)
    with opened(where) as ledger:
        first, second, later = ledger.add([one, one, msgspec.structs.replace(one, provenance="elsewhere")])
        assert isinstance(first, Record)
        assert isinstance(second, Record)
        assert isinstance(later, Record)
        assert (first.new, second.new, later.new) == (True, False, False)
        assert (second.recorded, second.claims) == (first.recorded, first.claims)
        counts = ledger.counts()
        assert (counts["raws"], counts["readings"]) == (1, 1)
        assert len(ledger.arrivals(one.report.id)) == 2
        assert [*ledger.verify()] == []
