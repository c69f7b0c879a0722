"""Fetches what an address holds, from public addresses only.

The name is resolved once, every address that it has must be public, and the connection goes to the address that was
checked: a name that resolves otherwise a moment later leads nowhere. So again at every redirect.
"""

import contextlib
import ipaddress
import socket
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as OutOfTime
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import SplitResult, urljoin, urlsplit

from selon import __version__, settings
from selon.model.frozen import Frozen
from selon.read.refuse import Unreadable
from selon.read.unpack import decoded

if TYPE_CHECKING:
    import httpx

AGENT: Final = f"selon/{__version__}"
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], Sequence[str]]

_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")
_REDIRECTS: Final = frozenset((301, 302, 303, 307, 308))


class Answer(Frozen, frozen=True):
    """What came back. `url`: where it came from in the end; `data`: unpacked; empty where `unchanged`."""

    url: str
    data: bytes
    media: str
    etag: str | None = None
    last_modified: str | None = None
    unchanged: bool = False


def resolved(host: str, port: int) -> list[str]:
    """The addresses of a host. Raises OSError where it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def is_public(address: Address) -> bool:
    """Whether anybody on the internet can have this address, also when it carries another one inside."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        if address.teredo is not None or address.scope_id is not None:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


class _Watchdog:
    """Cuts a connection when its time is over: a server can drip its headers for days, each byte in time."""

    def __init__(self, seconds: float) -> None:
        self.bitten = False
        self._stream: Any = None
        self._timer = threading.Timer(max(seconds, 0.01), self._bite)
        self._timer.daemon = True
        self._timer.start()

    def seen(self, event: str, info: dict[str, Any]) -> None:
        """httpx tells what it does."""
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            self._stream = info["return_value"]
            if self.bitten:
                self._bite()

    def stop(self) -> None:
        """The request is over."""
        self._timer.cancel()

    def _bite(self) -> None:
        self.bitten = True
        if self._stream is not None:
            connection = self._stream.get_extra_info("socket")
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


class Fetcher:
    """Fetches addresses one at a time. `allow_private`: from any address and port, for those who mean it."""

    def __init__(
        self, *, allow_private: bool = False, resolve: Resolver = resolved, seconds: float = settings.FETCH_SECONDS
    ) -> None:
        self._allow_private, self._resolve, self._seconds = allow_private, resolve, seconds
        self._client: httpx.Client | None = None
        self._threads = ThreadPoolExecutor(1, thread_name_prefix="resolve")

    def close(self) -> None:
        """Ends the connections."""
        if self._client is not None:
            self._client.close()
        self._threads.shutdown(wait=False, cancel_futures=True)

    def fetch(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        limit: int = settings.MAX_PAGE_BYTES,
    ) -> Answer:
        """What an address holds. `etag`, `last_modified`: of an earlier answer; what is unchanged is not sent again.

        Raises Unreadable (`forbidden-address`, `unreachable`, `http-status`, `too-large`, `bomb`, `malformed`).
        """
        asked = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {key: value for key, value in asked.items() if value}
        ends = time.monotonic() + self._seconds
        for _ in range(settings.MAX_REDIRECTS + 1):
            onward = self._step(url, headers, limit, ends)
            if isinstance(onward, Answer):
                return onward
            url = urljoin(url, onward)
        raise Unreadable("unreachable", f"more than {settings.MAX_REDIRECTS} redirects")

    def _step(self, url: str, headers: dict[str, str], limit: int, ends: float) -> Answer | str:
        """One request: the answer, or where it redirects to."""
        import httpx

        parts = self._checked(url)
        host = parts.hostname or ""
        port = parts.port or (443 if parts.scheme == "https" else 80)
        address = self._pinned(host, port)
        pinned = f"[{address}]" if ":" in address else address
        target = parts._replace(netloc=f"{pinned}:{port}", fragment="").geturl()
        name = host if port in (80, 443) else f"{host}:{port}"
        sent = {
            "Host": name,
            "User-Agent": AGENT,
            "Accept-Encoding": "gzip, br, zstd, deflate",
            "Accept": "*/*",
            **headers,
        }
        watchdog = _Watchdog(ends - time.monotonic())
        extensions = {"sni_hostname": host, "trace": watchdog.seen}
        try:
            request = self._opened().build_request("GET", target, headers=sent, extensions=extensions)
            answer = self._opened().send(request, stream=True)
            try:
                return self._read(answer, url, limit, ends)
            finally:
                answer.close()
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError, ValueError) as error:
            if watchdog.bitten:
                raise self._late() from error
            raise Unreadable("unreachable", f"{type(error).__name__}: {error}"[:300]) from error
        finally:
            watchdog.stop()

    def _late(self) -> Unreadable:
        return Unreadable("unreachable", f"not done within {self._seconds:.0f} seconds")

    def _checked(self, url: str) -> SplitResult:
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError as error:
            raise Unreadable("forbidden-address", f"no address: {error}") from error
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise Unreadable("forbidden-address", f"only http and https are fetched, not {parts.scheme or 'this'}")
        if parts.username or parts.password:
            raise Unreadable("forbidden-address", "an address with a password in it")
        if not self._allow_private and port is not None and port not in settings.PORTS:
            raise Unreadable("forbidden-address", f"port {port} is not one where pages are served")
        return parts

    def _pinned(self, host: str, port: int) -> str:
        """The address to connect to: the first of the host's, all of which must be public."""
        try:
            encoded = host.encode("idna").decode("ascii") if not host.isascii() else host
            waiting = self._threads.submit(self._resolve, encoded, port)
            found = [str(address) for address in waiting.result(settings.CONNECT_SECONDS)]
        except OutOfTime as error:
            raise Unreadable("unreachable", f"{host} takes too long to resolve") from error
        except (OSError, UnicodeError) as error:
            raise Unreadable("unreachable", f"{host} is not known: {error}") from error
        if not found:
            raise Unreadable("unreachable", f"{host} has no address")
        if not self._allow_private:
            for address in found:
                if not is_public(ipaddress.ip_address(address)):
                    raise Unreadable("forbidden-address", f"{host} is at {address}, which is not public")
        return found[0]

    def _opened(self) -> "httpx.Client":
        if self._client is None:
            import httpx

            timeout = httpx.Timeout(settings.READ_SECONDS, connect=settings.CONNECT_SECONDS)
            # No connection is kept: the pool knows them by address, and two hosts may share one.
            limits = httpx.Limits(max_keepalive_connections=0)
            self._client = httpx.Client(trust_env=False, follow_redirects=False, timeout=timeout, limits=limits)
        return self._client

    def _read(self, answer: Any, url: str, limit: int, ends: float) -> Answer | str:
        status = answer.status_code
        if status in _REDIRECTS and "location" in answer.headers:
            return str(answer.headers["location"])
        etag, modified = answer.headers.get("etag"), answer.headers.get("last-modified")
        if status == 304:
            return Answer(url, b"", "", etag, modified, unchanged=True)
        if status != 200:
            raise Unreadable("http-status", f"the server answered {status} {answer.reason_phrase}")
        packed = bytearray()
        for piece in answer.iter_raw():
            packed += piece
            if len(packed) > limit:
                raise Unreadable("too-large", f"more than {limit // 1024**2} MiB")
            if time.monotonic() > ends:
                raise self._late()
        if time.monotonic() > ends:  # cut off, which looks like an end where no length was told
            raise self._late()
        data = decoded(bytes(packed), answer.headers.get("content-encoding", ""), limit)
        return Answer(url, data, answer.headers.get("content-type", ""), etag, modified)
