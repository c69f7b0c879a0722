"""Texts made for torture: short reports with claims in them, all different, and strange ones."""

import random
from pathlib import Path

PLACES = ("Brest", "Nantes", "Amiens", "Nîmes", "Grenoble", "Rouen", "Dijon", "Lorient")
WHO = ("la préfecture", "le parquet", "la mairie", "le ministère de l'Intérieur", "les pompiers")
WHAT = ("morts", "blessés", "disparus", "personnes évacuées", "civils tués", "manifestants arrêtés")
STRANGE = (
    "👩‍🚒", "🇫🇷", "e\u0301", "ﬁ", "\u202bשלום\u202c", "مرحبا", "\0", "\r\n", "\r", "\u2028", "\ufeff", "\u00ad", "𝟜𝟚",
    "한국", "\u0301", "½", "ǆ", "İ", "ß", "\u200b", "\t", "«", "”", "\x1b[0m", "zu\u0308rich", "\U0010ffff",
    "٣٤", "\x85",
)  # fmt: skip


def report(number: int, chance: random.Random) -> str:
    """A report that no other number gives."""
    place, who = chance.choice(PLACES), chance.choice(WHO)
    lines = [f"Accident {number} à {place}", ""]
    for _ in range(chance.randint(1, 4)):
        count, what = chance.randint(2, 900), chance.choice(WHAT)
        lines.append(
            f"Au moins {count} {what} à {place}, a déclaré {chance.choice(WHO)} le {chance.randint(2, 28)} mars 2025."
        )
    lines.append(f"Selon {who}, {number + 2} personnes ont été blessées.")
    return "\n".join(lines) + "\n"


def strange(number: int, chance: random.Random) -> str:
    """A report with what breaks offsets strewn over it: between words, in them, before and behind."""
    text = report(number, chance)
    for _ in range(chance.randint(1, 12)):
        at = chance.randint(0, len(text))
        text = text[:at] + chance.choice(STRANGE) * chance.choice((1, 1, 1, 2, 7)) + text[at:]
    return text


def write(folder: Path, numbers: range, seed: int = 0) -> list[Path]:
    """Reports in files, one for each number."""
    folder.mkdir(exist_ok=True)
    paths = []
    for number in numbers:
        path = folder / f"{number:06}.txt"
        path.write_bytes(report(number, random.Random(seed * 1_000_003 + number)).encode())
        paths.append(path)
    return paths
