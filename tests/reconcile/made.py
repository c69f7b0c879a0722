"""Claims made by hand."""

from collections.abc import Sequence
from typing import Any

import msgspec

from selon.model import Claim, Counted, Evidence, Figure, Moment, Place, ReportReference, Source, Span
from selon.model.finding import Finding
from selon.reconcile import findings

KINDS = {"PRK": "government", "KOR": "government"}


def source(name: str, kind: str = "institution", affiliation: str | None = None) -> Source:
    return Source(name, 0, len(name), name, kind, affiliation)  # type: ignore[arg-type]


def moment(edtf: str | None, inherited: bool = False) -> Moment | None:
    return Moment("then", 0, 4, edtf, inherited) if edtf else None


def place(name: str | None, country: str | None = None, inherited: bool = False) -> Place | None:
    return Place(name, 0, len(name), name, country, inherited=inherited) if name else None


def claim(
    low: int | None = None,
    high: int | None = None,
    *origins: str | Source,
    report: str = "a",
    published: str | None = "2024-12-19",
    said: str | None = None,
    happened: str | None = None,
    event: str = "killed",
    kind: str | None = "soldiers",
    of: str | None = "PRK",
    qualifier: str | None = None,
    where: Place | str | None = "Kursk",
    country: str | None = "RUS",
    start: int = 0,
    figure: bool = True,
    certainty: str = "stated",
    polarity: str = "positive",
    outlet: str | None = None,
    via: Sequence[str] = (),
    **more: Any,
) -> Claim:
    """A claim with whatever the test is about; `low` alone is an exact number only where `high` equals it."""
    words = f"{low}-{high}"
    reference = ReportReference(f"sha256:{report}", f"{report}.txt", None, outlet, None, "xx", published)
    return Claim(
        id=f"{report}:{event}:{start}:{words}:{certainty}:{more.get('change')}",
        report=reference,
        event=event,
        counted=Counted(kind, "them", start, start + 4, of, qualifier),
        figure=Figure(words, start, start + len(words), low, high, **more) if figure else None,
        happened=moment(happened),
        said=moment(said),
        place=place(where, country) if isinstance(where, str) else where,
        origins=tuple(o if isinstance(o, Source) else source(o) for o in origins),
        via=tuple(source(v) for v in via),
        certainty=certainty,  # type: ignore[arg-type]
        polarity=polarity,  # type: ignore[arg-type]
        cues=(),
        evidence=Evidence(start, start + len(words), words),
        sentence=Span(start, start + len(words)),
    )


TOGETHER = {f"sha256:{name}": "story" for name in "abcdefgh"}
"""All reports in one story."""


def one(*claims: Claim, **more: Any) -> Finding:
    """The only finding that the claims make."""
    found = findings(claims, **{"stories": TOGETHER, **more})
    assert len(found) == 1, [msgspec.to_builtins(f) for f in found]
    return found[0]


def latest(finding: Finding) -> dict[str, tuple[int | None, int | None]]:
    """Each origin's latest interval."""
    return {line.origin.name: (line.latest.low, line.latest.high) for line in finding.figures}
