"""Reports that attack: in every field that a report can fill, nothing of them runs, and no request leaves."""

import csv
import html
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from .attacks import attacks
from .browser import added, serving
from .conftest import Open

ATTACKS = attacks()
SHOWN = 25
"""Claims and reports of hostile inputs whose own pages are opened, besides those that list all of them."""


def page_of(attack: str, number: int) -> str:
    """A page whose every field holds the attack: title, outlet, author, address, text, quotations, names."""
    told, data = (
        html.escape(attack),
        json.dumps({"@type": "NewsArticle", "headline": attack, "author": {"name": attack}}),
    )
    data = data.replace("<", "\\u003c")
    return f"""<!doctype html><html lang="en"><head><title>{told} {number}</title>
<meta property="og:title" content="{told} {number}"><meta property="og:site_name" content="{told}">
<meta name="author" content="{told}"><meta property="og:url" content="https://example.org/{number}?{told}">
<link rel="canonical" href="{told}"><meta property="article:published_time" content="2025-03-04T10:00:00Z">
<script type="application/ld+json">{data}</script></head><body><article><h1>{told} {number}</h1><p>By {told}</p>
<p>At least {number + 10} soldiers {told} were killed in Kursk, the Ministry of {told} said on Tuesday,
according to {told}.</p>
<p>“{told} {number + 5} firefighters were wounded”, said John {told} Smith. {told}</p>
<p>{told} told Reuters that {number + 3} people had been arrested in {told}. It was the third such event this week.</p>
</article></body></html>"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The service on a ledger of attacks: as pages, as plain texts, and as the names of their files."""
    folder = tmp_path_factory.mktemp("hostile")
    files = []
    for number, attack in enumerate(ATTACKS):
        name = "".join(c for c in attack if c not in "/\0")[:60] or "x"
        (folder / f"{number:03}").mkdir()
        files.append(folder / f"{number:03}" / f"{name}.html")
        files[-1].write_text(page_of(attack, number), encoding="utf-8", errors="replace")
        if number % 4 == 0:
            files.append(folder / f"{number:03}" / f"{name}.txt")
            text = f"{attack}\n\n{number + 10} people were killed in Lille, {attack} said on Monday.\n"
            files[-1].write_text(text, encoding="utf-8", errors="replace")
    added(folder / "selon.db", files)
    with serving(folder / "selon.db", "--who", ATTACKS[40]) as address:
        yield address


def test_there_are_two_hundred() -> None:
    assert len(ATTACKS) == 200


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_no_page_runs_or_sends_anything(hostile: str, opened: Open, lang: str) -> None:
    window = opened(hostile, lang=lang)
    page = window.goto("/")
    stories = page.locator("article.story h2 a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert stories
    links: dict[str, None] = {}
    for path in (
        *stories[:4],
        "/new?since=2020-01-01",
        "/sources",
        "/search?q=people",
        "/search?what=reports&q=a",
        "/compare",
    ):
        page = window.goto(path)
        found = page.locator("main a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
        links.update(dict.fromkeys(link for link in found if link and link.startswith("/")))
    kinds = ("/claims/", "/reports/", "/source?", "/stories/")
    chosen = [link for kind in kinds for link in [one for one in links if one.startswith(kind)][:SHOWN]]
    assert len(chosen) > 2 * SHOWN
    for link in chosen:
        if link.endswith(("/raw", ".csv", ".md", ".html", ".svg", ".png")) or "brief." in link or "figures.csv" in link:
            continue
        page = window.goto(link)
        assert page.title().endswith("– Selon"), link
        page.locator("summary").evaluate_all("all => all.forEach(one => one.click())")
    choices = page.goto(f"{hostile}/compare") and page.locator("#first option").evaluate_all(
        "all => all.map(o => o.value)"
    )
    window.goto(f"/compare?first={choices[1]}&second={choices[2]}")
    window.goto(f"/compare?first={choices[3]}&second={choices[4]}")


def test_no_question_runs_or_sends_anything(hostile: str, opened: Open) -> None:
    window = opened(hostile)
    page = window.goto("/search")
    for attack in ATTACKS[::4]:
        page.goto(f"{hostile}/search")
        page.locator("#q").fill(attack)
        page.locator("#q").press("Enter")
        page.wait_for_load_state()
        assert page.title().endswith("– Selon")
    window.wrong[:] = [one for one in window.wrong if "status of 400" not in one]  # a phrase that is not closed


def test_what_somebody_types_is_text_too(hostile: str, opened: Open) -> None:
    window = opened(hostile)
    page = window.goto("/search?q=people")
    claim = page.locator("a.exact").first.get_attribute("href") or ""
    for attack in ATTACKS[20:40]:
        page = window.goto(claim)
        page.locator("summary").filter(has_text="Note").click()
        page.locator("#note-why").fill(attack)
        page.locator("details[open]").get_by_role("button").click()
        expect(page.locator("#evidence")).to_be_visible()
    assert window.goto("/decisions").locator(".decision").count() == 20


def test_the_watch_over_the_pages_sees_what_goes_wrong(hostile: str, opened: Open) -> None:
    window = opened(hostile)
    window.page.set_content("<script>alert(1)</script><img src='http://evil.test/x.png'><script>throw 1</script>")
    window.page.wait_for_load_state()
    seen = {one.partition(":")[0] for one in window.wrong}
    assert {"dialog", "request", "error"} <= seen
    window.wrong.clear()


def test_saved_files_hold_no_formula_and_no_markup(hostile: str, opened: Open, tmp_path: Path) -> None:
    window = opened(hostile)
    page = window.goto("/")
    page.locator("article.story h2 a").first.click()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert len(cells) > 100
    assert [cell for cell in cells if cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    with page.expect_download() as download:
        page.get_by_role("link", name="HTML", exact=True).click()
    saved = tmp_path / "brief.html"
    saved.write_bytes(Path(download.value.path()).read_bytes())
    alone = window.context.new_page()
    window.wrong.remove("a window opened")
    alone.goto(saved.as_uri())
    window.wrong[:] = [one for one in window.wrong if not one.startswith(f"request: {saved.as_uri()}")]
    with page.expect_download() as download:
        page.get_by_role("link", name="Markdown").click()
    assert "<script" not in Path(download.value.path()).read_text(encoding="utf-8")


def test_a_drawing_alone_runs_nothing(hostile: str, opened: Open, tmp_path: Path) -> None:
    window = opened(hostile)
    drawings = 0
    page = window.goto("/")
    for link in page.locator("ul.moved a, article.story h2 a").evaluate_all(
        "all => all.map(a => a.getAttribute('href'))"
    )[:12]:
        page = window.goto(link)
        for series in page.locator("#series article h3 a").evaluate_all("all => all.map(a => a.getAttribute('href'))")[
            :6
        ]:
            page = window.goto(series)
            chart = page.get_by_role("link", name="SVG")
            if not chart.count():
                continue
            with page.expect_download() as download:
                chart.click()
            saved = tmp_path / "chart.svg"
            saved.write_bytes(Path(download.value.path()).read_bytes())
            alone = window.context.new_page()
            alone.goto(saved.as_uri())
            alone.close()
            drawings += 1
    window.wrong[:] = [one for one in window.wrong if one != "a window opened" and "request: file:" not in one]
    assert drawings
