"""Which words of a report agree with those of another."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from copydesk.model.document import Document
from copydesk.model.span import Span
from copydesk.reuse.links import Link
from copydesk.reuse.matching import matches, sow
from copydesk.reuse.reading import Reading, read

Flags = npt.NDArray[np.bool_]

_MOST_READ, _MOST_PAIRS = 2_000, 20_000
"""Reports and pairs that are kept in memory; beyond these, some are read again."""


class Counterparts:
    """The words of reports, by index, held against one another; each report is read at first use."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = documents
        self._readings: dict[int, Reading] = {}
        self._agrees: dict[tuple[int, int], Flags] = {}

    def reading(self, index: int) -> Reading:
        """Return a report's words."""
        if index not in self._readings:
            if len(self._readings) == _MOST_READ:
                self._readings.clear()
            self._readings[index] = read(self._documents[index])
        return self._readings[index]

    def agrees(self, index: int, other: int) -> Flags:
        """Mark the words of report ``index`` that have a counterpart in the other."""
        if (index, other) not in self._agrees:
            one, two = self.reading(index), self.reading(other)
            if len(self._agrees) >= _MOST_PAIRS:
                self._agrees.clear()
            flags = np.zeros(len(one), bool), np.zeros(len(two), bool)
            for match in matches(sow(one.codes), sow(two.codes)):
                flags[0][match.left] = flags[1][match.right] = True
            self._agrees[index, other], self._agrees[other, index] = flags
        return self._agrees[index, other]

    def inside(self, index: int, spans: Sequence[Span]) -> Flags:
        """Mark the words of a report that lie in the spans."""
        starts = self.reading(index).words.starts
        marked = np.zeros(len(starts), bool)
        for span in spans:
            low, high = np.searchsorted(starts, [span.start, span.end])
            marked[low:high] = True
        return marked

    def explained(self, link: Link, index: int) -> Flags:
        """Mark the words of a report that lie in copied passages and agree with the other report's."""
        return self.agrees(index, link.other(index)) & self.inside(index, link.spans(index))
