"""Benchmarks of the store: adding, reading, and searching while another process adds.

The reports are made up (``made_collection``); each is headline and body, and takes 2,400 bytes of features as
clustering's do. Times of adding and reading are the processor's; of searching those of a clock, for the
process that adds takes its share. ``python scripts/bench_store.py`` prints the rows.
"""

import pickle
import random
import re
import subprocess
import sys
import tempfile
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

from bench_rows import Row
from copydesk.model.document import Document
from copydesk.model.report import Report, Zone
from copydesk.readers.identity import digest
from copydesk.store.base import Kept, Placing
from copydesk.store.sqlite import SqliteStore, open_store
from made_collection import texts

SIZE = 100_000
TENTH = SIZE // 10
BATCH = 512
PER_STORY = 3
ROUNDS = 3
SEARCHES = 400
SHOWN = 20
TERMS, COUNTS, WEIGHTS = (random.Random(0).randbytes(size) for size in (1_072, 1_330, 532))  # noqa: S311 - not a secret
VECTOR = len(TERMS + COUNTS + WEIGHTS)
FIRST, MINUTE = 1.7e9, 60.0


def store_rows() -> list[Row]:
    """All rows; one store of ``SIZE`` reports is made for them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "desk.db"
        filling = _filling(path)
        return [*filling, *_adding(path, Path(folder)), *_reading(path), *_searching(path)]


def _filling(path: Path) -> list[Row]:
    """Add all reports, and see how long the last tenth takes beside the first."""
    store = open_store(path, create=True, writable=True)
    seconds = [_added(store, group) for group in _groups(_made(SIZE), TENTH)]
    store.close()
    size = path.stat().st_size
    received = sum(len(text.encode()) for text in texts(TENTH)) * (SIZE // TENTH)
    return [
        Row(
            f"`store.keep` and `place`, {SIZE:,} reports, seconds",
            f"{sum(seconds):.1f} ({SIZE / sum(seconds):,.0f} reports a second)",
            f"the first {TENTH:,} {seconds[0]:.2f}",
            f"{sum(seconds) / seconds[0]:.1f}",
        ),
        Row(
            f"the file of {SIZE:,} reports, MB",
            f"{size / 1e6:,.0f}",
            f"their texts {received / 1e6:,.0f}, their vectors {SIZE * VECTOR / 1e6:,.0f}",
            f"{size / (received + SIZE * VECTOR):.1f}",
        ),
    ]


def _adding(path: Path, folder: Path) -> list[Row]:
    """Add as many to the full store as to an empty one, in turns; and the bytes and texts alone, packed."""
    size = 16 * BATCH  # so that the index merges parts in both stores
    full = open_store(path, create=False, writable=True)
    into_full, into_empty, packing = [], [], []
    for round_ in range(ROUNDS):
        batch = list(_made(size, start=SIZE + round_ * size))
        empty = open_store(folder / f"empty{round_}.db", create=True, writable=True)
        into_empty.append(_added(empty, batch))
        into_full.append(_added(full, batch))
        packing.append(_seconds(partial(_packed, batch)))
        empty.close()
    full.close()
    return [
        Row(
            f"the same, {size:,} reports into a store of {SIZE:,}, seconds",
            f"{min(into_full):.2f}",
            f"into an empty one {min(into_empty):.2f}",
            f"{min(into_full) / min(into_empty):.2f}",
        ),
        Row(
            f"the same, {size:,} reports into an empty store, seconds",
            f"{min(into_empty):.2f}",
            f"zlib over their texts {min(packing):.2f}",
            f"{min(into_empty) / min(packing):.1f}",
        ),
    ]


def _reading(path: Path) -> list[Row]:
    """Restore what clustering needs, beside unpickling it, and list a page of stories."""
    store = open_store(path, create=False, writable=False)

    def settled() -> None:
        for _ in store.settled():
            pass

    def page() -> None:
        store.entries(most=50, skip=1000)

    restored, listed = (min(_seconds(work) for _ in range(ROUNDS)) for work in (settled, page))
    pickled = pickle.dumps([tuple(one) for one in store.settled()])
    bare = min(_seconds(lambda: pickle.loads(pickled)) for _ in range(ROUNDS))  # noqa: S301 - our own
    reports = store.counts().reports
    store.close()
    return [
        Row(
            f"`store.settled`, {reports:,} reports with vectors, seconds",
            f"{restored:.2f}",
            f"unpickling the same from memory {bare:.2f}",
            f"{restored / bare:.1f}",
        ),
        Row(
            f"`store.entries`, 50 of {reports // PER_STORY:,} stories, milliseconds",
            f"{1000 * listed:.1f}",
            "-",
            "",
        ),
    ]


def _searching(path: Path) -> list[Row]:
    """Search with nobody else there, and while another process adds as fast as it can."""
    asked = _queries()
    alone = _searched(path, asked)
    command = [sys.executable, str(Path(__file__)), "--add", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as adding:
        assert adding.stdout is not None  # noqa: S101 - for the type
        adding.stdout.readline()
        meanwhile = _searched(path, asked)
        adding.terminate()
    what = f"`store.search`, {len(asked)} searches of 1 to 3 words, {SIZE:,} reports, median and p95 ms"
    return [Row(f"{what}, while another process adds", meanwhile, f"while none does {alone}", "")]


def _searched(path: Path, asked: Sequence[str]) -> str:
    store = open_store(path, create=False, writable=False)
    store.search(asked[0], SHOWN)
    seconds = []
    for words in asked:
        start = time.perf_counter()
        store.search(words, SHOWN)
        seconds.append(time.perf_counter() - start)
    store.close()
    seconds.sort()
    return f"{1000 * seconds[len(seconds) // 2]:.1f}, {1000 * seconds[int(len(seconds) * 0.95)]:.1f}"


def _queries() -> list[str]:
    """Words as often as not from one report, so that most searches find something: frequent and rare ones."""
    draw = random.Random(6)  # noqa: S311 - not a secret
    made = list(texts(3_000))
    told = [re.findall(r"[^\W_]{3,}", text) for text in made]
    held = Counter(word.lower() for words in told for word in set(words))
    asked = []
    for number in range(SEARCHES):
        words = draw.sample(told[draw.randrange(len(told))], 1 + number % 3)
        common = draw.choice(held.most_common(100))[0]
        asked.append(" ".join(words if number % 4 else [common, *words[1:]]))
    return asked


def _added(store: SqliteStore, reports: Iterable[Kept]) -> float:
    """Keep and place reports batch by batch; the processor's seconds, without those of making them."""
    seconds = 0.0
    for batch in _groups(reports, BATCH):
        start = time.process_time()
        with store.writing():
            store.keep(batch)
            store.place([Placing(one.document.id, _story(one), 0.5, WEIGHTS) for one in batch])
        seconds += time.process_time() - start
    return seconds


def _story(kept: Kept) -> str:
    return f"{int(kept.document.id, 16) // PER_STORY:016x}"


def _made(size: int, start: int = 0) -> Iterator[Kept]:
    for number, text in enumerate(texts(size, seed=start), start):
        yield _kept(number, text)


def _kept(number: int, text: str) -> Kept:
    """Return a report as the readers make it of a JSON row: headline, body, and where each field was read."""
    received = text.encode()
    moment = FIRST + MINUTE * number
    published = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(moment))
    end = text.find("\n") + 1
    outlet = f"outlet{number % 50}.example"
    report = Report(
        id=f"{number:016x}",
        text=text,
        digest=digest(received),
        origin=f"made.jsonl:{number}",
        url=f"https://{outlet}/news/{number}",
        outlet=outlet,
        outlet_from="registered domain of the URL",
        published=published,
        published_from="given",
        language="en",
        language_from="told by the text",
        received=received,
    )
    zones = (Zone(0, end, "headline"), Zone(end, len(text), "body"))
    document = Document(report, zones=zones if end else zones[1:])
    return Kept(document, f"{outlet}/news/{number}", moment, TERMS, COUNTS)


def _groups(items: Iterable[Kept], size: int) -> Iterator[list[Kept]]:
    waiting = iter(items)
    while group := list(islice(waiting, size)):
        yield group


def _packed(reports: Sequence[Kept]) -> list[bytes]:
    return [zlib.compress(one.document.text.encode()) for one in reports]


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _add_until_ended(path: Path) -> None:
    """Add reports for ever, as ``--add``; says a word when it begins."""
    store = open_store(path, create=False, writable=True)
    made = list(_made(8 * BATCH, start=10 * SIZE))
    print("adding", flush=True)
    while True:
        for batch in _groups(made, BATCH):
            number = store.counts().reports
            again = [_kept(10 * SIZE + number + at, one.document.text) for at, one in enumerate(batch)]
            _added(store, again)


def main() -> None:
    """Print the rows."""
    if sys.argv[1:2] == ["--add"]:
        _add_until_ended(Path(sys.argv[2]))
    for row in store_rows():
        print(f"{row.what}: {row.ours}; {row.peer}; ratio {row.ratio}", flush=True)


if __name__ == "__main__":
    main()
