"""The mention cases of the languages' files, and what holds for any text."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selon.knowledge.gazetteer import city, lines, regions
from selon.knowledge.loader import language, language_codes
from selon.knowledge.names import countries, country_rows, each_actor, given_names, holders
from selon.model.report import Report
from selon.model.source import Source
from selon.model.text import Span
from selon.understand.mentions import Memory, affiliation, mentions, places, report_mentions
from selon.understand.parts import Mention
from selon.understand.sentences import Sentence, sentences

EXACT = frozenset(("person", "role", "institution", "group", "outlet"))


def read(text: str, code: str) -> tuple[list[tuple[Sentence, tuple[Mention, ...]]], Memory]:
    """Each sentence with its mentions."""
    report = Report("x", "x", text, code, body=(Span(0, len(text)),))
    memory, result = Memory(), []
    for sentence in sentences(report, language(code)):
        found, memory = mentions(text, sentence, language(code), memory)
        result.append((sentence, found))
    return result, memory


def shown(source: Source) -> str:
    """A source as the cases tell it."""
    return f"{source.name} ({', '.join(part for part in (source.kind, source.affiliation) if part)})"


def cases() -> Iterator[Any]:
    for code in language_codes():
        for case in language(code).sections.get("mention_case", ()):
            yield pytest.param(code, case, id=f"{code}: {case['text'][:60]}")


@pytest.mark.parametrize(("code", "case"), list(cases()))
def test_case(code: str, case: dict[str, Any]) -> None:
    text = case["text"]
    row, _ = read(text, code)
    speaking, named, where = {}, {}, {}
    for sentence, found in row:
        for mention in found:
            words = sentence.text(text, mention.first, mention.last)
            if mention.sources:
                told = [shown(source) for source in mention.sources]
                named[words] = told
                if mention.kind in EXACT:
                    speaking[words] = told
        for mention in places(text, sentence, found, language(code)):
            assert mention.place is not None
            words = sentence.text(text, mention.first, mention.last)
            where[words] = f"{mention.place.name}, {mention.place.country}"
    if "speak" in case:
        assert speaking == case["speak"]
    for words, told in case.get("names", {}).items():
        assert named.get(words) == told
    if "where" in case:
        assert where == case["where"]
    for words in case.get("silent", ()):
        assert words not in speaking


def test_every_language_has_cases() -> None:
    for code in language_codes():
        assert len(language(code).sections.get("mention_case", ())) >= 5, code


@pytest.mark.parametrize(
    ("code", "text", "noun", "country"),
    [
        ("fr", "Des soldats nord-coréens ont été vus.", 3, "PRK"),
        ("fr", "Des soldats de Corée du Nord ont été vus.", 2, "PRK"),
        ("fr", "Les troupes de Pyongyang ont été vues.", 2, "PRK"),
        ("fr", "Des soldats ont été vus en Russie.", 2, None),
        ("en", "The North Korean troops were seen.", 4, "PRK"),
        ("de", "Die nordkoreanischen Soldaten wurden gesehen.", 3, "PRK"),
        ("es", "Los soldados norcoreanos fueron vistos.", 3, "PRK"),
    ],
)
def test_affiliation(code: str, text: str, noun: int, country: str | None) -> None:
    [(sentence, found)], _ = read(text, code)
    assert affiliation(sentence, 0, noun, found) == country


def test_a_headline_has_the_names_of_the_text() -> None:
    text = "Desrosiers demande de l'aide\nLa maire de Valbrune, Maud Desrosiers, a appelé la préfecture."
    cut = text.index("\n")
    report = Report("x", "x", text, "fr", title_span=Span(0, cut), body=(Span(cut + 1, len(text)),))
    parted = sentences(report, language("fr"))
    [headline, _], memory = report_mentions(text, parted, language("fr"))
    assert [shown(source) for source in headline[0].sources] == ["Maud Desrosiers (official)"]
    assert memory.people["desrosiers"].name == "Maud Desrosiers"


WORDS = st.sampled_from(
    """Le la de d' et , . ( ) : « » président ministre ukrainien russe Kim Jong-un Macron Zelensky M. Paris Koursk
    région police selon a déclaré porte-parole Anne Dupont NIS AFP l' Le Monde sources Corée du Nord al-Assad 12
    États-Unis the ex-ministre South Korea 's officials US Biden der des Polizei Kölner von US-Präsident el policía
    NATO Marie-Claude Santos""".split()  # noqa: SIM905
)


@settings(max_examples=150, deadline=None)
@given(code=st.sampled_from(["fr", "en", "de", "es"]), words=st.lists(WORDS, min_size=1, max_size=25))
def test_any_text(code: str, words: list[str]) -> None:
    text = " ".join(words)
    row, memory = read(text, code)
    for sentence, found in row:
        last = 0
        for mention in found:
            assert 0 <= mention.first <= mention.head < mention.last <= len(sentence.tokens)
            assert mention.first >= last or mention.last <= last
            last = max(last, mention.last)
            for source in mention.sources:
                assert text[source.start : source.end] == source.text
                assert source.name
            if mention.place is not None:
                assert text[mention.place.start : mention.place.end] == mention.place.text
        assert set(places(text, sentence, found, language(code))) <= set(found)
    assert read(text, code)[1] == memory


def test_countries_are_told_in_every_language() -> None:
    for row in country_rows():
        assert all(row[code] for code in language_codes()), row["alpha3"]
    for code in language_codes():
        told = language(code).lexicon
        assert all(any(e.role == "demonym" for e in told.word(word)) for word in DEMONYMS[code])


DEMONYMS = {
    "fr": ["ukrainiennes", "sud-coréen", "turque", "grecs", "népalaises", "malgache", "kényans"],
    "en": ["ukrainian", "turkish", "iraqis", "dutch", "filipino"],
    "de": ["ukrainischen", "türkische", "irakischer", "französin", "polen"],
    "es": ["ucranianas", "francesa", "alemanes", "iraníes", "belga"],
}


def test_a_town_is_found_where_it_stands() -> None:
    rows = [line.decode() for line in lines()]
    assert rows == sorted(rows, key=str.encode)
    for row in [rows[0], rows[-1], *rows[:: len(rows) // 300]]:
        name, english, country, geonames = row.split("\t")[:4]
        found = city(name)
        assert found is not None
        assert (found.name, found.country, found.geonames) == (english, country, int(geonames))
    assert city("") is None
    assert city("kein ort dieses namens") is None
    assert city("zzzzzzzz") is None


def test_a_town_at_home_goes_before() -> None:
    assert city("valencia", ()) is not None
    mons = city("mons", ("BEL",))
    assert mons is not None
    assert mons.country == "BEL"


@pytest.mark.parametrize(
    ("text", "country"),
    [("Floods hit Valencia, Spain said.", "ESP"), ("Floods hit Valencia, Venezuela said.", "VEN")],
)
def test_a_town_is_in_the_country_that_the_text_names(text: str, country: str) -> None:
    [(_, found)], _ = read(text, "en")
    assert [m.country for m in found if m.kind == "place"] == [country]


def test_what_the_files_tell_fits_together() -> None:
    codes = countries()
    names: dict[str, str] = {}
    for kind, name, country, spellings in each_actor():
        assert country is None or country in codes
        assert spellings, name
        assert names.setdefault(name, kind) == kind, f"{name} is told twice"
    assert all(country in codes for _, country in holders())
    assert all(known.country is None or known.country in codes for known in regions().values())
    assert regions()["koursk"].geonames == 538555
    assert {"anne", "volodymyr", "jean-luc", "juan"} <= given_names()
