"""What a report has named so far."""

from collections.abc import Mapping

from selon.model.frozen import Frozen
from selon.model.source import Source


class Memory(Frozen, frozen=True):
    """What a report has named so far.

    `people`: by folded surname and full name; `acronyms`: by folded letters (*NIS*); `offices`: who was named with a
    function and a country, or with the function alone; `institutions`: by kind, the fullest form;
    `countries`: those named, where a town of several by one name is sought first.
    """

    people: Mapping[str, Source] = {}
    acronyms: Mapping[str, Source] = {}
    offices: Mapping[tuple[str, str | None], Source] = {}
    institutions: Mapping[str, Source] = {}
    countries: frozenset[str] = frozenset()
