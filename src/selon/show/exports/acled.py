"""Findings in the columns of ACLED's export (codebook of 2023), a series a row."""

from collections.abc import Mapping
from typing import Any, Final

from selon.knowledge.codebooks import acled as codebook
from selon.knowledge.gazetteer import Precision
from selon.knowledge.names import countries
from selon.model.edtf import Stretch
from selon.model.finding import Finding
from selon.show.exports.material import Material, articles, english, estimate, happened, located, sources, told
from selon.show.exports.tables import csv_bytes
from selon.show.wording import alpha2

COLUMNS: Final = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "iso3", "country", "location", "latitude", "longitude", "geo_precision", "source", "source_scale", "notes",
    "fatalities", "tags", "low", "high", "claims",
)  # fmt: skip
GEO: Final[Mapping[Precision, int]] = {"city": 1, "region": 2, "country": 3, "unknown": 3}
"""ACLED's `geo_precision`: 1 the place itself, 2 a part of a region, 3 a larger region."""
WEEK: Final = 7


def time_precision(when: Stretch | None) -> int | None:
    """ACLED's `time_precision`: 1 the day, 2 a week, 3 a month or more."""
    if when is None:
        return None
    length = (when.end.date() - when.start.date()).days + 1
    return 1 if length == 1 else 2 if length <= WEEK else 3


def row(finding: Finding, material: Material) -> dict[str, Any]:
    """A finding as a row.

    `fatalities` stands only where deaths are counted: ACLED's zero for *none reported* would be a claim that nobody
    made. A series without a day of its own stands on the day that it was told of, with the precision of that.
    """
    claims = material.by_id
    own = happened(finding)
    when, number = own or told(finding), estimate(finding)
    point, precision = located(finding, claims)
    kind, place = codebook(finding.event), finding.place
    country = place.country if place else None
    name = finding.counted.affiliation
    tags = [finding.event, finding.change, *finding.states, *(("told on this day",) if own is None and when else ())]
    return {
        "event_id_cnty": f"{alpha2().get(country or '', 'XX')}{finding.id}",
        "event_date": when.start.date().isoformat() if when else None,
        "year": when.start.year if when else None,
        "time_precision": time_precision(when),
        "disorder_type": kind[1].disorder if kind else None,
        "event_type": kind[1].event if kind else None,
        "sub_event_type": kind[0] if kind and kind[1].sub else None,
        "actor1": countries()[name].name if name else None,
        "iso3": country,
        "country": countries()[country].name if country else None,
        "location": place.name if place else None,
        "latitude": point.latitude if point else None,
        "longitude": point.longitude if point else None,
        "geo_precision": GEO[precision] if precision else None,
        "source": articles(finding, claims),
        "source_scale": "Other",
        "notes": f"{english().title(finding)}: {sources(finding)}",
        "fatalities": number.best if finding.event == "killed" else None,
        "tags": "; ".join(tags),
        "low": number.low,
        "high": number.high,
        "claims": "; ".join(finding.claims),
    }


def acled(material: Material) -> bytes:
    """Every finding as a row of CSV."""
    return csv_bytes(COLUMNS, (row(finding, material) for finding in material.findings))
