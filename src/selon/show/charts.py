"""A series as a picture: time against figure, an interval for each figure, a colour for each origin.

What is open is drawn open, what is hedged or expected is drawn hollow, what is denied is left out.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from math import ceil, floor, log10
from typing import Final

import msgspec
from rich.text import Text

from selon.model.edtf import stretch
from selon.model.finding import Finding, Told
from selon.show.templating import rendered
from selon.show.wording import Wording

COLOURS: Final = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b8860b", "#56b4e9", "#7f7f7f")
"""Told apart by the colour-blind too (after Okabe and Ito), readable on white and on black; the rest is grey."""
STYLES: Final = ("blue", "red", "green", "magenta", "yellow", "cyan", "white")
HOLLOW: Final = frozenset(("hedged", "expected"))


class Mark(msgspec.Struct, frozen=True):
    """A figure in the picture. `low`, `high`: None is open; `at`: when it was told; `hollow`: it is hedged."""

    origin: int
    at: datetime
    low: int | None
    high: int | None
    hollow: bool
    told: Told


def marks(found: Finding) -> list[Mark]:
    """The figures that can be drawn, in order of time: affirmed, dated, and with a number."""
    result = []
    for number, line in enumerate(found.figures):
        for told in (*line.earlier, line.latest):
            when = stretch(told.said) or stretch(told.published)
            if when and told.polarity == "positive" and (told.low, told.high) != (None, None):
                hollow = told.certainty in HOLLOW
                result.append(Mark(number, when.start, told.low, told.high, hollow, told))
    return sorted(result, key=lambda mark: (mark.at, mark.origin, mark.told.claim))


def ticks(top: float, count: int) -> list[int]:
    """About so many round numbers from zero to beyond `top`."""
    step = max(top, 1) / count
    magnitude = 10.0 ** floor(log10(step)) if step >= 1 else 1.0
    step = next(factor * magnitude for factor in (1, 2, 2.5, 5, 10) if factor * magnitude >= step)
    step = max(1.0, step)
    return [round(i * step) for i in range(ceil(top / step) + 1)]


def highest(shown: list[Mark]) -> int:
    """The largest number in the picture."""
    return max(number for mark in shown for number in (mark.low, mark.high) if number is not None)


def days(first: datetime, last: datetime, most: int) -> Iterator[datetime]:
    """Days to label on an axis of time: both ends and what lies evenly between."""
    span = (last.date() - first.date()).days
    count = min(most, span + 1)
    seen = set()
    for i in range(count):
        day = first + timedelta(days=round(span * i / max(count - 1, 1)))
        if day.date() not in seen:
            seen.add(day.date())
            yield day


class Shape(msgspec.Struct, frozen=True):
    """A mark in the coordinates of the drawing. `up`, `down`: open at that end."""

    x: float
    top: float
    bottom: float
    up: bool
    down: bool
    hollow: bool
    colour: str
    title: str


class Label(msgspec.Struct, frozen=True):
    """Text at a coordinate of an axis."""

    at: float
    text: str


class Path(msgspec.Struct, frozen=True):
    """The figures of one origin joined in order of time."""

    colour: str
    points: str


def spread(places: list[float], last: float) -> list[float]:
    """Places in order, moved apart as far as there is room up to `last`."""
    apart = min(APART, (last - LEFT) / max(len(places), 1))
    found: list[float] = []
    for place in places:
        found.append(max(place, found[-1] + apart) if found else place)
    limit = last
    for i in range(len(found) - 1, -1, -1):
        found[i] = round(min(found[i], limit), 1)
        limit = found[i] - apart
    return found


WIDTH, HEIGHT = 640, 240
LEFT, RIGHT, TOP, BOTTOM = 64, 36, 14, 30
APART: Final = 11.0
"""Between two marks of one time or nearly so."""


def svg(found: Finding, names: list[str], wording: Wording) -> str | None:
    """The series as an SVG element, with a title for each figure; None where there are not two figures to compare.

    `names`: the origins of its figures, as they are called.
    """
    shown = marks(found)
    if len(shown) < 2:
        return None
    scale = ticks(highest(shown) * 1.08, 4)
    first, last = shown[0].at, shown[-1].at
    span = max((last - first).total_seconds(), 1)

    def across(at: datetime) -> float:
        if first == last:
            return LEFT + (WIDTH - LEFT - RIGHT) / 2
        return round(LEFT + 14 + (at - first).total_seconds() / span * (WIDTH - LEFT - RIGHT - 28), 1)

    def up(number: float) -> float:
        return round(HEIGHT - BOTTOM - number / scale[-1] * (HEIGHT - TOP - BOTTOM), 1)

    shapes, paths = [], []
    for mark, x in zip(shown, spread([across(mark.at) for mark in shown], WIDTH - RIGHT - 6), strict=True):
        high = mark.high if mark.high is not None else scale[-1]
        low = mark.low if mark.low is not None else 0
        title = ": ".join((names[mark.origin], wording.figure(mark.told, found.change)))
        when = wording.when(mark.told.said, mark.told.published)
        colour = COLOURS[min(mark.origin, len(COLOURS) - 1)]
        shapes.append(
            Shape(x, up(high), up(low), mark.high is None, mark.low is None, mark.hollow, colour, f"{title}, {when}")
        )
    for number in range(len(names)):
        points = [
            f"{shape.x},{(shape.bottom if shape.up else shape.top if shape.down else (shape.top + shape.bottom) / 2):g}"
            for mark, shape in zip(shown, shapes, strict=True)
            if mark.origin == number
        ]
        if len(points) > 1:
            paths.append(Path(COLOURS[min(number, len(COLOURS) - 1)], " ".join(points)))
    drawn = sorted({mark.origin for mark in shown})
    return rendered(
        "chart.svg",
        title=wording.title(found),
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=WIDTH - RIGHT,
        bottom=HEIGHT - BOTTOM,
        rows=[Label(up(n), wording.number(n)) for n in scale],
        columns=[Label(across(day), wording.date(day.date().isoformat())) for day in days(first, last, 4)],
        shapes=shapes,
        paths=paths,
        legend=[(COLOURS[min(n, len(COLOURS) - 1)], names[n]) for n in drawn],
    )


def terminal(found: Finding, names: list[str], wording: Wording, width: int) -> list[Text]:
    """The series as lines for a terminal: time downwards, the figure across; empty where there are not two figures."""
    shown = marks(found)
    if len(shown) < 2:
        return []
    dates = [wording.date((mark.told.said or mark.told.published or "").partition("T")[0]) for mark in shown]
    day_width = max(map(len, dates))
    name_width = min(max(len(names[mark.origin]) for mark in shown), 24)
    room = max(width - day_width - name_width - 4, 16)
    scale = ticks(highest(shown) * 1.05, max(2, room // 16))

    def at(number: float) -> int:
        return round(number / scale[-1] * (room - 1))

    lines = []
    for mark, date in zip(shown, dates, strict=True):
        row = [" "] * room
        low, high = at(mark.low or 0), at(mark.high if mark.high is not None else scale[-1])
        for i in range(low, high + 1):
            row[i] = "┄" if mark.hollow else "─"
        row[low] = "◁" if mark.low is None and mark.hollow else "◀" if mark.low is None else "├"
        row[high] = "▷" if mark.high is None and mark.hollow else "▶" if mark.high is None else "┤"
        if low == high:
            row[low] = "○" if mark.hollow else "●"
        name = names[mark.origin]
        name = name if len(name) <= name_width else name[: name_width - 1] + "…"
        line = Text(f"{date:<{day_width}}  ", "dim")
        style = STYLES[min(mark.origin, len(STYLES) - 1)]
        line.append(f"{name:<{name_width}}  ", style).append("".join(row).rstrip(), style)
        lines.append(line)
    axis = [" "] * room
    for number in scale:
        text = wording.number(number)
        start = min(max(at(number) - len(text) // 2, 0), room - len(text))
        if all(c == " " for c in axis[max(start - 1, 0) : start + len(text) + 1]):
            axis[start : start + len(text)] = text
    lines.append(Text(" " * (day_width + name_width + 4) + "".join(axis).rstrip(), "dim"))
    return lines
