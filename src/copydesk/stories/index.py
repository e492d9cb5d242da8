"""What is remembered of the stories of a stream: sums of their reports' vectors, and how to find them."""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple, TypeVar, cast

import numpy as np
import numpy.typing as npt

from copydesk.model.history import ASLEEP_DAYS
from copydesk.stories.loops import postings, sums, weighing
from copydesk.stories.nearness import DECAY_SECONDS, decay, nearness
from copydesk.stories.vectors import UNIT, Terms, Vector, Weights
from copydesk.text.compiling import compiled

Numbers = npt.NDArray[np.int64]
Column = TypeVar("Column", bound=npt.NDArray[Any])

LOOKED_UP = 64
"""Terms of a report, heaviest first, by which stories are looked up. 50, 40 and 32 cost .001 to .004 in the
mean F1 of data/stories: how like a report is to many stories is then seen less well."""
BLOCKS = 8
"""Blocks of seven postings that are walked for one term, the newest first: some 56 reports. 24 give the same
in data/stories, 4 cost .004 in the mean F1."""
COMPARED = 12
"""Stories found that way that are compared in full. 24 give the same in data/stories, 8 cost .004."""

SLEEP = ASLEEP_DAYS * 86_400.0
"""Seconds without a report, until the one that came last, after which a story sleeps. Not until the latest of
all: one report with a wrong date in the future would send all stories to sleep."""
DREAMT = 64
"""Terms, the heaviest, that a sleeping story keeps: it wakes for a report that shares those. 48 to 128 cost
and gain less than .006 in data/stories, and a million stories asleep need half a gigabyte."""

_LISTS = 1 << 20
_LINE = 16
"""Numbers of 32 bits in a line of the cache."""
_EXPECTED = 1 << 26
"""Terms for which room is made at once: half a gigabyte, and no more is taken of it than is used."""
_CHUNK = 4_096
"""Reports that are entered together."""


class Likeness(NamedTuple):
    """A story that may be a report's: its number, and how like it is to the report on average.

    ``full`` is after what time leaves of it; ``body`` before, and without the help of the report's headline.
    """

    story: int
    full: float
    body: float


class Index:
    """The stories of a stream by number: sums of vectors, reports, and when the last report came.

    Args:
        fast: whether many reports will come, so that loops are worth being compiled.
    """

    def __init__(self, *, fast: bool) -> None:
        self._heaviest = compiled(postings.heaviest) if fast else postings.heaviest
        self._post = compiled(postings.post) if fast else postings.post
        self._meet = compiled(postings.meet) if fast else postings.meet
        self._pick = compiled(postings.pick) if fast else postings.pick
        self._shared = compiled(sums.shared) if fast else sums.shared
        self._absorb = compiled(sums.absorb) if fast else sums.absorb
        self._rest = compiled(sums.rest) if fast else sums.rest
        self._close_up = compiled(sums.close_up) if fast else sums.close_up
        self._dated = compiled(weighing.date) if fast else weighing.date
        self.stories = 0
        self.now = -math.inf
        self._reports, self._at, self._lengths, self._rooms = (np.zeros(64, np.int64) for _ in range(4))
        self._scores, self._stamps, self._touched = (np.zeros(64, np.int64) for _ in range(3))
        self._last = np.full(64, np.nan)
        self._fresh = np.zeros(64)
        self._pool_terms, self._pool_sums = np.zeros(1 << 14, np.uint32), np.zeros(1 << 14, np.uint32)
        self._pooled = self._used = self._stamp = 0
        self._heads, self._fills = np.full(_LISTS, -1, np.int32), np.zeros(_LISTS, np.uint8)
        self._blocks = np.zeros((1 << 10, _LINE), np.uint32)
        self._best = np.zeros(COMPARED, np.int64)
        self._rows = np.zeros((COMPARED, 2), np.int64)
        self._looked_up = np.zeros((1, LOOKED_UP), np.int32)
        self._near: Terms | None = None
        self._slots = np.full(1 << 11, -1, np.int32)

    def near(self, vector: Vector, moment: float | None) -> list[Likeness]:
        """Return the stories that share most with a report of that moment, the likest first."""
        self._near = vector.terms
        self._heaviest(vector.weights, np.array([len(vector.terms)]), self._looked_up)
        met = self._meet(
            vector.terms,
            vector.weights,
            self._looked_up[0],
            self._heads,
            self._fills,
            self._blocks,
            BLOCKS,
            self._reports,
            self._scores,
            self._stamps,
            self._stamp + 1,
            self._touched,
        )
        self._stamp += LOOKED_UP
        best = self._best[: self._pick(self._scores, self._touched, met, 1, self._best)]
        pool = (self._at, self._lengths, self._pool_terms, self._pool_sums)
        numbers, lasts = best.tolist(), self._last.take(best).tolist()
        if any(self.now - last >= SLEEP for last in lasts):
            self._rest(best[self._asleep(best)], DREAMT, *pool)
        while 2 * len(vector.terms) > len(self._slots):
            self._slots = np.full(2 * len(self._slots), -1, np.int32)
        self._shared(vector.terms, vector.weights, vector.body, best, *pool, self._slots, self._rows)
        columns = (lasts, self._fresh.take(best).tolist(), self._reports.take(best).tolist())
        found = []
        for number, (full, body), last, fresh, held in zip(
            numbers, self._rows[: len(numbers)].tolist(), *columns, strict=True
        ):
            near = 0.0 if moment is None else fresh / held * decay(moment - last)
            # Rounded, so that sums in another order give the same.
            like = round(full / (held * UNIT**2) * nearness(near), 9)
            found.append(Likeness(number, like, body / (held * UNIT**2)))
        return sorted(found, key=_likest_first)

    def last(self, story: int) -> float | None:
        """Return when the latest report of a story was published, None where no report of it has a date."""
        moment = float(self._last[story])
        return None if math.isnan(moment) else moment

    def slept(self, story: int) -> bool:
        """Tell whether a story is asleep."""
        return bool(self.now - self._last[story] >= SLEEP)

    def _asleep(self, stories: Numbers) -> npt.NDArray[np.bool_]:
        asleep: npt.NDArray[np.bool_] = self.now - self._last.take(stories) >= SLEEP
        return asleep

    def add(self, vectors: Sequence[Vector], stories: Sequence[int], moments: Sequence[float | None]) -> None:
        """Add reports to stories, one after the other; numbers that were never used found new ones."""
        begin = 0
        self._make_room(max(stories, default=0) + 1)
        for place, (story, moment) in enumerate(zip(stories, moments, strict=True)):
            if place - begin == _CHUNK or (self._reports[story] and self.slept(story)):
                self._enter(vectors[begin:place], stories[begin:place])
                begin = place
                self._rest_now(story)
            if moment is not None:
                self._date(story, moment)
                self.now = moment
            self._reports[story] += 1
        self._enter(vectors[begin:], stories[begin:])

    def restore(
        self,
        terms: Terms,
        weights: Weights,
        ends: Numbers,
        stories: Sequence[int],
        moments: Sequence[float | None],
    ) -> None:
        """Add reports as ``add`` does, their vectors one after the other."""
        self._make_room(max(stories, default=0) + 1)
        numbers, dates = np.array(stories, np.int64), np.array(moments, np.float64)
        edges = np.append(0, ends)
        begin, woken = 0, -1
        while True:
            of_all = (self._reports, self._last, self._fresh)
            end, self.now = self._dated(numbers, dates, begin, woken, *of_all, self.now, SLEEP, DECAY_SECONDS)
            here = slice(edges[begin], edges[end])
            own = ends[begin:end] - edges[begin]
            looked_up = np.zeros((end - begin, LOOKED_UP), np.int32)
            self._heaviest(weights[here], own, looked_up)
            self._enter_all(terms[here], weights[here], own, looked_up, numbers[begin:end])
            if end == len(numbers):
                return
            self._rest_now(stories[end])
            begin = woken = end

    def _date(self, story: int, moment: float) -> None:
        last = self._last[story]
        if math.isnan(last):
            self._last[story], self._fresh[story] = moment, 1.0
        elif moment >= last:
            self._fresh[story] = 1.0 + self._fresh[story] * math.exp((last - moment) / DECAY_SECONDS)
            self._last[story] = moment
        else:
            self._fresh[story] += math.exp((moment - last) / DECAY_SECONDS)

    def rebuild(self, story: int, vectors: Sequence[Vector], moments: Sequence[float | None]) -> None:
        """Let a story hold these reports and no others."""
        self._make_room(story + 1)
        self._lengths[story] = 0
        self._reports[story] = len(vectors)
        self._last[story] = np.nan
        for moment in moments:
            if moment is not None:
                self._date(story, moment)
        self._enter(vectors, [story] * len(vectors))

    def reports(self, story: int) -> int:
        """Return how many reports a story holds."""
        return int(self._reports[story]) if story < self.stories else 0

    def _rest_now(self, story: int) -> None:
        if self.slept(story):
            pool = (self._at, self._lengths, self._pool_terms, self._pool_sums)
            self._rest(np.array([story]), DREAMT, *pool)

    def _enter(self, vectors: Sequence[Vector], numbers: Sequence[int]) -> None:
        if not vectors:
            return
        alone = len(vectors) == 1
        terms, weights, _ = vectors[0]
        ends = np.array([len(terms)])
        if not alone:
            ends = np.cumsum([len(vector.terms) for vector in vectors])
            terms = np.concatenate([vector.terms for vector in vectors])
            weights = np.concatenate([vector.weights for vector in vectors])
        looked_up = self._looked_up
        if not alone or terms is not self._near:
            looked_up = np.zeros((len(vectors), LOOKED_UP), np.int32)
            self._heaviest(weights, ends, looked_up)
        self._enter_all(terms, weights, ends, looked_up, np.array(numbers, np.int64))

    def _enter_all(
        self, terms: Terms, weights: Weights, ends: Numbers, looked_up: postings.Places, stories: Numbers
    ) -> None:
        self._make_blocks(len(ends) * LOOKED_UP)
        lists = (self._heads, self._fills, self._blocks)
        self._used = self._post(terms, weights, looked_up, stories, *lists, self._used)
        done = 0
        while True:
            kept = (self._at, self._lengths, self._rooms, self._pool_terms, self._pool_sums)
            done, self._pooled = self._absorb(terms, weights, ends, stories, done, *kept, self._pooled)
            if done == len(stories):
                return
            self._make_pool(2 * (int(self._lengths[stories[done]]) + len(terms)))

    def _make_room(self, stories: int) -> None:
        """Let the columns hold so many stories."""
        self.stories = max(self.stories, stories)
        if stories > len(self._reports):
            size = 2 * stories
            self._reports, self._at = _longer(self._reports, size), _longer(self._at, size)
            self._lengths, self._rooms = _longer(self._lengths, size), _longer(self._rooms, size)
            self._scores, self._stamps = _longer(self._scores, size), _longer(self._stamps, size)
            self._touched = _longer(self._touched, size)
            known = len(self._last)
            self._last, self._fresh = _longer(self._last, size), _longer(self._fresh, size)
            self._last[known:] = np.nan

    def expect(self, reports: int, terms: int) -> None:
        """Make room at once for so many reports that have so many terms together."""
        self._make_blocks(reports * LOOKED_UP // 3)
        if len(self._pool_terms) < (most := min(terms * 5 // 4, _EXPECTED)):
            self._pool_terms = _longer(self._pool_terms, most)
            self._pool_sums = _longer(self._pool_sums, most)

    def _make_blocks(self, more: int) -> None:
        blocks = self._used + more
        if blocks > len(self._blocks):
            self._blocks = _longer(self._blocks, max(blocks, len(self._blocks) * 3 // 2))

    def _make_pool(self, more: int) -> None:
        """Make room for so many terms more: sleepers keep few of theirs, gaps close, and the pool grows."""
        stories = np.arange(self.stories)
        pool = (self._pool_terms, self._pool_sums)
        self._rest(stories[self._asleep(stories)], DREAMT, self._at, self._lengths, *pool)
        order = stories[np.argsort(self._at[: self.stories], kind="stable")]
        self._pooled = self._close_up(order, self._at, self._lengths, self._rooms, *pool)
        if self._pooled + more > len(self._pool_terms) * 3 // 4:
            size = (self._pooled + more) * 3 // 2
            for column in pool:
                column.resize(size, refcheck=False)  # in place: two copies of a pool may not fit into memory


def _likest_first(one: Likeness) -> tuple[float, int]:
    return -one.full, one.story


def _longer(column: Column, size: int) -> Column:
    """Return a column of ``size`` rows that begins with the given ones; the rest is 0."""
    longer = np.zeros((size, *column.shape[1:]), column.dtype)
    longer[: len(column)] = column
    return cast(Column, longer)
