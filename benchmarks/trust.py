"""Torture the ledger, and write what came of it into docs/trust.md.

python -m benchmarks.trust [--dose 10]                 run the torture tests at so many times a release's counts
python -m benchmarks.trust --large FILE.json           take over what benchmarks/ledger.py measured
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks import machine

PAGE = Path(__file__).parent.parent / "docs" / "trust.md"


def tortured(dose: float, pick: str | None) -> tuple[int, list[tuple[str, str]]]:
    """Run the tests; their exit status, and what they told."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        environment = {**os.environ, "SELON_TORTURE": str(dose), "SELON_TORTURE_REPORT": str(report)}
        chosen = ["-k", pick] if pick else []
        command = [sys.executable, "-m", "pytest", "-v", "--durations=15", "tests/torture", *chosen]
        done = subprocess.run(command, env=environment, check=False, cwd=PAGE.parent.parent)
        return done.returncode, json.loads(report.read_text(encoding="utf-8")) if report.exists() else []


def write(part: str, text: str) -> None:
    """Put a part into the page."""
    machine.put(PAGE, part, text)


def large(result: dict[str, object]) -> str:
    """What benchmarks/ledger.py measured, as a table."""
    rows = ["| | |", "| --- | ---: |"]
    for name, value in result.items():
        shown = "; ".join(f"{k}: {v:,}" for k, v in value.items()) if isinstance(value, dict) else value
        rows.append(f"| {name} | {shown:,} |" if isinstance(shown, int | float) else f"| {name} | {shown} |")
    return "\n".join([*rows, "", ""])


def main() -> int:
    """Run, write, and give the exit status of the tests."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dose", type=float, default=10)
    parser.add_argument("--large", type=Path)
    parser.add_argument("--check", action="store_true", help="only run; leave the page as it is")
    parser.add_argument("-k", dest="pick", help="only the tests that pytest -k picks; leaves the page as it is")
    told = parser.parse_args()
    if told.large:
        write("large", large(json.loads(told.large.read_text(encoding="utf-8"))))
        return 0
    status, figures = tortured(told.dose, told.pick)
    if status == 0 and not told.check and not told.pick:
        rows = [f"| {what} | {came} |" for what, came in figures]
        head = f"At {told.dose:g} times the counts of a release; {machine.told()}.\n\n"
        write("torture", head + "\n".join(["| what was done | what came of it |", "| --- | --- |", *rows, ""]))
    return status


if __name__ == "__main__":
    raise SystemExit(main())
