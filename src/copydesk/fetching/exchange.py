"""One request and its answer, within bounds of time and size; the one place that opens a connection."""

import http.client
import io
import socket
import ssl
import time
import zlib
from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Any, cast

from copydesk.fetching.addresses import Address, Network, UnfetchedError, network

_PIECE = 1 << 16
_CODINGS = {"gzip": 47, "x-gzip": 47, "deflate": 47}
"""zlib's code for "gzip or zlib, told by the head"; deflate without a head is tried after it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may cost.

    Args:
        connecting: seconds until a connection stands.
        whole: seconds until the last byte is there, whatever trickles in meanwhile.
        largest: bytes of a body, packed or unpacked.
    """

    connecting: float = 10.0
    whole: float = 60.0
    largest: int = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered.

    Args:
        status: of HTTP.
        headers: names in lower case.
        data: the body, unpacked; empty unless the status is 200 or 203 and the type is one asked for.
        network: where the server stands.
    """

    status: int
    headers: Mapping[str, str]
    data: bytes
    network: Network


def ask(
    where: Address, headers: Mapping[str, str], networks: Set[Network], types: tuple[str, ...], limits: Limits
) -> Answer:
    """Make one GET request; redirections are not followed.

    Args:
        where: what to ask for. The system resolves the host, and that very IP address is connected to.
        headers: beside Host.
        networks: where the server may stand.
        types: parts of content types that are wanted ("html"); of others nothing is read. Empty: all.
        limits: bounds.

    Raises:
        UnfetchedError: there is no answer within the bounds, or the server stands where it must not.
    """
    until = time.monotonic() + limits.whole
    try:
        plain, place = _connected(where, networks, min(limits.connecting, limits.whole))
        with plain:
            sock = _secured(plain, where.host, until) if where.scheme == "https" else plain
            with sock:
                return _exchange(_Timed(sock, until), where, headers, types, limits, place)
    except ssl.SSLCertVerificationError as error:
        raise UnfetchedError(
            f"its certificate is not good ({error.verify_message})", where=str(where), later=True
        ) from None
    except TimeoutError:
        raise UnfetchedError(
            f"no whole answer within {limits.whole:g} s", where=str(where), later=True
        ) from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or getattr(error, "strerror", None) or str(error)
        raise UnfetchedError(_one_line(f"no answer ({reason})"), where=str(where), later=True) from None


def _connected(where: Address, networks: Set[Network], seconds: float) -> tuple[socket.socket, Network]:
    """Connect to the first IP address of the host that is allowed and answers."""
    try:
        found = socket.getaddrinfo(where.host, where.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnfetchedError(f"the host is not found ({reason})", where=str(where), later=True) from None
    places = [(family, str(to[0]), to) for family, _, _, _, to in found]
    allowed = [one for one in places if network(one[1]) in networks]
    if not allowed:
        ip = places[0][1]
        what = f"it leads to a {network(ip)} address ({ip}), where no feed from elsewhere may lead"
        raise UnfetchedError(what, where=str(where))
    failed: OSError | None = None
    until = time.monotonic() + seconds
    for family, ip, to in allowed:
        sock = socket.socket(family, socket.SOCK_STREAM)
        try:
            sock.settimeout(max(0.1, until - time.monotonic()))
            sock.connect(to)
        except OSError as error:
            sock.close()
            failed = error
            continue
        return sock, network(ip)
    if isinstance(failed, TimeoutError):
        raise UnfetchedError(f"no connection within {seconds:g} s", where=str(where), later=True)
    raise failed or OSError("no address")


def _secured(sock: socket.socket, host: str, until: float) -> socket.socket:
    sock.settimeout(max(0.1, until - time.monotonic()))
    return ssl.create_default_context().wrap_socket(sock, server_hostname=host)


def _exchange(
    sock: "_Timed",
    where: Address,
    headers: Mapping[str, str],
    types: tuple[str, ...],
    limits: Limits,
    place: Network,
) -> Answer:
    connection = http.client.HTTPConnection(where.host, where.port)
    connection.sock = cast(Any, sock)
    connection.putrequest("GET", where.target, skip_host=True, skip_accept_encoding=True)
    fixed = {"Host": where.server, "Accept-Encoding": "gzip, deflate", "Connection": "close"}
    for name, value in {**fixed, **headers}.items():
        connection.putheader(name, value)
    connection.endheaders()
    response = connection.getresponse()
    given = {name.lower(): value for name, value in response.getheaders()}
    status = response.status
    if status not in (200, 203):
        return Answer(status, given, b"", place)
    kind = given.get("content-type", "").partition(";")[0].strip().lower()
    if kind and types and not any(part in kind for part in types):
        raise UnfetchedError(_one_line(f"it is {kind[:60]}, not {types[0]}"), where=str(where), status=status)
    return Answer(status, given, _body(response, given, where, limits), place)


def _body(
    response: http.client.HTTPResponse, headers: Mapping[str, str], where: Address, limits: Limits
) -> bytes:
    """Read and unpack a body piece by piece, so that no bound is overrun by more than one piece."""
    names = [name.strip().lower() for name in headers.get("content-encoding", "").split(",")]
    codings = [name for name in names if name not in ("", "identity")]
    if len(codings) > 1 or not set(codings) <= _CODINGS.keys():
        what = f"it is packed as {', '.join(codings)[:40]}, unasked"
        raise UnfetchedError(what, where=str(where), status=response.status)
    unpacked = _Unpacked(codings[0] if codings else None, limits.largest)
    sent = headers.get("content-length", "")
    size = 0
    while piece := response.read(_PIECE):
        size += len(piece)
        unpacked.add(piece)
        if size > limits.largest or unpacked.full:
            much = f"{limits.largest / 2**20:g} MB"
            raise UnfetchedError(
                f"larger than {much}, which none is", where=str(where), status=response.status
            )
    if (sent.isdecimal() and size < int(sent)) or not unpacked.whole:
        raise UnfetchedError(f"the answer breaks off after {size:,} bytes", where=str(where), later=True)
    return bytes(unpacked.data)


class _Unpacked:
    """The body so far, unpacked."""

    def __init__(self, coding: str | None, largest: int) -> None:
        self.data = bytearray()
        self._largest = largest
        self._unpacker = zlib.decompressobj(_CODINGS[coding]) if coding else None
        self._bare = coding == "deflate"
        self._nothing = True

    @property
    def full(self) -> bool:
        return len(self.data) > self._largest

    @property
    def whole(self) -> bool:
        """Nothing is missing; no bytes at all are whole, whatever coding was announced."""
        return self._unpacker is None or self._unpacker.eof or self._nothing

    def add(self, piece: bytes) -> None:
        self._nothing = False
        if self._unpacker is None:
            self.data += piece
            return
        room = self._largest + 1 - len(self.data)
        try:
            self.data += self._unpacker.decompress(piece, room)
        except zlib.error:
            if self.data or not self._bare:
                raise OSError("the packed data are damaged") from None
            self._unpacker, self._bare = zlib.decompressobj(-15), False
            self.add(piece)


class _Timed:
    """A socket all of whose waiting together ends at one moment."""

    def __init__(self, sock: socket.socket, until: float) -> None:
        self._sock = sock
        self._until = until

    def _left(self) -> float:
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def sendall(self, data: bytes) -> None:
        self._sock.settimeout(self._left())
        self._sock.sendall(data)

    def recv_into(self, buffer: "memoryview | bytearray") -> int:
        self._sock.settimeout(self._left())
        return self._sock.recv_into(buffer)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Raw(self), _PIECE)

    def close(self) -> None:
        """Leave it open: http.client closes it before the answer is read, ``ask`` does so after."""


class _Raw(io.RawIOBase):
    def __init__(self, sock: _Timed) -> None:
        self._timed = sock

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        return self._timed.recv_into(buffer)


def _one_line(words: str) -> str:
    return " ".join(words.split())[:160]
