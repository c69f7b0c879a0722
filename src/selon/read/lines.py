"""Lines that tell of the report: bylines, date lines, credits, and *key: value*."""

from typing import NamedTuple

import msgspec

from selon.knowledge import dates
from selon.knowledge.folding import fold
from selon.knowledge.lexicon import Match
from selon.model import Span
from selon.read.page import Page, Words
from selon.read.residue import longest

LONGEST = 200
"""Code points of such a line."""
MOST_NAME_WORDS = 4


class Told(msgspec.Struct, frozen=True):
    """What a line tells. `reason`: `byline`, `date line`, `credit`, or that of the page's phrase that stands in it.

    `weak`: it is a name and nothing else, which only its place on the page makes a byline.
    """

    reason: str
    weak: bool = False
    byline: str | None = None
    published: str | None = None
    modified: str | None = None
    credits: tuple[str, ...] = ()


class KeyLine(NamedTuple):
    """A line *key: value*: what the key tells, and where the value stands."""

    key: str
    value: Span


def told(text: str, start: int, end: int, page: Page) -> Told | None:
    """What a line tells, where dates, names, agencies and the words of such lines make it up altogether; else None."""
    if end - start > LONGEST:
        return None
    words = page.words(text, start, end)
    return _Reader(text, words, page).read() if len(words.tokens) <= MOST_TOKENS else None


def key_line(text: str, start: int, end: int, page: Page) -> KeyLine | None:
    """The line as *key: value* (also quoted, as in JSON), where the key is known; else None."""
    head = text[start : min(end, start + 40)]
    sign = head.find(":") if ":" in head else head.find("=")
    if sign < 0:
        return None
    key = page.keys.get(fold(head[:sign].strip("\"'*_-#[{ \t")))
    if key is None:
        return None
    first, last = start + sign + 1, end
    while first < last and text[first] in _WRAPPING:
        first += 1
    while last > first and text[last - 1] in _WRAPPING:
        last -= 1
    return KeyLine(key, Span(first, last)) if first < last else None


_WRAPPING = " \t\u00a0\"'*,[]}"
MOST_TOKENS = 40
_CLAIMING = frozenset('?!:«»“”"')


class _Reader:
    """Goes through a line from left to right, and takes what it knows."""

    def __init__(self, text: str, words: Words, page: Page) -> None:
        self.text, self.words, self.page = text, words, page
        self.reason: str | None = None
        self.cue: str | None = None
        self.published: str | None = None
        self.modified: str | None = None
        self.names: list[str] = []
        self.credits: list[str] = []
        self.signed = False
        self.dates = days(words, page)

    def read(self) -> Told | None:
        """What the line tells, or None where a word is left over."""
        at, count = 0, len(self.words.tokens)
        while at < count:
            after = self._take(at)
            if after is None:
                return None
            at = after
        return self._made()

    def _take(self, at: int) -> int | None:
        token, matches = self.words.tokens[at], self.words.found[at]
        if at in self.dates:
            after, edtf = self.dates[at]
            if self.cue == "modified":
                self.modified = self.modified or edtf
            else:
                self.published = self.published or edtf
            self.cue = None
            return after
        if match := longest(matches, "published", "modified"):
            self.cue = match.entry.role
            return match.last
        if match := agency(self.text, self.words, at):
            self.credits.append(match.entry.key)
            return match.last
        whole, byline = longest(matches, "whole"), longest(matches, "byline")
        if byline and (whole is None or byline.last >= whole.last):
            self.signed = True
            return byline.last
        if whole:
            self.reason = self.reason or whole.entry.key
            return whole.last
        if token.kind != "word":
            return at + 1
        if token.capital and (last := self._name(at)):
            self.names.append(self.text[token.start : self.words.tokens[last - 1].end])
            return last
        if match := longest(matches, "filler", "joins"):
            return match.last
        return None

    def _name(self, at: int) -> int | None:
        """Where a name ends that begins here: words with capitals, and particles between them."""
        last, count, tokens = at, 0, self.words.tokens
        while last < len(tokens):
            token = tokens[last]
            if token.kind == "word" and token.capital and not agency(self.text, self.words, last):
                count += 1
            elif token.word == "." and last > at and tokens[last - 1].end - tokens[last - 1].start <= 2:
                pass  # an initial's dot
            elif not (longest(self.words.found[last], "particle") and self._goes_on(last)):
                break
            last += 1
        return last if count <= MOST_NAME_WORDS and not self._known(at, last) else None

    def _goes_on(self, at: int) -> bool:
        tokens = self.words.tokens
        return at + 1 < len(tokens) and (tokens[at + 1].capital or bool(longest(self.words.found[at + 1], "particle")))

    def _known(self, first: int, last: int) -> bool:
        """Whether the language knows a word of it: who makes the news or what happens, not who writes it."""
        if self.page.language is None:
            return False
        lexicon = self.page.language.lexicon
        return any(lexicon.word(token.word) for token in self.words.tokens[first:last] if token.kind == "word")

    def _made(self) -> Told | None:
        byline = ", ".join(self.names) or None
        known = {"published": self.published, "modified": self.modified, "credits": tuple(self.credits)}
        dated = bool(self.published or self.modified)
        if self.reason and not self.names:
            return Told(self.reason, **known)
        if self.signed and (self.names or self.credits):
            return Told("byline", byline=byline or ", ".join(self.credits), **known)
        if dated:
            return Told("date line", byline=byline, **known)
        if self.credits:
            return Told("credit", byline=byline, **known)
        if self.names and not self.reason and self._looks_signed():
            return Told("byline", weak=True, byline=byline)
        return Told(self.reason, weak=True, byline=byline) if self.reason else None

    def _looks_signed(self) -> bool:
        tokens = self.words.tokens
        return (
            len(self.names) <= 3
            and all(2 <= len(name.split()) <= MOST_NAME_WORDS for name in self.names)
            and not any(token.word in _CLAIMING or token.kind == "digits" for token in tokens)
        )


def days(words: Words, page: Page) -> dict[int, tuple[int, str]]:
    """The days that a line names: by first token, the token behind and the EDTF; a day without a year is `XXXX-12-05`."""
    language = page.language
    if language is None or not any(token.kind == "digits" for token in words.tokens):
        return {}
    found = language.lexicon.find([t.word for t in words.tokens], [t.capital for t in words.tokens])
    return {
        said.first: (said.last, edtf)
        for said in dates.expressions(words.tokens, found, language)
        if (edtf := day(said)) is not None
    }


def day(said: dates.Expression) -> str | None:
    """The EDTF of an expression that names a day, of a year or of none."""
    if edtf := dates.day_of(said):
        return edtf
    if said.reading == "point" and said.year is None and said.month and said.month <= 12 and said.day:
        return f"XXXX-{said.month:02}-{said.day:02}"
    return None


def date_in(text: str, span: Span, page: Page) -> str | None:
    """The first day of a year that stands in a value, written in the page's language or as ISO 8601."""
    value = text[span.start : span.end]
    head = value[:10]
    if len(head) == 10 and head[4] == head[7] == "-" and head.replace("-", "").isdigit():
        clock = value[10:16].replace(" ", "T")
        return head + clock if len(clock) == 6 and clock[0] == "T" and clock[3] == ":" else head
    if page.language is None:
        return None
    return next((found.edtf for found in dates.document_dates(text, (span,), page.language)), None)


def agency(text: str, words: Words, at: int) -> Match | None:
    """The agency named at a token, in its own spelling or in capitals: *sana* is a word, *SANA* is one of them."""
    match = longest(words.found[at], "agency")
    if match is None:
        return None
    name = text[words.tokens[at].start : words.tokens[match.last - 1].end]
    return match if name == match.entry.lemma or name.isupper() else None


def agencies(text: str, words: Words, first: int, last: int) -> tuple[str, ...]:
    """The agencies named in tokens `first` to `last` (exclusive), each once."""
    found = (agency(text, words, at) for at in range(first, last))
    return tuple(dict.fromkeys(match.entry.key for match in found if match and match.last <= last))
