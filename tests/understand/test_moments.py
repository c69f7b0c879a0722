"""Moments: the cases of every language's file, and what holds for any text."""

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selon.errors import KnowledgeError, UsageError
from selon.knowledge.dates import document_dates, expressions
from selon.knowledge.language import Language
from selon.knowledge.loader import language, language_codes
from selon.knowledge.patterns import compile_grammar
from selon.model.text import Span
from selon.understand.clock import Clock, clock_of, published_between
from selon.understand.moments import report_moments
from selon.understand.parts import MomentMention
from selon.understand.sentences import paragraph


def read(text: str, known: Language, published: str | None) -> list[MomentMention]:
    """The moments of a text of one paragraph."""
    sentences = paragraph(text, Span(0, len(text)), 0, known)
    found, _ = report_moments(text, sentences, known, published)
    return [mention for mentions in found for mention in mentions]


def cases() -> list[Any]:
    """The `[[moment_case]]` of every language, each a parameter of its own."""
    return [
        pytest.param(code, case, id=f"{code}-{i}")
        for code in language_codes()
        for i, case in enumerate(language(code).sections.get("moment_case", ()))
    ]


@pytest.mark.parametrize(("code", "case"), cases())
def test_case_of_a_language_file(code: str, case: dict[str, Any]) -> None:
    found = read(case["text"], language(code), case.get("published"))
    told = [[m.moment.text, "duration" if m.duration else m.moment.edtf or ""] for m in found]
    assert told == case["moments"]


@pytest.mark.parametrize("code", language_codes())
def test_every_language_has_cases(code: str) -> None:
    assert len(language(code).sections.get("moment_case", ())) >= 25


FORMATS = {  # how each language writes a day; month: its name in the language's file
    "fr": ["{d} {month} {y}", "{d:02}/{m:02}/{y}", "{d:02}.{m:02}.{y}", "{y}-{m:02}-{d:02}"],
    "en": ["{month} {d}, {y}", "{d} {month} {y}", "{m:02}/{d:02}/{y}", "{y}-{m:02}-{d:02}", "{d}th of {month} {y}"],
    "de": ["{d}. {month} {y}", "{d:02}.{m:02}.{y}", "{d}.{m}.{y}", "{y}-{m:02}-{d:02}"],
    "es": ["{d} de {month} de {y}", "{d:02}/{m:02}/{y}", "{d} de {month} del {y}", "{y}-{m:02}-{d:02}"],
}
MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}


def month(code: str, number: int) -> str:
    """A month's name."""
    return MONTHS[code].split()[number - 1]


DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31))


@pytest.mark.parametrize(("code", "written"), [(code, w) for code, formats in FORMATS.items() for w in formats])
@given(day=DAYS, published=DAYS)
@settings(max_examples=30, deadline=None)
def test_a_day_as_the_language_writes_it(code: str, written: str, day: date, published: date) -> None:
    text = written.format(d=day.day, m=day.month, y=day.year, month=month(code, day.month))
    (mention,) = read(f"— {text} —", language(code), published.isoformat())
    assert (mention.moment.text, mention.moment.edtf) == (text, day.isoformat())
    (printed,) = document_dates(text, [Span(0, len(text))], language(code))
    assert printed == (0, len(text), day.isoformat())


@pytest.mark.parametrize("code", sorted(MONTHS))
@given(day=DAYS, published=DAYS)
@settings(max_examples=30, deadline=None)
def test_a_day_without_its_year_is_one_of_the_nearest(code: str, day: date, published: date) -> None:
    text = FORMATS[code][0].format(d=day.day, m=day.month, y="", month=month(code, day.month))
    text = text.strip(", ").removesuffix(" de").strip()
    (mention,) = read(f"— {text} —", language(code), published.isoformat())
    assert mention.moment.edtf is not None
    told = date.fromisoformat(mention.moment.edtf)
    assert (told.month, told.day) == (day.month, day.day)
    limit = 366 if (day.month, day.day) != (2, 29) else 366 * 8
    assert abs(told - published).days <= limit
    (unknown,) = read(f"— {text} —", language(code), None)
    assert unknown.moment.edtf == f"XXXX-{day.month:02}-{day.day:02}"


_POINT = r"(?:[\dX]{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d)?)?)?)"
EDTF = re.compile(rf"{_POINT}|(?:{_POINT}|\.\.)/(?:{_POINT}|\.\.)|\{{{_POINT}(?:,{_POINT})*\}}")


def soup(code: str) -> st.SearchStrategy[str]:
    """Texts of words of time, numbers and marks in any order."""
    told = language(code)
    words = {w for case in told.sections.get("moment_case", ()) for w in case["text"].split()}
    numbers = "3 12 31 1999 2024 2000 12.000 20:30 24/12 29 0 99 , . -"
    pieces = [*sorted(words), *numbers.split()]
    return st.lists(st.sampled_from(pieces), max_size=14).map(" ".join)


@pytest.mark.parametrize("code", language_codes())
@given(
    data=st.data(),
    published=st.one_of(st.none(), DAYS.map(str), st.sampled_from(["2025", "2025-02", "2024-12-05T11:58"])),
)
@settings(max_examples=60, deadline=None)
def test_any_words_give_exact_spans_and_valid_dates(code: str, data: st.DataObject, published: str | None) -> None:
    text = data.draw(soup(code))
    end = 0
    for mention in read(text, language(code), published):
        moment = mention.moment
        assert text[moment.start : moment.end] == moment.text != ""
        assert moment.start >= end
        assert mention.first < mention.last
        end = moment.end
        if moment.edtf is not None:
            assert EDTF.fullmatch(moment.edtf)
            assert not mention.duration
            start, _, stop = moment.edtf.partition("/")
            assert ".." in (start, stop) or not stop or start <= stop


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2024", (date(2024, 1, 1), date(2024, 12, 31), None, None)),
        ("2024-02", (date(2024, 2, 1), date(2024, 2, 29), None, None)),
        ("2024-12-05", (date(2024, 12, 5), date(2024, 12, 5), None, None)),
        ("2024-12-05T11:58", (date(2024, 12, 5), date(2024, 12, 5), 11, 58)),
    ],
)
def test_publication(published: str, expected: tuple[Any, ...]) -> None:
    assert published_between(published) == expected


@pytest.mark.parametrize("published", ["", "yesterday", "2024-13", "2024-02-30", "2024-12-05T25:00", "2024-1-2-3"])
def test_publication_that_is_no_date(published: str) -> None:
    with pytest.raises(UsageError):
        published_between(published)


def test_unknown_publication_leaves_the_clock_open() -> None:
    assert clock_of(None, []) == Clock()


def test_a_sentence_without_time_has_no_expressions() -> None:
    known = language("fr")
    text = "Le préfet a remercié les pompiers pour leur courage."
    (sentence,) = paragraph(text, Span(0, len(text)), 0, known)
    assert expressions(sentence.tokens, sentence.found, known) == []


@pytest.mark.parametrize(
    ("told", "complaint"),
    [
        ({"patterns": {"sometime": ["{year}"]}}, "sometime"),
        ({"patterns": {"point": ["{yaer}"]}}, "yaer"),
        ({"patterns": {"point": ["<in>"]}}, "nothing"),
        ({"fragments": {"part": ["{part}"]}}, "name of a slot"),
        ({"fragments": {"later": ["{later}"]}}, "later"),
        ({"fragments": {"span": ["{point}"]}}, "point"),
    ],
)
def test_malformed_patterns_are_refused(told: dict[str, Any], complaint: str) -> None:
    with pytest.raises(KnowledgeError, match=complaint):
        compile_grammar(told, "xx.toml")


@pytest.mark.parametrize(
    ("code", "line", "edtf"),
    [
        ("fr", "5 décembre 2024, 11h58 Écouter", "2024-12-05T11:58"),
        ("fr", "Publié le 27/02/2025 à 14:05", "2025-02-27T14:05"),
        ("fr", "Mis à jour le jeudi 1er mai 2025 à 9 h 05 par la rédaction", "2025-05-01T09:05"),
        ("fr", "2024-12-05T11:58:00+01:00", "2024-12-05T11:58"),
        ("en", "Published December 4, 2024 at 8:05 p.m. by staff", "2024-12-04T20:05"),
        ("en", "Wed, 4 Dec 2024, 10:30", "2024-12-04T10:30"),
        ("de", "Stand: 4. Dezember 2024, 14.30 Uhr", "2024-12-04T14:30"),
        ("es", "Actualizado el 04/12/2024 - 10:15", "2024-12-04T10:15"),
    ],
)
def test_date_line(code: str, line: str, edtf: str) -> None:
    (found,) = document_dates(line, [Span(0, len(line))], language(code))
    assert found.edtf == edtf
