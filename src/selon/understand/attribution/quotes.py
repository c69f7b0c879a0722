"""Quotations: where they open and close, over sentences and paragraphs."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from selon.understand.sentences import Sentence

MARKS: Final = re.compile('[«»“”„"]')
CLOSERS: Final = {"«": "»", "“": '”"', "„": '“”"', '"': '"”', "»": "«", "”": "”"}
LONGEST: Final = 4000
"""Characters that a quotation may run; beyond, a closing mark was forgotten."""


class Quote(NamedTuple):
    """A quotation: the places of its marks in the text, `end` behind the closing one."""

    start: int
    end: int


def quotes(text: str, sentences: Sequence[Sentence]) -> list[Quote]:
    """The quotations of a report, in the order of the text; none inside another."""
    if not sentences:
        return []
    found: list[Quote] = []
    opened, mark = -1, ""
    lowest, highest = sentences[0].start, sentences[-1].end
    titles = [(s.start, s.end) for s in sentences if s.title]
    for match in MARKS.finditer(text, lowest, highest):
        at = match.start()
        character = match.group()
        left = text[at - 1] if at > lowest else " "
        right = text[at + 1] if at + 1 < highest else " "
        opens = (left.isspace() or left in "([-–—'’:/") and not right.isspace()
        closes = not left.isspace() and (right.isspace() or right in ".,;:!?)]…-–—")
        if opened >= 0 and (at - opened > LONGEST or any(s <= opened < e <= at for s, e in titles)):
            opened = -1
        if opened < 0:
            if (
                character in "«„"
                or (character in '“"»' and (opens or not closes))
                or (character == "”" and opens and not closes)
            ):
                opened, mark = at, character
            continue
        if character in CLOSERS[mark]:
            if character == '"' and opens and not closes:
                if "\n" in text[max(opened, at - 3) : at]:  # each paragraph of a long quotation opens it anew
                    continue
                opened = at  # the one before was never closed
                continue
            found.append(Quote(opened, at + 1))
            opened = -1
        elif character == mark and character != '"' and "\n" not in text[max(opened, at - 3) : at]:
            opened = at
    return found
