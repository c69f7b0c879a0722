"""What must hold for everything that is read, whatever the text."""

from selon.flow import Read


def hold(read: Read) -> None:
    """Every span equals its words, no residue is read, and every number is claimed or set aside.

    Raises AssertionError where that is not so.
    """
    text, reading = read.report.text, read.reading
    for claim in reading.claims:
        assert text[claim.evidence.start : claim.evidence.end] == claim.evidence.exact != ""
        assert any(s.start <= claim.evidence.start and claim.evidence.end <= s.end for s in reading.sentences)
        parts = [claim.counted, claim.figure, claim.happened, claim.said, claim.place]
        for part in [p for p in parts if p] + [*claim.origins, *claim.via, *claim.cues]:
            assert text[part.start : part.end] == part.text != ""
        if claim.figure:
            low, high = claim.figure.low, claim.figure.high
            assert (low, high) != (None, None)
            assert low is None or high is None or 0 <= low <= high
    for part in (*reading.numbers, *reading.moments, *reading.places, *reading.sources, *reading.cues):
        assert text[part.start : part.end] == part.text != ""
    for residue in read.report.residue:
        assert text[residue.start : residue.end] == residue.text
        assert not any(residue.start < s.end and s.start < residue.end for s in reading.sentences)
    assert all(bool(n.claims) != bool(n.set_aside) for n in reading.numbers)
    with_figure = {c.id for c in reading.claims if c.figure}
    assert {i for n in reading.numbers for i in n.claims} == with_figure
    assert len({c.id for c in reading.claims}) == len(reading.claims)
