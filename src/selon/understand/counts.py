"""Counts: the numbers of a sentence with their bounds, what they count, and why the others count nothing."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, cast

from selon.knowledge.language import Language
from selon.knowledge.lexicon import Match
from selon.model.claim import Counted
from selon.model.figure import Change, Figure
from selon.understand.asides import MEASURES, NAMING, aside, moments_by_token
from selon.understand.digits import thousands_of
from selon.understand.look import ending_at, has, mark, touching
from selon.understand.nouns import noun
from selon.understand.numerals import rounded
from selon.understand.parts import Count, MomentMention, Number
from selon.understand.ranges import Draft, bound, bound_after, joined, merged, tokens
from selon.understand.sentences import Sentence

PREVIOUS_REACH: Final = 6
"""Tokens from the words that call a figure overtaken to that figure."""
TOLL_REACH: Final = 16
"""The same where the words name a toll, whose verb stands between."""
JOINT: Final = 3
"""Tokens between an overtaken figure and the next of its list: *81 morts et au moins 200 blessés*."""
OPENERS: Final = frozenset(',;:.«“"„(')
"""Marks behind which a clause begins."""
LISTED: Final = NAMING | {"age"}
"""Reasons that hold for all numbers of a list behind one word: *lines 3, 7 and 12*, *aged 8, 12 and 17*."""
SHARE_REACH: Final = 12
"""Tokens between two shares of one count: *dont trois enfants, dans le coma, et deux femmes*."""


def counts(
    text: str, sentence: Sentence, numbers: Sequence[Number], moments: Sequence[MomentMention], language: Language
) -> tuple[Count, ...]:
    """What the numbers of a sentence count; each number belongs to exactly one count, in the order of the text.

    `text` is the report's; `moments` are those of the sentence. A count is a figure or has its `reason`.
    """
    if not numbers:
        return ()
    dated = moments_by_token(tuple(moments))
    drafts = joined(sentence, numbers, lambda number: next((dated[i] for i in tokens(number) if i in dated), None))
    taken = 0
    for here in drafts:
        bound(sentence, here, taken)
        taken = here.last
    for i, here in enumerate(drafts):
        following = drafts[i + 1] if i + 1 < len(drafts) else None
        if (end := bound_after(sentence, here, here.last, following)) is not None:
            here.last = end
    drafts = merged(sentence, drafts)
    for i, here in enumerate(drafts):
        following = drafts[i + 1] if i + 1 < len(drafts) else None
        noun(sentence, here, language, following)
        bound_after(sentence, here, here.noun_last, following)
        grouped(sentence, here)
        here.reason = aside(sentence, here, dated, language)
    fractions(sentence, drafts)
    shared_unit(sentence, drafts)
    told(sentence, drafts)
    return tuple(count(text, sentence, here) for here in drafts)


def grouped(sentence: Sentence, here: Draft) -> None:
    """Three decimals of something that comes whole part thousands: *2,500 soldats*."""
    if not (here.kind or here.event):
        return
    for number in here.numbers:
        value = number.low
        if value is not None and sentence.tokens[number.first].kind == "digits":
            read = thousands_of(sentence.tokens[number.first].word)
            if read is not None and number.last - number.first == 1:
                here.low = read if here.low == value else here.low
                here.high = read if here.high == value else here.high


def fractions(sentence: Sentence, drafts: Sequence[Draft]) -> None:
    """*1 Français sur 3*: of the two numbers around the noun neither counts anything."""
    for before, here in pairwise(drafts):
        link = has(sentence, before.noun_last, "ratio")
        if (
            link is None
            or link.last != here.first
            or here.noun_last > here.last
            or here.reason not in (None, "rate", "fraction")
        ):
            continue
        if before.low is not None and here.low is not None and before.low < here.low and rounded(here.low):
            before.reason = here.reason = "fraction"


def shared_unit(sentence: Sentence, drafts: Sequence[Draft]) -> None:
    """*2 et 3 milliards d'euros*: the unit behind the last is that of those before it."""
    for here, before in pairwise(reversed(drafts)):
        if before.reason or before.noun_last > before.last or before.pronoun or not here.reason:
            continue
        measured = has(sentence, here.last, "unit") or has(sentence, here.last + 1, "unit")
        if measured and coordinated(sentence, range(before.last, here.first)):
            before.reason = here.reason
    for before, here in pairwise(drafts):  # 12 millions d'euros, dont 5 millions en dons; contre 8 millions
        if before.reason in MEASURES and here.noun_last == here.last and not here.reason:
            at = here.first
            if ending_at(sentence, at, "change_before", "share") or ending_at(sentence, at, "compare"):
                here.reason = before.reason
    for before, here in pairwise(drafts):  # lignes 3, 7 et 12
        named = before.reason in LISTED and not here.reason and here.noun_last == here.last and not here.bounds
        if named and coordinated(sentence, range(before.last, here.first)):
            here.reason = before.reason


def coordinated(sentence: Sentence, joint: range) -> bool:
    """Whether nothing but a joint of a list stands in a stretch of one or two tokens."""
    return len(joint) in (1, 2) and all(has(sentence, i, "list") or has(sentence, i, "range_link") for i in joint)


def told(sentence: Sentence, drafts: Sequence[Draft]) -> None:
    """What the sentence tells of the figures beside each other: shares, additions, figures overtaken."""
    figures = [here for here in drafts if here.reason is None]
    if not figures:
        return
    share: Draft | None = None
    whole_of = {draft.numbers[0].first: draft for draft in drafts}
    for here in figures:  # 300 sur les douze derniers jours
        if here.part and whole_of[here.part.first].reason:
            here.change, here.pronoun = "total", False
    for i, here in enumerate(figures):
        before = figures[i - 1] if i else None
        opened = opener(sentence, here, before.last if before else 0)
        if mark(sentence, here.first - 1) == "+" and touching(sentence, here.first):
            here.change = "additional"  # +23 900 décès
        if opened == "share":
            here.change = "share"
        elif opened == "other":
            here.other = True
        elif opened and here.change == "total":
            here.change = opened
        elif before and share is before and goes_on(sentence, before, here):
            here.change = "share"
        if here.change == "share" and not here.noun_last > here.last:
            here.pronoun = True
        if here.other and here.change == "total":
            here.change = "additional" if before is None or (here.event and here.event == before.event) else "total"
        if here.pronoun and here.change == "total" and before is not None:
            here.change = "share"  # trois grièvement
        share = here if here.change == "share" else None
    for before, here in pairwise(figures):  # 2 morts à Paris et 3 à Lyon
        elliptical = here.noun_last == here.last and (before.pronoun or before.noun_last > before.last)
        if elliptical and (has(sentence, here.first - 1, "list") or mark(sentence, here.first - 1) == "("):
            here.pronoun = True
    opened_by_whole(sentence, figures)
    passed(sentence, figures)
    overtaken(sentence, figures)


def opener(sentence: Sentence, here: Draft, taken: int) -> str | None:
    """The change that words right before a figure tell (*dont*, *another*); a comma or a colon may stand between."""
    at = here.first
    for _ in range(3):
        for first in range(max(taken, at - 6), at):
            for match in sentence.of("change_before", first):
                if match.last == at and match.entry.role == "change_before":
                    return match.entry.key
        if at > taken and (mark(sentence, at - 1) in (",", ":") or has(sentence, at - 1, "definite")):
            at -= 1
        else:
            return None
    return None


def goes_on(sentence: Sentence, before: Draft, here: Draft) -> bool:
    """Whether a figure goes on with the shares before it: no event of its own, and no sentence between."""
    if here.first - before.last > SHARE_REACH or (here.event and not before.event):
        return False
    between = range(before.noun_last, here.first)
    if any(has(sentence, i, "auxiliary") or mark(sentence, i) in (";", ":", ")") for i in between):
        return False
    return bool(has(sentence, here.first - 1, "list"))


def opened_by_whole(sentence: Sentence, figures: Sequence[Draft]) -> None:
    """*Of the 40 hurt, nine are children*: a whole that opens its clause makes a share of the number behind it."""
    for before, here in pairwise(figures):
        if here.noun_last > here.last or here.change != "total" or here.first - before.noun_last > SHARE_REACH:
            continue
        whole = ending_at(sentence, before.start, "share_open")
        if whole is None or not (whole.first == 0 or mark(sentence, whole.first - 1) in OPENERS):
            continue
        if not any(mark(sentence, i) in (";", ":", "(") for i in range(before.noun_last, here.first)):
            here.change, here.pronoun = "share", True


def passed(sentence: Sentence, figures: Sequence[Draft]) -> None:
    """*passé de 55 à 81*, *rose to 81 from 55*: 55 is overtaken."""
    for before, here in pairwise(figures):
        if has(sentence, here.start - 1, "passage_from") and here.start - before.noun_last <= SHARE_REACH:
            here.previous = here.previous or any(
                match.entry.role == "passage_to" and match.last == before.start
                for first in range(max(0, before.start - 6), before.start)
                for match in sentence.found[first]
            )
        if here.first - before.noun_last <= 2 and has(sentence, here.first - 1, "passage_link"):
            for first in range(max(0, before.first - 6), before.first):
                for match in sentence.found[first]:
                    if match.entry.role == "passage" and match.last == before.first:
                        before.previous = True


def overtaken_reach(sentence: Sentence, match: Match) -> int:
    """How many tokens behind it such words reach: as far as its clause, where they name a toll (*un précédent bilan
    communiqué à midi par les pompiers faisait état de*)."""
    if not any(has(sentence, i, "toll") for i in range(match.first, match.last)):
        return PREVIOUS_REACH
    last = min(len(sentence.tokens), match.last + TOLL_REACH)
    return (
        next((i for i in range(match.last, last) if mark(sentence, i) or has(sentence, i, "passage_to")), last)
        - match.last
    )


def overtaken(sentence: Sentence, figures: Sequence[Draft]) -> None:
    """Figures that the words before or behind them call overtaken."""
    for first in range(len(sentence.tokens)):
        for match in sentence.of("previous", first):
            if match.entry.role != "previous":
                continue
            if match.entry.key == "before":
                reach, started = match.last + overtaken_reach(sentence, match), False
                for here in figures:
                    if match.last <= here.first <= reach:
                        here.previous = True
                        reach = here.noun_last + (JOINT if started or here.noun_last > here.last else 1)
                        started = True
            else:
                near = [here for here in figures if here.last <= first <= here.last + PREVIOUS_REACH]
                if near:
                    near[-1].previous = True
            break
    adverb = next((i for i in range(len(sentence.tokens)) if has(sentence, i, "previous_adverb")), -1)
    if adverb < 0:
        return
    end = next((i for i in range(adverb, len(sentence.tokens)) if mark(sentence, i)), len(sentence.tokens))
    if any(
        has(sentence, i, "previous_said") for i in range(adverb, end)
    ):  # zunächst hatte die Polizei von 12 gesprochen
        for here in figures:
            here.previous = here.previous or adverb < here.first < end


def count(text: str, sentence: Sentence, here: Draft) -> Count:
    """The draft as a count."""
    counted = None
    if here.head_last > here.head_first:
        first, last = sentence.tokens[here.noun_first].start, sentence.tokens[here.words_last - 1].end
        counted = Counted(here.kind, text[first:last], first, last, qualifier=qualifier(text, sentence, here))
    elif here.qualifier:  # dont deux grièvement: what is counted stands before
        first, last = here.qualifier
        start, end = sentence.tokens[first].start, sentence.tokens[last - 1].end
        counted = Counted(None, text[start:end], start, end, qualifier=text[start:end])
    figure = None
    if here.reason is None:
        first, last = sentence.tokens[here.first].start, sentence.tokens[here.last - 1].end
        figure = Figure(
            text[first:last], first, last, whole(here.low), whole(here.high), here.approximate, here.vague,
            cast(Change, here.change), here.previous,
        )  # fmt: skip
    return Count(
        here.first, here.last, here.noun_first, here.noun_last, tuple(here.numbers), figure, here.reason, counted,
        here.event, here.event_more, here.pronoun, here.low, here.high, here.approximate, here.vague,
    )  # fmt: skip


def qualifier(text: str, sentence: Sentence, here: Draft) -> str | None:
    """The words that narrow the count, as the text has them."""
    if here.qualifier is None:
        return None
    first, last = here.qualifier
    return text[sentence.tokens[first].start : sentence.tokens[last - 1].end]


def whole(value: int | float | None) -> int | None:
    """A bound of a figure, which counts wholes."""
    return None if value is None else int(value)


Seen = tuple[int, int, int | float | None, int | float | None, bool, bool]


def seen(text: str, sentence: Sentence, found: Sequence[Count]) -> list[Seen]:
    """Every number that was seen, whatever became of it: (start, end, low, high, approximate, vague).

    A range, or a number with its bounds, is one.
    """
    result: list[Seen] = []
    for one in found:
        first, last = sentence.tokens[one.first].start, sentence.tokens[one.last - 1].end
        result.append((first, last, one.low, one.high, one.approximate, one.vague))
    return result
