"""How much torture: SELON_TORTURE=1 is what a release must stand (CI), 10 what `make torture` gives; otherwise a small
dose shows that the tests themselves still work."""

import os
from collections.abc import Callable

SMALL = 0.06


def dose() -> float:
    """What every count is multiplied by."""
    return float(os.environ.get("SELON_TORTURE", SMALL))


def times(count: int, at_least: int = 2) -> int:
    """So many at dose 1."""
    return max(at_least, round(count * dose()))


Tell = Callable[[str, str], None]
"""Called with what was done to the ledger, and what came of it, for the report."""
