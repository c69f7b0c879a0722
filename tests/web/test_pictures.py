"""The pictures of the documentation can be taken anew, and each is shown somewhere."""

import re
from pathlib import Path

from playwright.sync_api import Browser

from .pictures import take

ROOT = Path(__file__).parents[2]


def test_the_pictures_of_the_documentation(browser: Browser, home: str, tmp_path: Path) -> None:
    names = {path.name for path in take(browser, home, tmp_path)}
    assert all(path.stat().st_size > 20_000 for path in tmp_path.iterdir())
    kept = {path.name for path in (ROOT / "docs" / "pictures").glob("*.png")}
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    shown = {name for page in pages for name in re.findall(r"pictures/([\w-]+\.png)", page.read_text(encoding="utf-8"))}
    assert names == kept == shown
