"""Datelines and closing credits: *KYIV, 5 décembre (AFP) —* before the first sentence, *(avec AFP)* behind the last."""

from typing import Final, NamedTuple

from selon.model import Span
from selon.read.lines import agencies, agency, days
from selon.read.page import Page, Words
from selon.read.residue import longest

LONGEST: Final = 120
"""Code points of a dateline: two cities, a country, a date and two agencies."""
LONGEST_CREDIT: Final = 60
MOST_PLACE_WORDS: Final = 6
_DASHES: Final = frozenset("—–-―−")


class Dateline(NamedTuple):
    """`end`: where the report's own words begin. `place`: None where agency or date stand alone."""

    end: int
    place: Span | None
    published: str | None
    credits: tuple[str, ...]


def dateline(text: str, start: int, end: int, page: Page) -> Dateline | None:
    """The dateline that a paragraph begins with, or None.

    A dash behind a name is not enough (*Paris – une ville …*): an agency, a date or capitals throughout must show it.
    Capitals alone may be a rubric (*POLITIQUE –*): they are a place only where the language knows it.
    """
    head = text[start : min(end, start + LONGEST)]
    if not any(dash in head for dash in _DASHES) or not (head[0].isupper() or head[0] in "(0123456789"):
        return None
    words = page.words(text, start, start + len(head))
    tokens = words.tokens
    dash = _dash(words)
    if dash is None or dash == 0 or dash + 1 >= len(tokens):
        return None
    when = days(words, page)
    place_end = _place(text, words, 0, when)
    credits = agencies(text, words, place_end, dash)
    published, at = None, place_end
    while at < dash:
        token = tokens[at]
        if at in when:
            at, published = when[at]
        elif match := agency(text, words, at) or longest(words.found[at], "filler", "joins"):
            at = match.last
        elif token.word == "(" and (closing := _closing(words, at, dash)):
            at = closing if agencies(text, words, at, closing) or place_end else dash + 1
        elif token.kind == "mark" and token.word in ",./()|*":
            at += 1
        elif at > 0 and tokens[at - 1].word == "," and (wider := _place(text, words, at, when)) > at:
            at = wider  # COLUMBUS, Ohio
        else:
            return None
    if at > dash or not (credits or published or _shouted(text, words, place_end)):
        return None
    begin = dash + 1
    while begin < len(tokens) and tokens[begin].word in _DASHES:
        begin += 1
    certain = bool(credits or published) or _is_place(words, place_end, page)
    place = Span(tokens[0].start, tokens[place_end - 1].end) if place_end and certain else None
    return Dateline(tokens[begin].start, place, published, credits) if begin < len(tokens) else None


def closing_credit(text: str, start: int, end: int, page: Page) -> tuple[int, tuple[str, ...]] | None:
    """Where the credit begins that a paragraph ends with, and the agencies in it; or None."""
    last = end
    while last > start and text[last - 1] in ". ":
        last -= 1
    if last <= start or text[last - 1] not in ")]":
        return None
    opening = max(text.rfind("(", start, end), text.rfind("[", start, end))
    if opening <= start or end - opening > LONGEST_CREDIT:
        return None
    words = page.words(text, opening, end)
    at, count = 0, len(words.tokens)
    while at < count:
        match = agency(text, words, at) or longest(words.found[at], "byline", "joins", "filler")
        if match:
            at = match.last
        elif words.tokens[at].kind == "mark":
            at += 1
        else:
            return None
    found = agencies(text, words, 0, count)
    return (opening, found) if found else None


def _dash(words: Words) -> int | None:
    """The first token that is a dash with room around it, or behind a dot or bracket."""
    tokens = words.tokens
    for i, token in enumerate(tokens[:-1]):
        if token.word in _DASHES and token.kind == "mark":
            apart = tokens[i + 1].start > token.end or tokens[i + 1].word in _DASHES
            if apart and (i == 0 or token.start > tokens[i - 1].end or tokens[i - 1].word in ").-–—"):
                return i
    return None


def _place(text: str, words: Words, first: int, when: dict[int, tuple[int, str]]) -> int:
    """The token behind a run of names: *KYIV*, *Washington/Séoul*, *New York*."""
    at, count, tokens = first, 0, words.tokens
    while at < len(tokens) and at not in when and not agency(text, words, at):
        token = tokens[at]
        if token.kind == "word" and token.capital:
            count += 1
        elif not (at > first and (token.word == "/" or longest(words.found[at], "particle"))):
            break
        at += 1
    while at > first and not tokens[at - 1].capital:
        at -= 1
    return at if 0 < count <= MOST_PLACE_WORDS else first


def _closing(words: Words, at: int, before: int) -> int | None:
    return next((i + 1 for i in range(at, before) if words.tokens[i].word == ")"), None)


def _is_place(words: Words, place_end: int, page: Page) -> bool:
    found = page.language_words(words.tokens[:place_end])
    return any(match.entry.role in ("country", "capital", "place") for match in found[0]) if found else False


def _shouted(text: str, words: Words, place_end: int) -> bool:
    """Whether the place is in capitals throughout, and no mere acronym."""
    if place_end == 0:
        return False
    place = text[words.tokens[0].start : words.tokens[place_end - 1].end]
    return place.isupper() and len(place) >= 4
