"""Whether everything in the ledger is still what was recorded, and follows from what it was derived from."""

import zlib
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from selon.keep import asking, searching
from selon.keep.asking import batches
from selon.keep.content import (
    NO_REPORT,
    arrival_id,
    claim_again,
    claim_columns,
    digest,
    hashed,
    reading_id,
    refusal_id,
    report_again,
    report_columns,
    told_again,
    written,
)
from selon.keep.database import Database
from selon.keep.indexcheck import PostgreSQLIndex, SQLiteIndex
from selon.keep.journal import START, link
from selon.keep.tables import arrivals, bands, claims, decisions, journal, raws, readings, refusals, topics
from selon.keep.values import Problem, Reader
from selon.model import Refusal


def problems(database: Database) -> Iterator[Problem]:
    """Everything that is not as it must be, from one snapshot."""
    with database.read() as connection:
        if database.sqlite:
            for (wrong,) in connection.exec_driver_sql("PRAGMA integrity_check"):
                if wrong != "ok":
                    yield Problem("database", database.name, str(wrong))
        acts: dict[int, tuple[str, str, str]] = {}
        yield from of_journal(connection, acts)
        yield from of_reports(connection, acts)
        yield from of_small_tables(connection, acts)
        yield from of_readings(connection, acts)
        for seq, (kind, subject, _) in acts.items():
            yield Problem("journal", str(seq), f"the {kind} {subject} that it tells of is not there")
        yield from of_strays(connection)


def of_journal(connection: Connection, acts: dict[int, tuple[str, str, str]]) -> Iterator[Problem]:
    """The chain of the journal; fills `acts` with what each act tells of."""
    chain, expected, last = START, 1, ""
    for rows in batches(connection, sa.select(journal).order_by(journal.c.seq)):
        for row in rows:
            seq, at = row["seq"], row["at"]
            if seq != expected:
                yield Problem("journal", str(seq), f"the act {expected} should come here")
            if at < last:
                yield Problem("journal", str(seq), "recorded before the act that it follows")
            chain = link(chain, seq, at, row["kind"], row["subject"], row["digest"])
            if chain != row["chain"]:
                yield Problem("journal", str(seq), "its chain is broken: this act, or one before it, was changed")
                chain = row["chain"]
            acts[seq] = (row["kind"], row["subject"], row["digest"])
            expected, last = seq + 1, at


def against(acts: dict[int, tuple[str, str, str]], seq: int, kind: str, subject: str, hash: str) -> str | None:
    """What is wrong between a row and the act that recorded it; takes the act away."""
    act = acts.pop(seq, None)
    if act is None:
        return "no act of the journal tells of it"
    return None if act == (kind, subject, hash) else "it is not what the journal says was recorded"


def of_reports(connection: Connection, acts: dict[int, tuple[str, str, str]]) -> Iterator[Problem]:
    """The bytes of every report."""
    came = set(connection.execute(sa.select(arrivals.c.report).distinct()).scalars())
    read = set(connection.execute(sa.select(readings.c.report).distinct()).scalars())
    for rows in batches(connection, sa.select(raws).order_by(raws.c.id)):
        for row in rows:
            found = f"sha256:{sha256(row['bytes']).hexdigest()}"
            if found != row["id"]:
                yield Problem("raws", row["id"], f"its bytes have the hash {found}")
            if len(row["bytes"]) != row["size"]:
                yield Problem("raws", row["id"], f"it has {len(row['bytes'])} bytes, not {row['size']}")
            if wrong := against(acts, row["seq"], "report", row["id"], row["id"]):
                yield Problem("raws", row["id"], wrong)
            if row["id"] not in came:
                yield Problem("raws", row["id"], "nothing tells how it came")
            if row["id"] not in read:
                yield Problem("raws", row["id"], "it was never read")


def of_small_tables(connection: Connection, acts: dict[int, tuple[str, str, str]]) -> Iterator[Problem]:
    """Arrivals, refusals and decisions: each has the hash of what it says for its id."""

    def words(data: bytes) -> str:
        return bytes(data).decode("utf-8", "replace")

    for row in connection.execute(sa.select(arrivals)).mappings():
        told = told_again(words(row["told"]))
        right = arrival_id(row["report"], words(row["name"]), words(row["provenance"]), told)
        yield from small("arrivals", "arrival", acts, row, right)
    for row in connection.execute(sa.select(refusals)).mappings():
        right = refusal_id(row["report"], words(row["name"]), row["reason"], words(row["detail"]))
        yield from small("refusals", "refusal", acts, row, right)
    rows = connection.execute(
        sa.select(decisions, journal.c.at).join_from(decisions, journal, journal.c.seq == decisions.c.seq)
    )
    for row in rows.mappings():
        content = msgspec.json.decode(row["content"])
        right = hashed(
            "decision", row["kind"], row["subject"], content, words(row["who"]), words(row["why"]), row["at"]
        )
        yield from small("decisions", "decision", acts, row, right)


def small(table: str, kind: str, acts: dict[int, tuple[str, str, str]], row: Any, right: str) -> Iterator[Problem]:
    """A row whose id is the hash of its content."""
    if row["id"] != right:
        yield Problem(table, row["id"], "it does not say what was recorded")
    if wrong := against(acts, row["seq"], kind, row["id"], row["id"]):
        yield Problem(table, row["id"], wrong)


def of_readings(connection: Connection, acts: dict[int, tuple[str, str, str]]) -> Iterator[Problem]:
    """Readings and their claims: hashes, spans, columns, and the search index."""
    index = SQLiteIndex if connection.dialect.name == "sqlite" else PostgreSQLIndex
    indexes = (index("searched_readings"), index("searched_claims"))
    last = 0
    while (
        rows := connection.execute(sa.select(readings).where(readings.c.seq > last).order_by(readings.c.seq).limit(200))
        .mappings()
        .all()
    ):
        before, last = last, rows[-1]["seq"]
        bodies: dict[int, list[Any]] = {row["seq"]: [] for row in rows}
        found = sa.select(claims).where(claims.c.reading > before, claims.c.reading <= last)
        for claim in connection.execute(found.order_by(claims.c.reading, claims.c.position)).mappings():
            if claim["reading"] in bodies:  # else `of_strays` tells
                bodies[claim["reading"]].append(claim)
        fields: dict[int, list[list[str]]] = {}
        claimed: dict[int, list[list[str]]] = {}
        for row in rows:
            body = bodies[row["seq"]]
            try:
                wrong = list(of_reading(row, body))
                report = report_again(row["content"], row["text"], "")
                fields[row["seq"]] = searching.report_fields(report)
                for claim in body:
                    one = claim_again(claim["content"], NO_REPORT)
                    claimed[claim["number"]] = searching.claim_fields(one, report.text)
            except (msgspec.MsgspecError, zlib.error, UnicodeDecodeError) as error:
                wrong = [f"it cannot be read: {error}"]
            if problem := against(acts, row["seq"], "reading", row["id"], hash_of(row, body)):
                wrong.append(problem)
            for one_wrong in wrong:
                yield Problem("readings", row["id"], one_wrong)
        for one_index, words in zip(indexes, (fields, claimed), strict=True):
            yield from lacking(one_index.name, one_index.expect(connection, words))
    for one_index in indexes:
        yield from lacking(one_index.name, one_index.finish(connection))


def lacking(name: str, keys: Iterable[int]) -> Iterator[Problem]:
    """Entries of a search index that do not have their words."""
    for key in keys:
        yield Problem(name, str(key), "the search index does not have its words")


def hash_of(row: Any, body: list[Any]) -> str:
    """The hash of a reading as it stands."""
    try:
        rest = zlib.decompress(row["rest"])
    except zlib.error:
        return ""
    return digest(row["id"], row["text"], row["content"], rest, [claim["content"] for claim in body])


def of_reading(row: Any, body: list[Any]) -> Iterator[str]:
    """What is wrong with a reading and its claims."""
    if row["id"] != reading_id(row["report"], row["told"], row["reader"]):
        yield "its id is not that of its report, telling and reader"
    report = report_again(row["content"], row["text"], "")
    if report.id != row["report"]:
        yield f"it is of the report {report.id}, not of {row['report']}"
    yield from differing(row, report_columns(report), "")
    if row["claims"] != len(body) or [claim["position"] for claim in body] != [*range(len(body))]:
        yield f"it has {len(body)} claims, not {row['claims']} in order"
    rest = msgspec.json.decode(zlib.decompress(row["rest"]))
    yield from misquoted(rest, report.text, "")
    for claim in body:
        where = f"claim {claim['id']}: "
        yield from differing(claim, claim_columns(claim_again(claim["content"], NO_REPORT)), where)
        yield from misquoted(msgspec.json.decode(claim["content"]), report.text, where)


def differing(row: Any, right: dict[str, Any], where: str) -> Iterator[str]:
    """Columns that are not what they are derived from."""
    for column, expected in right.items():
        if row[column] != expected:
            yield f"{where}its column {column} is {row[column]!r}, not {expected!r}"


def misquoted(value: Any, text: str, where: str) -> Iterator[str]:
    """Spans, at any depth, that are outside of the text or whose words are not those of the text."""
    if isinstance(value, list):
        for part in value:
            yield from misquoted(part, text, where)
    elif isinstance(value, dict):
        start, end = value.get("start"), value.get("end")
        if isinstance(start, int) and isinstance(end, int):
            words = value.get("exact", value.get("text"))
            if not 0 <= start <= end <= len(text):
                yield f"{where}a span of {start} to {end} is outside of the text"
            elif words is not None and text[start:end] != words:
                yield f"{where}the words at {start} to {end} are {text[start:end]!r}, not {words!r}"
        for part in value.values():
            if isinstance(part, (dict, list)):
                yield from misquoted(part, text, where)


def of_strays(connection: Connection) -> Iterator[Problem]:
    """Rows that hang on nothing."""
    for table, column, of in (
        (claims, claims.c.reading, readings.c.seq),
        (bands, bands.c.reading, readings.c.seq),
        (topics, topics.c.reading, readings.c.seq),
        (readings, readings.c.report, raws.c.id),
    ):
        for (key,) in connection.execute(sa.select(column).distinct().where(column.not_in(sa.select(of)))):
            yield Problem(table.name, str(key), "it is of something that is not in the ledger")


def reread_problems(database: Database, read: Reader, reader: str) -> Iterator[Problem | int]:
    """Readings that come out otherwise now, though the same version reads; then how many another version read."""
    others = last = 0
    while True:
        with database.read() as connection:
            row = (
                connection.execute(
                    sa.select(readings, raws.c.bytes)
                    .join_from(readings, raws, raws.c.id == readings.c.report)
                    .where(readings.c.seq > last)
                    .order_by(readings.c.seq)
                    .limit(1)
                )
                .mappings()
                .first()
            )
            if row is None:
                break
            name = asking.names(connection, [row["report"]], asking.EVER)[row["report"]]
            found = sa.select(claims.c.content).where(claims.c.reading == row["seq"]).order_by(claims.c.position)
            keys = {
                table.name: {*connection.execute(sa.select(table.c.key).where(table.c.reading == row["seq"])).scalars()}
                for table in (bands, topics)
            }
            bodies = [{"content": content} for content in connection.execute(found).scalars()]
        last = row["seq"]
        if row["reader"] != reader:
            others += 1
            continue
        result = read(bytes(row["bytes"]), name, told_again(row["told"]))
        if isinstance(result, Refusal):
            yield Problem("readings", row["id"], f"it is refused now ({result.reason}): {result.detail}")
        elif written(result.report, result.reading, row["told"], reader).digest != hash_of(row, bodies):
            yield Problem("readings", row["id"], "read again, it says something else")
        else:
            for table, right in ((bands, result.bands), (topics, result.topics)):
                if keys[table.name] != {*right}:
                    yield Problem(table.name, row["id"], "read again, it has other keys")
    yield others
