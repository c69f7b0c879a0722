"""Lines that tell of the report: bylines, date lines, credits, and *key: value*."""

from typing import Final, NamedTuple

from selon.knowledge import dates
from selon.knowledge.folding import fold
from selon.knowledge.lexicon import Match
from selon.model import Span
from selon.model.frozen import Frozen
from selon.read.page import Page, Words
from selon.read.residue import longest

LONGEST: Final = 200
"""Code points of such a line."""
MOST_NAME_WORDS: Final = 4


class Told(Frozen, frozen=True):
    """What a line tells. `reason`: `byline`, `date line`, `credit`, or that of the page's phrase that stands in it.

    `weak`: it is a name and nothing else, which only its place on the page makes a byline.
    """

    reason: str
    weak: bool = False
    byline: str | None = None
    published: str | None = None
    modified: str | None = None
    outlet: str | None = None
    credits: tuple[str, ...] = ()


class KeyLine(NamedTuple):
    """A line *key: value*: what the key tells, and where the value stands."""

    key: str
    value: Span


def told(text: str, start: int, end: int, page: Page) -> Told | None:
    """What a line tells, where dates, names, agencies and the words of such lines make it up altogether; else None."""
    if end - start > LONGEST or page.speaks(text[start:end], MOST_SEGMENT_WORDS):
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


_WRAPPING: Final = " \t\u00a0\"'*,[]}"
MOST_TOKENS: Final = 40
MOST_SEGMENT_WORDS: Final = 6
_PARTING: Final = frozenset("|·•–—-(),")
_CLAIMING: Final = frozenset('?!:«»“”"')


class _Reader:
    """Goes through a line from left to right, and takes what it knows."""

    def __init__(self, text: str, words: Words, page: Page) -> None:
        self.text, self.words, self.page = text, words, page
        self.dates = days(words, page)
        self.reason: str | None = None
        self.cue: str | None = None
        self.published: str | None = None
        self.modified: str | None = None
        self.outlet: str | None = None
        self.names: list[str] = []
        self.credits: list[str] = []
        self.bylines = 0
        """Words of phrases that sign."""
        self.cued = False
        self.exact = False
        """Whether a date tells its year or hour, or is said to be that of publication."""
        self.newsworthy = False
        """Whether a name is one that the language knows: who makes the news, not who writes it."""
        self.unknown = 0
        self.behind_filler = False

    def read(self) -> Told | None:
        """What the line tells, or None where a word is left over."""
        at, segment, names, tokens = 0, 0, 0, self.words.tokens
        while at < len(tokens):
            signed = self.bylines
            after = self._take(at)
            if after is None:
                after = self._segment(segment)
                if after is None or after <= at:
                    return None
                self.names[names:] = [self.text[tokens[segment].start : tokens[after - 1].end]]
            elif tokens[after - 1].word in _PARTING or self.bylines > signed:
                segment, names, self.behind_filler = after, len(self.names), False
            at = after
        return self._made()

    def _take(self, at: int) -> int | None:
        """The token behind what is known that begins at one; None where nothing is."""
        return self._date(at) or self._source(at) or self._phrase(at) or self._rest(at)

    def _date(self, at: int) -> int | None:
        if at not in self.dates:
            return None
        after, edtf = self.dates[at]
        if len(edtf) == 10 and (clock := self._clock(after)):
            after, edtf = clock[0], f"{edtf}T{clock[1]}"
        self.exact = self.exact or bool(self.cue) or len(edtf) > 10 or not edtf.startswith("X")
        if self.cue == "modified":
            self.modified = self.modified or edtf
        else:
            self.published = self.published or edtf
        self.cue = None
        return after

    def _clock(self, at: int) -> tuple[int, str] | None:
        """A time of 24 hours behind a mark that parts it from its date: *| 14:05*."""
        tokens = self.words.tokens
        while at < len(tokens) and tokens[at].word in _PARTING:
            at += 1
        if at + 2 >= len(tokens) or tokens[at + 1].word not in (":", "h", "."):
            return None
        hour, minute = tokens[at].word, tokens[at + 2].word
        if not (len(minute) == 2 and minute.isdigit() and hour.isdigit() and int(hour) < 24 and int(minute) < 60):
            return None
        half = at + 3 < len(tokens) and tokens[at + 3].word in ("am", "pm", "a", "p")
        return None if half else (at + 3, f"{int(hour):02}:{minute}")

    def _source(self, at: int) -> int | None:
        if match := agency(self.text, self.words, at):
            if match.entry.key not in self.credits:
                self.credits.append(match.entry.key)
            return match.last
        if match := self._outlet(at):
            self.outlet = self.outlet or match.entry.key
            return match.last
        return None

    def _outlet(self, at: int) -> Match | None:
        """An outlet's name as it is spelled, or several words in capitals: *MONDE* is a rubric."""
        match = longest(self.words.found[at], "outlet")
        if match is None:
            return None
        name = self.text[self.words.tokens[at].start : self.words.tokens[match.last - 1].end]
        return match if name == match.entry.lemma or (name.isupper() and match.last - at > 1) else None

    def _phrase(self, at: int) -> int | None:
        matches = self.words.found[at]
        if match := longest(matches, "published", "modified"):
            self.cue, self.cued = match.entry.role, True
            return match.last
        whole, byline = longest(matches, "whole"), longest(matches, "byline")
        if byline and (whole is None or byline.last >= whole.last):
            self.bylines += byline.last - at
            return byline.last
        if whole:
            self.reason = self.reason or whole.entry.key
            return whole.last
        return None

    def _rest(self, at: int) -> int | None:
        token = self.words.tokens[at]
        if token.kind != "word":
            return at + 1
        filler = longest(self.words.found[at], "filler", "joins")
        if token.capital and not (filler and self._is_no_name(at)) and (last := self._name(at)):
            if self._known(at, last):
                self.newsworthy = True
            elif all(longest(self.words.found[i], "particle") for i in range(at, last)):
                pass  # *The* before an agency
            elif not self.behind_filler:  # *correspondant à Tokyo*: a place
                self.names.append(self.text[token.start : self.words.tokens[last - 1].end])
            return last
        if filler:
            self.behind_filler = filler.entry.role == "filler"
            return filler.last
        return None

    def _is_no_name(self, at: int) -> bool:
        """Whether a capital is that of a zone (*CET*) or of the line (*Lecture 3 min*), not that of a name."""
        tokens = self.words.tokens
        token = tokens[at]
        zone = token.end - token.start > 1 and self.text[token.start : token.end].isupper()
        return zone or not (at + 1 < len(tokens) and tokens[at + 1].capital)

    def _segment(self, at: int) -> int | None:
        """Where the unknown words end that begin here: the name of an outlet or a rubric, between marks that part."""
        tokens = self.words.tokens
        last = at
        while last < len(tokens) and tokens[last].word not in _PARTING:
            if tokens[last].kind == "digits" or tokens[last].word in _CLAIMING:
                return None
            last += 1
        apart = bool(at) or (last < len(tokens) and tokens[last].word in "|·•(,")
        if not apart or last - at > MOST_SEGMENT_WORDS or not tokens[at].capital:
            return None
        self.unknown += 1
        return last

    def _name(self, at: int) -> int | None:
        """Where a name ends that begins here: words with capitals, and particles between them."""
        last, count, tokens = at, 0, self.words.tokens
        while last < len(tokens) and not self._ends_name(last, at):
            token = tokens[last]
            if token.kind == "word" and token.capital:
                count += 1
            elif token.word == "." and last > at and tokens[last - 1].end - tokens[last - 1].start <= 2:
                pass  # an initial's dot
            elif not (longest(self.words.found[last], "particle") and self._goes_on(last)):
                break
            last += 1
        return last if 0 < count <= MOST_NAME_WORDS else None

    def _ends_name(self, at: int, first: int) -> bool:
        """Whether something else begins behind a name: an agency, an outlet, a function."""
        if agency(self.text, self.words, at) or self._outlet(at):
            return True
        return at > first and longest(self.words.found[at], "byline") is not None

    def _goes_on(self, at: int) -> bool:
        tokens = self.words.tokens
        return at + 1 < len(tokens) and (tokens[at + 1].capital or bool(longest(self.words.found[at + 1], "particle")))

    def _known(self, first: int, last: int) -> bool:
        if self.page.language is None:
            return False
        lexicon = self.page.language.lexicon
        return any(lexicon.word(token.word) for token in self.words.tokens[first:last] if token.kind == "word")

    def _made(self) -> Told | None:
        people = ", ".join(self.names) or None
        if self.unknown and not (self.unknown < 3 and (self.exact or self.bylines)):
            return None
        if self.reason and not (self.names or self.newsworthy):
            return self._told(self.reason, None)
        if self.bylines and (people or self.credits or self.outlet):
            return self._told("byline", people or ", ".join(self.credits) or self.outlet)
        if self.exact:
            return self._told("date line", None if self.unknown else people)
        if self.published:  # a day alone may head a chronicle
            return None
        if self.credits:
            return self._told("credit", people)
        if self.outlet:
            return self._told("outlet", people)
        return self._unnamed(people)

    def _unnamed(self, people: str | None) -> Told | None:
        """Of a line without a date or a source."""
        if not self.names and (self.bylines > 1 or self.cued):  # *de notre envoyé spécial*, *publié hier à 14h05*
            return self._told("byline" if self.bylines > 1 else "date line", None)
        if self.newsworthy:
            return None
        if not self.names and self.behind_filler and self._has_digits():  # *il y a 2 heures*, *3 min*
            return Told("date line")
        if self.reason:
            return Told(self.reason, weak=True, byline=people)
        return Told("byline", weak=True, byline=people) if self.names and self._looks_signed() else None

    def _told(self, reason: str, byline: str | None) -> Told:
        return Told(
            reason,
            byline=byline,
            published=self.published,
            modified=self.modified,
            outlet=self.outlet,
            credits=tuple(self.credits),
        )

    def _has_digits(self) -> bool:
        return any(token.kind == "digits" for token in self.words.tokens)

    def _looks_signed(self) -> bool:
        return (
            len(self.names) <= 3
            and all(2 <= len(name.split()) <= MOST_NAME_WORDS for name in self.names)
            and not self._has_digits()
            and not any(token.word in _CLAIMING for token in self.words.tokens)
        )


def days(words: Words, page: Page) -> dict[int, tuple[int, str]]:
    """The days that a line names: by first token, the token behind and the EDTF (`XXXX-12-05` without a year)."""
    language = page.language
    if language is None or not any(token.kind == "digits" for token in words.tokens):
        return {}
    kept = page.undotted(words.tokens)
    tokens = [words.tokens[i] for i in kept]
    found = {}
    for said in dates.expressions(tokens, page.language_words(tokens), language):
        edtf, last = day(said), said.last
        if edtf is not None and edtf.startswith("X") and last + 1 < len(tokens) and tokens[last].word in ("/", "."):
            year = tokens[last + 1].word  # 27/02/2025, where the language writes its dates otherwise
            if len(year) == 4 and year.isdigit():
                edtf, last = year + edtf[4:], last + 2
        if edtf is not None:
            found[kept[said.first]] = (kept[last - 1] + 1, edtf)
    return found


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
