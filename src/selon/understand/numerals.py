"""Numbers written in digits, with their signs, suffixes and fractions."""

from math import log10
from typing import Final

from selon.knowledge.language import Language
from selon.knowledge.lexicon import Match
from selon.understand.atoms import atoms_at, run
from selon.understand.digits import value_of, whole
from selon.understand.look import class_at, has, mark, self_event, touching
from selon.understand.parts import Number
from selon.understand.sentences import Sentence
from selon.understand.spelled import number_of

SIGNS: Final = frozenset("-–−‑")
ADDITIONS: Final = SIGNS | {"+"}


def mark_at(sentence: Sentence, i: int, language: Language) -> Number | None:
    """A number that begins with a mark: a sign, a decimal without its zero, a fraction in one character."""
    word, tokens = mark(sentence, i), sentence.tokens
    apart = not touching(sentence, i) or tokens[i - 1].kind == "mark"
    if word in SIGNS and i + 1 < len(tokens) and apart and tokens[i + 1].kind != "word":
        spaced = not touching(sentence, i + 1)
        if spaced and i:
            return None
        number = digits_at(sentence, i + 1, language) if tokens[i + 1].kind == "digits" else None
        if number is None or counts_something(sentence, number.last, language):
            return None
        return negative(number, i)
    if word in ".," and i + 1 < len(tokens) and tokens[i + 1].kind == "digits":
        if touching(sentence, i) or not touching(sentence, i + 1) or not tokens[i + 1].word.isdigit():
            return None
        value = float("0." + tokens[i + 1].word)
        return Number(i, i + 2, value, value, reason="fraction")
    return None


def counts_something(sentence: Sentence, i: int, language: Language) -> bool:
    """Whether a word that can be counted stands at token `i`: then a dash before the number opens a list."""
    return bool(class_at(sentence, i, language) or self_event(sentence, i, language))


def negative(number: Number, first: int) -> Number:
    """The number with a minus before it."""
    low = None if number.low is None else -number.low
    reason = number.reason if number.reason not in (None, "article") else "negative"
    return Number(first, number.last, low, low, number.approximate, reason=reason)


def digits_at(sentence: Sentence, i: int, language: Language) -> Number | None:
    """The number that begins with the digits at token `i`."""
    tokens = sentence.tokens
    digits = tokens[i].word
    value = value_of(digits, language.writing.decimal)
    if value is None:
        return Number(i, i + 1, None, None, reason="code")
    if mark(sentence, i - 1) in SIGNS and touching(sentence, i) and touching(sentence, i - 1):
        before = tokens[i - 2]
        if before.kind == "word" and len(before.word) > 1:  # Covid-19
            return Number(i, i + 1, value, value, reason="name")
    if touching(sentence, i + 1):
        for read in (notation, slashed, suffixed):
            if number := read(sentence, i, value, language):
                return number
    elif mixed := mixed_fraction(sentence, i, value, language):
        return mixed
    elif (suffix := has(sentence, i + 1, "suffix")) and number_key(suffix) and spaced_suffix(sentence, suffix):
        return Number(i, suffix.last, whole(value * number_key(suffix)), whole(value * number_key(suffix)))
    atoms = list(run(sentence, i, language))
    return number_of(atoms, sentence, i) if len(atoms) > 1 else Number(i, i + 1, whole(value), whole(value))


def number_key(match: Match) -> int | float:
    """The value of a suffix (*k*: 1000); 0 for one without (*e* of *11e*)."""
    return float(match.entry.key) if match.entry.key.replace(".", "").isdigit() else 0


def spaced_suffix(sentence: Sentence, suffix: Match) -> bool:
    """Whether a letter apart from the digits is their magnitude (*2,5 M €*) and not a title (*M. Durand*)."""
    return mark(sentence, suffix.last) != "." and (suffix.last - suffix.first > 0)


def notation(sentence: Sentence, i: int, value: int | float, language: Language) -> Number | None:
    """*1e10*, *1,1^23*, *1.3x10^6*: what formulas are written with."""
    tokens = sentence.tokens
    word, at, ten, power = tokens[i + 1].word, i + 2, False, False
    if word == "e":
        ten = True
    elif word == "^":
        power = True
    elif (
        word in ("x", "×")
        and at + 1 < len(tokens)
        and tokens[at].word == "10"
        and mark(sentence, at + 1) == "^"
        and touching(sentence, at)
    ):
        ten, at = True, at + 2
    else:
        return None
    sign = 1
    while mark(sentence, at) in ADDITIONS and touching(sentence, at):
        sign = -1 if mark(sentence, at) in SIGNS else sign
        at += 1
        if sign < 0 and mark(sentence, at) in SIGNS:
            sign, at = 1, at + 1
    if at >= len(tokens) or tokens[at].kind != "digits" or not touching(sentence, at):
        return None
    exponent = value_of(tokens[at].word, language.writing.decimal)
    if exponent is None or exponent > 300 or (power and value and exponent * log10(abs(value) + 1) > 300):
        return Number(i, at + 1, None, None, reason="formula")
    try:
        result = value * 10 ** (sign * exponent) if ten else value ** (sign * exponent)
    except (OverflowError, ZeroDivisionError):
        return Number(i, at + 1, None, None, reason="formula")
    return Number(i, at + 1, result, result, reason="formula")


def slashed(sentence: Sentence, i: int, value: int | float, language: Language) -> Number | None:
    """*3/4*. More than two (*17/05/2018*), or years, are numbers each."""
    tokens = sentence.tokens
    if mark(sentence, i + 1) not in ("/", "⁄") or i + 2 >= len(tokens) or tokens[i + 2].kind != "digits":
        return None
    if not touching(sentence, i + 2) or (mark(sentence, i + 3) == "/" and touching(sentence, i + 3)):
        return None
    if mark(sentence, i - 1) == "/" and touching(sentence, i):
        return None
    below = value_of(tokens[i + 2].word, language.writing.decimal)
    if not below or below >= 1000 or value >= 1000:
        return None
    return Number(i, i + 3, value / below, value / below, reason="fraction")


def mixed_fraction(sentence: Sentence, i: int, value: int | float, language: Language) -> Number | None:
    """*2 1/4*."""
    tokens = sentence.tokens
    if i + 3 < len(tokens) and tokens[i + 1].kind == "digits" and mark(sentence, i + 2) == "/":
        above = value_of(tokens[i + 1].word, language.writing.decimal)
        fraction = None if above is None else slashed(sentence, i + 1, above, language)
        if fraction and fraction.low is not None and fraction.low < 1:
            total = value + fraction.low
            return Number(i, fraction.last, total, total, reason="fraction")
    return None


def suffixed(sentence: Sentence, i: int, value: int | float, language: Language) -> Number | None:
    """*11e*, *5th*: an ordinal; *10k*: a magnitude; *½* behind a number."""
    if suffix := has(sentence, i + 1, "suffix"):
        key = number_key(suffix)
        if key:
            scaled = whole(value * key)
            return Number(i, suffix.last, scaled, scaled)
        return Number(i, suffix.last, value, value, reason=suffix.entry.key)
    if language.writing.ordinal_dot and mark(sentence, i + 1) == "." and i + 2 < len(sentence.tokens):
        following = sentence.tokens[i + 2]
        if sentence.tokens[i].word.isdigit() and following.kind == "word" and not touching(sentence, i + 2):
            return Number(i, i + 2, value, value, reason="ordinal")
    if (atoms := atoms_at(sentence, i + 1, language)) and atoms[0].role == "sign":
        total = value + atoms[0].value
        return Number(i, i + 2, total, total, reason="fraction")
    return None


def rounded(value: int | float) -> bool:
    """Whether a number is one that fractions are told of: up to ten, and tens, hundreds, thousands, …"""
    return value <= 10 or value in (20, 50, 100, 1000, 10_000, 100_000, 1_000_000)
