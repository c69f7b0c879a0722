"""A progress bar on work that takes long, and none where nobody would see it."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import Final, TypeVar

Item = TypeVar("Item")
PATIENCE_SECONDS: Final = 0.7
"""Work that ends sooner shows no bar, and does not pay for loading one."""


def progress(work: Iterable[Item], total: int, label: str, streaming: bool = False) -> Iterator[Item]:
    """The work's items; shows on stderr how far it is, if that is a terminal.

    `streaming`: the results go to stdout as they come; where that is a terminal, they show it well enough.
    """
    if not sys.stderr.isatty() or (streaming and sys.stdout.isatty()):
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
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        """How many a second."""

        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:.0f}/s" if task.speed else "")

    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    # What is printed meanwhile goes above the bar on a terminal, and otherwise where it would go without one.
    redirect = sys.stdout.isatty()
    console = Console(file=sys.stderr)
    with Progress(*columns, console=console, transient=True, redirect_stdout=redirect) as bar:
        task = bar.add_task(label, total=total, completed=done)
        for item in items:
            yield item
            done += 1
            bar.update(task, completed=done, total=max(done, total))
