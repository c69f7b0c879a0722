"""The value of digits as they are written: separators of thousands and of decimals, in any language."""

from functools import lru_cache
from typing import Final

from selon.settings import MAX_DIGITS

SPACES: Final = frozenset(" \u00a0\u202f\u2009'’")


def whole(value: float) -> int | float:
    """The value as an int where it is a whole number."""
    return int(value) if value == int(value) else value


@lru_cache(maxsize=4096)
def value_of(digits: str, decimal: str) -> int | float | None:
    """The number that digits with separators stand for; None where they are no single number (*192.168.1.2*), or more
    digits than a number of anything has.

    `decimal` is the language's decimal mark. The other mark parts thousands where exactly three digits follow it, and
    decimals elsewhere (*5.00*); both together settle each other (*1.111,11*, *1,111.11*).
    """
    if len(digits) > MAX_DIGITS:
        return None
    if digits.isdigit():
        return int(digits)
    bare = "".join(c for c in digits if c not in SPACES)
    marks = [c for c in bare if c in ".,"]
    if not marks:
        return int(bare)
    last = marks[-1]
    if len(set(marks)) == 2:
        if marks.count(last) > 1:
            return None
        head, _, tail = bare.rpartition(last)
        return whole(float("".join(c for c in head if c.isdigit()) + "." + tail))
    groups = bare.split(last)
    if len(marks) > 1:
        if not (0 < len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])):
            return None
        return int("".join(groups))
    head, tail = groups
    if last != decimal and len(tail) == 3 and 0 < len(head) <= 3 and head[0] != "0":
        return int(head + tail)
    return whole(float(f"{head or 0}.{tail or 0}"))


@lru_cache(maxsize=1024)
def thousands_of(digits: str) -> int | None:
    """The value where a single mark, whichever, is taken to part thousands (*2,500*); None where it cannot."""
    for mark in ".,":
        head, found, tail = digits.partition(mark)
        if found and len(tail) == 3 and 0 < len(head) <= 3 and head[0] != "0" and (head + tail).isdigit():
            return int(head + tail)
    return None
