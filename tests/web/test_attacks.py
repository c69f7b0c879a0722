"""Reports that attack: in every field that a report can fill, nothing of them runs, and no request leaves."""

import csv
import html
import io
import json
import os
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from selon import flow, reconcile

from .attacks import RUNNING, attacks
from .browser import added, serving
from .conftest import Open
from .poison import poison

ATTACKS = attacks()
SHOWN = 10
"""Pages of each kind that are opened whole; all of them are parsed by the browser."""
ALL = bool(os.environ.get("EVERY_ATTACK"))
"""Open every page of every attack whole (`make attacks`)."""
PARSED = (Path(__file__).parent / "parsed.js").read_text(encoding="utf-8")
LISTS = ("/", "/new?since=2020-01-01", "/sources", "/search?q=people", "/search?what=reports&q=a", "/compare", "/add")


class Hostile(NamedTuple):
    """The service on a ledger of attacks: its address, and where the ledger is."""

    home: str
    ledger: Path


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
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hostile]:
    """Attacks as pages, as plain texts, as the names of their files, and as every part of a claim."""
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
    ledger = folder / "selon.db"
    added(ledger, files)
    poison(ledger, ATTACKS)
    with serving(ledger, "--who", ATTACKS[40]) as address:
        yield Hostile(address, ledger)


@pytest.fixture(scope="module")
def paths(hostile: Hostile) -> dict[str, list[str]]:
    """Addresses of pages by kind: of every report whose every part is an attack, with a claim and a source of each; of
    the other reports, of stories and of what belongs to them, some or all."""
    every = 1 if ALL else 8
    with flow.open_ledger(str(hostile.ledger)) as ledger:
        gathered = flow.gather_ledger(ledger)
    names = {source.name for claim in gathered.claims for source in (*claim.origins, *claim.via)}
    poisoned = [report for report in gathered.reports if report.byline == report.outlet == report.name]
    assert len(poisoned) == len(ATTACKS)
    shown = {report.id for report in (*poisoned, *gathered.reports[::every])}
    stories = sorted(set(reconcile.stories(gathered.claims, gathered.decisions).values()))[::every]
    return {
        "reports": [f"/reports/{name.removeprefix('sha256:')}" for name in sorted(shown)],
        "claims": [f"/claims/{one.claims[0].id}" for one in gathered.readings if one.claims and one.report in shown],
        "sources": [f"/source?{urlencode({'name': name})}" for name in sorted(names)],
        "stories": [f"/stories/{name}{page}" for name in stories for page in ("", "/series", "/timeline", "/reports")],
    }


def test_there_are_two_hundred() -> None:
    assert len(ATTACKS) == 200


def test_every_page_holds_attacks_as_text_alone(hostile: Hostile, paths: dict[str, list[str]], opened: Open) -> None:
    assert len(paths["claims"]) >= len(ATTACKS)
    assert len(paths["sources"]) >= len(ATTACKS)
    every = [*LISTS, *(path for kind in paths.values() for path in kind)]
    assert opened(hostile.home).goto("/add").evaluate(PARSED, every) == []


def test_looking_at_pages_sees_each_kind_of_attack(hostile: Hostile, opened: Open) -> None:
    window = opened(hostile.home)
    page = window.goto("/add")
    for attack in RUNNING:
        assert page.evaluate(PARSED, [f"<!doctype html><title>x</title><p>{attack.format('alert(1)')}</p>"]), attack
    window.wrong.clear()  # the browser tells of each that the policy forbids


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_no_page_runs_or_sends_anything(hostile: Hostile, paths: dict[str, list[str]], opened: Open, lang: str) -> None:
    window = opened(hostile.home, lang=lang)
    reports = [path.rpartition("/")[2] for path in paths["reports"][-SHOWN:]]
    pairs = [f"/compare?first={one}&second={two}" for one, two in pairwise(reports)]
    chosen = [path for kind in paths.values() for path in (kind if ALL else kind[:: max(1, len(kind) // SHOWN)])]
    for path in (*LISTS, *pairs[:3], *chosen):
        page = window.goto(path)
        assert page.title().endswith("– Selon"), path
        page.locator("summary").evaluate_all("all => all.forEach(one => one.click())")


def test_no_question_runs_or_sends_anything(hostile: Hostile, opened: Open) -> None:
    window = opened(hostile.home)
    page = window.goto("/search")
    for attack in ATTACKS[:: 1 if ALL else 12]:
        page.goto(f"{hostile.home}/search")
        page.locator("#q").fill(attack)
        page.locator("#q").press("Enter")
        page.wait_for_load_state()
        assert page.title().endswith("– Selon")
    window.wrong[:] = [one for one in window.wrong if "status of 400" not in one]  # a phrase that is not closed


def test_what_somebody_types_is_text_too(hostile: Hostile, opened: Open) -> None:
    window = opened(hostile.home)
    page = window.goto("/search?q=people")
    claim = page.locator("a.exact").first.get_attribute("href") or ""
    typed = ATTACKS[20 : 200 if ALL else 28]
    for attack in typed:
        page = window.goto(claim)
        page.locator("summary").filter(has_text="Note").click()
        page.locator("#note-why").fill(attack)
        page.locator("details[open]").get_by_role("button").click()
        expect(page.locator("#evidence")).to_be_visible()
    assert window.goto("/decisions").locator(".decision").count() == min(len(typed), 50)


def test_the_watch_over_the_pages_sees_what_goes_wrong(hostile: Hostile, opened: Open) -> None:
    window = opened(hostile.home)
    window.page.set_content("<script>alert(1)</script><img src='http://evil.test/x.png'><script>throw 1</script>")
    window.page.wait_for_load_state()
    seen = {one.partition(":")[0] for one in window.wrong}
    assert {"dialog", "request", "error"} <= seen
    window.wrong.clear()


def test_saved_files_hold_no_formula_and_no_markup(hostile: Hostile, opened: Open, tmp_path: Path) -> None:
    window = opened(hostile.home)
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


def test_a_drawing_alone_runs_nothing(hostile: Hostile, opened: Open, tmp_path: Path) -> None:
    window = opened(hostile.home)
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
