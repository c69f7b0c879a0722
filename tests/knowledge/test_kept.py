"""What tokenizer and lexicon keep of what they met changes nothing of what they find next."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.knowledge.lexicon import Entry, Lexicon
from selon.knowledge.tokens import Token, Tokenizer

ELISIONS, ENCLITICS = ("l'", "qu'"), ("-t-il", "'s")
WARM = Tokenizer(ELISIONS, ENCLITICS)
TEXTS = st.text(st.sampled_from("abÉ'’-.,12 0\u00a0\t«9²l'\u0301\u00ad"), max_size=40)


def told(tokens: list[Token]) -> list[tuple[int, int, str, str, bool]]:
    return [(t.start, t.end, t.word, t.kind, t.capital) for t in tokens]


@given(TEXTS, st.integers(0, 5), st.integers(0, 5))
def test_a_tokenizer_that_has_met_much_parts_as_a_new_one(text: str, before: int, behind: int) -> None:
    start, end = min(before, len(text)), max(before, len(text) - behind)
    cold = Tokenizer(ELISIONS, ENCLITICS)
    assert told(WARM.tokens(text, start, end)) == told(cold.tokens(text, start, end))


@given(TEXTS)
def test_tokens_have_their_places_and_miss_nothing(text: str) -> None:
    tokens = WARM.tokens(text)
    assert "".join("".join(text[t.start : t.end] for t in tokens).split()) == "".join(text.split())
    assert all(a.end <= b.start for a, b in pairwise(tokens))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("12 000 morts", ["12 000", "morts"]),
        ("12 morts", ["12", "morts"]),
        ("le 12 2000 morts", ["le", "12", "2000", "morts"]),
        ("1 250 000 et 12 3", ["1 250 000", "et", "12", "3"]),
        ("en 12  000", ["en", "12", "000"]),
    ],
)
def test_a_number_reaches_over_spaces_though_its_parts_were_met(text: str, words: list[str]) -> None:
    for part in ("12", "000", "le", "1", "250", "morts"):
        WARM.tokens(part)
    assert [t.word for t in WARM.tokens(text)] == words


def test_places_are_those_of_the_text() -> None:
    assert told(WARM.tokens("oui ab", 4)) == [(4, 6, "ab", "word", False)]


def test_a_lexicon_keeps_words_apart_that_begin_with_the_same_phrase_or_capital() -> None:
    small, large, phrase, other = Entry("a", "1"), Entry("a", "2", cased=True), Entry("b", "3"), Entry("b", "4")
    lexicon = Lexicon([(["x"], small), (["x"], large), (["x", "y"], phrase), (["z", "y"], other)])

    def found(words: list[str], capital: bool = False) -> list[list[tuple[int, int, Entry]]]:
        return [[(m.first, m.last, m.entry) for m in here] for here in lexicon.find(words, [capital] * len(words))]

    for _ in range(2):
        assert found(["x"]) == [[(0, 1, small)]]
        assert found(["x"], capital=True) == [[(0, 1, small), (0, 1, large)]]
        assert found(["x", "y"]) == [[(0, 2, phrase), (0, 1, small)], []]
        assert found(["z", "y", "z"]) == [[(0, 2, other)], [], []]


@given(st.lists(st.sampled_from(["x", "X", "y", "z", "w"]), max_size=12))
def test_the_forms_of_tokens_keep_what_the_lexicon_says(parts: list[str]) -> None:
    tokenizer, cased = Tokenizer(), Entry("c", "1", cased=True)
    lexicon = Lexicon([(["x"], Entry("a", "1")), (["x"], cased), (["x", "y"], Entry("b", "2")), (["z", "w"], cased)])
    for text in (" ".join(parts), " ".join(reversed(parts))):
        tokens = tokenizer.tokens(text)
        words, capitals = [t.word for t in tokens], [t.capital for t in tokens]
        asked = lexicon.known(words, capitals)
        assert all(a is b for a, b in zip(lexicon.known_of(tokens, words), asked, strict=True))


def test_lexicons_keep_apart_what_they_met() -> None:
    one, other = (Lexicon([(["x", "y"], Entry("a", key))]) for key in "12")
    assert one.find(["x", "y"], [False, False])[0][0].entry.key == "1"
    assert other.find(["x", "y"], [False, False])[0][0].entry.key == "2"


def test_what_is_known_is_one_object_wherever_it_stands() -> None:
    lexicon = Lexicon([(["x"], Entry("a", "1")), (["x", "y"], Entry("b", "2"))])
    known = lexicon.known(["x", "x", "y", "x", "y"], [False] * 5)
    assert known[1] is known[3] is not known[0]
    assert known[1].roles == {"a", "b"}
    assert known[0].roles == {"a"}
    assert known[2] is known[4]
