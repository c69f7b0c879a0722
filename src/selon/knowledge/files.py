"""Where the files of knowledge are, and how a TOML file of them is read."""

import tomllib
from importlib.resources import files
from typing import Any, Final

from selon.errors import KnowledgeError

ROOT: Final = files("selon.knowledge")


def table(*path: str) -> dict[str, Any]:
    """A TOML file of `knowledge/`. Raises KnowledgeError where it is missing or malformed."""
    name = "/".join(path)
    try:
        return tomllib.loads(ROOT.joinpath(*path).read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(f"knowledge/{name}: {error}") from error
