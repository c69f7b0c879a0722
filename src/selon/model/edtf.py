"""Dates of EDTF (ISO 8601-2) as stretches of time.

Understood: `2024`, `2025-02`, `2024-12-04`, `2024-12-05T11:58`, intervals `2025-01/2025-02` with an open or unknown
end (`2025-01/..`), and an unknown year, month or day (`XXXX-12-23`, `2024-XX`), with or without `~`, `?` and `%`.
"""

from calendar import monthrange
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from selon.errors import UsageError

SECOND: Final = timedelta(seconds=1)


class Stretch(NamedTuple):
    """From `start` to `end`, both inclusive, to the second; without a zone, UTC where the text gave one."""

    start: datetime
    end: datetime

    def overlaps(self, other: "Stretch") -> bool:
        """Whether the two share a moment."""
        return self.start <= other.end and other.start <= self.end

    def gap(self, other: "Stretch") -> timedelta:
        """How long it is from the end of the earlier to the start of the later; zero where they overlap."""
        if self.end < other.start:
            return other.start - self.end
        if other.end < self.start:
            return self.start - other.end
        return timedelta(0)


def _one(text: str) -> Stretch | None:
    date, _, time = text.partition("T")
    year, *rest = date.split("-")
    if not year.isdecimal() or len(year) != 4 or year == "0000":
        return None
    first, last = 1, 12
    if rest and rest[0].isdecimal():
        first = last = int(rest[0])
    start = datetime(int(year), first, 1)
    end = datetime(int(year), last, monthrange(int(year), last)[1], 23, 59, 59)
    if len(rest) > 1 and rest[0].isdecimal() and rest[1].isdecimal():
        start = start.replace(day=int(rest[1]))
        end = start.replace(hour=23, minute=59, second=59)
        if time:
            moment = datetime.fromisoformat(f"{date}T{time}")
            if moment.tzinfo is not None:
                moment = moment.astimezone(UTC).replace(tzinfo=None)
            exact = time[5:6] == ":"
            start, end = moment, moment if exact else moment + timedelta(minutes=1) - SECOND
    return Stretch(start, end)


@lru_cache(maxsize=65536)
def stretch(edtf: str | None) -> Stretch | None:
    """The stretch of time that a date stands for; None where it is none or cannot be placed (`XXXX-12-23`).

    An open end reaches as far as the calendar does.
    """
    if not edtf:
        return None
    text = edtf.strip().replace("~", "").replace("?", "").replace("%", "")
    try:
        if "/" not in text:
            return _one(text)
        left, right = text.split("/", 1)
        start, end = _one(left), _one(right)
    except ValueError:
        return None
    if start is None and end is None:
        return None
    return Stretch(start.start if start else datetime.min, end.end if end else datetime.max)


def day(text: str) -> Stretch:
    """The stretch of a date that somebody asked for. Raises UsageError where it is none."""
    found = stretch(text)
    if found is None:
        raise UsageError(f"{text!r} is no date; write 2024-12-31, 2024-12 or 2024-12-31T18:00")
    return found
