"""What people decide, and how it bears on what was read."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from selon.errors import UsageError
from selon.keep.asking import horizon
from selon.keep.tables import decisions, journal
from selon.keep.values import AsOf, Decision, Kept
from selon.model import Claim
from selon.model.decision import Decisions

FIXED: Final = frozenset({"id", "report", "evidence", "sentence"})
"""What no correction changes: where the words stand."""


def decided(connection: Connection, as_of: AsOf | None = None) -> list[Decision]:
    """Every decision in the order of recording, each with the one that undid it."""
    last = horizon(connection, as_of)
    rows = connection.execute(
        sa.select(decisions, journal.c.at)
        .join_from(decisions, journal, journal.c.seq == decisions.c.seq)
        .where(decisions.c.seq <= last)
        .order_by(decisions.c.seq)
    ).mappings()
    found = [
        Decision(
            row["id"],
            row["kind"],
            row["subject"],
            msgspec.json.decode(row["content"]),
            bytes(row["who"]).decode(),
            bytes(row["why"]).decode(),
            row["at"],
        )
        for row in rows
    ]
    undone: dict[str, str] = {}
    for decision in reversed(found):  # an undoing that was itself undone undoes nothing
        if decision.kind == "undo" and decision.id not in undone:
            undone[decision.subject] = decision.id
    return [msgspec.structs.replace(decision, undone=undone.get(decision.id)) for decision in found]


def in_force(found: Iterable[Decision]) -> list[Decision]:
    """The decisions that stand."""
    return [decision for decision in found if decision.undone is None and decision.kind != "undo"]


def corrected(claim: Claim, right: Mapping[str, Any]) -> Claim:
    """A claim as somebody says it is to be read. `right`: a JSON merge patch (RFC 7386) on the claim's JSON.

    Raises UsageError where the result is no claim.
    """
    if wrong := FIXED & right.keys():
        raise UsageError(f"a correction cannot change {', '.join(sorted(wrong))} of a claim")
    try:
        return msgspec.convert(patched(msgspec.to_builtins(claim), right), Claim)
    except msgspec.ValidationError as error:
        raise UsageError(f"that is no claim: {error}") from error


def fits(claim: Claim, right: Mapping[str, Any]) -> bool:
    """Whether a correction can be applied: it may have been made on another reading of the same words."""
    try:
        corrected(claim, right)
    except UsageError:
        return False
    return True


def patched(target: Any, patch: Any) -> Any:
    """A JSON value with a merge patch applied. Raises UsageError at a field that there is none of."""
    if not isinstance(patch, Mapping):
        return patch
    result = dict(target) if isinstance(target, Mapping) else {}
    for key, change in patch.items():
        if target is not None and isinstance(target, Mapping) and key not in target:
            raise UsageError(f"a claim has no field {key!r} there")
        result[key] = patched(result.get(key), change)
    return result


def as_decided(kept: Kept, corrections: Mapping[str, Mapping[str, Any] | None]) -> Kept:
    """A report with its claims as people corrected them: by claim id a patch, or None where nothing is claimed.

    A claim that a patch no longer fits stays as it was read; `reread` tells of it.
    """
    if not any(claim.id in corrections for claim in kept.reading.claims):
        return kept
    claims = []
    for claim in kept.reading.claims:
        right = corrections.get(claim.id, {})
        if right is not None:
            claims.append(corrected(claim, right) if right and fits(claim, right) else claim)
    return msgspec.structs.replace(kept, reading=msgspec.structs.replace(kept.reading, claims=tuple(claims)))


def gathered(found: Iterable[Decision]) -> Decisions:
    """The decisions that stand, as the reconciliation takes them. Of two on the same sources the later one counts."""
    pairs: dict[tuple[str, str], bool] = {}
    stories: dict[str, str] = {}
    for decision in in_force(found):
        if decision.kind in ("same-source", "different-sources"):
            one, other = sorted((decision.subject, decision.content["other"]))
            pairs[(one, other)] = decision.kind == "same-source"
        elif decision.kind == "other-story":
            stories[decision.subject] = decision.content["story"]
    same = tuple(sorted(pair for pair, one in pairs.items() if one))
    return Decisions(same, tuple(sorted(pair for pair, one in pairs.items() if not one)), stories)


def corrections(found: Iterable[Decision]) -> dict[str, Mapping[str, Any] | None]:
    """By claim, the last correction that stands."""
    return {d.subject: d.content["right"] for d in in_force(found) if d.kind == "misread"}
