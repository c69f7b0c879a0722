"""Claims as tables, a claim a row; and as the JSON lines of the contract."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import msgspec

from selon.model.row import COLUMNS, arrow, row
from selon.model.text import encodable
from selon.show.exports.material import Material

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What makes a spreadsheet take a cell for a formula."""


def cell(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula: text that would be one begins with an apostrophe.

    NUL, which no CSV holds, and lone surrogates are replaced.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return value
    plain = encodable(value.replace("\0", "\ufffd"))
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
    from pyarrow import parquet

    out = io.BytesIO()
    parquet.write_table(arrow(material.claims), out, compression="zstd")
    return out.getvalue()


def jsonl(material: Material) -> bytes:
    """Every claim as a line of JSON, as in the contract."""
    return b"".join(msgspec.json.encode(claim) + b"\n" for claim in material.claims)
