"""Python is language-neutral: no language code, no word of a natural language, no name of a source stands in it.

What Selon says to people in their language comes from catalogues; words that it reads come from `knowledge/`.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from selon.knowledge import loader

from .conftest import ROOT

SOURCE = ROOT / "src" / "selon"
FILES = sorted(SOURCE.rglob("*.py"))
STEPS = [f for f in FILES if f.relative_to(SOURCE).parts[0] in ("read", "understand", "reconcile", "keep", "knowledge")]
CODES = re.compile(rf"({'|'.join(loader.language_codes())})([._-].*)?")
LETTERS = re.compile(r"[^\W\d_]{2,}")

ALLOWED: dict[tuple[str, str], str] = {
    ("reconcile/quantities.py", "en"): "the column of the English names, which the contract speaks",
    ("read/fetch.py", "Host"): "a header of HTTP",
    ("read/fetch.py", "Accept"): "a header of HTTP",
    ("read/lines.py", "am"): "half of the day, as date lines write it whatever their language",
    ("read/lines.py", "pm"): "half of the day, as date lines write it whatever their language",
}
"""(file, literal) → the reason why it may stand there."""


def literals(path: Path) -> Iterator[tuple[int, str]]:
    """The string literals of a file that are no docstrings, with their lines; of an f-string its fixed parts.

    Comments inside a pattern that is written over several lines are left out.
    """
    tree = ast.parse(path.read_text(encoding="utf-8"))
    statements = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in statements:
            yield node.lineno, re.sub(r"#.*\n", "", node.value)


def offending(path: Path, wrong: "re.Pattern[str]") -> list[str]:
    name = str(path.relative_to(SOURCE))
    return [
        f"{name}:{line}: {text!r}"
        for line, text in literals(path)
        if wrong.fullmatch(text.casefold()) and (name, text) not in ALLOWED
    ]


@pytest.mark.parametrize("path", FILES, ids=[str(f.relative_to(SOURCE)) for f in FILES])
def test_no_language_code(path: Path) -> None:
    assert offending(path, CODES) == []


@pytest.mark.parametrize("path", STEPS, ids=[str(f.relative_to(SOURCE)) for f in STEPS])
def test_no_word_beyond_ascii(path: Path) -> None:
    """A letter outside ASCII in a literal of the four steps is a word of a language, or a test for one."""
    foreign = [
        f"{line}: {text!r}"
        for line, text in literals(path)
        if any(c.isalpha() and not c.isascii() for c in text) and LETTERS.search(text)
    ]
    assert foreign == []


def collections(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The strings of tuples, lists, sets and dictionaries' keys, with their lines."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        items = node.keys if isinstance(node, ast.Dict) else getattr(node, "elts", [])
        words = [i.value for i in items if isinstance(i, ast.Constant) and isinstance(i.value, str)]
        if words:
            yield node.lineno, words


FORMATS = {"read/feeds.py", "read/formats.py", "read/metadata.py"}
"""What these look for are the names of fields in formats: RSS, JSON-LD, a crawler's lines."""


@cache
def own_terms() -> set[str]:
    """What data, model and code call things by: roles, keys, forms and names that Python may compare with."""
    terms: set[str] = set()

    def gather(table: object) -> None:
        if isinstance(table, dict):
            for key, value in table.items():
                terms.add(key)
                gather(value)
        elif isinstance(table, str):
            terms.add(table)

    for path in sorted((SOURCE / "knowledge").rglob("*.toml")):
        gather(loader.table(*path.relative_to(SOURCE / "knowledge").parts))
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name) | ast.keyword(arg=str(name)):
                    terms.add(name)
    for path in sorted((SOURCE / "model").glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        terms |= {
            n.target.id for n in ast.walk(tree) if isinstance(n, ast.AnnAssign) and isinstance(n.target, ast.Name)
        }
        terms |= {text for _, text in literals(path)}
    return terms


@pytest.mark.parametrize("path", STEPS, ids=[str(f.relative_to(SOURCE)) for f in STEPS])
def test_no_list_of_words(path: Path) -> None:
    """No collection of strings in the four steps holds several words that a language's lexicon knows."""
    name = str(path.relative_to(SOURCE))
    if name in FORMATS:
        return
    terms = own_terms()
    languages = [loader.language(code) for code in loader.language_codes()]
    for line, words in collections(path):
        known = [
            w
            for w in words
            if w.isalpha()
            and len(w) > 1
            and w not in terms
            and (name, w) not in ALLOWED
            and any(x.lexicon.word(w.casefold()) for x in languages)
        ]
        assert len(known) < 2, f"line {line}: {known}"


def test_no_name_of_a_source() -> None:
    """No actor that knowledge names is named in Python."""
    by_kind = loader.table("actors.toml")
    names = {
        name
        for countries in by_kind.values()
        for actors in countries.values()
        if isinstance(actors, dict)
        for name in actors
    }
    assert len(names) > 50
    found = [f"{p.name}:{line}: {text}" for p in FILES for line, text in literals(p) if text in names]
    assert found == []
