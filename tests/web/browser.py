"""A real browser, Debian's Chromium, driven by Playwright; and `selon serve` in a process of its own."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from tests.debian import install

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.txt"))
NAMES = ("chromium", "chromium-browser", "google-chrome")
INSTALL = "on Debian and Ubuntu: apt-get install chromium"


class NoBrowser(Exception):
    """There is no browser on this machine."""


def chromium() -> str:
    """The path of Chromium; installs Debian's package where there is none and that is possible.

    Raises NoBrowser where it cannot be had.
    """
    found = installed()
    if found is None:
        if wrong := install("chromium"):
            raise NoBrowser(f"Debian's package of Chromium could not be installed: {wrong}")
        found = installed()
    if found is None:
        raise NoBrowser(f"no Chromium to test the pages in; {INSTALL}")
    return found


def installed() -> str | None:
    """The path of Chromium where it is installed."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@contextmanager
def browsing() -> Iterator[Browser]:
    """A running browser."""
    path = chromium()
    alone = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*alone, "--disable-dev-shm-usage"])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def serving(ledger: Path, *options: str) -> Iterator[str]:
    """`selon serve` on a ledger; its address, as it prints it."""
    command = [sys.executable, "-m", "selon", "serve", "--ledger", str(ledger), "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            told = process.stdout.readline()
            address = re.search(r"http://\S+", told)
            assert address, told
            yield address[0].rstrip("/")
        finally:
            process.terminate()


def added(ledger: Path, files: Sequence[Path | str], *options: str) -> str:
    """Adds files to a ledger, as a user does; what the command prints."""
    command = [sys.executable, "-m", "selon", "add", "--ledger", str(ledger), *options, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr  # 1: something was refused
    return done.stdout + done.stderr


class Watched:
    """A page and all that it did that a page of Selon never does."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        self.home, self.context = home, context
        self.wrong: list[str] = []
        self.page: Page = context.new_page()
        context.on("request", lambda request: self.outward(request.url))
        context.on("dialog", lambda dialog: (self.wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        context.on("weberror", lambda error: self.wrong.append(f"error: {error.error}"))
        context.on("page", lambda _: self.wrong.append("a window opened"))
        self.page.on(
            "console", lambda said: self.wrong.append(f"{said.type}: {said.text}") if is_bad(said.type) else None
        )

    def outward(self, url: str) -> None:
        """Notes a request that leaves for another place than the service."""
        if not url.startswith((self.home, "about:")):
            self.wrong.append(f"request: {url}")

    def goto(self, path: str) -> Page:
        """Opens a page of the service."""
        self.page.goto(self.home + path)
        return self.page


def is_bad(kind: str) -> bool:
    """Whether the console tells of something wrong: a blocked script or style is told there, too."""
    return kind in ("error", "warning")
