"""Dates of publication in EDTF: what is told from outside, narrowed by what the report itself says."""

import re
from datetime import datetime
from typing import Final

from selon.errors import UsageError

_DATE: Final = re.compile(
    r"(\d{4}|XXXX)(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?)?)?"
)


def checked(edtf: str) -> str:
    """A date of publication that somebody gives: a year, month, day or minute. Raises UsageError where it is none."""
    match = _DATE.fullmatch(edtf.strip())
    if match is None or match[1] == "XXXX" or not _exists(match):
        raise UsageError(f"{edtf!r} is no date: write 2025, 2025-02, 2025-02-27 or 2025-02-27T14:05")
    return minute(edtf.strip())


def minute(edtf: str) -> str:
    """A date without its seconds and its offset: clocks are the page's own."""
    return edtf[:16].replace(" ", "T")


def from_iso(date: str) -> str | None:
    """A date in ISO 8601, or as mails and feeds write it, as EDTF by its own clock; None for anything else."""
    edtf = minute(date.strip())
    if len(edtf) < 16 or edtf[13:14] != ":" or edtf[10:11] != "T":
        edtf = edtf[:10]
    if is_date(edtf) and len(edtf) >= 4:
        return edtf
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(date).strftime("%Y-%m-%dT%H:%M")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def is_date(edtf: str) -> bool:
    """Whether the calendar has such a date."""
    match = _DATE.fullmatch(edtf)
    return match is not None and _exists(match)


def _exists(match: re.Match[str]) -> bool:
    year, month, day, hour, minute = match.group(1, 2, 3, 4, 5)
    try:
        datetime(
            2000 if year == "XXXX" else int(year), int(month or 1), int(day or 1), int(hour or 0), int(minute or 0)
        )
    except ValueError:
        return False
    return True


def narrowed(given: str | None, own: str | None) -> str | None:
    """The date given from outside, or the report's own where that says the same more exactly.

    A day without a year (`XXXX-12-05`) takes the year of the given one.
    """
    if given is None or own is None:
        return given or own
    if own.startswith("XXXX"):
        own = given[:4] + own[4:]
        if not is_date(own):  # the 29th of February of another year
            return given
    return own if own.startswith(given) else given
