"""The brief: what reports claim, according to whom, how firmly, for when, and in which words."""

from collections.abc import Mapping, Sequence
from io import StringIO
from typing import Any, Literal

import msgspec

from selon.model.decision import Decisions
from selon.model.edtf import day
from selon.model.finding import Clock
from selon.model.reading import Reading
from selon.model.report import Refusal, Report
from selon.reconcile import findings, lineage, occurrences
from selon.reconcile.clocks import known_report
from selon.reconcile.findings import NO_DECISIONS, NOTHING
from selon.show import charts
from selon.show.account import Brief, written
from selon.show.templating import rendered
from selon.show.wording import Wording, wording

Format = Literal["terminal", "markdown", "html"]


def brief(
    reports: Sequence[Report],
    readings: Sequence[Reading],
    *,
    language: str,
    as_of: str | None = None,
    clock: Clock = "published",
    format: Format = "terminal",
    refused: Sequence[Refusal] = (),
    recorded: Mapping[str, str] = NOTHING,
    decisions: Decisions = NO_DECISIONS,
    width: int = 100,
    colour: bool = False,
) -> str:
    """The brief of some reports, whatever their order.

    `readings`: those of the reports, matched by id. `language`: what to write it in, one of `wording.languages()`.
    `as_of`: an EDTF date; what was not known by its end, by the `clock`, is left out, reports included. `recorded`: for
    each report's id, when the ledger took it; `decisions`: see `reconcile.findings`. `refused`: inputs that
    could not be read, to be told at the end. `width`, `colour`: of the terminal; without colour it is plain text.
    Raises UsageError where `language` is not spoken or `as_of` is no date.
    """
    words = wording(language)
    moment = day(as_of) if as_of else None
    shown = [report for report in reports if known_report(report, moment, clock, recorded)]
    kept = {report.id for report in shown}
    read = [reading for reading in readings if reading.report in kept]
    claims = [claim for reading in read for claim in reading.claims]
    options: dict[str, Any] = {
        "recorded": recorded,
        "decisions": decisions,
        "lineage": lineage(shown, read),
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
        refused=refused,
        drawing=format == "html",
    )
    if format == "html":
        return rendered("brief.html", brief=told, t=words.text, count=words.number)
    if format == "markdown":
        return rendered("brief.md", brief=told, t=words.text, count=words.number)
    return terminal(told, words, width, colour)


CONTROLS = dict.fromkeys(
    (*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD
)
"""Characters that would steer the terminal or turn the direction of the text, each with what is shown instead."""


def harmless(value: Any) -> Any:
    """A value with all its text made safe for a terminal."""
    if isinstance(value, str):
        return value.translate(CONTROLS)
    if isinstance(value, tuple):
        return tuple(map(harmless, value))
    if isinstance(value, msgspec.Struct):
        return type(value)(*(harmless(getattr(value, name)) for name in value.__struct_fields__))
    return value


STYLES = {"disputed": "bold red", "agreed": "green", "drifted": "magenta", "revised": "yellow", "changed": "yellow"}


def terminal(told: Brief, words: Wording, width: int, colour: bool) -> str:
    """The brief for a terminal: plain text, with styles where there is colour."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    stream = StringIO()
    console = Console(
        file=stream, width=width, force_terminal=colour, no_color=not colour, highlight=False, legacy_windows=False
    )

    told = harmless(told)

    def say(text: str | Text, indent: int = 0, style: str = "") -> None:
        shown = Text(text) if isinstance(text, str) else text
        shown.stylize(style)
        console.print(Padding(shown, (0, 0, 0, indent)) if indent else shown)

    def heading(text: str) -> None:
        console.print()
        say(text.upper(), style="bold")
        console.print()

    def badges(found: Sequence[tuple[str, str]]) -> Text:
        line = Text()
        for key, state in found:
            line.append("[" + state + "]", STYLES.get(key, "dim")).append(" ")
        return line

    def evidence(quoted: Any, indent: int) -> None:
        say(f"« {' '.join(quoted.exact.split())} »", indent, "italic")
        say(quoted.position + (f", {quoted.via}" if quoted.via else ""), indent, "dim")

    def figure(given: Any, indent: int, lead: str = "") -> None:
        line = Text(lead)
        line.append(given.words, "bold").append(f" — {', '.join((given.when, *given.notes))}")
        say(line, indent)
        for quoted in given.quoted:
            evidence(quoted, indent + 2)
        if given.also:
            say(words.text("line.also", places=", ".join(given.also)), indent + 2, "dim")

    def series(one: Any) -> None:
        say(one.title, style="bold underline")
        line = badges(one.badges)
        line.append(one.counts, "dim")
        say(line)
        for origin in one.lines:
            say(origin.origin + (f" ({origin.note})" if origin.note else ""), 2)
            figure(origin.latest, 4)
            for given in origin.earlier:
                figure(given, 4, words.text("line.earlier") + " ")
        for line in charts.terminal(one.finding, list(one.names), words, width - 4):
            console.print(Padding(line, (0, 0, 0, 2)))
        for shown in one.states:
            if shown.key != "single-origin":
                line = Text(f"{shown.state} — ", STYLES.get(shown.key, "dim"))
                line.append(shown.reason)
                say(line, 2)
                for quoted in shown.quoted:
                    evidence(quoted, 4)
        console.print()

    say(told.heading, style="bold")
    for basis in (told.as_of, *told.basis):
        say(basis, style="dim")
    if not (told.series or told.expected or told.events):
        console.print()
        say(words.text("brief.nothing"))
    if told.short:
        heading(words.text("brief.short"))
        for one in told.short:
            line = Text("• ")
            line.append(one.title, "bold").append_text(Text(" ")).append_text(badges(one.badges))
            line.append(f"\n  {one.summary}")
            say(line)
    if told.series:
        heading(words.text("brief.disagree"))
        if not told.disagreements:
            say(words.text("brief.no_disagreement"))
        for title, shown_states in told.disagreements:
            say(title, style="bold")
            for shown in shown_states:
                line = Text(f"{shown.state} — ", STYLES.get(shown.key, "dim"))
                line.append(shown.reason)
                say(line, 2)
        heading(words.text("brief.claimed"))
        for one in told.series:
            series(one)
    if told.expected:
        heading(words.text("brief.expected"))
        for one in told.expected:
            series(one)
    if told.events:
        heading(words.text("brief.events"))
        for event in told.events:
            line = Text(f"{event.when}  ", "dim")
            line.append(event.title + " ", "bold").append_text(badges(event.states))
            say(line)
            for stand in event.stands:
                say(f"{stand.origin} — {', '.join(stand.notes)}", 2)
                for quoted in stand.quoted:
                    evidence(quoted, 4)
                if stand.also:
                    say(words.text("line.also", places=", ".join(stand.also)), 4, "dim")
    heading(words.text("brief.left"))
    for key, counts in (("set_aside", told.set_aside), ("residue", told.residue)):
        say(words.text(f"brief.{key}", count=words.number(sum(n for _, n in counts))))
        if counts:
            say(", ".join(f"{reason} {words.number(n)}" for reason, n in counts), 2, "dim")
    heading(words.text("brief.reports_read"))
    for report in told.reports:
        say(f"{report.name} — {report.published} — {report.note}")
        if report.title:
            say(report.title, 2, "dim")
    if told.refused:
        heading(words.text("brief.refused"))
        for report in told.refused:
            say(f"{report.name} — {report.note}")
    console.print()
    say(words.text("brief.how"), style="dim")
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines()) + "\n"
