"""The ledger keeps what it acknowledged, once, and nothing else."""

import sqlite3
from pathlib import Path

import pytest

from selon.errors import LedgerError
from selon.flow import identity
from selon.keep import open_ledger
from selon.model import Reading, Refusal, Report


def entry(text: str) -> tuple[bytes, tuple[None, None], Report, Reading]:
    data = text.encode()
    report = Report(identity(data), "note.txt", text, "fr")
    return data, (None, None), report, Reading(report.id, (), (), (), (), (), (), ())


def test_adding_twice_changes_nothing(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "a.db") as ledger:
        first = ledger.add(*entry("Trois marins sont morts."))
        before = [*ledger.readings()]
        second = ledger.add(*entry("Trois marins sont morts."))
        assert (first.new, second.new) == (True, False)
        assert second.recorded == first.recorded
        assert [*ledger.readings()] == before


@pytest.mark.parametrize("text", ["a\0b", "👩‍🚒 pompière", "e\u0301 combinant", "\u202bשלום\u202c", "ligne\r\nligne\r"])
def test_texts_come_back_as_they_went_in(tmp_path: Path, text: str) -> None:
    with open_ledger(tmp_path / "a.db") as ledger:
        ledger.add(*entry(text))
    with open_ledger(tmp_path / "a.db") as ledger:
        assert [kept.report.text for kept in ledger.readings()] == [text]


def test_a_failure_half_way_leaves_no_half(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "a.db") as ledger:
        data, told, report, reading = entry("Un pont s'est effondré.")
        with pytest.raises(TypeError):
            ledger.add(data, told, report, object())  # type: ignore[arg-type]
        assert [*ledger.readings()] == []
        assert ledger.add(data, told, report, reading).new


def test_refusals_are_kept_once(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "a.db") as ledger:
        for _ in range(2):
            ledger.refuse(Refusal(None, "vide.txt", "empty", "no text"))
    rows = sqlite3.connect(tmp_path / "a.db").execute("SELECT name, reason FROM refusals").fetchall()
    assert rows == [("vide.txt", "empty")]


def test_other_files_are_not_taken_for_ledgers(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "b.db").execute("CREATE TABLE somebody (id)").connection.close()
    (tmp_path / "c.db").write_bytes(b"no database at all, but long enough to look at" * 100)
    for name, reason in (("b.db", "another program"), ("c.db", "not a database"), ("none/d.db", "unable to open")):
        with pytest.raises(LedgerError, match=reason):
            open_ledger(tmp_path / name)


def test_a_later_schema_is_not_touched(tmp_path: Path) -> None:
    open_ledger(tmp_path / "a.db").__exit__(None, None, None)
    sqlite3.connect(tmp_path / "a.db").execute("PRAGMA user_version = 99").connection.close()
    with pytest.raises(LedgerError, match="later version"):
        open_ledger(tmp_path / "a.db")
