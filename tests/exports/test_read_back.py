"""Each export of the examples is read back by its own ecosystem's library: as many claims, the same intervals."""

import csv
import io
import json
import os
from collections.abc import Callable
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import duckdb
import jsonschema
import pandas
import polars
import pytest
import stix2
from geojson_pydantic import FeatureCollection
from pyarrow import parquet
from rdflib import Dataset, Graph, Namespace, URIRef
from tests.house.conftest import EXAMPLES, json_lines, selon

from selon.show.exports import FORMATS

SELON = Namespace("urn:selon:term:")
SCHEMA = Namespace("https://schema.org/")
Interval = tuple[int | None, int | None]
Intervals = dict[str, Interval | None]


needs_ftm = pytest.mark.skipif(
    find_spec("followthemoney") is None and not os.environ.get("CI"),
    reason="followthemoney is not installed; it needs ICU to build (apt-get install g++ pkg-config libicu-dev)",
)
"""Under CI what is missing fails."""


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with the examples."""
    path = tmp_path_factory.mktemp("exports") / "selon.db"
    done = selon("add", *EXAMPLES, "--ledger", path)
    assert done.returncode == 0, done.stderr.decode()
    return path


@pytest.fixture(scope="module")
def claims(ledger: Path) -> list[dict[str, Any]]:
    """The claims as the ledger holds them."""
    return json_lines(selon("search", "--limit", "0", "--json", "--ledger", ledger))


@pytest.fixture(scope="module")
def findings(ledger: Path) -> list[dict[str, Any]]:
    """The findings of them."""
    return json_lines(selon("findings", "--json", "--ledger", ledger))


@pytest.fixture(scope="module")
def export(ledger: Path) -> Callable[[str], Path]:
    """Writes an export with the command, and says where it is."""

    def written(form: str) -> Path:
        path = ledger.parent / f"claims.{form}"
        if not path.exists():
            done = selon("export", "--format", form, "--out", path, "--ledger", ledger)
            assert done.returncode == 0, done.stderr.decode()
        return path

    return written


def intervals(claims: list[dict[str, Any]]) -> Intervals:
    """The interval of each claim by its id; None where it has no figure."""
    return {c["id"]: (c["figure"]["low"], c["figure"]["high"]) if c["figure"] else None for c in claims}


def number(cell: Any) -> int | None:
    """A whole number of a table's cell; None where it is empty."""
    return None if cell is None or cell == "" or cell != cell else int(cell)


def of_rows(rows: list[dict[str, Any]]) -> Intervals:
    """The intervals of a table of claims."""
    figures = {
        row["id"]: row["figure_text"] not in (None, "") and row["figure_text"] == row["figure_text"] for row in rows
    }
    return {r["id"]: (number(r["low"]), number(r["high"])) if figures[r["id"]] else None for r in rows}


def test_every_format_is_tested() -> None:
    assert set(FORMATS) == {
        "csv", "parquet", "ucdp", "acled", "airwars", "geojson", "jsonl", "ftm", "stix", "jsonld", "webannotation",
        "prov",
    }  # fmt: skip


def test_csv(export: Callable[[str], Path], claims: list[dict[str, Any]]) -> None:
    path, wanted = export("csv"), intervals(claims)
    with path.open(encoding="utf-8", newline="") as file:
        assert of_rows(list(csv.DictReader(file))) == wanted
    assert of_rows(pandas.read_csv(path).to_dict("records")) == wanted
    assert of_rows(polars.read_csv(path, infer_schema_length=None).to_dicts()) == wanted
    found = duckdb.sql(f"select id, low, high, figure_text from read_csv('{path}')").fetchall()
    assert {row[0]: (row[1], row[2]) if row[3] else None for row in found} == wanted


def test_parquet(export: Callable[[str], Path], claims: list[dict[str, Any]]) -> None:
    path, wanted = export("parquet"), intervals(claims)
    assert of_rows(parquet.read_table(path).to_pylist()) == wanted
    assert of_rows(polars.read_parquet(path).to_dicts()) == wanted
    assert of_rows(pandas.read_parquet(path).to_dict("records")) == wanted
    exact = dict(duckdb.sql(f"select id, exact from '{path}'").fetchall())
    assert exact == {claim["id"]: claim["evidence"]["exact"] for claim in claims}


def test_jsonl(export: Callable[[str], Path], claims: list[dict[str, Any]]) -> None:
    told = [json.loads(line) for line in export("jsonl").read_text(encoding="utf-8").splitlines()]
    assert sorted(told, key=lambda one: one["id"]) == sorted(claims, key=lambda one: one["id"])
    assert len(duckdb.sql(f"select id from read_json('{export('jsonl')}')").fetchall()) == len(claims)


@pytest.mark.parametrize(
    ("form", "key", "low", "high"),
    [
        ("ucdp", "id", "low", "high"),
        ("acled", "event_id_cnty", "low", "high"),
        ("airwars", "unique_reference_code", "min", "max"),
    ],
)
def test_tables_of_findings(
    export: Callable[[str], Path],
    findings: list[dict[str, Any]],
    claims: list[dict[str, Any]],
    form: str,
    key: str,
    low: str,
    high: str,
) -> None:
    told = pandas.read_csv(export(form), dtype={key: str}).to_dict("records")
    by_id = {row[key][-16:]: row for row in told}
    assert len(by_id) == len(told) == len(findings)
    counted: set[str] = set()
    for finding in findings:
        row = by_id[finding["id"]]
        assert (number(row[low]), number(row[high])) == (finding["range"]["low"], finding["range"]["high"])
        assert row["claims"].split("; ") == finding["claims"]
        counted.update(finding["claims"])
    assert counted == {claim["id"] for claim in claims if claim["figure"]}


def test_ucdp_says_how_exactly_it_knows(export: Callable[[str], Path], findings: list[dict[str, Any]]) -> None:
    told = pandas.read_csv(export("ucdp"), dtype={"id": str})
    assert set(told["where_prec"].dropna()) <= {1, 2, 3, 4, 5, 6, 7}
    assert set(told["date_prec"].dropna()) <= {1, 2, 3, 4, 5}
    killed = told[(told["kind"] == "killed") & (told["where_coordinates"] == "Kursk")].iloc[0]
    assert (killed["best"], killed["where_prec"], killed["number_of_origins"]) == (600, 4, 1)
    for row in told.to_dict("records"):
        best, least, most = (number(row[name]) for name in ("best", "low", "high"))
        assert best is None or least is None or best >= least
        assert best is None or most is None or best <= most


def test_acled_counts_only_deaths(export: Callable[[str], Path]) -> None:
    told = pandas.read_csv(export("acled"))
    for row in told.to_dict("records"):
        assert (number(row["fatalities"]) is not None) <= row["tags"].startswith("killed")
    assert set(told["time_precision"].dropna()) <= {1, 2, 3}


def test_airwars_grades(export: Callable[[str], Path], findings: list[dict[str, Any]]) -> None:
    told = {
        row["unique_reference_code"]: row["grading"] for row in pandas.read_csv(export("airwars")).to_dict("records")
    }
    for finding in findings:
        if "disputed" in finding["states"]:
            assert told[finding["id"]] == "Contested"
    assert (
        {"Weak", "Fair", "Contested"} <= set(told.values()) <= {"Confirmed", "Fair", "Weak", "Contested", "Discounted"}
    )


def test_geojson(export: Callable[[str], Path], claims: list[dict[str, Any]]) -> None:
    told = FeatureCollection.model_validate_json(export("geojson").read_bytes())
    rows = [feature.properties or {} for feature in told.features]
    assert of_rows(rows) == intervals(claims)
    points = [f.geometry.coordinates for f in told.features if f.geometry is not None]
    assert len(points) > 20
    assert all(-180 <= point.longitude <= 180 and -90 <= point.latitude <= 90 for point in points)
    kursk = next(f for f in told.features if (f.properties or {})["place"] == "Kursk")
    assert kursk.geometry is not None
    assert (round(kursk.geometry.coordinates.longitude), round(kursk.geometry.coordinates.latitude)) == (36, 52)
    assert all(f.geometry is None for f in told.features if (f.properties or {})["place"] == "Russia")


@needs_ftm
def test_follow_the_money(export: Callable[[str], Path], claims: list[dict[str, Any]]) -> None:
    from followthemoney.statement.serialize import read_json_statements

    with export("ftm").open("rb") as file:
        statements = list(read_json_statements(file))
    events: dict[str, dict[str, list[str]]] = {}
    for one in statements:
        if one.schema == "Event":
            events.setdefault(one.canonical_id or one.entity_id, {}).setdefault(one.prop, []).append(one.value)
    found: Intervals = {}
    for name, event in events.items():
        notes = dict(note.split("=", 1) for note in event["notes"])
        low, _, high = notes.get("figure", "").partition("..")
        found[name.removeprefix("selon-claim-")] = (number(low), number(high)) if "figure" in notes else None
    assert found == intervals(claims)
    articles = {one.entity_id for one in statements if one.schema == "Article"}
    assert {proof for event in events.values() for proof in event["proof"]} == articles
    people = {one.entity_id for one in statements if one.prop == "name" and one.schema in ("Person", "PublicBody")}
    assert len(people) > 8
    summaries = {name.removeprefix("selon-claim-"): event["summary"] for name, event in events.items()}
    assert summaries == {claim["id"]: [claim["evidence"]["exact"]] for claim in claims}


def test_stix(export: Callable[[str], Path], claims: list[dict[str, Any]], findings: list[dict[str, Any]]) -> None:
    bundle = stix2.parse(export("stix").read_text(encoding="utf-8"))
    kinds: dict[str, list[Any]] = {}
    for one in bundle.objects:
        kinds.setdefault(one["type"], []).append(one)
    assert len(kinds["note"]) == len(claims)
    assert len(kinds["report"]) == len(EXAMPLES)
    assert len(kinds["opinion"]) == len(findings)
    found: Intervals = {}
    for one in kinds["note"]:
        (fields,) = one["extensions"].values()
        found[fields["id"]] = (fields.get("low"), fields.get("high")) if "figure_text" in fields else None
    assert found == intervals(claims)
    known = {one["id"] for one in bundle.objects}
    assert all(ref in known for one in bundle.objects for ref in one.get("object_refs", ()))
    assert {one.get("confidence") for one in kinds["note"]} <= {None, 10, 30, 50, 70, 90}
    disputed = [one for one in kinds["opinion"] if one["opinion"] == "disagree"]
    assert len(disputed) == sum(1 for f in findings if {"disputed", "drifted"} & set(f["states"]))


def test_schema_org(export: Callable[[str], Path], claims: list[dict[str, Any]]) -> None:
    graph = Graph().parse(export("jsonld"), format="json-ld")
    found: Intervals = {}
    for one in graph.subjects(predicate=None, object=SCHEMA.Claim):
        value = graph.value(one, SCHEMA.about)
        name = str(one).rpartition(":")[2]
        if value is None:
            found[name] = None
        else:
            low, high = graph.value(value, SCHEMA.minValue), graph.value(value, SCHEMA.maxValue)
            found[name] = (None if low is None else int(low), None if high is None else int(high))
    assert found == intervals(claims)
    texts = {str(one).rpartition(":")[2]: str(text) for one, text in graph.subject_objects(SCHEMA.text)}
    assert texts == {claim["id"]: claim["evidence"]["exact"] for claim in claims}


def test_web_annotations(export: Callable[[str], Path], claims: list[dict[str, Any]]) -> None:
    told = json.loads(export("webannotation").read_bytes())
    schema = json.loads((Path(__file__).parent / "webannotation.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(told, schema, cls=jsonschema.Draft202012Validator)
    items = told["first"]["items"]
    assert told["total"] == len(items) == len(claims)
    texts = {
        f"urn:selon:report:sha256:{sha256(path.read_bytes()).hexdigest()}": path.read_text(encoding="utf-8")
        for path in EXAMPLES
    }
    found: Intervals = {}
    for item in items:
        position, quote = item["target"]["selector"]
        text = texts[item["target"]["source"]]
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert text[: position["start"]].endswith(quote["prefix"])
        assert text[position["end"] :].startswith(quote["suffix"])
        value = item["body"][1]["value"]
        found[value["id"]] = (value.get("low"), value.get("high")) if "figure_text" in value else None
    assert found == intervals(claims)


def test_provenance(export: Callable[[str], Path], claims: list[dict[str, Any]]) -> None:
    told = Dataset()
    told.parse(export("prov"), format="trig")
    rows = told.query(
        """
        prefix np: <http://www.nanopub.org/nschema#> prefix prov: <http://www.w3.org/ns/prov#>
        prefix s: <urn:selon:term:> prefix schema: <https://schema.org/>
        select ?claim ?low ?high ?change ?source where {
          graph ?head { ?np a np:Nanopublication ; np:hasAssertion ?said ; np:hasProvenance ?way }
          graph ?said { ?claim a schema:Claim . optional { ?claim s:low ?low } optional { ?claim s:high ?high }
                        optional { ?claim s:change ?change } }
          graph ?way { ?said prov:wasDerivedFrom ?source }
        }"""
    )
    found: Intervals = {}
    for row in rows:
        low, high = (None if row[key] is None else int(row[key]) for key in ("low", "high"))
        found[str(row["claim"]).rpartition(":")[2]] = (low, high) if row["change"] is not None else None
        assert isinstance(row["source"], URIRef)
    assert found == intervals(claims)
    spoken = told.query(
        """prefix prov: <http://www.w3.org/ns/prov#> prefix schema: <https://schema.org/>
        select ?name where { graph ?g { ?said prov:wasAttributedTo ?agent . ?agent schema:name ?name } }"""
    )
    assert {str(row["name"]) for row in spoken} == {o["name"] for claim in claims for o in claim["origins"]}


@pytest.mark.parametrize("form", [pytest.param(f, marks=needs_ftm) if f == "ftm" else f for f in sorted(FORMATS)])
def test_the_same_claims_give_the_same_bytes(export: Callable[[str], Path], tmp_path: Path, form: str) -> None:
    again = tmp_path / "again.db"
    assert selon("add", *reversed(EXAMPLES), "--ledger", again).returncode == 0
    out = tmp_path / "again"
    assert selon("export", "--format", form, "--out", out, "--ledger", again).returncode == 0
    assert out.read_bytes() == export(form).read_bytes()


def test_to_the_screen_and_from_files() -> None:
    done = selon("export", *EXAMPLES[:2])
    assert done.returncode == 0
    assert [claim["id"] for claim in json_lines(done)] == [
        claim["id"] for claim in json_lines(selon("read", "--json", *EXAMPLES[:2]))
    ]
    assert selon("export", "--format", "parquet", *EXAMPLES[:1]).returncode == 2
    assert b"cannot write" in selon("export", "--out", "/nowhere/at/all", *EXAMPLES[:1]).stderr


def test_as_of_a_day(ledger: Path) -> None:
    early = json_lines(selon("export", "--as-of", "2024-11-30", "--ledger", ledger))
    assert early
    assert all(claim["report"]["published"] < "2024-12-01" for claim in early)
    rows = list(
        csv.DictReader(
            io.StringIO(
                selon("export", "--as-of", "2024-11-30", "--format", "ucdp", "--ledger", ledger).stdout.decode()
            )
        )
    )
    assert rows
    assert not any("12-la-moitie" in row["source_article"] for row in rows)
