"""The ledger: everything that was recorded, and the questions that can be asked of it."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import sqlalchemy as sa

from selon.errors import UsageError
from selon.keep import asking, backing, deciding, exporting, rereading, verifying
from selon.keep.content import arrival_id, claim_again
from selon.keep.database import Database
from selon.keep.recording import Recording, record_all
from selon.keep.schema import prepare
from selon.keep.tables import claims, decisions, journal, raws, readings
from selon.keep.values import (
    Arrival,
    AsOf,
    Change,
    Decision,
    DecisionKind,
    Entry,
    Kept,
    KeptRefusal,
    Problem,
    Query,
    Reader,
    Record,
    Told,
)
from selon.model import Claim, Refusal, Report
from selon.model.decision import Decisions

MIN_PREFIX: Final = 4
"""An id can be told by its first characters, but not by so few that anything might be meant."""


class Ledger:
    """An open ledger. Whatever happens in a method, the ledger stays whole.

    Every method raises LedgerError where the database refuses, and UsageError where it is asked the impossible.
    """

    def __init__(self, where: str, reader: str) -> None:
        """Open the ledger at `where` (a path, or `postgresql://…`), made if there is none, brought to this version's
        schema if it is older. `reader`: the version of the reader whose readings will be added."""
        self._database = Database(where)
        self.reader = reader
        try:
            prepare(self._database)
        except BaseException:
            self._database.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    # --- recording ---------------------------------------------------------------------------------------------------

    def add(self, results: Sequence[Entry | Refusal | Record]) -> list[Record | Refusal]:
        """Record reports and refusals, all of them or none; what is there already is left as it is, and a record of it
        given back in its place.

        When this returns they are safe on disk.
        """
        with self._database.write() as connection:
            return record_all(connection, results, self.reader)

    def decide(self, kind: DecisionKind, subject: str, content: dict[str, Any], who: str, why: str) -> Decision:
        """Record a decision. Its subject can be told by the beginning of its id; see `Decision` for `content`."""
        if not who.strip() or not why.strip():
            raise UsageError("a decision needs somebody who takes it, and a reason")
        for words in (subject, who, why):
            if not words.isprintable() and any(0xD800 <= ord(c) <= 0xDFFF for c in words):
                raise UsageError(f"{words!r} is no text")
        if kind == "undo":
            raise UsageError("undo a decision with `undo`")
        subject = self._subject(kind, subject)
        if kind == "misread" and content["right"] is not None:
            deciding.corrected(self.claim(subject), content["right"])
        with self._database.write() as connection:
            acts = Recording(connection)
            decision = acts.decision(kind, subject, content, who, why)
            acts.write()
        return decision

    def undo(self, decision: str, who: str, why: str) -> Decision:
        """Record that a decision no longer stands. It stays in the ledger, with the undoing beside it."""
        if not who.strip() or not why.strip():
            raise UsageError("an undoing needs somebody who does it, and a reason")
        identity = self._find(decisions, decision, "decision")
        with self._database.write() as connection:
            known = {one.id: one for one in deciding.decided(connection)}[identity]
            if known.undone:
                raise UsageError(f"the decision {identity} is undone already, by {known.undone}")
            acts = Recording(connection)
            undoing = acts.decision("undo", identity, {}, who, why)
            acts.write()
        return undoing

    def reread(self, read: Reader) -> Iterator[Change | Refusal]:
        """Read every report again that this version of the reader has not read, and record the new reading beside the
        old; gives what changed, a report at a time."""
        return rereading.reread(self._database, read, self.reader)

    # --- asking ------------------------------------------------------------------------------------------------------

    def readings(
        self, as_of: AsOf | None = None, *, decided: bool = True, reports: Iterable[str] | None = None
    ) -> Iterator[Kept]:
        """Every report with the reading in force, in the order of their ids; with people's corrections if `decided`.

        `reports`: only those of these ids.
        """
        among = [] if reports is None else [readings.c.report.in_(sorted(reports))]
        with self._database.read() as connection:
            corrections = deciding.corrections(deciding.decided(connection, as_of)) if decided else {}
            for kept in asking.kept(connection, as_of, *among):
                yield deciding.as_decided(kept, corrections) if corrections else kept

    def told_with(self, reports: Iterable[str]) -> set[str]:
        """The ids of the reports that tell the story of some, themselves included: all that share a key of stories with
        one of them, and so on. People's decisions are not in it."""
        full = [self._find(raws, report, "report") for report in reports]
        with self._database.read() as connection:
            return asking.told_with(connection, full)

    def search(self, asked: Query, as_of: AsOf | None = None) -> Iterator[Claim]:
        """The claims that a query finds, as they were read, the last recorded first."""
        with self._database.read() as connection:
            yield from asking.claims_found(self._database.sqlite, connection, asked, as_of)

    def search_reports(self, asked: Query, as_of: AsOf | None = None) -> Iterator[Report]:
        """The reports that a query finds, the last recorded first."""
        with self._database.read() as connection:
            yield from asking.reports_found(self._database.sqlite, connection, asked, as_of)

    def decisions(self, as_of: AsOf | None = None) -> list[Decision]:
        """Every decision, in the order of recording."""
        with self._database.read() as connection:
            return deciding.decided(connection, as_of)

    def decisions_in_force(self, as_of: AsOf | None = None) -> Decisions:
        """What people decided of sources and stories, as the reconciliation takes it."""
        return deciding.gathered(self.decisions(as_of))

    def refusals(self, as_of: AsOf | None = None) -> Iterator[KeptRefusal]:
        """Every refusal, in the order of recording."""
        with self._database.read() as connection:
            yield from asking.refused(connection, as_of)

    def report(self, identity: str, as_of: AsOf | None = None) -> Kept:
        """A report by its id or the beginning of it, with the reading in force."""
        full = self._find(raws, identity, "report")
        with self._database.read() as connection:
            for kept in asking.kept(connection, as_of, readings.c.report == full):
                return kept
        raise UsageError(f"there was no report {identity} in the ledger then")

    def known(self, came: Sequence[tuple[str, str, str, Told]]) -> list[Record | None]:
        """What is recorded of reports that came before in just this way, each an id, a name, a provenance and what was
        told; None for one that did not."""
        ids = [arrival_id(*one) for one in came]
        with self._database.read() as connection:
            found = asking.known(connection, ids)
        return [found.get(one) for one in ids]

    def alike(self, keys: Iterable[int], but: str, most: int) -> list[Report]:
        """The reports that share most keys of near-copies, but for one: `most` of them at the most."""
        with self._database.read() as connection:
            return asking.alike(connection, keys, but, most)

    def likest(self, entries: Iterable[Entry]) -> dict[str, Report]:
        """For each of some reports that are recorded, by its id, the one read before it that shares most keys of
        near-copies with it; without those that share none."""
        with self._database.read() as connection:
            return asking.likest(connection, {one.report.id: one.bands for one in entries})

    def arrivals(self, report: str) -> list[Arrival]:
        """How a report came, each time that it did."""
        full = self._find(raws, report, "report")
        with self._database.read() as connection:
            return asking.came(connection, full)

    def raw(self, identity: str) -> bytes:
        """The bytes of a report as they came."""
        full = self._find(raws, identity, "report")
        with self._database.read() as connection:
            found = asking.raw(connection, full)
        assert found is not None
        return found

    def claim(self, identity: str) -> Claim:
        """A claim by its id or the beginning of it, from the last reading that holds it."""
        full = self._find(claims, identity, "claim")
        with self._database.read() as connection:
            last = (
                sa.select(readings.c.report, claims.c.content)
                .join_from(claims, readings, readings.c.seq == claims.c.reading)
                .where(claims.c.id == full)
                .order_by(claims.c.reading.desc())
                .limit(1)
            )
            report, content = connection.execute(last).one()
        return claim_again(content, self.report(report).report.reference())

    def kind(self, identity: str) -> str:
        """What an id or its beginning stands for: `report`, `claim` or `decision`."""
        for name, table in (("report", raws), ("claim", claims), ("decision", decisions)):
            if self._candidates(table, identity):
                return name
        raise UsageError(f"nothing in the ledger has an id that begins with {identity}")

    # --- looking after it --------------------------------------------------------------------------------------------

    def verify(self) -> Iterator[Problem]:
        """Everything that is not as it must be."""
        return verifying.problems(self._database)

    def verify_readings(self, read: Reader) -> Iterator[Problem | int]:
        """Reads every report again that this version of the reader has read; gives what differs, and at the end how
        many were not compared because another version read them."""
        return verifying.reread_problems(self._database, read, self.reader)

    def export(self) -> Iterator[bytes]:
        """What the ledger holds, as JSON lines in one order: the same for the same reports, however they came."""
        with self._database.read() as connection:
            yield from exporting.lines(connection)

    def content_hash(self) -> str:
        """The hash of the export."""
        return exporting.content_hash(self.export())

    def counts(self) -> dict[str, int]:
        """How many rows each table has."""
        with self._database.read() as connection:
            return exporting.counts(connection)

    def acts(self) -> int:
        """How many acts were recorded: it grows with everything that changes what the ledger says."""
        with self._database.read() as connection:
            return int(connection.execute(sa.select(sa.func.max(journal.c.seq))).scalar() or 0)

    def backup(self, target: Path) -> None:
        """A copy of the ledger as it is now in a new SQLite file, while others go on writing."""
        backing.backup(self._database, target)

    # --- ids ---------------------------------------------------------------------------------------------------------

    def _subject(self, kind: DecisionKind, subject: str) -> str:
        """The full id that a decision is about; a source's name stands for itself."""
        match kind:
            case "misread":
                return self._find(claims, subject, "claim")
            case "other-story":
                return self._find(raws, subject, "report")
            case "note":
                table = {"report": raws, "claim": claims, "decision": decisions}[self.kind(subject)]
                return self._find(table, subject, "id")
        return subject

    def _candidates(self, table: sa.Table, identity: str) -> list[str]:
        if len(identity.removeprefix("sha256:")) < MIN_PREFIX:
            raise UsageError(f"{identity!r} is too short for an id: give at least {MIN_PREFIX} of its characters")
        begins = [identity] if identity.startswith("sha256:") else [identity, f"sha256:{identity}"]
        found = sa.or_(*(sa.and_(table.c.id >= b, table.c.id < b + "\U0010ffff") for b in begins))
        with self._database.read() as connection:
            return list(connection.execute(sa.select(table.c.id).where(found).distinct().limit(3)).scalars())

    def _find(self, table: sa.Table, identity: str, what: str) -> str:
        found = self._candidates(table, identity)
        if identity in found:
            return identity
        if len(found) != 1:
            raise UsageError(
                f"no {what} has the id {identity}" if not found else f"{identity} is the beginning of several ids"
            )
        return found[0]
