"""How the figures of each event behave: `knowledge/quantities.toml`, and the kinds of event that are mixtures."""

from collections.abc import Mapping
from functools import cache

import msgspec

from selon.errors import KnowledgeError
from selon.knowledge.files import table
from selon.knowledge.loader import classes, kinds
from selon.knowledge.names import countries


class StoryRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`lasting`: classes engaged in one place for months; `anybody`: classes that anybody may belong to; `groups`:
    events that are of one story; `cities`: large ones that are no capitals.
    """

    lasting: tuple[str, ...]
    anybody: frozenset[str]
    groups: Mapping[str, tuple[str, ...]]
    cities: frozenset[str]


class Quantities(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`cumulative`: events whose count can only grow; all others are levels. `importance`: events, the first to be
    told first.
    """

    cumulative: frozenset[str]
    importance: tuple[str, ...]
    stories: StoryRules

    def group(self, event: str) -> str | None:
        """The group of events of one story that an event is in."""
        return next((name for name, events in self.stories.groups.items() if event in events), None)


@cache
def quantities() -> Quantities:
    """The file, read once. Raises KnowledgeError where it is malformed."""
    try:
        return msgspec.convert(table("quantities.toml"), Quantities)
    except msgspec.ValidationError as error:
        raise KnowledgeError(f"knowledge/quantities.toml: {error}") from error


@cache
def wholes() -> Mapping[str, tuple[str, ...]]:
    """The kinds of event that are mixtures, each with the kinds that add up to it."""
    return {name: kind.mixture_of for name, kind in kinds().items() if kind.mixture_of}


@cache
def country_names() -> frozenset[str]:
    """The English names of whole countries, as places and governments have them."""
    return frozenset(country.name for country in countries().values())


@cache
def cities() -> frozenset[str]:
    """The cities that have several stories of a group of events at a time: large ones, capitals."""
    return quantities().stories.cities | {country.capital for country in countries().values()}


@cache
def wider(kind: str) -> frozenset[str]:
    """The classes that a class is part of, near and far."""
    found: set[str] = set()
    whole = classes().get(kind)
    while whole is not None and whole not in found:
        found.add(whole)
        whole = classes().get(whole)
    return frozenset(found)


@cache
def rank(event: str) -> tuple[int, str]:
    """Where an event stands in the order of importance; the unknown come last, by name."""
    order = quantities().importance
    return (order.index(event) if event in order else len(order), event)
