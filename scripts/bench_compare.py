"""Benchmark of ``compare``: how its time grows with the reports of a story, their annotation aside.

The reports are made up (``made_collection``). Of the first kind one in five is an edited copy of another, and
each has two lines on one event with its own toll, town and denial. The other kinds share as much text as may
be: copies of one report, copies each with a few other words, and reports of which each holds one agency's
lines among its own. The peer is the growth of n log n.
``python scripts/bench_compare.py`` prints the rows.
"""

import gc
import math
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from random import Random

from bench_rows import Row
from copydesk.model.document import Document
from copydesk.model.report import Report
from copydesk.pipeline import Pipeline, annotator, compare, label_all
from made_collection import texts

SIZES = (5, 50, 500)
ROUNDS = 2
_PARAGRAPHS = 8
_TOWNS = ("Merrow", "Hamburg", "Cologne")
_SAID = ("said", "denied", "confirmed", "told reporters")
_AGENCY = (
    "A blast at Merrow killed 12 people on Monday, and the ferry to Sele was stopped for the night.",
    "The fire chief said that the crane had fallen on the ferry while it was being unloaded at the quay.",
    "“We had asked for a new crane for years,” he told reporters.",
)
_EDITS, _OTHER_WORDS = 4, ("stone", "paper", "water", "blue", "fourteen")

_Written = Callable[[int, Sequence[str]], str]
"""Writes the report of a number, given the texts that were made."""


def growth() -> list[Row]:
    """Seconds of ``compare`` at each of ``SIZES``, and the growth beside that of n log n."""
    pipeline = annotator()
    made = list(texts(max(SIZES)))
    return [row for kind, written in KINDS.items() for row in _rows(pipeline, kind, written, made)]


def _rows(pipeline: Pipeline, kind: str, written: _Written, made: Sequence[str]) -> Iterator[Row]:
    told = pipeline.together(
        label_all([_report(number, written(number, made)) for number in range(len(made))])
    )
    gc.collect()
    gc.freeze()  # what was read and parsed before is not looked through again for garbage
    seconds = {size: min(_seconds(told[:size]) for _ in range(ROUNDS)) for size in SIZES}
    gc.unfreeze()
    for small, large in pairwise(SIZES):
        allowed = large * math.log(large) / (small * math.log(small))
        yield Row(
            f"`compare` on a story of {large} {kind}, seconds",
            f"{seconds[large]:.2f}",
            f"{small} reports {seconds[small]:.3f}; n log n grows {allowed:.1f}-fold",
            f"{seconds[large] / seconds[small]:.1f}",
        )


def _seconds(documents: Sequence[Document]) -> float:
    start = time.process_time()
    compare(documents, "story")
    return time.process_time() - start


def _report(number: int, text: str) -> Report:
    at = f"2025-03-11T{number // 60 % 24:02}:{number % 60:02}:00+00:00"
    outlet = f"outlet{number}.example"
    return Report(f"r{number}", text, "", "made", outlet=outlet, published=at, language="en")


def _own(number: int, made: Sequence[str]) -> str:
    """Put lines of one event, which the reports tell in several ways, in the midst of a text of its own."""
    random = Random(number)  # noqa: S311 - no secret
    lines = [
        f"A blast at {random.choice(_TOWNS)} killed {random.choice((12, 14, 17))} people on Monday.",
        f"The fire chief {random.choice(_SAID)} that the crane had fallen on the ferry.",
        *_lines(made[number]),
    ]
    random.shuffle(lines)
    return "\n\n".join(lines)


def _copied(_: int, made: Sequence[str]) -> str:
    return "\n\n".join([*_AGENCY, *_lines(made[0])])


def _edited(number: int, made: Sequence[str]) -> str:
    random = Random(number)  # noqa: S311 - no secret
    words = _copied(number, made).split(" ")
    for _ in range(_EDITS):
        words[random.randrange(len(words))] = random.choice(_OTHER_WORDS)
    return " ".join(words)


def _with_agency(number: int, made: Sequence[str]) -> str:
    lines = _lines(made[number])
    return "\n\n".join([*lines[:1], *_AGENCY, *lines[1:]])


def _lines(text: str) -> list[str]:
    return text.split("\n\n")[:_PARAGRAPHS]


KINDS: dict[str, _Written] = {
    "annotated reports": _own,
    "copies of one report": _copied,
    "lightly edited copies of one report": _edited,
    "reports that hold one agency's lines": _with_agency,
}


if __name__ == "__main__":
    for row in growth():
        print(row)
