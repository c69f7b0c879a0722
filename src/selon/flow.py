"""The whole machine on one screen: bytes -> report -> claims -> ledger -> findings."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from selon import keep, reconcile
from selon.joints import NOTHING_TOLD, Read, printable, read_again, read_bytes, read_input, reader_version, record
from selon.keep import AsOf, Change, Problem, Record, Told
from selon.model import Claim, Reading, Refusal, Report, question
from selon.model.decision import Decisions
from selon.model.edtf import day
from selon.model.finding import Clock, Finding
from selon.read import held, inputs

if TYPE_CHECKING:
    from selon.keep.ledger import Ledger

__all__ = [
    "NOTHING_TOLD",
    "Gathered",
    "Read",
    "Told",
    "add",
    "add_bytes",
    "changes",
    "claims",
    "compare",
    "findings",
    "gather",
    "gather_ledger",
    "open_ledger",
    "read_all",
    "read_bytes",
    "read_input",
    "reader_version",
    "reread",
    "sources",
    "stories",
    "timeline",
    "verify",
    "watch",
]


def read_all(
    sources: Iterable[str], told: Told = NOTHING_TOLD, allow_private: bool = False
) -> Iterator[Read | Refusal]:
    """Bytes -> report -> claims: everything that files, folders, archives and addresses hold, or why not, in order.

    `told`: what a person told of all of them; `allow_private`: fetch from addresses that are not public too.
    """
    for given in inputs(sources, allow_private=allow_private):
        yield printable(given) if isinstance(given, Refusal) else read_input(given, told)


def open_ledger(where: str) -> "Ledger":
    """The ledger at a path or `postgresql://…`. Raises LedgerError where it cannot be opened."""
    return keep.open_ledger(where, reader_version())


def add(
    ledger: "Ledger", sources: Iterable[str], told: Told = NOTHING_TOLD, allow_private: bool = False
) -> Iterator[Record | Refusal]:
    """Claims -> ledger: everything that the sources hold recorded; each result comes once it is safe on disk.

    What came before in the same way is not read again.
    """
    return record(ledger, inputs(sources, allow_private=allow_private), told)


def add_bytes(ledger: "Ledger", data: bytes, name: str, told: Told = NOTHING_TOLD) -> Iterator[Record | Refusal]:
    """Everything that bytes from somebody's hand hold recorded, as `add` does. `name`: what they are called; no file of
    this machine is opened."""
    return record(ledger, held(data, name), told)


def watch(
    ledger: "Ledger", feeds: Iterable[str], state: Path, every: float, rounds: int | None, allow_private: bool = False
) -> Iterator[Record | Refusal]:
    """What is new in feeds, recorded as it comes: once for each of `rounds`, or until somebody stops it.

    `state`: the file that remembers what was seen; `every`: seconds from round to round.
    """
    from selon.read.watch import Watch

    watched = Watch(feeds, state, allow_private=allow_private, every=every)
    return record(ledger, watched.rounds(rounds), NOTHING_TOLD, most=1)  # seen is what was recorded


class Gathered(msgspec.Struct, frozen=True):
    """What a finding or a brief is made from. `recorded`: for each report's id, when the ledger took it."""

    reports: tuple[Report, ...]
    readings: tuple[Reading, ...]
    refused: tuple[Refusal, ...] = ()
    recorded: Mapping[str, str] = {}
    decisions: Decisions = Decisions()

    @property
    def claims(self) -> list[Claim]:
        """The claims of all the readings."""
        return [claim for reading in self.readings for claim in reading.claims]

    def context(self) -> dict[str, Any]:
        """What the reconciliation is told beside the claims."""
        lineage = reconcile.lineage(self.reports, self.readings, self.decisions)
        return {"recorded": self.recorded, "decisions": self.decisions, "lineage": lineage}


def gather(results: Iterable[Read | Refusal]) -> Gathered:
    """What files hold, each report once."""
    found, refused = dict[str, Read](), list[Refusal]()
    for result in results:
        if isinstance(result, Refusal):
            refused.append(result)
        else:
            found.setdefault(result.report.id, result)
    return Gathered(tuple(r.report for r in found.values()), tuple(r.reading for r in found.values()), tuple(refused))


def gather_ledger(ledger: "Ledger", as_of: AsOf | None = None, story: str | None = None) -> Gathered:
    """What the ledger holds, or held on a day by the clock of recording; with people's decisions.

    `story`: only what tells the story of this report, by its id.
    """
    then = as_of if as_of and as_of.clock == "recorded" else None
    decisions = ledger.decisions_in_force(then)
    kept = list(ledger.readings(then, reports=story and of_story(ledger, story, decisions)))
    return Gathered(
        tuple(k.report for k in kept),
        tuple(k.reading for k in kept),
        tuple(k.refusal for k in ledger.refusals(then)),
        {k.report.id: k.recorded for k in kept},
        decisions,
    )


def of_story(ledger: "Ledger", report: str, decisions: Decisions) -> set[str]:
    """The reports that tell the story of one, with those that people moved in, without those that they moved out."""

    def moved_to(one: str) -> str:
        seen = set[str]()
        while one in decisions.story_of and one not in seen:
            seen.add(one)
            one = decisions.story_of[one]
        return one

    whole = ledger.report(report).report.id
    home = moved_to(whole)
    near = ledger.told_with([home]) if home.startswith("sha256:") else set()
    moved = {one for one in decisions.story_of if moved_to(one) in near | {home}}
    claims = [c for kept in ledger.readings(reports=near | moved | {whole}) for c in kept.reading.claims]
    stories = reconcile.stories(claims, decisions)
    return {one for one, story in stories.items() if story == stories.get(whole)} | {whole}


def claims(gathered: Gathered, as_of: AsOf | None = None) -> tuple[Claim, ...]:
    """What was claimed by a day, in the order of the reports and their texts."""
    when = day(as_of.day) if as_of else None
    clock = as_of.clock if as_of else "published"
    return tuple(claim for claim in gathered.claims if reconcile.known(claim, when, clock, gathered.recorded))


def findings(gathered: Gathered, as_of: AsOf | None = None) -> tuple[Finding, ...]:
    """Ledger -> findings: what the claims say of each quantity, side by side, as of a day."""
    return reconcile.findings(gathered.claims, *then(as_of), **gathered.context())


def then(as_of: AsOf | None) -> tuple[str | None, Clock]:
    """A day and a clock, as the reconciliation takes them."""
    return (as_of.day, as_of.clock) if as_of else (None, "published")


def timeline(gathered: Gathered, as_of: AsOf | None = None) -> tuple[question.Entry, ...]:
    """Everything that is claimed, in order of time, as of a day."""
    context = gathered.context()
    found = reconcile.findings(gathered.claims, *then(as_of), **context)
    return reconcile.timeline(found, reconcile.occurrences(gathered.claims, *then(as_of), **context))


def stories(gathered: Gathered, as_of: AsOf | None = None) -> tuple[question.StoryAccount, ...]:
    """The stories that the reports tell, as of a day."""
    context = gathered.context()
    found = reconcile.findings(gathered.claims, *then(as_of), **context)
    happened = reconcile.occurrences(gathered.claims, *then(as_of), **context)
    return reconcile.story_accounts(gathered.claims, found, happened)


def sources(gathered: Gathered, as_of: AsOf | None = None) -> tuple[question.SourceAccount, ...]:
    """Who speaks, and how the figures of each moved, as of a day."""
    return reconcile.sources(gathered.claims, *then(as_of), **gathered.context())


def changes(gathered: Gathered, since: str, as_of: AsOf | None = None) -> tuple[question.Change, ...]:
    """What the time from a day to another, or to now, brought."""
    return reconcile.changes(gathered.claims, since, *then(as_of), **gathered.context())


def compare(gathered: Gathered, first: str, second: str) -> tuple[question.Aligned, ...]:
    """What two reports, by their ids, say side by side."""
    return reconcile.compare(gathered.claims, first, second, **gathered.context())


def reread(ledger: "Ledger") -> Iterator[Change | Refusal]:
    """Every report that another version read, read again and recorded beside the old reading; what changed."""
    return ledger.reread(read_again)


def verify(ledger: "Ledger", deep: bool = False) -> Iterator[Problem | int]:
    """Everything in the ledger that is not as it must be; `deep` reads every report again, see `verify_readings`."""
    yield from ledger.verify()
    if deep:
        yield from ledger.verify_readings(read_again)
