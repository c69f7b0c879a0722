"""A reading: the claims of a report, and all else that the reader saw on the way."""

from typing import Literal

import msgspec

from selon.model.claim import Claim, Cue
from selon.model.moment import Moment
from selon.model.place import Place
from selon.model.source import Source
from selon.model.text import Span


class SeenNumber(msgspec.Struct, frozen=True, gc=False):
    """A number that the reader saw. Exactly one of `claims` and `set_aside` tells what became of it.

    `low`, `high`: its value, whole or not; None is open. `claims`: ids of the claims whose figure it is.
    `set_aside`: the reason why it is no figure (*ordinal*, *age*, *price*, ...).
    """

    text: str
    start: int
    end: int
    low: int | float | None
    high: int | float | None
    approximate: bool
    vague: bool
    claims: tuple[str, ...] = ()
    set_aside: str | None = None


class Translation(msgspec.Struct, frozen=True, gc=False):
    """That a report is likely translated: from which language (its code), and the words that show it."""

    language: str
    cues: tuple[Cue, ...]


class Reading(msgspec.Struct, frozen=True):
    """Everything that `understand` made of one report. `translated`: set where it is likely translated."""

    report: str
    claims: tuple[Claim, ...]
    numbers: tuple[SeenNumber, ...]
    moments: tuple[Moment, ...]
    places: tuple[Place, ...]
    sources: tuple[Source, ...]
    cues: tuple[Cue, ...]
    sentences: tuple[Span, ...]
    translated: Translation | None = None


Seen = Literal["number", "moment", "place", "source", "cue", "residue", "sentence", "trace"]
