"""The sums of the vectors of stories' reports, by which a report is compared with all of a story at once."""

from typing import Any, NamedTuple, TypeVar, cast

import numpy as np
import numpy.typing as npt

from copydesk.stories.grouping.loops import heaviest, sums
from copydesk.stories.grouping.vectors import Terms, Weights
from copydesk.text.compiling import compiled

Numbers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int32]
Column = TypeVar("Column", bound=npt.NDArray[Any])

DREAMT = 64
"""Terms, the heaviest, that a sleeping story keeps: it wakes for a report that shares those. 48 to 128 cost
and gain less than .006 in data/stories, and a million stories asleep need half a gigabyte."""

_EXPECTED = 1 << 26
"""Terms for which room is made at once: half a gigabyte, and no more is taken of it than is used."""


class Entered(NamedTuple):
    """Reports that are entered into stories, their vectors one after the other.

    Attributes:
        terms: of all reports.
        weights: of all reports.
        ends: where the terms of each report end.
        stories: for each report its story's number.
        resting: for each report whether its story holds no other one and sleeps; then it is cut at once.
        looked_up: for each report the places of its heaviest terms.
    """

    terms: Terms
    weights: Weights
    ends: Numbers
    stories: Numbers
    resting: Flags
    looked_up: Places


class Sums:
    """For each story the sum of its reports' vectors; all lie in one pool.

    Args:
        sleep: seconds without a report after which a story is cut to ``DREAMT`` terms.
        fast: whether many reports will come, so that loops are worth being compiled.
    """

    def __init__(self, sleep: float, *, fast: bool) -> None:
        self._shared = compiled(sums.shared) if fast else sums.shared
        self._absorb = compiled(sums.absorb) if fast else sums.absorb
        self._close_up = compiled(sums.close_up) if fast else sums.close_up
        self._rest = compiled(heaviest.rest) if fast else heaviest.rest
        self._sleep = sleep
        self._at, self._lengths, self._rooms = (np.zeros(64, np.int64) for _ in range(3))
        self._terms, self._sums = np.zeros(1 << 14, np.uint32), np.zeros(1 << 14, np.uint32)
        self._pooled = 0
        self._slots = np.full(1 << 12, -1, np.int32)

    def products(self, terms: Terms, weights: Weights, stories: Numbers, found: Numbers) -> None:
        """Write the products of a report's vector with these stories' sums into ``found``."""
        while 2 * len(terms) > len(self._slots):
            self._slots = np.full(2 * len(self._slots), -1, np.int32)
        pool = (self._at, self._lengths, self._terms, self._sums)
        self._shared(terms, weights, stories, *pool, self._slots, found)

    def rest(self, stories: Numbers, last: Floats, now: float) -> None:
        """Cut those of these stories that sleep; ``last`` holds the moments of all stories' last reports."""
        pool = (self._at, self._lengths, self._terms, self._sums)
        self._rest(stories, DREAMT, last, now, self._sleep, *pool)

    def clear(self, story: int) -> None:
        """Let a story hold nothing."""
        self._lengths[story] = 0

    def absorb(self, entered: Entered, last: Floats, now: float) -> None:
        """Add the vectors of reports to the sums of their stories.

        Args:
            entered: the reports.
            last: see ``rest``: sleeping stories make room if there is none left.
            now: see ``rest``.
        """
        if len(last) > len(self._at):
            size = len(last)
            self._at, self._lengths = longer(self._at, size), longer(self._lengths, size)
            self._rooms = longer(self._rooms, size)
        done = 0
        while True:
            terms, weights, ends, stories, resting, looked_up = entered
            given = (terms, weights, ends, stories, done, resting, looked_up)
            pool = (self._at, self._lengths, self._rooms, self._terms, self._sums, self._pooled)
            done, self._pooled = self._absorb(*given, *pool)
            if done == len(entered.stories):
                return
            longest = int(self._lengths[entered.stories[done]]) + len(entered.terms)
            self._make_room(2 * longest, last, now)

    def expect(self, terms: int) -> None:
        """Make room at once for so many terms."""
        if len(self._terms) < (most := min(terms * 5 // 4, _EXPECTED)):
            self._terms, self._sums = longer(self._terms, most), longer(self._sums, most)

    def _make_room(self, more: int, last: Floats, now: float) -> None:
        """Make room for so many terms more: sleepers keep few of theirs, gaps close, and the pool grows."""
        self.rest(np.arange(len(self._at)), last, now)
        order = np.argsort(self._at, kind="stable")
        self._pooled = self._close_up(order, self._at, self._lengths, self._rooms, self._terms, self._sums)
        if self._pooled + more > len(self._terms) * 3 // 4:
            size = (self._pooled + more) * 3 // 2
            for column in (self._terms, self._sums):
                column.resize(size, refcheck=False)  # in place: two copies of a pool may not fit into memory


def longer(column: Column, size: int) -> Column:
    """Return a column of ``size`` rows that begins with the given ones; the rest is 0."""
    made = np.zeros((size, *column.shape[1:]), column.dtype)
    made[: len(column)] = column
    return cast(Column, made)
