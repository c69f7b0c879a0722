"""The whole machine on one screen: bytes -> report -> claims -> ledger -> findings."""

import os
import time
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from selon import __version__, keep, read, reconcile, understand
from selon.keep import AsOf, Change, Entry, Problem, Record, Told
from selon.model import Claim, Reading, Refusal, Report
from selon.model.decision import Decisions
from selon.model.finding import Clock, Finding
from selon.settings import MAX_BATCH, MAX_BATCH_SECONDS, MAX_REPORT_BYTES

if TYPE_CHECKING:
    from selon.keep.ledger import Ledger

NOTHING_TOLD = Told()
NO_DECISIONS = Decisions()
READS = ("knowledge", "model", "read", "understand", "settings.py")
"""What decides how a report is read."""


class Read(msgspec.Struct, frozen=True):
    """An input that was read: its bytes as they came, the report that they hold, and what was understood of it."""

    data: bytes
    report: Report
    reading: Reading


def read_bytes(data: bytes, name: str, told: Told = NOTHING_TOLD) -> Read | Refusal:
    """One input read and understood, or the reason why not.

    An error of the reader itself is a refusal too: one report must not keep the others from being read.
    """
    try:
        report = read.report(data, name, published=told.published, language=told.language)
        if isinstance(report, Refusal):
            return report
        return Read(data, report, understand.understand(report))
    except Exception as error:
        return Refusal(identity(data), name, "error", f"the reader failed: {type(error).__name__}: {error}")


def read_file(path: Path, told: Told = NOTHING_TOLD) -> Read | Refusal:
    """One file read and understood, or the reason why not."""
    where = os.fsencode(path).decode("utf-8", "replace")
    try:
        if path.is_dir():
            return Refusal(None, where, "folder", "a folder, not a file")
        if (size := path.stat().st_size) > MAX_REPORT_BYTES:
            limit = MAX_REPORT_BYTES // (1024 * 1024)
            return Refusal(None, where, "too-large", f"{size} bytes; the limit is {limit} MiB")
        data = path.read_bytes()
    except FileNotFoundError:
        return Refusal(None, where, "missing", "no such file")
    except OSError as error:
        return Refusal(None, where, "permission", error.strerror or str(error))
    return read_bytes(data, Path(where).name, told)


def read_files(paths: Iterable[Path], told: Told = NOTHING_TOLD) -> Iterator[Read | Refusal]:
    """Every file read and understood, or refused, in the order given."""
    return (read_file(path, told) for path in paths)


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


def add(ledger: "Ledger", paths: Iterable[Path], told: Told = NOTHING_TOLD) -> Iterator[Record | Refusal]:
    """Every file recorded in the ledger, in the order given; each result comes once it is safe on disk."""
    batch: list[Entry | Refusal] = []
    since = time.monotonic()
    for result in read_files(paths, told):
        batch.append(entry(result, told) if isinstance(result, Read) else result)
        if len(batch) >= MAX_BATCH or time.monotonic() - since > MAX_BATCH_SECONDS:
            yield from ledger.add(batch)
            batch, since = [], time.monotonic()
    if batch:
        yield from ledger.add(batch)


def entry(read: Read, told: Told = NOTHING_TOLD) -> Entry:
    """What was read, as the ledger takes it."""
    return Entry(read.data, told, read.report, read.reading)


def reread(ledger: "Ledger") -> Iterator[Change | Refusal]:
    """Every report that another version read, read again and recorded beside the old reading; what changed."""
    return ledger.reread(read_again)


def verify(ledger: "Ledger", deep: bool = False) -> Iterator[Problem | int]:
    """Everything in the ledger that is not as it must be; `deep` reads every report again, see `verify_readings`."""
    yield from ledger.verify()
    if deep:
        yield from ledger.verify_readings(read_again)


def read_again(data: bytes, name: str, told: Told) -> tuple[Report, Reading] | Refusal:
    """A report of the ledger, read by this version."""
    result = read_bytes(data, name, told)
    return (result.report, result.reading) if isinstance(result, Read) else result


def identity(data: bytes) -> str:
    """The id of a report: `sha256:` of its bytes."""
    from hashlib import sha256

    return f"sha256:{sha256(data).hexdigest()}"


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
