"""Names of people in different spellings: `knowledge/romanization.toml`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations, product
from typing import Final

import msgspec

from selon.errors import KnowledgeError
from selon.knowledge.files import table
from selon.knowledge.folding import fold, without_accents


class Romanization(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """See the file."""

    steps: tuple[tuple[str, str], ...]
    either: Mapping[str, tuple[str, ...]]
    mute: tuple[str, ...]
    shortest: int
    longest: int


@cache
def romanization() -> Romanization:
    """The file, read once. Raises KnowledgeError where it is malformed."""
    try:
        return msgspec.convert(table("romanization.toml"), Romanization)
    except msgspec.ValidationError as error:
        raise KnowledgeError(f"knowledge/romanization.toml: {error}") from error


def plain(name: str) -> str:
    """A name as it is compared: folded, without accents, its words parted by single spaces."""
    letters = without_accents(fold(name))
    return " ".join("".join(c if c.isalnum() else " " for c in letters).split())


@cache
def sound(word: str) -> tuple[str, ...]:
    """A word of a plain name as it sounds, whoever wrote it down; more than one where a letter may be two sounds."""
    rules = romanization()
    if len(word) <= rules.shortest:
        return (word,)
    for written, heard in rules.steps:
        word = word.replace(written, heard)
    words = [word]
    for letter, heards in rules.either.items():
        if letter in word:
            words = [w.replace(letter, heard) for w in words for heard in heards]
    return tuple(dict.fromkeys(map(shortened, words)))


def shortened(word: str) -> str:
    """A word without double letters, and without what is mute at its end."""
    rules = romanization()
    single = "".join(c for i, c in enumerate(word) if i == 0 or c != word[i - 1])
    while len(single) > rules.shortest and single[-1] in rules.mute:
        single = single[:-1]
    return single


@cache
def sounds(name: str) -> tuple[tuple[str, ...], ...]:
    """The ways in which a name may sound: its words in one order, whichever of family and given name came first."""
    words = plain(name).split()[:MOST_WORDS]
    return tuple(tuple(sorted(chosen)) for chosen in product(*(sound(word)[:2] for word in words)))


MOST_WORDS: Final = 5
"""Words of a name that are compared; longer ones describe."""


def damaged(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The words, and what is left of them without one letter: names that differ in one letter share a variant."""
    yield tuple(words)
    for i, word in enumerate(words):
        if len(word) >= romanization().longest:
            for cut in range(1, len(word)):  # the first letter is what people keep
                yield tuple(sorted((*words[:i], word[:cut] + word[cut + 1 :], *words[i + 1 :])))


def spellings(people: Mapping[str, str | None]) -> list[tuple[str, str]]:
    """The pairs of names that are one person's. `people`: each name with its country, where that is known.

    Two names of the same sound, or of one damaged letter, are; so is a single name that belongs to one full name only.
    Names of two countries never are. In the order of the alphabet; linear in the number of names.
    """
    heard: dict[tuple[str, ...], list[str]] = {}
    parts: dict[str, set[str]] = {}
    single = []
    for name in sorted(people):
        ways = sounds(name)
        if len(ways[0]) < 2:
            single.append(name)
            continue
        for variant in {variant for words in ways for variant in damaged(words)}:
            heard.setdefault(variant, []).append(name)
        for word in {word for words in ways for word in words}:
            parts.setdefault(word, set()).add(name)
    pairs = {pair for names in heard.values() for pair in near(names)}
    for name in single:
        word = sounds(name)[0][0] if sounds(name)[0] else ""
        whole = sorted(parts.get(word, ()))
        if len(word) > romanization().shortest and len({sounds(other)[0] for other in whole}) == 1:
            pairs.add((name, whole[0]))
    return sorted((a, b) for a, b in pairs if compatible(people[a], people[b]))


MOST_ALIKE: Final = 30
"""Names that share one sound and are compared in pairs: more are no names."""


def near(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The pairs among names that share a variant."""
    return combinations(sorted(set(names))[:MOST_ALIKE], 2)


def compatible(one: str | None, other: str | None) -> bool:
    """Whether two countries may be one: they are, or one is unknown."""
    return one is None or other is None or one == other
