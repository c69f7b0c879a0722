"""Answers to questions about findings, for a terminal and as JSON."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from selon.model.claim import Claim
from selon.model.finding import Finding, Reason
from selon.model.question import Aligned, Change, Entry, SourceAccount, StoryAccount
from selon.show.account import Writer
from selon.show.terminal import Page, harmless
from selon.show.wording import Wording

Claims = Mapping[str, Claim]


def reasoned(found: Finding, wording: Wording, claims: Claims) -> Finding:
    """A finding whose reasons are put into words."""
    writer = Writer(wording, claims)
    return msgspec.structs.replace(found, reasons=worded(found.reasons, found, writer))


def worded(reasons: Iterable[Reason], found: Finding, writer: Writer) -> tuple[Reason, ...]:
    """Reasons of a finding, each with its sentence."""
    return tuple(msgspec.structs.replace(r, sentence=writer.shown(r, found).reason) for r in reasons)


def json_lines(answers: Iterable[Any], wording: Wording, claims: Claims) -> Iterator[bytes]:
    """One JSON object a line: findings, or what else was asked for, with their reasons in words."""
    writer = Writer(wording, claims)
    for answer in answers:
        if isinstance(answer, Finding):
            answer = reasoned(answer, wording, claims)
        elif isinstance(answer, Change) and answer.finding:
            reasons = worded(answer.reasons, answer.finding, writer)
            answer = msgspec.structs.replace(answer, finding=reasoned(answer.finding, wording, claims), reasons=reasons)
        elif isinstance(answer, Aligned) and answer.finding:
            answer = msgspec.structs.replace(answer, finding=reasoned(answer.finding, wording, claims))
        yield msgspec.json.encode(answer) + b"\n"


def findings_text(found: Sequence[Finding], claims: Claims, wording: Wording, width: int, colour: bool) -> str:
    """Each series in two lines, with its picture and its reasons."""
    writer, page = Writer(wording, claims), Page(wording, width, colour)
    if not found:
        page.say(wording.text("brief.no_figures"))
    for finding in found:
        one = harmless(writer.series(finding))
        page.summary(one)
        page.say(one.counts, 2, "dim")
        page.chart(one)
        for shown in one.states:
            if shown.key != "single-origin":
                page.reason(shown)
        page.gap()
    return str(page)


def timeline_text(entries: Sequence[Entry], claims: Claims, wording: Wording, width: int, colour: bool) -> str:
    """Everything in order of time: when, what, who says so, and the words."""
    writer, page = Writer(wording, claims), Page(wording, width, colour)
    day = None
    for entry in entries:
        when = wording.date(entry.when.partition("T")[0]) if entry.when else wording.text("line.undated")
        if when != day:
            page.gap()
            page.say(when, style="bold")
            day = when
        told = entry.told.claim if entry.told else entry.stand.claims[0] if entry.stand else ""
        what = harmless(writer.what(entry.event, entry.counted, entry.place))
        if entry.told:
            change = figure.change if (figure := claims[told].figure) else "total"
            what += f": {wording.figure(entry.told, change)}"
        notes = [wording.text(f"clock.{entry.by}")] if entry.by else []
        certainty, polarity = (entry.told or entry.stand or claims[told]), None
        polarity = certainty.polarity
        notes.append(wording.text(f"line.{certainty.certainty}"))
        if polarity == "negative":
            notes.append(wording.text("line.negative"))
        page.say(f"{what} — {harmless(writer.origin(entry.origin))}, {', '.join(notes)}", 2)
        page.evidence(harmless(writer.quoted(told)), 4)
    return str(page)


def sources_text(accounts: Sequence[SourceAccount], claims: Claims, wording: Wording, width: int, colour: bool) -> str:
    """Each source: its spellings, how much it says, and how its figures moved."""
    writer, page = Writer(wording, claims), Page(wording, width, colour)
    for account in accounts:
        page.say(harmless(writer.origin(account.origin)), style="bold")
        counts = [
            wording.counted("sources.claims", len(account.claims)),
            wording.counted("sources.relayed", len(account.relayed)) if account.relayed else "",
            wording.counted("brief.reports", len(account.reports)),
        ]
        if account.first and account.last:
            counts.append(wording.date(account.first if account.first == account.last else span(account)))
        page.say(", ".join(part for part in counts if part), 2, "dim")
        others = [harmless(name) for name in account.origin.names if name != account.origin.name]
        if others:
            page.say(wording.text("sources.names", names=", ".join(others)), 2, "dim")
        for moves in account.figures:
            told = " → ".join(
                wording.text("sources.figure", figure=wording.figure(t), date=wording.day(t) or "?") for t in moves.told
            )
            page.say(harmless(f"{writer.what(moves.event, moves.counted, moves.place)}: {told}"), 2)
        page.gap()
    return str(page)


def span(account: SourceAccount) -> str:
    """From the first to the last day on which a source spoke, in EDTF."""
    first, last = ((edtf or "").partition("/") for edtf in (account.first, account.last))
    return f"{first[0].partition('T')[0]}/{(last[2] or last[0]).partition('T')[0]}"


def stories_text(accounts: Sequence[StoryAccount], claims: Claims, wording: Wording, width: int, colour: bool) -> str:
    """Each story in two lines: where and when it is told; how much it holds, and the id to ask for it by."""
    page = Page(wording, width, colour)
    for account in accounts:
        where = wording.place(account.place.name, account.place.country) if account.place else None
        days = list(dict.fromkeys(day for day in (account.first, account.last) if day))
        when = wording.date("/".join(days)) if days else wording.text("line.undated")
        page.say(harmless(" · ".join(part for part in (where, when) if part)), style="bold")
        counts = [
            wording.counted("brief.reports", len(account.reports)),
            wording.counted("brief.claims", account.claims),
            *(f"{wording.text(f'states.{state}')} {wording.number(n)}" for state, n in account.states.items()),
        ]
        page.say(harmless(f"{account.id}: {', '.join(counts)}"), 2, "dim")
    if not accounts:
        page.say(wording.text("brief.nothing"))
    return str(page)


def changes_text(changes: Sequence[Change], claims: Claims, wording: Wording, width: int, colour: bool) -> str:
    """What is new, what has a new origin, what was revised or disputed, and the new events."""
    writer, page = Writer(wording, claims), Page(wording, width, colour)
    if not changes:
        page.say(wording.text("changes.nothing"))
    for kind in ("state", "origin", "new", "turned", "event"):
        chosen = [change for change in changes if change.kind == kind]
        if not chosen:
            continue
        page.heading(wording.text(f"changes.{kind}"))
        for change in chosen:
            if change.finding:
                one = harmless(writer.series(change.finding))
                page.summary(one)
                if change.origins:
                    page.say(harmless(wording.text("changes.origins", names=wording.listed(change.origins))), 2)
                for reason in change.reasons:
                    page.reason(harmless(writer.shown(reason, change.finding)))
            elif change.occurrence:
                page.event(harmless(writer.event(change.occurrence)))
    return str(page)


def compared_text(
    names: tuple[str, str], rows: Sequence[Aligned], claims: Claims, wording: Wording, width: int, colour: bool
) -> str:
    """Two reports side by side, by series and event."""
    writer, page = Writer(wording, claims), Page(wording, width, colour)
    if not rows:
        page.say(wording.text("brief.nothing"))
    for row in rows:
        about = row.finding or row.occurrence
        assert about is not None
        verdict = wording.text(f"compare.{row.verdict}", first=names[0], second=names[1])
        style = {"contradicts": "bold red", "same": "green", "moved": "yellow"}.get(row.verdict, "")
        page.say(harmless(wording.title(about)), style="bold underline")
        page.say(harmless(verdict), 2, style)
        for name, own in zip(names, (row.first, row.second), strict=True):
            for claim in own:
                page.say(harmless(f"{name} — {writer.claim(claims[claim])}"), 4)
                page.evidence(harmless(writer.quoted(claim)), 6)
        page.gap()
    return str(page)
