"""Names that are known in every language: countries with their capitals, actors, given names.

`countries.tsv` (written by `tools/countries.py`), `regions.toml` and `actors.toml` become entries of every lexicon:

* role `country` and `capital`, key ISO 3166 alpha-3;
* role `region`, key the English name, `more` = `country` and `geonames`, for names of several words;
* role `actor`, key the English name, `more` = `kind` and `country`.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

import msgspec

from selon.errors import KnowledgeError
from selon.knowledge.files import ROOT, table
from selon.knowledge.folding import fold
from selon.knowledge.lexicon import Entry, expand
from selon.model.frozen import Frozen, Strict

WORLD: Final = "world"
KINDS: Final = frozenset(("agency", "outlet", "institution", "official", "person"))


class Country(Frozen, frozen=True):
    """A country. `code`: ISO 3166 alpha-3; `name`: in English; `geonames`: its id; likewise its capital's."""

    code: str
    name: str
    geonames: int
    capital: str
    capital_geonames: int | None


class Naming(Strict, frozen=True):
    """How an institution is named in English. `of`: a template with `what` and `whose`.

    `governments`: keys of institutions that have their country's name. `seated`: how the keys begin of those
    that are of the state in whose capital they sit. `family_first`: family names that stand before
    the given name.
    """

    of: str
    governments: tuple[str, ...] = ()
    seated: tuple[str, ...] = ()
    family_first: tuple[str, ...] = ()


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table of `knowledge/` whose first line names its columns, parted by tabs."""
    try:
        lines = ROOT.joinpath(name).read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise KnowledgeError(f"knowledge/{name}: {error}") from error
    columns = lines[0].split("\t")
    found = []
    for number, line in enumerate(lines[1:], 2):
        values = line.split("\t")
        if len(values) != len(columns):
            raise KnowledgeError(f"knowledge/{name}: line {number} has {len(values)} columns, not {len(columns)}")
        found.append(dict(zip(columns, values, strict=True)))
    return found


@cache
def country_rows() -> tuple[dict[str, str], ...]:
    """The rows of `countries.tsv`."""
    return tuple(rows("countries.tsv"))


@cache
def countries() -> Mapping[str, Country]:
    """The countries by ISO 3166 alpha-3."""
    return {
        row["alpha3"]: Country(
            row["alpha3"],
            row["name"],
            int(row["geonames"]),
            row["capital"],
            int(row["capital_geonames"]) if row["capital_geonames"] else None,
        )
        for row in country_rows()
    }


@cache
def region_rows() -> tuple[tuple[tuple[str, ...], str, str | None, int | None], ...]:
    """Every (names, English name, country's code, GeoNames id) of `regions.toml`.

    Raises KnowledgeError where the file is malformed.
    """
    found = []
    for country, named in table("regions.toml").items():
        if country != WORLD and country not in countries():
            raise KnowledgeError(f"knowledge/regions.toml: [{country}] is no country")
        for name, told in named.items():
            names = told["names"] if isinstance(told, Mapping) else told
            geonames = told["geonames"] if isinstance(told, Mapping) else None
            found.append(((name, *names), name, None if country == WORLD else country, geonames))
    return tuple(found)


@cache
def actors() -> Mapping[str, Any]:
    """`actors.toml` as it stands. Raises KnowledgeError at a kind or country that there is none of."""
    told = table("actors.toml")
    for kind, by_country in told.items():
        if kind in ("naming", "office"):
            continue
        if kind not in KINDS:
            raise KnowledgeError(f"knowledge/actors.toml: [{kind}.…] is none of {', '.join(sorted(KINDS))}")
        for country in by_country:
            if country != WORLD and country not in countries():
                raise KnowledgeError(f"knowledge/actors.toml: [{kind}.{country}] is no country")
    return told


@cache
def naming() -> Naming:
    """How an institution that is no actor is named in English."""
    try:
        return msgspec.convert(actors()["naming"], Naming)
    except (KeyError, msgspec.ValidationError) as error:
        raise KnowledgeError(f"knowledge/actors.toml: [naming]: {error}") from error


def each_actor() -> Iterator[tuple[str, str, str | None, list[str]]]:
    """Every (kind, English name, country's code, spellings) of `actors.toml`."""
    for kind, by_country in actors().items():
        if kind in KINDS:
            for country, named in by_country.items():
                for name, spellings in named.items():
                    yield kind, name, None if country == WORLD else country, spellings


@cache
def holders() -> Mapping[tuple[str, str], tuple[str, str]]:
    """The actors that a kind of institution of a country is: (kind of institution, country) -> (name, actor's kind)."""
    found = {}
    for kind, name, _, spellings in each_actor():
        for spelling in spellings:
            what, at, country = spelling.partition("@")
            if at:
                found[what, country] = (name, kind)
    return found


@cache
def held() -> Mapping[str, str]:
    """The kind of institution that an actor is for its country: *National Intelligence Service* is *intelligence
    services*."""
    return {name: what for (what, _), (name, _) in reversed(list(holders().items()))}


def shared(code: str) -> Iterator[tuple[str, Entry]]:
    """The names that are known in all languages, as a language's lexicon takes them: (name, entry)."""
    if code in country_rows()[0]:
        for row in country_rows():
            for column, role in ((code, "country"), (f"capital_{code}", "capital")):
                for name in row[column].split("|"):
                    if name:
                        yield name, Entry(role, row["alpha3"], cased=True, lemma=name)
    for names, name, country, geonames in region_rows():
        more = {"country": country, "geonames": geonames}
        for spelling in names:
            if " " in spelling:
                yield spelling, Entry("region", name, "", more, spelling[0].isupper(), spelling)
    for kind, name, country, spellings in each_actor():
        more = {"kind": kind, "country": country}
        for spelling in spellings:
            if "@" in spelling:
                continue
            limit, colon, phrase = spelling.partition(":")
            if colon and len(limit) == 2 and limit.islower():
                if limit != code:
                    continue
            else:
                phrase = spelling
            for plain, _ in expand(phrase, {}):
                yield plain, Entry("actor", name, "", more, plain[0].isupper(), plain)


@cache
def given_names() -> frozenset[str]:
    """Given names of many cultures, folded."""
    try:
        return frozenset(fold(ROOT.joinpath("given_names.txt").read_text(encoding="utf-8")).split())
    except OSError as error:
        raise KnowledgeError(f"knowledge/given_names.txt: {error}") from error


@cache
def family_first() -> frozenset[str]:
    """Family names that stand before the given name, folded."""
    return frozenset(fold(name) for name in naming().family_first)


@cache
def offices() -> Mapping[str, tuple[str, ...]]:
    """The offices that an actor is known to hold or have held, as keys of functions, by the actor's name.

    Raises KnowledgeError where `[office]` names one that is no actor.
    """
    found: dict[str, list[str]] = {}
    known = {name for _, name, _, _ in each_actor()}
    for office, names in actors().get("office", {}).items():
        for name in names:
            if name not in known:
                raise KnowledgeError(f"knowledge/actors.toml: [office] {office}: {name!r} is no actor")
            found.setdefault(name, []).append(office)
    return {name: tuple(held) for name, held in found.items()}
