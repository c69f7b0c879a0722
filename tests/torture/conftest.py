"""The report of the torture tests: what was done, and what came of it."""

import json
import os
from pathlib import Path

import pytest
from dose import Tell

_told: list[tuple[str, str]] = []


@pytest.fixture
def tell() -> Tell:
    """Notes a figure for the report."""
    return lambda what, came: _told.append((what, came))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the report, and write it where SELON_TORTURE_REPORT says."""
    if _told:
        terminalreporter.section("torture")
        for what, came in _told:
            terminalreporter.line(f"{what}: {came}")
    if path := os.environ.get("SELON_TORTURE_REPORT"):
        Path(path).write_text(json.dumps(_told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
