"""A page to a report: trafilatura finds the body; what the page says of itself is read here.

Why this one: `docs/extraction.md` has the table that decided.
"""

import html as entities
import logging
import re
from typing import TYPE_CHECKING, Any, Final

from selon import settings
from selon.model import Report
from selon.read import text as texts
from selon.read.facts import Facts
from selon.read.metadata import Metadata, metadata
from selon.read.refuse import Unreadable

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TAG: Final = re.compile(r"""<[a-zA-Z](?:[^>"']++|"[^"]*+"|'[^']*+')*+""")
_QUOTED: Final = re.compile(r"""(["'])(?:(?!\1).)*+\1""", re.DOTALL)
_INLINE: Final = re.compile(r"data:[\w/+.-]{1,60};base64,[A-Za-z0-9+/=]{100,}")
_SIGNS: Final = ("<!doctype html", "<html", "<head", "<body", "<article", "<!doctype public")
_LONG_TAG: Final = 2000
_CAPTIONS: Final = "//figcaption | //*[@class and (contains(@class, 'aption') or contains(@class, 'egend'))]"


def is_html(head: str) -> bool:
    """Whether a file that begins so is a page: a page's first tags, or several tags that pages are made of."""
    start = head.lstrip("\ufeff \t\r\n")[:2000].lower()
    if not start.startswith("<"):
        return False
    if start.startswith(_SIGNS) or any(sign in start for sign in _SIGNS[:4]):
        return True
    return sum(start.count(tag) for tag in ("<p>", "<p ", "<div", "<h1", "<span", "</p>", "<meta", "<title")) > 2


def report(page: str, identity: str, name: str, facts: Facts) -> Report:
    """The report in a page. Raises Unreadable (`no-sentence`, `too-large`, `malformed`)."""
    tree = parsed(page)
    own = metadata(tree, facts.language)
    captions = _captions(tree)
    body = [line for line in _body(tree, own) if line not in captions]
    outer = list(dict.fromkeys(caption for caption, inner in captions.items() if not inner))
    return texts.composed(own.title or facts.title, body, outer, identity, name, _together(facts, own))


def parsed(page: str) -> "HtmlElement":
    """The tree of a page, within the limits. Raises Unreadable."""
    from lxml.etree import LxmlError
    from lxml.html import HTMLParser, document_fromstring

    page = _INLINE.sub("", page)
    if len(page) > settings.MAX_PAGE_CHARACTERS:
        raise Unreadable("too-large", f"a page of {len(page)} characters; the limit is {settings.MAX_PAGE_CHARACTERS}")
    _check_attributes(page)
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        tree = document_fromstring(page.encode("utf-8"), parser)
    except (LxmlError, ValueError) as error:  # a document without an element
        raise Unreadable("malformed", f"no page: {error}") from error
    elements = int(tree.xpath("count(//*)"))
    if elements > settings.MAX_ELEMENTS:
        raise Unreadable("too-large", f"a page of {elements} elements; the limit is {settings.MAX_ELEMENTS}")
    return tree


def _check_attributes(page: str) -> None:
    """The parser compares each attribute of a tag with the others: 200,000 of them take it a minute."""
    if any(len(tag) > _LONG_TAG for tag in _TAG.findall(page)):
        for tag in _TAG.findall(_without_scripts(page)):
            if len(tag) > _LONG_TAG and len(_QUOTED.sub(" ", tag).split()) > settings.MAX_ATTRIBUTES:
                raise Unreadable("malformed", f"a tag with more than {settings.MAX_ATTRIBUTES} attributes")


def _without_scripts(page: str) -> str:
    """The page without its scripts, in which a `<` is no tag."""
    kept, at = [], 0
    lower = page.lower()
    while (begin := lower.find("<script", at)) >= 0:
        end = lower.find("</script", begin)
        if end < 0:
            break
        kept.append(page[at:begin])
        at = end + len("</script>")
    kept.append(page[at:])
    return "".join(kept)


def _captions(tree: "HtmlElement") -> dict[str, bool]:
    """The captions of a page, and whether each stands inside another one."""
    found: dict[str, bool] = {}
    last = None
    for element in tree.xpath(_CAPTIONS)[: settings.MAX_CAPTIONS]:
        words = " ".join(element.text_content().split())
        if words and len(words) <= settings.MAX_CAPTION:
            inner = last is not None and any(above is last for above in element.iterancestors())
            found.setdefault(words, inner)
            last = last if inner else element
    return found


def _body(tree: "HtmlElement", own: Metadata) -> list[str]:
    """The paragraphs of the body, by trafilatura; by the page's own structured data where that has more of it."""
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # a page without a body is no event: it is refused
    try:
        found: Any = bare_extraction(
            tree, include_comments=False, include_tables=True, with_metadata=False, fast=True, deduplicate=False
        )
    except RecursionError as error:
        raise Unreadable("malformed", "tags nested too deep") from error
    text = (found.text if found else None) or ""
    if own.article_body and len(own.article_body) > 2 * len(text):
        text = entities.unescape(own.article_body)
    return [words for line in text.splitlines() if (words := " ".join(line.split()))]


def _together(facts: Facts, own: Metadata) -> Facts:
    return Facts(
        published=facts.published,
        own=own.published or facts.own,
        modified=own.modified or facts.modified,
        language=facts.language,
        title=own.title or facts.title,
        byline=own.byline or facts.byline,
        outlet=own.outlet or facts.outlet,
        url=own.url or facts.url,
        credits=own.credits,
    )
