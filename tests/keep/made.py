"""Reports with readings, made for tests of the ledger: small, and with everything that a claim can carry."""

import hashlib
import re

from selon.keep import Entry, Told
from selon.model import (
    Claim,
    Counted,
    Cue,
    Evidence,
    Figure,
    Moment,
    Place,
    Reading,
    Report,
    SeenNumber,
    Source,
    Span,
)

NOBODY = Told()


def made(
    text: str, name: str = "note.txt", told: Told = NOBODY, event: str = "killed", topics: tuple[int, ...] = ()
) -> Entry:
    """An entry with a claim for every number in a text: who says it is the sentence's first word, where its last."""
    data = text.encode("utf-8")
    identity = "sha256:" + hashlib.sha256(data).hexdigest()
    title = text.split("\n")[0]
    report = Report(
        identity,
        name,
        text,
        told.language or "fr",
        title,
        Span(0, len(title)),
        published=told.published or "2024-12-05",
    )
    claims, numbers, sentences = [], [], []
    for sentence in re.finditer(r"[^.\n]+", text):
        start, end = sentence.span()
        words = [*re.finditer(r"\S+", sentence.group())]
        sentences.append(Span(start, end))
        for found in re.finditer(r"\d+", sentence.group()):
            first, last = start + found.start(), start + found.end()
            figure = Figure(found.group(), first, last, int(found.group()), int(found.group()))
            speaker, place = (text[start + w.start() : start + w.end()] for w in (words[0], words[-1]))
            who = Source(speaker, start + words[0].start(), start + words[0].end(), speaker, "institution", "FRA", None)
            where = Place(place, start + words[-1].start(), start + words[-1].end(), place, "FRA", None)
            key = hashlib.sha256(f"{identity} {first} {event}".encode()).hexdigest()[:24]
            when = Moment(place, where.start, where.end, "2024-12-04", inherited=True)
            claims.append(
                Claim(
                    key,
                    report.reference(),
                    event,
                    Counted("people", found.group(), first, last),
                    figure,
                    when,
                    when,
                    where,
                    (who,),
                    (),
                    "stated",
                    "positive",
                    (Cue(found.group(), first, last, "hedged"),),
                    Evidence(start, end, text[start:end]),
                    Span(start, end),
                )
            )
            numbers.append(
                SeenNumber(found.group(), first, last, int(found.group()), int(found.group()), False, False, (key,))
            )
    reading = Reading(identity, tuple(claims), tuple(numbers), (), (), (), (), tuple(sentences))
    return Entry(data, told, report, reading, bands=(len(text), len(title), 7), topics=(*topics, len(text) + 100))
