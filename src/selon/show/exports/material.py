"""What an export is made from, and what several formats say alike."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import msgspec

from selon import flow
from selon.flow import Gathered
from selon.keep import AsOf
from selon.knowledge.gazetteer import Point, Precision, lies
from selon.model import Claim, Report
from selon.model.edtf import Stretch, stretch
from selon.model.finding import Finding, OriginFigures
from selon.show.wording import Wording, languages, wording

ADDRESS: Final = "urn:selon:"


COARSER: Final[tuple[Precision, ...]] = ("city", "region", "country", "unknown")
"""How exactly a place is known, the less exact behind."""


class Material(msgspec.Struct, frozen=True):
    """The claims, in the order of their reports and texts; the same by id; the reports that they stand in, by id; the
    findings."""

    claims: tuple[Claim, ...]
    by_id: Mapping[str, Claim]
    reports: Mapping[str, Report]
    findings: tuple[Finding, ...]


class Estimate(NamedTuple):
    """One number for a series with the bounds that its origins give; None is open, and stays so."""

    best: int | None
    low: int | None
    high: int | None


def material(gathered: Gathered, findings: tuple[Finding, ...], as_of: AsOf | None = None) -> Material:
    """What an export is made from: everything that was known by a day, with the findings as of it."""
    claims = tuple(sorted(flow.claims(gathered, as_of), key=place_in_order))
    return Material(
        claims, {claim.id: claim for claim in claims}, {report.id: report for report in gathered.reports}, findings
    )


def place_in_order(claim: Claim) -> tuple[str, str, int, str]:
    """The order of claims, whatever that of adding was: by publication, report and text; undated reports last."""
    return claim.report.published or "~", claim.report.id, claim.evidence.start, claim.id


def english() -> Wording:
    """The words of exports: English, whatever the reports speak."""
    return wording(languages()[0])


def claim_urn(name: str) -> str:
    """The permanent name of a claim."""
    return f"{ADDRESS}claim:{name}"


def report_urn(name: str) -> str:
    """The permanent name of a report, by its id."""
    return f"{ADDRESS}report:{name}"


def finding_urn(name: str) -> str:
    """The permanent name of a finding."""
    return f"{ADDRESS}finding:{name}"


def standing(finding: Finding) -> tuple[OriginFigures, ...]:
    """The origins whose latest figure is affirmed: a denied one bounds nothing."""
    return tuple(line for line in finding.figures if line.latest.polarity == "positive")


def estimate(finding: Finding) -> Estimate:
    """`low` and `high` span the latest figures of all origins; `best` is the lowest that any of them gives.

    UCDP takes the lower of two numbers where nothing speaks for the higher one (codebook of UCDP GED, on `best`).
    """
    told = [line.latest for line in standing(finding)]
    if not told:
        return Estimate(None, None, None)
    least = [number for one in told if (number := one.low if one.low is not None else one.high) is not None]
    return Estimate(min(least, default=None), finding.range.low, finding.range.high)


def days(edtf: str | None) -> Stretch | None:
    """A moment with both its ends known; None where it is not, or only in part."""
    found = stretch(edtf)
    return None if found is None or found.start.year == 1 or found.end.year == 9999 else found


def happened(finding: Finding) -> Stretch | None:
    """When a series happened, from the first to the last day that its latest figures give; None where none does."""
    found = [when for line in finding.figures if (when := days(line.latest.happened))]
    return Stretch(min(w.start for w in found), max(w.end for w in found)) if found else None


def told(finding: Finding) -> Stretch | None:
    """When the latest figures of a series were given: said, or where that is unknown, published."""
    lines = finding.figures
    found = [when for line in lines if (when := days(line.latest.said) or days(line.latest.published))]
    return Stretch(min(w.start for w in found), max(w.end for w in found)) if found else None


def located(finding: Finding, claims: Mapping[str, Claim]) -> tuple[Point | None, Precision | None]:
    """Where a series lies, and how exactly that is known."""
    if finding.place is None:
        return None, None
    name, country = finding.place.name, finding.place.country
    places = [claims[one].place for one in finding.claims if one in claims]
    ids = sorted({p.geonames for p in places if p is not None and p.name == name and p.geonames})
    found = [lies(name, country, one) for one in ids or (None,)]
    return max(found, key=lambda one: COARSER.index(one[1]))


def sources(finding: Finding) -> str:
    """The independent origins of a series, in one cell."""
    return "; ".join(line.origin.name for line in finding.figures)


def articles(finding: Finding, claims: Mapping[str, Claim]) -> str:
    """The reports that a series stands in, in one cell: outlet or name, with the date of publication."""
    seen = dict.fromkeys(claims[name].report for name in finding.claims if name in claims)
    return "; ".join(f"{r.outlet or r.name}{f', {r.published}' if r.published else ''}" for r in seen)


def as_json(value: Any) -> bytes:
    """A document as JSON with its keys as they stand, indented: people open it."""
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"
