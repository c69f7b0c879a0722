"""The one form under which words are looked up."""

import unicodedata


def fold(word: str) -> str:
    """The word composed and case folded, with plain apostrophes and hyphens, without soft hyphens."""
    if not word.isascii():
        word = unicodedata.normalize("NFC", word)
        word = word.replace("’", "'").replace("ʼ", "'").replace("‑", "-").replace("\u00ad", "")
    return word.casefold()


def without_accents(word: str) -> str:
    """The word without its diacritics, as capitals are often printed (*Etat*, *Egypte*)."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
