"""Claims as W3C Web Annotations: what is claimed, on the words that claim it."""

from typing import Any, Final

from selon.model import Claim
from selon.model.row import row
from selon.show.exports.material import Material, as_json, claim_urn, english, report_urn

AROUND: Final = 32
"""Characters before and after the words that find them again in a text that has changed."""


def annotation_of(claim: Claim, text: str) -> dict[str, Any]:
    """A claim as an annotation. Positions are code points, as the standard has them."""
    evidence, report = claim.evidence, claim.report
    fields = {name: value for name, value in row(claim).items() if value is not None and value != ""}
    return {
        "id": claim_urn(claim.id),
        "type": "Annotation",
        "motivation": "classifying",
        "body": [
            {
                "type": "TextualBody",
                "value": summary(claim),
                "format": "text/plain",
                "language": english().language,
                "purpose": "describing",
            },
            {"type": "Dataset", "purpose": "classifying", "value": {k: fields[k] for k in fields if k not in REPORT}},
        ],
        "target": {
            "source": report.url or report_urn(report.id),
            "selector": [
                {"type": "TextPositionSelector", "start": evidence.start, "end": evidence.end},
                {
                    "type": "TextQuoteSelector",
                    "exact": evidence.exact,
                    "prefix": text[max(0, evidence.start - AROUND) : evidence.start],
                    "suffix": text[evidence.end : evidence.end + AROUND],
                },
            ],
            "state": {"type": "TextState", "value": report.id},
        },
    }


REPORT: Final = frozenset(
    ("report", "report_name", "outlet", "title", "url", "language", "published", "start", "end", "exact")
)
"""Columns that the target tells."""


def summary(claim: Claim) -> str:
    """A claim in words."""
    words = english()
    what = words.name_of("events", claim.event)
    if claim.figure:
        what = f"{what}: {words.interval(claim.figure.low, claim.figure.high, claim.figure.approximate)}"
        if claim.counted and claim.counted.kind:
            what = f"{what} {words.name_of('classes', claim.counted.kind)}"
    who = ", ".join(source.name for source in claim.origins)
    return f"{what} ({who})" if who else what


def annotation(material: Material) -> bytes:
    """Every claim as an annotation of one collection."""
    items = [annotation_of(claim, material.reports[claim.report.id].text) for claim in material.claims]
    return as_json(
        {
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "type": "AnnotationCollection",
            "label": "Claims",
            "total": len(items),
            "first": {"type": "AnnotationPage", "startIndex": 0, "items": items},
        }
    )
