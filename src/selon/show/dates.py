"""Dates that people give on the command line."""

import re
from datetime import datetime
from typing import Any, Final

import click

_DATE: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d))?)?)?", re.ASCII)


class EDTFDate(click.ParamType[str]):
    """An EDTF date: YYYY, YYYY-MM, YYYY-MM-DD, or YYYY-MM-DDThh:mm."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The date as it was given; fails with what is wrong with it."""
        if wrong := fault(str(value)):
            self.fail(wrong, param, ctx)
        return str(value)


def fault(value: str) -> str | None:
    """What is wrong with a date, None where nothing is."""
    match = _DATE.fullmatch(value)
    if not match:
        return f"{value!r} is no date; write YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDThh:mm, as in 2024-12-05T11:58"
    year, month, day, hour, minute = (int(part) if part else None for part in match.groups())
    if month is not None and not 1 <= month <= 12:
        return f"{value!r}: there is no month {month}"
    if hour is not None and hour > 23:
        return f"{value!r}: there is no hour {hour}"
    if minute is not None and minute > 59:
        return f"{value!r}: there is no minute {minute}"
    try:
        datetime(year or 0, month or 1, 1 if day is None else day)
    except ValueError:
        return f"{value!r}: there is no year {year}" if not year else f"{value!r}: that month has no day {day}"
    return None
