"""Mentions: the noun phrases of a sentence that name or describe somebody, something or some place.

A pass over the words that the lexicon knows (countries, actors, functions, institutions, groups) and over the capitals;
from each the noun phrase is read to both sides. What it cannot be sure of is no mention that speaks.
"""

from collections.abc import Mapping, Sequence

import msgspec

from selon.knowledge.folding import fold
from selon.knowledge.gazetteer import LONGEST, Known, city, regions
from selon.knowledge.language import Language
from selon.knowledge.lexicon import Entry, Match
from selon.knowledge.names import countries, family_first, given_names, holders, naming
from selon.model.place import Place
from selon.model.source import Source, SourceKind
from selon.understand.parts import Mention
from selon.understand.sentences import Sentence

NOUNS = ("medium", "function", "institution", "group", "unnamed")
ANCHORS = frozenset((*NOUNS, "title", "actor", "country", "capital", "bloc", "demonym", "place_noun"))
OWNERS = frozenset(("country", "capital", "demonym", "actor"))
SMALL = frozenset(("determiner", "of", "locative", "coordination", "particle"))
CLOSED = SMALL | frozenset(
    ("title", "function", "according", "speech_pronoun", "speech_word", "time_month", "time_weekday")
)
"""Roles whose words are no part of an unknown name at the beginning of a sentence or of a run of capitals."""
VERBS = frozenset(("auxiliary", "modal", "speech", "verb", "according"))
FINITE = frozenset(("present", "imperfect", "past", "future", "conditional"))
FAR = 14
"""How many words an apposition may have before the comma that closes it."""
QUOTES = frozenset("«“\"„‚'‘”»")


class Memory(msgspec.Struct, frozen=True):
    """What a report has named so far.

    `people`: by folded surname and full name; `acronyms`: by folded letters (*NIS*); `offices`: who was named with a
    function and a country, or with the function alone; `institutions`: by kind, the fullest form.
    """

    people: Mapping[str, Source] = {}
    acronyms: Mapping[str, Source] = {}
    offices: Mapping[tuple[str, str | None], Source] = {}
    institutions: Mapping[str, Source] = {}


class Tail(msgspec.Struct):
    """What hangs on a noun behind it: whose it is, what it is for, where it is.

    `lower`: how many common nouns it has; `proper`: a proper name tells which one it is; `named`: where a name stands
    right behind the noun and its adjectives.
    """

    last: int
    countries: list[str]
    blocs: list[str]
    actor: Match | None = None
    city: Place | None = None
    domain: str | None = None
    acronym: str | None = None
    lower: int = 0
    proper: bool = False
    named: tuple[int, int] | None = None


def mentions(text: str, sentence: Sentence, language: Language, memory: Memory) -> tuple[tuple[Mention, ...], Memory]:
    """The mentions of a sentence, in its order, with those inside of others; and the memory with what it names.

    Inside of others only countries, adjectives of countries and places are given, and they do not speak.
    """
    reader = Reader(text, sentence, language, memory)
    return reader.read(), reader.memory()


class Reader:
    """Reads one sentence."""

    __slots__ = (
        "adjectives_before", "anchors", "articles", "capital_nouns", "found", "inner", "language", "led_by", "new",
        "old", "owners", "prefixes", "resume", "sentence", "size", "text", "title_case", "tokens", "town_endings",
    )  # fmt: skip

    def __init__(self, text: str, sentence: Sentence, language: Language, memory: Memory) -> None:
        self.text, self.sentence, self.language, self.old = text, sentence, language, memory
        self.tokens, self.found, self.size = sentence.tokens, sentence.found, len(sentence.tokens)
        self.new: dict[str, dict[object, Source]] = {}
        self.inner: list[Mention] = []
        self.led_by: Match | None = None
        self.resume = 0
        told = language.sections.get("names", {})
        self.adjectives_before = told.get("adjectives") == "before"
        self.capital_nouns = told.get("capitals") == "nouns"
        self.articles = bool(told.get("articles"))
        self.title_case = False
        anchors: dict[int, list[Match]] = {}
        self.town_endings: Sequence[str] = told.get("town_endings", ())
        self.prefixes: Sequence[str] = told.get("prefixes", ())
        self.owners: dict[int, Entry] = {}
        for i, here in enumerate(self.found):
            if not here:
                if "-" in self.tokens[i].word:
                    self.joined(i, anchors)
            else:
                for match in here:
                    entry = match.entry
                    if entry.role in ANCHORS and (not entry.lemma[:1].isupper() or self.cased(match)):
                        anchors.setdefault(i, []).append(match)
        self.anchors = anchors

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
        elif front + "-" not in self.prefixes:
            return
        anchors[i] = found

    # --- the pass ---------------------------------------------------------------------------------
    def read(self) -> tuple[Mention, ...]:
        """The mentions of the sentence."""
        tokens, anchors = self.tokens, self.anchors
        starts = [i for i in range(self.size) if i in anchors or tokens[i].capital]
        if not starts:
            return ()
        if self.sentence.title:
            words = [t for t in tokens if t.kind == "word" and t.end - t.start > 3]
            self.title_case = len(words) > 3 and sum(t.capital for t in words) > 0.8 * len(words)
        result: list[Mention] = []
        done = self.resume = 0
        for i in starts:
            if i < done or i < self.resume:
                continue
            mention = self.mention(i, done)
            if mention is not None:
                result.append(mention)
                done = mention.last
        if self.inner:
            whole = {(m.first, m.last) for m in result}
            result += [m for m in dict.fromkeys(self.inner) if (m.first, m.last) not in whole]
            result.sort(key=lambda m: (m.first, -m.last))
        return tuple(result)

    def mention(self, i: int, lowest: int) -> Mention | None:
        """The mention that begins at token i, or whose words before it reach back to `lowest` at most."""
        here = self.anchors.get(i)
        if here is None:
            return self.name(i)
        best = max(here, key=lambda m: (m.last, _RANK[m.entry.role]))
        role = best.entry.role
        if role in ("actor", "country", "capital") and self.tokens[i].capital:
            run = self.person_run(i)
            if run > best.last:
                return self.person(i, run, i)
        if role == "title":
            return self.titled(i, best, lowest)
        if role in NOUNS:
            kind_of_place = self.anchor(i, "place_noun")
            where = self.place_phrase(i, kind_of_place) if kind_of_place is not None else None
            return where or self.noun(i, lowest)
        if role == "actor":
            return self.actor(i, best)
        if role in ("country", "capital"):
            return self.country(i, best)
        if role == "bloc":
            return self.bloc(i, best)
        if role == "demonym":
            return self.demonym(i, best, lowest)
        return self.place_phrase(i, best)

    # --- looking at words -------------------------------------------------------------------------
    def cased(self, match: Match) -> bool:
        """Whether the capitals of a name stand in the text as the data write them."""
        lemma = match.entry.lemma
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

    def match(self, i: int, role: str, key: str | None = None) -> Match | None:
        """The longest match of a role at token i."""
        if 0 <= i < self.size:
            for match in self.found[i]:
                if match.entry.role == role and (key is None or match.entry.key == key):
                    return match
        return None

    def anchor(self, i: int, *roles: str) -> Match | None:
        """The longest anchor of one of the roles at token i."""
        best: Match | None = None
        for match in self.anchors.get(i, ()):
            if match.entry.role in roles and (best is None or match.last > best.last):
                best = match
        return best

    def is_mark(self, i: int, marks: str) -> bool:
        """Whether token i is one of the marks."""
        return 0 <= i < self.size and self.tokens[i].word in marks and self.tokens[i].kind == "mark"

    def closed(self, i: int) -> bool:
        """Whether token i is a word of the grammar, or a verb of saying."""
        return any(m.entry.role in CLOSED or m.entry.role in VERBS for m in self.found[i] if m.last == i + 1)

    def starts_sentence(self, i: int) -> bool:
        """Whether token i has a capital only because a sentence, a quotation or a line begins there."""
        if i == 0:
            return True
        before = self.tokens[i - 1]
        return before.kind == "mark" and before.word in '«“"„:•–—-.!?…'

    def before(self, first: int, lowest: int) -> int:
        """Where a phrase begins whose noun stands at `first`: adjectives and an article before it."""
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
            if determiner == 0 or self.tokens[determiner - 1].kind == "mark" or self.speaks(determiner - 1):
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
            or self.speaks(first - 1)
            or self.match(first - 1, "coordination") is not None
        )

    def ending(self, last: int, role: str, lowest: int) -> int:
        """Where a match of a role begins that ends at token `last`; -1 where there is none."""
        for i in range(max(lowest, last - 3), last):
            for match in self.found[i]:
                if match.last == last and match.entry.role == role:
                    return i
        return -1

    def speaks(self, i: int) -> bool:
        """Whether token i is a verb of saying, or a word that names a source."""
        return any(m.entry.role in VERBS for m in self.found[i])

    def finite(self, first: int, last: int) -> bool:
        """Whether a finite verb stands among tokens."""
        return any(
            m.entry.form in FINITE and m.entry.role in ("auxiliary", "modal", "speech")
            for i in range(first, last)
            for m in self.found[i]
        )

    # --- whom a phrase stands for -----------------------------------------------------------------
    def source(self, first: int, last: int, name: str, kind: SourceKind, affiliation: str | None = None) -> Source:
        """A source whose words are tokens `first` to `last`."""
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        return Source(self.text[start:end], start, end, name, kind, affiliation)

    def plain(self, first: int, last: int) -> str:
        """The words of tokens on one line."""
        return " ".join(self.words(first, last).split())

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
        if not self.new:
            return self.old
        return msgspec.structs.replace(
            self.old, **{table: {**getattr(self.old, table), **named} for table, named in self.new.items()}
        )

    # --- countries --------------------------------------------------------------------------------
    def country(self, i: int, match: Match) -> Mention | None:
        """A country or its capital: a place, and its government when it speaks."""
        code = match.entry.key
        if self.adjectives_before:
            possessive = self.match(match.last, "possessive")
            owned = possessive.last if possessive is not None else match.last
            if possessive is None and match.entry.role == "capital" and self.local(match.last):
                return self.left(match.last)
            owns = possessive is not None or match.entry.form == "genitive"
            if (owns or self.anchor(i, "demonym") is not None) and self.led_to(owned):
                return self.left(owned)
            place_owned = owns and owned < self.size and self.tokens[owned].capital and not self.anchors.get(owned)
            if place_owned and self.lookup(owned, self.run(owned))[0] is not None:
                return self.left(owned)
        first = self.before(i, max(0, i - 2))
        source = self.source(i, match.last, countries()[code].name, "government", code)
        last = match.last
        place = self.country_place(i, last, match.entry)
        if self.is_mark(last, "("):  # Bruxelles (Belgique)
            inner = self.anchor(last + 1, "country")
            if inner is not None and inner.entry.key == code and self.is_mark(inner.last, ")"):
                last = inner.last + 1
        return Mention(first, last, match.last - 1, "country", (source,), place, code)

    def country_place(self, first: int, last: int, entry: Entry) -> Place:
        """The place that a country or capital is."""
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        known = countries()[entry.key]
        if entry.role == "capital":
            seat = city(fold(self.plain(first, last)))
            if seat is not None and seat.country == known.code:
                return Place(self.text[start:end], start, end, seat.name, known.code, seat.geonames)
            return Place(self.text[start:end], start, end, known.capital, known.code, known.capital_geonames)
        return Place(self.text[start:end], start, end, known.name, known.code, known.geonames)

    def bloc(self, i: int, match: Match) -> Mention | None:
        """A bloc of countries that is named by a noun."""
        if self.adjectives_before and self.led_to(match.last):
            return self.left(match.last)
        if not self.tokens[i].capital or match.entry.form == "adjective":
            return self.left(match.last)
        source = self.source(i, match.last, match.entry.key, "group")
        return Mention(self.before(i, max(0, i - 2)), match.last, match.last - 1, "group", (source,))

    def demonym(self, i: int, match: Match, lowest: int) -> Mention | None:
        """An adjective of a country: with its noun behind it where the language has it so, else alone."""
        if self.adjectives_before and self.led_to(match.last):
            return self.left(match.last)
        if self.tokens[i].capital and not self.starts_sentence(i):
            run = self.person_run(i)
            if run > match.last:
                return self.person(i, run, i)
        return Mention(i, match.last, match.last - 1, "demonym", (), None, match.entry.key)

    def local(self, i: int) -> bool:
        """Whether an institution that a town has of its own stands at token i."""
        institution = self.anchor(i, "institution")
        return institution is not None and bool(institution.entry.more.get("local"))

    def town_before(self, first: int, lowest: int) -> int:
        """Where the town begins whose institution begins at token `first` (*Essen police*); `first` where none does."""
        for j in range(max(lowest, first - 3), first):
            if self.tokens[j].capital and self.town(j, first) is not None:
                return j
        return first

    def town(self, first: int, last: int) -> Known | None:
        """The town that tokens `first` to `last` name, as they stand or with an adjective's ending (*Kölner*)."""
        known, end = self.lookup(first, last)
        if known is not None and end == last:
            return known
        if last - first == 1:
            for ending in self.town_endings:
                word = self.tokens[first].word
                if word.endswith(ending) and (town := city(word[: -len(ending)])) is not None:
                    return town
        return None

    def left(self, last: int) -> Mention | None:
        """None: leaves the words up to token `last` to the noun that will reach back for them."""
        self.resume = last
        return None

    def led_to(self, i: int) -> bool:
        """Whether a noun that can speak follows at token i, past adjectives, lists of them and numbers."""
        for _ in range(6):
            if self.anchor(i, *NOUNS, "title") is not None:
                return True
            place = self.anchor(i, "place_noun")
            if place is not None and place.entry.key == "territory":
                return True
            actor = self.anchor(i, "actor")
            if actor is not None:
                return bool(actor.entry.more["kind"] in ("institution", "agency", "outlet"))
            step = self.match(i, "modifier") or self.anchor(i, "demonym", "bloc") or self.match(i, "coordination")
            if step is None and self.is_mark(i, ","):
                i += 1
            elif step is None:
                return False
            else:
                i = step.last
        return False

    # --- what hangs on a noun ---------------------------------------------------------------------
    def tail(self, last: int, takes_domain: bool, named: bool) -> Tail:
        """What follows a noun that ends at token `last`. `named`: a name may follow without a preposition."""
        tail = Tail(last, [], [])
        while tail.last < self.size:
            i = tail.last
            adjective = self.anchor(i, "demonym", "bloc")
            if adjective is not None and not self.tokens[i].capital:
                self.adjectives(tail)
                continue
            modifier = self.match(i, "modifier")
            if modifier is not None:
                tail.last = modifier.last
                continue
            of = self.match(i, "of")
            if of is not None:
                if not self.complement(tail, of, takes_domain):
                    break
                continue
            if self.is_mark(i, "(") and self.bracket(tail):
                continue
            if named and not tail.proper and self.tokens[i].capital and not self.anchor(i, "title", "function"):
                actor = self.anchor(i, "actor")
                if actor is not None and actor.entry.more["kind"] != "official":
                    tail.actor, tail.last, tail.proper = actor, actor.last, True
                    continue
                end = self.run(i)
                if end > i and not self.is_given(i):
                    tail.last, tail.proper, tail.named = end, True, (i, end)
                    continue
            break
        return tail

    def adjectives(self, tail: Tail) -> None:
        """Adjectives of countries, one or several: *ukrainiens, sud-coréens et américains*."""
        i = tail.last
        while True:
            match = self.anchor(i, "demonym", "bloc")
            if match is None:
                return
            if match.entry.role == "demonym":
                tail.countries.append(match.entry.key)
                self.inner.append(Mention(i, match.last, match.last - 1, "demonym", (), None, match.entry.key))
            else:
                tail.blocs.append(match.entry.key)
            tail.last = i = match.last
            link = self.match(i, "coordination")
            after = link.last if link is not None else i + 1 if self.is_mark(i, ",") else i
            if after == i or self.anchor(after, "demonym", "bloc") is None or self.tokens[after].capital:
                return
            if link is None and not self.lists_on(after):
                return
            i = after

    def lists_on(self, i: int) -> bool:
        """Whether the adjective at token i stands in a list that a conjunction closes."""
        while True:
            match = self.anchor(i, "demonym", "bloc")
            if match is None:
                return False
            if self.match(match.last, "coordination") is not None:
                return True
            if not self.is_mark(match.last, ","):
                return False
            i = match.last + 1

    def complement(self, tail: Tail, of: Match, takes_domain: bool) -> bool:
        """What a preposition ties to the noun; False where it ties nothing that is understood."""
        i = of.last
        actor = self.anchor(i, "actor")
        if of.entry.key == "at":  # à l'Assemblée nationale
            inside = actor if actor is not None and actor.entry.more["kind"] == "institution" else None
            inside = inside or self.anchor(i, "institution")
            if inside is not None and not takes_domain:
                tail.last, tail.proper = inside.last, True
                return True
        if of.entry.key == "affiliated":  # an analyst with …, a professor at …
            inside = actor or self.anchor(i, "institution")
            if inside is not None:
                tail.last, tail.proper = inside.last, True
                return True
            end = self.run(i)
            if end > i + 1 and self.lookup(i, end)[0] is None and not self.anchor(i, "country", "capital"):
                tail.last, tail.proper = end, True
                return True
            return False
        if takes_domain and tail.domain is None:
            domain = self.match(i, "domain")
            if domain is not None and self.cased(domain):
                tail.domain, tail.last = domain.entry.key, domain.last
                return True
        if of.entry.key != "of":
            return False
        if actor is not None:
            tail.actor, tail.last, tail.proper = actor, actor.last, True
            return True
        determiner = self.match(i, "determiner")
        if determiner is not None and not self.tokens[i].capital:
            i = determiner.last
        while (modifier := self.match(i, "modifier")) is not None and not self.tokens[i].capital:
            i = modifier.last
        if i >= self.size or self.tokens[i].kind != "word":
            return False
        place = self.anchor(i, "country", "capital")
        actor = self.anchor(i, "actor")
        if actor is not None and place is not None and actor.last > place.last:
            place = None
        if place is not None and self.person_run(i) <= place.last:
            tail.countries.append(place.entry.key)
            where = self.country_place(i, place.last, place.entry)
            if place.entry.role == "capital":
                tail.city = where
            self.inner.append(Mention(i, place.last, place.last - 1, "country", (), where, place.entry.key))
            tail.last = place.last
            self.more_countries(tail)
            return True
        if actor is not None:
            tail.actor, tail.last, tail.proper = actor, actor.last, True
            return True
        bloc = self.anchor(i, "bloc")
        if bloc is not None and self.tokens[i].capital:
            tail.blocs.append(bloc.entry.key)
            tail.last = bloc.last
            return True
        if self.tokens[i].capital:
            return self.proper_complement(tail, i)
        if self.closed(i) or tail.lower >= 3:
            return False
        noun = self.anchor(i, *NOUNS, "place_noun")
        tail.last = noun.last if noun is not None else i + 1
        tail.lower += 1
        if noun is not None and noun.entry.more.get("domain"):
            domain_of = self.match(tail.last, "of")
            domain = self.match(domain_of.last, "domain") if domain_of is not None else None
            if domain is not None and self.cased(domain):
                tail.last = domain.last
        elif noun is not None and (noun.entry.more.get("full") or noun.entry.role == "place_noun"):
            end = self.run(tail.last)
            if end > tail.last:  # l'hôpital Georges-Pompidou, la région Grand Est
                tail.last, tail.proper = end, True
        elif noun is None and self.plain_word(tail.last):  # an adjective: maladies infectieuses
            tail.last += 1
        return True

    def plain_word(self, i: int) -> bool:
        """Whether token i is a word that may be an adjective, before a mark or a preposition."""
        if i + 1 >= self.size or self.tokens[i].kind != "word" or self.tokens[i].capital or self.closed(i):
            return False
        if self.anchors.get(i):
            return False
        after = i + 1
        return self.tokens[after].kind == "mark" or self.match(after, "of") is not None

    def more_countries(self, tail: Tail) -> None:
        """Countries that a conjunction adds: *des États-Unis et de la Corée du Sud*."""
        while True:
            link = self.match(tail.last, "coordination")
            i = link.last if link is not None else tail.last + 1 if self.is_mark(tail.last, ",") else -1
            of = self.match(i, "of") if i >= 0 else None
            if of is None or of.entry.key != "of":
                return
            country = self.anchor(of.last, "country")
            if country is None:
                return
            tail.countries.append(country.entry.key)
            tail.last = country.last

    def proper_complement(self, tail: Tail, i: int) -> bool:
        """A name with a capital behind a preposition: a place where it is known as one, else a name."""
        end = self.person_run(i)
        if end > i:
            tail.proper, tail.last = True, end
            return True
        end = self.run(i)
        if end <= i:
            return False
        known, place_end = self.lookup(i, end, region=True)
        if known is not None:
            where = self.place(i, place_end, known)
            tail.city = where
            if known.country is not None:
                tail.countries.append(known.country)
            self.inner.append(Mention(i, place_end, place_end - 1, "place", (), where, known.country))
            end = place_end
        tail.proper, tail.last = True, end
        return True

    def bracket(self, tail: Tail) -> bool:
        """Letters in brackets behind a name: *(NIS)*."""
        i = tail.last + 1
        if i + 1 >= self.size or self.tokens[i].kind != "word" or not self.is_mark(i + 1, ")"):
            return False
        letters = self.words(i, i + 1)
        capitals = sum(c.isupper() for c in letters)
        if self.lookup(i, i + 1)[0] is not None:
            return False
        if (capitals < 2 and not (letters[0].isupper() and len(letters) < 7)) or self.anchor(i, "country", "capital"):
            return False
        tail.acronym, tail.last = letters, i + 2
        return True

    # --- nouns: functions, institutions, groups -----------------------------------------------------
    def noun(self, i: int, lowest: int) -> Mention | None:
        """The phrase around a function, an institution or a group at token i."""
        first = self.before(i, lowest)
        lead: list[str] = []
        first = self.led(first, lowest, lead)
        owner = self.owners.get(i)
        if owner is not None and owner.role == "actor":
            self.led_by = Match(i, i + 1, owner)
        elif owner is not None:
            lead.append(owner.key)
        function = self.anchor(i, "function")
        if function is not None:
            mention = self.function(i, first, function, lead)
            if mention is not None:
                return mention
        medium = self.anchor(i, "medium")
        if medium is not None:
            return self.medium(i, first, medium, lead)
        group = self.anchor(i, "group", "unnamed")
        institution = self.anchor(i, "institution")
        after = max(institution.last if institution else 0, function.last - 1 if function else 0)
        if group is not None and group.last > after:
            return self.group(i, first, group, lead)
        if institution is not None and (function is None or institution.last >= function.last):
            return self.institution(i, first, institution, lead, lowest)
        if group is not None and function is not None and group.last >= function.last:
            return self.group(i, first, group, lead)
        return self.described(i, first, function, lead) if function is not None else None

    def led(self, first: int, lowest: int, lead: list[str]) -> int:
        """Adjectives and possessives of countries before a noun: *Ukrainian*, *South Korea's*; lists of them, too."""
        self.led_by = None
        if not self.adjectives_before:
            return first
        end = first
        while True:
            found = self.leading(end, lowest)
            if found is None:
                break
            if found.entry.role == "actor":
                self.led_by = found
            else:
                lead.insert(0, found.entry.key)
            if found.entry.role not in ("bloc", "actor"):
                code = found.entry.key
                self.inner.append(Mention(found.first, found.last, found.last - 1, "demonym", (), None, code))
            first = end = self.before(found.first, lowest)
            link = self.ending(end, "coordination", lowest)
            if link >= 0 and end == found.first:
                end = link
            elif self.is_mark(end - 1, ",") and end == found.first and end - 1 > lowest and len(lead) > 1:
                end -= 1
        return first

    def leading(self, end: int, lowest: int) -> Match | None:
        """The adjective or possessive of a country that ends at token `end`."""
        for j in range(max(lowest, end - 6), end):
            match = self.anchor(j, "demonym", "bloc")
            if match is not None and match.last == end:
                return match
            actor = self.anchor(j, "actor")
            if actor is not None and actor.entry.more["kind"] == "institution":
                possessive = self.match(actor.last, "possessive")
                if actor.last == end or (possessive is not None and possessive.last == end):
                    return actor
            country = self.anchor(j, "country", "capital")
            if country is not None:
                possessive = self.match(country.last, "possessive")
                if possessive is not None and possessive.last == end:
                    return country
                if country.entry.form == "genitive" and country.last == end:
                    return country
        return None

    def own(self, tail: Tail, lead: Sequence[str]) -> list[str]:
        """The countries of a phrase, those before the noun first."""
        codes = countries()
        return list(dict.fromkeys([*(c for c in lead if c in codes), *tail.countries]))

    def affiliation(self, tail: Tail, lead: Sequence[str]) -> str | None:
        """The country that a phrase belongs to."""
        own = self.own(tail, lead)
        if own:
            return own[0]
        actor = self.led_by or tail.actor
        country: str | None = actor.entry.more["country"] if actor is not None else None
        return country

    def function(self, i: int, first: int, match: Match, lead: list[str]) -> Mention | None:
        """A function with the name of who has it, before or behind a comma."""
        entry = match.entry
        tail = self.tail(match.last, bool(entry.more.get("domain")), False)
        affiliation = self.affiliation(tail, lead)
        at = tail.last
        title = self.anchor(at, "title")
        while title is not None:
            at = title.last + (1 if self.is_mark(title.last, ".") else 0)
            title = self.anchor(at, "title")
        named = self.named_at(at, tail.lower == 0 and not tail.proper)
        comma = False
        if named is None and entry.form != "plural":
            named = self.named_behind(at)
            comma = named is not None
        if named is None:
            return None
        start, end, name, actor = named
        kind: SourceKind = "official" if entry.more.get("kind") == "official" else "person"
        return self.somebody(first, end, start, end, name, actor, kind, affiliation, entry.key, comma)

    def named_behind(self, at: int) -> tuple[int, int, str, Entry | None] | None:
        """The person's name that a comma parts from a function whose words end at token `at`, or a little behind."""
        for j in range(at, min(self.size, at + FAR)):
            if self.is_mark(j, ","):
                break
            if self.tokens[j].kind == "mark" and self.tokens[j].word not in "()'’":
                return None
        else:
            return None
        if self.finite(at, j):
            return None
        k = j + 1
        determiner = self.match(k, "determiner")
        if determiner is not None:
            k = determiner.last
        while (skipped := self.match(k, "modifier")) is not None:
            k = skipped.last
        named = self.named_at(k, False)
        if named is None and self.is_name(k):
            end = self.run(k)
            named = k, end, self.plain(k, end), None
        if named is None or not (named[1] >= self.size or self.tokens[named[1]].kind == "mark"):
            return None
        return named

    def is_name(self, i: int) -> bool:
        """Whether some unknown capitals at token i can be a person's name, two or three of them and no place."""
        end = self.run(i)
        return 2 <= end - i <= 3 and not self.anchors.get(i) and self.lookup(i, end)[0] is None and not self.closed(i)

    def named_at(self, i: int, titled: bool) -> tuple[int, int, str, Entry | None] | None:
        """The person's name at token i: (first, last, name, actor). `titled`: a function or title stands before it."""
        particle = self.match(i, "particle") if titled else None
        if particle is not None and not self.tokens[i].capital and particle.last < self.size:
            named = self.named_at(particle.last, False) if self.tokens[particle.last].capital else None
            if named is None and self.tokens[min(particle.last, self.size - 1)].capital:
                end = self.run(particle.last)
                return i, end, self.plain(i, end), None
            return named and (i, named[1], self.plain(i, named[1]), None)
        if i >= self.size or not self.tokens[i].capital:
            return None
        actor = self.anchor(i, "actor")
        run = self.run(i, person=True)
        if actor is not None and actor.last >= run and actor.entry.more["kind"] == "official":
            return i, actor.last, actor.entry.key, actor.entry
        if actor is not None and actor.last >= run:
            return None
        if run <= i or (self.anchor(i, "country", "capital", "institution") is not None and not self.is_given(i)):
            return None
        if not titled and not self.is_person(i, run):
            return None
        if run - i == 1 and self.known("people", self.tokens[i].word) is None and not self.surname(i):
            return None
        return i, run, self.plain(i, run), None

    def surname(self, i: int) -> bool:
        """Whether a single capital behind a title can be a name: no place and no letters alone."""
        word = self.words(i, i + 1)
        return len(word) > 1 and not (word.isupper() and len(word) < 5)

    def somebody(
        self,
        first: int,
        last: int,
        start: int,
        end: int,
        name: str,
        actor: Entry | None,
        kind: SourceKind,
        affiliation: str | None,
        office: str | None = None,
        comma: bool = False,
    ) -> Mention:
        """A person with a name at tokens `start` to `end`, in a phrase of tokens `first` to `last`."""
        if actor is not None:
            kind = "official" if actor.more["kind"] == "official" else kind
            affiliation = actor.more["country"] or affiliation
        else:
            earlier = self.acquaintance(start, end)
            if earlier is not None:
                name = earlier.name
                affiliation = affiliation or earlier.affiliation
                kind = "official" if "official" in (kind, earlier.kind) else earlier.kind
        begin = first
        determiner = self.match(first, "determiner")
        if determiner is not None and determiner.last <= start:
            begin = determiner.last
        if not comma:
            role = self.apposition(last)
            if role is not None:
                last, office_here, kind_here, country = role
                office = office or office_here
                affiliation = affiliation or country
                kind = "official" if "official" in (kind, kind_here) else kind
        source = self.source(begin, last, name, kind, affiliation)
        self.introduce(source, start, end, name)
        if office is not None:
            self.remember("offices", (office, affiliation), source)
            self.remember("offices", (office, None), source)
        return Mention(first, last, end - 1, "person", (source,), None, affiliation)

    def acquaintance(self, start: int, end: int) -> Source | None:
        """Who was named in full before and is meant by the name at these tokens."""
        found = self.known("people", fold(self.plain(start, end)))
        return found if found is not None or end - start > 1 else self.known("people", self.tokens[start].word)

    def introduce(self, source: Source, start: int, end: int, name: str) -> None:
        """Makes a person known by the surname, from the next time on."""
        words = name.split()
        self.remember("people", fold(name), source)
        if len(words) < 2:
            return
        self.remember("people", fold(words[-1]), source)
        if fold(words[0]) in family_first() or not self.is_given_word(words[0]):
            self.remember("people", fold(words[0]), source)
        if len(words) > 2 and self.is_particle(words[-2]):
            self.remember("people", fold(" ".join(words[-2:])), source)

    def is_particle(self, word: str) -> bool:
        """Whether a word is one of the small ones inside of names (*de*, *Le*, *van*)."""
        return any(entry.role == "particle" for entry in self.language.lexicon.word(fold(word)))

    def apposition(self, last: int) -> tuple[int, str | None, SourceKind, str | None] | None:
        """A function behind a name and a comma: (where it ends, its key, kind, country); or letters in brackets."""
        if self.is_mark(last, "("):
            for j in range(last + 1, min(self.size, last + 9)):
                if self.is_mark(j, ")"):
                    inside = self.apposition_at(last + 1)
                    if inside is not None and inside[0] <= j:
                        return j + 1, inside[1], inside[2], inside[3]
                    return j + 1, None, "person", None
            return None
        if not self.is_mark(last, ","):
            return None
        found = self.apposition_at(last + 1)
        if found is None:
            return None
        end, office, kind, country = found
        for j in range(end, min(self.size, end + FAR)):
            if self.is_mark(j, ',.;:–—»”"!?'):
                if not self.finite(end, j):
                    return j, office, kind, country
                break
        if end >= self.size:
            return end, office, kind, country
        return last, office, kind, country

    def apposition_at(self, i: int) -> tuple[int, str | None, SourceKind, str | None] | None:
        """The function in apposition at token i, past an article and adjectives."""
        determiner = self.match(i, "determiner")
        if determiner is not None:
            i = determiner.last
        lead: list[str] = []
        while True:
            modifier = self.match(i, "modifier")
            if modifier is not None:
                i = modifier.last
                continue
            adjective = self.anchor(i, "demonym") if self.adjectives_before else None
            if adjective is None:
                break
            lead.append(adjective.entry.key)
            i = adjective.last
        match = self.anchor(i, "function")
        if match is None:
            return None
        tail = self.tail(match.last, bool(match.entry.more.get("domain")), False)
        kind: SourceKind = "official" if match.entry.more.get("kind") == "official" else "person"
        return tail.last, match.entry.key, kind, self.affiliation(tail, lead)

    def described(self, i: int, first: int, match: Match, lead: list[str]) -> Mention | None:
        """A function without a name: who was named with it before, else the words themselves."""
        entry = match.entry
        if not self.determined(first):
            return None
        if entry.more.get("kind") != "official" and (
            entry.form == "plural"
            or (self.ending(i, "determiner", 0) < 0 and self.match(first, "determiner") is None)
        ):
            return None
        tail = self.tail(match.last, bool(entry.more.get("domain")), False)
        affiliation = self.affiliation(tail, lead)
        last = tail.last
        kind: SourceKind = "official" if entry.more.get("kind") == "official" else "person"
        definite = self.match(first, "determiner", "definite")
        if definite is not None and entry.form != "plural":
            if tail.last == match.last and not lead:
                earlier = self.known("offices", (entry.key, None))
            elif affiliation is not None and not tail.lower:
                earlier = self.known("offices", (entry.key, affiliation))
            else:
                earlier = None
            if earlier is not None:
                source = self.source(i, last, earlier.name, earlier.kind, earlier.affiliation)
                return Mention(first, last, match.last - 1, "person", (source,), None, earlier.affiliation)
        name = entry.more.get("name")
        bare = tail.last == match.last and not lead
        begin = self.after_determiner(first, i)
        if name is None or not bare:
            name = self.plain(begin, last)
        source = self.source(begin, last, name, kind, affiliation)
        return Mention(first, last, match.last - 1, "role", (source,), None, affiliation)

    def after_determiner(self, first: int, noun: int) -> int:
        """Where a phrase's words begin behind its article."""
        determiner = self.match(first, "determiner")
        return determiner.last if determiner is not None and determiner.last <= noun else first

    def group(self, i: int, first: int, match: Match, lead: list[str]) -> Mention | None:
        """People without a name: one source for each country that they belong to."""
        if match.entry.form in ("singular", "adjective") and not self.determined(first):
            return None
        led_by = self.led_by
        tail = self.tail(match.last, False, False)
        self.led_by = led_by
        own = self.own(tail, lead)
        codes = countries()
        whose = [codes[c].name for c in own if not (tail.city is not None and tail.city.country == c)]
        blocs = [*(b for b in lead if b not in codes), *tail.blocs]
        kind: SourceKind = "unnamed" if match.entry.role == "unnamed" else "group"
        begin = self.after_determiner(first, i)
        if tail.lower or tail.actor is not None or tail.city is not None or self.led_by is not None:
            sources = [self.source(begin, tail.last, self.plain(begin, tail.last), kind, self.affiliation(tail, lead))]
        elif whose or blocs:
            of = naming().of
            sources = [
                self.source(begin, tail.last, of.format(what=match.entry.key, whose=name), kind, code)
                for name, code in [*zip(whose, own, strict=True), *((b, None) for b in blocs)]
            ]
        else:
            sources = [self.source(begin, tail.last, match.entry.key, kind)]
        return Mention(first, tail.last, match.last - 1, "group", tuple(sources), None, own[0] if own else None)

    def institution(self, i: int, first: int, match: Match, lead: list[str], lowest: int) -> Mention | None:
        """An institution: by its English name where its kind and country tell it, else by the report's fullest form."""
        entry = match.entry
        if not self.determined(first) and self.anchor(match.last, "demonym") is None:
            return None
        full = bool(entry.more.get("full"))
        town = first
        if self.adjectives_before and not lead and entry.more.get("local") and first == i:
            town = self.town_before(first, lowest)
        tail = self.tail(match.last, bool(entry.more.get("domain")), full or match.last - i > 1)
        if town < first:
            first = self.before(town, lowest)
            known = self.town(town, i)
            tail.city = self.place(town, i, known) if known is not None else None
            tail.proper = True
            if known is not None and known.country is not None:
                tail.countries.insert(0, known.country)
        own = self.own(tail, lead)
        affiliation = self.affiliation(tail, lead)
        begin = self.after_determiner(first, i)
        last = tail.last
        if (
            tail.actor is not None
            and tail.last == tail.actor.last + (3 if tail.acronym else 0)
            and self.match(tail.actor.first - 1, "of") is None
        ):
            return self.appositive(first, begin, last, tail.actor)
        blocs = [*(name for name in lead if name not in countries()), *tail.blocs]
        bare = not own and not blocs and not tail.proper and not tail.lower and tail.domain is None and not lead
        if bare and full:
            return None
        key = entry.key
        of = naming().of
        if tail.domain is not None and key not in countries():
            key = of.format(what=key, whose=tail.domain)
        local = bool(entry.more.get("local")) and tail.city is not None
        kind: SourceKind = "government" if entry.key in naming().governments else "institution"
        if entry.more.get("apposed") and tail.named is not None:
            name = self.plain(*tail.named)
            source = self.source(begin, last, name, kind, affiliation)
            self.remember("institutions", name, source)
            if tail.acronym is not None:
                self.remember("acronyms", fold(tail.acronym), source)
            return Mention(first, last, tail.named[1] - 1, "institution", (source,), None, affiliation)
        if full or tail.lower or tail.actor is not None or local or (tail.proper and tail.city is None):
            name = self.plain(begin, last - 3 if tail.acronym else last)
            named = [self.source(begin, last, name, kind, affiliation)]
        elif own:
            named = []
            for code in own:
                actor = holders().get((key, code))
                if actor is not None:
                    named.append(self.source(begin, last, actor[0], "institution", code))
                elif entry.key in naming().governments:
                    named.append(self.source(begin, last, countries()[code].name, "government", code))
                else:
                    name = of.format(what=key, whose=countries()[code].name)
                    named.append(self.source(begin, last, name, kind, code))
        elif blocs:
            named = [self.source(begin, last, of.format(what=key, whose=bloc), kind) for bloc in blocs]
        else:
            earlier = self.known("institutions", key)
            if earlier is not None:
                named = [self.source(begin, last, earlier.name, earlier.kind, earlier.affiliation)]
            else:
                named = [self.source(begin, last, key, kind)]
        if len(named) == 1:
            if not bare:
                self.remember("institutions", key, named[0])
            if tail.acronym is not None:
                self.remember("acronyms", fold(tail.acronym), named[0])
        where = tail.city if entry.more.get("site") else None
        return Mention(first, last, match.last - 1, "institution", tuple(named), where, affiliation)

    def medium(self, i: int, first: int, match: Match, lead: list[str]) -> Mention | None:
        """A newspaper, a station or an agency, by its name behind the noun; None where no name follows."""
        if self.tokens[i].capital and not self.capital_nouns and not self.starts_sentence(i):
            return self.name(i)
        tail = self.tail(match.last, False, False)
        at = tail.last
        if self.is_mark(at, '«“"'):
            at += 1
        actor = self.anchor(at, "actor")
        begin = self.after_determiner(first, i)
        last = tail.last
        if actor is not None:
            last = actor.last + (1 if self.is_mark(actor.last, '»”"') else 0)
            return self.appositive(first, begin, last, actor)
        if tail.actor is not None:
            return self.appositive(first, begin, last, tail.actor)
        kind: SourceKind = "agency" if match.entry.key == "agency" else "outlet"
        affiliation = self.affiliation(tail, lead)
        if at < self.size and self.tokens[at].capital and (end := self.run(at)) > at:
            end += 1 if self.is_mark(end, '»”"') else 0
            source = self.source(begin, end, self.plain(at, end).strip('»”" '), kind, affiliation)
            return Mention(first, end, end - 1, "outlet", (source,), None, affiliation)
        if affiliation is None:
            return None
        source = self.source(begin, last, self.plain(begin, last), kind, affiliation)
        return Mention(first, last, match.last - 1, "outlet", (source,), None, affiliation)

    def appositive(self, first: int, begin: int, last: int, actor: Match) -> Mention:
        """An actor whose name stands behind what it is: *l'agence de presse nord-coréenne KCNA*."""
        more = actor.entry.more
        kind = "outlet" if more["kind"] in ("agency", "outlet") else "institution"
        source = self.source(begin, last, actor.entry.key, more["kind"], more["country"])
        return Mention(first, last, actor.last - 1, kind, (source,), None, more["country"])

    # --- actors and unknown names -------------------------------------------------------------------
    def actor(self, i: int, match: Match) -> Mention | None:
        """An actor by a name of its."""
        more = match.entry.more
        first = self.before(i, max(0, i - 2))
        if more["kind"] == "official":
            return self.somebody(first, match.last, i, match.last, match.entry.key, match.entry, "official", None)
        if self.adjectives_before and more["kind"] == "institution":
            possessive = self.match(match.last, "possessive")
            at = possessive.last if possessive is not None else match.last
            speaker = self.anchor(at, "function", "unnamed", "group")
            while speaker is None and (step := self.match(at, "modifier")) is not None:
                at = step.last
                speaker = self.anchor(at, "function", "unnamed", "group")
            if speaker is not None:
                return self.left(at)
        first = self.led(first, max(0, i - 8), [])
        tail = Tail(match.last, [], [])
        if self.is_mark(match.last, "("):
            self.bracket(tail)
        source = self.source(i, tail.last, match.entry.key, more["kind"], more["country"])
        if tail.acronym is not None:
            self.remember("acronyms", fold(tail.acronym), source)
        elif more["kind"] == "outlet" and not self.anchors.get(tail.last):
            tail.last = max(tail.last, self.run(tail.last))  # CBC News, France 3 Bretagne
        kind = "outlet" if more["kind"] in ("agency", "outlet") else "institution"
        last = tail.last
        owner = self.tail(last, False, False) if kind == "institution" else tail
        if owner.last > last and not owner.lower and not owner.proper and owner.countries:
            last = owner.last  # le NIS de la Corée du Sud
            if owner.countries[0] == more["country"]:
                source = self.source(i, last, match.entry.key, more["kind"], more["country"])
            else:
                last = tail.last
        return Mention(first, last, match.last - 1, kind, (source,), None, more["country"])

    def titled(self, i: int, match: Match, lowest: int) -> Mention | None:
        """A title with a name: *M. Zelensky*, *le colonel Dupont*."""
        first = self.before(i, lowest)
        at = match.last + (1 if self.is_mark(match.last, ".") else 0)
        title = self.anchor(at, "title")
        if title is not None:
            at = title.last + (1 if self.is_mark(title.last, ".") else 0)
        function = self.anchor(at, "function")
        determiner = self.match(at, "determiner")
        if function is None and determiner is not None:
            function = self.anchor(determiner.last, "function")
        if function is not None:
            found = self.function(function.first, first, function, [])
            return found or self.described(function.first, first, function, [])
        actor = self.anchor(at, "actor")
        if actor is not None and actor.entry.more["kind"] == "official":
            return self.somebody(first, actor.last, at, actor.last, actor.entry.key, actor.entry, "official", None)
        named = self.named_at(at, True)
        if named is None:
            if self.anchor(i, *NOUNS) is not None:
                return self.noun(i, lowest)
            return None
        start, end, name, entry = named
        return self.somebody(first, end, start, end, name, entry, "person", None)

    def is_given_word(self, word: str) -> bool:
        """Whether a word is a given name, or two with a hyphen between."""
        folded = fold(word)
        return folded in given_names() or ("-" in folded and folded.partition("-")[0] in given_names())

    def is_given(self, i: int) -> bool:
        """Whether token i is a given name."""
        return self.tokens[i].capital and self.is_given_word(self.words(i, i + 1))

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
                if j > i and (self.breaks(j) or tokens[j - 1].word in ":;"):
                    break
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
        if i in self.owners:
            return True
        return any(
            m.last == i + 1 and (m.entry.role in ("title", "function", "time_month", "time_weekday"))
            for m in self.found[i]
        )

    def is_person(self, i: int, end: int) -> bool:
        """Whether a run of capitals is a person's name by its own words."""
        count = end - i
        if count < 2 or count > 6:
            return count == 1 and self.known("people", self.tokens[i].word) is not None
        if self.known("people", fold(self.plain(i, end))) is not None:
            return True
        word = self.tokens[i].word
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

    def person(self, start: int, end: int, first: int) -> Mention:
        """A person by name alone."""
        return self.somebody(first, end, start, end, self.plain(start, end), None, "person", None)

    def name(self, i: int) -> Mention | None:
        """A capital that the lexicon does not know: a person, a place, somebody named before, or a name."""
        tokens = self.tokens
        if tokens[i].kind != "word":
            return None
        starts = self.starts_sentence(i)
        if self.match(i, "nameless") is not None:
            return None
        if (starts or self.title_case) and self.closed(i) and not self.is_given(i):
            return None
        end = self.person_run(i)
        if end > i:
            return self.person(i, end, i)
        earlier = self.known("people", tokens[i].word)
        end = self.run(i)
        if earlier is not None and end - i == 1:
            return self.somebody(i, end, i, end, earlier.name, None, earlier.kind, earlier.affiliation)
        letters = self.known("acronyms", tokens[i].word)
        if letters is not None and end - i == 1 and self.words(i, end)[:2].isupper():
            first = self.before(i, max(0, i - 2))
            source = self.source(i, end, letters.name, letters.kind, letters.affiliation)
            return Mention(first, end, end - 1, "institution", (source,), None, letters.affiliation)
        if self.title_case or end <= i:
            return None
        known, place_end = self.lookup(i, end)
        if end - i == 1 and tokens[i].word in family_first() and not self.locative(i):
            return None
        if known is not None and (
            not starts or self.locative(i) or place_end - i > 1 or self.is_mark(place_end, "(,:")
        ):
            return self.named_place(i, place_end, known)
        glued = i > 0 and tokens[i - 1].kind != "mark" and tokens[i - 1].end == tokens[i].start
        if starts or self.capital_nouns or self.closed(i) or (glued and tokens[i - 1].kind == "digits"):
            return None
        return self.unknown(i, end)

    def unknown(self, i: int, end: int) -> Mention | None:
        """A name that nothing is known of; with a function behind it it is a person's."""
        first = self.before(i, max(0, i - 2))
        tail = Tail(end, [], [])
        if self.is_mark(end, "("):
            self.bracket(tail)
        name = self.plain(i, end)
        role = self.apposition(end) if end - i > 1 and not tail.acronym and first == i else None
        if role is not None and (role[1] is not None):
            return self.somebody(i, end, i, end, name, None, role[2], role[3], role[1])
        person = self.is_given(i) or (end - i > 1 and first == i)
        source = self.source(i, tail.last, name, "person" if person else "institution")
        if tail.acronym is not None and len(tail.acronym) > 1 and tail.acronym[:2].isupper():
            source = self.source(i, tail.last, name, "institution")
            self.remember("acronyms", fold(tail.acronym), source)
        return Mention(first, tail.last, end - 1, "name", (source,))

    # --- places -------------------------------------------------------------------------------------
    def lookup(self, i: int, end: int, region: bool = False) -> tuple[Known | None, int]:
        """The place that the longest beginning of tokens i to `end` names, and where it ends."""
        for last in range(min(end, i + LONGEST), i, -1):
            name = fold(self.plain(i, last))
            wide, town = regions().get(name), city(name)
            if wide is not None and (region or town is None or wide.country != town.country):
                return wide, last
            if town is not None:
                return town, last
        return None, i

    def place(self, first: int, last: int, known: Known) -> Place:
        """A known place at tokens `first` to `last`."""
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        return Place(self.text[start:end], start, end, known.name, known.country, known.geonames)

    def named_place(self, i: int, end: int, known: Known) -> Mention | None:
        """A place by its name."""
        first = self.led(self.before(i, max(0, i - 8)), max(0, i - 8), [])
        if self.adjectives_before:
            if self.local(end):
                return self.left(end)
            noun = self.anchor(end, "place_noun")
            if noun is not None and noun.entry.key in ("region", "city"):  # the Kursk region
                wide = self.lookup(i, end, region=noun.entry.key == "region")[0] or known
                return self.place_mention(first, i, noun.last, noun, self.place(i, end, wide))
        place = self.place(i, end, known)
        return Mention(first, end, end - 1, "place", (), place, known.country)

    def locative(self, i: int) -> bool:
        """Whether a preposition of place stands before token i."""
        return any(m.last == i and m.entry.role == "locative" for j in range(max(0, i - 4), i) for m in self.found[j])

    def place_phrase(self, i: int, match: Match) -> Mention | None:
        """A kind of place with its name: *la région contestée de Koursk*, *l'est de la RDC*, *la frontière russe*."""
        entry = match.entry
        if self.tokens[i].capital and not self.starts_sentence(i):
            end = self.run(i)
            known, place_end = self.lookup(i, end)
            if known is not None and place_end > match.last:
                return self.named_place(i, place_end, known)
        lead: list[str] = []
        first = self.led(self.before(i, max(0, i - 8)), max(0, i - 8), lead)
        at = match.last
        adjective: str | None = next((code for code in lead if code in countries()), None)
        for _ in range(0 if self.adjectives_before else 3):  # adjectives, known or not
            if at >= self.size or self.tokens[at].kind != "word" or self.tokens[at].capital:
                break
            if self.match(at, "of") is not None:
                break
            demonym = self.anchor(at, "demonym")
            if demonym is not None:
                adjective = adjective or demonym.entry.key
                self.inner.append(Mention(at, demonym.last, demonym.last - 1, "demonym", (), None, demonym.entry.key))
                at = demonym.last
                continue
            if self.match(at, "coordination") is not None or self.anchors.get(at) or self.finite(at, at + 1):
                break
            at += 1
        of = self.match(at, "of")
        to = of.last if of is not None else at
        begin = self.after_determiner(first, i)
        determiner = self.match(to, "determiner")
        if of is not None and determiner is not None and self.tokens[to].capital is False:
            to = determiner.last
        if to < self.size and self.tokens[to].capital:
            country = self.anchor(to, "country", "capital")
            if country is not None and self.person_run(to) <= country.last:
                code = country.entry.key
                inside = self.country_place(to, country.last, country.entry)
                self.inner.append(Mention(to, country.last, country.last - 1, "country", (), inside, code))
                return self.place_mention(first, begin, country.last, match, inside)
            end = self.run(to)
            known, place_end = self.lookup(to, end, region=entry.key == "region")
            if known is not None:
                if adjective is not None and known.country not in (None, adjective):
                    known = Known(known.name, adjective, None)
                last = place_end
                demonym = self.anchor(last, "demonym")
                if demonym is not None and not self.tokens[last].capital:
                    self.inner.append(
                        Mention(last, demonym.last, demonym.last - 1, "demonym", (), None, demonym.entry.key)
                    )
                    last = demonym.last
                return self.place_mention(first, begin, last, match, self.place(to, place_end, known))
            if of is not None and entry.key in ("region", "city") and end > to and not self.is_given(to):
                return self.place_mention(
                    first, begin, end, match, self.place(to, end, Known(self.plain(to, end), adjective, None))
                )
        if adjective is not None and entry.key == "territory":
            known_country = countries()[adjective]
            start, end_at = self.tokens[begin].start, self.tokens[at - 1].end
            whole = Place(self.text[start:end_at], start, end_at, known_country.name, adjective, known_country.geonames)
            return Mention(first, at, match.last - 1, "place", (), whole, adjective)
        return None

    def place_mention(self, first: int, begin: int, last: int, match: Match, place: Place) -> Mention:
        """A place with the words around its name."""
        start, end = self.tokens[begin].start, self.tokens[last - 1].end
        whole = Place(self.text[start:end], start, end, place.name, place.country, place.geonames)
        return Mention(first, last, match.last - 1, "place", (), whole, place.country)


_RANK = {
    "actor": 9, "country": 8, "capital": 7, "title": 6, "medium": 5, "function": 4, "institution": 3, "unnamed": 2,
    "group": 2, "bloc": 1, "demonym": 1, "place_noun": 0,
}  # fmt: skip


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
        for match in sentence.found[i]:
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
