"""What people decided: it outranks every rule."""

from collections.abc import Mapping
from typing import Final

import msgspec

NONE: Final[Mapping[str, str]] = {}


class Decisions(msgspec.Struct, frozen=True):
    """The decisions in force on a day, gathered from the ledger.

    `same_source`: pairs of names that are one source; `other_source`: pairs of names that are not, whatever the rules
    or the pairs of `same_source` imply. `story_of`: for a report's id, the story that a person put it in. (Claims that
    somebody corrected reach the reconciliation as corrected.)
    """

    same_source: tuple[tuple[str, str], ...] = ()
    other_source: tuple[tuple[str, str], ...] = ()
    story_of: Mapping[str, str] = NONE
