"""Events without a number: who says what of them, in order of time."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256

from selon.model.claim import Claim
from selon.model.decision import Decisions
from selon.model.edtf import Stretch, day, stretch
from selon.model.finding import Clock, Occurrence, Quantity, Stand, Where
from selon.reconcile.clocks import UNKNOWN, known, told_at, within
from selon.reconcile.findings import NO_DECISIONS, NOTHING
from selon.reconcile.sources import Identity, SourceKey
from selon.settings import DISPUTE_DAYS

Key = tuple[str | None, str, str | None, str | None, str | None]


def moment_of(claim: Claim) -> Stretch | None:
    """When the event was, as far as the claim tells: when it happened, else when it was said."""
    if claim.happened and (happened := stretch(claim.happened.edtf)):
        return happened
    return told_at(claim.said.edtf if claim.said else None, claim.report.published)


def occurrences(
    claims: Iterable[Claim],
    as_of: str | None = None,
    clock: Clock = "published",
    *,
    recorded: Mapping[str, str] = NOTHING,
    stories: Mapping[str, str] = NOTHING,
    decisions: Decisions = NO_DECISIONS,
) -> tuple[Occurrence, ...]:
    """The events that the claims tell of without a number, in order of time; parameters as of `findings`.

    Claims of one event about the same people in the same place make one occurrence. Speech that fits no event stands
    by itself.
    """
    moment = day(as_of) if as_of else None
    chosen = {c.id: c for c in claims if not c.figure}
    visible = [c for _, c in sorted(chosen.items()) if known(c, moment, clock, recorded)]
    identity = Identity(visible, decisions)
    groups: dict[Key, list[Claim]] = {}
    for claim in visible:
        groups.setdefault(key_of(claim, stories), []).append(claim)
    found = [occurrence(key, members, identity) for key, members in groups.items()]
    return tuple(one for _, one in sorted(found, key=lambda pair: (pair[0], pair[1].id)))


def key_of(claim: Claim, stories: Mapping[str, str]) -> Key:
    """What makes two claims tell of one event."""
    counted = claim.counted
    place = claim.place.name if claim.place and not claim.place.inherited else None
    alone = claim.id if claim.event in ("statement", "other") else None
    return (
        stories.get(claim.report.id),
        claim.event,
        counted.kind if counted else None,
        counted.affiliation if counted else None,
        alone or place,
    )


def occurrence(key: Key, claims: list[Claim], identity: Identity) -> tuple[datetime, Occurrence]:
    """One event, and when it was first."""
    ordered = sorted(claims, key=lambda c: ((moment_of(c) or UNKNOWN).end, c.report.id, c.evidence.start, c.id))
    stands: dict[tuple[SourceKey, str], list[Claim]] = {}
    for claim in ordered:
        for origin in identity.keys(claim):
            stands.setdefault((origin, claim.polarity), []).append(claim)
    yes = [(o, c) for (o, polarity), cs in stands.items() if polarity == "positive" for c in cs]
    no = [(o, c) for (o, polarity), cs in stands.items() if polarity == "negative" for c in cs]
    disputed = any(
        a != b and within(moment_of(one), moment_of(other), DISPUTE_DAYS) for a, one in yes for b, other in no
    )
    place = next((c.place for c in ordered if c.place and not c.place.inherited), None) or next(
        (c.place for c in ordered if c.place), None
    )
    qualifier = next((c.counted.qualifier for c in ordered if c.counted and c.counted.qualifier), None)
    result = Occurrence(
        id=sha256("\x1f".join(map(str, key)).encode()).hexdigest()[:16],
        event=key[1],
        counted=Quantity(key[2], key[3], qualifier),
        place=Where(place.name, place.country) if place else None,
        story=key[0],
        stands=tuple(stand(origin, members, identity) for (origin, _), members in stands.items()),
        changed=bool(yes and no) and not disputed,
        disputed=disputed,
        origins=len({origin for origin, _ in stands}),
        reports=len({claim.report.id for claim in ordered}),
    )
    return (moment_of(ordered[0]) or UNKNOWN).start, result


def stand(key: SourceKey, claims: list[Claim], identity: Identity) -> Stand:
    """What one origin says; the dates are those of the first claim that has them."""
    first = claims[0]
    return Stand(
        origin=identity.origin(key),
        certainty=first.certainty,
        polarity=first.polarity,
        claims=tuple(claim.id for claim in claims),
        reports=tuple(dict.fromkeys(claim.report.id for claim in claims)),
        happened=next((c.happened.edtf for c in claims if c.happened and c.happened.edtf), None),
        said=next((c.said.edtf for c in claims if c.said and c.said.edtf), None),
        published=first.report.published,
    )
