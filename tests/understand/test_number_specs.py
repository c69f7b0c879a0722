"""The Recognizers-Text specifications of numbers and ranges, where they lie beside the project."""

import json
import tomllib
from math import isclose
from pathlib import Path
from typing import Any

import pytest

from selon.knowledge import loader
from selon.model.text import Span
from selon.understand.counts import counts, seen
from selon.understand.numbers import numbers
from selon.understand.sentences import paragraph

SPECS = Path(__file__).parents[3] / "shared" / "data" / "specs" / "Number"
EXCEPTIONS = tomllib.loads((Path(__file__).parents[1] / "data" / "number_specs.toml").read_text(encoding="utf-8"))
LANGUAGES = {"English": "en", "French": "fr", "German": "de", "Spanish": "es"}
BAR = 0.95

pytestmark = pytest.mark.skipif(not SPECS.exists(), reason="the specifications are not at hand")

Ends = tuple[float | None, float | None]


def ends(value: str, comma: bool) -> Ends | None:
    """The interval of a resolution: `1234`, `0,5` or `(20,35]`; None where it has none."""
    if value[:1] in ("[", "("):
        low, high = (float(end) if end else None for end in value[1:-1].split(","))
        return low, high
    try:
        number = float(value.replace(",", ".") if comma else value)
    except ValueError:
        return None
    return number, number


def wanted(case: dict[str, Any], comma: bool) -> list[tuple[int, int, Ends | None]]:
    at, found = 0, []
    for result in case["Results"]:
        start = case["Input"].casefold().find(result["Text"].casefold(), at)
        start = start if start >= 0 else result.get("Start", 0)
        at = start + len(result["Text"])
        found.append((start, at, ends(str((result.get("Resolution") or {}).get("value", "")), comma)))
    return found


def same(a: float | None, b: float | None) -> bool:
    return a is b if a is None or b is None else isclose(a, b, rel_tol=1e-6)


def passes(case: dict[str, Any], code: str) -> bool:
    """Whether the numbers seen and those wanted pair off, overlapping and of one value."""
    language, text = loader.language(code), case["Input"]
    free = [
        one
        for sentence in paragraph(text, Span(0, len(text)), 0, language)
        for one in seen(text, sentence, counts(text, sentence, numbers(text, sentence, language), (), language))
    ]
    for start, end, interval in wanted(case, code != "en"):
        mine = next(
            (
                one
                for one in free
                if one[0] < end
                and start < one[1]
                and interval
                and same(interval[0], one[2])
                and same(interval[1], one[3])
            ),
            None,
        )
        if mine is None:
            return False
        free.remove(mine)
    return not free


@pytest.mark.parametrize("model", ["NumberModel", "NumberRangeModel"])
@pytest.mark.parametrize("name", LANGUAGES)
def test_specifications(name: str, model: str) -> None:
    cases = json.loads((SPECS / name / f"{model}.json").read_text(encoding="utf-8-sig"))
    named = EXCEPTIONS[name][model]
    assert set(named) <= set(EXCEPTIONS["reasons"])
    aside = {i for reason in named.values() for i in reason}
    passed = [i for i, case in enumerate(cases) if passes(case, LANGUAGES[name])]
    assert not aside & set(passed), "named as contradicting the design, and yet passed"
    kept = len(cases) - len(aside)
    assert len(passed) / kept >= BAR, sorted(set(range(len(cases))) - aside - set(passed))
