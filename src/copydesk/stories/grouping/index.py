"""What is remembered of the stories of a stream, and which of them a report is like."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from copydesk.model.history import ASLEEP_DAYS
from copydesk.stories.grouping.loops import sums, weighing
from copydesk.stories.grouping.nearness import DECAY_SECONDS, FIGURES
from copydesk.stories.grouping.postings import COMPARED, Postings
from copydesk.stories.grouping.sums import Entered, Flags, Sums, longer
from copydesk.stories.grouping.vectors import Terms, Vector, Weights
from copydesk.text.compiling import compiled

Numbers = npt.NDArray[np.int64]

SLEEP = ASLEEP_DAYS * 86_400.0
"""Seconds without a report, until the one that came last, after which a story sleeps. Not until the latest of
all: one report with a wrong date in the future would send all stories to sleep."""


_AWAKE: Flags = np.zeros(1, bool)


class Near(NamedTuple):
    """The stories that a report is like, the likest first.

    Attributes:
        stories: their numbers.
        likenesses: to the reports of each on average, after what time leaves of it.
    """

    stories: list[int]
    likenesses: list[float]


class Index:
    """The stories of a stream by number: sums of vectors, reports, and when the last report came.

    Args:
        fast: whether many reports will come, so that loops are worth being compiled.
    """

    def __init__(self, *, fast: bool) -> None:
        self._likeness = compiled(sums.likeness) if fast else sums.likeness
        self._dated = compiled(weighing.date) if fast else weighing.date
        self._postings, self._sums = Postings(fast=fast), Sums(SLEEP, fast=fast)
        self.now = -math.inf
        self._reports = np.zeros(64, np.int64)
        self._last, self._fresh = np.full(64, np.nan), np.zeros(64)
        self._story, self._moment, self._end = np.zeros(1, np.int64), np.zeros(1), np.zeros(1, np.int64)
        self._products, self._likenesses = np.zeros(COMPARED, np.int64), np.zeros(COMPARED)

    def near(self, vector: Vector, moment: float | None) -> Near:
        """Return the stories that share most with a report of that moment."""
        best = self._postings.best(vector, self._reports)
        self._sums.rest(best, self._last, self.now)
        self._sums.products(vector.terms, vector.weights, best, self._products)
        dated = (self._reports, self._last, self._fresh, math.nan if moment is None else moment)
        self._likeness(self._products, best, *dated, FIGURES, self._likenesses)
        return Near(best.tolist(), self._likenesses[: len(best)].tolist())

    def bodies(self, vector: Vector, stories: Sequence[int]) -> list[float]:
        """Return how like a report is to stories, its headline left out, whatever the time between."""
        numbers = np.array(stories, np.int64)
        self._sums.products(vector.terms, vector.body, numbers, self._products)
        alike = self._products[: len(stories)] / (self._reports.take(numbers) * FIGURES[0])
        bodies: list[float] = alike.tolist()
        return bodies

    def last(self, story: int) -> float | None:
        """Return when the latest report of a story was published, None where no report of it has a date."""
        moment = float(self._last[story])
        return None if math.isnan(moment) else moment

    def slept(self, story: int) -> bool:
        """Tell whether a story is asleep."""
        return bool(self.now - self._last[story] >= SLEEP)

    def reports(self, story: int) -> int:
        """Return how many reports a story holds."""
        return int(self._reports[story]) if story < len(self._reports) else 0

    def add(self, vector: Vector, story: int, moment: float | None) -> None:
        """Add a report to a story; a number that was never used founds a new one."""
        self._make_room(story + 1)
        self._story[0], self._end[0] = story, len(vector.terms)
        self._moment[0] = math.nan if moment is None else moment
        self._sums.rest(self._story, self._last, self.now)
        self.now = self._date(self._story, self._moment, 0, 0)[1]
        looked_up = self._postings.post(vector, self._story)
        of_one = (vector.terms, vector.weights, self._end, self._story, _AWAKE, looked_up)
        self._sums.absorb(Entered(*of_one), self._last, self.now)

    def restore(
        self,
        terms: Terms,
        weights: Weights,
        ends: Numbers,
        stories: Sequence[int],
        moments: Sequence[float | None],
        resting: Sequence[int],
    ) -> None:
        """Add reports as ``add`` does, their vectors one after the other; see ``Entered``."""
        self._make_room(max(stories, default=0) + 1)
        numbers, dates = np.array(stories, np.int64), np.array(moments, np.float64)
        cut = np.array(resting, bool)
        edges = np.append(0, ends)
        begin, woken = 0, -1
        while True:
            end, self.now = self._date(numbers, dates, begin, woken)
            here = slice(edges[begin], edges[end])
            own = ends[begin:end] - edges[begin]
            self._enter(terms[here], weights[here], own, numbers[begin:end], cut[begin:end])
            if end == len(numbers):
                return
            self._sums.rest(numbers[end : end + 1], self._last, self.now)
            begin = woken = end

    def rebuild(self, story: int, vectors: Sequence[Vector], moments: Sequence[float | None]) -> None:
        """Let a story hold these reports and no others."""
        self._make_room(story + 1)
        self._sums.clear(story)
        self._reports[story], self._last[story] = 0, np.nan
        if not vectors:
            return
        stories = np.full(len(vectors), story, np.int64)
        self._date(stories, np.array(moments, np.float64), 0, -1)
        ends = np.cumsum([len(vector.terms) for vector in vectors])
        terms = np.concatenate([vector.terms for vector in vectors])
        weights = np.concatenate([vector.weights for vector in vectors])
        self._enter(terms, weights, ends, stories, np.zeros(len(vectors), bool))

    def _date(
        self, stories: Numbers, moments: npt.NDArray[np.float64], first: int, woken: int
    ) -> tuple[int, float]:
        of_all = (self._reports, self._last, self._fresh)
        end, now = self._dated(stories, moments, first, woken, *of_all, self.now, SLEEP, DECAY_SECONDS)
        return int(end), float(now)

    def _enter(self, terms: Terms, weights: Weights, ends: Numbers, stories: Numbers, resting: Flags) -> None:
        looked_up = self._postings.post_all(terms, weights, ends, stories)
        self._sums.absorb(Entered(terms, weights, ends, stories, resting, looked_up), self._last, self.now)

    def expect(self, reports: int, terms: int) -> None:
        """Make room at once for so many reports that have so many terms together."""
        self._postings.expect(reports)
        self._sums.expect(terms)

    def _make_room(self, stories: int) -> None:
        """Let the columns hold so many stories."""
        if stories > len(self._reports):
            known = len(self._reports)
            self._reports = longer(self._reports, 2 * stories)
            self._last, self._fresh = longer(self._last, 2 * stories), longer(self._fresh, 2 * stories)
            self._last[known:] = np.nan
