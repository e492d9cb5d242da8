"""Which stories may be a report's: those that share most of its heaviest terms."""

import numpy as np
import numpy.typing as npt

from copydesk.stories.grouping.loops import heaviest, postings
from copydesk.stories.grouping.vectors import Terms, Vector, Weights
from copydesk.text.compiling import compiled

Numbers = npt.NDArray[np.int64]
Blocks = npt.NDArray[np.uint32]
Places = npt.NDArray[np.int32]

LOOKED_UP = 64
"""Terms of a report, heaviest first, by which stories are looked up. 50, 40 and 32 cost .001 to .004 in the
mean F1 of data/stories: how like a report is to many stories is then seen less well."""
BLOCKS = 8
"""Blocks of seven postings that are walked for one term, the newest first: some 56 reports. 24 give the same
in data/stories, 4 cost .004 in the mean F1."""
COMPARED = 12
"""Stories found that way that are compared in full. 24 give the same in data/stories, 8 cost .004."""

_LISTS = 1 << 20
_LINE = 16
"""Numbers of 32 bits in a line of the cache."""


class Postings:
    """For each term, the stories of the last reports that had it among their heaviest.

    Args:
        fast: whether many reports will come, so that loops are worth being compiled.
    """

    def __init__(self, *, fast: bool) -> None:
        self._heaviest = compiled(heaviest.heaviest) if fast else heaviest.heaviest
        self._post = compiled(postings.post) if fast else postings.post
        self._meet = compiled(postings.meet) if fast else postings.meet
        self._pick = compiled(postings.pick) if fast else postings.pick
        self._heads = np.full(_LISTS, -1, np.int32)
        self._blocks = _aligned(1 << 10)
        self._used = 0
        self._chains = np.zeros((BLOCKS, LOOKED_UP), np.int64)
        self._scores, self._touched = np.zeros(64, np.int64), np.zeros(64, np.int64)
        self._best = np.zeros(COMPARED, np.int64)
        self._looked_up, self._end = np.zeros((1, LOOKED_UP), np.int32), np.zeros(1, np.int64)
        self._of: Terms | None = None

    def best(self, vector: Vector, reports: Numbers) -> Numbers:
        """Return the numbers of the stories that share most with a report, ascending.

        Args:
            vector: of the report.
            reports: of all stories, how many reports they hold; those without are passed over.
        """
        if len(reports) > len(self._scores):
            self._scores, self._touched = np.zeros(len(reports), np.int64), np.zeros(len(reports), np.int64)
        self._look_up(vector)
        scored = (self._scores, self._touched)
        lists = (self._heads, self._blocks, self._chains)
        met = self._meet(vector.terms, vector.weights, self._looked_up[0], *lists, *scored)
        return self._best[: self._pick(*scored, met, reports, self._best)]

    def _look_up(self, vector: Vector) -> None:
        if self._of is not vector.terms:
            self._end[0] = len(vector.terms)
            self._heaviest(vector.weights, self._end, self._looked_up)
            self._of = vector.terms

    def post(self, vector: Vector, story: Numbers) -> Places:
        """Enter a report of the one story into the lists; return the places of its heaviest terms."""
        self._look_up(vector)
        self._enter(vector.terms, vector.weights, self._looked_up, story)
        return self._looked_up

    def post_all(self, terms: Terms, weights: Weights, ends: Numbers, stories: Numbers) -> Places:
        """Enter reports, one report's terms after the other's; ``ends`` says where they end.

        Returns:
            For each the places of its heaviest terms.
        """
        looked_up = np.zeros((len(ends), LOOKED_UP), np.int32)
        self._heaviest(weights, ends, looked_up)
        self._enter(terms, weights, looked_up, stories)
        return looked_up

    def _enter(self, terms: Terms, weights: Weights, looked_up: Places, stories: Numbers) -> None:
        self._make_room(self._used + looked_up.size)
        lists = (self._heads, self._blocks)
        self._used = self._post(terms, weights, looked_up, stories, *lists, self._used)

    def expect(self, reports: int) -> None:
        """Make room at once for so many reports."""
        self._make_room(reports * LOOKED_UP // 3)

    def _make_room(self, blocks: int) -> None:
        if blocks > len(self._blocks):
            longer = _aligned(max(blocks, len(self._blocks) * 3 // 2))
            longer[: self._used] = self._blocks[: self._used]
            self._blocks = longer


def _aligned(blocks: int) -> Blocks:
    """Return room for blocks, each in one line of the cache: across two, ``meet`` takes 1.6 times."""
    room = np.zeros((blocks + 1) * _LINE, np.uint32)
    first = -room.ctypes.data % (4 * _LINE) // 4
    return room[first : first + blocks * _LINE].reshape(blocks, _LINE)
