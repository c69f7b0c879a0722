"""Copies of a ledger, made while others go on writing."""

import os
from pathlib import Path

import sqlalchemy as sa

from selon.errors import LedgerError
from selon.keep import searching
from selon.keep.asking import batches
from selon.keep.content import NO_REPORT, claim_again, report_again
from selon.keep.database import Database
from selon.keep.schema import prepare
from selon.keep.tables import APPEND_ONLY, claims, journal, readings


def backup(source: Database, target: Path) -> None:
    """Copy a ledger as it is now into a new SQLite file, which appears whole or not at all.

    Raises LedgerError where the file is there already or cannot be written.
    """
    if target.exists():
        raise LedgerError(f"{target} is there already; a backup does not write over anything")
    if not target.parent.is_dir():
        raise LedgerError(f"there is no folder {target.parent}")
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        if source.sqlite:
            with source.errors("backed up"), source.engine.connect() as connection:
                driver = connection.connection.cursor()
                driver.execute("VACUUM INTO ?", (str(part),))
                driver.close()
        else:
            copied = Database(str(part))
            try:
                copy(source, copied)
            finally:
                copied.close()
        with part.open("rb") as whole:
            os.fsync(whole.fileno())
        os.link(part, target)  # fails where somebody made one meanwhile
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        raise LedgerError(f"{target} could not be written: {error.strerror}") from error
    finally:
        for name in (part, Path(f"{part}-wal"), Path(f"{part}-shm"), Path(f"{part}-journal")):
            name.unlink(missing_ok=True)


def copy(source: Database, target: Database) -> None:
    """Every row of a ledger into an empty one, from one snapshot, in one transaction; the search index is made anew."""
    prepare(target)
    with source.read() as old, target.write() as new:
        if new.execute(sa.select(sa.func.count()).select_from(journal)).scalar_one():
            raise LedgerError(f"{target.name} is not empty")
        for table in APPEND_ONLY:
            for rows in batches(old, sa.select(table).order_by(*table.primary_key.columns)):
                new.execute(sa.insert(table), [dict(row) for row in rows])
        index_all(new)


def index_all(connection: sa.Connection) -> None:
    """Index every reading and every claim of a ledger whose search index is empty."""
    columns = (readings.c.seq, readings.c.text, readings.c.content)
    last = 0
    while rows := connection.execute(
        sa.select(*columns).where(readings.c.seq > last).order_by(readings.c.seq).limit(200)
    ).all():
        last = rows[-1].seq
        for seq, text, content in rows:
            report = report_again(content, text, "")
            searching.index(connection, "searched_readings", [(seq, searching.report_fields(report))])
            searching.index(connection, "searched_claims", searched_claims(connection, seq, report.text))


def searched_claims(connection: sa.Connection, seq: int, text: str) -> list[tuple[int, list[list[str]]]]:
    """What the claims of a reading are found by."""
    rows = connection.execute(
        sa.select(claims.c.number, claims.c.content).where(claims.c.reading == seq).order_by(claims.c.position)
    )
    return [(number, searching.claim_fields(claim_again(body, NO_REPORT), text)) for number, body in rows]
