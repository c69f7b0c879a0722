"""How a language puts its words where it attributes."""

import msgspec

from selon.errors import KnowledgeError
from selon.knowledge.language import Language
from selon.model.frozen import Strict


class Rules(Strict, frozen=True):
    """How a language puts its words where it attributes: `[attribution]` of its file.

    `infinitive_endings`: how an infinitive ends that no list knows. `adverb_endings`: how
    an adverb of manner ends. `drops_subject`: a verb may stand without one.
    `bracket`: the participle stands at the end of its clause, far from its auxiliary.
    `comma_before_that`: a comma parts what is said from the verb. `natural_gender`: *he* is a person, *it* is none.
    `restricts`: a negation with *that* behind it means *only* (*ne … que*).
    `noun_capitals`: a capital makes no name.
    """

    infinitive_endings: tuple[str, ...] = ()
    drops_subject: bool = False
    bracket: bool = False
    comma_before_that: bool = False
    natural_gender: bool = False
    restricts: bool = False
    adverb_endings: tuple[str, ...] = ()
    noun_capitals: bool = False


def rules(language: Language) -> Rules:
    """The rules of a language. Raises KnowledgeError where they are malformed."""
    try:
        return msgspec.convert(language.sections.get("attribution", {}), Rules)
    except msgspec.ValidationError as error:
        raise KnowledgeError(f"knowledge/languages/{language.code}.toml: [attribution]: {error}") from error
