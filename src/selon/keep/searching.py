"""Full-text search, the same on both databases: words are parted and folded here, the databases only index them."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from selon.keep.tables import readings
from selon.model import Claim, Report

MAX_WORD: Final = 64
"""Longer words are cut: no language's dictionary has one, and PostgreSQL refuses at 2 KB."""
MAX_INDEX_BYTES: Final = 900_000
"""Beyond it the words of one report are not indexed: PostgreSQL's limit is 1 MiB. About 1 MB of news text."""
MAX_POSITION: Final = 16_383
"""PostgreSQL counts no further: beyond it phrases are found there by their words alone."""

Indexed = tuple[int, list[list[str]]]
"""An entry of an index: the number of what is found, and the words of its fields."""

FIELDS: Final = ("A", "B", "C")  # of a report: title, body; of a claim: sentence, place, sources

_WORD: Final = re.compile(r"[^\W_]+")
_COMBINING: Final = re.compile(r"[\u0300-\u036f]+")
_LETTERS: Final = (("œ", "oe"), ("æ", "ae"), ("ø", "o"), ("ł", "l"), ("đ", "d"), ("ı", "i"), ("ð", "d"), ("þ", "th"))
"""What Unicode does not take apart, and readers type without."""
_QUERY: Final = re.compile(r'"([^"]*)"|(\S+)')


def folded(text: str) -> str:
    """The text for comparing: no capitals, no accents, no ligatures."""
    text = text.casefold()
    if text.isascii():
        return text
    for letter, plain in _LETTERS:
        text = text.replace(letter, plain)
    return _COMBINING.sub("", unicodedata.normalize("NFKD", text))


def parted(text: str) -> list[str]:
    """The folded words of a text."""
    return [word[:MAX_WORD] for word in _WORD.findall(folded(text))]


def report_fields(report: Report) -> list[list[str]]:
    """What a report is found by: the words of its title, and of its text."""
    return within_limit([parted(report.title or ""), parted(report.text)])


def claim_fields(claim: Claim, text: str) -> list[list[str]]:
    """What a claim is found by: the words of its sentence, its place, its sources."""
    place = [claim.place.name, claim.place.text] if claim.place else []
    sources = [word for source in (*claim.origins, *claim.via) for word in (source.name, source.text)]
    sentence = text[claim.sentence.start : claim.sentence.end]
    return within_limit([parted(sentence), parted(" ".join(place)), parted(" | ".join(sources))])


def within_limit(fields: list[list[str]]) -> list[list[str]]:
    """The fields, cut where they would be too much for one entry of an index."""
    if sum(map(len, fields)) * 8 < MAX_INDEX_BYTES // 20:  # no report of usual length comes near
        return fields
    spent, seen, result = 0, set[str](), []
    for field in fields:
        kept = []
        for word in field:
            spent += 2 if word in seen else len(word.encode()) + 8
            if spent > MAX_INDEX_BYTES:
                break
            seen.add(word)
            kept.append(word)
        result.append(kept)
    return result


def vector(fields: Sequence[Sequence[str]]) -> str:
    """The fields as PostgreSQL writes a tsvector: each word with its positions and the letter of its field."""
    found: dict[str, list[str]] = {}
    position = 0
    for letter, field in zip(FIELDS, fields, strict=False):
        for word in field:
            position += 1
            found.setdefault(word, []).append(f"{min(position, MAX_POSITION)}{letter}")
        position += 1  # no phrase runs from one field into the next
    return " ".join(f"'{word}':{','.join(places[:255])}" for word, places in found.items())


SQLITE: Final = (
    "CREATE VIRTUAL TABLE searched_readings USING fts5(a, b, content='', tokenize='unicode61 remove_diacritics 0')",
    "CREATE VIRTUAL TABLE searched_claims USING fts5(a, b, c, content='', tokenize='unicode61 remove_diacritics 0')",
)
POSTGRESQL: Final = (
    "CREATE TABLE searched_readings (id bigint PRIMARY KEY, words tsvector NOT NULL)",
    "CREATE INDEX readings_by_word ON searched_readings USING gin (words)",
    "CREATE TABLE searched_claims (id bigint PRIMARY KEY, words tsvector NOT NULL)",
    "CREATE INDEX claims_by_word ON searched_claims USING gin (words)",
)


def index(connection: Connection, name: str, rows: Iterable[Indexed]) -> None:
    """Add entries to the index `searched_readings` or `searched_claims`: numbers with their fields."""
    if connection.dialect.name == "sqlite":
        many: list[tuple[object, ...]] = [(key, *(" ".join(field) for field in fields)) for key, fields in rows]
        columns = "a, b" if name == "searched_readings" else "a, b, c"
        marks = "?, ?, ?" if name == "searched_readings" else "?, ?, ?, ?"
        statement = f"INSERT INTO {name} (rowid, {columns}) VALUES ({marks})"
    else:
        many = [(key, vector(fields)) for key, fields in rows]
        statement = f"INSERT INTO {name} (id, words) VALUES (%s, %s::tsvector)"
    if many:
        connection.exec_driver_sql(statement, many)


def terms(text: str) -> list[tuple[list[str], bool]]:
    """What a query asks for: lists of words that must stand side by side, and whether the last one is a beginning."""
    result = []
    for phrase, word in _QUERY.findall(text):
        words = parted(phrase or word)
        if words:
            result.append((words, not phrase and word.endswith("*")))
    return result


def matches(
    sqlite: bool, table: sa.Table, text: str, field: str | None = None
) -> sa.ColumnElement[bool] | sa.TextClause:
    """The condition that a row of `readings` or `claims` is found by a query, in one field (`A`, …) or any."""
    name, key = ("searched_readings", "readings.seq") if table is readings else ("searched_claims", "claims.number")
    asked = terms(text)
    if not asked:
        return sa.false()
    parameter = f"words_in_{field or 'any'}"
    if sqlite:
        condition, value = f"SELECT rowid FROM {name} WHERE {name} MATCH :{parameter}", sqlite_query(asked, field)
    else:
        condition = f"SELECT id FROM {name} WHERE words @@ CAST(:{parameter} AS tsquery)"
        value = postgresql_query(asked, field)
    return sa.text(f"{key} IN ({condition})").bindparams(**{parameter: value})


def sqlite_query(asked: list[tuple[list[str], bool]], field: str | None) -> str:
    """A query as FTS5 writes it."""
    every = " AND ".join('"' + " ".join(words) + '"' + ("*" if beginning else "") for words, beginning in asked)
    return f"{{{field.lower()}}} : ({every})" if field else every


def postgresql_query(asked: list[tuple[list[str], bool]], field: str | None) -> str:
    """A query as PostgreSQL writes a tsquery."""
    parts = []
    for words, beginning in asked:
        marks = [(field or "") + ("*" if beginning and i == len(words) - 1 else "") for i in range(len(words))]
        phrase = [f"'{w}'" + (f":{mark}" if mark else "") for w, mark in zip(words, marks, strict=True)]
        parts.append("(" + " <-> ".join(phrase) + ")")
    return " & ".join(parts)
