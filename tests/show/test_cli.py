"""The commands, run as people and scorers run them."""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from selon.errors import KnowledgeError
from selon.show.cli import main

STORY = """Trois marins tués dans une collision au large de Brest

Trois marins ont été tués mardi et douze autres blessés au large de Brest, a déclaré la préfecture maritime.
Le cargo, long de 90 mètres, avait quitté le port à 6 h 30.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SELON_LEDGER", raising=False)
    Path("story.txt").write_text(STORY, encoding="utf-8")
    Path("empty.txt").write_bytes(b"")
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_read_prints_the_contract(folder: Path) -> None:
    result = run("read", "story.txt", "--json", "--published", "2025-02-27")
    assert result.exit_code == 0, result.stderr
    claims = lines(result)
    assert {(c["event"], c["figure"]["low"]) for c in claims if c["figure"]} >= {("killed", 3), ("wounded", 12)}
    assert [c["evidence"]["start"] for c in claims] == sorted(c["evidence"]["start"] for c in claims)
    for claim in claims:
        assert claim["report"]["name"] == "story.txt"
        assert claim["report"]["published"] == "2025-02-27"
        assert {"class", "text", "affiliation", "qualifier"} <= claim["counted"].keys()
        for part in (claim["counted"], claim["figure"], *claim["origins"], *claim["cues"]):
            assert part is None or STORY[part["start"] : part["end"]] == part["text"]
        assert STORY[claim["evidence"]["start"] : claim["evidence"]["end"]] == claim["evidence"]["exact"]


def test_inspect_accounts_for_every_number(folder: Path) -> None:
    claims = {c["id"] for c in lines(run("read", "story.txt", "--json"))}
    seen = lines(run("inspect", "story.txt", "--json"))
    assert {s["seen"] for s in seen} >= {"number", "sentence", "place"}
    numbers = [s for s in seen if s["seen"] == "number"]
    assert all(("claim" in n) != ("set_aside" in n) for n in numbers)
    assert {n["claim"] for n in numbers if "claim" in n} <= claims
    assert {n["text"] for n in numbers if "set_aside" in n} >= {"90"}
    assert all(STORY[s["start"] : s["end"]] == s["text"] and s["report"] == "story.txt" for s in seen)


def test_a_refused_file_does_not_stop_the_others(folder: Path) -> None:
    result = run("read", "--json", "empty.txt", "story.txt", "none.txt")
    assert result.exit_code == 1
    assert lines(result) == lines(run("read", "--json", "story.txt"))
    assert len(result.stderr.splitlines()) == 2
    assert "empty.txt: refused" in result.stderr
    assert "none.txt: refused (missing)" in result.stderr


def test_an_error_of_the_reader_is_a_refusal(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("on purpose")

    monkeypatch.setattr("selon.joints.read_report", fail)
    result = run("read", "story.txt")
    assert result.exit_code == 1
    assert "ZeroDivisionError: on purpose" in result.stderr


def test_adding_twice_changes_nothing(folder: Path) -> None:
    first, second = run("add", "story.txt", "empty.txt"), run("add", "story.txt")
    assert (first.exit_code, second.exit_code) == (1, 0)
    assert "1 added, 0 known, 1 refused" in first.stderr
    assert "0 added, 1 known, 0 refused" in second.stderr
    assert Path("selon.db").exists()


@pytest.mark.parametrize(
    ("words", "variable", "expected"),
    [
        (("--ledger", "a.db", "add", "story.txt"), None, "a.db"),
        (("add", "story.txt", "--ledger", "b.db"), "c.db", "b.db"),
        (("add", "story.txt"), "c.db", "c.db"),
    ],
)
def test_where_the_ledger_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], variable: str | None, expected: str
) -> None:
    if variable:
        monkeypatch.setenv("SELON_LEDGER", variable)
    assert run(*words).exit_code == 0
    assert [path.name for path in folder.glob("*.db")] == [expected]


@pytest.mark.parametrize(
    ("date", "wrong"),
    [
        ("2025-13", "no month 13"),
        ("2025-02-30", "no day 30"),
        ("2025-02-01T25:00", "no hour 25"),
        ("2025-02-01T23:60", "no minute 60"),
        ("27/02/2025", "is no date"),
        ("0000", "no year 0"),
        ("٢٠٢٥", "is no date"),
    ],
)
def test_a_wrong_date_is_named(folder: Path, date: str, wrong: str) -> None:
    result = run("read", "story.txt", "--published", date)
    assert result.exit_code == 2
    assert wrong in result.stderr


@pytest.mark.parametrize("date", ["2025", "2025-02", "2024-02-29", "2025-02-27T11:58"])
def test_a_right_date_is_taken(folder: Path, date: str) -> None:
    assert run("read", "story.txt", "--published", date).exit_code == 0


def test_help_is_quick() -> None:
    command = [sys.executable, "-m", "selon", "--help"]
    subprocess.run(command, check=True, capture_output=True)
    spent = []
    for _ in range(3):
        began = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        spent.append(time.perf_counter() - began)
    assert min(spent) < 0.3


def test_broken_knowledge_is_no_refusal(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KnowledgeError("languages/xx: words.speech.say must be a list")

    monkeypatch.setattr("selon.understand.understand", fail)
    result = run("read", "story.txt", "story.txt")
    assert result.exit_code == 1
    assert result.stderr == "Error: languages/xx: words.speech.say must be a list\n"
