"""The whole machine on one screen: bytes -> report -> claims -> ledger -> findings."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from selon import read, understand
from selon.keep import Ledger, Record
from selon.model import Reading, Refusal, Report
from selon.settings import MAX_REPORT_BYTES


class Told(msgspec.Struct, frozen=True):
    """What is known of an input beside its bytes: an EDTF date of publication, an ISO 639-1 language."""

    published: str | None = None
    language: str | None = None


class Read(msgspec.Struct, frozen=True):
    """An input that was read: its bytes as they came, the report that they hold, and what was understood of it."""

    data: bytes
    report: Report
    reading: Reading


NOTHING_TOLD = Told()


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
    try:
        if path.is_dir():
            return Refusal(None, str(path), "folder", "a folder, not a file")
        if path.stat().st_size > MAX_REPORT_BYTES:
            limit = MAX_REPORT_BYTES // (1024 * 1024)
            return Refusal(None, str(path), "too-large", f"{path.stat().st_size} bytes; the limit is {limit} MiB")
        data = path.read_bytes()
    except FileNotFoundError:
        return Refusal(None, str(path), "missing", "no such file")
    except OSError as error:
        return Refusal(None, str(path), "unreadable", error.strerror or str(error))
    return read_bytes(data, path.name, told)


def read_files(paths: Iterable[Path], told: Told = NOTHING_TOLD) -> Iterator[Read | Refusal]:
    """Every file read and understood, or refused, in the order given."""
    return (read_file(path, told) for path in paths)


def add(ledger: Ledger, paths: Iterable[Path], told: Told = NOTHING_TOLD) -> Iterator[Record | Refusal]:
    """Every file recorded in the ledger; each result comes once it is safe on disk."""
    for result in read_files(paths, told):
        if isinstance(result, Refusal):
            ledger.refuse(result)
            yield result
        else:
            yield ledger.add(result.data, (told.published, told.language), result.report, result.reading)


def identity(data: bytes) -> str:
    """The id of a report: `sha256:` of its bytes."""
    from hashlib import sha256

    return f"sha256:{sha256(data).hexdigest()}"
