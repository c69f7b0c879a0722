"""Hostile files, made here: each says what must happen to it.

`python -m tests.read.hostile FOLDER` writes them all, and `MUST.tsv`: name, what must happen, why it is hostile.
"""

import bz2
import gzip
import io
import itertools
import json
import lzma
import random
import struct
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import brotli
import zstandard

from .made import SENTENCE, item, mail, page, response, rss, warc, zipped

READ = "read"
ANY = "read or refused"
"""Either is right, as long as it is quick, small and without a crash."""


class Hostile(NamedTuple):
    """`must`: `read`, `read or refused`, or the reasons that a refusal may have, parted by `|`."""

    name: str
    must: str
    why: str
    data: bytes


def every() -> Iterator[Hostile]:
    """All of them, the same each time."""
    families = (encodings, texts, pages, metadata, feeds, packings, zips, warcs, records, mails)
    for family in families:
        for must, why, data in family():
            name = f"{family.__name__}-{''.join(c if c.isalnum() else '-' for c in why.lower())}"[:100]
            yield Hostile(name, must, why, data if isinstance(data, bytes) else data.encode())


Made = Iterator[tuple[str, str, bytes | str]]
WORDS = SENTENCE.encode()


def encodings() -> Made:
    """Bytes that are no clean text."""
    broken = [
        b"\xff",
        b"\xc3",
        b"\xe2\x82",
        b"\xf0\x9f\x98",
        b"\xc0\xaf",
        b"\xed\xa0\x80",
        b"\xf8\x88\x80\x80\x80",
        b"\x80",
    ]
    for bad in broken:
        yield ANY, f"a broken sequence {bad.hex()} in the midst", WORDS + b" " + bad + b" " + WORDS
        yield ANY, f"a broken sequence {bad.hex()} at the end", WORDS + bad
        yield ANY, f"a broken sequence {bad.hex()} at the beginning", bad + WORDS
    for kind in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
        yield ANY, f"{kind} without a mark", SENTENCE.encode(kind)
        yield ANY, f"{kind} cut by a byte", SENTENCE.encode(kind)[:-1]
    for mark in (b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff", b"\xef\xbb\xbf"):
        yield ANY, f"the mark {mark.hex()} before UTF-8", mark + WORDS
        yield "empty|encoding|no-sentence|binary", f"the mark {mark.hex()} alone", mark
    yield READ, "many marks", b"\xef\xbb\xbf" * 1000 + WORDS
    yield (
        ANY,
        "a lone surrogate in UTF-16",
        "Neuf morts à Oslo ".encode("utf-16") + b"\x00\xd8" + "x y".encode("utf-16-le"),
    )
    yield ANY, "UTF-7", SENTENCE.encode("utf-7")
    yield ANY, "EBCDIC", SENTENCE.encode("cp500", "replace")
    yield ANY, "Shift JIS", ("日本の東北地方で地震があり、9人が負傷した。" * 5).encode("shift-jis")
    yield ANY, "KOI8-R", ("В порту Осло ранены девять человек. " * 5).encode("koi8-r")
    yield ANY, "three encodings in one", b"".join(SENTENCE.encode(c, "replace") for c in ("utf-8", "cp1252", "utf-16"))
    yield "binary", "NUL bytes between words", WORDS.replace(b" ", b"\x00")
    yield "binary", "control characters", bytes(range(1, 9)) * 200 + WORDS
    yield "binary", "a terminal's bell between letters", b"\x00".join(bytes([c]) for c in b"Neuf bless") * 50
    for seed in range(6):
        yield ANY, f"noise {seed}", random.Random(seed).randbytes(20_000)
    for begin, what in (
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"\x7fELF", "ELF"),
    ):
        yield "binary", f"what says {what} and is text", begin + b"\n" + WORDS * 3
    yield "binary", "RTF", b"{\\rtf1\\ansi " + WORDS + b"}"
    yield "empty", "nothing", b""
    yield "empty", "a million spaces", b" " * 1_000_000
    yield "empty|no-sentence", "spaces without width", "\u200b\u200c\ufeff\u2060".encode() * 10_000


def texts() -> Made:
    """Texts of a shape that no report has."""
    yield "too-large", "a text of 5 MB", WORDS * 70_000
    yield "too-large|binary", "a line of 100 MB", b"a" * 100_000_000
    yield "too-large", "a million nearly empty-looking lines", b"a\n" * 1_000_000
    yield ANY, "a hundred thousand words in lines of their own", b"mot\n" * 100_000
    yield ANY, "a hundred thousand blank-parted words", b"mot\n\n" * 100_000
    yield ANY, "one word of 3 MB", b"a" * 3_000_000
    yield ANY, "3 MB without a stop", b"mot " * 750_000
    yield ANY, "only newlines between two sentences", WORDS + b"\n" * 1_000_000 + WORDS
    yield ANY, "only carriage returns", WORDS.replace(b" ", b"\r")
    for sign, what in (
        ("(", "opening brackets"),
        (")", "closing brackets"),
        ("«", "quotation marks"),
        ("—", "dashes"),
        (".", "full stops"),
        ("#", "hash signs"),
        ("@", "at signs"),
        ("=", "equals signs"),
        ("9", "digits"),
        ("9 ", "single digits"),
        ("9 999 ", "groups of digits"),
        ("'", "apostrophes"),
        ("l'", "elisions"),
        ("-", "hyphens"),
        ("a-", "hyphened letters"),
        ("A.", "initials"),
        ("é\u0301", "combining marks"),
        ("\u0301", "combining marks alone"),
        ("\u202e", "right-to-left overrides"),
        ("\u00ad", "soft hyphens"),
        ("👩\u200d🚒", "joined pictures"),
        ("\U000e0061", "tags of language"),
        ("©", "copyright signs"),
        (">", "arrows"),
        ("|", "bars"),
        ("http://", "beginnings of addresses"),
        ("Par ", "bylines"),
        ("(AFP) ", "credits"),
        ("5 mars 2025 ", "dates"),
        ("KYIV, 5 mars (AFP) - ", "datelines"),
        ("Jean Delmas ", "names"),
        ("publicité ", "adverts"),
        ("lire aussi : ", "links"),
        ("x: ", "keys"),
        ("> ", "quotation levels"),
    ):
        yield ANY, f"many {what} in one line", sign * (300_000 // len(sign.encode()))
        yield ANY, f"many lines of {what}", ((sign * 20)[:150] + "\n") * 3_000
        yield READ, f"a sentence behind many {what}", (sign * 30)[:180].strip() + "\n\n" + SENTENCE + "\n\n" + SENTENCE
    yield ANY, "key lines without end", b"title: a\n" * 100_000
    yield ANY, "only a captcha", b"7 + 5 ="
    yield ANY, "sums", b"1 + 1 =\n" * 5_000
    yield READ, "every line residue but one", ("PUBLICITÉ\n" * 2_000 + SENTENCE + "\n" + "Partager\n" * 2_000)
    yield ANY, "a program", "function f(a,b){return a<b?{x:[1,2,3]}:f(b,a);}\n" * 500
    yield ANY, "style sheets", ".a{color:#fff;margin:0 auto}\n" * 2_000
    yield ANY, "words in every writing", "".join(chr(c) for c in range(0x100, 0xD800)).encode() + b" " + WORDS
    for number in range(0x80, 0x100, 9):
        yield (
            ANY,
            f"wrapped at odd places {number}",
            "\n".join(SENTENCE[i : i + 7 + number % 13] for i in range(0, 80, 7)),
        )


def _page(body: str, head: str = "") -> str:
    return page("Neuf blessés à Oslo", body, SENTENCE, head=head)


def pages() -> Made:
    """Pages that a browser would choke on."""
    para = f"<p>{SENTENCE}</p>"
    for tag in (
        "div",
        "b",
        "span",
        "font",
        "a",
        "ul><li",
        "table><tr><td",
        "blockquote",
        "p><i",
        "form",
        "svg",
        "template",
        "q",
    ):
        yield (
            ANY,
            f"a hundred thousand nested {tag}",
            "<html><body>" + f"<{tag}>" * (100_000 // (1 + tag.count(">"))) + para,
        )
        yield ANY, f"many {tag} side by side", "<html><body>" + (f"<{tag}>mot</{tag.split('>')[-1]}>" * 9_000) + para
        yield READ, f"a page with 60 nested {tag}", _page(f"<{tag}>" * 60 + SENTENCE)
    yield "too-large", "two hundred thousand elements", "<html><body>" + "<div>x</div>" * 200_000
    yield (
        "malformed",
        "a tag with two hundred thousand attributes",
        "<html><body><div " + " ".join(f"a{i}=1" for i in range(200_000)) + ">",
    )
    yield (
        "malformed",
        "attributes with arrows in them",
        "<html><body><div " + " ".join(f'a{i}=">"' for i in range(200_000)) + ">" + para,
    )
    yield (
        "malformed",
        "attributes with tags in them",
        "<html><body><div " + " ".join(f"a{i}='<b '" for i in range(100_000)) + ">" + para,
    )
    yield (
        "malformed",
        "attributes without values",
        "<html><body><div " + " ".join(f"a{i}" for i in range(200_000)) + ">" + para,
    )
    yield ANY, "an attribute of 3 MB", '<html><body><div class="' + "a" * 3_000_000 + '">' + para
    yield ANY, "an attribute that never ends", '<html><body><div class="' + "a" * 3_000_000 + para
    yield ANY, "quotes that never match", "<html><body>" + "<a '<b \"" * 200_000 + para
    yield ANY, "a comment that never ends", "<html><body>" + para + "<!--" + "-" * 3_000_000
    yield ANY, "a script that never ends", "<html><body>" + para + "<script>" + "x<y " * 500_000
    yield ANY, "scripts full of tags", _page("<script>" + "if(a<b)c=d " * 5_000 + "</script>" + SENTENCE)
    yield ANY, "opening brackets", "<html>" + "<" * 3_000_000
    yield ANY, "opening tags without an end", "<html><body>" + "<p" * 1_000_000
    yield ANY, "closing tags alone", "<html><body>" + "</p>" * 500_000 + para
    yield ANY, "CDATA sections", "<html><body>" + "<![CDATA[" * 300_000 + para
    yield ANY, "processing instructions", "<html><body>" + "<?php " * 300_000 + para
    yield ANY, "entities", "<html><body><p>" + "&amp;" * 500_000 + "</p>" + para
    yield ANY, "entities that are none", "<html><body><p>" + "&nothing;" * 300_000 + "</p>" + para
    yield ANY, "numbers of characters that are none", _page("&#0;&#xD800;&#x110000;&#99999999999;" * 1_000 + SENTENCE)
    yield ANY, "line breaks", "<html><body><p>" + "mot<br>" * 29_000
    yield "too-large", "line breaks beyond counting", "<html><body><p>" + "mot<br/>" * 200_000
    yield ANY, "links", "<html><body>" + "<a href=x>mot</a>" * 29_000
    yield ANY, "paragraphs", "<html><body><article>" + para * 14_000
    yield ANY, "a table of ten thousand rows", "<html><body><table>" + "<tr><td>mot</td><td>9</td></tr>" * 9_000
    yield ANY, "spans in paragraphs that never end", "<html><body><article>" + (para[:-4] + "<span>" * 50) * 500
    yield "too-large", "a text of 5 MB in a page", "<html><body><p>" + "mot " * 1_300_000
    yield ANY, "plaintext", "<html><body>" + para + "<plaintext>" + "<p>" * 100_000
    yield ANY, "a textarea that never ends", "<html><body>" + para + "<textarea>" + "<p>" * 100_000
    yield ANY, "frames", "<html><frameset><frame src=a><frame src=b></frameset></html>"
    yield (
        "no-sentence",
        "a redirect",
        '<html><head><meta http-equiv="refresh" content="0;url=http://127.0.0.1/"></head></html>',
    )
    yield (
        ANY,
        "pictures inside the page",
        _page(SENTENCE, '<link href="data:image/png;base64,' + "A" * 9_000_000 + '">'),
    )
    yield ANY, "a picture that never ends", "<html><body>" + para + '<img src="data:image/png;base64,' + "A" * 3_000_000
    yield ANY, "a page within a page", _page(_page(SENTENCE) * 20)
    yield ANY, "an entity bomb in the doctype", _laughs("html") + f"<html><body>{para}&j;</body></html>"
    yield ANY, "a base elsewhere", _page(SENTENCE, '<base href="file:///etc/">')
    for charset in (
        "utf-8",
        "utf-16",
        "x-nothing",
        "utf-7",
        "shift_jis",
        "\x00",
        "a" * 5_000,
        "undefined",
        "idna",
        "rot13",
        "hex",
    ):
        yield ANY, f"what says it is {charset[:12]!r}", page().replace("utf-8", charset).encode("cp1252")
    yield READ, "a page in capitals", page().upper().replace("UTF-8", "utf-8").replace("&", "")
    yield READ, "a page behind a comment", "<!-- " + "x" * 1_000 + " --><html>" + page()[22:]
    yield ANY, "five headlines", _page("<h1>Autre titre</h1>" * 5 + SENTENCE)
    yield ANY, "ten thousand captions", _page("<figcaption>Une photo</figcaption>" * 9_000 + SENTENCE)
    yield ANY, "captions within captions", _page("<figcaption>Une photo" * 200 + SENTENCE)
    yield ANY, "ten thousand times", _page('<time datetime="2025-03-03">x</time>' * 9_000 + SENTENCE)
    yield ANY, "ten thousand date lines", _page('<span class="date">3 mars 2025</span>' * 9_000 + SENTENCE)
    yield ANY, "a date line of 1 MB", _page(f'<span class="date">{"3 mars 2025 " * 80_000}</span>' + SENTENCE)


def _laughs(root: str) -> str:
    names = "abcdefghij"
    lines = [f'<!ENTITY {names[0]} "ha">']
    lines += [f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in itertools.pairwise(names)]
    return f'<?xml version="1.0"?><!DOCTYPE {root} [{"".join(lines)}]>'


def metadata() -> Made:
    """Pages that lie about themselves."""

    def linked(source: str) -> str:
        return _page(SENTENCE, f'<script type="application/ld+json">{source}</script>')

    yield READ, "structured data nested a hundred thousand deep", linked("[" * 100_000)
    yield READ, "structured data nested in objects", linked('{"@graph":' * 20_000 + "1" + "}" * 20_000)
    yield READ, "structured data of 2 MB", linked(json.dumps([{"@type": "Thing"}] * 100_000))
    yield (
        READ,
        "structured data in a circle",
        linked(json.dumps({"@type": "NewsArticle", "mainEntityOfPage": {"@graph": [{}]}})),
    )
    yield READ, "a number of a million digits", linked('{"@type":"NewsArticle","datePublished":' + "9" * 500_000 + "}")
    for value in (
        None,
        3,
        True,
        [],
        {},
        [[]],
        "",
        " ",
        "\u0000",
        "x" * 100_000,
        ["x"] * 10_000,
        {"name": {"name": 3}},
        "2025-13-45",
    ):
        for key in ("headline", "datePublished", "author", "publisher", "url"):
            told = json.dumps({"@type": "NewsArticle", key: value})
            yield READ, f"{key} is {type(value).__name__} {str(value)[:12]!r} of {len(str(value))}", linked(told)
    for kind in ({"@type": ["NewsArticle", 3, None]}, {"@type": {"a": 1}}, {"@type": None}, [], [3], "x", 3, None):
        yield READ, f"structured data {json.dumps(kind)[:40]}", linked(json.dumps(kind))
    for date in (
        "9999-99-99",
        "0000-00-00",
        "2025-03-03T99:99",
        "\u0662\u0660\u0662\u0665-03-03",
        "2025-03-03" * 1_000,
        "Mon, 99 Foo 2025",
    ):
        yield READ, f"a date {date[:20]}", _page(SENTENCE, f'<meta name="date" content="{date}">')
    for url in (
        "javascript:alert(1)",
        "http://[",
        "//",
        "http://" + "a" * 100_000,
        "\x01",
        "http://127.0.0.1/2025/99/99/",
    ):
        yield READ, f"an address {url[:20]!r}", _page(SENTENCE, f'<link rel="canonical" href="{url}">')
    yield READ, "ten thousand meta elements", _page(SENTENCE, '<meta name="author" content="x">' * 9_000)
    yield READ, "a title of 1 MB", page("Neuf blessés " * 80_000, SENTENCE, SENTENCE)
    yield READ, "an author of 1 MB", _page(SENTENCE, f'<meta name="author" content="{"Par AFP " * 120_000}">')


def feeds() -> Made:
    """Feeds that never end, explode or reach elsewhere."""
    text = f"&lt;p&gt;{SENTENCE}&lt;/p&gt;"
    good = item("https://example.org/1", text=SENTENCE)
    yield (
        "bomb",
        "a billion laughs",
        _laughs("rss") + f"<rss><channel><item><title>&j;</title>{good}</item></channel></rss>",
    )
    yield (
        "bomb",
        "an entity from a file",
        '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss>&x;</rss>',
    )
    yield (
        "bomb",
        "an entity from the net",
        '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "http://127.0.0.1/">]><rss>&x;</rss>',
    )
    yield (
        "bomb",
        "a parameter entity",
        '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY % x SYSTEM "http://127.0.0.1/"> %x;]><rss/>',
    )
    yield (
        ANY,
        "a DTD from the net",
        '<?xml version="1.0"?><!DOCTYPE rss SYSTEM "http://127.0.0.1/x.dtd">' + rss(good)[38:],
    )
    yield (
        ANY,
        "an entity far inside",
        '<?xml version="1.0"?><!-- ' + "x" * 70_000 + _laughs("rss")[21:] + "<rss>&j;</rss>",
    )
    yield (
        ANY,
        "an inclusion",
        '<rss xmlns:xi="http://www.w3.org/2001/XInclude"><channel><item><xi:include href="/etc/passwd"/></item>'
        "</channel></rss>",
    )
    yield "too-large", "17 MB of items", rss(*[good] * 80_000)
    yield ANY, "twenty thousand items", rss(*[item(f"https://e.org/{i}", "x") for i in range(20_000)])
    yield ANY, "items within items", "<rss><channel>" + "<item>" * 20_000 + good
    yield ANY, "a hundred thousand nested elements", "<rss>" + "<a>" * 100_000
    yield ANY, "namespaces", "<rss>" + "".join(f'<a xmlns:n{i}="u{i}"/>' for i in range(20_000)) + "</rss>"
    yield (
        ANY,
        "an element with a hundred thousand attributes",
        "<rss " + " ".join(f'a{i}="1"' for i in range(100_000)) + "/>",
    )
    yield ANY, "a feed that breaks off", rss(good, good)[:300]
    yield ANY, "a feed in the wrong encoding", rss(good).replace("utf-8", "utf-16")
    yield ANY, "a feed in an unknown encoding", rss(good).replace("utf-8", "x-none")
    yield ANY, "text of 3 MB", rss(item("https://example.org/1", text="mot " * 700_000))
    for field in ("link", "guid", "title", "pubDate", "description"):
        for value in (
            "",
            " ",
            "x" * 200_000,
            "javascript:x",
            "http://127.0.0.1/",
            "<![CDATA[<script>x</script>]]>",
            "&#1;",
            "<a><b/></a>",
        ):
            yield ANY, f"{field} is {value[:12]!r}", rss(f"<{field}>{value}</{field}><description>{text}</description>")
    for items in (
        "3",
        "null",
        '"x"',
        "{}",
        "[3]",
        "[[]]",
        "[" * 50_000,
        '[{"id":{"a":1},"content_text":3}]',
        '[{"url":[1],"authors":3}]',
    ):
        yield (
            ANY,
            f"a JSON feed of {items[:20]}",
            '{"version":"https://jsonfeed.org/version/1.1","items":' + items + "}",
        )
    yield (
        "not-a-report",
        "an outline",
        '<?xml version="1.0"?><opml><body><outline xmlUrl="http://127.0.0.1/"/></body></opml>',
    )
    yield ANY, "an outline within outlines", "<opml><body>" + "<outline>" * 50_000
    yield (
        "not-a-report",
        "a map of a site",
        '<?xml version="1.0"?><urlset><url><loc>http://127.0.0.1/</loc></url></urlset>',
    )


def packings() -> Made:
    """Bombs, and packed data that is broken."""
    zeros = bytes(300_000_000)
    prose = (SENTENCE * 4_000_000)[:200_000_000].encode()
    yield "bomb", "a gzip bomb", gzip.compress(zeros, 9)
    yield "bomb", "a gzip bomb of prose", gzip.compress(prose, 9)
    yield "bomb", "a zstd bomb", zstandard.compress(zeros)
    yield "bomb", "a zstd bomb of prose", zstandard.compress(prose)
    yield "bomb", "a bzip2 bomb", bz2.compress(zeros[:100_000_000])
    yield "bomb", "an xz bomb", lzma.compress(zeros[:100_000_000], preset=1)
    data = gzip.compress(zeros, 9)
    yield "bomb", "a gzip bomb in gzip", gzip.compress(data)
    for _ in range(8):
        data = gzip.compress(data)
    yield "bomb", "gzip ten deep", data
    for name, pack in (
        ("gzip", gzip.compress),
        ("zstd", zstandard.compress),
        ("bzip2", bz2.compress),
        ("xz", lzma.compress),
    ):
        good = pack(WORDS)
        yield READ, f"a sentence in {name}", good
        yield ANY, f"{name} cut at half", pack(WORDS * 100)[: len(pack(WORDS * 100)) // 2]
        yield ANY, f"{name} cut by a byte", good[:-1]
        yield ANY, f"{name} with garbage behind", good + b"garbage"
        yield ANY, f"{name} header alone", good[:8]
        yield (
            ANY,
            f"{name} with a flipped byte",
            good[: len(good) // 2] + bytes([good[len(good) // 2] ^ 255]) + good[len(good) // 2 + 1 :],
        )
        yield READ, f"two members of {name}", good + pack(b" " + WORDS)
        yield ANY, f"empty {name}", pack(b"")
    yield ANY, "a hundred thousand empty gzip members", gzip.compress(b"") * 100_000
    yield ANY, "fifty thousand gzip members of a word", gzip.compress(b"mot ") * 50_000
    yield ANY, "a hundred thousand empty zstd frames", zstandard.compress(b"") * 100_000
    yield (
        ANY,
        "a zstd frame with a window of 2 GB",
        zstandard.ZstdCompressor(compression_params=zstandard.ZstdCompressionParameters(window_log=31))
        .compressobj()
        .compress(b"")
        + b"\x28\xb5\x2f\xfd\x00\xa8"
        + b"\x01\x00\x00",
    )
    yield ANY, "a gzip header with a name without end", b"\x1f\x8b\x08\x08\x00\x00\x00\x00\x00\x03" + b"a" * 3_000_000
    yield ANY, "lzma asking for 4 GB", b"\xfd7zXZ\x00\x00\x04\xe6\xd6\xb4F\x02\x00!\x01\x28\x00\x00\x00" + bytes(50)
    yield "bomb", "JSON lines in a bomb", gzip.compress(b'{"text":"' + b"a" * 200_000_000, 9)


def _zip(members: list[tuple[zipfile.ZipInfo, bytes]]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for told, data in members:
            archive.writestr(told, data)
    return made.getvalue()


def zips() -> Made:
    """Archives that lead elsewhere, explode, or are none."""
    good = zipped({"a.txt": SENTENCE})
    yield "bomb", "a flat bomb", zipped({"a.txt": bytes(200_000_000)})
    yield "bomb", "a bomb in a bomb", zipped({"b.zip": zipped({"a.txt": bytes(200_000_000)})})
    yield "bomb", "a thousand small bombs", zipped({f"{i}.txt": bytes(200_000) for i in range(1_000)})
    deep = good
    for number in range(10):
        deep = zipped({f"{number}.zip": deep})
    yield "bomb", "zips ten deep", deep
    yield "too-large", "sixty thousand members", zipped(dict.fromkeys((f"{i}" for i in range(60_000)), b""))
    for name in (
        "../a.txt",
        "../../../../etc/cron.d/x",
        "/etc/passwd",
        "a/../../b",
        "..\\..\\a",
        "C:\\a.txt",
        "\\\\host\\a",
        "./../a",
    ):
        yield "unsafe-path", f"a member called {name}", zipped({name: SENTENCE})
    for name in ("a\x01b", "a" * 60_000, "\u202egpj.txt", "CON", "a\nb.txt", "é" * 1_000, "-rf", "$(reboot)", " "):
        yield ANY, f"a member called {name[:10]!r}", zipped({name: SENTENCE})
    link = zipfile.ZipInfo("link")
    link.external_attr = 0o120777 << 16
    yield "unsafe-path", "a link to a file", _zip([(link, b"/etc/passwd")])
    yield "unsafe-path", "a link to a folder above", _zip([(link, b"../..")])
    encrypted = bytearray(good)
    encrypted[6] |= 1
    central = encrypted.index(b"PK\x01\x02")
    encrypted[central + 8] |= 1
    yield "malformed", "a member that is encrypted", bytes(encrypted)
    for field, what in (
        (14, "a wrong checksum"),
        (18, "a wrong packed size"),
        (22, "a wrong size"),
        (8, "an unknown method"),
    ):
        wrong = bytearray(good)
        central = wrong.index(b"PK\x01\x02")
        offset = central + {14: 16, 18: 20, 22: 24, 8: 10}[field]
        wrong[offset : offset + 2] = b"\x63\x00"
        yield ANY, what, bytes(wrong)
    for cut in (5, 22, 60, len(good) - 40):
        yield ANY, f"an archive cut by {cut}", good[:-cut]
    yield ANY, "garbage before the archive", b"x" * 1_000 + good
    yield ANY, "garbage behind the archive", good + b"x" * 1_000
    yield "malformed", "a header alone", b"PK\x03\x04" + bytes(100)
    yield "malformed|empty", "an end alone", b"PK\x05\x06" + bytes(18) + b"x"
    yield "empty", "an empty archive", b"PK\x05\x06" + bytes(18)
    yield ANY, "an archive in its own comment", good[:-2] + struct.pack("<H", len(good)) + good
    first = zipped({"a.txt": bytes(5_000_000)})
    central = first.index(b"PK\x01\x02")
    entry = first[central : first.index(b"PK\x05\x06")]
    over = first[:central] + entry * 500
    over += struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 500, 500, len(entry) * 500, central, 0)
    yield "bomb", "members that lie over one another", over
    yield (
        ANY,
        "an archive that says it is WACZ",
        zipped({"datapackage.json": "[" * 100_000, "archive/a.warc": b"WARC/1.0\r\n"}),
    )
    yield (
        "bomb|malformed",
        "WACZ with a bomb",
        zipped({"datapackage.json": "{}", "archive/a.warc.gz": gzip.compress(bytes(100_000_000))}),
    )


def warcs() -> Made:
    """Crawls with records that break off, lie or explode."""
    body = page().encode()
    good = response("https://example.org/1", body)
    for cut in range(50, len(good), len(good) // 12):
        yield ANY, f"a record cut at {cut}", good[:cut]
        yield ANY, f"a packed record cut at {cut}", gzip.compress(good)[: cut // 2]
    for length in ("99999999999999999999", "-1", "0", "abc", "", "1e9", "0x10", "4294967296", "18446744073709551615"):
        wrong = good.replace(b"Content-Length: " + str(len(body) + 60).encode(), b"Content-Length: " + length.encode())
        wrong = b"\r\n".join(
            line if not line.startswith(b"Content-Length:") else f"Content-Length: {length}".encode()
            for line in good.split(b"\r\n", 9)
        )
        yield ANY, f"a length of {length or 'nothing'}", wrong + good
    zeros = bytes(150_000_000)
    for name, pack in (
        ("gzip", lambda d: gzip.compress(d, 9)),
        ("br", lambda d: brotli.compress(d, quality=3)),
        ("zstd", zstandard.compress),
    ):
        yield (
            "bomb|too-large",
            f"a body that is a {name} bomb",
            response("https://example.org/1", pack(zeros), f"Content-Encoding: {name}"),
        )
        yield (
            "malformed",
            f"a body that is no {name}",
            response("https://example.org/1", body, f"Content-Encoding: {name}"),
        )
        yield (
            "malformed|empty|no-sentence",
            f"a body in broken {name}",
            response("https://example.org/1", pack(body)[:-9], f"Content-Encoding: {name}"),
        )
    yield (
        ANY,
        "twenty encodings",
        response("https://example.org/1", body, "Content-Encoding: " + ", ".join(["gzip"] * 20)),
    )
    yield "encoding", "an unknown encoding", response("https://example.org/1", body, "Content-Encoding: sdch")
    for chunk in (b"ffffffffffffffff\r\n", b"-5\r\n", b"zz\r\n", b"5;" + b"x" * 100_000 + b"\r\n", b"\r\n", b"5\r\nab"):
        yield (
            ANY,
            f"a chunk {chunk[:10]!r}",
            response("https://example.org/1", chunk + body, "Transfer-Encoding: chunked"),
        )
    yield ANY, "a packed record of zeros", gzip.compress(response("https://example.org/1", zeros), 9)
    yield ANY, "ten thousand tiny records", good * 3 + response("https://e.org/x", b"x", media="image/png") * 10_000
    yield ANY, "a header of 1 MB", good.replace(b"WARC-Date", b"X: " + b"a" * 1_000_000 + b"\r\nWARC-Date")
    yield ANY, "ten thousand headers", good.replace(b"WARC-Date", b"X: a\r\n" * 10_000 + b"WARC-Date")
    yield ANY, "an HTTP header of 1 MB", response("https://example.org/1", body, "X: " + "a" * 1_000_000)
    yield ANY, "no HTTP header", good.replace(b"HTTP/1.1 200 OK", b"garbage")
    yield ANY, "a status that is none", good.replace(b"200 OK", b"abc")
    yield ANY, "another version", good.replace(b"WARC/1.0", b"WARC/9.9")
    yield ANY, "only newlines between records", good + b"\r\n" * 100_000 + good
    yield ANY, "no newline between records", good.rstrip() + good
    yield ANY, "an address that is none", response("javascript:\x00\xff".encode("latin-1").decode("latin-1"), body)
    yield ANY, "garbage between records", good + b"\x00\xff" * 1_000 + good
    yield ANY, "a record in plain text and one packed", good + gzip.compress(good)
    yield ANY, "a packed archive with garbage behind", warc([good], packed=True) + b"garbage"


def records() -> Made:
    """JSON that no parser likes."""
    for begin in ("[", '{"a":', '{"text":[', "[[{", '[{"text":'):
        yield ANY, f"nested {begin} a hundred thousand deep", begin * 100_000
        yield ANY, f"nested {begin} in lines", (begin * 1_000 + "\n") * 50
    for value in (
        "null",
        "3",
        "true",
        "[]",
        "{}",
        '""',
        '" "',
        '"\\ud800"',
        '"\\u0000"',
        "NaN",
        "1e999",
        "-",
        '"\x01"',
        '"\\x"',
    ):
        yield ANY, f"a text of {value}", f'{{"id": "a", "text": {value}}}\n' * 2
        yield ANY, f"a date of {value}", f'{{"date": {value}, "text": "{SENTENCE}"}}\n' * 2
        yield ANY, f"a title of {value}", f'{{"title": {value}, "text": "{SENTENCE}"}}\n' * 2
    yield ANY, "a number of a million digits", '{"text": "' + SENTENCE + '", "n": ' + "9" * 1_000_000 + "}\n{}"
    yield ANY, "a hundred thousand keys", json.dumps({f"k{i}": i for i in range(100_000)} | {"text": SENTENCE})
    yield ANY, "one key a hundred thousand times", "{" + f'"text": "{SENTENCE}",' * 30_000 + '"a": 1}'
    yield "too-large|not-a-report", "a line of 20 MB", b'{"id":"a"}\n{"text": "' + b"a" * 20_000_000 + b'"}'
    yield ANY, "a hundred thousand empty lines", b'{"id":"a"}\n' + b"\n" * 100_000
    yield ANY, "ten thousand records that are none", b"{}\n" * 10_000
    yield "too-large|malformed", "a list of 20 MB", b"[" + b'{"text":"a"},' * 1_600_000
    yield ANY, "a list that breaks off", f'[{{"text": "{SENTENCE}"}}, {{"text": "'
    yield ANY, "a page in a record", json.dumps({"html": "<div>" * 100_000 + SENTENCE})
    yield ANY, "a name that leads elsewhere", json.dumps({"id": "../../etc/passwd", "text": SENTENCE}) + "\n{}"
    yield ANY, "a name of 1 MB", json.dumps({"id": "x" * 1_000_000, "text": SENTENCE}) + "\n{}"
    yield ANY, "lines ended by separators of JavaScript", f'{{"text": "{SENTENCE}"}}\u2028{{"text": "x"}}'
    yield ANY, "UTF-16", json.dumps({"text": SENTENCE}).encode("utf-16")


def mails() -> Made:
    """Mails that nest, flood or lie."""
    nested = SENTENCE
    for number in range(60):
        nested = f'Content-Type: multipart/mixed; boundary="b{number}"\r\n\r\n--b{number}\r\n{nested}\r\n--b{number}--'
    head = "From: a@example.org\r\nTo: b@example.org\r\nSubject: Neuf\r\nDate: x\r\nMIME-Version: 1.0\r\n"
    yield ANY, "sixty nested parts", head + nested
    yield ANY, "a thousand nested mails", head + "Content-Type: message/rfc822\r\n\r\n" * 1_000 + SENTENCE
    yield (
        ANY,
        "ten thousand parts",
        head + 'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + f"--b\r\n\r\n{SENTENCE}\r\n" * 10_000,
    )
    yield (
        ANY,
        "a boundary of 1 MB",
        head + f'Content-Type: multipart/mixed; boundary="{"b" * 1_000_000}"\r\n\r\n{SENTENCE}',
    )
    yield ANY, "no boundary", head + f"Content-Type: multipart/mixed\r\n\r\n{SENTENCE}"
    yield ANY, "ten thousand headers", head + "X: y\r\n" * 10_000 + f"\r\n{SENTENCE}"
    yield ANY, "a header of 1 MB", head + "X: " + "y " * 500_000 + f"\r\n\r\n{SENTENCE}"
    yield ANY, "a subject of encoded words", mail("=?utf-8?q?=C3=A9?= " * 3_000, SENTENCE)
    yield ANY, "a subject in an unknown encoding", mail("=?x-none?q?=C3=A9?=", SENTENCE)
    yield ANY, "encoded words that never end", mail("=?utf-8?q?" * 5_000, SENTENCE)
    yield ANY, "an unknown charset", mail("Neuf", SENTENCE, "text/plain; charset=x-none")
    yield ANY, "a charset of codecs", mail("Neuf", SENTENCE, "text/plain; charset=rot13")
    yield (
        ANY,
        "parameters in pieces",
        mail("Neuf", SENTENCE, "text/plain; " + "; ".join(f"a*{i}*=utf-8''x" for i in range(2_000))),
    )
    yield ANY, "base64 that is none", mail("Neuf", "!!!!" * 1_000).replace(b"8bit", b"base64")
    yield ANY, "quoted-printable that is none", mail("Neuf", "=ZZ=" * 1_000).replace(b"8bit", b"quoted-printable")
    yield ANY, "uuencode", mail("Neuf", "begin 644 a\nM" + "x" * 60 + "\nend").replace(b"8bit", b"x-uuencode")
    for field in (b"From", b"Subject", b"Date", b"Content-Type"):
        for value in (
            b"",
            b"\x00",
            b"\xff\xfe",
            b"a\r b",
            b"=?",
            b"<" * 5_000,
            b"(" * 5_000,
            b'"' * 5_000,
            b"@" * 5_000,
            b"," * 5_000,
        ):
            whole = mail("Neuf", SENTENCE)
            begin = whole.index(field + b":")
            end = whole.index(b"\r\n", begin)
            yield ANY, f"{field.decode()} is {value[:6]!r}", whole[:begin] + field + b": " + value + whole[end:]
    yield (
        "not-a-report",
        "no text at all",
        head + "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=",
    )
    yield (
        ANY,
        "a bomb attached",
        head + "Content-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\n\r\n" + "UEsDB" * 100,
    )


def write(folder: Path) -> int:
    """Writes all files and what must happen to each; returns how many."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = []
    for number, each in enumerate(every()):
        name = f"{number:03}-{each.name}"
        (folder / name).write_bytes(each.data)
        rows.append(f"{name}\t{each.must}\t{each.why}\n")
    (folder / "MUST.tsv").write_text("".join(rows), encoding="utf-8")
    return len(rows)


if __name__ == "__main__":
    print(f"{write(Path(sys.argv[1]))} files written")
