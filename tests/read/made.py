"""Sources that the tests make: pages, archives, feeds, mails."""

import gzip
import io
import json
import zipfile
from collections.abc import Sequence

SENTENCE = "Neuf personnes ont été blessées lundi à Oslo, a indiqué le port dans la soirée."


def page(title: str = "Neuf blessés à Oslo", *paragraphs: str, head: str = "", foot: str = "") -> str:
    """A page with a headline and paragraphs."""
    body = "".join(f"<p>{each}</p>\n" for each in paragraphs or (SENTENCE, "Une enquête a été ouverte par la police."))
    return (
        f'<!DOCTYPE html>\n<html lang="fr"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body><article><h1>{title}</h1>\n{body}</article>{foot}</body></html>"
    )


def response(
    url: str, body: bytes, *headers: str, status: str = "200 OK", media: str = "text/html; charset=utf-8"
) -> bytes:
    """A WARC record of a server's answer."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {media}", *headers]
    http = "\r\n".join([*lines, "", ""]).encode() + body
    told = [
        "WARC/1.0",
        "WARC-Type: response",
        f"WARC-Target-URI: {url}",
        "WARC-Date: 2025-03-03T12:00:00Z",
        "WARC-Record-ID: <urn:uuid:6d058047-ede2-4a13-be79-90c17c631dd4>",
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(http)}",
    ]
    return "\r\n".join([*told, "", ""]).encode() + http + b"\r\n\r\n"


def warc(records: Sequence[bytes], packed: bool = False) -> bytes:
    """An archive of records, each packed by itself or none."""
    return b"".join(gzip.compress(record, mtime=0) if packed else record for record in records)


def zipped(members: dict[str, bytes | str]) -> bytes:
    """A zip archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            told = zipfile.ZipInfo(name, (2025, 3, 3, 12, 0, 0))
            told.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(told, data)
    return made.getvalue()


def rss(*items: str, title: str = "Le Port") -> str:
    """An RSS feed."""
    listed = "".join(f"<item>{item}</item>" for item in items)
    declared = '<?xml version="1.0" encoding="utf-8"?>'
    return f'{declared}<rss version="2.0"><channel><title>{title}</title>{listed}</channel></rss>'


def item(url: str, title: str = "Neuf blessés", text: str = "", date: str = "Mon, 03 Mar 2025 12:00:00 +0100") -> str:
    """An item of an RSS feed."""
    described = f"<description>{text.replace('<', '&lt;')}</description>" if text else ""
    return f"<title>{title}</title><link>{url}</link><guid>{url}</guid><pubDate>{date}</pubDate>{described}"


def json_lines(*records: dict[str, object]) -> bytes:
    """Records, one a line."""
    return b"".join(json.dumps(record, ensure_ascii=False).encode() + b"\n" for record in records)


def mail(subject: str, body: str, media: str = "text/plain; charset=utf-8") -> bytes:
    """A mail."""
    return (
        f"From: Jens Holm <jens@example.org>\r\nTo: desk@example.org\r\nSubject: {subject}\r\n"
        f"Date: Mon, 03 Mar 2025 12:00:00 +0100\r\nMessage-ID: <1@example.org>\r\nMIME-Version: 1.0\r\n"
        f"Content-Type: {media}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{body}"
    ).encode()
