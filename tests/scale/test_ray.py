"""`selon scan` on a real Ray of this machine, two workers, one of them killed midway."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from .test_scan import NEWS, ids

RAY = Path(sys.executable).parent / "ray"
REPORTS = 240


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """The address of a Ray cluster with two processors."""
    quiet = {"env": os.environ | {"RAY_USAGE_STATS_ENABLED": "0"}, "capture_output": True, "text": True}
    options = [
        "--num-cpus=2",
        "--include-dashboard=false",
        "--port=0",
        "--disable-usage-stats",
        "--node-ip-address=127.0.0.1",
    ]
    started = subprocess.run([str(RAY), "start", "--head", *options], **quiet)  # type: ignore[call-overload]
    assert started.returncode == 0, started.stdout + started.stderr
    try:
        yield "auto"
    finally:
        subprocess.run([str(RAY), "stop", "--force"], **quiet)  # type: ignore[call-overload]


def readers() -> list[int]:
    """The processes that Ray has for the readers."""
    found = subprocess.run(["ps", "-eo", "pid,args"], capture_output=True, text=True, check=True).stdout
    lines = [line.strip() for line in found.splitlines() if "ray::" in line and "IDLE" not in line]
    return [int(line.split()[0]) for line in lines if "udf" in line.lower() or "actor" in line.lower()]


def command(archive: Path, out: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "selon", "scan", str(archive), "--out", str(out), "--workers", "2", *more]


def test_one_is_killed_midway(cluster: str, tmp_path: Path) -> None:

    archive = tmp_path / "news.jsonl"
    rows = [
        {"text": f"{NEWS[number % len(NEWS)]}\n\nUpdate {number}.", "published": "2025-01-15"}
        for number in range(REPORTS)
    ]
    archive.write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    whole, out = tmp_path / "whole", tmp_path / "ray"
    assert subprocess.run(command(archive, whole), capture_output=True).returncode == 0
    with subprocess.Popen(
        command(archive, out, "--ray", cluster), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        killed, until = 0, time.monotonic() + 120
        while running.poll() is None and not killed and time.monotonic() < until:
            pids = readers()
            if pids:
                time.sleep(0.3)
                os.kill(pids[0], signal.SIGKILL)
                killed = pids[0]
            time.sleep(0.05)
        told, errors = running.communicate(timeout=240)
    assert running.returncode == 0, errors[-3000:]
    assert killed, "no reader was seen to kill"
    assert f"news.jsonl: {REPORTS} reports" in told
    assert ids(out) == ids(whole)
    assert len(set(ids(out))) == len(ids(out))
