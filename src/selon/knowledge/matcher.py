"""The walk of a language's patterns over the tokens of a sentence."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final, NamedTuple

from selon.knowledge.lexicon import Match, Matches
from selon.knowledge.patterns import WORD_SLOTS, Grammar, Node
from selon.knowledge.tokens import Token

FIRST_YEAR: Final = 1000
LAST_YEAR: Final = 2199
LONE_YEARS: Final = range(1500, 2101)
"""The years that a number can be where nothing but a preposition says that it is one."""
BARE_YEARS: Final = range(1900, 2100)
"""The same where nothing at all says it, round hundreds left out."""

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

    def __init__(self, tokens: Sequence[Token], found: Matches, grammar: Grammar) -> None:
        self.tokens, self.found, self.grammar = tokens, found, grammar
        self._best: Found | None = None
        self._count = len(tokens)
        self._kinds: list[dict[str, Filled] | None] = [None] * len(tokens)
        self._filled: dict[tuple[str, int], Sequence[tuple[Any, int]]] = {}

    def match(self, root: Node, at: int) -> Found | None:
        """The longest match that begins at a token, what is context not counted."""
        kept = self._best
        self._best = None
        self._walk(root, at, [], [])
        best = self.best()
        self._best = kept
        return best

    def best(self) -> Found | None:
        """The longest match of the walk that is on."""
        return self._best

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

    def kinds(self, at: int) -> dict[str, Filled]:
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
