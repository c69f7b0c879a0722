"""Words with their place in a report's text."""

import msgspec


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
