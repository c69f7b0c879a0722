"""Sentences: a report's paragraphs parted, each with its tokens and what the lexicon knows of them."""

from collections.abc import Sequence
from itertools import chain
from typing import Final

from selon.knowledge.language import Language
from selon.knowledge.lexicon import Known, Match, Matches
from selon.knowledge.tokens import Token
from selon.model.report import Report
from selon.model.text import Span

ENDS: Final = frozenset(".!?…")
CLOSERS: Final = frozenset("»”“\"'’)]")


class Sentence:
    """A sentence of a report.

    `tokens`: its words, numbers and marks; `words`: the same, folded; `found[i]`: what the lexicon knows that begins at
    token i, longest first; `known[i]`: the same, wherever it stands.
    `paragraph`: its paragraph's number; -1 for the title. `title`: whether it is the headline.
    """

    __slots__ = ("end", "found", "known", "paragraph", "start", "title", "tokens", "words")

    def __init__(
        self,
        start: int,
        end: int,
        paragraph: int,
        title: bool,
        tokens: Sequence[Token],
        words: Sequence[str],
        found: Matches,
        known: Sequence[Known],
    ) -> None:
        self.start = start
        self.end = end
        self.paragraph = paragraph
        self.title = title
        self.tokens = tokens
        self.words = words
        self.found = found
        self.known = known

    def text(self, whole: str, first: int, last: int) -> str:
        """The words of tokens `first` (inclusive) to `last` (exclusive), as they stand in the report's text."""
        return whole[self.tokens[first].start : self.tokens[last - 1].end]

    def of(self, role: str, i: int) -> Sequence[Match]:
        """All that begins at token `i` where something of a role does; nothing elsewhere, which is most often."""
        known = self.known[i]
        return known.at(i) if role in known.roles else ()


def sentences(report: Report, language: Language) -> list[Sentence]:
    """The sentences of the title and the body, in the order of the text."""
    spans = [(-1, report.title_span)] if report.title_span else []
    spans += list(enumerate(report.body))
    spans.sort(key=lambda numbered: numbered[1].start)
    return [s for number, span in spans for s in paragraph(report.text, span, number, language)]


def paragraph(text: str, span: Span, number: int, language: Language) -> list[Sentence]:
    """The sentences of one paragraph."""
    tokens = language.tokenizer.tokens(text, span.start, span.end)
    words = [t.word for t in tokens]
    result, first = [], 0
    for last in chain(breaks(text, tokens, words, language), (len(tokens),)):
        if last > first:
            part, here = tokens[first:last], words[first:last]
            known = language.lexicon.known_of(part, here)
            result.append(Sentence(part[0].start, part[-1].end, number, number < 0, part, here, Matches(known), known))
            first = last
    return result


def breaks(text: str, tokens: Sequence[Token], words: Sequence[str], language: Language) -> list[int]:
    """The tokens before which a new sentence begins."""
    result = []
    done, count = 0, len(tokens)
    for i in [i for i, word in enumerate(words) if word in ENDS]:
        if i < done:
            continue
        stop = i + 1
        while stop < count and tokens[stop].kind == "mark" and tokens[stop].word in ENDS:
            stop += 1
        while stop < count and tokens[stop].word in CLOSERS and closes(text, tokens, stop):
            stop += 1
        if stop < count and ends_here(text, tokens, i, stop, language):
            result.append(stop)
        done = stop
    return result


def closes(text: str, tokens: Sequence[Token], i: int) -> bool:
    """Whether a quotation mark or bracket behind a full stop closes what went before: no space parts them."""
    if tokens[i].word in "»”)]":
        return True
    return tokens[i].start == tokens[i - 1].end and not (
        tokens[i].end < len(text) and not text[tokens[i].end].isspace() and text[tokens[i].end].isalnum()
    )


def ends_here(text: str, tokens: Sequence[Token], dot: int, after: int, language: Language) -> bool:
    """Whether the mark at `dot` ends a sentence, given the token `after` it and its closing marks."""
    before, following = tokens[dot - 1] if dot else None, tokens[after]
    glued = following.start == tokens[after - 1].end
    closed = after > dot + 1
    starts_new = following.capital or following.kind == "digits" or following.word in '«“"„‚¿¡—–-(•'
    if not starts_new:
        return False
    if tokens[dot].word != "." or before is None:
        return not glued or closed
    attached = before.end == tokens[dot].start
    if attached and before.kind == "word" and not closed:
        if (before.word + ".") in language.writing.abbreviations or dotted(text, tokens, dot):
            return False
        if len(before.word) == 1 and before.capital:  # an initial: J. Doe
            return small(tokens[dot - 2] if dot > 1 else None, language) and small(following, language)
    if attached and before.kind == "digits" and language.writing.ordinal_dot and len(before.word) <= 2 and not closed:
        return False
    if glued and not closed:  # paragraphs joined without a space: «… retraités.La grève …»
        return (
            before.kind == "word" and len(before.word) > 2 and following.capital and not following.word.isascii()
        ) or (
            before.kind == "word"
            and len(before.word) > 2
            and following.capital
            and len(following.word) > 1
            and not text[before.start : before.end].isupper()
        )
    return True


def small(token: Token | None, language: Language) -> bool:
    """Whether a word is a small word of the grammar: a letter between two of them is no initial (*escribió en X. El
    presidente…*)."""
    return token is not None and any(entry.role == "grammar" for entry in language.lexicon.word(token.word))


def dotted(text: str, tokens: Sequence[Token], dot: int) -> bool:
    """Whether the dot belongs to letters with dots between them: U.S., S.A."""
    return (
        dot >= 3
        and tokens[dot - 2].word == "."
        and len(tokens[dot - 1].word) == 1
        and tokens[dot - 2].end == tokens[dot - 1].start
    )
