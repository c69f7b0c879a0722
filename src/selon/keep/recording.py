"""Writing to the ledger, within one transaction."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from selon.keep import searching
from selon.keep.asking import first_readings, present
from selon.keep.content import arrival_id, hashed, plain, refusal_id, telling, written
from selon.keep.journal import Journal
from selon.keep.tables import arrivals, bands, claims, decisions, raws, readings, refusals, topics
from selon.keep.values import Decision, DecisionKind, Entry, Record
from selon.model import Refusal

Row = Mapping[str, Any]


class Recording:
    """What one transaction records. The rows are written all at once, by `write`, which has to be called at the end.

    What is there already is left as it is, and nothing is read into it anew.
    """

    def __init__(self, connection: Connection, entries: Iterable[Entry] = (), refused: Iterable[Refusal] = ()) -> None:
        """`entries`, `refused`: those that will be recorded, so that what is there of them is asked for at once."""
        self.acts = Journal(connection)
        self._connection = connection
        self._rows: dict[sa.Table, list[Row]] = {}
        self._searched: dict[str, list[searching.Indexed]] = {"searched_readings": [], "searched_claims": []}
        ids = {entry.report.id for entry in entries}
        self._raws = present(connection, raws, ids)
        self._arrivals = present(connection, arrivals, {arrival_of(entry) for entry in entries})
        self._refusals = present(connection, refusals, {refusal_of(refusal) for refusal in refused})
        self._read = first_readings(connection, ids)
        self._claims: int = connection.execute(sa.select(sa.func.max(claims.c.number))).scalar() or 0

    def report(self, entry: Entry, reader: str, at: str | None = None) -> Record:
        """Record a report and its reading. `at`: when, if not now."""
        report, told = entry.report, telling(entry.told)
        known = self._read.get((report.id, told))
        at = at or self.acts.at()
        if report.id not in self._raws:
            self._raws.add(report.id)
            seq = self.acts.record("report", report.id, report.id, at)
            self._add(raws, {"id": report.id, "seq": seq, "size": len(entry.data), "bytes": entry.data})
        arrival = arrival_of(entry)
        if arrival not in self._arrivals:
            self._arrivals.add(arrival)
            row = {
                "id": arrival,
                "seq": self.acts.record("arrival", arrival, arrival, at),
                "report": report.id,
                "name": report.name.encode("utf-8", "surrogatepass"),
                "provenance": entry.provenance.encode("utf-8", "surrogatepass"),
                "told": told.encode(),
            }
            self._add(arrivals, row)
        if known:
            return Record(report.id, report.name, known[0], known[1], False, report.language)
        self.reading(entry, reader, at)
        self._read[report.id, told] = at, len(entry.reading.claims)
        return Record(report.id, report.name, at, len(entry.reading.claims), True, report.language)

    def reading(self, entry: Entry, reader: str, at: str) -> int:
        """Add a reading beside those that there may be; its number."""
        result = written(entry.report, entry.reading, telling(entry.told), reader)
        seq = self.acts.record("reading", str(result.columns["id"]), result.digest, at)
        self._add(readings, {**result.columns, "seq": seq})
        for table, keys in ((bands, entry.bands), (topics, entry.topics)):
            for key in {*keys}:
                self._add(table, {"key": key, "reading": seq})
        self._searched["searched_readings"].append((seq, searching.report_fields(entry.report)))
        for row, claim in zip(result.claims, entry.reading.claims, strict=True):
            self._claims += 1
            self._add(claims, {**row, "number": self._claims, "reading": seq})
            fields = searching.claim_fields(claim, entry.report.text)
            self._searched["searched_claims"].append((self._claims, fields))
        return seq

    def refusal(self, refusal: Refusal, reader: str, at: str | None = None) -> bool:
        """Record that an input was refused, once; whether it is new."""
        identity = refusal_of(refusal)
        if identity in self._refusals:
            return False
        self._refusals.add(identity)
        row = {
            "id": identity,
            "seq": self.acts.record("refusal", identity, identity, at or self.acts.at()),
            "report": refusal.id,
            "name": refusal.name.encode("utf-8", "surrogatepass"),
            "reason": plain(refusal.reason),
            "detail": refusal.detail.encode("utf-8", "surrogatepass"),
            "reader": reader,
        }
        self._add(refusals, row)
        return True

    def decision(self, kind: DecisionKind, subject: str, content: dict[str, object], who: str, why: str) -> Decision:
        """Record what somebody decided."""
        at = self.acts.at()
        identity = hashed("decision", kind, subject, content, who, why, at)
        row = {
            "id": identity,
            "seq": self.acts.record("decision", identity, identity, at),
            "kind": kind,
            "subject": plain(subject),
            "content": msgspec.json.encode(content, order="deterministic"),
            "who": who.encode(),
            "why": why.encode(),
        }
        self._add(decisions, row)
        return Decision(identity, kind, subject, content, who, why, at)

    def write(self) -> None:
        """Write all that was recorded."""
        for table, rows in self._rows.items():
            if table is bands or table is topics:
                rows.sort(key=lambda row: (row["key"], row["reading"]))  # side by side in the index
            insert(self._connection, table, rows)
        for name, entries in self._searched.items():
            searching.index(self._connection, name, entries)
            entries.clear()
        self._rows.clear()
        self.acts.write()

    def _add(self, table: sa.Table, row: Row) -> None:
        self._rows.setdefault(table, []).append(row)


def arrival_of(entry: Entry) -> str:
    """The id of a report's coming as this entry."""
    return arrival_id(entry.report.id, entry.report.name, entry.provenance, entry.told)


def refusal_of(refusal: Refusal) -> str:
    """The id of a refusal."""
    return refusal_id(refusal.id, refusal.name, refusal.reason, refusal.detail)


def insert(connection: Connection, table: sa.Table, rows: Sequence[Row]) -> None:
    """Add rows, each with all columns of its table: past SQLAlchemy's own way, whose looks at each value cost as much
    as the database."""
    names = [column.name for column in table.columns]
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    statement = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({', '.join([mark] * len(names))})"
    connection.exec_driver_sql(statement, [tuple([row[name] for name in names]) for row in rows])


def record_all(
    connection: Connection, results: Sequence[Entry | Refusal | Record], reader: str
) -> list[Record | Refusal]:
    """Record entries and refusals, in order."""
    entries = [result for result in results if isinstance(result, Entry)]
    recording = Recording(connection, entries, [result for result in results if isinstance(result, Refusal)])
    done: list[Record | Refusal] = []
    for result in results:
        if isinstance(result, Refusal):
            recording.refusal(result, reader)
        done.append(result if isinstance(result, Refusal | Record) else recording.report(result, reader))
    recording.write()
    return done
