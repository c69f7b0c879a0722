"""What a claim's own words leave out and its report tells: the day and place of the report's main event.

Only the parts of one toll inherit: whoever is told as killed, hurt or rescued, with no day or place of their own, in a
report that opens with such an event, its day and its place. All else stays empty rather than guessed.
"""

from collections.abc import Sequence
from typing import Final

import msgspec

from selon.knowledge.loader import kinds
from selon.model.claim import Claim
from selon.model.moment import Moment
from selon.model.place import Place

LEAD: Final = 3
"""Sentences in which a report tells its main event: the headline, and the two that news opens with."""

DAY: Final = len("2024-12-04")


def inherited(claims: Sequence[Claim], sentences: Sequence[int]) -> tuple[Claim, ...]:
    """The claims, with the day and place of the report's main event where they are part of its toll and have none.

    `sentences`: where each sentence of the report begins, in its order.
    """
    lead = set(sentences[:LEAD])
    opening = [c for c in claims if c.sentence.start in lead and part(c)]
    main = next((c for c in opening if c.happened is not None and on_a_day(c.happened)), None)
    if main is None:
        return tuple(claims)
    place = main.place or next((c.place for c in opening if c.place is not None), None)
    return tuple(completed(c, main, place) if part(c) and alike(c, main) else c for c in claims)


def part(claim: Claim) -> bool:
    """Whether the claim can be part of the toll of what the report is about."""
    kind = kinds().get(claim.event)
    return kind is not None and kind.toll and claim.polarity == "positive" and claim.certainty != "expected"


def on_a_day(moment: Moment) -> bool:
    """Whether the moment is one known day, or a time of it, that the claim's own words tell."""
    return moment.edtf is not None and len(moment.edtf) >= DAY and moment.edtf[0].isdigit() and "/" not in moment.edtf


def alike(claim: Claim, main: Claim) -> bool:
    """Whether nothing tells that the claim is about others, elsewhere or at another time."""
    ours, theirs = claim.counted, main.counted
    if ours is not None and ours.affiliation and ours.affiliation != (theirs.affiliation if theirs else None):
        return False
    if claim.happened is not None and claim.happened.edtf != (main.happened.edtf if main.happened else None):
        return False
    return claim.place is None or main.place is None or claim.place.name == main.place.name


def completed(claim: Claim, main: Claim, place: Place | None) -> Claim:
    """The claim with the parts that it lacks, marked as inherited."""
    happened = claim.happened
    if happened is None and main.happened is not None:
        happened = msgspec.structs.replace(main.happened, inherited=True)
    there = claim.place
    if there is None and place is not None:
        there = msgspec.structs.replace(place, inherited=True)
    return msgspec.structs.replace(claim, happened=happened, place=there)
