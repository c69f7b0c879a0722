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
* `hour`, `minute`; `clock`: 20.30; `clock_code`: 20H30; `half`: *p.m.*

The tree is as deep as the longest pattern and a slot is filled in a handful of ways at most, so that a walk costs the
same however long the text is.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, product
from typing import Any, Final, NamedTuple

import msgspec

from selon.errors import KnowledgeError
from selon.knowledge.folding import fold
from selon.knowledge.lexicon import Match
from selon.knowledge.tokens import Token

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
    "ordinal", "one", "decade_word", "feast", "half",
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

FIRST_YEAR: Final = 1000
LAST_YEAR: Final = 2199
LONE_YEARS: Final = range(1500, 2101)
"""The years that a number can be where nothing but a preposition says that it is one."""
BARE_YEARS: Final = range(1900, 2100)
"""The same where nothing at all says it, round hundreds left out."""


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


class Grammar(msgspec.Struct, frozen=True):
    """A language's `[moments]`, compiled.

    `capital`: months and weekdays are written with one. `order`: of numeric dates: `dmy` or `mdy`.
    `ordinals`: what may follow a day's number (*1er*, *3rd*). `nouns_capital`: nouns are written with one; elsewhere a
    unit with a capital is part of a name (*60 Minutes*). `hour_marks`: what stands between hours and minutes (*19H00*).
    `after_year`: the words that may follow a number that is
    a year where a noun would make it a count (*de 2015 à*, not *de 2015 soldats*). `before_count`, `after_count`:
    those beside a number that make it a count (*rund 2015*, *2015 euros*). `tenses`: words that tell of what
    was (-1) or will be (1); `ahead_endings`, `past_endings`: of verbs that do.
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
    for node in (*root.words.values(), *root.slots.values()):
        signpost(node, firsts)


def follows(trees: Iterable[Node], firsts: Mapping[str, Firsts]) -> dict[str, Follow]:
    """What may come behind each slot, wherever it stands."""
    found: dict[str, Follow] = {}

    def visit(node: Node) -> None:
        for slot, behind in node.slots.items():
            known = found.get(slot, Follow(False, frozenset(), frozenset()))
            words, kinds = first_of(behind, firsts)
            found[slot] = Follow(known.ends or behind.end is not None, known.words | words, known.kinds | kinds)
        for inner in (*node.words.values(), *node.slots.values()):
            visit(inner)

    for tree in trees:
        visit(tree)
    return found


def literals(root: Node) -> set[str]:
    """All words that stand in a tree of patterns."""
    inner = (literals(node) for node in (*root.words.values(), *root.slots.values()))
    return set(root.words).union(*inner)


def compile_grammar(told: Mapping[str, Any], where: str) -> Grammar:
    """The grammar of a `[moments]` table. Raises KnowledgeError where it is malformed."""
    root, points = Node(), Node()
    fragments: dict[str, Node] = {}

    def sequences(table: str, name: str, patterns: Iterable[str]) -> Iterator[list[Element]]:
        for pattern in patterns:
            try:
                yield from elements(pattern, SLOTS | fragments.keys())
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
    for tree in (root, points, *fragments.values()):
        signpost(tree, firsts)
    ordinals = frozenset(fold(mark) for mark in told.get("ordinals", ()))
    guarded = {fold(word): frozenset(map(fold, behind)) for word, behind in told.get("guarded", {}).items()}
    follow = follows((root, points, *fragments.values()), firsts)
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
        ahead_endings=tuple(told.get("ahead_endings", ())),
        past_endings=tuple(told.get("past_endings", ())),
        vocabulary=ordinals.union(
            (".",) if ordinals else (), *(literals(tree) for tree in (root, points, *fragments.values()))
        ),
        follow=follow,
        after_hour=frozenset().union(*(follow[slot].words for slot in ("hour", "clock") if slot in follow)),
    )


Values = tuple[tuple[str, Any], ...]


class Found(NamedTuple):
    """A pattern that matched: its tokens with and without context, its reading, and what filled its slots."""

    begin: int
    stop: int
    first: int
    last: int
    reading: str
    values: Values


Filled = list[tuple[Any, int]]  # what fills a slot at a token, and the token after it

KINDS: Final = {f"time_{slot}": slot for slot in WORD_SLOTS}
SHORT: Final = {"time_short_month": "month", "time_short_weekday": "weekday"}
"""Short forms, which are a month or a day only beside a date."""


NOTHING: Final[dict[str, Filled]] = {}


class Matcher:
    """Walks the patterns over one sentence's tokens."""

    __slots__ = ("_best", "_count", "_filled", "_kinds", "found", "grammar", "tokens")

    def __init__(self, tokens: Sequence[Token], found: Sequence[Sequence[Match]], grammar: Grammar) -> None:
        self.tokens, self.found, self.grammar = tokens, found, grammar
        self._best: Found | None = None
        self._count = len(tokens)
        self._kinds: list[dict[str, Filled] | None] = [None] * len(tokens)
        self._filled: dict[tuple[str, int], Sequence[tuple[Any, int]]] = {}

    def match(self, root: Node, at: int) -> Found | None:
        """The longest match that begins at a token, what is context not counted."""
        kept, self._best = self._best, None
        self._walk(root, at, [], [])
        best, self._best = self._best, kept
        return best

    def _walk(self, node: Node, at: int, starts: list[int], values: list[tuple[str, Any]]) -> None:
        """Goes on from a node; `starts`, `values`: where the elements so far began, and what filled their slots.

        The innermost loop of all that finds moments: hence one function, and no call where a look will do.
        """
        word = self.tokens[at].word
        onward = node.words.get(word)
        if onward is not None:
            starts.append(at)
            self._step(onward, at + 1, starts, values)
            starts.pop()
        if not node.slots:
            return
        kinds = self._kinds[at]
        if kinds is None:
            kinds = self.kinds(at)
        slots: Iterable[str] = node.by_word.get(word, ())
        if kinds:
            by_kind = node.by_kind
            wanted = [slot for kind in kinds if kind in by_kind for slot in by_kind[kind]]
            if slots:
                wanted += slots
            slots = [slot for slot in node.slots if slot in wanted] if len(wanted) > 1 else wanted
        if not slots:
            return
        starts.append(at)
        for slot in slots:
            onward = node.slots[slot]
            for value, after in kinds.get(slot) or self._fragment(slot, at):
                values.append((slot, value))
                self._step(onward, after, starts, values)
                values.pop()
        starts.pop()

    def _step(self, node: Node, at: int, starts: list[int], values: list[tuple[str, Any]]) -> None:
        """Arrives at a node before a token: keeps what ends there, if it is the best so far, and goes on if it can."""
        if node.end is not None:
            reading, lead, tail = node.end
            first, last = starts[lead], starts[-tail] if tail else at
            best = self._best
            # as long, but of fewer parts: *last night* as a phrase, before *last* with *night*
            if best is None or (last - first, at, -len(values)) > (
                best.last - best.first,
                best.stop,
                -len(best.values),
            ):
                self._best = Found(starts[0], at, first, last, reading, tuple(values))
        if at < self._count and (node.words or node.slots):
            word = self.tokens[at].word
            if word in node.words or word in node.by_word or self.found[at] or self.tokens[at].kind == "digits":
                self._walk(node, at, starts, values)

    def _fragment(self, slot: str, at: int) -> Sequence[tuple[Any, int]]:
        """What fills a slot that has patterns of its own."""
        known = self._filled.get((slot, at))
        if known is None:
            root = self.grammar.points if slot == "point" else self.grammar.fragments.get(slot)
            inner = self.match(root, at) if root is not None else None
            known = self._filled[slot, at] = ((inner, inner.stop),) if inner is not None else ()
        return known

    def kinds(self, at: int) -> Mapping[str, Filled]:
        """The slots that a token fills by itself or with those behind it, as a word of the lexicon or as a number."""
        known = self._kinds[at]
        if known is None:
            here, digits = self.found[at], self.tokens[at].kind == "digits"
            known = {} if here or digits else NOTHING
            for match in here:
                role = match.entry.role
                if role in KINDS:
                    self._word(KINDS[role], match, at, known)
                elif role in SHORT:
                    known.setdefault(SHORT[role], []).append((match, match.last))
            if digits:
                self._digits(at, known)
                for kind in [kind for kind, filled in known.items() if not self._may_follow(kind, filled[0][1])]:
                    del known[kind]
            self._kinds[at] = known
        return known

    def _may_follow(self, slot: str, after: int) -> bool:
        """Whether what stands behind a number leaves a slot that it fills of any use: a look ahead that saves walks."""
        follow = self.grammar.follow.get(slot)
        if follow is None or follow.ends or after >= self._count:
            return follow is not None and follow.ends
        return self.tokens[after].word in follow.words or not follow.kinds.isdisjoint(self.kinds(after))

    def _word(self, kind: str, match: Match, at: int, known: dict[str, Filled]) -> None:
        """The slots that a word of the lexicon fills."""
        capital, grammar, filled = self.tokens[at].capital, self.grammar, (match, match.last)
        if kind == "unit":
            if capital and at and not grammar.nouns_capital:  # part of a name: 60 Minutes
                return
            if match.entry.more.get("alone"):
                known.setdefault("lone_unit", []).append(filled)
            for kind_of_unit in ("period", "century"):
                if match.entry.more.get(kind_of_unit):
                    known.setdefault(kind_of_unit, []).append(filled)
        elif kind in ("month", "weekday"):
            if grammar.capital and not capital:
                return
            if capital == grammar.capital or not at or self._opens(at):
                known.setdefault(f"lone_{kind}", []).append(filled)
        elif kind == "shift" and grammar.nouns_capital and capital and at and not self._opens(at):  # Morgen, not morgen
            return
        elif kind in ("number", "ordinal") and match.entry.key.isdigit():
            number = int(match.entry.key)
            if 1 <= number <= 31:
                known.setdefault("day", []).append(filled)
            if kind == "ordinal" and number <= 4:
                known.setdefault("nth", []).append((number, match.last))
            if number % 10 == 0 and 20 <= number <= 90:
                known.setdefault("decade", []).append((f"19{number // 10}X", match.last))
        known.setdefault(kind, []).append(filled)

    def _opens(self, at: int) -> bool:
        """Whether a token stands behind a mark that may begin a sentence, where a capital says nothing."""
        return self.tokens[at - 1].kind == "mark" and self.tokens[at - 1].word not in ",;"

    def _digits(self, at: int, known: dict[str, Filled]) -> None:
        """The slots that a number in digits fills."""
        digits, after = self.tokens[at].word, at + 1
        count, whole = len(digits), digits.isdigit()
        number = int(digits) if whole and count <= 4 else None
        known.setdefault("number", []).append((number, after))
        if count > 10 or (number is None and "." not in digits):
            return
        if date := self._numeric(at):
            known["numeric"] = [date]
        if date := self._day_month(at):
            known["day_month"] = [date]
        if number is None:
            hour, _, minute = digits.partition(".")
            if 0 < len(hour) <= 2 and len(minute) == 2 and minute.isdigit() and int(hour) < 24 and int(minute) < 60:
                known["clock"] = [((int(hour), int(minute)), after)]
            return
        following = self.tokens[after].word if after < len(self.tokens) else ""
        if count <= 2:
            if 1 <= number <= 31:
                known["day"] = [(number, after)]
                if following in self.grammar.ordinals:
                    known["day"].insert(0, (number, after + 1))
                elif (
                    following == "."
                    and after + 1 < self._count
                    and self.tokens[after + 1].word in self.grammar.ordinals
                ):
                    known["day"].insert(0, (number, after + 2))  # 1.º
                if number <= 4:
                    known["nth"] = [(number, after + (following in self.grammar.ordinals))]
                if self._number_ends(after):
                    known["lone_day"] = [(number, after)]
            if number <= 24:
                known["hour"] = [(number, after)]
            if count == 2 and number < 60:
                known["minute"] = [(number, after)]
            code, minute = following[:-2], following[-2:]
            if number < 24 and code in self.grammar.hour_marks and minute.isdigit() and int(minute) < 60:
                known["clock_code"] = [((number, int(minute)), after + 1)]
        elif count == 4 and FIRST_YEAR <= number <= LAST_YEAR:
            known["year"] = [(digits, after)]
            if number in LONE_YEARS and self._number_ends(after):
                known["lone_year"] = [(digits, after)]
            if number in BARE_YEARS and number % 100 and not self._counts(at):
                known["bare_year"] = [(digits, after)]
                before = self.tokens[at - 1] if at else None
                if "lone_year" in known and (before is None or (before.kind != "digits" and not before.capital)):
                    known["free_year"] = [(digits, after)]  # behind a capital it may be part of a name
        if digits.endswith("0") and count in (2, 4):
            known["decade"] = [((digits if count == 4 else f"19{digits}")[:3] + "X", after)]

    def _number_ends(self, after: int) -> bool:
        """Whether what follows a number leaves it a year or a day: no noun that it would count."""
        if after >= len(self.tokens):
            return True
        token = self.tokens[after]
        return token.kind == "mark" or token.word in self.grammar.after_year

    def _day_month(self, at: int) -> tuple[Mapping[str, Any], int] | None:
        """A day and month in digits: 27/02, 22.04., 27. 11."""
        parts, after, count = self.tokens[at].word.split("."), at + 1, self._count
        if len(parts) == 1:
            mark = self.tokens[after].word if after < count else ""
            if mark not in ("/", ".") or after + 1 >= count or self.tokens[after + 1].kind != "digits":
                return None
            parts, after = [parts[0], self.tokens[after + 1].word], after + 2
        if len(parts) != 2 or not all(part.isdigit() and len(part) <= 2 for part in parts):
            return None
        day, month = (int(part) for part in parts)
        if self.grammar.order == "mdy" and day <= 12:
            day, month = month, day
        return ({"day": day, "month": month}, after) if 1 <= day <= 31 and 1 <= month <= 12 else None

    def _counts(self, at: int) -> bool:
        """Whether a number counts what follows it, or is told as a bound."""
        following = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        if following is not None and following.word in self.grammar.after_count:
            return True
        if self.grammar.nouns_capital and following is not None and following.kind != "mark" and following.capital:
            return True
        return at > 0 and (
            self.tokens[at - 1].word in self.grammar.before_count or self.tokens[at - 1].kind == "digits"
        )

    def _numeric(self, at: int) -> tuple[Mapping[str, Any], int] | None:
        """A date in digits: 2024-12-04, 04/12/2024, 04.12.2024, 4.12.24, 2024-12-04T11:58."""
        tokens = self.tokens
        parts = tokens[at].word.split(".")
        after = at + 1
        if len(parts) == 1:
            if (
                at + 4 >= len(tokens)
                or tokens[at + 1].word not in "/-.‑–"
                or tokens[at + 3].word != tokens[at + 1].word
            ):
                return None
            group = tokens[at : at + 5]
            if any(a.end != b.start for a, b in pairwise(group)):
                return None
            parts, after = [group[0].word, group[2].word, group[4].word], at + 5
        if len(parts) != 3 or not all(part.isdigit() for part in parts):
            return None
        a, b, c = parts
        if len(a) == 4 and len(b) == 2 and len(c) == 2:
            year, month, day = a, int(b), int(c)
        elif len(a) <= 2 and len(b) <= 2 and len(c) in (2, 4):
            day, month = (int(b), int(a)) if self.grammar.order == "mdy" else (int(a), int(b))
            if month > 12 >= day:
                day, month = month, day
            year = c if len(c) == 4 else ("20" if int(c) < 70 else "19") + c
        else:
            return None
        if not (1 <= month <= 12 and 1 <= day <= 31 and FIRST_YEAR <= int(year) <= LAST_YEAR):
            return None
        date: dict[str, Any] = {"year": year, "month": month, "day": day}
        clock = [token.word for token in tokens[after : after + 3]]
        if len(clock) == 3 and clock[1] == ":" and len(clock[0]) == 3 and clock[0].startswith("t"):  # ISO 8601
            hour, minute = clock[0][1:], clock[2]
            if hour.isdigit() and minute.isdigit() and len(minute) == 2 and int(hour) < 24 and int(minute) < 60:
                return {**date, "hour": int(hour), "minute": int(minute)}, after + 3
        return date, after
