"""The brief, from claims made by hand."""

import re
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt
from tests.reconcile.made import claim, source

from selon.errors import UsageError
from selon.flow import Gathered
from selon.knowledge.loader import classes, kinds
from selon.model import Claim, Reading, Report, Residue, SeenNumber
from selon.show.brief import brief
from selon.show.wording import languages, wording

CLAIMS = (
    claim(100, None, source("NIS", affiliation="KOR"), said="2024-12-19", via=["Lee"], start=10),
    claim(100, 100, report="b", published="2024-12-20", outlet="The Lakes"),
    claim(3000, None, "Kyiv", report="c", published="2024-12-24", said="2024-12-23", event="killed_or_wounded"),
    claim(1100, 1100, "Staff", report="c", published="2024-12-24", said="2024-12-23", event="killed_or_wounded",
          approximate=True, start=40),
    claim(None, None, "NIS", report="c", published="2024-12-24", event="fighting", figure=False, start=70),
    claim(10000, 10000, "NIS", report="a", event="deployed", certainty="expected", start=90),
)  # fmt: skip
FORMATS = ("terminal", "markdown", "html")
ATTACK = "<script>alert(1)</script>[x](javascript:alert(1))![y](http://e.example/z)*_`\x1b[31m"


def reports(claims: tuple[Claim, ...]) -> tuple[list[Report], list[Reading]]:
    made, read = {}, {}
    for one in claims:
        about = one.report
        made[about.id] = Report(
            about.id, about.name, "", "fr", title=about.title, published=about.published, outlet=about.outlet,
            residue=(Residue(0, 1, "x", "advert"), Residue(1, 2, "y", "advert")),
        )  # fmt: skip
        own = tuple(c for c in claims if c.report.id == about.id)
        numbers = (SeenNumber("3rd", 0, 3, 3, 3, False, False, (), "ordinal"),)
        read[about.id] = Reading(about.id, own, numbers, (), (), (), (), ())
    return list(made.values()), list(read.values())


def gathered(made: list[Report], read: list[Reading]) -> Gathered:
    return Gathered(tuple(made), tuple(read))


def made(format: str, language: str = "en", claims: tuple[Claim, ...] = CLAIMS, **more: object) -> str:
    return brief(gathered(*reports(claims)), language=language, format=format, **more)  # type: ignore[arg-type]


def shown(text: str, format: str) -> str:
    """What a reader sees, on one line."""
    if format == "html":
        text = visible(text)
    if format == "markdown":
        text = visible(MarkdownIt().render(text))
    return " ".join(text.split())


def visible(html: str) -> str:
    pieces: list[str] = []

    class Collector(HTMLParser):
        def handle_data(self, data: str) -> None:
            if self.lasttag != "style":
                pieces.append(data)

    Collector().feed(html)
    return " ".join(pieces)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("format", FORMATS)
def test_every_claim_stands_with_its_words_and_position(format: str, language: str) -> None:
    text = shown(made(format, language, width=1000), format)
    for one in CLAIMS:
        assert one.evidence.exact in text
        assert f"{one.report.name}:{one.evidence.start}-{one.evidence.end}" in text
    for words in ("NIS", "Lee", "Kyiv", "Staff", "The Lakes"):
        assert words in text


@pytest.mark.parametrize("format", FORMATS)
def test_sections(format: str) -> None:
    text = shown(made(format, width=1000), format).casefold()
    place = 0
    for words in (
        "in short",
        "what disagrees",
        "what is claimed",
        "expected, planned or feared",
        "events without a number",
        "what was left out",
        "reports read",
    ):
        place = text.index(words, place) + 1
    assert "numbers that are no figures: 3" in text
    assert "passages that are not the report: 6" in text
    assert "ordinal 3" in text
    assert "at least 3,000 (kyiv, dec 23, 2024) and about 1,100 (staff, dec 23, 2024) exclude each other" in text


def test_in_french() -> None:
    text = shown(made("terminal", "fr", width=1000), "terminal")
    assert "Tués : soldats (Corée du Nord) — Kursk (Russie)" in text
    assert "au moins 3 000 (Kyiv, 23 déc. 2024) et environ 1 100" in text.replace("\u202f", " ")
    assert "3 articles, 6 affirmations" in text


@pytest.mark.parametrize("language", languages())
def test_the_catalogues_say_the_same(language: str) -> None:
    first = wording(languages()[0])._texts
    assert keys(wording(language)._texts) ^ keys(first) <= {("classes",)} | {
        key for key in keys(wording(language)._texts) if key[0] in ("classes", "aside", "residue")
    }


@pytest.mark.parametrize("language", languages())
def test_a_catalogue_names_all_events_and_classes(language: str) -> None:
    """Classes are English plurals already, so that a catalogue may leave them all out, but not some of them."""
    texts = wording(language)._texts
    assert set(texts["events"]) == set(kinds())
    assert set(texts.get("classes", classes())) == set(classes())


def keys(table: object, path: tuple[str, ...] = ()) -> set[tuple[str, ...]]:
    if not isinstance(table, dict):
        return set()
    return {(*path, key) for key in table} | {k for key, value in table.items() for k in keys(value, (*path, key))}


def test_as_of_leaves_out_what_came_later() -> None:
    text = made("terminal", as_of="2024-12-19")
    assert "a.txt" in text
    assert "b.txt" not in text
    assert "c.txt" not in text
    assert "Dec 19, 2024" in text


def test_whatever_the_order() -> None:
    made_reports, readings = reports(CLAIMS)
    for format in FORMATS:
        one = brief(gathered(made_reports, readings), language="en", format=format)  # type: ignore[arg-type]
        other = brief(gathered(made_reports[::-1], readings[::-1]), language="en", format=format)  # type: ignore[arg-type]
        assert one == other


def test_plain_without_colour() -> None:
    assert "\x1b" not in made("terminal")
    assert "\x1b[" in made("terminal", colour=True)
    assert all(len(line) <= 60 for line in made("terminal", width=60).splitlines())


@pytest.mark.parametrize("format", FORMATS)
def test_hostile_text_is_shown_as_text(format: str) -> None:
    hostile = tuple(
        claim(5, 5, ATTACK, report="a", outlet=ATTACK, where=ATTACK, qualifier=ATTACK, via=[ATTACK], start=start)
        for start in (0, 9)
    )
    text = made(format, claims=hostile)
    if format == "markdown":
        text = MarkdownIt().render(text)
    if format == "terminal":
        assert "\x1b" not in text
        return
    tags: list[tuple[str, dict[str, str | None]]] = []

    class Collector(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            tags.append((tag, dict(attrs)))

    Collector().feed(text)
    assert not {tag for tag, _ in tags} & {"script", "img", "iframe", "object", "link"}
    assert all(not (attributes.get("href") or "").startswith(("javascript", "http")) for _, attributes in tags)
    assert "alert(1)" in visible(text)


def test_one_file_that_asks_for_nothing() -> None:
    html = made("html")
    assert not re.search(r"\ssrc=|href=[^\"]|href=\"[^#]", html)
    assert "@import" not in html
    assert "url(" not in html
    assert 'lang="en"' in html
    assert "prefers-color-scheme: dark" in html


def test_nothing_to_tell() -> None:
    empty = Report("sha256:e", "e.txt", "", "fr")
    text = brief(gathered([empty], [Reading("sha256:e", (), (), (), (), (), (), ())]), language="en")
    assert "make no claim" in text
    assert "e.txt — no date of publication — 0 claims" in text


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(UsageError, match="does not speak"):
        made("html", "tlh")
