"""Nothing from outside can hang, crash, fill memory, or reach another place."""

import os
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from selon import read
from selon.model import Refusal

from . import hostile, mutants

SECONDS = 1.0 if sys.gettrace() is None else 10.0
"""Of processor time: the machine may be busy with other things."""
MEGABYTES = 100
MUTANTS = int(os.environ.get("SELON_MUTANTS", "5000" if os.environ.get("CI") else "500"))
_STATUS = Path("/proc/self/status")
_RESET = Path("/proc/self/clear_refs")


def megabytes(which: str) -> int:
    """What the kernel counts of this process: `VmRSS`, `VmHWM`."""
    return next(int(line.split()[1]) for line in _STATUS.read_text().splitlines() if line.startswith(which)) // 1024


def measured(path: Path) -> tuple[Counter[str], float, int]:
    """What became of the inputs in a file, the seconds, and the megabytes at most above what there were before."""
    memory = _STATUS.exists() and os.access(_RESET, os.W_OK)
    if memory:
        _RESET.write_text("5")  # forgets the highest mark
    before, began = megabytes("VmRSS") if memory else 0, time.process_time()
    results: Counter[str] = Counter()
    for given in read.inputs([path]):
        result = given if isinstance(given, Refusal) else read.read(given)
        results[result.reason if isinstance(result, Refusal) else hostile.READ] += 1
    return results, time.process_time() - began, megabytes("VmHWM") - before if memory else 0


def test_every_hostile_file(tmp_path: Path) -> None:
    """What must happen does, within a second and 100 MB."""
    path, wrong = tmp_path / "file", []
    names: set[str] = set()
    for language in ("fr", "en"):
        read.report(hostile.WORDS, "warm", language=language)
    for each in hostile.every():
        names.add(each.name)
        path.write_bytes(each.data)
        each = each._replace(data=b"")
        try:
            results, seconds, above = measured(path)
        except Exception as error:
            wrong.append(f"{each.name}: {type(error).__name__}: {error}")
            continue
        if not results or set(results) - {hostile.READ, *read.REASONS}:
            wrong.append(f"{each.name}: {dict(results)}")
        if each.must == hostile.READ and not results[hostile.READ]:
            wrong.append(f"{each.name}: must be read, was {dict(results)}")
        if each.must not in (hostile.READ, hostile.ANY) and set(results) - set(each.must.split("|")):
            wrong.append(f"{each.name}: must be {each.must}, was {dict(results)}")
        if seconds > SECONDS:
            wrong.append(f"{each.name}: {seconds:.1f} seconds")
        if above > MEGABYTES:
            wrong.append(f"{each.name}: {above} MB")
    assert not wrong, "\n".join(wrong)
    assert len(names) >= 250


def test_writing_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    some = [hostile.Hostile("a-name", hostile.ANY, "a reason", b"data")]
    monkeypatch.setattr(hostile, "every", lambda: iter(some))
    assert hostile.write(tmp_path / "made") == 1
    assert (tmp_path / "made" / "000-a-name").read_bytes() == b"data"
    assert (tmp_path / "made" / "MUST.tsv").read_text() == "000-a-name\tread or refused\ta reason\n"


def test_mutants(tmp_path: Path) -> None:
    """None crashes, none takes over two seconds; `SELON_MUTANTS` says how many."""
    path = tmp_path / "mutant"
    wrong = [f"{n}: {problem}" for n in range(MUTANTS) if (problem := mutants.wrong(mutants.mutant(n), path))]
    assert not wrong, "\n".join(wrong)


def test_good_inputs_are_read(tmp_path: Path) -> None:
    """Else the mutants would prove nothing."""
    for number, data in enumerate(mutants.GOOD):
        path = tmp_path / str(number)
        path.write_bytes(data)
        results, _, _ = measured(path)
        assert results[hostile.READ] > 0, results
        assert mutants.wrong(data, path) is None
