"""The ledger: what was read and decided, kept so that it can be defended."""

from typing import TYPE_CHECKING

from selon.keep.values import (
    Arrival,
    AsOf,
    Change,
    Clock,
    CopyOf,
    Decision,
    DecisionKind,
    Entry,
    Kept,
    KeptRefusal,
    Problem,
    Query,
    Record,
    Told,
)

if TYPE_CHECKING:
    from selon.keep.ledger import Ledger

__all__ = [
    "Arrival",
    "AsOf",
    "Change",
    "Clock",
    "CopyOf",
    "Decision",
    "DecisionKind",
    "Entry",
    "Kept",
    "KeptRefusal",
    "Problem",
    "Query",
    "Record",
    "Told",
    "open_ledger",
]


def open_ledger(where: str, reader: str) -> "Ledger":
    """The ledger at a path or `postgresql://…`, made if there is none, brought to this version's schema if older.

    `reader`: the version of the reader whose readings will be added. Raises LedgerError where it cannot be. The
    database's driver is loaded here, so that what needs no ledger does not wait for it.
    """
    from selon.keep.ledger import Ledger

    return Ledger(where, reader)
