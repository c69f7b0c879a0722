"""Near-copies: the same text, edited, extended; and what is none."""

import pytest

from selon import read
from selon.model import Report
from selon.read.copies import Copies, compare, keys, likeness

TEXT = (
    "Neuf personnes ont été blessées lundi à Oslo quand un ferry a heurté le quai, selon le port. Deux d’entre elles "
    "sont dans un état grave, a précisé l’hôpital. Une enquête a été ouverte par la police, qui a entendu le capitaine "
    "du navire. Le trafic doit reprendre dans la soirée, d’après la compagnie, qui présente ses excuses aux passagers."
)
OTHER = (
    "Un ferry a heurté lundi un quai du port d’Oslo. Les secours ont pris en charge neuf blessés, dont deux sont dans "
    "un état jugé préoccupant. La compagnie, jointe par téléphone, a dit attendre les conclusions de la police avant "
    "de "
    "s’exprimer sur les causes de l’accident, le troisième en deux ans dans cette partie du fjord."
)


def report(text: str) -> Report:
    result = read.report(text.encode(), "a.txt")
    assert isinstance(result, Report)
    return result


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (TEXT.replace(". ", ".\n\n"), "same text"),
        (TEXT.replace("’", "'").replace(",", " ,"), "same text"),
        ("Le ferry d’Oslo\n\n" + TEXT + "\n\nLaisser un commentaire", "extended"),
        (TEXT.replace("Neuf", "Onze"), "edited"),
        (TEXT.replace("Deux d’entre elles", "Trois des passagers").replace("lundi", "mardi"), "edited"),
        (TEXT[: TEXT.index(" Le trafic")], "edited"),
        (TEXT + " La ministre des Transports s’est rendue sur place dans l’après-midi.", "extended"),
        (f"{OTHER}\n\n{TEXT}", "extended"),
        (OTHER, None),
        ("Une grève a paralysé les trains mardi dans toute la région, selon les syndicats de cheminots.", None),
    ],
)
def test_kinds(text: str, kind: str | None) -> None:
    earlier, new = report(TEXT), report(text)
    copy = compare(new, earlier)
    assert (copy.kind if copy else None) == kind
    assert likeness(new, earlier) == (copy and (copy.kind, copy.share))
    copies = Copies()
    assert copies.add(earlier) is None
    found = copies.add(new)
    assert (found.kind if found else None) == kind
    assert not found or found.of == earlier.id


def test_what_changed() -> None:
    earlier, new = report(TEXT), report(TEXT.replace("Neuf", "Onze") + " Le port a fermé.")
    copy = compare(new, earlier)
    assert copy is not None
    changed = [
        (
            earlier.text[c.before.start : c.before.end] if c.before else None,
            new.text[c.after.start : c.after.end] if c.after else None,
        )
        for c in copy.changes
    ]
    assert changed == [("Neuf", "Onze"), (None, "Le port a fermé")]


def test_the_closest_one_is_named() -> None:
    copies = Copies()
    one, two = report(TEXT), report(TEXT.replace("Neuf", "Onze").replace("Deux", "Quatre"))
    copies.add(one)
    copies.add(two)
    found = copies.add(report(TEXT.replace("Neuf", "Onze").replace("Deux", "Cinq")))
    assert found is not None
    assert found.of == two.id


def test_the_same_bytes_are_no_copy() -> None:
    copies = Copies()
    assert copies.add(report(TEXT)) is None
    assert copies.add(report(TEXT)) is None


def test_keys_are_the_same_each_time_and_fit_a_database() -> None:
    assert keys(report(TEXT)) == keys(report(TEXT.replace(". ", ".\n\n")))
    assert all(0 <= key < 2**63 for key in keys(report(TEXT)))
    assert not set(keys(report(TEXT))) & set(keys(report(OTHER)))
    assert set(keys(report(TEXT))) & set(keys(report(TEXT.replace("Neuf", "Onze"))))
