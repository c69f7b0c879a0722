"""Who says what: the cases of the language files, and what holds of every text."""

from collections.abc import Mapping
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selon.knowledge import loader
from selon.knowledge.language import Language
from selon.model.report import Report
from selon.model.text import Span
from selon.understand.attribution import attributions, innermost
from selon.understand.mentions import Memory, mentions
from selon.understand.moments import report_moments
from selon.understand.parts import Attribution
from selon.understand.sentences import Sentence, sentences


class SpeechCase(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A `[[speech_case]]`: stretches of a text with who says them, what the cue means, and when it was said."""

    text: str
    who: Mapping[str, str] = {}
    means: Mapping[str, str] = {}
    said: Mapping[str, str] = {}
    title: bool = False
    why: str | None = None


def read(text: str, language: Language, title: bool = False) -> tuple[list[Sentence], list[tuple[Attribution, ...]]]:
    """The sentences of a text with their attributions, all steps before done for real."""
    whole = Span(0, len(text))
    report = Report(
        "sha256:0", "case", text, language.code,
        title=text if title else None, title_span=whole if title else None, body=() if title else (whole,),
    )  # fmt: skip
    parted = sentences(report, language)
    named, memory = [], Memory()
    for sentence in parted:
        found, memory = mentions(text, sentence, language, memory)
        named.append(found)
    when, _ = report_moments(text, parted, language, "2025-02-27")
    return parted, attributions(text, parted, named, when, language)


def speaks(text: str, at: int, parted: list[Sentence], found: list[tuple[Attribution, ...]]) -> Attribution | None:
    """The attribution that counts at a place of the text."""
    for sentence, said in zip(parted, found, strict=True):
        if sentence.start <= at < sentence.end:
            token = next(i for i, t in enumerate(sentence.tokens) if t.end > at)
            return innermost(said, token)
    raise AssertionError(f"no sentence at {at} of {text!r}")


def told(one: Attribution | None) -> str:
    """Origins and relays as a case writes them."""
    if one is None or not one.origins:
        return ""
    return " < ".join([" + ".join(o.name for o in one.origins), *(v.name for v in one.via)])


def cases() -> list[Any]:
    return [
        pytest.param(code, msgspec.convert(case, SpeechCase), id=f"{code}: {case['text'][:60]}")
        for code in loader.language_codes()
        for case in loader.language(code).sections.get("speech_case", ())
    ]


@pytest.mark.parametrize(("code", "case"), cases())
def test_case(code: str, case: SpeechCase) -> None:
    parted, found = read(case.text, loader.language(code), case.title)
    for stretch, wanted in case.who.items():
        assert case.text.count(stretch) == 1, f"{stretch!r} must stand once in the case"
        assert told(speaks(case.text, case.text.index(stretch), parted, found)) == wanted, stretch
    for stretch, wanted in case.means.items():
        one = speaks(case.text, case.text.index(stretch), parted, found)
        assert one is not None
        assert one.means == wanted, stretch
    for stretch, wanted in case.said.items():
        one = speaks(case.text, case.text.index(stretch), parted, found)
        assert one is not None
        assert one.said is not None, stretch
        assert one.said.text == wanted, stretch


def test_every_language_has_its_cases() -> None:
    count = {code: len(loader.language(code).sections.get("speech_case", ())) for code in loader.language_codes()}
    assert count["fr"] >= 60
    assert all(number >= 30 for number in count.values())


WORDS = st.sampled_from(
    [
        "selon",
        "la",
        "police",
        "a",
        "déclaré",
        "que",
        "12",
        "personnes",
        "sont",
        "mortes",
        ",",
        ".",
        "«",
        "»",
        '"',
        ":",
        "(",
        ")",
        ";",
        "et",
        "mais",
        "il",
        "elle",
        "-t-il",
        "Zelensky",
        "AFP",
        "a",
        "dit",
        "d'après",
        "Kiev",
        "affirme",
        "lundi",
        "dans",
        "un",
        "communiqué",
        "de",
        "Moscou",
        "citant",
        "auprès",
        "on",
        "a",
        "appris",
        "comme",
        "l'a",
        "indiqué",
        "qui",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=40))
def test_whatever_the_text(words: list[str]) -> None:
    text = " ".join(words)
    parted, found = read(text, loader.language("fr"))
    assert len(parted) == len(found)
    for sentence, said in zip(parted, found, strict=True):
        for one in said:
            assert 0 <= one.first <= one.last <= len(sentence.tokens)
            assert 0 <= one.cue_first <= one.cue_last <= len(sentence.tokens)
            for source in (*one.origins, *one.via):
                assert text[source.start : source.end] == source.text
                assert source.name
    assert read(text, loader.language("fr"))[1] == found
