"""A language's words, compiled once: from phrases in a file to a table that is asked a word at a time.

How a phrase is written in the data:

* ``word~paradigm`` stands for every form of the word (`tuer~er`: tue, tuent, tué, tuées, …); each form carries the
  name that the paradigm gives it (`present`, `participle`, …).
* ``(word)`` may be absent; ``one|other`` is either of them.
* A phrase of several words is found only where they stand side by side.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import count, product
from typing import Any, Final, NamedTuple, overload

from mypy_extensions import mypyc_attr

from selon import settings
from selon.errors import KnowledgeError
from selon.knowledge.folding import without_accents
from selon.knowledge.tokens import Token

NOTHING: Final[Mapping[str, Any]] = {}


@mypyc_attr(acyclic=True)
class Entry:
    """What a language file says of a word or phrase.

    `role`: the table that it stands in (`speech`, `bound`, `demonym`, …); `key`: its key there (`killed`, `PRK`, …).
    `form`: the inflected form (`present`, `participle`, `plural`, …) of the first inflected word; empty for a bare one.
    `more`: the other fields of its table. `cased`: stands only for a word that begins with a capital.
    `lemma`: the phrase as the file writes it, without the mark of its paradigm.
    """

    __slots__ = ("cased", "form", "key", "lemma", "more", "role")

    def __init__(
        self,
        role: str,
        key: str,
        form: str = "",
        more: Mapping[str, Any] = NOTHING,
        cased: bool = False,
        lemma: str = "",
    ) -> None:
        self.role = role
        self.key = key
        self.form = form
        self.more = more
        self.cased = cased
        self.lemma = lemma

    def same(self, other: "Entry") -> bool:
        """Whether another says the same."""
        return (
            (self.role, self.key, self.form) == (other.role, other.key, other.form)
            and (self.cased, self.lemma) == (other.cased, other.lemma)
            and self.more == other.more
        )


@mypyc_attr(acyclic=True)
class Match:
    """An entry found at tokens `first` (inclusive) to `last` (exclusive) of a sentence."""

    __slots__ = ("entry", "first", "last")

    def __init__(self, first: int, last: int, entry: Entry) -> None:
        self.first = first
        self.last = last
        self.entry = entry


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


_SETS: Final[dict[frozenset[str], frozenset[str]]] = {}


def one_of(names: frozenset[str]) -> frozenset[str]:
    """The one set of these names that is kept: there are few, and in thousands of words."""
    return _SETS.setdefault(names, names)


class Known:
    """What a lexicon knows of a word where it stands: the word itself, and the phrases that begin with it there.

    `entries`: each with how many words it has, the longest first; `roles`, `forms`, `more`: theirs, of `more` the keys.
    `phrases`: those that begin with the word, by their second word, whether it follows here or not.
    There is one object for each set of entries that is met, so that what follows from it alone need be found out once;
    `derived`: a place to keep that.
    """

    __slots__ = ("_at", "_longer", "derived", "entries", "forms", "more", "phrases", "roles")

    def __init__(self, entries: Sequence[tuple[int, Entry]], phrases: "dict[str, list[Rest]] | None" = None) -> None:
        self.entries = tuple(entries)
        self.phrases = phrases
        self.derived: object = None
        self.roles = one_of(frozenset(entry.role for _, entry in self.entries))
        self.forms = one_of(frozenset(entry.form for _, entry in self.entries))
        self.more = one_of(frozenset(key for _, entry in self.entries for key in entry.more))
        self._at: dict[int, Sequence[Match]] = {}
        self._longer: dict[tuple[int, ...], Known] = {}

    def at(self, i: int) -> Sequence[Match]:
        """The entries as matches that begin at token `i`; most are made once: few words make up a text."""
        found = self._at.get(i)
        if found is None:
            found = tuple([Match(i, i + size, entry) for size, entry in self.entries])
            if i < NEAR:
                self._at[i] = found
        return found

    def longer(self, phrases: Sequence["Rest"]) -> "Known":
        """The same with phrases that begin with the word."""
        key = tuple([rest.number for rest in phrases])
        known = self._longer.get(key)
        if known is None:
            known = self._longer[key] = Known([*((rest.size, rest.entry) for rest in phrases), *self.entries])
        return known


NOTHING_KNOWN: Final = Known(())
NEAR: Final = 48
"""Up to which token of a sentence matches are kept: two of three sentences are no longer."""


class Rest(NamedTuple):
    """A phrase of `size` words, of which `words` stand behind the first two. `number`: which of the lexicon's it is."""

    words: tuple[str, ...]
    size: int
    entry: Entry
    number: int


class Matches(Sequence[Sequence[Match]]):
    """What is known at each token, as matches. They are made where they are asked for: few ever are."""

    __slots__ = ("known",)

    def __init__(self, known: Sequence[Known]) -> None:
        self.known = known

    def __len__(self) -> int:
        return len(self.known)

    @overload
    def __getitem__(self, i: int) -> Sequence[Match]: ...
    @overload
    def __getitem__(self, i: slice) -> list[Sequence[Match]]: ...
    def __getitem__(self, i: int | slice) -> Sequence[Match] | list[Sequence[Match]]:
        if isinstance(i, slice):
            return [self.known[at].at(at) for at in range(*i.indices(len(self.known)))]
        return self.known[i].at(i if i >= 0 else i + len(self.known))

    def __iter__(self) -> Iterator[Sequence[Match]]:
        return (known.at(i) for i, known in enumerate(self.known))


SHORTEST_PART: Final = 4
"""Letters of the last part of a compound, and of what stands before it at least two: shorter ones deceive."""


class Met(dict[str, Known]):
    """What is known of each word alone, with a capital or without, since it was met first.

    All words of the lexicon are kept, and others as long as there are not too many.
    """

    def __init__(
        self,
        singles: Mapping[str, Sequence[Entry]],
        phrases: dict[str, dict[str, list[Rest]]],
        capital: bool,
    ) -> None:
        self.singles, self.phrases, self.capital, self.unknown = singles, phrases, capital, Known(())

    def __missing__(self, word: str) -> Known:
        entries = [(1, entry) for entry in self.singles.get(word, ()) if self.capital or not entry.cased]
        phrases = self.phrases.get(word)
        known = Known(entries, phrases) if entries or phrases else self.unknown
        if known is not self.unknown or len(self) < settings.MOST_MET:
            self[word] = known
        return known


class Lexicon:
    """Finds entries in a list of folded words. Immutable once built, but for what it has met."""

    __slots__ = ("_firsts", "_met", "_phrases", "_singles")

    def __init__(self, entries: Iterable[tuple[Sequence[str], Entry]]) -> None:
        """`entries`: folded words of a phrase (as the tokenizer parts them) with what they mean."""
        singles: dict[str, list[Entry]] = {}
        phrases: dict[str, dict[str, list[Rest]]] = {}
        numbers = count()
        self._firsts: dict[str, set[str]] = {}
        for words, entry in entries:
            if not words:
                raise KnowledgeError(f"an empty phrase under {entry.role}.{entry.key}")
            self._firsts.setdefault(entry.role, set()).add(words[0])
            if len(words) == 1:
                known = singles.setdefault(words[0], [])
                if not any(entry.same(one) for one in known):
                    known.append(entry)
            else:
                behind = tuple(words[2:])
                rests = phrases.setdefault(words[0], {}).setdefault(words[1], [])
                if not any(rest.words == behind and rest.entry.same(entry) for rest in rests):
                    rests.append(Rest(behind, len(words), entry, next(numbers)))
        for word in list(singles):  # capitals without accents
            bare = without_accents(word)
            if bare != word and bare[:1] != word[:1]:
                singles.setdefault(bare, singles[word])
        self._singles = {word: tuple(found) for word, found in singles.items()}
        self._phrases = {
            first: {second: sorted(rests, key=lambda rest: -rest.size) for second, rests in behind_it.items()}
            for first, behind_it in phrases.items()
        }
        self._met = Met(self._singles, self._phrases, False), Met(self._singles, self._phrases, True)

    def __contains__(self, word: str) -> bool:
        return word in self._singles or word in self._phrases

    def word(self, word: str) -> tuple[Entry, ...]:
        """The entries of a single folded word."""
        return self._singles.get(word, ())

    def last_parts(self, word: str) -> Iterator[Entry]:
        """The entries of the last part of a folded compound, the longest part first (*bundeswehr|soldaten*)."""
        for cut in range(2, len(word) - SHORTEST_PART + 1):
            yield from self.word(word[cut:])

    def first_words(self, roles: Collection[str]) -> frozenset[str]:
        """The folded words with which the words and phrases of these roles begin."""
        return frozenset().union(*(self._firsts.get(role, ()) for role in roles))

    def each(self) -> Iterator[tuple[str, int, Entry]]:
        """Every entry with the first of its folded words, and how many words it has."""
        for word, entries in self._singles.items():
            for entry in entries:
                yield word, 1, entry
        for word, behind_it in self._phrases.items():
            for rests in behind_it.values():
                for rest in rests:
                    yield word, rest.size, rest.entry

    def known(self, words: Sequence[str], capitals: Sequence[bool]) -> list[Known]:
        """What is known at each word; `capitals`: which words begin with one."""
        small, large = self._met
        found = [large[word] if capital else small[word] for word, capital in zip(words, capitals, strict=True)]
        return self._with_phrases(found, words, capitals)

    def known_of(self, tokens: Sequence[Token], words: Sequence[str]) -> list[Known]:
        """The same of tokens of the lexicon's own language, whose forms keep it; `words`: theirs."""
        small, large = self._met
        found: list[Known] = []
        for token in tokens:
            form = token.form
            known = form.known
            if not isinstance(known, Known):
                known = form.known = large[form.word] if form.capital else small[form.word]
            found.append(known)
        return self._with_phrases(found, words, [token.capital for token in tokens])

    def _with_phrases(self, result: list[Known], words: Sequence[str], capitals: Sequence[bool]) -> list[Known]:
        """The same with the phrases that begin with a word where it stands."""
        for i in range(len(result) - 1):
            phrases = result[i].phrases
            rests = phrases.get(words[i + 1]) if phrases is not None else None
            if rests is None:
                continue
            here = [
                rest
                for rest in rests
                if (not rest.words or tuple(words[i + 2 : i + rest.size]) == rest.words)
                and (capitals[i] or not rest.entry.cased)
            ]
            if here:
                result[i] = result[i].longer(here)
        return result

    def find(self, words: Sequence[str], capitals: Sequence[bool]) -> Matches:
        """For each word the matches that begin there, the longest first; `capitals`: which words begin with one."""
        return Matches(self.known(words, capitals))
