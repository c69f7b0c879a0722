"""Every limit, each with its reason."""

from typing import Final

MAX_REPORT_BYTES: Final = 64 * 1024 * 1024
"""A larger input is refused: the longest news texts are under 1 MB, and a book of this size still reads in memory."""
