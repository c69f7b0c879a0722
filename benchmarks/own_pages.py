"""Pages written for measuring extraction: each in a layout that newsrooms use, with what is right for it.

All are on one made-up accident, in the project's own words, so that nothing but the layout differs.
"""

from typing import NamedTuple


class OwnPage(NamedTuple):
    """`source`: the HTML; `title`, `date`, `body`: what is right; `apart`: words that must not be in the body."""

    layout: str
    source: str
    title: str
    date: str | None
    body: tuple[str, ...]
    apart: tuple[str, ...]


FRENCH = (
    "Neuf personnes ont été blessées lundi à Oslo quand un ferry a heurté le quai, a annoncé le port dans la soirée.",
    "Deux d’entre elles sont dans un état grave, a précisé l’hôpital universitaire, qui les a opérées dans la nuit.",
    "La police a ouvert une enquête et entendu le capitaine, un homme de 54 ans qui navigue depuis vingt ans.",
    "Le trafic a repris mardi matin avec des retards d’une heure sur la ligne du fjord.",
)
ENGLISH = (
    "Nine people were hurt on Monday when a ferry struck the quay in Oslo, the harbour authority said in the evening.",
    "Two of them are in a serious condition, according to the university hospital, where they underwent surgery.",
    "Police have opened an inquiry and questioned the captain, a 54-year-old who has sailed for twenty years.",
    "Traffic resumed on Tuesday morning with delays of an hour on the fjord line.",
)
GERMAN = (
    "Neun Menschen sind am Montag in Oslo verletzt worden, als eine Fähre den Kai rammte, teilte der Hafen mit.",
    "Zwei von ihnen sind in einem ernsten Zustand, wie die Universitätsklinik sagte, die sie in der Nacht operierte.",
    "Die Polizei hat Ermittlungen aufgenommen und den Kapitän befragt, der seit zwanzig Jahren zur See fährt.",
    "Der Verkehr lief am Dienstagmorgen mit einer Stunde Verspätung wieder an.",
)
SPANISH = (
    "Nueve personas resultaron heridas el lunes en Oslo cuando un ferri chocó con el muelle, informó el puerto.",
    "Dos de ellas están graves, precisó el hospital universitario, que las operó durante la noche.",
    "La policía abrió una investigación e interrogó al capitán, que navega desde hace veinte años.",
    "El tráfico se reanudó el martes por la mañana con una hora de retraso en la línea del fiordo.",
)
TITLES = {
    "fr": "Neuf blessés à Oslo dans l’accident d’un ferry",
    "en": "Nine hurt in Oslo ferry accident",
    "de": "Neun Verletzte bei Fährunglück in Oslo",
    "es": "Nueve heridos en Oslo al chocar un ferri",
}
MENU = (
    '<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li>'
    '<li><a href="/sport">Sport</a></li></ul></nav>'
)
RELATED = (
    '<aside class="related"><h3>More</h3><ul><li><a href="/1">Storm leaves three dead in the north</a></li>'
    '<li><a href="/2">Bridge closed after 40 complaints</a></li></ul></aside>'
)
APART = ("Storm leaves", "40 complaints")
META = '<meta property="article:published_time" content="2025-03-03T19:20:00+01:00">'


def paragraphs(lines: tuple[str, ...]) -> str:
    """The lines as paragraphs."""
    return "\n".join(f"<p>{line}</p>" for line in lines)


def html(language: str, head: str, body: str) -> str:
    """A whole page."""
    title = TITLES[language]
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{title} | The Fjord Courier</title>'
        f"{head}</head><body>{MENU}{body}{RELATED}<footer>© 2025 The Fjord Courier. Imprint. Contact.</footer>"
        "</body></html>"
    )


def headline(language: str) -> str:
    """The headline's element."""
    return f"<h1>{TITLES[language]}</h1>"


def own_pages() -> list[OwnPage]:
    """All of them."""
    linked = (
        '<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"'
        + TITLES["es"]
        + '","datePublished":"2025-03-03T19:20:00+01:00","author":{"@type":"Person","name":"Elena Vidal"}}</script>'
    )
    listed = (
        ENGLISH[0],
        "Seven passengers, two of them seriously hurt, were taken to hospital.",
        "Two sailors went home.",
        ENGLISH[2],
    )
    divs = "".join(f'<div class="text-block">{line}</div>' for line in FRENCH)
    breaks = "<br><br>".join(GERMAN)
    rows = "<tr><th>Ship</th><th>Hurt</th></tr><tr><td>Ferry</td><td>7</td></tr><tr><td>Tug</td><td>2</td></tr>"
    comments = (
        '<section id="comments"><h2>Comments</h2><div class="comment"><p>I was there and saw at least 30 hurt people, '
        "nobody tells us the truth about this company.</p></div></section>"
    )
    cookies = (
        '<div id="cookie-banner"><p>We and our 800 partners use cookies to store information on your device.</p>'
        "<button>Accept</button></div>"
    )
    caption = (
        "<figure><img src=a.jpg><figcaption>The ferry in May 2019, with 300 people on board. AFP</figcaption></figure>"
    )
    live = "".join(
        f'<article class="post"><time datetime="2025-03-03T1{i}:00:00+01:00">1{i}:00</time><p>{line}</p></article>'
        for i, line in enumerate(FRENCH)
    )
    made = [
        (
            "paragraphs in an article",
            "fr",
            META,
            f"<main><article>{headline('fr')}{paragraphs(FRENCH)}</article></main>",
            FRENCH,
        ),
        (
            "a list in the body",
            "en",
            META,
            f"<article>{headline('en')}<p>{listed[0]}</p><ul><li>{listed[1]}</li><li>{listed[2]}</li></ul>"
            f"<p>{listed[3]}</p></article>",
            listed,
        ),
        (
            "divs instead of paragraphs",
            "fr",
            META,
            f"<div id=main>{headline('fr')}<div class=body>{divs}</div></div>",
            FRENCH,
        ),
        (
            "line breaks instead of paragraphs",
            "de",
            '<meta name="date" content="2025-03-03">',
            f"<div class=article>{headline('de')}<div class=articletext>{breaks}</div></div>",
            GERMAN,
        ),
        (
            "dates in structured data",
            "es",
            linked,
            f"<article>{headline('es')}{paragraphs(SPANISH)}</article>",
            SPANISH,
        ),
        (
            "the date in words",
            "fr",
            "",
            f"<article>{headline('fr')}<p class=date>Publié le 3 mars 2025 à 19h20</p>{paragraphs(FRENCH)}</article>",
            FRENCH,
        ),
        (
            "the date in the address",
            "de",
            '<link rel="canonical" href="https://courier.example/2025/03/03/faehre.html">',
            f"<article>{headline('de')}{paragraphs(GERMAN)}</article>",
            GERMAN,
        ),
        ("comments below", "en", META, f"<article>{headline('en')}{paragraphs(ENGLISH)}</article>{comments}", ENGLISH),
        ("a banner before", "en", META, f"{cookies}<article>{headline('en')}{paragraphs(ENGLISH)}</article>", ENGLISH),
        (
            "a caption of another day",
            "en",
            META,
            f"<article>{headline('en')}{caption}{paragraphs(ENGLISH)}</article>",
            ENGLISH,
        ),
        (
            "a table in the body",
            "en",
            META,
            f"<article>{headline('en')}{paragraphs(ENGLISH[:2])}<table>{rows}</table>{paragraphs(ENGLISH[2:])}</article>",
            (*ENGLISH[:2], "Ship Hurt Ferry 7 Tug 2", *ENGLISH[2:]),
        ),
        (
            "subheadings and a quotation",
            "es",
            META,
            f"<article>{headline('es')}<p>{SPANISH[0]}</p><h2>Los heridos</h2><blockquote>{SPANISH[1]}</blockquote>"
            f"<h2>La investigación</h2>{paragraphs(SPANISH[2:])}</article>",
            (SPANISH[0], "Los heridos", SPANISH[1], "La investigación", *SPANISH[2:]),
        ),
        ("a live blog", "fr", META, f"<main>{headline('fr')}{live}</main>", FRENCH),
        ("a short item", "fr", META, f"<article>{headline('fr')}<p>{FRENCH[0]}</p></article>", FRENCH[:1]),
    ]
    apart = (*APART, "30 hurt", "800 partners", "300 people")
    return [
        OwnPage(layout, html(language, head, body), TITLES[language], "2025-03-03", lines, apart)
        for layout, language, head, body, lines in made
    ]
