"""A language, from its file: `knowledge/languages/xx.toml`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from selon.errors import KnowledgeError
from selon.knowledge.lexicon import Entry, Lexicon, expand
from selon.knowledge.tokens import Tokenizer
from selon.model.frozen import Frozen, Strict


class Writing(Strict, frozen=True):
    """How the language is written; see `docs/languages.md` for what each is for."""

    elisions: tuple[str, ...] = ()
    enclitics: tuple[str, ...] = ()
    decimal: str = "."
    thousands: tuple[str, ...] = (" ", "\u00a0", "\u202f", "\u2009")
    abbreviations: tuple[str, ...] = ()
    ordinal_dot: bool = False
    """Whether a dot behind a number makes it an ordinal (*5. Dezember*), and ends no sentence."""
    compounds: bool = False
    """Whether nouns are written together, the last one being the head (*Bundeswehrsoldaten*)."""


class Language(Frozen, frozen=True):
    """Everything that the file of a language tells, compiled.

    `code`: ISO 639-1; `sections`: the tables that are not words (`numbers`, `moments`, …), as they stand in the file;
    `cases`: a sentence with the claims that it holds.
    """

    code: str
    name: str
    writing: Writing
    lexicon: Lexicon
    tokenizer: Tokenizer
    sections: Mapping[str, Any]
    cases: tuple[Mapping[str, Any], ...]


def entries(
    words: Mapping[str, Any], paradigms: Mapping[str, Mapping[str, Any]], tokenizer: Tokenizer, where: str
) -> Iterator[tuple[Sequence[str], Entry]]:
    """The lexicon entries of the `[words.ROLE]` tables.

    A key holds a list of phrases, or a table with `words = [...]` and whatever else is to be known of them (`more`);
    `cased = true` asks for a capital. Raises KnowledgeError, naming `where`, at anything else.
    """
    for role, keys in words.items():
        for key, told in keys.items():
            table = told if isinstance(told, Mapping) else {"words": told}
            phrases = table.get("words")
            if not isinstance(phrases, list) or not all(isinstance(p, str) for p in phrases):
                raise KnowledgeError(f"{where}: words.{role}.{key} must be a list of phrases, or a table with one")
            more = {k: v for k, v in table.items() if k not in ("words", "cased")}
            cased = bool(table.get("cased", False))
            for phrase in phrases:
                try:
                    forms = list(expand(phrase, paradigms))
                except KnowledgeError as error:
                    raise KnowledgeError(f"{where}: words.{role}.{key}: {error}") from error
                lemma = " ".join(part.partition("~")[0] for part in phrase.split())
                for plain, form in forms:
                    parted = tokenizer.phrase(plain)
                    yield parted, Entry(role, key, form, more, cased, lemma)


def compile_language(
    code: str, told: Mapping[str, Any], shared: Iterable[tuple[str, Entry]] = (), where: str = ""
) -> Language:
    """A language from its file's content. `shared`: names known in all languages (countries, actors), with entries.

    Raises KnowledgeError where the file is malformed.
    """
    try:
        writing = msgspec.convert(told.get("writing", {}), Writing)
    except msgspec.ValidationError as error:
        raise KnowledgeError(f"{where}: [writing]: {error}") from error
    tokenizer = Tokenizer(writing.elisions, writing.enclitics)
    paradigms = told.get("paradigms", {})
    own = list(entries(told.get("words", {}), paradigms, tokenizer, where))
    others = [([t.word for t in tokenizer.tokens(name)], entry) for name, entry in shared]
    own_sections = {k: v for k, v in told.items() if k not in ("name", "writing", "paradigms", "words", "case")}
    return Language(
        code=code,
        name=str(told.get("name", code)),
        writing=writing,
        lexicon=Lexicon([*own, *((words, entry) for words, entry in others if words)]),
        tokenizer=tokenizer,
        sections=own_sections,
        cases=tuple(told.get("case", ())),
    )
