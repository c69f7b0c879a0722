"""The door: who is let in, what an answer lets a browser do, and how much may come in at once."""

import hmac
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from ipaddress import ip_address
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

import msgspec
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from selon.settings import MAX_UPLOAD_BYTES

LOOPBACK: Final = frozenset(("localhost", "127.0.0.1", "::1"))
COOKIE: Final = "selon-token"
SAFE: Final = frozenset(("GET", "HEAD"))

POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""Only what the package itself holds runs or is shown; nothing inline; nothing is sent to anybody else."""

HEADERS: Final = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
    "vary": "Accept-Language, Cookie, HX-Request",
}


class TooLarge(Exception):
    """A request whose body is larger than what is taken."""


class Door(msgspec.Struct, frozen=True):
    """Who is let in. `names`: the names that the service answers to; `addresses`: whether it answers to any address
    (another site's page can be led to it by a name, but not by an address). `token`: what everybody must bring."""

    names: frozenset[str] = LOOPBACK
    addresses: bool = False
    token: str | None = None

    def answers_to(self, host: str) -> bool:
        """Whether a Host header names this service. Names and addresses are compared, ports are not."""
        name = host_name(host)
        if name is None:
            return False
        return name in self.names or (self.addresses and is_address(name))

    def admits(self, given: str | None) -> bool:
        """Whether a token is the right one, in a time that tells nothing of it."""
        if self.token is None:
            return True
        return given is not None and hmac.compare_digest(given.encode(), self.token.encode())


def host_name(host: str) -> str | None:
    """The name in a Host header, without its port; None where it is malformed."""
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port
    except ValueError:
        return None
    if parts.netloc != host or parts.username is not None or not parts.hostname:
        return None
    return parts.hostname.rstrip(".").lower()


def is_address(name: str) -> bool:
    """Whether a name is an IP address."""
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


class Guard:
    """Stands before the application: every request passes it, whatever its route."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self.app, self.door = app, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or say why not."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        sealed = Sealed(send)
        refusal = self.refusal(scope, headers)
        if refusal is not None:
            await refusal(scope, receive, sealed)
            return
        await self.app(scope, Limited(receive).receive, sealed)

    def refusal(self, scope: Scope, headers: Mapping[str, str]) -> PlainTextResponse | RedirectResponse | None:
        """Why a request is not let in; or, for a right token in the address, the way to the same page without it."""
        hosts = [value for name, value in scope["headers"] if name == b"host"]
        host = headers.get("host", "")
        if len(hosts) != 1 or not self.door.answers_to(host):
            return PlainTextResponse("this is not the host that you asked for\n", 421)
        if scope["method"] not in SAFE and not own(headers, host):
            return PlainTextResponse("a request that comes from another site\n", 403)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > MAX_UPLOAD_BYTES:
            return PlainTextResponse(f"no more than {MAX_UPLOAD_BYTES // 1024**2} MiB at once\n", 413)
        if self.door.token is None:
            return None
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        brought = next((value for name, value in query if name == "token"), None)
        if brought is not None and scope["method"] in SAFE and self.door.admits(brought):
            rest = urlencode([(name, value) for name, value in query if name != "token"])
            path = "/" + scope["path"].lstrip("/")  # never //elsewhere
            answer = RedirectResponse(f"{path}?{rest}" if rest else path, 303)
            answer.set_cookie(COOKIE, brought, httponly=True, samesite="strict")
            return answer
        bearer = headers.get("authorization", "").removeprefix("Bearer ")
        if self.door.admits(cookie(headers.get("cookie", ""))) or self.door.admits(bearer):
            return None
        return PlainTextResponse("open the address with the token that `selon serve` printed\n", 401)


def own(headers: Mapping[str, str], host: str) -> bool:
    """Whether a request that writes comes from a page of this service."""
    if headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return False
    origin = urlsplit(headers.get("origin", ""))
    return origin.scheme in ("http", "https") and origin.netloc == host


def cookie(header: str) -> str | None:
    """The token in the cookies of a request."""
    try:
        found = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return None
    return found.value if found else None


class Sealed:
    """Puts the headers that protect the reader on every answer; one that the page sets itself stays."""

    def __init__(self, send: Send) -> None:
        self.send = send

    async def __call__(self, message: Message) -> None:
        """Pass a message on."""
        if message["type"] == "http.response.start":
            given = list(message.get("headers", ()))
            set_already = {name for name, _ in given}
            given += [(k.encode(), v.encode()) for k, v in HEADERS.items() if k.encode() not in set_already]
            message = {**message, "headers": given}
        await self.send(message)


class Limited:
    """Counts the bytes of a request's body, whatever its headers say."""

    def __init__(self, receive: Receive) -> None:
        self._receive, self._left = receive, MAX_UPLOAD_BYTES

    async def receive(self) -> Message:
        """The next message. Raises TooLarge."""
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise TooLarge
        return message
