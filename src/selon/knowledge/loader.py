"""The one loader of `knowledge/`: fails loudly, naming the file and the entry."""

import gc
from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec

from selon.errors import KnowledgeError
from selon.knowledge.files import ROOT, table
from selon.knowledge.language import Language, compile_language
from selon.knowledge.names import shared
from selon.model.frozen import Strict


def merged(first: Mapping[str, Any], second: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Two tables as one. Lists of tables are joined; any other key that stands in both raises KnowledgeError."""
    result = dict(first)
    for key, value in second.items():
        if key not in result:
            result[key] = value
        elif isinstance(result[key], Mapping) and isinstance(value, Mapping):
            result[key] = merged(result[key], value, f"{where}.{key}")
        elif isinstance(result[key], list) and isinstance(value, list):
            result[key] = [*result[key], *value]
        else:
            raise KnowledgeError(f"{where}.{key} is told twice")
    return result


@cache
def language_codes() -> tuple[str, ...]:
    """The ISO 639-1 codes of the languages that there is knowledge of."""
    names = (entry.name for entry in ROOT.joinpath("languages").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def language(code: str) -> Language:
    """A language by its ISO 639-1 code. Raises KnowledgeError where there is no file for it, or it is malformed.

    What it holds lives as long as the process: the garbage collector is told so, which otherwise goes through all of it
    over and over, a tenth of the time of reading.
    """
    if code not in language_codes():
        raise KnowledgeError(f"no knowledge of language {code!r}; there is of {', '.join(language_codes())}")
    told = table("languages", f"{code}.toml")
    for kind in kinds().values():
        if code in kind.words:
            told = merged(told, {"words": {"event": kind.words[code]}}, f"languages/{code}")
    compiled = compile_language(code, told, shared(code), f"knowledge/languages/{code}.toml")
    gc.collect()
    gc.freeze()
    return compiled


class Kind(Strict, frozen=True):
    """A kind of event, from `knowledge/kinds/NAME.toml`.

    `state`: it goes on, rather than happening once. `toll`: it is part of what an accident or attack does, at one place
    on one day. `to`: the classes of what it can happen to, where it cannot happen to everything. `mixture_of`: the
    kinds that it tells as one number. `ends`: the kinds of which it makes an end, so that it is told of one of whom
    they are told (*two wounded died*).
    `codebooks`: what it is called in the public codebooks. `words`: words of its own, by language code, as tables of
    `[words.event]` (a language's file names most words; a new kind can bring its own).
    """

    description: str
    state: bool = False
    toll: bool = False
    to: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    mixture_of: tuple[str, ...] = ()
    codebooks: Mapping[str, str] = {}
    words: Mapping[str, Mapping[str, Any]] = {}


@cache
def kinds() -> Mapping[str, Kind]:
    """The kinds of event by name. Raises KnowledgeError where a file is malformed."""
    found = {}
    for entry in sorted(ROOT.joinpath("kinds").iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".toml"):
            try:
                found[entry.name.removesuffix(".toml")] = msgspec.convert(table("kinds", entry.name), Kind)
            except msgspec.ValidationError as error:
                raise KnowledgeError(f"knowledge/kinds/{entry.name}: {error}") from error
    return found


@cache
def classes() -> Mapping[str, str | None]:
    """The classes of what is counted, each with the class that it is part of, if any.

    Raises KnowledgeError where one is part of a class that is not told.
    """
    told = {name: about.get("part_of") for name, about in table("classes.toml").items()}
    for name, whole in told.items():
        if whole is not None and whole not in told:
            raise KnowledgeError(f"knowledge/classes.toml: {name} is part of {whole!r}, which is no class")
    return told
