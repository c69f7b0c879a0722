"""Paragraphs of a plain text: its lines, or its blocks where the lines are wrapped."""

import itertools
from typing import Final, NamedTuple

INVISIBLE: Final = "\ufeff\u200b\u200c\u200d\u2060\u00ad"
"""Byte-order mark and characters without width: white space to a reader, if not to Python."""
SPACE: Final = (
    " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000" + INVISIBLE
)
TERMINAL: Final = frozenset(".!?…。！？")
CLOSING: Final = "»”\"'’)]›“ \u00a0\u202f"


class Paragraph(NamedTuple):
    """Code points of the text, without the white space around; `apart`: whether a blank line stands before."""

    start: int
    end: int
    apart: bool


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of a text, in order."""
    found = _lines(text)
    return _unwrapped(text, found) if _is_wrapped(text, found) else _continued(text, found)


def ends_sentence(text: str, start: int, end: int) -> bool:
    """Whether the last mark of a paragraph, behind closing quotation marks and brackets, ends a sentence."""
    while end > start and text[end - 1] in CLOSING:
        end -= 1
    return end > start and text[end - 1] in TERMINAL


def _lines(text: str) -> list[Paragraph]:
    found, position, apart = [], 0, False
    for line in text.splitlines(keepends=True):
        bare = line.strip(SPACE)
        if bare:
            start = position + len(line) - len(line.lstrip(SPACE))
            found.append(Paragraph(start, start + len(bare), apart))
            apart = False
        else:
            apart = True
        position += len(line)
    return found


def _is_wrapped(text: str, lines: list[Paragraph]) -> bool:
    """Whether the lines are of one width, and sentences run on over their ends."""
    joints = sum(1 for line in lines[1:] if not line.apart)
    width = max((line.end - line.start for line in lines), default=0)
    if joints < 2 or width > WIDEST:
        return False
    running = sum(
        1
        for before, line in itertools.pairwise(lines)
        if not line.apart
        and before.end - before.start >= width * 0.6
        and text[line.start].islower()
        and not ends_sentence(text, before.start, before.end)
    )
    return running >= joints * 0.3


def _continued(text: str, lines: list[Paragraph]) -> list[Paragraph]:
    """Lines as they are, but for one that goes on small where a long one broke off amid its sentence."""
    found = lines[:1]
    for before, line in itertools.pairwise(lines):
        broken = before.end - before.start >= LONG and not ends_sentence(text, before.start, before.end)
        if broken and not line.apart and text[line.start].islower() and text[before.end - 1] not in ":;":
            found[-1] = found[-1]._replace(end=line.end)
        else:
            found.append(line)
    return found


def _unwrapped(text: str, lines: list[Paragraph]) -> list[Paragraph]:
    """Lines joined to paragraphs: a blank line parts them, or a line that ends early with its sentence."""
    width = max(line.end - line.start for line in lines)
    found = [lines[0]]
    for before, line in itertools.pairwise(lines):
        short = before.end - before.start < width * 0.7
        if line.apart or (short and not text[line.start].islower()):
            found.append(line)
        else:
            found[-1] = found[-1]._replace(end=line.end)
    return found


WIDEST: Final = 110
"""Code points of a wrapped line: mail wraps at 72 to 78, wires at 64 to 80, editors at 100."""
LONG: Final = 60
"""Code points of a line that is more than a heading, a caption or an item of a list."""
