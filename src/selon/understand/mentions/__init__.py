"""Mentions: the noun phrases of a sentence that name or describe somebody, something or some place.

A pass over the words that the lexicon knows (countries, actors, functions, institutions, groups) and over the capitals;
from each the noun phrase is read to both sides. What it cannot be sure of is no mention that speaks.
"""

from collections.abc import Sequence

from selon.knowledge.language import Language
from selon.understand.mentions.memory import Memory
from selon.understand.mentions.reader import Reader
from selon.understand.parts import Mention
from selon.understand.sentences import Sentence

__all__ = ["Memory", "Reader", "affiliation", "mentions", "places", "report_mentions"]


def mentions(text: str, sentence: Sentence, language: Language, memory: Memory) -> tuple[tuple[Mention, ...], Memory]:
    """The mentions of a sentence, in its order, with those inside of others; and the memory with what it names.

    Inside of others only countries, adjectives of countries and places are given, and they do not speak.
    """
    reader = Reader(text, sentence, language, memory)
    return reader.read(), reader.memory()


def report_mentions(
    text: str, parted: Sequence[Sentence], language: Language
) -> tuple[list[tuple[Mention, ...]], Memory]:
    """The mentions of each sentence of a report, and the memory with all that it names.

    A headline is read again at the end: it has the surname of whom only the text gives the name.
    """
    memory, named = Memory(), []
    for sentence in parted:
        found, memory = mentions(text, sentence, language, memory)
        named.append(found)
    for k, sentence in enumerate(parted):
        if sentence.title:
            named[k], memory = mentions(text, sentence, language, memory)
    return named, memory


def places(text: str, sentence: Sentence, found: Sequence[Mention], language: Language) -> tuple[Mention, ...]:
    """The mentions that say where: places and countries behind a preposition of place, the narrowest of nested ones."""
    result: list[Mention] = []
    for mention in found:
        if mention.place is None:
            continue
        if any(o.first <= mention.first and mention.last <= o.last for o in result):
            continue
        if says_where(sentence, mention):
            result.append(mention)
    return tuple(result)


def says_where(sentence: Sentence, mention: Mention) -> bool:
    """Whether a preposition of place stands before a mention, or it stands alone before a colon (*Liban : …*)."""
    first = mention.first
    for i in range(max(0, first - 4), first + 1):
        for match in sentence.of("locative", i):
            if match.entry.role == "locative" and (match.last == first or (match.last == first + 1 and i < first)):
                return True
    return first == 0 and mention.last < len(sentence.tokens) and sentence.tokens[mention.last].word == ":"


def affiliation(sentence: Sentence, first: int, last: int, found: Sequence[Mention]) -> str | None:
    """The country whose the people or things at tokens `first` to `last` are, as an adjective or complement tells it.

    `last`: behind the noun with its adjectives; an adjective inside counts, or one or a country right behind.
    """
    after = last
    for mention in found:
        if mention.country is None:
            continue
        if first <= mention.first and mention.last <= last and mention.kind == "demonym":
            return mention.country
        if mention.first >= last:
            if mention.kind == "demonym":
                return mention.country if mention.first == after else None
            between = sentence.found[after : mention.first]
            tied = mention.first > after and any(m.entry.role == "of" for here in between for m in here)
            tied = tied or any(m.entry.role == "of" and m.last >= mention.first for m in sentence.found[after])
            if mention.kind in ("country", "institution") and tied and mention.first - after <= 2:
                return mention.country
            return None
    return None
