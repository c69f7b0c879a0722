"""SQLite and PostgreSQL behind one face: transactions, the order of writers, the schema's version."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import SQLAlchemyError

from selon.errors import LedgerError

APPLICATION: Final = 0x53656C6F  # "Selo": tells a ledger from any other SQLite file
LOCK: Final = 0x53656C6F6E  # "Selon": PostgreSQL's advisory lock of the writers
WAIT_SECONDS: Final = 120
"""How long a writer waits for others; a batch of reports takes well under a second."""
CACHE_KIB: Final = 65536
"""SQLite's page cache: holds the upper levels of the indexes of a million claims."""
CHECKPOINT_PAGES: Final = 16_000
"""Pages of 4 KiB after which SQLite puts what was logged into its place: keys come in no order, and a page that many
commits change is then written once. At its own 1,000, adding a report took a quarter longer."""


class Database:
    """Where a ledger is. Writers take turns; a reader sees one state from its first question to its last."""

    def __init__(self, where: str) -> None:
        """`where`: a path, or `postgresql://…`. Raises LedgerError where it cannot be."""
        url = address(where)
        self.name = url.render_as_string(hide_password=True) if url.host or "://" in where else where
        self.sqlite = url.get_backend_name() == "sqlite"
        try:
            self.engine: Engine = sqlite(url) if self.sqlite else postgresql(url)
        except ImportError as error:
            raise LedgerError("PostgreSQL needs the package psycopg: pip install 'selon[postgresql]'") from error
        self._writer = self.engine.execution_options(selon_write=True)
        self._reader = self.engine if self.sqlite else self.engine.execution_options(isolation_level="REPEATABLE READ")

    def close(self) -> None:
        """Give back the connections."""
        self.engine.dispose()

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction: all of it or nothing, after every other writer's. Raises LedgerError where it fails."""
        with self.errors("written"), self._writer.begin() as connection:
            if not self.sqlite:
                connection.execute(sa.text(f"SELECT pg_advisory_xact_lock({LOCK})"))
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A snapshot of the ledger. Raises LedgerError where it cannot be read."""
        with self.errors("read"), self._reader.begin() as connection:
            yield connection

    @contextmanager
    def errors(self, done: str) -> Iterator[None]:
        """Errors of the database as LedgerErrors, in one line."""
        try:
            yield
        except SQLAlchemyError as error:
            cause = str(getattr(error, "orig", None) or error).strip().splitlines()
            raise LedgerError(f"the ledger {self.name} could not be {done}: {cause[0] if cause else error}") from error

    def version(self, connection: Connection) -> int:
        """The schema's version; 0 where there is nothing yet. Raises LedgerError at another program's database."""
        if self.sqlite:
            version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
            application = int(connection.exec_driver_sql("PRAGMA application_id").scalar_one())
            tables = int(connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one())
            if application != APPLICATION and (tables or version):
                raise LedgerError(f"{self.name} is a database of another program")
            return version
        # Not by to_regclass: its cache does not see what another writer made while this one waited for its turn.
        made = "SELECT count(*) FROM pg_catalog.pg_tables WHERE schemaname = current_schema() AND tablename = 'ledger'"
        if not connection.execute(sa.text(made)).scalar_one():
            return 0
        return int(connection.execute(sa.text("SELECT version FROM ledger")).scalar_one())

    def set_version(self, connection: Connection, version: int) -> None:
        """Say which version the schema has now."""
        connection.execute(sa.text("DELETE FROM ledger"))
        connection.execute(sa.text("INSERT INTO ledger (version) VALUES (:version)"), {"version": version})
        if self.sqlite:
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")
            connection.exec_driver_sql(f"PRAGMA user_version = {int(version)}")


def address(where: str) -> URL:
    """The address of a ledger, from a path or a URL."""
    if "://" not in where:
        return URL.create("sqlite", database=os.path.abspath(where))
    try:
        url = make_url(where)
    except SQLAlchemyError as error:
        raise LedgerError("the ledger's address cannot be understood; write a path or postgresql://…") from error
    if url.get_backend_name() not in ("postgresql", "postgres"):
        raise LedgerError(f"a ledger is kept in SQLite (a path) or PostgreSQL (postgresql://…), not {url.drivername}")
    return url.set(drivername="postgresql+psycopg")


def sqlite(url: URL) -> Engine:
    """An engine on an SQLite file: WAL, every commit on disk before it is acknowledged."""
    folder = Path(str(url.database)).parent
    if not folder.is_dir():
        raise LedgerError(f"there is no folder {folder} to keep the ledger in")
    engine = sa.create_engine(url, connect_args={"timeout": WAIT_SECONDS})

    @sa.event.listens_for(engine, "connect")
    def prepare(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # transactions begin where this module says, not where the driver guesses
        cursor = connection.cursor()
        use_wal(cursor)
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        cursor.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
        cursor.close()

    @sa.event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        write = connection.get_execution_options().get("selon_write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


def use_wal(cursor: Any) -> None:
    """Turn write-ahead logging on. SQLite does not wait for others by itself here."""
    import sqlite3

    end = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > end:
                raise
            time.sleep(0.01)


def postgresql(url: URL) -> Engine:
    """An engine on a PostgreSQL database."""
    return sa.create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 20})
