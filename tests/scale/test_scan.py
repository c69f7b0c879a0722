"""`selon scan` on Daft's own runner: the same claims as `selon read`, whole files or nothing, nothing twice."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from fastwarc.warc import ArchiveIterator
from pyarrow import Table, parquet
from tests.house.conftest import EXAMPLES, ROOT, json_lines, selon
from tests.read import made

from selon import flow, scale
from selon.errors import UsageError
from selon.scale import Scanned

NEWS = [path.read_text(encoding="utf-8") for path in EXAMPLES]


def page(text: str) -> bytes:
    """A page with a text."""
    title, _, rest = text.partition("\n")
    paragraphs = "".join(f"<p>{line}</p>" for line in rest.splitlines() if line.strip())
    body = f"<article><h1>{title}</h1>{paragraphs}</article>"
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>".encode()


def warc(pages: list[bytes]) -> bytes:
    """An archive of responses."""
    return made.warc([made.response(f"https://example.org/{number}", body) for number, body in enumerate(pages)])


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A WARC, JSON lines and Parquet with the same news in part, some of it broken."""
    folder = tmp_path_factory.mktemp("archive")
    (folder / "crawl.warc").write_bytes(warc([page(text) for text in NEWS]))
    assert sum(1 for _ in ArchiveIterator((folder / "crawl.warc").open("rb"))) == len(NEWS)
    rows = [{"text": text, "published": "2025-01-15"} for text in NEWS[:8]]
    lines = [json.dumps(row) for row in rows]
    (folder / "news.jsonl").write_text("\n".join([*lines, "no json", lines[0], '{"text": 7}']) + "\n", encoding="utf-8")
    parquet.write_table(
        Table.from_pylist([{**row, "url": "https://example.org/p"} for row in rows[:4]]), folder / "table.parquet"
    )
    (folder / "broken.parquet").write_bytes(b"PAR1 no")
    return folder


@pytest.fixture(scope="module")
def scanned(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """The result of a scan, and what the command said."""
    out = tmp_path_factory.mktemp("scan") / "out"
    done = selon("scan", archive, "--out", out, "--workers", "2")
    assert done.returncode == 1, done.stderr.decode()  # something was refused
    return out, done.stdout.decode().splitlines()


def ids(out: Path) -> list[str]:
    """The ids of every claim, with how often each is there."""
    return [row[0] for row in duckdb.sql(f"select id from '{out}/claims/*/*.parquet' order by id").fetchall()]


def test_the_claims_are_those_of_selon_read(scanned: tuple[Path, list[str]], archive: Path) -> None:
    out, _ = scanned
    read: set[str] = set()
    for name in ("crawl.warc", "news.jsonl"):
        done = selon("read", "--json", archive / name)
        read |= {json.loads(line)["id"] for line in done.stdout.splitlines()}
    found = ids(out)
    assert len(found) == len(set(found))
    assert read <= set(found)
    assert len(read) > 60


def test_everything_is_counted(scanned: tuple[Path, list[str]]) -> None:
    out, lines = scanned
    assert len(lines) == 4
    news = next(line for line in lines if line.startswith("news.jsonl"))
    assert "8 reports" in news
    assert "2 refused" in news
    assert "1 repeated" in news
    assert any(line.startswith("broken.parquet: 0 reports, 0 claims, 1 refused") for line in lines)
    reasons = {row[0] for row in duckdb.sql(f"select reason from '{out}/refused/*/*.parquet'").fetchall()}
    assert {"malformed", "not-a-report"} <= reasons


def test_duckdb_reads_it_as_it_stands(scanned: tuple[Path, list[str]]) -> None:
    out, _ = scanned
    page = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
    questions = [block.split("```")[0] for block in page.split("```sql\n")[1:]]
    assert len(questions) == 3
    for question in questions:
        assert duckdb.sql(question.replace("FOLDER", str(out))).fetchall(), question


def test_a_ledger_takes_it(scanned: tuple[Path, list[str]], archive: Path, tmp_path: Path) -> None:
    out, _ = scanned
    assert selon("add", out, "--ledger", tmp_path / "one.db").returncode == 0
    again = selon("add", out, "--ledger", tmp_path / "one.db")
    assert ": added" not in again.stdout.decode()
    claims = json_lines(selon("search", "--limit", "0", "--json", "--ledger", tmp_path / "one.db"))
    assert sorted(claim["id"] for claim in claims) == ids(out)
    assert selon("verify", "--deep", "--ledger", tmp_path / "one.db").returncode == 0


def test_typed_again_it_reads_nothing(
    scanned: tuple[Path, list[str]], archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, _ = scanned
    before = ids(out)
    monkeypatch.setattr(scale, "Engine", None)
    assert all(one.before for one in scale.scan([str(archive)], out))
    assert ids(out) == before


class Breaking:
    """An engine that breaks once in the middle of the second file."""

    def __init__(self, *_: Any) -> None:
        self.rounds = 0

    def run(self, batch: list[Any], told: Any) -> list[scale.Result]:
        self.rounds += 1
        if self.rounds == 3:
            raise scale.EngineError("the machine is gone")
        return Straight().run(batch, told)


class Straight:
    """An engine that reads here and now."""

    def __init__(self, *_: Any) -> None:
        return

    def run(self, batch: list[Any], told: Any) -> list[scale.Result]:
        import msgspec

        return [
            msgspec.json.decode(
                scale.read_one(
                    one.data,
                    one.name,
                    one.provenance,
                    msgspec.json.encode(one.facts),
                    one.kind,
                    msgspec.json.encode(told),
                ),
                type=scale.Result,
            )
            for one in batch
        ]


def test_what_was_interrupted_goes_on_and_nothing_is_there_in_part(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scale, "MAX_ROUND", 6)
    monkeypatch.setattr(scale, "Engine", Straight)
    whole = tmp_path / "whole"
    results = list(scale.scan([str(archive)], whole))
    assert all(isinstance(one, Scanned) for one in results)

    monkeypatch.setattr(scale, "Engine", Breaking)
    out = tmp_path / "broken"
    with pytest.raises(scale.EngineError):
        list(scale.scan([str(archive)], out))
    through = {path.stem for path in (out / "done").glob("*.json")}
    for part in scale.PARTS:
        assert {p.name.removeprefix("input=") for p in (out / part).glob("input=*")} <= through
    monkeypatch.setattr(scale, "Engine", Straight)
    again = list(scale.scan([str(archive)], out))
    assert any(one.before for one in again)
    assert any(not one.before for one in again)
    assert ids(out) == ids(whole)


def test_a_folder_of_something_else_is_left_alone(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(UsageError):
        list(scale.scan([str(archive)], tmp_path))
    assert (tmp_path / "mine.txt").read_text() == "mine"
    with pytest.raises(UsageError):
        list(scale.scan([str(tmp_path / "nowhere")], tmp_path / "out"))


def test_the_engines_tell_nobody() -> None:
    code = (
        "import os, selon.scale as s; s.Engine(1); "
        "print(os.environ['DO_NOT_TRACK'], os.environ['DAFT_ANALYTICS_ENABLED'], os.environ['RAY_USAGE_STATS_ENABLED'])"
    )
    env = {key: value for key, value in os.environ.items() if key not in scale.SILENT}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["true", "0", "0"]


def test_another_version_of_the_reader_reads_again(
    scanned: tuple[Path, list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, _ = scanned
    read: list[str] = []

    def again(data: bytes, name: str, told: Any) -> Any:
        read.append(name)
        return scale.joints.entry(flow.read_bytes(data, name, told))  # type: ignore[arg-type]

    monkeypatch.setattr(scale.joints, "read_again", again)
    rows: Iterator[dict[str, Any]] = iter(parquet.read_table(next((out / "reports").glob("*/*.parquet"))).to_pylist())
    row = next(rows)
    assert scale.scanned_entry(row).report.id == row["id"]  # type: ignore[union-attr]
    assert read == []
    assert scale.scanned_entry({**row, "reader": "0.0.0+older"}).report.id == row["id"]  # type: ignore[union-attr]
    assert read == [row["name"]]
