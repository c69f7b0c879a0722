"""Feeds and outlines: what they list. RSS 0.9 to 2.0, RDF, Atom, JSON Feed, OPML."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin

import msgspec

from selon import settings
from selon.model.frozen import Frozen
from selon.read import when
from selon.read.decode import decode
from selon.read.refuse import Unreadable

if TYPE_CHECKING:
    from lxml.etree import _Element

_DATES: Final = (
    "pubdate",
    "published",
    "date",
    "issued",
    "created",
    "updated",
    "modified",
    "date_published",
    "date_modified",
)
_CONTENTS: Final = ("encoded", "content", "content_html", "content_text", "description", "summary")


class Entry(Frozen, frozen=True):
    """One entry of a feed. `id`: what it is known by in the feed; `content`: its text or page, None without one."""

    id: str
    url: str | None
    title: str | None
    published: str | None
    byline: str | None
    outlet: str | None
    content: str | None

    def record(self) -> bytes:
        """The entry as the bytes of a JSON record, which `read` understands."""
        told = {
            "id": self.id,
            "url": self.url,
            "title": self.title,
            "date": self.published,
            "author": self.byline,
            "outlet": self.outlet,
            "content": self.content,
        }
        return msgspec.json.encode({key: value for key, value in told.items() if value})


def entries(data: bytes, base: str | None = None) -> Iterator[Entry]:
    """The entries of a feed, in its order, at most `MAX_ENTRIES`. `base`: its own address.

    Raises Unreadable (`malformed`, `too-large`).
    """
    found = _json_entries(data, base) if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" else _xml_entries(data, base)
    for count, entry in enumerate(found):
        if count >= settings.MAX_ENTRIES:
            return
        yield entry


def outline(data: bytes) -> list[str]:
    """The addresses of the feeds that an OPML outline lists, each once. Raises Unreadable (`malformed`)."""
    addresses = (
        e.get("xmlUrl") or e.get("xmlurl") or e.get("url") for e in _tree(data).iter() if _name(e) == "outline"
    )
    return list(dict.fromkeys(a.strip() for a in addresses if a and a.strip().startswith(("http://", "https://"))))


def _tree(data: bytes) -> "_Element":
    """The tree of an XML document; its entities are left alone, and nothing is fetched."""
    from lxml import etree

    if len(data) > settings.MAX_FEED_BYTES:
        raise Unreadable("too-large", f"a feed of {len(data) / 1024**2:.0f} MiB")
    if b"<!ENTITY" in data[: settings.CHUNK]:
        raise Unreadable("bomb", "a document that declares entities of its own")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True, remove_comments=True
    )
    try:
        tree = etree.fromstring(data.lstrip(), parser)
    except (etree.LxmlError, ValueError) as error:
        raise Unreadable("malformed", f"no XML: {error}") from error
    if tree is None:
        raise Unreadable("malformed", "no XML")
    return tree


def _name(element: "_Element") -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _text(element: "_Element") -> str | None:
    """What an element says; of Atom's XHTML content the markup."""
    from lxml import etree

    if len(element):
        parts = [element.text or "", *(etree.tostring(child, encoding="unicode") for child in element)]
        return "".join(parts).strip() or None
    return (element.text or "").strip() or None


def _xml_entries(data: bytes, base: str | None) -> Iterator[Entry]:
    tree = _tree(data)
    outlet = None
    for element in tree.iter():
        name = _name(element)
        if name == "title" and outlet is None and _name(element.getparent()) in ("channel", "feed"):
            outlet = _text(element)
        if name in ("item", "entry"):
            yield _entry(element, base, outlet)


def _entry(item: "_Element", base: str | None, outlet: str | None) -> Entry:
    told: dict[str, str] = {}
    link = None
    for child in item:
        name = _name(child)
        if name == "link":
            if child.get("rel", "alternate") == "alternate" and (link is None or child.get("href")):
                link = (child.get("href") or child.text or "").strip() or link
        elif name == "author":
            names = [text for inner in child if _name(inner) == "name" and (text := _text(inner))]
            told.setdefault("author", ", ".join(names) or _text(child) or "")
        elif name and (text := _text(child)):
            told.setdefault(name, text)
    if link is None and told.get("guid", "").startswith("http"):
        link = told["guid"]
    url = urljoin(base or "", link) if link else None
    published = next((date for name in _DATES if (date := when.from_iso(told.get(name, "")[:64]))), None)
    title = told.get("title")
    return Entry(
        id=told.get("guid") or told.get("id") or url or title or "",
        url=url if url and url.startswith(("http://", "https://")) else None,
        title=title[: settings.MAX_TITLE] if title else None,
        published=published,
        byline=(told.get("author") or told.get("creator") or "")[: settings.MAX_NAME] or None,
        outlet=outlet[: settings.MAX_NAME] if outlet else None,
        content=next((told[name] for name in _CONTENTS if told.get(name)), None),
    )


def _json_entries(data: bytes, base: str | None) -> Iterator[Entry]:
    if len(data) > settings.MAX_FEED_BYTES:
        raise Unreadable("too-large", f"a feed of {len(data) / 1024**2:.0f} MiB")
    try:
        told = json.loads(decode(data).text.lstrip("\ufeff"), strict=False)
        items = told["items"]
    except (ValueError, RecursionError, KeyError, TypeError) as error:
        raise Unreadable("malformed", f"no JSON feed: {type(error).__name__}") from error
    for item in items if isinstance(items, list) else []:
        if isinstance(item, dict):
            yield _json_entry(item, base, _string(told.get("title")))


def _json_entry(item: dict[str, Any], base: str | None, outlet: str | None) -> Entry:
    link = _string(item.get("url")) or _string(item.get("external_url"))
    url = urljoin(base or "", link) if link else None
    listed = item.get("authors") if isinstance(item.get("authors"), list) else [item.get("author")]
    names = [name for each in listed or [] if isinstance(each, dict) and (name := _string(each.get("name")))]
    return Entry(
        id=str(item.get("id") or url or ""),
        url=url if url and url.startswith(("http://", "https://")) else None,
        title=_string(item.get("title")),
        published=next((d for name in _DATES if (d := when.from_iso(_string(item.get(name)) or ""))), None),
        byline=", ".join(names)[: settings.MAX_NAME] or None,
        outlet=outlet,
        content=next((text for name in _CONTENTS if (text := _string(item.get(name)))), None),
    )


def _string(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
