"""When an expression is: its EDTF date, told from the publication of the report.

The publication may be known to the day, to the month, to the year or not at all: it lies between two days. What comes
out the same from both of them is resolved; what does not stays unknown.
"""

from datetime import date, timedelta
from typing import Final

import msgspec

from selon.knowledge.dates import Expression
from selon.understand.clock import Clock
from selon.understand.days import DAY, calendar_date, day_in, day_of, month_after, moved, unit_at, with_hour

YEAR: Final = timedelta(days=366)

NEAR_FUTURE: Final = {-1: timedelta(days=60), 0: timedelta(days=100), 1: timedelta(days=200)}
"""How far ahead a day and month without a year may lie, where the verb tells of what was, says nothing, or tells of
what will be: news announces the coming weeks, and tells what is further away with its year."""

MONTHS_AHEAD: Final = {-1: 0, 0: 3, 1: 7}
"""The same in months for a month without a year: *en juin*, printed in May, is the next one."""

SEASON_BEGINS: Final = {21: 3, 22: 6, 23: 9, 24: 12, 33: 1, 34: 4, 35: 7, 36: 10, 40: 1, 41: 7}
"""The month in which an EDTF season, quarter or half begins; a winter has the year of its December."""


def resolve(told: Expression, clock: Clock, toward: int = 0) -> str | None:
    """The EDTF of an expression, None for what the words and the clock do not say.

    `toward`: whether the sentence tells of what was (-1), what will be (1), or does not say (0).
    """
    if told.reading in ("duration", "vague"):
        return None
    if clock.earliest is None or clock.latest is None:
        return fixed(told, clock)
    first = Resolver(clock.earliest, clock, toward).edtf(told)
    if clock.earliest == clock.latest or first is None:
        return first
    return first if first == Resolver(clock.latest, clock, toward).edtf(told) else fixed(told, clock)


def fixed(told: Expression, clock: Clock) -> str | None:
    """The EDTF of an expression whatever the publication: `XXXX` for a year that is not told."""
    if told.ends:
        ends = [fixed(end, clock) for end in completed(told)]
        return joined(told.reading, [end for end in ends if end]) if all(ends) else None
    if told.reading != "point":
        return None
    if told.anchored or (told.shift is None and told.hour is not None and not told.month and not told.weekday):
        return Resolver(clock.day, clock, 0).point(told) if clock.day else None
    if told.year is not None:
        return calendar_date(told.year, told)
    if told.unit or told.direction or not told.month or told.month > 12:
        return None
    if told.weekday and told.day and clock.years:  # the weekday tells the year
        fits = [
            year for year in set(clock.years) | {clock.years[-1] + 1}
            if (day := day_in(year, told.month, told.day)) and day.isoweekday() == told.weekday
        ]  # fmt: skip
        if len(fits) == 1:
            return calendar_date(str(fits[0]), told)
    return calendar_date("XXXX", told)


def joined(reading: str, ends: list[str]) -> str | None:
    """The EDTF of an expression with ends, from those of its ends (or intervals); None where they run backwards."""
    start, end = ends[0].split("/")[0], ends[-1].split("/")[-1]
    if ".." in (start, end) or "{" in start or "}" in end:
        return None
    if reading == "since":
        return f"{start}/.."
    if reading == "until":
        return f"../{end}"
    if reading == "each" and not any("/" in told for told in ends):
        return "{" + ",".join(ends) + "}"
    return f"{start}/{end}" if start <= end else None


def completed(told: Expression) -> list[Expression]:
    """The ends of an expression, each given the month and year that only the other one tells."""
    ends = list(told.ends)
    if len(ends) < 2:
        return ends
    last = ends[-1]
    for i in range(len(ends) - 2, -1, -1):
        first = ends[i]
        if first.reading != "point" or last.reading != "point" or first.shift is not None or first.unit or last.unit:
            continue
        if first.month is None and first.day and not first.year and last.month:
            first = msgspec.structs.replace(first, month=last.month)
        if first.year is None and last.year and last.year.isdigit() and first.month and last.month:
            year = int(last.year) - ((first.month, first.day or 0) > (last.month, last.day or 99))
            first = msgspec.structs.replace(first, year=str(year))
        if first.hour is None and last.hour is not None and first.day and not first.month:  # entre 8 et 10 heures
            first = msgspec.structs.replace(first, day=None, hour=first.day)
        if first.year and first.year.isdigit() and last.year is None and last.month and first.month:
            year = int(first.year) + ((first.month, first.day or 0) > (last.month, last.day or 99))
            last = ends[-1] = msgspec.structs.replace(last, year=str(year))
        ends[i] = first
    return ends


class Resolver:
    """Tells dates from one day of publication."""

    __slots__ = ("clock", "today", "toward")

    def __init__(self, today: date, clock: Clock, toward: int) -> None:
        self.today, self.clock, self.toward = today, clock, toward

    def edtf(self, told: Expression) -> str | None:
        """The EDTF of an expression of any reading."""
        if told.reading in ("ago", "ahead"):
            return self.away(told, -1 if told.reading == "ago" else 1)
        if told.reading == "stretch":
            return self.stretch(told)
        if told.ends:
            return self.ends(told)
        return self.point(told) if told.reading == "point" else None

    def ends(self, told: Expression) -> str | None:
        """A range, a list, a beginning or an end."""
        ends = completed(told)
        last = self.edtf(ends[-1])
        if last is None:
            return None
        if told.reading == "night" and len(ends) == 1:  # in der Nacht zum Dienstag
            night = day_of(last)
            return f"{night - DAY}/{night}" if night else None
        before = day_of(last)
        result = [last]
        for end in reversed(ends[:-1]):
            # what is told first is the last one before what is told next
            start = Resolver(before, self.clock, -1).edtf(end) if before and floating(end) else self.edtf(end)
            if start is None:
                return None
            result.insert(0, start)
        first, stop = day_of(result[0]), day_of(result[-1])
        if first and first == stop and "T" in result[-1] and result[0] > result[-1]:  # de 22 heures à 5 heures
            result[-1] = f"{stop + DAY}T{result[-1].partition('T')[2]}"
        return joined(told.reading, result)

    def point(self, told: Expression) -> str | None:
        """A point in time, of whatever size."""
        base = self.clock.day if told.anchored else self.today
        if told.unit == "week" and told.day is not None and told.month is not None:  # la semaine du 6 juillet
            day = day_of(self.point(msgspec.structs.replace(told, unit=None)) or "")
            return unit_at("week", 0, day) if day else None
        if told.year is not None:
            return calendar_date(told.year, told)
        if base is None:
            return None
        if told.month is not None:
            if told.unit == "year" and told.direction is not None:
                return calendar_date(str(base.year + told.direction), told)
            return self.month(told, base)
        if told.day is not None and told.weekday is not None:  # samedi 21
            near = sorted((base + DAY * away for away in range(-60, 61)), key=lambda d: abs(d - base))
            fits = (d for d in near if d.day == told.day and d.isoweekday() == told.weekday)
            return with_hour((next(fits, None) or self.weekday(told, base)).isoformat(), told)
        if told.day is not None:
            if told.unit != "month" or told.direction is None:
                return None
            year, month = month_after(base, told.direction)
            day = day_in(year, month, told.day)
            return with_hour(day.isoformat(), told) if day else None
        if told.shift is not None:
            return with_hour((base + timedelta(told.shift)).isoformat(), told)
        if told.weekday is not None:
            return with_hour(self.weekday(told, base).isoformat(), told)
        if told.unit is not None:
            away = told.direction or 0
            if told.unit == "weekend" and not away and self.toward and base.isoweekday() < 6:
                away = self.toward
            return unit_at(told.unit, away, base)
        if told.direction is not None:
            night = told.direction == -1 and told.part == "night"
            return f"{base - DAY}/{base}" if night else with_hour((base + DAY * told.direction).isoformat(), told)
        # an hour or a part of the day alone is of the day that the text told last
        return with_hour((self.clock.day or base).isoformat(), told) if told.hour is not None or told.part else None

    def month(self, told: Expression, base: date) -> str | None:
        """A month or season, or a day of a month, whose year is not told."""
        assert told.month is not None
        if told.day is not None:
            near = [d for year in range(base.year - 4, base.year + 5) if (d := day_in(year, told.month, told.day))]
            if not near or told.month > 12:
                return None
            if told.weekday and all(abs(d - base) > NEAR_FUTURE[0] for d in near):
                # which of two far days is told by the weekday; a near one has the last word against it
                near = [d for d in near if d.isoweekday() == told.weekday and abs(d - base) < YEAR] or near
            day = self.choose(near, base, told.direction)
            return with_hour(day.isoformat(), told)
        begins = SEASON_BEGINS.get(told.month, told.month)
        length = 1 if told.month <= 12 else 6 if told.month >= 40 else 3
        now = base.year * 12 + base.month
        starts = {year: year * 12 + begins for year in range(base.year - 2, base.year + 3)}
        if told.direction == 1:
            year = next(y for y, start in starts.items() if start > now)
        elif told.direction == -1:
            year = max(y for y, start in starts.items() if start + length - 1 < now)
        elif told.direction == 0 and length > 1:  # cet été: the nearest
            year = min(starts, key=lambda y: abs(starts[y] + 1 - now))
        else:
            ahead = MONTHS_AHEAD[self.toward] if told.month <= 24 else 0
            year = max(y for y, start in starts.items() if start <= now + ahead)
        return f"{year}-{told.month:02}"

    def weekday(self, told: Expression, base: date) -> date:
        """The weekday meant: the last one on or before the publication, where nothing says otherwise."""
        assert told.weekday is not None
        if told.unit == "week" and told.direction is not None:
            return base - DAY * (base.isoweekday() - told.weekday) + DAY * 7 * told.direction
        back = (base.isoweekday() - told.weekday) % 7
        if told.direction is not None and told.direction < 0:
            return base - DAY * (back or 7) + DAY * 7 * (told.direction + 1)
        if told.direction is not None and told.direction > 0:
            return base + DAY * (7 - back) + DAY * 7 * (told.direction - 1)
        ahead = back > 3 if told.direction == 0 else self.toward == 1  # ce samedi, said on a Thursday
        return base + DAY * ((7 - back) % 7) if ahead else base - DAY * back

    def choose(self, days: list[date], base: date, direction: int | None) -> date:
        """The one of a day's yearly returns that is meant."""
        before = [d for d in days if d < base or (d == base and direction != -1)]
        after = [d for d in days if d > base or (d == base and direction != 1)]
        if not before or not after:
            return (before or after)[-1 if before else 0]
        if direction == 1:
            return after[0]
        if direction == -1:
            return before[-1]
        ahead = after[0] - base
        return after[0] if ahead <= NEAR_FUTURE[self.toward] and ahead < base - before[-1] else before[-1]

    def away(self, told: Expression, sign: int) -> str | None:
        """So many units before or after."""
        base = self.clock.day if told.anchored else self.today
        if told.amount is None or told.unit is None or base is None:
            return None
        amount = told.amount * sign
        if told.unit in ("minute", "second", "hour"):
            return self.hours_away(told.unit, amount, base)
        if told.unit == "day":
            return moved(base, amount)
        if abs(amount) > 9000:
            return None
        return unit_at(told.unit, amount, base)

    def hours_away(self, unit: str, amount: int, base: date) -> str | None:
        """So many hours, minutes or seconds away: the day, where that can be known."""
        if unit != "hour":
            return base.isoformat() if abs(amount) < 60 else None
        if amount % 24 == 0:
            return moved(base, amount // 24)
        if self.clock.hour is None or base != self.today:
            return None
        return moved(base, (self.clock.hour + amount) // 24)

    def stretch(self, told: Expression) -> str | None:
        """The last or next so many units, up to or from the publication."""
        if told.amount is None or told.unit is None or self.today is None or not 0 < told.amount < 1000:
            return None
        sign = 1 if told.direction == 1 else -1
        amount, unit, today = told.amount * sign, told.unit, self.today
        if unit == "hour" and amount % 24 == 0:
            amount, unit = amount // 24, "day"
        if unit == "week":
            amount, unit = amount * 7, "day"
        if unit not in ("day", "month", "year", "decade"):
            return None
        if unit == "decade":
            amount, unit = amount * 10, "year"
        here = today.isoformat() if unit == "day" else unit_at(unit, 0, today)
        there = moved(today, amount) if unit == "day" else unit_at(unit, amount, today)
        if here is None or there is None:
            return None
        return f"{there}/{here}" if sign < 0 else f"{here}/{there}"


def floating(told: Expression) -> bool:
    """Whether an end of a range is told by the other end rather than by the publication."""
    return told.reading == "point" and told.year is None and told.shift is None and told.unit is None
