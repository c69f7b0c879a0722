"""A server of the tests' own, on this machine."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple


class Answer(NamedTuple):
    """What the server says to a path. `drip`: it sends so many bytes a piece, with a pause behind each."""

    body: bytes = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    drip: int = 0


class Served:
    """`answers`: by path, or a function of the request's headers; `asked`: (path, headers) of each request."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.answers: dict[str, Answer | Callable[[dict[str, str]], Answer]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.stopped = threading.Event()

    @property
    def url(self) -> str:
        """The server's address, without a slash behind."""
        return f"http://127.0.0.1:{self.port}"

    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [path for path, _ in self.asked]


@contextmanager
def serving() -> Iterator[Served]:
    """A server, until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            headers = {key.lower(): value for key, value in self.headers.items()}
            served.asked.append((self.path, headers))
            answer = served.answers.get(self.path, Answer(status=404))
            if callable(answer):
                answer = answer(headers)
            self.send_response(answer.status)
            if not answer.drip and "content-length" not in dict(answer.headers):
                self.send_header("Content-Length", str(len(answer.body)))
            for key, value in answer.headers:
                self.send_header(key, value)
            self.end_headers()
            try:
                step = answer.drip or len(answer.body) or 1
                for i in range(0, len(answer.body), step):
                    self.wfile.write(answer.body[i : i + step])
                    self.wfile.flush()
                    if answer.drip and served.stopped.wait(0.05):
                        return
            except OSError:
                pass  # the other side had enough

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    served = Served(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield served
    finally:
        served.stopped.set()
        server.shutdown()
        server.server_close()
