"""Claims as features of GeoJSON (RFC 7946), where they lie; what lies nowhere known has no geometry."""

from typing import Any

from selon.knowledge.gazetteer import lies
from selon.model import Claim
from selon.model.row import row
from selon.show.exports.material import Material, as_json


def feature(claim: Claim) -> dict[str, Any]:
    """A claim as a feature: its properties are the columns of the table of claims."""
    place = claim.place
    point, precision = lies(place.name, place.country, place.geonames) if place else (None, None)
    return {
        "type": "Feature",
        "id": claim.id,
        "geometry": {"type": "Point", "coordinates": [point.longitude, point.latitude]} if point else None,
        "properties": {**row(claim), "precision": precision},
    }


def geojson(material: Material) -> bytes:
    """Every claim as a feature of one collection."""
    return as_json({"type": "FeatureCollection", "features": [feature(claim) for claim in material.claims]})
