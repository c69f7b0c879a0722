"""The same flow on an existing distributed engine: archives in, claims as partitioned Parquet out.

The engine is Daft: its native runner on one machine, its Ray runner on a cluster, from the same code. What it runs is a
pure function of bytes, in a class that loads the knowledge once a worker. Inputs are taken a file at a time and in
rounds of so many bytes; a file's results appear all at once, when it is through. What was interrupted goes on at the
first file that is not through; a report that came before, by the hash of its bytes, is not taken again.
"""

import os
import shutil
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from selon import joints
from selon.errors import SelonError, UsageError
from selon.flow import NOTHING_TOLD, Read, Told
from selon.keep import Entry, Record
from selon.model import Claim, Reading, Refusal, Report
from selon.model.row import arrow
from selon.model.text import encodable
from selon.read import Input, inputs
from selon.read.facts import Facts
from selon.settings import MAX_BATCH, MAX_CHUNK, MAX_ROUND, MAX_ROUND_BYTES, MAX_ROUND_TRIES

if TYPE_CHECKING:
    import pyarrow

    from selon.keep.ledger import Ledger

MARK: Final = "selon-scan.json"
SILENT: Final = {
    "DAFT_ANALYTICS_ENABLED": "0",
    "DO_NOT_TRACK": "true",
    "SCARF_NO_ANALYTICS": "true",
    "RAY_USAGE_STATS_ENABLED": "0",
    "DAFT_PROGRESS_BAR": "0",
}
"""What keeps both engines from telling anybody that they run."""

PARTS: Final = ("claims", "reports", "refused")


class EngineError(SelonError):
    """The engine failed over a round, as often as it was tried. What is through is safe; the same command goes on."""


class Scanned(msgspec.Struct, frozen=True):
    """What became of a file. `repeated`: reports in it that had been taken before; `before`: the file itself had."""

    name: str
    reports: int
    claims: int
    refused: int
    repeated: int
    before: bool = False


class Result(msgspec.Struct, frozen=True):
    """What a worker gives back of one input: a report with its reading, or a refusal."""

    report: Report | None = None
    reading: Reading | None = None
    refusal: Refusal | None = None


def read_one(data: bytes, name: str, provenance: str, facts: bytes, kind: str | None, told: bytes) -> bytes:
    """Bytes -> report -> claims, as JSON: a pure function of what goes in."""
    given = Input(data, name, provenance, msgspec.json.decode(facts, type=Facts), kind)  # type: ignore[arg-type]
    result = joints.read_input(given, msgspec.json.decode(told, type=Told))
    if isinstance(result, Refusal):
        return msgspec.json.encode(Result(refusal=result))
    return msgspec.json.encode(Result(result.report, result.reading))


class Reader:
    """What a worker holds: the knowledge, loaded once."""

    def __init__(self) -> None:
        from selon.workers import prepare

        prepare()

    def __call__(
        self, data: bytes, name: str, provenance: str, facts: bytes, kind: str, told: bytes
    ) -> bytes:  # pragma: no cover - runs in a process of the engine
        """One input."""
        return read_one(data, name, provenance, facts, kind or None, told)


class Engine:
    """Daft with its runner. `ray`: the address of a Ray cluster; else it runs here. `workers`: readers at a time."""

    def __init__(self, workers: int, ray: str | None = None) -> None:
        os.environ.update(SILENT)
        try:
            import daft
        except ImportError as error:
            raise UsageError("this needs an engine: pip install 'selon[scale]'") from error
        if ray is not None:
            try:
                daft.set_runner_ray(address=ray or None)
            except ImportError as error:
                raise UsageError("this needs Ray: pip install 'selon[scale]'") from error
        else:
            daft.set_runner_native()
        self._daft = daft
        decorated = daft.cls(use_process=ray is None, max_concurrency=workers)(Reader)
        self._read = decorated()

    def run(self, batch: list[Input], told: Told) -> list[Result]:
        """What became of a batch, in its order. Raises EngineError where the engine fails as often as it is tried."""
        daft, said = self._daft, msgspec.json.encode(told)
        columns: dict[str, list[Any]] = {
            "at": list(range(len(batch))),
            "data": [one.data for one in batch],
            "name": [joints.characters(one.name) for one in batch],
            "provenance": [joints.characters(one.provenance) for one in batch],
            "facts": [msgspec.json.encode(one.facts) for one in batch],
            "kind": [one.kind or "" for one in batch],
            "told": [said] * len(batch),
        }
        names = [name for name in columns if name != "at"]
        for tried in range(1, MAX_ROUND_TRIES + 1):
            frame = daft.from_pydict(columns).into_batches(MAX_CHUNK)  # else one reader gets them all
            frame = frame.select("at", self._read(*(daft.col(name) for name in names)).alias("result"))
            try:
                found = frame.to_pydict()
            except Exception as error:  # whatever an engine raises when a worker of it dies
                if tried == MAX_ROUND_TRIES:
                    raise EngineError(
                        f"the engine failed {tried} times over the same reports: {error}"[:500]
                    ) from error
                continue
            results = dict(zip(found["at"], found["result"], strict=True))
            if sorted(results) == columns["at"]:
                return [msgspec.json.decode(results[at], type=Result) for at in columns["at"]]
        raise EngineError("the engine lost reports, as often as it was tried")


def scan(
    paths: Iterable[str],
    out: Path,
    told: Told = NOTHING_TOLD,
    workers: int = 2,
    ray: str | None = None,
) -> Iterator[Scanned]:
    """Read archives into a folder of Parquet; each result comes once a file is through and safe on disk.

    `paths`: files and folders: WARC, JSON lines, Parquet with a column `text`, or whatever else `selon add` takes.
    Raises UsageError where the folder holds something else, EngineError where the engine fails.
    """
    files = list(archives(paths))
    prepare(out)
    seen = taken_before(out)
    engine: Engine | None = None
    for path in files:
        key = key_of(path)
        done = out / "done" / f"{key}.json"
        if done.exists():
            before = msgspec.json.decode(done.read_bytes(), type=Scanned)
            yield msgspec.structs.replace(before, before=True)
            continue
        engine = engine or Engine(workers, ray)
        yield scan_file(path, key, out, told, engine, seen)


def scan_file(path: Path, key: str, out: Path, told: Told, engine: Engine, seen: set[bytes]) -> Scanned:
    """One file: its results stand under a name of their own until they are whole."""
    partial = out / ".partial" / key
    shutil.rmtree(partial, ignore_errors=True)
    counted = dict.fromkeys(("reports", "claims", "refused", "repeated"), 0)
    fresh: set[bytes] = set()
    for number, (batch, refused, repeated) in enumerate(rounds(path, seen, fresh)):
        counted["repeated"] += repeated
        for part, rows in written(number, batch, refused, told, engine, partial).items():
            counted[part] += rows
        batch.clear()  # else it would be held while the next one is gathered
    for part in PARTS:
        target = out / part / f"input={key}"
        shutil.rmtree(target, ignore_errors=True)
        if (partial / part).exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            (partial / part).rename(target)
    result = Scanned(path.name, counted["reports"], counted["claims"], counted["refused"], counted["repeated"])
    (out / "done").mkdir(exist_ok=True)
    mark = out / "done" / f"{key}.json"
    mark.with_suffix(".new").write_bytes(msgspec.json.encode(result))
    mark.with_suffix(".new").rename(mark)
    shutil.rmtree(partial, ignore_errors=True)
    seen |= fresh
    return result


def written(
    number: int, batch: list[Input], refused: list[Refusal], told: Told, engine: Engine, partial: Path
) -> dict[str, int]:
    """What became of a round, on disk; how many rows each part has of it."""
    results: list[tuple[Input | None, Result]] = [(None, Result(refusal=refusal)) for refusal in refused]
    if batch:
        results += zip(batch, engine.run(batch, told), strict=True)
    tables = tabled(results, told)
    for part in PARTS:
        write(tables[part], partial / part / f"part-{number:05}.parquet")
    return {part: tables[part].num_rows for part in PARTS}


def rounds(path: Path, seen: set[bytes], fresh: set[bytes]) -> Iterator[tuple[list[Input], list[Refusal], int]]:
    """The inputs of a file in batches that fit into memory, with what could not be taken and how many came before."""
    batch: list[Input] = []
    refused: list[Refusal] = []
    size = repeated = 0
    for given in parquet_rows(path) if path.suffix == ".parquet" else inputs([str(path)]):
        if isinstance(given, Refusal):
            refused.append(joints.printable(given))
            continue
        identity = digest(given.id)
        if identity in seen or identity in fresh:
            repeated += 1
            continue
        fresh.add(identity)
        batch.append(given)
        size += len(given.data)
        if len(batch) >= MAX_ROUND or size >= MAX_ROUND_BYTES:
            yield batch, refused, repeated
            batch, refused, size, repeated = [], [], 0, 0
    if batch or refused or repeated:
        yield batch, refused, repeated


def parquet_rows(path: Path) -> Iterator[Input | Refusal]:
    """The rows of a Parquet file as records: each has a `text`, and whatever else a line of JSON can have."""
    from pyarrow import ArrowException, parquet

    number = 0
    try:
        for rows in parquet.ParquetFile(path).iter_batches(batch_size=MAX_ROUND):
            for row in rows.to_pylist():
                number += 1
                told = {key: value for key, value in row.items() if value is not None}
                name = str(told.get("id") or told.get("name") or f"{path.name}:{number}")
                line = msgspec.json.encode(told, enc_hook=str)
                yield Input(line, name[:200], f"{path}:{number}", Facts(), "record")
    except (ArrowException, OSError) as error:
        yield Refusal(None, path.name, "malformed", f"no Parquet: {error}"[:300])


def tabled(results: list[tuple[Input | None, Result]], told: Told) -> dict[str, "pyarrow.Table"]:
    """Results as rows of the three tables."""
    import pyarrow

    text, binary = pyarrow.string(), pyarrow.binary()
    report_schema = pyarrow.schema(
        [("id", text), ("name", text), ("provenance", text), ("title", text), ("outlet", text), ("url", text),
         ("language", text), ("published", text), ("claims", pyarrow.int64()), ("reader", text), ("told", text),
         ("data", binary), ("report", binary), ("reading", binary)]
    )  # fmt: skip
    refused_schema = pyarrow.schema([("id", text), ("name", text), ("reason", text), ("detail", text)])
    claims: list[Claim] = []
    reports: list[dict[str, Any]] = []
    refused: list[dict[str, Any]] = []
    for given, result in results:
        if result.refusal is not None:
            refused.append({key: encodable(value) for key, value in msgspec.structs.asdict(result.refusal).items()})
            continue
        report, reading = result.report, result.reading
        if given is None or report is None or reading is None:
            raise EngineError("a worker gave back nothing of a report")
        claims += reading.claims
        known = {key: encodable(getattr(report, key)) for key in ("id", "name", "title", "outlet", "url", "language")}
        reports.append(
            {
                **known,
                "provenance": encodable(given.provenance),
                "published": report.published,
                "claims": len(reading.claims),
                "reader": joints.reader_version(),
                "told": msgspec.json.encode(joints.all_told(given, told)).decode(),
                "data": given.data,
                "report": msgspec.json.encode(report),
                "reading": msgspec.json.encode(reading),
            }
        )
    return {
        "claims": arrow(claims),
        "reports": pyarrow.Table.from_pylist(reports, schema=report_schema),
        "refused": pyarrow.Table.from_pylist(refused, schema=refused_schema),
    }


def write(table: "pyarrow.Table", path: Path) -> None:
    """A table into a file of its own; none where it has no rows."""
    from pyarrow import parquet

    if table.num_rows:
        path.parent.mkdir(parents=True, exist_ok=True)
        parquet.write_table(table, path, compression="zstd")


def archives(paths: Iterable[str]) -> Iterator[Path]:
    """The files that paths name, in order; those of a folder in the order of their names."""
    for given in paths:
        path = Path(given)
        if path.is_dir():
            yield from sorted(
                p for p in path.rglob("*") if p.is_file() and not any(part.startswith(".") for part in p.parts)
            )
        elif path.is_file():
            yield path
        else:
            raise UsageError(f"there is no file {given}")


def key_of(path: Path) -> str:
    """The name of a file's part of the result: another one where the file is another, by its path, size and time."""
    told = path.stat()
    mark = sha256(f"{path.resolve()}|{told.st_size}|{told.st_mtime_ns}".encode("utf-8", "surrogateescape")).hexdigest()
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "-" for c in path.name)
    return f"{plain[:60]}-{mark[:12]}"


def digest(identity: str) -> bytes:
    """A report's id in the few bytes that it is remembered in: a million reports take some 60 MB."""
    return bytes.fromhex(identity.removeprefix("sha256:")[:32])


def prepare(out: Path) -> None:
    """Make the folder, or take up what was interrupted. Raises UsageError where it holds something else."""
    mark = out / MARK
    if out.exists() and any(out.iterdir()) and not mark.exists():
        raise UsageError(f"{out} is there already, and no result of a scan")
    out.mkdir(parents=True, exist_ok=True)
    mark.write_bytes(msgspec.json.encode({"reader": joints.reader_version(), "parts": PARTS}))
    shutil.rmtree(out / ".partial", ignore_errors=True)
    through = {path.stem for path in (out / "done").glob("*.json")}
    for part in PARTS:
        for folder in (out / part).glob("input=*"):
            if folder.name.removeprefix("input=") not in through:
                shutil.rmtree(folder)


def taken_before(out: Path) -> set[bytes]:
    """The reports that a folder holds."""
    files = list((out / "reports").glob("input=*/*.parquet"))
    if not files:
        return set()
    from pyarrow import parquet

    return {digest(name) for file in files for name in parquet.read_table(file, columns=["id"])["id"].to_pylist()}


def is_scanned(path: str) -> bool:
    """Whether a path is the result of a scan."""
    return (Path(path) / MARK).is_file()


def add_scanned(ledger: "Ledger", path: str) -> Iterator[Record | Refusal]:
    """What a scan found recorded in a ledger: as it was read, where this version of the reader did, else read again."""
    from pyarrow import parquet

    for file in sorted((Path(path) / "reports").glob("input=*/*.parquet")):
        for rows in parquet.ParquetFile(file).iter_batches(batch_size=MAX_BATCH):
            yield from joints.recorded(ledger, [scanned_entry(row) for row in rows.to_pylist()])


def scanned_entry(row: dict[str, Any]) -> Entry | Refusal:
    """A row of a scan's reports as the ledger takes it."""
    told = msgspec.json.decode(row["told"], type=Told)
    if row["reader"] != joints.reader_version():
        again = joints.read_again(row["data"], row["name"], told)
        if isinstance(again, Refusal):
            return again
        return msgspec.structs.replace(again, provenance=row["provenance"])
    report = msgspec.json.decode(row["report"], type=Report)
    reading = msgspec.json.decode(row["reading"], type=Reading)
    return joints.entry(Read(row["data"], report, reading, told, row["provenance"]))
