"""Numbers of a sentence, in digits and in words, with what keeps one from ever being a figure."""

from collections.abc import Sequence
from functools import cache
from math import floor, log10
from typing import Final

import msgspec

from selon import settings
from selon.knowledge.language import Language
from selon.knowledge.lexicon import Lexicon, Match
from selon.understand.atoms import ROLES, Atom, atoms_at, fraction_sign, parts, run
from selon.understand.lists import listed
from selon.understand.look import class_at, has, self_event
from selon.understand.nouns import behind_adjectives, head_of
from selon.understand.numerals import digits_at, mark_at, negative, rounded
from selon.understand.parts import Number
from selon.understand.sentences import Sentence
from selon.understand.spelled import number_of

__all__ = ["numbers"]

BEGIN: Final = frozenset(
    ("number", "article", "scale", "collective", "ordinal", "fraction", "quantity", "indefinite", "none", "minus")
) | {"pair"}
"""Tables whose words can begin a number."""
DIGITS: Final = "0123456789"
MARKS: Final = frozenset("-–−‑.,")
"""Marks that can begin a number: signs, and the decimal mark where the zero before it is left out."""


def numbers(text: str, sentence: Sentence, language: Language) -> tuple[Number, ...]:
    """The numbers of a sentence in the order of the text; no two share a token.

    `text` is the report's. A number that can be no figure whatever follows has its `reason`. An article that is also
    the number one (*un*, *a*) is a number only in a list of counts.
    """
    lexicon, glued = language.lexicon, bool(language.sections.get("numbers", {}).get("glued"))
    tokens, done = sentence.tokens, 0
    found: list[Number] = []
    articles: list[Number] = []
    begin = beginnings(lexicon, glued)
    for i, token in enumerate(tokens):
        begins = token.form.begins
        if begins is None:
            begins = token.form.begins = begin[token.word]
        if not begins or i < done:
            continue
        if begins == "phrase" and not begun(sentence, i):
            continue
        if begins == "determiner" and not goes_on(sentence, i, language, glued):
            if has(sentence, i, "article"):
                articles.append(Number(i, i + 1, 1, 1, reason="article"))
            continue
        if begins == "mark" and (i + 1 == len(tokens) or tokens[i + 1].kind != "digits"):
            continue
        number = code(sentence, i) if begins == "code" else number_at(text, sentence, i, language)
        if number is None:
            continue
        if number.reason == "article":
            articles.append(number)
        else:
            found.append(number)
        done = number.last
        if percent := has(sentence, number.last, "unit", "percentage"):
            done = percent.last  # the hundred in it is no number of its own
    if articles:
        both = ratios(sentence, sorted((*found, *articles), key=lambda number: number.first))
        found = [number for number in both if number.reason != "article"]
        found += listed(sentence, [number for number in both if number.reason == "article"], found, language)
        found.sort(key=lambda number: number.first)
    elif len(found) > 1:
        found = ratios(sentence, found)
    return tuple(found)


class Beginnings(dict[str, str]):
    """What each folded token can be to a number that begins with it; empty for nearly all of them.

    `yes`; `phrase`: only with the words behind it; `determiner`: only before a number word, or as one in a list;
    `mark`: only before digits; `code`: it ends in digits (*F-16*).
    """

    def __init__(self, lexicon: Lexicon, glued: bool) -> None:
        self.lexicon, self.glued, self.first_words = lexicon, glued, lexicon.first_words(BEGIN)

    def __missing__(self, word: str) -> str:
        found = self.looked_up(word)
        if len(self) < settings.MOST_MET:
            self[word] = found
        return found

    def looked_up(self, word: str) -> str:
        """The same of a word that was not met yet."""
        if word[0].isdigit() or (len(word) == 1 and fraction_sign(word) is not None):
            return "yes"
        if word in MARKS:
            return "mark"
        roles = {entry.role for entry in self.lexicon.word(word)} & BEGIN
        if roles:
            return "determiner" if roles <= {"article", "indefinite"} else "yes"
        if word in self.first_words:
            return "phrase"
        if word[-1] in DIGITS:
            return "code"
        return "yes" if parts(word, self.lexicon, self.glued) else ""


@cache
def beginnings(lexicon: Lexicon, glued: bool) -> Beginnings:
    """The beginnings of a language's numbers."""
    return Beginnings(lexicon, glued)


def begun(sentence: Sentence, i: int) -> bool:
    """Whether a word or phrase that can begin a number stands at token `i`."""
    return not BEGIN.isdisjoint(sentence.known[i].roles)


def goes_on(sentence: Sentence, i: int, language: Language, glued: bool) -> bool:
    """Whether the determiner at token `i` is followed by a number word, or is itself of several words."""
    if any(size > 1 and entry.role in BEGIN for size, entry in sentence.known[i].entries):
        return True
    if i + 1 >= len(sentence.tokens) or sentence.tokens[i + 1].kind != "word":
        return False
    if not ROLES.isdisjoint(sentence.known[i + 1].roles):
        return True
    word = sentence.tokens[i + 1].word
    return (glued or "-" in word) and bool(parts(word, language.lexicon, glued))


def ratios(sentence: Sentence, found: Sequence[Number]) -> list[Number]:
    """*un sur trois*, *two out of five*: the smaller of the greater is a fraction."""
    result: list[Number] = []
    for number in found:
        before = result[-1] if result else None
        if (
            before
            and before.last < number.first
            and (link := has(sentence, before.last, "ratio"))
            and link.last == number.first
            and before.reason in (None, "article", "negative")
            and number.reason is None
            and before.low is not None
            and number.low
            and abs(before.low) < number.low
            and (link.entry.key != "part" or before.low == 1 or rounded(number.low))  # but 24 von 28 Drohnen
            and not number.vague
            and not has(sentence, number.last, "unit")
            and not year(sentence, number)
        ):
            value = before.low / number.low
            result[-1] = Number(before.first, number.last, value, value, reason="fraction")
        else:
            result.append(number)
    return result


def year(sentence: Sentence, number: Number) -> bool:
    """Whether four digits could be a year, which is no whole that a part is of (*300 in 2008*)."""
    word = sentence.tokens[number.first].word
    return len(word) == 4 and word.isdigit() and number.low is not None and 1400 <= number.low < 2200


def code(sentence: Sentence, i: int) -> Number:
    """A word that ends in digits (*G7*, *F-16*): the number in a name."""
    word = sentence.tokens[i].word
    value = int(word[len(word.rstrip(DIGITS)) :])
    return Number(i, i + 1, value, value, reason="name")


def number_at(text: str, sentence: Sentence, i: int, language: Language) -> Number | None:
    """The number that begins at token `i`, or None."""
    tokens = sentence.tokens
    if i >= len(tokens):
        return None
    token = tokens[i]
    if token.kind == "digits":
        return digits_at(sentence, i, language)
    if token.kind == "mark":
        return mark_at(sentence, i, language)
    if len(token.word) == 1 and (sign := fraction_sign(token.word)) is not None:
        return Number(i, i + 1, sign, sign, reason="fraction")
    if minus := has(sentence, i, "minus"):
        if within(sentence, i, "bound", "bound_after"):  # al menos 20
            return None
        number = number_at(text, sentence, minus.last, language)
        if number:
            return negative(number, i) if not number.vague else None
    if none := has(sentence, i, "none"):
        return nothing(sentence, none, language)
    if pair := has(sentence, i, "pair"):
        return both(sentence, pair, language)
    quantity = has(sentence, i, "quantity")
    if quantity and not (quantity.entry.more.get("lower") and tokens[quantity.last - 1].capital):
        return quantified(sentence, quantity, language)
    if indefinite := has(sentence, i, "indefinite"):
        following = vague_at(sentence, indefinite.last, language)
        if following:
            return Number(i, following.last, following.low, following.high, vague=True)
        if indefinite.last > i + 1:
            return round_number(sentence, indefinite, language)
        if not has(sentence, i, "article"):
            return None
    if (vague := vague_at(sentence, i, language)) is not None:
        return vague
    atoms = list(run(sentence, i, language))
    return number_of(atoms, sentence, i) if atoms else None


def quantified(sentence: Sentence, quantity: Match, language: Language) -> Number | None:
    """*plusieurs*, *several hundred*; None before a number (*quelques 300*)."""
    following = vague_at(sentence, quantity.last, language, named=True)
    if following:
        return Number(quantity.first, following.last, following.low, following.high, vague=True)
    if starts_number(sentence, quantity.last, language):
        return None
    more = quantity.entry.more
    return Number(
        quantity.first, quantity.last, more.get("low"), more.get("high"), vague=True, reason=more.get("reason")
    )


def round_number(sentence: Sentence, indefinite: Match, language: Language) -> Number | None:
    """*une bonne centaine*."""
    atoms = list(run(sentence, indefinite.last, language))
    if not atoms or atoms[0].role != "collective":
        return None
    number = number_of([atoms[0]._replace(bare=True), *atoms[1:]], sentence, indefinite.last)
    return number and msgspec.structs.replace(number, first=indefinite.first)


def within(sentence: Sentence, i: int, *roles: str) -> bool:
    """Whether token `i` stands inside a phrase of one of the roles that begins before it."""
    before = (match for first in range(max(0, i - 4), i) for match in sentence.found[first])
    return any(match.last > i and match.entry.role in roles for match in before)


def starts_number(sentence: Sentence, i: int, language: Language) -> bool:
    """Whether digits or a cardinal follow (*quelques 300*)."""
    if i >= len(sentence.tokens):
        return False
    if sentence.tokens[i].kind == "digits":
        return True
    return bool(has(sentence, i, "number") or has(sentence, i, "scale"))


def nothing(sentence: Sentence, none: Match, language: Language) -> Number | None:
    """*aucune victime*: zero of what can be counted; None where no such noun follows (*aucun doute*)."""
    i = none.last
    while has(sentence, i, "adjective") or has(sentence, i, "number_link", "of"):
        i += 1
    noun = self_event(sentence, i, language) or (not none.entry.more.get("events") and class_at(sentence, i, language))
    return Number(none.first, none.last, 0, 0, reason="zero") if noun else None


def both(sentence: Sentence, pair: Match, language: Language) -> Number | None:
    """*both hostages*: two of them; None where it joins two things (*both men and women*), or no noun follows."""
    i = pair.last
    while has(sentence, i, "number_link", "of") or has(sentence, i, "definite") or has(sentence, i, "adjective"):
        i += 1
    head = head_of(sentence, i, language) or behind_adjectives(sentence, i, language)
    if head is None or has(sentence, head[1], "number_link", "and") or has(sentence, head[1], "number_link", "tens"):
        return None
    return Number(pair.first, pair.last, 2, 2)


def vague_at(sentence: Sentence, i: int, language: Language, named: bool = False) -> Number | None:
    """*milliers*, *dizaines de milliers*, *hundreds of thousands*: from two of it to just under the next named one.

    `named`: a word such as *several* stands before, behind which the singular will do (*several hundred*).
    """
    first, unit, magnitude = i, 1.0, 1.0
    last = i
    while i < len(sentence.tokens):
        atoms = [] if sentence.tokens[i].kind != "word" else atoms_at(sentence, i, language)
        if not atoms or not all(plural_noun(a) or (named and a.role in ("scale", "collective")) for a in atoms):
            break
        for a in atoms:
            unit *= a.value
            magnitude *= 10 ** floor(log10(a.value))
        last = i = atoms[-1].last
        if link := has(sentence, i, "number_link", "of"):
            i = link.last
    if last == first:
        return None
    if last < len(sentence.tokens) and ((link := has(sentence, last, "number_link", "of")) is not None):
        scale = has(sentence, link.last, "scale")  # Zehntausende von Millionen stand in the plural; ein Million not
        if scale and scale.entry.form != "plural" and not scale.entry.more.get("noun"):
            return None
    magnitude = max(magnitude, 10 ** floor(log10(2 * unit)))  # two fifties are a hundred
    return Number(first, last, int(2 * unit), int(10 * magnitude) - 1, vague=True)


def plural_noun(a: Atom) -> bool:
    """Whether the atom is a magnitude in the plural."""
    return (a.plural and (a.role == "collective" or a.noun)) or a.key.startswith("+")
