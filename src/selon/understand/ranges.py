"""Numbers joined into figures: ranges of two, and the bounds around them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from selon.understand.look import ending_at, has, mark, touching
from selon.understand.parts import MomentMention, Number
from selon.understand.sentences import Sentence

HYPHENS: Final = frozenset("-–—−‑~")
ENDS: Final = frozenset(("low", "high"))
"""What a bound can do to an interval only once."""


@dataclass
class Draft:
    """A count in the making; see `parts.Count` for its fields.

    `start`: the first number without its bounds; `head_first`, `head_last`: the noun alone; `words_last`: the end of
    its words, without those that tell the change; `other`, `new`: words that tell one if the sentence lets them;
    `part`: the number that this one is a part of.
    """

    first: int
    last: int
    numbers: list[Number]
    low: int | float | None
    high: int | float | None
    approximate: bool = False
    vague: bool = False
    reason: str | None = None
    bounds: list[str] = field(default_factory=list)
    start: int = 0
    noun_first: int = 0
    noun_last: int = 0
    head_first: int = 0
    head_last: int = 0
    kind: str | None = None
    qualifier: tuple[int, int] | None = None
    event: str | None = None
    event_more: Any = None
    pronoun: bool = False
    change: str = "total"
    other: bool = False
    new: bool = False
    part: Number | None = None
    words_last: int = 0
    previous: bool = False


def draft(number: Number) -> Draft:
    """A count of one number."""
    return Draft(
        number.first, number.last, [number], number.low, number.high, number.approximate, number.vague,
        number.reason, start=number.first,
    )  # fmt: skip


def joined(
    sentence: Sentence, numbers: Sequence[Number], moment: Callable[[Number], MomentMention | None]
) -> list[Draft]:
    """Each number a draft, two that make a range one. `moment`: what a number belongs to; dates make no range."""
    drafts: list[Draft] = []
    i = 0
    while i < len(numbers):
        here = numbers[i]
        following = numbers[i + 1] if i + 1 < len(numbers) else None
        if following and not moment(here) and ((when := moment(following)) is None or when.duration):
            range_ = range_of(sentence, here, following)
            if range_:
                drafts.append(range_)
                i += 2
                continue
        drafts.append(draft(here))
        i += 1
    return drafts


def range_of(sentence: Sentence, a: Number, b: Number) -> Draft | None:
    """The range from `a` to `b`, or None where they are two numbers."""
    if a.low is None or b.low is None or b.high is None or a.vague != b.vague:
        return None
    if a.reason in ("zero", "name") or b.reason in ("zero", "name"):
        return None
    link, first = linking(sentence, a, b)
    if link is None:
        return None
    low, high = shared(a, b), b.high
    if not low < high or (a.low < 0 and link == "hyphen"):
        return None
    if link == "either" and high > 2 * low + 1:
        return None
    if link == "hyphen":
        if mark(sentence, b.last) in HYPHENS and touching(sentence, b.last) and touching(sentence, b.last + 1):
            return None
        if mark(sentence, a.first - 1) in HYPHENS and touching(sentence, a.first):
            return None
    return Draft(
        first, b.last, [a, b], low, high, a.approximate or b.approximate, a.vague, a.reason or b.reason, start=a.first
    )


def linking(sentence: Sentence, a: Number, b: Number) -> tuple[str | None, int]:
    """How two numbers are linked, and where the range begins."""
    if b.first == a.last + 1 and mark(sentence, a.last) in HYPHENS:
        glued = touching(sentence, a.last) and touching(sentence, b.first)
        spaced = not touching(sentence, a.last) and not touching(sentence, b.first)
        return ("hyphen" if glued or spaced else None), a.first
    links = [
        m for m in (sentence.found[a.last] if a.last < len(sentence.found) else ())
        if m.entry.role == "range_link" and m.last == b.first
    ]  # fmt: skip
    if not links:
        return None, a.first
    for link in links:
        key = link.entry.key
        opener = ending_at(sentence, a.first, "range_open", key)
        if opener:
            if ending_at(sentence, a.first, "passage") and has(sentence, a.last, "passage_link"):
                return None, a.first
            return key, opener.first if key == "between" else a.first
    plain = next((link.entry.key for link in links if link.entry.key in ("plain", "either")), None)
    if plain and any(link.entry.key == "either" for link in links):
        plain = "either"
    return plain, a.first


def shared(a: Number, b: Number) -> int | float:
    """The lower end, with the scale of the upper one where it is left out: *2 à 3 millions*, *10 à 12 000*."""
    low, high = a.low or 0, b.high or 0
    for scale in (1_000_000_000, 1_000_000, 1000):
        if high >= scale and low < 1000 and high / scale < 1000 and (high * 1000) % scale == 0:
            if low * scale < high and low * scale >= high / 20 and not_spelled(a, b):
                return low * scale
            break
    return low


def not_spelled(a: Number, b: Number) -> bool:
    """Whether the two are written alike enough to share a scale."""
    return a.last - a.first <= b.last - b.first


# --- bounds ---------------------------------------------------------------------------------------------
def bound(sentence: Sentence, here: Draft, taken: int) -> None:
    """Takes in the bounds before a figure; `taken`: the tokens before belong to another one."""
    while match := ending_at(sentence, before_other(sentence, here.first), "bound"):
        kept = ending_at(sentence, match.last, "no_bound")
        if kept is not None and kept.first < match.first:
            break
        means = str(match.entry.more.get("means", match.entry.key))
        least = match.entry.more.get("least")
        value = here.low if here.low is not None else here.high
        if match.first < taken or (means in ENDS and ENDS & set(here.bounds)):
            break
        if least is not None and (value is None or 1 <= value < least):
            break
        apply(here, means)
        here.other = here.other or match.last < here.first
        here.first = match.first


def before_other(sentence: Sentence, at: int) -> int:
    """Where a bound must end before token `at`: *al menos otros seis* has it before the word for other ones."""
    other = None if ending_at(sentence, at, "bound") else ending_at(sentence, at, "change_before", "other")
    return other.first if other else at


def bound_after(sentence: Sentence, here: Draft, at: int, following: Draft | None) -> int | None:
    """Takes in a bound behind the figure or its noun, at token `at`; where it ends, or None where there is none."""
    match = has(sentence, at, "bound_after")
    if match is None:
        return None
    if following and (following.first < match.last or following.start == match.last):
        return None
    apply(here, match.entry.key)
    return match.last


def apply(here: Draft, means: str) -> None:
    """What a bound makes of an interval."""
    here.bounds.append(means)
    if means == "low":
        here.high = None
    elif means == "high":
        here.low = None
    elif means == "about":
        here.approximate = True


def merged(sentence: Sentence, drafts: Sequence[Draft]) -> list[Draft]:
    """Two bounds on one number as one: *more than 10 and less than 40*."""
    result: list[Draft] = []
    for here in drafts:
        before = result[-1] if result else None
        if before and closes(sentence, before, here):
            before.low = here.low if before.low is None else before.low
            before.high = here.high if before.high is None else before.high
            before.last = here.last
            before.numbers += here.numbers
            before.approximate = before.approximate or here.approximate
            before.reason = before.reason or here.reason
        else:
            result.append(here)
    return result


def closes(sentence: Sentence, a: Draft, b: Draft) -> bool:
    """Whether `b` gives the other end of `a`, and nothing but a joint stands between them."""
    if not (b.first - a.last in (1, 2) and set(a.bounds) & {"low", "high"} and set(b.bounds) & {"low", "high"}):
        return False
    if not all(has(sentence, i, "range_joint") for i in range(a.last, b.first)):
        return False
    if a.low is not None and a.high is None and b.high is not None and b.low is None:
        return a.low < b.high
    if a.high is not None and a.low is None and b.low is not None and b.high is None:
        return b.low < a.high
    return False


def tokens(number: Number) -> range:
    """The tokens of a number."""
    return range(number.first, number.last)
