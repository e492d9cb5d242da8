"""The entry: files, folders, globs and standard input become reports."""

import gzip
import hashlib
import io
import shutil
import sys
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import cast

from copydesk.errors import InputError
from copydesk.model.link import LATENT
from copydesk.readers.columns import read_parquet
from copydesk.readers.decoding import declared_charset, decode
from copydesk.readers.drafts import Outcome, from_html, from_text
from copydesk.readers.feeds import read_feed, read_xml
from copydesk.readers.identity import content_id
from copydesk.readers.inputs import STDIN, named, shown, sources, unopened
from copydesk.readers.records import read_csv, read_json, read_lines, read_whole
from copydesk.readers.revisits import Revisits
from copydesk.readers.sniffing import HEAD, Kind, sniff
from copydesk.readers.stated import Stated
from copydesk.readers.warc import read_warc


def read(inputs: Iterable[str | Path]) -> "Reading":
    """Read reports from files, folders, globs or ``-`` (standard input), one at a time.

    Formats are told by content first, by name second: plain text, HTML, RSS, Atom, JSON Feed, JSON-LD,
    ninjs, JSON, JSON Lines, CSV, WARC and Parquet, and all of these gzipped. A folder is walked in sorted
    order; hidden files and READMEs are passed over. Nothing raises because of what a file holds, and only
    ids and a hash per report stay in memory.

    Returns:
        An iterator of good reports and, as values, one ``InputError`` for each thing that failed;
        those with ``kept`` are caveats about a report that follows.
    """
    return Reading(inputs)


class Reading(Iterator[Outcome]):
    """The reports of some inputs, and counts of what came out so far.

    The same id with the same text again is the same report: it comes out once and counts in ``repeats``.
    The same id with another text is another report: it comes out under an id made from its content,
    after a caveat; and so does an id that begins as those of absent sources do (``LATENT``).

    Args:
        inputs: as for ``read``.
        keep_bytes: reports carry the bytes as received, which take as much memory again as their texts or,
            for pages, ten times that.
    """

    def __init__(self, inputs: Iterable[str | Path], *, keep_bytes: bool = False) -> None:
        self._keep_bytes = keep_bytes
        self.reports = 0
        self.repeats = 0
        self.errors = 0
        self._texts: dict[str, bytes] = {}
        self._outcomes = self._read(named(inputs))

    def __iter__(self) -> "Reading":
        return self

    def __next__(self) -> Outcome:
        return next(self._outcomes)

    def _read(self, inputs: Iterable[str]) -> Iterator[Outcome]:
        revisits = Revisits()
        for given in inputs:
            for source in sources(given):
                outcomes = (source,) if isinstance(source, InputError) else _read_source(source, revisits)
                for outcome in outcomes:
                    yield from self._settle(outcome)
        for missing in revisits.missing():
            yield from self._settle(missing)

    def _settle(self, outcome: Outcome) -> Iterator[Outcome]:
        """Pass on what is new, under an id that no other text has."""
        if isinstance(outcome, InputError):
            self.errors += 1
            yield outcome
            return
        report = outcome
        text = hashlib.sha256(report.text.encode()).digest()[:8]
        unfit = report.id.startswith(LATENT)
        if unfit or self._texts.get(report.id, text) != text:
            report = replace(report, id=content_id(report.text, report.outlet, report.url))
        if report.id in self._texts:
            self.repeats += 1
            return
        if report.id != outcome.id:
            self.errors += 1
            why = (
                f"begins with {LATENT!r}, which marks absent sources"
                if unfit
                else "stands for another text already"
            )
            what = f"the id {outcome.id!r} {why}; kept as {report.id}"
            yield InputError(what, where=report.origin, remedy="give each report an id of its own", kept=True)
        self._texts[report.id] = text
        self.reports += 1
        yield report if self._keep_bytes else replace(report, received=b"")


def _read_source(name: str, revisits: Revisits) -> Iterator[Outcome]:
    """Read one file, or standard input, and turn what fails on the way into an error."""
    where = "standard input" if name == STDIN else shown(name)
    nothing = True
    try:
        with _opened(name) as stream:
            for outcome in _read_stream(stream, where, revisits):
                nothing = False
                yield outcome
        if nothing:
            yield InputError("it holds no report", where=where, remedy="remove it or fetch it again")
    except InputError as error:
        yield error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        what = f"the gzip data is cut off or damaged ({error}); complete records before that were read"
        yield InputError(what, where=where, remedy="fetch or compress it again")
    except OSError as error:
        yield unopened(where, error)


@contextmanager
def _opened(name: str) -> Iterator[io.BufferedReader]:
    if name == STDIN:
        if sys.stdin is None:
            raise InputError("it is closed", where="standard input", remedy="name a file")
        yield cast(io.BufferedReader, sys.stdin.buffer)
        return
    with Path(name).open("rb") as stream:
        yield stream


def _read_stream(raw: io.BufferedReader, where: str, revisits: Revisits) -> Iterator[Outcome]:
    stream = _Headed.over(raw)
    kind = sniff(stream.head, where)
    if kind == "warc":
        yield from _read_archive(raw, stream, where, revisits, gzipped=False)
    elif kind == "parquet" and raw.seekable():
        raw.seek(0)
        yield from read_parquet(raw, where)  # of any size: a few hundred rows at a time
    elif kind == "gzip":
        unzipped = _Headed.over(gzip.GzipFile(fileobj=stream.buffered()))
        inner = sniff(unzipped.head, where)
        if inner == "warc":
            yield from _read_archive(raw, unzipped, where, revisits, gzipped=True)
        else:
            yield from _read_kind(inner, unzipped.buffered(), where)
    else:
        yield from _read_kind(kind, stream.buffered(), where)


def _read_archive(
    raw: io.BufferedReader, looked: "_Headed", where: str, revisits: Revisits, *, gzipped: bool
) -> Iterator[Outcome]:
    """Read a web archive; what cannot seek is copied to a temporary file, uncompressed, so that it can."""
    if raw.seekable():
        yield from read_warc(raw, where, revisits, gzipped=gzipped)
        return
    with tempfile.TemporaryFile() as copy:
        try:
            shutil.copyfileobj(looked.buffered(), copy)
        finally:
            copy.seek(0)
            yield from read_warc(copy, where, revisits, gzipped=False)


def _read_kind(kind: Kind, stream: io.BufferedReader, where: str) -> Iterator[Outcome]:
    """Read a stream of a known kind from its start."""
    if kind == "empty":
        stream.read(1)  # a gzip file that breaks off before its first byte says so here
        raise InputError("the file is empty", where=where, remedy="remove it or fetch it again")
    if kind in {"binary", "gzip", "warc"}:
        raise _unread(where)
    if kind == "lines" and not _is_wide(stream):
        head, end, _ = stream.peek(HEAD)[:HEAD].rpartition(b"\n")
        looked = decode(head + end)
        if looked.encoding != "utf-8" and (caveat := looked.caveat(where)):
            yield caveat
        yield from read_lines(stream, where, looked.encoding)
        return
    data = read_whole(stream, where)
    if kind == "parquet":
        yield from read_parquet(io.BytesIO(data), where)
    elif kind == "feed":
        yield from read_feed(data, where)
    elif kind == "xml":
        yield from read_xml(data, where)
    elif kind == "csv":
        yield from read_csv(data, where)
    elif kind == "json":
        yield from read_json(data, where)
    elif kind == "lines":
        decoded = decode(data)
        if caveat := decoded.caveat(where):
            yield caveat
        yield from read_lines(io.BytesIO(decoded.text.encode()), where)
    else:
        yield from _read_one(kind, data, where)


def _unread(where: str) -> InputError:
    if where.lower().endswith(".zip"):
        remedy = "unpack it; of an export, give the reports.jsonl that lies beside it"
        return InputError("a zip archive, which is not read", where=where, remedy=remedy)
    remedy = "give text, HTML, a feed, WARC, JSON Lines, CSV or Parquet"
    return InputError("the file is binary, of a format that is not read", where=where, remedy=remedy)


def _read_one(kind: Kind, data: bytes, where: str) -> Iterator[Outcome]:
    """Read a file that is one report: a page or a plain text."""
    decoded = decode(data, declared_charset(data) if kind == "html" else None)
    caveat = decoded.caveat(where)
    if caveat:
        yield caveat
    make = from_html if kind == "html" else from_text
    yield from make(decoded.text, Stated(), where, data)


def _is_wide(stream: io.BufferedReader) -> bool:
    peeked = stream.peek(4)[:4]
    return peeked[:2] in {b"\xff\xfe", b"\xfe\xff"} or peeked[:4].count(0) > 0


class _Headed(io.RawIOBase):
    """A stream whose first bytes were looked at: gives them out again, then the rest.

    An error that came while looking is raised again where the bytes end.
    """

    def __init__(self, head: bytes, rest: io.BufferedIOBase, error: Exception | None) -> None:
        self.head = head
        self._waiting = memoryview(head)
        self._rest = rest
        self._error = error

    @classmethod
    def over(cls, stream: io.BufferedIOBase) -> "_Headed":
        """Look at the first ``HEAD`` bytes of ``stream``, or all there are."""
        head = b""
        try:
            while len(head) < HEAD and (more := stream.read1(HEAD - len(head))):
                head += more
        except (EOFError, zlib.error, OSError) as error:
            return cls(head, stream, error)
        return cls(head, stream, None)

    def buffered(self) -> io.BufferedReader:
        """Return the whole stream, from its first byte."""
        return io.BufferedReader(self, 1 << 18)

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        """Fill ``buffer`` as far as one read goes."""
        if self._waiting:
            size = min(len(buffer), len(self._waiting))
            buffer[:size] = self._waiting[:size]
            self._waiting = self._waiting[size:]
            return size
        if self._error:
            raise self._error
        more = self._rest.read1(min(len(buffer), HEAD))
        buffer[: len(more)] = more
        return len(more)
