"""What pages hold beside the report: the phrases of `knowledge/pages.toml` and of a language's `[page]`, compiled.

How the data is written:

* ``[residue.REASON]``: `whole`: phrases that tile a line, together with others, numbers and marks; `begins`: phrases
  that a line of residue begins with; `holds`: phrases that stand anywhere in one.
* ``[lines]``: `byline`, `published`, `modified`: what a byline or date line is told by; `filler`: other words that
  such lines have; `joins`: what joins names; `particle`: what names have beside capitals.
* ``[agencies]``: the spellings of each news agency.
* ``[keys]``: the keys of lines like *title: …*, under what they tell.
* ``[after]``: lines behind which only `links` or `comments` stand.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

import msgspec

from selon.errors import KnowledgeError
from selon.knowledge.folding import fold
from selon.knowledge.language import Language
from selon.knowledge.lexicon import Entry, Lexicon, Match, expand
from selon.knowledge.loader import language, language_codes, table
from selon.knowledge.tokens import Token, Tokenizer

LINE_PARTS: Final = ("byline", "published", "modified", "filler", "joins", "particle")
KEYS: Final = ("title", "byline", "published", "modified", "outlet", "url", "other")
WORD = re.compile(r"[^\W\d_]+")


class Words(NamedTuple):
    """A line's tokens, and what the page's phrases find at each."""

    tokens: Sequence[Token]
    found: Sequence[Sequence[Match]]


class Page(msgspec.Struct, frozen=True):
    """The phrases, compiled. `anchors`: a word of each phrase of residue; a line without one has no such phrase.

    `language`: None where there is no knowledge of it; then only what is the same in all languages is known.
    """

    language: Language | None
    tokenizer: Tokenizer
    lexicon: Lexicon
    anchors: frozenset[str]
    keys: Mapping[str, str]

    def words(self, text: str, start: int, end: int) -> Words:
        """The tokens of a line with the page's phrases in it; a number stands as `#` in phrases."""
        tokens = self.tokenizer.tokens(text, start, end)
        folded = ["#" if token.kind == "digits" else token.word for token in tokens]
        return Words(tokens, self.lexicon.find(folded, [token.capital for token in tokens]))

    def anchored(self, folded: str) -> bool:
        """Whether a folded line may hold a phrase of residue."""
        return not self.anchors.isdisjoint(WORD.findall(folded))


@cache
def page(code: str | None) -> Page:
    """The page phrases for a language; those of no language for an unknown one."""
    shared = table("pages.toml")
    if code is None or code not in language_codes():
        return _compiled(shared, None, "knowledge/pages.toml")
    known = language(code)
    told = _joined(shared, known.sections.get("page", {}))
    return _compiled(told, known, f"knowledge/languages/{code}.toml: page")


def _joined(first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, Any]:
    """Two tables as one, lists behind one another."""
    result = dict(first)
    for key, value in second.items():
        if isinstance(value, Mapping):
            result[key] = _joined(result.get(key, {}), value)
        else:
            result[key] = [*result.get(key, ()), *value]
    return result


def _compiled(told: Mapping[str, Any], known: Language | None, where: str) -> Page:
    tokenizer = known.tokenizer if known else Tokenizer()
    entries: list[tuple[Sequence[str], Entry]] = []
    anchors: set[str] = set()
    for role, key, phrase in _phrases(told, where):
        for plain, _ in expand(phrase, {}):
            words = ["#" if t.kind == "digits" else t.word for t in tokenizer.tokens(plain)]
            if not words:
                raise KnowledgeError(f"{where}: {role}.{key}: an empty phrase")
            entries.append((words, Entry(role, key, lemma=phrase)))
            if role in ("whole", "begins", "holds"):
                bare = WORD.findall(fold(plain))
                anchors.add(max(bare, key=len) if bare else words[0])
    keys = {fold(word): key for key in KEYS for word in told.get("keys", {}).get(key, ())}
    return Page(known, tokenizer, Lexicon(entries), frozenset(anchors), keys)


def _phrases(told: Mapping[str, Any], where: str) -> Iterator[tuple[str, str, str]]:
    """Every (role, key, phrase): `whole`, `begins`, `holds` with their reason; a part of lines; `after` with its kind."""
    for reason, ways in told.get("residue", {}).items():
        for way, phrases in ways.items():
            if way not in ("whole", "begins", "holds"):
                raise KnowledgeError(f"{where}: residue.{reason}.{way}: known are whole, begins, holds")
            yield from ((way, reason, phrase) for phrase in phrases)
    for part, phrases in told.get("lines", {}).items():
        if part not in LINE_PARTS:
            raise KnowledgeError(f"{where}: lines.{part}: known are {', '.join(LINE_PARTS)}")
        yield from ((part, phrase, phrase) for phrase in phrases)
    for agency, spellings in told.get("agencies", {}).items():
        yield from (("agency", agency, spelling) for spelling in spellings)
    for kind, phrases in told.get("after", {}).items():
        if kind not in ("links", "comments"):
            raise KnowledgeError(f"{where}: after.{kind}: known are links, comments")
        yield from (("after", kind, phrase) for phrase in phrases)
