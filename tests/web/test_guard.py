"""Who is let in, and what an answer lets a browser do."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from anyio.from_thread import start_blocking_portal
from starlette.routing import Route
from starlette.types import ASGIApp

from selon import flow
from selon.settings import MAX_UPLOAD_BYTES
from selon.show.web.acts import whole_number
from selon.show.web.answering import Misused
from selon.show.web.application import ROUTES, application
from selon.show.web.desk import Desk
from selon.show.web.guard import Door
from selon.show.web.serving import opened_to

HOME = "http://127.0.0.1:8765"
TEXT = "12 people were killed in Lille on Monday, the police said.\n"
SECRET = re.compile(r'name="csrf" value="([^"]+)"')
WRITING = [
    route.path.replace("{decision}", "0" * 16)
    for route in ROUTES
    if isinstance(route, Route) and route.methods and "POST" in route.methods
]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk at a ledger with one report."""
    with flow.open_ledger(str(tmp_path / "selon.db")) as ledger:
        list(flow.add_bytes(ledger, TEXT.encode(), "report.txt"))
        yield Desk(ledger, "Anna")


class Client:
    """A browser that speaks to the service: it keeps its cookies, and follows no redirection."""

    def __init__(self, app: ASGIApp, home: str) -> None:
        self.app, self.home, self.cookies = app, home, httpx.Cookies()

    def request(self, method: str, path: str, **given: Any) -> httpx.Response:
        """What the service answers."""

        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app)
            async with httpx.AsyncClient(transport=transport, base_url=self.home, cookies=self.cookies) as browser:
                answer = await browser.request(method, path, **given)
                self.cookies = browser.cookies
                return answer

        with start_blocking_portal() as portal:
            return portal.call(ask)

    def get(self, path: str, **given: Any) -> httpx.Response:
        """Asks for a page."""
        return self.request("GET", path, **given)

    def post(self, path: str, **given: Any) -> httpx.Response:
        """Sends a form."""
        return self.request("POST", path, **given)


def client(desk: Desk, door: Door | None = None, home: str = HOME) -> Client:
    """A browser at the service."""
    return Client(application(desk, door or Door()), home)


def own(browser: Client, home: str = HOME) -> dict[str, str]:
    """The headers that a browser sends with a form of one of our pages."""
    return {"origin": home, "sec-fetch-site": "same-origin"}


def secret(browser: Client) -> str:
    """What our pages put into their forms."""
    found = SECRET.search(browser.get("/add").text)
    assert found
    return found[1]


def test_there_are_routes_that_write() -> None:
    assert len(WRITING) == 3


@pytest.mark.parametrize("path", ["/", "/add", "/static/selon.css", "/stories/none", "/claims/none", "/search?q=%22"])
def test_every_answer_is_sealed(desk: Desk, path: str) -> None:
    answer = client(desk).get(path)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "*" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize(
    "host",
    [
        "evil.test",
        "evil.test:8765",
        "127.0.0.1.evil.test",
        "localhost.evil.test",
        "user@127.0.0.1",
        "",
        "127.0.0.1/x",
        "[::1",
    ],
)
def test_another_host_is_not_answered(desk: Desk, host: str) -> None:
    answer = client(desk).get("/", headers={"host": host})
    assert answer.status_code == 421
    assert "Stories" not in answer.text


@pytest.mark.parametrize("host", ["localhost", "localhost:8765", "127.0.0.1:1", "[::1]:8765"])
def test_this_host_is(desk: Desk, host: str) -> None:
    assert client(desk).get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("path", WRITING)
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "null"},
        {"origin": "https://evil.test"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "http://127.0.0.1:8765.evil.test"},
        {"origin": HOME, "sec-fetch-site": "cross-site"},
        {"origin": HOME, "sec-fetch-site": "same-site"},
        {"referer": HOME + "/add"},
    ],
)
def test_another_site_writes_nothing(desk: Desk, path: str, headers: dict[str, str]) -> None:
    browser = client(desk)
    before = desk.ledger.acts()
    answer = browser.post(path, data={"csrf": secret(browser), "text": TEXT * 2, "why": "x"}, headers=headers)
    assert answer.status_code == 403
    assert desk.ledger.acts() == before


@pytest.mark.parametrize("path", WRITING)
@pytest.mark.parametrize("given", [None, "", "wrong", "ü"])
def test_a_form_without_our_secret_writes_nothing(desk: Desk, path: str, given: str | None) -> None:
    browser = client(desk)
    before = desk.ledger.acts()
    fields = {"text": TEXT * 2, "why": "x", "kind": "note"} | ({} if given is None else {"csrf": given})
    answer = browser.post(path, data=fields, headers=own(browser))
    assert answer.status_code == 403
    assert desk.ledger.acts() == before


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    "path", ["/", "/add", "/decisions", "/sources", "/compare", "/new?since=2020-01-01", "/search?q=Lille"]
)
def test_looking_writes_nothing(desk: Desk, path: str, method: str) -> None:
    before = desk.ledger.acts()
    assert client(desk).request(method, path).status_code == 200
    assert desk.ledger.acts() == before


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_do_nothing(desk: Desk, method: str) -> None:
    browser = client(desk)
    assert browser.request(method, "/decisions", headers=own(browser)).status_code in (403, 405)


def test_our_own_form_writes(desk: Desk) -> None:
    browser = client(desk)
    story = re.search(r'href="(/stories/[^"]+)"', browser.get("/").text)
    assert story
    claim = re.search(r'class="exact" href="(/claims/[^"]+)"', browser.get(story[1]).text)
    assert claim
    form = {"csrf": secret(browser), "kind": "note", "subject": claim[1].rpartition("/")[2], "why": "look again"}
    answer = browser.post("/decisions", data=form, headers=own(browser))
    assert answer.status_code == 303
    assert "look again" in browser.get(claim[1]).text


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"kind": "nonsense", "subject": "x", "why": "y"}, 400),
        ({"kind": "misread", "subject": "nowhere", "why": "y"}, 400),
        ({"kind": "same-source", "subject": "A", "other": "A", "why": "y"}, 400),
        ({"kind": "note", "subject": "x" * 3000, "why": "y"}, 400),
        ({"kind": "note", "subject": "nowhere", "why": ""}, 400),
    ],
)
def test_a_wrong_decision_is_refused_with_its_reason(desk: Desk, form: dict[str, str], status: int) -> None:
    browser = client(desk)
    before = desk.ledger.acts()
    answer = browser.post("/decisions", data={"csrf": secret(browser), **form}, headers=own(browser))
    assert answer.status_code == status
    assert 'role="alert"' in answer.text
    assert desk.ledger.acts() == before


def test_more_than_is_taken_is_refused_before_it_is_read(desk: Desk) -> None:
    browser = client(desk)
    headers = own(browser) | {"content-length": str(MAX_UPLOAD_BYTES + 1)}
    assert browser.post("/add", content=b"x", headers=headers).status_code == 413


@pytest.mark.parametrize(
    "name",
    [
        "../guard.py",
        "..%2fguard.py",
        "%2e%2e/%2e%2e/cli.py",
        "/etc/passwd",
        "selon.css/../../guard.py",
        "guard.py",
        "x%00.css",
        ".",
    ],
)
def test_no_path_reaches_the_disk(desk: Desk, name: str) -> None:
    answer = client(desk).get(f"/static/{name}")
    assert answer.status_code == 404
    assert "def " not in answer.text


def test_raw_bytes_are_only_a_file(desk: Desk) -> None:
    browser = client(desk)
    hostile = b"<!doctype html><title>x</title><p>12 people were killed in Lille.</p><script>alert(1)</script>"
    list(flow.add_bytes(desk.ledger, hostile, 'a"\r\nset-cookie: x=1; .html'))
    ids = [report.id.removeprefix("sha256:") for report in desk.snapshot().reports.values()]
    assert len(ids) == 2
    for name in ids:
        answer = browser.get(f"/reports/{name}/raw")
        assert answer.status_code == 200
        assert answer.headers["content-disposition"].startswith("attachment")
        assert "sandbox" in answer.headers["content-security-policy"]
        assert "html" not in answer.headers["content-type"]
        assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    ("typed", "number"),
    [("", None), ("12", 12), ("1 400", 1400), ("1,400", 1400), ("1.400.000", 1400000), ("12’000", 12000)],
)
def test_numbers_are_typed_as_people_write_them(typed: str, number: int | None) -> None:
    assert whole_number(typed) == number


@pytest.mark.parametrize("typed", ["1,4", "1,40,000", "1.400,000", "-5", "1e3", "٣٤", "1" * 16, "about 5"])
def test_what_is_no_whole_number_is_refused(typed: str) -> None:
    with pytest.raises(Misused):
        whole_number(typed)


# --- a service that others reach -------------------------------------------------------------------------------------
def test_it_is_for_this_machine_alone_unless_told_otherwise() -> None:
    assert opened_to("127.0.0.1", (), False, None) == Door()
    assert opened_to("localhost", (), True, None).token
    for host in ("0.0.0.0", "192.0.2.1", "::", "desk.example"):
        door = opened_to(host, (), False, None)
        assert door.token
        assert len(door.token) >= 32


def test_without_the_token_nothing_is_shown(desk: Desk) -> None:
    home = "http://desk.example:8765"
    door = opened_to("0.0.0.0", ("desk.example",), False, "s3cret")
    browser = client(desk, door, home)
    for path in ("/", "/static/selon.css", "/claims/x", "/?token=wrong", "/?token="):
        answer = browser.get(path)
        assert answer.status_code == 401
        assert "s3cret" not in answer.text
    assert browser.post("/add", data={"text": TEXT}, headers=own(browser, home)).status_code == 401


def test_the_token_is_taken_from_the_address_and_kept_in_a_cookie(desk: Desk) -> None:
    home = "http://desk.example:8765"
    browser = client(desk, opened_to("0.0.0.0", ("desk.example",), False, "s3cret"), home)
    answer = browser.get("/search?token=s3cret&q=Lille")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/search?q=Lille"
    assert "httponly" in answer.headers["set-cookie"].lower()
    assert "samesite=strict" in answer.headers["set-cookie"].lower()
    assert browser.get("/search?q=Lille").status_code == 200
    assert browser.get("//evil.test/?token=s3cret").headers.get("location", "/").startswith("/")
    assert not browser.get("//evil.test/?token=s3cret").headers.get("location", "/").startswith("//")


def test_a_machine_is_reached_by_its_addresses_and_names_only(desk: Desk) -> None:
    door = opened_to("0.0.0.0", ("desk.example",), False, "s3cret")
    assert door.answers_to("192.0.2.7:8765")
    assert door.answers_to("DESK.example")
    assert not door.answers_to("rebound.evil.test")
