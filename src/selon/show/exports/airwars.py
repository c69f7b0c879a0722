"""Findings with the minimum, maximum and grading of Airwars' assessments of civilian harm, a series a row."""

from typing import Any, Final

from selon.knowledge.names import countries
from selon.model.finding import Finding
from selon.show.exports.material import Material, articles, english, happened, located, sources, told
from selon.show.exports.tables import csv_bytes

COLUMNS: Final = (
    "unique_reference_code", "incident_date", "date_from", "country", "location", "latitude", "longitude", "harm",
    "counted", "affiliation", "civilians", "min", "max", "grading", "number_of_sources", "sources", "reports", "claims",
)  # fmt: skip


def grading(finding: Finding) -> str:
    """Airwars' grading, as far as claims can tell it (Airwars, *Methodology note*).

    *Confirmed*: an origin confirms. *Discounted*: every origin denies. *Contested*: origins exclude each other, or one
    denies. *Fair*: two or more independent origins. *Weak*: one alone.
    """
    latest = [line.latest for line in finding.figures]
    if latest and all(one.polarity == "negative" for one in latest):
        return "Discounted"
    if "disputed" in finding.states or any(one.polarity == "negative" for one in latest):
        return "Contested"
    if any(one.certainty == "confirmed" for one in latest):
        return "Confirmed"
    return "Fair" if finding.origins > 1 else "Weak"


def row(finding: Finding, material: Material) -> dict[str, Any]:
    """A finding as a row."""
    claims = material.by_id
    own = happened(finding)
    when, (point, _) = own or told(finding), located(finding, claims)
    place = finding.place
    return {
        "unique_reference_code": finding.id,
        "incident_date": when.start.date().isoformat() if when else None,
        "date_from": None if when is None else "happened" if own else "told",
        "country": countries()[place.country].name if place and place.country else None,
        "location": place.name if place else None,
        "latitude": point.latitude if point else None,
        "longitude": point.longitude if point else None,
        "harm": english().title(finding),
        "counted": finding.counted.kind,
        "affiliation": finding.counted.affiliation,
        "civilians": finding.counted.kind == "civilians" or None,
        "min": finding.range.low,
        "max": finding.range.high,
        "grading": grading(finding),
        "number_of_sources": finding.origins,
        "sources": sources(finding),
        "reports": articles(finding, claims),
        "claims": "; ".join(finding.claims),
    }


def airwars(material: Material) -> bytes:
    """Every finding as a row of CSV."""
    return csv_bytes(COLUMNS, (row(finding, material) for finding in material.findings))
