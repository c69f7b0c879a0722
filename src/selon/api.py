"""Selon from Python: `import selon` has all of this.

Figures are intervals of whole numbers, both ends inclusive, None open. Dates are EDTF (ISO 8601-2). Positions are
Unicode code points into a report's text, start inclusive, end exclusive. Everything returned is frozen.
"""

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Literal, Self

from markupsafe import Markup, escape

from selon import flow
from selon.errors import RefusalError, UsageError
from selon.flow import Gathered, Told
from selon.keep import AsOf, Record
from selon.model import Claim, Reading, Refusal
from selon.model import Report as Text
from selon.model.finding import Clock, Finding
from selon.model.row import COLUMNS, held, row
from selon.show import brief as briefs
from selon.show import charts
from selon.show.exports import exported
from selon.show.exports.material import english, material
from selon.show.web.marking import Span, pieces
from selon.show.wording import languages

if TYPE_CHECKING:
    import pandas
    import polars

__all__ = ["Brief", "Claims", "Findings", "Ledger", "Report", "read"]

HEIGHT: Final = 480
"""Pixels that a brief takes in a notebook."""
Form = Literal["html", "markdown", "terminal"]


class Table(tuple[Any, ...]):
    """What stands in rows: a sequence that becomes a DataFrame."""

    __slots__ = ()

    def rows(self) -> list[dict[str, Any]]:
        """Each as a row: columns by name."""
        raise NotImplementedError

    def columns(self) -> dict[str, type]:
        """The type of each column; any value can be missing."""
        raise NotImplementedError

    def to_pandas(self) -> "pandas.DataFrame":
        """A row each; whole numbers that can be missing. Raises UsageError where pandas is not installed."""
        try:
            import pandas
        except ImportError as error:
            raise UsageError("this needs pandas: pip install 'selon[pandas]'") from error
        kinds = {str: "string", int: "Int64", bool: "boolean"}
        columns = self.columns()
        frame = pandas.DataFrame.from_records(self.rows(), columns=list(columns))
        return frame.astype({name: kinds[kind] for name, kind in columns.items()})

    def to_polars(self) -> "polars.DataFrame":
        """A row each, with the columns' types. Raises UsageError where polars is not installed."""
        try:
            import polars
        except ImportError as error:
            raise UsageError("this needs polars: pip install 'selon[polars]'") from error
        kinds = {str: polars.String, int: polars.Int64, bool: polars.Boolean}
        return polars.DataFrame(self.rows(), schema={name: kinds[kind] for name, kind in self.columns().items()})


class Claims(Table):
    """Claims, in the order of their texts.

    Each has the fields of the contract of the JSON (`docs/contract.md`): `event`, `counted`, `figure` (`low`, `high`),
    `happened`, `said`, `place`, `origins`, `via`, `certainty`, `polarity`, `evidence` (`start`, `end`, `exact`), and
    the `report` that it stands in.

    >>> import selon
    >>> claims = selon.read("At least 12 people were killed in Lille, the police said.").claims
    >>> claims[0].figure.low, claims[0].figure.high, claims[0].origins[0].name
    (12, None, 'police')
    >>> claims.to_polars().select("event", "low", "origins").rows()
    [('killed', 12, 'police')]
    """

    __slots__ = ()

    def __new__(cls, claims: Iterable[Claim] = ()) -> Self:
        return super().__new__(cls, claims)

    def rows(self) -> list[dict[str, Any]]:
        """Each claim as a row: the columns of `selon export --format csv`."""
        return [row(claim) for claim in self]

    def columns(self) -> dict[str, type]:
        """The type of each column."""
        return dict(COLUMNS)


FINDING_COLUMNS: Final[dict[str, type]] = {
    "id": str, "event": str, "class": str, "affiliation": str, "qualifier": str, "place": str, "country": str,
    "story": str, "change": str, "expected": bool, "low": int, "high": int, "states": str, "origins": int,
    "reports": int, "named": str, "claims": str,
}  # fmt: skip


class Findings(Table):
    """Findings: a quantity each, with what every independent origin says of it.

    Each has `event`, `counted`, `place`, `story`, `figures` (for each origin its latest interval and its earlier ones),
    `range`, `states` (any of *single-origin*, *agreed*, *revised*, *disputed*, *drifted*), `origins` and `reports`.

    >>> import selon
    >>> text = "At least 12 people were killed in Lille, police said. Firefighters said 15 people were killed in Lille."
    >>> found = selon.read(text, published="2025-06-03").findings()
    >>> found[0].range, found[0].origins
    (Range(low=12, high=None), 2)
    >>> found.to_pandas()["low"].tolist()
    [12]
    """

    __slots__ = ()

    def __new__(cls, findings: Iterable[Finding] = ()) -> Self:
        return super().__new__(cls, findings)

    def rows(self) -> list[dict[str, Any]]:
        """Each finding as a row."""
        return [
            {
                "id": one.id,
                "event": one.event,
                "class": one.counted.kind,
                "affiliation": one.counted.affiliation,
                "qualifier": one.counted.qualifier,
                "place": one.place.name if one.place else None,
                "country": one.place.country if one.place else None,
                "story": one.story,
                "change": one.change,
                "expected": one.expected,
                "low": held(one.range.low),
                "high": held(one.range.high),
                "states": "; ".join(one.states),
                "origins": one.origins,
                "reports": one.reports,
                "named": "; ".join(line.origin.name for line in one.figures),
                "claims": "; ".join(one.claims),
            }
            for one in self
        ]

    def columns(self) -> dict[str, type]:
        """The type of each column."""
        return dict(FINDING_COLUMNS)

    def _repr_html_(self) -> str:
        """Each finding with its figures, its states and its chart, for a notebook."""
        words = english()
        parts = []
        for one in self:
            lines = [
                f"<li>{escape(line.origin.name)}: {escape(words.figure(line.latest, one.change))}</li>"
                for line in one.figures
            ]
            drawing = charts.svg(one, [line.origin.name for line in one.figures], words) or ""
            states = escape(", ".join(words.text(f"states.{state}") for state in one.states))
            title = escape(words.title(one))
            parts.append(f"<h4>{title}</h4><p><em>{states}</em></p><ul>{''.join(lines)}</ul>{drawing}")
        return "".join(parts)


class Brief(str):
    """An account in words, as HTML, Markdown or plain text; shown as it is meant in a notebook."""

    __slots__ = ("form",)
    form: Form

    def __new__(cls, text: str, form: Form) -> Self:
        made = super().__new__(cls, text)
        made.form = form
        return made

    def _repr_html_(self) -> str:
        """The page in a frame of its own, in which nothing runs."""
        if self.form == "html":
            frame = f'<iframe sandbox="" width="100%" height="{HEIGHT}" style="border:0"'
            return f'{frame} srcdoc="{escape(str(self))}"></iframe>'
        return f"<pre>{escape(str(self))}</pre>"


class Report:
    """A report that was read: its text, what it is, and its claims.

    >>> import selon
    >>> report = selon.read("12 people were killed in Lille on Tuesday, the police said.", published="2025-06-05")
    >>> claim = report.claims[0]
    >>> report.text[claim.evidence.start:claim.evidence.end] == claim.evidence.exact
    True
    >>> claim.happened.edtf, claim.place.name
    ('2025-06-03', 'Lille')
    """

    __slots__ = ("_reading", "_text")

    def __init__(self, text: Text, reading: Reading) -> None:
        self._text, self._reading = text, reading

    @property
    def id(self) -> str:
        """`sha256:` of the bytes as they came."""
        return self._text.id

    @property
    def name(self) -> str:
        """What the input was called."""
        return self._text.name

    @property
    def text(self) -> str:
        """The whole text, residue included; every position points into it."""
        return self._text.text

    @property
    def title(self) -> str | None:
        """The headline; None where there is none."""
        return self._text.title

    @property
    def outlet(self) -> str | None:
        """Who published it; None where nothing tells."""
        return self._text.outlet

    @property
    def url(self) -> str | None:
        """Its address; None where nothing tells."""
        return self._text.url

    @property
    def language(self) -> str | None:
        """The language (ISO 639-1); None where it is none that is known."""
        return self._text.language

    @property
    def published(self) -> str | None:
        """When it was published (EDTF); None where nothing tells."""
        return self._text.published

    @property
    def claims(self) -> Claims:
        """What it claims, in the order of the text."""
        return Claims(self._reading.claims)

    @property
    def reading(self) -> Reading:
        """All that the reader saw: numbers with the reason why each other one is no claim, moments, places, sources."""
        return self._reading

    def findings(self) -> Findings:
        """What its claims say of each quantity."""
        return Findings(flow.findings(Gathered((self._text,), (self._reading,))))

    def __repr__(self) -> str:
        return f"<Report {self.name!r}: {len(self._reading.claims)} claims>"

    def _repr_html_(self) -> str:
        """The text with the words of its claims highlighted, residue in grey, for a notebook."""
        words = english()
        marks = [Span(r.start, r.end, "residue", r.reason) for r in self._text.residue]
        for claim in self._reading.claims:
            marks.append(Span(claim.evidence.start, claim.evidence.end, "claim", words.name_of("events", claim.event)))
        styles = {"claim": "background:#fbe58a;color:#000", "residue": "color:#888"}
        parts = []
        for piece in pieces(self._text.text, marks):
            style = ";".join(styles[kind] for kind in piece.kinds)
            shown = f'<span style="{style}" title="{escape(piece.title)}">{piece.text}</span>' if style else piece.text
            parts.append(str(shown))
        return str(Markup('<div style="white-space:pre-wrap">{}</div>').format(Markup("".join(parts))))


def read(
    data: str | bytes,
    *,
    published: str | None = None,
    language: str | None = None,
    url: str | None = None,
    name: str = "text",
) -> Report:
    """Read a report: a text, or the bytes of a page, a file or a mail as they came.

    `published`: its date (EDTF), for what does not tell it; relative dates are reckoned from it. `language`: ISO 639-1,
    else it is detected. `url`: where it is from. `name`: what it is called in its claims.

    Raises `selon.RefusalError` where it cannot be read, with the reason, and `selon.UsageError` where `published` is no
    date.

    >>> import selon
    >>> report = selon.read("Entre 10 000 et 12 000 soldats nord-coréens se trouvent en Russie, selon Séoul.")
    >>> claim = report.claims[0]
    >>> claim.event, claim.figure.low, claim.figure.high, claim.counted.affiliation
    ('present', 10000, 12000, 'PRK')
    >>> selon.read(b"%PDF-1.7")
    Traceback (most recent call last):
    ...
    selon.errors.RefusalError: text: binary: it is a PDF document, not text
    """
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    result = flow.read_bytes(raw, name, Told(published, language, {"url": url} if url else {}))
    if isinstance(result, Refusal):
        raise RefusalError(f"{result.name}: {result.reason}: {result.detail}")
    return Report(result.report, result.reading)


class Ledger:
    """A ledger that remembers: reports are added, claims and findings asked for, as of any day.

    `where`: a path, or `postgresql://…`; made if there is none. To be closed, or used as a context. Every method raises
    `selon.LedgerError` where the database refuses, and `selon.UsageError` where it is asked the impossible.

    >>> import selon, tempfile
    >>> folder = tempfile.mkdtemp()
    >>> with selon.Ledger(f"{folder}/desk.db") as ledger:
    ...     added = ledger.add_text("12 people were killed in Lille, the police said.", published="2025-06-03")
    ...     again = ledger.add_text("15 people were killed in Lille, the police said.", published="2025-06-04")
    ...     now, before = ledger.findings(), ledger.findings(as_of="2025-06-03")
    >>> now[0].figures[0].latest.low, before[0].figures[0].latest.low, now[0].states
    (15, 12, ('single-origin', 'revised'))
    """

    def __init__(self, where: str | Path) -> None:
        self._ledger = flow.open_ledger(str(where))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._ledger.close()

    def add(
        self, *sources: str | Path, published: str | None = None, language: str | None = None
    ) -> list[Record | Refusal]:
        """Record everything that files, folders, archives, feeds and addresses hold; what became of each report.

        A `Record` says what is safe on disk, and whether it is `new`; a `Refusal` has its `reason` and `detail`.
        """
        return list(flow.add(self._ledger, [str(source) for source in sources], Told(published, language)))

    def add_text(
        self, text: str | bytes, *, name: str = "text", published: str | None = None, language: str | None = None
    ) -> list[Record | Refusal]:
        """Record a text, or the bytes of a page; what became of it."""
        raw = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
        return list(flow.add_bytes(self._ledger, raw, name, Told(published, language)))

    def reports(self) -> list[Report]:
        """Every report, with the reading in force, corrected where somebody decided so; in the order of their ids."""
        return [Report(kept.report, kept.reading) for kept in self._ledger.readings()]

    def claims(self, as_of: str | None = None, clock: Clock = "published", story: str | None = None) -> Claims:
        """Everything that is claimed, or was by the end of a day (EDTF). `clock`: whether that goes by what was said,
        published or recorded; `story`: only what tells the story of this report, by its id."""
        gathered, then = self._gathered(as_of, clock, story)
        return Claims(flow.claims(gathered, then))

    def findings(self, as_of: str | None = None, clock: Clock = "published", story: str | None = None) -> Findings:
        """What the claims say of each quantity, side by side; the arguments are those of `claims`."""
        gathered, then = self._gathered(as_of, clock, story)
        return Findings(flow.findings(gathered, then))

    def brief(
        self,
        as_of: str | None = None,
        clock: Clock = "published",
        story: str | None = None,
        *,
        form: Form = "html",
        language: str | None = None,
    ) -> Brief:
        """The account of what is claimed, according to whom, in which words. `form`: *html* (one page that needs
        nothing else), *markdown* or *terminal*; `language`: what to write it in, English unless told otherwise."""
        gathered, _ = self._gathered(as_of, clock, story)
        told = briefs.brief(gathered, language=language or languages()[0], as_of=as_of, clock=clock, format=form)
        return Brief(told, form)

    def export(
        self, form: str, as_of: str | None = None, clock: Clock = "published", story: str | None = None
    ) -> bytes:
        """Claims and findings in the format of another tool; `docs/exports.md` describes them.

        Raises `selon.UsageError` where there is no such format, or what it needs is not installed.
        """
        gathered, then = self._gathered(as_of, clock, story)
        return exported(material(gathered, flow.findings(gathered, then), then), form)

    def _gathered(self, as_of: str | None, clock: Clock, story: str | None) -> tuple[Gathered, AsOf | None]:
        then = AsOf(as_of, clock) if as_of else None
        return flow.gather_ledger(self._ledger, then, story), then

    def _repr_html_(self) -> str:
        """The brief, for a notebook."""
        return self.brief()._repr_html_()
