"""A report's text cut where its parts begin and end. Positions are code points, so that a browser counts nothing."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec
from markupsafe import Markup, escape

from selon.model.claim import Claim
from selon.model.report import Report


class Span(msgspec.Struct, frozen=True):
    """A stretch of the text to mark. `kind`: how; `title`: what it means, in words; `link`: where it leads."""

    start: int
    end: int
    kind: str
    title: str = ""
    link: str = ""


class Piece(msgspec.Struct, frozen=True):
    """Text that is marked alike throughout. `kinds`: how, `title`: what its marks mean, `link`: where it leads."""

    text: Markup
    kinds: tuple[str, ...]
    title: str
    link: str

    @property
    def css(self) -> str:
        """Its marks as classes."""
        return " ".join(self.kinds)


def shown(text: str) -> Markup:
    """Text as HTML that a browser gives back letter by letter: its parser would turn CR into LF and drop a NUL.

    A NUL, which HTML cannot hold, is shown by its picture.
    """
    return Markup(str(escape(text)).replace("\r", "&#13;").replace("\0", "&#9216;"))


def pieces(text: str, spans: Iterable[Span], start: int = 0, end: int | None = None) -> tuple[Piece, ...]:
    """The text from `start` to `end` in pieces, in order: together they are the text."""
    end = len(text) if end is None else end
    inside = [s for s in spans if s.start < end and s.end > start and s.start < s.end]
    opening: dict[int, list[Span]] = {}
    closing: dict[int, list[Span]] = {}
    for span in inside:
        opening.setdefault(max(span.start, start), []).append(span)
        closing.setdefault(min(span.end, end), []).append(span)
    cuts = sorted({start, end, *opening, *closing})
    found: list[Piece] = []
    held: list[Span] = []
    for at, until in pairwise(cuts):
        for span in closing.get(at, ()):
            held.remove(span)
        held += opening.get(at, ())
        kinds = tuple(dict.fromkeys(span.kind for span in held))
        titles = dict.fromkeys(span.title for span in held if span.title)
        link = next((span.link for span in held if span.link), "")
        found.append(Piece(shown(text[at:until]), kinds, "; ".join(titles), link))
    return tuple(found)


class Marked(msgspec.Struct, frozen=True):
    """A text around the words that a claim rests on."""

    before: tuple[Piece, ...]
    evidence: tuple[Piece, ...]
    after: tuple[Piece, ...]


def around(report: Report, claim: Claim, spans: Sequence[Span]) -> Marked:
    """A report's text with the evidence of a claim standing out."""
    words = claim.evidence
    return Marked(
        pieces(report.text, spans, 0, words.start),
        pieces(report.text, spans, words.start, words.end),
        pieces(report.text, spans, words.end),
    )
