"""Refusals: why an input is no report. A reason is one of a few words that a ledger can count."""

import hashlib
from typing import Final, Literal, get_args

from selon.errors import RefusalError
from selon.model import Refusal

Reason = Literal[
    "empty",  # nothing, or white space alone
    "binary",  # no text: a picture, a program, a document in a format that is not read
    "encoding",  # text, but in no encoding that its bytes make sense in
    "too-large",  # over a limit of settings.py
    "no-sentence",  # text, but nothing that reads as one
    "malformed",  # begins as a format that is read, and is broken
    "bomb",  # unpacks to far more than it is
    "unsafe-path",  # an archive's member, or a link, that leads elsewhere
    "forbidden-address",  # a URL whose address is not public
    "not-allowed",  # the site's robots.txt asks not to
    "unreachable",  # no answer, or too slow a one
    "http-status",  # an answer that is no page
    "not-a-report",  # read well, but no report by its kind (a redirect, a record without text)
    "missing",  # no such file
    "permission",  # a file that may not be read
    "unreadable",  # a file that the system fails to read
]
REASONS: Final[tuple[str, ...]] = get_args(Reason)


class Unreadable(RefusalError):
    """Raised within `read`; it becomes a Refusal at its edge."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason: Reason = reason
        self.detail = detail

    def refusal(self, name: str, data: bytes | None) -> Refusal:
        """The refusal of the input called `name`, whose bytes were `data` (None where there were none)."""
        return Refusal(None if data is None else identity(data), name, self.reason, self.detail)


def identity(data: bytes) -> str:
    """What bytes are known by: `sha256:` and their digest."""
    return "sha256:" + hashlib.sha256(data).hexdigest()
