"""Charts as files: SVG as it is drawn, and PNG."""

from functools import cache
from importlib.resources import as_file, files
from typing import Final

FONT: Final = files("selon.show.web").joinpath("static", "DejaVuSans-subset.ttf")
SCALE: Final = 2.0
"""Pixels for each unit of the drawing: sharp on paper and on screens of high resolution."""


@cache
def font() -> str:
    """The path of the font that charts are written in where the machine has none."""
    with as_file(FONT) as path:
        return str(path)


def png(svg: str) -> bytes:
    """A chart as PNG on white, the same on every machine for what is written in Latin, Greek or Cyrillic letters."""
    import resvg_py

    family = "DejaVu Sans"
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg.replace("system-ui, sans-serif", family),
            background="#ffffff",
            zoom=SCALE,
            font_files=[font()],
            font_family=family,
            sans_serif_family=family,
        )
    )
