"""Claims as nanopublications: assertion, provenance (PROV-O) and publication, each a named graph, in TriG."""

from io import BytesIO
from typing import TYPE_CHECKING, Final

from selon import __version__
from selon.model import Claim
from selon.model.text import encodable
from selon.show.exports.material import ADDRESS, Material, claim_urn, report_urn

if TYPE_CHECKING:
    from rdflib import Dataset

TERMS: Final = f"{ADDRESS}term:"


def prov(material: Material) -> bytes:
    """Every claim as a nanopublication. Raises ImportError without rdflib."""
    from rdflib import Dataset
    from rdflib.plugins.serializers.trig import TrigSerializer

    found = Dataset()
    for prefix, address in PREFIXES.items():
        found.bind(prefix, address)
    for claim in material.claims:
        publish(found, claim)
    out, writer = BytesIO(), TrigSerializer(found)
    writer.contexts.sort(key=lambda graph: str(graph.identifier))  # else in another order each time
    writer.serialize(out, encoding="utf-8")
    return out.getvalue()


PREFIXES: Final = {
    "np": "http://www.nanopub.org/nschema#",
    "prov": "http://www.w3.org/ns/prov#",
    "dcterms": "http://purl.org/dc/terms/",
    "schema": "https://schema.org/",
    "oa": "http://www.w3.org/ns/oa#",
    "selon": TERMS,
}


def publish(found: "Dataset", claim: Claim) -> None:
    """Adds a claim's four graphs."""
    from rdflib import RDF, Literal, Namespace, URIRef
    from rdflib.namespace import DCTERMS, PROV

    np, schema, oa = (Namespace(PREFIXES[name]) for name in ("np", "schema", "oa"))
    terms, name = Namespace(TERMS), claim_urn(claim.id)
    this = URIRef(name)
    head, said, way, about = (URIRef(f"{name}:{part}") for part in ("head", "assertion", "provenance", "pubinfo"))
    graph = found.graph(head)
    nanopub = URIRef(f"{name}:nanopub")
    graph.add((nanopub, RDF.type, np.Nanopublication))
    graph.add((nanopub, np.hasAssertion, said))
    graph.add((nanopub, np.hasProvenance, way))
    graph.add((nanopub, np.hasPublicationInfo, about))

    graph = found.graph(said)
    graph.add((this, RDF.type, schema.Claim))
    told: dict[str, object] = {"event": claim.event, "certainty": claim.certainty, "polarity": claim.polarity}
    if claim.figure:
        figure = claim.figure
        told |= {"low": figure.low, "high": figure.high, "approximate": figure.approximate, "vague": figure.vague}
        told |= {"change": figure.change, "previous": figure.previous}
    if claim.counted:
        told |= {"class": claim.counted.kind, "affiliation": claim.counted.affiliation}
    if claim.place:
        told |= {"place": claim.place.name, "country": claim.place.country}
    told |= {"happened": claim.happened.edtf if claim.happened else None}
    for key, value in told.items():
        if value is not None:
            graph.add((this, terms[key], Literal(clean(value))))

    graph = found.graph(way)
    report = URIRef(report_urn(claim.report.id))
    graph.add((said, PROV.wasDerivedFrom, report))
    graph.add((report, RDF.type, PROV.Entity))
    selector = URIRef(f"{name}:words")
    graph.add((said, oa.hasSelector, selector))
    graph.add((selector, oa.start, Literal(claim.evidence.start)))
    graph.add((selector, oa.end, Literal(claim.evidence.end)))
    graph.add((selector, oa.exact, Literal(clean(claim.evidence.exact))))
    for relation, sources in ((PROV.wasAttributedTo, claim.origins), (PROV.wasInfluencedBy, claim.via)):
        for source in sources:
            agent = URIRef(f"{name}:{source.start}-{source.end}")
            person = source.kind in ("person", "official")
            graph.add((said, relation, agent))
            graph.add((agent, RDF.type, PROV.Person if person else PROV.Organization))
            graph.add((agent, schema.name, Literal(clean(source.name))))
            if source.affiliation:
                graph.add((agent, terms.affiliation, Literal(source.affiliation)))
    if claim.said and claim.said.edtf:
        graph.add((said, DCTERMS.created, Literal(claim.said.edtf)))
    for term, text in ((DCTERMS.title, claim.report.title), (DCTERMS.issued, claim.report.published),
                       (DCTERMS.publisher, claim.report.outlet), (DCTERMS.source, claim.report.url),
                       (DCTERMS.identifier, claim.report.name)):  # fmt: skip
        if text:
            graph.add((report, term, Literal(clean(text))))

    graph = found.graph(about)
    graph.add((nanopub, PROV.wasAttributedTo, Literal(f"Selon {__version__}")))


def clean(value: object) -> object:
    """A value that RDF can hold: text without lone surrogates and NUL."""
    return encodable(value.replace("\0", "\ufffd")) if isinstance(value, str) else value
