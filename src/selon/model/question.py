"""What the reconciliation answers beside findings: a timeline, sources, changes since a day, two reports compared."""

from typing import Literal

import msgspec

from selon.model.finding import Finding, Occurrence, Origin, Quantity, Reason, Stand, Told, Where

By = Literal["happened", "said", "published"]


class Entry(msgspec.Struct, frozen=True):
    """One thing in the order of time. `when`: EDTF; `by`: which clock that is; None where nothing dates it.

    `told`: the figure, None where the event has no number. `series`: the id of the finding or occurrence.
    """

    when: str | None
    by: By | None
    series: str
    event: str
    counted: Quantity
    place: Where | None
    story: str | None
    origin: Origin
    told: Told | None
    stand: Stand | None


class Moves(msgspec.Struct, frozen=True):
    """What one source says of one series, in order of time."""

    series: str
    event: str
    counted: Quantity
    place: Where | None
    told: tuple[Told, ...]


class SourceAccount(msgspec.Struct, frozen=True):
    """A source: its spellings, what it said, how its figures moved.

    `claims`: those that it is an origin of; `relayed`: those that it passed on; `reports`: the reports that name it.
    `first`, `last`: the first and the last date (EDTF) at which it said something.
    """

    origin: Origin
    claims: tuple[str, ...]
    relayed: tuple[str, ...]
    reports: tuple[str, ...]
    first: str | None
    last: str | None
    figures: tuple[Moves, ...]


ChangeKind = Literal["new", "origin", "state", "event", "turned"]


class Change(msgspec.Struct, frozen=True):
    """What a day or more brought to a series or an event.

    `kind`: a *new* series; an *origin* that had not spoken of it; a *state* that it was not in, or for a new reason;
    a new *event* without a number; one that *turned*, being affirmed where it was denied or disputed.
    """

    kind: ChangeKind
    finding: Finding | None = None
    occurrence: Occurrence | None = None
    origins: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()


Verdict = Literal["same", "compatible", "contradicts", "moved", "first", "second"]


class Aligned(msgspec.Struct, frozen=True):
    """What two reports say of one series or event. `first` and `second` as a verdict: only that report tells of it.

    *same*: one figure is the same; *compatible*: both can be right; *contradicts*: they exclude each other for about
    the same time; *moved*: they differ, for different times.
    """

    verdict: Verdict
    finding: Finding | None
    occurrence: Occurrence | None
    first: tuple[str, ...]
    second: tuple[str, ...]
    """The claims of either report."""


class StoryAccount(msgspec.Struct, frozen=True):
    """A story: which reports tell it, where it is, from when to when it is told (EDTF days), and what it holds.

    `id`: as findings have it; `claims`: how many; `states`: of its findings, each with how many are in it.
    """

    id: str
    place: Where | None
    first: str | None
    last: str | None
    reports: tuple[str, ...]
    claims: int
    findings: int
    states: dict[str, int]
