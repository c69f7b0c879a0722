"""Selon (French: *according to*): an evidence ledger for developing news stories.

>>> import selon
>>> for claim in selon.read("Up to 12,000 soldiers have been sent to Kursk, Zelensky said.").claims:
...     print(claim.event, claim.figure.low, claim.figure.high, claim.origins[0].name)
deployed None 12000 Volodymyr Zelenskyy
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from selon.errors import KnowledgeError, LedgerError, RefusalError, SelonError, UsageError

if TYPE_CHECKING:
    from selon.api import Brief, Claims, Findings, Ledger, Report, read

__version__ = "0.1.0"

__all__ = [
    "Brief",
    "Claims",
    "Findings",
    "KnowledgeError",
    "Ledger",
    "LedgerError",
    "RefusalError",
    "Report",
    "SelonError",
    "UsageError",
    "__version__",
    "read",
]

_LAZY: Final = frozenset(("Brief", "Claims", "Findings", "Ledger", "Report"))


def __getattr__(name: str) -> Any:
    """What takes time to load is loaded when it is first asked for."""
    if name in _LAZY:
        return getattr(import_module("selon.api"), name)
    if name == "read":
        return import_module("selon.read")
    raise AttributeError(f"module 'selon' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
