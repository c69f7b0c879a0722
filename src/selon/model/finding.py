"""A finding: what the reconciliation says of a series as of a date."""

from typing import Literal

import msgspec

from selon.model.claim import Certainty, Polarity
from selon.model.figure import Change
from selon.model.source import SourceKind

State = Literal["single-origin", "agreed", "revised", "disputed", "drifted"]
Clock = Literal["said", "published", "recorded"]

ReasonKind = Literal[
    "single",
    "overlap",
    "apart",
    "several",
    "shrinks",
    "denied",
    "relays",
    "up",
    "down",
    "narrowed",
    "bound",
    "hedge",
    "origin",
    "counted",
]


class Quantity(msgspec.Struct, frozen=True, rename={"kind": "class"}):
    """What a series counts: `class` in JSON is an English plural, None where no word says."""

    kind: str | None
    affiliation: str | None = None
    qualifier: str | None = None


class Where(msgspec.Struct, frozen=True):
    """The place of a series: English name, country (ISO 3166 alpha-3)."""

    name: str
    country: str | None = None


class Origin(msgspec.Struct, frozen=True):
    """An independent origin: one name for all its spellings. `names`: the spellings met, the commonest first.

    `voice`: *named* where texts name it; *own* where an outlet speaks in its own voice; *credited* where outlets do
    that credit an agency.
    """

    name: str
    kind: SourceKind
    affiliation: str | None = None
    names: tuple[str, ...] = ()
    voice: Literal["named", "own", "credited"] = "named"


class Told(msgspec.Struct, frozen=True):
    """A figure as one origin gave it at one time.

    `claim`: the first claim that gives it; `claims`: all that do, relays and copies included, in order of time;
    `reports`: the reports that these stand in. `low`, `high`: inclusive, None is open.
    `happened`, `said`, `published`, `recorded`: the four clocks of `claim` (EDTF).
    `sum`: nobody gave the figure; it is that of its parts in `claims`, by the same origin at the same time.
    """

    claim: str
    claims: tuple[str, ...]
    reports: tuple[str, ...]
    low: int | None
    high: int | None
    approximate: bool
    vague: bool
    text: str
    certainty: Certainty
    polarity: Polarity
    previous: bool = False
    sum: bool = False
    happened: str | None = None
    said: str | None = None
    published: str | None = None
    recorded: str | None = None


class OriginFigures(msgspec.Struct, frozen=True):
    """What one origin says of a series: its `latest` figure, and its earlier ones in order of time.

    `first_seen`: the report that first carried a figure of this origin.
    """

    origin: Origin
    latest: Told
    earlier: tuple[Told, ...] = ()
    first_seen: str | None = None


class Reason(msgspec.Struct, frozen=True):
    """Why a series has a state. `kind` tells the sentence to say it in; `origins` and `told` are what fills it in.

    `claims`: those that show it. `told`: the figures in question, two of them unless there is only one.
    `sentence`: the reason in words, once somebody has put it into a language.
    """

    state: State
    kind: ReasonKind
    origins: tuple[str, ...]
    told: tuple[Told, ...]
    claims: tuple[str, ...]
    sentence: str | None = None


class Range(msgspec.Struct, frozen=True):
    """An interval of whole numbers, inclusive; None is open."""

    low: int | None
    high: int | None


class Finding(msgspec.Struct, frozen=True):
    """One series, reconciled.

    `id`: the same for the same series in the same story. `change`: totals, additions, reductions and shares stand
    apart. `expected`: what is to come or feared stands apart from what is.
    `apart`: the words do not tell which quantity it is, so that nothing but the very same figure is put beside it.
    `range`: the interval that spans the latest figures of all origins; `common`: what they all allow, None where
    they exclude each other. `origins`, `reports`: how many independent origins, how many reports.
    `sums`: wholes that an origin gives in parts only (300 killed and 2,700 wounded); they count as nobody's figure.
    `claims`: every claim of the series, in order of time; `echoes`: those of them that stand for no origin of their
    own, being the outlet's words beside an origin's figure.
    """

    id: str
    event: str
    counted: Quantity
    place: Where | None
    story: str | None
    change: Change
    expected: bool
    apart: bool
    figures: tuple[OriginFigures, ...]
    sums: tuple[OriginFigures, ...]
    range: Range
    common: Range | None
    states: tuple[State, ...]
    reasons: tuple[Reason, ...]
    origins: int
    reports: int
    claims: tuple[str, ...]
    echoes: tuple[str, ...] = ()


class Stand(msgspec.Struct, frozen=True):
    """What one origin says of an event without a number: `polarity` with how firmly, and the claims."""

    origin: Origin
    certainty: Certainty
    polarity: Polarity
    claims: tuple[str, ...]
    reports: tuple[str, ...]
    happened: str | None = None
    said: str | None = None
    published: str | None = None


class Occurrence(msgspec.Struct, frozen=True):
    """An event without a number, and who says what of it, in order of time.

    `changed`: affirmed and denied, but not for the same time: it changed. `disputed`: affirmed and denied for the
    same time by different origins.
    """

    id: str
    event: str
    counted: Quantity
    place: Where | None
    story: str | None
    stands: tuple[Stand, ...]
    changed: bool
    disputed: bool
    origins: int
    reports: int
