"""What is remembered of the stories of a stream: sums of their reports' vectors, and how to find them."""

from collections.abc import Sequence
from typing import Any, NamedTuple, TypeVar, cast

import numpy as np
import numpy.typing as npt

from copydesk.stories import loops
from copydesk.stories.vectors import UNIT, Vector
from copydesk.text.compiling import compiled

Numbers = npt.NDArray[np.int64]
Column = TypeVar("Column", bound=npt.NDArray[Any])

LOOKED_UP = 24
"""Terms of a report, heaviest first, by which stories are looked up. 20, 30 and 40 give the same stories in
data/stories, 10 cost .01 in 5w1h."""
BLOCK = 7
"""Postings that lie together: with the block before it, a line of the cache."""
BLOCKS = 12
"""Blocks that are walked for one term, the newest first: some 84 reports. 4 to 32 give the same in
data/stories."""
LEAST_SHARED = 0.01
"""Of 1, the least that a story must share with a report in looked-up terms to be compared in full. Up to .02
changes nothing in data/stories, and most stories that share a word by chance stay below."""
COMPARED = 8
"""Stories found that way that are compared in full. 4 to 24 give the same in data/stories."""
COMPILED_FROM = 200
"""Reports from which the loops are worth loading numba for: it takes half a second."""

_LISTS = 1 << 20
_CHUNK = 4_096
"""Reports that are entered together."""


class Likeness(NamedTuple):
    """A story that may be a report's: its number, and the average products with the report's vector.

    ``body`` is without the help of the report's own headline. Both are 1 for a report and itself.
    """

    story: int
    full: float
    body: float


class Index:
    """The stories of a stream by number; each has a sum of vectors and a count of reports."""

    def __init__(self, expected: int) -> None:
        fast = expected >= COMPILED_FROM
        self._heaviest = compiled(loops.heaviest) if fast else loops.heaviest
        self._post = compiled(loops.post) if fast else loops.post
        self._meet = compiled(loops.meet) if fast else loops.meet
        self._pick = compiled(loops.pick) if fast else loops.pick
        self._shared = compiled(loops.shared) if fast else loops.shared
        self._absorb = compiled(loops.absorb) if fast else loops.absorb
        self.reports = np.zeros(64, np.int64)
        self._at, self._lengths, self._rooms = (np.zeros(64, np.int64) for _ in range(3))
        self._scores, self._stamps, self._touched = (np.zeros(64, np.int64) for _ in range(3))
        self._pool_terms, self._pool_sums = np.zeros(1 << 14, np.uint32), np.zeros(1 << 14, np.uint32)
        self._pooled = self._used = self._stamp = 0
        self._heads, self._fills = np.full(_LISTS, -1, np.int32), np.zeros(_LISTS, np.uint8)
        self._before = np.zeros(1 << 10, np.int32)
        self._posted = np.zeros((1 << 10, BLOCK), np.int32)
        self._tags, self._worths = (np.zeros((1 << 10, BLOCK), np.uint16) for _ in range(2))
        self._best = np.zeros(COMPARED, np.int64)
        self._rows = np.zeros((COMPARED, 2), np.int64)

    def near(self, vector: Vector) -> list[Likeness]:
        """Return the stories that share most with a report, oldest first."""
        looked_up = np.zeros((1, LOOKED_UP), np.int32)
        self._heaviest(vector.weights, np.array([len(vector.terms)]), looked_up)
        lists = (self._heads, self._fills, self._posted, self._tags, self._worths, self._before)
        room = (self._scores, self._stamps, self._stamp + 1, self._touched)
        met = self._meet(vector.terms, vector.weights, looked_up[0], *lists, BLOCKS, *room)
        self._stamp += LOOKED_UP
        count = self._pick(self._scores, self._touched, met, int(LEAST_SHARED * UNIT**2), self._best)
        if not count:
            return []
        best = self._best[:count]
        pool = (self._at, self._lengths, self._pool_terms, self._pool_sums)
        self._shared(vector.terms, vector.weights, vector.body, best, *pool, self._rows)
        means = self._rows[:count] / (self.reports.take(best) * UNIT**2)[:, None]
        return [Likeness(*row) for row in zip(best.tolist(), *means.T.tolist(), strict=True)]

    def add(self, vectors: Sequence[Vector], stories: Sequence[int]) -> None:
        """Add reports to stories; numbers that were never used found new ones."""
        for start in range(0, len(vectors), _CHUNK):
            self._add(vectors[start : start + _CHUNK], np.array(stories[start : start + _CHUNK], np.int64))

    def _add(self, vectors: Sequence[Vector], stories: Numbers) -> None:
        self._make_room(int(stories.max()) + 1, len(stories))
        ends = np.cumsum([len(vector.terms) for vector in vectors])
        alone = len(vectors) == 1
        terms = vectors[0].terms if alone else np.concatenate([vector.terms for vector in vectors])
        weights = vectors[0].weights if alone else np.concatenate([vector.weights for vector in vectors])
        looked_up = np.zeros((len(vectors), LOOKED_UP), np.int32)
        self._heaviest(weights, ends, looked_up)
        lists = (self._heads, self._fills, self._posted, self._tags, self._worths, self._before)
        self._used = self._post(terms, weights, looked_up, stories, *lists, self._used)
        np.add.at(self.reports, stories, 1)
        done = 0
        while True:
            kept = (self._at, self._lengths, self._rooms, self._pool_terms, self._pool_sums)
            done, self._pooled = self._absorb(terms, weights, ends, stories, done, *kept, self._pooled)
            if done == len(stories):
                break
            more = max(len(self._pool_terms), 4 * len(terms))
            self._pool_terms = _longer(self._pool_terms, len(self._pool_terms) + more)
            self._pool_sums = _longer(self._pool_sums, len(self._pool_sums) + more)

    def _make_room(self, stories: int, reports: int) -> None:
        """Let the arrays hold so many stories, and the postings of so many more reports."""
        if stories > len(self.reports):
            size = 2 * stories
            self.reports = _longer(self.reports, size)
            self._at, self._lengths = _longer(self._at, size), _longer(self._lengths, size)
            self._rooms, self._scores = _longer(self._rooms, size), _longer(self._scores, size)
            self._stamps, self._touched = _longer(self._stamps, size), _longer(self._touched, size)
        blocks = self._used + reports * LOOKED_UP
        if blocks > len(self._before):
            size = max(blocks, len(self._before) * 3 // 2)
            self._before, self._posted = _longer(self._before, size), _longer(self._posted, size)
            self._tags, self._worths = _longer(self._tags, size), _longer(self._worths, size)


def _longer(column: Column, size: int) -> Column:
    """Return a column of ``size`` rows that begins with the given ones; the rest is 0."""
    longer = np.zeros((size, *column.shape[1:]), column.dtype)
    longer[: len(column)] = column
    return cast(Column, longer)
