"""The journal: every act of recording, in order, each chained to all before it."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from selon.keep.tables import journal

START: Final = "0" * 64


class Journal:
    """The end of the journal, within one transaction of writing."""

    def __init__(self, connection: Connection) -> None:
        last = connection.execute(
            sa.select(journal.c.seq, journal.c.at, journal.c.chain).order_by(journal.c.seq.desc()).limit(1)
        ).first()
        self._connection = connection
        self.seq: int = last.seq if last else 0
        self._last: str = last.at if last else ""
        self._chain: str = last.chain if last else START
        self._acts: list[dict[str, object]] = []

    def at(self) -> str:
        """The present moment, UTC; never before what was recorded last, whatever the machine's clock does."""
        return max(now(), self._last)

    def record(self, kind: str, subject: str, digest: str, at: str) -> int:
        """Add an act; its number. `digest`: the hash of what was recorded."""
        self.seq += 1
        self._last = at
        self._chain = link(self._chain, self.seq, at, kind, subject, digest)
        act = {"seq": self.seq, "at": at, "kind": kind, "subject": subject, "digest": digest, "chain": self._chain}
        self._acts.append(act)
        return self.seq

    def write(self) -> None:
        """Write the acts that were added."""
        if self._acts:
            self._connection.execute(sa.insert(journal), self._acts)
            self._acts = []


def link(chain: str, seq: int, at: str, kind: str, subject: str, digest: str) -> str:
    """The hash of an act and of all before it."""
    return sha256("\n".join((chain, str(seq), at, kind, subject, digest)).encode()).hexdigest()


def now() -> str:
    """The present moment, UTC, to the microsecond."""
    return moment(datetime.now(UTC))


def moment(when: datetime) -> str:
    """A moment as the ledger writes it, in an order that is that of time."""
    return when.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def until(end: datetime) -> str:
    """The first moment after a stretch of time with an inclusive end, UTC; to the second, unless the end is finer."""
    if end >= datetime.max - timedelta(seconds=1):
        return "9999-12-31T23:59:59.999999Z"
    step = timedelta(microseconds=1) if end.microsecond else timedelta(seconds=1)
    return moment((end + step).replace(tzinfo=UTC))
