"""The exception tree. Everything that Selon raises on purpose is a `SelonError`.

SelonError
├── KnowledgeError    a file of knowledge is wrong; the message names the file and the entry
├── RefusalError      an input cannot be read; the message names it, the reason, and what was wrong
├── LedgerError       the ledger cannot be opened, or refuses what was asked
└── UsageError        the caller asked for something that cannot be (a date that is none, ...)
"""


class SelonError(Exception):
    """Base of all errors that Selon raises on purpose."""


class KnowledgeError(SelonError):
    """A file of knowledge is malformed: says which file, which entry, and what was expected."""


class RefusalError(SelonError):
    """An input cannot become a report: the message says why."""


class LedgerError(SelonError):
    """The ledger cannot be opened, or cannot do what was asked of it."""


class UsageError(SelonError):
    """The caller asked for something impossible, for instance a date that is none."""
