"""The states of a series, each with what shows it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta

from selon.model.finding import Reason, Told
from selon.reconcile.clocks import UNKNOWN, surely_within, within
from selon.reconcile.figures import Drift, Figure, Line
from selon.reconcile.given import Given
from selon.reconcile.intervals import Interval, common
from selon.reconcile.parting import Known
from selon.reconcile.sources import Identity
from selon.settings import AGREEMENT_DAYS, DISPUTE_DAYS

Pair = tuple[Line, Figure]
"""A figure with the origin whose it is."""


def told(figure: Figure, recorded: str | None = None) -> Told:
    """A figure as the finding gives it."""
    said = next((record.said for record in (figure.best, *figure.records) if record.said), None)
    return as_told(figure.best, figure.records, said, recorded)


def as_told(best: Given, records: Sequence[Given], said: str | None, recorded: str | None = None) -> Told:
    """A figure as the finding gives it, from the record that tells it best and all that repeat it."""
    claim = best.claim
    return Told(
        claim=claim.id,
        claims=tuple(dict.fromkeys(name for record in records for name in record.claims)),
        reports=tuple(dict.fromkeys(record.claim.report.id for record in records)),
        low=best.interval.low,
        high=best.interval.high,
        approximate=best.approximate,
        vague=best.vague,
        text=claim.figure.text if claim.figure and not best.sum else "",
        certainty=best.certainty,
        polarity=claim.polarity,
        previous=best.previous,
        sum=best.sum,
        happened=claim.happened.edtf if claim.happened else None,
        said=said,
        published=claim.report.published,
        recorded=recorded,
    )


class States:
    """Works out the states of one series.

    `grows`: whether its count can only grow; `known`: how well the texts tell which quantity it is.
    """

    def __init__(
        self, lines: Sequence[Line], drifts: Sequence[Drift], identity: Identity, grows: bool, known: Known
    ) -> None:
        self.lines, self.drifts, self.identity, self.grows, self.known = lines, drifts, identity, grows, known

    @property
    def origins(self) -> int:
        """How many independent origins there are."""
        return len({self.identity.independent(line.key) for line in self.lines})

    def reasons(self) -> Iterator[Reason]:
        """Every state that the series is in, with its reason."""
        if self.origins == 1:
            yield self.reason("single-origin", "single", in_time((line, line.latest) for line in self.lines))
        yield from self.agreed()
        for line in self.lines:
            yield from self.revised(line)
        yield from self.disputed()
        for drift in self.drifts:
            yield self.drift(drift)

    def reason(self, state: str, kind: str, shown: Sequence[Pair]) -> Reason:
        """A reason that these figures show."""
        return Reason(
            state,  # type: ignore[arg-type]
            kind,  # type: ignore[arg-type]
            tuple(self.identity.origin(line.key).name for line, _ in shown),
            tuple(told(figure) for _, figure in shown),
            tuple(figure.best.claim.id for _, figure in shown),
        )

    def agreed(self) -> Iterator[Reason]:
        """Independent origins whose intervals, for about the same time, overlap: with the latest of one at least."""
        groups: list[dict[Pair, None]] = []
        for line in self.lines:
            latest = line.latest
            if not latest.first.positive:
                continue
            group = {(line.key, id(latest)): (line, latest)}
            shared = latest.first.wide
            for other in self.lines:
                alike = self.identity.independent(line.key) == self.identity.independent(other.key)
                for theirs in () if alike else self.near(latest, other):
                    narrowed = common((shared, theirs.first.wide)) if theirs.first.positive else None
                    if narrowed:
                        group[other.key, id(theirs)] = (other, theirs)
                        shared = narrowed
                        break
            if len(group) > 1:
                groups.append(dict.fromkeys(group.values()))
        for i, one in enumerate(groups):
            if not any(one.keys() < two.keys() or (one.keys() == two.keys() and i > j) for j, two in enumerate(groups)):
                yield self.reason("agreed", "overlap", in_time(one))

    def disputed(self) -> Iterator[Reason]:
        """Independent origins that, for about the same time, exclude each other; denials; relays of one statement."""
        apart: dict[frozenset[int], tuple[Pair, Pair]] = {}
        for line in self.lines:
            latest = line.latest
            for other in self.lines:
                if other is line or (line.latest.first.positive and allow(latest, other.latest)):
                    continue  # what stands now goes together
                near = [theirs for theirs in self.nearest(latest, other) if theirs.first.positive]
                near = [theirs for theirs in near if together(latest, theirs, self.grows)]
                if latest.first.positive and near and not any(allow(latest, theirs) for theirs in near):
                    apart[frozenset((id(latest), id(near[0])))] = ((line, latest), (other, near[0]))
        yield from self.clashes(apart)
        for line in self.lines:
            for other in self.lines:
                if line is other:
                    continue
                pair = ((other, other.latest), (line, line.latest))
                close = frozenset((id(line.latest), id(other.latest))) in apart
                sure = self.grows and self.known == Known.CLOSELY and named(line, other)
                if sure and not close and shrinks(line.latest, other.latest):
                    yield self.reason("disputed", "shrinks", pair)
                if not line.latest.first.positive and self.known:
                    denied = [f for f in other.figures if f.first.positive and allow(line.latest, f)]
                    if denied:
                        yield self.reason("disputed", "denied", [(line, line.latest), (other, denied[-1])])
            for one, two in clashing(line.figures):
                yield self.reason("disputed", "relays", [(line, one), (line, two)])

    def clashes(self, apart: Mapping[frozenset[int], tuple[Pair, Pair]]) -> Iterator[Reason]:
        """The figures that exclude each other, those that hang together in one reason."""
        groups: list[dict[int, Pair]] = []
        for pair in apart.values():
            joined = {id(figure): (line, figure) for line, figure in pair}
            rest = []
            for group in groups:
                if group.keys() & joined.keys():
                    joined = {**group, **joined}
                else:
                    rest.append(group)
            groups = [*rest, joined]
        for shown in sorted((in_time(group.values()) for group in groups), key=lambda g: g[0][1].first.order):
            yield self.reason("disputed", "apart" if len(shown) == 2 else "several", shown)

    def revised(self, line: Line) -> Iterator[Reason]:
        """Where an origin's figure moved: from one figure to the next that it gave later."""
        for one, two in zip(line.figures, line.figures[1:], strict=False):
            if not (one.first.positive and two.first.positive) or not moved(one, two):
                continue
            before, after = one.first.interval.anchor, two.first.interval.anchor
            kind = "up" if after > before else "down" if after < before else "narrowed"
            yield self.reason("revised", kind, [(line, one), (line, two)])

    def drift(self, drift: Drift) -> Reason:
        """What was lost on the way, by which claim against which."""
        names = []
        for record in (drift.against, drift.record):
            keys = record.origins if record.attributed else drift.against.origins
            names.append(self.identity.origin(keys[0]).name)
        figures = [as_told(record, [record], record.said) for record in (drift.against, drift.record)]
        return Reason(
            "drifted", drift.lost, tuple(names), tuple(figures), (drift.against.claim.id, drift.record.claim.id)
        )

    def near(self, figure: Figure, other: Line) -> list[Figure]:
        """What another origin said about the time of a figure, or of the time that the figure is of, nearest first."""
        return [
            theirs
            for theirs in self.nearest(figure, other)
            if within(figure.at, theirs.at, AGREEMENT_DAYS) or within(figure.held, theirs.held, 0)
        ]

    def nearest(self, figure: Figure, other: Line) -> list[Figure]:
        """What another origin said, the nearest in time first.

        What a text calls overtaken counts only where there is nothing else.
        """
        found = [theirs for theirs in reversed(other.figures) if not theirs.first.previous]
        at = figure.at
        return sorted(
            found or other.figures, key=lambda theirs: at.gap(theirs.at) if at and theirs.at else timedelta.max
        )


def named(*lines: Line) -> bool:
    """Whether texts name all these origins: outlets in their own voice may speak of anything."""
    return all(line.latest.first.attributed for line in lines)


def in_time(shown: Iterable[Pair]) -> list[Pair]:
    """In order of time."""
    return sorted(shown, key=lambda pair: (pair[1].first.order, pair[0].key))


def clashing(figures: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Each figure with each later one that is a conflicting relay; only what was said on days that meet is compared."""
    days = [[record.at for record in figure.records if record.said and record.at] for figure in figures]
    spans = sorted((min(d.start for d in told), max(d.end for d in told), i) for i, told in enumerate(days) if told)
    found = []
    for order, (_, end, i) in enumerate(spans):
        for later in range(order + 1, len(spans)):
            start, _, j = spans[later]
            if start > end:
                break
            if conflicting_relays(figures[i], figures[j]):
                found.append((min(i, j), max(i, j)))
    for i, j in sorted(found):
        yield figures[i], figures[j]


def allow(one: Figure, two: Figure) -> bool:
    """Whether both figures can be right."""
    return one.first.wide.overlaps(two.first.wide)


def together(one: Figure, two: Figure, grows: bool) -> bool:
    """Whether two figures are for about the same time, so that one is wrong where they exclude each other.

    They were said on one day; or one report has both and does not say that they were said on different days; or one
    bears no day and was published the day before or after. A count that `grows` may have grown by the day after.
    """
    if one.at is None or two.at is None:
        return True
    if one.dated and two.dated:
        return surely_within(one.at, two.at, 0)
    if one.reports & two.reports:
        return True
    first, second = sorted((one, two), key=lambda figure: (figure.at or UNKNOWN).end)
    grown = (
        grows and not surely_within(one.at, two.at, 0) and first.first.interval.anchor < second.first.interval.anchor
    )
    return surely_within(one.at, two.at, DISPUTE_DAYS) and not grown


def shrinks(one: Figure, two: Figure) -> bool:
    """Whether the first is given later than the second and is lower beyond doubt."""
    if not (one.first.positive and two.first.positive) or one.at is None or two.at is None:
        return False
    high, low = one.first.wide.high, two.first.wide.low
    return high is not None and low is not None and high < low and one.at.start > two.at.end


def moved(one: Figure, two: Figure) -> bool:
    """Whether an origin gave another number at a later time, or its text says that the first is overtaken."""
    if one.first.interval == two.first.interval:
        return False
    if one.first.previous or one.at is None or two.at is None or one.at.end < two.at.start:
        return True
    return not allow(one, two) and not conflicting_relays(one, two)


def conflicting_relays(one: Figure, two: Figure) -> bool:
    """Whether two reports make one statement of an origin, of one day, into figures that exclude each other."""
    if one.first.previous or two.first.previous or not (one.first.positive and two.first.positive):
        return False
    reports = {record.claim.report.id for record in one.records}, {record.claim.report.id for record in two.records}
    days = [[record.at for record in figure.records if record.said] for figure in (one, two)]
    same_day = any(a and b and a.overlaps(b) for a in days[0] for b in days[1])
    return same_day and reports[0].isdisjoint(reports[1]) and not allow(one, two)


def spread(lines: Sequence[Line]) -> list[Interval]:
    """The latest figures that origins affirm."""
    return [line.latest.first.interval for line in lines if line.latest.first.positive]
