"""Whether a report is translated, by what of another language shows in it: spellings, decimal marks, calques.

What shows is knowledge (`[words.trace]` of the language that the report is in, by the language that it shows). One word
proves nothing: a name can be quoted, a spelling taken over. Two different ones of one language do.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from selon.knowledge.language import Language
from selon.knowledge.loader import language as language_of
from selon.model.claim import Cue
from selon.model.reading import Translation
from selon.understand.digits import thousands_of
from selon.understand.parts import Count
from selon.understand.sentences import Sentence

ROLE: Final = "trace"
LEAST: Final = 2
"""How many different traces of one language show that a report comes from it."""
MARK: Final = "mark"


def translation(
    text: str, parted: Sequence[Sentence], counted: Sequence[Sequence[Count]], language: Language
) -> Translation | None:
    """From which language the report is likely translated, with the words that show it; None where nothing does."""
    found: dict[str, dict[str, Cue]] = {}
    for sentence in parted:
        for i, known in enumerate(sentence.known):
            if ROLE not in known.roles:
                continue
            for match in sentence.of(ROLE, i):
                if match.entry.role == ROLE:
                    start, end = sentence.tokens[i].start, sentence.tokens[match.last - 1].end
                    cue = Cue(text[start:end], start, end, ROLE)
                    found.setdefault(match.entry.key, {}).setdefault(match.entry.lemma, cue)
    for sentence, counts in zip(parted, counted, strict=True) if found else ():
        for cue in (cue for count in counts for cue in marks(text, sentence, count, language)):
            for code in found:  # a mark alone tells not which of the languages that have it
                if cue.text.strip("0123456789") in language_of(code).writing.thousands:
                    found[code].setdefault(MARK, cue)
    most = max(found, key=lambda code: (len(found[code]), code), default=None)
    if most is None or len(found[most]) < LEAST:
        return None
    return Translation(most, tuple(sorted(found[most].values(), key=lambda cue: cue.start)))


def marks(text: str, sentence: Sentence, count: Count, language: Language) -> Iterator[Cue]:
    """The digits of a figure that part thousands with a mark that the report's language does not."""
    for i in range(count.first, count.last) if count.figure is not None else ():
        token = sentence.tokens[i]
        sign = next((c for c in token.word if c in ",."), "")
        if token.kind != "digits" or not sign or sign in language.writing.thousands or thousands_of(token.word) is None:
            continue
        yield Cue(text[token.start : token.end], token.start, token.end, ROLE)
