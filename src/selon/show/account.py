"""The brief, worded but not yet laid out: what every format shows."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import msgspec
from markupsafe import Markup

from selon.model.claim import Claim
from selon.model.edtf import stretch
from selon.model.finding import Finding, Occurrence, Origin, OriginFigures, Quantity, Reason, Stand, Told, Where
from selon.model.reading import Reading, Translation
from selon.model.report import Refusal, Report
from selon.reconcile.given import bounded
from selon.reconcile.intervals import Interval
from selon.show import charts
from selon.show.wording import Wording


class Quoted(msgspec.Struct, frozen=True):
    """Exact words and where they stand: `position` is report:from-to. `via`: who passed them on, worded.

    `before`, `after`: the rest of their sentence, where it is known.
    """

    exact: str
    position: str
    report: str
    via: str | None
    before: str = ""
    after: str = ""


class Given(msgspec.Struct, frozen=True):
    """A figure of one origin: in words, when and how firmly, with the words of the text. `also`: where it recurs."""

    words: str
    when: str
    notes: tuple[str, ...]
    quoted: tuple[Quoted, ...]
    also: tuple[str, ...]


class From(msgspec.Struct, frozen=True):
    """What one origin says: its latest figure first. `note`: what sets the origin apart (its parts only, ...)."""

    origin: str
    latest: Given
    earlier: tuple[Given, ...]
    note: str | None = None


class Shown(msgspec.Struct, frozen=True):
    """A state with its reason in one sentence. `key`: the state as the model calls it. `quoted`: what drifted."""

    key: str
    state: str
    reason: str
    quoted: tuple[Quoted, ...] = ()


class SeriesShown(msgspec.Struct, frozen=True):
    """A series."""

    title: str
    summary: str
    counts: str
    states: tuple[Shown, ...]
    lines: tuple[From, ...]
    finding: Finding
    names: tuple[str, ...]
    """What the origins of the finding's figures are called."""
    chart: Markup | None = None

    @property
    def badges(self) -> tuple[tuple[str, str], ...]:
        """The states, each once: key and word."""
        return tuple({shown.key: (shown.key, shown.state) for shown in self.states}.values())


class StandShown(msgspec.Struct, frozen=True):
    """What one origin says of an event."""

    origin: str
    notes: tuple[str, ...]
    quoted: tuple[Quoted, ...]
    also: tuple[str, ...]


class EventShown(msgspec.Struct, frozen=True):
    """An event without a number."""

    when: str
    title: str
    states: tuple[tuple[str, str], ...]
    stands: tuple[StandShown, ...]


class ReportShown(msgspec.Struct, frozen=True):
    """A report that was read, or could not be."""

    name: str
    title: str | None
    published: str
    note: str


class StoryShown(msgspec.Struct, frozen=True):
    """A story: what is claimed in it, in short and at length. `id`: of the story."""

    id: str
    title: str
    short: tuple[SeriesShown, ...]
    disagreements: tuple[tuple[str, tuple[Shown, ...]], ...]
    series: tuple[SeriesShown, ...]
    expected: tuple[SeriesShown, ...]
    others: tuple[tuple[str, tuple[SeriesShown, ...]], ...]
    """Figures of no known quantity, by what they are called."""
    events: tuple[EventShown, ...]


class Brief(msgspec.Struct, frozen=True):
    """Everything that a brief says. `stories`: the one that most reports tell of comes first."""

    language: str
    heading: str
    as_of: str
    basis: tuple[str, ...]
    stories: tuple[StoryShown, ...]
    set_aside: tuple[tuple[str, int], ...]
    residue: tuple[tuple[str, int], ...]
    reports: tuple[ReportShown, ...]
    refused: tuple[ReportShown, ...]


SUMMARY_LINES: Final = 10
SUMMARY_FIGURES: Final = 4
NO_TEXTS: Final[Mapping[str, str]] = {}
TELLING: Final = frozenset({"disputed", "drifted"})
"""States that tell of a disagreement."""


class Writer:
    """Words findings and occurrences, given the claims that they rest on.

    `texts`: of the reports, by id, for what stands around the words; `drawing`: with charts in SVG.
    """

    def __init__(
        self, wording: Wording, claims: Mapping[str, Claim], texts: Mapping[str, str] = NO_TEXTS, drawing: bool = False
    ) -> None:
        self.wording, self.claims, self.texts, self.drawing = wording, claims, texts, drawing

    def origin(self, origin: Origin) -> str:
        """An origin by its name, with its country where the name does not tell it."""
        if origin.voice != "named":
            return self.wording.text(f"line.{origin.voice}_voice", name=origin.name)
        country = self.wording.country(origin.affiliation) if origin.affiliation else None
        name = self.wording.source(origin.name)
        return name if country is None or self.tells(origin, country) else f"{name} ({country})"

    def tells(self, origin: Origin, country: str) -> bool:
        """Whether the name of an origin has its country in it."""
        return country in origin.name or origin.kind in ("government", "unnamed")

    def quoted(self, name: str) -> Quoted:
        """The words of a claim."""
        claim = self.claims[name]
        via = (
            self.wording.text("line.via", names=", ".join(self.wording.source(s.name) for s in claim.via))
            if claim.via
            else None
        )
        words = claim.evidence
        text, sentence = self.texts.get(claim.report.id, ""), claim.sentence
        return Quoted(
            words.exact,
            f"{claim.report.name}:{words.start}-{words.end}",
            claim.report.name,
            via,
            text[sentence.start : words.start],
            text[words.end : sentence.end],
        )

    def given(self, told: Told, change: str) -> Given:
        """A figure with its evidence: the words of its claim, or of the parts that it sums; the others by position."""
        shown: tuple[str, ...] = (told.claim,)
        if told.sum:
            report = self.claims[told.claim].report.id
            shown = tuple(name for name in told.claims if self.claims[name].report.id == report)
        notes = [] if told.sum else [self.wording.text(f"line.{told.certainty}")]
        if told.polarity == "negative":
            notes.append(self.wording.text("line.negative"))
        if told.previous:
            notes.append(self.wording.text("figure.previous"))
        if told.happened and stretch(told.happened):
            notes.append(self.wording.text("line.happened", date=self.wording.date(told.happened)))
        rest = [self.quoted(name).position for name in told.claims if name not in shown]
        return Given(
            self.wording.figure(told, change),
            self.wording.when(told.said, told.published),
            tuple(notes),
            tuple(self.quoted(name) for name in shown),
            tuple(rest),
        )

    def line(self, line: OriginFigures, change: str, note: str | None = None) -> From:
        """What one origin says."""
        return From(
            self.origin(line.origin),
            self.given(line.latest, change),
            tuple(self.given(told, change) for told in reversed(line.earlier)),
            note,
        )

    def lines(self, found: Finding) -> list[From]:
        """What the origins say; those that the same claims speak for stand together."""
        together: dict[tuple[tuple[str, ...], ...], list[OriginFigures]] = {}
        for line in sorted(found.figures, key=weight):
            together.setdefault(tuple(told.claims for told in (*line.earlier, line.latest)), []).append(line)
        worded = []
        for lines in together.values():
            names = self.wording.listed(self.origin(line.origin) for line in lines)
            worded.append(msgspec.structs.replace(self.line(lines[0], found.change), origin=names))
        return worded

    def echo(self, name: str, change: str) -> From:
        """An outlet's own words beside an origin's figure."""
        claim = self.claims[name]
        note = self.wording.text("line.unattributed")
        return From(claim.report.outlet or claim.report.name, self.given(told_by(claim), change), (), note)

    def series(self, found: Finding) -> SeriesShown:
        """A series."""
        lines = self.lines(found)
        lines += [self.line(line, found.change, self.wording.text("line.sum")) for line in found.sums]
        lines += [self.echo(name, found.change) for name in found.echoes]
        names = [self.wording.source(line.origin.name) for line in found.figures]
        drawn = charts.svg(found, names, self.wording) if self.drawing else None
        return SeriesShown(
            self.wording.title(found),
            self.summary(found),
            self.wording.text(
                "summary.counts",
                origins=self.wording.counted("summary.origins", found.origins),
                reports=self.wording.counted("brief.reports", found.reports),
            ),
            tuple(self.shown(reason, found) for reason in found.reasons),
            tuple(lines),
            found,
            tuple(names),
            Markup(drawn) if drawn else None,
        )

    def summary(self, found: Finding) -> str:
        """A series in one line: the latest figure of each origin, the latest first."""
        latest = sorted(found.figures, key=weight)
        shown = self.items(((self.origin(line.origin), line.latest) for line in latest), found.change)
        if len(shown) > SUMMARY_FIGURES:
            rest = len(shown) - SUMMARY_FIGURES
            shown = [*shown[:SUMMARY_FIGURES], self.wording.counted("summary.more", rest)]
        words = self.wording.text("summary.separator").join(shown)
        if found.common and len(latest) > 1 and "agreed" in found.states and "disputed" not in found.states:
            shared = self.wording.interval(found.common.low, found.common.high)
            return self.wording.text("summary.shared", figures=words, common=shared)
        return words

    def shown(self, reason: Reason, found: Finding) -> Shown:
        """A state and its reason in a sentence."""
        wording, kind = self.wording, reason.kind
        names = [wording.source(name) for name in reason.origins]
        fields: dict[str, str] = {"origin": wording.listed(dict.fromkeys(names))}
        for i, (name, told) in enumerate(zip(names, reason.told, strict=True), 1):
            claim = self.claims[told.claim]
            fields[f"origin_{i}"] = name
            fields[f"figure_{i}"] = wording.figure(told, found.change)
            fields[f"date_{i}"] = wording.day(told) or wording.text("line.undated")
            fields[f"report_{i}"] = claim.report.name
            fields[f"certainty_{i}"] = wording.text(f"line.{told.certainty}")
            fields[f"event_{i}"] = wording.name_of("events", claim.event)
        if kind in ("overlap", "apart", "several", "shrinks"):
            fields["list"] = wording.listed(self.items(zip(names, reason.told, strict=True), found.change))
        quoted = (self.quoted(reason.claims[-1]),) if reason.state == "drifted" else ()
        sentence = wording.text(f"reasons.{kind}{moved(reason)}", **fields)
        return Shown(reason.state, wording.text(f"states.{reason.state}"), sentence, quoted)

    def items(self, told: Iterable[tuple[str, Told]], change: str) -> list[str]:
        """Figures with their origins and days, inside a sentence; those of one figure and day together."""
        together: dict[tuple[str, str | None], list[str]] = {}
        for name, one in told:
            together.setdefault((self.wording.figure(one, change), self.wording.day(one)), []).append(name)
        return [
            self.wording.text(
                "summary.item" if day else "summary.item_undated",
                figure=figure,
                origin=self.wording.listed(names),
                date=day or "",
            )
            for (figure, day), names in together.items()
        ]

    def what(self, event: str, counted: Quantity, place: Where | None) -> str:
        """An event, whom it is about and where."""
        return self.wording.about(event, counted, place)

    def claim(self, claim: Claim) -> str:
        """A claim in a line: figure, who says so, when and how firmly."""
        figure = claim.figure
        words = [self.wording.figure(told_by(claim), figure.change)] if figure else []
        names = ", ".join(self.wording.source(source.name) for source in claim.origins)
        words.append(names or self.wording.text("line.own_voice", name=claim.report.outlet or claim.report.name))
        words.append(self.wording.when(claim.said.edtf if claim.said else None, claim.report.published))
        words.append(self.wording.text(f"line.{claim.certainty}"))
        if claim.polarity == "negative":
            words.append(self.wording.text("line.negative"))
        return ", ".join(words)

    def story(self, found: Sequence[Finding], happened: Sequence[Occurrence], reports: Mapping[str, str | None]) -> str:
        """What a story is called: where it is told to be, from when to when, in how many reports."""
        places = Counter[str]()
        everything: list[Finding | Occurrence] = [*found, *happened]
        for one in everything:
            if one.place:
                places[self.wording.place(one.place.name, one.place.country)] += one.reports
        parts = [ordered(places)[0][0] if places else self.wording.title(everything[0])]
        days = sorted(moment.start.date().isoformat() for d in reports.values() if (moment := stretch(d)))
        if days:
            dates = [self.wording.date(day) for day in dict.fromkeys((days[0], days[-1]))]
            parts.append(
                dates[0] if len(dates) == 1 else self.wording.text("dates.span", first=dates[0], last=dates[1])
            )
        parts.append(self.wording.counted("brief.reports", len(reports)))
        return " · ".join(parts)

    def event(self, found: Occurrence) -> EventShown:
        """An event without a number."""
        dates = list(dict.fromkeys(self.stand_date(stand) for stand in found.stands))
        words = dates[0] if not (found.changed or found.disputed) else " → ".join(dict.fromkeys((dates[0], dates[-1])))
        states = [key for key, holds in (("disputed", found.disputed), ("changed", found.changed)) if holds]
        return EventShown(
            words,
            self.wording.title(found),
            tuple((key, self.wording.text(f"states.{key}")) for key in states),
            tuple(self.stands(found.stands)),
        )

    def stand_date(self, stand: Stand) -> str:
        """When an event was, as far as an origin tells; else when that was reported."""
        if stand.happened and stretch(stand.happened):
            return self.wording.date(stand.happened)
        told = next((d for d in (stand.said, stand.published) if d and stretch(d)), None)
        if told is None:
            return self.wording.text("line.undated")
        return self.wording.text("line.reported", date=self.wording.date(told.partition("T")[0]))

    def stands(self, stands: Iterable[Stand]) -> Iterator[StandShown]:
        """What the origins say of an event; those that the same claims speak for stand together."""
        together: dict[tuple[str, ...], list[Stand]] = {}
        for stand in stands:
            together.setdefault(stand.claims, []).append(stand)
        for members in together.values():
            names = self.wording.listed(self.origin(stand.origin) for stand in members)
            yield msgspec.structs.replace(self.stand(members[0]), origin=names)

    def stand(self, stand: Stand) -> StandShown:
        """What one origin says of an event."""
        when = self.wording.when(stand.said, stand.published)
        notes = [when, self.wording.text(f"line.{stand.certainty}")]
        if stand.polarity == "negative":
            notes.append(self.wording.text("line.negative"))
        rest = tuple(self.quoted(name).position for name in stand.claims[1:])
        return StandShown(self.origin(stand.origin), tuple(notes), (self.quoted(stand.claims[0]),), rest)


def moved(reason: Reason) -> str:
    """For a bound or hedge that changed on the way, whether it was lost or added; empty for any other reason."""
    if reason.kind == "bound":
        before, after = (bounded(Interval(told.low, told.high), told.approximate) for told in reason.told)
        return "_lost" if after < before else "_added" if after > before else "_changed"
    if reason.kind == "hedge":
        return "_lost" if reason.told[0].certainty == "hedged" else "_added"
    return ""


def told_by(claim: Claim) -> Told:
    """The figure of a single claim, as findings have it."""
    figure = claim.figure
    assert figure is not None
    return Told(
        claim=claim.id,
        claims=(claim.id,),
        reports=(claim.report.id,),
        low=figure.low,
        high=figure.high,
        approximate=figure.approximate,
        vague=figure.vague,
        text=figure.text,
        certainty=claim.certainty,
        polarity=claim.polarity,
        previous=figure.previous,
        said=claim.said.edtf if claim.said else None,
        published=claim.report.published,
    )


def weight(line: OriginFigures) -> tuple[object, ...]:
    """The order of origins in a series: the latest word first."""
    told = line.latest
    moment = stretch(told.said) or stretch(told.published)
    return (-(moment.end.toordinal() if moment else 0), -len(told.reports), line.origin.name)


def written(
    reports: Sequence[Report],
    readings: Sequence[Reading],
    found: Sequence[Finding],
    happened: Sequence[Occurrence],
    wording: Wording,
    *,
    as_of: str,
    refused: Sequence[Refusal] = (),
    drawing: bool = False,
) -> Brief:
    """The brief of these reports, in words. `as_of`: what it knows, in words; `drawing`: with charts in SVG."""
    claims = {claim.id: claim for reading in readings for claim in reading.claims}
    writer = Writer(wording, claims, {report.id: report.text for report in reports}, drawing)
    aside = Counter(number.set_aside for reading in readings for number in reading.numbers if number.set_aside)
    residue = Counter(residue.reason for report in reports for residue in report.residue)
    counts = {reading.report: len(reading.claims) for reading in readings}
    translated = {reading.report: reading.translated for reading in readings if reading.translated}
    dated = sorted((r for r in reports if stretch(r.published)), key=lambda r: (stretch(r.published) or (0,), r.name))
    undated = sorted((r for r in reports if not stretch(r.published)), key=lambda r: r.name)
    return Brief(
        language=wording.language,
        heading=wording.text("brief.title"),
        as_of=as_of,
        basis=tuple(basis(reports, claims, found, happened, wording)),
        stories=tuple(stories(writer, found, happened, claims)),
        set_aside=tuple((wording.name_of("aside", key), n) for key, n in ordered(aside)),
        residue=tuple((wording.name_of("residue", key), n) for key, n in ordered(residue)),
        reports=tuple(
            report_shown(report, counts.get(report.id, 0), translated.get(report.id), wording)
            for report in (*dated, *undated)
        ),
        refused=tuple(ReportShown(r.name, None, "", f"{r.reason}: {r.detail}") for r in refused),
    )


def stories(
    writer: Writer, found: Sequence[Finding], happened: Sequence[Occurrence], claims: Mapping[str, Claim]
) -> list[StoryShown]:
    """The stories, the one that most reports tell of first."""
    parts: dict[str | None, tuple[list[Finding], list[Occurrence]]] = {}
    for one in found:
        parts.setdefault(one.story, ([], []))[0].append(one)
    for event in happened:
        parts.setdefault(event.story, ([], []))[1].append(event)
    told = []
    for story, (figures, events) in parts.items():
        names = {name for one in figures for name in one.claims}
        names |= {name for event in events for stand in event.stands for name in stand.claims}
        reports = {claims[name].report.id: claims[name].report.published for name in names}
        series = [writer.series(one) for one in figures]
        present = tuple(one for one in series if not one.finding.expected and not one.finding.apart)
        others: dict[str, list[SeriesShown]] = {}
        for member in series:
            if member.finding.apart:
                others.setdefault(member.title, []).append(member)
        shown = StoryShown(
            id=story or "",
            title=writer.story(figures, events, reports),
            short=summary(present or series),
            disagreements=tuple(
                (one.title, tuple(shown for shown in one.states if shown.key in TELLING))
                for one in series
                if TELLING & set(one.finding.states)
            ),
            series=present,
            expected=tuple(one for one in series if one.finding.expected and not one.finding.apart),
            others=tuple((title, tuple(members)) for title, members in others.items()),
            events=tuple(writer.event(one) for one in events),
        )
        told.append((-len(reports), -len(names), shown.id, shown))
    return [shown for *_, shown in sorted(told, key=lambda entry: entry[:3])]


def ordered(counter: Counter[str]) -> list[tuple[str, int]]:
    """The commonest first."""
    return sorted(counter.items(), key=lambda pair: (-pair[1], pair[0]))


def summary(series: Sequence[SeriesShown]) -> tuple[SeriesShown, ...]:
    """The series that say most, in the order that they are told in."""
    totals = [one for one in series if one.finding.change == "total"]
    best = sorted(totals, key=lambda one: (-one.finding.reports, -one.finding.origins))[:SUMMARY_LINES]
    kept = {one.finding.id for one in best}
    return tuple(one for one in totals if one.finding.id in kept)


def report_shown(report: Report, claims: int, translated: Translation | None, wording: Wording) -> ReportShown:
    """A report, in the list of those read."""
    dated = report.published if stretch(report.published) else None
    published = wording.date(dated) if dated else wording.text("brief.undated")
    notes = [report.outlet] if report.outlet else []
    notes.append(wording.counted("brief.claims", claims))
    if translated is not None:
        words = ", ".join(f"“{cue.text}”" for cue in translated.cues)
        notes.append(wording.text("brief.translated", language=wording.language_name(translated.language), words=words))
    return ReportShown(report.name, report.title, published, ", ".join(notes))


def basis(
    reports: Sequence[Report],
    claims: Mapping[str, Claim],
    found: Sequence[Finding],
    happened: Sequence[Occurrence],
    wording: Wording,
) -> list[str]:
    """What the brief rests on, in a few lines."""
    names = {line.origin.name for one in found for line in one.figures if line.origin.voice != "own"}
    names |= {stand.origin.name for one in happened for stand in one.stands if stand.origin.voice != "own"}
    lines = [
        wording.text(
            "brief.basis",
            reports=wording.counted("brief.reports", len(reports)),
            claims=wording.counted("brief.claims", len(claims)),
            origins=wording.counted("brief.origins", len(names)),
        )
    ]
    days = sorted(moment for report in reports if (moment := stretch(report.published)))
    if days:
        first, last = (wording.date(moment.start.date().isoformat()) for moment in (days[0], days[-1]))
        key = "brief.published_once" if first == last else "brief.published"
        lines.append(wording.text(key, first=first, last=last))
    spoken = sorted({report.language for report in reports if report.language})
    if spoken:
        lines.append(wording.text("brief.languages", languages=", ".join(map(wording.language_name, spoken))))
    return lines
