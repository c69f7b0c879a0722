"""Takes the pictures of the pages that the documentation shows, of the examples as they are read.

python -m tests.web.pictures docs/pictures
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page

from .browser import EXAMPLES, added, browsing, serving

SIZE = {"width": 1200, "height": 800}
PHONE = {"width": 390, "height": 800}


def story(page: Page) -> None:
    """Opens the story."""
    page.locator("article.story h2 a").click()
    page.locator("#slider").wait_for()


def wound_back(page: Page) -> None:
    """The story as it was known on a day, with what is disputed."""
    story(page)
    page.goto(page.url + "?as_of=2025-01-14")
    page.locator("#disagree").scroll_into_view_if_needed()


def charts(page: Page) -> None:
    """The series, with their charts."""
    story(page)
    page.locator("#series article").filter(has_text="Killed or wounded").first.evaluate(
        "one => one.scrollIntoView({block: 'start'})"
    )
    page.mouse.wheel(0, -170)
    page.wait_for_timeout(200)


def claim(page: Page) -> None:
    """A claim, its words in the text."""
    story(page)
    page.locator("#series a.exact").first.click()
    page.locator("#evidence").wait_for()


def compared(page: Page) -> None:
    """Two reports side by side."""
    page.goto(page.url + "compare")
    for side, name in (("#first", "06-cent-morts.txt"), ("#second", "07-cent-morts-repris.txt")):
        wanted = page.locator(f"{side} option").filter(has_text=name).get_attribute("value")
        page.locator(side).select_option(wanted)
    page.locator("main button").click()
    page.locator("table.aligned").wait_for()


PICTURES: dict[str, Callable[[Page], None]] = {
    "stories": lambda page: None,
    "story": story,
    "as-of": wound_back,
    "charts": charts,
    "claim": claim,
    "compare": compared,
}


def take(browser: Browser, home: str, folder: Path) -> list[Path]:
    """Takes every picture, and two of a dark phone that speaks French; where they are."""
    folder.mkdir(parents=True, exist_ok=True)
    taken = []
    for name, act in PICTURES.items():
        context = browser.new_context(viewport=SIZE, locale="en")  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(home + "/")
        act(page)
        taken.append(folder / f"{name}.png")
        page.screenshot(path=taken[-1])
        context.close()
    context = browser.new_context(viewport=PHONE, locale="fr", color_scheme="dark")  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(home + "/")
    story(page)
    taken.append(folder / "phone.png")
    page.screenshot(path=taken[-1])
    context.close()
    return taken


def main(folder: str) -> None:
    """Takes the pictures into a folder."""
    with tempfile.TemporaryDirectory() as held, browsing() as browser:
        ledger = Path(held) / "selon.db"
        added(ledger, EXAMPLES)
        with serving(ledger, "--who", "Anna") as home:
            for path in take(browser, home, Path(folder)):
                print(path)


if __name__ == "__main__":
    main(sys.argv[1])
