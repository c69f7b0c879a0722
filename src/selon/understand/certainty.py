"""How firmly a claim is made, and whether it is denied: by the verb's mood, the words beside it, the attribution."""

from collections.abc import Sequence
from typing import Final

from selon.model.claim import Certainty, Cue, Polarity
from selon.model.frozen import Frozen
from selon.understand.events import Link, condition
from selon.understand.parts import Attribution
from selon.understand.sentences import Sentence
from selon.understand.units import Unit, VerbGroup

WEIGHT: Final[dict[Certainty, int]] = {"stated": 0, "confirmed": 1, "hedged": 2, "expected": 3}
"""Which of two judgements holds: what is yet to come outranks a hedge, and a hedge a confirmation."""

PROMISING: Final = frozenset(("said", "confirmed", "expected"))
"""What an attribution means under which an infinitive is yet to come."""

BEFORE: Final = 8
"""Words that an expression of certainty may have before the clause that it opens."""


class Judgement(Frozen, frozen=True):
    """What was decided, and the words that decided it."""

    certainty: Certainty
    polarity: Polarity
    cues: tuple[Cue, ...] = ()


def judge(
    text: str,
    sentence: Sentence,
    row: Sequence[Unit],
    link: Link,
    clause: tuple[int, int],
    attribution: Attribution | None,
    *,
    state: bool,
    past_date: bool,
    future_date: bool = False,
    zero: bool = False,
) -> Judgement:
    """The certainty and polarity of what `link` tells.

    `clause`: its first and last token (exclusive), in which words of certainty count. `state`: the event goes on rather
    than happening; `past_date`: the claim's own date is not after publication; `future_date`: it is known to be
    after it.
    """
    found: list[tuple[Certainty, Cue | None]] = []
    negative = zero
    cues: list[Cue] = []

    def cue(first: int, last: int, means: str) -> Cue:
        start, end = sentence.tokens[first].start, sentence.tokens[last - 1].end
        return Cue(text[start:end], start, end, means)

    supposed = condition(row, link.at) if link.at >= 0 and clause[1] > clause[0] else -1
    if supposed >= 0:
        found.append(("expected", cue(row[supposed].first, row[supposed].last, "expected")))
    group, at = link.governor, link.governor_at
    if group is not None:
        told = mood(group, attribution, state=state, past_date=past_date, future_date=future_date)
        if told != "stated":
            found.append((told, cue(row[at].first, row[at].last, told)))
        elif group.form in ("infinitive",) and not group.modals:
            purpose = purposed(row, at)
            promised = group.closing and not group.perfect and not state and attribution is not None
            if purpose == "purpose" or (
                promised and attribution and attribution.means in PROMISING
            ):  # kündigte an, 6.000 Arbeiter zu schicken
                found.append(("expected", cue(row[at - 1].first, row[at - 1].last, "expected")))
        nothing_else = not zero and any(unit.count and unit.count.reason == "zero" for unit in row[max(at, 0) :][:8])
        if (group.negative and not nothing_else) or "failed" in group.modals:
            negative = True
            cues.append(cue(row[at].first, row[at].last, "negative"))
    last_word = max(row[link.at].last if link.at >= 0 else 0, row[at].last if at >= 0 else 0)
    aside = next((u.first for u in row if u.kind == "comma" and u.first >= last_word > 0), clause[1])
    for i in range(max(clause[0] - BEFORE, 0), clause[0]):  # what opens the clause: *it is possible that*
        for match in sentence.of("certainty", i):
            if match.entry.role != "certainty" or match.last != clause[0]:
                continue
            if match.entry.key == "negative":
                negative = True
                cues.append(cue(i, match.last, "negative"))
            else:
                opening: Certainty = "expected" if match.entry.key == "expected" else "hedged"
                found.append((opening, cue(i, match.last, opening)))
    for i in range(clause[0], min(clause[1], max(aside, clause[0]))):
        for match in sentence.of("certainty", i):
            if match.entry.role == "certainty" and match.last <= clause[1]:
                if match.entry.key == "negative":
                    negative = True
                    cues.append(cue(i, match.last, "negative"))
                elif match.entry.key == "hedged_ahead":
                    if link.at < 0 or row[link.at].last >= match.last:
                        found.append(("hedged", cue(i, match.last, "hedged")))
                elif match.entry.key in ("hedged", "expected"):
                    means: Certainty = "hedged" if match.entry.key == "hedged" else "expected"
                    found.append((means, cue(i, match.last, means)))
                break
    if attribution is not None:
        spoken = (
            cue(attribution.cue_first, attribution.cue_last, attribution.means)
            if (attribution.cue_last > attribution.cue_first and attribution.strength == 0)
            else None
        )
        if attribution.means == "confirmed":
            found.append(("confirmed", spoken))
        elif attribution.means == "hedged":
            found.append(("hedged", spoken))
        elif attribution.means == "expected":
            found.append(("expected", spoken))
        elif attribution.means == "denied":
            negative = True
            if spoken:
                cues.append(spoken)
        elif spoken:
            cues.append(spoken)
    certainty: Certainty = max((told for told, _ in found), key=lambda told: WEIGHT[told], default="stated")
    cues += [c for told, c in found if c is not None and told == certainty]
    unique = sorted({(c.start, c.end, c.means): c for c in cues}.values(), key=lambda c: c.start)
    return Judgement(certainty, "negative" if negative else "positive", tuple(unique))


def mood(
    group: VerbGroup, attribution: Attribution | None, *, state: bool, past_date: bool, future_date: bool = False
) -> Certainty:
    """What a verb group's mood and modals say."""
    modals = group.modals
    if "hedged" in modals:
        return "hedged"
    if "expected" in modals:
        return "expected"
    if "claimed" in modals:  # will 12 Panzer zerstört haben: says so itself
        return "stated" if group.perfect else "expected"
    if "rumoured" in modals:  # soll getötet haben; but what shall be is yet to come
        return "hedged" if (group.perfect or state) and not future_date else "expected"
    if "ability" in modals or "duty" in modals:
        if group.perfect and group.form != "imperfect":
            return "hedged"
        done = group.form == "past" or (group.perfect and "duty" in modals)
        return "stated" if done else "expected"
    if "future" in modals and group.form in ("present", "imperfect", "subjunctive"):
        return "expected"
    if "done" in modals:
        return "expected" if group.form == "future" else "hedged" if group.form == "conditional" else "stated"
    if group.form == "conditional":
        to_come = attribution is not None and attribution.past and not group.perfect and not state
        return "expected" if to_come else "hedged"
    if group.form == "future":
        relayed = state and attribution is not None and not attribution.past
        return "stated" if past_date or relayed else "expected"
    return "stated"


def purposed(row: Sequence[Unit], at: int) -> str | None:
    """The kind of small word before an infinitive: `purpose` (*afin de*), `before_infinitive` (*avant de*), or None."""
    unit = row[at - 1] if at > 0 else None
    if unit is None:
        return None
    keys = {entry.key for entry in unit.entries if entry.role == "grammar"}
    return "purpose" if "purpose" in keys else "before_infinitive" if "before_infinitive" in keys else None
