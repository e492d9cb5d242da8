"""Look again: reports of neighbouring stories, put together from scratch.

A report may show that two stories are one, or that a story is two. So when one has come, the stories that are
most like it are taken apart and put together by average link, which does not depend on the order of their
reports.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from copydesk.stories.grouping.loops import grouping
from copydesk.stories.grouping.nearness import FIGURES
from copydesk.stories.grouping.vectors import Vector
from copydesk.text.compiling import compiled


class Held(NamedTuple):
    """A report that can be put elsewhere."""

    report: str
    moment: float | None
    vector: Vector
    words: int


class Agglomeration:
    """Puts reports together.

    Args:
        fast: whether many reports will come, so that loops are worth being compiled.
    """

    def __init__(self, *, fast: bool) -> None:
        self._likenesses = compiled(grouping.likenesses) if fast else grouping.likenesses
        self._agglomerate = compiled(grouping.agglomerate) if fast else grouping.agglomerate

    def parts(self, reports: Sequence[Held], least: float) -> list[list[int]]:
        """Return which of these reports belong together, by their places; parts and places ascend.

        Args:
            reports: in order of their coming.
            least: what two parts must be more than alike on average to become one.
        """
        size = len(reports)
        terms = np.concatenate([one.vector.terms for one in reports])
        weights = np.concatenate([one.vector.weights for one in reports])
        ends = np.cumsum([len(one.vector.terms) for one in reports])
        moments = np.array([one.moment for one in reports], np.float64)
        found = np.zeros((size, size))
        self._likenesses(terms, weights, ends, moments, FIGURES, found)
        firsts = np.zeros(size, np.int64)
        self._agglomerate(found, least, firsts)
        parts: dict[int, list[int]] = {}
        for place, first in enumerate(firsts.tolist()):
            parts.setdefault(first, []).append(place)
        return list(parts.values())
