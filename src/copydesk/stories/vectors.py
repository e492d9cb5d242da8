"""What a report is about, as weighted terms that can be compared with those of other reports.

Each part of a report's features (words, names of the lead, names, pairs of names) is a vector of its own:
square roots of counts times rarity to the power of three quarters. Put together, the product of two vectors
is the mean of the parts' cosines. Weights are whole numbers, so sums of them are the same in any order.

A term is rare if few reports of the background and of the stream so far had it; of that share the logarithm
is taken. Powers from .75 to .9 give the same in data/stories, 1 costs .01. The weights of a report are those
of its hour: later reports do not change them.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from copydesk.stories import background
from copydesk.stories.features import FINE, Columns, Features, joined
from copydesk.stories.loops import weighing
from copydesk.text.compiling import compiled

Terms = npt.NDArray[np.uint32]
Weights = npt.NDArray[np.uint16]

UNIT = 1 << 14
"""The length of a vector that has all parts. Without rounding, data/stories gives the same three digits."""
SHARES = (0.5, 0.35, 0.05, 0.1)
"""Weight of words, names of the lead, names, and pairs of names."""
TITLE = 4.0
"""How often a headline's word counts among the words."""
STREAM_SHARE = 0.3
"""What a report of the stream counts beside one of the background; 0 costs .004 in the mean F1 of
data/stories/{5w1h,basil,ecbplus-dev}, 1 costs .003."""

_SEEN = 1 << 20


class Vector(NamedTuple):
    """Weights of one report.

    Attributes:
        terms: as in ``Features``.
        weights: of the terms.
        body: the weights of words that standfirst and body give without the headline's help; 0 for others.
    """

    terms: Terms
    weights: Weights
    body: Weights


class Scale:
    """Weighs the reports of a stream, in order.

    Args:
        fast: whether many reports will come, so that loops are worth being compiled.
    """

    def __init__(self, *, fast: bool) -> None:
        self._weigh = compiled(weighing.weigh) if fast else weighing.weigh
        self._seen = np.zeros(_SEEN, np.uint32)
        self._reports = float(background.background()[1])
        steps = (float(FINE), float(background.FINE), float(UNIT))
        self._figures = np.array([*SHARES, TITLE, STREAM_SHARE, *steps])

    def weigh(self, reports: Sequence[Features]) -> list[Vector]:
        """Return the vectors of reports; each counts as seen for those after it."""
        if not reports:
            return []
        columns = joined(reports)
        weights, body = self.weigh_all(columns)
        edges = [0, *columns.ends.tolist()]
        return [
            Vector(columns.terms[begin:end], weights[begin:end], body[begin:end])
            for begin, end in pairwise(edges)
        ]

    def weigh_all(self, columns: Columns) -> tuple[Weights, Weights]:
        """Return weights and body weights of reports, one report's after the other's, as ``weigh`` does."""
        terms, counts, titled, known, ends, words = columns
        weights, body = np.zeros(len(terms), np.uint16), np.zeros(len(terms), np.uint16)
        given = (terms, counts, titled, known, ends, self._seen, self._reports, self._figures)
        self._weigh(*given, weights, body)
        self._reports += STREAM_SHARE * len(words)
        return weights, body
