"""Bytes to a report, or to the reason why they are none.

`report(data, name)` is the door; whatever comes in, one of `Report` and `Refusal` comes out. `inputs(sources)` opens
files, folders, archives and addresses, and `read(input)` reads each. Feeds are watched with `selon.read.watch`.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

from selon.model import Refusal, Report
from selon.read import formats, when
from selon.read.facts import Facts
from selon.read.refuse import REASONS, Unreadable
from selon.read.sources import Input, held, inputs, read


def report(
    data: bytes, name: str, *, published: str | None = None, language: str | None = None, url: str | None = None
) -> Report | Refusal:
    """The report that some bytes hold, or the refusal with its reason.

    `name`: what the input is called. `published`: an EDTF date from outside, which wins over the report's own except
    where that says the same more exactly. `language`: ISO 639-1, else it is detected. `url`: where the bytes are from.
    Raises UsageError where `published` is no date.
    """
    facts = Facts(published=when.checked(published) if published else None, language=language, url=url)
    try:
        return formats.read(data, name, facts)
    except Unreadable as refused:
        return refused.refusal(name, data)


class CallablePackage(ModuleType):
    """This package, which is also the function `selon.read(text)`: the folder and the function have one name."""

    def __call__(self, *given: Any, **told: Any) -> Any:
        """As `selon.api.read`, which stands above the steps and is looked up by its name."""
        return import_module("selon.api").read(*given, **told)


sys.modules[__name__].__class__ = CallablePackage

__all__ = ["REASONS", "Input", "held", "inputs", "read", "report"]
