"""Which paragraphs are residue, by their layout and by the phrases of the page's language.

When in doubt a paragraph is body: a claim lost is worse than an advert read.
"""

import re
from collections.abc import Sequence
from typing import Final

from selon.knowledge.lexicon import Match
from selon.read.page import Page, Words

LONGEST_NOTICE: Final = 700
"""Code points: longer residue than the notices of cookies and copyright does not stand in one paragraph."""
LONGEST_LINE: Final = 200
"""Code points of a line that phrases may tile."""
MOST_ELIDED: Final = 3
"""Words of such a line that stand in no phrase as they are written, but parted: *l’article*, *cliquez-ici*."""
_SUM: Final = re.compile(r"\s*\d{1,4}\s*[+\-−–×x*÷/]\s*\d{1,4}\s*=[\s\d?_]*", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|@\w+")
_INITIALS: Final = re.compile(r"[a-z]{2,6}(?:[-/][a-z]{1,6})*/[a-z]{1,6}(?:[-/][a-z]{1,6})*\.?")
_OPENING: Final = frozenset("►▶➡→•*-–—[(>|»›·■▪+#◼")


def layout(text: str, start: int, end: int) -> str | None:
    """The reason why a line is residue by its form alone, in any language; else None."""
    if end - start > LONGEST_LINE:
        return None
    line = text[start:end]
    if "=" in line and _SUM.fullmatch(line):
        return "captcha"
    if not any(character.isalpha() for character in line):
        return "separator" if not any(c.isdigit() for c in line) else "number"
    if (">" in line or "›" in line) and _is_path(line):
        return "section"
    if "/" in line and _INITIALS.fullmatch(line):
        return "initials"
    if line.count("#") > 1 and _mostly(line, "#"):
        return "hashtags"
    if ("http" in line or "www." in line or "@" in line) and _ADDRESS.fullmatch(line):
        return "address"
    return None


def _is_path(line: str) -> bool:
    """Whether a line is the way to a page: *Accueil > Monde > Asie*."""
    parts = line.replace("›", ">").split(">")
    return all(0 < len(part.split()) <= 4 and part.rstrip()[-1] not in ".!?:," for part in parts)


def _mostly(line: str, sign: str) -> bool:
    words = line.split()
    return sum(word.startswith(sign) for word in words) >= len(words) * 0.6


def phrase(text: str, start: int, end: int, page: Page) -> str | None:
    """The reason why a paragraph is residue by a phrase in it; else None."""
    length = end - start
    if length > LONGEST_NOTICE:
        return None
    paragraph = text[start:end]
    may_hold = page.may_hold(paragraph)
    may_be_tiled = length <= LONGEST_LINE and not page.speaks(paragraph, MOST_ELIDED)
    if not (may_hold or may_be_tiled):
        return None
    words = page.words(text, start, end)
    return _begun(words) or _held(words) or (tiled(words) if may_be_tiled else None)


def after(text: str, start: int, end: int, page: Page) -> str | None:
    """What stands behind a line that is only a heading of such (`links`, `comments`); else None."""
    words = page.words(text, start, end)
    first, last = _within(words)
    for match in words.found[first] if first < last else ():
        if match.entry.role == "after" and match.last == last:
            return match.entry.key
    return None


def _within(words: Words) -> tuple[int, int]:
    """The tokens between the marks and numbers at either end: first, last (exclusive)."""
    first, last = 0, len(words.tokens)
    while first < last and words.tokens[first].kind != "word":
        first += 1
    while last > first and words.tokens[last - 1].kind != "word":
        last -= 1
    return first, last


def _begun(words: Words) -> str | None:
    first = 0
    while first < len(words.tokens) - 1 and words.tokens[first].word in _OPENING:
        first += 1
    return next((m.entry.key for m in words.found[first] if m.entry.role == "begins"), None)


def _held(words: Words) -> str | None:
    for known in words.found.known:
        if "holds" in known.roles:
            return next(entry.key for _, entry in known.entries if entry.role == "holds")
    return None


def longest(matches: Sequence[Match], *roles: str) -> Match | None:
    """The longest match of one of these roles that begins at a token."""
    return next((match for match in matches if match.entry.role in roles), None)


def tiled(words: Words) -> str | None:
    """The reason of the first phrase, where phrases alone, with marks and numbers between them, make up the line."""
    reason, at = None, 0
    while at < len(words.tokens):
        match = longest(words.found[at], "whole")
        if match:
            reason, at = reason or match.entry.key, match.last
        elif words.tokens[at].kind != "word":
            at += 1
        else:
            return None
    return reason
