"""Reports and their zones as rows of tables, and back."""

import hashlib
import json
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime
from operator import attrgetter

from copydesk.errors import StoreError
from copydesk.model.document import Document
from copydesk.model.report import Report, Zone
from copydesk.store.tables import Row

_PLAIN = (
    "outlet title published modified byline language url origin digest "
    "outlet_from title_from published_from modified_from byline_from language_from"
).split()
"""Fields of a report that are columns of the same name."""

REPORT_COLUMNS = f"id, story_given, {', '.join(_PLAIN)}"
DOCUMENT_COLUMNS = ", ".join(
    [f"reports.{name}" for name in ("id", "story_given", *_PLAIN, "anchor", "anchor_from")]
    + ["texts.text", "texts.marked", "texts.zones", "speaker.id"]
)
"""What ``document_of`` reads, from ``DOCUMENT_TABLES``."""

DOCUMENT_TABLES = """
    reports
    JOIN texts ON texts.report = reports.number
    JOIN placements ON placements.report = reports.number
    LEFT JOIN reports AS speaker ON speaker.number = placements.revision_of
"""

_fields = attrgetter("id", "story", *_PLAIN)


def report_row(report: Report) -> Row:
    """Return what a report says of itself, in the order of ``REPORT_COLUMNS``."""
    found: Row = _fields(report)
    return found


def document_of(row: Row) -> Document:
    """Make a report with its zones from a row of ``DOCUMENT_COLUMNS``."""
    identity, story, *plain, anchor, anchor_from, text, marked, zones, speaker = row
    named = dict(zip(_PLAIN, plain, strict=True))
    report = Report(id=identity, text=text, story=story, marked=zones_of(marked), **named)
    return Document(
        report, zones=zones_of(zones), anchor=anchor, anchor_from=anchor_from, revision_of=speaker
    )


def zones_json(zones: Sequence[Zone]) -> str:
    """Write zones as JSON: ``[[0,54,"headline"],[56,980,"body"]]``."""
    return "[" + ",".join([f'[{zone.start},{zone.end},"{zone.kind}"]' for zone in zones]) + "]"


def zones_of(written: str) -> tuple[Zone, ...]:
    """Read what ``zones_json`` wrote."""
    return tuple([Zone(*zone) for zone in json.loads(written)]) if written != "[]" else ()


def packed_bytes(report: Report) -> tuple[str, bool, bytes] | None:
    """Return the digest of a report's bytes, whether they are packed, and they; None where its text is they.

    Packed is by zlib at its lowest level, where that makes them fewer: a page takes a quarter of its size.

    Raises:
        StoreError: they are not what the report's digest is of.
    """
    if hashlib.sha256(report.received).hexdigest() != report.digest:
        what = (
            "the bytes that came with it are not those of its digest" if report.received else "has no bytes"
        )
        raise StoreError(f"report {report.id}: {what}; read it with its bytes to keep it")
    if report.received == report.text.encode():
        return None
    packed = zlib.compress(report.received, 1)
    if len(packed) < len(report.received):
        return report.digest, True, packed
    return report.digest, False, report.received


def seconds(iso: str | None) -> float | None:
    """Return an ISO 8601 date or time in seconds since 1970 (UTC where it names no zone), or None."""
    padded = (iso or "") + "-01-01"[len(iso or "") - 4 :] if len(iso or "") in (4, 7) else iso or ""
    try:
        moment = datetime.fromisoformat(padded)
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def now() -> str:
    """Return the time as it is written into a store: ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
