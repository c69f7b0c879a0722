"""Looking around a token of a sentence."""

from functools import lru_cache
from typing import Final

from selon.knowledge.language import Language
from selon.knowledge.lexicon import Entry, Lexicon, Match
from selon.understand.sentences import Sentence

LONGEST_PHRASE: Final = 8
"""Tokens of the longest phrase that is looked for backwards."""


def has(sentence: Sentence, i: int, role: str, *keys: str) -> Match | None:
    """The longest match of a role (and one of the keys, where given) that begins at token `i`."""
    if 0 <= i < len(sentence.known) and role in sentence.known[i].roles:
        for match in sentence.found[i]:
            if match.entry.role == role and (not keys or match.entry.key in keys):
                return match
    return None


def self_event(sentence: Sentence, i: int, language: Language) -> Match | None:
    """A noun that names an event and is counted itself (*morts*), a compound of one included (*Schwerverletzte*)."""
    if not 0 <= i < len(sentence.known):
        return None
    if "event" in sentence.known[i].roles:
        for match in sentence.found[i]:
            if match.entry.role == "event" and match.entry.more.get("frame") == "self":
                return match
    return inside_compound(sentence, i, language, "event")


def class_at(sentence: Sentence, i: int, language: Language) -> Match | None:
    """A noun of a class at token `i`, a compound of one included (*Bundeswehrsoldaten*)."""
    return has(sentence, i, "class") or inside_compound(sentence, i, language, "class")


def inside_compound(sentence: Sentence, i: int, language: Language, role: str) -> Match | None:
    """What the last part of a compound noun at token `i` is; None where the lexicon knows the word itself."""
    if not language.writing.compounds or not 0 <= i < len(sentence.found):
        return None
    token = sentence.tokens[i]
    if token.kind != "word" or not token.capital or not NOUNS.isdisjoint(sentence.known[i].roles):
        return None
    entry = last_part(token.word, language.lexicon)
    return Match(i, i + 1, entry) if entry and entry.role == role else None


NOUNS: Final = frozenset(("event", "class", "unit", "occurrence", "time_month", "number", "scale", "collective"))
"""Tables whose words are no compounds to be taken apart."""


@lru_cache(maxsize=65536)
def last_part(word: str, lexicon: Lexicon) -> Entry | None:
    """The entry of the longest last part of a compound that names a class, or an event that is counted itself."""
    return next(
        (
            entry
            for entry in lexicon.last_parts(word)
            if entry.role == "class" or (entry.role == "event" and entry.more.get("frame") == "self")
        ),
        None,
    )


def touching(sentence: Sentence, i: int) -> bool:
    """Whether token `i` stands right behind the one before it, without a space."""
    return 0 < i < len(sentence.tokens) and sentence.tokens[i - 1].end == sentence.tokens[i].start


def is_word(sentence: Sentence, i: int) -> bool:
    """Whether a word stands at token `i`."""
    return 0 <= i < len(sentence.tokens) and sentence.tokens[i].kind == "word"


def mark(sentence: Sentence, i: int) -> str:
    """The mark at token `i`; empty where none stands there."""
    return sentence.tokens[i].word if 0 <= i < len(sentence.tokens) and sentence.tokens[i].kind == "mark" else ""


def ending_at(sentence: Sentence, last: int, role: str, *keys: str) -> Match | None:
    """The longest match of a role (and one of the keys, where given) that ends before token `last`."""
    known = sentence.known
    for first in range(max(0, last - LONGEST_PHRASE), last):
        if role in known[first].roles:
            for match in sentence.found[first]:
                if match.last == last and match.entry.role == role and (not keys or match.entry.key in keys):
                    return match
    return None
