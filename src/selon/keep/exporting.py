"""What a ledger holds, in one order, without its clock: the same for the same reports however they came."""

from collections.abc import Iterable, Iterator
from hashlib import sha256

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from selon.keep.asking import batches
from selon.keep.tables import APPEND_ONLY, arrivals, claims, decisions, raws, readings, refusals


def lines(connection: Connection) -> Iterator[bytes]:
    """Reports, arrivals, readings with their claims, refusals and decisions, each as a line of JSON.

    A text and bytes stand as their hashes; a reading's content is JSON already.
    """
    for rows in batches(connection, sa.select(raws.c.id, raws.c.size).order_by(raws.c.id)):
        for row in rows:
            yield line({"report": row["id"], "size": row["size"]})
    came = (arrivals.c.report, arrivals.c.name, arrivals.c.told)  # not from where: the same file may lie in two places
    for rows in batches(connection, sa.select(*came).distinct().order_by(*came)):
        for row in rows:
            yield line({"arrival": row["report"], "name": words(row["name"]), "told": words(row["told"])})
    for rows in batches(connection, sa.select(readings).order_by(readings.c.id)):
        seqs = [row["seq"] for row in rows]
        bodies: dict[int, list[msgspec.Raw]] = {seq: [] for seq in seqs}
        found = sa.select(claims.c.reading, claims.c.content).where(claims.c.reading.in_(seqs))
        for seq, content in connection.execute(found.order_by(claims.c.reading, claims.c.position)):
            bodies[seq].append(msgspec.Raw(content))
        for row in rows:
            about = {key: row[key] for key in ("report", "told", "reader")}
            text = sha256(row["text"]).hexdigest()
            content = {"content": msgspec.Raw(row["content"]), "text": text, "rest": sha256(row["rest"]).hexdigest()}
            yield line({"reading": row["id"], **about, **content, "claims": bodies[row["seq"]]})
    for rows in batches(connection, sa.select(refusals).order_by(refusals.c.id)):
        for row in rows:
            reason = {"reason": row["reason"], "detail": words(row["detail"])}
            yield line({"refusal": row["id"], "report": row["report"], "name": words(row["name"]), **reason})
    for rows in batches(connection, sa.select(decisions).order_by(decisions.c.id)):
        for row in rows:
            about = {"kind": row["kind"], "subject": row["subject"], "content": msgspec.Raw(row["content"])}
            yield line({"decision": row["id"], **about, "who": words(row["who"]), "why": words(row["why"])})


def line(value: dict[str, object]) -> bytes:
    """A value as a line of JSON."""
    return msgspec.json.encode(value) + b"\n"


def words(data: bytes) -> str:
    """Words kept as bytes."""
    return bytes(data).decode("utf-8", "surrogatepass")


def content_hash(export: Iterable[bytes]) -> str:
    """The hash of an export."""
    result = sha256()
    for part in export:
        result.update(part)
    return f"sha256:{result.hexdigest()}"


def counts(connection: Connection) -> dict[str, int]:
    """How many rows each table has."""
    return {t.name: connection.execute(sa.select(sa.func.count()).select_from(t)).scalar_one() for t in APPEND_ONLY}
