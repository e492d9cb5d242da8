"""Runs of neighbours in a text: lines of a page, blocks of its mark-up."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def best_run(gains: NDArray[np.float32]) -> tuple[int, int]:
    """Return the contiguous run with the greatest sum of ``gains``, as half-open numbers.

    It is empty if nothing gains.
    One pass over running sums (Bentley, "Programming Pearls: Algorithm Design Techniques", 1984).
    """
    total = low = most = 0.0
    start = end = lowest = 0
    for at, gain in enumerate(gains.tolist(), 1):
        total += gain
        if total <= low:
            low, lowest = total, at
        elif total - low > most:
            most, start, end = total - low, lowest, at
    return start, end
