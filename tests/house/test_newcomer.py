"""What a newcomer does, one command after the other: read the examples, add a report of one's own, defend a figure."""

import json
from pathlib import Path
from typing import Any

import pytest

from .conftest import EXAMPLES, json_lines, selon

OWN = """Glissement de terrain : au moins quatorze randonneurs bloqués, selon la préfecture

Mardi 3 juin 2025 à 18h20

Au moins quatorze randonneurs sont bloqués dans un refuge après un glissement de terrain, a annoncé mardi la préfecture.
Deux d’entre eux ont été blessés. Le refuge se trouve à 2 300 mètres d’altitude.
"""


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with the examples and a report of one's own."""
    folder = tmp_path_factory.mktemp("newcomer")
    own = folder / "own.txt"
    own.write_text(OWN, encoding="utf-8")
    path = folder / "selon.db"
    done = selon("add", *EXAMPLES, own, "--ledger", path)
    assert done.returncode == 0, done.stderr.decode()
    return path


def test_the_demo_tells_who_claims_what(ledger: Path) -> None:
    done = selon("brief", "--lang", "en", *EXAMPLES)
    assert done.returncode == 0, done.stderr.decode()
    account = done.stdout.decode()
    for words in ("National Intelligence Service", "Volodymyr Zelenskyy", "disputed", "drifted", EXAMPLES[0].name):
        assert words in account
    assert "\x1b" not in account


@pytest.mark.parametrize("form", ["terminal", "markdown", "html"])
@pytest.mark.parametrize("spoken", ["en", "fr"])
def test_the_brief_in_each_form_and_language(ledger: Path, form: str, spoken: str) -> None:
    done = selon("brief", "--format", form, "--lang", spoken, "--ledger", ledger)
    assert done.returncode == 0, done.stderr.decode()
    account = done.stdout.decode()
    assert "own.txt" in account
    assert "600" in account


def test_every_figure_of_a_finding_leads_back_to_its_words(ledger: Path) -> None:
    texts = {p.name: p.read_bytes().decode("utf-8") for p in [*EXAMPLES, ledger.parent / "own.txt"]}
    followed = 0
    for finding in json_lines(selon("findings", "--json", "--ledger", ledger)):
        for figures in finding["figures"]:
            for told in (figures["latest"], *figures["earlier"]):
                if told["sum"]:
                    continue
                (claim,) = shown(ledger, told["claim"])
                evidence, report = claim["evidence"], claim["report"]["name"]
                assert texts[report][evidence["start"] : evidence["end"]] == evidence["exact"]
                assert (claim["figure"]["low"], claim["figure"]["high"]) == (told["low"], told["high"])
                followed += 1
    assert followed > 10


def shown(ledger: Path, claim: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in selon("show", claim, "--json", "--ledger", ledger).stdout.splitlines()]


def test_own_report_is_a_story_of_its_own(ledger: Path) -> None:
    own = [f for f in json_lines(selon("findings", "--json", "--ledger", ledger)) if f["event"] == "trapped"]
    assert [(f["origins"], f["reports"], f["states"]) for f in own] == [(1, 1, ["single-origin"])]
    assert [(f["figures"][0]["latest"]["low"], f["figures"][0]["latest"]["high"]) for f in own] == [(14, None)]


def test_the_past_is_not_told_what_came_later(ledger: Path) -> None:
    done = selon("findings", "--json", "--ledger", ledger, "--as-of", "2024-11-30")
    for finding in json_lines(done):
        for figures in finding["figures"]:
            for told in (figures["latest"], *figures["earlier"]):
                assert told["published"] < "2024-12"


def test_the_ledger_is_sound(ledger: Path) -> None:
    done = selon("verify", "--deep", "--ledger", ledger)
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
