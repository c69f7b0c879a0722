"""What each origin says of a series: its figures in order of time, each once, however often it is repeated."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from selon.model.edtf import Stretch, stretch
from selon.reconcile.clocks import within
from selon.reconcile.given import Given, bounded, telling
from selon.reconcile.quantities import country_names
from selon.reconcile.sources import Identity, SourceKey
from selon.settings import AGREEMENT_DAYS, DISPUTE_DAYS, STORY_SMALLEST_FIGURE

Lost = Literal["bound", "hedge", "origin", "counted"]


class Drift(msgspec.Struct, frozen=True, gc=False):
    """A claim that passes on otherwise what `against`, in an earlier report, says: what it lost, or added."""

    lost: Lost
    record: Given
    against: Given


class Figure(msgspec.Struct, eq=False):
    """A figure as an origin gave it at one time: the record that tells it best, and all that repeat it."""

    first: Given
    records: list[Given]
    _told: tuple[int, Stretch | None] | None = None

    @property
    def at(self) -> Stretch | None:
        """When it was told: as its first record says, or more precisely where another one does."""
        if self._told is None or self._told[0] != len(self.records):
            self._told = (len(self.records), self._at())
        return self._told[1]

    def _at(self) -> Stretch | None:
        at = self.first.at
        if at is None:
            return None
        within = (r.at for r in self.records if r.said and not r.previous and r.at)
        return min((at, *(a for a in within if at.start <= a.start and a.end <= at.end)), key=lambda a: a.end - a.start)

    @property
    def dated(self) -> bool:
        """Whether a text says on which day the origin gave it."""
        return any(record.said for record in self.records if not record.previous)

    @property
    def held(self) -> Stretch | None:
        """When the figure held: when its texts say that it happened, else when it was told."""
        said = (r.claim.happened for r in self.records if r.claim.happened and not r.claim.happened.inherited)
        return next((found for moment in said if (found := stretch(moment.edtf))), None) or self.at

    @property
    def reports(self) -> set[str]:
        """The reports that have it."""
        return {record.claim.report.id for record in self.records}

    @property
    def best(self) -> Given:
        """The record to quote: of the earliest report, as `first` tells it, with its day and who passed it on."""
        first = self.first
        same = [r for r in self.records if r.interval == first.interval and r.approximate == first.approximate]
        return min(same, key=lambda r: (r.order[1], r.certainty != first.certainty, -telling(r), r.order))


class Line(msgspec.Struct, eq=False):
    """What one origin says of a series: `figures` in order of time, the last one being its latest."""

    key: SourceKey
    figures: list[Figure]

    @property
    def latest(self) -> Figure:
        """The figure that stands."""
        return self.figures[-1]


class Account(msgspec.Struct):
    """A series by origin. `echoes`: records of no origin of their own; `drifts`: what changed on the way."""

    lines: list[Line]
    echoes: list[Given]
    drifts: list[Drift]


class Attributed:
    """The records of a series that name an origin, found by their figure and by their report."""

    __slots__ = ("_all", "_by_figure", "_by_report")

    def __init__(self, records: Iterable[Given]) -> None:
        self._by_figure: dict[tuple[frozenset[int], bool], list[Given]] = {}
        self._by_report: dict[str, list[Given]] = {}
        self._all: dict[str, list[Given]] = {}
        for record in records:
            self._all.setdefault(record.claim.report.id, []).append(record)
            if record.attributed:
                self._by_figure.setdefault((record.numbers, record.positive), []).append(record)
                self._by_report.setdefault(record.claim.report.id, []).append(record)

    def same(self, record: Given) -> Sequence[Given]:
        """Those with the figure of a record, however bounded."""
        return self._by_figure.get((record.numbers, record.positive), ())

    def beside(self, record: Given) -> Sequence[Given]:
        """Those of its report."""
        return self._by_report.get(record.claim.report.id, ())

    def overtaking(self, record: Given) -> Given | None:
        """The figure that stands nearest, in the same report, to one that is overtaken; named by an origin or not."""
        others = (other for other in self._all.get(record.claim.report.id, ()) if not other.previous)
        start = record.claim.evidence.start
        return min(others, key=lambda other: (abs(other.claim.evidence.start - start), other.order), default=None)


def account(records: Sequence[Given], identity: Identity) -> Account:
    """The records of a series, in order of time, by independent origin."""
    attributed = Attributed(records)
    homes = {id(record): home(record, attributed, identity) for record in records if record.attributed}
    echoes: list[Given] = []
    by_key: dict[SourceKey, list[Given]] = {}
    for record in records:
        keys = homes[id(record)] if record.attributed else voice(record, attributed, homes)
        if not keys:
            echoes.append(record)
        for key in keys:
            by_key.setdefault(key, []).append(record)
    lines = [Line(key, figures(by_key[key])) for key in sorted(by_key)]
    drifts = [drift for line in lines for figure in line.figures for drift in drifted(figure)]
    return Account(lines, echoes, list({(d.lost, d.record.claim.id): d for d in drifts}.values()))


def home(record: Given, attributed: Attributed, identity: Identity) -> tuple[SourceKey, ...]:
    """The origins of a record. A whole country (*Seoul*) is the one of its people or bodies that gives this figure; a
    body without a name (*the British secret service*) the one that its own report names for it."""
    keys = []
    for key in record.origins:
        origin = identity.origin(key)
        found = key
        state = origin.name in country_names()
        if origin.affiliation and (state or of_a_state(origin.name)):
            near = (
                (other.claim.report.id != record.claim.report.id, other.order, theirs)
                for other in attributed.same(record)
                for theirs in other.origins
                if theirs != key
                and identity.origin(theirs).affiliation == origin.affiliation
                and identity.origin(theirs).name not in country_names()
                and not of_a_state(identity.origin(theirs).name)
                and (
                    other.claim.report.id == record.claim.report.id
                    or (state and within(other.at, record.at, AGREEMENT_DAYS))
                )
            )
            found = min(near, default=(False, record.order, key))[-1]
        keys.append(found)
    return tuple(dict.fromkeys(keys))


def of_a_state(name: str) -> bool:
    """Whether the name is but that of a kind of body and its country (*intelligence services of United Kingdom*)."""
    return name.rpartition(" of ")[2] in country_names()


def voice(record: Given, attributed: Attributed, homes: Mapping[int, tuple[SourceKey, ...]]) -> tuple[SourceKey, ...]:
    """Whose line a record without an origin belongs to; none where it only echoes its own report.

    It repeats the origin that gave this very figure, in its own report or in one before. Else it is the outlet's own,
    unless the same report has an origin for a figure that allows it.
    """
    same = attributed.same(record)
    own = [other for other in same if other.claim.report.id == record.claim.report.id]
    if told := min(own or (o for o in same if earlier(o, record)), key=lambda other: other.order, default=None):
        return homes[id(told)]
    beside = attributed.beside(record)
    if record.previous and (now := attributed.overtaking(record)):
        return homes[id(now)] if now.attributed else record.origins
    return () if any(other.wide.overlaps(record.wide) for other in beside) else record.origins


def earlier(one: Given, other: Given) -> bool:
    """Whether the first stands in a report that was published before the other's."""
    before, after = stretch(one.claim.report.published), stretch(other.claim.report.published)
    return before is not None and after is not None and before.end < after.start


def figures(records: Iterable[Given]) -> list[Figure]:
    """The figures of one origin, in order of time; `records` in that order too."""
    found: list[Figure] = []
    overtaken: list[Given] = []
    by_numbers: dict[frozenset[int], list[Figure]] = {}
    for record in records:
        if record.previous:
            overtaken.append(record)
            continue
        alike = by_numbers.setdefault(record.numbers, [])
        if known := repeated(record, alike, found[-1] if found else None):
            known.records.append(record)
        else:
            found.append(Figure(record, [record]))
            alike.append(found[-1])
    for record in overtaken:
        if known := next((f for f in found if f.first.numbers == record.numbers), None):
            known.records.append(record)
        else:
            found.insert(history(record, found), Figure(record, [record]))
    return found


def repeated(record: Given, alike: Sequence[Figure], last: Figure | None) -> Figure | None:
    """The figure that a record repeats, perhaps with another bound; None where its origin gives a new one.

    `alike`: those of its origin with the same numbers, in order of time; `last`: the last of all its figures. What
    bears no day of its own repeats whatever figure of its origin it is equal to, however old.
    """
    for figure in reversed(alike):
        first = figure.first
        if first.positive != record.positive:
            continue
        same_time = record.said is None or first.said is None or within(record.at, figure.at, DISPUTE_DAYS)
        if first.interval == record.interval and (same_time or figure is last):
            return figure
        if same_time and not record.vague and not first.vague:
            return figure
    return None


def history(record: Given, found: Sequence[Figure]) -> int:
    """Where a figure that its own text calls overtaken stands: before the figure of that text, else before the last."""
    for i, figure in enumerate(found):
        if any(other.claim.report.id == record.claim.report.id and not other.previous for other in figure.records):
            return i
    return max(len(found) - 1, 0)


def drifted(figure: Figure) -> Iterable[Drift]:
    """The records of a figure that differ from all that the earliest report has of it."""
    dated = sorted(
        (
            (published.start, record.order, record)
            for record in figure.records
            if not record.previous and (published := stretch(record.claim.report.published))
        ),
        key=lambda entry: entry[:2],
    )
    if not dated:
        return
    start = dated[0][-1]
    origin = [record for _, _, record in dated if record.claim.report.id == start.claim.report.id]
    attributing = {r.claim.report.id for r in figure.records if r.attributed}
    for _, _, record in dated:
        if not earlier(start, record):
            continue
        if all(shape(record) != shape(other) for other in origin):
            yield Drift("bound", record, origin[0])
        if all((record.certainty == "hedged") != (other.certainty == "hedged") for other in origin):
            yield Drift("hedge", record, origin[0])
        if start.attributed and record.claim.report.id not in attributing:
            yield Drift("origin", record, origin[0])


def shape(record: Given) -> tuple[bool, bool, int]:
    """Which ends of a figure are open, and how far it is left open at all."""
    return (record.interval.low is None, record.interval.high is None, bounded(record.interval, record.approximate))


def recounted(
    records: Sequence[Given], parts_of: Mapping[str, Sequence[str]], stories: Mapping[str, str]
) -> list[Drift]:
    """The claims, over all series of a story, that pass on an origin's figure as one of something else.

    A part told as the whole or the whole as a part: 4,700 killed or wounded become 4,700 killed. `parts_of`: kinds of
    event and what they are mixtures of; `stories`: for each report's id, its story.
    """
    kin: dict[str, set[str]] = {}
    for whole, parts in parts_of.items():
        for part in parts:
            kin.setdefault(whole, set()).add(part)
            kin.setdefault(part, set()).add(whole)
    index: dict[tuple[str | None, SourceKey, frozenset[int]], list[Given]] = {}
    for record in records:
        if record.claim.event in kin and passable(record):
            for key in record.origins:
                story = stories.get(record.claim.report.id)
                index.setdefault((story, key, record.numbers), []).append(record)
    found: dict[str, Drift] = {}
    for together in index.values():
        events: dict[str, set[str]] = {}
        for record in together:
            events.setdefault(record.claim.report.id, set()).add(record.claim.event)
        for record in together:
            own = events[record.claim.report.id]
            before = [
                other
                for other in together
                if other.claim.event in kin[record.claim.event] - own
                and record.claim.event not in events[other.claim.report.id]
                and earlier(other, record)
                and within(record.at, other.at, DISPUTE_DAYS if record.said and other.said else AGREEMENT_DAYS)
            ]
            if before:
                found[record.claim.id] = Drift("counted", record, min(before, key=lambda other: other.order))
    return list(found.values())


def passable(record: Given) -> bool:
    """Whether a figure is known again under another name: an affirmed total by somebody, no small number."""
    figure = record.claim.figure
    return (
        record.attributed
        and record.positive
        and not record.vague
        and not record.previous
        and figure is not None
        and figure.change == "total"
        and max(record.numbers, default=0) >= STORY_SMALLEST_FIGURE
    )
