"""Report -> claims."""

from selon.understand.reading import understand

__all__ = ["understand"]
