"""Questions that are answered from findings: when, who, what is new, and how two reports differ."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from selon.errors import UsageError
from selon.model.claim import Claim
from selon.model.edtf import SECOND, day, stretch
from selon.model.finding import Clock, Finding, Occurrence, Origin
from selon.model.question import Aligned, By, Change, Entry, Moves, SourceAccount, StoryAccount, Verdict
from selon.reconcile.clocks import UNKNOWN, known, told_at, within
from selon.reconcile.findings import NO_DECISIONS, NOTHING, findings
from selon.reconcile.intervals import Interval, widened
from selon.reconcile.occurrences import occurrences
from selon.reconcile.quantities import rank
from selon.reconcile.sources import Identity, SourceKey
from selon.settings import DISPUTE_DAYS


def timeline(found: Iterable[Finding], happened: Iterable[Occurrence]) -> tuple[Entry, ...]:
    """Everything that is claimed, in order of time: by when it happened, else by when it was said or published.

    A figure stands once for each origin, at the time when the origin gave it.
    """
    entries = []
    for one in found:
        for line in one.figures:
            for told in (*line.earlier, line.latest):
                when, by = dated((told.happened if one.change != "total" else None, told.said, told.published))
                entries.append(
                    Entry(when, by, one.id, one.event, one.counted, one.place, one.story, line.origin, told, None)
                )
    for event in happened:
        for stand in event.stands:
            when, by = dated((stand.happened, stand.said, stand.published))
            entries.append(
                Entry(
                    when, by, event.id, event.event, event.counted, event.place, event.story, stand.origin, None, stand
                )
            )
    return tuple(sorted(entries, key=order_of))


def order_of(entry: Entry) -> tuple[Any, ...]:
    """The order of a timeline; what bears no date comes last."""
    when = stretch(entry.when)
    claim = entry.told.claim if entry.told else entry.stand.claims[0] if entry.stand else ""
    return (when is None, when or UNKNOWN, rank(entry.event), entry.series, entry.origin.name, claim)


def dated(clocks: tuple[str | None, str | None, str | None]) -> tuple[str | None, By | None]:
    """The first of the clocks that tells, and which it is."""
    names: tuple[By, ...] = ("happened", "said", "published")
    for name, edtf in zip(names, clocks, strict=True):
        if stretch(edtf):
            return edtf, name
    return None, None


def sources(
    claims: Iterable[Claim], as_of: str | None = None, clock: Clock = "published", **more: Any
) -> tuple[SourceAccount, ...]:
    """Who speaks: spellings, claims, and how the figures of each moved; who says most comes first.

    Outlets in their own voice are left out. Parameters as of `findings`.
    """
    moment = day(as_of) if as_of else None
    recorded: Mapping[str, str] = more.get("recorded", NOTHING)
    chosen = [c for _, c in sorted({c.id: c for c in claims}.items()) if known(c, moment, clock, recorded)]
    identity = Identity(chosen, more.get("decisions", NO_DECISIONS))
    said: dict[SourceKey, list[Claim]] = {}
    passed: dict[SourceKey, list[Claim]] = {}
    for claim in chosen:
        for role, named in ((said, claim.origins), (passed, claim.via)):
            for key in dict.fromkeys(identity.key(source) for source in named):
                role.setdefault(key, []).append(claim)
    figures: dict[str, list[Moves]] = {}
    for found in findings(chosen, as_of, clock, **more):
        for line in found.figures:
            moves = Moves(found.id, found.event, found.counted, found.place, (*line.earlier, line.latest))
            figures.setdefault(line.origin.name, []).append(moves)
    accounts = [
        account(identity.origin(key), said.get(key, []), passed.get(key, []), figures) for key in {**said, **passed}
    ]
    return tuple(sorted(accounts, key=lambda a: (-len(a.claims), -len(a.relayed), a.origin.name)))


def account(
    origin: Origin, said: Sequence[Claim], passed: Sequence[Claim], figures: Mapping[str, Sequence[Moves]]
) -> SourceAccount:
    """One source."""
    days = sorted((when, edtf) for claim in said if (edtf := told_on(claim)) and (when := stretch(edtf)))
    return SourceAccount(
        origin,
        tuple(claim.id for claim in said),
        tuple(claim.id for claim in passed),
        tuple(dict.fromkeys(claim.report.id for claim in (*said, *passed))),
        days[0][1] if days else None,
        days[-1][1] if days else None,
        tuple(figures.get(origin.name, ())),
    )


def told_on(claim: Claim) -> str | None:
    """When a claim was said, else published (EDTF)."""
    said = claim.said.edtf if claim.said else None
    return said if stretch(said) else claim.report.published


def story_accounts(
    claims: Iterable[Claim], found: Iterable[Finding], happened: Iterable[Occurrence]
) -> tuple[StoryAccount, ...]:
    """The stories of findings and occurrences, the one that most reports tell first."""
    by_id = {claim.id: claim for claim in claims}
    parts: dict[str, list[Finding | Occurrence]] = {}
    everything: list[Finding | Occurrence] = [*found, *happened]
    for one in everything:
        parts.setdefault(one.story or "", []).append(one)
    accounts = []
    for story, members in parts.items():
        names = {name for one in members for name in claims_of(one)}
        reports = {by_id[name].report.id: by_id[name].report.published for name in sorted(names)}
        days = sorted(when.start.date().isoformat() for edtf in reports.values() if (when := stretch(edtf)))
        places = Counter(one.place for one in members if one.place for _ in range(one.reports))
        states = Counter(state for one in members if isinstance(one, Finding) for state in one.states)
        accounts.append(
            StoryAccount(
                story,
                min(places, key=lambda place: (-places[place], place.name)) if places else None,
                days[0] if days else None,
                days[-1] if days else None,
                tuple(sorted(reports)),
                len(names),
                sum(isinstance(one, Finding) for one in members),
                dict(sorted(states.items())),
            )
        )
    return tuple(sorted(accounts, key=lambda a: (-len(a.reports), -a.claims, a.id)))


def claims_of(one: Finding | Occurrence) -> tuple[str, ...]:
    """The claims that a finding or an occurrence rests on."""
    return one.claims if isinstance(one, Finding) else tuple(name for stand in one.stands for name in stand.claims)


def changes(
    claims: Iterable[Claim], since: str, as_of: str | None = None, clock: Clock = "published", **more: Any
) -> tuple[Change, ...]:
    """What the time from the beginning of `since` to the end of `as_of` brought; parameters as of `findings`.

    Raises UsageError where a date is none, or `as_of` lies before `since`.
    """
    start = day(since).start - SECOND
    if as_of and day(as_of).end < start + timedelta(seconds=1):
        raise UsageError(f"{as_of} lies before {since}")
    before = start.isoformat()
    claims = list(claims)
    old, new = findings(claims, before, clock, **more), findings(claims, as_of, clock, **more)
    result: list[Change] = []
    for one in new:
        was = closest(one, old)
        if was is None:
            result.append(Change("new", one, reasons=tuple(r for r in one.reasons if r.state != "single-origin")))
            continue
        known_origins = {line.origin.name for line in was.figures}
        fresh = tuple(line.origin.name for line in one.figures if line.origin.name not in known_origins)
        reasons = tuple(r for r in one.reasons if r.state != "single-origin" and not set(r.claims) <= set(was.claims))
        if fresh:
            result.append(Change("origin", one, origins=fresh, reasons=reasons))
        elif reasons:
            result.append(Change("state", one, reasons=reasons))
    earlier = occurrences(claims, before, clock, **more)
    for event in occurrences(claims, as_of, clock, **more):
        seen = {name for past in earlier for stand in past.stands for name in stand.claims}
        told = {name for stand in event.stands for name in stand.claims}
        past = next((o for o in earlier if any(told & set(s.claims) for s in o.stands)), None)
        if not told & seen:
            result.append(Change("event", occurrence=event))
        elif past and (event.disputed, event.changed) != (past.disputed, past.changed):
            result.append(Change("turned", occurrence=event))
    return tuple(result)


def closest(one: Finding, others: Iterable[Finding]) -> Finding | None:
    """The series of an earlier day that has most of the claims of a series; None where none has any."""
    own = set(one.claims)
    shared = [(len(own & set(other.claims)), other.id, other) for other in others]
    return max(shared, key=lambda s: s[:2], default=(0, "", None))[2] if any(n for n, _, _ in shared) else None


def compare(claims: Iterable[Claim], first: str, second: str, **more: Any) -> tuple[Aligned, ...]:
    """What two reports, by their ids, say side by side: taken for one story, series by series, then event by event.

    Raises UsageError where they are one report.
    """
    if first == second:
        raise UsageError("a report is compared with another one")
    both = [claim for claim in claims if claim.report.id in (first, second)]
    by_id = {claim.id: claim for claim in both}
    more["stories"] = {first: "both", second: "both"}
    result = []
    for found in findings(both, **more):
        ours, theirs = split(found.claims, by_id, first)
        result.append(Aligned(judged(ours, theirs, by_id), found, None, ours, theirs))
    for event in occurrences(both, **more):
        ours, theirs = split((name for stand in event.stands for name in stand.claims), by_id, first)
        result.append(Aligned(judged(ours, theirs, by_id), None, event, ours, theirs))
    return tuple(sorted(result, key=lambda a: (a.occurrence is not None, a.verdict in ("first", "second"))))


def split(names: Iterable[str], by_id: Mapping[str, Claim], first: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The claims of the first report, and those of the other."""
    ours: dict[str, None] = {}
    theirs: dict[str, None] = {}
    for name in names:
        (ours if by_id[name].report.id == first else theirs)[name] = None
    return tuple(ours), tuple(theirs)


def judged(ours: Sequence[str], theirs: Sequence[str], by_id: Mapping[str, Claim]) -> Verdict:
    """How the claims of two reports on one thing go together: by the pair that agrees best."""
    if not theirs:
        return "first"
    if not ours:
        return "second"
    order: tuple[Verdict, ...] = ("same", "compatible", "moved", "contradicts")
    verdicts = {pair(by_id[a], by_id[b]) for a in ours for b in theirs}
    if "contradicts" in verdicts and verdicts.isdisjoint(("same", "compatible")):
        return "contradicts"
    return next(verdict for verdict in order if verdict in verdicts)


def pair(one: Claim, other: Claim) -> Verdict:
    """How two claims go together."""
    at = [told_at(claim.said.edtf if claim.said else None, claim.report.published) for claim in (one, other)]
    apart: Verdict = "contradicts" if within(at[0], at[1], DISPUTE_DAYS) else "moved"
    if one.figure is None or other.figure is None:
        return "same" if one.polarity == other.polarity else apart
    figures = [(Interval(c.figure.low, c.figure.high), c.figure.approximate) for c in (one, other) if c.figure]
    if one.polarity == other.polarity and figures[0] == figures[1]:
        return "same"
    if one.polarity == other.polarity and widened(*figures[0]).overlaps(widened(*figures[1])):
        return "compatible"
    return apart
