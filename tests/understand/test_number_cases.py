"""The cases of numbers and counts in the language files: the example is the test."""

from collections.abc import Mapping
from typing import Any

import pytest

from selon.knowledge import loader
from selon.knowledge.cases import figure
from selon.knowledge.language import Language
from selon.model.text import Span
from selon.understand.counts import counts
from selon.understand.moments import report_moments
from selon.understand.numbers import numbers
from selon.understand.parts import Count
from selon.understand.sentences import Sentence, paragraph

FIELDS = {"number", "figure", "reason", "class", "event", "change", "previous", "qualifier", "counted", "pronoun"}
CASES = [
    (code, case) for code in loader.language_codes() for case in loader.language(code).sections.get("count_case", ())
]
NUMBER_CASES = [
    (code, text, value)
    for code in loader.language_codes()
    for table in loader.language(code).sections.get("number_case", ())
    for text, value in table.items()
]


def counted(text: str, language: Language) -> list[tuple[Sentence, Count]]:
    """The counts of a text with their sentences."""
    parted = paragraph(text, Span(0, len(text)), 0, language)
    moments, _ = report_moments(text, parted, language, None)
    return [
        (sentence, count)
        for sentence, when in zip(parted, moments, strict=True)
        for count in counts(text, sentence, numbers(text, sentence, language), when, language)
    ]


def told(text: str, sentence: Sentence, count: Count, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """What a count has in the fields that a case tells."""
    found = {
        "number": sentence.text(text, count.first, count.last),
        "figure": count.figure and (count.low, count.high, count.approximate, count.vague),
        "reason": count.reason,
        "class": count.counted and count.counted.kind,
        "counted": count.counted and count.counted.text,
        "qualifier": count.counted and count.counted.qualifier,
        "event": count.event,
        "change": count.figure and count.figure.change,
        "previous": bool(count.figure and count.figure.previous),
        "pronoun": count.pronoun,
    }
    asked = {"number", "figure", "reason", "change", "previous"} | set(wanted)
    return {name: found[name] for name in asked}


def expected(wanted: Mapping[str, Any]) -> dict[str, Any]:
    """What a case wants of a count."""
    assert set(wanted) <= FIELDS, f"unknown fields {set(wanted) - FIELDS}"
    result: dict[str, Any] = {"figure": None, "reason": None, "change": None, "previous": False} | dict(wanted)
    if "figure" in wanted:
        interval = figure(wanted["figure"])
        result["figure"] = (interval.low, interval.high, interval.approximate, interval.vague)
        result["change"] = wanted.get("change", "total")
    return result


@pytest.mark.parametrize(("code", "case"), CASES, ids=[f"{code}: {case['text'][:60]}" for code, case in CASES])
def test_count_case(code: str, case: Mapping[str, Any]) -> None:
    found = counted(case["text"], loader.language(code))
    texts = [sentence.text(case["text"], count.first, count.last) for sentence, count in found]
    assert texts == [wanted["number"] for wanted in case["counts"]]
    for (sentence, count), wanted in zip(found, case["counts"], strict=True):
        assert told(case["text"], sentence, count, wanted) == expected(wanted)


@pytest.mark.parametrize(("code", "text", "value"), NUMBER_CASES)
def test_number_case(code: str, text: str, value: float | list[float | None]) -> None:
    language = loader.language(code)
    (sentence,) = paragraph(text, Span(0, len(text)), 0, language)
    (number,) = numbers(text, sentence, language)
    low, high = value if isinstance(value, list) else (value, value)
    assert (number.low, number.high) == pytest.approx((low, high))
    assert sentence.text(text, number.first, number.last) == text
