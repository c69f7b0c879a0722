"""A progress bar on work that takes long, and none where nobody would see it."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")
PATIENCE_SECONDS = 0.7
"""Work that ends sooner shows no bar, and does not pay for loading one."""


def progress(work: Iterable[Item], total: int, label: str) -> Iterator[Item]:
    """The work's items; shows on stderr how far it is, if that is a terminal and results do not scroll past on it."""
    if not sys.stderr.isatty() or (sys.stdout.isatty() and total < 2):
        yield from work
        return
    items, done, began = iter(work), 0, time.monotonic()
    for item in items:
        yield item
        done += 1
        if time.monotonic() - began > PATIENCE_SECONDS:
            break
    else:
        return
    yield from with_bar(items, done, total, label)


def with_bar(items: Iterator[Item], done: int, total: int, label: str) -> Iterator[Item]:
    """The remaining items, under a bar that begins at `done` of `total`."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total, completed=done)
        for item in items:
            yield item
            done += 1
            bar.update(task, completed=done, total=max(done, total))
