"""A sentence as the reading of attributions sees it: which words stand where, which phrases can speak."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from selon.knowledge.language import Language
from selon.knowledge.lexicon import Entry, Known, Matches
from selon.knowledge.tokens import Token
from selon.model.source import Source
from selon.understand.attribution.rules import rules
from selon.understand.parts import Mention, MomentMention
from selon.understand.sentences import Sentence
from selon.understand.words import word_of

WORD: Final = "speech_word"
GRAMMAR: Final = "grammar"
FINITE: Final = frozenset({"present", "imperfect", "past", "future", "conditional", "subjunctive", "reported"})
VERB_ROLES: Final = frozenset({"auxiliary", "modal", "event", "speech"})
STOPS: Final = frozenset(".!?…;:")
SMALL: Final = frozenset(
    {
        WORD,
        GRAMMAR,
        "speech_pronoun",
        "speech_gender",
        "speech_bare",
        "speech_measure",
        "speech_document",
        "speech_anaphor",
        "speech_noun",
    }
)
QUOTES: Final = frozenset('«»“”„"')
SHORTEST_ADVERB: Final = 6
Kind = tuple[str, str]  # key and role
RELAY: Final[Kind] = ("relay", "relay")
ANY_FINITE: Final[Kind] = ("finite", "verb")
AUXILIARY: Final[Kind] = ("finite", "auxiliary")
INFINITIVE: Final[Kind] = ("infinitive", "verb")
GERUND: Final[Kind] = ("gerund", "verb")
AUXILIARIES: Final = frozenset({"auxiliary", "modal"})


TELLING: Final = SMALL | VERB_ROLES | {"relay"}


class Speaker(NamedTuple):
    """Somebody who may speak: tokens `first` to `last`, `sources` where they are known.

    `anaphor`: what has to be looked up in what went before (`pronoun`, `same`, `definite`), else empty.
    """

    first: int
    last: int
    sources: tuple[Source, ...]
    kind: str
    anaphor: str = ""


class SmallWords:
    """Which small words a single word can be, and the rules, remembered for each language."""

    __slots__ = ("lexicon", "reporting", "rules")

    def __init__(self, language: Language) -> None:
        self.lexicon = language.lexicon
        self.rules = rules(language)
        firsts = language.lexicon.first_words((WORD,))
        self.reporting = frozenset(
            word for word in firsts if any(e.role == WORD and e.key == "reported" for e in language.lexicon.word(word))
        )


NO_KINDS: Final[frozenset[Kind]] = frozenset()


def kinds_of(entries: Iterable[Entry]) -> frozenset[Kind]:
    """The small words and verb forms among entries of the lexicon."""
    kinds: set[Kind] = set()
    for entry in entries:
        if entry.role in SMALL:
            kinds.add((entry.key, entry.role))
        elif entry.role == "relay":
            kinds.add(RELAY)
        if entry.form in FINITE and entry.role in VERB_ROLES:
            kinds.add(ANY_FINITE)
            if entry.role in AUXILIARIES:
                kinds.add(AUXILIARY)
        elif entry.form == "infinitive":
            kinds.add(INFINITIVE)
        elif entry.form == "gerund":
            kinds.add(GERUND)
    return frozenset(kinds) if kinds else NO_KINDS


def kinds_at(known: Known) -> frozenset[Kind]:
    """The small words and verb forms that a word can be alone, found out once."""
    word = word_of(known)
    if word.kinds is None:
        word.kinds = kinds_of(entry for size, entry in known.entries if size == 1)
    return word.kinds


REMEMBERED: Final[dict[int, SmallWords]] = {}


def small_words(language: Language) -> SmallWords:
    """The small words of a language."""
    known = REMEMBERED.get(id(language.lexicon))
    if known is None or known.lexicon is not language.lexicon:
        known = REMEMBERED[id(language.lexicon)] = SmallWords(language)
    return known


class Scene:
    """One sentence, its lexicon matches, and where the phrases begin and end that can speak."""

    __slots__ = (
        "by_end",
        "by_start",
        "closing",
        "count",
        "ends",
        "found",
        "index",
        "kinds",
        "lexicon",
        "moment_ends",
        "moment_starts",
        "opening",
        "rules",
        "sentence",
        "starts",
        "text",
        "tokens",
    )  # fmt: skip

    def __init__(
        self,
        index: int,
        text: str,
        sentence: Sentence,
        mentions: Sequence[Mention],
        moments: Sequence[MomentMention],
        words: SmallWords,
        opening: frozenset[int] = frozenset(),
        closing: frozenset[int] = frozenset(),
    ) -> None:
        self.rules = words.rules
        self.lexicon = words.lexicon
        self.opening = opening
        self.closing = closing
        self.index = index
        self.text = text
        self.sentence = sentence
        self.tokens: Sequence[Token] = sentence.tokens
        self.found: Matches = sentence.found
        self.count = len(self.tokens)
        self.by_start: dict[tuple[int, str, str], int] = {}
        self.by_end: dict[tuple[int, str, str], int] = {}
        self.kinds: list[frozenset[Kind]]
        self.index_words()
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
                self.name_no_grammar(mention)
        self.moment_starts: Mapping[int, MomentMention] = {m.first: m for m in moments}
        self.moment_ends: Mapping[int, MomentMention] = {m.last: m for m in moments}

    def name_no_grammar(self, mention: Mention) -> None:
        """Takes what a name ends in for no word of the grammar: letters (*the WHO*, *US*), a part (*Kim Jong Un*)."""
        last = mention.last - 1
        token = self.tokens[last]
        alone = last == mention.first or not self.tokens[last - 1].capital
        letters = alone and token.end - token.start > 1 and self.text[token.start : token.end].isupper()
        if letters or (not alone and token.capital and not self.rules.noun_capitals and self.named(last - 1)):
            self.kinds[last] = NO_KINDS

    def named(self, i: int) -> bool:
        """Whether token `i` is written as names are, outside of a line of capitals."""
        token = self.tokens[i]
        return token.capital and not self.text[token.start : token.end].isupper()

    def index_words(self) -> None:
        """Notes what each token can be, and where the small words of several tokens begin and end."""
        self.kinds = kinds = [kinds_at(known) for known in self.sentence.known]
        for i, known in enumerate(self.sentence.known):
            if known.entries and known.entries[0][0] > 1 and not TELLING.isdisjoint(known.roles):
                several = [(i + size, entry) for size, entry in known.entries if size > 1 and entry.role in TELLING]
                if several:
                    kinds[i] = kinds[i] | kinds_of(entry for _, entry in several)
                    for last, entry in several:  # the longest first
                        if entry.role in SMALL:
                            self.by_start.setdefault((i, entry.key, entry.role), last)
                            self.by_end.setdefault((last, entry.key, entry.role), i)

    def has(self, i: int, key: str, role: str = WORD) -> int:
        """Where the longest match of `role` and `key` beginning at token `i` ends; 0 where there is none.

        Only of the small words (`SMALL`).
        """
        if 0 <= i < self.count and (key, role) in self.kinds[i]:
            return self.by_start.get((i, key, role), i + 1)
        return 0

    def has_any(self, i: int, keys: frozenset[str], role: str = WORD) -> int:
        """As `has`, of several keys."""
        best = 0
        for key in keys:
            last = self.has(i, key, role)
            if last > best:
                best = last
        return best

    def ending(self, last: int, key: str, role: str = WORD) -> int:
        """Where a match of `role` and `key` begins that ends at token `last`; -1 where there is none."""
        if not 0 < last <= self.count:
            return -1
        if self.by_end:
            several = self.by_end.get((last, key, role))
            if several is not None:
                return several
        if (key, role) in self.kinds[last - 1] and (last - 1, key, role) not in self.by_start:
            return last - 1
        return -1

    def is_any(self, i: int, wanted: frozenset[Kind]) -> bool:
        """Whether token `i` can be any of these."""
        return 0 <= i < self.count and not wanted.isdisjoint(self.kinds[i])

    def manner(self, i: int) -> int:
        """Behind the adverb of manner at token `i` that no list knows (*ouvertement*); 0 where there is none."""
        endings = self.rules.adverb_endings
        if not endings or not 0 <= i < self.count or i in self.starts:
            return 0
        word = self.tokens[i].word
        return i + 1 if len(word) > SHORTEST_ADVERB and word.endswith(endings) and not self.tokens[i].capital else 0

    def moment_at(self, i: int) -> MomentMention | None:
        """The moment that begins at token `i`, or behind the article there (*le 7 février*)."""
        if not self.moment_starts:
            return None
        moment = self.moment_starts.get(i)
        if moment is None:
            after = self.has(i, "determiner", GRAMMAR) or self.has(i, "on")
            if after:
                moment = self.moment_starts.get(after)
        return moment

    def moment_before(self, i: int) -> tuple[int, MomentMention] | None:
        """The moment that ends at token `i` and where it begins, with the article or preposition before it."""
        moment = self.moment_ends.get(i)
        if moment is None:
            return None
        first = moment.first
        if first and (self.has(first - 1, "determiner", GRAMMAR) == first or self.has(first - 1, "on") == first):
            first -= 1
        return first, moment

    def opens(self, i: int) -> bool:
        """Whether a quotation opens at token `i`."""
        if not 0 <= i < self.count or self.tokens[i].word not in QUOTES:
            return False
        token = self.tokens[i]
        if token.start in self.opening or token.start in self.closing:
            return token.start in self.opening
        before = self.text[token.start - 1 : token.start]
        return token.word in "«„" or (not before.strip() and bool(self.text[token.end : token.end + 1].strip()))

    def closes(self, i: int) -> bool:
        """Whether a quotation closes at token `i`."""
        return 0 <= i < self.count and self.tokens[i].word in QUOTES and not self.opens(i)

    def word(self, i: int) -> str:
        """The folded word at token `i`; empty outside the sentence."""
        return self.tokens[i].word if 0 <= i < self.count else ""

    def ends_with(self, i: int, role: str) -> bool:
        """Whether token `i` is a compound whose last part has a role (*Flughafenverband*)."""
        word = self.word(i)
        if not self.rules.noun_capitals or not self.tokens[i].capital:
            return False
        return any(entry.role == role for entry in self.lexicon.last_parts(word))

    def finite_verbs(self, first: int, last: int) -> int:
        """How many finite verbs are known between two tokens."""
        return sum(ANY_FINITE in kinds for kinds in self.kinds[max(0, first) : max(0, last)])

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
        while start < last - 1 and (
            self.has(start, "determiner", GRAMMAR) == start + 1 or self.has(start, "of", GRAMMAR) == start + 1
        ):
            start += 1
        tokens = self.tokens
        words = self.text[tokens[first].start : tokens[last - 1].end]
        name = " ".join(self.text[tokens[start].start : tokens[last - 1].end].split())
        return Source(words, tokens[first].start, tokens[last - 1].end, name, "unnamed")
