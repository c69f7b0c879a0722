"""Counts: what holds for any sentence whatever."""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selon.knowledge import loader
from selon.knowledge.language import Language, entries
from selon.knowledge.lexicon import Entry
from selon.model.moment import Moment
from selon.model.text import Span
from selon.understand.counts import counts, seen
from selon.understand.digits import thousands_of, value_of
from selon.understand.numbers import numbers
from selon.understand.parts import MomentMention
from selon.understand.sentences import Sentence, paragraph

CODES = loader.language_codes()
ROLES = ("number", "article", "scale", "collective", "ordinal", "fraction", "bound", "bound_after", "range_open",
         "range_link", "unit", "class", "event", "change_before", "change_after", "indefinite", "quantity", "none",
         "numbered", "list", "adjective", "qualifier", "suffix", "decimal", "number_link")  # fmt: skip


@cache
def vocabulary(code: str) -> list[str]:
    """Words and phrases that the reading of numbers rests on, and digits."""
    found: list[str] = ["12", "1 000", "3.500", "2,5", "1990", "0", "-4", "½", "3/4", "10k", "11e", ",", ".", "(", ")"]
    return found + [" ".join(words) for words, entry in told(code) if entry.role in ROLES]


@cache
def told(code: str) -> list[tuple[Sequence[str], Entry]]:
    """The words of a language's file with what they mean."""
    tables = loader.table("languages", f"{code}.toml")
    return list(entries(tables["words"], tables.get("paradigms", {}), loader.language(code).tokenizer, code))


def parted(text: str, language: Language) -> list[Sentence]:
    return paragraph(text, Span(0, len(text)), 0, language)


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, str]:
    code = draw(st.sampled_from(CODES))
    words = draw(st.lists(st.sampled_from(vocabulary(code)) | st.text(max_size=8), max_size=14))
    return code, draw(st.sampled_from((" ", "  ", "\u00a0", ""))).join(words)


@given(texts())
@settings(max_examples=300, deadline=None)
def test_each_number_belongs_to_exactly_one_count(told: tuple[str, str]) -> None:
    code, text = told
    language = loader.language(code)
    for sentence in parted(text, language):
        found = numbers(text, sentence, language)
        assert all(a.last <= b.first for a, b in pairwise(found))
        made = counts(text, sentence, found, (), language)
        assert [n for count in made for n in count.numbers] == list(found)
        assert len(seen(text, sentence, made)) == len(made)
        for count in made:
            assert (count.figure is None) != (count.reason is None)
            assert 0 <= count.first < count.last <= len(sentence.tokens)
            assert count.last <= count.noun_first <= count.noun_last or count.noun_first == count.noun_last
            if count.low is not None and count.high is not None:
                assert count.low <= count.high
            for part in (count.figure, count.counted):
                assert part is None or text[part.start : part.end] == part.text
            if count.figure:
                assert count.figure.low is None or count.figure.low >= 0
                assert (count.figure.low, count.figure.high) != (0, 0)


def test_numbers_of_a_moment_are_set_aside() -> None:
    language = loader.language("fr")
    text = "Le 12 mars, 40 soldats sont arrivés."
    (sentence,) = parted(text, language)
    when = (MomentMention(0, 3, Moment("Le 12 mars", 0, 10, "2024-03-12")),)
    first, second = counts(text, sentence, numbers(text, sentence, language), when, language)
    assert (first.reason, second.reason) == ("date", None)
    assert second.figure is not None
    assert second.figure.low == 40


def test_a_sentence_without_a_number_has_no_count() -> None:
    language = loader.language("fr")
    (sentence,) = parted("Les soldats sont arrivés.", language)
    assert counts("Les soldats sont arrivés.", sentence, (), (), language) == ()


@pytest.mark.parametrize(
    ("digits", "decimal", "value"),
    [
        ("12", ",", 12), ("12 000", ",", 12000), ("12\u202f000", ",", 12000), ("12.000", ",", 12000),
        ("12,000", ",", 12), ("12,000", ".", 12000), ("12.000", ".", 12), ("12'000", ".", 12000),
        ("1.234.567", ",", 1234567), ("1,234,567.5", ".", 1234567.5), ("1.234.567,5", ",", 1234567.5),
        ("2,5", ",", 2.5), ("2.5", ",", 2.5), ("5,00", ".", 5), ("0.683", ",", 0.683), ("1111.121", ",", 1111.121),
        ("192.168.1.2", ",", None), ("1,2,3", ".", None), ("22,24,26", ".", None),
    ],
)  # fmt: skip
def test_value_of_digits(digits: str, decimal: str, value: float | None) -> None:
    assert value_of(digits, decimal) == value


@given(st.integers(0, 10**15), st.sampled_from(",."))
def test_digits_with_separators_are_the_number(number: int, decimal: str) -> None:
    other = "." if decimal == "," else ","
    assert value_of(f"{number:,}".replace(",", other), decimal) == number
    assert value_of(f"{number:,}".replace(",", " "), decimal) == number
    assert value_of(str(number), decimal) == number


@pytest.mark.parametrize(("digits", "value"), [("2,500", 2500), ("2.500", 2500), ("0,500", None), ("2,50", None)])
def test_thousands_of(digits: str, value: int | None) -> None:
    assert thousands_of(digits) == value


def test_classes_are_known() -> None:
    classes = loader.table("classes.toml")
    for name, table in classes.items():
        assert set(table) <= {"part_of"}, name
        assert table.get("part_of", name) in classes, name
    for code in CODES:
        unknown = {entry.key for _, entry in told(code) if entry.role == "class"} - set(classes)
        assert not unknown, f"{code}: {unknown}"
