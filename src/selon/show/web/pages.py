"""The pages that show: each takes a request and gives an answer, and changes nothing."""

from collections import ChainMap
from collections.abc import Iterable, Sequence
from datetime import date as Date
from datetime import timedelta
from typing import Any, Final
from urllib.parse import urlencode

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from selon import flow, reconcile
from selon.joints import copies_of
from selon.keep import AsOf, Decision, Query
from selon.model import Claim, Report
from selon.model.edtf import stretch
from selon.model.finding import Finding
from selon.read import copies
from selon.show import brief as briefs
from selon.show.exports import FORMATS, exported
from selon.show.exports.material import material
from selon.show.web import marking
from selon.show.web.answering import as_of, date, desk, download, html, number, page, query, spoken, with_day
from selon.show.web.desk import Account, Snapshot
from selon.show.web.desk import part as part_of
from selon.show.web.pictures import png
from selon.show.web.views import DecisionView, Part, Views, disagreeing, newest, part, series_link, short
from selon.show.wording import Wording

STORIES_A_PAGE: Final = 20
MOST_SHOWN: Final = 40
"""Series, entries of the timeline and reports that a story's page shows; the rest is one click away."""
MOST_CHARTS: Final = 12
MOST_MOVED: Final = 3
MOST_CHOICES: Final = 500
"""Entries of a list to choose from."""
NEW_DAYS: Final = 7
"""How far back *what is new* looks where nobody says."""


BRIEFS: Final[dict[str, tuple[briefs.Format, str]]] = {
    "html": ("html", "text/html"),
    "md": ("markdown", "text/markdown"),
}
"""The forms of a brief, by the ending of its file: what the brief calls it, and its media type."""


class Lost(Exception):
    """There is no such page."""


# --- stories ---------------------------------------------------------------------------------------------------------
def stories(request: Request) -> Response:
    """The stories, and what moved in them lately."""
    work, words = desk(request), spoken(request)
    now = work.snapshot()
    shown = part(work.in_order(now), number(request), "/?", STORIES_A_PAGE)
    views = Views(words, now.claims, now.reports)
    cards = []
    for story in shown.items:
        account = work.account(now, story)
        moved = sorted((one for one in account.findings if not one.apart), key=newest, reverse=True)[:MOST_MOVED]
        cards.append(
            {
                "link": f"/stories/{story}",
                "title": views.title(account),
                "states": counted_states(account, words),
                "claims": len(account.claims),
                "moved": [
                    (words.date(day.partition("T")[0]) if day else "", views.series(one, drawn=False))
                    for one in moved
                    for day in (newest(one)[0],)
                ],
            }
        )
    whole = {"reports": len(now.reports), "claims": len(now.claims), "stories": len(now.stories)}
    return page(request, "stories.html", cards=cards, shown=shown, whole=whole)


def counted_states(account: Account, words: Wording) -> list[tuple[str, str, int]]:
    """The states of a story's series: key, word, and how many are in it."""
    states = account.told.states if account.told else {}
    return [(key, words.text(f"states.{key}"), n) for key, n in states.items()]


class Opened:
    """A story that a request opened, as of the day that it asks for."""

    def __init__(self, request: Request) -> None:
        self.request, self.words = request, spoken(request)
        self.desk = desk(request)
        self.now: Snapshot = self.desk.snapshot()
        home = self.desk.home(self.now, request.path_params["story"])
        if home is None:
            raise Lost
        self.story = home
        self.names = self.now.stories[home]
        self.days = days_of([self.now.reports[name] for name in self.names])
        self.then = self.slid() or as_of(request)
        self.account = self.desk.account(self.now, home, self.then)
        reports = {report.id: report for report in self.account.gathered.reports}
        self.views = Views(self.words, self.account.claims, reports)
        self.path = f"/stories/{home}"

    def slid(self) -> AsOf | None:
        """The day that the slider stands on; None at its end, which is now."""
        step = query(self.request, "step")
        if not step.isdecimal() or not self.days or len(step) > 6:
            return None
        day = self.days[0] + timedelta(days=int(step))
        clock = query(self.request, "clock")
        return AsOf(day.isoformat(), "said" if clock == "said" else "published") if day <= self.days[1] else None

    @property
    def known(self) -> str:
        """What the page knows, in words."""
        if self.then is None:
            return self.words.text("brief.now")
        clock = self.words.text(f"clock.{self.then.clock}")
        return self.words.text("brief.as_of", date=self.words.date(self.then.day), clock=clock)

    def fields(self) -> dict[str, Any]:
        """What every page of a story shows."""
        then, days = self.then, self.days
        at = None
        if days:
            at = (days[1] - days[0]).days + 1
            when = stretch(then.day) if then else None
            if when:
                at = min(max((when.end.date() - days[0]).days, 0), at)
        return {
            "story": self.story,
            "path": self.path,
            "then": then,
            "known": self.known,
            "days": days,
            "span": (days[1] - days[0]).days + 1 if days else 0,
            "step": at,
            "title": self.views.title(self.account),
            "at": lambda path: with_day(path, then),
        }


def days_of(reports: Sequence[Report]) -> tuple[Date, Date] | None:
    """The first and the last day that reports were published on."""
    found = sorted(when for report in reports if (when := stretch(report.published)))
    return (found[0].start.date(), found[-1].end.date()) if found else None


def story(request: Request) -> Response:
    """A story: what is claimed now or was claimed on a day, what is disputed, the timeline, the reports."""
    opened = Opened(request)
    account, views = opened.account, opened.views
    plain = [one for one in account.findings if not one.expected and not one.apart]
    groups = [
        ("claimed", plain),
        ("expected", [one for one in account.findings if one.expected and not one.apart]),
        ("others", [one for one in account.findings if one.apart]),
    ]
    left, shown = MOST_SHOWN, []
    for key, members in groups:
        kept = members[: max(left, 0)]
        left -= len(kept)
        shown.append((key, [views.series(one, drawn=i < MOST_CHARTS) for i, one in enumerate(kept)], len(members)))
    entries = reconcile.timeline(account.findings, account.occurrences)
    disputed = disagreeing(account.findings)
    fields = {
        **opened.fields(),
        "states": counted_states(account, opened.words),
        "short": [views.series(one, drawn=False) for one in views.short(account.findings)],
        "disagree": [views.series(one, drawn=False) for one in disputed[:MOST_SHOWN]],
        "disputed": len(disputed),
        "groups": shown,
        "entries": [views.entry(entry) for entry in entries[-MOST_SHOWN:]],
        "all_entries": len(entries),
        "reports": [views.report(report, account) for report in account.reports[-MOST_SHOWN:]],
        "all_reports": len(account.reports),
        "formats": list(FORMATS),
        "counts": (len(account.reports), len(account.claims)),
    }
    if request.headers.get("hx-request") and request.headers.get("hx-target") == "known":
        answer = page(request, "story_known.html", swapped=True, **fields)
        answer.headers["hx-push-url"] = with_day(opened.path, opened.then)
        return answer
    return page(request, "story.html", swapped=False, **fields)


def all_series(request: Request) -> Response:
    """Every series of a story."""
    opened = Opened(request)
    shown = part(opened.account.findings, number(request), with_day(f"{opened.path}/series", opened.then, all="1"))
    series = [opened.views.series(one, drawn=False) for one in shown.items]
    return page(request, "all_series.html", series=series, shown=shown, **opened.fields())


def timeline(request: Request) -> Response:
    """The whole timeline of a story."""
    opened = Opened(request)
    entries = reconcile.timeline(opened.account.findings, opened.account.occurrences)
    shown = part(entries, number(request), with_day(f"{opened.path}/timeline", opened.then, all="1"))
    told = [opened.views.entry(entry) for entry in shown.items]
    return page(request, "timeline.html", entries=told, shown=shown, **opened.fields())


def story_reports(request: Request) -> Response:
    """Every report of a story."""
    opened = Opened(request)
    shown = part(opened.account.reports, number(request), with_day(f"{opened.path}/reports", opened.then, all="1"))
    reports = [opened.views.report(report, opened.account) for report in shown.items]
    return page(request, "story_reports.html", reports=reports, shown=shown, **opened.fields())


def found_series(opened: Opened) -> Finding | None:
    """The series that a request asks for: by its id, or, where another day gave it another one, by its claims."""
    wanted = opened.request.path_params["series"]
    for one in opened.account.findings:
        if one.id == wanted:
            return one
    now = opened.desk.account(opened.now, opened.story)
    was = next((one for one in now.findings if one.id == wanted), None)
    if was is None:
        raise Lost
    claims = set(was.claims)
    return max(
        (one for one in opened.account.findings if claims & set(one.claims)),
        key=lambda one: len(claims & set(one.claims)),
        default=None,
    )


def series(request: Request) -> Response:
    """A series: its chart, its reasons, each origin with all that it said, and every claim."""
    opened = Opened(request)
    one = found_series(opened)
    if one is None:
        return page(request, "series.html", one=None, claims=None, **opened.fields())
    claims = [opened.account.claims[name] for name in one.claims]
    shown = part(claims, number(request), with_day(series_link(opened.story, one.id), opened.then, all="1"))
    lines = [opened.views.claim(claim) for claim in shown.items]
    viewed = opened.views.series(one, whole=len(claims) <= 2 * MOST_CHOICES)
    return page(request, "series.html", one=viewed, claims=lines, shown=shown, **opened.fields())


def chart(request: Request) -> Response:
    """The chart of a series as a file: SVG or PNG."""
    opened = Opened(request)
    one = found_series(opened)
    drawing = opened.views.drawing(one) if one else None
    if drawing is None or request.path_params["form"] not in ("svg", "png"):
        raise Lost
    if request.path_params["form"] == "png":
        return download(png(drawing), "selon-chart.png", "image/png")
    return download(drawing, "selon-chart.svg", "image/svg+xml")


def brief(request: Request) -> Response:
    """The brief of a story as one file: HTML, which needs nothing else, or Markdown."""
    ending = request.path_params["form"]
    if ending not in BRIEFS:
        raise Lost
    form, media = BRIEFS[ending]
    opened = Opened(request)
    then, gathered = opened.then, opened.account.gathered
    told = briefs.brief(
        msgspec.structs.replace(gathered, refused=()),
        language=opened.words.language,
        as_of=then.day if then else None,
        clock=then.clock if then else "published",
        format=form,
    )
    return download(told, f"selon-brief.{ending}", media)


def export(request: Request) -> Response:
    """A story's claims and findings in the format of another tool."""
    name = request.path_params["form"]
    if name not in FORMATS:
        raise Lost
    opened = Opened(request)
    told = material(opened.account.gathered, opened.account.findings, opened.then)
    return download(exported(told, name), f"selon-{name}.{FORMATS[name].ending}", FORMATS[name].media)


# --- claims and reports ----------------------------------------------------------------------------------------------
def claim(request: Request) -> Response:
    """A claim: its words in the report's text, the way that it came, its series, what was decided on it."""
    work, words = desk(request), spoken(request)
    now = work.snapshot()
    given = request.path_params["claim"]
    one = now.claims.get(given)
    if one is None:  # by the beginning of its id, of an older reading, or held to claim nothing
        one = work.ledger.claim(given)
    current = one.id in now.claims
    kept = now.reports.get(one.report.id)
    report = kept or work.ledger.report(one.report.id).report
    claims = {**now.claims, one.id: one} if not current else now.claims
    views = Views(words, claims, now.reports)
    story_name = now.story_of.get(report.id)
    account = work.account(now, story_name) if story_name and current else None
    found = next((f for f in account.findings if one.id in f.claims), None) if account else None
    event = next((o for o in account.occurrences for s in o.stands if one.id in s.claims), None) if account else None
    fields: dict[str, Any] = {
        "claim": one,
        "line": views.claim(one),
        "report": report,
        "report_id": short(report.id),
        "published": views.published(report),
        "marked": marking.around(report, one, spans(report, one, words)),
        "cues": [(cue.text, words.name_of("cues", cue.means)) for cue in dict.fromkeys(one.cues)],
        "residue": bool(report.residue),
        "figure": words.interval(one.figure.low, one.figure.high, one.figure.approximate) if one.figure else None,
        "happened": views.day(one.happened.edtf) if one.happened else None,
        "said": views.day(one.said.edtf) if one.said else None,
        "place": words.place(one.place.name, one.place.country) if one.place else None,
        "origins": [(words.source(s.name), s.text, s.cue, link_of(s.name)) for s in one.origins],
        "via": [(words.source(s.name), s.text, s.cue, link_of(s.name)) for s in one.via],
        "current": current,
        "story": story_name,
        "story_title": views.title(account) if account else None,
        "series": Views(words, account.claims, now.reports).series(found, drawn=True) if account and found else None,
        "event": words.title(event) if event else None,
        "siblings": [views.claim(now.claims[name]) for name in siblings(one, found, event)],
        "decisions": decided(request, now, {one.id}),
        "events": sorted((words.name_of("events", key), key) for key in words.names("events")),
        "address": f"{request.url.scheme}://{request.url.netloc}/claims/{one.id}",
    }
    return page(request, "claim.html", **fields)


def siblings(one: Claim, found: Finding | None, event: Any) -> list[str]:
    """Other claims of a claim's series, or of its event."""
    names = found.claims if found else [name for stand in event.stands for name in stand.claims] if event else []
    return [name for name in dict.fromkeys(names) if name != one.id][:MOST_SHOWN]


def link_of(name: str) -> str:
    """The page of a source."""
    return f"/source?{urlencode({'name': name})}"


def spans(report: Report, one: Claim, words: Wording) -> list[marking.Span]:
    """What to mark in a report's text around a claim."""
    found = [marking.Span(r.start, r.end, "residue", words.name_of("residue", r.reason)) for r in report.residue]
    found += [marking.Span(c.start, c.end, "cue", words.name_of("cues", c.means)) for c in one.cues]
    if one.figure:
        found.append(marking.Span(one.figure.start, one.figure.end, "figure"))
    if report.title_span:
        found.append(marking.Span(report.title_span.start, report.title_span.end, "headline"))
    if one.sentence.start < one.sentence.end:
        found.append(marking.Span(one.sentence.start, one.sentence.end, "sentence"))
    return found


def report(request: Request) -> Response:
    """A report: its text with what was claimed and what was left out, how it came, whom it repeats."""
    work, words = desk(request), spoken(request)
    now = work.snapshot()
    kept = work.ledger.report(request.path_params["report"])
    one = kept.report
    claims = list(now.readings[one.id].claims) if one.id in now.readings else []
    marks = [marking.Span(r.start, r.end, "residue", words.name_of("residue", r.reason)) for r in one.residue]
    marks += [
        marking.Span(c.evidence.start, c.evidence.end, "claimed", words.name_of("events", c.event), f"/claims/{c.id}")
        for c in claims
    ]
    if one.title_span:
        marks.append(marking.Span(one.title_span.start, one.title_span.end, "headline"))
    views = Views(words, now.claims, now.reports)
    shown = part(claims, number(request), f"/reports/{short(one.id)}?", 100)
    home = now.story_of.get(one.id)
    others = [name for name in work.in_order(now) if name != home][:MOST_CHOICES]
    fields: dict[str, Any] = {
        "report": one,
        "report_id": short(one.id),
        "published": views.published(one),
        "tongue": words.language_name(one.language) if one.language else None,
        "translated": now.readings[one.id].translated if one.id in now.readings else None,
        "pieces": marking.pieces(one.text, marks),
        "claims": [views.claim(claim) for claim in shown.items],
        "shown": shown,
        "arrivals": [(words.date(a.recorded[:16]), a.name, a.provenance) for a in work.ledger.arrivals(one.id)],
        "copies": [
            (short(copy.of), now.reports[copy.of].name if copy.of in now.reports else short(copy.of), copy)
            for copy in copies_of(work.ledger, one, copies.keys(one))
        ],
        "percent": words.percent,
        "story": home,
        "story_title": views.title(work.account(now, home)) if home else None,
        "others": [(name, now.reports[now.stories[name][0]]) for name in others],
        "decisions": decided(request, now, {one.id}),
        "outside": one.url if one.url and one.url.lower().startswith(("http://", "https://")) else None,
    }
    return page(request, "report.html", **fields)


def raw(request: Request) -> Response:
    """The bytes of a report as they came, for the disk and never for the browser to show."""
    data = desk(request).ledger.raw(request.path_params["report"])
    return download(data, "report.bin", "application/octet-stream")


def decided(request: Request, now: Snapshot, subjects: set[str]) -> list[Any]:
    """What was decided on some subjects, the latest first."""
    about = (one for one in reversed(now.decisions) if {one.subject, str(one.content.get("other", ""))} & subjects)
    return worded(request, now, about)


def worded(request: Request, now: Snapshot, found: Iterable[Decision]) -> list[DecisionView]:
    """Decisions in words; one on how a claim was read tells what was read before."""
    found = list(found)
    ledger, by_id = desk(request).ledger, {one.id: one for one in now.decisions}
    read = {one.subject: ledger.claim(one.subject) for one in found if one.kind == "misread"}
    views = Views(spoken(request), ChainMap(read, dict(now.claims)), now.reports)
    return [views.decision(one, by_id.get(one.subject)) for one in found]


# --- sources ---------------------------------------------------------------------------------------------------------
def accounts_of_sources(request: Request, now: Snapshot) -> tuple[Any, ...]:
    """Who speaks in the whole ledger."""
    return desk(request).answer(now, ("sources",), lambda: flow.sources(now.gathered))


def sources(request: Request) -> Response:
    """Who speaks: who says most comes first."""
    now = desk(request).snapshot()
    views = Views(spoken(request), now.claims, now.reports)
    shown = part(accounts_of_sources(request, now), number(request), "/sources?", 100)
    return page(request, "sources.html", sources=[views.source(one) for one in shown.items], shown=shown)


def source(request: Request) -> Response:
    """A source: its spellings, what it says, how its figures moved."""
    now, name = desk(request).snapshot(), request.query_params.get("name", "")
    views = Views(spoken(request), now.claims, now.reports)
    accounts = accounts_of_sources(request, now)
    found = next((one for one in accounts if name == one.origin.name), None)
    found = found or next((one for one in accounts if name in one.origin.names), None)
    if found is None:
        raise Lost
    claims = [now.claims[claim] for claim in (*found.claims, *found.relayed)]
    claims.sort(key=lambda one: (one.report.published or "", one.id), reverse=True)
    shown = part(claims, number(request), f"/source?{urlencode({'name': name})}", 50)
    fields: dict[str, Any] = {
        "source": views.source(found),
        "moves": views.moves(found)[:100],
        "claims": [views.claim(claim) for claim in shown.items],
        "shown": shown,
        "names": [one.origin.name for one in accounts if one is not found][:MOST_CHOICES],
        "decisions": decided(request, now, {found.origin.name, *found.origin.names}),
    }
    return page(request, "source.html", **fields)


# --- questions -------------------------------------------------------------------------------------------------------
def compare(request: Request) -> Response:
    """Two reports side by side."""
    now, words = desk(request).snapshot(), spoken(request)
    asked = [query(request, "first"), query(request, "second")]
    choices = sorted(now.reports.values(), key=lambda one: (one.published or "", one.name), reverse=True)
    fields: dict[str, Any] = {
        "choices": [(short(one.id), one.name, one.title) for one in choices[:MOST_CHOICES]],
        "asked": asked,
        "pair": None,
    }
    if all(asked):
        views = Views(words, now.claims, now.reports)
        pair = [now.reports[desk(request).ledger.report(name).report.id] for name in asked]
        gathered = part_of(now.gathered, [one.id for one in pair])
        rows = flow.compare(gathered, pair[0].id, pair[1].id)
        names = (pair[0].name, pair[1].name)
        fields |= {
            "pair": [(short(one.id), one.name, one.title, views.published(one)) for one in pair],
            "rows": [views.aligned(row, names) for row in rows],
            "asked": [short(one.id) for one in pair],
        }
    return page(request, "compare.html", **fields)


SEARCHED: Final = ("q", "what", "source", "event", "place", "tongue", "when", "by")


def search(request: Request) -> Response:
    """What a search finds: claims, or reports."""
    work, words = desk(request), spoken(request)
    now = work.snapshot()
    asked = {name: query(request, name) for name in SEARCHED}
    by = asked["by"] if asked["by"] in ("happened", "said", "published") else "happened"
    reports = asked["what"] == "reports"
    fields: dict[str, Any] = {
        "asked": asked,
        "events": sorted((words.name_of("events", key), key) for key in words.names("events")),
        "claims": None,
        "found": None,
        "shown": None,
    }
    if any(value for name, value in asked.items() if name not in ("what", "by")):
        when = asked["when"] or None
        for end in (when or "").split("/"):
            date(end)
        size, at = 50, min(number(request), 200)
        filters = {} if reports else {name: asked[name] or None for name in ("source", "event", "place")}
        wanted = Query(
            text=asked["q"] or None,
            language=asked["tongue"] or None,
            when=when,
            by="published" if reports else by,  # type: ignore[arg-type]
            limit=size * at + 1,
            **filters,
        )
        link = f"/search?{urlencode({k: v for k, v in asked.items() if v})}"
        if reports:
            found = list(work.ledger.search_reports(wanted))
            pages: Part[Any] = part(found, at, link, size)
            fields["found"] = [
                (short(one.id), one.name, one.title, words.date(one.published) if one.published else "", one.outlet)
                for one in pages.items
            ]
        else:
            claims = [now.claims.get(one.id, one) for one in work.ledger.search(wanted)]
            pages = part(claims, at, link, size)
            views = Views(words, {**now.claims, **{one.id: one for one in pages.items}}, now.reports)
            fields["claims"] = [views.claim(one) for one in pages.items if one.report.id in now.reports]
        fields["shown"] = pages
    return page(request, "search.html", **fields)


def new(request: Request) -> Response:
    """What is new since a day."""
    work, words = desk(request), spoken(request)
    now = work.snapshot()
    days = days_of(list(now.reports.values()))
    since = date(query(request, "since"))
    if since is None and days:
        since = (days[1] - timedelta(days=NEW_DAYS)).isoformat()
    told = []
    if since:
        first = stretch(since)
        for story_name in work.in_order(now):
            reports = [now.reports[name] for name in now.stories[story_name]]
            if not any(first is None or when is None or when.end >= first.start for when in map(dated, reports)):
                continue
            account = work.account(now, story_name)
            changes = work.answer(now, ("new", story_name, since), lambda a=account: flow.changes(a.gathered, since))  # type: ignore[misc]
            views = Views(words, account.claims, now.reports)
            if changes:
                lines = [views.change(change, story_name) for change in changes[:MOST_SHOWN]]
                told.append((f"/stories/{story_name}", views.title(account), lines, len(changes)))
            if len(told) >= STORIES_A_PAGE:
                break
    return page(request, "new.html", since=since, told=told)


def dated(report: Report) -> Any:
    """When a report was published."""
    return stretch(report.published)


def decisions(request: Request) -> Response:
    """Everything that was decided, the latest first."""
    now = desk(request).snapshot()
    shown = part(now.decisions[::-1], number(request), "/decisions?", 50)
    return page(request, "decisions.html", decisions=worded(request, now, shown.items), shown=shown)


def add(request: Request) -> Response:
    """Where reports are handed over, and what was refused."""
    words = spoken(request)
    refusals = list(desk(request).ledger.refusals())[::-1]
    shown = part(refusals, number(request), "/add?", 50)
    refused = [(words.date(one.recorded[:16]), one.refusal) for one in shown.items]
    return page(request, "add.html", refused=refused, shown=shown)


def job(request: Request) -> Response:
    """How far the reading of what was handed over is."""
    found = desk(request).jobs.get(request.path_params["job"])
    if found is None:
        raise Lost
    template = "job_state.html" if request.headers.get("hx-request") else "job.html"
    return Response(html(request, template, job=found, short=short), media_type="text/html")
