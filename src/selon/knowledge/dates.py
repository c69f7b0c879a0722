"""Words that say when: found in tokens by the patterns of a language's `[moments]`, not yet resolved.

Both steps that need dates stand on this: `read` for the date of publication that a page prints (`document_dates`),
`understand` for the moments of claims (`expressions`, resolved there against the publication). How patterns are
written: `knowledge/patterns.py`.
"""

from calendar import monthrange
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from selon.knowledge.language import Language
from selon.knowledge.lexicon import Match, Matches
from selon.knowledge.matcher import Found, Matcher, Values
from selon.knowledge.patterns import Grammar, compile_grammar
from selon.knowledge.tokens import Token
from selon.model.frozen import Leaf
from selon.model.text import Span

TRIGGERS: Final = frozenset(
    f"time_{slot}" for slot in ("month", "mid_month", "weekday", "season", "unit", "whole", "shift", "part", "feast")
)
"""Roles without one of which, and without digits, no expression can be."""

FIELDS: Final = {
    "mid_month": "month", "season": "month", "number": "amount", "one": "amount",
    "ordinal": "day", "period": "unit", "century": "unit",
    "hour_word": "hour",
    "decade": "year", "decade_word": "year",
}  # fmt: skip
"""The part of an expression that a slot tells, where they differ."""

RANGES: Final = frozenset(("between", "night", "each", "since", "until"))
"""Readings that have ends."""

SEASONS: Final = frozenset((*range(21, 25), *range(33, 37), 40, 41))
"""The EDTF codes of seasons, quarters and halves that the words can name."""

BEFORE_TRIGGER: Final = 8
"""How many tokens before its first trigger an expression may begin (*il y a un peu plus de deux ans*)."""


class Expression(Leaf, frozen=True):
    """Words that say when: tokens `first` to `last` (exclusive), and what they say, in parts.

    `reading`: one of `patterns.READINGS`. `month`: 1 to 12, or an EDTF season, quarter or half (21 to 41). `day`,
    `hour`, `minute`, `weekday` (1 Monday to 7 Sunday): as said. `year`: its digits, `X` for those not said (`199X`).
    `direction`: -1 last, 0 this, 1 next. `shift`: days from the publication (*hier* -1). `amount` of `unit`.
    `part`: of the day. `anchored`: shift and direction count from a day that the text told before (*la veille*), not
    from publication. `ends`: the points of a `between` or `each`, the one of a `since`, an `until` or a `night`.
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
    part: str | None = None
    anchored: bool = False
    ends: tuple["Expression", ...] = ()


class Compiled(NamedTuple):
    """A language's grammar of moments, with the words by which an expression is noticed.

    `guarded`: triggers that are one only behind certain words or by a number (*l'été*, not *a été*).
    `after_hour`: those that are one behind a number.
    """

    grammar: Grammar
    triggers: frozenset[str]
    guarded: Mapping[str, frozenset[str]]
    after_hour: frozenset[str]


_compiled: dict[int, tuple[Mapping[str, Any], Compiled]] = {}


def grammar(language: Language) -> Compiled:
    """The language's grammar of moments, compiled once."""
    sections = language.sections
    known = _compiled.get(id(sections))
    if known is None or known[0] is not sections:  # the table is kept beside its grammar, so that its id stays its own
        told = compile_grammar(sections.get("moments", {}), f"knowledge/languages/{language.code}.toml")
        first_words = language.lexicon.first_words
        after_hour = told.after_hour | first_words(("time_half",))
        known = (sections, Compiled(told, first_words(TRIGGERS), told.guarded, after_hour))
        _compiled[id(sections)] = known
    return known[1]


def flat(values: Values) -> Iterator[tuple[str, Any]]:
    """What filled the slots, fragments taken apart."""
    for slot, value in values:
        if isinstance(value, Found) and slot != "point":
            yield from flat(value.values)
        else:
            yield slot, value


def said(slot: str, value: Any) -> Mapping[str, Any]:
    """The parts of an expression that what filled a slot says."""
    if slot in ("numeric", "day_month"):
        return dict(value)
    if slot in ("clock", "clock_code"):
        return {"hour": value[0], "minute": value[1]}
    if slot == "whole":  # Vorjahr: the unit and its direction in one word
        return {"unit": value.entry.more["unit"], "direction": int(value.entry.more["direction"])}
    key = str(value.entry.more.get("value", value.entry.key)) if isinstance(value, Match) else value
    if slot == "feast":
        month, _, day = str(key).partition("-")
        return {"month": int(month), "day": int(day)}
    if slot in ("direction", "shift", "eve"):
        slot = slot.replace("eve", "shift")
        told = {slot: int(key)}
        return {**told, "anchored": True} if value.entry.more.get("anchored") else told
    slot = slot.removeprefix("lone_").removeprefix("bare_").removeprefix("free_")
    field = FIELDS.get(slot, slot)
    if isinstance(value, Match) and field not in ("unit", "part", "year"):
        return {field: int(key) if key.lstrip("-").isdigit() else None}
    return {field: key}


def expression(found: Found) -> Expression | None:
    """What a matched pattern says, in parts; None where it says nothing that can be (two numbers and no month)."""
    parts: dict[str, Any] = {}
    ends: list[Expression] = []
    plural, ranged = False, found.reading in RANGES
    for slot, value in flat(found.values):
        plural = plural or (isinstance(value, Match) and bool(value.entry.more.get("plural")))
        if slot == "point":
            inner = expression(value)
            if inner is None:
                return None
            ends.append(inner)
        elif slot == "half":  # a.m., p.m.
            parts["hour"] = parts.get("hour", 0) % 12 + int(value.entry.key)
        else:
            new = said(slot, value)
            if ranged and not parts.keys().isdisjoint(new):  # a second end: what is told so far was the first
                ends.append(Expression(found.first, found.last, "point", **parts))
                parts = {}
            parts.update(new)
    if ranged:
        if parts:
            ends.append(Expression(found.first, found.last, "point", **parts))
        if found.reading in ("between", "each") and (len(ends) < 2 or not any(map(dated, ends))):
            return None
        return Expression(found.first, found.last, found.reading, ends=tuple(ends))
    reading = settled(found.reading, parts, plural)
    return Expression(found.first, found.last, reading, **parts) if reading else None


def settled(reading: str, parts: dict[str, Any], plural: bool) -> str | None:
    """The reading of an expression, given its parts and whether a word of it is a plural; None where it is none.

    Changes the parts that only stand together: the quarter of `nth` and a unit, the century, the hour of an evening.
    """
    unit = parts.get("unit")
    if "hour" in parts and "part" in parts:
        parts["hour"] = hour_of(parts["hour"], parts["part"])
    if "nth" in parts:  # the first quarter
        parts["month"] = parts.pop("nth") + (39 if parts.pop("unit") == "half" else 32)
        return reading if parts["month"] in SEASONS else None
    if unit == "century" and "day" in parts:  # the 19th century
        parts["year"] = f"{parts.pop('day') - 1:02}XX"
        del parts["unit"]
        return reading
    if reading == "ahead" and unit in ("second", "minute"):  # in sechs Sekunden: how long it took
        return "duration"
    if reading == "point" and unit and parts.keys().isdisjoint(("day", "month", "weekday")):
        if plural and "direction" in parts:  # letzten Monate
            return "vague"
        small = unit in ("hour", "minute", "second")
        if small or (unit == "day" and parts.get("direction") and "anchored" not in parts):
            return None  # the last day of something
    return reading


def hour_of(hour: int, part: str) -> int:
    """An hour of twelve, told with its part of the day, as one of twenty-four (*8 heures du soir*)."""
    late = part in ("afternoon", "evening") or (part == "night" and hour >= 6)
    return hour + 12 if late and 0 < hour < 12 else hour


def dated(point: Expression) -> bool:
    """Whether an end of a range is more than a number: a round one may be a count (*entre 1500 et 2000*)."""
    if point.year is not None and point.month is None:
        return not point.year.endswith("00")
    return point.reading != "point" or any(
        part is not None for part in (point.month, point.weekday, point.hour, point.shift, point.direction)
    )


def telling(tokens: Sequence[Token], at: int, after_hour: Collection[str]) -> bool:
    """Whether a number may say when although no word of time stands by it: a year, an hour, a date in digits."""
    digits, count = tokens[at].word, len(tokens)
    if len(digits) > 2:
        return (len(digits) == 4 and digits[0] in "12") or ("." in digits and len(digits) <= 10)
    if at + 1 == count:
        return False
    following = tokens[at + 1]
    if following.word in after_hour:
        return True
    dotted = following.word in "/-." and at + 2 < count and tokens[at + 2].kind == "digits"
    return dotted or following.word[-2:].isdigit()


def expressions(tokens: Sequence[Token], found: Matches, language: Language) -> list[Expression]:
    """Every expression of a sentence that says when, in the order of the text, none overlapping another.

    `found`: what the language's lexicon finds at each token.
    """
    compiled, words, guarded, after_hour = grammar(language)
    triggers = [
        at
        for at, token in enumerate(tokens)
        if token.word in words or (token.kind == "digits" and telling(tokens, at, after_hour))
    ]
    if guarded and triggers:
        triggers = [
            at
            for at in triggers
            if tokens[at].word not in guarded
            or (at and (tokens[at - 1].word in guarded[tokens[at].word] or tokens[at - 1].kind == "digits"))
            or (at + 1 < len(tokens) and tokens[at + 1].kind == "digits")
        ]
    if not triggers:
        return []
    root, vocabulary = compiled.root, compiled.vocabulary
    matcher = Matcher(tokens, found, compiled)
    result: list[Expression] = []
    done = 0
    for at in triggers:
        if at < done:
            continue
        best: Found | None = None
        begin, earliest = at, max(done, at - BEFORE_TRIGGER)
        while begin > earliest and (tokens[begin - 1].word in vocabulary or matcher.kinds(begin - 1)):
            begin -= 1
        while begin <= at and (best is None or begin <= best.first):
            word = tokens[begin].word
            starts = word in root.words or word in root.by_word or matcher.kinds(begin)
            match = matcher.match(root, begin) if starts else None
            # what begins behind the context of another (*en* août 2024) may reach further
            if match is not None and match.last > at and (best is None or match.last > best.last):
                best = match
            begin += 1
        if best is None:
            continue
        if best.reading == "none":
            done = best.last
        elif told := expression(best):
            result.append(told)
            done = told.last
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
        for told in expressions(tokens, found, language):
            edtf = day_of(told)
            if edtf:
                result.append(DocumentDate(tokens[told.first].start, tokens[told.last - 1].end, edtf))
    return result


def day_of(told: Expression) -> str | None:
    """The EDTF of an expression that names a day of a year by itself, with its hour where the day has it (not 24:30);
    None for any other, and for a day that no calendar has."""
    if told.reading != "point" or not told.year or "X" in told.year or not told.day or not told.month:
        return None
    if told.month > 12 or told.day > monthrange(int(told.year), told.month)[1]:
        return None
    edtf = f"{told.year}-{told.month:02}-{told.day:02}"
    return edtf if told.hour is None or told.hour > 23 else f"{edtf}T{told.hour:02}:{told.minute or 0:02}"
