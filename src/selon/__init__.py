"""Selon (French: *according to*): an evidence ledger for developing news stories."""

__version__ = "0.1.0"
