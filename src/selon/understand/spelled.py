"""Numbers spelled out: the values of their words put together."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from selon.understand.atoms import Atom
from selon.understand.digits import whole
from selon.understand.look import has, is_word
from selon.understand.parts import Number
from selon.understand.sentences import Sentence

AND: Final = ("and", "tens")
"""The links that add up; `tens` also where a fraction of the whole could follow (*treinta y tres quintos*: 33/5)."""
LARGE: Final = 1000
"""From this scale on, halves and the like are of the scale: a million and a half."""


class Value(NamedTuple):
    """What was read: an interval, where it ends among the atoms, and its nature."""

    low: int | float
    high: int | float
    stop: int
    approximate: bool = False
    vague: bool = False
    reason: str | None = None
    article: bool = False
    scale: int | float = 1
    """The last scale named: 1,000,000 of *two million*."""
    ratio: int | float = 0
    """Of a fraction, what it is of one: 0.5 of *half a million*."""


def number_of(atoms: Sequence[Atom], sentence: Sentence, i: int) -> Number | None:
    """The longest number that the atoms begin with."""
    opened = has(sentence, i - 1, "range_open", "between") is not None
    read = value(atoms, opened)
    if read is None:
        return None
    last = atoms[read.stop - 1].last
    if atoms[read.stop - 1].of and not counts_of(sentence, last):
        return None
    if read.stop < len(atoms) and atoms[read.stop].first < last:  # ends inside a compound: no number
        return None
    weak = atoms[read.stop - 1].weak and atoms[read.stop - 1].role == "fraction"
    if weak and (read.stop == 1 or (read.stop == 2 and atoms[0].role == "article" and is_word(sentence, last))):
        return None
    if read.reason == "fraction" and atoms[0].role == "article" and atoms[read.stop - 1].role == "ordinal":
        following = sentence.tokens[last] if last < len(sentence.tokens) else None
        if (
            following
            and following.kind == "word"
            and not any(
                match.entry.role in ("number_link", "grammar", "closed", "auxiliary") for match in sentence.found[last]
            )
        ):  # une troisième victime
            value_ = round(1 / read.low)
            if value_ == 1:
                return None
            return Number(atoms[0].last, last, value_, value_, reason="ordinal")
    return Number(i, last, whole(read.low), whole(read.high), read.approximate, read.vague, reason=read.reason)


def counts_of(sentence: Sentence, i: int) -> bool:
    """Whether *of* and a word stand at token `i`."""
    of = has(sentence, i, "number_link", "of")
    return of is not None and of.last < len(sentence.tokens) and sentence.tokens[of.last].kind == "word"


def value(atoms: Sequence[Atom], opened: bool) -> Value | None:
    """The number that the atoms begin with; `opened`: behind *between*, where *and* parts two numbers."""
    if fraction := fraction_from(atoms, 0):
        return fraction
    read = cardinal(atoms, 0, opened)
    if read is None:
        if atoms[0].role == "ordinal":
            return Value(atoms[0].value, atoms[0].value, 1, reason="ordinal")
        if atoms[0].role == "collective" and atoms[0].bare:
            return collected(atoms, Value(1, 1, 0), bare=True)
        return None
    read = decimals(atoms, read)
    k = read.stop
    if k < len(atoms):
        here = atoms[k]
        if here.role in ("collective", "scale") and not (here.role == "scale" and here.plural and read.article):
            return collected(atoms, read)
        if several := ordinal(atoms, 0):
            return Value(several[0], several[0], several[1], reason="ordinal")
        if mixed := halves(atoms, read):
            return mixed
    if read.article and k == 1:
        return read._replace(reason="article")
    if atoms[0].role in ("decimal", "number_link"):
        return None
    return read


def cardinal(atoms: Sequence[Atom], k: int, opened: bool = False) -> Value | None:
    """A cardinal: units, tens and hundreds added up, scales multiplied; `stop` is where it ends."""
    scales: list[tuple[int | float, int | float]] = []
    group: int | float | None = None
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
            if group is not None and not digits and k > start and atoms[k - 1].role == "number_link":
                group += here.value
                k += 1
                continue
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
                if group is None and scales and atoms[k - 1].role == "scale" and here.value > LARGE < scales[-1][0]:
                    scales[-1] = (scales[-1][0], scales[-1][1] * here.value)  # lakh crore
                    k += 1
                    continue
                below = sum(total for scale, total in scales if scale < here.value)
                scales = [(scale, total) for scale, total in scales if scale > here.value]
                scales.append((here.value, ((below + (group or 0)) or 1) * here.value))
                group, digits = None, False
        elif here.role == "number_link" and here.key in AND and k > start:
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


def fits(group: int | float, value: int | float) -> bool:
    """Whether a number below a hundred has its place behind what is there: 20 + 3, 100 + 16, and 60 + 12 in French."""
    if not 0 < value < 100 or group <= 0 or group != int(group):
        return False
    below = group % 100
    if below == 0:
        return True
    return (below % 10 == 0 and below >= 20 and value < 10) or (below in (60, 80) and 10 <= value < 20)


def joins(group: int | float, here: Atom, before: Atom) -> bool:
    """As `fits`; within a compound the unit may stand before the ten (*einundzwanzig*)."""
    if here.inner and before.role == "number_link" and before.inner:
        return 0 < group % 100 < 10 and here.value % 10 == 0 and 20 <= here.value < 100
    return fits(group, here.value)


def linked(
    atoms: Sequence[Atom],
    k: int,
    group: int | float | None,
    digits: bool,
    scales: Sequence[tuple[int | float, int | float]],
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
    if here.key == "tens" and group and not digits and group % 100 >= 20 and fits(group, following.value):
        return True
    if (fraction := fraction_from(atoms, k + 1)) and fraction.ratio < 1:  # cent trois et deux tiers
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
    if k + 1 >= len(atoms) or atoms[k].role != "decimal":
        return read
    if (fraction := fraction_from(atoms, k + 1)) and fraction.ratio < 1:
        total = read.low + fraction.ratio * read.scale
        return Value(total, total, fraction.stop, reason="fraction" if total < LARGE else None, scale=read.scale)
    if atoms[k + 1].role not in ("number", "digits", "scale"):
        return read
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
    approximate, base = False, 0.0
    if k < len(atoms) and atoms[k].role == "collective" and total > 100 and 0 < total % 100 < 20:
        base, total = total - total % 100, total % 100  # three hundred and two dozens
    while k < len(atoms) and atoms[k].role in ("collective", "scale"):
        total *= atoms[k].value
        approximate = approximate or atoms[k].role == "collective"
        k += 1
        if k + 1 < len(atoms) and atoms[k].role == "number_link" and atoms[k].key == "of":
            k += atoms[k + 1].role in ("collective", "scale")
    scale = atoms[k - 1].value
    total += base
    done = Value(total, total, k, approximate=approximate, scale=scale if scale >= LARGE else 1)
    return (not bare and halves(atoms, done)) or done


def halves(atoms: Sequence[Atom], read: Value) -> Value | None:
    """*et demi*, *and three quarters*: of the scale just named, else of one; None where nothing of the kind follows."""
    k = read.stop
    if k + 1 >= len(atoms) or not (atoms[k].role == "number_link" and atoms[k].key in AND):
        return None
    fraction = fraction_from(atoms, k + 1)
    if fraction is None:
        return None
    if fraction.ratio >= 1:
        return None
    k = fraction.stop
    if read.scale == 1 and fraction.low != fraction.ratio:  # five and a half million
        total = (read.low + fraction.ratio) * (fraction.low / fraction.ratio)
    else:
        total = read.low + fraction.low * (read.scale if fraction.low < 1 else 1)
    reason = None if total == int(total) and total >= LARGE else "fraction"
    return Value(total, total, k, reason=reason)


def fraction_from(atoms: Sequence[Atom], k: int) -> Value | None:
    """A fraction at atom `k`: *trois quarts*, *un vingt-cinquième*, *half a million*; None where there is none."""
    start = k
    above: int | float = 1
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
                return compound(atoms, start)
            above = whole_number.low
        below = denominator(atoms, stop)
        if below is None:
            return None
        value_, after, plural = below
        if atoms[stop].role == "ordinal" and not plural and fits(above, value_):
            return None  # one hundred and fifth
    else:
        value_, after, plural = below
        if atoms[k].role != "fraction":  # an ordinal alone
            return None
    if not value_ or (value_ == 2 and atoms[after - 1].role == "ordinal"):  # a second is no half
        return None
    total = above / value_
    return scaled(atoms, after, total)


def compound(atoms: Sequence[Atom], start: int) -> Value | None:
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


def denominator(atoms: Sequence[Atom], k: int) -> tuple[int | float, int, bool] | None:
    """The value of a denominator at atom `k`, where it ends, and whether it stands in the plural."""
    if k >= len(atoms):
        return None
    here = atoms[k]
    if here.role in ("fraction", "ordinal"):
        return here.value, k + 1, here.plural
    return ordinal(atoms, k) if k else None


def ordinal(atoms: Sequence[Atom], k: int) -> tuple[int | float, int, bool] | None:
    """An ordinal of several words at atom `k` (*vingt et unième*): its value, where it ends, whether it is plural."""
    read = cardinal(atoms, k) if atoms[k].role in ("number", "scale") else None
    if read is None:
        return None
    stop = read.stop
    if stop + 1 < len(atoms) and atoms[stop].role == "number_link" and atoms[stop].key in AND:
        stop += 1
    if stop >= len(atoms) or atoms[stop].role != "ordinal":
        return None
    last = atoms[stop]
    if last.first != atoms[stop - 1].first and not fits(read.low, last.value):
        return None
    if last.value >= LARGE:  # dosmilésimo
        return read.low * last.value, stop + 1, last.plural
    return read.low + last.value, stop + 1, last.plural


def scaled(atoms: Sequence[Atom], k: int, total: int | float) -> Value:
    """A fraction, of a scale or a dozen where one follows (*la moitié d'un million*, *half a dozen*)."""
    at = k
    if at < len(atoms) and atoms[at].role == "number_link" and atoms[at].key == "of":
        at += 1
    if at < len(atoms) and atoms[at].role == "article":
        at += 1
    if at < len(atoms) and atoms[at].role in ("scale", "collective"):
        result = total * atoms[at].value
        approximate = atoms[at].role == "collective"
        reason = None if result == int(result) else "fraction"
        return Value(result, result, at + 1, approximate=approximate, reason=reason, ratio=total)
    return Value(total, total, k, reason="fraction", ratio=total)
