"""What tests of the pages share."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from .browser import EXAMPLES, NoBrowser, Watched, added, browsing, serving

_missing: list[str] = []


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A running Chromium. Where there is none, the tests are skipped, loudly; under CI they fail."""
    try:
        with browsing() as running:
            yield running
    except NoBrowser as error:
        _missing.append(str(error))
        if os.environ.get("CI"):
            pytest.fail(str(error))
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with the sixteen examples."""
    ledger = tmp_path_factory.mktemp("ledger") / "selon.db"
    added(ledger, EXAMPLES)
    return ledger


@pytest.fixture(scope="module")
def home(examples: Path) -> Iterator[str]:
    """The address of the service on the examples; decisions are Anna's."""
    with serving(examples, "--who", "Anna") as address:
        yield address


Open = Callable[..., Watched]


@pytest.fixture
def opened(browser: Browser) -> Iterator[Open]:
    """Opens a window on a service; at the end it has done nothing wrong."""
    windows: list[Watched] = []

    def window(home: str, *, lang: str = "en", dark: bool = False, width: int = 1280, height: int = 900) -> Watched:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale=lang,
            color_scheme="dark" if dark else "light",
            accept_downloads=True,
        )
        windows.append(Watched(context, home))
        return windows[-1]

    yield window
    for one in windows:
        one.context.close()
    assert [wrong for one in windows for wrong in one.wrong] == []


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say it where nobody can miss it."""
    if _missing:
        terminalreporter.section("PAGES NOT TESTED IN A BROWSER", red=True, bold=True)
        terminalreporter.line(_missing[0])
