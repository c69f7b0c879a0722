"""Files, folders, archives, lists, feeds, mails: every input is a report or a refusal."""

import gzip
import os
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
import zstandard

from selon import read
from selon.model import Refusal, Report
from selon.read.kind import kind

from .made import SENTENCE, item, json_lines, mail, page, response, rss, warc, zipped


def everything(*paths: Path) -> tuple[list[tuple[read.Input, Report]], list[Refusal]]:
    """The reports with their inputs, and the refusals."""
    reports, refusals = [], []
    for given in read.inputs(paths):
        result = given if isinstance(given, Refusal) else read.read(given)
        if isinstance(result, Refusal):
            refusals.append(result)
        else:
            assert isinstance(given, read.Input)
            assert result.id == given.id
            reports.append((given, result))
    return reports, refusals


def put(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


RECORDS = json_lines(
    {"id": "one", "date": "2025-03-03", "text": SENTENCE},
    {"id": "two", "date": "2025-03-04", "text": SENTENCE + " Une enquête suit.", "title": "Le port ferme"},
)
NEWS_PLEASE = json_lines(
    {
        "title": "Neuf blessés à Oslo",
        "maintext": SENTENCE,
        "date_publish": "2025-03-03 12:00:00",
        "authors": ["Lucie Marchand"],
        "language": "fr",
        "url": "https://example.org/ferry",
        "source_domain": "example.org",
        "image_url": None,
    }
)
PAGE = page().encode()
TWO = [response("https://example.org/1", PAGE), response("https://example.org/2", page("Le port ferme").encode())]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (SENTENCE.encode(), "text"),
        (PAGE, "page"),
        (b"\xef\xbb\xbf  " + PAGE, "page"),
        (page().encode("utf-16"), "page"),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "x"><html xmlns="y"><body>z</body></html>', "page"),
        (RECORDS, "records"),
        (b"[" + RECORDS.replace(b"}\n{", b"},{") + b"]", "records"),
        (RECORDS.splitlines()[0], "record"),
        (b'{"version":"https://jsonfeed.org/version/1.1","items":[]}', "feed"),
        (rss().encode(), "feed"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom"></feed>', "feed"),
        (b'<?xml version="1.0"?><opml><body/></opml>', "outline"),
        (b'<?xml version="1.0"?><urlset></urlset>', "xml"),
        (warc(TWO), "warc"),
        (warc(TWO, packed=True), "gzip"),
        (zipped({"a.txt": SENTENCE}), "zip"),
        (mail("Neuf", SENTENCE), "mail"),
        (b"From Oslo: nine hurt\nSubject to change.\n", "text"),
        (b'{"no": "text"}', "text"),
        (b"%PDF-1.4", "other"),
        (b"\x28\xb5\x2f\xfd\x00", "zstd"),
    ],
)
def test_kind_by_content(data: bytes, expected: str) -> None:
    assert kind(data) == expected


@pytest.mark.parametrize("name", ["news.jsonl", "news.txt", "without-ending"])
def test_records(tmp_path: Path, name: str) -> None:
    path = put(tmp_path, name, RECORDS)
    reports, refusals = everything(path)
    assert not refusals
    assert [(r.name, r.published, r.title) for _, r in reports] == [
        ("one", "2025-03-03", None),
        ("two", "2025-03-04", "Le port ferme"),
    ]
    assert [given.provenance for given, _ in reports] == [f"{path}:1", f"{path}:2"]
    assert reports[0][0].data == RECORDS.splitlines()[0]
    assert reports[0][1].text == SENTENCE


def test_records_of_a_crawler(tmp_path: Path) -> None:
    ((_, report),), refusals = everything(put(tmp_path, "crawl.jsonl", NEWS_PLEASE))
    assert not refusals
    assert report.published == "2025-03-03T12:00"
    assert (report.byline, report.outlet, report.url) == ("Lucie Marchand", "example.org", "https://example.org/ferry")


def test_a_broken_line_is_refused_and_the_others_read(tmp_path: Path) -> None:
    reports, refusals = everything(put(tmp_path, "news.jsonl", RECORDS + b'{"id": broken\n"text"\n[1]\n' + RECORDS))
    assert len(reports) == 4
    assert [refusal.reason for refusal in refusals] == ["malformed", "not-a-report", "not-a-report"]


@pytest.mark.parametrize("packed", [False, True])
def test_warc(tmp_path: Path, packed: bool) -> None:
    others = [
        response("https://example.org/a.png", b"\x89PNG", media="image/png"),
        response("https://example.org/gone", PAGE, status="404 Not Found"),
        response("https://example.org/moved", b"", "Location: /1", status="301 Moved Permanently"),
    ]
    path = put(tmp_path, "crawl", warc([TWO[0], *others, TWO[1]], packed))
    reports, refusals = everything(path)
    assert not refusals
    assert [r.url for _, r in reports] == ["https://example.org/1", "https://example.org/2"]
    offset = len(warc([TWO[0], *others], packed))
    assert [given.provenance for given, _ in reports] == [f"{path}@0", f"{path}@{offset}"]
    assert reports[0][0].data == PAGE


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [("gzip", gzip.compress), ("br", brotli.compress), ("zstd", zstandard.compress), ("identity", bytes)],
)
@pytest.mark.parametrize("chunked", [False, True])
def test_answers_that_are_packed(tmp_path: Path, encoding: str, pack: Callable[[bytes], bytes], chunked: bool) -> None:
    data = pack(PAGE)
    headers = [f"Content-Encoding: {encoding}"]
    if chunked:
        data = b"%x\r\n%b\r\n0\r\n\r\n" % (len(data), data)
        headers.append("Transfer-Encoding: chunked")
    reports, refusals = everything(put(tmp_path, "crawl", warc([response("https://example.org/1", data, *headers)])))
    assert not refusals
    assert reports[0][0].data == PAGE


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("share", [0.2, 0.5, 0.7, 0.9])
def test_a_warc_that_breaks_off(tmp_path: Path, packed: bool, share: float) -> None:
    whole, first = warc(TWO, packed), len(warc(TWO[:1], packed))
    data = whole[: first + int((len(whole) - first) * share)]
    results = list(read.inputs([put(tmp_path, "crawl", data)]))
    assert [r.name for r in results if isinstance(r, read.Input)] == ["https://example.org/1"]
    assert [r.reason for r in results if isinstance(r, Refusal)] == ["malformed"]


def test_wacz(tmp_path: Path) -> None:
    data = zipped(
        {
            "datapackage.json": "{}",
            "pages/pages.jsonl": '{"format": "json-pages-1.0"}\n{"id": "1", "url": "https://example.org/1"}\n',
            "indexes/index.cdx": "org,example)/1",
            "archive/data.warc.gz": warc(TWO, packed=True),
        }
    )
    path = put(tmp_path, "crawl.wacz", data)
    reports, refusals = everything(path)
    assert not refusals
    assert [given.provenance for given, _ in reports] == [
        f"{path}!archive/data.warc.gz@0",
        f"{path}!archive/data.warc.gz@{len(warc(TWO[:1], packed=True))}",
    ]


def test_archives_in_archives(tmp_path: Path) -> None:
    inner = zipped({"deep.txt": SENTENCE, "lines.jsonl.gz": gzip.compress(RECORDS)})
    reports, refusals = everything(put(tmp_path, "outer.zip", zipped({"inner.zip": inner, "a.html": PAGE})))
    assert not refusals
    assert [r.name for _, r in reports] == ["outer.zip/inner.zip/deep.txt", "one", "two", "outer.zip/a.html"]


def test_members_that_lead_elsewhere(tmp_path: Path) -> None:
    names = ["../a.txt", "/etc/a.txt", "x/../../a.txt", "..\\a.txt", "C:\\a.txt"]
    reports, refusals = everything(
        put(tmp_path, "bad.zip", zipped({**dict.fromkeys(names, SENTENCE), "good.txt": SENTENCE}))
    )
    assert [r.name for _, r in reports] == ["bad.zip/good.txt"]
    assert [refusal.reason for refusal in refusals] == ["unsafe-path"] * len(names)


def test_folder(tmp_path: Path) -> None:
    put(tmp_path, "b.txt", SENTENCE)
    put(tmp_path, "a.html", PAGE)
    put(tmp_path, "a_files/script.js", "var a = 1;")
    put(tmp_path, "sub/deep/c.txt", SENTENCE + " Encore.")
    put(tmp_path, ".hidden/d.txt", SENTENCE)
    put(tmp_path, ".e.txt", SENTENCE)
    put(tmp_path, "empty.txt", "")
    outside = put(tmp_path.parent, f"{tmp_path.name}-outside.txt", SENTENCE)
    (tmp_path / "link.txt").symlink_to(outside)
    (tmp_path / "loop").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    reports, refusals = everything(tmp_path)
    assert [r.name for _, r in reports] == ["a.html", "b.txt", "c.txt"]
    assert {Path(refusal.name).name: refusal.reason for refusal in refusals} == {
        "empty.txt": "empty",
        "link.txt": "unsafe-path",
        "pipe": "not-a-report",
    }


def test_what_is_not_there(tmp_path: Path) -> None:
    _, refusals = everything(tmp_path / "missing", Path("/dev/null"))
    assert [refusal.reason for refusal in refusals] == ["missing", "not-a-report"]


def test_mail(tmp_path: Path) -> None:
    ((_, report),), refusals = everything(put(tmp_path, "a.eml", mail("Fwd: Neuf =?utf-8?q?bless=C3=A9s?=", SENTENCE)))
    assert not refusals
    assert (report.title, report.byline, report.published) == ("Neuf blessés", "Jens Holm", "2025-03-03T12:00")
    assert report.text.strip() == SENTENCE


def test_a_page_saved_as_mail(tmp_path: Path) -> None:
    data = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/ferry\r\nSubject: Neuf\r\n"
        "Date: Mon, 3 Mar 2025 12:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="x"\r\n\r\n'
        "--x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        f"{page()}\r\n--x\r\nContent-Type: image/png\r\n\r\nabc\r\n--x--\r\n"
    )
    ((_, report),), refusals = everything(put(tmp_path, "a.mht", data))
    assert not refusals
    assert (report.title, report.url) == ("Neuf blessés à Oslo", "https://example.org/ferry")


def test_feed_with_texts(tmp_path: Path) -> None:
    feed = rss(item("https://example.org/1", text=f"<p>{SENTENCE}</p>"), item("https://example.org/2"))
    reports, refusals = everything(put(tmp_path, "feed", feed))
    assert [(r.url, r.title, r.published, r.outlet) for _, r in reports] == [
        ("https://example.org/1", "Neuf blessés", "2025-03-03T12:00", "Le Port")
    ]
    assert [refusal.reason for refusal in refusals] == ["not-a-report"]


@pytest.mark.parametrize(
    "feed",
    [
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Le Port</title><entry><title>Neuf blessés</title>'
        f'<link rel="self" href="https://example.org/self"/><link href="https://example.org/1"/><id>tag:1</id>'
        f"<published>2025-03-03T12:00:00+01:00</published><author><name>Lucie Marchand</name></author>"
        f'<content type="html">&lt;p&gt;{SENTENCE}&lt;/p&gt;</content></entry></feed>',
        '{"version":"https://jsonfeed.org/version/1.1","title":"Le Port","items":[{"id":"1","title":"Neuf blessés",'
        '"url":"https://example.org/1","date_published":"2025-03-03T12:00:00+01:00",'
        f'"authors":[{{"name":"Lucie Marchand"}}],"content_text":"{SENTENCE}"}}]}}',
    ],
)
def test_other_feeds(tmp_path: Path, feed: str) -> None:
    ((_, report),), refusals = everything(put(tmp_path, "feed", feed))
    assert not refusals
    assert (report.url, report.title, report.published) == ("https://example.org/1", "Neuf blessés", "2025-03-03T12:00")
    assert (report.outlet, report.byline) == ("Le Port", "Lucie Marchand")


def test_the_same_each_time(tmp_path: Path) -> None:
    for name in ("c.txt", "a.txt", "b/d.txt", "b/a.txt"):
        put(tmp_path, name, f"{SENTENCE} {name}")
    runs = [[(given.name, given.provenance) for given, _ in everything(tmp_path)[0]] for _ in range(2)]
    assert runs[0] == runs[1] == sorted(runs[0], key=lambda each: (each[1].count("/"), each[1]))
