"""The states of a series, each with what shows it."""

from collections.abc import Iterable, Iterator, Sequence

from selon.model.edtf import Stretch
from selon.model.finding import Reason, Told
from selon.reconcile.clocks import within
from selon.reconcile.figures import Drift, Figure, Line
from selon.reconcile.given import Given
from selon.reconcile.intervals import Interval
from selon.reconcile.sources import Identity
from selon.settings import AGREEMENT_DAYS, DISPUTE_DAYS


def told(figure: Figure, recorded: str | None = None) -> Told:
    """A figure as the finding gives it."""
    first = figure.first
    dates = [record for record in figure.records if record.claim.said]
    return as_told(first, figure.records, said=(dates[0].said if dates else None), recorded=recorded)


def as_told(first: Given, records: Sequence[Given], said: str | None, recorded: str | None = None) -> Told:
    """A figure as the finding gives it, from the record that tells it best and all that repeat it."""
    claim = first.claim
    return Told(
        claim=claim.id,
        claims=tuple(dict.fromkeys(name for record in records for name in record.claims)),
        reports=tuple(dict.fromkeys(record.claim.report.id for record in records)),
        low=first.interval.low,
        high=first.interval.high,
        approximate=first.approximate,
        vague=first.vague,
        text=claim.figure.text if claim.figure and not first.sum else "",
        certainty=first.certainty,
        polarity=claim.polarity,
        previous=first.previous,
        sum=first.sum,
        happened=claim.happened.edtf if claim.happened else None,
        said=said,
        published=claim.report.published,
        recorded=recorded,
    )


class States:
    """Works out the states of one series. `grows`: whether its count can only grow."""

    def __init__(self, lines: Sequence[Line], drifts: Sequence[Drift], identity: Identity, grows: bool) -> None:
        self.lines, self.drifts, self.identity, self.grows = lines, drifts, identity, grows

    def reasons(self) -> Iterator[Reason]:
        """Every state that the series is in, with its reason."""
        if len(self.lines) == 1:
            yield self.reason("single-origin", "single", [(self.lines[0], self.lines[0].latest)])
        yield from self.agreed()
        for line in self.lines:
            yield from self.revised(line)
        yield from self.disputed()
        for drift in self.drifts:
            yield self.drift(drift)

    def reason(self, state: str, kind: str, shown: Sequence[tuple[Line, Figure]]) -> Reason:
        """A reason that these figures show."""
        return Reason(
            state,  # type: ignore[arg-type]
            kind,  # type: ignore[arg-type]
            tuple(self.identity.origin(line.key).name for line, _ in shown),
            tuple(told(figure) for _, figure in shown),
            tuple(figure.first.claim.id for _, figure in shown),
        )

    def agreed(self) -> Iterator[Reason]:
        """Independent origins whose intervals, for about the same time, overlap: with the latest of one at least."""
        shown: dict[tuple[object, str], tuple[Line, Figure]] = {}
        for line, figure, other, figures in self.meetings(AGREEMENT_DAYS):
            for theirs in figures:
                if figure.first.positive and theirs.first.positive and allow(figure, theirs):
                    shown[line.key, figure.first.claim.id] = (line, figure)
                    shown[other.key, theirs.first.claim.id] = (other, theirs)
        if shown:
            yield self.reason("agreed", "overlap", in_time(shown.values()))

    def disputed(self) -> Iterator[Reason]:
        """Independent origins that, for about the same time, exclude each other; denials; relays of one statement."""
        shown: dict[tuple[object, str], tuple[Line, Figure]] = {}
        denied: dict[tuple[object, str], tuple[Line, Figure]] = {}
        for line, figure, other, figures in self.meetings(DISPUTE_DAYS):
            positive = [theirs for theirs in figures if theirs.first.positive]
            if figure.first.positive and positive and not any(allow(figure, theirs) for theirs in positive):
                theirs = max(positive, key=lambda f: (f.at or Stretch(*(2 * [f.first.order[0]]))).end)
                shown[line.key, figure.first.claim.id] = (line, figure)
                shown[other.key, theirs.first.claim.id] = (other, theirs)
        for line in self.lines:
            for other in self.lines:
                if line is not other and self.grows and shrinks(line.latest, other.latest):
                    for pair in ((line, line.latest), (other, other.latest)):
                        shown[pair[0].key, pair[1].first.claim.id] = pair
                if line is not other and not line.latest.first.positive:
                    for theirs in other.figures:
                        if theirs.first.positive and allow(line.latest, theirs):
                            denied[line.key, line.latest.first.claim.id] = (line, line.latest)
                            denied[other.key, theirs.first.claim.id] = (other, theirs)
        if shown:
            yield self.reason("disputed", "apart", in_time(shown.values()))
        if denied:
            yield self.reason("disputed", "denied", sorted(in_time(denied.values()), key=lambda s: s[1].first.positive))
        for line in self.lines:
            for one, two in pairs(line.figures):
                if conflicting_relays(one, two):
                    yield self.reason("disputed", "relays", [(line, one), (line, two)])

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

    def meetings(self, days: int) -> Iterator[tuple[Line, Figure, Line, list[Figure]]]:
        """The latest figure of each origin with what each other one said within so many days of it."""
        for line in self.lines:
            latest = line.latest
            for other in self.lines:
                if other is not line:
                    near = [figure for figure in other.figures if within(latest.at, figure.at, days)]
                    near = [figure for figure in near if not figure.first.previous] or near
                    if near:
                        yield line, latest, other, near


def in_time(shown: Iterable[tuple[Line, Figure]]) -> list[tuple[Line, Figure]]:
    """In order of time."""
    return sorted(shown, key=lambda pair: (pair[1].first.order, pair[0].key))


def pairs(figures: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Each figure with each later one."""
    for i, one in enumerate(figures):
        for two in figures[i + 1 :]:
            yield one, two


def allow(one: Figure, two: Figure) -> bool:
    """Whether both figures can be right."""
    return one.first.wide.overlaps(two.first.wide)


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
