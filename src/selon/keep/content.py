"""What is kept of a report and its reading: in rows, and back."""

import zlib
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any, Final

import msgspec

from selon.keep.searching import folded
from selon.keep.tables import MAX_WHOLE_NUMBER
from selon.keep.values import Told
from selon.model import Claim, Reading, Report, ReportReference
from selon.model.edtf import stretch

_encoder = msgspec.json.Encoder(order="deterministic")
_claim = msgspec.json.Decoder(Claim)
_report = msgspec.json.Decoder(Report)
_reading = msgspec.json.Decoder(Reading)

NO_REPORT: Final = ReportReference("", "", None, None, None, None, None)


def hashed(*parts: object) -> str:
    """An id from content: `sha256:` of the parts as JSON."""
    return "sha256:" + sha256(_encoder.encode(parts)).hexdigest()


def telling(told: Told) -> str:
    """What was told, as text that sorts the fuller telling last, whatever the order in which they came.

    JSON escapes what PostgreSQL's characters cannot hold.
    """
    known = {key: value for key, value in msgspec.to_builtins(told).items() if value}
    return f"{len(known) + len(told.facts):02}{_encoder.encode(known).decode()}"


def told_again(written: str) -> Told:
    """The telling that `telling` wrote."""
    return msgspec.json.decode(written[2:], type=Told)


def arrival_id(report: str, name: str, provenance: str, told: Told) -> str:
    """The id of a report's coming under a name, from somewhere, with what was told of it."""
    return hashed("arrival", report, name, provenance, telling(told))


def reading_id(report: str, told: str, reader: str) -> str:
    """The id of what a version of the reader made of a report."""
    return hashed("reading", report, told, reader)


def refusal_id(report: str | None, name: str, reason: str, detail: str) -> str:
    """The id of a refusal."""
    return hashed("refusal", report, name, reason, detail)


class Written(msgspec.Struct, frozen=True):
    """A reading as it is written: the columns of its row in `readings`, those of its claims, and the hash of all."""

    columns: Mapping[str, Any]
    claims: tuple[Mapping[str, Any], ...]
    digest: str


def written(report: Report, reading: Reading, told: str, reader: str) -> Written:
    """A report and its reading as rows. The name is not among them: a report can come under several."""
    content = _encoder.encode(msgspec.structs.replace(report, name="", text=""))
    rest = _encoder.encode(msgspec.structs.replace(reading, claims=()))
    text = report.text.encode("utf-8", "surrogatepass")
    bodies = [_encoder.encode(msgspec.structs.replace(claim, report=NO_REPORT)) for claim in reading.claims]
    identity = reading_id(report.id, told, reader)
    columns = {
        "id": identity,
        "report": report.id,
        "told": told,
        "reader": reader,
        **report_columns(report),
        "claims": len(bodies),
        "text": text,
        "content": content,
        "rest": zlib.compress(rest, 1),
    }
    rows = tuple(
        {"position": i, "content": body, **claim_columns(claim)}
        for i, (claim, body) in enumerate(zip(reading.claims, bodies, strict=True))
    )
    return Written(columns, rows, digest(identity, text, content, rest, bodies))


def digest(identity: str, text: bytes, content: bytes, rest: bytes, claims: Iterable[bytes]) -> str:
    """The hash of a reading: of its parts' hashes, so that no part can pass for another."""
    parts = (identity.encode(), text, content, rest, *claims)
    return sha256(b"".join(sha256(part).digest() for part in parts)).hexdigest()


def report_columns(report: Report) -> dict[str, Any]:
    """What a report is looked up by."""
    start, end = days(report.published)
    return {"language": plain(report.language), "published_from": start, "published_to": end}


def claim_columns(claim: Claim) -> dict[str, Any]:
    """What a claim is looked up by; all derived from the claim."""
    happened = days(claim.happened.edtf if claim.happened else None)
    said = days(claim.said.edtf if claim.said else None)
    return {
        "id": claim.id,
        "event": claim.event,
        "counted": claim.counted and plain(claim.counted.kind),
        "affiliation": claim.counted and plain(claim.counted.affiliation),
        "low": claim.figure and small(claim.figure.low),
        "high": claim.figure and small(claim.figure.high),
        "place": claim.place and plain(folded(claim.place.name)),
        "country": claim.place and plain(claim.place.country),
        "happened_from": happened[0],
        "happened_to": happened[1],
        "said_from": said[0],
        "said_to": said[1],
        "certainty": claim.certainty,
        "polarity": claim.polarity,
    }


def days(edtf: str | None) -> tuple[str | None, str | None]:
    """The first and last second of an EDTF date, as text whose order is that of time."""
    found = stretch(edtf)
    return (found.start.isoformat(), found.end.isoformat()) if found else (None, None)


def plain(word: str | None) -> str | None:
    """A word for look-ups: PostgreSQL's characters have no NUL."""
    return word.replace("\0", "\u2400") if word else word


def small(number: int | None) -> int | None:
    """A number that the column can hold; the claim itself keeps the right one."""
    return None if number is None else max(-MAX_WHOLE_NUMBER, min(MAX_WHOLE_NUMBER, number))


def report_again(content: bytes, text: bytes, name: str) -> Report:
    """The report that a row holds."""
    words = text.decode("utf-8", "surrogatepass")
    return msgspec.structs.replace(_report.decode(content), name=name, text=words)


def reading_again(rest: bytes, claims: Iterable[bytes], report: Report) -> Reading:
    """The reading that rows hold."""
    reference = report.reference()
    found = tuple(claim_again(content, reference) for content in claims)
    return msgspec.structs.replace(_reading.decode(zlib.decompress(rest)), claims=found)


def claim_again(content: bytes, reference: ReportReference) -> Claim:
    """The claim that a row holds, with what it says of its report."""
    return msgspec.structs.replace(_claim.decode(content), report=reference)
