"""What is described alike and yet no one quantity: parted, so that nothing disagrees that never spoke of the same.

A text often counts several things in the same words: the dead of a country and of the world, of this year and of last.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from enum import IntEnum

from selon.reconcile.given import Given
from selon.reconcile.intervals import Interval, common
from selon.settings import SIDE_BY_SIDE, STORY_SMALLEST_FIGURE

Part = tuple[str, list[Given]]
"""Figures on one quantity, and what tells them from others that are described alike; empty for the main part."""


class Known(IntEnum):
    """How well a description tells a quantity: not at all, by a country or a calling, by a town or whose soldiers."""

    NOTHING = 0
    ROUGHLY = 1
    CLOSELY = 2


def parted(records: Sequence[Given], known: Known, drifted: Container[str] = ()) -> Iterator[Part]:
    """The records that are described alike, by quantity. The same for every order of them.

    What is not `known` at all is of one quantity in one report only, and in others that have the very same figure.
    `drifted`: claims that say nothing of what belongs together.
    """
    sound = [record for record in records if record.claim.id not in drifted]
    loose = {id(record) for record in strangers(sound, known)}
    core = [record for record in records if id(record) not in loose]
    numbers = {record.numbers for record in core}
    rest: dict[Interval, list[Given]] = {}
    for record in records:
        if id(record) in loose:
            if record.numbers in numbers:
                core.append(record)
            else:
                rest.setdefault(record.interval, []).append(record)
    if core:
        yield from [("", core)] if known else by_report(core)
    for interval, members in rest.items():
        yield f"{interval.low}-{interval.high}", members


def strangers(records: Iterable[Given], known: Known) -> Iterator[Given]:
    """The records that their own report shows to be on other quantities than the rest.

    A voice that gives figures which exclude each other, for one time, speaks of several things. So does an outlet
    whose own words exclude whatever anybody says in its report; and so do two voices far apart in the text where the
    description tells little, and any two where it tells nothing.
    """
    by_report: dict[str, list[Given]] = {}
    for record in records:
        if record.positive and not record.previous:
            by_report.setdefault(record.claim.report.id, []).append(record)
    for told in by_report.values():
        voices: dict[object, list[Given]] = {}
        for record in told:
            for key in record.origins if record.attributed else (None,):
                voices.setdefault((key, record.said), []).append(record)
        for spoken in voices.values():
            if not compatible(spoken):
                yield from spoken
        if known == Known.NOTHING and not compatible(told):
            yield from told
        named = [record for record in told if record.attributed]
        for record in told:
            own = named and not record.attributed
            if own and not any(record.wide.overlaps(other.wide) for other in named):
                yield record
            if known < Known.CLOSELY and alone(record, told):
                yield record


def alone(record: Given, told: Iterable[Given]) -> bool:
    """Whether all that its report says beside a figure excludes it, and stands elsewhere in the text."""
    others = [other for other in told if other is not record]
    return bool(others) and all(
        not record.wide.overlaps(other.wide)
        and abs(record.claim.evidence.start - other.claim.evidence.start) > SIDE_BY_SIDE
        for other in others
    )


def compatible(records: Sequence[Given]) -> bool:
    """Whether all the figures can be of one quantity: each overlaps with each."""
    return common(record.wide for record in records) is not None


def by_report(records: Sequence[Given]) -> Iterator[Part]:
    """The figures of each report, together with those of others that have one of them to the letter."""
    parts: dict[str, list[Given]] = {}
    for record in records:
        parts.setdefault(record.claim.report.id, []).append(record)
    joined = {report: report for report in parts}

    def root(report: str) -> str:
        while joined[report] != report:
            report = joined[report]
        return report

    first: dict[tuple[Interval, bool], str] = {}
    for report in sorted(parts):
        for record in parts[report]:
            if max(record.numbers, default=0) >= STORY_SMALLEST_FIGURE and not record.vague:
                one, other = root(report), root(first.setdefault((record.interval, record.approximate), report))
                if one != other:
                    low, high = sorted((one, other))
                    joined[high] = low
    together: dict[str, list[Given]] = {}
    for report in sorted(parts):
        together.setdefault(root(report), []).extend(parts[report])
    return iter(together.items())
