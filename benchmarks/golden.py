"""Claims and findings against what a careful reader wrote down beside the examples.

Both sides are plain JSON, as the commands print it and as `examples/*.jsonl` have it, so that nothing of the product is
trusted in judging it.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).parent.parent / "examples"
ARTICLES = frozenset(["the", "of", "le", "la", "les", "l", "de", "du", "des", "d"])

Row = Mapping[str, Any]


def rows(name: str, folder: Path = EXAMPLES) -> list[dict[str, Any]]:
    """The lines of a file of the truth."""
    return [json.loads(line) for line in (folder / name).read_text(encoding="utf-8").splitlines()]


def plain(name: str | None) -> str:
    """A name without case, accents, articles and punctuation."""
    bare = unicodedata.normalize("NFKD", name or "")
    words = re.findall(r"\w+", "".join(c for c in bare if not unicodedata.combining(c)).casefold())
    return " ".join(word for word in words if word not in ARTICLES)


def names(sources: Iterable[Any]) -> list[str]:
    """The plain names of sources, given as names or as the contract's objects."""
    return [plain(s if isinstance(s, str) else s["name"]) for s in sources]


def accepted(gold: Row, key: str) -> list[Any]:
    """The right values of a part: the first one, then those that are right as well."""
    return [gold.get(key), *gold.get("also", {}).get(key, [])]


def interval(figure: Row | None) -> tuple[int | None, int | None] | None:
    """The bounds of a figure."""
    return (figure["low"], figure["high"]) if figure else None


def right_moment(key: str) -> Callable[[Row, Row], bool]:
    """Whether a moment is right; one that the rest of the report tells does no harm where the gold has none."""

    def right(gold: Row, claim: Row) -> bool:
        part, wanted = claim.get(key), accepted(gold, key)
        if part is None or (part.get("inherited") and None in wanted):
            return None in wanted
        return part["edtf"] in wanted

    return right


def right_place(gold: Row, claim: Row) -> bool:
    """Whether the place is right, by its English name, or by its country where the gold names a country's code."""
    place, wanted = claim.get("place"), accepted(gold, "place")
    if place is None or (place.get("inherited") and None in wanted):
        return None in wanted
    return place["country"] in wanted or plain(place["name"]) in [plain(w) for w in wanted if w]


def figure_part(part: str) -> Callable[[Row, Row], bool]:
    """Whether a part of the figure is right, where there is a figure."""

    def right(gold: Row, claim: Row) -> bool:
        figure = gold.get("figure")
        if not figure or not claim.get("figure"):
            return bool(figure) == bool(claim.get("figure"))
        return claim["figure"][part] in [figure[part], *gold.get("also", {}).get(part, [])]

    return right


PARTS: Mapping[str, Callable[[Row, Row], bool]] = {
    "figure": lambda g, c: not g.get("figure") or interval(g["figure"]) == interval(c.get("figure")),
    "event": lambda g, c: c["event"] in accepted(g, "event"),
    "counted": lambda g, c: (c.get("counted") or {}).get("class") in accepted(g, "counted"),
    "affiliation": lambda g, c: (c.get("counted") or {}).get("affiliation") in accepted(g, "affiliation"),
    "origins": lambda g, c: sorted(names(c["origins"])) in [sorted(names(v)) for v in accepted(g, "origins")],
    "via": lambda g, c: names(c["via"]) in [names(v) for v in accepted(g, "via")],
    "certainty": lambda g, c: c["certainty"] in accepted(g, "certainty"),
    "polarity": lambda g, c: c["polarity"] in accepted(g, "polarity"),
    "approximate": figure_part("approximate"),
    "vague": figure_part("vague"),
    "change": figure_part("change"),
    "previous": figure_part("previous"),
    "happened": right_moment("happened"),
    "said": right_moment("said"),
    "place": right_place,
}
FULL = ("figure", "event", "affiliation", "origins", "certainty", "polarity")


def wrong(gold: Row, claim: Row, parts: Iterable[str] = PARTS) -> list[str]:
    """The parts of a claim that are not right. What is counted does not matter where the gold does not say it."""
    return [p for p in parts if not PARTS[p](gold, claim) and not (p == "counted" and gold.get("counted") is None)]


def touch(gold: Row, claim: Row) -> bool:
    """Whether two claims speak of the same words."""
    a, b = (gold.get("figure"), claim.get("figure")) if gold.get("figure") else (gold["evidence"], claim["evidence"])
    return bool(a and b) and a["start"] < b["end"] and b["start"] < a["end"]


def pairs(gold: Sequence[Row], claims: Sequence[Row]) -> Iterator[tuple[Row | None, Row | None]]:
    """Gold claims with what was found for them: the pair that fits best first. None: missed, or not in the gold."""
    left, right = list(range(len(gold))), list(range(len(claims)))
    fitting = [
        (len(wrong(g, c)), i, j)
        for i, g in enumerate(gold)
        for j, c in enumerate(claims)
        if touch(g, c) and (g.get("figure") or c["event"] in accepted(g, "event"))
    ]
    for _, i, j in sorted(fitting):
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            yield gold[i], claims[j]
    yield from ((gold[i], None) for i in left)
    yield from ((None, claims[j]) for j in right)


def judge(gold: Sequence[Row], claims: Sequence[Row]) -> tuple[dict[str, float], list[str]]:
    """Shares from 0 to 1, and what is wrong, a line each.

    `figures`: of the figures of either side, how many are right and found on the other (F1 of the intervals).
    `full`: of the required claims, how many have figure, event, affiliation, origins, certainty and polarity right.
    Then of the required claims that were found, each part's share of right ones.
    """
    found: list[tuple[Row, Row]] = []
    complaints, wanted, full, hits = [], 0, 0, 0
    seen = sum(1 for c in claims if c.get("figure"))
    sought = sum(1 for g in gold if g.get("figure") and g["required"])
    for report in sorted({g["report"] for g in gold} | {c["report"]["name"] for c in claims}):
        own = [g for g in gold if g["report"] == report]
        for g, c in pairs(own, [c for c in claims if c["report"]["name"] == report]):
            if g is None:
                if c and c.get("figure"):
                    words = c["evidence"]["exact"]
                    complaints.append(f"{report}: invented {c['event']} {interval(c['figure'])} «{words}»")
                continue
            wanted += g["required"]
            if c is None:
                if g["required"]:
                    words = g["evidence"]["exact"]
                    complaints.append(f"{report} {g['id']}: missed {g['event']} {interval(g['figure'])} «{words}»")
                continue
            if not g["required"]:
                seen -= bool(c.get("figure"))  # neither for nor against
            else:
                hits += bool(g.get("figure")) and PARTS["figure"](g, c)
                found.append((g, c))
                full += not wrong(g, c, FULL)
                complaints += [f"{report} {g['id']}: {p} {told(c, p)}, not {g_told(g, p)}" for p in wrong(g, c)]
    scores = {"figures": 2 * hits / (seen + sought) if seen + sought else 0.0, "full": full / wanted}
    scores |= {p: sum(p not in wrong(g, c) for g, c in found) / max(1, len(found)) for p in PARTS}
    return scores, complaints


def told(claim: Row, part: str) -> object:
    """What a claim has for a part."""
    match part:
        case "figure":
            return interval(claim.get("figure"))
        case "counted":
            return (claim.get("counted") or {}).get("class")
        case "affiliation":
            return (claim.get("counted") or {}).get("affiliation")
        case "origins" | "via":
            return [s["name"] for s in claim[part]]
        case "happened" | "said":
            return (claim.get(part) or {}).get("edtf")
        case "place":
            return (claim.get("place") or {}).get("name")
        case "approximate" | "vague" | "change" | "previous":
            return (claim.get("figure") or {}).get(part)
    return claim[part]


def g_told(gold: Row, part: str) -> object:
    """What the gold has for a part."""
    if part == "figure":
        return interval(gold.get("figure"))
    if part in ("approximate", "vague", "change", "previous"):
        return (gold.get("figure") or {}).get(part)
    return gold.get(part)


def overlaps(a: Row, b: Row) -> bool:
    """Whether two spans share a character."""
    return bool(a["start"] < b["end"] and b["start"] < a["end"])


def share(hits: Sequence[bool]) -> float:
    """How many of them hold, from 0 to 1."""
    return sum(hits) / len(hits) if hits else 0.0


def judge_reading(seen: Sequence[Row], claims: Sequence[Row]) -> tuple[dict[str, float], list[str]]:
    """What `inspect` printed against the truth: shares from 0 to 1, and what is wrong, a line each.

    `residue`: residue that no sentence touches; `text`: claims' words that stand in sentences; `no_figure`: numbers set
    aside that no claim has as its figure; `set_aside`: those of them that were seen, with a reason; `titles` and
    `dates`: of the reports.
    """
    complaints: list[str] = []

    def of(report: str, which: str) -> list[Row]:
        return [s for s in seen if s["report"] == report and s["seen"] == which]

    def check(name: str, row: Row, holds: bool, words: str) -> bool:
        if not holds:
            complaints.append(f"{row['report']}: {name}: «{words}»")
        return holds

    residue = [
        check("residue was read", r, not any(overlaps(r, s) for s in of(r["report"], "sentence")), r["exact"])
        for r in rows("residue.jsonl")
    ]
    text = [
        check(
            "text was not read",
            g,
            any(overlaps(g["evidence"], s) for s in of(g["report"], "sentence")),
            g["evidence"]["exact"],
        )
        for g in rows("expected.jsonl")
    ]
    no_figure, set_aside = [], []
    for row in rows("set-aside.jsonl"):
        here = [n for n in of(row["report"], "number") if overlaps(row, n)]
        no_figure.append(check("is no figure", row, not any(n.get("claim") for n in here), row["exact"]))
        set_aside.append(check("not set aside", row, any(n.get("set_aside") for n in here), row["exact"]))
    told_of = {c["report"]["name"]: c["report"] for c in claims}
    reports = rows("reports.jsonl")
    titles = [check("title", r, told_of.get(r["report"], {}).get("title") == r["title"], r["title"]) for r in reports]
    dates = [
        check("published", r, told_of.get(r["report"], {}).get("published") == r["published"], r["published"])
        for r in reports
    ]
    scores = {"residue": residue, "text": text, "no_figure": no_figure, "set_aside": set_aside}
    return {k: share(v) for k, v in (scores | {"titles": titles, "dates": dates}).items()}, complaints


def same_series(truth: Row, finding: Row) -> bool:
    """Whether a finding is of the series that the truth speaks of."""
    counted, place = finding["counted"], finding["place"]
    return (
        (finding["event"], finding["change"], counted["class"], counted["affiliation"])
        == (truth["event"], truth["change"], truth["counted"], truth["affiliation"])
        and not finding["expected"]
        and (place is None or truth["place"] in (place["name"], place["country"]))
    )


def judge_findings(
    truth: Sequence[Row], found: Mapping[str, Sequence[Row]], claims: Mapping[str, Row]
) -> tuple[dict[str, float], list[str]]:
    """Findings by the date that they are as of, against the truth: shares from 0 to 1, and what is wrong.

    `claims`: by id. `series`: of those that the truth speaks of, how many are found; of these `states`, `origins`,
    `reports`, `latest`, `earlier`; `drifts`: of the drifts in the truth, how many are shown by the right claim.
    """
    results: dict[str, list[bool]] = {
        k: [] for k in ("series", "states", "origins", "reports", "latest", "earlier", "drifts")
    }
    complaints: list[str] = []

    def check(name: str, row: Row, holds: bool, told: object) -> None:
        results[name].append(holds)
        if not holds:
            series = f"{row['event']} {row['change']} in {row['place']} as of {row['as_of']}"
            complaints.append(f"{series}: {name}: {told}")

    for row in truth:
        fitting = [f for f in found[row["as_of"]] if same_series(row, f)]
        check("series", row, bool(fitting), "not found")
        if not fitting:
            continue
        finding = max(fitting, key=lambda f: len(f["claims"]))
        states, must = set(finding["states"]), set(row["states"])
        check("states", row, must <= states <= must | set(row["may"]), f"{sorted(states)}, not {sorted(must)}")
        check("origins", row, finding["origins"] == row["origins"], f"{finding['origins']}, not {row['origins']}")
        check("reports", row, finding["reports"] == len(row["reports"]), f"{finding['reports']} of {row['reports']}")
        got = {plain(f["origin"]["name"]): f for f in finding["figures"]}
        for one in row["figures"]:
            mine = got.get(plain(one["origin"]))
            latest = mine and [mine["latest"]["low"], mine["latest"]["high"]]
            check("latest", row, latest == one["latest"], f"{one['origin']} {latest}, not {one['latest']}")
            earlier = [[e["low"], e["high"]] for e in mine["earlier"]] if mine else []
            right = all(e in earlier for e in one["earlier"])
            check("earlier", row, right, f"{one['origin']} {earlier}, not {one['earlier']}")
        for drift in row.get("drifted", []):
            shown = [
                claims[i] for r in finding["reasons"] if r["state"] == "drifted" for i in r["claims"] if i in claims
            ]
            right = any(
                c["report"]["name"] == drift["report"]
                and (drift["exact"] in c["evidence"]["exact"] or c["evidence"]["exact"] in drift["exact"])
                for c in shown
            )
            check("drifts", row, right, f"{drift['report']} «{drift['exact']}» is not shown")
    return {k: share(v) for k, v in results.items()}, complaints
