"""The documentation: it builds without a warning, asks nothing of other machines, and what it says to type runs."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from .conftest import ROOT

DOCS = ROOT / "docs"
GUIDES = [DOCS / "tour.md", *sorted((DOCS / "howto").glob("*.md"))]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ELSEWHERE = ("https://", "http://", "--second-reader")
ENDLESS = ("serve", "watch")


class Fetched(HTMLParser):
    """What a browser fetches by itself when it shows a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag in ("script", "img", "iframe", "source", "video", "audio") and told.get("src"):
            self.addresses.append(told["src"] or "")
        if tag == "link" and told.get("rel") in ("stylesheet", "icon", "preload", "preconnect", "dns-prefetch"):
            self.addresses.append(told.get("href") or "")


def test_it_builds_without_a_warning_and_fetches_nothing_from_elsewhere(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site")]
    env = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARNING" not in done.stderr
    pages = list((tmp_path / "site").rglob("*.html"))
    assert len(pages) > 20
    fetched = {address for page in pages for address in Fetched(page.read_text(encoding="utf-8")).addresses}
    assert [address for address in fetched if address.startswith(("http:", "https:", "//"))] == []


def test_every_page_is_in_the_navigation() -> None:
    told = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    pages = {str(path.relative_to(DOCS)) for path in DOCS.rglob("*.md")}
    assert {page for page in pages if f": {page}\n" not in told} == set()


@pytest.mark.parametrize("guide", GUIDES, ids=[str(path.relative_to(DOCS)) for path in GUIDES])
def test_what_a_guide_says_to_type_runs(guide: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    env = os.environ | {"SELON_WHO": "a reader", "PYTHONIOENCODING": "utf-8"}
    env.pop("SELON_LEDGER", None)
    ran = 0
    for kind, block in BLOCK.findall(guide.read_text(encoding="utf-8")):
        if kind == "python":
            done = subprocess.run([sys.executable, "-c", block], cwd=tmp_path, env=env, capture_output=True, text=True)
            assert done.returncode == 0, f"{block}\n{done.stderr}"
            ran += 1
        for line in block.splitlines() if kind == "sh" else ():
            words = shlex.split(line, comments=True)
            if words[:1] != ["selon"] or words[1] in ENDLESS or any(where in line for where in ELSEWHERE):
                continue
            typed = f"{shlex.quote(sys.executable)} -m selon{line.removeprefix('selon')}"
            done = subprocess.run(["bash", "-c", typed], cwd=tmp_path, env=env, capture_output=True, text=True)
            assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
            ran += 1
    assert ran >= 3


def test_the_python_of_the_documents_runs(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "reports")
    blocks = [b for kind, b in BLOCK.findall((DOCS / "python.md").read_text(encoding="utf-8")) if kind == "python"]
    done = subprocess.run([sys.executable, "-c", "\n".join(blocks)], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["deployed None 12000 Volodymyr Zelenskyy 2024-11-05"]
