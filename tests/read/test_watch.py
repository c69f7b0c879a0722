"""Watching feeds: what is new, politely, and on from where it stopped."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from selon import read
from selon.errors import UsageError
from selon.model import Refusal
from selon.read.watch import Watch

from .made import SENTENCE, item, page, rss
from .served import Answer, Served, serving


class Clock:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.time = 1_000_000.0
        self.slept: list[float] = []

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds


@pytest.fixture
def served() -> Iterator[Served]:
    with serving() as server:
        for number in (1, 2, 3):
            server.answers[f"/{number}"] = Answer(page(f"Neuf blessés, page {number}").encode())
        yield server


def watch(served: Served, path: Path, *sources: str, clock: Clock | None = None) -> Watch:
    clock = clock or Clock()
    known = {"/feed", "/list"}
    addresses = [f"{served.url}{source}" if source in known else source for source in sources]
    return Watch(addresses, path / "watch.json", allow_private=True, sleep=clock.sleep, now=clock.now)


def feed(served: Served, *numbers: int, text: str = "") -> Answer:
    items = [item(f"{served.url}/{number}", f"Titre {number}", text) for number in numbers]
    return Answer(rss(*items).encode(), headers=(("ETag", f'"{numbers}"'),))


def names(results: list[read.Input | Refusal]) -> list[str]:
    return [each.name.rsplit("/", 1)[1] if isinstance(each, read.Input) else each.reason for each in results]


def test_new_entries_oldest_first_and_each_once(served: Served, tmp_path: Path) -> None:
    served.answers["/feed"] = feed(served, 2, 1)
    first = list(watch(served, tmp_path, "/feed").once())
    assert names(first) == ["1", "2"]
    assert isinstance(first[0], read.Input)
    result = read.read(first[0])
    assert not isinstance(result, Refusal)
    assert (result.published, result.outlet) == ("2025-03-03T12:00", "Le Port")
    assert list(watch(served, tmp_path, "/feed").once()) == []
    served.answers["/feed"] = feed(served, 3, 2)
    assert names(list(watch(served, tmp_path, "/feed").once())) == ["3"]
    assert served.paths().count("/1") == served.paths().count("/2") == 1


def test_an_unchanged_feed_is_not_sent_again(served: Served, tmp_path: Path) -> None:
    served.answers["/feed"] = feed(served, 1)
    list(watch(served, tmp_path, "/feed").once())
    served.answers["/feed"] = lambda headers: Answer(status=304 if headers.get("if-none-match") else 500)
    assert list(watch(served, tmp_path, "/feed").once()) == []


def test_goes_on_where_it_was_stopped(served: Served, tmp_path: Path) -> None:
    served.answers["/feed"] = feed(served, 3, 2, 1)
    results = watch(served, tmp_path, "/feed").once()
    assert names([next(results), next(results)]) == ["1", "2"]
    results.close()  # while the second one is being recorded
    assert names(list(watch(served, tmp_path, "/feed").once())) == ["2", "3"]


def test_robots(served: Served, tmp_path: Path) -> None:
    served.answers["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /2\nCrawl-delay: 7\n")
    served.answers["/feed"] = feed(served, 2, 1)
    clock = Clock()
    results = list(watch(served, tmp_path, "/feed", clock=clock).once())
    assert names(results) == ["1", "not-allowed"]
    assert max(clock.slept) == pytest.approx(7, abs=0.1)
    assert served.paths().count("/robots.txt") == 1
    assert "/2" not in served.paths()


def test_a_pause_between_requests_to_a_host(served: Served, tmp_path: Path) -> None:
    served.answers["/feed"] = feed(served, 3, 2, 1)
    clock = Clock()
    list(watch(served, tmp_path, "/feed", clock=clock).once())
    assert len(clock.slept) == len(served.asked) - 1
    assert all(seconds == pytest.approx(2) for seconds in clock.slept)


def test_what_cannot_be_fetched_but_is_in_the_feed(served: Served, tmp_path: Path) -> None:
    served.answers["/feed"] = feed(served, 9, text=f"<p>{SENTENCE}</p>")
    (given,) = watch(served, tmp_path, "/feed").once()
    assert isinstance(given, read.Input)
    result = read.read(given)
    assert not isinstance(result, Refusal)
    assert (result.title, result.url) == ("Titre 9", f"{served.url}/9")
    assert SENTENCE in result.text


def test_a_page_that_is_gone_is_refused_once(served: Served, tmp_path: Path) -> None:
    served.answers["/feed"] = feed(served, 9)
    assert names(list(watch(served, tmp_path, "/feed").once())) == ["http-status"]
    assert list(watch(served, tmp_path, "/feed").once()) == []


def test_a_page_out_of_reach_is_tried_again(served: Served, tmp_path: Path) -> None:
    served.answers["/robots.txt"] = Answer(b"")
    served.answers["/feed"] = Answer(rss(item("http://nothing.invalid/1")).encode())
    rounds = [names(list(watch(served, tmp_path, "/feed").once())) for _ in range(4)]
    assert rounds == [[], [], ["unreachable"], []]


def test_outlines(served: Served, tmp_path: Path) -> None:
    outline = (
        '<?xml version="1.0"?><opml version="2.0"><body><outline text="x">'
        f'<outline type="rss" xmlUrl="{served.url}/feed"/><outline xmlUrl="{served.url}/feed"/></outline></body></opml>'
    )
    served.answers |= {"/feed": feed(served, 1), "/list": Answer(outline.encode())}
    path = tmp_path / "feeds.opml"
    path.write_text(outline)
    assert names(list(watch(served, tmp_path, str(path)).once())) == ["1"]
    assert names(list(watch(served, tmp_path.parent, "/list").once())) == ["1"]


def test_rounds(served: Served, tmp_path: Path) -> None:
    served.answers["/feed"] = feed(served, 1)
    clock = Clock()
    began = clock.time
    assert names(list(watch(served, tmp_path, "/feed", clock=clock).rounds(3))) == ["1"]
    assert clock.time - began == pytest.approx(1800, abs=10)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not-a-report"),
        (page().encode(), "not-a-report"),
        (b"<rss><channel><item>", None),
        (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><rss>&b;</rss>', "bomb"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": 3}', None),
    ],
)
def test_what_is_no_feed(served: Served, tmp_path: Path, data: bytes, reason: str | None) -> None:
    served.answers["/feed"] = Answer(data)
    assert names(list(watch(served, tmp_path, "/feed").once())) == ([reason] if reason else [])


def test_a_state_that_is_none(served: Served, tmp_path: Path) -> None:
    (tmp_path / "watch.json").write_text("{")
    with pytest.raises(UsageError):
        watch(served, tmp_path, "/feed")
