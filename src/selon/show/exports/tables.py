"""Claims as tables, a claim a row; and as the JSON lines of the contract."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import msgspec

from selon.model.row import COLUMNS, row
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
