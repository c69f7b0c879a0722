"""A claim as a row of a table: what a data frame, a CSV or a Parquet file holds of it."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from selon.model.claim import Claim
from selon.model.text import encodable

if TYPE_CHECKING:
    import pyarrow

COLUMNS: Final[Mapping[str, type]] = {
    "id": str, "event": str, "class": str, "affiliation": str, "qualifier": str, "counted_text": str,
    "low": int, "high": int, "approximate": bool, "vague": bool, "change": str, "previous": bool, "figure_text": str,
    "certainty": str, "polarity": str, "origins": str, "origin_kinds": str, "origin_affiliations": str, "via": str,
    "happened": str, "said": str, "place": str, "country": str, "geonames": int,
    "report": str, "report_name": str, "outlet": str, "title": str, "url": str, "language": str, "published": str,
    "start": int, "end": int, "exact": str, "read_by": str,
}  # fmt: skip
"""The columns of a claim with the type of their values, any of which can be missing."""
LIST: Final = "; "


LARGEST: Final = 2**63 - 1
"""The largest whole number that a column of 64 bits holds."""


def held(number: int | None) -> int | None:
    """A number that a column holds; a larger one stands in the words of the figure alone."""
    return None if number is None or number > LARGEST else number


def row(claim: Claim) -> dict[str, Any]:
    """A claim as a row; several origins stand in one cell, parted by semicolons."""
    figure, counted, place, report = claim.figure, claim.counted, claim.place, claim.report
    return {
        "id": claim.id,
        "event": claim.event,
        "class": counted.kind if counted else None,
        "affiliation": counted.affiliation if counted else None,
        "qualifier": counted.qualifier if counted else None,
        "counted_text": counted.text if counted else None,
        "low": held(figure.low) if figure else None,
        "high": held(figure.high) if figure else None,
        "approximate": figure.approximate if figure else None,
        "vague": figure.vague if figure else None,
        "change": figure.change if figure else None,
        "previous": figure.previous if figure else None,
        "figure_text": figure.text if figure else None,
        "certainty": claim.certainty,
        "polarity": claim.polarity,
        "origins": LIST.join(source.name for source in claim.origins),
        "origin_kinds": LIST.join(source.kind for source in claim.origins),
        "origin_affiliations": LIST.join(source.affiliation or "" for source in claim.origins),
        "via": LIST.join(source.name for source in claim.via),
        "happened": claim.happened.edtf if claim.happened else None,
        "said": claim.said.edtf if claim.said else None,
        "place": place.name if place else None,
        "country": place.country if place else None,
        "geonames": place.geonames if place else None,
        "report": report.id,
        "report_name": report.name,
        "outlet": report.outlet,
        "title": report.title,
        "url": report.url,
        "language": report.language,
        "published": report.published,
        "start": claim.evidence.start,
        "end": claim.evidence.end,
        "exact": claim.evidence.exact,
        "read_by": claim.read_by,
    }


def arrow(claims: Iterable[Claim]) -> "pyarrow.Table":
    """Claims as a table of Arrow, with the types of `COLUMNS`. Raises ImportError without pyarrow."""
    import pyarrow

    types = {str: pyarrow.string(), int: pyarrow.int64(), bool: pyarrow.bool_()}
    schema = pyarrow.schema([(name, types[kind]) for name, kind in COLUMNS.items()])
    rows = [{name: encodable(value) for name, value in row(claim).items()} for claim in claims]
    return pyarrow.Table.from_pylist(rows, schema=schema)
