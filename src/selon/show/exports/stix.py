"""Claims and findings as a STIX 2.1 bundle: reports, notes with confidence by the Admiralty scale, opinions."""

from collections import defaultdict
from datetime import UTC, datetime
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from selon.model import Claim, Source
from selon.model.edtf import stretch
from selon.model.finding import Finding
from selon.model.row import row
from selon.show.exports.annotation import summary
from selon.show.exports.material import Material, as_json, claim_urn, english, finding_urn, report_urn

UNDATED: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""STIX asks every object for a time; a report without a date has this one, and says so."""
EXTENSION: Final = f"extension-definition--{uuid5(NAMESPACE_URL, 'urn:selon:stix-extension')}"
PRODUCER: Final = f"identity--{uuid5(NAMESPACE_URL, 'urn:selon:producer')}"
CLASSES: Final = {"person": "individual", "official": "individual", "group": "group", "unnamed": "unspecified"}
CREDIBILITY: Final = {1: 90, 2: 70, 3: 50, 4: 30, 5: 10}
"""The Admiralty scale's credibility of information as STIX's confidence (STIX 2.1, appendix A)."""
OPINIONS: Final = {"agreed": "agree", "disputed": "disagree", "drifted": "disagree"}


def credibility(claim: Claim, states: frozenset[str]) -> int | None:
    """The Admiralty credibility of a claim; None (6, cannot be judged) for what is to come.

    1 confirmed by other independent sources or by the origin itself, 2 probably true: independent origins agree,
    3 possibly true: one origin states it, 4 doubtful: hedged or disputed, 5 improbable: its origin denies it.
    """
    if claim.certainty == "expected":
        return None
    if claim.polarity == "negative":
        return 5
    if claim.certainty == "hedged" or "disputed" in states:
        return 4
    if claim.certainty == "confirmed":
        return 1
    return 2 if "agreed" in states else 3


def identity(kind: str, name: str) -> str:
    """The id of an object, the same wherever it is made."""
    return f"{kind}--{uuid5(NAMESPACE_URL, name)}"


def stamp(edtf: str | None) -> str:
    """A moment as STIX writes it: its beginning, in UTC."""
    found = stretch(edtf)
    return f"{(found.start if found else UNDATED):%Y-%m-%dT%H:%M:%S}.000Z"


def common(kind: str, name: str, when: str | None) -> dict[str, Any]:
    """What every object has."""
    at = stamp(when)
    return {"type": kind, "spec_version": "2.1", "id": identity(kind, name), "created": at, "modified": at}


def speaker(source: Source) -> dict[str, Any]:
    """A source as an identity."""
    name = f"urn:selon:source:{source.name}"
    return common("identity", name, None) | {
        "name": source.name,
        "identity_class": CLASSES.get(source.kind, "organization"),
        "created_by_ref": PRODUCER,
    }


def note(claim: Claim, states: frozenset[str]) -> dict[str, Any]:
    """A claim as a note on its report and its origins."""
    level = credibility(claim, states)
    about = [identity("report", report_urn(claim.report.id))]
    about += [identity("identity", f"urn:selon:source:{source.name}") for source in claim.origins]
    fields = {key: value for key, value in row(claim).items() if value is not None and value != ""}
    return common("note", claim_urn(claim.id), claim.report.published) | {
        "created_by_ref": PRODUCER,
        "abstract": summary(claim),
        "content": claim.evidence.exact,
        "authors": [source.name for source in claim.origins] or [claim.report.outlet or claim.report.name],
        "object_refs": list(dict.fromkeys(about)),
        **({"confidence": CREDIBILITY[level]} if level else {}),
        "extensions": {EXTENSION: {"extension_type": "property-extension", "admiralty": level or 6, **fields}},
    }


def opinion(finding: Finding, notes: list[str]) -> dict[str, Any]:
    """What the reconciliation says of the notes on one quantity, with its reasons."""
    words = english()
    state = next((name for name in ("disputed", "drifted", "agreed") if name in finding.states), "")
    kinds = [f"{words.text(f'states.{name}')}" for name in finding.states]
    lines = [f"{line.origin.name}: {words.figure(line.latest, finding.change)}" for line in finding.figures]
    when = max((line.latest.published or "" for line in finding.figures), default="")
    return common("opinion", finding_urn(finding.id), when or None) | {
        "created_by_ref": PRODUCER,
        "opinion": OPINIONS.get(state, "neutral"),
        "explanation": f"{words.title(finding)} ({', '.join(kinds)}): {'; '.join(lines)}",
        "object_refs": notes,
    }


def extension() -> dict[str, Any]:
    """What the additional fields of a note are."""
    return {
        "type": "extension-definition",
        "spec_version": "2.1",
        "id": EXTENSION,
        "created": "2025-01-01T00:00:00.000Z",
        "modified": "2025-01-01T00:00:00.000Z",
        "created_by_ref": PRODUCER,
        "name": "Claim",
        "description": "A claim: event, interval, certainty, origins, and the position of its words in the report.",
        "schema": "urn:selon:contract",
        "version": "1.0.0",
        "extension_types": ["property-extension"],
    }


def stix(material: Material) -> bytes:
    """Everything as one bundle; without any claim, an empty one."""
    if not material.claims:
        return as_json({"type": "bundle", "id": identity("bundle", "urn:selon:bundle:")})
    states: dict[str, frozenset[str]] = {
        name: frozenset(finding.states) for finding in material.findings for name in finding.claims
    }
    notes = [note(claim, states.get(claim.id, frozenset())) for claim in material.claims]
    of_report: defaultdict[str, list[str]] = defaultdict(list)
    people = {source.name: source for claim in material.claims for source in claim.origins}
    for claim, one in zip(material.claims, notes, strict=True):
        of_report[claim.report.id].append(one["id"])
    reports = []
    for name, held in of_report.items():
        report = material.reports[name]
        unknown = {} if stretch(report.published) else {"description": "The date of publication is not known."}
        address = {"external_references": [{"source_name": report.outlet or report.name, "url": report.url}]}
        reports.append(
            common("report", report_urn(name), report.published)
            | {
                "created_by_ref": PRODUCER,
                "name": report.title or report.name,
                "published": stamp(report.published),
                "object_refs": held,
                **({"lang": report.language} if report.language else {}),
                **(address if report.url else {}),
                **unknown,
            }
        )
    known = {one["id"] for one in notes}
    opinions = []
    for finding in material.findings:
        held = [ref for name in finding.claims if (ref := identity("note", claim_urn(name))) in known]
        if held:
            opinions.append(opinion(finding, held))
    producer = common("identity", "urn:selon:producer", None) | {"name": "Selon", "identity_class": "system"}
    everything = [extension(), producer, *map(speaker, people.values()), *reports, *notes, *opinions]
    whole = uuid5(NAMESPACE_URL, "".join(one["id"] for one in everything))
    return as_json({"type": "bundle", "id": f"bundle--{whole}", "objects": everything})
