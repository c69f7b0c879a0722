"""Who is who: one source for all its names."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from selon.model.claim import Claim
from selon.model.decision import Decisions
from selon.model.finding import Origin
from selon.model.source import Source
from selon.reconcile.copies import NO_LINEAGE, Lineage
from selon.reconcile.names import plain, spellings

SourceKey = tuple[str, ...]


def source_key(source: Source) -> SourceKey:
    """What makes two mentions one source by rule: the name."""
    return ("unnamed" if source.kind == "unnamed" else "named", plain(source.name))


def outlet_key(claim: Claim, lineage: Lineage, outlets: Mapping[str, str | None]) -> SourceKey:
    """Whose voice a claim without an origin is told in.

    The one agency that its report credits, or that of the report that it is copied from; else the outlet; else the
    report. `outlets`: for each report's id, its outlet.
    """
    report = lineage.original(claim)
    if credits := lineage.credits.get(report):
        return ("credit", *credits)
    outlet = outlets.get(report)
    return ("outlet", plain(outlet)) if outlet else ("report", report)


class Identity:
    """The sources of a set of claims, each with one key and one name for all its spellings."""

    __slots__ = ("_key", "_lineage", "_origins", "_outlets")

    def __init__(self, claims: Iterable[Claim], decisions: Decisions, lineage: Lineage = NO_LINEAGE) -> None:
        claims = list(claims)
        self._lineage = lineage
        self._outlets = {claim.report.id: claim.report.outlet for claim in claims}
        met: dict[SourceKey, list[Source]] = {}
        voices: dict[SourceKey, Counter[str]] = {}
        for claim in claims:
            for source in (*claim.origins, *claim.via):
                met.setdefault(source_key(source), []).append(source)
            key = outlet_key(claim, lineage, self._outlets)
            voices.setdefault(key, Counter())[claim.report.outlet or claim.report.name] += 1
        self._key = joined(sorted(met), decisions, spellings(people(met)))
        members: dict[SourceKey, list[Source]] = {}
        for key, sources in met.items():
            members.setdefault(self._key(key), []).extend(sources)
        self._origins = {key: described(sources) for key, sources in members.items()}
        for key, names in voices.items():
            self._origins.setdefault(key, voice(key, by_count(names)))

    def keys(self, claim: Claim) -> tuple[SourceKey, ...]:
        """The origins of a claim, the outlet where it names none."""
        if not claim.origins:
            return (outlet_key(claim, self._lineage, self._outlets),)
        return tuple(dict.fromkeys(self._key(source_key(source)) for source in claim.origins))

    def key(self, source: Source) -> SourceKey:
        """The one key of a source that the claims mention."""
        return self._key(source_key(source))

    def independent(self, key: SourceKey) -> SourceKey:
        """What counts as one origin: the source; of unnamed ones their country, where it is known.

        Two unnamed sources of one country cannot be told apart for certain.
        """
        country = self._origins[key].affiliation
        return ("unnamed", country) if key[0] == "unnamed" and country else key

    def origin(self, key: SourceKey) -> Origin:
        """The source with this key."""
        return self._origins[key]


def voice(key: SourceKey, names: tuple[str, ...]) -> Origin:
    """An outlet, or the agencies that outlets credit, as an origin."""
    if key[0] == "credit":
        return Origin(", ".join(key[1:]), "agency", None, names, "credited")
    return Origin(names[0], "outlet", None, names, "own")


PEOPLE: Final = frozenset(("person", "official"))


def people(met: Mapping[SourceKey, Sequence[Source]]) -> dict[str, str | None]:
    """The names of people among the sources, each with its country where that is known."""
    found = {}
    for key, sources in met.items():
        if key[0] == "named" and any(source.kind in PEOPLE for source in sources):
            countries = Counter(source.affiliation for source in sources if source.affiliation)
            found[key[-1]] = by_count(countries)[0] if countries else None
    return found


def by_count(names: Counter[str]) -> tuple[str, ...]:
    """The names, the commonest first; among equals in order of the alphabet."""
    return tuple(sorted(names, key=lambda name: (-names[name], name)))


def described(sources: Sequence[Source]) -> Origin:
    """One description of all the mentions of a source."""
    names = Counter(source.name for source in sources)
    kinds = Counter(source.kind for source in sources)
    countries = Counter(source.affiliation for source in sources if source.affiliation)
    return Origin(
        name=by_count(names)[0],
        kind=min(kinds, key=lambda kind: (-kinds[kind], kind)),
        affiliation=by_count(countries)[0] if countries else None,
        names=by_count(Counter(source.text for source in sources)),
    )


def joined(
    keys: Sequence[SourceKey], decisions: Decisions, alike: Sequence[tuple[str, str]] = ()
) -> Callable[[SourceKey], SourceKey]:
    """From a key to the key of its source: as people decided, then by names that are `alike`."""
    apart = {frozenset((plain(a), plain(b))) for a, b in decisions.other_source}
    parent = {key: key for key in keys}

    def find(key: SourceKey) -> SourceKey:
        while parent.get(key, key) != key:
            key = parent[key]
        return key

    members: dict[SourceKey, set[str]] = {key: {key[-1]} for key in keys}
    decided = sorted((plain(a), plain(b)) for a, b in decisions.same_source)
    for a, b in (*decided, *alike):
        one, other = find(("named", a)), find(("named", b))
        if one == other or one not in members or other not in members:
            continue
        if any(frozenset((x, y)) in apart for x in members[one] for y in members[other]):
            continue
        first, second = sorted((one, other))
        parent[second] = first
        members[first] |= members.pop(second)
    return find
