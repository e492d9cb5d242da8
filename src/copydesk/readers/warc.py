"""Web archives to reports, one for each response that is a page; the one place that speaks to fastwarc."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from copydesk.errors import InputError
from copydesk.readers.decoding import declared_charset, decode
from copydesk.readers.drafts import Outcome, Stated, from_html
from copydesk.readers.records import LARGEST

_STARTS = (b"\x1f\x8b\x08", b"WARC/1.")
_STEP = 1 << 20


def read_warc(source: BinaryIO, where: str, *, gzipped: bool) -> Iterator[Outcome]:
    """Read the HTML responses of a WARC file, gzipped or not; other records are passed over.

    After a broken record reading goes on at the next thing that looks like one.

    Args:
        source: the file's own bytes, not unzipped; it must be able to seek.
        where: how to name the file to people.
        gzipped: the file is gzipped record by record.
    """
    start = 0
    told = False
    while start >= 0:
        reached = start
        try:
            for offset, outcomes in _records(source, start, where):
                reached, told = offset, False
                yield from outcomes
            return
        except (OSError, ValueError, EOFError) as error:
            if not told:
                remedy = "fetch the archive again; the records after it were read"
                what = f"broken record after offset {reached} ({' '.join(str(error).split())[:80]})"
                yield InputError(what, where=where, remedy=remedy)
            told = True
        start = _next_start(source, reached + 1, _STARTS[0] if gzipped else _STARTS[1])


def _records(source: BinaryIO, start: int, where: str) -> Iterator[tuple[int, list[Outcome]]]:
    """Yield, for each record from offset ``start`` on, its offset and what it gave."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    source.seek(start)
    kinds = WarcRecordType.response | WarcRecordType.unknown | WarcRecordType.no_type
    for record in ArchiveIterator(source, record_types=kinds, auto_decode="all"):
        offset = start + record.stream_pos
        origin = f"{where}, record at {offset}"
        try:
            yield offset, list(_report(record, origin))
        except InputError as error:
            yield offset, [error]


def _report(record: Any, origin: str) -> Iterator[Outcome]:  # noqa: ANN401 - a fastwarc record
    url = record.headers.get("WARC-Target-URI")
    if not url:
        raise InputError("the record breaks off in its head", where=origin, remedy="fetch the archive again")
    kind = (record.http_content_type or "").lower()
    if not record.is_http or (kind and "html" not in kind):
        return
    whole = record.content_length
    data = record.reader.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise InputError(f"larger than {LARGEST // 2**20} MB", where=origin, remedy="leave it out")
    coded = record.http_headers.get("Content-Encoding") or record.http_headers.get("Transfer-Encoding")
    if not coded and len(data) < whole:
        what = f"the record breaks off after {len(data)} of {whole} bytes"
        raise InputError(what, where=origin, remedy="fetch the archive again")
    if not kind and b"<" not in data[:1024]:
        return
    decoded = decode(data, record.http_charset or declared_charset(data))
    caveat = decoded.caveat(origin)
    if caveat:
        yield caveat
    yield from from_html(decoded.text, Stated(url=url.strip("<>")), origin, data)


def _next_start(source: BinaryIO, offset: int, mark: bytes) -> int:
    """Find the next offset at which a record may begin, or -1."""
    source.seek(offset)
    tail = b""
    position = offset
    while chunk := source.read(_STEP):
        window = tail + chunk
        found = window.find(mark)
        if found >= 0:
            return position - len(tail) + found
        tail = window[-len(mark) + 1 :]
        position += len(chunk)
    return -1
