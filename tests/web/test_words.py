"""Every word that the pages ask for stands in both catalogues."""

import re
from itertools import product
from pathlib import Path

import pytest

import selon
from selon.show.wording import languages, wording

PAGES = sorted((Path(selon.__file__).parent / "show" / "templates" / "web").iterdir())
ASKED = re.compile(r'\b([tn])\("([a-z_.]+)"')


@pytest.mark.parametrize(
    ("page", "language"), list(product(PAGES, languages())), ids=lambda told: getattr(told, "name", told)
)
def test_every_text_of_a_page_is_there(page: Path, language: str) -> None:
    words = wording(language)
    for how, key in ASKED.findall(page.read_text(encoding="utf-8")):
        if key.endswith("."):
            continue
        if how == "n":
            assert words.counted(key, 1)
            assert words.counted(key, 2)
        else:
            assert not words.text(key).startswith("{'")
