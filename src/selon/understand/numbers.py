"""Numbers of a sentence, in digits and in words, with what keeps one from ever being a figure."""

from collections.abc import Sequence
from math import floor, log10
from typing import NamedTuple

from selon.knowledge.language import Language
from selon.knowledge.lexicon import Match
from selon.understand.atoms import Atom, atoms_at, run
from selon.understand.digits import value_of, whole
from selon.understand.parts import Number
from selon.understand.sentences import Sentence

BEGIN = frozenset(
    ("number", "article", "scale", "collective", "ordinal", "fraction", "quantity", "indefinite", "none", "minus")
)
"""Tables whose words can begin a number."""
SIGNS = frozenset("-–−‑")
DIGITS = "0123456789"
LARGE = 1000
"""From this scale on, halves and the like are of the scale: a million and a half."""


class Value(NamedTuple):
    """What was read: an interval, where it ends among the atoms, and its nature."""

    low: float
    high: float
    stop: int
    approximate: bool = False
    vague: bool = False
    reason: str | None = None
    article: bool = False
    scale: float = 1
    """The last scale named: 1,000,000 of *two million*."""


def numbers(text: str, sentence: Sentence, language: Language) -> tuple[Number, ...]:
    """The numbers of a sentence in the order of the text; no two share a token.

    `text` is the report's. A number that can be no figure whatever follows has its `reason`. An article that is also
    the number one (*un*, *a*) is a number only in a list of counts.
    """
    found: list[Number] = []
    articles: list[Number] = []
    tokens, i = sentence.tokens, 0
    count, glued = len(tokens), bool(language.sections.get("numbers", {}).get("glued"))
    while i < count:
        token = tokens[i]
        if token.kind == "word":
            word = token.word
            if word[-1] in DIGITS:
                found.append(code(sentence, i))
                i += 1
                continue
            starts = False
            for match in sentence.found[i]:
                if match.entry.role in BEGIN:
                    starts = True
                    break
            if not starts and not glued and "-" not in word and "‑" not in word:
                i += 1
                continue
        number = number_at(text, sentence, i, language)
        if number is None:
            i += 1
            continue
        if number.reason == "article":
            articles.append(number)
        else:
            found.append(number)
        i = max(number.last, i + 1)
    if articles:
        found += listed(sentence, articles, found)
        found.sort(key=lambda number: number.first)
    return tuple(found)


def has(sentence: Sentence, i: int, role: str, *keys: str) -> Match | None:
    """The longest match of a role (and one of the keys, where given) that begins at token `i`."""
    if 0 <= i < len(sentence.found):
        for match in sentence.found[i]:
            if match.entry.role == role and (not keys or match.entry.key in keys):
                return match
    return None


def code(sentence: Sentence, i: int) -> Number:
    """A word that ends in digits (*G7*, *F-16*): the number in a name."""
    word = sentence.tokens[i].word
    value = int(word[len(word.rstrip(DIGITS)) :])
    return Number(i, i + 1, value, value, reason="name")


def number_at(text: str, sentence: Sentence, i: int, language: Language) -> Number | None:
    """The number that begins at token `i`, or None."""
    tokens = sentence.tokens
    token = tokens[i]
    if token.kind == "digits":
        return digits_at(sentence, i, language)
    if token.kind == "mark":
        return mark_at(sentence, i, language)
    if (match := has(sentence, i, "minus")) and (number := number_at(text, sentence, match.last, language)):
        return negative(number, i) if number.reason != "article" and not number.vague else None
    if none := has(sentence, i, "none"):
        return nothing(sentence, none)
    if quantity := longest(sentence, i, "quantity"):
        following = vague_at(sentence, quantity.last, language)
        if following:
            return Number(i, following.last, following.low, following.high, vague=True)
        if not starts_number(sentence, quantity.last, language):
            more = quantity.entry.more
            if more.get("reason"):
                return Number(i, quantity.last, None, None, vague=True, reason=str(more["reason"]))
            return Number(i, quantity.last, more.get("low"), more.get("high"), vague=True)
        return None
    if indefinite := longest(sentence, i, "indefinite"):
        following = vague_at(sentence, indefinite.last, language)
        if following:
            return Number(i, following.last, following.low, following.high, vague=True)
        if not has(sentence, i, "article"):
            return None
    if (vague := vague_at(sentence, i, language)) is not None:
        return vague
    atoms = list(run(sentence, i, language))
    return number_of(atoms, sentence, i) if atoms else None


def longest(sentence: Sentence, i: int, role: str) -> Match | None:
    """As `has`, for a role whose words may begin one another."""
    return has(sentence, i, role)


def starts_number(sentence: Sentence, i: int, language: Language) -> bool:
    """Whether digits or a cardinal follow (*quelques 300*)."""
    if i >= len(sentence.tokens):
        return False
    if sentence.tokens[i].kind == "digits":
        return True
    return bool(has(sentence, i, "number") or has(sentence, i, "scale"))


def nothing(sentence: Sentence, none: Match) -> Number | None:
    """*aucune victime*: zero of what can be counted; None where no such noun follows (*aucun doute*)."""
    i = none.last
    while has(sentence, i, "adjective") or has(sentence, i, "number_link", "of"):
        i += 1
    noun = has(sentence, i, "class") or self_event(sentence, i)
    return Number(none.first, none.last, 0, 0, reason="zero") if noun else None


def self_event(sentence: Sentence, i: int) -> Match | None:
    """A noun that names an event and is counted itself (*morts*)."""
    if 0 <= i < len(sentence.found):
        for match in sentence.found[i]:
            if match.entry.role == "event" and match.entry.more.get("frame") == "self":
                return match
    return None


def negative(number: Number, first: int) -> Number:
    """The number with a minus before it."""
    low = None if number.low is None else -number.low
    return Number(first, number.last, low, low, number.approximate, reason=number.reason or "negative")


# --- vague magnitudes ----------------------------------------------------------------------------
def vague_at(sentence: Sentence, i: int, language: Language) -> Number | None:
    """*milliers*, *dizaines de milliers*, *hundreds of thousands*: from two of it to just under the next named one."""
    first, unit, magnitude = i, 1.0, 1.0
    last = i
    while i < len(sentence.tokens):
        atoms = [] if sentence.tokens[i].kind != "word" else atoms_at(sentence, i, language)
        if not atoms or not all(plural_noun(a) for a in atoms):
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
    return Number(first, last, int(2 * unit), int(10 * magnitude) - 1, vague=True)


def plural_noun(a: Atom) -> bool:
    """Whether the atom is a magnitude in the plural."""
    return (a.plural and (a.role == "collective" or a.noun)) or a.key.startswith("+")


# --- digits ----------------------------------------------------------------------------------------
def touching(sentence: Sentence, i: int) -> bool:
    """Whether token `i` stands right behind the one before it, without a space."""
    return 0 < i < len(sentence.tokens) and sentence.tokens[i - 1].end == sentence.tokens[i].start


def mark(sentence: Sentence, i: int) -> str:
    """The mark at token `i`; empty where none stands there."""
    return sentence.tokens[i].word if 0 <= i < len(sentence.tokens) and sentence.tokens[i].kind == "mark" else ""


def mark_at(sentence: Sentence, i: int, language: Language) -> Number | None:
    """A number that begins with a mark: a sign, a decimal without its zero, a fraction in one character."""
    word, tokens = mark(sentence, i), sentence.tokens
    if word in SIGNS and i + 1 < len(tokens) and not touching(sentence, i) and tokens[i + 1].kind != "word":
        spaced = not touching(sentence, i + 1)
        if spaced and i:
            return None
        number = number_at("", sentence, i + 1, language)
        if number is None or counts_something(sentence, number.last):
            return None
        return negative(number, i)
    if word in ".," and i + 1 < len(tokens) and tokens[i + 1].kind == "digits":
        if touching(sentence, i) or not touching(sentence, i + 1) or not tokens[i + 1].word.isdigit():
            return None
        value = float("0." + tokens[i + 1].word)
        return Number(i, i + 2, value, value, reason="fraction")
    atoms = atoms_at(sentence, i, language)
    if atoms:
        return Number(i, i + 1, atoms[0].value, atoms[0].value, reason="fraction")
    return None


def counts_something(sentence: Sentence, i: int) -> bool:
    """Whether a word that can be counted stands at token `i`: then a dash before the number opens a list."""
    return bool(has(sentence, i, "class") or self_event(sentence, i))


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
    return number_of(atoms, sentence, i)


def number_key(match: Match) -> float:
    """The value of a suffix (*k*: 1000); 0 for one without (*e* of *11e*)."""
    return float(match.entry.key) if match.entry.key.replace(".", "").isdigit() else 0


def spaced_suffix(sentence: Sentence, suffix: Match) -> bool:
    """Whether a letter apart from the digits is their magnitude (*2,5 M €*) and not a title (*M. Durand*)."""
    return mark(sentence, suffix.last) != "." and (suffix.last - suffix.first > 0)


def notation(sentence: Sentence, i: int, value: float, language: Language) -> Number | None:
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
    while mark(sentence, at) in ("+", *SIGNS) and touching(sentence, at):
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


def slashed(sentence: Sentence, i: int, value: float, language: Language) -> Number | None:
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


def mixed_fraction(sentence: Sentence, i: int, value: float, language: Language) -> Number | None:
    """*2 1/4*."""
    tokens = sentence.tokens
    if i + 3 < len(tokens) and tokens[i + 1].kind == "digits" and mark(sentence, i + 2) == "/":
        above = value_of(tokens[i + 1].word, language.writing.decimal)
        fraction = None if above is None else slashed(sentence, i + 1, above, language)
        if fraction and fraction.low is not None and fraction.low < 1:
            total = value + fraction.low
            return Number(i, fraction.last, total, total, reason="fraction")
    return None


def suffixed(sentence: Sentence, i: int, value: float, language: Language) -> Number | None:
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
    if mark(sentence, i + 1) and (atoms := atoms_at(sentence, i + 1, language)):
        total = value + atoms[0].value
        return Number(i, i + 2, total, total, reason="fraction")
    return None


# --- atoms put together ------------------------------------------------------------------------------
def number_of(atoms: Sequence[Atom], sentence: Sentence, i: int) -> Number | None:
    """The longest number that the atoms begin with."""
    opened = has(sentence, i - 1, "range_open", "between") is not None
    read = value(atoms, opened)
    if read is None:
        return None
    last = atoms[read.stop - 1].last
    if read.stop < len(atoms) and atoms[read.stop].first < last:  # ends inside a compound: no number
        return None
    return Number(i, last, whole(read.low), whole(read.high), read.approximate, read.vague, reason=read.reason)


def value(atoms: Sequence[Atom], opened: bool) -> Value | None:
    """The number that the atoms begin with; `opened`: behind *between*, where *and* parts two numbers."""
    if fraction := fraction_from(atoms, 0):
        return fraction
    read = cardinal(atoms, 0, opened)
    if read is None:
        if atoms[0].role == "ordinal":
            return Value(atoms[0].value, atoms[0].value, 1, reason="ordinal")
        if atoms[0].role == "collective" and not atoms[0].plural:
            return collected(atoms, Value(1, 1, 0), bare=True)
        return None
    read = decimals(atoms, read)
    k = read.stop
    if k < len(atoms):
        here = atoms[k]
        if here.role in ("collective", "scale") and not (here.role == "scale" and here.plural and read.article):
            return collected(atoms, read)
        if here.role == "ordinal" and fits(read.low, here.value):
            total = read.low + here.value
            return Value(total, total, k + 1, reason="ordinal")
        if mixed := halves(atoms, read):
            return mixed
    if read.article and k == 1:
        return read._replace(reason="article")
    if atoms[0].role in ("decimal", "number_link"):
        return None
    return read


def cardinal(atoms: Sequence[Atom], k: int, opened: bool = False) -> Value | None:
    """A cardinal: units, tens and hundreds added up, scales multiplied; `stop` is where it ends."""
    scales: list[tuple[float, float]] = []
    group: float | None = None
    digits = False
    start = k
    while k < len(atoms):
        here = atoms[k]
        if here.role in ("number", "article"):
            if group is None and not digits:
                if here.value == 0 and scales:
                    break
                group = here.value
            elif group is not None and not digits and joins(group, here, atoms[k - 1]):
                group += here.value
            else:
                break
        elif here.role == "digits":
            if group is not None or digits or (scales and here.value >= scales[-1][0]):
                break
            if scales and atoms[k - 1].role != "scale" and atoms[k - 1].role != "number_link":
                break
            group, digits = here.value, True
        elif here.role == "scale":
            if here.plural and here.noun and group is None and not scales:
                break
            if here.value == 100:
                if group is None:
                    group = 100
                elif (digits and group >= 0) or 0 < group < 100:
                    group = group * 100
                else:
                    break
                digits = False
            else:
                if any(scale == here.value for scale, _ in scales):
                    break
                below = sum(total for scale, total in scales if scale < here.value)
                scales = [(scale, total) for scale, total in scales if scale > here.value]
                scales.append((here.value, ((below + (group or 0)) or 1) * here.value))
                group, digits = None, False
        elif here.role == "number_link" and here.key == "and" and k > start:
            if not linked(atoms, k, group, digits, scales, opened):
                break
        else:
            break
        k += 1
    if k > start and atoms[k - 1].role == "number_link":
        k -= 1
    if k == start:
        return None
    total = sum(part for _, part in scales) + (group or 0)
    last = scales[-1][0] if scales and group is None else 1
    return Value(total, total, k, article=atoms[start].role == "article", scale=last)


def fits(group: float, value: float) -> bool:
    """Whether a number below a hundred has its place behind what is there: 20 + 3, 100 + 16, and 60 + 12 in French."""
    if not 0 < value < 100 or group <= 0 or group != int(group):
        return False
    below = group % 100
    if below == 0:
        return True
    return (below % 10 == 0 and below >= 20 and value < 10) or (below in (60, 80) and 10 <= value < 20)


def joins(group: float, here: Atom, before: Atom) -> bool:
    """As `fits`; within a compound the unit may stand before the ten (*einundzwanzig*)."""
    if here.inner and before.role == "number_link" and before.inner:
        return 0 < group % 100 < 10 and here.value % 10 == 0 and 20 <= here.value < 100
    return fits(group, here.value)


def linked(
    atoms: Sequence[Atom],
    k: int,
    group: float | None,
    digits: bool,
    scales: Sequence[tuple[float, float]],
    opened: bool,
) -> bool:
    """Whether *and* at atom `k` goes on with the number before it (*vingt et un*, *two hundred and six*)."""
    if k + 1 >= len(atoms) or atoms[k + 1].role not in ("number", "article", "digits", "scale"):
        return False
    here, following = atoms[k], atoms[k + 1]
    if here.inner and following.first == here.first:
        return True
    if following.role == "article" and not (group and 20 <= group % 100 <= 90) and not (group and group % 100 == 0):
        return False
    further = cardinal(atoms, k + 1)
    if further is None or not further.low:
        return False
    if opened and not (further.stop < len(atoms) and atoms[further.stop].role == "number_link"):
        return False
    if group is not None and not digits:
        if following.role == "digits":
            return group % 100 == 0 and further.low < 100
        return fits(group, following.value) and (further.low < 100 or further.low >= 1000)
    return group is None and bool(scales) and further.low < scales[-1][0]


def decimals(atoms: Sequence[Atom], read: Value) -> Value:
    """The number with its decimals in words (*deux virgule cinq*), and the scale behind them."""
    k = read.stop
    if k + 1 >= len(atoms) or atoms[k].role != "decimal" or atoms[k + 1].role not in ("number", "digits", "scale"):
        return read
    if fraction := fraction_from(atoms, k + 1):
        return read._replace(low=read.low + fraction.low, high=read.low + fraction.low, stop=fraction.stop)
    k, written = k + 1, ""
    while k < len(atoms) and atoms[k].role == "number" and atoms[k].value == 0:
        written, k = written + "0", k + 1
    while k < len(atoms) and (further := cardinal(atoms, k)) and further.low == int(further.low):
        written, k = written + str(int(further.low)), further.stop
        if atoms[k - 1].role != "number" or further.low > 9:
            break
    total = float(f"{int(read.low)}.{written or 0}")
    return Value(total, total, k)


def collected(atoms: Sequence[Atom], read: Value, bare: bool = False) -> Value:
    """A number of dozens, hundreds, … ; and of what those count again (*une centaine de milliers*)."""
    k, total = read.stop, read.low
    approximate = False
    while k < len(atoms) and atoms[k].role in ("collective", "scale"):
        total *= atoms[k].value
        approximate = approximate or atoms[k].role == "collective"
        k += 1
        if k + 1 < len(atoms) and atoms[k].role == "number_link" and atoms[k].key == "of":
            k += atoms[k + 1].role in ("collective", "scale")
    scale = atoms[k - 1].value
    done = Value(total, total, k, approximate=approximate, scale=scale if scale >= LARGE else 1)
    return (not bare and halves(atoms, done)) or done


def halves(atoms: Sequence[Atom], read: Value) -> Value | None:
    """*et demi*, *and three quarters*: of the scale just named, else of one; None where nothing of the kind follows."""
    k = read.stop
    if k + 1 >= len(atoms) or not (atoms[k].role == "number_link" and atoms[k].key == "and"):
        return None
    fraction = fraction_from(atoms, k + 1)
    if fraction is None:
        return None
    added = fraction.low * (read.scale if fraction.low < 1 else 1)
    total = read.low + added
    k = fraction.stop
    if k < len(atoms) and atoms[k].role == "scale" and read.scale == 1:
        total, k = total * atoms[k].value, k + 1
    reason = None if total == int(total) and total >= LARGE else "fraction"
    return Value(total, total, k, reason=reason)


def fraction_from(atoms: Sequence[Atom], k: int) -> Value | None:
    """A fraction at atom `k`: *trois quarts*, *un vingt-cinquième*, *half a million*; None where there is none."""
    start = k
    above: float = 1
    if k >= len(atoms):
        return None
    below = denominator(atoms, k)
    if below is None:
        read = cardinal(atoms, k)
        if read is None:
            return None
        stop, above = read.stop, read.low
        if stop < len(atoms) and atoms[stop].inner and stop and atoms[stop].first == atoms[stop - 1].first:
            first = atoms[stop].first  # the last compound is the denominator
            stop = next(n for n in range(start, stop + 1) if atoms[n].first == first)
            whole_number = cardinal(atoms[:stop], start) if stop > start else None
            if whole_number is None or whole_number.stop != stop:
                return None if start == stop and atoms[stop].role != "number" else compound(atoms, start, stop)
            above = whole_number.low
        below = denominator(atoms, stop)
        if below is None:
            return None
        value_, after, plural = below
        if stop < len(atoms) and atoms[stop].role == "ordinal" and not plural and fits(above, value_):
            return None  # one hundred and fifth
    else:
        value_, after, plural = below
        if atoms[k].role != "fraction":  # an ordinal alone
            return None
    if not value_:
        return None
    total = above / value_
    return scaled(atoms, after, total)


def compound(atoms: Sequence[Atom], start: int, stop: int) -> Value | None:
    """A compound that holds numerator and denominator (*two-thirds*, *cinq-huitièmes*, *demi-million*)."""
    read = cardinal(atoms, start)
    if read is None or read.stop >= len(atoms):
        return None
    here = atoms[read.stop]
    if here.role not in ("fraction", "ordinal") or not here.value:
        return None
    if here.role == "ordinal" and fits(read.low, here.value):
        return None
    return scaled(atoms, read.stop + 1, read.low / here.value)


def denominator(atoms: Sequence[Atom], k: int) -> tuple[float, int, bool] | None:
    """The value of a denominator at atom `k`, where it ends, and whether it stands in the plural."""
    if k >= len(atoms):
        return None
    here = atoms[k]
    if here.role in ("fraction", "ordinal"):
        return here.value, k + 1, here.plural
    if here.role not in ("number", "scale"):
        return None
    read = cardinal(atoms, k)
    if read is None or read.stop >= len(atoms):
        return None
    last = atoms[read.stop]
    if last.role != "ordinal" or (last.first != atoms[read.stop - 1].first and not fits(read.low, last.value)):
        return None
    if k == 0 or last.first == atoms[k].first or last.value == 1:
        return (read.low + last.value, read.stop + 1, last.plural) if k else None
    return None


def scaled(atoms: Sequence[Atom], k: int, total: float) -> Value:
    """A fraction, of a scale or a dozen where one follows (*la moitié d'un million*, *half a dozen*)."""
    at = k
    if at < len(atoms) and atoms[at].role == "number_link" and atoms[at].key == "of":
        at += 1
    if at < len(atoms) and atoms[at].role == "article":
        at += 1
    if at < len(atoms) and atoms[at].role in ("scale", "collective"):
        result = total * atoms[at].value
        approximate = atoms[at].role == "collective"
        if result == int(result):
            return Value(result, result, at + 1, approximate=approximate, scale=1)
        return Value(result, result, at + 1, approximate=approximate, reason="fraction")
    return Value(total, total, k, reason="fraction")


# --- one, where it is also an article ------------------------------------------------------------------
REACH = 8
"""Tokens between two members of a list of counts: *un mort et, chez les secours, deux blessés*."""


def listed(sentence: Sentence, articles: Sequence[Number], found: Sequence[Number]) -> list[Number]:
    """The articles that count: those before a countable noun in a list with another count."""
    nouns: dict[int, int] = {}
    for article in articles:
        if end := noun_end(sentence, article.last):
            nouns[article.first] = end
    certain = {number.first: noun_end(sentence, number.last) for number in found if number.reason is None}
    result = []
    for article in articles:
        if article.first not in nouns:
            continue
        named = names_event(sentence, article.last)
        others = {
            first: end
            for first, end in (*certain.items(), *nouns.items())
            if first != article.first and end and (first in certain or (named and names_event(sentence, first + 1)))
        }
        if any(in_list(sentence, nouns[article.first], first) for first in others) or any(
            in_list(sentence, end, article.first) for end in others.values() if end
        ):
            result.append(Number(article.first, article.last, article.low, article.high))
    return result


def noun_end(sentence: Sentence, i: int) -> int | None:
    """Where a countable noun with its adjectives ends that begins at token `i`; None where there is none."""
    while has(sentence, i, "adjective") or has(sentence, i, "number_link", "of"):
        i += 1
    noun = self_event(sentence, i) or has(sentence, i, "class")
    if noun is None:
        return None
    return max(match.last for match in (self_event(sentence, i), has(sentence, i, "class")) if match)


def names_event(sentence: Sentence, i: int) -> bool:
    """Whether the noun at token `i`, behind its adjectives, names its event itself."""
    while has(sentence, i, "adjective"):
        i += 1
    return self_event(sentence, i) is not None


def in_list(sentence: Sentence, end: int, first: int) -> bool:
    """Whether the count that begins at token `first` goes on with a list whose last noun ended at `end`."""
    if not end < first <= end + REACH:
        return False
    joint = has(sentence, first - 1, "list") or any(
        (match := has(sentence, i, "list")) and match.last == first for i in range(end, first)
    )
    if not joint:
        return False
    return not any(
        has(sentence, i, "auxiliary") or mark(sentence, i) in (".", ";", ":", "(", ")") for i in range(end, first)
    )
