"""The cases of a language file: a sentence and the claims that it holds; `docs/languages.md` tells how to write one."""

import re
from collections.abc import Mapping
from typing import Any, Final

import msgspec

from selon.errors import KnowledgeError
from selon.model.frozen import Frozen, Strict

_FIGURE: Final = re.compile(r"(~?)(\d+)?(?:(\.\.)(\d+)?)?(\?)?")


class ExpectedFigure(Frozen, frozen=True):
    """A figure as a case tells it."""

    low: int | None
    high: int | None
    approximate: bool
    vague: bool


class ExpectedClaim(Strict, frozen=True):
    """A claim as a case tells it. None: the case does not say, and anything will do."""

    event: str
    figure: str | None = None
    change: str = "total"
    previous: bool = False
    counted: str | None = None
    affiliation: str | None = None
    qualifier: str | None = None
    origins: tuple[str, ...] | None = None
    via: tuple[str, ...] | None = None
    place: str | None = None
    happened: str | None = None
    said: str | None = None
    certainty: str = "stated"
    polarity: str = "positive"

    def interval(self) -> ExpectedFigure | None:
        """The figure; None for a claim without one. Raises KnowledgeError where it is written wrongly."""
        return None if self.figure is None else figure(self.figure)


class Case(Strict, frozen=True):
    """A sentence or short text, and what is to be read in it.

    `claims`: every claim with a figure, and those without one that must be found. `set_aside`: numbers that are no
    figures, with the reason. `published`: the date that relative moments are reckoned from. `shared`: a name that the
    same case bears in other languages, where it must come out the same. `why`: what the case shows.
    """

    text: str
    claims: tuple[ExpectedClaim, ...] = ()
    set_aside: Mapping[str, str] = {}
    published: str | None = None
    shared: str | None = None
    why: str | None = None


def figure(written: str) -> ExpectedFigure:
    """`12`, `10..12`, `12..` (at least), `..12` (up to), `~12` (about), `2000..9999?` (a vague magnitude).

    Raises KnowledgeError at anything else.
    """
    match = _FIGURE.fullmatch(written)
    if not match or not (match[2] or match[4]):
        raise KnowledgeError(f"{written!r} is no figure of a case")
    low, high = (int(part) if part else None for part in (match[2], match[4]))
    return ExpectedFigure(low, high if match[3] else low, bool(match[1]), bool(match[5]))


def case(told: Mapping[str, Any], where: str) -> Case:
    """A `[[case]]` of a language's file. Raises KnowledgeError, naming `where`, at what is wrong with it."""
    try:
        made = msgspec.convert(told, Case)
        for claim in made.claims:
            claim.interval()
    except (msgspec.ValidationError, KnowledgeError) as error:
        raise KnowledgeError(f"{where}: case {str(told.get('text', ''))[:60]!r}: {error}") from error
    return made
