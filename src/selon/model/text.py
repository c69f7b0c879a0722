"""Words with their place in a report's text."""

from typing import TypeVar

import msgspec

Value = TypeVar("Value")


class Span(msgspec.Struct, frozen=True, gc=False):
    """A stretch of a report's text: Unicode code points, `start` inclusive, `end` exclusive."""

    start: int
    end: int

    def __contains__(self, position: int) -> bool:
        return self.start <= position < self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


class Evidence(msgspec.Struct, frozen=True, gc=False):
    """Exact words and where they stand: `report.text[start:end] == exact`."""

    start: int
    end: int
    exact: str


def encodable(value: Value) -> Value:
    """A value that every other format can hold: in text, a lone surrogate is replaced; what is no text stays."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value  # type: ignore[return-value]
