"""A language's words, compiled once: from phrases in a file to a table that is asked a word at a time.

How a phrase is written in the data:

* ``word~paradigm`` stands for every form of the word (`tuer~er`: tue, tuent, tué, tuées, …); each form carries the
  name that the paradigm gives it (`present`, `participle`, …).
* ``(word)`` may be absent; ``one|other`` is either of them.
* A phrase of several words is found only where they stand side by side.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple

import msgspec

from selon.errors import KnowledgeError
from selon.knowledge.folding import without_accents

NOTHING: Mapping[str, Any] = {}
NONE: Sequence[Any] = ()


class Entry(msgspec.Struct, frozen=True):
    """What a language file says of a word or phrase.

    `role`: the table that it stands in (`speech`, `bound`, `demonym`, …); `key`: its key there (`killed`, `PRK`, …).
    `form`: the inflected form (`present`, `participle`, `plural`, …) of the first inflected word; empty for a bare one.
    `more`: the other fields of its table. `cased`: stands only for a word that begins with a capital.
    `lemma`: the phrase as the file writes it, without the mark of its paradigm.
    """

    role: str
    key: str
    form: str = ""
    more: Mapping[str, Any] = NOTHING
    cased: bool = False
    lemma: str = ""


class Match(NamedTuple):
    """An entry found at tokens `first` (inclusive) to `last` (exclusive) of a sentence."""

    first: int
    last: int
    entry: Entry


Paradigm = Mapping[str, Any]


def inflect(word: str, paradigm: str, paradigms: Mapping[str, Paradigm]) -> Iterator[tuple[str, str]]:
    """Every (form's word, form's name) of a word.

    Raises KnowledgeError where the paradigm is unknown or does not fit the word.
    """
    if paradigm not in paradigms:
        raise KnowledgeError(f"no paradigm {paradigm!r} for {word!r}; known are {', '.join(sorted(paradigms))}")
    table = paradigms[paradigm]
    strip = str(table.get("strip", ""))
    if not word.endswith(strip):
        raise KnowledgeError(f"{word!r} does not end in {strip!r}, as paradigm {paradigm!r} asks")
    stem = word[: len(word) - len(strip)]
    for form, endings in table.items():
        if form not in ("strip", "prefix"):
            for ending in endings:
                yield stem + ending, form
    for form, endings in table.get("prefix", {}).items():  # forms that begin otherwise: ge-tötet
        for beginning, ending in endings:
            yield beginning + stem + ending, form


def expand(phrase: str, paradigms: Mapping[str, Paradigm]) -> Iterator[tuple[str, str]]:
    """Every (plain phrase, form) that a phrase of the data stands for."""
    slots: list[list[tuple[str, str]]] = []
    for part in phrase.split():
        optional = part.startswith("(") and part.endswith(")")
        choices: list[tuple[str, str]] = [("", "")] if optional else []
        for choice in (part[1:-1] if optional else part).split("|"):
            word, _, paradigm = choice.partition("~")
            choices += inflect(word, paradigm, paradigms) if paradigm else [(word, "")]
        slots.append(choices)
    for combination in product(*slots):
        words = [word for word, _ in combination if word]
        forms = [form for _, form in combination if form]
        yield " ".join(words), forms[0] if forms else ""


class Lexicon:
    """Finds entries in a list of folded words. Immutable once built."""

    __slots__ = ("_firsts", "_phrases", "_singles")

    def __init__(self, entries: Iterable[tuple[Sequence[str], Entry]]) -> None:
        """`entries`: folded words of a phrase (as the tokenizer parts them) with what they mean."""
        singles: dict[str, list[Entry]] = {}
        phrases: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        self._firsts: dict[str, set[str]] = {}
        for words, entry in entries:
            if not words:
                raise KnowledgeError(f"an empty phrase under {entry.role}.{entry.key}")
            self._firsts.setdefault(entry.role, set()).add(words[0])
            if len(words) == 1:
                known = singles.setdefault(words[0], [])
                if entry not in known:
                    known.append(entry)
            else:
                rests = phrases.setdefault(words[0], [])
                if (tuple(words[1:]), entry) not in rests:
                    rests.append((tuple(words[1:]), entry))
        for word in list(singles):  # capitals without accents
            bare = without_accents(word)
            if bare != word and bare[:1] != word[:1]:
                singles.setdefault(bare, singles[word])
        self._singles = {word: tuple(found) for word, found in singles.items()}
        self._phrases = {word: by_second(rests) for word, rests in phrases.items()}

    def __contains__(self, word: str) -> bool:
        return word in self._singles or word in self._phrases

    def word(self, word: str) -> tuple[Entry, ...]:
        """The entries of a single folded word."""
        return self._singles.get(word, ())

    def first_words(self, roles: Collection[str]) -> frozenset[str]:
        """The folded words with which the words and phrases of these roles begin."""
        return frozenset().union(*(self._firsts.get(role, ()) for role in roles))

    def each(self) -> Iterator[tuple[str, int, Entry]]:
        """Every entry with the first of its folded words, and how many words it has."""
        for word, entries in self._singles.items():
            for entry in entries:
                yield word, 1, entry
        for word, seconds in self._phrases.items():
            for rests in seconds.values():
                for rest, entry in rests:
                    yield word, len(rest) + 2, entry

    def find(self, words: Sequence[str], capitals: Sequence[bool]) -> list[Sequence[Match]]:
        """For each word the matches that begin there, the longest first; `capitals`: which words begin with one."""
        found: list[Sequence[Match]] = []
        singles, phrases = self._singles, self._phrases
        make = tuple.__new__  # a quarter of the time of Match(…), and half a report's matches are made here
        for i, word in enumerate(words):
            here: list[Match] = []
            if word in phrases and i + 1 < len(words):
                following = words[i + 1]
                seconds = phrases[word]
                if following in seconds:
                    for rest, entry in seconds[following]:
                        last = i + 2 + len(rest)
                        if (not rest or tuple(words[i + 2 : last]) == rest) and (not entry.cased or capitals[i]):
                            here.append(make(Match, (i, last, entry)))
            if word in singles:
                if capitals[i]:
                    for entry in singles[word]:
                        here.append(make(Match, (i, i + 1, entry)))
                else:
                    for entry in singles[word]:
                        if not entry.cased:
                            here.append(make(Match, (i, i + 1, entry)))
            found.append(here or NONE)
        return found


Rests = Mapping[str, Sequence[tuple[tuple[str, ...], Entry]]]


def by_second(rests: Sequence[tuple[tuple[str, ...], Entry]]) -> Rests:
    """What may follow a phrase's first word: by the second word, the words behind it, the longest first."""
    result: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    for rest, entry in sorted(rests, key=lambda rest: -len(rest[0])):
        result.setdefault(rest[0], []).append((rest[1:], entry))
    return result
