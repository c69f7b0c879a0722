"""What a measurement was made on."""

import os
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from selon import __version__

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


def told() -> str:
    """Date, versions and machine, on one line."""
    day = datetime.now(UTC).date().isoformat()
    system = f"{platform.python_implementation()} {platform.python_version()}, {platform.system()}"
    return f"{day}, Selon {__version__} ({revision()}), {system}, {processor()}, {os.cpu_count()} cores"
