"""A figure as a claim gives it, with all that the comparison needs worked out once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

import msgspec

from selon.model.claim import Certainty, Claim
from selon.model.edtf import Stretch, stretch
from selon.reconcile.clocks import UNKNOWN, told_at
from selon.reconcile.intervals import Interval, total, widened
from selon.reconcile.quantities import wholes
from selon.reconcile.sources import Identity, SourceKey

CAUTION: Final[Mapping[Certainty, int]] = {"confirmed": 0, "stated": 1, "hedged": 2, "expected": 3}


class Given(msgspec.Struct, frozen=True, gc=False):
    """One claim's figure, or the sum of two claims by one origin.

    `claim`: the claim, the first of `claims`; `origins`: keys of whom it comes from; `attributed`: whether the text
    says so. `interval` as told, `wide` with what *about* allows. `at`: when it was told; `order`: its place in time.
    """

    claim: Claim
    claims: tuple[str, ...]
    origins: tuple[SourceKey, ...]
    attributed: bool
    interval: Interval
    wide: Interval
    approximate: bool
    vague: bool
    certainty: Certainty
    at: Stretch | None
    said: str | None
    order: tuple[datetime, datetime, bool, str, int, int, str]
    sum: bool = False

    @property
    def numbers(self) -> frozenset[int]:
        """The numbers that the text gives."""
        return frozenset(n for n in self.interval if n is not None)

    @property
    def previous(self) -> bool:
        """Whether the text itself says that the figure is overtaken."""
        return self.claim.figure is not None and self.claim.figure.previous

    @property
    def positive(self) -> bool:
        """Whether the figure is affirmed."""
        return self.claim.polarity == "positive"


def bounded(interval: Interval, approximate: bool) -> int:
    """How many ways a figure is left open: an end, or *about*."""
    return (None in interval) + approximate


def telling(record: Given) -> int:
    """How much a claim tells of where its figure comes from."""
    return (record.said is not None) + bool(record.claim.via) + record.attributed


def given(claim: Claim, identity: Identity) -> Given:
    """A claim that has a figure, ready for comparison."""
    figure = claim.figure
    assert figure is not None
    interval = Interval(figure.low, figure.high)
    said = claim.said.edtf if claim.said else None
    at = told_at(said, claim.report.published)
    published = stretch(claim.report.published) or UNKNOWN
    return Given(
        claim=claim,
        claims=(claim.id,),
        origins=identity.keys(claim),
        attributed=bool(claim.origins),
        interval=interval,
        wide=widened(interval, figure.approximate),
        approximate=figure.approximate,
        vague=figure.vague,
        certainty=claim.certainty,
        at=at,
        said=said,
        order=(
            (at or UNKNOWN).end,
            published.start,
            not figure.previous,
            claim.report.id,
            -bounded(interval, figure.approximate),
            claim.evidence.start,
            claim.id,
        ),
    )


def sums(records: Sequence[Given]) -> Iterator[Given]:
    """The wholes that an origin gives in parts, in one report: 300 killed and 2,700 wounded.

    Their claim is the first part's, told as the whole. None where the origin gives the whole there itself.
    """
    by_place: dict[tuple[str, SourceKey], dict[str, list[Given]]] = {}
    for record in records:
        figure, claim = record.claim.figure, record.claim
        if figure is None or figure.change != "total" or figure.previous or figure.vague or not record.positive:
            continue
        if claim.certainty == "expected" or (claim.counted and claim.counted.qualifier):
            continue
        for key in record.origins:
            by_place.setdefault((claim.report.id, key), {}).setdefault(claim.event, []).append(record)
    for (_, key), events in by_place.items():
        for whole, parts in wholes().items():
            if whole in events or not all(part in events for part in parts):
                continue
            if summed := add_up(whole, key, [events[part] for part in parts]):
                yield summed


def add_up(whole: str, key: SourceKey, parts: Sequence[Sequence[Given]]) -> Given | None:
    """The sum of one figure of each part; None where the parts are more than one figure, or of different people."""
    chosen: list[Given] = []
    for candidates in parts:
        if len({record.interval for record in candidates}) > 1:
            return None
        chosen.append(min(candidates, key=lambda record: (-telling(record), record.order)))
    chosen.sort(key=lambda record: record.order)
    countries = {r.claim.counted.affiliation for r in chosen if r.claim.counted and r.claim.counted.affiliation}
    places = {r.claim.place.name for r in chosen if r.claim.place and not r.claim.place.inherited}
    if len(countries) > 1 or len(places) > 1:
        return None
    whose = next((r.claim for r in chosen if r.claim.counted and r.claim.counted.affiliation), chosen[0].claim)
    first = msgspec.structs.replace(
        chosen[0].claim,
        event=whole,
        counted=whose.counted,
        place=next((r.claim.place for r in chosen if r.claim.place), None),
    )
    interval = total(record.interval for record in chosen)
    return msgspec.structs.replace(
        chosen[0],
        claim=first,
        claims=tuple(claim for record in chosen for claim in record.claims),
        origins=(key,),
        interval=interval,
        wide=total(record.wide for record in chosen),
        approximate=any(record.approximate for record in chosen),
        certainty=max((record.certainty for record in chosen), key=CAUTION.__getitem__),
        sum=True,
    )


def in_order(records: Iterable[Given]) -> list[Given]:
    """In order of time; figures that their text calls overtaken before those of the same moment."""
    return sorted(records, key=lambda record: record.order)
