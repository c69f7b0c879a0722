"""A reader that dies over some inputs, for workers to have."""

import os
from pathlib import Path

from selon import workers
from selon.keep import Entry, Told
from selon.model import Refusal
from selon.read import Input

DEADLY = b"this kills the process that reads it, every time"
ONCE = b"this kills the process that reads it, the first time"


def read_chunk(chunk: list[Input], told: Told) -> list[Entry | Refusal]:
    """As `selon.workers.read_chunk`, but for inputs that kill."""
    for given in chunk:
        if DEADLY in given.data:
            os._exit(9)
        if ONCE in given.data:
            mark = Path(given.provenance).with_suffix(".died")
            if not mark.exists():
                mark.touch()
                os._exit(9)
    return workers.read_chunk(chunk, told)
