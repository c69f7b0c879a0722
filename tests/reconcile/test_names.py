"""Names in different spellings."""

import pytest

from selon.reconcile.names import sounds, spellings

from .made import claim, one, source


@pytest.mark.parametrize(
    "names",
    [
        (
            "Volodymyr Zelensky",
            "Volodymyr Zelenskyy",
            "Volodymyr Selenskyj",
            "Wolodymyr Selenskyj",
            "Volodymyr Zelenski",
        ),
        ("Andrii Tscherniak", "Andriy Chernyak", "Andrij Tchernyak"),
        ("Lee Seong-kweun", "Lee Sung-kwon", "Lee Seong Kweun", "Seong-kweun Lee"),
        ("Vladimir Poutine", "Vladimir Putin", "Wladimir Putin"),
        ("Park Sun-won", "Park Seon-won"),
        ("Sergueï Choïgou", "Sergei Choigu"),
        ("Mohammed Al Qahtani", "Mohamed al-Kahtani"),
    ],
)
def test_one_person(names: tuple[str, ...]) -> None:
    pairs = spellings(dict.fromkeys(names))
    linked = {names[0]}
    for _ in names:
        linked |= {name for pair in pairs if linked & set(pair) for name in pair}
    assert linked == set(names)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Kim Jong-un", "Kim Jong-il"),
        ("Kim Jong-un", "Kim Yo-jong"),
        ("Park Min-ho", "Park Min-hee"),
        ("John Kirby", "Jack Kirby"),
        ("Marie Martin", "Marc Martin"),
        ("Anna Schmidt", "Anton Schmidt"),
    ],
)
def test_two_people(a: str, b: str) -> None:
    assert spellings({a: None, b: None}) == []


def test_a_letter_lost_in_translation() -> None:
    assert spellings({"Oleksandr Syrskyi": None, "Oleksadr Syrskyi": None})


def test_two_countries_are_two_people() -> None:
    assert spellings({"Andrij Melnyk": "UKR", "Andrii Melnyk": "RUS"}) == []
    assert spellings({"Andrij Melnyk": "UKR", "Andrii Melnyk": None})


def test_a_single_name_joins_the_only_one_that_has_it() -> None:
    assert spellings({"Kirby": None, "John Kirby": None}) == [("Kirby", "John Kirby")]
    assert spellings({"Martin": None, "Marie Martin": None, "Marc Martin": None}) == []


def test_the_order_of_the_words_does_not_matter() -> None:
    assert sounds("Lee Seong-kweun") == sounds("Seong-kweun Lee")


def test_in_a_series() -> None:
    found = one(
        claim(100, None, source("Lee Seong-kweun", "official", "KOR")),
        claim(300, 300, source("Lee Sung Kwon", "official", "KOR"), report="b", published="2025-01-14"),
    )
    assert found.origins == 1
    assert "revised" in found.states
