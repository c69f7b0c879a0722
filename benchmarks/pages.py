"""Extractors of pages side by side: how much of the body, which dates and titles are right, pages a second.

    python -m benchmarks.pages [--write docs/extraction.md] [--floor]

Two sets of pages: the 120 of ../shared where they are at hand, and those of `own_pages.py`. What is not installed is
left out by name: `pip install newspaper4k resiliparse readability-lxml`.
"""

import argparse
import gc
import importlib.metadata
import io
import json
import re
import sys
import tarfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks import machine
from benchmarks.own_pages import own_pages

PAGES = machine.ROOT.parent / "shared" / "data" / "french-pages.tar.xz"
WORD = re.compile(r"\w+")
PASSES = 2
BODY_FLOOR, DATE_FLOOR = 0.95, 0.98


class Gold(NamedTuple):
    """A page and what is right for it."""

    source: bytes
    title: str
    date: str | None
    body: str
    apart: Sequence[str] = ()


class Found(NamedTuple):
    """What an extractor makes of a page; None for what it does not know of."""

    body: str
    date: str | None
    title: str | None


Extractor = Callable[[bytes], Found]


def shared() -> list[Gold]:
    """The pages of ../shared; none where they are not at hand."""
    if not PAGES.exists():
        return []
    with tarfile.open(PAGES) as archive:
        files = {Path(m.name).name: archive.extractfile(m) for m in archive.getmembers() if m.isfile()}
        data = {name: file.read() for name, file in files.items() if file}
    rows = [json.loads(line) for line in io.BytesIO(data["gold.jsonl"])]
    return [Gold(data[r["page"]], r["title"].strip(), r["date"], f"{r['heading']} {r['article']}") for r in rows]


def at_hand() -> list[Gold]:
    """The pages of ../shared, else our own."""
    return shared() or own()


def own() -> list[Gold]:
    """The project's own pages."""
    return [Gold(p.source.encode(), p.title, p.date, " ".join(p.body), p.apart) for p in own_pages()]


def selon() -> Extractor:
    """This reader, whole: from the bytes to the report."""
    from selon import read
    from selon.model import Report

    def extract(source: bytes) -> Found:
        report = read.report(source, "page.html")
        if not isinstance(report, Report):
            return Found("", None, None)
        body = "\n".join(report.text[span.start : span.end] for span in report.body)
        return Found(body, report.published, report.title)

    return extract


def trafilatura() -> Extractor:
    """trafilatura, with its dates and titles."""
    from trafilatura import bare_extraction

    def extract(source: bytes) -> Found:
        found: Any = bare_extraction(source, with_metadata=True, include_comments=False)
        return Found(found.text or "", found.date, found.title) if found else Found("", None, None)

    return extract


def newspaper() -> Extractor:
    """newspaper4k, with its dates and titles."""
    import newspaper as library

    def extract(source: bytes) -> Found:
        article = library.article("https://example.org/a.html", input_html=source.decode("utf-8", "replace"))
        date = article.publish_date.date().isoformat() if article.publish_date else None
        return Found(article.text, date, article.title)

    return extract


def resiliparse() -> Extractor:
    """resiliparse's main content; it knows no dates."""
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    def extract(source: bytes) -> Found:
        return Found(extract_plain_text(bytes_to_str(source, detect_encoding(source)), main_content=True), None, None)

    return extract


def readability() -> Extractor:
    """readability-lxml; it knows no dates."""
    from lxml.html import fromstring
    from readability import Document

    def extract(source: bytes) -> Found:
        document = Document(source.decode("utf-8", "replace"))
        return Found(fromstring(document.summary()).text_content(), None, document.short_title())

    return extract


EXTRACTORS: dict[str, tuple[str, Callable[[], Extractor]]] = {
    "Selon": ("selon", selon),
    "trafilatura": ("trafilatura", trafilatura),
    "newspaper4k": ("newspaper4k", newspaper),
    "readability-lxml": ("readability-lxml", readability),
    "resiliparse": ("resiliparse", resiliparse),
}


def f1(found: str, right: str) -> float:
    """The F1 of two bags of words."""
    one, other = (Counter(WORD.findall(text.lower())) for text in (found, right))
    both = (one & other).total()
    return 2 * both / (one.total() + other.total()) if both else 0.0


class Score(NamedTuple):
    """Means over the pages. `clean`: pages without a word of what must not be in the body."""

    body: float
    date: float
    title: float
    clean: float
    a_second: float


def score(extract: Extractor, pages: Sequence[Gold]) -> Score:
    """How an extractor does on some pages; the fastest pass counts, in processor time: some look for the net."""
    found = [extract(page.source) for page in pages]
    gc.collect()
    seconds = []
    for _ in range(PASSES):
        began = time.process_time()
        for page in pages:
            extract(page.source)
        seconds.append(time.process_time() - began)
    count, pairs = len(pages), list(zip(found, pages, strict=True))
    return Score(
        sum(f1(f.body, p.body) for f, p in pairs) / count,
        sum((f.date or "")[:10] == (p.date or "") for f, p in pairs) / count,
        sum((f.title or "").split() == p.title.split() for f, p in pairs) / count,
        sum(not any(words in f.body for words in p.apart) for f, p in pairs) / count,
        count / min(seconds),
    )


def table(name: str, pages: Sequence[Gold]) -> tuple[list[str], Score | None]:
    """The rows for a set of pages, and this reader's score."""
    lines = [
        f"{name} ({len(pages)} pages):",
        "",
        "| extractor | version | body, word F1 | date right | title right | nothing else | pages a second |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    own_score = None
    for label, (package, make) in EXTRACTORS.items():
        try:
            extract, version = make(), importlib.metadata.version(package)
        except ImportError:
            print(f"not installed: {package}", file=sys.stderr)
            continue
        result = score(extract, pages)
        own_score = result if label == "Selon" else own_score
        shares = " | ".join(f"{value:.3f}" for value in result[:4])
        lines.append(f"| {label} | {version} | {shares} | {result.a_second:.0f} |")
    return [*lines, ""], own_score


def main() -> int:
    """Prints the tables; with --floor, 1 where this reader is below what it must reach."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", type=Path, help="put the tables into this page, between its marks")
    parser.add_argument("--floor", action="store_true", help="fail below the floors")
    told = parser.parse_args()
    sets = [
        (name, pages)
        for name, pages in (("French news pages of 2016 to 2020", shared()), ("Own pages", own()))
        if pages
    ]
    lines, below = [], False
    for name, pages in sets:
        rows, result = table(name, pages)
        lines += rows
        below = below or result is None or result.body < BODY_FLOOR or result.date < DATE_FLOOR
    text = "\n".join([*lines, f"{machine.told()}; processor time, the fastest of {PASSES} passes."])
    print(text)
    if told.write:
        machine.put(told.write, "extractors", text)
    return int(told.floor and below)


if __name__ == "__main__":
    sys.exit(main())
