"""Days, months and years as EDTF (ISO 8601-2): the arithmetic of the calendar."""

from datetime import date, timedelta
from typing import Final

from selon.knowledge.dates import Expression

DAY: Final = timedelta(days=1)


def day_in(year: int, month: int, day: int) -> date | None:
    """The day, None where the month has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def calendar_date(year: str, told: Expression) -> str | None:
    """The EDTF of a year with the month, day and hour of an expression; None where there is no such day."""
    if not told.month:
        return year
    if not told.day:
        return f"{year}-{told.month:02}"
    if told.month > 12 or day_in(int(year) if year.isdigit() else 2000, told.month, told.day) is None:
        return None
    return with_hour(f"{year}-{told.month:02}-{told.day:02}", told)


def with_hour(day: str, told: Expression) -> str:
    """A day with the hour of an expression, where it tells one."""
    return day if told.hour is None or told.hour > 23 else f"{day}T{told.hour:02}:{told.minute or 0:02}"


def month_after(day: date, months: int) -> tuple[int, int]:
    """Year and month so many months after a day's."""
    count = day.year * 12 + day.month - 1 + months
    return count // 12, count % 12 + 1


def day_of(edtf: str) -> date | None:
    """The first day of an EDTF month, day or time; None for anything else."""
    parts = edtf.partition("T")[0].split("/")[0].split("-")
    if len(parts) < 2 or not all(part.isdigit() for part in parts) or int(parts[1]) > 12:
        return None
    return day_in(int(parts[0]), int(parts[1]), int(parts[2]) if len(parts) > 2 else 1)


def moved(base: date, days: int) -> str | None:
    """A day so many days away, None where the calendar ends before."""
    return (base + timedelta(days)).isoformat() if abs(days) < 300_000 else None


def unit_at(unit: str, away: int, base: date) -> str | None:
    """The week, month, year, … so many of them away from a day's own."""
    if unit == "day":
        return moved(base, away)
    if unit == "week":
        monday = base - DAY * (base.isoweekday() - 1) + DAY * 7 * away
        return f"{monday}/{monday + DAY * 6}"
    if unit == "weekend":
        back = base.isoweekday() % 7  # days since Sunday
        sunday = base - DAY * back if back <= 3 and not away else base + DAY * (7 - back) if back else base
        if away:
            sunday = base - DAY * (back or 7) if away < 0 else base + DAY * (7 - back if back < 6 else 8)
        return f"{sunday - DAY}/{sunday}"
    if unit == "month":
        year, month = month_after(base, away)
        return f"{year:04}-{month:02}"
    if unit == "year":
        return f"{base.year + away:04}" if 0 < base.year + away < 9999 else None
    if unit == "decade":
        return f"{base.year // 10 + away:03}X"
    if unit == "century":
        return f"{base.year // 100 + away:02}XX"
    if unit in ("quarter", "half"):
        months, code = (3, 33) if unit == "quarter" else (6, 40)
        year, month = month_after(base, away * months)
        return f"{year}-{code + (month - 1) // months}"
    return None
