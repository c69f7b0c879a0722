"""The examples through the program, against what a careful reader found in them; and that the judge can say no."""

import copy
import tomllib
from collections.abc import Callable
from typing import Any

import pytest
from benchmarks import golden
from benchmarks.accuracy import FLOORS, MEASURES, below

FLOOR = tomllib.loads(FLOORS.read_text(encoding="utf-8"))["examples"]


@pytest.mark.parametrize("name", [name for name in MEASURES["examples"] if FLOOR.get(name)])
def test_no_measure_is_below_its_floor(name: str) -> None:
    scores, complaints = MEASURES["examples"][name].take()
    assert below(scores, FLOOR[name]) == [], "\n".join(complaints)


def perfect() -> list[dict[str, Any]]:
    """The truth in the shape of the contract, as a perfect reader would print it."""

    def source(name: str) -> dict[str, str]:
        return {"name": name}

    return [
        {
            "id": g["id"],
            "report": {"name": g["report"]},
            "event": g["event"],
            "counted": {"class": g["counted"], "affiliation": g["affiliation"]},
            "figure": g["figure"],
            "happened": g["happened"] and {"edtf": g["happened"]},
            "said": g["said"] and {"edtf": g["said"]},
            "place": g["place"] and {"name": g["place"], "country": g["place"] if g["place"].isupper() else None},
            "origins": [source(o) for o in g["origins"]],
            "via": [source(v) for v in g["via"]],
            "certainty": g["certainty"],
            "polarity": g["polarity"],
            "evidence": g["evidence"],
        }
        for g in golden.rows("expected.jsonl")
    ]


def test_a_perfect_reader_is_judged_perfect() -> None:
    scores, complaints = golden.judge(golden.rows("expected.jsonl"), perfect())
    assert complaints == []
    assert set(scores.values()) == {1.0}


MISTAKES: dict[str, Callable[[dict[str, Any]], None]] = {
    "event": lambda c: c.update(event="other"),
    "affiliation": lambda c: c["counted"].update(affiliation="FRA"),
    "origins": lambda c: c.update(origins=[{"name": "somebody"}]),
    "certainty": lambda c: c.update(certainty="hedged"),
    "polarity": lambda c: c.update(polarity="negative"),
    "figure": lambda c: c.update(figure={**c["figure"], "high": 10**9}),
    "via": lambda c: c.update(via=[{"name": "somebody"}]),
    "place": lambda c: c.update(place={"name": "Nowhere", "country": None}),
    "said": lambda c: c.update(said={"edtf": "1999"}),
    "change": lambda c: c.update(figure={**c["figure"], "change": "fewer"}),
}


@pytest.mark.parametrize("part", sorted(MISTAKES))
def test_each_mistake_is_seen(part: str) -> None:
    claims = copy.deepcopy(perfect())
    MISTAKES[part](claims[0])
    scores, complaints = golden.judge(golden.rows("expected.jsonl"), claims)
    assert len(complaints) == 1
    assert claims[0]["report"]["name"] in complaints[0]
    assert scores[part] < 1
    assert (scores["full"] < 1) == (part in golden.FULL)


def test_missed_and_invented_claims_are_seen() -> None:
    claims = perfect()
    spurious = copy.deepcopy(claims[0])
    spurious["figure"] |= {"start": 0, "end": 3}
    scores, complaints = golden.judge(golden.rows("expected.jsonl"), [*claims[1:], spurious])
    assert {c.split(": ")[1].split()[0] for c in complaints} == {"missed", "invented"}
    assert scores["figures"] < 1
