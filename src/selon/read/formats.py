"""One report's bytes in any of the forms that it comes in: text, page, JSON record, mail."""

import html as entities
import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import msgspec

from selon import settings
from selon.model import Report
from selon.read import html, text, when
from selon.read.decode import decode
from selon.read.facts import Facts
from selon.read.kind import HEAD, PAGE_KEYS, TEXT_KEYS, Kind, kind
from selon.read.refuse import Unreadable, identity

if TYPE_CHECKING:
    from email.message import EmailMessage

_CHARSET: Final = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_PROGRAM_SIGNS: Final = "{}[];=<\\$&"
_LONG_BOUNDARY: Final = re.compile(rb"""boundary\*?\d*\*?\s*=[^;\r\n]{1000}""", re.IGNORECASE)
_CONTENT_HEADER: Final = re.compile(rb"^content-[a-z-]{1,30}:[^\n]*(?:\n[ \t][^\n]*)*", re.IGNORECASE | re.MULTILINE)
_REPLY: Final = re.compile(r"^(?:\s*(?:re|fwd?|tr|aw|wg|rv)\s*:\s*)+", re.IGNORECASE)


def read(data: bytes, name: str, facts: Facts, known: Kind | None = None) -> Report:
    """The report in some bytes. `known`: their kind where it is known already. Raises Unreadable with the reason."""
    found = known or kind(data[:HEAD])
    if found == "records" and b"\n" not in data.strip():
        found = "record"
    limit = settings.MAX_PAGE_BYTES if found in ("page", "mail") else settings.MAX_REPORT_BYTES
    if len(data) > limit:
        raise Unreadable("too-large", f"{len(data) / 1024**2:.0f} MiB; the limit is {limit // 1024**2}")
    if found == "page":
        return html.report(_page(data), identity(data), name, facts)
    if found == "record":
        return _record(data, name, facts)
    if found == "mail":
        return _mail(data, name, facts)
    if found == "xml":
        raise Unreadable("not-a-report", "XML, but no page and no feed")
    if found not in ("text", "other"):
        raise Unreadable("not-a-report", f"it holds reports ({found}), and is none itself")
    plain = decode(data).text
    if _is_program(plain):
        raise Unreadable("not-a-report", "the text of a program, or data")
    return text.report(plain, identity(data), name, facts)


def _is_program(plain: str) -> bool:
    """Whether a text has so many of the signs that programs and data are written with: prose has below 1 %."""
    start = plain[:5000]
    return len(start) >= 200 and sum(map(start.count, _PROGRAM_SIGNS)) > len(start) * 0.03


def _page(data: bytes) -> str:
    declared = _CHARSET.search(data[:4096])
    return decode(data, declared[1].decode("ascii") if declared else None).text


# --- JSON ------------------------------------------------------------------------------------------------------------
_RECORD_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "title": ("title", "headline", "title_page"),
    "own": ("date", "published", "date_publish", "date_published", "datepublished", "pubdate", "published_at"),
    "modified": ("date_modify", "date_modified", "datemodified", "modified", "updated"),
    "byline": ("authors", "author", "byline"),
    "outlet": ("source_domain", "source", "publisher", "outlet", "sitename", "hostname"),
    "url": ("url", "link", "canonical"),
    "language": ("language", "lang"),
}


def facts_of(told: Mapping[str, Any], facts: Facts) -> Facts:
    """What a record tells beside its text, behind what is known already."""
    lowered = {key.lower(): value for key, value in told.items()}
    found: dict[str, Any] = {}
    for field, keys in _RECORD_KEYS.items():
        value = next((v for key in keys if (v := _plain(lowered.get(key)))), None)
        if value and field in ("own", "modified"):
            value = when.from_iso(value)
        if value and field == "language":
            value = value[:2].lower() if len(value) in (2, 5) else None
        found[field] = getattr(facts, field) or value
    return msgspec.structs.replace(facts, **found)


def text_of(told: Mapping[str, Any]) -> tuple[str, bool]:
    """A record's text, and whether it is a page. Raises Unreadable (`not-a-report`) where it has none."""
    lowered = {key.lower(): value for key, value in told.items()}
    for keys, is_page in ((TEXT_KEYS, False), (PAGE_KEYS, True)):
        for key in keys:
            value = lowered.get(key)
            if isinstance(value, str) and value.strip():
                return value, is_page or html.is_html(value[:2000])
    raise Unreadable("not-a-report", "a record without a text")


def _plain(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, list):
        value = ", ".join(filter(None, (_plain(each) for each in value[:20])))
    return value.strip()[: settings.MAX_TITLE] or None if isinstance(value, str) else None


def _record(data: bytes, name: str, facts: Facts) -> Report:
    try:
        told = json.loads(decode(data).text.lstrip("\ufeff"), strict=False)
    except (ValueError, RecursionError) as error:
        raise Unreadable("malformed", f"no JSON: {str(error)[:200]}") from error
    if not isinstance(told, dict):
        raise Unreadable("not-a-report", "JSON, but no object with a text")
    body, is_page = text_of(told)
    facts = facts_of(told, facts)
    body = body.encode("utf-8", "replace").decode("utf-8")  # lone surrogates, which JSON can write and no text has
    if is_page:
        return html.report(body, identity(data), name, facts)
    return text.report(body, identity(data), name, facts)


# --- mail ------------------------------------------------------------------------------------------------------------
def _mail(data: bytes, name: str, facts: Facts) -> Report:
    from email import policy
    from email.message import EmailMessage
    from email.parser import BytesParser

    if _LONG_BOUNDARY.search(data):  # RFC 2046 allows 70 characters; the parser's time grows with their square
        raise Unreadable("malformed", "a boundary longer than any mail has")
    if any(len(header) > settings.MAX_MAIL_HEADER for header in _CONTENT_HEADER.findall(data)):
        raise Unreadable("malformed", f"a header of more than {settings.MAX_MAIL_HEADER} characters")
    try:
        mail = BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(data)
        if not _has_short_headers(mail):
            raise Unreadable("malformed", f"a header of more than {settings.MAX_MAIL_HEADER} characters")
        body, is_page = _mail_body(mail)
        facts = _mail_facts(mail, facts)
    except Unreadable:
        raise
    except Exception as error:  # the parser of the standard library fails in many ways on broken mails
        raise Unreadable("malformed", f"no readable mail: {type(error).__name__}") from error
    if is_page:
        return html.report(_page(body), identity(data), name, facts)
    return text.report(decode(body).text, identity(data), name, facts)


def _mail_body(mail: "EmailMessage") -> tuple[bytes, bool]:
    """The bytes of the first part that is a text, pages last; and whether it is a page."""
    walked = zip(range(settings.MAX_MAIL_PARTS), mail.walk(), strict=False)
    parts = [part for _, part in walked if _has_short_headers(part)]
    saved = (mail.get_content_type() or "") == "multipart/related"  # MHTML: the page is what was saved
    for subtype in ("html", "plain") if saved else ("plain", "html"):
        for part in parts:
            if part.get_content_type() == f"text/{subtype}" and part.get_filename() is None:
                payload = part.get_payload(decode=True)
                if isinstance(payload, bytes) and payload.strip():
                    charset = part.get_content_charset()
                    return _recoded(payload, charset), subtype == "html"
    raise Unreadable("not-a-report", "a mail without a text")


def _has_short_headers(part: Any) -> bool:
    return all(len(str(value)) <= settings.MAX_MAIL_HEADER for _, value in part.raw_items())


def _recoded(payload: bytes, charset: str | None) -> bytes:
    """A part's bytes in UTF-8, where its header tells an encoding that they are in."""
    try:
        return payload.decode(charset or "utf-8").encode("utf-8")
    except (UnicodeDecodeError, LookupError, ValueError):
        return payload


def _mail_facts(mail: "EmailMessage", facts: Facts) -> Facts:
    from email.utils import parseaddr

    sender, _ = parseaddr(str(mail.get("From", "")))
    sent = getattr(mail.get("Date"), "datetime", None)
    address = str(mail.get("Snapshot-Content-Location") or mail.get("Content-Location") or "")
    title = _REPLY.sub("", str(mail.get("Subject", ""))).strip() or None
    return msgspec.structs.replace(
        facts,
        own=facts.own or (sent.strftime("%Y-%m-%dT%H:%M") if isinstance(sent, datetime) else None),
        title=facts.title or (entities.unescape(title)[: settings.MAX_TITLE] if title else None),
        byline=facts.byline or (None if address else sender or None),
        url=facts.url or (address if address.startswith("http") else None),
    )
