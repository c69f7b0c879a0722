"""What some bytes are, told by the bytes themselves and never by a name."""

import json
import re
from typing import Final, Literal

from selon.read.decode import kind_of
from selon.read.html import is_html

Kind = Literal[
    "text",
    "page",  # HTML
    "record",  # a JSON object with a text in it
    "mail",  # an e-mail, or a page saved as one (MHTML)
    "records",  # JSON lines, or a JSON list
    "feed",  # RSS, Atom or a JSON feed
    "outline",  # OPML
    "warc",
    "zip",  # WACZ too
    "gzip",
    "zstd",
    "bzip2",
    "xz",
    "xml",  # none of the above
    "other",  # no text
]
HOLDS_REPORTS: Final[frozenset[Kind]] = frozenset(
    ("records", "feed", "outline", "warc", "zip", "gzip", "zstd", "bzip2", "xz")
)
HEAD: Final = 64 * 1024
"""How many bytes tell."""

_ROOT: Final = re.compile(r"<(?![?!])(?:[\w.-]+:)?([\w.-]+)")
_HEADER: Final = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,40}: ?")
_MAIL_HEADERS: Final = frozenset(
    ("message-id", "mime-version", "received", "return-path", "delivered-to", "x-mailer", "date")
)
TEXT_KEYS: Final = (
    "text",
    "maintext",
    "content",
    "body",
    "article",
    "articlebody",
    "plain_text",
    "full_text",
    "raw_text",
)
PAGE_KEYS: Final = ("html", "content_html", "body_html", "raw_html")


def kind(head: bytes) -> Kind:
    """The kind of a file that begins with these bytes (`HEAD` of them are enough)."""
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if head.startswith(b"\x28\xb5\x2f\xfd"):
        return "zstd"
    if head.startswith(b"BZh"):
        return "bzip2"
    if head.startswith(b"\xfd7zXZ\x00"):
        return "xz"
    if kind_of(head):
        return "other"
    if head.startswith((b"WARC/0.", b"WARC/1.")):
        return "warc"
    start = _loosely(head).lstrip("\ufeff \t\r\n")
    if start.startswith("<"):
        return _markup(start)
    if start.startswith(("{", "[")):
        return _json(start, len(head) < HEAD)
    return "mail" if _is_mail(start) else "text"


def _loosely(head: bytes) -> str:
    """The beginning as text, good enough to see marks of ASCII in."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[: len(head) & ~1].decode("utf-16", "replace")
    return head.decode("utf-8", "replace")


def _markup(start: str) -> Kind:
    root = _ROOT.search(start[:8000])
    name = root[1].lower() if root else ""
    if name in ("rss", "feed", "rdf"):
        return "feed"
    if name == "opml":
        return "outline"
    if is_html(start):
        return "page"
    return "xml" if start.startswith("<?xml") else "text"


def _json(start: str, whole: bool) -> Kind:
    first, _, rest = start.partition("\n")
    if start.startswith("{"):
        told = _object(first.rstrip())
        if told is not None and rest.strip():
            return "records"
        told = told or (_object(start) if whole else None)
        if told is not None and "jsonfeed.org/version/" in str(told.get("version")):
            return "feed"
        if told is not None and has_text(told):
            return "record"
        return _long_json(start) if told is None and not whole else "text"
    if re.match(r"\[\s*\{", start):
        return "records"
    return "text"


def _long_json(start: str) -> Kind:
    """A JSON object longer than the head that was looked at."""
    if "jsonfeed.org/version/" in start[:2000]:
        return "feed"
    if "\n" not in start:
        return "records"
    keys = set(re.findall(r'"(\w{2,20})"\s*:', start[:HEAD]))
    return "record" if keys & {*TEXT_KEYS, *PAGE_KEYS} else "text"


def _object(source: str) -> dict[str, object] | None:
    try:
        told = json.loads(source, strict=False)
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None


def has_text(told: dict[str, object]) -> bool:
    """Whether a JSON object has a report's text."""
    keys = {key.lower() for key, value in told.items() if isinstance(value, str) and value.strip()}
    return not keys.isdisjoint((*TEXT_KEYS, *PAGE_KEYS))


def _is_mail(start: str) -> bool:
    """Whether a text begins with the headers of a mail: its sender, and two more that only mails have."""
    names = set()
    for line in start.splitlines()[:60]:
        if not line.strip():
            break
        header = _HEADER.match(line)
        if header:
            names.add(header[0].rstrip(": ").lower())
        elif not line[0].isspace():
            return False
    return "from" in names and ("subject" in names or "to" in names) and bool(names & _MAIL_HEADERS)
