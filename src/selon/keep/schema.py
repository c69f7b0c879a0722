"""Making the ledger's tables, and bringing those of an earlier version forward."""

from collections.abc import Callable
from functools import partial
from typing import Final

from sqlalchemy.engine import Connection

from selon.errors import LedgerError
from selon.keep import searching
from selon.keep.database import Database
from selon.keep.migrations import from_1
from selon.keep.tables import APPEND_ONLY, metadata

VERSION: Final = 2
MIGRATIONS: Final[dict[int, Callable[[Connection, Callable[[], None]], None]]] = {1: from_1.migrate}
"""From each schema that was ever released to the present one. Given a function that makes the present tables."""


def prepare(database: Database) -> None:
    """Bring the ledger to the present schema, in one transaction; does nothing where it is.

    Raises LedgerError where it is a later version's or another program's.
    """
    with database.read() as connection:
        version = database.version(connection)
    while version != VERSION:
        with database.write() as connection:
            version = database.version(connection)  # another one may have been quicker
            if version > VERSION:
                which = f"schema {version}; this one knows {VERSION}"
                raise LedgerError(f"{database.name} was written by a later version of Selon ({which})")
            if version == 0:
                create(database, connection)
            elif version < VERSION:
                if version not in MIGRATIONS:
                    raise LedgerError(f"{database.name} has a schema that was never released: {version}")
                MIGRATIONS[version](connection, partial(create, database, connection))
            if version != VERSION:
                database.set_version(connection, VERSION)
                version = VERSION


def create(database: Database, connection: Connection) -> None:
    """Every table of the present schema, with its triggers and indexes."""
    metadata.create_all(connection, checkfirst=False)
    for statement in searching.SQLITE if database.sqlite else searching.POSTGRESQL:
        connection.exec_driver_sql(statement)
    for statement in guards(database.sqlite):
        connection.exec_driver_sql(statement)


def guards(sqlite: bool) -> list[str]:
    """Triggers that refuse every change to what was recorded."""
    if sqlite:
        return [
            f"CREATE TRIGGER no_{act.lower()}_{table.name} BEFORE {act} ON {table.name} "
            "BEGIN SELECT RAISE(ABORT, 'the ledger is only ever added to'); END"
            for table in APPEND_ONLY
            for act in ("UPDATE", "DELETE")
        ]
    refuse = (
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the ledger is only ever added to'; END $$"
    )
    return [refuse] + [
        f"CREATE TRIGGER no_change_{table.name} BEFORE UPDATE OR DELETE OR TRUNCATE ON {table.name} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        for table in APPEND_ONLY
    ]
