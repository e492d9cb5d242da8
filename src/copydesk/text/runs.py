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
    import numpy as np

    sums = np.append(0, np.cumsum(gains, dtype=np.float64))
    lows = np.minimum.accumulate(sums)
    end = int(np.argmax(sums - lows))
    start = int(np.flatnonzero(sums[: end + 1] == lows[end])[-1]) if end else 0
    return start, end
