"""One source has one name, whatever the language and the spelling: `tests/data/names_across_languages.toml`."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from selon.flow import Read, Told, read_bytes

TOLD = tomllib.loads((Path(__file__).parents[1] / "data" / "names_across_languages.toml").read_text(encoding="utf-8"))
SAYS = {  # who speaks stands first
    "fr": "{} a déclaré que 12 personnes ont été blessées.",
    "en": "{} said that 12 people were wounded.",
    "de": "{} teilte mit, dass 12 Menschen verletzt wurden.",
    "es": "{} dijo que 12 personas resultaron heridas.",
}


def named() -> Iterator[tuple[str, str, str, str | None]]:
    """Language, spelling, name, affiliation."""
    for source in TOLD["source"]:
        for code in SAYS:
            yield from ((code, words, source["name"], source.get("affiliation")) for words in source[code])


@pytest.mark.parametrize(("code", "words", "name", "affiliation"), list(named()))
def test_a_source_has_one_name(code: str, words: str, name: str, affiliation: str | None) -> None:
    text = SAYS[code].format(words)
    read = read_bytes(text.encode(), "told.txt", Told(language=code))
    assert isinstance(read, Read)
    [claim] = [claim for claim in read.reading.claims if claim.figure]
    assert [(origin.name, origin.affiliation) for origin in claim.origins] == [(name, affiliation)]
