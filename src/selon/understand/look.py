"""Looking around a token of a sentence."""

from selon.knowledge.lexicon import Match
from selon.understand.sentences import Sentence

LONGEST_PHRASE = 8
"""Tokens of the longest phrase that is looked for backwards."""


def has(sentence: Sentence, i: int, role: str, *keys: str) -> Match | None:
    """The longest match of a role (and one of the keys, where given) that begins at token `i`."""
    if 0 <= i < len(sentence.found):
        for match in sentence.found[i]:
            if match.entry.role == role and (not keys or match.entry.key in keys):
                return match
    return None


def self_event(sentence: Sentence, i: int) -> Match | None:
    """A noun that names an event and is counted itself (*morts*)."""
    if 0 <= i < len(sentence.found):
        for match in sentence.found[i]:
            if match.entry.role == "event" and match.entry.more.get("frame") == "self":
                return match
    return None


def touching(sentence: Sentence, i: int) -> bool:
    """Whether token `i` stands right behind the one before it, without a space."""
    return 0 < i < len(sentence.tokens) and sentence.tokens[i - 1].end == sentence.tokens[i].start


def mark(sentence: Sentence, i: int) -> str:
    """The mark at token `i`; empty where none stands there."""
    return sentence.tokens[i].word if 0 <= i < len(sentence.tokens) and sentence.tokens[i].kind == "mark" else ""


def ending_at(sentence: Sentence, last: int, role: str, *keys: str) -> Match | None:
    """The longest match of a role (and one of the keys, where given) that ends before token `last`."""
    for first in range(max(0, last - LONGEST_PHRASE), last):
        for match in sentence.found[first]:
            if match.last == last and match.entry.role == role and (not keys or match.entry.key in keys):
                return match
    return None
