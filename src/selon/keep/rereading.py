"""Reading again what the ledger holds, with another version of the reader."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from selon.keep import asking, deciding
from selon.keep.asking import exists
from selon.keep.content import claim_again, reading_id, report_again, told_again
from selon.keep.database import Database
from selon.keep.recording import Recording
from selon.keep.tables import claims, readings
from selon.keep.values import Change, Decision, Entry, Reader
from selon.model import Claim, Refusal


def reread(database: Database, read: Reader, reader: str) -> Iterator[Change | Refusal]:
    """Read again every telling of every report that this version has not read; see `Ledger.reread`."""
    with database.read() as connection:
        every = connection.execute(sa.select(readings.c.report, readings.c.told).distinct()).all()
    for report, told in sorted((row.report, row.told) for row in every):
        identity = reading_id(report, told, reader)
        with database.read() as connection:
            if exists(connection, readings, identity):
                continue
            data = asking.raw(connection, report)
            name = asking.names(connection, [report], asking.EVER)[report]
        assert data is not None
        result = read(data, name, told_again(told))
        if isinstance(result, Refusal):
            yield result
            continue
        with database.write() as connection:
            if exists(connection, readings, identity):  # another one was quicker
                continue
            before, by = last_claims(connection, report, told)
            recording = Recording(connection)
            recording.reading(result, reader, recording.acts.at())
            recording.write()
            decided = deciding.in_force(deciding.decided(connection))
        yield change(result, before, by, [d for d in decided if d.kind in ("misread", "note")])


def last_claims(connection: Connection, report: str, told: str) -> tuple[list[Claim], str | None]:
    """The claims of the last reading of a telling, and the version that read it."""
    last = connection.execute(
        sa.select(readings.c.seq, readings.c.reader, readings.c.content)
        .where(readings.c.report == report, readings.c.told == told)
        .order_by(readings.c.seq.desc())
        .limit(1)
    ).first()
    if last is None:
        return [], None
    name = asking.names(connection, [report], asking.EVER)[report]
    reference = report_again(last.content, b"", name).reference()
    rows = connection.execute(
        sa.select(claims.c.content).where(claims.c.reading == last.seq).order_by(claims.c.position)
    ).scalars()
    return [claim_again(content, reference) for content in rows], last.reader


def change(entry: Entry, before: list[Claim], by: str | None, decided: list[Decision]) -> Change:
    """What a new reading changed, and the decisions that it leaves without what they were on."""
    old, new = {c.id: c for c in before}, {c.id: c for c in entry.reading.claims}
    gone = tuple(c for c in before if c.id not in new)
    return Change(
        entry.report.id,
        entry.report.name,
        by,
        gone,
        tuple(c for c in entry.reading.claims if c.id not in old),
        tuple((old[c.id], c) for c in entry.reading.claims if c.id in old and old[c.id] != c),
        tuple(d.id for d in decided if d.subject in old and not holds(d, new.get(d.subject))),
    )


def holds(decision: Decision, claim: Claim | None) -> bool:
    """Whether a decision still bears on a claim as it is read now."""
    if claim is None:
        return False
    right = decision.content.get("right")
    return not right or deciding.fits(claim, right)
