"""`import selon`: its public names, their examples, and that what a notebook shows is harmless."""

import doctest
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.web.attacks import attacks

import selon
import selon.api
from selon.show.exports import FORMATS

from .conftest import EXAMPLES, ROOT

NAMES = {
    "Brief", "Claims", "Findings", "KnowledgeError", "Ledger", "LedgerError", "RefusalError", "Report", "SelonError",
    "UsageError", "__version__", "read",
}  # fmt: skip


def test_the_public_names() -> None:
    assert set(selon.__all__) == NAMES
    assert all(hasattr(selon, name) for name in NAMES)
    with pytest.raises(AttributeError):
        _ = selon.nothing


@pytest.mark.parametrize("module", [selon, selon.api], ids=["selon", "selon.api"])
def test_the_examples_run(module: object) -> None:
    result = doctest.testmod(module, optionflags=doctest.ELLIPSIS)  # type: ignore[arg-type]
    assert result.failed == 0
    assert result.attempted > 0


def test_every_public_name_has_an_example() -> None:
    for name in ("Claims", "Findings", "Ledger", "Report", "read"):
        assert ">>>" in (getattr(selon.api, name).__doc__ or ""), name
    for owner in (selon.Claims, selon.Findings, selon.Ledger, selon.Report, selon.Brief):
        for name, member in vars(owner).items():
            if not name.startswith("_") and callable(member):
                assert member.__doc__, f"{owner.__name__}.{name}"


def test_the_documents_name_what_is_there() -> None:
    page = (ROOT / "docs/python.md").read_text(encoding="utf-8")
    assert all(f"`{name}" in page or f"selon.{name}" in page for name in NAMES - {"__version__"})


def test_importing_is_quick() -> None:
    code = "import sys, selon; print([m for m in sys.modules if m.startswith('selon.') and m != 'selon.errors'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_package_and_the_function_have_one_name() -> None:
    code = (
        "import selon.flow, selon; print(len(selon.read('12 people were killed.').claims), selon.read.report.__name__)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "report"]


def test_a_checker_of_types_knows_it(tmp_path: Path) -> None:
    used = tmp_path / "used.py"
    used.write_text(
        "import selon\n"
        "reveal_type(selon.read('x', published='2025-01-01').claims)\n"
        "with selon.Ledger('x.db') as ledger:\n"
        "    reveal_type(ledger.findings(as_of='2025-01-01'))\n"
        "    reveal_type(ledger.brief())\n"
    )
    done = subprocess.run([sys.executable, "-m", "mypy", str(used)], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    for name in ("Claims", "Findings", "Brief"):
        assert f'"selon.api.{name}"' in done.stdout


def test_a_ledger_from_python_is_that_of_the_command(tmp_path: Path) -> None:
    with selon.Ledger(tmp_path / "desk.db") as ledger:
        added = ledger.add(*EXAMPLES)
        assert len(added) == len(EXAMPLES)
        claims, found = ledger.claims(), ledger.findings()
        assert len(claims) == sum(len(report.claims) for report in ledger.reports())
        assert len(claims.to_pandas()) == len(claims.to_polars()) == len(claims)
        assert found.to_pandas()["low"].isna().sum() == sum(one.range.low is None for one in found)
        assert 0 < len(ledger.claims(as_of="2024-11-30")) < len(claims)
        assert "600" in ledger.brief(form="markdown")
        assert "Tués" in ledger.brief(form="markdown", language="fr")
        assert all(ledger.export(form) for form in FORMATS if form != "ftm")
        with pytest.raises(selon.UsageError):
            ledger.export("nonsense")
        with pytest.raises(selon.UsageError):
            ledger.findings(as_of="yesterday")


class Tags(HTMLParser):
    """What elements and attributes stand in HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)


def test_what_a_notebook_shows_runs_nothing(tmp_path: Path) -> None:
    seen = 0
    with selon.Ledger(tmp_path / "desk.db") as ledger:
        for number, attack in enumerate(attacks()[::5]):
            text = f"News\n\n{number + 5} people were killed in Lille, {attack} said. The {attack} police saw 3 hurt."
            ledger.add_text(text, name=attack[:80])
            try:
                shown = Tags(selon.read(text, name=attack[:80], language="en")._repr_html_())
            except selon.RefusalError:  # the text of a program is no report
                continue
            assert shown.tags <= {"div", "span"}
            assert shown.attributes <= {"style", "title"}
            seen += 1
        assert seen > 20
        found = Tags(ledger.findings()._repr_html_())
        assert not found.tags & {"script", "img", "iframe", "a", "form", "input", "object", "base", "meta", "link"}
        assert not any(name.startswith("on") for name in found.attributes)
        brief = Tags(ledger._repr_html_())
        assert brief.tags == {"iframe"}
        assert "sandbox" in brief.attributes
