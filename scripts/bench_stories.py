"""Benchmarks of the stream of stories: reports from text to story, by size, and a million of them in memory.

The reports are made up (``made_collection``): one in five is an edited copy of another, so it has a story
to join. They come one a minute, labelled as body throughout, for zones are another benchmark. The peer turns
the same texts into TF-IDF vectors and does nothing with them. ``python scripts/bench_stories.py`` prints the
rows, with ``--large`` those of a million reports.
"""

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from itertools import islice

from bench_rows import Row
from copydesk.model.document import Document
from copydesk.model.report import Report, Zone
from copydesk.stories.grouping.features import features
from copydesk.stories.stream import Arrival, Stream
from made_collection import texts

SIZE = 100_000
LARGE = 1_000_000
ROUNDS = 2
_MINUTE = 60.0
_TOGETHER = 512


def from_text_to_story() -> list[Row]:
    """Reports a second at ``SIZE``, beside TF-IDF vectors alone, and what ten times the reports cost."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    made = list(texts(SIZE))
    _placed(made[:1_000])  # loads numba, and compiles on a machine's first run
    # Small streams before and after each large one, as many reports: a slow spell of the machine hits both.
    large, small = [], []
    for _ in range(ROUNDS):
        small += [_seconds(made[: SIZE // 10]) for _ in range(5)]
        large.append(_seconds(made))
        small += [_seconds(made[: SIZE // 10]) for _ in range(5)]
    ours, tenth = min(large), sum(small) / len(small)
    start = time.process_time()
    TfidfVectorizer(sublinear_tf=True).fit_transform(made)
    peer = time.process_time() - start
    return [
        Row(
            f"from text to story, reports a second, a stream of {SIZE:,}",
            f"{SIZE / ours:,.0f}",
            f"scikit-learn {version('scikit-learn')}, TF-IDF vectors alone: {SIZE / peer:,.0f}",
            f"{peer / ours:.2f}",
        ),
        Row(
            f"from text to story, a stream of {SIZE:,}, seconds",
            f"{sum(large) / ROUNDS:.1f}",
            f"{SIZE // 10:,} reports {tenth:.2f}",
            f"{sum(large) / ROUNDS / tenth:.1f}",
        ),
    ]


def million() -> list[Row]:
    """Peak memory of a stream of ``LARGE`` reports, each made when it comes, and its time beside a tenth."""
    code = "import bench_stories as b, sys; b.run(int(sys.argv[1]), sys.argv[2] == 'placed')"
    told = {}
    for size, what in ((LARGE, "placed"), (LARGE, "made"), (LARGE // 10, "placed"), (LARGE // 10, "made")):
        command = [sys.executable, "-c", code, str(size), what]
        done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=sys.path[0])
        told[size, what] = [float(figure) for figure in done.stdout.split()]
    seconds = {size: told[size, "placed"][0] - told[size, "made"][0] for size in (LARGE, LARGE // 10)}
    return [
        Row(
            f"a stream of {LARGE:,} reports, peak MB",
            f"{told[LARGE, 'placed'][1]:,.0f}",
            f"making them alone {told[LARGE, 'made'][1]:,.0f}",
            f"{told[LARGE, 'placed'][1] / told[LARGE, 'made'][1]:.1f}",
        ),
        Row(
            f"a stream of {LARGE:,} reports, seconds",
            f"{seconds[LARGE]:,.0f}",
            f"{LARGE // 10:,} reports {seconds[LARGE // 10]:,.1f}",
            f"{seconds[LARGE] / seconds[LARGE // 10]:.1f}",
        ),
    ]


def run(size: int, placed: bool) -> None:
    """Print the seconds and megabytes of a stream, or of making its texts alone."""
    start = time.process_time()
    made = texts(size)
    count = _placed(made, size) if placed else sum(1 for _ in made)
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(time.process_time() - start, used)
    if not placed and count != size:
        raise SystemExit(f"{count} texts were made, not {size}")


def _seconds(made: list[str]) -> float:
    start = time.process_time()
    _placed(made)
    return time.process_time() - start


def _placed(made: Iterable[str], size: int | None = None) -> int:
    """Put reports into stories; return how many stories they are."""
    stream = Stream(size or SIZE)
    stories = 0
    coming = enumerate(made)
    while batch := list(islice(coming, _TOGETHER)):
        documents = [_document(number, text) for number, text in batch]
        for (number, _), found in zip(batch, features(documents), strict=True):
            placed = stream.add(Arrival(str(number), number * _MINUTE, found))
            stories += placed.likeness == 0
    return stories


def _document(number: int, text: str) -> Document:
    return Document(Report(str(number), text, "", "made"), zones=(Zone(0, len(text), "body"),))


def _rows(large: bool) -> Iterator[Row]:
    yield from million() if large else from_text_to_story()


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--large", action="store_true")
    for row in _rows(options.parse_args().large):
        print(row)
