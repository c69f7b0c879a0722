"""Reports that are likely translated, and those that are not."""

import pytest

from selon.model import Report, Span
from selon.understand import understand

CASES = [
    ("en", "More than 6.000 soldiers have died, so the ministry. President Selenskyj said so.", "de"),
    ("en", "Séoul said on Monday that 12 soldiers had died near Koursk.", "fr"),
    ("fr", "Seoul a annoncé lundi que 12 soldats avaient été tués à Kursk, loin de Moscow.", "en"),
    ("es", "Beijing y Moscow informaron de 12 muertos.", "en"),
    ("de", "In Koursk seien 12 Soldaten gestorben, hieß es in Moscou.", "fr"),
    ("en", "Selenskyj spoke of 12 dead.", None),
    ("en", "At least 6,000 soldiers have died near Kursk, President Zelensky said.", None),
    ("en", "The jump was 6.215 metres.", None),
    ("fr", "Plus de 6 000 soldats ont été tués à Koursk, selon Séoul.", None),
    ("fr", "Il y avait 6.000 soldats à Koursk.", None),
    ("de", "Bei Kursk seien 6.000 Soldaten gefallen, sagte Selenskyj in Kiew.", None),
    ("es", "Según Seúl, 6.000 soldados murieron en Kursk.", None),
]


@pytest.mark.parametrize(("language", "text", "source"), CASES)
def test_traces(language: str, text: str, source: str | None) -> None:
    report = Report("sha256:t", "t", text, language, body=(Span(0, len(text)),))
    found = understand(report).translated
    assert (found.language if found else None) == source
    for cue in found.cues if found else ():
        assert text[cue.start : cue.end] == cue.text
