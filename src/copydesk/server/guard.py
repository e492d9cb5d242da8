"""Who may ask: pages of this server in a browser of this machine, and nobody through them.

A name that somebody points to this machine (DNS rebinding) gives itself away by ``Host``, a page of another
site that posts a form by ``Origin``. A form has to bring a token besides, which only pages of this run hold.
"""

import hmac
import secrets
from collections.abc import Mapping

from copydesk.server.messages import Request

LOOPBACK = "127.0.0.1"
TOKEN = "token"  # noqa: S105 - the name of a field


class Guard:
    """Knows the names that the server goes by, and a secret of this run."""

    def __init__(self, port: int) -> None:
        self.token = secrets.token_urlsafe(32)
        self._hosts = {f"{name}:{port}" for name in (LOOPBACK, "localhost")}
        if port == 80:
            self._hosts |= {LOOPBACK, "localhost"}

    def refusal(self, request: Request) -> str | None:
        """Return why a request is refused, None if it is not."""
        host = request.headers.get("host", "")
        if host not in self._hosts:
            return (
                "this server answers to its own address only; open the address that it gave when it started"
            )
        if request.method != "POST":
            return None
        if not _same_origin(request.headers, host):
            return (
                "the form came from another site, or hides where from; open the page anew and send it there"
            )
        if not hmac.compare_digest(request.first(TOKEN).encode(), self.token.encode()):
            return "the form is of an earlier run of the server; open the page anew and send it there"
        return None


def _same_origin(headers: Mapping[str, str], host: str) -> bool:
    site = headers.get("sec-fetch-site", "same-origin")
    return headers.get("origin") == f"http://{host}" and site == "same-origin"
