"""A sentence as the reading of attributions sees it: which words stand where, which phrases can speak."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from selon.knowledge.lexicon import Match
from selon.knowledge.tokens import Token
from selon.model.source import Source
from selon.understand.parts import Mention, MomentMention
from selon.understand.sentences import Sentence

WORD = "speech_word"
GRAMMAR = "grammar"
FINITE = frozenset({"present", "imperfect", "past", "future", "conditional", "subjunctive", "reported"})
VERB_ROLES = frozenset({"auxiliary", "modal", "event", "speech"})
CLOSING_QUOTES = frozenset('»”"“')
OPENING_QUOTES = frozenset('«“"„»')
STOPS = frozenset(".!?…;:")
MEDIA = frozenset({"agency", "outlet"})


class Speaker(NamedTuple):
    """Somebody who may speak: tokens `first` to `last`, `sources` where they are known.

    `anaphor`: what has to be looked up in what went before (`pronoun`, `same`, `definite`), else empty.
    """

    first: int
    last: int
    sources: tuple[Source, ...]
    kind: str
    anaphor: str = ""


class Scene:
    """One sentence, its lexicon matches, and where the phrases begin and end that can speak."""

    __slots__ = (
        "count", "ends", "found", "index", "moment_ends", "moment_starts", "sentence", "starts", "text", "tokens",
    )  # fmt: skip

    def __init__(
        self,
        index: int,
        text: str,
        sentence: Sentence,
        mentions: Sequence[Mention],
        moments: Sequence[MomentMention],
    ) -> None:
        self.index = index
        self.text = text
        self.sentence = sentence
        self.tokens: Sequence[Token] = sentence.tokens
        self.found: Sequence[Sequence[Match]] = sentence.found
        self.count = len(self.tokens)
        self.starts: dict[int, Mention] = {}
        self.ends: dict[int, Mention] = {}
        for mention in mentions:
            if mention.sources:
                known = self.starts.get(mention.first)
                if known is None or known.last < mention.last:
                    self.starts[mention.first] = mention
                known = self.ends.get(mention.last)
                if known is None or known.first > mention.first:
                    self.ends[mention.last] = mention
        self.moment_starts: Mapping[int, MomentMention] = {m.first: m for m in moments}
        self.moment_ends: Mapping[int, MomentMention] = {m.last: m for m in moments}

    def has(self, i: int, key: str, role: str = WORD) -> int:
        """Where the longest match of `role` and `key` beginning at token `i` ends; 0 where there is none."""
        if 0 <= i < self.count:
            for _, last, entry in self.found[i]:
                if entry.key == key and entry.role == role:
                    return last
        return 0

    def has_any(self, i: int, keys: frozenset[str], role: str = WORD) -> int:
        """As `has`, of several keys."""
        if 0 <= i < self.count:
            for _, last, entry in self.found[i]:
                if entry.role == role and entry.key in keys:
                    return last
        return 0

    def ending(self, last: int, key: str, role: str = WORD, longest: int = 5) -> int:
        """Where a match of `role` and `key` begins that ends at token `last`; -1 where there is none."""
        for i in range(last - 1, max(-1, last - 1 - longest), -1):
            for _, end, entry in self.found[i]:
                if end == last and entry.key == key and entry.role == role:
                    return i
        return -1

    def word(self, i: int) -> str:
        """The folded word at token `i`; empty outside the sentence."""
        return self.tokens[i].word if 0 <= i < self.count else ""

    def finite_verbs(self, first: int, last: int) -> int:
        """How many finite verbs are known between two tokens."""
        count = 0
        for i in range(max(0, first), min(last, self.count)):
            for match in self.found[i]:
                entry = match.entry
                if entry.form in FINITE and entry.role in VERB_ROLES:
                    count += 1
                    break
        return count

    def governed(self, i: int) -> bool:
        """Whether what begins at token `i` hangs on a preposition before it."""
        before = i - 1
        if before >= 0 and self.has(before, "determiner", GRAMMAR) == i and before not in self.starts:
            before -= 1
        if before < 0:
            return False
        return bool(
            self.has(before, "preposition", GRAMMAR)
            or self.has(before, "of", GRAMMAR)
            or self.ending(before + 1, "preposition", GRAMMAR) >= 0
        )

    def source(self, first: int, last: int) -> Source:
        """Somebody described, not known by name: the words themselves, without their article."""
        start = first
        while start < last - 1 and self.has(start, "determiner", GRAMMAR) == start + 1:
            start += 1
        tokens = self.tokens
        words = self.text[tokens[first].start : tokens[last - 1].end]
        name = " ".join(self.text[tokens[start].start : tokens[last - 1].end].split())
        return Source(words, tokens[first].start, tokens[last - 1].end, name, "unnamed")


def is_medium(mention: Mention) -> bool:
    """Whether the phrase names a medium: an agency, a newspaper, a station."""
    return mention.kind == "outlet" or any(source.kind in MEDIA for source in mention.sources)
