"""The page phrases of each language, held against real news where that is at hand."""

import json
from pathlib import Path

import pytest

from selon import read
from selon.knowledge.loader import language_codes
from selon.model import Report
from selon.read.page import page

NEWS = Path(__file__).parents[3] / "shared" / "data" / "french-news.jsonl"
PARALLEL = NEWS.with_name("parallel-news.jsonl")


@pytest.mark.parametrize("code", language_codes())
def test_compiles_with_what_every_page_needs(code: str) -> None:
    known = page(code)
    roles = set(known.keys.values())
    assert {"title", "byline", "published"} <= roles
    for phrase in ("facebook", "afp"):
        assert phrase in known.lexicon


@pytest.mark.skipif(not NEWS.exists(), reason="the news articles are not at hand")
def test_news_is_body() -> None:
    cut = 0
    for line in NEWS.read_text(encoding="utf-8").splitlines()[::10]:
        told = json.loads(line)
        report = read.report(told["text"].encode(), told["name"])
        assert isinstance(report, Report)
        assert report.language == "fr"
        assert report.title == told["title"].strip()
        cut += sum(len(each.text) for each in report.residue if each.reason != "dateline")
    assert cut < 500  # of 800,000 characters


@pytest.mark.skipif(not PARALLEL.exists(), reason="the parallel sentences are not at hand")
def test_a_sentence_of_another_language_is_residue_and_one_of_its_own_is_not() -> None:
    told = [json.loads(line) for line in PARALLEL.read_text(encoding="utf-8").splitlines()[:100]]
    for code in ("fr", "en", "de", "es"):
        other = "en" if code != "en" else "de"
        lines = [line for each in told for line in (each[code], each[other])]
        report = read.report("\n".join(lines).encode(), "mixed.txt", language=code)
        assert isinstance(report, Report)
        kept = {report.text[span.start : span.end] for span in report.body} | {report.title}
        long = [each for each in told if min(each[code].count(" "), each[other].count(" ")) > 6]
        assert sum(each[code] not in kept for each in long) <= 1
        assert sum(each[other] in kept for each in long) <= len(long) * 0.05
