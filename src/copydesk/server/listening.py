"""The wire: HTTP on this machine's own address, each request in a thread of its own."""

import errno
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from copydesk.errors import OutputError
from copydesk.pipeline import Pipeline
from copydesk.server.guard import LOOPBACK, Guard
from copydesk.server.messages import Request, Response, fields_of
from copydesk.server.reading import wrong
from copydesk.server.site import Site
from copydesk.store.base import Store

MOST_POSTED = 4_000_000
"""Bytes of a form at most: the ids of a hundred thousand reports."""

_ALWAYS = {
    "Content-Security-Policy": "frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class DeskServer(ThreadingHTTPServer):
    """Serves the stories of one store; ``serve_forever`` and ``shutdown`` are the base's.

    Args:
        opened: opens the store, for writing or for reading only.
        pipeline: annotates reports.
        port: 0 takes one that is free.

    Raises:
        OutputError: another program has the port.
    """

    daemon_threads = True

    def __init__(self, opened: Callable[[bool], Store], pipeline: Pipeline, port: int) -> None:
        try:
            super().__init__((LOOPBACK, port), _Handler)
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
            why = "another program has it" if error.errno == errno.EADDRINUSE else "it is reserved"
            raise OutputError(f"port {port}: {why}; name another one with --port") from error
        self.site = Site(opened, pipeline, Guard(self.server_port))

    @property
    def address(self) -> str:
        """Where the front page is."""
        return f"http://{LOOPBACK}:{self.server_port}/"


class _Handler(BaseHTTPRequestHandler):
    server: DeskServer
    server_version = "copydesk"
    sys_version = ""
    timeout = 60

    def do_GET(self) -> None:
        self._answer("GET", urlsplit(self.path).query)

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_POST(self) -> None:
        given = self.headers.get("Content-Length", "")
        length = int(given) if given.isascii() and given.isdigit() else -1
        kind = self.headers.get_content_type()
        if not 0 <= length <= MOST_POSTED or kind != "application/x-www-form-urlencoded":
            self._send(wrong("Refused", "Only a form of these pages can be posted.", 400, "/"))
            return
        self._answer("POST", self.rfile.read(length).decode("utf-8", "replace"))

    def _answer(self, method: str, fields: str) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        path = unquote(urlsplit(self.path).path, errors="replace")
        self._send(self.server.site.answer(Request(method, path, fields_of(fields), headers)))

    def _send(self, response: Response) -> None:
        self.send_response(response.status)
        self.send_header("Content-Type", response.kind)
        self.send_header("Content-Length", str(len(response.body)))
        if response.location is not None:
            self.send_header("Location", response.location)
        for name, value in _ALWAYS.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(response.body)

    def log_message(self, *_: object) -> None:
        """Keep quiet: what people read here is nobody's business."""


def desk_server(path: Path, pipeline: Pipeline, port: int) -> DeskServer:
    """Make a server of the store at ``path``.

    Raises:
        StoreError: there is none, or it cannot be read.
        OutputError: another program has the port.
    """
    from copydesk.store.sqlite import open_store

    open_store(path, create=False, writable=False).close()
    return DeskServer(lambda writable: open_store(path, create=False, writable=writable), pipeline, port)
