"""The heaviest terms: those of a report, by which stories are looked up, and those of a story that sleeps."""

import numpy as np
import numpy.typing as npt

Terms = npt.NDArray[np.uint32]
Weights = npt.NDArray[np.uint16]
Sums = npt.NDArray[np.uint32]
Numbers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int32]


def heaviest(weights: Weights, ends: Numbers, found: Places) -> None:
    """Write into each row of ``found`` the places of a report's heaviest terms, ascending.

    Of equal ones the first are taken. Where a report has fewer terms, the row ends with -1.
    """
    begin = 0
    for report in range(len(ends)):
        end = ends[report]
        least, equal = least_taken(weights[begin:end], found.shape[1])
        count = 0
        for place in range(begin, end):
            weight = int(weights[place])
            if weight > least or (weight == least and equal > 0):
                equal -= weight == least
                found[report, count] = place
                count += 1
        found[report, count:] = -1
        begin = end


def rest(
    stories: Numbers,
    most: int,
    last: Floats,
    now: float,
    sleep: float,
    at: Numbers,
    lengths: Numbers,
    pool_terms: Terms,
    pool_sums: Sums,
) -> None:
    """Leave stories that sleep their heaviest terms only, of equal ones the first.

    Args:
        stories: numbers of stories.
        most: terms that each keeps.
        last: see ``weighing.date``.
        now: see ``weighing.date``.
        sleep: see ``weighing.date``.
        at: see ``sums.absorb``.
        lengths: see ``sums.absorb``.
        pool_terms: see ``sums.shared``.
        pool_sums: see ``sums.shared``.
    """
    for story in stories:
        begin = at[story]
        end = begin + lengths[story]
        if lengths[story] <= most or not now - last[story] >= sleep:
            continue
        least, equal = least_taken(pool_sums[begin:end], most)
        write = begin
        for place in range(begin, end):
            total = int(pool_sums[place])
            if total > least or (total == least and equal > 0):
                equal -= total == least
                pool_terms[write] = pool_terms[place]
                pool_sums[write] = pool_sums[place]
                write += 1
        lengths[story] = most


def least_taken(values: Weights | Sums, most: int) -> tuple[int, int]:
    """Return the least of the ``most`` greatest values, and how many equal to it are among those.

    It is found byte by byte, the upper ones first, so time does not depend on the values.
    """
    if len(values) <= most:
        return 0, len(values)
    counts = np.zeros(256, np.int64)
    least = 0
    left = most
    shift = 8 * values.itemsize
    while shift > 0:
        shift -= 8
        counts[:] = 0
        for value in values:
            if int(value) >> (shift + 8) == least:
                counts[(int(value) >> shift) & 255] += 1
        byte = 255
        while counts[byte] < left:
            left -= int(counts[byte])
            byte -= 1
        least = (least << 8) | byte
    return least, left
