"""A moment: words that say when, and the EDTF date (ISO 8601-2) that they stand for."""

import msgspec


class Moment(msgspec.Struct, frozen=True, gc=False, omit_defaults=False):
    """`edtf` is None where the words alone cannot say (a weekday without a date of publication).

    `inherited`: not said in the claim's reach, but by the rest of the report.
    """

    text: str
    start: int
    end: int
    edtf: str | None
    inherited: bool = False
