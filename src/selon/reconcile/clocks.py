"""The four clocks: what was known on a day, and which figures are for about the same time."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from selon.model.claim import Claim
from selon.model.edtf import Stretch, stretch
from selon.model.finding import Clock
from selon.model.report import Report

UNKNOWN: Final = Stretch(datetime.min, datetime.min)
"""Where a claim without any date stands in an order of time: before all others."""


def published_by(published: str | None, recorded: str | None) -> Stretch | None:
    """When a report was published: what bears no date was by the time that the ledger took it."""
    return stretch(published) or stretch(recorded)


def clock_of(claim: Claim, clock: Clock, recorded: Mapping[str, str]) -> Stretch | None:
    """When a claim was said, published or recorded; None where that is unknown.

    What bears no date of saying was said by the time it was published. `recorded`: for each report's id, when the
    ledger took it.
    """
    taken = recorded.get(claim.report.id)
    if clock == "recorded":
        return stretch(taken)
    said = stretch(claim.said.edtf) if claim.said and clock == "said" else None
    return said or published_by(claim.report.published, taken)


def known(claim: Claim, as_of: Stretch | None, clock: Clock, recorded: Mapping[str, str]) -> bool:
    """Whether a claim was known by the end of `as_of`. What bears no date was not: nothing shows that it was."""
    if as_of is None:
        return True
    when = clock_of(claim, clock, recorded)
    return when is not None and when.end <= as_of.end


def known_report(report: Report, as_of: Stretch | None, clock: Clock, recorded: Mapping[str, str]) -> bool:
    """Whether anything of a report can have been known by the end of `as_of`.

    By the clock of what was said, a report published later tells what was known before.
    """
    if as_of is None or clock == "said":
        return True
    taken = recorded.get(report.id)
    when = stretch(taken) if clock == "recorded" else published_by(report.published, taken)
    return when is not None and when.end <= as_of.end


def told_at(said: str | None, published: str | None) -> Stretch | None:
    """When a figure was given: when it was said, else when it was published; what is published has been said."""
    told, printed = stretch(said), stretch(published)
    if told and printed and told.start <= printed.end < told.end:
        return Stretch(told.start, printed.end)
    return told or printed


def within(one: Stretch | None, other: Stretch | None, days: int) -> bool:
    """Whether two moments lie at most so many days apart. An unknown one might be any day, so that it does."""
    return one is None or other is None or one.gap(other) <= timedelta(days=days)


def surely_within(one: Stretch | None, other: Stretch | None, days: int) -> bool:
    """Whether two moments lie at most so many days apart wherever in them things were told.

    What is told of a month might be of any day in it. An unknown moment might be any day, too; but there nothing better
    is known.
    """
    if one is None or other is None:
        return True
    return max(one.end, other.end) - min(one.start, other.start) <= timedelta(days=days + 1)
