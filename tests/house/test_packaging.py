"""What comes with the program: completion, help, the man page, the container's files, the citation."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import compose_spec
import pytest
from click.testing import CliRunner

from selon import __version__
from selon.show.cli import main as program
from selon.show.completion import SHELLS, examples

from .conftest import ROOT

LINES = [line for lines in examples().values() for line, _ in lines]
HADOLINT = Path(sys.executable).parent / "hadolint"


def test_every_command_has_examples() -> None:
    assert set(examples()) == set(program.commands)


@pytest.mark.parametrize("line", LINES)
def test_an_example_is_a_command_that_there_is(line: str) -> None:
    words = shlex.split(line.split(" > ")[0])
    assert words.pop(0) == "selon"
    command: click.Command = program
    while isinstance(command, click.Group):
        command = command.commands[words.pop(0)]
    context = click.Context(command, info_name=command.name)
    left = command.make_parser(context).parse_args(words)[1]
    assert left == []
    command.make_context(command.name, list(words), resilient_parsing=True)


@pytest.mark.parametrize("name", sorted(program.commands))
def test_help_shows_them(name: str) -> None:
    result = CliRunner().invoke(program, [name, "--help"])
    assert result.exit_code == 0
    for line, _ in examples()[name]:
        assert line in result.output


@pytest.mark.parametrize("shell", SHELLS)
def test_completion_is_a_script_of_the_shell(shell: str, tmp_path: Path) -> None:
    result = CliRunner().invoke(program, ["completion", shell], prog_name="selon")
    assert result.exit_code == 0
    assert "_SELON_COMPLETE" in result.output
    if shutil.which(shell):
        script = tmp_path / "script"
        script.write_text(result.output)
        subprocess.run([shell, "-n", str(script)], check=True)


def test_completion_completes() -> None:
    words = os.environ | {"_SELON_COMPLETE": "bash_complete", "COMP_WORDS": "selon fin", "COMP_CWORD": "1"}
    code = "from selon.show.cli import main; main(prog_name='selon')"
    done = subprocess.run([sys.executable, "-c", code], env=words, capture_output=True, text=True)
    assert "findings" in done.stdout


def test_the_man_page_is_well_formed() -> None:
    page = ROOT / "docs" / "selon.1"
    text = page.read_text(encoding="utf-8")
    for name in program.commands:
        assert f".SS selon {name}" in text.replace("\\-", "-")
    if shutil.which("groff"):
        command = ["groff", "-man", "-Tutf8", "-Kutf8", "-ww", "-z", str(page)]
    elif shutil.which("man"):
        command = ["man", "--warnings=w", "-E", "UTF-8", "-l", "-Tutf8", "-Z", str(page)]
    else:
        pytest.skip("neither groff nor man to check it with")
    done = subprocess.run(command, capture_output=True, text=True, errors="replace")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""


def test_the_dockerfile_passes_its_linter() -> None:
    done = subprocess.run([str(HADOLINT), str(ROOT / "Dockerfile")], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("COPY ") and "--from" not in line:
            for name in line.split()[1:-1]:
                assert (ROOT / name).exists(), name


def test_the_compose_file_is_one() -> None:
    text = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    compose_spec.PyCompose.from_yaml(text).validate()
    assert "127.0.0.1:8765:8765" in text


def test_the_citation_is_of_this_version() -> None:
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"version: {__version__}\n" in text
    assert "cff-version: 1.2.0" in text
