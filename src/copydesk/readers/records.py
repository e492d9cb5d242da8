"""Rows with named fields - JSON Lines, JSON, JSON Feed, CSV, Parquet - to reports.

Objects of JSON that are JSON-LD or ninjs are told by their own fields and read by their own modules.
"""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from copydesk.errors import InputError
from copydesk.readers.decoding import decode
from copydesk.readers.drafts import Outcome, from_html, from_text
from copydesk.readers.fields import as_date, as_text, type_name
from copydesk.readers.findings import Findings
from copydesk.readers.json_feed import Channel, channel_of
from copydesk.readers.news_article import is_json_ld, read_news_articles
from copydesk.readers.ninjs import is_ninjs, read_ninjs
from copydesk.readers.stated import Stated

LARGEST = 64 * 1024 * 1024
"""Bytes of the largest single report, page, line or JSON file that is read: memory stays bounded."""

_ALIASES: dict[str, tuple[str, ...]] = {
    "id": ("id", "uuid", "guid", "reportid", "docid", "documentid", "articleid"),
    "html": ("html", "rawhtml", "contenthtml", "bodyhtml", "htmlcontent", "pagehtml"),
    "text": (
        "text", "maintext", "fulltext", "plaintext", "articletext", "articlebody", "bodytext",
        "contenttext", "body", "content", "rawtext",
    ),
    "url": ("url", "link", "sourceurl", "canonicalurl", "originalurl", "permalink", "uri"),
    "outlet": (
        "outlet", "sourcedomain", "domain", "source", "publisher", "publication", "sitename", "site",
        "sourcename", "provider",
    ),
    "title": ("title", "headline", "name"),
    "byline": ("byline", "author", "authors", "creator", "by"),
    "published": (
        "published", "datepublish", "datepublished", "publishedat", "publisheddate", "publishdate",
        "publicationdate", "pubdate", "date", "datetime", "timestamp", "firstpublished", "versioncreated",
    ),
    "modified": (
        "modified", "datemodify", "datemodified", "modifiedat", "updated", "updatedat", "lastmodified",
    ),
    "language": ("language", "lang", "languagecode", "inlanguage"),
    "story": ("story", "storyid", "cluster", "clusterid", "event", "eventid"),
}  # fmt: skip
"""Other tools' names of the fields, in lower case without blanks, ``_`` and ``-``; the first with a value
counts."""

_TEXT_NAMES = frozenset({*_ALIASES["text"], *_ALIASES["html"]})

_BETWEEN = re.compile(r"[\s_-]")
_LISTS = ("items", "articles", "reports", "results", "docs")


_ROWS = Channel()


def report_of(row: Mapping[str, object], origin: str, channel: Channel = _ROWS) -> Iterator[Outcome]:
    """Yield the report of one row, after a caveat for each field of a type that cannot be used.

    A field named ``text`` is taken as the text, else a page (``html`` and its aliases) is rendered, else
    an alias of ``text`` is taken: a page holds more than a text that somebody extracted from it. What the
    row does not tell, ``channel`` may.
    """
    fields = {_plain(key): value for key, value in row.items()}
    try:
        given = {name: _first(fields, name) for name in _ALIASES}
        plain = fields.get("text")
        body = plain if plain not in (None, "") else given["html"] or given["text"]
        if not isinstance(body, str):
            raise _no_text(body, fields, origin)
        places: dict[str, Any] = {"by": channel.by}
        if channel.outlet and given["outlet"] is None:
            given["outlet"], places["named_by"] = channel.outlet, channel.named_by
        if channel.byline and given["byline"] is None:
            given["byline"], places["signed_by"] = channel.byline, channel.signed_by
        known: dict[str, Any] = {}
        for name in ("id", "url", "outlet", "title", "byline", "language", "story"):
            known[name], caveat = as_text(given[name], name, origin)
            if caveat:
                yield caveat
        for name in ("published", "modified"):
            known[name], caveat = as_date(given[name], name, origin)
            if caveat:
                yield caveat
        hint = channel.language if isinstance(channel.language, str) else None
        stated = Stated(**known, **places, hint=hint)
        make = from_html if body is given["html"] and body is not plain else from_text
        yield from make(body, stated, origin, body.encode("utf-8", "surrogatepass"))
    except InputError as error:
        yield error


def read_lines(stream: BinaryIO, where: str, encoding: str = "utf-8") -> Iterator[Outcome]:
    """Read JSON Lines; a line that cannot be read is one error and the next line goes on.

    Args:
        stream: its lines end in the byte of a line feed.
        where: how to name the file to people.
        encoding: the codec of the whole file, for a single line is too short to guess by.
    """
    number, findings = 0, Findings(where)
    while True:
        line = stream.readline(LARGEST + 1)
        if not line:
            return
        number += 1
        origin = f"{where}:{number}"
        if len(line) > LARGEST:
            _skip_line(stream, line)
            yield _too_large(origin)
        elif line.strip():
            line = line.rstrip(b"\r\n")
            sound = line if encoding == "utf-8" else line.decode(encoding, "replace").encode()
            yield from _read_json(sound, origin, findings)


def read_json(data: bytes, where: str) -> Iterator[Outcome]:
    """Read one JSON value: a row, an array of rows, or an object that holds such an array (JSON Feed)."""
    yield from _read_json(data, where, Findings(where))


def read_csv(data: bytes, where: str) -> Iterator[Outcome]:
    """Read comma- or tab-separated rows under a line of field names."""
    decoded = decode(data)
    caveat = decoded.caveat(where)
    if caveat:
        yield caveat
    csv.field_size_limit(LARGEST)
    first = decoded.text.split("\n", 1)[0]
    separator = max(",\t;", key=first.count)
    rows = csv.DictReader(io.StringIO(decoded.text, newline=""), delimiter=separator)
    try:
        columns = rows.fieldnames or ()
        if not {_plain(column) for column in columns} & _TEXT_NAMES:
            what = f"no column of texts among {' '.join(', '.join(columns).split())[:200] or 'none'}"
            remedy = f"name one of them {', '.join(_ALIASES['text'][:3])} or html"
            yield InputError(what, where=where, remedy=remedy)
            return
        for row in rows:
            sound = {key: value for key, value in row.items() if isinstance(key, str)}
            yield from report_of(sound, f"{where}:{rows.line_num}")
    except csv.Error as error:
        remedy = "write the file as CSV again, or as JSON Lines"
        yield InputError(f"not CSV: {error}", where=f"{where}:{rows.line_num}", remedy=remedy)


def names_fields(header: str) -> bool:
    """Tell whether a line names columns of reports: two fields that are known, one of them a text or page."""
    names = {_plain(cell.strip().strip('"')) for cell in re.split(r"[,;\t]", header[:1000])}
    known = {alias for aliases in _ALIASES.values() for alias in aliases}
    return len(names & known) > 1 and bool(names & _TEXT_NAMES)


def _plain(name: str) -> str:
    """Write a field's name as the aliases are written."""
    return name.lower() if name.isalnum() else _BETWEEN.sub("", name).lower()


def _read_json(data: bytes, origin: str, findings: Findings) -> Iterator[Outcome]:
    decoded = decode(data)
    caveat = decoded.caveat(origin)
    if caveat:
        yield caveat
    try:
        value = json.loads(decoded.text, strict=False)
    except json.JSONDecodeError as error:
        at = f"column {error.colno}" if error.lineno == 1 else f"line {error.lineno}, column {error.colno}"
        yield InputError(f"invalid JSON at {at}: {error.msg}", where=origin, remedy="mend or remove it")
        return
    except (ValueError, RecursionError) as error:
        yield InputError(f"unusable JSON: {error}", where=origin, remedy="mend or remove it")
        return
    if kind := findings.kind(value[0] if isinstance(value, list) and value else value):
        yield from findings.line(kind)
    else:
        yield from _rows(value, origin)


def _rows(value: object, origin: str) -> Iterator[Outcome]:
    """Yield the reports of one JSON value: a row, a list of rows, or an object that holds such a list."""
    channel = _ROWS
    if isinstance(value, Mapping) and "html" not in value and "text" not in value:
        inner = next((value[key] for key in _LISTS if isinstance(value.get(key), list)), None)
        if inner is not None:
            channel = channel_of(value)
            value = inner
    if not isinstance(value, list):
        yield from _row(value, origin, channel)
    elif value and all(map(is_json_ld, value)):
        yield from read_news_articles(value, origin)
    else:
        for number, row in enumerate(value, 1):
            yield from _row(row, f"{origin}, record {number}", channel)


def _row(row: object, origin: str, channel: Channel) -> Iterator[Outcome]:
    """Yield the report of one row, of whichever kind it is."""
    if not isinstance(row, Mapping):
        yield _no_object(row, origin)
    elif is_json_ld(row) and not {"html", "text"} & row.keys():
        yield from read_news_articles(row, origin)
    elif is_ninjs(row):
        yield from read_ninjs(row, origin)
    else:
        yield from report_of(row, origin, channel)


def _no_object(value: object, origin: str) -> InputError:
    what = f"a report is an object with fields, this is {type_name(value)}"
    return InputError(what, where=origin, remedy='write {"text": ...}')


def _first(fields: Mapping[str, object], name: str) -> object:
    """Return the value of the first alias of ``name`` that has one."""
    for alias in _ALIASES[name]:
        value = fields.get(alias)
        if value is not None and value != "":
            return value
    return None


def _no_text(body: object, fields: Mapping[str, object], origin: str) -> InputError:
    empty = next((name for name in fields if name in _TEXT_NAMES), None)
    if body is None and empty:
        remedy = "remove the record or fetch it again"
        return InputError(f"the field {empty} is empty", where=origin, remedy=remedy)
    if body is None:
        names = ", ".join(("text", "html", *_ALIASES["text"][1:4]))
        return InputError("the record has no text", where=origin, remedy=f"name one field {names}, ...")
    what = f"the text is {type_name(body)}, not a string"
    return InputError(what, where=origin, remedy="write it as a string")


def _too_large(where: str) -> InputError:
    what = f"larger than {LARGEST // 2**20} MB, which no report is"
    return InputError(what, where=where, remedy="split it into one report per line or file")


def _skip_line(stream: BinaryIO, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(1 << 20)


def read_whole(stream: BinaryIO, where: str) -> bytes:
    """Read all of a stream.

    Raises:
        InputError: it is larger than ``LARGEST``.
    """
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise _too_large(where)
    return data
