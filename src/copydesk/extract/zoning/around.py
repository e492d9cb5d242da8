"""What stands around a line on its page: sums, means and distances over arrays of several pages' lines."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from copydesk.extract.zoning.sheet import Floats, Whole

Window = tuple[int, int]
"""How many lines above and below a line are looked at besides it."""

FAR = 1000
"""Distance to a line that a page does not have."""


class Around:
    """Looks up and down from every line, never past its page.

    Args:
        bounds: the number of each page's first line, and how many lines there are.
    """

    def __init__(self, bounds: Whole) -> None:
        import numpy as np

        self.bounds = bounds
        sizes = np.diff(bounds)
        self.low = np.repeat(bounds[:-1], sizes)
        self.high = np.repeat(bounds[1:], sizes)
        self.index = np.arange(len(self.low))
        self.page_size = self.high - self.low
        self._shift = functools.cache(self._places)
        self._reach = functools.cache(self._window)

    def _places(self, *steps: int) -> tuple[Whole, NDArray[np.bool_]]:
        import numpy as np

        at = self.index + np.array(steps)[:, None]
        return np.clip(at, 0, max(len(self.index) - 1, 0)), (at >= self.low) & (at < self.high)

    def _window(self, *windows: Window) -> tuple[Whole, Whole, Whole]:
        import numpy as np

        before, after = np.array(windows).T[:, :, None]
        low = np.maximum(self.index - before, self.low)
        high = np.minimum(self.index + after + 1, self.high)
        return low, high, high - low

    def shifted(self, values: Floats, *steps: int) -> Floats:
        """Return for each step ``values`` of the line so many places further down, 0 beyond the page."""
        at, inside = self._shift(*steps)
        out: Floats = values[at] * inside
        return out

    def same(self, values: Whole, reach: int) -> Floats:
        """Count the lines within ``reach`` places above and below that have the same value."""
        import numpy as np

        out = np.zeros(len(values), np.float32)
        for by in range(1, reach + 1):
            alike = (values[by:] == values[:-by]) & (self.low[by:] == self.low[:-by])
            out[by:] += alike
            out[: max(len(values) - by, 0)] += alike
        return out

    def means(self, values: Floats, *windows: Window) -> Floats:
        """Return for each window the means of ``values`` in it around every line."""
        low, high, count = self._reach(*windows)
        sums = running(values)
        means: Floats = ((sums[high] - sums[low]) / count).astype("float32")
        return means

    def total(self, values: Floats) -> Floats:
        """Return for each line the sum of ``values`` over its page."""
        sums = running(values)
        total: Floats = (sums[self.high] - sums[self.low]).astype("float32")
        return total

    def above(self, values: Floats) -> Floats:
        """Return for each line the sum of ``values`` over the lines above it."""
        sums = running(values)
        above: Floats = (sums[:-1] - sums[self.low]).astype("float32")
        return above

    def since(self, marked: NDArray[np.bool_], most: int) -> Floats:
        """Return how many lines above each line the last marked one stands, at most ``most``."""
        import numpy as np

        last = np.maximum.accumulate(np.where(marked, self.index, -FAR))
        return np.minimum(self.index - np.where(last >= self.low, last, -FAR), most).astype(np.float32)

    def until(self, marked: NDArray[np.bool_], most: int) -> Floats:
        """Return how many lines below each line the next marked one stands, at most ``most``."""
        import numpy as np

        far = len(self.index) + FAR
        places = np.where(marked, self.index, far)
        following = np.minimum.accumulate(places[::-1])[::-1]
        return np.minimum(np.where(following < self.high, following, far) - self.index, most).astype(
            np.float32
        )


def running(values: Floats) -> NDArray[np.float64]:
    """Return the sums of all values before each place, and of all."""
    import numpy as np

    sums = np.zeros(len(values) + 1)
    np.cumsum(values, out=sums[1:])
    return sums
