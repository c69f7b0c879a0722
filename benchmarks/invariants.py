"""What must hold for everything that is read, whatever the text."""

from collections.abc import Iterator

from selon.flow import Read


def hold(read: Read) -> None:
    """Every span equals its words, no residue is read, and every number is claimed or set aside.

    Raises AssertionError, saying what does not hold.
    """
    for fault in faults(read):
        raise AssertionError(fault)


def faults(read: Read) -> Iterator[str]:
    """What does not hold."""
    text, reading = read.report.text, read.reading
    for claim in reading.claims:
        words = claim.evidence
        if not words.exact or text[words.start : words.end] != words.exact:
            yield f"evidence {words.exact!r} is not what stands at {words.start}"
        if not any(s.start <= words.start and words.end <= s.end for s in reading.sentences):
            yield f"evidence {words.exact!r} lies in no sentence"
        parts = [claim.counted, claim.figure, claim.happened, claim.said, claim.place]
        for part in [p for p in parts if p] + [*claim.origins, *claim.via, *claim.cues]:
            if not part.text or text[part.start : part.end] != part.text:
                yield f"{type(part).__name__} {part.text!r} of a claim is not what stands at {part.start}"
        if claim.figure:
            low, high = claim.figure.low, claim.figure.high
            if (low is None and high is None) or (low is not None and high is not None and not 0 <= low <= high):
                yield f"the figure {claim.figure.text!r} is no interval: {low}, {high}"
    for seen in (*reading.numbers, *reading.moments, *reading.places, *reading.sources, *reading.cues):
        if not seen.text or text[seen.start : seen.end] != seen.text:
            yield f"{type(seen).__name__} {seen.text!r} is not what stands at {seen.start}"
    for residue in read.report.residue:
        if text[residue.start : residue.end] != residue.text:
            yield f"residue {residue.text!r} is not what stands at {residue.start}"
        if any(residue.start < s.end and s.start < residue.end for s in reading.sentences):
            yield f"residue {residue.text!r} was read"
    for number in reading.numbers:
        if bool(number.claims) == bool(number.set_aside):
            yield f"the number {number.text!r} is both claimed and set aside, or neither: {number.claims}"
    known = {c.id for c in reading.claims}
    if len(known) != len(reading.claims):
        yield "two claims have one id"
    claimed = {i for n in reading.numbers for i in n.claims}
    for claim in reading.claims:
        if bool(claim.figure) != (claim.id in claimed):
            yield f"no number was seen for the figure of {claim.evidence.exact!r}, or one for a claim without"
    if not claimed <= known:
        yield "a number has become a claim that is not there"
