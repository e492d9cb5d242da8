"""A web server on this machine whose answers are scripted, and a clock that nobody waits for."""

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from copydesk.fetching.exchange import Limits
from copydesk.fetching.fetcher import Clock, Fetcher

Headers = dict[str, str]


@dataclass
class Reply:
    """What the server answers: status, body and headers; or a function that writes to the socket itself."""

    body: bytes | str = b""
    status: int = 200
    headers: Headers = field(default_factory=dict)
    raw: Callable[[Any], None] | None = None


@dataclass
class Site:
    """A running server: what it answers by path, and what it was asked."""

    port: int
    pages: dict[str, Reply | list[Reply]] = field(default_factory=dict)
    asked: list[tuple[str, Headers]] = field(default_factory=list)
    now: Callable[[], float] = lambda: 0.0
    moments: list[tuple[str, float]] = field(default_factory=list)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def paths(self) -> list[str]:
        """The paths asked for, robots.txt aside."""
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def answer(self, path: str, headers: Headers) -> Reply:
        self.asked.append((path, headers))
        self.moments.append((path, self.now()))
        found = self.pages.get(path, Reply(status=404))
        if isinstance(found, list):
            found = found.pop(0) if len(found) > 1 else found[0]
        etag = found.headers.get("ETag")
        if etag and headers.get("if-none-match") == etag:
            return Reply(status=304, headers={"ETag": etag})
        return found


@contextmanager
def serving(context: ssl.SSLContext | None = None) -> Iterator[Site]:
    """Run a server, with TLS if there is a context for it, for as long as the test takes."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            reply = site.answer(self.path, {name.lower(): value for name, value in self.headers.items()})
            if reply.raw is not None:
                reply.raw(self)
                return
            data = reply.body.encode() if isinstance(reply.body, str) else reply.body
            self.send_response(reply.status)
            for name, value in {"Content-Length": str(len(data)), **reply.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is http.server's
            """Say nothing."""

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            """Say nothing: clients go away, that is tested."""

    server = Quiet(("127.0.0.1", 0), Handler)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    site = Site(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


@dataclass
class Hands:
    """A clock whose hands move when somebody sleeps, or when they are moved."""

    at: float = 1_800_000_000.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds

    @property
    def clock(self) -> Clock:
        return Clock(lambda: self.at, self.sleep)


def fetcher(hands: Hands, agent: str = "copydesk/0 (test)", **limits: Any) -> Fetcher:
    return Fetcher(agent, hands.clock, limits=Limits(**{"connecting": 2.0, "whole": 2.0, **limits}))
