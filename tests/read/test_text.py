"""Texts to reports: what is title, body and residue, and what the report says of itself."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from selon import flow, read
from selon.errors import UsageError
from selon.model import Refusal, Report
from selon.read.paragraphs import paragraphs
from selon.read.when import is_date

from .pages import PAGES, Page


def reported(text: str, **told: str) -> Report:
    """The report of a text that must be read."""
    result = read.report(text.encode(), "page.txt", **told)  # type: ignore[arg-type]
    assert isinstance(result, Report), result
    return result


def uncovered(report: Report) -> str:
    """The characters that are in no span. Fails where two spans overlap or one does not hold what it says."""
    spans = [(span.start, span.end) for span in report.body]
    spans += [(each.start, each.end) for each in report.residue]
    if report.title_span:
        spans.append((report.title_span.start, report.title_span.end))
    position, left = 0, []
    for start, end in sorted(spans):
        assert position <= start < end <= len(report.text)
        left.append(report.text[position:start])
        position = end
    assert all(report.text[each.start : each.end] == each.text for each in report.residue)
    return "".join([*left, report.text[position:]])


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES.keys())
def test_page(page: Page) -> None:
    report = reported(page.text)
    assert {key: getattr(report, key) for key in page.facts} == page.facts
    body = [report.text[span.start : span.end] for span in report.body]
    assert len(body) == len(page.body), body
    assert all(found.startswith(begin) for found, begin in zip(body, page.body, strict=True)), body
    if page.residue:
        assert [(each.reason, each.text) for each in report.residue] == page.residue
    assert not uncovered(report).strip("\ufeff \n\r\t")


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES.keys())
def test_line_ends_of_other_systems(page: Page) -> None:
    text = page.text.replace("\n", "\r\n")
    report = reported(text)
    assert report.text == text
    assert len(report.body) == len(page.body)
    assert {key: getattr(report, key) for key in page.facts} == page.facts


LETTERS = st.text("Aé ’.,:\n\r\t©#(1×=-«»?!—\u00a0\ufeff\u2028🔥|>@/", max_size=200)
LINES = st.lists(
    st.sampled_from([line for page in PAGES.values() for line in page.text.split("\n")]), min_size=1, max_size=20
)


@given(st.one_of(LETTERS, LINES.map("\n".join)))
@settings(max_examples=300, deadline=None)
def test_every_character_is_title_body_residue_or_space(text: str) -> None:
    result = read.report(text.encode(), "any.txt", language="fr")
    if isinstance(result, Refusal):
        assert result.reason in ("empty", "no-sentence")
    else:
        assert result.text == text
        assert not any(c.isalnum() for c in uncovered(result))


@pytest.mark.parametrize(
    ("given_date", "text", "published"),
    [
        ("2025-03", "Publié le 3 mars 2025 à 14h05", "2025-03-03T14:05"),
        ("2025-03-03", "Publié le 3 mars 2025 à 14h05", "2025-03-03T14:05"),
        ("2025-03-04", "Publié le 3 mars 2025 à 14h05", "2025-03-04"),
        ("2025-03-03T09:00", "Publié le 3 mars 2025", "2025-03-03T09:00"),
        (None, "Publié le 03/03/2025 à 14:05", "2025-03-03T14:05"),
        (None, "Mis à jour le 3 mars 2025", "2025-03-03"),
        (None, "Mis à jour il y a deux heures", None),
    ],
)
def test_a_date_from_outside_wins_and_is_narrowed(given_date: str | None, text: str, published: str | None) -> None:
    page = f"Neuf blessés à Oslo\n{text}\nNeuf personnes ont été blessées lundi à Oslo, selon le port.\n"
    result = read.report(page.encode(), "page.txt", published=given_date)
    assert isinstance(result, Report)
    assert result.published == published


def test_a_dateline_takes_its_year_from_outside() -> None:
    page = "OSLO, 3 mars (AFP) - Neuf personnes ont été blessées lundi à Oslo, selon le port."
    assert reported(page).published == "XXXX-03-03"
    assert reported(page, published="2025-03").published == "2025-03-03"
    report = reported(page)
    assert report.place_line is not None
    assert page[report.place_line.start : report.place_line.end] == "OSLO"


@pytest.mark.parametrize(
    ("lead", "place", "published"),
    [
        ("PORTO VELHO, Brazil, May 6, 2024 (AFP) - ", "PORTO VELHO", "2024-05-06"),
        ("DAYTON, Ohio — ", None, None),
        ("ODESA, Ukraine, Aug 14 (Reuters) - ", "ODESA", "XXXX-08-14"),
    ],
)
def test_a_dateline_with_what_its_town_lies_in(lead: str, place: str | None, published: str | None) -> None:
    page = f"Nine hurt at the market\n\n{lead}Nine people were hurt at a market on Monday, police said.\nIt was full.\n"
    report = reported(page)
    assert [each.text for each in report.residue if each.reason == "dateline"] == [lead.strip()]
    assert report.published == published
    line = report.place_line
    assert (page[line.start : line.end] if line else None) == place


@pytest.mark.parametrize("wrong", ["yesterday", "2025-13", "2025-02-30", "27/02/2025", "2025-02-27T25:00", ""])
def test_a_date_that_is_none(wrong: str) -> None:
    if not wrong:
        assert reported("Neuf blessés lundi à Oslo.", published=wrong).published is None
        return
    with pytest.raises(UsageError):
        reported("Neuf blessés lundi à Oslo.", published=wrong)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        (b"\xef\xbb\xbf \n", "no-sentence"),
        (b"1 \xc3\x97 1 =", "no-sentence"),
        (b"!!! ... ???", "no-sentence"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
        (b"%PDF-1.7\n%\xe2\xe3", "binary"),
        (b"\x7fELF\x02\x01\x01\x00", "binary"),
        (b"Trois morts" + bytes(200), "binary"),
        (bytes(range(1, 256)) * 20, "binary"),
        (b"mot " * 2_000_000, "too-large"),
        ("Neuf blessés à Oslo.".encode("utf-16")[:-1], "encoding"),
    ],
)
def test_refused(data: bytes, reason: str) -> None:
    result = read.report(data, "bad.txt")
    assert isinstance(result, Refusal)
    assert result.reason == reason
    assert result.reason in read.REASONS
    assert result.detail
    assert result.id is not None
    assert result.id.startswith("sha256:")


SENTENCE = "Neuf élèves ont été blessés à Évreux, a indiqué la préfecture de l’Eure — deux grièvement."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings(encoding: str) -> None:
    result = read.report(SENTENCE.encode(encoding), "page.txt")
    assert isinstance(result, Report)
    assert result.text.removeprefix("\ufeff") == SENTENCE
    assert result.language == "fr"


def test_cyrillic_in_an_old_encoding_is_detected() -> None:
    text = "В результате взрыва на заводе погибли девять человек, сообщили власти региона в понедельник. " * 3
    result = read.report(text.encode("cp1251"), "page.txt")
    assert isinstance(result, Report)
    assert result.text == text
    assert result.language == "ru"


@pytest.mark.parametrize("bad", [b"\xff", b"\xc3", b"\xe2\x82"])
def test_a_broken_byte_keeps_its_place(bad: bytes) -> None:
    result = read.report(SENTENCE.encode() + b" " + bad + b" Une enqu\xc3\xaate suit.", "page.txt")
    assert isinstance(result, Report)
    assert result.text == f"{SENTENCE} \ufffd Une enquête suit."


def test_programs_are_no_reports() -> None:
    result = read.report(b"function f(a) { return a ? { x: [1, 2, 3] } : g(a); }\n" * 10, "a.txt")
    assert isinstance(result, Refusal)
    assert result.reason == "not-a-report"


def test_a_byte_order_mark_keeps_its_place() -> None:
    result = read.report(b"\xef\xbb\xbf" + SENTENCE.encode(), "page.txt")
    assert isinstance(result, Report)
    assert result.text == "\ufeff" + SENTENCE
    assert result.body[0].start == 1


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Al menos nueve personas murieron el lunes en un incendio, según los bomberos.", "es"),
        ("Mindestens neun Menschen sind am Montag bei einem Brand gestorben.", "de"),
        ("At least nine people died in a fire on Monday, officials said.", "en"),
        ("Almeno nove persone sono morte lunedì in un incendio, secondo i vigili del fuoco.", "it"),
        ("أصيب تسعة أشخاص يوم الثلاثاء في حادث سير", "ar"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert reported(text).language == language
    assert reported(text, language="fr").language == "fr"


def test_equal_bytes_are_one_report_whatever_they_are_called() -> None:
    one, other = read.report(SENTENCE.encode(), "a.txt"), read.report(SENTENCE.encode(), "b.txt")
    assert one.id == other.id


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (
            "Police said at the hut above the valley on Tuesday evening that two of\nthem have been hurt.",
            1,
        ),
        ("Police said at the hut above the valley on Tuesday evening that all is well.\nthey left", 2),
        (
            "Police said at the hut above the valley on Tuesday evening that two of\n\nthem have been hurt.",
            2,
        ),
        ("Share this\nprint", 2),
        ("Police said at the hut above the valley on Tuesday evening these words:\nthey left", 2),
    ],
)
def test_a_long_line_that_breaks_off_goes_on(text: str, count: int) -> None:
    assert len(paragraphs(text)) == count


@settings(max_examples=200, deadline=None)
@given(
    st.integers(1, 31), st.integers(1, 12), st.integers(2015, 2026), st.integers(0, 29),
    st.sampled_from((
        "Publié le {d:02}/{m:02}/{y} à {h:02}:30", "{d}.{m}.{y}, {h:02}:30 Uhr", "{m}/{d}/{y}", "29 février, {h} h 30",
        "LYON, 29 février (AFP) —", "Mis à jour le 31 avril {y}", "{y}-{m:02}-{d:02}T{h:02}:30:00Z",
    )),
    st.sampled_from((None, "2019", "2020", "2019-02")),
    st.booleans(),
)  # fmt: skip
@example(d=1, m=1, y=2015, h=24, line="Publié le {d:02}/{m:02}/{y} à {h:02}:30", told=None, page=False)
@example(d=30, m=2, y=2018, h=20, line="Publié le {d:02}/{m:02}/{y} à {h:02}:30", told=None, page=True)
def test_a_report_has_no_date_that_no_calendar_has(
    d: int, m: int, y: int, h: int, line: str, told: str | None, page: bool
) -> None:
    line = line.format(d=d, m=m, y=y, h=h)
    told_here = "Douze personnes sont mortes dans un incendie mardi à Lyon, ont indiqué les pompiers de la ville."
    data = f"Un incendie fait douze morts\n\n{line}\n\n{told_here}\n\n{told_here}\n"
    if page:
        data = (
            f"<html lang=fr><body><article><h1>Un incendie</h1><time datetime='{y}-{m:02}-{d:02}'>{line}</time>"
            f"<p>{line}</p><p>{told_here}</p><p>{told_here}</p></article></body></html>"
        )
    report = read.report(data.encode(), "x", published=told, language="fr")
    assert isinstance(report, Report)
    for date in (report.published, report.modified):
        assert date is None or is_date(date), date
    assert isinstance(flow.read_bytes(data.encode(), "x"), flow.Read)
