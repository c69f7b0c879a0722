"""What the tests of the house share."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = sorted((ROOT / "examples").glob("*.txt"))


def selon(*words: str | Path, **more: Any) -> subprocess.CompletedProcess[bytes]:
    """The program, run as a person runs it."""
    command = [sys.executable, "-m", "selon", *map(str, words)]
    return subprocess.run(command, capture_output=True, check=False, timeout=120, **more)


def json_lines(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    """What a command with --json printed."""
    assert done.returncode == 0, done.stderr.decode()
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="session")
def ask() -> Callable[..., list[dict[str, Any]]]:
    """Asks the program about all examples, once each: `ask("read")`."""
    answers: dict[tuple[str, ...], list[dict[str, Any]]] = {}

    def asked(*words: str) -> list[dict[str, Any]]:
        if words not in answers:
            answers[words] = json_lines(selon(*words, "--json", *EXAMPLES))
        return answers[words]

    return asked
