"""Claims as tables, a claim a row; and as the JSON lines of the contract."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from selon.model import Claim
from selon.show.exports.material import Material

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What makes a spreadsheet take a cell for a formula."""

COLUMNS: Mapping[str, type] = {
    "id": str, "event": str, "class": str, "affiliation": str, "qualifier": str, "counted_text": str,
    "low": int, "high": int, "approximate": bool, "vague": bool, "change": str, "previous": bool, "figure_text": str,
    "certainty": str, "polarity": str, "origins": str, "origin_kinds": str, "origin_affiliations": str, "via": str,
    "happened": str, "said": str, "place": str, "country": str, "geonames": int,
    "report": str, "report_name": str, "outlet": str, "title": str, "url": str, "language": str, "published": str,
    "start": int, "end": int, "exact": str, "read_by": str,
}  # fmt: skip
"""The columns of a claim with the type of their values, any of which can be missing."""
LIST = "; "


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
        "low": figure.low if figure else None,
        "high": figure.high if figure else None,
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


def cell(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula: text that would be one begins with an apostrophe.

    NUL, which no CSV holds, and lone surrogates are replaced.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return value
    plain = value.replace("\0", "\ufffd").encode("utf-8", "replace").decode()
    return f"'{plain}" if plain.lstrip(" ").startswith(FORMULA) else plain


def csv_bytes(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    """A table as CSV (RFC 4180) in UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for one in rows:
        writer.writerow([cell(one[name]) for name in columns])
    return out.getvalue().encode()


def claims_csv(material: Material) -> bytes:
    """Every claim as a row of CSV."""
    return csv_bytes(tuple(COLUMNS), map(row, material.claims))


def claims_parquet(material: Material) -> bytes:
    """Every claim as a row of Parquet, with the types of `COLUMNS`. Raises ImportError without pyarrow."""
    import pyarrow
    from pyarrow import parquet

    types = {str: pyarrow.string(), int: pyarrow.int64(), bool: pyarrow.bool_()}
    schema = pyarrow.schema([(name, types[kind]) for name, kind in COLUMNS.items()])
    rows = [{name: whole(value) for name, value in row(claim).items()} for claim in material.claims]
    out = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(rows, schema=schema), out, compression="zstd")
    return out.getvalue()


def whole(value: Any) -> Any:
    """A value that Parquet can hold: text without lone surrogates."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def jsonl(material: Material) -> bytes:
    """Every claim as a line of JSON, as in the contract."""
    return b"".join(msgspec.json.encode(claim) + b"\n" for claim in material.claims)
