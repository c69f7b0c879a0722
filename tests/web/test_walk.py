"""What an analyst does in the browser, from adding reports to sharing a chart."""

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .browser import EXAMPLES, Watched, serving
from .conftest import Open

EMOJI = "🇺🇦👩‍🚒💥 "
FIRE = (
    f"{EMOJI * 9}Incendie à Lille 🔥🔥\n\n3 juin 2025\n\n{EMOJI * 40}"
    f"Selon la préfecture 🏛️, au moins 12 pompiers 👩‍🚒 ont été blessés {EMOJI} mardi à Lille.\n\n"
    "👍🏽 Deux civils sont morts 😢, a déclaré le maire.\n"
)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[str]:
    """The service on a ledger that holds nothing yet."""
    with serving(tmp_path / "new.db", "--who", "Anna") as address:
        yield address


def finished(page: Page) -> None:
    """Waits until everything that was handed over has been read."""
    expect(page.locator("#job a.button")).to_be_visible(timeout=20_000)


def story(window: Watched) -> Page:
    """Opens the only story."""
    page = window.goto("/")
    page.locator("article.story h2 a").click()
    expect(page.locator("#known h1")).to_be_visible()
    return page


def told(ledger: Path, *arguments: str) -> list[dict[str, Any]]:
    """What a command prints as JSON lines."""
    command = [sys.executable, "-m", "selon", *arguments, "--json", "--ledger", str(ledger)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_reports_are_added_by_choosing_files(empty: str, opened: Open, tmp_path: Path) -> None:
    page = opened(empty).goto("/")
    expect(page.locator("main")).to_contain_text("Add reports")
    page.get_by_role("navigation").get_by_role("link", name="Add reports").click()
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 \x00\x01")
    page.locator("#files").set_input_files([*EXAMPLES, broken])
    page.get_by_role("button", name="Add reports").click()
    finished(page)
    expect(page.get_by_role("status")).to_contain_text("16")
    expect(page.locator(".refusals")).to_contain_text("broken.pdf")
    page.locator("#job a.button").click()
    expect(page.locator("article.story")).to_have_count(1)
    expect(page.locator("article.story h2")).to_contain_text("16 reports")


def test_files_are_dropped_on_the_page(empty: str, opened: Open) -> None:
    page = opened(empty).goto("/add")
    dropped = page.evaluate_handle(
        """text => {
            const held = new DataTransfer();
            held.items.add(new File([text], "dropped.txt", {type: "text/plain"}));
            return held;
        }""",
        FIRE,
    )
    page.dispatch_event("#drop", "drop", {"dataTransfer": dropped})
    finished(page)
    expect(page.locator(".reports")).to_contain_text("dropped.txt")


def test_a_text_is_pasted_and_an_address_that_is_private_refused(empty: str, opened: Open) -> None:
    page = opened(empty).goto("/add")
    page.get_by_label("text").fill(FIRE)
    page.locator("#address").fill("http://127.0.0.1:9/")
    page.get_by_role("button", name="Add reports").click()
    finished(page)
    expect(page.locator(".refusals")).to_contain_text("127.0.0.1")
    expect(page.locator(".reports")).to_contain_text("pasted.txt")
    page.goto(f"{empty}/add")
    expect(page.locator(".refusals")).to_contain_text("127.0.0.1")


def test_the_slider_winds_the_page_back_to_a_day(home: str, examples: Path, opened: Open) -> None:
    page = story(opened(home))
    killed = page.locator("section[aria-labelledby=short] li").filter(has_text="Killed: soldiers").first
    expect(killed).to_contain_text("about 600")
    slider = page.locator("#slider")
    step = (date(2025, 1, 14) - date(2024, 10, 18)).days  # the first report is of 18 October
    slider.evaluate(
        "(slider, step) => { slider.value = step; slider.dispatchEvent(new Event('input', {bubbles: true})); }", step
    )
    expect(page.locator("#as-of-said")).to_have_attribute("data-day", "2025-01-14")
    expect(killed).to_contain_text("about 300")
    assert "as_of=2025-01-14" in page.url
    wanted = [
        f
        for f in told(examples, "findings", "--as-of", "2025-01-14")
        if f["event"] == "killed" and f["counted"]["class"] == "soldiers"
    ]
    assert any(line["latest"]["low"] == 300 for f in wanted for line in f["figures"])
    page.reload()
    expect(killed).to_contain_text("about 300")
    slider.focus()
    page.keyboard.press("End")
    expect(killed).to_contain_text("about 600")


def test_a_figure_leads_to_its_highlighted_words(home: str, examples: Path, opened: Open) -> None:
    exact = {claim["id"]: claim["evidence"]["exact"] for claim in told(examples, "search", "--limit", "0")}
    assert len(exact) > 60
    window = opened(home)
    page = story(window)
    links = page.locator("#series a.exact").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert len(set(links)) > 10
    page.locator("#series a.exact").first.click()
    expect(page.locator("#evidence")).to_be_visible()
    for link in dict.fromkeys(links):
        page = window.goto(link)
        assert page.locator("#evidence").text_content() == exact[link.rpartition("/")[2]]


def test_words_among_emoji_are_highlighted_to_the_letter(empty: str, opened: Open, tmp_path: Path) -> None:
    window = opened(empty)
    page = window.goto("/add")
    page.get_by_label("text").fill(FIRE)
    page.get_by_role("button", name="Add reports").click()
    finished(page)
    exact = {claim["id"]: claim for claim in told(tmp_path / "new.db", "search", "--limit", "0")}
    assert len(exact) >= 2
    for name, claim in exact.items():
        page = window.goto(f"/claims/{name}")
        assert page.locator("#evidence").text_content() == claim["evidence"]["exact"]
        whole = page.locator(".text").text_content() or ""
        before = whole.partition(claim["evidence"]["exact"])[0]
        assert len(before) <= claim["evidence"]["start"]
        assert whole[claim["evidence"]["start"] : claim["evidence"]["end"]] == claim["evidence"]["exact"]


def test_a_misreading_is_corrected_and_the_correction_undone(home: str, opened: Open) -> None:
    window = opened(home)
    page = story(window)
    line = page.locator("#series article").filter(has_text="special forces").first
    expect(line).to_contain_text("1,500")
    line.locator("a.exact").first.click()
    claim = page.url
    page.locator("summary", has_text="Misread").click()
    page.get_by_label("at least").fill("1,400")
    page.get_by_label("at most").fill("1 600")
    page.locator("#misread-why").fill("the page was set wrongly")
    page.locator("details[open]").get_by_role("button").click()
    decision = page.locator(".decision")
    expect(decision).to_contain_text("Anna")
    expect(decision).to_contain_text("the page was set wrongly")
    expect(decision).to_contain_text(re.compile("Misread 1,500,.* → 1,400 to 1,600"))
    page = story(window)
    expect(page.locator("#series article").filter(has_text="special forces").first).to_contain_text("1,400")
    page.goto(claim)
    page.locator(".undo input[name=why]").fill("it was right")
    page.locator(".undo button").click()
    expect(page.locator(".decision.undone")).to_have_count(1)
    page = story(window)
    expect(page.locator("#series article").filter(has_text="special forces").first).to_contain_text("1,500")


def test_what_cannot_be_is_refused_in_the_readers_language(home: str, opened: Open) -> None:
    window = opened(home, lang="fr")
    page = story(window)
    page.locator("#series a.exact").first.click()
    page.locator("summary", has_text="Mal lu").click()
    page.locator("#low").fill("beaucoup")
    page.locator("#misread-why").fill("pour voir")
    page.locator("details[open]").get_by_role("button").click()
    expect(page.get_by_role("alert")).to_have_text("« beaucoup » n’est pas un nombre entier.")
    window.wrong[:] = [one for one in window.wrong if "status of 400" not in one]


def test_two_sources_are_made_one_and_parted_again(home: str, opened: Open) -> None:
    window = opened(home)
    page = window.goto("/sources")
    before = page.locator(".sources li").count()
    page.get_by_role("link", name="Pentagon").first.click()
    page.locator("summary").filter(has_text="Same source").click()
    page.locator("#same-source-other").fill("John Kirby")
    page.locator("#same-source-why").fill("he speaks for it")
    page.locator("details[open]").get_by_role("button").click()
    expect(page.locator(".decision")).to_contain_text("John Kirby")
    assert window.goto("/sources").locator(".sources li").count() == before - 1
    page = window.goto("/decisions")
    page.locator(".decision:not(.undone) .undo input[name=why]").first.fill("he does not")
    page.locator(".decision:not(.undone) .undo button").first.click()
    assert window.goto("/sources").locator(".sources li").count() == before


def test_a_report_is_put_into_another_story_and_noted(home: str, opened: Open) -> None:
    window = opened(home)
    page = story(window)
    page.locator("#reports ~ ul.reports a").last.click()
    report = page.url
    page.locator("summary").filter(has_text="Note").click()
    page.locator("#note-why").fill("ask the author")
    page.locator("details[open]").get_by_role("button").click()
    expect(page.locator(".decision")).to_contain_text("ask the author")
    page.locator("summary").filter(has_text="story").click()
    page.locator("#story").fill("another matter")
    page.locator("#story-why").fill("of another war")
    page.locator("details[open]").get_by_role("button").click()
    assert window.goto("/").locator("article.story").count() == 2
    page.goto(report)
    moved = page.locator(".decision:not(.undone)").filter(has_text="of another war")
    moved.locator("input[name=why]").fill("no, of this one")
    moved.locator("button").click()
    assert window.goto("/").locator("article.story").count() == 1


def test_two_reports_stand_side_by_side(home: str, opened: Open) -> None:
    page = opened(home).goto("/compare")
    for side, name in (("#first", "06-cent-morts.txt"), ("#second", "07-cent-morts-repris.txt")):
        wanted = page.locator(f"{side} option").filter(has_text=name).get_attribute("value")
        page.locator(side).select_option(wanted)
    page.get_by_role("button", name="Compare").click()
    expect(page.locator("table.aligned tbody tr").first).to_be_visible()
    assert page.locator("table.aligned tbody tr").count() >= 2
    expect(page.locator("table.aligned")).to_contain_text("Killed: soldiers")


def test_search_finds_words_sources_and_figures(home: str, opened: Open) -> None:
    page = opened(home).goto("/")
    page.locator("#find").fill("4.700")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("found")
    assert page.locator("li.claim").count() >= 1
    page.goto(f"{home}/search?source=Pentagon")
    assert page.locator("li.claim").count() >= 1
    page.goto(f"{home}/search?what=reports&q=Kursk")
    assert page.locator("ul.reports li").count() >= 1
    page.goto(f"{home}/search?q=zzzqqq")
    expect(page.get_by_role("status")).to_contain_text("othing")


def test_what_is_new_since_a_day(home: str, opened: Open) -> None:
    page = opened(home).goto("/new?since=2025-06-10")
    expect(page.locator("main")).to_contain_text("6,000")
    expect(page.locator("main")).not_to_contain_text("1,400")


def test_a_source_shows_how_its_figures_moved(home: str, opened: Open) -> None:
    page = opened(home).goto("/source?name=National Intelligence Service")
    expect(page.locator(".moves").first).to_contain_text("300")
    assert page.locator("li.claim").count() > 5


def test_brief_chart_and_figures_are_saved(home: str, opened: Open) -> None:
    window = opened(home)
    page = story(window)

    def saved(link: Any) -> bytes:
        with page.expect_download() as download:
            link.click()
        return Path(download.value.path()).read_bytes()

    html = saved(page.get_by_role("link", name="HTML", exact=True)).decode()
    assert "<html" in html
    assert "src=" not in html
    assert "600" in saved(page.get_by_role("link", name="Markdown")).decode()
    rows = list(csv.DictReader(io.StringIO(saved(page.get_by_role("link", name="CSV")).decode("utf-8-sig"))))
    assert len(rows) > 60
    assert {"low", "high", "exact", "start"} <= set(rows[0])
    page.locator(".formats summary").click()
    bundle = json.loads(saved(page.get_by_role("link", name="stix")))
    assert sum(one["type"] == "note" for one in bundle["objects"]) == len(rows)
    page.locator("section[aria-labelledby=short] li a").first.click()
    svg = saved(page.get_by_role("link", name="SVG"))
    png = saved(page.get_by_role("link", name="PNG"))
    assert svg.lstrip().startswith(b"<svg")
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert len(png) > 5000


def test_the_page_speaks_french(home: str, opened: Open) -> None:
    page = story(opened(home, lang="fr-FR"))
    assert page.locator("html").get_attribute("lang") == "fr"
    expect(page.locator("main")).to_contain_text("Tués")


def test_everything_is_reached_by_keyboard(home: str, opened: Open) -> None:
    page = opened(home).goto("/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("article.story h2 a")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#slider")).to_be_visible()
    page.locator("#slider").focus()
    page.keyboard.press("Home")
    expect(page.locator("#as-of-said")).to_contain_text("2024")


def test_nothing_is_wider_than_a_phone(home: str, opened: Open) -> None:
    window = opened(home, width=375, height=700)
    page = story(window)
    links = [page.url.removeprefix(home), "/", "/new", "/sources", "/compare", "/decisions", "/add", "/search?q=Kursk"]
    links.append(page.locator("a.exact").first.get_attribute("href") or "")
    for link in links:
        page = window.goto(link)
        assert page.evaluate("document.documentElement.scrollWidth") <= 375, link


def test_a_report_is_given_as_it_came_and_only_as_a_file(home: str, opened: Open) -> None:
    window = opened(home)
    page = story(window)
    page.locator("#reports ~ ul.reports a").first.click()
    with page.expect_download() as download:
        page.locator("a[href$='/raw']").click()
    assert Path(download.value.path()).read_bytes() in {path.read_bytes() for path in EXAMPLES}
