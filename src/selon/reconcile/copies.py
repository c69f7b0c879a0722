"""Who copied whom: sentences that stand, nearly word for word, in a report published before."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final
from zlib import crc32

import msgspec

from selon.model.claim import Claim
from selon.model.decision import Decisions
from selon.model.edtf import stretch
from selon.model.reading import Reading
from selon.model.report import Report
from selon.reconcile.stories import stories
from selon.settings import COPIED_SHARE, SHINGLE_WORDS, SHORTEST_COPY

WORD: Final = re.compile(r"\w+")


class Copy(msgspec.Struct, frozen=True):
    """A report that has sentences of an earlier one. `share`: of its words, how many stand in those sentences."""

    report: str
    of: str
    share: float


class Lineage(msgspec.Struct, frozen=True):
    """Where the words of reports come from, apart from whom they name.

    `copies`: who copied whom. `originals`: for a report's id and the start of a sentence in it, the earliest report
    that has this sentence, or one of the earliest: whoever copied, the sentence is one. `credits`: the agencies that
    each report credits.
    """

    copies: tuple[Copy, ...] = ()
    originals: Mapping[tuple[str, int], str] = {}
    credits: Mapping[str, tuple[str, ...]] = {}

    def original(self, claim: Claim) -> str:
        """The report that a claim's words come from: its own, unless they are copied."""
        return self.originals.get((claim.report.id, claim.sentence.start), claim.report.id)


NO_LINEAGE: Final = Lineage()
NO_DECISIONS: Final = Decisions()


class Sentences(msgspec.Struct, frozen=True):
    """The sentences of a report that are long enough to be known again: start, words, and a hash of each few words."""

    report: str
    published: datetime
    sentences: tuple[tuple[int, int, frozenset[int]], ...]


def sentences(report: Report, reading: Reading) -> Sentences:
    """A report's sentences as they are compared: without regard to capitals, punctuation and spacing."""
    found = []
    for span in reading.sentences:
        words = WORD.findall(report.text[span.start : span.end].casefold())
        if len(words) >= SHORTEST_COPY:
            joined = (" ".join(words[i : i + SHINGLE_WORDS]) for i in range(len(words) - SHINGLE_WORDS + 1))
            found.append((span.start, len(words), frozenset(crc32(shingle.encode()) for shingle in joined)))
    published = stretch(report.published)
    return Sentences(report.id, published.start if published else datetime.max, tuple(found))


def lineage(reports: Iterable[Report], readings: Iterable[Reading], decisions: Decisions = NO_DECISIONS) -> Lineage:
    """Who copied whom among these reports, in each story by itself. The same for every order of them.

    Linear in their text. `decisions`: what people decided of stories.
    """
    by_id = {report.id: report for report in reports}
    found = [reading for reading in readings if reading.report in by_id]
    told = stories((claim for reading in found for claim in reading.claims), decisions)
    parts: dict[str | None, list[Sentences]] = {}
    for reading in found:
        digest = sentences(by_id[reading.report], reading)
        parts.setdefault(told.get(reading.report), []).append(digest)
    originals: dict[tuple[str, int], str] = {}
    copies: list[Copy] = []
    for digests in parts.values():
        first, taken = traced(sorted(digests, key=lambda digest: (digest.published, digest.report)))
        originals |= first
        copies += taken
    credits = {name: tuple(sorted(report.credits)) for name, report in sorted(by_id.items()) if report.credits}
    return Lineage(tuple(sorted(copies, key=lambda copy: (copy.report, copy.of))), originals, credits)


def traced(digests: Sequence[Sentences]) -> tuple[dict[tuple[str, int], str], list[Copy]]:
    """From digests in order of publication: for each sentence that others have the first report, and who copied whom.

    Where it is not known which of two was published first, neither is said to have copied.
    """
    first: dict[int, list[int]] = {}
    originals: dict[tuple[str, int], str] = {}
    copies = []
    for number, digest in enumerate(digests):
        taken: Counter[int] = Counter()
        for start, words, shingles in digest.sentences:
            holders = Counter(holder for shingle in shingles for holder in first.get(shingle, ()))
            needed = COPIED_SHARE * len(shingles)
            source = min((holder for holder, n in holders.items() if n >= needed), default=None)
            if source is not None:
                originals[digest.report, start] = digests[source].report
                if digests[source].published < digest.published:
                    taken[source] += words
        for _, _, shingles in digest.sentences:
            for shingle in shingles:
                known = first.setdefault(shingle, [])
                if len(known) < MOST_HOLDERS and (not known or known[-1] != number):
                    known.append(number)
        whole = sum(words for _, words, _ in digest.sentences)
        copies += [Copy(digest.report, digests[of].report, round(n / whole, 3)) for of, n in sorted(taken.items())]
    return originals, copies


MOST_HOLDERS: Final = 8
"""Reports remembered for each few words: the earliest ones; a formula that more have tells nothing."""
