"""Benchmark of ``compare``: how its time grows with the reports of a story, their annotation aside.

The reports are made up (``made_collection``), one in five an edited copy of another, and each has two lines
on one event with its own toll, town and denial. The peer is the growth of n log n.
``python scripts/bench_compare.py`` prints the rows.
"""

import math
import time
from collections.abc import Sequence
from itertools import pairwise
from random import Random

from bench_rows import Row
from copydesk.model.document import Document
from copydesk.model.report import Report
from copydesk.pipeline import annotator, compare, label_all
from made_collection import texts

SIZES = (5, 50, 500)
ROUNDS = 2
_PARAGRAPHS = 8
_TOWNS = ("Merrow", "Hamburg", "Cologne")
_SAID = ("said", "denied", "confirmed", "told reporters")


def growth() -> list[Row]:
    """Seconds of ``compare`` at each of ``SIZES``, and the growth beside that of n log n."""
    pipeline = annotator()
    told = pipeline.together(label_all([_report(*made) for made in enumerate(texts(max(SIZES)))]))
    seconds = {size: min(_seconds(told[:size]) for _ in range(ROUNDS)) for size in SIZES}
    rows = []
    for small, large in pairwise(SIZES):
        allowed = large * math.log(large) / (small * math.log(small))
        grown = seconds[large] / seconds[small]
        rows.append(
            Row(
                f"`compare` on a story of {large} annotated reports, seconds",
                f"{seconds[large]:.2f}",
                f"{small} reports {seconds[small]:.3f}; n log n grows {allowed:.1f}-fold",
                f"{grown:.1f}",
            )
        )
    return rows


def _seconds(documents: Sequence[Document]) -> float:
    start = time.process_time()
    compare(documents, "story")
    return time.process_time() - start


def _report(number: int, text: str) -> Report:
    """Put lines of one event, which the reports tell in several ways, in the midst of a text of its own."""
    random = Random(number)  # noqa: S311 - no secret
    lines = [
        f"A blast at {random.choice(_TOWNS)} killed {random.choice((12, 14, 17))} people on Monday.",
        f"The fire chief {random.choice(_SAID)} that the crane had fallen on the ferry.",
        *text.split("\n\n")[:_PARAGRAPHS],
    ]
    random.shuffle(lines)
    at = f"2025-03-11T{number // 60 % 24:02}:{number % 60:02}:00+00:00"
    outlet = f"outlet{number}.example"
    return Report(f"r{number}", "\n\n".join(lines), "", "made", outlet=outlet, published=at, language="en")


if __name__ == "__main__":
    for row in growth():
        print(row)
