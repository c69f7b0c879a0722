"""Moments: the words of a sentence that say when, with the EDTF dates that they stand for.

Finding is `knowledge.dates` (the patterns of the language's file), resolving is `understand.resolving`.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

import msgspec

from selon.knowledge.dates import Expression, expressions, grammar
from selon.knowledge.language import Language
from selon.knowledge.lexicon import Known
from selon.model.moment import Moment
from selon.understand.clock import Clock, clock_of
from selon.understand.days import day_of
from selon.understand.parts import MomentMention
from selon.understand.resolving import resolve
from selon.understand.sentences import Sentence

__all__ = ["Clock", "clock_of", "moments", "moments_of", "report_moments"]

REACH: Final = 12
"""How many tokens away a verb may tell whether a moment is to come: about a clause."""

BESIDE: Final = 2
"""How near a preposition stands to the moment that it puts into the future (*à partir de lundi*)."""

MARK: Final = 3
"""What a mark between a verb and a moment counts, in tokens: the verb of the same clause is the nearer one."""


VERBS: Final = frozenset(("event", "verb", "speech", "auxiliary", "modal"))


def moments(text: str, sentence: Sentence, language: Language, clock: Clock) -> tuple[MomentMention, ...]:
    """The moments and durations of a sentence, in order; `clock`: see `clock_of`."""
    return moments_of(text, sentence, expressions(sentence.tokens, sentence.found, language), language, clock)[0]


def moments_of(
    text: str, sentence: Sentence, found: Iterable[Expression], language: Language, clock: Clock
) -> tuple[tuple[MomentMention, ...], Clock]:
    """What a sentence's expressions stand for, and the clock as the sentence leaves it: with the day told last."""
    mentions = []
    for told in found:
        edtf = resolve(told, clock, tense(sentence, told, language) if open_to_tense(told) else 0)
        lasted = told.reading == "ahead" and lasting(language) and tense(sentence, told, language) < 0
        edtf = None if lasted else edtf  # verlor in drei Monaten 5.000 Soldaten
        start, end = sentence.tokens[told.first].start, sentence.tokens[told.last - 1].end
        mentions.append(
            MomentMention(
                told.first, told.last, Moment(text[start:end], start, end, edtf), told.reading == "duration" or lasted
            )
        )
        if edtf and not told.anchored and len(edtf) >= 10 and "/" not in edtf and (day := day_of(edtf)):
            clock = msgspec.structs.replace(clock, day=day)
    return tuple(mentions), clock


def lasting(language: Language) -> bool:
    """Whether the words for so long from now are, of what is past, those for so long (*in drei Monaten*)."""
    return bool(language.sections.get("moments", {}).get("ahead_lasts"))


def open_to_tense(told: Expression) -> bool:
    """Whether it is for the verb to tell which of its yearly or weekly returns a moment is."""
    if told.ends:
        return any(open_to_tense(end) for end in told.ends)
    if told.unit:
        return told.unit == "weekend" and not told.direction
    return told.year is None and told.direction is None and bool(told.month or told.weekday)


def tense(sentence: Sentence, told: Expression, language: Language) -> int:
    """Whether the nearest verb that says so tells of what was (-1) or will be (1); 0 where none does."""
    compiled, words, *_ = grammar(language)
    tokens = sentence.tokens
    nearest, sign = REACH + 1, 0
    for places in (range(told.first - 1, -1, -1), range(told.last, len(tokens))):
        away = 0
        for at in places:
            token = tokens[at]
            away += MARK if token.kind == "mark" else 1
            if away >= nearest:
                break
            said = compiled.tenses.get(token.word, 0)
            if not said and away <= BESIDE and at < told.first:
                said = compiled.beside.get(token.word, 0)
            if not said and token.kind == "word" and not token.capital and token.word not in words:
                if token.word.endswith(compiled.ahead_endings):
                    said = 1
                elif away + MARK < nearest and token.word.endswith(compiled.past_endings):
                    nearest, sign = away + MARK, -1  # a participle: its auxiliary may stand before it (sera annoncé)
                    continue
            if not said and token.kind == "word" and told_past(sentence.known[at]):
                said = -1
            if said:
                nearest, sign = away, said
                break
    return sign


@cache
def told_past(known: Known) -> bool:
    """Whether all that a word can be is a verb in the past."""
    verbs = [entry for size, entry in known.entries if size == 1 and entry.role in VERBS]
    return bool(verbs) and all(entry.form == "past" for entry in verbs)


def report_moments(
    text: str, sentences: Sequence[Sentence], language: Language, published: str | None
) -> tuple[list[tuple[MomentMention, ...]], Clock]:
    """The moments of each sentence of a report, and its clock; `published`: EDTF, or None where it is not known.

    Raises UsageError where `published` is no date.
    """
    found = [expressions(sentence.tokens, sentence.found, language) for sentence in sentences]
    clock = start = clock_of(published, (told for here in found for told in here))
    result = []
    for sentence, here in zip(sentences, found, strict=True):
        if here:
            mentions, clock = moments_of(text, sentence, here, language, clock)
            result.append(mentions)
        else:
            result.append(())
    return result, start
