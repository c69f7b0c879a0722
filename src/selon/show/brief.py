"""The brief: what reports claim, according to whom, how firmly, for when, and in which words."""

from typing import Any, Literal

from selon.flow import Gathered
from selon.model.edtf import day
from selon.model.finding import Clock
from selon.reconcile import findings, lineage, occurrences
from selon.reconcile.clocks import known_report
from selon.show.account import Brief, StoryShown, written
from selon.show.templating import rendered
from selon.show.terminal import Page, harmless
from selon.show.wording import Wording, wording

Format = Literal["terminal", "markdown", "html"]


def brief(
    gathered: Gathered,
    *,
    language: str,
    as_of: str | None = None,
    clock: Clock = "published",
    format: Format = "terminal",
    width: int = 100,
    colour: bool = False,
) -> str:
    """The brief of what was gathered, whatever its order.

    `language`: what to write it in, one of `wording.languages()`. `as_of`: an EDTF date; what was not known by its end,
    by the `clock`, is left out, reports included. Inputs that were refused are told at the end.
    `width`, `colour`: of the terminal; without colour it is plain text.
    Raises UsageError where `language` is not spoken or `as_of` is no date.
    """
    words = wording(language)
    moment = day(as_of) if as_of else None
    shown = [report for report in gathered.reports if known_report(report, moment, clock, gathered.recorded)]
    kept = {report.id for report in shown}
    read = [reading for reading in gathered.readings if reading.report in kept]
    claims = [claim for reading in read for claim in reading.claims]
    options: dict[str, Any] = {
        "recorded": gathered.recorded,
        "decisions": gathered.decisions,
        "lineage": lineage(shown, read, gathered.decisions),
    }
    when = (
        words.text("brief.as_of", date=words.date(as_of), clock=words.text(f"clock.{clock}"))
        if as_of
        else words.text("brief.now")
    )
    told = written(
        shown,
        read,
        findings(claims, as_of, clock, **options),
        occurrences(claims, as_of, clock, **options),
        words,
        as_of=when,
        refused=gathered.refused,
        drawing=format == "html",
    )
    if format == "html":
        return rendered("brief.html", brief=told, t=words.text, count=words.number)
    if format == "markdown":
        return rendered("brief.md", brief=told, t=words.text, count=words.number)
    return terminal(told, words, width, colour)


def terminal(told: Brief, words: Wording, width: int, colour: bool) -> str:
    """The brief for a terminal."""
    told = harmless(told)
    page = Page(words, width, colour)
    page.say(told.heading, style="bold")
    for basis in (told.as_of, *told.basis):
        page.say(basis, style="dim")
    if not told.stories:
        page.gap()
        page.say(words.text("brief.nothing"))
    if len(told.stories) > 1:
        page.heading(words.text("brief.stories"))
        for story in told.stories:
            page.say(f"• {story.title}")
    for story in told.stories:
        if len(told.stories) > 1:
            page.gap()
            page.say("═" * min(width, 60), style="dim")
            page.say(story.title, style="bold")
        tell(page, story, words)
    page.heading(words.text("brief.left"))
    for key, counts in (("set_aside", told.set_aside), ("residue", told.residue)):
        page.say(words.text(f"brief.{key}", count=words.number(sum(n for _, n in counts))))
        if counts:
            page.say(", ".join(f"{reason} {words.number(n)}" for reason, n in counts), 2, "dim")
    if told.reports:
        page.heading(words.text("brief.reports_read"))
        for report in told.reports:
            page.say(f"{report.name} — {report.published} — {report.note}")
            if report.title:
                page.say(report.title, 2, "dim")
    if told.refused:
        page.heading(words.text("brief.refused"))
        for report in told.refused:
            page.say(f"{report.name} — {report.note}")
    page.gap()
    page.say(words.text("brief.how"), style="dim")
    return str(page)


def tell(page: Page, story: StoryShown, words: Wording) -> None:
    """One story."""
    if story.short:
        page.heading(words.text("brief.short"))
        for one in story.short:
            page.summary(one)
    if story.series:
        page.heading(words.text("brief.disagree"))
        if not story.disagreements:
            page.say(words.text("brief.no_disagreement"))
        for title, reasons in story.disagreements:
            page.say(title, style="bold")
            for shown in reasons:
                page.reason(shown)
    for key, series in (("claimed", story.series), ("expected", story.expected)):
        if series:
            page.heading(words.text(f"brief.{key}"))
            for one in series:
                page.series(one)
    if story.others:
        page.heading(words.text("brief.others"))
        for title, members in story.others:
            page.say(title, style="bold underline")
            for one in members:
                page.lines(one)
            page.gap()
    if story.events:
        page.heading(words.text("brief.events"))
        for event in story.events:
            page.event(event)
