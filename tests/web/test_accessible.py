"""axe-core finds no serious fault on any page, in light and dark, wide and narrow."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from .conftest import Open

SERIOUS = ("serious", "critical")


@pytest.mark.parametrize(("dark", "width"), [(False, 1280), (True, 1280), (False, 375)])
def test_no_serious_fault(home: str, opened: Open, dark: bool, width: int) -> None:
    window = opened(home, dark=dark, width=width)
    page = window.goto("/")
    story = page.locator("article.story h2 a").get_attribute("href") or ""
    page = window.goto(story)
    claim = page.locator("a.exact").first.get_attribute("href") or ""
    series = page.locator("section[aria-labelledby=short] li a").first.get_attribute("href") or ""
    report = page.locator("ul.reports a").first.get_attribute("href") or ""
    choices = window.goto("/compare").locator("#first option").evaluate_all("all => all.map(o => o.value)")
    paths = [
        "/",
        story,
        claim,
        series,
        report,
        "/sources",
        "/source?name=Pentagon",
        "/search?q=Kursk",
        "/add",
        "/decisions",
    ]
    paths += [
        f"/compare?first={choices[6]}&second={choices[7]}",
        "/new?since=2025-01-01",
        f"{story}/series",
        f"{story}/timeline",
    ]
    faults = []
    for path in paths:
        page = window.goto(path)
        page.locator("summary").evaluate_all("all => all.forEach(one => { one.parentElement.open = true; })")
        found = Axe().run(page).response["violations"]
        faults += [
            (path, one["id"], one["nodes"][0]["html"][:200], len(one["nodes"]))
            for one in found
            if one["impact"] in SERIOUS
        ]
    assert faults == []


def test_a_page_that_is_not_there_says_so(home: str, opened: Open) -> None:
    window = opened(home)
    page = window.goto("/stories/nowhere")
    assert "There is no such page" in (page.locator("main").text_content() or "")
    assert [one for one in Axe().run(page).response["violations"] if one["impact"] in SERIOUS] == []
    window.wrong.clear()
