"""A reading in which every part that words of a report can fill holds the words of an attack.

What the reader takes for a name, a place or a cue today it may take for something else tomorrow: the pages must not
trust that only harmless words get there.
"""

from pathlib import Path
from typing import Any

import msgspec

from selon import flow
from selon.joints import Read, entry, read_bytes
from selon.model import Claim, Report

TEXT = """At least {n} soldiers were killed in Kursk on Tuesday, the Ministry of Defence said, citing Reuters

4 March 2025

At least {n} soldiers were killed in Kursk on Tuesday, the Ministry of Defence said, citing Reuters.

Reuters reported on Tuesday that {m} houses may have been damaged in Kursk.
"""
FILLED = ("text", "name", "cue", "qualifier")
"""Fields of a claim's parts that hold words of the report; the others are numbers and words of the knowledge."""


def poisoned_claim(claim: Claim, attack: str) -> Claim:
    """A claim whose parts all say the attack; `evidence` stays, since it is what stands in the text."""

    def part(one: Any) -> Any:
        names = [name for name in FILLED if isinstance(getattr(one, name, None), str)]
        return msgspec.structs.replace(one, **dict.fromkeys(names, attack))

    return msgspec.structs.replace(
        claim,
        counted=claim.counted and msgspec.structs.replace(part(claim.counted), qualifier=attack),
        figure=claim.figure and part(claim.figure),
        happened=claim.happened and part(claim.happened),
        said=claim.said and part(claim.said),
        place=claim.place and part(claim.place),
        origins=tuple(map(part, claim.origins)),
        via=tuple(map(part, claim.via)),
        cues=tuple(map(part, claim.cues)),
    )


def poisoned_report(report: Report, attack: str) -> Report:
    """A report of which everything that its page can say is the attack."""
    filled = {"title": attack, "outlet": attack, "url": attack, "byline": attack, "credits": (attack,), "name": attack}
    return msgspec.structs.replace(report, **filled)


def poison(ledger: Path, attacks: list[str]) -> None:
    """Records a report for each attack."""
    entries = []
    for number, attack in enumerate(attacks):
        read = read_bytes(TEXT.format(n=10 + number, m=300 + number).encode(), "report.txt")
        assert isinstance(read, Read)
        claims = tuple(poisoned_claim(claim, attack) for claim in read.reading.claims)
        assert any(claim.origins and claim.via and claim.place and claim.figure and claim.cues for claim in claims)
        reading = msgspec.structs.replace(read.reading, claims=claims)
        report = poisoned_report(read.report, attack)
        entries.append(entry(msgspec.structs.replace(read, report=report, reading=reading)))
    with flow.open_ledger(str(ledger)) as opened:
        opened.add(entries)
