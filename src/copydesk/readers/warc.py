"""Web archives to reports, one for each response that is a page; the one place that speaks to fastwarc."""

import io
import re
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, NamedTuple

from copydesk.errors import InputError
from copydesk.readers.codings import inflated, unchunked
from copydesk.readers.decoding import declared_charset, decode, looks_binary
from copydesk.readers.drafts import Outcome, from_html
from copydesk.readers.records import LARGEST
from copydesk.readers.revisits import Revisits
from copydesk.readers.stated import Stated

_PLAIN_START = re.compile(rb"WARC/1\.\d\r?\n")
_GZIP_START = re.compile(rb"\x1f\x8b\x08[\0\4\b\x10].{4}[\0\2\4][\0-\r\xff]", re.S)
"""The head of a gzip member, as far as it is always the same: by chance once in some 2^45 bytes."""

_LONGEST_START = 16
_STEP = 1 << 16

FALSE_STARTS = 5_000
"""Places that look like the start of a record but are none, one after the other, after which the rest of a
broken archive is given up: a second of work."""

_REFETCH = "fetch the archive again"
_NEXT = b"\r\n\r\nWARC/1."
_GIVEN = frozenset({200, 203, 206})
"""HTTP status of a response with the page, or (206) a part of it."""

_UNCHANGED = frozenset({200, 203, 304})
"""HTTP status that a revisit record of a page may keep."""


class Payload(NamedTuple):
    """The page that a record holds, as bytes, without transfer and content codings.

    Args:
        url: the address it was fetched from.
        data: at most ``LARGEST`` bytes.
        charset: the codec that the HTTP header declares.
        origin: file and offset, for people.
        fetched: ISO date and time of the visit, as the archive has it.
        language: what the HTTP header declares.
        doubts: what a person should know about it, in words.
    """

    url: str
    data: bytes
    charset: str | None
    origin: str
    fetched: str | None = None
    language: str | None = None
    doubts: tuple[str, ...] = ()


def read_warc(source: BinaryIO, where: str, revisits: Revisits, *, gzipped: bool) -> Iterator[Outcome]:
    """Read the pages of a WARC file, gzipped or not.

    Args:
        source: the file's own bytes, not unzipped; it must be able to seek.
        where: how to name the file to people.
        revisits: is told of the pages and of the revisit records.
        gzipped: the file is gzipped record by record.
    """
    for found in payloads(source, where, revisits, gzipped=gzipped):
        if isinstance(found, InputError):
            yield found
            continue
        decoded = decode(found.data, found.charset or declared_charset(found.data))
        if found.doubts:
            remedy = "fetch the page again if the rest matters"
            yield InputError("; ".join(found.doubts), where=found.origin, remedy=remedy, kept=True)
        if caveat := decoded.caveat(found.origin):
            yield caveat
        stated = Stated(url=found.url, fetched=found.fetched, hint=found.language)
        try:
            yield from from_html(decoded.text, stated, found.origin, found.data)
        except InputError as error:
            yield error


def payloads(
    source: BinaryIO, where: str, revisits: Revisits, *, gzipped: bool
) -> Iterator[Payload | InputError]:
    """Yield the HTML responses of a WARC file, and a line for each thing that cannot be read.

    Passed over without a word: records of other types, responses that are no HTML, and those whose status
    is no success (redirections, pages that say that there is no page). After a broken record reading goes
    on at the next thing that looks like one. Arguments as for ``read_warc``.
    """
    start, false_starts = 0, 0
    while start >= 0:
        reached = start
        try:
            for offset, found in _records(source, start, where, revisits):
                reached, false_starts = offset, 0
                if found is not None:
                    yield found
            if not gzipped or not _more_follows(source, reached):
                return
            raise EOFError("the next one cannot be unpacked")
        except (OSError, ValueError, EOFError) as error:
            if not false_starts:
                remedy = f"{_REFETCH}; the records after it were read"
                what = f"broken record after offset {reached} ({' '.join(str(error).split())[:80]})"
                yield InputError(what, where=where, remedy=remedy)
            false_starts += 1
        if false_starts > FALSE_STARTS:
            yield InputError(
                f"given up at offset {reached}, no whole record follows", where=where, remedy=_REFETCH
            )
            return
        start = _next_start(source, reached + 1, _GZIP_START if gzipped else _PLAIN_START)


def _records(
    source: BinaryIO, start: int, where: str, revisits: Revisits
) -> Iterator[tuple[int, Payload | InputError | None]]:
    """Yield, for each record from offset ``start`` on, its offset and what it holds."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    source.seek(start)
    revisit = WarcRecordType.revisit
    kinds = WarcRecordType.response | revisit | WarcRecordType.unknown
    for record in ArchiveIterator(source, record_types=kinds, auto_decode="none"):
        offset = start + record.stream_pos
        if record.record_type == revisit:
            fields = _fields(record.headers)
            if _may_be_page(record) if "content-type" not in fields else _is_page(record, _UNCHANGED):
                revisits.name(fields, where)
            yield offset, None
            continue
        try:
            yield offset, _payload(record, f"{where}, record at {offset}", revisits)
        except InputError as error:
            yield offset, error


def _more_follows(source: BinaryIO, start: int) -> bool:
    """Tell whether a gzip member begins behind the last record from offset ``start`` on.

    fastwarc takes a file that breaks off in such a member's first bytes for one that ends there.
    """
    from fastwarc.warc import ArchiveIterator

    source.seek(start)
    last = 0
    for record in ArchiveIterator(source, parse_http=False):
        last = record.stream_pos
    return _next_start(source, start + last + 1, _GZIP_START) >= 0


def _payload(record: Any, origin: str, revisits: Revisits) -> Payload | None:  # noqa: ANN401 - a fastwarc record
    """Return the page of a response, or None if it holds none.

    Raises:
        InputError: nothing of it can be used.
        ValueError: the record's length is wrong.
    """
    headers = _fields(record.headers)
    url = headers.get("warc-target-uri")
    if not url or not headers.get("content-length", "").strip().isdecimal():
        raise InputError("the record breaks off in its head", where=origin, remedy=_REFETCH)
    revisits.hold(headers)
    if not _is_page(record, _GIVEN):
        return None
    whole = record.content_length
    if whole > LARGEST:
        raise InputError(f"larger than {LARGEST // 2**20} MB", where=origin, remedy="leave it out")
    data = record.reader.read(whole)
    http = _fields(record.http_headers)
    doubts = []
    if len(data) < whole:
        doubts.append(f"the record breaks off after {len(data):,} of {whole:,} bytes; what is there is read")
    elif reason := headers.get("warc-truncated"):
        doubts.append(f"the archive cut the page off (WARC-Truncated: {reason[:40]}); what is there is read")
    sent = http.get("content-length", "")
    if not (sent.isdecimal() and len(data) <= int(sent)) and _NEXT in data:
        raise ValueError("its length is wrong, it runs into the next record")
    if "transfer-encoding" in http or "content-encoding" in http:
        data, cut = _uncoded(data, http, origin)
        doubts += cut
    elif not doubts and sent.isdecimal() and len(data) < int(sent):
        doubts.append(f"the server sent {len(data):,} of {int(sent):,} bytes; what is there is read")
    if not record.http_content_type and b"<" not in data[:1024]:
        return None
    if b"\0" in data[:1024] and looks_binary(data[:1024]):
        raise InputError("it is no text, though its header says HTML", where=origin, remedy="leave it out")
    if record.http_headers and record.http_headers.status_code == 206:
        doubts.append("the server sent a part of the page")
    return Payload(
        url=url.strip("<>"),
        data=data,
        charset=record.http_charset,
        origin=origin,
        fetched=headers.get("warc-date"),
        language=http.get("content-language"),
        doubts=tuple(doubts),
    )


def _fields(headers: Any) -> dict[str, str]:  # noqa: ANN401 - fastwarc headers, or None
    """Return all fields at once, names in lower case: asking fastwarc for each took 1.3 us a field."""
    return {name.lower(): value for name, value in headers.to_tuples()} if headers else {}


def _is_page(record: Any, given: frozenset[int]) -> bool:  # noqa: ANN401 - a fastwarc record
    """Tell whether a record is of an HTML page, as far as it says, with one of the HTTP status given."""
    if not record.is_http:
        return False
    kind = record.http_content_type
    if kind and "html" not in kind.lower():
        return False
    http = record.http_headers
    status = http.status_code if http else None
    return status is None or status in given


def _may_be_page(record: Any) -> bool:  # noqa: ANN401 - a fastwarc record
    """Tell whether a revisit that does not say what it holds is of a page, as far as its HTTP header says."""
    head = record.reader.read(_LONGEST_HEAD)
    status, kind = _STATUS.match(head), _TYPE.search(head)
    return (not status or int(status[1]) in _UNCHANGED) and (not kind or b"html" in kind[1].lower())


_STATUS = re.compile(rb"HTTP/\S+ (\d{3})")
_TYPE = re.compile(rb"\ncontent-type:([^\r\n]*)", re.I)
_LONGEST_HEAD = 1 << 14


def _uncoded(data: bytes, http: dict[str, str], origin: str) -> tuple[bytes, list[str]]:
    """Undo the codings that the HTTP header names, as far as the bytes bear them out.

    Archives often keep the header but store the page without its coding.

    Raises:
        InputError: more than ``LARGEST`` bytes come out.
    """
    doubts = []
    for field in ("transfer-encoding", "content-encoding"):
        for name in reversed(http.get(field, "").lower().split(",")):
            undo = _CODINGS.get(name.strip())
            if undo is None:
                continue
            out, fault = undo(data)
            if len(out) > LARGEST:
                raise InputError(
                    f"larger than {LARGEST // 2**20} MB unpacked", where=origin, remedy="leave it out"
                )
            if out:
                data = out
            if fault and out:
                doubts.append(f"its {name.strip()} coding breaks off; {len(out):,} bytes were read")
    return data, doubts


def _unpacked(data: bytes) -> tuple[bytes, bool]:
    return inflated(data, LARGEST + 1)


def _reader(name: str) -> Callable[[bytes], tuple[bytes, bool]]:
    """Return what unpacks a coding by fastwarc's reader of it; also tells whether the data break off."""

    def undo(data: bytes) -> tuple[bytes, bool]:
        from fastwarc import stream_io

        reader = getattr(stream_io, name)(io.BytesIO(data))
        parts, size = [], 0
        try:
            while size <= LARGEST and (part := reader.read(1 << 14)):
                parts.append(part)
                size += len(part)
        except (OSError, ValueError, EOFError):
            return b"".join(parts), True
        return b"".join(parts), False

    return undo


_CODINGS: dict[str, Callable[[bytes], tuple[bytes, bool]]] = {
    "gzip": _unpacked,
    "x-gzip": _unpacked,
    "deflate": _unpacked,
    "chunked": unchunked,
    "br": _reader("BrotliReader"),
    "zstd": _reader("ZstdReader"),
}


def _next_start(source: BinaryIO, offset: int, mark: re.Pattern[bytes]) -> int:
    """Find the next offset at which a record may begin, or -1."""
    source.seek(offset)
    window = b""
    while chunk := source.read(_STEP):
        window += chunk
        found = mark.search(window)
        if found:
            return offset + found.start()
        offset += max(0, len(window) - _LONGEST_START)
        window = window[-_LONGEST_START:]
    return -1
