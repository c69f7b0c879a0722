"""What goes into the ledger and comes out of it."""

from collections.abc import Callable, Mapping
from typing import Any, Final, Literal

import msgspec

from selon.model import Claim, Reading, Refusal, Report

Clock = Literal["said", "published", "recorded"]
DecisionKind = Literal["same-source", "different-sources", "misread", "other-story", "note", "undo"]


NO_FACTS: Final[Mapping[str, Any]] = {}


class Told(msgspec.Struct, frozen=True):
    """What is known of a report beside its bytes, and bears on how it is read.

    `published`, `language`: what a person told: an EDTF date, an ISO 639-1 code. `facts`: what the source that it came
    in told (its address, a feed's date, …), as JSON.
    """

    published: str | None = None
    language: str | None = None
    facts: Mapping[str, Any] = NO_FACTS


class Entry(msgspec.Struct, frozen=True):
    """A report to record: its bytes as they came, what was told of it, and what the reader made of it.

    `provenance`: where the bytes were: a path, an address, a member of an archive, an offset in a file. `bands`: keys
    that near-copies of the report share; `topics`: those that reports of the same story share. Both are below 2**63.
    """

    data: bytes
    told: Told
    report: Report
    reading: Reading
    provenance: str = ""
    bands: tuple[int, ...] = ()
    topics: tuple[int, ...] = ()


Reader = Callable[[bytes, str, Told], Entry | Refusal]
"""Reads a report of the ledger again: its bytes, its name, what was told of it."""


class Arrival(msgspec.Struct, frozen=True):
    """How a report came into the ledger: under which name, from where, with what told of it, when."""

    name: str
    provenance: str
    told: Told
    recorded: str


class CopyOf(msgspec.Struct, frozen=True):
    """An earlier report that a new one repeats: its id; `kind`: *same text*, *edited*, *extended*; `share`: 0 to 1."""

    of: str
    kind: str
    share: float


class Record(msgspec.Struct, frozen=True):
    """A report in the ledger. `new`: whether it was not there before. `recorded`: when it first was, UTC.

    `language`: ISO 639-1. `copy`: of a new one, the earlier report that it is a near-copy of.
    """

    id: str
    name: str
    recorded: str
    claims: int
    new: bool
    language: str | None = None
    copy: CopyOf | None = None


class AsOf(msgspec.Struct, frozen=True):
    """A past day (an EDTF date; its end counts) by one of the clocks, UTC.

    By `recorded`, what the ledger held then. By `published`, what was published by then; a report without a date was
    published before it was recorded. By `said`, what had been said by then; what bears no such date was said before
    it was published.
    """

    day: str
    clock: Clock = "published"


class Kept(msgspec.Struct, frozen=True):
    """A report with its reading, as the ledger gives them back.

    `recorded`: when the report was first recorded, UTC; `reader`: the version that read it.
    """

    report: Report
    reading: Reading
    recorded: str
    reader: str


class KeptRefusal(msgspec.Struct, frozen=True):
    """A refusal, and when it was recorded."""

    refusal: Refusal
    recorded: str
    reader: str


class Decision(msgspec.Struct, frozen=True):
    """What somebody decided, when and why. `undone`: the id of the decision that undid it.

    `subject`: the id of a claim, report or decision, or the name of a source. `content` by `kind`:
    `same-source` and `different-sources` {"other": name}; `misread` {"right": patch, or None where nothing is
    claimed}; `other-story` {"story": name}; `note` and `undo` {}.
    """

    id: str
    kind: DecisionKind
    subject: str
    content: Mapping[str, Any]
    who: str
    why: str
    at: str
    undone: str | None = None


class Query(msgspec.Struct, frozen=True):
    """What to look for; every part that is given must hold.

    `text`: words, "phrases in quotation marks" and beginnings*, without regard to accents and capitals. `place`: a
    name, or a country's ISO 3166 alpha-3 code. `when`: an EDTF date, by the clock `by`. `limit`: 0 for all.
    """

    text: str | None = None
    source: str | None = None
    event: str | None = None
    place: str | None = None
    language: str | None = None
    when: str | None = None
    by: Literal["happened", "said", "published"] = "happened"
    limit: int = 0


class Hit(msgspec.Struct, frozen=True):
    """A report that a search found."""

    report: Report
    recorded: str


class Change(msgspec.Struct, frozen=True):
    """What reading a report again changed: claims by id that went, came, and are read otherwise."""

    report: str
    name: str
    before: str | None
    gone: tuple[Claim, ...]
    come: tuple[Claim, ...]
    changed: tuple[tuple[Claim, Claim], ...]
    orphans: tuple[str, ...]
    """Decisions on claims that are no more, or are read so that the correction no longer fits."""


class Problem(msgspec.Struct, frozen=True):
    """Something in the ledger that is not as it must be: where, and what is wrong."""

    table: str
    subject: str
    wrong: str
