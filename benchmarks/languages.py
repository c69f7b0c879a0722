"""Models that tell a text's language, side by side: right answers by length, time to load, time an article.

    python -m benchmarks.languages

Needs ../shared. What is not installed is left out by name:
`pip install py3langid lingua-language-detector cld3-py`.
"""

import json
import sys
import time
from collections.abc import Callable

from benchmarks import machine

DATA = machine.ROOT.parent / "shared" / "data"
LANGUAGES = ("fr", "en", "de", "es")
LENGTHS = (20, 40, 80, 1000)
ARTICLES = 300

Teller = Callable[[str], str | None]


def fasttext() -> Teller:
    """The model that this reader uses, as it uses it."""
    from selon.read.language import language_of, model

    model()
    return language_of


def py3langid() -> Teller:
    """langid's model, made quicker; loads numpy."""
    import py3langid as library

    library.classify("x")
    return lambda text: str(library.classify(text)[0])


def lingua() -> Teller:
    """lingua with all its languages."""
    from lingua import LanguageDetectorBuilder

    detector = LanguageDetectorBuilder.from_all_languages().build()
    detector.detect_language_of("hello world")

    def tell(text: str) -> str | None:
        found = detector.detect_language_of(text)
        return found.iso_code_639_1.name.lower() if found else None

    return tell


def cld3() -> Teller:
    """Chromium's small network."""
    import gcld3

    detector = gcld3.NNetLanguageIdentifier(0, 1000)
    return lambda text: str(detector.FindLanguage(text).language)


def main() -> int:
    """Prints the table."""
    if not DATA.exists():
        print("needs ../shared/data", file=sys.stderr)
        return 1
    sentences = [json.loads(line) for line in (DATA / "parallel-news.jsonl").read_text(encoding="utf-8").splitlines()]
    news = (DATA / "french-news.jsonl").read_text(encoding="utf-8").splitlines()[:ARTICLES]
    articles = [json.loads(line)["text"] for line in news]
    print("| model |", " | ".join(f"{n} characters" for n in LENGTHS), "| to load | an article |")
    for make in (fasttext, py3langid, lingua, cld3):
        began = time.perf_counter()
        try:
            tell = make()
        except ImportError:
            print(f"not installed: {make.__name__}", file=sys.stderr)
            continue
        loading = time.perf_counter() - began
        shares = []
        for length in LENGTHS:
            right = sum(tell(each[code][:length]) == code for each in sentences for code in LANGUAGES)
            shares.append(f"{right / len(sentences) / len(LANGUAGES):.1%}")
        began = time.perf_counter()
        for article in articles:
            tell(article)
        spent = (time.perf_counter() - began) / len(articles)
        print(f"| {make.__name__} |", " | ".join(shares), f"| {loading:.2f} s | {spent * 1000:.2f} ms |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
