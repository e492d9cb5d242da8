"""Reports of a restored stream that can be looked at again."""

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from copydesk.stories.grouping.again import Held
from copydesk.stories.grouping.vectors import NOTHING, Terms, Vector, Weights


class Chunk(NamedTuple):
    """Reports that were placed before, their vectors one after the other.

    Attributes:
        reports: their ids.
        moments: when they were published.
        stories: numbers of their stories.
        words: as in ``Features``.
        ends: where each report's terms end.
        terms: of all of them.
        weights: of all of them.
    """

    reports: Sequence[str]
    moments: Sequence[float | None]
    stories: Sequence[int]
    words: Sequence[int]
    ends: Sequence[int]
    terms: Terms
    weights: Weights

    def held(self, place: int) -> Held:
        """Return the report at this place."""
        here = slice(self.ends[place - 1] if place else 0, self.ends[place])
        vector = Vector(self.terms[here], self.weights[here], NOTHING)
        return Held(self.reports[place], self.moments[place], vector, self.words[place])

    def weighed(self, before: Sequence[bytes | None]) -> dict[str, bytes]:
        """Return the bytes of weights of the reports that had none before."""
        edges = pairwise([0, *self.ends])
        return {
            report: self.weights[begin:end].tobytes()
            for report, told, (begin, end) in zip(self.reports, before, edges, strict=True)
            if told is None
        }


class Holding:
    """Reports by the number of their story; those of chunks are made when they are asked for: few ever are.

    It does what a dictionary would do here.

    Args:
        chunks: reports that were placed before.
        first: the first report of them that can be looked at again.
        older: stories that cannot.
    """

    def __init__(self, chunks: Sequence[Chunk] = (), first: int = 0, older: Collection[int] = ()) -> None:
        self._made: dict[int, list[Held]] = {}
        self._chunks = chunks
        self._begins = np.cumsum([0, *(len(chunk.stories) for chunk in chunks)])
        told = [np.array(chunk.stories, np.int64) for chunk in chunks]
        stories = np.concatenate([*told, np.zeros(0, np.int64)])[first:]
        self._order = np.argsort(stories, kind="stable") + first
        found, begins = np.unique(stories, return_counts=True)
        ends = np.cumsum(begins).tolist()
        self._runs = dict(zip(found.tolist(), pairwise([0, *ends]), strict=True))
        for story in older:
            self._runs.pop(story, None)

    def __contains__(self, story: int) -> bool:
        """Tell whether reports of a story are held."""
        return story in self._made or story in self._runs

    def __getitem__(self, story: int) -> list[Held]:
        """Return the reports of a story."""
        if story in self._runs:
            begin, end = self._runs.pop(story)
            self._made[story] = [self._held(place) for place in self._order[begin:end].tolist()]
        return self._made[story]

    def __setitem__(self, story: int, reports: list[Held]) -> None:
        """Let a story have these reports."""
        self._runs.pop(story, None)
        self._made[story] = reports

    def __delitem__(self, story: int) -> None:
        """Forget the reports of a story."""
        if self._runs.pop(story, None) is None:
            del self._made[story]

    def get(self, story: int, default: Sequence[Held] = ()) -> Sequence[Held]:
        """Return the reports of a story, ``default`` if none are held."""
        if story not in self:
            return default
        return self[story]

    def setdefault(self, story: int, default: list[Held]) -> list[Held]:
        """Return the reports of a story; ``default`` becomes them if none are held."""
        if story not in self:
            self._made[story] = default
        return self[story]

    def pop(self, story: int, default: None = None) -> list[Held] | None:
        """Forget the reports of a story and return those that were made."""
        self._runs.pop(story, None)
        return self._made.pop(story, default)

    def _held(self, place: int) -> Held:
        chunk = int(np.searchsorted(self._begins, place, side="right")) - 1
        return self._chunks[chunk].held(place - int(self._begins[chunk]))
