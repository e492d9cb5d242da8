"""Where days stand on a line, when long stretches without anything are cut short."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

MARGIN = 22.0
LEAST_DAYS = 60
"""No stretch shorter than this is cut for its length in days."""
CORES = 4
"""A stretch longer than this many times the core (see ``far_apart``) is cut."""
LARGEST_PART = 0.5
"""What is left and takes more than this part of the axis is cut too ..."""
CUT_PART = 0.4
"""... to this part of what all the others take together."""
MOST_PARTS = 3


def far_apart(days: Sequence[date]) -> float:
    """Return how many days without anything are too many to be drawn at their length.

    The core is the shortest time that holds half of ``days``, each counted as often as it occurs.
    A report's background years before the event would else press the event itself into one column.
    """
    ordinals = sorted(day.toordinal() for day in days)
    half = (len(ordinals) + 1) // 2
    core = min((last - first for first, last in zip(ordinals, ordinals[half - 1 :], strict=False)), default=0)
    return float(max(CORES * core, LEAST_DAYS))


class Axis:
    """Maps days to x between the margins of a picture ``width`` units wide.

    Args:
        days: every day that will be asked for, in any order.
        longest: a stretch of more days than this is cut to half of it.
        width: of the picture.
    """

    def __init__(self, days: Sequence[date], longest: float, width: int) -> None:
        self.width = width
        self._days = sorted({day.toordinal() for day in days})
        gaps = [float(right - left) for left, right in pairwise(self._days)]
        self._cut = {index for index, gap in enumerate(gaps) if gap > longest}
        gaps = [longest / 2 if index in self._cut else gap for index, gap in enumerate(gaps)]
        self._cut_largest(gaps)
        self._x = self._places(gaps)

    def _cut_largest(self, gaps: list[float]) -> None:
        for _ in range(MOST_PARTS):
            widest = max(range(len(gaps)), key=gaps.__getitem__, default=0)
            if len(gaps) < 2 or widest in self._cut or gaps[widest] <= LARGEST_PART * sum(gaps):
                return
            gaps[widest] = CUT_PART * (sum(gaps) - gaps[widest])
            self._cut.add(widest)

    def _places(self, gaps: Sequence[float]) -> list[float]:
        total, room = sum(gaps), self.width - 2 * MARGIN
        if not total:
            return [self.width / 2] * len(self._days)
        places, done = [MARGIN], 0.0
        for gap in gaps:
            done += gap
            places.append(MARGIN + room * done / total)
        return places

    def x(self, day: date) -> float:
        """Return where ``day`` stands; it is one of the days the axis was made of."""
        return self._x[bisect_left(self._days, day.toordinal())]

    def breaks(self) -> list[float]:
        """Return the middles of the stretches that were cut short."""
        return [(self._x[index] + self._x[index + 1]) / 2 for index in sorted(self._cut)]
