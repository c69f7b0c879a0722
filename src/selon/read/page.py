"""What pages hold beside the report: the phrases of `knowledge/pages.toml` and of a language's `[page]`, compiled.

How the data is written:

* ``[residue.REASON]``: `whole`: phrases that tile a line, together with others, numbers and marks; `begins`: phrases
  that a line of residue begins with; `holds`: phrases that stand anywhere in one.
* ``[lines]``: `byline`, `published`, `modified`: what a byline or date line is told by; `filler`: other words that
  such lines have; `joins`: what joins names; `particle`: what names have beside capitals. `common`: function words
  that the neighbours' languages have not.
* ``[agency]``: spellings of news agencies beside those of `knowledge/actors.toml`.
* ``[abbreviations]``: short forms of words of time that only such lines have, and the word in full.
* ``[keys]``: the keys of lines like *title: …*, under what they tell.
* ``[after]``: lines behind which only `links` or `comments` stand.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

from selon.errors import KnowledgeError
from selon.knowledge.files import table
from selon.knowledge.folding import fold
from selon.knowledge.language import Language
from selon.knowledge.lexicon import NOTHING_KNOWN, Entry, Lexicon, Matches, expand
from selon.knowledge.loader import language, language_codes
from selon.knowledge.names import each_actor
from selon.knowledge.tokens import Token, Tokenizer
from selon.model.frozen import Frozen

LINE_PARTS: Final = ("byline", "published", "modified", "filler", "joins", "particle", "common")
KEYS: Final = ("title", "byline", "published", "modified", "outlet", "url", "other")
WORD: Final = re.compile(r"[^\W\d_]+")


class Words(NamedTuple):
    """A line's tokens, and what the page's phrases find at each."""

    tokens: Sequence[Token]
    found: Matches


class Page(Frozen, frozen=True):
    """The phrases, compiled. `first_words`: those that phrases begin with of which residue `begins`; `anchors`: a word
    of each phrase that residue `holds`. Without them a paragraph has no such phrase.

    `language`: None where there is no knowledge of it; then only what is the same in all languages is known.
    """

    language: Language | None
    tokenizer: Tokenizer
    lexicon: Lexicon
    common: frozenset[str]
    first_words: frozenset[str]
    anchors: frozenset[str]
    keys: Mapping[str, str]
    abbreviations: Mapping[str, str]

    def words(self, text: str, start: int, end: int) -> Words:
        """The tokens of a line with the page's phrases in it; a number stands as `#` in phrases."""
        tokens = self.tokenizer.tokens(text, start, end)
        folded = ["#" if token.kind == "digits" else token.word for token in tokens]
        return Words(tokens, self.lexicon.find(folded, [token.capital for token in tokens]))

    def undotted(self, tokens: Sequence[Token]) -> list[int]:
        """The tokens without the dots of the page's abbreviations: *jeu.*, *févr.*"""
        return [
            i for i, t in enumerate(tokens) if not (t.word == "." and i and tokens[i - 1].word in self.abbreviations)
        ]

    def language_words(self, tokens: Sequence[Token]) -> Matches:
        """What the language itself knows at each token of a line; nothing where there is no knowledge of it."""
        if self.language is None:
            return Matches([NOTHING_KNOWN] * len(tokens))
        words = [self.abbreviations.get(token.word, token.word) for token in tokens]
        return self.language.lexicon.find(words, [token.capital for token in tokens])

    def may_hold(self, paragraph: str) -> bool:
        """Whether a paragraph may begin with or hold a phrase of residue."""
        words = WORD.findall(fold(paragraph))
        return not (self.first_words.isdisjoint(words[:2]) and self.anchors.isdisjoint(words))

    def is_native(self, sample: str) -> bool:
        """Whether some words are surely in the page's language."""
        hits = 0
        for word in sample.casefold().replace("’", "'").replace("'", "' ").split():
            if word in self.common:
                hits += 1
                if hits > 1:
                    return True
        return False

    def speaks(self, line: str, most: int) -> bool:
        """Whether more than `most` words of a line, beside names, are none that bylines and notices have."""
        unknown = 0
        for word in line.split():
            if word[0].islower() and word not in self.lexicon and word.rstrip(",.:;?!…)") not in self.lexicon:
                unknown += 1
                if unknown > most:
                    return True
        return False


@cache
def page(code: str | None) -> Page:
    """The page phrases for a language; those of no language for an unknown one."""
    shared = _joined(table("pages.toml"), {kind: _spelled(kind, code) for kind in ("agency", "outlet")})
    if code is None or code not in language_codes():
        return _compiled(shared, None, "knowledge/pages.toml")
    known = language(code)
    told = _joined(shared, known.sections.get("page", {}))
    return _compiled(told, known, f"knowledge/languages/{code}.toml: page")


def _spelled(kind: str, code: str | None) -> dict[str, list[str]]:
    """The actors of a kind, each with its spellings that are not of another language alone."""
    found: dict[str, list[str]] = {}
    for actor_kind, name, _, spellings in each_actor():
        for spelling in spellings if actor_kind == kind else ():
            where, _, bare = spelling.rpartition(":")
            if where in ("", code) and "@" not in spelling:
                found.setdefault(name, []).append(bare)
    return found


def _joined(first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, Any]:
    """Two tables as one, lists behind one another."""
    result = dict(first)
    for key, value in second.items():
        if isinstance(value, Mapping):
            result[key] = _joined(result.get(key, {}), value)
        elif isinstance(value, str):
            result[key] = value
        else:
            result[key] = [*result.get(key, ()), *value]
    return result


def _compiled(told: Mapping[str, Any], known: Language | None, where: str) -> Page:
    tokenizer = known.tokenizer if known else Tokenizer()
    entries: list[tuple[Sequence[str], Entry]] = []
    common: set[str] = set()
    first_words: set[str] = set()
    anchors: set[str] = set()
    for role, key, phrase in _phrases(told, where):
        for plain, _ in expand(phrase, {}):
            words = ["#" if t.kind == "digits" else t.word for t in tokenizer.tokens(plain)]
            if not words:
                raise KnowledgeError(f"{where}: {role}.{key}: an empty phrase")
            if role == "common":
                common.add(plain)
                continue
            entries.append((words, Entry(role, key, lemma=plain, cased=role == "outlet")))
            bare = WORD.findall(fold(plain))
            if role == "begins":
                first_words.add(bare[0])
            elif role == "holds":
                anchors.add(max(bare, key=len))
    keys = {fold(word): key for key in KEYS for word in told.get("keys", {}).get(key, ())}
    return Page(
        known,
        tokenizer,
        Lexicon(entries),
        frozenset(common),
        frozenset(first_words),
        frozenset(anchors),
        keys,
        told.get("abbreviations", {}),
    )


def _phrases(told: Mapping[str, Any], where: str) -> Iterator[tuple[str, str, str]]:
    """Every (role, key, phrase): a way with its reason, a part of lines, an agency, `after` with its kind."""
    for reason, ways in told.get("residue", {}).items():
        for way, phrases in ways.items():
            if way not in ("whole", "begins", "holds"):
                raise KnowledgeError(f"{where}: residue.{reason}.{way}: known are whole, begins, holds")
            yield from ((way, reason, phrase) for phrase in phrases)
    for part, phrases in told.get("lines", {}).items():
        if part not in LINE_PARTS:
            raise KnowledgeError(f"{where}: lines.{part}: known are {', '.join(LINE_PARTS)}")
        yield from ((part, phrase, phrase) for phrase in phrases)
    for kind in ("agency", "outlet"):
        for name, spellings in told.get(kind, {}).items():
            yield from ((kind, name, spelling) for spelling in spellings)
    for kind, phrases in told.get("after", {}).items():
        if kind not in ("links", "comments"):
            raise KnowledgeError(f"{where}: after.{kind}: known are links, comments")
        yield from (("after", kind, phrase) for phrase in phrases)
