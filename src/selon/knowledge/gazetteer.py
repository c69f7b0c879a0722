"""Places by name: the cities of `places.tsv` (GeoNames, CC BY 4.0) and the regions of `regions.toml`."""

from bisect import bisect_left
from collections.abc import Collection, Mapping
from functools import cache, lru_cache
from typing import Final, Literal, NamedTuple

from selon.errors import KnowledgeError
from selon.knowledge.files import ROOT
from selon.knowledge.folding import fold
from selon.knowledge.names import countries, region_rows

LONGEST: Final = 5
"""The most words that the name of a place is looked for in."""


Precision = Literal["city", "region", "country", "unknown"]


class Known(NamedTuple):
    """A place: its English name, country (ISO 3166 alpha-3, None where it lies in several) and GeoNames id."""

    name: str
    country: str | None
    geonames: int | None


@cache
def lines() -> list[bytes]:
    """The lines of `places.tsv`, sorted as bytes. They stay as they are: to parse them takes a tenth of a second."""
    try:
        return ROOT.joinpath("places.tsv").read_bytes().splitlines()
    except OSError as error:
        raise KnowledgeError(f"knowledge/places.tsv: {error}") from error


@lru_cache(maxsize=65536)
def cities(name: str) -> tuple[Known, ...]:
    """The cities that a folded name means, in any language, at most one of a country, the largest first."""
    known, sought = lines(), f"{name}\t".encode()
    at = bisect_left(known, sought)
    if at == len(known) or not known[at].startswith(sought):
        return ()
    _, *told = known[at].decode().split("\t")
    return tuple(Known(told[k], told[k + 1], int(told[k + 2])) for k in range(0, len(told), 3))


def city(name: str, *preferred: Collection[str]) -> Known | None:
    """A city by a folded name: of several one in a country of the first collection that has one, else the largest."""
    same = cities(name)
    if len(same) > 1:
        for countries in preferred:
            for known in same:
                if known.country in countries:
                    return known
    return same[0] if same else None


@cache
def regions() -> Mapping[str, Known]:
    """The regions by each folded name. Raises KnowledgeError where `regions.toml` is malformed."""
    found: dict[str, Known] = {}
    for names, name, country, geonames in region_rows():
        known = Known(name, country, geonames)
        for other in names:
            found.setdefault(fold(other), known)
    return found


class Point(NamedTuple):
    """A position in degrees (WGS 84)."""

    latitude: float
    longitude: float


@cache
def points() -> Mapping[int, Point]:
    """Where the cities lie, by GeoNames id. Raises KnowledgeError where `coordinates.tsv` is malformed."""
    try:
        rows = [line.split("\t") for line in ROOT.joinpath("coordinates.tsv").read_text(encoding="utf-8").splitlines()]
        return {int(name): Point(float(latitude), float(longitude)) for name, latitude, longitude in rows}
    except (OSError, ValueError) as error:
        raise KnowledgeError(f"knowledge/coordinates.tsv: {error}") from error


def lies(name: str, country: str | None, geonames: int | None) -> tuple[Point | None, Precision]:
    """Where a place lies, by its English name, and how exactly that is known.

    A region lies where the city of its name does. A country lies nowhere: any point in it would be a guess.
    """
    if country is not None and name == countries()[country].name:
        return None, "country"
    found = points().get(geonames) if geonames is not None else None
    if found is not None:
        return found, "city"
    same = next((known for known in cities(fold(name)) if known.country == country), None)
    region = fold(name) in regions()
    if same is not None and same.geonames is not None:
        return points().get(same.geonames), "region" if region else "city"
    return None, "region" if region else "unknown"
