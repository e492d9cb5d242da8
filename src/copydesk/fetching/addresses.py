"""Web addresses: which may be asked for at all, how they are shown, and whose network they lie in."""

import base64
import ipaddress
import re
from typing import Literal, NamedTuple
from urllib.parse import quote, unquote, urlsplit

from copydesk.errors import FetchError

Network = Literal["public", "private", "link-local", "loopback"]
"""Where an IP address leads: to the internet, to the local network, or to this machine."""

_PORTS = {"http": 80, "https": 443}
_BLANKS = re.compile(r"[\x00-\x20\x7f]+")
_SAFE = "/%:@!$&'()*+,;=~-._?"
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class UnfetchedError(FetchError):
    """An address was not had.

    Args:
        what: why, in words.
        where: the address, or what was given in its place.
        status: the HTTP status, None where no server answered with one.
        later: it may be had another time.
        after: seconds that the server asked to wait, None if it did not say.
    """

    def __init__(
        self,
        what: str,
        *,
        where: str,
        status: int | None = None,
        later: bool = False,
        after: float | None = None,
    ) -> None:
        self.what = what
        self.where = where
        self.status = status
        self.later = later
        self.after = after
        super().__init__(f"{where}: {what}")


class ForbiddenError(UnfetchedError):
    """The rules of a site forbid programs to fetch an address."""


class Address(NamedTuple):
    """An http or https address in the parts that a request is made of.

    Args:
        scheme: ``http`` or ``https``.
        host: in ASCII and lower case, IPv6 without brackets.
        port: the scheme's own where none was given.
        target: path and query, percent-encoded.
    """

    scheme: str
    host: str
    port: int
    target: str

    @property
    def site(self) -> str:
        """What one server answers for: scheme, host and, unless it is the scheme's own, port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == _PORTS[self.scheme] else f":{self.port}")

    @property
    def server(self) -> str:
        """The host and port as the header Host has them."""
        return self.site.partition("://")[2]

    def __str__(self) -> str:
        return self.site + self.target


def address(url: str) -> Address:
    """Take an address apart; name and password in it are left out, and so is what stands behind "#".

    Raises:
        UnfetchedError: it is none of http or https, or is broken.
    """
    cleaned = re.sub(r"[\t\r\n]+", "", url.strip())
    try:
        parts = urlsplit(_BLANKS.sub("%20", cleaned))
        scheme, host, port = parts.scheme.lower(), parts.hostname or "", parts.port
        if host and not _is_ip(host):
            host = host.rstrip(".").encode("idna").decode("ascii").lower()
    except (ValueError, UnicodeError) as error:
        raise UnfetchedError(f"it is no web address ({error})", where=shown(cleaned)) from None
    if scheme not in _PORTS:
        what = f"only http and https are fetched, not {scheme}:" if scheme else "it is no web address"
        raise UnfetchedError(what[:80], where=shown(cleaned))
    if not host or not re.fullmatch(r"[\w.:%-]+", host, re.A):
        raise UnfetchedError("the address names no host", where=shown(cleaned))
    target = quote(parts.path or "/", safe=_SAFE.replace("?", "")) + (
        f"?{quote(parts.query, safe=_SAFE)}" if parts.query else ""
    )
    return Address(scheme, host, _PORTS[scheme] if port is None else port, target)


def shown(url: str) -> str:
    """Return an address as it may be printed and stored: without name and password."""
    return re.sub(r"^([A-Za-z][\w+.-]*:)?//[^/?#\s]*@", r"\1//", url.strip())


def password_in(url: str) -> str | None:
    """Return the header Authorization that the name and password in an address stand for; None without."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    if parts.username is None:
        return None
    both = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    return f"Basic {base64.b64encode(both.encode()).decode()}"


def network(ip: str) -> Network:
    """Tell where an IP address leads; one that holds an IPv4 address leads where that does."""
    found = ipaddress.ip_address(ip.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return network(str(inner))
    if found.is_loopback or found.is_unspecified:
        return "loopback"
    if found.is_link_local:
        return "link-local"
    return "public" if found.is_global and not found.is_multicast else "private"


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
