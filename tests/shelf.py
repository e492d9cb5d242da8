"""Invented reports as a store keeps them, for the tests of the store."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from copydesk.model.document import Document
from copydesk.model.report import Report, Zone
from copydesk.readers.identity import digest
from copydesk.store.base import Kept, Placing
from copydesk.store.sqlite import SqliteStore, open_store

FIRST = datetime(2026, 3, 1, tzinfo=UTC).timestamp()
HOUR = 3600.0


def kept(
    name: str,
    text: str = "Rain fell on Harrowgate Bay.",
    *,
    hour: float | None = 0.0,
    title: str | None = None,
    outlet: str | None = None,
    received: bytes | None = None,
    zones: Sequence[Zone] | None = None,
    address: str | None = None,
) -> Kept:
    """A report of so many hours after the first of March; all of its text is body."""
    data = text.encode() if received is None else received
    moment = None if hour is None else FIRST + hour * HOUR
    published = None if moment is None else datetime.fromtimestamp(moment, UTC).isoformat()
    report = Report(
        name, text, digest(data), "test", title=title, outlet=outlet, published=published, received=data
    )
    whole = (Zone(0, len(text), "body"),) if text else ()
    document = Document(report, zones=whole if zones is None else tuple(zones))
    return Kept(document, address, moment, name.encode(), name.upper().encode())


def place(store: SqliteStore, **stories: str) -> None:
    """Put reports into stories, each by its name."""
    with store.writing():
        store.place([Placing(report, story, 0.5) for report, story in stories.items()])


def settled(store: SqliteStore) -> list[tuple[object, ...]]:
    """What the store says of each placed report: a row of the columns of ``Settled``."""
    return [row for some in store.settled() for row in zip(*some, strict=True)]


def keep(store: SqliteStore, *reports: Kept) -> None:
    """Keep reports in one step."""
    with store.writing():
        store.keep(reports)


@contextmanager
def opened(path: Path, *, writable: bool = True, patience: float = 5.0) -> Iterator[SqliteStore]:
    """A store at this path, made if there is none and it is to be written."""
    store = open_store(path, create=writable, writable=writable, patience=patience)
    try:
        yield store
    finally:
        store.close()
