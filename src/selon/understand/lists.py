"""One, where it is also an article: a number only in a list of counts (*un mort et deux blessés*)."""

from collections.abc import Sequence
from typing import Final

from selon.knowledge.language import Language
from selon.understand.look import class_at, ending_at, has, mark, self_event
from selon.understand.parts import Number
from selon.understand.sentences import Sentence

REACH: Final = 8
"""Tokens between two members of a list of counts: *un mort et, chez les secours, deux blessés*."""


def listed(sentence: Sentence, articles: Sequence[Number], found: Sequence[Number], language: Language) -> list[Number]:
    """The articles that count: those before a countable noun in a list with another count."""
    nouns: dict[int, int] = {}
    for article in articles:
        if end := noun_end(sentence, article.last, language):
            nouns[article.first] = end
    if not nouns:
        return []
    events = {article.first: names_event(sentence, article.last, language) for article in articles}
    certain = {
        begin(sentence, number.first): noun_end(sentence, number.last, language)
        for number in found
        if number.reason is None
    }
    result = []
    for article in articles:
        if article.first not in nouns:
            continue
        if ending_at(sentence, article.first, "bound", "low", "high"):  # au moins un mort
            result.append(Number(article.first, article.last, article.low, article.high))
            continue
        named = events[article.first]
        others = {first: end for first, end in certain.items() if end}
        if named:
            others |= {first: end for first, end in nouns.items() if first != article.first and events[first]}
        if any(in_list(sentence, nouns[article.first], first, named) for first in others) or any(
            in_list(sentence, end, article.first, named) for end in others.values() if end
        ):
            result.append(Number(article.first, article.last, article.low, article.high))
    return result


def begin(sentence: Sentence, first: int) -> int:
    """The first token of a number with the bound before it (*plus d'une centaine*)."""
    match = ending_at(sentence, first, "bound", "low", "high", "about")
    return match.first if match else first


def noun_end(sentence: Sentence, i: int, language: Language) -> int | None:
    """Where a countable noun with its adjectives ends that begins at token `i`; None where there is none."""
    while has(sentence, i, "adjective") or has(sentence, i, "number_link", "of"):
        i += 1
    noun = self_event(sentence, i, language) or class_at(sentence, i, language)
    if noun is None:
        return None
    return max(match.last for match in (self_event(sentence, i, language), class_at(sentence, i, language)) if match)


def names_event(sentence: Sentence, i: int, language: Language) -> bool:
    """Whether the noun at token `i`, behind its adjectives, names its event itself."""
    while has(sentence, i, "adjective"):
        i += 1
    return self_event(sentence, i, language) is not None


def in_list(sentence: Sentence, end: int, first: int, named: bool) -> bool:
    """Whether the count that begins at token `first` goes on with a list whose last noun ended at `end`.

    `named`: the nouns name their events (*deux morts, un blessé*): a comma is enough between them.
    """
    if not end < first <= end + REACH:
        return False
    joints = [match for i in range(end, first) if (match := has(sentence, i, "list")) and match.last == first]
    if not joints or (not named and all(mark(sentence, match.first) == "," for match in joints)):
        return False
    return not any(
        has(sentence, i, "auxiliary") or mark(sentence, i) in (".", ";", ":", "(", ")") for i in range(end, first)
    )
