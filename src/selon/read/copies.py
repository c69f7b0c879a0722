"""Near-copies: which earlier report a new one repeats, and what it changed.

MinHash over runs of three words finds the candidates among any number of reports; each is then compared word by word.
"""

import difflib
import re
from collections.abc import Iterable, Sequence
from typing import Final, Literal

from selon import settings
from selon.knowledge.folding import fold
from selon.model import Report, Span
from selon.model.frozen import Frozen, Leaf

Kind = Literal["same text", "edited", "extended"]

RUN: Final = 3
"""Words in a run: two are common in any news, four break at each change of a word."""
BANDS: Final = 42
ROWS: Final = 3
"""126 hashes in 42 bands of 3: of reports that share half of their runs 99.6 % become candidates, of those that share a
third 79 %, of strangers (5 %) 0.5 %."""
SEED: Final = 1
ALIKE: Final = 0.4
"""Share of runs from which on two reports are one text edited: two accounts of one event share below 0.2."""
CONTAINED: Final = 0.85
"""Share of the earlier report's runs that an extended one has."""
LONGER: Final = 1.03

_WORD: Final = re.compile(r"\w+")


class Change(Leaf, frozen=True):
    """Words put in the place of others, as spans of each report's text; either is None where nothing was there."""

    before: Span | None
    after: Span | None


class Copy(Frozen, frozen=True):
    """A new report repeats an earlier one. `of`: its id; `share`: of the runs of both that both have (0 to 1)."""

    of: str
    kind: Kind
    share: float
    changes: tuple[Change, ...]


class Words(Frozen, frozen=True):
    """The words of a report's title and body, folded, with their places in its text."""

    folded: Sequence[str]
    places: Sequence[tuple[int, int]]


def runs(words: Sequence[str]) -> set[str]:
    """The runs of `RUN` words; the whole where there are fewer."""
    if len(words) <= RUN:
        return {" ".join(words)} if words else set()
    return set(map(" ".join, zip(*(words[first:] for first in range(RUN)), strict=False)))


def _spans(report: Report) -> list[Span]:
    """Where the words stand that count for a copy: residue differs from page to page."""
    return sorted((*report.body, *([report.title_span] if report.title_span else [])), key=lambda span: span.start)


def words_of(report: Report) -> Words:
    """The words that count for a copy."""
    found = [match for span in _spans(report) for match in _WORD.finditer(report.text, span.start, span.end)]
    return Words([fold(match.group()) for match in found], [match.span() for match in found])


def folded(report: Report) -> list[str]:
    """The same without their places."""
    return [fold(word) for span in _spans(report) for word in _WORD.findall(report.text, span.start, span.end)]


def keys(report: Report) -> tuple[int, ...]:
    """The report's band keys, for a ledger to keep: reports that share one are candidates. Each is below 2**63."""
    return _keys(runs(folded(report)))


def _keys(runs: Iterable[str]) -> tuple[int, ...]:
    from rensa import RMinHash

    made = RMinHash(num_perm=BANDS * ROWS, seed=SEED)
    made.update(sorted(runs))
    digest = made.digest()
    keys = []
    for band in range(BANDS):
        key = band
        for value in digest[band * ROWS : (band + 1) * ROWS]:
            key = (key * 0x100000001B3 + value + 1) & 0x7FFFFFFFFFFFFFFF
        keys.append(key)
    return tuple(keys)


def compare(new: Report, earlier: Report) -> Copy | None:
    """How a new report repeats an earlier one; None where it does not."""
    return _compare(words_of(new), earlier, words_of(earlier))


def likeness(new: Report, earlier: Report) -> tuple[Kind, float] | None:
    """The kind and share of the copy that a new report is of an earlier one, without what changed, which is most of
    the work; None where it is none."""
    return _likeness(folded(new), folded(earlier))


def _compare(words: Words, earlier: Report, before: Words) -> Copy | None:
    found = _likeness(words.folded, before.folded)
    if found is None:
        return None
    kind, share = found
    return Copy(earlier.id, kind, share, () if kind == "same text" else tuple(_changes(words, before)))


def _likeness(words: Sequence[str], before: Sequence[str]) -> tuple[Kind, float] | None:
    if not words or not before:
        return None
    if words == before:
        return "same text", 1.0
    new, known = runs(words), runs(before)
    shared = len(new & known)
    share = shared / (len(new) + len(known) - shared)
    if shared / len(known) >= CONTAINED and len(words) >= len(before) * LONGER:
        return "extended", round(share, 3)
    if share >= ALIKE or shared / len(new) >= CONTAINED:
        return "edited", round(share, 3)
    return None


def _changes(words: Words, before: Words) -> Iterable[Change]:
    if max(len(words.folded), len(before.folded)) > settings.MAX_COMPARED_WORDS:
        return
    matcher = difflib.SequenceMatcher(None, before.folded, words.folded, autojunk=False)
    for tag, old, old_end, new, new_end in matcher.get_opcodes():
        if tag != "equal":
            yield Change(_span(before, old, old_end), _span(words, new, new_end))


def _span(words: Words, first: int, last: int) -> Span | None:
    return Span(words.places[first][0], words.places[last - 1][1]) if last > first else None


class Copies:
    """Sees near-copies as reports arrive, in memory. A ledger keeps the `keys` and calls `compare` itself."""

    def __init__(self) -> None:
        self._reports: list[tuple[Report, Words]] = []
        self._bands: dict[int, list[int]] = {}

    def add(self, report: Report) -> Copy | None:
        """Takes a report in; the earlier one that it repeats most closely, if any. The same bytes are no copy."""
        words = words_of(report)
        found = _keys(runs(words.folded))
        candidates = sorted({i for key in found for i in self._bands.get(key, ())})
        if any(self._reports[i][0].id == report.id for i in candidates):
            return None
        copies = (_compare(words, *self._reports[i]) for i in candidates)
        best = max((copy for copy in copies if copy), key=lambda copy: copy.share, default=None)
        self._reports.append((report, words))
        for key in found:
            self._bands.setdefault(key, []).append(len(self._reports) - 1)
        return best
