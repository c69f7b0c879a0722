"""Events without a number: who says what of them, in order of time."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256

from selon.model.claim import Claim
from selon.model.decision import Decisions
from selon.model.edtf import Stretch, day, stretch
from selon.model.finding import Clock, Occurrence, Quantity, Stand
from selon.reconcile.clocks import UNKNOWN, known, told_at, within
from selon.reconcile.copies import NO_LINEAGE, Lineage
from selon.reconcile.findings import NO_DECISIONS, NOTHING, where
from selon.reconcile.series import ALONE, Description, best_description, description, merged
from selon.reconcile.sources import Identity, SourceKey
from selon.reconcile.stories import stories as told_together
from selon.settings import DISPUTE_DAYS


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
    decisions: Decisions = NO_DECISIONS,
    lineage: Lineage = NO_LINEAGE,
    stories: Mapping[str, str] | None = None,
) -> tuple[Occurrence, ...]:
    """The events that the claims tell of without a number, in order of time; parameters as of `findings`.

    Claims of one event about the same people in the same place make one occurrence. Speech that fits no event stands
    by itself.
    """
    moment = day(as_of) if as_of else None
    chosen = {c.id: c for c in claims if known(c, moment, clock, recorded)}
    if stories is None:
        stories = told_together(chosen.values(), decisions)
    visible = [c for _, c in sorted(chosen.items()) if not c.figure]
    identity = Identity(visible, decisions)
    groups: dict[tuple[str | None, str, str | None], dict[Description, list[Claim]]] = {}
    for claim in visible:
        story = stories.get(claim.report.id)
        alone = claim.id if claim.event in ALONE else None
        nodes = groups.setdefault((story, claim.event, alone), {})
        nodes.setdefault(description(claim, story), []).append(claim)
    found = []
    for head, nodes in groups.items():
        for members in merged(nodes, lambda *_: False, lambda *_: False):
            best = best_description(members, {member: len(nodes[member]) for member in members})
            together = [claim for member in members for claim in nodes[member]]
            found.append(occurrence(head, best, together, identity))
    return tuple(one for _, one in sorted(found, key=lambda pair: (pair[0], pair[1].id)))


def occurrence(
    head: tuple[str | None, str, str | None], described: Description, claims: list[Claim], identity: Identity
) -> tuple[tuple[datetime, str, int], Occurrence]:
    """One event, and its place in an order: when it was first, and where that is told."""
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
    result = Occurrence(
        id=sha256("\x1f".join(map(str, (*head, *described))).encode()).hexdigest()[:16],
        event=head[1],
        counted=Quantity(*described[:3]),
        place=where(ordered, described, head[0]),
        story=head[0],
        stands=tuple(stand(origin, members, identity) for (origin, _), members in stands.items()),
        changed=bool(yes and no) and not disputed,
        disputed=disputed,
        origins=len({origin for origin, _ in stands}),
        reports=len({claim.report.id for claim in ordered}),
    )
    first = ordered[0]
    return ((moment_of(first) or UNKNOWN).start, first.report.id, first.evidence.start), result


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
