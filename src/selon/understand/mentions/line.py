"""A sentence as the reading of names sees it: its anchors, its runs of capitals, its small words."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final, NamedTuple

from selon.knowledge.folding import fold
from selon.knowledge.gazetteer import LONGEST, Known, city, regions
from selon.knowledge.language import Language
from selon.knowledge.lexicon import Entry, Lexicon, Match
from selon.knowledge.lexicon import Known as KnownWord
from selon.knowledge.names import countries, family_first, given_names
from selon.model.place import Place
from selon.model.source import Source, SourceKind
from selon.understand.mentions.memory import Memory
from selon.understand.parts import Mention
from selon.understand.sentences import Sentence
from selon.understand.words import word_of

NOTHING: Final[Mapping[str, Any]] = {}
NOUNS: Final = ("medium", "function", "institution", "group", "unnamed")
ANCHORS: Final = frozenset((*NOUNS, "title", "actor", "country", "capital", "region", "bloc", "demonym", "place_noun"))
OWNERS: Final = frozenset(("country", "capital", "demonym", "actor"))
VERBS: Final = frozenset(("auxiliary", "modal", "speech", "verb", "according"))
SMALL: Final = frozenset(
    ("grammar", "determiner", "of", "locative", "coordination", "particle", "speech_pronoun", "speech_word")
)
CLOSED: Final = VERBS | SMALL | frozenset(("title", "function", "nameless", "time_month", "time_weekday"))
"""Roles whose words are no part of an unknown name at the beginning of a sentence or of a run of capitals."""
NATIONAL: Final = frozenset(("country", "capital", "demonym"))
SAYS: Final = frozenset(("speech", "according"))
BREAKS: Final = frozenset(("title", "function", "time_month", "time_weekday"))
FINITE: Final = frozenset(("present", "imperfect", "past", "future", "conditional"))
FINITE_ROLES: Final = frozenset(("auxiliary", "modal", "speech"))


class Index(NamedTuple):
    """Which words of a language can begin what: looked at first, it spares most looks at the matches.

    `firsts`: by role, the words that begin an entry; `begins`: those that begin an anchor without a capital; `closed`,
    `breaks`, `finite`: single words of such roles.
    """

    firsts: Mapping[str, frozenset[str]]
    begins: frozenset[str]
    closed: frozenset[str]
    breaks: frozenset[str]
    finite: frozenset[str]


@cache
def index_of(lexicon: Lexicon) -> Index:
    """The index of a language's lexicon."""
    firsts: dict[str, set[str]] = {}
    small: set[str] = set()
    closed, breaks, finite = set(), set(), set()
    for word, count, entry in lexicon.each():
        firsts.setdefault(entry.role, set()).add(word)
        if entry.role in ANCHORS and not entry.lemma[:1].isupper():
            small.add(word)
        if count == 1 and entry.role in CLOSED:
            closed.add(word)
            if entry.role in BREAKS:
                breaks.add(word)
        if entry.role in FINITE_ROLES and entry.form in FINITE:
            finite.add(word)
    return Index(
        {role: frozenset(words) for role, words in firsts.items()},
        frozenset(small),
        frozenset(closed),
        frozenset(breaks),
        frozenset(finite),
    )


class Ways(NamedTuple):
    """How a language's names stand, from `[names]` of its file.

    `adjectives_before`: an adjective of a country stands before its noun; `capital_nouns`: every noun has a capital;
    `articles`: a noun that speaks has an article; `town_endings`: what makes a town's name an adjective; `town_parts`:
    small words inside of a town's name; `prefixes`: what may stand before the noun of a function; `home`: the countries
    whose towns a name means first.
    """

    adjectives_before: bool
    capital_nouns: bool
    articles: bool
    town_endings: tuple[str, ...]
    town_parts: tuple[str, ...]
    prefixes: tuple[str, ...]
    home: tuple[str, ...]


_WAYS: Final[dict[int, tuple[Language, Ways]]] = {}


def ways(language: Language) -> Ways:
    """The ways of a language, read once."""
    known = _WAYS.get(id(language))
    if known is None:
        told = language.sections.get("names", NOTHING)
        found = Ways(
            told.get("adjectives") == "before",
            told.get("capitals") == "nouns",
            bool(told.get("articles")),
            tuple(told.get("town_endings", ())),
            tuple(told.get("town_parts", ())),
            tuple(told.get("prefixes", ())),
            tuple(told.get("home", ())),
        )
        known = _WAYS[id(language)] = (language, found)
    return known[1]


def anchors_of(known: KnownWord) -> tuple[tuple[int, bool], ...]:
    """Which of what is known of a word are anchors, and whether the data write each with a capital."""
    word = word_of(known)
    if word.anchors is None:
        word.anchors = tuple(
            [(at, entry.lemma[:1].isupper()) for at, (_, entry) in enumerate(known.entries) if entry.role in ANCHORS]
        )
    return word.anchors


class Line:
    """One sentence with what is asked of its words."""

    __slots__ = (
        "adjectives_before", "anchors", "articles", "capital_nouns", "firsts", "found", "here", "index",
        "inner", "knowledge", "language", "led_by", "lowest", "new", "old", "owners", "resume", "sentence", "size",
        "starts", "tails", "text", "title_case", "tokens", "ways",
    )  # fmt: skip

    def __init__(self, text: str, sentence: Sentence, language: Language, memory: Memory) -> None:
        self.text, self.sentence, self.language, self.old = text, sentence, language, memory
        self.tokens, self.found, self.size = sentence.tokens, sentence.found, len(sentence.tokens)
        self.knowledge = sentence.known
        self.index = index_of(language.lexicon)
        self.firsts = self.index.firsts
        self.new: dict[str, dict[object, Source]] = {}
        self.inner: list[Mention] = []
        self.tails: dict[tuple[int, bool, bool], Any] = {}
        self.led_by: Match | None = None
        self.resume = self.lowest = 0
        self.title_case = False
        self.ways = ways(language)
        self.adjectives_before, self.capital_nouns, self.articles, *_ = self.ways
        self.owners: dict[int, Entry] = {}
        self.anchors: dict[int, list[Match]] = {}
        self.starts: list[int] = []
        self.here: set[str] = set()
        anchors, starts = self.anchors, self.starts
        begins, found = self.index.begins, self.found
        for i in [i for i, token in enumerate(self.tokens) if token.word in begins or token.capital]:
            token, known = self.tokens[i], self.knowledge[i]
            told = anchors_of(known)
            if told:
                here = found[i]
                held = [here[at] for at, written in told if not written or self.cased(here[at])]
                if held:
                    anchors[i] = held
                    self.here.update(match.entry.key for match in held if match.entry.role in NATIONAL)
            elif "-" in token.word and not known.entries:
                self.joined(i, anchors)
            elif self.capital_nouns and not known.entries and self.before_name(i):
                self.compound(i, anchors)
            if token.capital or i in anchors:
                starts.append(i)

    def before_name(self, i: int) -> bool:
        """Whether a given name and another word with a capital stand behind token i."""
        tokens = self.tokens
        return i + 2 < self.size and tokens[i + 1].capital and tokens[i + 2].capital and self.is_given(i + 1)

    def compound(self, i: int, anchors: dict[int, list[Match]]) -> None:
        """Takes a compound before a name whose last part is a function: *Polizeivizepräsident Christian Huber*."""
        parts = self.language.lexicon.last_parts(self.tokens[i].word)
        function = next((entry for entry in parts if entry.role == "function"), None)
        if function is not None:
            anchors[i] = [Match(i, i + 1, function)]

    def joined(self, i: int, anchors: dict[int, list[Match]]) -> None:
        """Takes a word behind a hyphen that can speak for the whole: *ex-ministre*, *US-Präsident*, *Nato-Vertreter*.

        Before it stands what changes nothing of who it is, or a country or an institution that it belongs to.
        """
        front, _, rest = self.tokens[i].word.rpartition("-")
        found = [Match(i, i + 1, entry) for entry in self.language.lexicon.word(rest) if entry.role in NOUNS]
        if not found:
            return
        owner = next((e for e in self.language.lexicon.word(front) if e.role in OWNERS), None)
        if owner is not None:
            self.owners[i] = owner
        elif front + "-" not in self.ways.prefixes:
            return
        anchors[i] = found

    def cased(self, match: Match) -> bool:
        """Whether the capitals of a name stand in the text as the data write them."""
        lemma = match.entry.lemma
        if lemma[1:].islower():
            return self.tokens[match.first].capital
        words = self.words(match.first, match.last)
        if lemma.isupper():
            return words.isupper()
        if len(lemma) != len(words):
            return True
        return all(
            words[k].isupper() or not told.isupper() or (k > 0 and lemma[k - 1] == "-") for k, told in enumerate(lemma)
        )

    def words(self, first: int, last: int) -> str:
        """The words of tokens, as they stand in the text."""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end]

    def match(self, i: int, role: str) -> Match | None:
        """The longest match of a role at token i."""
        if 0 <= i < self.size and role in self.knowledge[i].roles:
            for match in self.found[i]:
                if match.entry.role == role:
                    return match
        return None

    def article(self, i: int, key: str) -> bool:
        """Whether a determiner of a kind (`definite`, `none`) stands at token i."""
        here = self.knowledge[i]
        return "determiner" in here.roles and any(e.role == "determiner" and e.key == key for _, e in here.entries)

    def anchor(self, i: int, *roles: str) -> Match | None:
        """The longest anchor of one of the roles at token i."""
        here = self.anchors.get(i)
        if here is None:
            return None
        best: Match | None = None
        for match in here:
            if match.entry.role in roles and (best is None or match.last > best.last):
                best = match
        return best

    def is_mark(self, i: int, marks: str) -> bool:
        """Whether token i is one of the marks."""
        return 0 <= i < self.size and self.tokens[i].word in marks and self.tokens[i].kind == "mark"

    def closed(self, i: int) -> bool:
        """Whether token i is a word of the grammar, or a verb of saying."""
        return self.tokens[i].word in self.index.closed

    def starts_sentence(self, i: int) -> bool:
        """Whether token i has a capital only because a sentence, a quotation or a line begins there."""
        if i == 0:
            return True
        before = self.tokens[i - 1]
        return before.kind == "mark" and before.word in '«“"„:•–—-.!?…'

    def before(self, first: int, lowest: int) -> int:
        """Where a phrase begins whose noun stands at `first`: adjectives and an article before it."""
        if first > 0 and self.tokens[first - 1].kind != "word":
            return first
        while first > lowest:
            earlier = self.ending(first, "modifier", lowest)
            if earlier < 0:
                break
            first = earlier
        determiner = self.ending(first, "determiner", lowest)
        if determiner >= 0:
            contracted = self.match(determiner, "of")
            if contracted is None or contracted.last != first:
                return determiner
            if determiner == 0 or self.tokens[determiner - 1].kind == "mark" or self.told(determiner):
                return determiner
        return first

    def determined(self, first: int) -> bool:
        """Whether a noun phrase that begins at token `first` has what its language asks of it: an article, or none."""
        if not self.articles or first == 0 or self.match(first, "determiner") is not None:
            return True
        before = self.tokens[first - 1]
        return (
            self.ending(first, "determiner", 0) >= 0
            or (before.kind == "mark" and before.word not in ",)")
            or self.told(first)
            or self.match(first - 1, "coordination") is not None
        )

    def ending(self, last: int, role: str, lowest: int) -> int:
        """Where a match of a role begins that ends at token `last`; -1 where there is none."""
        known = self.knowledge
        for i in range(max(lowest, last - 4), last):
            if role in known[i].roles:
                for match in self.found[i]:
                    if match.last == last and match.entry.role == role:
                        return i
        return -1

    def speaks(self, i: int) -> bool:
        """Whether token i is a verb of saying, or a word that names a source."""
        return i >= 0 and not SAYS.isdisjoint(self.knowledge[i].roles)

    def told(self, i: int) -> bool:
        """Whether what begins at token i follows a verb of saying, or words that name a source."""
        return self.speaks(i - 1) or self.ending(i, "according", 0) >= 0

    def finite(self, first: int, last: int) -> bool:
        """Whether a finite verb stands among tokens."""
        words = self.index.finite
        return any(token.word in words for token in self.tokens[first:last])

    def source(self, first: int, last: int, name: str, kind: SourceKind, affiliation: str | None = None) -> Source:
        """A source whose words are tokens `first` to `last`."""
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        return Source(self.text[start:end], start, end, name, kind, affiliation)

    def plain(self, first: int, last: int) -> str:
        """The words of tokens on one line."""
        return " ".join(self.words(first, last).split())

    def after_determiner(self, first: int, noun: int) -> int:
        """Where a phrase's words begin behind its article."""
        determiner = self.match(first, "determiner")
        return determiner.last if determiner is not None and determiner.last <= noun else first

    def remember(self, table: str, key: object, source: Source) -> None:
        """Keeps a source for later sentences."""
        self.new.setdefault(table, {})[key] = source

    def known(self, table: str, key: object) -> Source | None:
        """What the report has named under a key, this sentence included."""
        found = self.new.get(table, {}).get(key)
        if found is None:
            found = getattr(self.old, table).get(key)
        return found

    def memory(self) -> Memory:
        """The memory with what this sentence names."""
        changed: dict[str, Any] = {table: {**getattr(self.old, table), **named} for table, named in self.new.items()}
        if not self.here <= self.old.countries:
            changed["countries"] = self.old.countries | self.here
        if not changed:
            return self.old
        old = self.old
        return Memory(
            changed.get("people", old.people),
            changed.get("acronyms", old.acronyms),
            changed.get("offices", old.offices),
            changed.get("institutions", old.institutions),
            changed.get("countries", old.countries),
        )

    def is_given_word(self, word: str) -> bool:
        """Whether a folded word is a given name, or begins with one before a hyphen."""
        known = given_names()
        return word in known or ("-" in word and word.partition("-")[0] in known)

    def is_given(self, i: int) -> bool:
        """Whether token i is a given name."""
        return self.tokens[i].capital and self.is_given_word(self.tokens[i].word)

    def run(self, i: int, person: bool = False) -> int:
        """Where the run of capitals ends that begins at token i; i where there is none.

        `person`: small words inside of names are part of it (*de*, *van*), and initials with their dots.
        """
        size, tokens = self.size, self.tokens
        if i >= size or not tokens[i].capital or tokens[i].kind != "word":
            return i
        j = i
        while j < size:
            token = tokens[j]
            if token.kind != "word":
                break
            if token.capital:
                named = person and j == i + 1 and self.capital_nouns and tokens[i].word in given_names()
                if j > i and ((self.breaks(j) and not named) or tokens[j - 1].word in ":;"):
                    break  # Uwe Richter is no judge
                single = token.end - token.start == 1
                j += 1
                dotted = single and j + 1 < size and tokens[j].word == "." and tokens[j].start == token.end
                if dotted and tokens[j + 1].capital:
                    j += 1
                continue
            if not (person or self.hyphened(j)):
                break
            if self.hyphened(j):
                j += 1
                continue
            end = j
            while end < size and self.match(end, "particle") is not None and not tokens[end].capital and end - j < 3:
                end += 1
            if end == j or end >= size or not (tokens[end].capital or self.hyphened(end)):
                break
            if not self.is_given(i) or self.anchor(end, "country", "capital") or self.lookup(end, end + 1)[0]:
                break
            if j > i + 1 and self.match(j, "of") is not None:  # Jean Dupont de Greenpeace
                break
            j = end
        while j > i and tokens[j - 1].kind != "word":
            j -= 1
        return j

    def hyphened(self, i: int) -> bool:
        """Whether token i begins small and goes on with a capital behind its hyphen or apostrophe: *al-Assad*."""
        words = self.words(i, i + 1)
        for mark in "-‑'’":
            at = words.find(mark)
            if 0 < at < 4 and at + 1 < len(words) and words[at + 1].isupper():
                return True
        return False

    def breaks(self, i: int) -> bool:
        """Whether a capital at token i begins something else than the rest of a name."""
        return i in self.owners or self.tokens[i].word in self.index.breaks

    def surname(self, i: int) -> bool:
        """Whether a single capital behind a title can be a name: no place and no letters alone."""
        word = self.words(i, i + 1)
        return len(word) > 1 and not (word.isupper() and len(word) < 5)

    def is_name(self, i: int) -> bool:
        """Whether some unknown capitals at token i can be a person's name, two or three of them and no place."""
        end = self.run(i)
        return 2 <= end - i <= 3 and not self.anchors.get(i) and self.lookup(i, end)[0] is None

    def is_person(self, i: int, end: int) -> bool:
        """Whether a run of capitals is a person's name by its own words."""
        count = end - i
        if count < 2 or count > 6:
            return count == 1 and self.known("people", self.tokens[i].word) is not None
        if self.known("people", fold(self.plain(i, end))) is not None:
            return True
        word = self.tokens[i].word
        if count > 2 and self.words(i, end).isupper():
            return False  # a heading in capitals
        if self.anchor(end - 1, "institution", "medium", "place_noun") is not None:
            return False  # the Reading Hospital
        if self.is_given(i):
            last = self.tokens[end - 1]
            return last.end - last.start > 1 or count > 2
        if word in family_first() and count <= 3:
            second = self.tokens[i + 1].word
            return "-" in second or count == 3 or second in given_names()
        return False

    def person_run(self, i: int) -> int:
        """Where the person's name ends that begins at token i; i where none does."""
        end = self.run(i, person=True)
        if end - i > 1 and not self.title_case and self.is_person(i, end):
            return end
        return i

    def is_particle(self, word: str) -> bool:
        """Whether a word is one of the small ones inside of names (*de*, *Le*, *van*)."""
        return any(entry.role == "particle" for entry in self.language.lexicon.word(fold(word)))

    def lookup(self, i: int, end: int, region: bool = False, town: bool = True) -> tuple[Known | None, int]:
        """The place that the longest beginning of tokens i to `end` names, and where it ends.

        `region`: rather a region than a town; `town`: towns are looked up at all.
        """
        for last in range(min(end, i + LONGEST), i, -1):
            name = self.tokens[i].word if last == i + 1 else fold(self.plain(i, last))
            wide, place = (
                regions().get(name),
                city(name, self.here, self.old.countries, self.ways.home) if town else None,
            )
            if wide is not None and (region or place is None or wide.country != place.country):
                return wide, last
            if place is not None:
                return place, last
        return None, i

    def place(self, first: int, last: int, known: Known) -> Place:
        """A known place at tokens `first` to `last`."""
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        return Place(self.text[start:end], start, end, known.name, known.country, known.geonames)

    def country_place(self, first: int, last: int, entry: Entry) -> Place:
        """The place that a country or capital is."""
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        known = countries()[entry.key]
        if entry.role == "capital":
            seat = city(fold(self.plain(first, last)), (known.code,))
            if seat is not None and seat.country == known.code:
                return Place(self.text[start:end], start, end, seat.name, known.code, seat.geonames)
            return Place(self.text[start:end], start, end, known.capital, known.code, known.capital_geonames)
        return Place(self.text[start:end], start, end, known.name, known.code, known.geonames)

    def locative(self, i: int) -> bool:
        """Whether a preposition of place stands before token i."""
        return self.ending(i, "locative", max(0, i - 4)) >= 0

    def articled(self, i: int) -> bool:
        """Whether an article, or a preposition that holds one, stands before the name at token i, no region's."""
        if not i or self.tokens[i].word in regions():
            return False
        return any(
            match.last == i
            and (match.entry.role == "determiner" or (match.entry.role == "locative" and match.entry.key == "articled"))
            for match in self.found[i - 1]
        )

    def town(self, first: int, last: int) -> Known | None:
        """The town that tokens `first` to `last` name, as they stand or with an adjective's ending (*Kölner*)."""
        known, end = self.lookup(first, last)
        if known is not None and end == last:
            return known
        if last - first == 1:
            for ending in self.ways.town_endings:
                word = self.tokens[first].word
                if (
                    word.endswith(ending)
                    and (town := city(word[: -len(ending)], self.here, self.old.countries, self.ways.home)) is not None
                ):
                    return town
        return None
