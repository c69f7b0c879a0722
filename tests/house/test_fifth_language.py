"""A language is one file: the Italian of `docs/it.toml` reads its own cases in a copy of Selon that has it."""

import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import selon
from selon.knowledge.cases import case, figure

FILE = Path(__file__).parents[2] / "docs" / "it.toml"
CASES = tomllib.loads(FILE.read_text(encoding="utf-8"))["case"]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a copy of the package, the file among its languages."""
    root = tmp_path_factory.mktemp("copy")
    shutil.copytree(Path(selon.__file__).parent, root / "selon", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(FILE, root / "selon" / "knowledge" / "languages")
    return root


def ran(copy: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "selon", *arguments]
    env = os.environ | {"PYTHONPATH": str(copy)}
    return subprocess.run(command, cwd=copy, env=env, check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("told", CASES, ids=[told["text"][:50] for told in CASES])
def test_its_cases_hold(told: Mapping[str, Any], copy: Path) -> None:
    (copy / "case.txt").write_text(told["text"], encoding="utf-8")
    since = ("--published", told["published"]) if "published" in told else ()
    lines = ran(copy, "read", "case.txt", "--language", "it", "--json", *since).splitlines()
    claims = [claim for claim in map(json.loads, lines) if claim["figure"]]
    wanted = case(told, "it").claims
    assert len(claims) == len(wanted)
    for claim, expected in zip(claims, wanted, strict=True):
        assert expected.figure is not None
        interval = figure(expected.figure)
        got = claim["figure"]
        assert claim["event"] == expected.event
        assert (got["low"], got["high"], got["approximate"], got["vague"], got["change"]) == (
            interval.low,
            interval.high,
            interval.approximate,
            interval.vague,
            expected.change,
        )
        assert claim["certainty"] == expected.certainty
        assert expected.counted in (None, claim["counted"]["class"])
        assert expected.affiliation in (None, claim["counted"]["affiliation"])
        assert expected.origins in (None, tuple(origin["name"] for origin in claim["origins"]))
        assert expected.happened in (None, (claim["happened"] or {}).get("edtf"))
    inspected = map(json.loads, ran(copy, "inspect", "case.txt", "--language", "it", "--json").splitlines())
    aside = {seen["text"]: seen["set_aside"] for seen in inspected if seen.get("set_aside")}
    assert {text: aside.get(text) for text in told.get("set_aside", {})} == told.get("set_aside", {})


def test_it_is_told_from_the_other_languages(copy: Path) -> None:
    (copy / "told.txt").write_text("\n".join(told["text"] for told in CASES), encoding="utf-8")
    line = ran(copy, "read", "told.txt", "--json").splitlines()[0]
    assert json.loads(line)["report"]["language"] == "it"
