"""Fetching: what may be reached, what is believed, and what is too much."""

import contextlib
import gzip
import ipaddress
import socket
import threading
import time
from collections.abc import Iterator

import brotli
import pytest
import zstandard

from selon import read
from selon.model import Refusal
from selon.read.fetch import Fetcher, is_public
from selon.read.refuse import Unreadable

from .made import SENTENCE, page
from .served import Answer, Served, serving

PAGE = page().encode()


@pytest.fixture
def served() -> Iterator[Served]:
    with serving() as server:
        yield server


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    made = Fetcher(allow_private=True)
    yield made
    made.close()


def refused(fetcher: Fetcher, url: str, **told: int) -> str:
    """The reason why an address is not fetched."""
    with pytest.raises(Unreadable) as caught:
        fetcher.fetch(url, **told)  # type: ignore[arg-type]
    return caught.value.reason


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700:4700::1111", True),
        ("0.0.0.0", False),
        ("10.0.0.1", False),
        ("100.64.0.1", False),
        ("127.0.0.1", False),
        ("127.255.255.254", False),
        ("169.254.169.254", False),
        ("172.16.0.1", False),
        ("192.0.2.1", False),
        ("192.168.1.1", False),
        ("198.18.0.1", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("::", False),
        ("::1", False),
        ("fe80::1", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("2001:db8::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:8.8.8.8", True),
        ("2002:7f00:0001::", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::a00:1", False),
        ("2001:0:4136:e378:8000:63bf:3fff:fdd2", False),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) is public


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://localhost/",
        "http://169.254.169.254/latest/meta-data/",
        "http://user:secret@example.org/",
        "http://8.8.8.8:22/",
        "https://8.8.8.8:6379/",
        "file:///etc/passwd",
        "ftp://example.org/",
        "gopher://example.org/",
        "http:///nothing",
        "http://[broken/",
        "http://example.org:99999/",
    ],
)
def test_forbidden(url: str) -> None:
    fetcher = Fetcher()
    assert refused(fetcher, url) == "forbidden-address"
    fetcher.close()


def test_all_addresses_of_a_name_must_be_public() -> None:
    fetcher = Fetcher(resolve=lambda host, port: ["8.8.8.8", "10.0.0.1"])
    assert refused(fetcher, "http://mixed.example/") == "forbidden-address"
    fetcher.close()


def test_the_connection_goes_to_the_address_that_was_checked(served: Served) -> None:
    """A name that resolves otherwise the second time: it is asked once, and the server is told the name."""
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["127.0.0.2"]

    served.answers["/a"] = Answer(PAGE)
    fetcher = Fetcher(allow_private=True, resolve=resolve)
    answer = fetcher.fetch(f"http://news.example:{served.port}/a")
    fetcher.close()
    assert answer.data == PAGE
    assert asked == ["news.example"]
    assert served.asked[0][1]["host"] == f"news.example:{served.port}"


def test_a_redirect_is_checked_again(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first address passes for public, the one that it redirects to does not."""
    served.answers["/a"] = Answer(status=302, headers=(("Location", "http://inside.example/secret"),))
    addresses = {"outside.example": "127.0.0.1", "inside.example": "10.0.0.1"}
    monkeypatch.setattr("selon.read.fetch.is_public", lambda address: str(address) == "127.0.0.1")
    monkeypatch.setattr("selon.settings.PORTS", frozenset((served.port, 80)))
    fetcher = Fetcher(resolve=lambda host, port: [addresses[host]])
    assert refused(fetcher, f"http://outside.example:{served.port}/a") == "forbidden-address"
    assert served.paths() == ["/a"]
    fetcher.close()


@pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://example.org/", "http://user:x@127.0.0.1/"])
def test_redirects_that_lead_elsewhere(served: Served, fetcher: Fetcher, location: str) -> None:
    served.answers["/a"] = Answer(status=301, headers=(("Location", location),))
    assert refused(fetcher, f"{served.url}/a") == "forbidden-address"


def test_redirects(served: Served, fetcher: Fetcher) -> None:
    served.answers |= {
        "/a": Answer(status=301, headers=(("Location", "/b"),)),
        "/b": Answer(status=307, headers=(("Location", f"{served.url}/c#part"),)),
        "/c": Answer(PAGE),
        "/loop": Answer(status=302, headers=(("Location", "/loop"),)),
    }
    answer = fetcher.fetch(f"{served.url}/a")
    assert (answer.data, answer.url) == (PAGE, f"{served.url}/c#part")
    assert refused(fetcher, f"{served.url}/loop") == "unreachable"
    assert served.paths().count("/loop") == 6


@pytest.mark.parametrize(
    ("encoding", "data"),
    [("gzip", gzip.compress(PAGE)), ("br", brotli.compress(PAGE)), ("zstd", zstandard.compress(PAGE)), ("", PAGE)],
)
def test_packed_answers(served: Served, fetcher: Fetcher, encoding: str, data: bytes) -> None:
    served.answers["/a"] = Answer(data, headers=(("Content-Encoding", encoding),) if encoding else ())
    assert fetcher.fetch(f"{served.url}/a").data == PAGE


@pytest.mark.parametrize(
    ("encoding", "data", "reason"),
    [
        ("gzip", gzip.compress(bytes(200_000_000), 9), "bomb"),
        ("br", brotli.compress(bytes(100_000_000), quality=5), "bomb"),
        ("zstd", zstandard.compress(bytes(200_000_000)), "bomb"),
        ("gzip", gzip.compress(PAGE)[:100], "malformed"),
        ("gzip", PAGE, "malformed"),
        ("br", b"\xff" * 100, "malformed"),
        ("zstd", PAGE, "malformed"),
        ("snappy", PAGE, "encoding"),
    ],
)
def test_packed_answers_that_are_not_what_they_say(
    served: Served, fetcher: Fetcher, encoding: str, data: bytes, reason: str
) -> None:
    served.answers["/a"] = Answer(data, headers=(("Content-Encoding", encoding),))
    began = time.monotonic()
    assert refused(fetcher, f"{served.url}/a") == reason
    assert time.monotonic() - began < 2


def test_limits(served: Served, fetcher: Fetcher) -> None:
    served.answers["/large"] = Answer(b"x" * 3_000_000)
    assert refused(fetcher, f"{served.url}/large", limit=1_000_000) == "too-large"
    served.answers["/gone"] = Answer(status=410)
    assert refused(fetcher, f"{served.url}/gone") == "http-status"
    slow = Fetcher(allow_private=True, seconds=0.4)
    served.answers["/drip"] = Answer(b"x" * 1_000_000, drip=100)
    began = time.monotonic()
    assert refused(slow, f"{served.url}/drip") == "unreachable"
    assert time.monotonic() - began < 3
    slow.close()


def test_headers_that_drip() -> None:
    listener = socket.create_server(("127.0.0.1", 0))

    def drip() -> None:
        connection, _ = listener.accept()
        with connection, contextlib.suppress(OSError):
            for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 1000:
                connection.sendall(bytes([byte]))
                time.sleep(0.05)

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    slow = Fetcher(allow_private=True, seconds=0.5)
    began = time.monotonic()
    assert refused(slow, f"http://127.0.0.1:{listener.getsockname()[1]}/") == "unreachable"
    assert time.monotonic() - began < 3
    slow.close()
    thread.join(5)
    listener.close()


def test_nobody_answers(fetcher: Fetcher) -> None:
    assert refused(fetcher, "http://127.0.0.1:1/") == "unreachable"
    assert refused(fetcher, "http://nothing.invalid/") == "unreachable"


def test_unchanged(served: Served, fetcher: Fetcher) -> None:
    def answer(headers: dict[str, str]) -> Answer:
        if headers.get("if-none-match") == '"1"':
            return Answer(status=304)
        return Answer(PAGE, headers=(("ETag", '"1"'), ("Last-Modified", "Mon, 03 Mar 2025 12:00:00 GMT")))

    served.answers["/a"] = answer
    first = fetcher.fetch(f"{served.url}/a")
    assert (first.etag, first.last_modified, first.unchanged) == ('"1"', "Mon, 03 Mar 2025 12:00:00 GMT", False)
    assert fetcher.fetch(f"{served.url}/a", etag=first.etag).unchanged


def test_an_address_as_a_source(served: Served) -> None:
    served.answers["/a"] = Answer(PAGE)
    given, missing = read.inputs([f"{served.url}/a", f"{served.url}/b"], allow_private=True)
    assert isinstance(given, read.Input)
    result = read.read(given)
    assert not isinstance(result, Refusal)
    assert (result.url, result.title) == (f"{served.url}/a", "Neuf blessés à Oslo")
    assert SENTENCE in result.text
    assert isinstance(missing, Refusal)
    assert missing.reason == "http-status"
    (private,) = read.inputs([f"{served.url}/a"])
    assert isinstance(private, Refusal)
    assert private.reason == "forbidden-address"
