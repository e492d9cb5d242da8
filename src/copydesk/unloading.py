"""A store written out as files: rows for programs, the bytes as received, or pages for people."""

import zipfile
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TypeVar

from copydesk.exports.stored import Row, entry_row, event_row, judgement_row
from copydesk.model.history import StoryEntry
from copydesk.output import read_row
from copydesk.pipeline import Pipeline
from copydesk.result import REPORTS, STORIES, Folder, Result, open_rows, write_row
from copydesk.store.base import Store
from copydesk.telling import tell_stories

EVENTS, JUDGEMENTS, RECEIVED = "events.jsonl", "judgements.jsonl", "received.zip"

_TOGETHER = 500
"""Reports whose stories are looked up at once."""

Item = TypeVar("Item")


def export(store: Store, folder: Path, *, received: bool = False) -> int:
    """Write all that a store holds as JSON Lines, and as Parquet where pyarrow is installed.

    Memory stays flat.

    Args:
        store: open for reading.
        folder: made if missing; ``reports.jsonl`` can be read or added again as any input.
        received: also write the bytes as received to ``received.zip``, named by their SHA-256.

    Returns:
        How many reports were written.

    Raises:
        OutputError: a file of these names is there that copydesk did not write.
        OSError: the folder cannot be written to.
        StoreError: the store cannot be read.
    """
    tables: dict[str, Iterable[Row]] = {
        STORIES: map(entry_row, store.entries()),
        EVENTS: map(event_row, store.history()),
        JUDGEMENTS: map(judgement_row, store.judgements()),
    }
    names = [REPORTS, *tables, *([RECEIVED] if received else [])]
    with Folder(folder, names) as out:
        for name, rows in tables.items():
            _write(out.aside / name, rows)
        count = _write(out.aside / REPORTS, _reports(store))
        if received:
            _write_received(out.aside / RECEIVED, store)
    return count


def export_pages(store: Store, folder: Path, entries: Iterable[StoryEntry], pipeline: Pipeline) -> int:
    """Tell stories of a store and write what ``tell`` writes: pages, and rows that ``verify`` can check.

    Args:
        store: open for reading.
        folder: as for ``export``.
        entries: the stories.
        pipeline: fills all layers.

    Returns:
        How many stories were told.

    Raises:
        As ``export``.
    """
    count = 0
    with Result(folder) as result:
        for one in tell_stories(store, entries, pipeline):
            result.add(one.story, one.documents)
            count += 1
    return count


def _write(path: Path, rows: Iterable[Row]) -> int:
    count = 0
    with open_rows(path) as file:
        for row in rows:
            write_row(file, row)
            count += 1
    return count


def _reports(store: Store) -> Iterator[Row]:
    for documents in _together(store.all_documents()):
        holders = store.story_of(document.id for document in documents)
        for document in documents:
            place = {"revision_of": document.revision_of, "in_story": holders.get(document.id)}
            yield {**read_row(document), **place}


def _write_received(path: Path, store: Store) -> None:
    written: set[str] = set()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for document in store.all_documents():
            digest = document.report.digest
            if digest not in written:
                written.add(digest)
                file.writestr(digest, store.received(document.id))


def _together(items: Iterator[Item]) -> Iterator[list[Item]]:
    while batch := list(islice(items, _TOGETHER)):
        yield batch
