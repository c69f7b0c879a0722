"""Puts the positions into the truth beside the examples: looks up the exact words that a careful reader wrote down.

    python examples/locate.py            rewrites the files below
    python examples/locate.py --check    says what differs, and exits with 1

A line of `expected.jsonl`, `set-aside.jsonl` or `residue.jsonl` names its report and the exact words (`exact`, for a
claim under `evidence`); `nth` (default 1) says which occurrence is meant. A figure's `text` is looked up inside its
evidence. Positions are Unicode code points, end exclusive.
"""

import json
import sys
from pathlib import Path

HERE = Path(__file__).parent
FILES = ("expected.jsonl", "set-aside.jsonl", "residue.jsonl")


def find(text: str, exact: str, nth: int, where: str) -> tuple[int, int]:
    """Where the words stand. Raises ValueError where they don't, or more often than `nth` allows for."""
    at = -1
    for _ in range(nth):
        at = text.find(exact, at + 1)
        if at < 0:
            raise ValueError(f"{where}: «{exact}» does not stand {nth} times in the report")
    return at, at + len(exact)


def located(row: dict, text: str) -> dict:
    """The row with its positions."""
    where = f"{row['report']} {row.get('id', '')}".strip()
    target = row.get("evidence", row)
    target["start"], target["end"] = find(text, target["exact"], row.get("nth", 1), where)
    if figure := row.get("figure"):
        inside = target["exact"].find(figure["text"])
        if inside < 0:
            raise ValueError(f"{where}: the figure «{figure['text']}» does not stand in the evidence")
        figure["start"] = target["start"] + inside
        figure["end"] = figure["start"] + len(figure["text"])
    return row


def main() -> int:
    """Writes, or with --check compares; returns the exit code."""
    stale = []
    for name in FILES:
        path = HERE / name
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        rows = [located(row, (HERE / row["report"]).read_bytes().decode("utf-8")) for row in rows]
        content = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        if "--check" in sys.argv:
            stale += [name] * (content != path.read_text(encoding="utf-8"))
        else:
            path.write_text(content, encoding="utf-8")
    if stale:
        print("positions are stale, run python examples/locate.py:", *stale)
    return bool(stale)


if __name__ == "__main__":
    sys.exit(main())
