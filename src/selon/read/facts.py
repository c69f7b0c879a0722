"""What is known of a report beside its text."""

from selon.model.frozen import Frozen


class Facts(Frozen, frozen=True):
    """What is known of a report beside its text.

    `published`: told from outside, and wins; `own`: the report's own date, from the format that it came in (meta
    elements, a feed, a mail's header).
    """

    published: str | None = None
    own: str | None = None
    modified: str | None = None
    language: str | None = None
    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    url: str | None = None
    credits: tuple[str, ...] = ()
