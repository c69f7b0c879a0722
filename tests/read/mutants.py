"""Good inputs with something broken in them: the mutants, the same for the same number.

`python -m tests.read.mutants 100000 [FIRST]` reads that many and says which crashed or took too long.
"""

import gzip
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import zstandard

from selon import read
from selon.model import Refusal

from .made import SENTENCE, item, json_lines, mail, page, response, rss, warc, zipped
from .pages import PAGES
from .test_html import SPANISH

SECONDS = 2.0
"""Of processor time that a mutant may take."""

_PAGE = page().encode()
GOOD: tuple[bytes, ...] = (
    *(each.text.encode() for each in PAGES.values()),
    _PAGE,
    SPANISH.encode(),
    page(head='<meta property="article:published_time" content="2025-03-03T14:05:00+01:00">').encode("utf-16"),
    rss(item("https://example.org/1", text=f"<p>{SENTENCE}</p>"), item("https://example.org/2")).encode(),
    json_lines({"id": "one", "date": "2025-03-03", "text": SENTENCE}, {"id": "two", "title": "a", "text": SENTENCE}),
    b'{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","content_text":"' + SENTENCE.encode() + b'"}]}',
    mail("Neuf =?utf-8?q?bless=C3=A9s?=", SENTENCE),
    mail("Neuf", page(), "text/html; charset=utf-8"),
    warc([response("https://example.org/1", _PAGE), response("https://example.org/2", _PAGE)]),
    warc([response("https://example.org/1", _PAGE), response("https://example.org/2", _PAGE)], packed=True),
    warc([response("https://example.org/1", zstandard.compress(_PAGE), "Content-Encoding: zstd")]),
    zipped(
        {"a.html": _PAGE, "b/c.txt": SENTENCE, "d.jsonl.gz": gzip.compress(b'{"text":"' + SENTENCE.encode() + b'"}')}
    ),
    gzip.compress(_PAGE, mtime=0),
    zstandard.compress(_PAGE),
)

_TOKENS = (
    b"<",
    b">",
    b"</p>",
    b"<p>",
    b"<!--",
    b"]]>",
    b"&amp;",
    b'"',
    b"\x00",
    b"\xff",
    b"\r\n\r\n",
    b"{",
    b"[",
    b"\\u0000",
)
_TOKENS += (
    b"99999999999",
    b"-1",
    b"\xe2\x80",
    b"PK\x03\x04",
    b"WARC/1.0",
    b"<script>",
    b"=",
    b"\xef\xbb\xbf",
    b"(AFP)",
    b"\n",
)


def mutant(number: int) -> bytes:
    """A good input with one to eight changes: bytes flipped, cut, doubled, put in, moved, or taken from another."""
    chance = random.Random(number)
    data = bytearray(chance.choice(GOOD))
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(data) + 1)
        width = min(len(data) - at, int(chance.expovariate(1 / 30)))
        change = chance.randrange(8)
        if change == 0 and data:
            data[min(at, len(data) - 1)] ^= 1 << chance.randrange(8)
        elif change == 1:
            del data[at : at + width]
        elif change == 2:
            data[at:at] = data[at : at + width] * chance.choice((1, 2, 50, 1000))
        elif change == 3:
            data[at:at] = chance.choice(_TOKENS) * chance.choice((1, 1, 3, 500))
        elif change == 4:
            data[at:at] = chance.randbytes(width)
        elif change == 5:
            del data[at:]
        elif change == 6:
            other = chance.choice(GOOD)
            start = chance.randrange(len(other))
            data[at:at] = other[start : start + width * 10]
        else:
            data[at : at + width] = bytes(reversed(data[at : at + width]))
    return bytes(data)


def wrong(data: bytes, path: Path, clock: Callable[[], float] = time.process_time) -> str | None:
    """What is wrong with how some bytes are read: a crash or its time; None where nothing is."""
    path.write_bytes(data)
    began, results = clock(), 0
    try:
        for given in read.inputs([path]):
            result = given if isinstance(given, Refusal) else read.read(given)
            results += 1
            if isinstance(result, Refusal):
                if result.reason not in read.REASONS:
                    return f"an unknown reason {result.reason!r}"
            elif any(result.text[each.start : each.end] != each.text for each in result.residue):
                return "residue that is not where it says"
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    if not results:
        return "neither a report nor a refusal"
    spent = clock() - began
    return f"{spent:.1f} seconds" if spent > SECONDS else None


def main(count: int, first: int) -> int:
    """Reads mutants; prints what is wrong with them, and returns how many are."""
    bad = 0
    with TemporaryDirectory() as folder:
        path = Path(folder, "mutant")
        for number in range(first, first + count):
            if problem := wrong(mutant(number), path):
                bad += 1
                print(f"mutant {number}: {problem}", flush=True)
    print(f"{count} mutants, {bad} with a problem")
    return bad


if __name__ == "__main__":
    sys.exit(bool(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0)))
