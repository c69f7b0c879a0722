"""Claims and what was seen, as lines: JSON for programs, plain words for people."""

from collections.abc import Iterator
from typing import Any

import click
import msgspec

from selon.flow import Read
from selon.keep import Change
from selon.knowledge.loader import language_codes
from selon.model import Claim, Figure, Report, Source


def claim_lines(read: Read) -> Iterator[bytes]:
    """One JSON object a claim, in the order of the text."""
    return (msgspec.json.encode(claim) for claim in read.reading.claims)


def seen_lines(read: Read) -> Iterator[bytes]:
    """One JSON object for everything that the reader saw, in the order of the text."""
    return (msgspec.json.encode(seen) for seen in everything_seen(read))


def everything_seen(read: Read) -> list[dict[str, Any]]:
    """Sentences, residue, numbers, moments, places, sources, cues and traces, in the order of the text."""
    text, reading, name = read.report.text, read.reading, read.report.name
    seen: list[dict[str, Any]] = []

    def put(which: str, part: Any, /, **more: Any) -> None:
        start, end = part.start, part.end
        words = text[start:end]
        seen.append({"report": name, "seen": which, "start": start, "end": end, "text": words, **more})

    for sentence in reading.sentences:
        put("sentence", sentence)
    for residue in read.report.residue:
        put("residue", residue, reason=residue.reason)
    for number in reading.numbers:
        value = {
            "low": number.low,
            "high": number.high,
            "approximate": number.approximate,
            "vague": number.vague,
        }
        if number.claims:
            put("number", number, **value, claim=number.claims[0], claims=number.claims)
        else:
            put("number", number, **value, set_aside=number.set_aside)
    for moment in reading.moments:
        put("moment", moment, edtf=moment.edtf)
    for place in reading.places:
        put("place", place, name=place.name, country=place.country, geonames=place.geonames)
    for source in reading.sources:
        put("source", source, name=source.name, kind=source.kind, affiliation=source.affiliation)
    for cue in reading.cues:
        put("cue", cue, means=cue.means)
    for cue in reading.translated.cues if reading.translated else ():
        put("trace", cue, language=reading.translated.language if reading.translated else None)
    return sorted(seen, key=lambda one: (one["start"], -one["end"]))


def claims_for_people(read: Read) -> Iterator[str]:
    """A report's claims as a listing: where, what, who says so, and the words."""
    yield heading(read)
    if not read.reading.claims:
        known = read.report.language in language_codes()
        yield "  no claims" if known else f"  no claims: no knowledge of its language ({read.report.language})"
    for claim in read.reading.claims:
        yield from claim_for_people(claim)
    yield ""


def claim_for_people(claim: Claim) -> Iterator[str]:
    """A claim in three lines: what, who says so, and the words."""
    completed = f" (completed by {claim.read_by})" if claim.read_by else ""
    yield f"  {click.style(what(claim), bold=True)}{completed}"
    yield click.style(f"    {who(claim)}{circumstances(claim)}", dim=True)
    words = " ".join(claim.evidence.exact.split())
    yield f"    {claim.evidence.start}–{claim.evidence.end}: “{words}”"


def changes_for_people(change: Change) -> Iterator[str]:
    """What a new reading of a report changed; nothing where it changed nothing."""
    if not (change.gone or change.come or change.changed):
        return
    yield click.style(change.name, fg="cyan") + f"  read by {change.before} before"
    for mark, claims in (("-", change.gone), ("+", change.come)):
        for claim in claims:
            yield f"  {mark} {claim.id}  {what(claim)}, {who(claim)}{circumstances(claim)}"
    for before, after in change.changed:
        yield f"  ~ {after.id}"
        yield f"      {what(before)}, {who(before)}{circumstances(before)}"
        yield f"      {what(after)}, {who(after)}{circumstances(after)}"
    for decision in change.orphans:
        yield f"  ! the decision {decision} is on a claim that is no more, or no longer fits it"


def seen_for_people(read: Read) -> Iterator[str]:
    """What the reader saw in a report, one line each."""
    yield heading(read)
    for seen in everything_seen(read):
        words = " ".join(seen["text"].split())
        yield f"  {seen['start']:>6} {seen['seen']:<8} {shorten(words, 60):<60} {value(seen)}".rstrip()
    yield ""


def heading(read: Read) -> str:
    """A report's name, title, date and language on one line."""
    return headline(read.report)


def headline(report: Report) -> str:
    """A report's name, title, date and language on one line."""
    parts = [report.title, report.published or "no date", report.language or "language unknown"]
    return click.style(report.name, fg="cyan") + "  " + " · ".join(part for part in parts if part)


def marked(report: Report) -> str:
    """A report's text with its residue marked ⟦so⟧, and why."""
    parts, last = [], 0
    for residue in sorted(report.residue, key=lambda one: one.start):
        parts.append(report.text[last : residue.start])
        parts.append(click.style(f"⟦{residue.reason}: {report.text[residue.start : residue.end]}⟧", dim=True))
        last = residue.end
    return "".join([*parts, report.text[last:]]).strip()


def what(claim: Claim) -> str:
    """*killed: 10000 to 12000 soldiers (PRK)*, with its polarity and certainty where they are not the plain ones."""
    words = [claim.event.replace("_", " ")]
    if claim.figure or claim.counted:
        words[0] += ":"
    if claim.figure:
        words.append(interval(claim.figure))
    if claim.counted:
        words.append(claim.counted.kind or claim.counted.text)
        words += [f"({part})" for part in (claim.counted.affiliation, claim.counted.qualifier) if part]
    marks: list[str] = [mark for mark in (claim.certainty, claim.polarity) if mark not in ("stated", "positive")]
    if claim.figure:
        marks += [claim.figure.change] if claim.figure.change != "total" else []
        marks += ["overtaken"] if claim.figure.previous else []
    return " ".join(words) + (f" [{', '.join(marks)}]" if marks else "")


def interval(figure: Figure) -> str:
    """The figure's bounds in plain words, with thousands parted by a thin space."""
    return ("about " if figure.approximate or figure.vague else "") + bounds(figure.low, figure.high)


def bounds(least: int | None, most: int | None) -> str:
    """An interval in plain words, with thousands parted by a thin space."""
    low, high = (None if n is None else f"{n:,}".replace(",", "\u202f") for n in (least, most))
    if low is None or high is None:
        return "any number" if low == high else f"at most {high}" if low is None else f"at least {low}"
    return low if low == high else f"{low} to {high}"


def who(claim: Claim) -> str:
    """*according to NIS (KOR), via Reuters*, or that the outlet speaks for itself."""
    if not claim.origins:
        return "in the report's own voice" + (f", via {names(claim.via)}" if claim.via else "")
    return f"according to {names(claim.origins)}" + (f", via {names(claim.via)}" if claim.via else "")


def names(sources: tuple[Source, ...]) -> str:
    """Sources by name, with their countries."""
    return ", ".join(s.name + (f" ({s.affiliation})" if s.affiliation else "") for s in sources)


def circumstances(claim: Claim) -> str:
    """Where, when it happened, and when it was said, as far as known."""
    parts = []
    if claim.place:
        parts.append(f"in {claim.place.name}")
    if claim.happened:
        parts.append(f"happened {claim.happened.edtf or claim.happened.text}")
    if claim.said:
        parts.append(f"said {claim.said.edtf or claim.said.text}")
    return "".join(f" · {part}" for part in parts)


def value(seen: dict[str, Any]) -> str:
    """What a seen part stands for, in a few words."""
    match seen["seen"]:
        case "number":
            became = f"claim {seen['claim']}" if "claim" in seen else f"set aside: {seen['set_aside']}"
            low, high = seen["low"], seen["high"]
            span = f"{low}" if low == high else f"{'' if low is None else low}..{'' if high is None else high}"
            return f"{span}  {became}"
        case "moment":
            return seen["edtf"] or "unresolved"
        case "place" | "source":
            return str(seen["name"])
        case "cue":
            return str(seen["means"])
        case "residue":
            return str(seen["reason"])
    return ""


def shorten(words: str, width: int) -> str:
    """Words cut to a width, with a mark where they were."""
    return words if len(words) <= width else words[: width - 1] + "…"
