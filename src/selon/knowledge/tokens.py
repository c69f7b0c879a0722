"""Tokens: the words, numbers and marks of a text with their places."""

import re
from collections.abc import Sequence
from itertools import chain
from typing import Final, Literal

from mypy_extensions import mypyc_attr

from selon import settings
from selon.knowledge.folding import fold

TokenKind = Literal["word", "digits", "mark"]

_LETTERS: Final = r"(?:[^\W\d_][\u0300-\u036f\u00ad]*)+"
_APOSTROPHE: Final = "['’ʼ]"
_TOKEN: Final = re.compile(
    rf"""
    (?P<code>[A-Z]+-?\d[\w-]*)                          # G7, F-16
    | (?P<digits>\d{{1,3}}(?:[ \u00a0\u202f\u2009.,'’]\d{{3}})+(?!\d)(?:[.,]\d+)?   # 12 000, 12.000,5
        | \d+(?:[.,]\d+)*)
    | (?P<word>{_LETTERS}(?:['’ʼ\-‑]{_LETTERS})*{_APOSTROPHE}?)   # aujourd’hui, sud-coréens, l’
    | (?P<mark>\S)
    """,
    re.VERBOSE,
)


@mypyc_attr(acyclic=True)
class Form:
    """What a token is wherever it stands. `word`: the text folded for look-ups; `capital`: begins with one.

    A code of letters and digits (*G7*, *F-16*) is a word. `known`: what its language's lexicon knows of it; `begins`:
    what it can be to a number that begins with it. Both are found out once, and None until then.
    """

    __slots__ = ("begins", "capital", "kind", "known", "word")

    def __init__(self, word: str, kind: TokenKind, capital: bool) -> None:
        self.word = word
        self.kind: TokenKind = kind
        self.capital = capital
        self.known: object = None
        self.begins: str | None = None


@mypyc_attr(acyclic=True)
class Token:
    """A form at its place. `start`, `end`: code points in the text; the rest as in `Form`."""

    __slots__ = ("capital", "end", "form", "kind", "start", "word")

    def __init__(self, start: int, end: int, form: Form) -> None:
        self.start = start
        self.end = end
        self.form = form
        self.word = form.word
        self.kind: TokenKind = form.kind
        self.capital = form.capital


Placed = tuple[int, int, Form]
"""A form with its places within a stretch of text."""

LONGEST: Final = 24
"""Code points of a stretch of text that is kept with its tokens."""


class Tokenizer:
    """Parts text into tokens.

    `elisions`: beginnings that stand apart (`l'`, `qu'`); `enclitics`: endings that do (`-t-il`, `'s`).
    Whatever the language, an apostrophe or hyphen between letters holds a word together otherwise.
    """

    __slots__ = ("_apart", "_elision", "_enclitic", "_met")

    def __init__(self, elisions: Sequence[str] = (), enclitics: Sequence[str] = ()) -> None:
        def pattern(words: Sequence[str]) -> str:
            longest_first = sorted(words, key=len, reverse=True)
            return "|".join(re.escape(w).replace("'", _APOSTROPHE) for w in longest_first) or "(?!)"

        self._met: dict[str, Sequence[Placed]] = {}
        self._apart = frozenset(fold(word) for word in chain(elisions, enclitics))
        self._elision = re.compile(rf"(?:{pattern(elisions)})(?=.)", re.IGNORECASE)
        self._enclitic = re.compile(rf"(?<=.)(?:{pattern(enclitics)})$", re.IGNORECASE)

    def phrase(self, phrase: str) -> list[str]:
        """The folded words of a phrase of the data, in which an elision or enclitic may stand for itself (`à l'`)."""
        words: list[str] = []
        for part in phrase.split():
            folded = fold(part)
            whole = part.isalpha() or folded in self._apart
            words += [folded] if whole else [token.word for token in self.tokens(part)]
        return words

    def tokens(self, text: str, start: int = 0, end: int | None = None) -> list[Token]:
        """The tokens of `text[start:end]`, with positions in `text`."""
        found: list[Token] = []
        met, append = self._met, found.append
        at, stretches = start, text[start:end].split(" ")
        stretches.reverse()
        while stretches:
            stretch = stretches.pop()
            known = met.get(stretch)
            if known is None:
                while stretch[-1:].isdecimal() and stretches and stretches[-1][:1].isdecimal():
                    stretch += " " + stretches.pop()
                known = self._parted(stretch)
            for first, last, form in known:
                append(Token(at + first, at + last, form))
            at += len(stretch) + 1
        return found

    def _parted(self, stretch: str) -> Sequence[Placed]:
        """The tokens of a stretch of text with their places in it."""
        found: list[Placed] = []
        for match in _TOKEN.finditer(stretch):
            kind = match.lastgroup
            first, last = match.span()
            words = match.group()
            if kind == "word":
                if "'" in words or "’" in words or "-" in words or "‑" in words or "ʼ" in words:
                    self._part(words, first, found)
                else:
                    found.append((first, last, Form(fold(words), "word", words[0].isupper())))
            elif kind == "code":
                found.append((first, last, Form(fold(words), "word", True)))
            else:
                found.append((first, last, Form(words, "digits" if kind == "digits" else "mark", False)))
        if len(stretch) <= LONGEST and len(self._met) < settings.MOST_MET and not stretch[-1:].isdecimal():
            self._met[stretch] = tuple(found)
        return found

    def _part(self, words: str, first: int, found: list[Placed]) -> None:
        """A word with an apostrophe or hyphen, parted from its elision and its enclitic."""
        if elided := self._elision.match(words):
            cut = elided.end()
            found.append((first, first + cut, Form(fold(words[:cut]), "word", words[0].isupper())))
            words, first = words[cut:], first + cut
        tail = ""
        if enclitic := self._enclitic.search(words):
            words, tail = words[: enclitic.start()], words[enclitic.start() :]
        while len(words) > 1 and words[-1] in "'’ʼ":  # a closing quotation mark
            tail, words = words[-1] + tail, words[:-1]
        found.append((first, first + len(words), Form(fold(words), "word", words[0].isupper())))
        if tail:
            start = first + len(words)
            kind: TokenKind = "word" if len(tail) > 1 else "mark"
            found.append((start, start + len(tail), Form(fold(tail), kind, False)))
