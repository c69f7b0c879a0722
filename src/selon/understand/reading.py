"""Report -> reading: its claims, and all that the reader saw on the way."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Final, TypeVar

from selon.knowledge.language import Language
from selon.knowledge.loader import language as language_of
from selon.knowledge.loader import language_codes
from selon.model.claim import Claim, Cue
from selon.model.place import Place
from selon.model.reading import Reading, SeenNumber
from selon.model.report import Report
from selon.model.source import Source
from selon.model.text import Span
from selon.understand.attribution import attributions
from selon.understand.claims import Found, Memory, claims
from selon.understand.counts import counts
from selon.understand.inheriting import inherited
from selon.understand.mentions import places, report_mentions
from selon.understand.moments import report_moments
from selon.understand.numbers import numbers
from selon.understand.parts import Count, Mention
from selon.understand.sentences import Sentence, sentences
from selon.understand.traces import translation

Part = TypeVar("Part", Place, Source, Cue)

CONTEXT: Final = "context"
UNCOUNTED: Final = "uncounted"
"""Why a number without a noun, a toll or an event is set aside: nothing tells what it counts."""


def understand(report: Report) -> Reading:
    """Everything that can be understood of a report.

    A report in a language that there is no knowledge of gives a reading without claims.
    """
    if report.language not in language_codes():
        return Reading(report.id, (), (), (), (), (), (), ())
    language = language_of(report.language)
    parted = sentences(report, language)
    return reading(report, parted, language)


def reading(report: Report, parted: Sequence[Sentence], language: Language) -> Reading:
    """The reading of a report's sentences."""
    text = report.text
    published = report.published if report.published and report.published[0].isdigit() else None  # not XXXX-10-18
    when, _ = report_moments(text, parted, language, published)
    named, _ = report_mentions(text, parted, language)
    said = attributions(text, parted, named, when, language)
    memory = Memory()
    contexts = contexts_of(parted)
    told: list[Claim] = []
    counted: list[Sequence[Count]] = []
    placed: list[Mention] = []
    for sentence, moments_here, names_here, attributed in zip(parted, when, named, said, strict=True):
        found_counts = counts(text, sentence, numbers(text, sentence, language), moments_here, language)
        places_here = places(text, sentence, names_here, language)
        found_here = Found(found_counts, moments_here, names_here, places_here, attributed, contexts)
        here = claims(text, report.reference(), sentence, language, found_here, memory, published)
        memory = memory.after(here)
        told += here
        counted.append(found_counts)
        placed += places_here
    return Reading(
        report=report.id,
        claims=inherited(told, [sentence.start for sentence in parted]),
        numbers=seen_numbers(text, parted, counted, told),
        moments=tuple(m.moment for row in when for m in row),
        places=unique(m.place for m in placed if m.place is not None),
        sources=unique(source for row in said for one in row for source in chain(one.origins, one.via)),
        cues=unique(cue for claim in told for cue in claim.cues),
        sentences=tuple(Span(s.start, s.end) for s in parted),
        translated=translation(text, parted, counted, language),
    )


def contexts_of(parted: Sequence[Sentence]) -> frozenset[str]:
    """What a report is about, by the words of `[words.context]` that stand in it."""
    return frozenset(
        entry.key
        for sentence in parted
        for known in sentence.known
        if CONTEXT in known.roles
        for _, entry in known.entries
        if entry.role == CONTEXT
    )


def seen_numbers(
    text: str, parted: Sequence[Sentence], counted: Sequence[Sequence[Count]], told: Sequence[Claim]
) -> tuple[SeenNumber, ...]:
    """Every number, with the claims whose figure it is, or the reason why it was set aside."""
    ids: dict[int, list[str]] = {}
    for claim in told:
        if claim.figure is not None:
            ids.setdefault(claim.figure.start, []).append(claim.id)
    result = []
    for sentence, here in zip(parted, counted, strict=True):
        for count in here:
            start, end = sentence.tokens[count.first].start, sentence.tokens[count.last - 1].end
            claimed = tuple(ids.get(count.figure.start, ())) if count.figure is not None else ()
            reason = None if claimed else count.reason or UNCOUNTED
            result.append(
                SeenNumber(
                    text[start:end], start, end, count.low, count.high, count.approximate, count.vague, claimed, reason
                )
            )
    return tuple(result)


def unique(parts: Iterable[Part]) -> tuple[Part, ...]:
    """The parts in the order of the text, each once."""
    return tuple(sorted(dict.fromkeys(parts), key=lambda part: (part.start, part.end)))
