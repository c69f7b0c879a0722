"""Intervals of whole numbers: (low, high), inclusive, None open."""

from collections.abc import Iterable
from typing import NamedTuple

from selon.settings import APPROXIMATE_PERCENT


class Interval(NamedTuple):
    """`low` to `high`, inclusive; None is open."""

    low: int | None
    high: int | None

    def overlaps(self, other: "Interval") -> bool:
        """Whether a number lies in both."""
        return (self.low is None or other.high is None or self.low <= other.high) and (
            other.low is None or self.high is None or other.low <= self.high
        )

    @property
    def anchor(self) -> float:
        """The number that the interval is about: its middle, or its only bound. An open interval is about 0."""
        if self.low is not None and self.high is not None:
            return (self.low + self.high) / 2
        return float(self.low if self.low is not None else self.high or 0)


def widened(interval: Interval, approximate: bool) -> Interval:
    """What an approximate figure may stand for."""
    if not approximate:
        return interval
    low, high = interval
    return Interval(
        None if low is None else low * (100 - APPROXIMATE_PERCENT) // 100,
        None if high is None else -(-high * (100 + APPROXIMATE_PERCENT) // 100),
    )


def span(intervals: Iterable[Interval]) -> Interval:
    """The interval that holds all of them; there must be one."""
    lows, highs = zip(*intervals, strict=True)
    return Interval(
        None if None in lows else min(n for n in lows if n is not None),
        None if None in highs else max(n for n in highs if n is not None),
    )


def common(intervals: Iterable[Interval]) -> Interval | None:
    """The interval that lies in all of them, None where there is none."""
    lows, highs = zip(*intervals, strict=True)
    low = max((n for n in lows if n is not None), default=None)
    high = min((n for n in highs if n is not None), default=None)
    return None if low is not None and high is not None and low > high else Interval(low, high)


def total(intervals: Iterable[Interval]) -> Interval:
    """The interval of the sum. A count is never negative, so that an open low end adds nothing to the sum's."""
    lows, highs = zip(*intervals, strict=True)
    known = [n for n in lows if n is not None]
    return Interval(sum(known) if known else None, None if None in highs else sum(n for n in highs if n is not None))
