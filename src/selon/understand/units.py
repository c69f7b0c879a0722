"""The units that a sentence is taken as a row of."""

from typing import Final, Literal

from selon.knowledge.lexicon import Entry
from selon.model.frozen import Frozen
from selon.understand.parts import Count, Mention

FINITE: Final = frozenset(("present", "imperfect", "past", "future", "conditional", "subjunctive"))
PARTICIPLE: Final = frozenset(("participle", "singular", "plural", "adjective"))

UnitKind = Literal[
    "verb", "count", "moment", "mention", "noun", "event", "toll", "subject", "them", "relative", "question",
    "subordinator", "coordinator", "preposition", "of", "determiner", "adverb", "negation", "comma", "stop", "open",
    "close", "word",
]  # fmt: skip


class VerbGroup(Frozen, frozen=True):
    """An auxiliary, its verb, and what stands between.

    `main`: what the lexicon says of the verb, one entry for each meaning; empty for a verb that it does not know.
    `form`: the form of the first verb of the group (`conditional`, `participle`, …). `modals`: keys of
    `[words.modal]`. `perfect`: a form with *have*, or with *be* for verbs that take it. `maybe_bare`: a past form that
    may be a participle too (*killed*). `auxiliary`: the key of `[words.auxiliary]` of a group that is one alone.
    `closing`: it ends its clause, and what it is said of stands before it, object and subject (*zwölf Menschen getötet
    hat*). `second`: it stands behind the first phrase of a main clause, whatever that is, in a language where verbs
    do. `end`: the token behind the other part of a verb that stands apart (*nahm … fest*), else 0.
    """

    main: tuple[Entry, ...]
    form: str
    passive: bool = False
    perfect: bool = False
    reflexive: bool = False
    negative: bool = False
    modals: tuple[str, ...] = ()
    maybe_bare: bool = False
    auxiliary: str = ""
    closing: bool = False
    second: bool = False
    end: int = 0

    @property
    def finite(self) -> bool:
        """Whether the group can be the predicate of a clause."""
        return self.form in FINITE

    @property
    def bare(self) -> bool:
        """A participle without an auxiliary: it says something of the noun beside it (*600 soldats tués*)."""
        return self.form in PARTICIPLE and not self.passive


class Unit:
    """Tokens `first` to `last` of a sentence, taken as one. `capital`: of a small word, whether it begins with one."""

    __slots__ = ("capital", "count", "entries", "first", "kind", "last", "mention", "verb")

    def __init__(
        self,
        kind: UnitKind,
        first: int,
        last: int,
        verb: VerbGroup | None = None,
        count: Count | None = None,
        mention: Mention | None = None,
        entries: tuple[Entry, ...] = (),
        capital: bool = False,
    ) -> None:
        self.kind: UnitKind = kind
        self.first = first
        self.last = last
        self.verb = verb
        self.count = count
        self.mention = mention
        self.entries = entries
        self.capital = capital

    def as_kind(self, kind: UnitKind) -> "Unit":
        """The same as a unit of another kind."""
        return Unit(kind, self.first, self.last, self.verb, self.count, self.mention, self.entries, self.capital)

    def with_verb(self, verb: VerbGroup | None, last: int = -1) -> "Unit":
        """The same with another verb group. `last`: where it ends, if elsewhere."""
        end = self.last if last < 0 else last
        return Unit(self.kind, self.first, end, verb, self.count, self.mention, self.entries, self.capital)

    def with_entries(self, entries: tuple[Entry, ...]) -> "Unit":
        """The same with other entries."""
        return Unit(self.kind, self.first, self.last, self.verb, self.count, self.mention, entries, self.capital)

    def key(self, role: str) -> str | None:
        """The key of its first entry of a role."""
        return next((entry.key for entry in self.entries if entry.role == role), None)

    def is_small(self, key: str) -> bool:
        """Whether it is, or can be, a small word of one of the keys of `[words.grammar]`."""
        return any(entry.role == "grammar" and entry.key == key for entry in self.entries)
