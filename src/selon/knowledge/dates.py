"""Words that say when: found in tokens by the patterns of a language's `[moments]`, not yet resolved.

Both steps that need dates stand on this: `read` for the date of publication that a page prints (`document_dates`),
`understand` for the moments of claims (`expressions`, resolved there against the publication).

How a pattern is written in the data (`[moments.patterns]`, under the reading that it has):

* ``{slot}`` is a month, a weekday, a day's number, … (see `SLOTS`), or a fragment that `[moments.fragments]` names;
  ``{point}`` is any expression of the reading `point` or `loose`;
* ``(word)`` or ``({slot})`` may be absent; ``one|other`` is either of them; any other word is itself;
* ``<word>`` must stand there but is not part of the expression (*en* in *en 2024*).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any, Final, NamedTuple

import msgspec

from selon.errors import KnowledgeError
from selon.knowledge.folding import fold
from selon.knowledge.language import Language
from selon.knowledge.lexicon import Match
from selon.knowledge.tokens import Token
from selon.model.text import Span

READINGS: Final = frozenset(
    ("point", "loose", "ago", "ahead", "recent", "coming", "duration", "vague", "between", "each", "since", "until")
)
"""What an expression can be; `loose` is a point only inside another expression (*entre janvier et février*)."""

WORD_SLOTS: Final = (
    "month",
    "weekday",
    "season",
    "unit",
    "direction",
    "shift",
    "part",
    "edge",
    "number",
    "feast",
    "half",
)
"""Slots filled by words: slot `month` by the lexicon's role `time_month`, and so on."""

SLOTS: Final = frozenset(
    (*WORD_SLOTS, "lone_month", "lone_weekday", "day", "year", "hour", "minute", "clock", "numeric", "decade", "point")
)

TRIGGERS: Final = frozenset(f"time_{slot}" for slot in ("month", "weekday", "season", "unit", "shift", "part", "feast"))
"""Roles without one of which, and without digits, no expression can be."""

BEFORE_TRIGGER: Final = 5
"""How many tokens before its first trigger an expression may begin (*dans le courant de l'année*)."""

FIRST_YEAR: Final = 1000
LAST_YEAR: Final = 2199


class Expression(msgspec.Struct, frozen=True, gc=False):
    """Words that say when: tokens `first` to `last` (exclusive), and what they say, in parts.

    `reading`: one of `READINGS`. `month`: 1 to 12, or an EDTF season, quarter or half (21 to 41). `day`, `hour`,
    `minute`, `weekday` (1 Monday to 7 Sunday): as said. `year`: its digits, `X` for those not said (`199X`).
    `direction`: -1 last, 0 this, 1 next. `shift`: days from the publication (*hier* -1). `amount` of `unit`.
    `anchored`: the shift or direction counts from a day that the text told before (*la veille*), not from publication.
    `ends`: the points of a `between` or `each`, the one of a `since` or `until`.
    """

    first: int
    last: int
    reading: str
    year: str | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    hour: int | None = None
    minute: int | None = None
    direction: int | None = None
    shift: int | None = None
    amount: int | None = None
    unit: str | None = None
    anchored: bool = False
    ends: tuple["Expression", ...] = ()

    @property
    def absolute(self) -> bool:
        """Whether the words alone name a year."""
        return self.year is not None or any(end.year is not None for end in self.ends)


class Node:
    """A step of the compiled patterns: where to go by a word or a slot, and the reading that may end here."""

    __slots__ = ("end", "slots", "words")

    def __init__(self) -> None:
        self.words: dict[str, Node] = {}
        self.slots: dict[str, Node] = {}
        self.end: tuple[str, int, int] | None = None  # reading, leading and trailing elements that are context


class Grammar(msgspec.Struct, frozen=True):
    """A language's `[moments]`, compiled.

    `months_capital`: months and weekdays are written with a capital. `order`: of numeric dates: `dmy` or `mdy`.
    `ordinals`: what may follow a day's number (*1er*, *3rd*).
    """

    root: Node
    points: Node
    fragments: Mapping[str, Node]
    months_capital: bool
    order: str
    ordinals: frozenset[str]
    first_words: frozenset[str]


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
        for choice in part.split("|") if part != "|" else [part]:
            if choice.startswith("{") and choice.endswith("}"):
                if choice[1:-1] not in slots:
                    raise KnowledgeError(f"no slot {choice} for {pattern!r}; known are {', '.join(sorted(slots))}")
                here.append(("slot", choice[1:-1], context))
            else:
                here.append(("word", fold(choice), context))
        choices.append(here)
    for combination in product(*choices):
        yield [element for element in combination if element is not None]


def plant(root: Node, sequence: Sequence[Element], reading: str) -> None:
    """Adds a sequence to the compiled patterns; the first pattern to end at a node keeps it."""
    lead = next((i for i, e in enumerate(sequence) if not e[2]), len(sequence))
    tail = next((i for i, e in enumerate(reversed(sequence)) if not e[2]), 0)
    node = root
    for kind, what, _ in sequence:
        table = node.words if kind == "word" else node.slots
        node = table.setdefault(what, Node())
    if node.end is None:
        node.end = (reading, lead, tail)


def compile_grammar(told: Mapping[str, Any], where: str) -> Grammar:
    """The grammar of a `[moments]` table. Raises KnowledgeError where it is malformed."""
    root, points = Node(), Node()
    fragments = {name: Node() for name in told.get("fragments", {})}
    slots = SLOTS | fragments.keys()

    def sequences(table: str, name: str, patterns: Iterable[str]) -> Iterator[list[Element]]:
        for pattern in patterns:
            try:
                yield from elements(pattern, slots)
            except KnowledgeError as error:
                raise KnowledgeError(f"{where}: moments.{table}.{name}: {error}") from error

    for name, patterns in told.get("fragments", {}).items():
        for sequence in sequences("fragments", name, patterns):
            plant(fragments[name], sequence, name)
    for reading, patterns in told.get("patterns", {}).items():
        if reading not in READINGS:
            raise KnowledgeError(f"{where}: moments.patterns.{reading}: known are {', '.join(sorted(READINGS))}")
        for sequence in sequences("patterns", reading, patterns):
            if reading != "loose":
                plant(root, sequence, reading)
            if reading in ("point", "loose") and not any(context for _, _, context in sequence):
                plant(points, sequence, "point")
    return Grammar(
        root=root,
        points=points,
        fragments=fragments,
        months_capital=bool(told.get("months_capital", False)),
        order=str(told.get("numeric_order", "dmy")),
        ordinals=frozenset(fold(mark) for mark in told.get("ordinals", ())),
        first_words=frozenset(root.words),
    )


_compiled: dict[int, tuple[Mapping[str, Any], Grammar]] = {}


def grammar(language: Language) -> Grammar:
    """The language's grammar of moments, compiled once."""
    sections = language.sections
    known = _compiled.get(id(sections))
    if known is None or known[0] is not sections:  # the table is kept beside its grammar, so that its id stays its own
        known = (sections, compile_grammar(sections.get("moments", {}), f"knowledge/languages/{language.code}.toml"))
        _compiled[id(sections)] = known
    return known[1]


Values = tuple[tuple[str, Any], ...]


class Found(NamedTuple):
    """A pattern that matched: its tokens with and without context, its reading, and what filled its slots."""

    begin: int
    stop: int
    first: int
    last: int
    reading: str
    values: Values


class Matcher:
    """Walks the patterns over one sentence's tokens."""

    __slots__ = ("best", "found", "grammar", "tokens")

    def __init__(self, tokens: Sequence[Token], found: Sequence[Sequence[Match]], grammar: Grammar) -> None:
        self.tokens, self.found, self.grammar = tokens, found, grammar
        self.best: Found | None = None

    def match(self, root: Node, at: int) -> Found | None:
        """The longest match that begins at a token."""
        kept, self.best = self.best, None
        self._walk(root, at, [], ())
        best, self.best = self.best, kept
        return best

    def _walk(self, node: Node, at: int, starts: list[int], values: Values) -> None:
        if node.end is not None:
            reading, lead, tail = node.end
            count = len(starts)
            first, last = starts[lead], starts[count - tail] if tail else at
            best = self.best
            if best is None or (last - first, at) > (best.last - best.first, best.stop):
                self.best = Found(starts[0], at, first, last, reading, values)
        if at >= len(self.tokens):
            return
        onward = node.words.get(self.tokens[at].word)
        if onward is not None:
            self._walk(onward, at + 1, [*starts, at], values)
        for slot, onward in node.slots.items():
            for value, after in self.fill(slot, at):
                self._walk(onward, after, [*starts, at], (*values, (slot, value)))

    def fill(self, slot: str, at: int) -> list[tuple[Any, int]]:
        """What fills a slot at a token: (value, the token after it)."""
        token = self.tokens[at]
        root = self.grammar.points if slot == "point" else self.grammar.fragments.get(slot)
        if root is not None:
            inner = self.match(root, at)
            return [(inner, inner.stop)] if inner else []
        if token.kind == "digits":
            return self._digits(slot, at, token.word)
        name = slot.removeprefix("lone_")
        if slot == "day":
            name = "number"
        role = f"time_{name}"
        filled: list[tuple[Any, int]] = []
        for found in self.found[at]:
            entry = found.entry
            if entry.role != role or (slot == "day" and not (entry.key.isdigit() and 1 <= int(entry.key) <= 31)):
                continue
            if slot in ("lone_month", "lone_weekday") and token.capital != self.grammar.months_capital and at:
                continue
            if name == "month" and self.grammar.months_capital and not token.capital:
                continue
            filled.append((found, found.last))
        return filled

    def _digits(self, slot: str, at: int, digits: str) -> list[tuple[Any, int]]:
        count, whole = len(digits), digits.isdigit()
        if slot == "numeric":
            date = self._numeric(at)
            return [date] if date else []
        if slot == "clock":
            hour, _, minute = digits.partition(".")
            fits = 0 < len(hour) <= 2 and len(minute) == 2 and minute.isdigit() and int(hour) <= 24 and int(minute) < 60
            return [((int(hour), int(minute)), at + 1)] if fits else []
        if not whole:
            return []
        number = int(digits)
        if slot == "day" and count <= 2 and 1 <= number <= 31:
            after = at + 1
            if after < len(self.tokens) and self.tokens[after].word in self.grammar.ordinals:
                return [(number, after + 1), (number, after)]
            return [(number, after)]
        if slot == "year" and count == 4 and FIRST_YEAR <= number <= LAST_YEAR:
            return [(digits, at + 1)]
        if slot == "decade" and digits.endswith("0") and count in (2, 4):
            return [((digits if count == 4 else f"19{digits}")[:3] + "X", at + 1)]
        if slot == "hour" and count <= 2 and number <= 24:
            return [(number, at + 1)]
        if slot == "minute" and count == 2 and number < 60:
            return [(number, at + 1)]
        if slot == "number" and count <= 4:
            return [(number, at + 1)]
        return []

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
            if any(a.end != b.start for a, b in zip(group, group[1:], strict=False)):
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
        fits = 1 <= month <= 12 and 1 <= day <= 31 and FIRST_YEAR <= int(year) <= LAST_YEAR
        if not fits:
            return None
        date: dict[str, Any] = {"year": year, "month": month, "day": day}
        clock = [token.word for token in tokens[after : after + 3]]
        if len(clock) == 3 and clock[1] == ":" and len(clock[0]) == 3 and clock[0].startswith("t"):  # ISO 8601
            hour, minute = clock[0][1:], clock[2]
            if hour.isdigit() and minute.isdigit() and len(minute) == 2 and int(hour) < 24 and int(minute) < 60:
                return {**date, "hour": int(hour), "minute": int(minute)}, after + 3
        return date, after


def flat(values: Values) -> Iterator[tuple[str, Any]]:
    """What filled the slots, fragments taken apart."""
    for slot, value in values:
        if isinstance(value, Found) and slot != "point":
            yield from flat(value.values)
        else:
            yield slot, value


def expression(found: Found) -> Expression:
    """What a matched pattern says, in parts."""
    parts: dict[str, Any] = {}
    ends: list[Expression] = []
    for slot, value in flat(found.values):
        if slot == "point":
            ends.append(expression(value))
        elif slot == "numeric":
            parts.update(value)
        elif slot == "clock":
            parts["hour"], parts["minute"] = value
        elif slot == "decade":
            parts["year"] = value
        elif isinstance(value, Match):
            word(slot, value, parts, ends)
        elif slot in parts:
            ends.append(Expression(found.first, found.last, "point", **{slot: parts[slot]}))
            parts[slot] = value
        else:
            parts["amount" if slot == "number" else slot] = value
    reading = found.reading
    if reading in ("between", "each", "since", "until"):
        if parts:
            said = Expression(found.first, found.last, "point", **parts)
            ends = [*ends, said] if len(ends) < 2 else ends
        return Expression(found.first, found.last, reading, ends=tuple(ends))
    return Expression(found.first, found.last, reading, **parts)


def word(slot: str, match: Match, parts: dict[str, Any], ends: list[Expression]) -> None:
    """Puts what a word of the lexicon says into the parts of an expression."""
    entry = match.entry
    slot = slot.removeprefix("lone_")
    if slot in ("month", "season"):
        if "month" in parts:
            ends.append(Expression(match.first, match.last, "point", month=parts["month"], day=parts.get("day")))
        parts["month"] = int(entry.key)
    elif slot == "feast":
        month, _, day = entry.key.partition("-")
        parts["month"], parts["day"] = int(month), int(day)
    elif slot in ("weekday", "shift", "direction"):
        if slot in parts:
            ends.append(Expression(match.first, match.last, "point", **{slot: parts[slot]}))
        parts[slot] = int(entry.key)
        if entry.more.get("anchored"):
            parts["anchored"] = True
    elif slot == "half":  # a.m., p.m.
        parts["hour"] = parts.get("hour", 0) % 12 + int(entry.key)
    elif slot == "unit":
        parts["unit"] = entry.key
    elif slot == "number":
        parts["amount"] = int(entry.key)
    elif slot == "day":
        parts["day"] = int(entry.key)


def expressions(tokens: Sequence[Token], found: Sequence[Sequence[Match]], language: Language) -> list[Expression]:
    """Every expression of a sentence that says when, in the order of the text, none overlapping another.

    `found`: what the language's lexicon finds at each token.
    """
    compiled = grammar(language)
    matcher: Matcher | None = None
    result: list[Expression] = []
    done = 0
    for at, token in enumerate(tokens):
        if at < done:
            continue
        if token.kind == "digits":
            digits = token.word
            if not (len(digits) <= 2 or (len(digits) == 4 and digits[0] in "12") or "." in digits):
                continue
        elif not any(match.entry.role in TRIGGERS for match in found[at]):
            continue
        if matcher is None:
            matcher = Matcher(tokens, found, compiled)
        for begin in range(max(done, at - BEFORE_TRIGGER), at + 1):
            if begin < at and tokens[begin].word not in compiled.first_words and not found[begin]:
                continue
            match = matcher.match(compiled.root, begin)
            if match is not None and match.stop > at:
                result.append(expression(match))
                done = match.last
                break
    return result


class DocumentDate(NamedTuple):
    """A date that a page prints, with its place in the text."""

    start: int
    end: int
    edtf: str


def document_dates(text: str, spans: Iterable[Span], language: Language) -> list[DocumentDate]:
    """The dates with a day, month and year in these spans of a text, with their hour where it is told beside them.

    For date lines (*5 décembre 2024, 11h58*, *Publié le 27/02/2025 à 14:05*): what the words around a date make of it
    (published, updated) is the caller's to know.
    """
    result = []
    for span in spans:
        tokens = language.tokenizer.tokens(text, span.start, span.end)
        found = language.lexicon.find([t.word for t in tokens], [t.capital for t in tokens])
        for said in expressions(tokens, found, language):
            edtf = day_of(said)
            if edtf:
                result.append(DocumentDate(tokens[said.first].start, tokens[said.last - 1].end, edtf))
    return result


def day_of(said: Expression) -> str | None:
    """The EDTF of an expression that names a day of a year by itself, with its hour; else None."""
    if said.reading != "point" or not said.year or "X" in said.year or not said.day or not said.month:
        return None
    edtf = f"{said.year}-{said.month:02}-{said.day:02}"
    return edtf if said.hour is None else f"{edtf}T{said.hour:02}:{said.minute or 0:02}"
