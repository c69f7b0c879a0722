"""`verify` finds whatever is changed behind the ledger's back, and names it."""

import re
from collections.abc import Callable

import msgspec
import pytest
from made import made

from selon.keep import Entry, Told, open_ledger
from selon.keep.ledger import Ledger
from selon.model import Refusal

BREST = "Brest\n\nPréfecture annonce 3 marins tués à Brest. Parquet annonce 12 blessés à Nantes."


def filled(where: str) -> Ledger:
    ledger = open_ledger(where, "1")
    ledger.add([made(BREST), Refusal(None, "x", "empty", "no text"), made("Nice\n\nMairie annonce 7 morts à Nice.")])
    ledger.decide("note", made(BREST).report.id, {}, "Ana", "seen on paper")
    return ledger


def tamper(ledger: Ledger, statement: str) -> None:
    """Change what the triggers protect, as somebody with the database in hand can."""
    table = next(name for name in ledger.counts() if f" {name}" in statement)
    literal = r"X'{}'" if ledger._database.sqlite else r"'\x{}'::bytea"
    statement = re.sub(r"(?s)BYTES\((.*?)\)", lambda found: literal.format(found[1].encode().hex()), statement)
    with ledger._database.write() as connection:
        if ledger._database.sqlite:
            for act in ("update", "delete"):
                connection.exec_driver_sql(f"DROP TRIGGER no_{act}_{table}")
        else:
            connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        connection.exec_driver_sql(statement)


FIRST = "(SELECT min(seq) FROM readings)"


@pytest.mark.parametrize(
    ("statement", "table", "wrong"),
    [
        ("UPDATE raws SET bytes = BYTES(!) WHERE size < 40", "raws", "its bytes have the hash"),
        ("UPDATE raws SET size = 7 WHERE size < 40", "raws", "bytes, not 7"),
        ("DELETE FROM raws WHERE size < 40", "readings", "not in the ledger"),
        ("DELETE FROM raws WHERE size < 40", "journal", "is not there"),
        ("UPDATE arrivals SET name = BYTES(other.txt)", "arrivals", "not say what was recorded"),
        ("DELETE FROM arrivals", "raws", "nothing tells how it came"),
        (f"DELETE FROM readings WHERE seq = {FIRST}", "raws", "it was never read"),
        (f"DELETE FROM readings WHERE seq = {FIRST}", "claims", "not in the ledger"),
        ("UPDATE refusals SET reason = 'binary'", "refusals", "not say what was recorded"),
        ("UPDATE decisions SET who = BYTES(Bob)", "decisions", "not say what was recorded"),
        ("DELETE FROM decisions", "journal", "is not there"),
        ("UPDATE journal SET at = '2020' WHERE seq = 3", "journal", "its chain is broken"),
        ("UPDATE journal SET digest = 'x' WHERE seq = 3", "journal", "its chain is broken"),
        ("DELETE FROM journal WHERE seq = 3", "journal", "the act 3 should come here"),
        (f"UPDATE readings SET text = BYTES(Brest) WHERE seq = {FIRST}", "readings", "outside of the text"),
        (f"UPDATE readings SET reader = '2' WHERE seq = {FIRST}", "readings", "its id is not that"),
        (f"UPDATE readings SET language = 'de' WHERE seq = {FIRST}", "readings", "its column language"),
        (f"UPDATE readings SET rest = BYTES(x) WHERE seq = {FIRST}", "readings", "cannot be read"),
        ("UPDATE claims SET event = 'wounded' WHERE number = 1", "readings", "its column event"),
        ("UPDATE claims SET low = 4 WHERE number = 1", "readings", "its column low"),
        ("UPDATE claims SET position = 9 WHERE number = 1", "readings", "in order"),
        ("DELETE FROM claims WHERE number = 1", "readings", "claims, not 2"),
        ("DELETE FROM claims WHERE number = 1", "searched_claims", "search index"),
    ],
)
def test_what_was_changed_is_named(where: str, statement: str, table: str, wrong: str) -> None:
    with filled(where) as ledger:
        assert [*ledger.verify()] == []
        tamper(ledger, statement)
        problems = [*ledger.verify()]
        assert any(problem.table == table and wrong in problem.wrong for problem in problems), problems


def test_words_that_are_not_those_of_the_text(where: str) -> None:
    with filled(where) as ledger:
        tamper(ledger, f"UPDATE readings SET text = BYTES({BREST.replace('tués', 'vus ')}) WHERE seq = {FIRST}")
        wrong = " ".join(problem.wrong for problem in ledger.verify())
        assert "not 'Préfecture annonce 3 marins tués à Brest'" in wrong
        assert "not what the journal says was recorded" in wrong


def test_a_search_index_that_lost_its_words(where: str) -> None:
    with filled(where) as ledger:
        with ledger._database.write() as connection:
            if ledger._database.sqlite:
                connection.exec_driver_sql("INSERT INTO searched_readings (searched_readings) VALUES ('delete-all')")
            else:
                connection.exec_driver_sql("DELETE FROM searched_readings")
        assert {problem.table for problem in ledger.verify()} == {"searched_readings"}


def test_deep_reads_again(new_ledger: Callable[[], str]) -> None:
    def same(data: bytes, name: str, told: Told) -> Entry:
        return made(data.decode(), name, told)

    def other(data: bytes, name: str, told: Told) -> Entry | Refusal:
        if b"Nice" in data:
            return Refusal(None, name, "error", "on purpose")
        return made(data.decode(), name, told, event="wounded")

    with filled(new_ledger()) as ledger:
        assert [*ledger.verify_readings(same)] == [0]
        *problems, others = ledger.verify_readings(other)
        assert others == 0
        assert sorted(problem.wrong for problem in problems if not isinstance(problem, int)) == [
            "it is refused now (error): on purpose",
            "read again, it says something else",
        ]
        ledger.reader = "2"
        assert [*ledger.verify_readings(other)] == [2]


def test_every_field_of_a_claim_is_checked(where: str) -> None:
    """A span anywhere in a claim or a reading, however deep, is compared with the text."""
    entry = made(BREST)
    claim = entry.reading.claims[0]
    for field in ("counted", "figure", "happened", "said", "place"):
        part = msgspec.structs.replace(getattr(claim, field), start=0, end=3)
        wrong = msgspec.structs.replace(claim, **{field: part})
        reading = msgspec.structs.replace(entry.reading, claims=(wrong, *entry.reading.claims[1:]))
        from selon.keep.content import telling, written
        from selon.keep.verifying import of_reading

        row = written(entry.report, reading, telling(entry.told), "1")
        found = [*of_reading(row.columns, [*row.claims])]
        assert len(found) == 1, field
        assert "the words at 0 to 3 are 'Bre'" in found[0], field
