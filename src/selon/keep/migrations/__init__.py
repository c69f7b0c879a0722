"""Bringing the ledger of an earlier version forward, in one transaction each."""
