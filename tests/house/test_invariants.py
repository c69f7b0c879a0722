"""What must hold for every text: positions, and that no number disappears; on the examples and texts made of them."""

from pathlib import Path

import pytest
from benchmarks.fuzz import fault, mutant
from benchmarks.invariants import hold
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from selon.flow import Read, Told, read_bytes

from .conftest import EXAMPLES

PIECES = [line for path in EXAMPLES for line in path.read_text(encoding="utf-8").splitlines() if line]
ODD = st.sampled_from(
    [
        "",
        "🔥",
        "👩‍🚒",
        "e\u0301",
        "\u200f",
        "\u202e",
        "\u00ad",
        "\u00a0",
        "\ufeff",
        "«",
        "…",
        "1 000",
        "12e",
        "%",
        "\r\n",
        "(",
        "'",
    ]
)


def read(text: str, **told: str) -> Read:
    result = read_bytes(text.encode("utf-8", "surrogatepass"), "made.txt", Told(**told))
    assert isinstance(result, Read), result
    return result


@pytest.mark.parametrize("path", EXAMPLES, ids=[p.name for p in EXAMPLES])
def test_examples(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    result = read(text)
    hold(result)
    assert result.report.text == text
    assert result == read(text)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_texts_made_of_examples(data: st.DataObject) -> None:
    """Lines of the examples in any order, with odd characters thrown in anywhere."""
    lines = data.draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12))
    text = data.draw(st.sampled_from(["\n", "\n\n", "\r\n", " "])).join(lines)
    for _ in range(data.draw(st.integers(0, 8))):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(ODD) + text[at:]
    result = read_bytes(text.encode("utf-8"), "made.txt", Told(language="fr"))
    if isinstance(result, Read):
        hold(result)
    else:
        assert result.reason != "error", result


@pytest.mark.parametrize("hundred", range(5))
def test_mutants(hundred: int) -> None:
    """Bytes that were changed, cut, doubled and shuffled; `make fuzz` reads many more."""
    models = [path.read_bytes() for path in EXAMPLES]
    faults = {n: wrong for n in range(100 * hundred, 100 * hundred + 100) if (wrong := fault(mutant(0, n, models)))}
    assert faults == {}
