"""A ledger of every released schema opens in this version, with all that it held."""

import shutil
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa
from made import made

from selon.keep import Query, Told, open_ledger
from selon.keep.schema import MIGRATIONS, VERSION
from selon.model import Refusal

RELEASED = Path(__file__).parent / "released"
"""Written by the versions themselves, never by this one."""

BREST = "Brest\n\nPréfecture annonce 3 marins tués à Brest. Parquet annonce 12 blessés à Nantes."
NIMES = "Nul\0 et 🚒\r\nMairie annonce 7 morts à Nîmes."


def shape(path: str) -> set[tuple[str, str, str]]:
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {(kind, name, " ".join(sql.split())) for kind, name, sql in rows}


@pytest.fixture
def old(tmp_path: Path) -> str:
    return str(shutil.copy(RELEASED / "schema-1.db", tmp_path / "old.db"))


def test_every_released_schema_is_kept_here() -> None:
    assert {int(path.stem.split("-")[1]) for path in RELEASED.glob("schema-*.db")} == {*MIGRATIONS, VERSION}
    assert {*MIGRATIONS} == {*range(1, VERSION)}


@pytest.mark.parametrize("path", sorted(RELEASED.glob("schema-*.db")), ids=lambda path: path.stem)
def test_it_opens_and_is_like_a_new_one(path: Path, tmp_path: Path) -> None:
    copy, new = str(shutil.copy(path, tmp_path / "old.db")), str(tmp_path / "new.db")
    with open_ledger(copy, "now") as ledger:
        assert [*ledger.verify()] == []
        assert ledger.counts()["raws"] > 0
        ledger.add([made("Caen\n\nMairie annonce 2 morts à Caen.")])
    open_ledger(new, "now").close()
    assert shape(copy) == shape(new)


def test_nothing_of_schema_1_is_lost(old: str) -> None:
    with sqlite3.connect(old) as connection:
        recorded = dict(connection.execute("SELECT id, min(recorded) FROM reports GROUP BY id").fetchall())
    with open_ledger(old, "now") as ledger:
        kept = {k.report.name: k for k in ledger.readings()}
        assert {*kept} == {"brest.txt", "nimes.txt", "laon.txt"}
        assert {k.report.id: k.recorded for k in kept.values()} == recorded
        assert kept["brest.txt"].reading == made(BREST, "brest.txt", Told("2025-02-27", "fr")).reading
        assert kept["nimes.txt"].report == made(NIMES, "nimes.txt").report
        assert ledger.raw(kept["nimes.txt"].report.id) == NIMES.encode()
        assert {k.reader for k in kept.values()} == {"0.1.0"}
        assert [k.refusal for k in ledger.refusals()] == [
            Refusal(None, "vide.txt", "empty", "no text"),
            Refusal("sha256:" + "0" * 64, "image.png", "binary", "a picture"),
        ]
        assert [c.figure and c.figure.low for c in ledger.search(Query(text="NIMES"))] == [7]
        before = ledger.counts()
        ledger.add([made(BREST, "brest.txt"), made(NIMES, "nimes.txt")])
        assert ledger.counts() == before


def test_nothing_of_schema_2_is_lost(tmp_path: Path) -> None:
    with open_ledger(str(shutil.copy(RELEASED / "schema-2.db", tmp_path / "old.db")), "now") as ledger:
        content = ledger.content_hash()
        assert content == "sha256:784f765e42dd8e8bac7dfa80d8f56689810519d7c941eac18ff38c90b8863921"
        assert [(d.kind, d.who, bool(d.undone)) for d in ledger.decisions()] == [
            ("misread", "Ana", True),
            ("undo", "Bo", False),
            ("same-source", "Ana", False),
        ]
        assert [c.figure and c.figure.low for c in ledger.search(Query(text="Nîmes"))] == [7]


def test_a_migration_that_fails_leaves_the_old_ledger(old: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise sa.exc.SQLAlchemyError("the disk is full, say")

    before = shape(old)
    monkeypatch.setattr("selon.keep.recording.Recording.refusal", fail)
    with pytest.raises(Exception, match="the disk is full"):
        open_ledger(old, "now")
    assert shape(old) == before
    monkeypatch.undo()
    with open_ledger(old, "now") as ledger:
        assert [*ledger.verify()] == []
