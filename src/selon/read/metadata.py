"""What a page says of itself: JSON-LD, meta elements, its headline and date line, its address."""

import json
import re
from typing import TYPE_CHECKING, Any, Final

from selon import settings
from selon.model.frozen import Frozen
from selon.read import when
from selon.read.lines import Told, agencies, told
from selon.read.page import page as page_words

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ARTICLES: Final = frozenset(
    (
        "Article",
        "NewsArticle",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "BackgroundNewsArticle",
        "OpinionNewsArticle",
        "ReviewNewsArticle",
        "LiveBlogPosting",
        "BlogPosting",
        "SocialMediaPosting",
        "Report",
    )
)
_ADDRESS_DATE: Final = re.compile(r"(?<!\d)(20[0-4]\d|19[89]\d)([/_-]?)([01]\d)\2([0-3]\d)(?!\d)")
_DATE_SIGNS: Final = ("date", "publi", "time", "byline", "meta", "author", "posted", "created")
_LONGEST_DATE_LINE: Final = 160
_MOST_DATE_LINES: Final = 40

PUBLISHED: Final = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "published_time",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dcterms.issued",
    "sailthru.date",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
    "article.published",
    "last-modified",
)
MODIFIED: Final = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "lastmod",
    "updated_time",
)


class Metadata(Frozen, frozen=True):
    """Dates are EDTF, by the page's own clock. `article_body`: the body as JSON-LD gives it, where it does."""

    title: str | None
    byline: str | None
    outlet: str | None
    published: str | None
    modified: str | None
    url: str | None
    credits: tuple[str, ...]
    article_body: str | None


def metadata(tree: "HtmlElement", language: str | None = None) -> Metadata:
    """What a page says of itself; the most explicit source of each first."""
    code = language or (tree.get("lang") or "").partition("-")[0].lower() or None
    linked = _linked_data(tree)
    article = next((node for node in linked if _types(node) & _ARTICLES), {})
    meta = _meta(tree)
    url = _address(tree, meta, article)
    byline = _names(article.get("author")) or _author(meta)
    outlet = _names(article.get("publisher")) or meta.get("og:site_name") or meta.get("publisher") or None
    published = _date(article.get("datePublished")) or _first_date(meta, PUBLISHED[:-1]) or _time(tree)
    said = _date_line(tree, code) if published is None or len(published) <= 10 else None
    if said and said.published and not said.published.startswith("X"):
        published = when.narrowed(published, said.published)
    if published is None:
        published = _date_in_address(url) or _first_date(meta, PUBLISHED[-1:])
    return Metadata(
        title=_title(tree, meta, article),
        byline=byline,
        outlet=_shortened(outlet),
        published=published,
        modified=_date(article.get("dateModified")) or _first_date(meta, MODIFIED),
        url=url,
        credits=_credits(
            code, byline, outlet, _names(article.get("provider")), _names(article.get("sourceOrganization"))
        ),
        article_body=_string(article.get("articleBody")),
    )


def _linked_data(tree: "HtmlElement") -> list[dict[str, Any]]:
    """The nodes of the page's JSON-LD, those of lists and graphs too."""
    found: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        source = (script.text or "").strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
        if len(source) > settings.MAX_LINKED_DATA:
            continue
        try:
            waiting = [json.loads(source, strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting and len(found) < settings.MAX_LINKED_NODES:
            node = waiting.pop(0)
            if isinstance(node, list):
                waiting.extend(node[: settings.MAX_LINKED_NODES])
            elif isinstance(node, dict):
                found.append(node)
                waiting.extend(node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in node)
    return found


def _types(node: dict[str, Any]) -> set[str]:
    told = node.get("@type")
    listed = told if isinstance(told, list) else [told]
    return {each.rpartition("/")[2] for each in listed if isinstance(each, str)}


def _meta(tree: "HtmlElement") -> dict[str, str]:
    """The page's meta elements by their lowered name; the first of each. Those of microdata too."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = (element.get("content") or "").strip()
        if name and content and len(content) <= settings.MAX_META:
            found.setdefault(name.strip().lower(), content)
    return found


def _string(value: Any) -> str | None:
    return " ".join(value.split("\x00")).strip() or None if isinstance(value, str) else None


def _names(value: Any) -> str | None:
    """The names of a person or organisation, or of several."""
    listed = value if isinstance(value, list) else [value]
    names = [_string(each.get("name") if isinstance(each, dict) else each) for each in listed[:20]]
    kept = [_shortened(name) for name in names if name and not name.startswith(("http:", "https:"))]
    return ", ".join(name for name in dict.fromkeys(kept) if name) or None


def _author(meta: dict[str, str]) -> str | None:
    names = (meta.get(key) for key in ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author"))
    return next((name for name in names if name and not name.startswith(("http:", "https:"))), None)


def _shortened(name: str | None) -> str | None:
    return " ".join(name.split())[: settings.MAX_NAME] if name else None


def _date(value: Any) -> str | None:
    """An ISO 8601 date as EDTF to the minute; None for anything else, and for one that no calendar has."""
    if not isinstance(value, str):
        return None
    edtf = when.from_iso(value[:64])
    return edtf if edtf and len(edtf) >= 10 and "1980" <= edtf[:4] <= "2100" else None


def _first_date(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((date for name in names if (date := _date(meta.get(name)))), None)


def _time(tree: "HtmlElement") -> str | None:
    """The date of the first `time` element, or of one that says it is the publication's."""
    times = [element for element in tree.iter("time") if element.get("datetime")][:_MOST_DATE_LINES]
    marked = [e for e in times if e.get("pubdate") is not None or "publi" in (e.get("itemprop") or "").lower()]
    inside = [e for e in times if any(a.tag in ("article", "header", "main") for a in e.iterancestors())]
    return next((date for e in [*marked, *inside] if (date := _date(e.get("datetime")))), None)


def _date_line(tree: "HtmlElement", code: str | None) -> Told | None:
    """The first line behind the headline that tells the date in words."""
    words, seen, behind = page_words(code), 0, next(tree.iter("h1"), None) is None
    for element in tree.iter("h1", "time", "p", "span", "div", "li", "small"):
        if element.tag == "h1":
            behind = True
        signs = " ".join(filter(None, (element.get("class"), element.get("id"), element.get("itemprop")))).lower()
        if not behind or not (element.tag == "time" or any(sign in signs for sign in _DATE_SIGNS)):
            continue
        line = " ".join(element.text_content().split()) if len(element) < 10 else ""
        if not line or len(line) > _LONGEST_DATE_LINE:
            continue
        found = told(line, 0, len(line), words)
        if found and found.published:
            return found
        seen += 1
        if seen > _MOST_DATE_LINES:
            break
    return None


def _date_in_address(url: str | None) -> str | None:
    match = _ADDRESS_DATE.search(url or "")
    return _date(f"{match[1]}-{match[3]}-{match[4]}") if match else None


def _address(tree: "HtmlElement", meta: dict[str, str], article: dict[str, Any]) -> str | None:
    links = (e.get("href") for e in tree.iter("link") if (e.get("rel") or "").lower() == "canonical")
    about = article.get("mainEntityOfPage")
    told = (next(links, None), meta.get("og:url"), about.get("@id") if isinstance(about, dict) else about)
    return next((_string(u) for u in (*told, article.get("url")) if isinstance(u, str) and u.startswith("http")), None)


def _title(tree: "HtmlElement", meta: dict[str, str], article: dict[str, Any]) -> str | None:
    """The headline: the page's only `h1` where its other titles agree with it, else the most explicit of those."""
    titles = [" ".join(t.text_content().split()) for t in tree.iter("title")][:1]
    others = [
        t for t in (_string(article.get("headline")), meta.get("og:title"), meta.get("twitter:title"), *titles) if t
    ]
    headlines = [
        h for e in tree.iter("h1") if (h := " ".join(e.text_content().split())) and len(h) <= settings.MAX_TITLE
    ]
    for headline in headlines:
        if not others or any(_alike(headline, other) for other in others):
            return headline
    title = others[0] if others else headlines[0] if headlines else None
    return " ".join(title.split())[: settings.MAX_TITLE] if title else None


def _alike(one: str, other: str) -> bool:
    """Whether two titles share most of their words."""
    words, others = set(one.lower().split()), set(other.lower().split())
    return len(words & others) >= 0.6 * min(len(words), len(others))


def _credits(code: str | None, *names: str | None) -> tuple[str, ...]:
    """The agencies that author and publisher name: *Le Courrier avec AFP*, *AFP-Services*."""
    known = page_words(code)
    found: list[str] = []
    for name in filter(None, names):
        line = name.replace("-", " ")
        words = known.words(line, 0, len(line))
        found.extend(agencies(line, words, 0, len(words.tokens)))
    return tuple(dict.fromkeys(found))
