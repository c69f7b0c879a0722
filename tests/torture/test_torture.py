"""What the ledger must stand. Every test ends with the ledger whole, and with all that it acknowledged in it.

The counts are those of a release; see `dose.py` for how many of them are done when.
"""

import hashlib
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dose import Tell, times
from texts import report, strange, write

from selon import flow, understand
from selon.joints import entry
from selon.keep import Entry, Kept, open_ledger
from selon.keep.ledger import Ledger
from selon.model import Refusal, Report, Span

PROGRAM = (sys.executable, "-m", "selon")
ACKNOWLEDGED = re.compile(r"^(\S+): (added|known) ([0-9a-f]{12})\b.*\n", re.MULTILINE)


def add(where: str, paths: list[Path], output: Path) -> "subprocess.Popen[bytes]":
    """`selon add`, started; what it acknowledges goes into a file."""
    with output.open("wb") as out:
        command = [*PROGRAM, "--ledger", where, "add", *map(str, paths)]
        return subprocess.Popen(command, stdout=out, stderr=subprocess.PIPE)


def acknowledged(output: Path) -> set[str]:
    """The reports that a command said were safe: whole lines only."""
    return {identity for _, _, identity in ACKNOWLEDGED.findall(output.read_text())}


def ids(ledger: Ledger) -> set[str]:
    """The reports in a ledger, as they are acknowledged."""
    with ledger._database.read() as connection:
        return {row[0][7:19] for row in connection.exec_driver_sql("SELECT id FROM raws")}


def whole(where: str, promised: set[str]) -> int:
    """The ledger is whole and has what was promised; how many reports it has."""
    with flow.open_ledger(where) as ledger:
        assert [*ledger.verify()] == []
        there = ids(ledger)
        assert promised <= there
        return len(there)


@contextmanager
def child(work: Callable[[], None]) -> Iterator[int]:
    """Work in a process of its own, to be killed."""
    pid = os.fork()
    if pid == 0:
        try:
            work()
            os._exit(0)
        except BaseException:
            os._exit(1)
    try:
        yield pid
    finally:
        os.waitpid(pid, 0)


def test_killed_while_adding(where: str, backend: str, tmp_path: Path, tell: Tell) -> None:
    chance = random.Random(1)
    began = time.monotonic()
    assert add(where, write(tmp_path / "first", range(150), 7), tmp_path / "out").wait() == 0
    usual = time.monotonic() - began
    promised, cut, kills = acknowledged(tmp_path / "out"), 0, times(100, 6)
    assert len(promised) == 150
    for kill in range(kills):
        paths = write(tmp_path / "more", range(1000 + 150 * kill, 1150 + 150 * kill))
        process = add(where, paths, tmp_path / "out")
        if chance.random() < 0.3:
            time.sleep(chance.uniform(0, usual))
        else:  # most of the time of a small `add` is its start: wait until some reports are acknowledged
            some = chance.randint(1, 149)
            while process.poll() is None and (tmp_path / "out").read_bytes().count(b"\n") < some:
                time.sleep(0.001)
            time.sleep(chance.uniform(0, 0.05))
        process.kill()
        process.communicate()
        said = acknowledged(tmp_path / "out")
        promised |= said
        cut += 0 < len(said) < 150
        if kill % 20 == 19:
            whole(where, promised)
    there = whole(where, promised)
    assert cut
    tell(
        f"{kills} SIGKILLs at random moments of `add` ({backend})",
        f"{cut} of them between the first and the last acknowledged report; {len(promised)} reports acknowledged, "
        f"{there} in the ledger, none half there",
    )


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[bool]:
    """A file system of so many bytes on a folder; gives whether this machine lets us."""
    folder.mkdir(exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    mounted = os.geteuid() == 0 and subprocess.run(command, capture_output=True).returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(folder)], check=True)


def test_disk_full(tmp_path: Path, tell: Tell) -> None:
    chance = random.Random(2)
    faults, full, promised_in_all = times(50, 4), 0, 0
    paths = write(tmp_path / "reports", range(120))
    real = 0
    for fault in range(faults):
        with small_disk(tmp_path / f"disk{fault}", int(2 ** chance.uniform(18, 23)) // 4096 * 4096) as mounted:
            where = str(tmp_path / f"disk{fault}" / "ledger.db")
            real += mounted
            limit = int(2 ** chance.uniform(17, 22))

            def bounded(limit: int = limit, mounted: bool = mounted) -> None:
                import resource

                if not mounted:  # the next best: no file may grow beyond
                    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

            with (tmp_path / "out").open("wb") as out:
                command = [*PROGRAM, "--ledger", where, "add", *map(str, paths)]
                done = subprocess.run(command, stdout=out, stderr=subprocess.PIPE, preexec_fn=bounded, check=False)
            promised = acknowledged(tmp_path / "out")
            promised_in_all += len(promised)
            if done.returncode:
                full += 1
                assert done.returncode == 1, done.stderr.decode()
                assert b"Traceback" not in done.stderr
                assert b"could not be" in done.stderr or b"disk" in done.stderr, done.stderr.decode()
            if not mounted or Path(where).exists():
                copy = tmp_path / f"copy{fault}"
                copy.mkdir()
                for file in Path(where).parent.glob("ledger.db*"):  # to a disk with room, as an operator would
                    if not file.name.endswith("-shm"):
                        shutil.copy(file, copy)
                if (copy / "ledger.db").exists():
                    whole(str(copy / "ledger.db"), promised)
                    assert add(str(copy / "ledger.db"), paths, tmp_path / "again").wait() == 0
                    assert whole(str(copy / "ledger.db"), promised) == 120
                shutil.rmtree(copy)
    assert full
    how = "a file system without room" if real == faults else "a limit on the size of files"
    tell(
        f"{faults} disk-full faults (SQLite, {how})",
        f"{full} stopped `add` with a message; {promised_in_all} reports acknowledged, all there; "
        "each ledger whole, and complete after adding again with room",
    )


def test_many_writers(where: str, backend: str, tmp_path: Path, tell: Tell) -> None:
    each = times(500, 40)
    step = each * 2 // 5
    paths = write(tmp_path / "reports", range(each + 3 * step))
    parts = [paths[i * step : i * step + each] for i in range(4)]
    began = time.monotonic()
    processes = [add(where, part, tmp_path / f"out{i}") for i, part in enumerate(parts)]
    for process in processes:
        _, said = process.communicate()
        assert process.returncode == 0, said.decode()
        assert b"locked" not in said
    spent = time.monotonic() - began
    new = sum((tmp_path / f"out{i}").read_text().count(": added ") for i in range(4))
    assert new == len(paths) == whole(where, set())
    assert {p.name for p in paths} == names(where)
    tell(
        f"4 writers × {each} overlapping reports ({backend})",
        f"{len(paths)} distinct reports, {new} added, none twice, no writer refused, {spent:.1f} s",
    )


def names(where: str) -> set[str]:
    """The names of the reports in a ledger."""
    with flow.open_ledger(where) as ledger:
        return {kept.report.name for kept in ledger.readings()}


def test_killed_while_migrating(tmp_path: Path, tell: Tell) -> None:
    old = tmp_path / "schema-1.db"
    before = schema_1(old, times(400, 60))
    copy = tmp_path / "copy.db"
    shutil.copy(old, copy)
    began = time.monotonic()
    with child(lambda: open_ledger(str(copy), "1").close()):
        pass
    usual = time.monotonic() - began
    chance, found, kills = random.Random(3), {1: 0, 2: 0}, times(50, 6)
    for _ in range(kills):
        for file in tmp_path.glob("copy.db*"):
            file.unlink()
        shutil.copy(old, copy)
        with child(lambda: open_ledger(str(copy), "1").close()) as pid:
            time.sleep(chance.uniform(0, usual * 1.4))
            os.kill(pid, signal.SIGKILL)
        with sqlite3.connect(copy) as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            found[version] += 1
            tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if version == 1:
                assert tables == {"reports", "refusals"}
                assert set(connection.execute("SELECT id, recorded FROM reports")) == before
            else:
                assert not {t for t in tables if t.endswith("_1")}
        connection.close()
        with open_ledger(str(copy), "1") as ledger:
            assert [*ledger.verify()] == []
            assert {(k.report.id, k.recorded) for k in ledger.readings()} == before
    assert found[1]
    tell(f"{kills} SIGKILLs at random moments of a migration (SQLite)", f"{found[1]} old, {found[2]} new, none between")


def schema_1(path: Path, count: int) -> set[tuple[str, str]]:
    """A ledger as the first version wrote it; its reports, and when they were recorded."""
    import msgspec

    with sqlite3.connect(Path(__file__).parents[1] / "keep" / "released" / "schema-1.db") as released:
        statements = [row[0] for row in released.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")]
        application = released.execute("PRAGMA application_id").fetchone()[0]
    rows = []
    for number in range(count):
        read = flow.read_bytes(report(number, random.Random(number)).encode(), f"{number}.txt")
        assert isinstance(read, flow.Read)
        recorded = f"2025-01-01T00:{number // 60:02}:{number % 60:02}.000000Z"
        bodies = (msgspec.json.encode(read.report), msgspec.json.encode(read.reading))
        rows.append((read.report.id, "", "", "0.1.0", read.report.name, recorded, read.data, *bodies))
    with sqlite3.connect(path) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.executemany("INSERT INTO reports VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        connection.execute(f"PRAGMA application_id = {application}")
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    return {(row[0], row[5]) for row in rows}


def test_one_hash_in_every_order(new_ledger: Callable[[], str], backend: str, tmp_path: Path, tell: Tell) -> None:
    chance, orders, hashes = random.Random(4), times(20, 2), set()
    home = tmp_path.parent / "one-hash"  # the same for both databases: a refusal has its path
    paths = write(home, range(24))
    for path in paths[:4]:  # the same bytes under another name
        paths.append(Path(shutil.copy(path, home / f"a{path.name}")))
    paths.append(home / "none.txt")
    for order in range(orders):
        for workers in (1, 2, 4):
            where = new_ledger()
            queue = [path for path in paths for _ in range(chance.randint(1, 3))]
            chance.shuffle(queue)
            parts = [queue[worker::workers] for worker in range(workers)]
            run_all([lambda part=part, where=where: add_here(where, part) for part in parts])  # type: ignore[misc]
            with flow.open_ledger(where) as ledger:
                hashes.add(ledger.content_hash())
                if order == 0:
                    assert [*ledger.verify()] == []
                    assert len(ids(ledger)) == 24
    assert len(hashes) == 1
    expected = home / "hash"
    if expected.exists():
        assert expected.read_text() == next(iter(hashes))
    expected.write_text(next(iter(hashes)))
    tell(f"the same reports 1 to 3 times in {orders} orders by 1, 2 and 4 workers ({backend})", "one export hash")


def add_here(where: str, paths: list[Path]) -> None:
    """Add files in this process."""
    with flow.open_ledger(where) as ledger:
        for _ in flow.add(ledger, map(str, paths)):
            pass


def run_all(works: list[Callable[[], None]]) -> None:
    """Run works at the same time, each in a process of its own; fails where one does."""
    pids = []
    for work in works:
        pid = os.fork()
        if pid == 0:
            try:
                work()
                os._exit(0)
            except BaseException:
                import traceback

                traceback.print_exc()
                os._exit(1)
        pids.append(pid)
    assert [os.waitpid(pid, 0)[1] for pid in pids] == [0] * len(pids)


def test_strange_texts(where: str, backend: str, tell: Tell) -> None:
    chance, count = random.Random(5), times(10_000, 300)
    texts = {f"{number}.txt": strange(number, chance) for number in range(count)}
    spans = claims = refused = nul = 0
    with flow.open_ledger(where) as ledger:
        batch: list[Entry | Refusal] = []
        for name, text in texts.items():
            result = flow.read_bytes(text.encode(), name)
            if isinstance(result, flow.Read):
                batch.append(entry(result))
            else:  # what is no text to the reader, as with a NUL in it, the ledger must bear all the same
                assert result.reason != "error", result
                nul += "\0" in text
                refused += 1
                batch.append(by_hand(text, name))
            if len(batch) == 200 or name == f"{count - 1}.txt":
                ledger.add(batch)
                batch = []
        for kept in ledger.readings():
            text = kept.report.text
            for part in parts(kept):
                words = text[part["start"] : part["end"]]
                assert words == part.get("exact", part.get("text", words))
                spans += 1
            claims += len(kept.reading.claims)
        assert [*ledger.verify()] == []
    assert claims > count
    assert nul
    tell(
        f"{count} texts with emoji, combining marks, NUL, right-to-left and CRLF ({backend})",
        f"{spans} spans of {claims} claims equal to their words in the ledger; {refused} texts put in by hand, "
        "being none to the reader",
    )


def by_hand(text: str, name: str) -> Entry:
    """A report that no file can hold, read all the same."""
    data = text.encode()
    whole = Report("sha256:" + hashlib.sha256(data).hexdigest(), name, text, "fr", body=(Span(0, len(text)),))
    return Entry(data, flow.NOTHING_TOLD, whole, understand.understand(whole))


def parts(kept: Kept) -> Iterator[dict[str, Any]]:
    """Every part of a reading that has a place in the text."""
    import msgspec

    def walk(value: object) -> Iterator[dict[str, Any]]:
        if isinstance(value, dict):
            if "start" in value:
                yield value
            for inner in value.values():
                yield from walk(inner)
        elif isinstance(value, list | tuple):
            for inner in value:
                yield from walk(inner)

    yield from walk(msgspec.to_builtins(kept.reading))


def test_many_at_once(where: str, backend: str, tmp_path: Path, tell: Tell) -> None:
    """A watcher adding, two people deciding, five reading."""
    count = times(200, 60)
    paths = write(tmp_path / "reports", range(count))
    add_here(where, paths[:20])
    with flow.open_ledger(where) as ledger:
        some = [claim.id for kept in ledger.readings() for claim in kept.reading.claims][:20]

    def decide(who: str) -> None:
        with flow.open_ledger(where) as ledger:
            for claim in some:
                decision = ledger.decide("misread", claim, {"right": None}, who, "an exercise")
                if who == "Bo":
                    ledger.undo(decision.id, who, "an exercise")

    def look() -> None:
        with flow.open_ledger(where) as ledger:
            last = 0
            for _ in range(6):
                seen = [(kept.report.id, len(kept.reading.claims)) for kept in ledger.readings(decided=False)]
                assert all(claims for _, claims in seen)
                assert len(seen) >= last
                last = len(seen)

    run_all([lambda: add_here(where, paths), lambda: decide("Ana"), lambda: decide("Bo"), *[look] * 5])
    with flow.open_ledger(where) as ledger:
        assert [*ledger.verify()] == []
        assert len(ids(ledger)) == count
        made = ledger.decisions()
        assert len(made) == 3 * len(some)
        assert {d.who for d in made if not d.undone and d.kind == "misread"} == {"Ana"}
    tell(
        f"a watcher, two people deciding, five reading ({backend})",
        f"{count} reports, {3 * len(some)} decisions, all there",
    )
