"""What a word is to the grammar, found out once for all places where it stands."""

from collections.abc import Sequence
from typing import Final

from selon.knowledge.lexicon import Entry, Known, Match
from selon.understand.units import UnitKind

VERB_FRAMES: Final = frozenset(("object", "subject"))

OPENING: Final = frozenset(("reflexive", "negation", "clitic"))
"""Small words that may stand before a verb and be part of its group."""

_GRAMMAR: Final[dict[str, UnitKind]] = {
    "negation": "negation",
    "relative_subject": "relative",
    "partitive": "relative",
    "relative_other": "relative",
    "relative_any": "relative",
    "condition": "subordinator",
    "subordinator": "subordinator",
    "coordinator": "coordinator",
    "either": "coordinator",
    "preposition": "preposition",
    "of": "of",
    "determiner": "determiner",
    "adverb": "adverb",
    "negator": "adverb",
    "subject": "subject",
    "object_marker": "preposition",
    "agent": "preposition",
    "origin": "preposition",
    "among": "preposition",
    "postposition": "adverb",
    "purpose": "preposition",
    "before_infinitive": "preposition",
    "more": "determiner",
    "no": "determiner",
    "definite": "determiner",
}
_RANK: Final = {kind: rank for rank, kind in enumerate(_GRAMMAR)}

Words = tuple[int, UnitKind, tuple[Entry, ...]]
"""How many words are taken together, as what, and all that the lexicon says of as many."""


class Word:
    """What is known of a word, as the grammar asks for it.

    `keys`: those of `[words.grammar]` that begin here; `single_keys`: the same of the word alone. `verb`: which of what
    is known is the verb, -1 where none is. `opens`: whether a verb group can begin here: a verb, or what may stand
    before one. `noun`: the longest event, toll or class that begins here; `names_more`: whether an event noun of
    several words does (*mort de*). `small`: the longest small word that begins here; `is_small`: whether no verb,
    event, toll or class does. `kinds`: what the word can be to who speaks; `anchors`: which of what is known can begin
    or end a name; both None until it is asked for.
    """

    __slots__ = ("anchors", "is_small", "keys", "kinds", "names_more", "noun", "opens", "single_keys", "small", "verb")

    def __init__(self, known: Known) -> None:
        entries = known.entries
        self.kinds: frozenset[tuple[str, str]] | None = None
        self.anchors: tuple[tuple[int, bool], ...] | None = None
        self.keys = frozenset([entry.key for _, entry in entries if entry.role == "grammar"])
        self.single_keys = frozenset([entry.key for size, entry in entries if entry.role == "grammar" and size == 1])
        found = known.at(0)
        match = verbal(found)
        self.verb = -1 if match is None else found.index(match)
        self.opens = match is not None or not OPENING.isdisjoint(self.single_keys)
        self.noun = noun_of(known)
        self.names_more = any(
            size > 1 and entry.role == "event" and entry.more.get("frame") not in VERB_FRAMES for size, entry in entries
        )
        self.small = small_of(known)
        self.is_small = self.noun is None and not self.opens


def word_of(known: Known) -> Word:
    """The word of what is known."""
    derived = known.derived
    if isinstance(derived, Word):
        return derived
    made = known.derived = Word(known)
    return made


def verbal(found: Sequence[Match]) -> Match | None:
    """The longest verb that begins here; of equal ones an auxiliary, then a modal, then one that tells of an event."""
    best: Match | None = None
    best_rank = (0, 0)
    for match in found:
        role = match.entry.role
        if role == "event":
            if match.entry.more.get("frame") not in VERB_FRAMES:
                continue
            rank = 2
        elif role == "auxiliary":
            rank = 4
        elif role == "modal":
            rank = 3
        elif role == "verb":
            rank = 1
        else:
            continue
        if (match.last - match.first, rank) > best_rank:
            best, best_rank = match, (match.last - match.first, rank)
    return best


def noun_of(known: Known) -> Words | None:
    """How many words the longest event, toll or class takes that begins here, its kind, and all entries as long."""
    kinds: list[tuple[int, int, UnitKind]] = []
    for size, entry in known.entries:
        if entry.role == "event" and entry.more.get("frame") not in VERB_FRAMES:
            kinds.append((size, 3, "event"))
        elif entry.role == "toll":
            kinds.append((size, 2, "toll"))
        elif entry.role == "class":
            kinds.append((size, 1, "noun"))
    if not kinds:
        return None
    longest, _, kind = max(kinds)
    return longest, kind, tuple(entry for size, entry in known.entries if size == longest)


def small_of(known: Known) -> Words:
    """How many words the longest small word takes that begins here, its kind, and all entries as long."""
    best: tuple[int, int, str] | None = None
    for size, entry in known.entries:
        if entry.role == "grammar" and entry.key in _GRAMMAR:
            best = max(best or (0, 0, ""), (size, -_RANK[entry.key], entry.key))
    longest = best[0] if best else 1
    return longest, _GRAMMAR[best[2]] if best else "word", tuple(e for size, e in known.entries if size == longest)
