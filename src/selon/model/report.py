"""A report: one published text."""

import msgspec

from selon.model.claim import ReportReference
from selon.model.text import Span


class Residue(msgspec.Struct, frozen=True, gc=False):
    """Text on the page that is not the report, and why it was taken for that (`advert`, `caption`, `byline`, ...)."""

    start: int
    end: int
    text: str
    reason: str


class Refusal(msgspec.Struct, frozen=True, gc=False):
    """An input that could not become a report, with the reason. `id`: `sha256:` of the bytes, where there were any."""

    id: str | None
    name: str
    reason: str
    detail: str


class Report(msgspec.Struct, frozen=True):
    """One published text, kept whole: `text` is everything that came in, residue included.

    `id`: `sha256:` of the bytes as they came. `published`, `modified`: EDTF dates, None where nothing tells.
    `body`: the paragraphs to read for claims, in order, as spans of `text`; the title is a paragraph of its own
    in `title_span` and not in `body`. Residue and body never overlap; what is in neither is white space.
    `place_line`: the words of a dateline (*KYIV, 5 décembre (AFP) —*); `credits`: agencies that the report credits.
    """

    id: str
    name: str
    text: str
    language: str | None
    title: str | None = None
    title_span: Span | None = None
    body: tuple[Span, ...] = ()
    residue: tuple[Residue, ...] = ()
    published: str | None = None
    modified: str | None = None
    outlet: str | None = None
    url: str | None = None
    byline: str | None = None
    place_line: Span | None = None
    credits: tuple[str, ...] = ()

    def reference(self) -> ReportReference:
        """What a claim carries of its report."""
        return ReportReference(self.id, self.name, self.url, self.outlet, self.title, self.language, self.published)
