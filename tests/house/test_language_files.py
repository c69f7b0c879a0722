"""The cases of the language files: the example is the test."""

from collections import defaultdict
from collections.abc import Iterator

import pytest

from selon.errors import KnowledgeError
from selon.flow import Read, Told, read_bytes
from selon.knowledge import loader
from selon.knowledge.cases import Case, ExpectedClaim, case, figure
from selon.model import Claim

CASES = [(code, case(told, code)) for code in loader.language_codes() for told in loader.language(code).cases]
NAMES = [f"{code}: {c.text[:70]}" for code, c in CASES]


def reading(code: str, told: Case) -> Read:
    result = read_bytes(told.text.encode(), "case.txt", Told(published=told.published, language=code))
    assert isinstance(result, Read), result
    return result


def differences(wanted: ExpectedClaim, claim: Claim) -> Iterator[str]:
    """What a claim has otherwise than its case says."""
    interval = wanted.interval()
    found = claim.figure
    pairs: dict[str, tuple[object, object]] = {
        "event": (wanted.event, claim.event),
        "certainty": (wanted.certainty, claim.certainty),
        "polarity": (wanted.polarity, claim.polarity),
        "low": (interval and interval.low, found and found.low),
        "high": (interval and interval.high, found and found.high),
        "approximate": (interval and interval.approximate, found and found.approximate),
        "vague": (interval and interval.vague, found and found.vague),
    }
    if found:
        pairs |= {"change": (wanted.change, found.change), "previous": (wanted.previous, found.previous)}
    told = {
        "counted": (wanted.counted, claim.counted and claim.counted.kind),
        "affiliation": (wanted.affiliation, claim.counted and claim.counted.affiliation),
        "qualifier": (wanted.qualifier, claim.counted and claim.counted.qualifier),
        "origins": (wanted.origins, tuple(sorted(o.name for o in claim.origins))),
        "via": (wanted.via, tuple(v.name for v in claim.via)),
        "happened": (wanted.happened, claim.happened and claim.happened.edtf),
        "said": (wanted.said, claim.said and claim.said.edtf),
    }
    if wanted.origins is not None:
        told["origins"] = (tuple(sorted(wanted.origins)), told["origins"][1])
    if wanted.place is not None:
        place = claim.place
        names = (place.name, place.country) if place else (None,)
        told["place"] = (wanted.place, wanted.place if wanted.place in names else names[0])
    pairs |= {name: pair for name, pair in told.items() if pair[0] is not None}
    yield from (f"{name}: {right!r}, not {got!r}" for name, (right, got) in pairs.items() if right != got)


def matched(told: Case, claims: tuple[Claim, ...]) -> Iterator[str]:
    """What is wrong with the claims of a case: each wanted one takes the claim that differs from it least."""
    free = [c for c in claims if c.figure or any(w.figure is None for w in told.claims)]
    for wanted in sorted(told.claims, key=lambda w: w.figure is None):
        fitting = [c for c in free if bool(c.figure) == bool(wanted.figure)]
        if not fitting:
            yield f"missed {wanted.event} {wanted.figure or ''}"
            continue
        best = min(fitting, key=lambda c: len(list(differences(wanted, c))))
        yield from (f"{wanted.event} {wanted.figure or ''}: {d}" for d in differences(wanted, best))
        free.remove(best)
    yield from (f"invented {c.event} «{c.evidence.exact}»" for c in free if c.figure)


@pytest.mark.parametrize(("code", "told"), CASES, ids=NAMES)
def test_case(code: str, told: Case) -> None:
    read = reading(code, told)
    assert list(matched(told, read.reading.claims)) == []
    aside = {n.text: n.set_aside for n in read.reading.numbers if n.set_aside}
    assert {text: aside.get(text) for text in told.set_aside} == dict(told.set_aside)


def test_shared_cases_agree() -> None:
    shared: dict[str, dict[str, Case]] = defaultdict(dict)
    for code, told in CASES:
        if told.shared:
            assert code not in shared[told.shared], f"{told.shared} stands twice in {code}"
            shared[told.shared][code] = told
    for name, by_code in shared.items():
        wanted = {
            frozenset((c.event, c.figure, c.counted, c.affiliation, c.certainty) for c in t.claims)
            for t in by_code.values()
        }
        assert len(wanted) == 1, f"the shared case {name} differs between {sorted(by_code)}"


@pytest.mark.parametrize(
    ("written", "low", "high", "approximate", "vague"),
    [
        ("12", 12, 12, False, False),
        ("10..12", 10, 12, False, False),
        ("12..", 12, None, False, False),
        ("..12", None, 12, False, False),
        ("~12", 12, 12, True, False),
        ("~100..", 100, None, True, False),
        ("2000..9999?", 2000, 9999, False, True),
    ],
)
def test_figure_of_a_case(written: str, low: int | None, high: int | None, approximate: bool, vague: bool) -> None:
    made = figure(written)
    assert (made.low, made.high, made.approximate, made.vague) == (low, high, approximate, vague)


@pytest.mark.parametrize(
    "told",
    [
        {"text": "x", "claims": [{"event": "killed", "figure": "a dozen"}]},
        {"text": "x", "claims": [{"event": "killed", "figure": ".."}]},
        {"text": "x", "klaims": []},
        {"claims": []},
    ],
)
def test_a_wrong_case_is_named(told: dict[str, object]) -> None:
    with pytest.raises(KnowledgeError, match="fr: case"):
        case(told, "fr")
