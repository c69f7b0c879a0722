"""Mutants of the examples, read: none may crash or take long, and what must hold holds for each.

    python -m benchmarks.fuzz [--mutants 20000] [--seed N] [--seconds 600]

A mutant that fails is printed with its seed and number, so that it can be made again, and kept in a file.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import golden
from benchmarks.invariants import hold
from selon.flow import Read, Told, read_bytes

SLOW_SECONDS = 2.0
ODD = [
    *(
        text.encode("utf-8", "surrogatepass")
        for text in (
            *("\x00", "\ufeff", "\u202e", "\u200d", "e\u0301" * 50, "👩‍🚒", "\ud800", "\r\n", "\u2028"),
            *("«", "»", "“", "(" * 40, "." * 200, "%", "½", "٣", "0", "-1", "9" * 400, "12e ", "1 000 "),
            *("1.234.567,89", "1 × 1 =", " dont ", " à ", "l’" * 100, " selon " * 30),
        )
    ),
    *(b"\xff\xfe", b"\xc3", b"\xf0\x9f"),
]
"""What is put in: half characters, marks in numbers, lone surrogates, words that a rule waits for."""


def flip(data: bytearray, dice: random.Random) -> None:
    """A few bytes changed."""
    for _ in range(dice.randint(1, 8)):
        if data:
            data[dice.randrange(len(data))] = dice.randrange(256)


def cut(data: bytearray, dice: random.Random) -> None:
    """A stretch removed."""
    at = dice.randint(0, len(data))
    del data[at : at + dice.randint(0, 200)]


def double(data: bytearray, dice: random.Random) -> None:
    """A stretch repeated."""
    at = dice.randint(0, len(data))
    data[at:at] = data[at : at + dice.randint(0, 400)] * dice.randint(1, 5)


def insert(data: bytearray, dice: random.Random) -> None:
    """Something odd put in."""
    at = dice.randint(0, len(data))
    data[at:at] = dice.choice(ODD)


def shuffle(data: bytearray, dice: random.Random) -> None:
    """The words of the text in another order."""
    words = bytes(data).split(b" ")
    dice.shuffle(words)
    data[:] = b" ".join(words)


def join(data: bytearray, dice: random.Random) -> None:
    """All lines as one."""
    data[:] = bytes(data).replace(b"\n", dice.choice((b" ", b"", b"\r")))


CHANGES: tuple[Callable[[bytearray, random.Random], None], ...] = (flip, cut, double, insert, insert, shuffle, join)


def mutant(seed: int, number: int, models: list[bytes]) -> bytes:
    """The mutant of that number: always the same."""
    dice = random.Random(f"{seed} {number}")
    data = bytearray(dice.choice(models))
    for _ in range(dice.randint(1, 6)):
        dice.choice(CHANGES)(data, dice)
    return bytes(data)


def fault(data: bytes) -> str | None:
    """What is wrong with the reading of some bytes; None where nothing is."""
    began = time.perf_counter()
    try:
        result = read_bytes(data, "mutant.txt", Told(language="fr"))
        if isinstance(result, Read):
            hold(result)
        elif result.reason == "error":
            return result.detail
    except AssertionError as error:
        return f"does not hold: {error}"
    except Exception as error:
        return f"crashed: {type(error).__name__}: {error}"
    spent = time.perf_counter() - began
    return f"took {spent:.1f} s" if spent > SLOW_SECONDS else None


def main() -> int:
    """Reads the mutants; returns 1 where one fails."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mutants", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=600)
    told = parser.parse_args()
    models = [path.read_bytes() for path in sorted(golden.EXAMPLES.glob("*.txt"))]
    began, failed, number = time.perf_counter(), 0, 0
    for number in range(told.mutants):
        if time.perf_counter() - began > told.seconds:
            break
        data = mutant(told.seed, number, models)
        if wrong := fault(data):
            failed += 1
            kept = Path(tempfile.gettempdir()) / f"selon-mutant-{told.seed}-{number}.txt"
            kept.write_bytes(data)
            print(f"mutant {told.seed} {number}: {wrong}\n  {kept}")
    print(f"{number + 1} mutants read in {time.perf_counter() - began:.0f} s, {failed} failed")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
