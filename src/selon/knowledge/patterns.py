"""Patterns of words and slots, as a language's file writes them, compiled to a tree that is walked over tokens.

How a pattern is written in the data (`[moments.patterns]`, under the reading that it has):

* ``{slot}`` is what the table below says, or a fragment that `[moments.fragments]` names (one may stand on those before
  it); ``{point}`` is any expression of the reading `point` or `loose`;
* ``(word)`` or ``({slot})`` may be absent; ``one|other`` is either of them; any other word is itself;
* ``<word>`` must stand there but is not part of the expression (*en* in *en 2024*).

What fills the slots:

* `month`, `weekday`, `season`, `unit`, `part`, …: a word or phrase of `[words.time_SLOT]`; short forms of the first two
  stand in `time_short_month` and `time_short_weekday`;
* `lone_month`, `lone_weekday`: the same where no number stands by it, so that its capital may say that it is a name;
* `mid_month`: *mi-février*; `whole`: *Vorjahr*, with its `unit` and `direction`;
* `direction`: last (-1), this (0), next (1); with `anchored`, of what the text told last;
* `shift`, `eve`: days from the publication (*hier* -1) or, with `anchored`, from the day told last (*la veille*);
* `unit`: any; `lone_unit`, `period`, `century`: one that has `alone`, `period` or `century`;
* `number`, `one`, `nth`: how many, *a*, the first to the fourth;
* `day`: 1 to 31; `lone_day`: with no noun behind it; `day_month`: 27/02; `numeric`: 27/02/2025, 2025-02-27;
* `year`: four digits, behind a word that leaves no doubt (*en*); `lone_year`: with no noun behind it; `bare_year`: not
  beside a word that makes it a count; `free_year`: neither, and no capital before it;
* `decade`: 1990, 90; `decade_word`: *nineties*; `feast`: a day of every year, `MM-DD`;
* `hour`, `minute`; `hour_word`: *midi*; `clock`: 20.30; `clock_code`: 20H30; `half`: *p.m.*

`knowledge/matcher.py` walks them. The tree is as deep as the longest pattern and a slot is filled in a handful of ways
at most, so that a walk costs the same however long the text is.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, product
from typing import Any, Final, NamedTuple

from selon.errors import KnowledgeError
from selon.knowledge.folding import fold
from selon.model.frozen import Frozen

READINGS: Final = frozenset(
    (
        "none",
        "point",
        "loose",
        "ago",
        "ahead",
        "stretch",
        "duration",
        "vague",
        "between",
        "night",
        "each",
        "since",
        "until",
    )
)
"""What an expression can be; `loose` is a point only inside another expression (*entre janvier et février*), `none` is
none at all although it looks like one (*day after day*)."""

WORD_SLOTS: Final = (
    "month", "mid_month", "weekday", "season", "unit", "direction", "whole", "shift", "eve", "part", "number",
    "ordinal", "one", "decade_word", "feast", "half", "hour_word",
)  # fmt: skip
"""Slots filled by words: slot `month` by the lexicon's role `time_month`, and so on."""

SLOTS: Final = frozenset(
    (
        *WORD_SLOTS, "lone_month", "lone_weekday", "lone_unit", "period", "century", "nth", "day", "lone_day",
        "day_month",
        "year", "lone_year", "bare_year", "free_year", "decade", "numeric", "hour", "minute", "clock", "clock_code",
        "point",
    )
)  # fmt: skip


class Node:
    """A step of the compiled patterns: where to go by a word or a slot, and the reading that may end here.

    `by_word`, `by_kind`: the slots that may be filled where a word, or a word of a kind, begins.
    """

    __slots__ = ("by_kind", "by_word", "end", "slots", "words")

    def __init__(self) -> None:
        self.words: dict[str, Node] = {}
        self.slots: dict[str, Node] = {}
        self.by_word: dict[str, tuple[str, ...]] = {}
        self.by_kind: dict[str, tuple[str, ...]] = {}
        self.end: tuple[str, int, int] | None = None  # reading, leading and trailing elements that are context


class Follow(NamedTuple):
    """What may come behind a slot: nothing more, one of these words, or a word of these kinds."""

    ends: bool
    words: frozenset[str]
    kinds: frozenset[str]


class Grammar(Frozen, frozen=True):
    """A language's `[moments]`, compiled.

    `capital`: months and weekdays are written with one. `order`: of numeric dates: `dmy` or `mdy`.
    `ordinals`: what may follow a day's number (*1er*, *3rd*). `nouns_capital`: nouns are written with one; elsewhere a
    unit with a capital is part of a name (*60 Minutes*). `hour_marks`: what stands between hours and minutes (*19H00*).
    `after_year`: the words that may follow a number that is
    a year where a noun would make it a count (*de 2015 à*, not *de 2015 soldats*). `before_count`, `after_count`:
    those beside a number that make it a count (*rund 2015*, *2015 euros*). `tenses`: words that tell of what
    was (-1) or will be (1), `beside` only right before a moment (*ab Montag*); `ahead_endings`, `past_endings`: of
    verbs that do.
    `follow`: what may come behind a slot. `vocabulary`: all words of the patterns, and `ordinals`. `after_hour`: those
    that follow an hour. `guarded`: words of time that are none but behind others.
    """

    root: Node
    points: Node
    fragments: Mapping[str, Node]
    capital: bool
    order: str
    ordinals: frozenset[str]
    nouns_capital: bool
    hour_marks: frozenset[str]
    after_year: frozenset[str]
    before_count: frozenset[str]
    after_count: frozenset[str]
    tenses: Mapping[str, int]
    beside: Mapping[str, int]
    ahead_endings: tuple[str, ...]
    past_endings: tuple[str, ...]
    follow: Mapping[str, Follow]
    after_hour: frozenset[str]
    vocabulary: frozenset[str]
    guarded: Mapping[str, frozenset[str]]


Element = tuple[str, str, bool]  # "word" or "slot", which, whether it is context


def elements(pattern: str, slots: Collection[str]) -> Iterator[list[Element]]:
    """Every sequence of elements that a pattern stands for. Raises KnowledgeError at a slot that is not in `slots`."""
    choices: list[list[Element | None]] = []
    for part in pattern.split():
        context = part.startswith("<") and part.endswith(">") and len(part) > 2
        part = part[1:-1] if context else part
        optional = part.startswith("(") and part.endswith(")") and len(part) > 2
        part = part[1:-1] if optional else part
        here: list[Element | None] = [None] if optional else []
        for choice in part.split("|"):
            if choice.startswith("{") and choice.endswith("}"):
                if choice[1:-1] not in slots:
                    raise KnowledgeError(f"no slot {choice} for {pattern!r}; known are {', '.join(sorted(slots))}")
                here.append(("slot", choice[1:-1], context))
            else:
                here.append(("word", fold(choice), context))
        choices.append(here)
    for combination in product(*choices):
        sequence = [element for element in combination if element is not None]
        if not any(not context for _, _, context in sequence):
            raise KnowledgeError(f"{pattern!r} may stand for nothing at all")
        yield sequence


def plant(root: Node, sequence: Sequence[Element], reading: str) -> None:
    """Adds a sequence to the compiled patterns; the first pattern to end at a node keeps it."""
    lead = next(i for i, element in enumerate(sequence) if not element[2])
    tail = next(i for i, element in enumerate(reversed(sequence)) if not element[2])
    node = root
    for kind, what, _ in sequence:
        table = node.words if kind == "word" else node.slots
        node = table.setdefault(what, Node())
    if node.end is None:
        node.end = (reading, lead, tail)


Firsts = tuple[frozenset[str], frozenset[str]]  # the words and the kinds of words that may begin a slot


def first_of(root: Node, firsts: Mapping[str, Firsts]) -> Firsts:
    """What may begin a tree of patterns; `firsts`: the same of its slots that are fragments."""
    inner = [firsts.get(slot, (frozenset(), frozenset((slot,)))) for slot in root.slots]
    words = frozenset(root.words).union(*(words for words, _ in inner))
    return words, frozenset().union(*(kinds for _, kinds in inner))


def signpost(root: Node, firsts: Mapping[str, Firsts]) -> None:
    """Writes into every node of a tree which of its slots a word or kind of word may begin."""
    by_word: dict[str, list[str]] = {}
    by_kind: dict[str, list[str]] = {}
    for slot in root.slots:
        words, kinds = firsts.get(slot, (frozenset(), frozenset((slot,))))
        for word in words:
            by_word.setdefault(word, []).append(slot)
        for kind in kinds:
            by_kind.setdefault(kind, []).append(slot)
    root.by_word = {word: tuple(slots) for word, slots in by_word.items()}
    root.by_kind = {kind: tuple(slots) for kind, slots in by_kind.items()}
    for node in chain(root.words.values(), root.slots.values()):
        signpost(node, firsts)


def follows(trees: Iterable[Node], firsts: Mapping[str, Firsts]) -> dict[str, Follow]:
    """What may come behind each slot, wherever it stands."""
    found: dict[str, Follow] = {}

    def visit(node: Node) -> None:
        for slot, behind in node.slots.items():
            known = found.get(slot, Follow(False, frozenset(), frozenset()))
            words, kinds = first_of(behind, firsts)
            found[slot] = Follow(known.ends or behind.end is not None, known.words | words, known.kinds | kinds)
        for inner in chain(node.words.values(), node.slots.values()):
            visit(inner)

    for tree in trees:
        visit(tree)
    return found


def literals(root: Node) -> set[str]:
    """All words that stand in a tree of patterns."""
    inner = (literals(node) for node in chain(root.words.values(), root.slots.values()))
    return set(root.words).union(*inner)


def compile_grammar(told: Mapping[str, Any], where: str) -> Grammar:
    """The grammar of a `[moments]` table. Raises KnowledgeError where it is malformed."""
    root, points = Node(), Node()
    fragments: dict[str, Node] = {}

    def sequences(table: str, name: str, patterns: Iterable[str]) -> Iterator[list[Element]]:
        for pattern in patterns:
            try:
                yield from elements(pattern, SLOTS.union(fragments))
            except KnowledgeError as error:
                raise KnowledgeError(f"{where}: moments.{table}.{name}: {error}") from error

    for name, patterns in told.get("fragments", {}).items():
        if name in SLOTS:
            raise KnowledgeError(f"{where}: moments.fragments.{name} has the name of a slot")
        fragment = Node()
        for sequence in sequences("fragments", name, patterns):
            if any(what == "point" for _, what, _ in sequence):
                raise KnowledgeError(f"{where}: moments.fragments.{name}: no fragment may hold a {{point}}")
            plant(fragment, sequence, name)
        fragments[name] = fragment  # only now: a fragment may stand on those before it, never on itself
    for reading, patterns in told.get("patterns", {}).items():
        if reading not in READINGS:
            raise KnowledgeError(f"{where}: moments.patterns.{reading}: known are {', '.join(sorted(READINGS))}")
        for sequence in sequences("patterns", reading, patterns):
            if reading != "loose":
                plant(root, sequence, reading)
            if reading in ("point", "loose", "ago", "ahead") and not any(context for _, _, context in sequence):
                plant(points, sequence, "point" if reading == "loose" else reading)
    firsts: dict[str, Firsts] = {}
    for name, fragment in fragments.items():
        firsts[name] = first_of(fragment, firsts)
    firsts["point"] = first_of(points, firsts)
    trees = (root, points, *fragments.values())
    for tree in trees:
        signpost(tree, firsts)
    ordinals = frozenset(fold(mark) for mark in told.get("ordinals", ()))
    guarded = {fold(word): frozenset(map(fold, behind)) for word, behind in told.get("guarded", {}).items()}
    follow = follows(trees, firsts)
    return Grammar(
        guarded=guarded,
        root=root,
        points=points,
        fragments=fragments,
        capital=bool(told.get("capital", False)),
        order=str(told.get("numeric_order", "dmy")),
        ordinals=ordinals,
        nouns_capital=bool(told.get("nouns_capital", False)),
        hour_marks=frozenset(fold(mark) for mark in told.get("hour_marks", ())),
        after_year=frozenset(fold(mark) for mark in told.get("after_year", ())),
        before_count=frozenset(fold(mark) for mark in told.get("before_count", ())),
        after_count=frozenset(fold(mark) for mark in told.get("after_count", ())),
        tenses={fold(word): int(sign) for sign, words in told.get("tenses", {}).items() for word in words},
        beside={fold(word): int(sign) for sign, words in told.get("beside", {}).items() for word in words},
        ahead_endings=tuple(told.get("ahead_endings", ())),
        past_endings=tuple(told.get("past_endings", ())),
        vocabulary=ordinals.union((".",) if ordinals else (), *(literals(tree) for tree in trees)),
        follow=follow,
        after_hour=frozenset().union(*(follow[slot].words for slot in ("hour", "clock") if slot in follow)),
    )
