"""Why a number is no figure: what it measures, names or orders instead of counting people or things."""

from collections.abc import Mapping
from typing import Final

from selon.knowledge.language import Language
from selon.knowledge.lexicon import Match
from selon.model.text import Span
from selon.understand.look import class_at, ending_at, has, mark, touching
from selon.understand.nouns import AROUND, CLOSED, counts_by_of, match_of
from selon.understand.numerals import rounded
from selon.understand.parts import MomentMention
from selon.understand.ranges import HYPHENS, Draft
from selon.understand.sentences import Sentence

RECENT: Final = Span(1900, 2100)
"""Years that news tells of; behind a word for when, even a noun that is not known makes them no figure."""
YEARS: Final = Span(1400, 2200)
"""Digits of this size that count nothing are taken for years."""
OPENERS: Final = frozenset(("change_before", "adjective", "numbered", "previous", "toll", "time_weekday"))
"""Tables whose words may begin a sentence with a capital right before a number that counts."""
MEASURES: Final = frozenset(
    ("price", "percentage", "mass", "distance", "area", "volume", "temperature", "speed", "power", "data", "score")
)
"""Reasons of numbers that measure: what is left out behind the next number is the same unit."""
NAMING: Final = frozenset(("law", "phone", "number", "name", "year"))
"""Words before a number that name it rather than count: they yield to a noun that is counted."""


def moments_by_token(moments: tuple[MomentMention, ...]) -> dict[int, MomentMention]:
    """Which moment each token belongs to."""
    return {i: mention for mention in moments for i in range(mention.first, mention.last)}


def of_moment(mention: MomentMention) -> str:
    """The reason of a number within a moment."""
    if mention.duration:
        return "duration"
    edtf = mention.moment.edtf
    return "hour" if edtf and "T" in edtf else "date"


def aside(sentence: Sentence, here: Draft, moments: Mapping[int, MomentMention], language: Language) -> str | None:
    """The reason why a draft is no figure, or None where it is one. `here` has its noun already."""
    for number in here.numbers:
        for i in range(number.first, number.last):
            if i in moments:
                return of_years(sentence, here, moments[i], language) or of_moment(moments[i])
    if has(sentence, here.last, "time_month") and not here.event:
        return "date"
    if phrase := idiom(sentence, here):
        return phrase
    unit = unit_reason(sentence, here, language)
    if unit and not (unit == "rate" and here.last in moments):  # from 55 a day earlier
        return unit
    for number in here.numbers:
        if number.reason:
            return number.reason
    return (
        currency(sentence, here)
        or written(sentence, here)
        or named(sentence, here)
        or counted(sentence, here, language)
        or rate(sentence, here, moments)
        or quantity(sentence, here)
    )


def of_years(sentence: Sentence, here: Draft, mention: MomentMention, language: Language) -> str | None:
    """`age`, where the years of a duration are somebody's (*âgés de 4 et 7 ans*)."""
    if not mention.duration:
        return None
    if ending_at(sentence, mention.first, "numbered", "age"):
        return "age"
    years = has(sentence, here.last, "unit", "duration")
    return "age" if years and of_age(sentence, here, years, language) else None


def idiom(sentence: Sentence, here: Draft) -> str | None:
    """The reason of a phrase in which the number counts nothing (*dans les deux cas*)."""
    first, last = here.numbers[0].first, here.numbers[-1].last
    for i in range(max(0, first - 4), first + 1):
        for match in sentence.of("idiom", i):
            if match.entry.role == "idiom" and match.last >= last:
                return match.entry.key
    return None


def unit_reason(sentence: Sentence, here: Draft, language: Language) -> str | None:
    """The kind of measure whose unit stands behind the number."""
    i = here.last
    if mark(sentence, i) in HYPHENS and touching(sentence, i) and touching(sentence, i + 1):  # 30-year-old
        i += 1
    unit = has(sentence, i, "unit")
    if unit is None and (of := has(sentence, i, "number_link", "of")) and counts_by_of(sentence, here.numbers[-1]):
        i = of.last
        unit = has(sentence, i, "unit")
    while unit is None and (around := match_of(sentence, i, AROUND)) and not here.kind and not here.event:
        i = around.last
        unit = has(sentence, i, "unit")
    if unit is None or (here.event and here.head_first < unit.last) or (here.kind and here.head_last > unit.last):
        return None
    if unit.entry.key == "duration" and of_age(sentence, here, unit, language):
        return "age"
    return unit.entry.key


def of_age(sentence: Sentence, here: Draft, unit: Match, language: Language) -> bool:
    """Whether years are somebody's age: *âgé de 12 ans*, *un homme de 12 ans*, *, 34 ans,*."""
    if not has(sentence, unit.first, "year_unit"):
        return False
    if ending_at(sentence, here.first, "numbered", "age") or ending_at(sentence, here.start, "numbered", "age"):
        return True
    before = here.first - 1
    if has(sentence, before, "number_link", "of"):
        i = before - 1
        while i > 0 and match_of(sentence, i, AROUND) and not class_at(sentence, i, language):
            i -= 1
        return any(ending_at(sentence, i + 1, role) for role in ("class", "demonym"))
    after = mark(sentence, unit.last)
    return mark(sentence, before) in (",", "(") and (after in (",", ")", ".", "") and unit.last - before > 1)


def currency(sentence: Sentence, here: Draft) -> str | None:
    """*$ 20*."""
    return "price" if ending_at(sentence, here.first, "numbered", "price") else None


def written(sentence: Sentence, here: Draft) -> str | None:
    """What the way of writing tells: phone numbers, codes, scores, sums."""
    tokens = sentence.tokens
    first, last = here.numbers[0].first, here.numbers[-1].last
    digits = tokens[first].word if tokens[first].kind == "digits" else ""
    if digits and clock(sentence, first, last):
        return "hour"
    if digits and len(digits) == 2 and digits.isdigit():
        around = [
            i for i in range(max(0, first - 8), min(len(tokens), last + 8))
            if tokens[i].kind == "digits" and len(tokens[i].word) == 2 and beside(sentence, i)
        ]  # fmt: skip
        if len(around) >= 4 and first in around and around[-1] - around[0] <= 2 * len(around):
            return "phone"
    before, after = mark(sentence, first - 1), mark(sentence, last)
    if digits and before == "+" and touching(sentence, first):
        if len(digits) > 1 and chained(sentence, first, last):
            return "phone"
        if grouped_after(sentence, last):
            return "phone"
        return None if known(here) else "difference"
    if len(digits) > 1 and digits[0] == "0" and digits.isdigit():
        return "phone" if last < len(tokens) and tokens[last].kind == "digits" else "code"
    if digits and first == 0 and after in (".", ")") and last + 1 < len(tokens) and nothing(here):
        return "number"  # 1. Combien sont-ils ?
    if digits and not known(here) and decimal_of_code(sentence, first):
        return "code"
    if digits and dashed(sentence, first, last) and not ending_at(sentence, first, "numbered", "law"):
        return "phone" if len(digits) > 1 and chained(sentence, first, last) else "score"
    if known(here):
        return None
    if before in ("×", "=") or after in ("×", "=") or (after == "+" and mark(sentence, last + 2) == "="):
        return "captcha"
    if before == "#" and touching(sentence, first):
        return "number"
    if touching(sentence, last) and last < len(tokens) and tokens[last].kind == "word" and not here.kind:
        return "name" if not has(sentence, last, "unit") else None
    if touching(sentence, last) and last < len(tokens) and tokens[last].kind == "digits":
        return "code"
    return None


def grouped_after(sentence: Sentence, last: int) -> bool:
    """Whether a hyphen and more digits follow, as in the phone numbers of other countries."""
    return mark(sentence, last) in ("-", "/") and touching(sentence, last) and touching(sentence, last + 1)


def decimal_of_code(sentence: Sentence, first: int) -> bool:
    """Whether a dot or comma ties the digits to a word (*PM2,5*, *N.6*)."""
    tied = mark(sentence, first - 1) in (".", ",") and touching(sentence, first) and touching(sentence, first - 1)
    return tied and sentence.tokens[first - 2].kind == "word"


def clock(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a colon ties the digits to others: *6:30*."""
    tokens = sentence.tokens
    return any(
        mark(sentence, at) == ":"
        and 0 <= other < len(tokens)
        and tokens[other].kind == "digits"
        and touching(sentence, at)
        and touching(sentence, at + 1)
        for at, other in ((last, last + 1), (first - 1, first - 2))
    )


def beside(sentence: Sentence, i: int) -> bool:
    """Whether two digits stand beside two others, as in a phone number."""
    tokens = sentence.tokens

    def pair(k: int) -> bool:
        return 0 <= k < len(tokens) and tokens[k].kind == "digits" and len(tokens[k].word) == 2

    return any(pair(i + step) or (mark(sentence, i + step) in (".", "-") and pair(i + 2 * step)) for step in (-1, 1))


def dashed(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a hyphen ties the digits to others that make no range with them: *3-0*."""
    tokens = sentence.tokens
    return any(
        mark(sentence, at) in ("-", "–", "‑")
        and 0 <= other < len(tokens)
        and tokens[other].kind == "digits"
        and touching(sentence, at)
        and touching(sentence, at + 1)
        for at, other in ((last, last + 1), (first - 1, first - 2))
    )


def chained(sentence: Sentence, first: int, last: int) -> bool:
    """Whether more than two runs of digits hang together."""
    tokens, count, i = sentence.tokens, 1, last
    while i + 1 < len(tokens) and mark(sentence, i) in ("-", "/", ".") and tokens[i + 1].kind == "digits":
        count, i = count + 1, i + 2
    i = first - 1
    while i > 0 and mark(sentence, i) in ("-", "/", ".") and tokens[i - 1].kind == "digits":
        count, i = count + 1, i - 2
    return count > 2


def named(sentence: Sentence, here: Draft) -> str | None:
    """A number that is part of a name, or that a word before it names."""
    return word_before(sentence, here) or bracketed(sentence, here) or street(sentence, here) or bare(sentence, here)


def known(here: Draft) -> bool:
    """Whether a word that is known to be counted follows."""
    return here.kind is not None or here.event is not None


def nothing(here: Draft) -> bool:
    """Whether no noun follows."""
    return here.head_last == here.head_first


def word_before(sentence: Sentence, here: Draft) -> str | None:
    """What the word before the number makes of it: *article 49*, *page 12*, *une ville de 20 000 habitants*."""
    before = ending_at(sentence, here.first, "numbered")
    if before is None:
        return None
    key = before.entry.key
    populated = has(sentence, here.head_first, "populated")
    if key == "rate":
        return key if populated or (nothing(here) and not here.pronoun and not here.vague) else None
    if key in ("population", "capacity"):
        return populated.entry.key if populated else None
    if key in ("age", "score"):
        return key if nothing(here) else None
    if key not in NAMING:
        return str(before.entry.more.get("reason", key))
    compound = key == "year" and not has(sentence, here.head_first, "class") and not here.event
    if (known(here) and not compound) or here.bounds or here.vague:
        return None
    if key == "year":
        recent = here.low is not None and int(here.low) in RECENT
        return key if is_year(sentence, here) and (nothing(here) or recent) else None
    digits = sentence.tokens[here.numbers[0].first].kind == "digits"
    return key if nothing(here) or (digits and before.entry.form != "plural") else None


def bracketed(sentence: Sentence, here: Draft) -> str | None:
    """*Sainte-Croix (3 500 habitants)*."""
    populated = has(sentence, here.head_first, "populated")
    brackets = mark(sentence, here.first - 1) == "(" and mark(sentence, here.noun_last) == ")"
    return populated.entry.key if populated and brackets else None


def street(sentence: Sentence, here: Draft) -> str | None:
    """*36, quai des Orfèvres*."""
    at = here.last + (mark(sentence, here.last) == ",")
    found = has(sentence, at, "street")
    digits = sentence.tokens[here.numbers[0].first].kind == "digits"
    return "street number" if found and digits and not here.bounds and found.entry.form != "plural" else None


def bare(sentence: Sentence, here: Draft) -> str | None:
    """Digits that count nothing behind a name (*France 2*), or that may be a year."""
    first = here.numbers[0].first
    if aged(sentence, here):
        return "age"
    if (
        nothing(here)
        and not here.bounds
        and here.high
        and rounded(here.high)
        and ending_at(sentence, here.first, "ratio")
    ):
        return "fraction"  # un Français sur trois
    if known(here) or not nothing(here) or here.bounds or sentence.tokens[first].kind != "digits":
        return None
    before = sentence.tokens[first - 1] if first else None
    opens = first == 1 and any(m.entry.role in CLOSED or m.entry.role in OPENERS for m in sentence.found[0])
    grouped = len(sentence.tokens[first].word) > LONGEST_NAMED
    speaks = first > 0 and not SPEAKING.isdisjoint(sentence.known[first - 1].roles)  # laut Polizei 3.000
    if before and before.kind == "word" and before.capital and not opens and not grouped and not speaks:
        return "name"
    return "year" if is_year(sentence, here) else None


LONGEST_NAMED: Final = 4
"""Digits of a number that is part of a name: *Boeing 737*; those with marks between them are none."""
SPEAKING: Final = frozenset(("institution", "group", "unnamed", "function"))

OLDEST: Final = 120
"""Years that nobody has outlived."""


def aged(sentence: Sentence, here: Draft) -> bool:
    """Whether a number between commas behind a name is its bearer's age: *Vera Lind, 31, …*."""
    last = here.numbers[-1].last
    if here.last != last or not nothing(here) or here.high is None or here.high > OLDEST or here.vague:
        return False
    if mark(sentence, here.first - 1) != "," or mark(sentence, last) != "," or here.first < 2:
        return False
    before = sentence.tokens[here.first - 2]
    return before.kind == "word" and before.capital


def is_year(sentence: Sentence, here: Draft) -> bool:
    """Whether all the digits could be years: four of them, without a separator."""
    return all(
        sentence.tokens[n.first].kind == "digits"
        and len(sentence.tokens[n.first].word) == 4
        and sentence.tokens[n.first].word.isdigit()
        and n.low is not None
        and int(n.low) in YEARS
        for n in here.numbers
    )


def counted(sentence: Sentence, here: Draft, language: Language) -> str | None:
    """What is counted is no people and no thing: the event itself, or a pair that names the parties."""
    at = here.head_first
    if not here.event and (occurrence := has(sentence, at, "occurrence")):
        kind = class_at(sentence, at, language)
        if kind is None or kind.last <= occurrence.last:
            return "count of events"
    definite = has(sentence, here.first - 1, "definite") or has(sentence, here.first, "pair")
    pair = here.low == here.high == 2 and not here.bounds and definite
    return "definite pair" if pair and (here.noun_last == here.last or has(sentence, at, "party")) else None


def rate(sentence: Sentence, here: Draft, moments: Mapping[int, MomentMention]) -> str | None:
    """*50 par jour*; but *55 a day earlier* says when."""
    if here.noun_last in moments:
        return None
    return "rate" if has(sentence, here.noun_last, "unit", "rate") else None


def quantity(sentence: Sentence, here: Draft) -> str | None:
    """A value that is no whole number of anything, or nothing at all."""
    if here.low == here.high == 0:
        return "zero"
    for value in (here.low, here.high):
        if value is not None and value != int(value):
            return "rate" if here.head_last > here.head_first else "fraction"
    return None
