"""The sums of stories' vectors, in one pool of terms."""

import numpy as np
import numpy.typing as npt

Terms = npt.NDArray[np.uint32]
Weights = npt.NDArray[np.uint16]
Sums = npt.NDArray[np.uint32]
Numbers = npt.NDArray[np.int64]
Places = npt.NDArray[np.int32]


def shared(
    terms: Terms,
    weights: Weights,
    body: Weights,
    stories: Numbers,
    at: Numbers,
    lengths: Numbers,
    pool_terms: Terms,
    pool_sums: Sums,
    slots: Places,
    found: Numbers,
) -> None:
    """Write the products of a report's vector with the sums of stories into ``found``.

    Args:
        terms: of the report.
        weights: of the report.
        body: of the report; see ``Vector``.
        stories: numbers of the stories.
        at: where each story's sums lie in the pool.
        lengths: how many terms each story has there.
        pool_terms: terms of all stories, ascending in each.
        pool_sums: their sums.
        slots: -1, and so again afterwards; a power of two, more than there are terms.
        found: a row for each story: the product with ``weights`` and that with ``body``.
    """
    mask = np.int64(len(slots) - 1)
    for number in range(len(terms)):
        slot = np.int64(terms[number]) & mask
        while slots[slot] >= 0:
            slot = (slot + 1) & mask
        slots[slot] = number
    for row in range(len(stories)):
        begin = at[stories[row]]
        full = np.int64(0)
        own = np.int64(0)
        for place in range(begin, begin + lengths[stories[row]]):
            term = pool_terms[place]
            slot = np.int64(term) & mask
            number = slots[slot]
            while number >= 0:
                if terms[number] == term:
                    total = np.int64(pool_sums[place])
                    full += np.int64(weights[number]) * total
                    own += np.int64(body[number]) * total
                    break
                slot = (slot + 1) & mask
                number = slots[slot]
        found[row, 0] = full
        found[row, 1] = own
    slots[:] = -1


def absorb(
    terms: Terms,
    weights: Weights,
    ends: Numbers,
    stories: Numbers,
    first: int,
    at: Numbers,
    lengths: Numbers,
    rooms: Numbers,
    pool_terms: Terms,
    pool_sums: Sums,
    used: int,
) -> tuple[int, int]:
    """Add the vectors of reports, from ``first`` on, to the sums of their stories.

    Args:
        terms: of all reports.
        weights: of all reports.
        ends: of all reports.
        stories: for each report its story's number.
        first: the first report to add.
        at: where each story's sums lie in the pool.
        lengths: how many terms each story has there.
        rooms: how many would fit there; a story that outgrows its room moves to the end of the pool.
        pool_terms: see ``shared``.
        pool_sums: see ``shared``.
        used: how much of the pool is taken.

    Returns:
        The first report that was not added, for want of room in the pool, and how much of it is taken.
    """
    for report in range(first, len(stories)):
        begin = ends[report - 1] if report else 0
        end = ends[report]
        story = stories[report]
        length = lengths[story]
        if length + end - begin > rooms[story]:
            room = end - begin if length == 0 else 2 * (length + end - begin)
            if used + room > len(pool_terms):
                return report, used
            old = at[story]
            pool_terms[used : used + length] = pool_terms[old : old + length]
            pool_sums[used : used + length] = pool_sums[old : old + length]
            at[story] = used
            rooms[story] = room
            used += room
        here = at[story]
        left = 0
        right = begin
        both = 0
        while left < length and right < end:
            known = pool_terms[here + left]
            term = terms[right]
            left += known <= term
            right += term <= known
            both += known == term
        write = length + end - begin - both - 1
        lengths[story] = write + 1
        left = length - 1
        right = end - 1
        while right >= begin:
            if left >= 0 and pool_terms[here + left] > terms[right]:
                pool_terms[here + write] = pool_terms[here + left]
                pool_sums[here + write] = pool_sums[here + left]
                left -= 1
            elif left >= 0 and pool_terms[here + left] == terms[right]:
                pool_terms[here + write] = terms[right]
                pool_sums[here + write] = pool_sums[here + left] + weights[right]
                left -= 1
                right -= 1
            else:
                pool_terms[here + write] = terms[right]
                pool_sums[here + write] = weights[right]
                right -= 1
            write -= 1
    return len(stories), used


def rest(
    stories: Numbers, most: int, at: Numbers, lengths: Numbers, pool_terms: Terms, pool_sums: Sums
) -> None:
    """Leave stories their heaviest terms only, of equal ones the first.

    Args:
        stories: their numbers.
        most: terms that each keeps.
        at: see ``absorb``.
        lengths: see ``absorb``.
        pool_terms: see ``shared``.
        pool_sums: see ``shared``.
    """
    for story in stories:
        begin = at[story]
        length = lengths[story]
        if length <= most:
            continue
        least = np.sort(pool_sums[begin : begin + length])[length - most]
        equal = most
        for place in range(begin, begin + length):
            equal -= pool_sums[place] > least
        write = begin
        for place in range(begin, begin + length):
            total = pool_sums[place]
            if total > least or (total == least and equal > 0):
                equal -= total == least
                pool_terms[write] = pool_terms[place]
                pool_sums[write] = total
                write += 1
        lengths[story] = most


def close_up(
    stories: Numbers, at: Numbers, lengths: Numbers, rooms: Numbers, pool_terms: Terms, pool_sums: Sums
) -> int:
    """Move the sums of stories to the front of the pool, without room between them.

    Args:
        stories: all their numbers, in the order in which they lie in the pool.
        at: see ``absorb``.
        lengths: see ``absorb``.
        rooms: see ``absorb``.
        pool_terms: see ``shared``.
        pool_sums: see ``shared``.

    Returns:
        How much of the pool is taken then.
    """
    used = 0
    for story in stories:
        begin = at[story]
        for place in range(lengths[story]):
            pool_terms[used + place] = pool_terms[begin + place]
            pool_sums[used + place] = pool_sums[begin + place]
        at[story] = used
        rooms[story] = lengths[story]
        used += lengths[story]
    return used
