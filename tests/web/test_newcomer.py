"""A newcomer's path as one test: clone, the demo, a report of one's own, looking at it in the browser, exporting it."""

import csv
import os
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import expect

from .browser import serving
from .conftest import Open

ROOT = Path(__file__).parents[2]
OWN = """Landslide above Brig: at least fourteen hikers trapped

Tuesday 3 June 2025, 18:20

At least fourteen hikers are trapped in a hut after a landslide above Brig, the canton's police said on Tuesday. Two of
them have been injured.
"""


def test_from_the_clone_to_the_export(tmp_path: Path, opened: Open) -> None:
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
    env = {**os.environ, "PYTHONPATH": str(clone / "src")}

    def selon(*words: str | Path) -> str:
        command = [sys.executable, "-m", "selon", *map(str, words)]
        return subprocess.run(command, cwd=clone, env=env, check=True, capture_output=True, text=True).stdout

    told = (clone / "Makefile").read_text(encoding="utf-8").partition("demo:")[2].partition("\n\n")[0]
    assert "selon brief examples/*.txt" in told  # what `make demo` runs, after its set-up
    demo = selon("brief", "--lang", "en", *sorted((clone / "examples").glob("*.txt")))
    assert "National Intelligence Service" in demo
    (clone / "own.txt").write_text(OWN, encoding="utf-8")
    added = selon("add", "--ledger", "own.db", "own.txt")
    assert "own.txt: added" in added

    with serving(clone / "own.db", "--who", "Newcomer") as home:
        page = opened(home).goto("/")
        page.locator("article.story h2 a").click()
        expect(page.locator("main")).to_contain_text("at least 14")
        page.locator("#series a.exact").first.click()
        assert "fourteen hikers" in (page.locator("#evidence").text_content() or "")

    selon("export", "--ledger", "own.db", "--format", "csv", "--out", "own.csv")
    with (clone / "own.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["figure_text"]]
    assert ("trapped", "14", "") in [(row["event"], row["low"], row["high"]) for row in rows]
    assert ("wounded", "2", "2") in [(row["event"], row["low"], row["high"]) for row in rows]
