"""What a measurement was made on."""

import os
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from selon import __version__, process
from selon.understand import reading

ROOT = Path(__file__).parent.parent


def processor() -> str:
    """The processor's name."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        return next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def revision() -> str:
    """The commit that was measured, with a mark where the tree had changes."""
    done = subprocess.run(["git", "describe", "--always", "--dirty=+"], cwd=ROOT, capture_output=True, text=True)
    return done.stdout.strip() or "unknown"


def build() -> str:
    """Whether the reader that runs is compiled or Python."""
    return "Python" if str(reading.__file__).endswith(".py") else "compiled"


def one_core() -> None:
    """Keep this process, and what it starts, on one core, where the system can; set it up as Selon's commands do."""
    process.own()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def peaks(root: int) -> dict[int, int]:
    """The processes below one, and itself: the most memory that each has taken so far, in kB."""
    parents: dict[int, int] = {}
    taken: dict[int, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            lines = dict(line.split(":", 1) for line in (folder / "status").read_text().splitlines() if ":" in line)
        except (OSError, ValueError):
            continue
        pid = int(folder.name)
        parents[pid] = int(lines["PPid"])
        taken[pid] = int(lines.get("VmHWM", "0 kB").split()[0])

    def below(pid: int) -> bool:
        while pid and pid != root:
            pid = parents.get(pid, 0)
        return pid == root

    return {pid: peak for pid, peak in taken.items() if below(pid)}


def put(page: Path, part: str, text: str) -> None:
    """Write a text into the part of a page between `<!-- part -->` and `<!-- end of part -->`.

    Raises ValueError where the page has no such part.
    """
    start, end = f"<!-- {part} -->\n", f"<!-- end of {part} -->"
    before, begun, rest = page.read_text(encoding="utf-8").partition(start)
    _, ended, after = rest.partition(end)
    if not begun or not ended:
        raise ValueError(f"{page} has no part {part}")
    page.write_text(f"{before}{start}{text.rstrip()}\n{end}{after}", encoding="utf-8")


def told() -> str:
    """Date, versions and machine, on one line."""
    day = datetime.now(UTC).date().isoformat()
    system = f"{platform.python_implementation()} {platform.python_version()}, {platform.system()}"
    return f"{day}, Selon {__version__} ({revision()}, {build()}), {system}, {processor()}, {os.cpu_count()} cores"
