"""What time it is for a report: its publication, as far as it is known."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime
from itertools import pairwise

from selon.errors import UsageError
from selon.knowledge.dates import Expression
from selon.model.frozen import Frozen
from selon.understand.days import day_in


class Clock(Frozen, frozen=True):
    """What time it is for a report: it was published between `earliest` and `latest`, both None where nothing tells.

    `hour`, `minute`: of the publication, where it is known to the day. `years`: those that the report names.
    `day`: the day that the text told last, from which *la veille* and an hour alone count.
    """

    earliest: date | None = None
    latest: date | None = None
    hour: int | None = None
    minute: int | None = None
    years: tuple[int, ...] = ()
    day: date | None = None

    @property
    def today(self) -> date | None:
        """The day of publication, where it is known to the day."""
        return self.earliest if self.earliest == self.latest else None


def published_between(edtf: str) -> tuple[date, date, int | None, int | None]:
    """First and last day of an EDTF date of publication, and its hour and minute.

    Raises UsageError at anything but a year, a month, a day, or a day with its time.
    """
    day, _, time = edtf.strip().partition("T")
    try:
        parts = [int(part) for part in day.split("-")]
        year, month, date_of = (*parts, None, None)[:3]
        if year is None or len(parts) > 3:
            raise ValueError
        if month is None:
            return date(year, 1, 1), date(year, 12, 31), None, None
        if date_of is None:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1]), None, None
        told = date(year, month, date_of)
        clock = datetime.fromisoformat(f"{day}T{time}") if time else None
    except ValueError as error:
        raise UsageError(
            f"not a date of publication in EDTF (YYYY, YYYY-MM, YYYY-MM-DD or with Thh:mm): {edtf!r}"
        ) from error
    return told, told, clock.hour if clock else None, clock.minute if clock else None


def clock_of(published: str | None, found: Iterable[Expression]) -> Clock:
    """The clock of a report, from its publication (EDTF or None) and all its expressions.

    Where the publication is not known, the report's own dates pin it: a date that *ce* points at is the day itself;
    *l'année dernière* or *cette année* next to the latest year that is named tells the year.
    Raises UsageError where `published` is no date.
    """
    everything = list(found)
    years = tuple(sorted({int(e.year) for e in everything if e.year and e.year.isdigit()}))
    if published:
        return Clock(*published_between(published), years)
    for e in everything:
        if e.direction == 0 and e.weekday and e.year and e.year.isdigit() and e.month and e.day:
            told = day_in(int(e.year), e.month, e.day)
            if told is not None:
                return Clock(told, told, years=years)
    for one, other in pairwise(everything):
        for relative, named in ((one, other), (other, one)):
            if years and of_years(relative) and named.reading == "point" and named.year == str(years[-1]):
                year = years[-1] - (relative.direction or 0)
                return Clock(date(year, 1, 1), date(year, 12, 31), years=years)
    return Clock(years=years)


def of_years(told: Expression) -> bool:
    """Whether an expression is last year or this year, and no more than that."""
    plain = not (told.month or told.weekday or told.anchored)
    return plain and told.reading == "point" and told.unit == "year" and told.direction in (-1, 0)
