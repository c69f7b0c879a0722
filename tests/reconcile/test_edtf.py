"""Dates as stretches of time."""

from datetime import datetime

import pytest

from selon.errors import UsageError
from selon.model.edtf import Stretch, day, stretch


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024", "2024-01-01T00:00:00", "2024-12-31T23:59:59"),
        ("2024-02", "2024-02-01T00:00:00", "2024-02-29T23:59:59"),
        ("2024-12-04", "2024-12-04T00:00:00", "2024-12-04T23:59:59"),
        ("2024-12-05T11:58", "2024-12-05T11:58:00", "2024-12-05T11:58:59"),
        ("2024-12-05T11:58:03", "2024-12-05T11:58:03", "2024-12-05T11:58:03"),
        ("2024-12-05T11:58+01:00", "2024-12-05T10:58:00", "2024-12-05T10:58:59"),
        ("2025-01/2025-02", "2025-01-01T00:00:00", "2025-02-28T23:59:59"),
        ("2024-12-04~", "2024-12-04T00:00:00", "2024-12-04T23:59:59"),
        ("2024-XX", "2024-01-01T00:00:00", "2024-12-31T23:59:59"),
    ],
)
def test_stretch(text: str, start: str, end: str) -> None:
    assert stretch(text) == Stretch(datetime.fromisoformat(start), datetime.fromisoformat(end))


@pytest.mark.parametrize("text", [None, "", "XXXX-12-23", "soon", "2024-13", "2024-02-30", "../.."])
def test_what_is_no_date(text: str | None) -> None:
    assert stretch(text) is None


def test_open_ends_reach_as_far_as_the_calendar() -> None:
    assert stretch("2024-12/..") == Stretch(datetime(2024, 12, 1), datetime.max)
    assert stretch("../2024-12") == Stretch(datetime.min, datetime(2024, 12, 31, 23, 59, 59))


def test_a_day_asked_for_must_be_one() -> None:
    with pytest.raises(UsageError, match="yesterday"):
        day("yesterday")
