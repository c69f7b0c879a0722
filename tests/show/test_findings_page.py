"""`docs/findings.md` tells every field of the JSON."""

from pathlib import Path

import msgspec
import pytest

from selon.model.finding import Finding, Origin, OriginFigures, Reason, Told
from selon.model.question import Aligned, Change, Entry, SourceAccount, StoryAccount

PAGE = (Path(__file__).parent.parent.parent / "docs" / "findings.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "struct",
    [Finding, Origin, OriginFigures, Reason, Told, Entry, SourceAccount, Change, Aligned, StoryAccount],
    ids=lambda s: s.__name__,
)
def test_every_field_is_told(struct: type[msgspec.Struct]) -> None:
    missing = [field.encode_name for field in msgspec.structs.fields(struct) if f"`{field.encode_name}`" not in PAGE]
    assert missing == []
