"""A claim: one thing that a report says somebody says happened (or is, or will)."""

from typing import Literal

import msgspec

from selon.model.figure import Figure
from selon.model.moment import Moment
from selon.model.place import Place
from selon.model.source import Source
from selon.model.text import Evidence, Span

Certainty = Literal["confirmed", "stated", "hedged", "expected"]
Polarity = Literal["positive", "negative"]


class Counted(msgspec.Struct, frozen=True, gc=False, rename={"kind": "class"}):
    """Who or what is counted. In JSON `kind` is `class`: an English plural of `knowledge/classes.toml`, or None.

    `affiliation`: the country whose they are (ISO 3166 alpha-3), only where the words say it.
    `qualifier`: what narrows the count (*grièvement*, *civils*).
    """

    kind: str | None
    text: str
    start: int
    end: int
    affiliation: str | None = None
    qualifier: str | None = None


class Cue(msgspec.Struct, frozen=True, gc=False):
    """Words that decide how a claim is read, and what they mean (`hedged`, `negative`, `said`, ...)."""

    text: str
    start: int
    end: int
    means: str


class ReportReference(msgspec.Struct, frozen=True, gc=False):
    """What a claim says of the report that it stands in."""

    id: str
    name: str
    url: str | None
    outlet: str | None
    title: str | None
    language: str | None
    published: str | None


class Claim(msgspec.Struct, frozen=True):
    """One claim, as in the contract of the JSON. `origins` and `via` run from the origin outward.

    `read_by`: the model that completed it, where a second reader did; None for what the rules read.
    """

    id: str
    report: ReportReference
    event: str
    counted: Counted | None
    figure: Figure | None
    happened: Moment | None
    said: Moment | None
    place: Place | None
    origins: tuple[Source, ...]
    via: tuple[Source, ...]
    certainty: Certainty
    polarity: Polarity
    cues: tuple[Cue, ...]
    evidence: Evidence
    sentence: Span
    read_by: str | None = None
