"""The ledger: what was read, kept so that it can be defended."""

from selon.keep.ledger import Kept, Ledger, Record, open_ledger

__all__ = ["Kept", "Ledger", "Record", "open_ledger"]
