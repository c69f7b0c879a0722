"""`selon add --workers N`: the same ledger whatever the number, and a worker that dies takes nothing with it."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.house.conftest import EXAMPLES, selon

from selon import flow, workers
from selon.keep import Record
from selon.model import Refusal

from . import poison


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Many reports, some that are none, some that are there twice."""
    inside = tmp_path / "reports"
    inside.mkdir()
    for number in range(3):
        for path in EXAMPLES:
            text = path.read_text(encoding="utf-8") + f"\nUpdate {number if number < 2 else 0}.\n"
            (inside / f"{number}-{path.name}").write_text(text, encoding="utf-8")
    (inside / "broken.pdf").write_bytes(b"%PDF-1.7 \x00")
    (inside / "empty.txt").write_bytes(b"")
    (inside / "news.jsonl").write_text('{"text": "12 people were killed in Lille, police said."}\nno json\n')
    return inside


def added(ledger: Path, folder: Path, count: int) -> list[Record | Refusal]:
    with flow.open_ledger(str(ledger)) as opened:
        return list(workers.add(opened, [str(folder)], workers=count))


def content(ledger: Path) -> str:
    with flow.open_ledger(str(ledger)) as opened:
        return opened.content_hash()


def names(results: list[Record | Refusal]) -> Iterator[tuple[str, bool]]:
    yield from ((one.name, isinstance(one, Refusal)) for one in results)


def test_the_ledger_is_the_same_whatever_their_number(folder: Path, tmp_path: Path) -> None:
    one = added(tmp_path / "one.db", folder, 1)
    for count in (2, 3):
        several = added(tmp_path / f"{count}.db", folder, count)
        assert list(names(several)) == list(names(one))
        assert content(tmp_path / f"{count}.db") == content(tmp_path / "one.db")
    assert sum(isinstance(result, Refusal) for result in one) >= 3


def test_again_changes_nothing_and_starts_no_process(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    added(tmp_path / "one.db", folder, 2)
    before = content(tmp_path / "one.db")
    started: list[int] = []
    monkeypatch.setattr(workers.Workers, "submit", lambda *_: started.append(1))
    with flow.open_ledger(str(tmp_path / "one.db")) as opened:
        again = list(
            workers.add(opened, [str(path) for path in sorted(folder.glob("*.txt")) if path.stat().st_size], workers=2)
        )
    assert started == []
    assert not any(isinstance(result, Record) and result.new for result in again)
    assert content(tmp_path / "one.db") == before


def test_a_worker_that_dies_takes_only_what_kills_it(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "read_chunk", poison.read_chunk)
    (folder / "2-deadly.txt").write_bytes(b"12 people were killed. " + poison.DEADLY)
    (folder / "2-once.txt").write_bytes(b"12 people were killed. " + poison.ONCE)
    results = added(tmp_path / "poisoned.db", folder, 2)
    refused = [result for result in results if isinstance(result, Refusal)]
    assert [result.detail for result in refused if result.name == "2-deadly.txt"] == [
        "the process that read it died, twice: it may have run out of memory, or was killed"
    ]
    good = {result.name for result in results if isinstance(result, Record)}
    assert "2-once.txt" in good
    assert {path.name for path in folder.glob("*.txt")} - good == {"2-deadly.txt", "empty.txt"}


def test_the_command_takes_them(folder: Path, tmp_path: Path) -> None:
    done = selon("add", folder, "--workers", "2", "--ledger", tmp_path / "one.db")
    assert done.returncode == 1  # something was refused
    lines = done.stdout.decode().splitlines()
    assert sum(": added" in line for line in lines) == 33
    assert selon("add", folder, "--workers", "0").returncode == 2


def test_little_is_read_ahead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "MAX_AHEAD_BYTES", 200_000)
    given = given_ahead = 0

    def endless() -> Iterator[workers.Input]:
        nonlocal given
        for number in range(600):
            given += 1
            data = f"Report {number}. {number + 10} people were killed in Lille, police said. ".encode() * 20
            yield workers.Input(data, f"{number}.txt", f"{number}.txt")

    with flow.open_ledger(str(tmp_path / "one.db")) as opened, workers.Workers(2) as pool:
        for done, _ in enumerate(workers.read_ordered(opened, endless(), workers.NOTHING_TOLD, pool), 1):
            given_ahead = max(given_ahead, given - done)
    assert given == 600
    assert given_ahead <= 3 * 2 * workers.MAX_CHUNK + 5 * workers.MAX_CHUNK


def test_a_script_without_a_guard_is_told_so(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "from selon import flow, workers\n"
        f"with flow.open_ledger({str(tmp_path / 'one.db')!r}) as ledger:\n"
        f"    list(workers.add(ledger, {[str(EXAMPLES[0])]!r}, workers=2))\n"
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("selon.errors.UsageError: no process can be started")
