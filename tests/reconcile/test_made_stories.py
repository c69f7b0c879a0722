"""Findings on stories whose truth is known; `make bench` has ten thousand of them."""

from benchmarks.findings import measured
from benchmarks.made_stories import stories


def test_states_and_origins_of_made_stories() -> None:
    result, errors = measured(list(stories(400, seed=7)))
    shares = {**result["F1"], **result["right"]}
    assert result["series"] > 600
    assert all(share >= 0.95 for share in shares.values()), (shares, errors[:5])
    assert result["stories"] >= 0.85
