"""Reports put together by average link."""

import math

import numpy as np
import numpy.typing as npt

Terms = npt.NDArray[np.uint32]
Weights = npt.NDArray[np.uint16]
Numbers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


def likenesses(
    terms: Terms, weights: Weights, ends: Numbers, moments: Floats, figures: Floats, found: Floats
) -> None:
    """Write how like every two of some reports are into ``found``; nothing on its diagonal.

    Args:
        terms: of all reports.
        weights: of all reports.
        ends: of all reports.
        moments: when each was published; not a number where that is not known.
        figures: see ``sums.likeness``.
        found: a row and a column for each report.
    """
    for one in range(1, len(ends)):
        for two in range(one):
            left = ends[one - 1]
            right = ends[two - 1] if two else 0
            total = np.int64(0)
            while left < ends[one] and right < ends[two]:
                here = terms[left]
                there = terms[right]
                if here == there:
                    total += np.int64(weights[left]) * np.int64(weights[right])
                left += here <= there
                right += there <= here
            near = 0.0
            if not math.isnan(moments[one]) and not math.isnan(moments[two]):
                near = math.exp(-abs(moments[one] - moments[two]) / figures[2])
            like = total / figures[0] * (figures[1] + (1.0 - figures[1]) * near)
            found[one, two] = like
            found[two, one] = like


def agglomerate(likeness: Floats, least: float, parts: Numbers) -> None:
    """Put items together by average link, the likest first, as long as that is more than ``least``.

    Of equal likenesses the earliest pair goes first.

    Args:
        likeness: of every two items, symmetric; it is used up.
        least: what two parts must be more than alike on average.
        parts: gets for each item the first item of its part.
    """
    count = len(parts)
    sizes = np.ones(count, np.int64)
    for item in range(count):
        parts[item] = item
    while True:
        best = least
        one = two = -1
        for left in range(count):
            if sizes[left] == 0:
                continue
            for right in range(left + 1, count):
                if sizes[right] == 0:
                    continue
                mean = likeness[left, right] / (sizes[left] * sizes[right])
                if mean > best:
                    best = mean
                    one = left
                    two = right
        if one < 0:
            return
        sizes[one] += sizes[two]
        sizes[two] = 0
        for item in range(count):
            likeness[one, item] += likeness[two, item]
            likeness[item, one] = likeness[one, item]
            if parts[item] == two:
                parts[item] = one
