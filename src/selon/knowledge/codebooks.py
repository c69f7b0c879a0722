"""The public codebooks: what a kind of event is called in each, and what the codebooks say of those names."""

from collections.abc import Mapping
from functools import cache

import msgspec

from selon.errors import KnowledgeError
from selon.knowledge.files import table
from selon.knowledge.loader import kinds
from selon.model.frozen import Strict


class AcledType(Strict, frozen=True):
    """Where a type of ACLED's codebook stands: `disorder` (disorder type), `event` (event type), and whether it is a
    sub-event type itself."""

    disorder: str
    event: str
    sub: bool = True


@cache
def acled_types() -> Mapping[str, AcledType]:
    """The types of `codebooks.toml`, by name. Raises KnowledgeError where it is malformed."""
    try:
        return msgspec.convert(table("codebooks.toml")["acled"], dict[str, AcledType])
    except (KeyError, msgspec.ValidationError) as error:
        raise KnowledgeError(f"knowledge/codebooks.toml: {error}") from error


def acled(event: str) -> tuple[str, AcledType] | None:
    """The type of a kind of event, and where it stands; None where ACLED has none for it."""
    kind = kinds().get(event)
    name = kind.codebooks.get("acled") if kind else None
    found = acled_types().get(name) if name else None
    return (name, found) if name and found else None
