"""Writing to the ledger, within one transaction."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from selon.keep import searching
from selon.keep.asking import exists
from selon.keep.content import arrival_id, hashed, plain, refusal_id, telling, written
from selon.keep.journal import Journal
from selon.keep.tables import arrivals, bands, claims, decisions, journal, raws, readings, refusals, topics
from selon.keep.values import Decision, DecisionKind, Entry, Record
from selon.model import Refusal


@cache
def read_before() -> sa.Select[Any]:
    """The question for the first reading of a report that was told in just this way."""
    return (
        sa.select(journal.c.at, readings.c.claims)
        .join_from(readings, journal, journal.c.seq == readings.c.seq)
        .where(readings.c.report == sa.bindparam("report"), readings.c.told == sa.bindparam("told"))
        .order_by(readings.c.seq)
        .limit(1)
    )


def record(connection: Connection, acts: Journal, entry: Entry, reader: str, at: str | None = None) -> Record:
    """Record a report and its reading. What is there already is left as it is, and nothing is read into it anew."""
    report, told = entry.report, telling(entry.told)
    known = connection.execute(read_before(), {"report": report.id, "told": told}).first()
    at = at or acts.at()
    arrival = arrival_id(report.id, report.name, entry.provenance, entry.told)
    if not known and not exists(connection, raws, report.id):
        seq = acts.record("report", report.id, report.id, at)
        row = {"id": report.id, "seq": seq, "size": len(entry.data), "bytes": entry.data}
        connection.execute(sa.insert(raws), row)
    if not exists(connection, arrivals, arrival):
        row = {
            "id": arrival,
            "seq": acts.record("arrival", arrival, arrival, at),
            "report": report.id,
            "name": report.name.encode("utf-8", "surrogatepass"),
            "provenance": entry.provenance.encode("utf-8", "surrogatepass"),
            "told": told.encode(),
        }
        connection.execute(sa.insert(arrivals), row)
    if not known:
        record_reading(connection, acts, entry, reader, at)
    acts.write()  # now: the same report may come again in this transaction
    if known:
        return Record(report.id, report.name, known.at, known.claims, False, report.language)
    return Record(report.id, report.name, at, len(entry.reading.claims), True, report.language)


def record_reading(connection: Connection, acts: Journal, entry: Entry, reader: str, at: str) -> int:
    """Add a reading beside those that there may be; its number."""
    result = written(entry.report, entry.reading, telling(entry.told), reader)
    seq = acts.record("reading", str(result.columns["id"]), result.digest, at)
    connection.execute(sa.insert(readings), {**result.columns, "seq": seq})
    for table, keys in ((bands, entry.bands), (topics, entry.topics)):
        if keys:
            connection.execute(sa.insert(table), [{"key": key, "reading": seq} for key in sorted({*keys})])
    first = (connection.execute(sa.select(sa.func.max(claims.c.number))).scalar() or 0) + 1
    if result.claims:
        rows = [{**row, "number": first + i, "reading": seq} for i, row in enumerate(result.claims)]
        connection.execute(sa.insert(claims), rows)
    searching.index(connection, "searched_readings", [(seq, searching.report_fields(entry.report))])
    found = ((first + i, searching.claim_fields(c, entry.report.text)) for i, c in enumerate(entry.reading.claims))
    searching.index(connection, "searched_claims", found)
    return seq


def record_refusal(connection: Connection, acts: Journal, refusal: Refusal, reader: str, at: str | None = None) -> bool:
    """Record that an input was refused, once; whether it is new."""
    identity = refusal_id(refusal.id, refusal.name, refusal.reason, refusal.detail)
    if exists(connection, refusals, identity):
        return False
    row = {
        "id": identity,
        "seq": acts.record("refusal", identity, identity, at or acts.at()),
        "report": refusal.id,
        "name": refusal.name.encode("utf-8", "surrogatepass"),
        "reason": plain(refusal.reason),
        "detail": refusal.detail.encode("utf-8", "surrogatepass"),
        "reader": reader,
    }
    connection.execute(sa.insert(refusals), row)
    return True


def record_decision(
    connection: Connection,
    acts: Journal,
    kind: DecisionKind,
    subject: str,
    content: dict[str, object],
    who: str,
    why: str,
) -> Decision:
    """Record what somebody decided."""
    at = acts.at()
    identity = hashed("decision", kind, subject, content, who, why, at)
    seq = acts.record("decision", identity, identity, at)
    row = {
        "id": identity,
        "seq": seq,
        "kind": kind,
        "subject": plain(subject),
        "content": encoded(content),
        "who": who.encode(),
        "why": why.encode(),
    }
    connection.execute(sa.insert(decisions), row)
    return Decision(identity, kind, subject, content, who, why, at)


def encoded(content: dict[str, object]) -> bytes:
    """A decision's content as JSON."""
    import msgspec

    return msgspec.json.encode(content, order="deterministic")


def record_all(
    connection: Connection, results: Sequence[Entry | Refusal | Record], reader: str
) -> list[Record | Refusal]:
    """Record entries and refusals, in order."""
    acts, done = Journal(connection), list[Record | Refusal]()
    for result in results:
        if isinstance(result, Refusal):
            record_refusal(connection, acts, result, reader)
            done.append(result)
        elif isinstance(result, Record):
            done.append(result)
        else:
            done.append(record(connection, acts, result, reader))
    acts.write()
    return done
