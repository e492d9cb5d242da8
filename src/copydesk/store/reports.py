"""Reports, their texts and bytes, and which of them speak."""

import zlib
from collections.abc import Iterable, Iterator, Sequence

from copydesk.errors import StoreError
from copydesk.model.document import Document
from copydesk.store.base import Kept
from copydesk.store.rows import (
    DOCUMENT_COLUMNS,
    DOCUMENT_TABLES,
    REPORT_COLUMNS,
    document_of,
    now,
    packed_bytes,
    report_row,
    seconds,
    zones_json,
)
from copydesk.store.searching import searched_row
from copydesk.store.tables import Row, Tables, rows_of

_KEEP = f"""
    INSERT INTO reports (number, {REPORT_COLUMNS}, came, address, anchor, anchor_from)
    VALUES (?{", ?" * (REPORT_COLUMNS.count(",") + 5)})
"""  # noqa: S608 - names of columns
_DOCUMENTS = f"SELECT reports.number, reports.address, {DOCUMENT_COLUMNS} FROM {DOCUMENT_TABLES}"  # noqa: S608
_STREAMED = 200
"""Reports that ``all_documents`` reads at once."""


class Reports:
    """The part of a store that holds reports."""

    _tables: Tables

    def known(self, ids: Iterable[str]) -> frozenset[str]:
        """See ``Store.known``."""
        return frozenset(numbers(self._tables, ids))

    def keep(self, reports: Sequence[Kept]) -> None:
        """See ``Store.keep``.

        Raises:
            StoreError: one is kept already, or came without the bytes that its digest is of.
        """
        tables, came = self._tables, now()
        if known := self.known(kept.document.id for kept in reports):
            raise StoreError(f"report {min(known)}: is kept already; keep only what is not known")
        first = int(tables.rows("SELECT coalesce(max(number), 0) + 1 FROM reports")[0][0])
        numbered = list(enumerate(reports, first))
        tables.change_all(_KEEP, (_report_row(number, kept, came) for number, kept in numbered))
        tables.change_all(
            "INSERT INTO texts (report, zones, marked, text) VALUES (?, ?, ?, ?)",
            (_text_row(number, kept.document) for number, kept in numbered),
        )
        tables.change_all(
            "INSERT OR IGNORE INTO received (digest, packed, bytes) VALUES (?, ?, ?)",
            filter(None, (packed_bytes(kept.document.report) for kept in reports)),
        )
        tables.change_all(
            "INSERT INTO vectors (report, terms) VALUES (?, ?)",
            ((number, kept.terms) for number, kept in numbered),
        )
        tables.change_all(
            "INSERT INTO counts (report, counts) VALUES (?, ?)",
            ((number, kept.counts) for number, kept in numbered),
        )
        tables.change_all(
            "INSERT INTO placements (report, moment, changed) VALUES (?, ?, ?)",
            ((number, kept.moment, seconds(kept.document.report.modified)) for number, kept in numbered),
        )
        tables.change_all(
            "INSERT INTO searched (rowid, headline, standfirst, body) VALUES (?, ?, ?, ?)",
            (searched_row(number, kept.document) for number, kept in numbered),
        )

    def documents(self, ids: Iterable[str]) -> list[Document]:
        """See ``Store.documents``."""
        asked = list(ids)
        with self._tables.reading():
            rows = rows_of(self._tables, f"{_DOCUMENTS} WHERE reports.id IN (...)", asked)
        found = {row[2]: document_of(row[2:]) for row in rows}
        for identity in asked:
            if identity not in found:
                raise no_report(identity)
        return [found[identity] for identity in asked]

    def all_documents(self) -> Iterator[Document]:
        """See ``Store.all_documents``. Nothing is held open between two reports, so others may write."""
        number = 0
        while True:
            sql = f"{_DOCUMENTS} WHERE reports.number > ? ORDER BY reports.number LIMIT ?"
            rows = self._tables.rows(sql, (number, _STREAMED))
            if not rows:
                return
            number = rows[-1][0]
            for row in rows:
                yield document_of(row[2:])

    def received(self, report: str) -> bytes:
        """See ``Store.received``.

        Raises:
            StoreError: there is no such report, too.
        """
        rows = self._tables.rows(
            "SELECT received.packed, received.bytes, texts.text"
            " FROM reports JOIN texts ON texts.report = number LEFT JOIN received USING (digest)"
            " WHERE id = ?",
            (report,),
        )
        if not rows:
            raise no_report(report)
        packed, data, text = rows[0]
        if data is None:
            return str(text).encode()
        return zlib.decompress(data) if packed else bytes(data)

    def reports_at(self, address: str, most: int, *, speaking: bool = False) -> list[str]:
        """See ``Store.reports_at``."""
        sql = (
            "SELECT id FROM reports JOIN placements ON report = number"
            " WHERE address = ? AND revision_of IS NULL ORDER BY number LIMIT ?"
            if speaking
            else "SELECT id FROM reports WHERE address = ? ORDER BY number LIMIT ?"
        )
        return [row[0] for row in self._tables.rows(sql, (address, most))]


def numbers(tables: Tables, ids: Iterable[str]) -> dict[str, int]:
    """Return the numbers of those of these reports that are kept."""
    return dict(rows_of(tables, "SELECT id, number FROM reports WHERE id IN (...)", ids))


def all_numbers(tables: Tables, ids: Iterable[str]) -> dict[str, int]:
    """Return the numbers of these reports.

    Raises:
        StoreError: one is not kept.
    """
    asked = list(ids)
    found = numbers(tables, asked)
    for identity in asked:
        if identity not in found:
            raise no_report(identity)
    return found


def numbered(tables: Tables, wanted: Sequence[int]) -> list[Document]:
    """Return the reports of these numbers, in their order."""
    rows = rows_of(tables, f"{_DOCUMENTS} WHERE reports.number IN (...)", wanted)
    found = {row[0]: document_of(row[2:]) for row in rows}
    return [found[number] for number in wanted]


def no_report(identity: str) -> StoreError:
    """Return the error that there is no such report."""
    return StoreError(f"there is no report {identity!r} in the store; ask for one that was added")


def _report_row(number: int, kept: Kept, came: str) -> Row:
    document = kept.document
    return (
        number,
        *report_row(document.report),
        came,
        kept.address,
        document.anchor,
        document.anchor_from,
    )


def _text_row(number: int, document: Document) -> Row:
    return number, zones_json(document.zones), zones_json(document.report.marked), document.text
