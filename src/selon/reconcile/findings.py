"""From claims to findings: pure functions of the claims, whatever their order."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Final

from selon.model.claim import Claim
from selon.model.decision import Decisions
from selon.model.edtf import day
from selon.model.finding import Clock, Finding, OriginFigures, Quantity, Range, State, Told, Where
from selon.reconcile.clocks import known
from selon.reconcile.copies import NO_LINEAGE, Lineage
from selon.reconcile.figures import Account, Drift, Line, account, figures, recounted
from selon.reconcile.given import Given, given, in_order, sums
from selon.reconcile.intervals import common, span
from selon.reconcile.quantities import quantities, rank, wholes
from selon.reconcile.series import Description, Series, covers, description, grouped
from selon.reconcile.sources import Identity, SourceKey
from selon.reconcile.states import States, spread, told
from selon.reconcile.stories import stories as told_together

NOTHING: Final[Mapping[str, str]] = {}
NO_DECISIONS: Final = Decisions()
STATES: Final[tuple[State, ...]] = ("single-origin", "agreed", "revised", "disputed", "drifted")


def findings(
    claims: Iterable[Claim],
    as_of: str | None = None,
    clock: Clock = "published",
    *,
    recorded: Mapping[str, str] = NOTHING,
    decisions: Decisions = NO_DECISIONS,
    lineage: Lineage = NO_LINEAGE,
    stories: Mapping[str, str] | None = None,
) -> tuple[Finding, ...]:
    """What the claims say of each quantity, the most important series first. The same for every order of `claims`.

    `as_of`: an EDTF date; only what was known by its end counts, by the `clock` of what was said, published or
    recorded. `recorded`: for each report's id, when the ledger took it. `decisions`: what people decided, which
    outranks the rules. `lineage`: what is copied from where. `stories`: for each report's id, its story, where that
    is known already; else the claims tell.
    Claims without a figure make no series; see `occurrences`. Raises UsageError where `as_of` is no date.
    """
    moment = day(as_of) if as_of else None
    chosen = {claim.id: claim for claim in claims if known(claim, moment, clock, recorded)}
    if stories is None:
        stories = told_together(chosen.values(), decisions)
    counting = [claim for _, claim in sorted(chosen.items()) if claim.figure]
    identity = Identity(counting, decisions, lineage)
    records = [given(claim, identity) for claim in counting]
    lost = {drift.record.claim.id: drift for drift in recounted(records, wholes(), stories)}
    summed = list(sums(records))
    found = [
        finding(series, identity, lost, [s for s in summed if belongs(s, series, stories)], recorded)
        for series in grouped(records, stories, lost)
    ]
    return tuple(sorted(found, key=importance))


def importance(found: Finding) -> tuple[object, ...]:
    """The order in which findings are told: what is before what may come, the known quantities before the others, by
    kind of event, by how many tell it."""
    changes = ("total", "additional", "fewer", "share")
    weight = (-found.reports, -found.origins)
    return (found.expected, found.apart, rank(found.event), changes.index(found.change), *weight, found.id)


def belongs(record: Given, series: Series, stories: Mapping[str, str]) -> bool:
    """Whether a sum of parts is a figure of this series."""
    story = stories.get(record.claim.report.id)
    if (story, record.claim.event, False, "total") != series.head or series.apart:
        return False
    one, other = description(record.claim, story), series.description
    return one == other or covers(one, other) or covers(other, one)


def finding(
    series: Series,
    identity: Identity,
    lost: Mapping[str, Drift],
    summed: Iterable[Given],
    recorded: Mapping[str, str],
) -> Finding:
    """One series, reconciled."""
    drifts = [lost[record.claim.id] for record in series.records if record.claim.id in lost]
    whole: Account = account([r for r in series.records if r.claim.id not in lost], identity)
    if not whole.lines:  # nothing but figures that drifted here from another series
        whole, drifts = account(series.records, identity), drifts
    states = States(whole.lines, [*whole.drifts, *drifts], identity, grows(series), series.known)
    reasons = tuple(states.reasons())
    lines = sorted(whole.lines, key=lambda line: (line.figures[0].first.order, line.key))
    affirmed = spread(lines)
    wide = [line.latest.first.wide for line in lines if line.latest.first.positive]
    low, high = span(affirmed) if affirmed else (None, None)
    shared = common(wide) if len(wide) > 1 else common(affirmed) if affirmed else None
    kind, affiliation, qualifier, *_ = series.description
    head = series.head
    return Finding(
        id=identifier(series),
        event=head.event,
        counted=Quantity(kind, affiliation, qualifier),
        place=where((record.claim for record in series.records), series.description, head.story),
        story=head.story,
        change=head.change,
        expected=head.expected,
        apart=bool(series.apart),
        figures=tuple(of_origin(line, identity, recorded) for line in lines),
        sums=tuple(of_origin(line, identity, recorded) for line in lines_of(summed)),
        range=Range(low, high),
        common=Range(*shared) if shared else None,
        states=tuple(state for state in STATES if any(reason.state == state for reason in reasons)),
        reasons=reasons,
        origins=states.origins,
        reports=len({record.claim.report.id for record in series.records}),
        claims=tuple(dict.fromkeys(record.claim.id for record in series.records)),
        echoes=tuple(dict.fromkeys(record.claim.id for record in whole.echoes)),
    )


def grows(series: Series) -> bool:
    """Whether the count can only grow."""
    return series.head.event in quantities().cumulative and series.head.change == "total" and not series.head.expected


def where(claims: Iterable[Claim], described: Description, story: str | None) -> Where | None:
    """The place of a series: what its texts say, else what the rest of its reports tells."""
    for claim in claims:
        place = claim.place
        if place and (described[3:] == (None, None) or description(claim, story)[3:] == described[3:]):
            return Where(place.name, place.country)
    return None


def of_origin(line: Line, identity: Identity, recorded: Mapping[str, str]) -> OriginFigures:
    """What one origin says, as the finding gives it."""
    every: list[Told] = [told(f, recorded.get(f.best.claim.report.id)) for f in line.figures]
    first = min((r for f in line.figures for r in f.records), key=lambda r: (r.claim.report.published or "~", r.order))
    return OriginFigures(identity.origin(line.key), every[-1], tuple(every[:-1]), first.claim.report.id)


def lines_of(records: Iterable[Given]) -> list[Line]:
    """Records that each have one origin, by origin."""
    by_key: dict[SourceKey, list[Given]] = {}
    for record in in_order(records):
        by_key.setdefault(record.origins[0], []).append(record)
    return [Line(key, figures(by_key[key])) for key in sorted(by_key)]


def identifier(series: Series) -> str:
    """The same for the same series in the same story."""
    said: Description = series.description
    parts = [str(part) for part in (*series.head, *said, series.apart)]
    return sha256("\x1f".join(parts).encode()).hexdigest()[:16]
