"""What the templates show: findings, claims and decisions in words, each with the way to its page."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Generic, TypeVar
from urllib.parse import quote, urlencode

import msgspec
from markupsafe import Markup

from selon.keep import Decision
from selon.model import Claim, Report
from selon.model.edtf import stretch
from selon.model.finding import Finding, Occurrence, Origin, OriginFigures, Quantity, Reason, Told, Where
from selon.model.question import Aligned, Change, Entry, SourceAccount
from selon.show import charts
from selon.show.account import SUMMARY_LINES, TELLING, Shown, Writer, weight
from selon.show.web.desk import Account
from selon.show.wording import Wording

MOST_LINES: Final = 6
"""Origins, and reasons, of a series that a story's page shows; its own page has all."""
DIGEST: Final = 64
"""Characters of a decision's id; a report's begins with the name of its hash, a claim's is shorter."""
MOST_DRAWN: Final = 400
"""Figures in a drawing: beyond it the latest ones, which is what a screen has room for."""

Item = TypeVar("Item")


class Part(msgspec.Struct, Generic[Item], frozen=True):
    """One page of a long list. `number` counts from 1; `link`: the address of a page, but for its number."""

    items: Sequence[Item]
    number: int
    pages: int
    whole: int
    link: str


def part(items: Sequence[Item], number: int, link: str, size: int = 50) -> Part[Item]:
    """The page of a list that was asked for, or the nearest that there is."""
    pages = max(1, -(-len(items) // size))
    number = min(max(number, 1), pages)
    return Part(items[(number - 1) * size : number * size], number, pages, len(items), link)


class Cited(msgspec.Struct, frozen=True):
    """The words of a claim in their sentence. `claim`, `report`: ids; `language`: what the words are in."""

    claim: str
    exact: str
    before: str
    after: str
    name: str
    position: str
    report: str
    via: str | None
    language: str | None


class FigureView(msgspec.Struct, frozen=True):
    """A figure with its words. `repeated`: how many more claims give it."""

    words: str
    when: str
    notes: tuple[str, ...]
    cited: Cited
    repeated: int


class LineView(msgspec.Struct, frozen=True):
    """What one origin says. `link`: its page, where it has one."""

    origin: str
    link: str
    latest: FigureView
    earlier: tuple[FigureView, ...]


class SeriesView(msgspec.Struct, frozen=True):
    """A series."""

    id: str
    title: str
    summary: str
    counts: str
    badges: tuple[tuple[str, str], ...]
    lines: tuple[LineView, ...]
    more_lines: int
    reasons: tuple[Shown, ...]
    more_reasons: int
    chart: Markup | None
    finding: Finding


class EntryView(msgspec.Struct, frozen=True):
    """An entry of a timeline. `clock`: by which clock `when` is."""

    when: str
    clock: str
    what: str
    figure: str
    origin: str
    link: str
    notes: tuple[str, ...]
    cited: Cited


class ReportView(msgspec.Struct, frozen=True):
    """A report in a list. `copied`: those that it has sentences of, with how much of it they are."""

    id: str
    name: str
    title: str | None
    outlet: str | None
    published: str
    language: str | None
    claims: int
    copied: tuple[tuple[str, str, str], ...]


class ClaimLine(msgspec.Struct, frozen=True):
    """A claim in a line, with its words."""

    what: str
    words: str
    cited: Cited


class DecisionView(msgspec.Struct, frozen=True):
    """A decision. `link`: the page of what it is about."""

    id: str
    kind: str
    subject: str
    link: str
    content: str
    who: str
    why: str
    at: str
    undone: bool


class ChangeView(msgspec.Struct, frozen=True):
    """What is new in a series or of an event."""

    kind: str
    title: str
    text: str
    link: str
    badges: tuple[tuple[str, str], ...]
    reasons: tuple[Shown, ...]
    cited: Cited | None


class AlignedView(msgspec.Struct, frozen=True):
    """What two reports say of one thing."""

    verdict: str
    said: str
    title: str
    first: tuple[ClaimLine, ...]
    second: tuple[ClaimLine, ...]


class MovesView(msgspec.Struct, frozen=True):
    """How a source's figures of a series moved: each with its date and its claim."""

    title: str
    told: tuple[tuple[str, str, str], ...]


class SourceView(msgspec.Struct, frozen=True):
    """A source in a list."""

    name: str
    shown: str
    link: str
    names: tuple[str, ...]
    claims: int
    relayed: int
    reports: int
    days: str


class Views:
    """Words what pages show, in one language, from the claims and texts that they rest on."""

    def __init__(self, words: Wording, claims: Mapping[str, Claim], reports: Mapping[str, Report]) -> None:
        self.words, self.claims, self.reports = words, claims, reports
        self.writer = Writer(words, claims)

    def cited(self, name: str) -> Cited:
        """The words of a claim."""
        claim = self.claims[name]
        report = self.reports[claim.report.id]
        words, sentence = claim.evidence, claim.sentence
        via = ", ".join(self.words.source(source.name) for source in claim.via)
        return Cited(
            claim.id,
            words.exact,
            report.text[sentence.start : words.start],
            report.text[words.end : sentence.end],
            report.name,
            f"{words.start}-{words.end}",
            short(report.id),
            self.words.text("line.via", names=via) if via else None,
            report.language,
        )

    def figure(self, told: Told, change: str) -> FigureView:
        """A figure of one origin."""
        notes = [self.words.text(f"line.{told.certainty}")] if not told.sum else [self.words.text("line.sum")]
        if told.polarity == "negative":
            notes.append(self.words.text("line.negative"))
        if told.previous:
            notes.append(self.words.text("figure.previous"))
        if told.happened and stretch(told.happened):
            notes.append(self.words.text("line.happened", date=self.words.date(told.happened)))
        when = self.words.when(told.said, told.published)
        words = self.words.figure(told, change)
        return FigureView(words, when, tuple(notes), self.cited(told.claim), len(told.claims) - 1)

    def line(self, line: OriginFigures, change: str, earlier: bool) -> LineView:
        """What one origin says; `earlier`: with what it said before."""
        past = tuple(self.figure(told, change) for told in reversed(line.earlier)) if earlier else ()
        return LineView(
            self.writer.origin(line.origin), source_link(line.origin), self.figure(line.latest, change), past
        )

    def series(self, found: Finding, *, whole: bool = False, drawn: bool = True) -> SeriesView:
        """A series; `whole`: with all of its origins and reasons, and what they said before."""
        lines = [*sorted(found.figures, key=weight), *found.sums]
        reasons = [reason for reason in found.reasons if reason.state != "single-origin"]
        kept_lines, kept = (lines, reasons) if whole else (lines[:MOST_LINES], reasons[:MOST_LINES])
        drawing = self.drawing(found) if drawn else None
        return SeriesView(
            found.id,
            self.words.title(found),
            self.writer.summary(found),
            self.words.text(
                "summary.counts",
                origins=self.words.counted("summary.origins", found.origins),
                reports=self.words.counted("brief.reports", found.reports),
            ),
            self.badges(found.states),
            tuple(self.line(line, found.change, whole) for line in kept_lines),
            len(lines) - len(kept_lines),
            tuple(self.reason(reason, found) for reason in kept),
            len(reasons) - len(kept),
            Markup(drawing) if drawing else None,
            found,
        )

    def reason(self, reason: Reason, found: Finding) -> Shown:
        """Why a series has a state."""
        return self.writer.shown(reason, found)

    def badges(self, states: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """States as keys and words."""
        return tuple((state, self.words.text(f"states.{state}")) for state in states)

    def drawing(self, found: Finding) -> str | None:
        """The chart of a series, None where there is nothing to compare."""
        names = [self.words.source(line.origin.name) for line in found.figures]
        return charts.svg(thinned(found), names, self.words)

    def short(self, findings: Sequence[Finding]) -> list[Finding]:
        """The series that say most, in the order that they are told in."""
        totals = [one for one in findings if one.change == "total" and not one.expected and not one.apart]
        totals = totals or [one for one in findings if not one.apart]
        best = sorted(totals, key=lambda one: (-one.reports, -one.origins))[:SUMMARY_LINES]
        kept = {one.id for one in best}
        return [one for one in totals if one.id in kept]

    def title(self, account: Account) -> str:
        """What a story is called."""
        if not account.findings and not account.occurrences:
            return self.words.text("web.story.untold")
        published = {report.id: report.published for report in account.reports}
        return self.writer.story(account.findings, account.occurrences, published)

    def entry(self, entry: Entry) -> EntryView:
        """An entry of a timeline."""
        told, stand = entry.told, entry.stand
        claim = told.claim if told else stand.claims[0] if stand else ""
        origin = entry.origin
        change = figure.change if (figure := self.claims[claim].figure) else "total"
        firmly = told or stand or self.claims[claim]
        notes = [self.words.text(f"line.{firmly.certainty}")]
        if firmly.polarity == "negative":
            notes.append(self.words.text("line.negative"))
        return EntryView(
            self.words.date(entry.when) if entry.when else self.words.text("line.undated"),
            self.words.text(f"clock.{entry.by}") if entry.by else "",
            self.writer.what(entry.event, entry.counted, entry.place),
            self.words.figure(told, change) if told else "",
            self.writer.origin(origin),
            source_link(origin),
            tuple(notes),
            self.cited(claim),
        )

    def report(self, report: Report, account: Account) -> ReportView:
        """A report of a story."""
        copied = [copy for copy in account.lineage.copies if copy.report == report.id]
        reading = account.readings.get(report.id)
        return ReportView(
            short(report.id),
            report.name,
            report.title,
            report.outlet,
            self.published(report),
            self.words.language_name(report.language) if report.language else None,
            len(reading.claims) if reading else 0,
            tuple((short(c.of), self.reports[c.of].name, self.words.percent(c.share)) for c in copied),
        )

    def published(self, report: Report) -> str:
        """When a report was published."""
        return self.day(report.published) or self.words.text("brief.undated")

    def day(self, edtf: str | None) -> str | None:
        """A moment in words; None where it is not known."""
        return self.words.date(edtf) if edtf and stretch(edtf) else None

    def claim(self, claim: Claim) -> ClaimLine:
        """A claim in a line."""
        return ClaimLine(self.about(claim), self.writer.claim(claim), self.cited(claim.id))

    def about(self, claim: Claim) -> str:
        """What a claim is about."""
        counted, place = claim.counted, claim.place
        quantity = Quantity(counted.kind, counted.affiliation, counted.qualifier) if counted else Quantity(None)
        return self.writer.what(claim.event, quantity, Where(place.name, place.country) if place else None)

    def change(self, change: Change, story: str) -> ChangeView:
        """What is new."""
        if change.finding:
            found = change.finding
            names = tuple(self.words.source(name) for name in change.origins)
            text = self.writer.summary(found)
            if names:
                text = f"{text} — {self.words.text('changes.origins', names=self.words.listed(names))}"
            reasons = tuple(self.reason(reason, found) for reason in change.reasons[:MOST_LINES])
            link = series_link(story, found.id)
            return ChangeView(
                change.kind, self.words.title(found), text, link, self.badges(found.states), reasons, None
            )
        event = change.occurrence
        assert event is not None
        states = self.occurrence_states(event)
        who = self.words.listed(dict.fromkeys(self.writer.origin(stand.origin) for stand in event.stands))
        cited = self.cited(event.stands[-1].claims[0])
        return ChangeView(change.kind, self.words.title(event), who, f"/claims/{cited.claim}", states, (), cited)

    def occurrence_states(self, event: Occurrence) -> tuple[tuple[str, str], ...]:
        """Whether an event is disputed, or changed."""
        return self.badges(key for key, holds in (("disputed", event.disputed), ("changed", event.changed)) if holds)

    def aligned(self, row: Aligned, names: tuple[str, str]) -> AlignedView:
        """What two reports say of one thing."""
        one = row.finding or row.occurrence
        assert one is not None
        said = self.words.text(f"compare.{row.verdict}", first=names[0], second=names[1])
        sides = [tuple(self.claim(self.claims[name]) for name in side) for side in (row.first, row.second)]
        return AlignedView(row.verdict, said, self.words.title(one), *sides)

    def source(self, account: SourceAccount) -> SourceView:
        """A source in a list."""
        first, last = account.first, account.last
        days = [self.words.date(edtf.partition("T")[0]) for edtf in dict.fromkeys((first, last)) if edtf]
        return SourceView(
            account.origin.name,
            self.writer.origin(account.origin),
            source_link(account.origin),
            tuple(name for name in account.origin.names if name != account.origin.name),
            len(account.claims),
            len(account.relayed),
            len(account.reports),
            " – ".join(dict.fromkeys(days)),
        )

    def moves(self, account: SourceAccount) -> tuple[MovesView, ...]:
        """How a source's figures moved."""
        return tuple(
            MovesView(
                self.writer.what(moves.event, moves.counted, moves.place),
                tuple(
                    (self.words.figure(told), self.words.day(told) or self.words.text("line.undated"), told.claim)
                    for told in moves.told
                ),
            )
            for moves in account.figures
        )

    def right(self, right: Mapping[str, Any] | None, read: Claim | None) -> str:
        """What a decision says is right of a claim, in words; what there are no words for as it is kept."""
        if right is None:
            return self.words.text("web.decide.nothing")
        told, rest = [], dict(right)
        figure = rest.get("figure")
        if isinstance(figure, dict) and figure.keys() <= {"low", "high", "approximate"} and read and read.figure:
            low, high, about = (figure.get(key, getattr(read.figure, key)) for key in ("low", "high", "approximate"))
            told.append(self.words.interval(low, high, about))
            del rest["figure"]
        if event := rest.pop("event", None):
            told.append(self.words.name_of("events", event))
        if certainty := rest.pop("certainty", None):
            told.append(self.words.text(f"line.{certainty}"))
        if polarity := rest.pop("polarity", None):
            told.append(self.words.text(f"web.decide.{polarity}"))
        return ", ".join((*told, *([msgspec.json.encode(rest).decode()] if rest else ())))

    def decision(self, decision: Decision, about: Decision | None = None) -> DecisionView:
        """A decision. `about`: the one that it undoes."""
        kind, subject, content = decision.kind, decision.subject, decision.content
        told = ""
        if kind in ("same-source", "different-sources"):
            told = str(content["other"])
        elif kind == "other-story":
            told = short(str(content["story"]))
        elif kind == "misread":
            told = self.right(content["right"], self.claims.get(subject))
        elif about is not None:
            told = self.words.text(f"web.kinds.{about.kind}")
        shown = short(subject)
        if subject in self.claims:
            shown = self.writer.claim(self.claims[subject])
        elif subject in self.reports:
            shown = self.reports[subject].name
        return DecisionView(
            decision.id,
            self.words.text(f"web.kinds.{kind}"),
            shown,
            subject_link(decision if about is None else about),
            told,
            decision.who,
            decision.why,
            self.words.date(decision.at[:16]),
            decision.undone is not None,
        )


def thinned(found: Finding) -> Finding:
    """A series with no more figures than a drawing has room for: of each origin the latest."""
    room = max(1, MOST_DRAWN // max(1, len(found.figures)))
    if sum(len(line.earlier) + 1 for line in found.figures) <= MOST_DRAWN:
        return found
    figures = tuple(
        msgspec.structs.replace(line, earlier=line.earlier[len(line.earlier) - room + 1 :] if room > 1 else ())
        for line in found.figures
    )
    return msgspec.structs.replace(found, figures=figures)


def disagreeing(findings: Iterable[Finding]) -> list[Finding]:
    """The series that tell of a dispute, a drift or a revision."""
    return [one for one in findings if (TELLING | {"revised"}) & set(one.states)]


def newest(found: Finding) -> tuple[str, str]:
    """When a series was last told of (EDTF), with its id."""
    days = [told.published or told.said or "" for line in found.figures for told in (line.latest,)]
    return max(days, default=""), found.id


def short(identity: str) -> str:
    """An id without the name of its hash."""
    return identity.removeprefix("sha256:")


def subject_link(decision: Decision) -> str:
    """The page of what a decision is about."""
    match decision.kind:
        case "same-source" | "different-sources":
            return f"/source?{urlencode({'name': decision.subject})}"
        case "other-story":
            return f"/reports/{quote(short(decision.subject))}"
        case "misread":
            return f"/claims/{quote(decision.subject)}"
        case "note":
            if len(decision.subject) == DIGEST:
                return "/decisions"
            kind = "reports" if decision.subject.startswith("sha256:") else "claims"
            return f"/{kind}/{quote(short(decision.subject))}"
    return "/decisions"


def source_link(origin: Origin) -> str:
    """The page of an origin; empty for an outlet in its own voice."""
    return f"/source?{urlencode({'name': origin.name})}" if origin.voice == "named" else ""


def series_link(story: str, series: str) -> str:
    """The page of a series."""
    return f"/stories/{quote(story, safe='')}/series/{quote(series, safe='')}"
