"""What is set in a process that is Selon's own, a command or a worker; a program that imports Selon decides itself."""

import gc
from typing import Final

OBJECTS: Final = 20_000
"""Objects made since the collector of cycles last looked, at which it looks again. Reading makes thousands a report and
hardly any cycle, and all of it is let go of with the report: at Python's own 700 the looks took 7 % of the time."""


def own() -> None:
    """Have the collector look rarely."""
    gc.set_threshold(OBJECTS, 10, 10)
