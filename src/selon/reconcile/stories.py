"""Stories: which reports tell of the same thing, whatever their language.

Two reports are of one story when they share a key: what happened to whom, or where, and when. Reports that share keys
with others make one story with all of them. So the stories are the same for every order of adding, and a new report
costs the look-up of its own keys, however many reports there are.
"""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import Final

from selon.model.claim import Claim
from selon.model.decision import Decisions
from selon.model.edtf import Stretch, stretch
from selon.reconcile.clocks import told_at
from selon.reconcile.quantities import cities, country_names, quantities, wider
from selon.settings import STORY_CITY_DAYS, STORY_DAYS, STORY_FIGURE_DAYS, STORY_LASTING_DAYS, STORY_SMALLEST_FIGURE


def story_keys(claims: Iterable[Claim]) -> frozenset[str]:
    """What the claims of one report are about, as keys that reports of the same story share."""
    return frozenset("|".join(key) for claim in claims for key in keys(claim))


def topics(claims: Iterable[Claim]) -> tuple[int, ...]:
    """The keys of a report as whole numbers from 0 to below 2**63, in order: what a ledger keeps."""
    hashed = (blake2b(key.encode(), digest_size=8).digest() for key in story_keys(claims))
    return tuple(sorted({int.from_bytes(digest) >> 1 for digest in hashed}))


def keys(claim: Claim) -> Iterator[tuple[str, ...]]:
    """The keys of one claim, each with its time: people away from home, a place, a cohort in a country, a figure.

    A state's soldiers that nothing places at home are taken to be in one campaign; what two states agree on goes with
    the one's soldiers in the other.
    """
    group = quantities().group(claim.event)
    when = moment(claim)
    if group is None or when is None or claim.certainty == "expected":
        return
    counted, place = claim.counted, claim.place
    kind = counted.kind if counted else None
    whose = counted.affiliation if counted else None
    country = place.country if place else None
    lasts = kind is not None and bool({kind, *wider(kind)} & set(quantities().stories.lasting))
    days = STORY_LASTING_DAYS if lasts else STORY_DAYS
    if whose and country and whose != country:
        yield from timed(("abroad", whose, country), when, days)
    if whose and country and whose != country and lasts:
        yield from timed(("states", *sorted((whose, country))), when, STORY_LASTING_DAYS)
    if group == "agreement" and len(states := {source.affiliation for source in claim.origins} - {None}) == 2:
        yield from timed(("states", *sorted(map(str, states))), when, STORY_LASTING_DAYS)
    if whose and lasts and whose != country:
        yield from timed(("body", kind or "", whose), when, days)
    town = place is not None and place.name not in country_names()
    if place and town and not place.inherited:
        often = place.name in cities()
        yield from timed(("place", place.name, country or "", group), when, STORY_CITY_DAYS if often else STORY_DAYS)
    if kind and country and not town and not lasts and kind not in quantities().stories.anybody:
        yield from timed(("cohort", kind, country, group), when, STORY_FIGURE_DAYS)
    figure = claim.figure
    if (
        figure
        and not figure.vague
        and (country or whose)
        and max(figure.low or 0, figure.high or 0) >= STORY_SMALLEST_FIGURE
    ):
        printed = told_at(claim.said.edtf if claim.said else None, claim.report.published) or when
        same = ("figure", claim.event, country or whose or "", str(figure.low), str(figure.high))
        yield from timed(same, printed, STORY_FIGURE_DAYS)


def moment(claim: Claim) -> Stretch | None:
    """When the story is: when it happened, if the claim tells that to the month; else when it was told."""
    happened = stretch(claim.happened.edtf) if claim.happened else None
    if happened and (happened.end - happened.start).days <= 31:
        return happened
    return told_at(claim.said.edtf if claim.said else None, claim.report.published)


def timed(key: tuple[str, ...], when: Stretch, days: int) -> Iterator[tuple[str, ...]]:
    """The key in two rows of periods, the second shifted by half a period: what is closer than that shares one."""
    day = when.start.toordinal()
    yield (*key, f"{day // days}")
    yield (*key, f"{(day + days // 2) // days}+")


class Stories:
    """Reports joined into stories by their keys, in any order."""

    __slots__ = ("_first", "_parent")

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}
        self._first: dict[str, str] = {}

    def add(self, report: str, keys: Iterable[str]) -> None:
        """Add a report, by its id, with its keys."""
        self._parent.setdefault(report, report)
        for key in keys:
            self.join(report, self._first.setdefault(key, report))

    def join(self, one: str, other: str) -> None:
        """Make the stories of two reports one."""
        first, second = self.root(one), self.root(other)
        if first != second:
            low, high = sorted((first, second))
            self._parent[high] = low

    def root(self, report: str) -> str:
        """The report that stands for a report's story: the smallest id in it."""
        parent = self._parent
        while parent[report] != report:
            parent[report] = parent[parent[report]]
            report = parent[report]
        return report

    def __contains__(self, report: str) -> bool:
        return report in self._parent


def stories(claims: Iterable[Claim], decisions: Decisions) -> Mapping[str, str]:
    """The story of each report, by the reports' ids. The same for every order of `claims`.

    A report that a person put elsewhere is where they put it, and joins no others: in the story of another report (its
    id), or in one that the person named. A story that nobody named is called by the beginning of its smallest id.
    """
    by_report: dict[str, list[Claim]] = {}
    for claim in claims:
        by_report.setdefault(claim.report.id, []).append(claim)
    found = Stories()
    for report, members in by_report.items():
        found.add(report, () if report in decisions.story_of else story_keys(members))
    return {report: named(report, found, decisions) for report in by_report}


def named(report: str, found: Stories, decisions: Decisions) -> str:
    """The name of a report's story: the beginning of its smallest id, or what a person called it."""
    seen = set()
    while report in decisions.story_of and report not in seen:
        seen.add(report)
        target = decisions.story_of[report]
        if target not in found:
            return target
        report = target
    return found.root(report).removeprefix(HASHED)[:STORY_ID]


HASHED: Final = "sha256:"
STORY_ID: Final = 12
"""Characters of a report's id that name its story: two of a million reports share them once in 500 ledgers."""
