"""Many pairs of reports aligned, each report read once, and no pair of texts aligned twice."""

from collections import OrderedDict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from functools import lru_cache

from copydesk.model.document import Document
from copydesk.model.link import Passage
from copydesk.model.report import Report
from copydesk.model.span import Citation
from copydesk.reuse.alignment import align, align_readings
from copydesk.reuse.reading import Reading, read

READ_WORDS = 1_000_000
"""Words of reports that are kept ready for comparison; each takes about a hundred bytes."""

KEPT_PAIRS = 1024
"""Aligned pairs that are kept, for other reports with the very same texts."""


def aligned(documents: Sequence[Document], pairs: Iterable[tuple[int, int]]) -> Iterator[list[Passage]]:
    """Yield for each pair, given by index, what ``alignment.align`` finds in it.

    Reports with the very same text and zones are aligned once, and get spans of their own: an agency text
    that thousands print unchanged costs little more than two that print it. Sort the pairs: then reports
    are read once, as far as they are not longer than ``READ_WORDS`` together.
    """
    same: dict[Hashable, int] = {}
    first = [same.setdefault((one.text, one.zones), index) for index, one in enumerate(documents)]
    readings = _Readings(documents)

    @lru_cache(KEPT_PAIRS)
    def found(left: int, right: int) -> list[Passage]:
        return align_readings(readings[left], readings[right])

    for left, right in pairs:
        passages = found(first[left], first[right])
        yield [_cited(passage, documents[left].id, documents[right].id) for passage in passages]


def shared_passages(left: str, right: str) -> list[Passage]:
    """Return the passages that two plain texts share, as reports called ``left`` and ``right``.

    All of a text is taken for the report proper; see ``alignment.align`` for what a passage is.

    Raises:
        TypeError: one of them is no string.
    """
    for side, text in (("left", left), ("right", right)):
        if not isinstance(text, str):
            raise TypeError(f"{side} is {type(text).__name__}, not str; give the text of one report")
    return align(Document(Report("left", left, "", "")), Document(Report("right", right, "", "")))


class _Readings:
    """The documents' words by index, read at first use; those asked for last are kept."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = documents
        self._kept: OrderedDict[int, Reading] = OrderedDict()
        self._words = 0

    def __getitem__(self, index: int) -> Reading:
        reading = self._kept.pop(index, None)
        if reading is None:
            reading = read(self._documents[index])
            self._words += len(reading)
            while self._kept and self._words > READ_WORDS:
                self._words -= len(self._kept.popitem(last=False)[1])
        self._kept[index] = reading
        return reading


def _cited(passage: Passage, left: str, right: str) -> Passage:
    """Cite other reports with the same texts."""
    if passage.left.report == left and passage.right.report == right:
        return passage
    at_left, at_right = passage.left, passage.right
    return Passage(
        passage.kind,
        Citation(left, at_left.start, at_left.end),
        Citation(right, at_right.start, at_right.end),
    )
