"""An archive of pages: how fast it is read, and how much memory each process takes.

    python -m benchmarks.archive [--gigabytes 5] [--workers 2] [--write docs/performance.md]

The archive is a WARC of responses, made from the pages of ../shared where they are at hand, else from `own_pages.py`,
with other numbers and names each time, and with a script of 200 kB each, as pages of today carry. `selon add` and
`selon scan` read it as a user has them do; the most memory that each of their processes took is read from the system
while they run (Linux only).
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.read.made import response

from benchmarks import machine
from benchmarks.growth import varied
from benchmarks.pages import at_hand

SCRIPT_KILOBYTES = 200
LOOK_SECONDS = 0.5


def archive(path: Path, size: int) -> int:
    """Write an archive of so many bytes; how many pages it has."""
    pages = [page.source.decode("utf-8", "replace") for page in at_hand()]
    draw = random.Random(0)
    count = written = 0
    with path.open("wb") as out:
        while written < size:
            noise = "".join(draw.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=1000)) * SCRIPT_KILOBYTES
            page = varied(pages[count % len(pages)], draw).replace(
                "</head>", f"<script>var d='{noise}'</script></head>"
            )
            written += out.write(response(f"https://news.example/{count}", page.encode()))
            count += 1
    return count


def watched(*words: str) -> tuple[float, int, list[int]]:
    """Seconds that a command of Selon takes; the most that its first process took, and each of the others, in kB."""
    peaks: dict[int, int] = {}
    began = time.perf_counter()
    with subprocess.Popen([sys.executable, "-m", "selon", *words], stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            for pid, peak in machine.peaks(process.pid).items():
                peaks[pid] = max(peak, peaks.get(pid, 0))
            time.sleep(LOOK_SECONDS)
    if process.returncode:
        raise SystemExit(f"selon {' '.join(words)} failed, or refused something")
    spent = time.perf_counter() - began
    return spent, peaks.pop(process.pid), sorted(peaks.values(), reverse=True)


def main() -> int:
    """Prints the measurement; exits with 1 where a worker took more than its ceiling."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gigabytes", type=float, default=5)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--ceiling", type=int, help="MB that a worker may take")
    parser.add_argument("--write", type=Path)
    told = parser.parse_args()
    os.environ["PYTHONUNBUFFERED"] = "1"
    rows, largest = [], 0
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "archive.warc"
        count = archive(path, int(told.gigabytes * 1e9))
        for words in (
            ("add", str(path), "--ledger", f"{name}/selon.db", "--workers", str(told.workers)),
            ("scan", str(path), "--out", f"{name}/claims", "--workers", str(told.workers)),
        ):
            spent, first, others = watched(*words)
            largest = max(largest, *others)
            rows.append(f"| `selon {words[0]}` | {count / spent:.0f} | {first / 1000:.0f} | {max(others) / 1000:.0f} |")
            print(rows[-1], flush=True)
    account = "\n".join(
        (
            machine.told(),
            "",
            f"A WARC of {told.gigabytes:g} GB, {count:,} pages, {told.workers} workers.",
            "",
            "| | pages a second | peak MB, the first process | peak MB, the largest worker |",
            "| --- | ---: | ---: | ---: |",
            *rows,
        )
    )
    if told.write:
        machine.put(told.write, "archive", account)
    return told.ceiling is not None and largest > 1000 * told.ceiling


if __name__ == "__main__":
    sys.exit(main())
