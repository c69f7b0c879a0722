"""Claims as schema.org `Claim`, in JSON-LD."""

from typing import Any, Final

from selon.model import Claim, Source
from selon.model.claim import ReportReference
from selon.show.exports.annotation import summary
from selon.show.exports.material import Material, as_json, claim_urn, report_urn

PEOPLE: Final = frozenset(("person", "official"))
CONTEXT: Final = {"@vocab": "https://schema.org/", "selon": "urn:selon:term:"}
"""Names are those of schema.org; what it has no name for begins with `selon:`. No document has to be fetched."""


def clean(fields: dict[str, Any]) -> dict[str, Any]:
    """Fields that are told."""
    return {name: value for name, value in fields.items() if value is not None and value != []}


def speaker(source: Source) -> dict[str, Any]:
    """A source."""
    kind = "Person" if source.kind in PEOPLE else "Organization"
    return clean({"@type": kind, "name": source.name, "alternateName": source.text, "nationality": source.affiliation})


def article(report: ReportReference) -> dict[str, Any]:
    """The report of a claim."""
    publisher = {"@type": "Organization", "name": report.outlet} if report.outlet else None
    fields = {"headline": report.title, "url": report.url, "inLanguage": report.language, "publisher": publisher}
    published = {"datePublished": report.published, "identifier": report.id, "name": report.name}
    return {"@type": "NewsArticle", "@id": report_urn(report.id)} | clean(fields | published)


def claim_of(claim: Claim) -> dict[str, Any]:
    """A claim: its words are `text`, its interval a `QuantitativeValue`."""
    figure, counted, place = claim.figure, claim.counted, claim.place
    value = None
    if figure:
        value = {"@type": "QuantitativeValue"} | clean(
            {
                "minValue": figure.low,
                "maxValue": figure.high,
                "unitText": counted.kind if counted else None,
                "selon:approximate": figure.approximate,
                "selon:vague": figure.vague,
                "selon:change": figure.change,
                "selon:previous": figure.previous,
            }
        )
    return {"@type": "Claim", "@id": claim_urn(claim.id)} | clean(
        {
            "name": summary(claim),
            "text": claim.evidence.exact,
            "author": [speaker(source) for source in claim.origins],
            "contributor": [speaker(source) for source in claim.via],
            "appearance": article(claim.report),
            "about": value,
            "genre": claim.event,
            "temporalCoverage": claim.happened.edtf if claim.happened else None,
            "dateCreated": claim.said.edtf if claim.said else None,
            "contentLocation": clean({"@type": "Place", "name": place.name, "addressCountry": place.country})
            if place
            else None,
            "selon:certainty": claim.certainty,
            "selon:polarity": claim.polarity,
            "selon:affiliation": counted.affiliation if counted else None,
            "selon:start": claim.evidence.start,
            "selon:end": claim.evidence.end,
        }
    )


def jsonld(material: Material) -> bytes:
    """Every claim of one graph."""
    return as_json({"@context": CONTEXT, "@graph": [claim_of(claim) for claim in material.claims]})
