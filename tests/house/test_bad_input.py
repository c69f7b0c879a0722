"""Bad input through the program: a result or a clear refusal, nothing half-recorded, and the other files still read."""

import json
import sqlite3
from pathlib import Path

import pytest

from .conftest import EXAMPLES, selon

GOOD = EXAMPLES[0]

REFUSED: dict[str, bytes] = {
    "empty": b"",
    "blank": b" \n\t\n \n",
    "image": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x00\x00\x01\x00\x08\x06" + bytes(range(256)) * 8,
    "program": b"\x7fELF\x02\x01\x01" + bytes(4096),
    "nul": b"Trois morts" + b"\x00" * 2000 + "à Lyon".encode(),
    "noise": bytes((i * 7919 + (i >> 3) * 104729) % 256 for i in range(8192)),
    "large": ("Trois personnes ont été blessées mardi dans un accident. " * 900_000).encode(),
}

READ: dict[str, bytes] = {
    "latin": "Trois élèves ont été blessés à Évreux, a indiqué la préfecture de l’Eure.".encode("cp1252"),
    "utf16": "Trois élèves ont été blessés à Évreux, a indiqué la préfecture de l’Eure.".encode("utf-16"),
    "bom": "Trois élèves ont été blessés à Évreux, a indiqué la préfecture.".encode("utf-8-sig"),
    "no-sentence": b"Page 3",
    "marks": "… ! ? — « »".encode(),
    "no-figure": "Le ministre a quitté la réunion sans un mot. La pluie tombait.".encode(),
    "one-line": ("mot " * 200_000).encode(),
    "crlf": "Titre\r\n\r\nDeux pompiers ont été blessés lundi.\r\n".encode(),
    "emoji": "🔥 Deux pompiers 👩‍🚒 ont été blessés lundi à Lyon 🇫🇷, selon la préfecture.".encode(),
    "digits": f"Deux pompiers ont été blessés lundi. Code {'9' * 5000}, puis {10**26} morts.".encode(),
    "arabic": "أصيب ثلاثة أشخاص يوم الثلاثاء في حادث سير".encode(),
}


def write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / f"{name}.txt"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_refused_with_a_reason_and_the_others_read(tmp_path: Path, name: str) -> None:
    bad = write(tmp_path, name, REFUSED[name])
    done = selon("read", "--json", bad, GOOD)
    said = done.stderr.decode()
    assert done.returncode == 1
    assert f"{name}.txt: refused (" in said
    assert "Traceback" not in said
    assert "refused (error)" not in said
    assert {json.loads(line)["report"]["name"] for line in done.stdout.splitlines()} == {GOOD.name}


@pytest.mark.parametrize("name", sorted(READ))
def test_odd_but_read(tmp_path: Path, name: str) -> None:
    done = selon("inspect", "--json", write(tmp_path, name, READ[name]))
    said = done.stderr.decode()
    assert "Traceback" not in said
    assert "refused (error)" not in said
    assert (done.returncode == 0) != ("refused (" in said)
    if name in ("latin", "utf16", "bom", "crlf", "emoji", "digits"):
        assert done.returncode == 0, said
        numbers = [json.loads(line) for line in done.stdout.splitlines() if b'"number"' in line]
        assert any(n.get("claim") for n in numbers)


def test_what_is_no_file(tmp_path: Path) -> None:
    done = selon("read", "--json", tmp_path / "missing.txt", GOOD)
    assert done.returncode == 1
    assert "missing.txt: refused (missing)" in done.stderr.decode()
    assert done.stdout


def test_nothing_is_half_recorded(tmp_path: Path) -> None:
    bad = [write(tmp_path, name, data) for name, data in REFUSED.items() if name != "large"]
    ledger = tmp_path / "ledger.db"
    done = selon("add", *bad, GOOD, "--ledger", ledger)
    assert done.returncode == 1, done.stderr.decode()
    again = selon("brief", "--ledger", ledger, "--format", "markdown")
    assert again.returncode == 0, again.stderr.decode()
    with sqlite3.connect(ledger) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
