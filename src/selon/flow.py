"""The whole machine on one screen: bytes -> report -> claims -> ledger -> findings."""

import time
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from selon import __version__, keep, read, reconcile, understand
from selon.errors import UsageError
from selon.keep import AsOf, Change, CopyOf, Entry, Problem, Record, Told
from selon.model import Claim, Reading, Refusal, Report
from selon.model.decision import Decisions
from selon.model.finding import Clock, Finding
from selon.read import copies
from selon.read.text import Facts
from selon.settings import MAX_BATCH, MAX_BATCH_SECONDS, MAX_COPIES

if TYPE_CHECKING:
    from selon.keep.ledger import Ledger

NOTHING_TOLD = Told()
NO_DECISIONS = Decisions()
READS = ("knowledge", "model", "read", "understand", "settings.py")
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


def read_all(
    sources: Iterable[str], told: Told = NOTHING_TOLD, allow_private: bool = False
) -> Iterator[Read | Refusal]:
    """Everything that files, folders, archives and addresses hold, read and understood, or refused, in order.

    `allow_private`: fetch from addresses that are not public too.
    """
    for given in read.inputs(sources, allow_private=allow_private):
        yield printable(given) if isinstance(given, Refusal) else read_input(given, told)


def read_bytes(data: bytes, name: str, told: Told = NOTHING_TOLD) -> Read | Refusal:
    """One input read and understood, or the reason why not. `told` tells all that is known of it."""
    facts = dict(told.facts)
    kind = facts.pop("kind", None)
    given = read.Input(data, name, name, msgspec.convert(facts, Facts), kind)
    return read_input(given, Told(told.published, told.language))


def read_input(given: read.Input, told: Told = NOTHING_TOLD) -> Read | Refusal:
    """One input read and understood, or the reason why not. `told`: what a person told of it.

    An error of the reader itself is a refusal too: one report must not keep the others from being read.
    """
    given = msgspec.structs.replace(given, name=characters(given.name), provenance=characters(given.provenance))
    try:
        report = read.read(given, published=told.published, language=told.language)
        if isinstance(report, Refusal):
            return report
        return Read(given.data, report, understand.understand(report), all_told(given, told), given.provenance)
    except UsageError:
        raise
    except Exception as error:
        return Refusal(given.id, given.name, "error", f"the reader failed: {type(error).__name__}: {error}")


def all_told(given: read.Input, told: Told) -> Told:
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


class Gathered(msgspec.Struct, frozen=True):
    """What a finding or a brief is made from. `recorded`: for each report's id, when the ledger took it."""

    reports: tuple[Report, ...]
    readings: tuple[Reading, ...]
    refused: tuple[Refusal, ...] = ()
    recorded: Mapping[str, str] = {}
    decisions: Decisions = NO_DECISIONS

    @property
    def claims(self) -> list[Claim]:
        """The claims of all the readings."""
        return [claim for reading in self.readings for claim in reading.claims]


def gather(results: Iterable[Read | Refusal]) -> Gathered:
    """What files hold, each report once."""
    read, refused = dict[str, Read](), list[Refusal]()
    for result in results:
        if isinstance(result, Refusal):
            refused.append(result)
        else:
            read.setdefault(result.report.id, result)
    whole = read.values()
    return Gathered(tuple(r.report for r in whole), tuple(r.reading for r in whole), tuple(refused))


def gather_ledger(ledger: "Ledger", as_of: AsOf | None = None) -> Gathered:
    """What the ledger holds, or held on a day by the clock of recording; with people's decisions."""
    then = as_of if as_of and as_of.clock == "recorded" else None
    kept = list(ledger.readings(then))
    return Gathered(
        tuple(k.report for k in kept),
        tuple(k.reading for k in kept),
        tuple(k.refusal for k in ledger.refusals(then)),
        {k.report.id: k.recorded for k in kept},
        ledger.decisions_in_force(then),
    )


def findings(gathered: Gathered, as_of: AsOf | None = None) -> tuple[Finding, ...]:
    """What the claims say of each quantity, side by side, as of a day."""
    clock: Clock = as_of.clock if as_of else "published"
    day = as_of.day if as_of else None
    return reconcile.findings(gathered.claims, day, clock, recorded=gathered.recorded, decisions=gathered.decisions)


def open_ledger(where: str) -> "Ledger":
    """The ledger at a path or `postgresql://…`. Raises LedgerError where it cannot be opened."""
    return keep.open_ledger(where, reader_version())


def add(
    ledger: "Ledger", sources: Iterable[str], told: Told = NOTHING_TOLD, allow_private: bool = False
) -> Iterator[Record | Refusal]:
    """Everything that the sources hold recorded in the ledger, in order; each result comes once it is safe on disk.

    What came before in the same way is not read again.
    """
    return record(ledger, read.inputs(sources, allow_private=allow_private), told)


def watch(
    ledger: "Ledger", feeds: Iterable[str], state: Path, every: float, rounds: int | None, allow_private: bool = False
) -> Iterator[Record | Refusal]:
    """What is new in feeds, recorded as it comes: once for each of `rounds`, or until somebody stops it.

    `state`: the file that remembers what was seen; `every`: seconds from round to round.
    """
    from selon.read.watch import Watch

    watched = Watch(feeds, state, allow_private=allow_private, every=every)
    return record(ledger, watched.rounds(rounds), NOTHING_TOLD, most=1)  # seen is what was recorded


def record(
    ledger: "Ledger", inputs: Iterable[read.Input | Refusal], told: Told, most: int = MAX_BATCH
) -> Iterator[Record | Refusal]:
    """Inputs recorded, at most so many in one transaction."""
    batch: list[Entry | Refusal | Record] = []
    since = time.monotonic()
    for given in inputs:
        batch.append(printable(given) if isinstance(given, Refusal) else known(ledger, given, told))
        if len(batch) >= most or time.monotonic() - since > MAX_BATCH_SECONDS:
            yield from recorded(ledger, batch)
            batch, since = [], time.monotonic()
    yield from recorded(ledger, batch)


def recorded(ledger: "Ledger", batch: list[Entry | Refusal | Record]) -> Iterator[Record | Refusal]:
    """A batch put into the ledger; of what is new, whether it repeats what was there."""
    for given, result in zip(batch, ledger.add(batch) if batch else (), strict=True):
        if isinstance(given, Entry) and isinstance(result, Record) and result.new:
            for copy in copies_of(ledger, given.report, given.bands, most=1):
                result = msgspec.structs.replace(result, copy=CopyOf(copy.of, copy.kind, copy.share))
        yield result


def known(ledger: "Ledger", given: read.Input, told: Told) -> Entry | Refusal | Record:
    """An input to record; or what is recorded of it already, so that it need not be read."""
    name, provenance = characters(given.name), characters(given.provenance)
    if record := ledger.known(given.id, name, provenance, all_told(given, told)):
        return record
    result = read_input(given, told)
    return result if isinstance(result, Refusal) else entry(result)


def entry(read: Read) -> Entry:
    """What was read, as the ledger takes it."""
    return Entry(read.data, read.told, read.report, read.reading, read.provenance, copies.keys(read.report))


def copies_of(ledger: "Ledger", report: Report, keys: Iterable[int], most: int = MAX_COPIES) -> list[copies.Copy]:
    """The reports of the ledger that are near-copies of one with these keys, the closest first, and what differs."""
    near = ledger.alike(keys, report.id, most)
    found = (copies.compare(report, other) for other in near)
    return sorted((copy for copy in found if copy), key=lambda copy: (-copy.share, copy.of))


def reread(ledger: "Ledger") -> Iterator[Change | Refusal]:
    """Every report that another version read, read again and recorded beside the old reading; what changed."""
    return ledger.reread(read_again)


def verify(ledger: "Ledger", deep: bool = False) -> Iterator[Problem | int]:
    """Everything in the ledger that is not as it must be; `deep` reads every report again, see `verify_readings`."""
    yield from ledger.verify()
    if deep:
        yield from ledger.verify_readings(read_again)


def read_again(data: bytes, name: str, told: Told) -> Entry | Refusal:
    """A report of the ledger, read by this version."""
    result = read_bytes(data, name, told)
    return entry(result) if isinstance(result, Read) else result


@cache
def reader_version() -> str:
    """The version of the reader: the program's, and a hash of the code and knowledge that decide how it reads."""
    from hashlib import sha256

    home = Path(__file__).parent
    files = [f for part in READS for f in ([home / part] if part.endswith(".py") else (home / part).rglob("*"))]
    found = sha256()
    for file in sorted(f for f in files if f.is_file() and "__pycache__" not in f.parts):
        found.update(sha256(str(file.relative_to(home).as_posix()).encode() + b"\0" + file.read_bytes()).digest())
    return f"{__version__}+{found.hexdigest()[:12]}"
