"""What a report is about, as weighted terms that can be compared with those of other reports.

Each part of a report's features (words, names of the lead, names, pairs of names) is a vector of its own:
square roots of counts times rarity to the power of three quarters. Put together, the product of two vectors
is the mean of the parts' cosines. Weights are whole numbers, so sums of them are the same in any order.

A term is rare if few reports of the background and of the stream so far had it; of that share the logarithm
is taken. Powers from .75 to .9 give the same in data/stories, 1 costs .01. The weights of a report are those
of its hour: later reports do not change them.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from copydesk.stories.grouping import background
from copydesk.stories.grouping.features import FINE, Columns, Features, Numbers, Titled
from copydesk.stories.grouping.loops import weighing
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

NOTHING: Weights = np.zeros(0, np.uint16)
"""The body weights of a report that is not looked up."""

_SEEN = 1 << 20


class Vector(NamedTuple):
    """Weights of one report.

    Attributes:
        terms: as in ``Features``.
        weights: of the terms.
        body: the weights of words that standfirst and body give without the headline's help; 0 for others.
            Empty for a report that is held and not looked up any more.
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
        self._count = compiled(weighing.count) if fast else weighing.count
        self._seen = np.zeros(_SEEN, np.uint32)
        self._reports = 0
        self._end = np.zeros(1, np.int64)
        steps = (1 / FINE, 1 / background.FINE, float(UNIT))
        self._figures = np.array([*SHARES, TITLE, STREAM_SHARE, float(background.background()[1]), *steps])

    def weigh(self, report: Features) -> Vector:
        """Return the vector of a report; it counts as seen for those after it."""
        terms, counts, titled, known, _ = report
        self._end[0] = len(terms)
        body = np.zeros(len(terms), np.uint16)
        return Vector(terms, self._weighed(terms, counts, titled, known, self._end, body), body)

    def weigh_all(self, columns: Columns) -> Weights:
        """Return the weights of reports, one report's after the other's, as ``weigh`` does."""
        return self._weighed(*columns[:5], NOTHING)

    def count(self, terms: Terms, reports: int) -> None:
        """Let reports count as seen that were weighed before; ``terms`` are all of theirs."""
        self._count(terms, self._seen)
        self._reports += reports

    def _weighed(
        self, terms: Terms, counts: Weights, titled: Titled, known: Weights, ends: Numbers, body: Weights
    ) -> Weights:
        weights = np.zeros(len(terms), np.uint16)
        given = (terms, counts, titled, known, ends, self._seen, self._reports, self._figures)
        self._weigh(*given, weights, body)
        self._reports += len(ends)
        return weights
