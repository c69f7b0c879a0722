"""A source: whom a report gives as the one who knows, or who passed it on."""

from typing import Literal

import msgspec

SourceKind = Literal["person", "official", "institution", "government", "agency", "outlet", "group", "unnamed"]


class Source(msgspec.Struct, frozen=True, gc=False):
    """`name`: one name for the source in any spelling. `affiliation`: the country whose it is (ISO 3166 alpha-3).

    `cue`: the word that makes it a source here (*déclaré*, *selon*), None where the layout does (a headline's colon).
    """

    text: str
    start: int
    end: int
    name: str
    kind: SourceKind
    affiliation: str | None = None
    cue: str | None = None
    inherited: bool = False
