"""The documents against the program and the data."""

import re
import tomllib
from pathlib import Path

import click
import msgspec
import pytest

from selon.model import Claim, Counted, Figure, Moment, Place, ReportReference, Source
from selon.show.cli import main as program

from .conftest import ROOT

PAGES = [*sorted((ROOT / "docs").glob("*.md")), *sorted(ROOT.glob("*.md")), ROOT / "examples/README.md"]
COMMANDS = (ROOT / "docs/commands.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(program.commands))
def test_every_command_and_option_is_documented(name: str) -> None:
    command = program.commands[name]
    parts = re.split(r"^## `selon ([\w -]+)`$", COMMANDS, flags=re.MULTILINE)
    sections = dict(zip(parts[1::2], parts[2::2], strict=True))
    assert name in sections, f"docs/commands.md lacks selon {name}; run make docs"
    for option in command.params:
        if isinstance(option, click.Option) and not option.hidden:
            assert option.opts[0] in sections[name], f"docs/commands.md lacks {option.opts[0]} of selon {name}"
    assert command.help, f"selon {name} has no help"


def test_no_command_is_documented_that_is_not_there() -> None:
    documented = {name.split()[0] for name in re.findall(r"^## `selon ([\w -]+)`$", COMMANDS, flags=re.MULTILINE)}
    assert documented <= set(program.commands)


@pytest.mark.parametrize("path", PAGES, ids=[str(p.relative_to(ROOT)) for p in PAGES])
def test_commands_named_in_the_text_exist(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    named = set(re.findall(r"(?:`|^|bin/)selon ([a-z]+)\b", text, flags=re.MULTILINE))
    assert named <= set(program.commands)
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert set(re.findall(r"(?:`|^)make ([a-z]+)\b", text, flags=re.MULTILINE)) <= targets


@pytest.mark.parametrize("path", PAGES, ids=[str(p.relative_to(ROOT)) for p in PAGES])
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (path.parent / target).exists(), target


@pytest.mark.parametrize("value", [Claim, Counted, Figure, Moment, Place, ReportReference, Source])
def test_every_field_of_the_contract_is_documented(value: type[msgspec.Struct]) -> None:
    contract = (ROOT / "docs/contract.md").read_text(encoding="utf-8")
    missing = [f.encode_name for f in msgspec.structs.fields(value) if f"`{f.encode_name}`" not in contract]
    assert missing == []


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *(p for extra in project["optional-dependencies"].values() for p in extra)]
    names = {re.split(r"[\s<>=!~;\[]", requirement)[0].lower() for requirement in asked} - {"selon"}
    page = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8").lower()
    assert {n for n in names if f"| {n} |" not in page} == set()


def test_constraints_pin_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *(p for extra in project["optional-dependencies"].values() for p in extra)]
    names = {re.split(r"[\s<>=!~;\[]", r)[0].lower().replace("_", "-") for r in asked} - {"selon"}
    pinned = {
        line.split("==")[0].lower().replace("_", "-")
        for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
        if "==" in line
    }
    assert names - pinned == set()


@pytest.mark.parametrize("path", PAGES, ids=[str(p.relative_to(ROOT)) for p in PAGES])
def test_no_path_of_a_machine(path: Path) -> None:
    assert not re.search(r"/(root|home|tmp|work|Users)/", path.read_text(encoding="utf-8"))
