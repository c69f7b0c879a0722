"""A place that a report names."""

import msgspec


class Place(msgspec.Struct, frozen=True, gc=False):
    """`name`: the English name; `country`: ISO 3166 alpha-3; `geonames`: the id, where known.

    `inherited`: not said in the claim's reach, but by the rest of the report.
    """

    text: str
    start: int
    end: int
    name: str
    country: str | None = None
    geonames: int | None = None
    inherited: bool = False
