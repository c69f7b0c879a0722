"""Pages as they come, in the tests' own words: `text`, and what must be found in it."""

from typing import Any, NamedTuple


class Page(NamedTuple):
    """`residue`: (reason, its words); `body`: the first words of each paragraph. `facts`: fields of the report."""

    text: str
    facts: dict[str, Any]
    body: list[str]
    residue: list[tuple[str, str]]


PAGES: dict[str, Page] = {
    "a French page with everything": Page(
        "Accueil > Monde > Europe\n"
        "Six morts dans l’effondrement d’un pont à Varna, selon les secours\n"
        "Par Lucie Marchand avec AFP\n"
        "Publié le 3 mars 2025 à 14h05 - Mis à jour le 3 mars 2025 à 17h30\n"
        "Partager sur Facebook | Partager sur X\n"
        "Écouter l’article\n"
        "\n"
        "SOFIA, 3 mars (AFP) - Six personnes sont mortes lundi dans la chute d’un pont, ont annoncé les secours.\n"
        "\n"
        "PUBLICITÉ\n"
        "\n"
        "Onze autres ont été blessées, dont deux grièvement.\n"
        "À lire aussi : Les ponts d’Europe vieillissent\n"
        "Une enquête a été ouverte, a dit la procureure. (avec Reuters)\n"
        "\n"
        "Sur le même sujet\n"
        "Un viaduc fermé après la mort de 3 ouvriers\n"
        "Le train déraille, 40 blessés\n"
        "Laisser un commentaire\n"
        "7 + 5 =\n",
        {
            "language": "fr",
            "title": "Six morts dans l’effondrement d’un pont à Varna, selon les secours",
            "byline": "Lucie Marchand",
            "published": "2025-03-03T14:05",
            "modified": "2025-03-03T17:30",
            "credits": ("AFP", "Reuters"),
        },
        ["Six personnes sont mortes", "Onze autres", "Une enquête a été ouverte"],
        [
            ("section", "Accueil > Monde > Europe"),
            ("byline", "Par Lucie Marchand avec AFP"),
            ("date line", "Publié le 3 mars 2025 à 14h05 - Mis à jour le 3 mars 2025 à 17h30"),
            ("share", "Partager sur Facebook | Partager sur X"),
            ("audio", "Écouter l’article"),
            ("dateline", "SOFIA, 3 mars (AFP) -"),
            ("advert", "PUBLICITÉ"),
            ("links", "À lire aussi : Les ponts d’Europe vieillissent"),
            ("credit", "(avec Reuters)"),
            ("links", "Sur le même sujet"),
            ("links", "Un viaduc fermé après la mort de 3 ouvriers"),
            ("links", "Le train déraille, 40 blessés"),
            ("comments", "Laisser un commentaire"),
            ("captcha", "7 + 5 ="),
        ],
    ),
    "a caption in another language, and a name, before the title": Page(
        "A rescue worker stands beside the ruins of the bridge in the early morning.\n\n"
        "Marc Delorme\n\n"
        "Le pont avait été contrôlé en mai, dit Sofia\n\n"
        "Le pont qui s’est effondré lundi avait été contrôlé il y a dix mois, a affirmé le ministère.\n\n"
        "Il n’a pas publié le rapport des contrôleurs.\n",
        {"language": "fr", "title": "Le pont avait été contrôlé en mai, dit Sofia", "byline": "Marc Delorme"},
        ["Le pont qui", "Il n’a pas"],
        [
            ("foreign", "A rescue worker stands beside the ruins of the bridge in the early morning."),
            ("byline", "Marc Delorme"),
        ],
    ),
    "an English wire, wrapped": Page(
        "OSLO, March 3 (Reuters) - Nine people were hurt when a\n"
        "ferry struck the quay in the morning, and two of them\n"
        "remain in hospital, the harbour authority told reporters\n"
        "on Monday.\n\n"
        "The cause of the accident was not known at first, and\n"
        "divers were sent to look at the hull.\n\n"
        "Reporting by Anna Holm; editing by Paul Reed\n",
        {"language": "en", "title": None, "published": "XXXX-03-03", "credits": ("Reuters",)},
        ["Nine people were hurt", "The cause"],
        [("dateline", "OSLO, March 3 (Reuters) -"), ("byline", "Reporting by Anna Holm; editing by Paul Reed")],
    ),
    "a German page": Page(
        "Fähre rammt Kai: neun Verletzte\n"
        "Stand: 03.03.2025, 11:20 Uhr\n"
        "Von Greta Lindner, Oslo\n"
        "Neun Menschen sind verletzt worden, als eine Fähre am Montag den Kai rammte, wie die Hafenbehörde mitteilte.\n"
        "Anzeige\n"
        "Oslo (dpa) - Zwei von ihnen lagen am Abend noch im Krankenhaus.\n"
        "Lesen Sie auch: Warum Fähren so schwer bremsen\n"
        "Kommentar schreiben\n",
        {
            "language": "de",
            "title": "Fähre rammt Kai: neun Verletzte",
            "byline": "Greta Lindner",
            "published": "2025-03-03T11:20",
        },
        ["Neun Menschen", "Zwei von ihnen"],
        [
            ("date line", "Stand: 03.03.2025, 11:20 Uhr"),
            ("byline", "Von Greta Lindner, Oslo"),
            ("advert", "Anzeige"),
            ("dateline", "Oslo (dpa) -"),
            ("links", "Lesen Sie auch: Warum Fähren so schwer bremsen"),
            ("comments", "Kommentar schreiben"),
        ],
    ),
    "a Spanish page": Page(
        "Un ferri choca con el muelle y deja nueve heridos\n"
        "Elena Vidal\n"
        "Oslo - 3 mar 2025 - 11:40 CET\n"
        "PUBLICIDAD\n"
        "Nueve personas resultaron heridas el lunes cuando un ferri chocó con el muelle, según el puerto.\n"
        "Dos de ellas seguían en el hospital por la noche (con información de EFE).\n"
        "Te puede interesar: Por qué los ferris frenan tan mal\n",
        {
            "language": "es",
            "title": "Un ferri choca con el muelle y deja nueve heridos",
            "byline": "Elena Vidal",
            "published": "2025-03-03T11:40",
            "credits": ("EFE",),
        },
        ["Nueve personas", "Dos de ellas"],
        [
            ("byline", "Elena Vidal"),
            ("date line", "Oslo - 3 mar 2025 - 11:40 CET"),
            ("advert", "PUBLICIDAD"),
            ("credit", "(con información de EFE)."),
            ("links", "Te puede interesar: Por qué los ferris frenan tan mal"),
        ],
    ),
    "keys and values before the text": Page(
        "---\n"
        'title: "Neuf blessés dans un ferry"\n'
        "date: 2025-03-03\n"
        "author: Lucie Marchand\n"
        "url: https://example.org/ferry\n"
        "---\n\n"
        "Neuf personnes ont été blessées lundi à Oslo, selon le port.\n",
        {
            "title": "Neuf blessés dans un ferry",
            "published": "2025-03-03",
            "byline": "Lucie Marchand",
            "url": "https://example.org/ferry",
        },
        ["Neuf personnes"],
        [],
    ),
    "one paragraph is all body": Page(
        "Neuf personnes ont été blessées lundi à Oslo, selon le port. Une enquête a été ouverte.",
        {"title": None, "published": None},
        ["Neuf personnes ont été blessées lundi à Oslo, selon le port. Une enquête a été ouverte."],
        [],
    ),
    "a statement before others is no title": Page(
        "Neuf personnes ont été blessées lundi à Oslo.\nUne enquête a été ouverte par le port, a-t-il dit mardi.\n",
        {"title": None},
        ["Neuf personnes", "Une enquête"],
        [],
    ),
    "a rubric is no place": Page(
        "Le budget divise la majorité\n\n"
        "POLITIQUE - Trois ministres ont quitté la réunion lundi, a indiqué l’un d’eux à la presse.\n",
        {"place_line": None, "title": "Le budget divise la majorité"},
        ["Trois ministres"],
        [("dateline", "POLITIQUE -")],
    ),
    "dates that head the parts of a chronicle are body": Page(
        "Retour sur une semaine de crise\n\n"
        "3 mars\n\nLe pont s’effondre, et six personnes meurent sous les décombres ce jour-là.\n\n"
        "4 mars\n\nLe ministre des Transports remet sa démission, que le gouvernement accepte le soir.\n",
        {"title": "Retour sur une semaine de crise", "published": None},
        ["3 mars", "Le pont", "4 mars", "Le ministre"],
        [],
    ),
    "an outlet, the date and an agency in one line": Page(
        "Neuf blessés dans un ferry à Oslo\n"
        "La Tribune du fjord | lundi 3 mars 2025, 12h10 | AFP\n"
        "Neuf personnes ont été blessées lundi à Oslo, selon le port.\n",
        {"title": "Neuf blessés dans un ferry à Oslo", "published": "2025-03-03T12:10", "credits": ("AFP",)},
        ["Neuf personnes"],
        [("date line", "La Tribune du fjord | lundi 3 mars 2025, 12h10 | AFP")],
    ),
}
