"""A ledger in one SQLite file: append-only, one transaction a report, adding twice changes nothing."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from selon import __version__
from selon.errors import LedgerError
from selon.model import Reading, Refusal, Report

SCHEMA = 1
APPLICATION = 0x53656C6F  # "Selo": tells a ledger from any other SQLite file
WAIT_SECONDS = 60
"""How long a writer waits for another one: longer than any single report takes to write."""

TABLES = """
CREATE TABLE reports (
    id TEXT NOT NULL, published TEXT NOT NULL, language TEXT NOT NULL, reader TEXT NOT NULL,
    name TEXT NOT NULL, recorded TEXT NOT NULL, bytes BLOB NOT NULL, report BLOB NOT NULL, reading BLOB NOT NULL,
    PRIMARY KEY (id, published, language, reader)
) STRICT;
CREATE TABLE refusals (
    id TEXT NOT NULL, name TEXT NOT NULL, reason TEXT NOT NULL, detail TEXT NOT NULL, recorded TEXT NOT NULL,
    PRIMARY KEY (id, name, reason)
) STRICT;
"""


class Record(msgspec.Struct, frozen=True):
    """A report in the ledger. `new`: whether it was not there before. `recorded`: when it first was, UTC."""

    id: str
    name: str
    recorded: str
    claims: int
    new: bool


class Kept(msgspec.Struct, frozen=True):
    """A report with its reading, as the ledger gives them back."""

    report: Report
    reading: Reading
    recorded: str


class Ledger:
    """An open ledger. Every method leaves it whole, whatever happens."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._connection.close()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """All of it or nothing; waits for other writers. Raises LedgerError where the database refuses."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
        except sqlite3.Error as error:
            raise LedgerError(f"the ledger could not be written: {error}") from error

    def add(self, data: bytes, told: tuple[str | None, str | None], report: Report, reading: Reading) -> Record:
        """Record a report with its reading; one that is there already is left as it is.

        `told`: the date of publication and the language that were told of it.
        """
        with self._transaction() as connection:
            key = (report.id, told[0] or "", told[1] or "", __version__)
            found = connection.execute(
                "SELECT name, recorded, reading FROM reports WHERE (id, published, language, reader) = (?, ?, ?, ?)",
                key,
            ).fetchone()
            if found:
                kept = msgspec.json.decode(found[2], type=Reading)
                return Record(report.id, found[0], found[1], len(kept.claims), new=False)
            recorded = now()
            connection.execute(
                "INSERT INTO reports VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*key, report.name, recorded, data, msgspec.json.encode(report), msgspec.json.encode(reading)),
            )
        return Record(report.id, report.name, recorded, len(reading.claims), new=True)

    def refuse(self, refusal: Refusal) -> None:
        """Record that an input was refused, and why."""
        row = (refusal.id or "", refusal.name, refusal.reason, refusal.detail, now())
        with self._transaction() as connection:
            connection.execute("INSERT OR IGNORE INTO refusals VALUES (?, ?, ?, ?, ?)", row)

    def readings(self) -> Iterator[Kept]:
        """Every report with its latest reading, in the order of their ids."""
        rows = self._connection.execute(
            "SELECT report, reading, recorded, max(recorded || reader) FROM reports GROUP BY id ORDER BY id"
        )
        for report, reading, recorded, _ in rows:
            yield Kept(msgspec.json.decode(report, type=Report), msgspec.json.decode(reading, type=Reading), recorded)


def open_ledger(where: Path) -> Ledger:
    """The ledger in a file, made if there is none. Raises LedgerError where that cannot be."""
    try:
        connection = sqlite3.connect(where, timeout=WAIT_SECONDS, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            prepare(connection, where)
        except BaseException:
            connection.close()
            raise
    except sqlite3.Error as error:
        raise LedgerError(f"{where}: {error}") from error
    return Ledger(connection)


def prepare(connection: sqlite3.Connection, where: Path) -> None:
    """Make the tables of an empty file; check those of any other."""
    connection.execute("BEGIN IMMEDIATE")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if version == 0 and tables == 0:
        for statement in TABLES.split(";\n"):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {SCHEMA}")
    elif application != APPLICATION:
        raise LedgerError(f"{where} is a database of another program")
    elif version > SCHEMA:
        raise LedgerError(
            f"{where} was written by a later version of Selon (schema {version}; this one knows {SCHEMA})"
        )
    connection.execute("COMMIT")


def now() -> str:
    """The present moment, UTC, to the microsecond."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
