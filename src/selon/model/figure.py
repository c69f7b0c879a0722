"""A figure: an interval of whole numbers with its wording."""

from typing import Literal

import msgspec

Change = Literal["total", "additional", "fewer", "share"]


class Figure(msgspec.Struct, frozen=True, gc=False):
    """How many, as the text says it.

    `low` and `high` are inclusive whole numbers; None is open (*up to 12,000* is [None, 12000]).
    `approximate`: the text rounds (*about*, *une centaine*). `vague`: a magnitude without a number (*thousands*).
    `change`: a total, an addition to one, a reduction, or a share of a count just named.
    `previous`: the text itself says that the figure is overtaken.
    """

    text: str
    start: int
    end: int
    low: int | None
    high: int | None
    approximate: bool = False
    vague: bool = False
    change: Change = "total"
    previous: bool = False
