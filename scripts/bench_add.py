"""Benchmarks of ``add``: reports into a store of 100,000, beside as many into an empty one.

The store is filled with made-up reports (``made_collection``), all labelled as body, a minute apart; those
that are added come later. An ``add`` reads JSON Lines, tells the language, labels zones, keeps, restores the
stream and places. Times are the processor's. ``python scripts/bench_add.py`` prints the rows.
"""

import json
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from bench_rows import Row
from copydesk.errors import InputError
from copydesk.keeping import add, place
from copydesk.model.document import Document
from copydesk.model.report import Report, Zone
from copydesk.readers.identity import digest
from copydesk.store.base import Kept
from copydesk.store.sqlite import SqliteStore, open_store
from copydesk.stories.grouping.features import features, packed, split
from made_collection import texts

SIZE = 100_000
ADDED = {5_000: 4, 20_000: 1}
"""Reports that are added at once, and how often."""
_TOGETHER = 512
_FIRST, _MINUTE = 1.6e9, 60.0


def into_a_large_store() -> list[Row]:
    """Seconds for reports into a store of ``SIZE`` and into an empty one, and to place the ``SIZE``."""
    with tempfile.TemporaryDirectory() as folder:
        full = open_store(Path(folder, "full.db"), create=True, writable=True)
        placing = _filled(full)
        rows = [
            Row(f"`place`, {SIZE:,} reports that wait, reports a second", f"{SIZE / placing:,.0f}", "-", "")
        ]
        for size, rounds in ADDED.items():
            # In turn, for a slow spell of the machine hits both.
            alone = large = 0.0
            for turn in range(rounds):
                path = Path(folder, f"{size}-{turn}.jsonl")
                path.write_text("".join(_lines(size, seed=size + turn)), "utf-8")
                empty = open_store(path.with_suffix(".db"), create=True, writable=True)
                alone += _seconds(path, empty) / rounds
                large += _seconds(path, full) / rounds
                empty.close()
            rows.append(
                Row(
                    f"`add`, {size:,} reports into a store of {SIZE:,}, seconds",
                    f"{large:.1f}",
                    f"into an empty one {alone:.1f} ({size / alone:,.0f} reports a second)",
                    f"{large / alone:.2f}",
                )
            )
        full.close()
    return rows


def _filled(store: SqliteStore) -> float:
    """Keep ``SIZE`` reports and place them; return the seconds of placing."""
    made = enumerate(texts(SIZE))
    while batch := list(islice(made, _TOGETHER)):
        documents = [_document(number, text) for number, text in batch]
        found = zip(documents, features(documents), strict=True)
        with store.writing():
            store.keep(
                [
                    Kept(document, None, _FIRST + _MINUTE * number, *split(packed(one)))
                    for (number, _), (document, one) in zip(batch, found, strict=True)
                ]
            )
    start = time.process_time()
    place(store)
    return time.process_time() - start


def _document(number: int, text: str) -> Document:
    received = text.encode()
    report = Report(f"held-{number}", text, digest(received), "made", received=received)
    return Document(report, zones=(Zone(0, len(text), "body"),))


def _lines(size: int, seed: int) -> Iterator[str]:
    for number, text in enumerate(texts(size, seed)):
        when = time.gmtime(_FIRST + _MINUTE * (SIZE + number))
        row = {
            "id": f"{seed}-{number}",
            "outlet": f"outlet{number % 97}.example",
            "published": time.strftime("%Y-%m-%dT%H:%M:%S+00:00", when),
            "text": text,
        }
        yield json.dumps(row) + "\n"


def _seconds(path: Path, store: SqliteStore) -> float:
    start = time.process_time()
    add([path], store, _refused)
    return time.process_time() - start


def _refused(error: InputError) -> None:
    print(error, file=sys.stderr)


if __name__ == "__main__":
    for row in into_a_large_store():
        print(row)
