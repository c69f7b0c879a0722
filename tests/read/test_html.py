"""Pages to reports: headline, body, captions, dates, outlet, address, credits."""

import json
from typing import Any

import pytest

from selon import read
from selon.model import Refusal, Report

from .made import SENTENCE, page


def reported(source: str | bytes, **told: Any) -> Report:
    result = read.report(source.encode() if isinstance(source, str) else source, "page.html", **told)
    assert isinstance(result, Report), result
    return result


def body(report: Report) -> list[str]:
    return [report.text[span.start : span.end] for span in report.body]


SPANISH = """<!DOCTYPE html><html lang="es"><head><meta charset="utf-8">
<title>Nueve heridos al chocar un ferri | La Voz del Fiordo</title>
<link rel="canonical" href="https://voz.example/mundo/ferri.html">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"La Voz"},
{"@type":"NewsArticle","headline":"Nueve heridos al chocar un ferri con el muelle",
"datePublished":"2025-03-03T11:40:00+01:00","dateModified":"2025-03-03T12:00:00+01:00",
"author":[{"@type":"Person","name":"Elena Vidal"},{"name":"EFE"}],
"publisher":{"@type":"NewsMediaOrganization","name":"La Voz del Fiordo"}}]}</script></head><body>
<nav><ul><li><a href="/">Inicio</a></li><li><a href="/m">Mundo</a></li></ul></nav><main><article>
<h1>Nueve heridos al chocar un ferri con el muelle</h1><p class="byline">Elena Vidal | Oslo</p>
<figure><img src="a.jpg"><figcaption>El ferri, el lunes, en el puerto. EFE/Jens Holm</figcaption></figure>
<p>Nueve personas resultaron heridas el lunes cuando un ferri chocó con el muelle de Oslo, según informó el puerto.</p>
<h2>Los heridos</h2><ul><li>Siete pasajeros, dos de ellos graves, fueron trasladados al hospital universitario.</li>
<li>Dos marineros recibieron el alta por la tarde.</li></ul>
<p>La policía abrió una investigación y tomó declaración al capitán, que no había bebido.</p>
<div class="ad">PUBLICIDAD</div><p>El puerto permaneció cerrado durante tres horas y reabrió a las 15.00.</p></article>
<section class="related"><h3>Lo más leído</h3><a href="x">Un tren arrolla a 3 personas</a></section></main>
<footer>© 2025 La Voz del Fiordo. Todos los derechos reservados.</footer></body></html>"""


def test_a_page_with_everything() -> None:
    report = reported(SPANISH)
    assert report.title == "Nueve heridos al chocar un ferri con el muelle"
    assert report.language == "es"
    assert (report.published, report.modified) == ("2025-03-03T11:40", "2025-03-03T12:00")
    assert report.byline == "Elena Vidal, EFE"
    assert report.credits == ("EFE",)
    assert report.outlet == "La Voz del Fiordo"
    assert report.url == "https://voz.example/mundo/ferri.html"
    assert [each[:14] for each in body(report)] == [
        "Nueve personas",
        "Los heridos",
        "- Siete pasaje",
        "- Dos marinero",
        "La policía abr",
        "El puerto perm",
    ]
    captions = [each.text for each in report.residue if each.reason == "caption"]
    assert captions == ["El ferri, el lunes, en el puerto. EFE/Jens Holm"]
    assert "3 personas" not in report.text
    assert report.title_span is not None
    assert report.text[report.title_span.start : report.title_span.end] == report.title


@pytest.mark.parametrize(
    ("head", "foot", "published"),
    [
        ('<meta property="article:published_time" content="2025-03-03T14:05:00+01:00">', "", "2025-03-03T14:05"),
        ('<meta name="date" content="2025-03-03">', "", "2025-03-03"),
        ('<meta itemprop="datePublished" content="2025-03-03T14:05">', "", "2025-03-03T14:05"),
        (
            '<script type="application/ld+json">{"@type":"Article","datePublished":"2025-03-03"}</script>',
            "",
            "2025-03-03",
        ),
        (
            '<script type="application/ld+json">{broken</script><meta name="date" content="2025-03-03">',
            "",
            "2025-03-03",
        ),
        ("", '<header><time datetime="2025-03-03T14:05:00Z">lundi</time></header>', "2025-03-03T14:05"),
        ("", '<p class="date">Publié le 3 mars 2025 à 14h05</p>', "2025-03-03T14:05"),
        ('<link rel="canonical" href="https://example.org/2025/03/03/ferry.html">', "", "2025-03-03"),
        ('<link rel="canonical" href="https://example.org/ferry-20250303.html">', "", "2025-03-03"),
        ('<meta name="date" content="2025-02-30">', "", None),
        ('<meta name="date" content="soon">', "", None),
        ("", "", None),
        (
            '<meta name="date" content="2025-03-03">',
            '<span class="publication">3 mars 2025, 14h05</span>',
            "2025-03-03T14:05",
        ),
    ],
)
def test_date_of_publication(head: str, foot: str, published: str | None) -> None:
    assert reported(page(head=head, foot=foot)).published == published


def test_a_date_from_outside_wins() -> None:
    source = page(head='<meta name="date" content="2025-03-03">')
    assert reported(source, published="2025-03").published == "2025-03-03"
    assert reported(source, published="2025-04").published == "2025-04"


def test_credits_in_the_author() -> None:
    report = reported(page(head='<meta name="author" content="Le Courrier avec AFP-Services">'))
    assert report.byline == "Le Courrier avec AFP-Services"
    assert report.credits == ("AFP",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252", "iso-8859-15"])
def test_encodings(encoding: str) -> None:
    source = page().replace("utf-8", encoding)
    report = reported(source.encode(encoding))
    assert body(report)[0] == SENTENCE
    assert report.title == "Neuf blessés à Oslo"


def test_a_body_only_in_the_structured_data() -> None:
    told = {
        "@type": "NewsArticle",
        "headline": "Neuf blessés à Oslo",
        "articleBody": f"{SENTENCE}\n\nUne enquête suit.",
    }
    source = (
        "<!DOCTYPE html><html><head><title>Neuf blessés à Oslo</title>"
        f'<script type="application/ld+json">{json.dumps(told)}</script></head><body><div id="app"></div></body></html>'
    )
    assert body(reported(source)) == [SENTENCE, "Une enquête suit."]


def test_a_page_without_a_text_is_refused() -> None:
    result = read.report(b"<!DOCTYPE html><html><head><title>x</title></head><body></body></html>", "page.html")
    assert isinstance(result, Refusal)
    assert result.reason == "no-sentence"


def test_pictures_inside_the_page_do_not_count_against_it() -> None:
    picture = "data:image/png;base64," + "A" * 6_000_000
    assert body(reported(page(foot=f'<img src="{picture}">')))[0] == SENTENCE
