"""A PostgreSQL of the tests' own: a new cluster on a free port, thrown away at the end."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.debian import install

USERS = ("postgres", "nobody")
"""PostgreSQL refuses to run as root: these run it then."""


class NoPostgreSQL(Exception):
    """Why there is no PostgreSQL to test on."""


def programs() -> Path:
    """The folder of PostgreSQL's programs; installs Debian's package where there is none and that is possible."""
    found = installed()
    if found is None:
        if wrong := install("postgresql"):
            raise NoPostgreSQL(f"its Debian package could not be installed: {wrong}")
        found = installed()
    if found is None:
        raise NoPostgreSQL("it is not installed, and only root can do that (apt-get install postgresql)")
    return found


def installed() -> Path | None:
    """The folder of PostgreSQL's programs, the newest version's."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: float(p.parts[4]))
    if versions:
        return versions[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


@contextmanager
def cluster() -> Iterator[str]:
    """The address of a running server, without a database: `postgresql://selon@127.0.0.1:port/`.

    Raises NoPostgreSQL where it cannot be had.
    """
    home, folder = programs(), Path(tempfile.mkdtemp(prefix="selon-postgresql-"))
    owner: dict[str, object] = {}
    if os.geteuid() == 0:
        entry = next(pwd.getpwnam(name) for name in USERS if name in {p.pw_name for p in pwd.getpwall()})
        os.chown(folder, entry.pw_uid, entry.pw_gid)
        owner = {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}

    def run(*command: object) -> None:
        environment = {**os.environ, "HOME": str(folder), "LC_ALL": "C.UTF-8"}
        log = folder.with_suffix(".log")
        with log.open("w") as output:  # not a pipe: the server would keep it open
            done = subprocess.run(
                [str(word) for word in command], stdout=output, stderr=output, cwd="/", env=environment, **owner
            )  # type: ignore[call-overload]
        said = log.read_text(errors="replace")
        log.unlink()
        if done.returncode:
            raise NoPostgreSQL(f"{command[0]} failed: {said.strip()[-500:]}")

    try:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        run(home / "initdb", "-D", folder / "data", "-U", "selon", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=50"
        run(home / "pg_ctl", "-D", folder / "data", "-w", "-t", "60", "-l", folder / "log", "-o", options, "start")
        try:
            yield f"postgresql://selon@127.0.0.1:{port}/"
        finally:
            run(home / "pg_ctl", "-D", folder / "data", "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def new_database(server: str, name: str) -> str:
    """The address of a new, empty database on a server."""
    import psycopg

    with psycopg.connect(server + "postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return server + name
