"""What joins the steps: one input through reading and understanding, one batch into the ledger."""

import time
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from selon import __version__, reconcile, understand
from selon.errors import KnowledgeError, UsageError
from selon.keep import CopyOf, Entry, Record, Told
from selon.model import Reading, Refusal, Report
from selon.read import Input, copies
from selon.read import read as read_report
from selon.read.facts import Facts
from selon.settings import MAX_BATCH, MAX_BATCH_SECONDS, MAX_COPIES

if TYPE_CHECKING:
    from selon.keep.ledger import Ledger

NOTHING_TOLD: Final = Told()
COMPILED: Final = (".so", ".pyd")
READS: Final = ("knowledge", "model", "read", "understand", "settings.py")
"""What decides how a report is read."""


class Read(msgspec.Struct, frozen=True):
    """An input that was read: its bytes as they came, the report that they hold, and what was understood of it.

    `told`: what is known of it beside its bytes; `provenance`: where the bytes were.
    """

    data: bytes
    report: Report
    reading: Reading
    told: Told = NOTHING_TOLD
    provenance: str = ""


def read_input(given: Input, told: Told = NOTHING_TOLD) -> Read | Refusal:
    """One input read and understood, or the reason why not. `told`: what a person told of it.

    An error of the reader itself is a refusal too: one report must not keep the others from being read. Raises
    UsageError where what was told cannot be, and KnowledgeError where the knowledge is malformed: neither is of one
    report alone.
    """
    given = msgspec.structs.replace(given, name=characters(given.name), provenance=characters(given.provenance))
    try:
        report = read_report(given, published=told.published, language=told.language)
        if isinstance(report, Refusal):
            return report
    except (UsageError, KnowledgeError):
        raise
    except Exception as error:
        return failed(given, error)
    try:
        return Read(given.data, report, understand.understand(report), all_told(given, told), given.provenance)
    except KnowledgeError:
        raise
    except Exception as error:  # a UsageError too: what was told has been taken by then
        return failed(given, error)


def failed(given: Input, error: Exception) -> Refusal:
    """The refusal of what the reader itself failed over."""
    return Refusal(given.id, given.name, "error", f"the reader failed: {type(error).__name__}: {error}")


def read_bytes(data: bytes, name: str, told: Told = NOTHING_TOLD) -> Read | Refusal:
    """Bytes read and understood, or the reason why not. `told`: all that is known of them."""
    facts = dict(told.facts)
    kind = facts.pop("kind", None)
    given = Input(data, name, name, msgspec.convert(facts, Facts), kind)
    return read_input(given, Told(told.published, told.language))


def all_told(given: Input, told: Told) -> Told:
    """What a person and the source told of an input: with its bytes, all that reading it again takes."""
    facts = {key: value for key, value in msgspec.to_builtins(given.facts).items() if value}
    if given.kind == "record":  # its place in a list says so, its bytes might not
        facts["kind"] = given.kind
    return Told(told.published, told.language, facts)


def printable(refusal: Refusal) -> Refusal:
    """A refusal whose name is characters."""
    return msgspec.structs.replace(refusal, name=characters(refusal.name))


def characters(name: str) -> str:
    """A name as characters: a file's may be any bytes."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def record(
    ledger: "Ledger", inputs: Iterable[Input | Refusal], told: Told, most: int = MAX_BATCH
) -> Iterator[Record | Refusal]:
    """Inputs recorded, at most so many in one transaction; each result comes once it is safe on disk."""
    batch: list[Entry | Refusal | Record] = []
    since = time.monotonic()
    for given in inputs:
        batch.append(printable(given) if isinstance(given, Refusal) else known_or_read(ledger, given, told))
        if len(batch) >= most or time.monotonic() - since > MAX_BATCH_SECONDS:
            yield from recorded(ledger, batch)
            batch, since = [], time.monotonic()
    yield from recorded(ledger, batch)


def recorded(ledger: "Ledger", batch: list[Entry | Refusal | Record]) -> Iterator[Record | Refusal]:
    """A batch put into the ledger; of what is new, whether it repeats what was there."""
    if not batch:
        return
    done = ledger.add(batch)
    new = {
        i: one
        for i, (one, result) in enumerate(zip(batch, done, strict=True))
        if isinstance(one, Entry) and isinstance(result, Record) and result.new
    }
    near = ledger.likest(new.values()) if new else {}
    for i, one in new.items():
        if (earlier := near.get(one.report.id)) and (found := copies.likeness(one.report, earlier)):
            done[i] = msgspec.structs.replace(done[i], copy=CopyOf(earlier.id, *found))
    yield from done


def known(ledger: "Ledger", given: Sequence[Input], told: Told) -> list[Record | None]:
    """What is recorded already of inputs, which need not be read then."""
    ways = [(one.id, characters(one.name), characters(one.provenance), all_told(one, told)) for one in given]
    return ledger.known(ways)


def known_or_read(ledger: "Ledger", given: Input, told: Told) -> Entry | Refusal | Record:
    """An input to record; or what is recorded of it already."""
    if record := known(ledger, [given], told)[0]:
        return record
    result = read_input(given, told)
    return result if isinstance(result, Refusal) else entry(result)


def entry(read: Read) -> Entry:
    """What was read, as the ledger takes it."""
    topics = reconcile.topics(read.reading.claims)
    return Entry(read.data, read.told, read.report, read.reading, read.provenance, copies.keys(read.report), topics)


def read_again(data: bytes, name: str, told: Told) -> Entry | Refusal:
    """A report of the ledger, read by this version."""
    result = read_bytes(data, name, told)
    return entry(result) if isinstance(result, Read) else result


def copies_of(ledger: "Ledger", report: Report, keys: Iterable[int]) -> list[copies.Copy]:
    """The reports of the ledger that are near-copies of one with these keys, the closest first, and what differs."""
    near = ledger.alike(keys, report.id, MAX_COPIES)
    found = (copies.compare(report, other) for other in near)
    return sorted((copy for copy in found if copy), key=lambda copy: (-copy.share, copy.of))


@cache
def reader_version() -> str:
    """The version of the reader: the program's, and a hash of the code and knowledge that decide how it reads.

    Compiled or not, it is the same reader.
    """
    home = Path(__file__).parent
    files = [f for part in READS for f in ([home / part] if part.endswith(".py") else (home / part).rglob("*"))]
    found = sha256()
    for file in sorted(f for f in files if f.is_file() and "__pycache__" not in f.parts and f.suffix not in COMPILED):
        found.update(sha256(str(file.relative_to(home).as_posix()).encode() + b"\0" + file.read_bytes()).digest())
    return f"{__version__}+{found.hexdigest()[:12]}"
