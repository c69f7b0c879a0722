"""Claims as statements of FollowTheMoney: articles, who speaks, and an event for each claim."""

from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from typing import Final

from selon.model import Claim, Report, Source
from selon.model.text import encodable
from selon.show.exports.annotation import summary
from selon.show.exports.material import Material, days

SCHEMATA: Final = {"person": "Person", "official": "Person", "government": "PublicBody", "institution": "PublicBody",
            "agency": "Organization", "outlet": "Organization", "group": "Organization"}  # fmt: skip
DATASET: Final = "selon"
Told = dict[str, list[str | None]]


def source_id(source: Source) -> str:
    """The id of a source: of its one name."""
    return f"selon-source-{sha256(source.name.encode('utf-8', 'replace')).hexdigest()[:16]}"


def report_id(name: str) -> str:
    """The id of a report."""
    return f"selon-report-{name.removeprefix('sha256:')[:32]}"


def claim_id(name: str) -> str:
    """The id of a claim."""
    return f"selon-claim-{name}"


def article(report: Report) -> tuple[str, str, Told]:
    """A report as an article."""
    told: Told = {
        "title": [report.title or report.name],
        "fileName": [report.name],
        "publishedAt": [date(report.published)],
        "sourceUrl": [report.url],
        "publisher": [report.outlet],
        "author": [report.byline],
        "language": [report.language],
    }
    return report_id(report.id), "Article", told


def speaker(source: Source) -> tuple[str, str, Told]:
    """A source."""
    return source_id(source), SCHEMATA.get(source.kind, "LegalEntity"), {
        "name": [source.name],
        "alias": [source.text if source.text != source.name else None],
        "country": [source.affiliation],
    }  # fmt: skip


def event(claim: Claim) -> tuple[str, str, Told]:
    """A claim as an event. Its interval stands in `notes`: the model has no numbers."""
    figure, place = claim.figure, claim.place
    notes = [f"event={claim.event}", f"certainty={claim.certainty}", f"polarity={claim.polarity}"]
    if figure:
        bounds = ("" if bound is None else str(bound) for bound in (figure.low, figure.high))
        notes.append(f"figure={'..'.join(bounds)}")
    if claim.counted and claim.counted.kind:
        notes.append(f"class={claim.counted.kind}")
    when = days(claim.happened.edtf) if claim.happened else None
    return claim_id(claim.id), "Event", {
        "name": [summary(claim)],
        "summary": [claim.evidence.exact],
        "notes": list(notes),
        "startDate": [when.start.date().isoformat() if when else None],
        "endDate": [when.end.date().isoformat() if when else None],
        "location": [place.name if place else None],
        "country": [place.country if place else None],
        "recordId": [f"{claim.report.name}:{claim.evidence.start}-{claim.evidence.end}"],
        "proof": [report_id(claim.report.id)],
        "involved": [source_id(source) for source in claim.origins],
    }  # fmt: skip


def date(edtf: str | None) -> str | None:
    """A date as the model has them: as precise as it is known."""
    return edtf if edtf and days(edtf) and "/" not in edtf else None


def entities(material: Material) -> Iterator[tuple[str, str, Told]]:
    """Every entity: id, schema, properties."""
    people: dict[str, tuple[str, str, Told]] = {}
    for claim in material.claims:
        for source in claim.origins:
            name, schema, told = speaker(source)
            if name in people:
                before = people[name][2]
                people[name] = (name, people[name][1], {key: [*before[key], *told[key]] for key in told})
            else:
                people[name] = (name, schema, told)
    yield from (article(material.reports[name]) for name in dict.fromkeys(claim.report.id for claim in material.claims))
    yield from people.values()
    yield from map(event, material.claims)


def ftm(material: Material) -> bytes:
    """Every entity as its statements, a line each. Raises ImportError without followthemoney."""
    from followthemoney import model
    from followthemoney.dataset import Dataset
    from followthemoney.statement import Statement, StatementEntity
    from followthemoney.statement.serialize import JSONStatementWriter

    out, dataset = BytesIO(), Dataset.make({"name": DATASET, "title": "Selon"})
    writer = JSONStatementWriter(out)
    for name, schema, told in entities(material):
        entity = StatementEntity(dataset, {"schema": schema, "id": name, "properties": {}})
        for prop, values in told.items():
            for value in dict.fromkeys(values):
                if value:
                    entity.unsafe_add(model.schemata[schema].properties[prop], plain(value))
        statements: list[Statement] = sorted(entity.statements, key=lambda one: (one.prop, one.value))
        for statement in statements:
            writer.write(statement)
    writer.close()
    return out.getvalue()


def plain(value: str) -> str:
    """Text that the model takes: without control characters and lone surrogates."""
    kept = "".join(c if c >= " " or c in "\n\t" else " " for c in value)
    return encodable(kept)
