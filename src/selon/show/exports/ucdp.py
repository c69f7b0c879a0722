"""Findings in the columns of UCDP's Georeferenced Event Dataset (codebook of version 24.1), a series a row."""

from collections.abc import Mapping
from typing import Any, Final

from selon.knowledge.gazetteer import Precision
from selon.knowledge.names import countries
from selon.model.edtf import Stretch
from selon.model.finding import Finding
from selon.show.exports.material import (
    Material,
    articles,
    english,
    estimate,
    happened,
    located,
    sources,
)
from selon.show.exports.tables import csv_bytes

COLUMNS: Final = (
    "id", "event", "kind", "counted", "affiliation", "qualifier", "change", "expected", "best", "low", "high",
    "number_of_sources", "number_of_origins", "source_original", "source_article", "date_start", "date_end",
    "date_prec", "event_clarity", "where_coordinates", "where_prec", "country", "latitude", "longitude", "states",
    "claims",
)  # fmt: skip
WHERE: Final[Mapping[Precision, int]] = {"city": 1, "region": 4, "country": 6, "unknown": 5}
"""UCDP's `where_prec`: 1 the exact place, 4 a province, 5 a vague one, 6 a country."""
WEEK, MONTH, TWO_DAYS = 7, 31, 6


def date_precision(when: Stretch | None) -> int | None:
    """UCDP's `date_prec`: 1 the day, 2 two to six days, 3 a week, 4 a month, 5 more."""
    if when is None:
        return None
    length = (when.end.date() - when.start.date()).days + 1
    if length == 1:
        return 1
    if length <= TWO_DAYS:
        return 2
    if length <= WEEK:
        return 3
    return 4 if length <= MONTH else 5


def row(finding: Finding, material: Material) -> dict[str, Any]:
    """A finding as a row. An open bound stays empty: UCDP's own rows have a number there, which would be a guess."""
    claims, when = material.by_id, happened(finding)
    number, (point, precision) = estimate(finding), located(finding, claims)
    place = finding.place
    return {
        "id": finding.id,
        "event": english().title(finding),
        "kind": finding.event,
        "counted": finding.counted.kind,
        "affiliation": finding.counted.affiliation,
        "qualifier": finding.counted.qualifier,
        "change": finding.change,
        "expected": finding.expected,
        "best": number.best,
        "low": number.low,
        "high": number.high,
        "number_of_sources": finding.reports,
        "number_of_origins": finding.origins,
        "source_original": sources(finding),
        "source_article": articles(finding, claims),
        "date_start": when.start.date().isoformat() if when else None,
        "date_end": when.end.date().isoformat() if when else None,
        "date_prec": date_precision(when),
        "event_clarity": 1 if finding.change == "total" and not finding.apart else 2,
        "where_coordinates": place.name if place else None,
        "where_prec": WHERE[precision] if precision else None,
        "country": countries()[place.country].name if place and place.country else None,
        "latitude": point.latitude if point else None,
        "longitude": point.longitude if point else None,
        "states": "; ".join(finding.states),
        "claims": "; ".join(finding.claims),
    }


def ucdp(material: Material) -> bytes:
    """Every finding as a row of CSV."""
    return csv_bytes(COLUMNS, (row(finding, material) for finding in material.findings))
