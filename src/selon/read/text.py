"""A plain text to a report: every paragraph is title, body or residue, and lines that tell of it are read."""

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from selon import settings
from selon.knowledge.loader import language_codes
from selon.model import Report, Residue, Span
from selon.read import dateline as datelines
from selon.read import residue, when
from selon.read.facts import Facts
from selon.read.language import is_foreign, language_of
from selon.read.lines import LONGEST, Told, date_in, key_line, told
from selon.read.page import Page, page
from selon.read.paragraphs import CLOSING, Paragraph, paragraphs
from selon.read.refuse import Unreadable

LONGEST_MASTHEAD: Final = 5
"""Words of a line before the title that names the site or its section."""
LONGEST_TITLE: Final = 250
FEWEST_SENTENCE_WORDS: Final = 6
HEADER_PROSE: Final = 2
"""How many paragraphs of prose may stand before a byline or date line of the head: the lead, and the first."""
LONGEST_HEADER: Final = 40
FOOTER: Final = 5
MOST_KEY_LINES: Final = 15
LONGEST_LINK: Final = 160


class Line(msgspec.Struct):
    """A paragraph, and what it was found to be. `reason`: of residue, None for body."""

    start: int
    end: int
    apart: bool
    reason: str | None = None
    prose: bool = False
    told: Told | None = None


def report(text: str, identity: str, name: str, facts: Facts) -> Report:
    """The report in a text. Raises Unreadable (`no-sentence`; `too-large` for one of endless lines)."""
    if text.count("\n") > settings.MAX_LINES or text.count("\r") > settings.MAX_LINES:
        raise Unreadable("too-large", f"more than {settings.MAX_LINES} lines")
    spans = paragraphs(text)
    if len(spans) > settings.MAX_PARAGRAPHS:
        raise Unreadable("too-large", f"{len(spans)} paragraphs; the limit is {settings.MAX_PARAGRAPHS}")
    language = facts.language or _language(text, spans)
    return _Reader(text, spans, page(language), language).report(identity, name, facts)


def composed(
    title: str | None, body: Sequence[str], captions: Sequence[str], identity: str, name: str, facts: Facts
) -> Report:
    """A report whose text is put together from a page's parts: the title, the paragraphs, and the captions last.

    Raises Unreadable where no sentence is in the body.
    """
    lines = [line for line in body if line != title]
    parts = [*([title] if title else []), *lines, *captions]
    text = "\n\n".join(parts)
    spans, position = [], 0
    for part in parts:
        spans.append(Paragraph(position, position + len(part), bool(position)))
        position += len(part) + 2
    language = facts.language or _language("\n".join(lines), paragraphs("\n".join(lines)))
    reader = _Reader(text, spans, page(language), language)
    if title:
        reader.title = Span(0, len(title))
    for line in reader.lines[len(parts) - len(captions) :]:
        line.reason = "caption"
    return reader.report(identity, name, facts)


def _language(text: str, spans: Sequence[Paragraph]) -> str | None:
    """The language of the longest paragraphs that are of words: a caption, a menu or a table does not tell."""
    sample, length = [], 0
    for span in sorted(spans, key=lambda span: span.start - span.end):
        words = text[span.start : min(span.end, span.start + settings.LANGUAGE_SAMPLE)]
        if words.count(" ") * 12 < len(words) or sum(map(str.isalpha, words)) * 2 < len(words):
            continue
        sample.append(words)
        length += len(words)
        if length >= settings.LANGUAGE_SAMPLE:
            break
    return language_of("\n".join(sample) or text, language_codes())


class _Reader:
    """Finds out, in a few passes over the paragraphs, what each is."""

    def __init__(self, text: str, spans: Sequence[Paragraph], page: Page, language: str | None) -> None:
        self.text, self.page, self.language = text, page, language
        self.lines = [Line(*span) for span in spans]
        self.title: Span | None = None
        self.keys: dict[str, Span] = {}

    def report(self, identity: str, name: str, facts: Facts) -> Report:
        """The report, with what the facts tell put before what the text does."""
        lines = self.lines
        if len(lines) == 1 and not self.title:
            lone = facts.language is None
            lines[0].reason = residue.layout(self.text, lines[0].start, lines[0].end) if lone else None
        else:
            first = 1 if self.title else self._read_keys()
            for line in lines[first:]:
                line.reason = line.reason or self._reason(line)
                line.prose = line.reason is None and self._is_prose(line)
            self._read_lines(first)
            if self.title is None:
                self._choose_title(first)
            self._drop_masthead(first)
            self._sign(first)
            self._drop_what_follows()
        head, tail = self._edges()
        body, cut = self._body(head, tail)
        told = facts.language is not None and len(lines) == 1  # somebody says that this line is text
        readable = _has_characters if told else _readable
        if not any(readable(self.text[span.start : span.end]) for span in body):
            raise Unreadable("no-sentence", "no words in it that make a sentence")
        return self._made(identity, name, facts, head, body, cut, tail)

    def _reason(self, line: Line) -> str | None:
        text, start, end = self.text, line.start, line.end
        reason = residue.layout(text, start, end) or residue.phrase(text, start, end, self.page)
        if reason is None and self.language:
            sample = text[start : min(end, start + settings.PARAGRAPH_SAMPLE)]
            if not self.page.is_native(sample) and is_foreign(sample, self.language):
                return "foreign"
        return reason

    def _is_prose(self, line: Line) -> bool:
        text, start, end = self.text, line.start, line.end
        if end - start > LONGEST_TITLE:
            return True
        few = text.count(" ", start, end) + 1 < FEWEST_SENTENCE_WORDS
        return not few and _ends_statement(text, start, end) and "©" not in text[start:end]

    def _read_keys(self) -> int:
        """Lines *key: value* that the text begins with; returns how many."""
        count = 0
        for line in self.lines[:MOST_KEY_LINES]:
            found = key_line(self.text, line.start, line.end, self.page)
            fence = residue.layout(self.text, line.start, line.end) == "separator"
            if not found and not fence:
                break
            line.reason = "metadata" if found else "separator"
            if found:
                self.keys.setdefault(found.key, found.value)
            count += 1
        if not self.keys or count == len(self.lines):
            for line in self.lines[:count]:
                line.reason = None
            self.keys = {}
            return 0
        return count

    def _read_lines(self, first: int) -> None:
        """Bylines, date lines and credits in the head and the foot."""
        last, prose = first, 0
        while last < min(len(self.lines), first + LONGEST_HEADER) and prose <= HEADER_PROSE:
            prose += self.lines[last].prose
            last += 1
        foot = [i for i in range(last, len(self.lines)) if self.lines[i].reason is None][-FOOTER:]
        for i in [*range(first, last), *foot]:
            line = self.lines[i]
            if line.end - line.start <= LONGEST and line.reason not in ("foreign", "caption"):
                line.told = told(self.text, line.start, line.end, self.page)
                if line.told and not line.told.weak:
                    line.reason, line.prose = line.reason or line.told.reason, False

    def _choose_title(self, first: int) -> None:
        if "title" in self.keys:
            self.title = self.keys["title"]
            return
        head = []
        for line in self.lines[first:]:
            if line.prose:
                break
            if line.reason is None and self._may_be_title(line):
                head.append(line)
        rest = sum(line.reason is None for line in self.lines)
        if not head or rest < 2:
            return
        certain = [line for line in head if line.told is None] or head
        if not any(line.prose for line in self.lines):
            certain = certain[:1]
        words = [self.text.count(" ", line.start, line.end) + 1 for line in certain]
        chosen = next(
            (line for line, n in zip(certain, words, strict=True) if n >= 4), certain[words.index(max(words))]
        )
        self.title = Span(chosen.start, chosen.end)

    def _may_be_title(self, line: Line) -> bool:
        text, start, end = self.text, line.start, line.end
        return end - start <= LONGEST_TITLE and text[end - 1] not in ",;:" and not _ends_statement(text, start, end)

    def _drop_masthead(self, first: int) -> None:
        """Short lines before the title name the site or its section."""
        for line in self.lines[first:]:
            if self.title is None or line.start >= self.title.start:
                break
            short = self.text.count(" ", line.start, line.end) < LONGEST_MASTHEAD
            if short and line.reason is None and line.told is None:
                line.reason = "section"

    def _sign(self, first: int) -> None:
        """Names that stand alone in the head or at the end are bylines, once there is a title."""
        if self.title is None:
            return
        for line in self.lines[first:]:
            if line.told and line.told.weak and line.reason is None and line.start != self.title.start:
                line.reason = line.told.reason

    def _drop_what_follows(self) -> None:
        """Titles of other articles behind *read also*, and readers' comments."""
        seen_prose, behind = False, None
        for i, line in enumerate(self.lines):
            seen_prose = seen_prose or line.prose
            if line.prose and behind == "links":
                behind = None
            if behind and line.reason is None and (behind == "comments" or line.end - line.start <= LONGEST_LINK):
                line.reason, line.prose = behind, False
            elif seen_prose and line.reason in ("links", "comments"):
                kind = residue.after(self.text, line.start, line.end, self.page)
                if kind == "links" or (kind == "comments" and self._at_end(i)):
                    behind = behind if behind == "comments" else kind

    def _at_end(self, i: int) -> bool:
        """Whether most of the text's words stand before a line."""
        return self.lines[i].start - self.lines[0].start > (self.lines[-1].end - self.lines[0].start) * 0.6

    def _edges(self) -> tuple[dict[int, datelines.Dateline], dict[int, tuple[int, tuple[str, ...]]]]:
        """The datelines and closing credits, by the start of their paragraph."""
        kept = [
            line for line in self.lines if line.reason is None and (not self.title or line.start != self.title.start)
        ]
        head, tail = {}, {}
        for line in kept[:2]:
            if found := datelines.dateline(self.text, line.start, line.end, self.page):
                head[line.start] = found
                break
        for line in kept[-2:]:
            if credit := datelines.closing_credit(self.text, line.start, line.end, self.page):
                tail[line.start] = credit
        return head, tail

    def _body(
        self, head: dict[int, datelines.Dateline], tail: dict[int, tuple[int, tuple[str, ...]]]
    ) -> tuple[list[Span], list[Residue]]:
        text, body = self.text, list[Span]()
        cut: list[Residue] = []
        for line in self.lines:
            if line.reason is not None:
                if self.title and line.start <= self.title.start < line.end:  # the value of a key
                    cut.extend(_apart(text, line.start, self.title.start, line.reason))
                    cut.extend(_apart(text, self.title.end, line.end, line.reason))
                else:
                    cut.extend(_apart(text, line.start, line.end, line.reason))
                continue
            if self.title and line.start == self.title.start:
                continue
            start, end = line.start, line.end
            if line.start in head:
                start = head[line.start].end
                cut.extend(_apart(text, line.start, start, "dateline"))
            if line.start in tail:
                end = tail[line.start][0]
            elif (sign := text.find("©", start, end)) >= 0 and end - sign <= datelines.LONGEST_CREDIT and sign > start:
                end = sign
            while end > start and text[end - 1].isspace():
                end -= 1
            if end > start:
                body.append(Span(start, end))
            cut.extend(_apart(text, end, line.end, "credit"))
        return body, cut

    def _made(
        self,
        identity: str,
        name: str,
        facts: Facts,
        head: dict[int, datelines.Dateline],
        body: list[Span],
        cut: list[Residue],
        tail: dict[int, tuple[int, tuple[str, ...]]],
    ) -> Report:
        heard = [line.told for line in self.lines if line.told and line.reason is not None]
        lead = next(iter(head.values()), None)
        credits = [*facts.credits, *(c for each in heard for c in each.credits)]
        credits += [*(lead.credits if lead else ()), *(c for _, found in tail.values() for c in found)]
        own = [self._dated("published"), *(each.published for each in heard), lead.published if lead else None]
        changed = [self._dated("modified"), *(each.modified for each in heard)]
        bylines = [each.byline for each in heard if each.byline]
        modified = facts.modified or _first(changed)
        published = when.narrowed(facts.own, _first(own)) or modified
        if published and modified and published.startswith("X"):
            published = when.narrowed(modified[:4], published)
        title = self.text[self.title.start : self.title.end] if self.title else facts.title
        return Report(
            id=identity,
            name=name,
            text=self.text,
            language=self.language,
            title=title,
            title_span=self.title,
            body=tuple(body),
            residue=tuple(cut),
            published=when.narrowed(facts.published, published),
            modified=modified,
            outlet=facts.outlet or self._value("outlet") or next((e.outlet for e in heard if e.outlet), None),
            url=facts.url or self._value("url"),
            byline=facts.byline or self._value("byline") or (bylines[0] if bylines else None),
            place_line=lead.place if lead else None,
            credits=tuple(dict.fromkeys(credits)),
        )

    def _value(self, key: str) -> str | None:
        span = self.keys.get(key)
        return self.text[span.start : span.end] if span else None

    def _dated(self, key: str) -> str | None:
        span = self.keys.get(key)
        found = date_in(self.text, span, self.page) if span else None
        return found if found and when.is_date(found) else None


def _first(dates: list[str | None]) -> str | None:
    """The first date with a year; else the first."""
    known = [date for date in dates if date]
    return next((date for date in known if not date.startswith("X")), known[0] if known else None)


def _ends_statement(text: str, start: int, end: int) -> bool:
    """Whether a full stop ends the paragraph: a headline may ask or shout, but does not state."""
    while end > start and text[end - 1] in CLOSING:
        end -= 1
    return end > start and text[end - 1] in ".。" and not text.endswith("...", start, end)


def _has_characters(paragraph: str) -> bool:
    """Whether there is a letter or a digit in a paragraph."""
    return any(c.isalnum() for c in paragraph[:200])


def _readable(paragraph: str) -> bool:
    """Whether there are two words in a paragraph, or as many letters as make some in writing without spaces."""
    words = [word for word in paragraph[:200].split() if any(c.isalpha() for c in word)]
    return len(words) > 1 or sum(c.isalpha() and ord(c) > 0x2E80 for c in paragraph[:200]) > 7


def _apart(text: str, start: int, end: int, reason: str) -> Iterator[Residue]:
    """A stretch of residue without the white space around it, where anything is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Residue(start, end, text[start:end], reason)
