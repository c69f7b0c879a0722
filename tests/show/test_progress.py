"""A bar where somebody sees it, and nowhere else; what is printed goes where it would go without one."""

import io
import sys

import pytest

from selon.show import progress as module
from selon.show.progress import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE_SECONDS", -1.0)
    monkeypatch.setenv("TERM", "xterm")


def work(monkeypatch: pytest.MonkeyPatch, out: io.StringIO, err: io.StringIO, streaming: bool = False) -> None:
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    seen = []
    for item in progress(range(50), 50, "Working", streaming):
        seen.append(item)
        print(f"item {item}", file=sys.stdout)
    assert seen == [*range(50)]


def test_no_bar_when_piped(monkeypatch: pytest.MonkeyPatch) -> None:
    out, err = io.StringIO(), io.StringIO()
    work(monkeypatch, out, err)
    assert err.getvalue() == ""
    assert out.getvalue().count("item") == 50


def test_a_bar_on_a_terminal_leaves_a_pipe_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    out, err = io.StringIO(), Terminal()
    work(monkeypatch, out, err, streaming=True)
    assert "Working" in err.getvalue()
    assert "item" not in err.getvalue()
    assert out.getvalue() == "".join(f"item {n}\n" for n in range(50))


def test_no_bar_over_results_on_the_same_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    out, err = Terminal(), Terminal()
    work(monkeypatch, out, err, streaming=True)
    assert err.getvalue() == ""


def test_quick_work_shows_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE_SECONDS", 60.0)
    out, err = io.StringIO(), Terminal()
    work(monkeypatch, out, err)
    assert err.getvalue() == ""


def test_nothing_to_do() -> None:
    assert [*progress([], 0, "Working")] == []
