"""The commands about the ledger, from adding to undoing."""

import functools
import io
import json
import threading
import zipfile
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from selon.show.cli import main

BREST = """Trois marins tués dans une collision au large de Brest

Trois marins ont été tués mardi 4 mars 2025 et douze autres blessés au large de Brest, a déclaré la préfecture maritime.
"""
NANTES = """Une explosion fait huit blessés à Nantes

Huit personnes ont été blessées jeudi 6 mars 2025 dans une explosion à Nantes, selon les pompiers.
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SELON_LEDGER", raising=False)
    monkeypatch.setenv("SELON_WHO", "Ana")
    Path("brest.txt").write_text(BREST, encoding="utf-8")
    Path("nantes.txt").write_text(NANTES, encoding="utf-8")
    Path("empty.txt").write_bytes(b"")

    def call(*words: str, status: int = 0) -> Result:
        result = CliRunner().invoke(main, words)
        assert result.exit_code == status, (words, result.output)
        return result

    call("add", "brest.txt", "nantes.txt", "empty.txt", status=1)
    return call


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def killed(run: Callable[..., Result]) -> dict[str, Any]:
    (claim,) = (
        c for c in lines(run("search", "--event", "killed", "--json")) if c["figure"] and c["evidence"]["start"] > 50
    )
    return claim


def lows(run: Callable[..., Result], event: str) -> set[int]:
    """The figures of the findings on an event."""
    found = [f for f in lines(run("findings", "--json")) if f["event"] == event]
    return {one["latest"]["low"] for finding in found for one in finding["figures"]}


def test_search(run: Callable[..., Result]) -> None:
    assert {c["report"]["name"] for c in lines(run("search", "blesse*", "--json"))} == {"brest.txt", "nantes.txt"}
    assert {c["report"]["name"] for c in lines(run("search", "--place", "nantes", "--json"))} == {"nantes.txt"}
    assert [r["name"] for r in lines(run("search", "--reports", "explosion", "--json"))] == ["nantes.txt"]
    assert "0 found" in run("search", "tremblement").stderr
    assert "“" in run("search", "explosion").stdout


def test_a_decision_from_end_to_end(run: Callable[..., Result]) -> None:
    claim = killed(run)
    said = run("decide", "misread", claim["id"], "--right", '{"figure": {"low": 4, "high": 4}}', "--why", "printed so")
    decision = said.stdout.split()[0]
    assert "Ana: misread" in said.stdout
    assert lows(run, "killed") == {3, 4}
    assert "printed so" in run("show", claim["id"]).stdout
    assert "printed so" in run("show", decision).stdout
    run("undo", decision, "--why", "a slip", "--who", "Bo")
    assert lows(run, "killed") == {3}
    assert [(d["kind"], d["who"]) for d in lines(run("decisions", "--json"))] == [("misread", "Ana"), ("undo", "Bo")]
    assert "nothing is wrong" in run("verify", "--deep").stderr


def test_each_kind_of_decision(run: Callable[..., Result]) -> None:
    report = killed(run)["report"]["id"]
    run("decide", "same-source", "pompiers", "sapeurs", "--why", "one brigade")
    run("decide", "different-sources", "pompiers", "police", "--why", "two services")
    run("decide", "other-story", report, "Brest", "--why", "not the explosion")
    run("decide", "note", report[:20], "--why", "seen on paper")
    run("decide", "misread", killed(run)["id"], "--nothing", "--why", "a drill")
    assert len(lines(run("decisions", "--json"))) == 5
    assert "seen on paper" in run("show", report).stdout


@pytest.mark.parametrize(
    ("words", "status", "wrong"),
    [
        (("decide", "misread", "abcd", "--nothing", "--why", "x"), 1, "no claim has the id"),
        (("decide", "misread", "abcd", "--why", "x"), 2, "either what is right"),
        (("decide", "misread", "abcd", "--right", "{", "--why", "x"), 2, "is no JSON"),
        (("decide", "misread", "abcd", "--right", "[]", "--why", "x"), 2, "takes an object"),
        (("decide", "note", "abcd"), 2, "--why"),
        (("undo", "abcd", "--why", "x"), 1, "no decision has the id"),
        (("show", "abcd"), 1, "nothing in the ledger"),
        (("--ledger", "none.db", "search", "x"), 1, "there is no ledger none.db"),
        (("--ledger", "none.db", "verify"), 1, "there is no ledger none.db"),
        (("findings", "--published", "2025"), 2, "are for files"),
        (("backup", "brest.txt"), 1, "there already"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_what_cannot_be(run: Callable[..., Result], words: tuple[str, ...], status: int, wrong: str) -> None:
    result = run(*words, status=status)
    assert wrong in result.stderr
    assert "Traceback" not in result.stderr
    assert not Path("none.db").exists()


def test_refusals_are_listed(run: Callable[..., Result]) -> None:
    (refusal,) = lines(run("refusals", "--json"))
    assert (refusal["name"], refusal["reason"]) == ("empty.txt", "empty")
    assert "empty.txt: empty" in run("refusals").stdout


def test_show(run: Callable[..., Result]) -> None:
    report = killed(run)["report"]["id"]
    assert run("show", report, "--raw").stdout_bytes == BREST.encode()
    assert run("show", report, "--text").stdout == BREST
    (shown,) = lines(run("show", report, "--json"))
    assert (shown["title"], shown["text"], shown["language"]) == (BREST.splitlines()[0], BREST, "fr")
    assert [arrival["name"] for arrival in shown["arrivals"]] == ["brest.txt"]
    assert shown["claims"]
    assert "as brest.txt from brest.txt" in run("show", report).stdout
    (read,) = lines(run("show", "brest.txt", "--json"))
    assert {key: shown[key] for key in read} == read


def test_brief_from_the_ledger_is_that_of_the_files(run: Callable[..., Result]) -> None:
    run("--ledger", "other.db", "add", "nantes.txt", "brest.txt")
    files = run("brief", "brest.txt", "nantes.txt", "--format", "markdown", "--lang", "en").stdout
    assert run("--ledger", "other.db", "brief", "--format", "markdown", "--lang", "en").stdout == files
    assert "<html" in run("brief", "--format", "html").stdout
    assert "brest.txt" not in run("brief", "--as-of", "2020", "--format", "markdown").stdout


def test_backup_and_reread(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    run("backup", "copy.db")
    ids = [claim["id"] for claim in lines(run("search", "--json"))]
    assert [claim["id"] for claim in lines(run("--ledger", "copy.db", "search", "--json"))] == ids
    assert "0 read again" in run("reread").stderr
    monkeypatch.setattr("selon.flow.reader_version", lambda: "another")
    said = run("reread")
    assert "2 read again, 0 changed" in said.stderr
    assert "0 read again" in run("reread").stderr


def test_a_language_without_knowledge_is_said(run: Callable[..., Result]) -> None:
    text = "Bir patlamada sekiz kişi yaralandı\n\nİtfaiyeye göre İzmir'deki patlamada sekiz kişi yaralandı.\n"
    Path("izmir.txt").write_text(text, encoding="utf-8")
    assert "0 claims (no knowledge of its language, tr)" in run("add", "izmir.txt").stdout
    assert "no knowledge of its language (tr)" in run("read", "izmir.txt").stdout


def test_folders_and_archives(run: Callable[..., Result]) -> None:
    Path("folder").mkdir()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("lyon.txt", NANTES.replace("Nantes", "Lyon"))
        archive.writestr("../evil.txt", "Trois morts à Lyon.")
    Path("folder", "pages.zip").write_bytes(packed.getvalue())
    Path("folder", "caen.txt").write_text(NANTES.replace("Nantes", "Caen"), encoding="utf-8")
    said = run("add", "folder", status=1)
    assert "2 added, 0 known, 1 refused" in said.stderr
    assert "as in" in said.stdout  # near-copies of the one that is there
    again = run("add", "folder", status=1)
    assert "0 added, 2 known, 1 refused" in again.stderr
    names = {r["name"] for r in lines(run("search", "--reports", "--json"))}
    assert names == {"brest.txt", "nantes.txt", "caen.txt", "pages.zip/lyon.txt"}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """The address of a site with a feed of two pages."""
    folder = tmp_path / "site"
    folder.mkdir()
    handler = functools.partial(SimpleHTTPRequestHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        home = f"http://127.0.0.1:{server.server_address[1]}"
        pages = {"caen": NANTES.replace("Nantes", "Caen"), "lyon": BREST.replace("Brest", "Lyon")}
        items = "".join(f"<item><guid>{n}</guid><title>{n}</title><link>{home}/{n}.txt</link></item>" for n in pages)
        (folder / "feed.xml").write_text(f'<rss version="2.0"><channel><title>Site</title>{items}</channel></rss>')
        for name, text in pages.items():
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield home
        server.shutdown()


def test_watch_and_addresses(run: Callable[..., Result], site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("selon.settings.HOST_SECONDS", 0.0)
    first = run("watch", f"{site}/feed.xml", "--once", "--allow-private")
    assert "2 added, 0 known, 0 refused" in first.stderr
    assert Path("selon.db.watch").exists()
    second = run("watch", f"{site}/feed.xml", "--once", "--allow-private")
    assert "0 added, 0 known, 0 refused" in second.stderr
    assert f"{site}/caen.txt" in {r["url"] for r in lines(run("search", "--reports", "--json"))}
    assert "refused (forbidden-address)" in run("add", f"{site}/caen.txt", status=1).stderr
    assert "nothing is wrong" in run("verify", "--deep").stderr


FILES = ("brest.txt", "nantes.txt")


@pytest.mark.parametrize("command", [("findings",), ("timeline",), ("sources",), ("changes", "--since", "2025-01")])
def test_the_ledger_answers_as_the_files_do(run: Callable[..., Result], command: tuple[str, ...]) -> None:
    def known(result: Result) -> list[dict[str, Any]]:
        """Without the clock that files do not have."""
        return [json.loads(line, object_hook=lambda o: {k: v for k, v in o.items() if k != "recorded"}) for line in
                result.stdout.splitlines()]  # fmt: skip

    from_files = known(run(*command, *FILES, "--json"))
    assert from_files
    assert known(run(*command, "--json")) == from_files
    assert run(*command, *FILES).stdout.strip()
    assert known(run(*command, *FILES, "--json", "--as-of", "2020" if command[0] != "changes" else "2025-01")) == []


def test_changes_the_wrong_way_round(run: Callable[..., Result]) -> None:
    assert "lies before" in run("changes", "--since", "2025-03", "--as-of", "2024", status=1).stderr


def test_one_story_of_the_ledger(run: Callable[..., Result]) -> None:
    by_name = {r["name"]: r["id"] for r in lines(run("search", "--reports", "--json"))}
    story = lines(run("findings", "--story", by_name["nantes.txt"][:20], "--json"))
    assert story
    assert {o["first_seen"] for f in story for o in f["figures"]} == {by_name["nantes.txt"]}
    assert [f for f in lines(run("findings", "--json")) if f["story"] == story[0]["story"]] == story
    run("decide", "other-story", by_name["brest.txt"], by_name["nantes.txt"], "--why", "one night")
    both = lines(run("findings", "--story", by_name["nantes.txt"], "--json"))
    assert {o["first_seen"] for f in both for o in f["figures"]} == {*by_name.values()}
    assert both == lines(run("findings", "--json"))
    assert "is for the ledger" in run("findings", *FILES, "--story", "abcd", status=2).stderr


def test_compare(run: Callable[..., Result]) -> None:
    Path("again.txt").write_text(BREST.replace("Trois", "Quatre"), encoding="utf-8")
    assert {line["verdict"] for line in lines(run("compare", "brest.txt", "again.txt", "--json"))} >= {"contradicts"}
    run("add", "again.txt")
    one, other = (r["id"] for r in lines(run("search", "--reports", "--json", "Brest")))
    assert {line["verdict"] for line in lines(run("compare", one, other, "--json"))} >= {"contradicts"}
    assert "another one" in run("compare", one, one, status=1).stderr
