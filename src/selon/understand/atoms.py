"""Atoms of numbers: what each word or run of digits adds to a number, before they are put together."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from selon.knowledge.language import Language
from selon.knowledge.lexicon import Entry, Lexicon
from selon.understand.digits import value_of
from selon.understand.sentences import Sentence

ROLES: Final = frozenset(("number", "article", "scale", "collective", "ordinal", "fraction", "number_link", "decimal"))
"""The tables of a language's file whose words make up numbers; a key is the word's value."""
FIRST: Final = ("number", "scale", "article", "collective", "fraction", "ordinal", "decimal", "number_link")
"""Which table counts where a word stands in several."""
HYPHENS: Final = "-‑"


class Atom(NamedTuple):
    """`role`: the table it stands in, or `digits`; `value`: its value; `first`, `last`: its tokens.

    `noun`: a scale that can be counted itself (*des millions*); `plural`: it stands in the plural; `inner`: it is part
    of a longer word (*ein-und-zwanzig*); `bare`: a collective that needs no article; `of`: one that is a number only
    before *of* and what it counts; `weak`: a fraction that is none without a numerator or a scale.
    """

    role: str
    value: int | float
    first: int
    last: int
    noun: bool = False
    plural: bool = False
    inner: bool = False
    key: str = ""
    bare: bool = False
    of: bool = False
    weak: bool = False


def number(key: str) -> int | float:
    """The value that a key of a table stands for; 0 for words that have none."""
    try:
        value = float(key)
    except ValueError:
        return 0
    return int(value) if value == int(value) else value


def atom(entry: Entry, first: int, last: int, inner: bool = False) -> Atom:
    """The atom of a lexicon entry."""
    more = entry.more
    plural = entry.form == "plural" or bool(more.get("vague"))
    return Atom(
        entry.role, number(entry.key), first, last, bool(more.get("noun")), plural, inner, entry.key,
        bool(more.get("bare")), bool(more.get("of")), bool(more.get("weak")),
    )  # fmt: skip


@lru_cache(maxsize=65536)
def parts(word: str, lexicon: Lexicon, glued: bool) -> tuple[Entry, ...]:
    """The number words that a compound is wholly made of, in order; none where it is no number.

    `glued`: whether they may stand without a hyphen (*zweihundertfünfzig*).
    """
    if not glued and not any(hyphen in word for hyphen in HYPHENS):
        return ()
    return split(word, lexicon, glued, 0) or ()


def split(word: str, lexicon: Lexicon, glued: bool, depth: int) -> tuple[Entry, ...] | None:
    """The longest beginnings first; a word of more than 24 parts is no number."""
    if depth > 24:
        return None
    for cut in range(len(word), 0, -1):
        if cut < len(word) and not glued and word[cut] not in HYPHENS:
            continue
        entry = best(lexicon.word(word[:cut]))
        if entry is None:
            continue
        rest = word[cut:].lstrip(HYPHENS)
        if not rest:
            return (entry,)
        following = split(rest, lexicon, glued, depth + 1)
        if following is not None:
            return (entry, *following)
    return None


def best(entries: Sequence[Entry]) -> Entry | None:
    """The entry that makes a word part of a number."""
    found = [entry for entry in entries if entry.role in ROLES]
    return min(found, key=lambda entry: FIRST.index(entry.role)) if found else None


def atoms_at(sentence: Sentence, i: int, language: Language) -> list[Atom]:
    """The atoms of the number word, phrase or compound that begins at token `i`; none where it is no number's."""
    token = sentence.tokens[i]
    if token.kind == "digits":
        value = value_of(token.word, language.writing.decimal)
        return [] if value is None else [Atom("digits", value, i, i + 1)]
    if token.kind == "mark":
        value = fraction_sign(token.word)
        return [] if value is None else [Atom("sign", value, i, i + 1)]
    if len(token.word) == 1 and (value := fraction_sign(token.word)) is not None:
        return [Atom("sign", value, i, i + 1)]
    longest = 0
    entry: Entry | None = None
    for match in sentence.found[i] if not ROLES.isdisjoint(sentence.known[i].roles) else ():
        if match.entry.role in ROLES:
            width = match.last - match.first
            if width > longest or (
                width == longest and entry and FIRST.index(match.entry.role) < FIRST.index(entry.role)
            ):
                longest, entry = width, match.entry
    if entry:
        return [atom(entry, i, i + longest)]
    glued = bool(language.sections.get("numbers", {}).get("glued"))
    inner = parts(token.word, language.lexicon, glued)
    return [atom(e, i, i + 1, inner=True) for e in inner]


def fraction_sign(mark: str) -> int | float | None:
    """The value of a sign such as ½; None for any other mark."""
    if mark in SIGNS:
        return SIGNS[mark]
    return None


SIGNS: Final = {
    "½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5, "⅖": 2 / 5, "⅗": 3 / 5, "⅘": 4 / 5,
    "⅙": 1 / 6, "⅚": 5 / 6, "⅐": 1 / 7, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8, "⅞": 7 / 8, "⅑": 1 / 9, "⅒": 1 / 10,
}  # fmt: skip


def hyphen(sentence: Sentence, i: int) -> bool:
    """Whether a hyphen stands at token `i`."""
    return i < len(sentence.tokens) and sentence.tokens[i].kind == "mark" and sentence.tokens[i].word == "-"


def run(sentence: Sentence, i: int, language: Language) -> Iterator[Atom]:
    """The atoms from token `i` on, as long as one follows the other."""
    count = len(sentence.tokens)
    while i < count:
        here = atoms_at(sentence, i, language)
        if not here:
            return
        yield from here
        i = here[-1].last
        if hyphen(sentence, i) and here[-1].role in ("number", "article") and i + 1 < count:
            following = atoms_at(sentence, i + 1, language)
            tens = here[-1].value % 10 == 0 and here[-1].value >= 20
            if following and (following[0].role in ("ordinal", "fraction") or (tens and 0 < following[0].value < 10)):
                i += 1  # fifty - two
