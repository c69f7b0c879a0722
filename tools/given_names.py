"""Writes `src/selon/knowledge/given_names.txt` from Faker's lists (MIT licence), one name a line, folded.

Run with Faker installed: `python tools/given_names.py`. Only names in Latin letters; a name that is a common word,
a place, a month or the like in one of Selon's languages is left out (`tools/no_given_names.txt`), and what news in
transliteration needs is added (`tools/more_given_names.txt`).
"""

import importlib
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import faker.providers.person as providers

HERE = Path(__file__).parent
TARGET = HERE.parent / "src/selon/knowledge/given_names.txt"


def latin(name: str) -> bool:
    """Whether a name is in Latin letters, with hyphens or apostrophes."""
    return all("LATIN" in unicodedata.name(c, "") or c in "-'" for c in name)


def lists() -> Iterator[str]:
    """Every given name of every country's list."""
    for folder in sorted(Path(providers.__file__).parent.iterdir()):
        if "_" in folder.name and not folder.name.startswith("__"):
            provider = importlib.import_module(f"faker.providers.person.{folder.name}").Provider
            for attribute in dir(provider):
                if attribute.startswith(("first_names", "first_romanized")):
                    names = getattr(provider, attribute)
                    if isinstance(names, (tuple, list, dict)):
                        yield from names


def main() -> None:
    left_out = set((HERE / "no_given_names.txt").read_text(encoding="utf-8").split())
    found = {part.casefold() for name in lists() for part in name.split()[:1] if latin(part) and len(part) > 1}
    found |= set((HERE / "more_given_names.txt").read_text(encoding="utf-8").casefold().split())
    TARGET.write_text("\n".join(sorted(found - left_out)) + "\n", encoding="utf-8")
    print(len(found - left_out), "names")


if __name__ == "__main__":
    main()
