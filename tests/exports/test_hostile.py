"""Whatever a report holds, every export of it is well-formed, and a spreadsheet takes nothing for a formula."""

import csv
import io
import json
import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pyarrow import parquet
from rdflib import Dataset
from tests.web.attacks import attacks

from selon import flow
from selon.show.exports import FORMATS, exported
from selon.show.exports.material import Material, material
from selon.show.exports.tables import FORMULA

TEXT = (
    "{0}\n\nBy {0}\n\n12 people were killed in {0}, the {0} police said on Monday. "
    "According to {0}, 3 more were hurt.\n"
)
NUMBER = re.compile(r"-?\d+(\.\d+)?")
LIGHT = [name for name in FORMATS if name != "ftm"]


def held(texts: list[str]) -> Material:
    """What an export of reports is made from."""
    inputs = [(TEXT.format(text).encode("utf-8", "replace"), f"{text}.txt") for text in texts]
    gathered = flow.gather(flow.read_bytes(data, name) for data, name in inputs)
    return material(gathered, flow.findings(gathered))


def well_formed(name: str, data: bytes) -> None:
    """Raises where an export is none."""
    if FORMATS[name].ending == "csv":
        rows = list(csv.reader(io.StringIO(data.decode()), strict=True))
        assert len({len(row) for row in rows}) == 1
        words = [cell for row in rows for cell in row if not NUMBER.fullmatch(cell)]  # west of Greenwich is below zero
        assert [cell for cell in words if cell.lstrip(" ").startswith(FORMULA)] == []
    elif name == "parquet":
        parquet.read_table(io.BytesIO(data))
    elif name == "prov":
        Dataset().parse(data=data, format="trig")
    elif name == "jsonl":
        for line in data.decode().split("\n")[:-1]:
            json.loads(line)
    else:
        json.loads(data)


@pytest.fixture(scope="module")
def attacked() -> Material:
    """Reports that attack in every field."""
    return held(attacks())


@pytest.mark.parametrize("name", LIGHT)
def test_attacks(attacked: Material, name: str) -> None:
    assert len(attacked.claims) > 50
    well_formed(name, exported(attacked, name))


@given(st.text(max_size=40))
@example("10000000000000000000000000")
@example("SCUNTHORPE")
@example("9223372036854775808")
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text(text: str) -> None:
    told = held([text])
    for name in LIGHT:
        well_formed(name, exported(told, name))


@pytest.mark.parametrize("name", LIGHT)
def test_nothing(name: str) -> None:
    gathered = flow.gather([])
    well_formed(name, exported(material(gathered, ()), name))
