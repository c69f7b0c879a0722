"""What the pages are made from: the open ledger, and what was worked out of it, kept as long as it holds."""

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeVar

import msgspec

from selon import flow, reconcile
from selon.errors import UsageError
from selon.flow import Gathered
from selon.keep import AsOf, Decision
from selon.model import Claim, Reading, Report
from selon.model.edtf import day, stretch
from selon.model.finding import Finding, Occurrence
from selon.model.question import StoryAccount
from selon.reconcile.clocks import known_report
from selon.reconcile.copies import Lineage
from selon.show.web.jobs import Jobs

if TYPE_CHECKING:
    from selon.keep.ledger import Ledger

Kept = TypeVar("Kept")
MOST_KEPT: Final = 64
"""Accounts of stories kept: the positions of a slider on a few stories; one of 10,000 claims takes some 20 MB."""


class Account(msgspec.Struct, frozen=True):
    """A story, or what was known of it on a day.

    `claims`: by id; `reports`: those that were known, by date of publication; `lineage`: who copied whom.
    """

    gathered: Gathered
    claims: Mapping[str, Claim]
    reports: tuple[Report, ...]
    readings: Mapping[str, Reading]
    lineage: Lineage
    findings: tuple[Finding, ...]
    occurrences: tuple[Occurrence, ...]
    told: StoryAccount | None


class Snapshot(msgspec.Struct, frozen=True):
    """The ledger after so many acts. `stories`: the reports of each story; `story_of`: the story of each report."""

    acts: int
    gathered: Gathered
    reports: Mapping[str, Report]
    readings: Mapping[str, Reading]
    claims: Mapping[str, Claim]
    story_of: Mapping[str, str]
    stories: Mapping[str, tuple[str, ...]]
    decisions: tuple[Decision, ...]


class Remembered:
    """Results kept by key, the last used; what two ask for at once is worked out once."""

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, threading.Lock()
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._working: dict[Hashable, threading.Lock] = {}

    def get(self, key: Hashable, work: Callable[[], Kept]) -> Kept:
        """What is kept under a key; worked out where nothing is."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                found: Kept = self._kept[key]
                return found
            working = self._working.setdefault(key, threading.Lock())
        with working:
            with self._lock:
                if key in self._kept:
                    again: Kept = self._kept[key]
                    return again
            made = work()
            with self._lock:
                self._kept[key] = made
                self._working.pop(key, None)
                while len(self._kept) > self._most:
                    self._kept.popitem(last=False)
            return made


class Desk:
    """An open ledger at which somebody works. `who`: the name that decisions are taken in."""

    def __init__(self, ledger: "Ledger", who: str, allow_private: bool = False) -> None:
        self.ledger, self.who = ledger, who
        self.secret = secrets.token_urlsafe(32)
        self.jobs = Jobs(ledger, allow_private, self.refresh)
        self._accounts, self._answers = Remembered(MOST_KEPT), Remembered(MOST_KEPT)
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None

    def refresh(self) -> None:
        """Work out what the first page needs, so that nobody waits for it."""
        snapshot = self.snapshot()
        for story in self.in_order(snapshot)[:1]:
            self.account(snapshot, story)

    def snapshot(self) -> Snapshot:
        """The ledger as it is now, also where another program wrote to it."""
        acts = self.ledger.acts()
        with self._lock:
            if self._snapshot is None or self._snapshot.acts != acts:
                self._snapshot = snapshot(self.ledger, acts)
            return self._snapshot

    def in_order(self, snapshot: Snapshot) -> list[str]:
        """The stories, the one that was told of last first."""
        return self.answer(snapshot, ("order",), lambda: sorted(snapshot.stories, key=lambda s: last(snapshot, s)))

    def answer(self, snapshot: Snapshot, key: tuple[Hashable, ...], work: Callable[[], Kept]) -> Kept:
        """An answer that holds as long as nothing is recorded."""
        return self._answers.get((snapshot.acts, *key), work)

    def account(self, snapshot: Snapshot, story: str, as_of: AsOf | None = None) -> Account:
        """A story, as of a day. Raises UsageError where there is none such."""
        if story not in snapshot.stories:
            raise UsageError(f"there is no story {story}")
        names = snapshot.stories[story]
        if as_of and as_of.clock == "recorded":
            return self.answer(snapshot, ("then", story, as_of), lambda: self.then(names, as_of))
        key = (names, bearing(snapshot, names), as_of)
        return self._accounts.get(key, lambda: account(part(snapshot.gathered, names), as_of))

    def then(self, names: Iterable[str], as_of: AsOf) -> Account:
        """A story as the ledger held it on a day."""
        return account(part(flow.gather_ledger(self.ledger, as_of), names), as_of)

    def home(self, snapshot: Snapshot, name: str) -> str | None:
        """The story that an id stands for: its own, or that of a report whose id begins so (stories are called by a
        report, and one that came later may have given the story another name)."""
        if name in snapshot.stories:
            return name
        if len(name) < 8:
            return None
        found = {
            story for report, story in snapshot.story_of.items() if report.removeprefix("sha256:").startswith(name)
        }
        return found.pop() if len(found) == 1 else None


def snapshot(ledger: "Ledger", acts: int) -> Snapshot:
    """Everything that a ledger holds."""
    gathered = flow.gather_ledger(ledger)
    claims = {claim.id: claim for claim in gathered.claims}
    told = dict(reconcile.stories(claims.values(), gathered.decisions))
    stories: dict[str, list[str]] = {}
    for report, story in sorted(told.items()):
        stories.setdefault(story, []).append(report)
    return Snapshot(
        acts,
        gathered,
        {report.id: report for report in gathered.reports},
        {reading.report: reading for reading in gathered.readings},
        claims,
        told,
        {story: tuple(names) for story, names in stories.items()},
        tuple(ledger.decisions()),
    )


def part(gathered: Gathered, names: Iterable[str]) -> Gathered:
    """What some reports hold, of what was gathered."""
    wanted = set(names)
    return Gathered(
        tuple(report for report in gathered.reports if report.id in wanted),
        tuple(reading for reading in gathered.readings if reading.report in wanted),
        (),
        gathered.recorded,
        gathered.decisions,
    )


def account(gathered: Gathered, as_of: AsOf | None) -> Account:
    """What reports tell, as of a day."""
    then = day(as_of.day) if as_of else None
    clock = as_of.clock if as_of else "published"
    reports = [report for report in gathered.reports if known_report(report, then, clock, gathered.recorded)]
    gathered = part(gathered, (report.id for report in reports))
    lineage = reconcile.lineage(gathered.reports, gathered.readings, gathered.decisions)
    context: dict[str, Any] = {"recorded": gathered.recorded, "decisions": gathered.decisions, "lineage": lineage}
    claims = {claim.id: claim for claim in gathered.claims}
    found = reconcile.findings(claims.values(), *flow.then(as_of), **context)
    happened = reconcile.occurrences(claims.values(), *flow.then(as_of), **context)
    told = reconcile.story_accounts(claims.values(), found, happened)
    return Account(
        gathered,
        claims,
        tuple(sorted(reports, key=by_date)),
        {reading.report: reading for reading in gathered.readings},
        lineage,
        found,
        happened,
        told[0] if told else None,
    )


def by_date(report: Report) -> tuple[bool, Any, str]:
    """The order of reports: by publication, what bears no date last."""
    when = stretch(report.published)
    return (when is None, when.start if when else None, report.name)


def last(snapshot: Snapshot, story: str) -> tuple[float, int, str]:
    """The order of stories: by the last publication, then by how many reports tell them."""
    names = snapshot.stories[story]
    days = [when.start.timestamp() for name in names if (when := stretch(snapshot.reports[name].published))]
    return (-max(days, default=0.0), -len(names), story)


def bearing(snapshot: Snapshot, names: tuple[str, ...]) -> tuple[str, ...]:
    """The decisions in force that bear on the reports of a story; those on sources and stories bear on all."""
    reports = set(names)
    found = []
    for decision in snapshot.decisions:
        if decision.undone or decision.kind in ("undo", "note"):
            continue
        claim = snapshot.claims.get(decision.subject)
        if claim is None or claim.report.id in reports:
            found.append(decision.id)
    return tuple(found)
