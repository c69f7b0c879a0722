"""Series: the figures on one quantity, however each report describes it."""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from selon.knowledge.folding import fold
from selon.model.claim import Claim
from selon.model.figure import Change
from selon.reconcile.clocks import surely_within
from selon.reconcile.given import Given, in_order
from selon.reconcile.intervals import Interval
from selon.reconcile.parting import Known, parted
from selon.reconcile.quantities import country_names, quantities, wholes, wider
from selon.reconcile.sources import SourceKey
from selon.settings import DISPUTE_DAYS

ALONE: Final = frozenset(("statement", "other"))
"""Events that say too little for two claims to be of one."""


class Head(NamedTuple):
    """What all figures of a series share to the letter."""

    story: str | None
    event: str
    expected: bool
    change: Change


class Description(NamedTuple):
    """What one text says of a quantity; None where it says nothing. `country` alone: somewhere in the country."""

    kind: str | None
    affiliation: str | None
    qualifier: str | None
    place: str | None
    country: str | None


class Series(NamedTuple):
    """A quantity, as it is best described, and its figures.

    `known`: how well that tells it; `apart`: what tells it from others that are described alike.
    """

    head: Head
    description: Description
    records: tuple[Given, ...]
    known: Known = Known.CLOSELY
    apart: str = ""


def head(record: Given, story: str | None, told: Mapping[str, Mapping[str, set[Interval]]]) -> Head:
    """The part of the key that must be equal. `told`: of each report the events that it counts as wholes, and how many.

    A share is a total where the whole is another event: of 4,700 killed or wounded, 600 killed are all the killed. So
    it is where the report gives the figure as a total elsewhere.
    """
    claim = record.claim
    change: Change = claim.figure.change if claim.figure else "total"
    if change == "share":
        beside = told.get(claim.report.id, {})
        part = any(claim.event in parts and whole in beside for whole, parts in wholes().items())
        if part or (beside and claim.event not in beside) or record.interval in beside.get(claim.event, ()):
            change = "total"
    return Head(story, claim.event, claim.certainty == "expected", change)


def description(claim: Claim, story: str | None) -> Description:
    """What a claim says of the quantity. In a story, a place that only the rest of the report tells adds nothing."""
    counted, place = claim.counted, claim.place
    if place and place.inherited and story is not None:
        place = None
    return Description(
        counted.kind if counted else None,
        counted.affiliation if counted else None,
        fold(counted.qualifier) if counted and counted.qualifier else None,
        None if place is None or place.name in country_names() else place.name,
        place.country if place else None,
    )


def covers(general: Description, special: Description) -> bool:
    """Whether the first says the same as the second, or less of it, without contradiction."""
    return (
        general != special
        and (general.kind in (None, special.kind) or (special.kind is not None and general.kind in wider(special.kind)))
        and general.affiliation in (None, special.affiliation)
        and general.qualifier == special.qualifier
        and (general.place == special.place or general.place is None)
        and general.country in (None, special.country)
    )


def needs_proof(general: Description, special: Description) -> bool:
    """Whether two descriptions may well be two quantities: *12 dead* and *3 dead children*, in a country and a town."""
    around = general.country is not None and general.place != special.place
    return around or (general.kind is not None and general.kind != special.kind)


def proven(general: Sequence[Given], special: Sequence[Given]) -> bool:
    """Whether one origin, or one report, gives one and the same figure under both descriptions."""
    told = {(who, record.interval) for record in general if not record.vague for who in tellers(record)}
    return any((who, record.interval) in told for record in special if not record.vague for who in tellers(record))


def tellers(record: Given) -> Iterator[object]:
    """Who gives a figure: its origins, its report."""
    yield record.claim.report.id
    yield from record.origins


def contradicted(general: Sequence[Given], special: Sequence[Given]) -> bool:
    """Whether an origin gives, for about the same time, figures that exclude each other under the two.

    What outlets say in their own voice proves nothing: they speak of several things (`parting.py`).
    """
    by_origin: dict[SourceKey, list[Given]] = {}
    for record in special:
        for key in record.origins if record.attributed else ():
            by_origin.setdefault(key, []).append(record)
    for record in general:
        for key in record.origins if record.attributed else ():
            near = (o for o in by_origin.get(key, ()) if not o.previous)
            others = [o for o in near if surely_within(record.at, o.at, DISPUTE_DAYS)]
            if others and not record.previous and not any(record.wide.overlaps(o.wide) for o in others):
                return True
    return False


def grouped(records: Iterable[Given], stories: Mapping[str, str], drifted: Container[str] = ()) -> list[Series]:
    """The series of the records, the same for every order of them.

    `stories`: for each report's id, its story; `drifted`: claims that say nothing of what belongs together.
    """
    records = list(records)
    told: dict[str, dict[str, set[Interval]]] = {}
    for record in records:
        if record.claim.figure and record.claim.figure.change != "share":
            told.setdefault(record.claim.report.id, {}).setdefault(record.claim.event, set()).add(record.interval)
    heads: dict[Head, dict[Description, list[Given]]] = {}
    for record in records:
        story = stories.get(record.claim.report.id)
        nodes = heads.setdefault(head(record, story, told), {})
        nodes.setdefault(description(record.claim, story), []).append(record)
    result = []
    for key, nodes in heads.items():

        def proof(general: Iterable[Description], special: Description, nodes: Nodes = nodes) -> bool:
            return proven(figures(general, nodes), nodes[special])

        def against(one: Iterable[Description], other: Iterable[Description], nodes: Nodes = nodes) -> bool:
            ours, theirs = (
                [record for record in figures(members, nodes) if record.claim.id not in drifted]
                for members in (one, other)
            )
            return contradicted(ours, theirs)

        for members in merged(nodes, proof, against):
            best = best_description(members, {member: len(nodes[member]) for member in members})
            together = figures(members, nodes)
            how = known(key, best, together)
            for apart, part in parted(together, how, drifted):
                result.append(Series(key, best, tuple(in_order(part)), how, apart))
    return result


def known(head: Head, one: Description, records: Iterable[Given]) -> Known:
    """How well a description tells a quantity, with what the rest of the reports adds.

    An addition, a reduction or a share is told worse: to what it was added, the words seldom say.
    """
    if head.event in ALONE:
        return Known.NOTHING
    calling = one.kind is not None and one.kind not in quantities().stories.anybody
    places = {record.claim.place.name for record in records if record.claim.place}
    town = len(places) == 1 and places.isdisjoint(country_names())
    if one.place or (one.affiliation and calling) or town:
        return Known.CLOSELY if head.change == "total" else Known.ROUGHLY
    told = one.country or one.affiliation or calling or places
    return Known.ROUGHLY if told and head.change == "total" else Known.NOTHING


Nodes = Mapping[Description, Sequence[Given]]


def figures(members: Iterable[Description], nodes: Nodes) -> list[Given]:
    """The records under some descriptions."""
    return [record for member in members for record in nodes[member]]


def specificity(one: Description) -> tuple[int, int, tuple[str, ...]]:
    """How much a description says; then its words, for an order that is always the same."""
    said = sum(part is not None for part in one)
    depth = len(wider(one.kind)) if one.kind else 0
    return (-said, -depth, tuple(part or "" for part in one))


def merged(
    descriptions: Iterable[Description],
    proof: Callable[[Iterable[Description], Description], bool],
    against: Callable[[Iterable[Description], Iterable[Description]], bool],
) -> list[list[Description]]:
    """The descriptions that are of one thing, together.

    A description joins those that say more, where these are one thing already and nothing is `against` it; those that
    may well be two need `proof`.
    """
    order = sorted(descriptions, key=specificity)
    group = {one: [one] for one in order}
    for one in order:
        above = [other for other in order if covers(one, other)]
        near = [other for other in above if not needs_proof(one, other)]
        near = near or [other for other in above if proof(group[one], other)]
        targets = {id(group[other]): group[other] for other in near}
        if len(targets) != 1:
            continue
        (target,) = targets.values()
        if target is not group[one] and not against(group[one], target):
            target += group[one]
            for member in group[one]:
                group[member] = target
    return list({id(members): members for members in group.values()}.values())


def best_description(members: Sequence[Description], counts: Mapping[Description, int]) -> Description:
    """The words for a thing: what is counted at its most specific, the place that most of the `counts` give."""
    most = min(members, key=specificity)
    places = Counter[tuple[str | None, str | None]]()
    for member in members:
        if member.place or member.country:
            places[member.place, member.country] += counts[member]
    place, country = min(
        places, key=lambda p: (-places[p], p[0] is not None, p[0] or "", p[1] or ""), default=(None, None)
    )
    return Description(most.kind, most.affiliation, most.qualifier, place, country)
