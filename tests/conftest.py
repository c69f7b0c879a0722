"""What tests of the ledger share: both databases."""

import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import cluster

_missing: list[str] = []


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server of the tests' own. Where there is none, the tests are skipped, loudly; under
    CI they fail."""
    try:
        with cluster.cluster() as address:
            yield address
    except cluster.NoPostgreSQL as error:
        _missing.append(str(error))
        if os.environ.get("CI"):
            pytest.fail(f"no PostgreSQL to test on: {error}")
        pytest.skip(f"no PostgreSQL to test on: {error}")


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    """Each of the databases in turn."""
    return str(request.param)


@pytest.fixture
def new_ledger(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Gives the address of a new, empty ledger at every call."""
    count = itertools.count()
    if backend == "sqlite":
        return lambda: str(tmp_path / f"ledger-{next(count)}.db")
    server = request.getfixturevalue("postgresql")
    unique = f"{os.getpid()}_{next(_databases)}"
    return lambda: cluster.new_database(server, f"ledger_{unique}_{next(count)}")


@pytest.fixture
def where(new_ledger: Callable[[], str]) -> str:
    """The address of a new, empty ledger."""
    return new_ledger()


_databases = itertools.count()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say it where nobody can miss it."""
    if _missing:
        terminalreporter.section("NOT TESTED ON POSTGRESQL", red=True, bold=True)
        terminalreporter.line(_missing[0])
