"""The tables of the ledger, the same in SQLite and PostgreSQL.

What was recorded is only ever added to: triggers refuse any change (see `database.py`). Words that a report chose are
bytes of UTF-8, since neither database keeps every text: PostgreSQL has no NUL, and SQLite's functions stop at one.
Columns of words beside them serve look-ups only.
"""

from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

metadata = sa.MetaData()
WholeNumber = sa.BigInteger().with_variant(sa.Integer, "sqlite")
# Compared byte by byte in both, whatever the language of the database.
Characters = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
MAX_WHOLE_NUMBER: Final = 2**63 - 1


def table(name: str, *columns: sa.schema.SchemaItem) -> sa.Table:
    """A table of the ledger. STRICT: SQLite then refuses a value of another type."""
    return sa.Table(name, metadata, *columns, sqlite_strict=True)


def words(name: str, *, null: bool = False) -> sa.Column[str]:
    """A column of characters."""
    return sa.Column(name, Characters, nullable=null)


def number(name: str, *, null: bool = False, key: bool = False) -> sa.Column[int]:
    """A column of whole numbers of 64 bits."""
    return sa.Column(name, WholeNumber, nullable=null, primary_key=key, autoincrement=False)


def data(name: str) -> sa.Column[bytes]:
    """A column of bytes."""
    return sa.Column(name, sa.LargeBinary, nullable=False)


schema = table("ledger", number("version", key=True))

# Every act of recording: `seq` counts them in the order in which they became visible, `at` never goes back.
# `digest` is the hash of what was recorded, `chain` that of the act and all before it.
journal = table(
    "journal",
    number("seq", key=True),
    words("at"),
    words("kind"),
    words("subject"),
    words("digest"),
    words("chain"),
    sa.Index("journal_by_time", "at"),
)

# The bytes of a report as they came; `id` is `sha256:` and their hash.
raws = table("raws", sa.Column("id", Characters, primary_key=True), number("seq"), number("size"), data("bytes"))

# How a report came: under which name, from where, and what was told of it.
arrivals = table(
    "arrivals",
    sa.Column("id", Characters, primary_key=True),
    number("seq"),
    words("report"),
    data("name"),
    data("provenance"),
    data("told"),
    sa.Index("arrivals_by_report", "report"),
)

# What one version of the reader made of a report, given what was told of it. `told` sorts the fuller telling last.
# `text` is the report's text; `content` and `rest` are the model's Report and Reading as JSON, without the name and the
# text, and without the claims; `rest` is compressed (zlib).
readings = table(
    "readings",
    number("seq", key=True),
    sa.Column("id", Characters, nullable=False, unique=True),
    words("report"),
    words("told"),
    words("reader"),
    words("published_from", null=True),
    words("published_to", null=True),
    words("language", null=True),
    number("claims"),
    data("text"),
    data("content"),
    data("rest"),
    sa.Index("readings_by_report", "report", "told", "seq"),
    sa.Index("readings_by_day", "published_to"),
)

# The claims of a reading, in the order of the text. `content` is the model's Claim as JSON without its report;
# the other columns are derived from it. `place` and `country` are folded for look-ups.
claims = table(
    "claims",
    number("number", key=True),
    number("reading"),
    number("position"),
    words("id"),
    words("event"),
    words("counted", null=True),
    words("affiliation", null=True),
    number("low", null=True),
    number("high", null=True),
    words("place", null=True),
    words("country", null=True),
    words("happened_from", null=True),
    words("happened_to", null=True),
    words("said_from", null=True),
    words("said_to", null=True),
    words("certainty"),
    words("polarity"),
    data("content"),
    sa.Index("claims_by_reading", "reading", "position", unique=True),
    sa.Index("claims_by_id", "id"),
    sa.Index("claims_by_event", "event", "place", "happened_to"),
    sa.Index("claims_by_place", "place", "happened_to"),
    sa.Index("claims_by_country", "country", "event", "happened_to"),
)


def keys(name: str) -> sa.Table:
    """A table of what makes readings meet: those that share a key."""
    columns = (number("key", key=True), number("reading", key=True), sa.Index(f"{name}_by_reading", "reading"))
    return sa.Table(name, metadata, *columns, sqlite_strict=True, sqlite_with_rowid=False)


# Near-copies: reports whose texts share many runs of words share a key (see `read/copies.py`).
bands = keys("bands")

# Stories: reports that tell of the same thing share a key (see `reconcile/stories.py`).
topics = keys("topics")

refusals = table(
    "refusals",
    sa.Column("id", Characters, primary_key=True),
    number("seq"),
    words("report", null=True),
    data("name"),
    words("reason"),
    data("detail"),
    words("reader"),
)

# What people decided. `content` is JSON: see `decisions.py`. An undoing is a decision on a decision.
decisions = table(
    "decisions",
    sa.Column("id", Characters, primary_key=True),
    number("seq"),
    words("kind"),
    words("subject"),
    data("content"),
    data("who"),
    data("why"),
    sa.Index("decisions_by_subject", "subject"),
)

APPEND_ONLY: Final = (journal, raws, arrivals, readings, claims, bands, topics, refusals, decisions)
