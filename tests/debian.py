"""Debian's packages that tests need: installed where that is possible, as in CI."""

import os
import shutil
import subprocess


def install(package: str) -> str | None:
    """Installs a package; returns what went wrong, None where nothing did, or where only root could do it."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    for command in (["update"], ["install", "-y", "--no-install-recommends", package]):
        done = subprocess.run(
            ["apt-get", "-q", *command],
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            capture_output=True,
            text=True,
        )
    return done.stderr.strip()[-300:] if done.returncode else None
