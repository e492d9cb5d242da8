"""The sums of stories' vectors, in one pool of terms."""

import math

import numpy as np
import numpy.typing as npt

Terms = npt.NDArray[np.uint32]
Weights = npt.NDArray[np.uint16]
Sums = npt.NDArray[np.uint32]
Numbers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]


def shared(
    terms: Terms,
    weights: Weights,
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
        stories: numbers of the stories.
        at: where each story's sums lie in the pool.
        lengths: how many terms each story has there.
        pool_terms: terms of all stories, ascending in each.
        pool_sums: their sums.
        slots: -1, and so again afterwards; a power of two, more than there are terms.
        found: gets the product with each story.
    """
    mask = len(slots) - 1
    for number in range(len(terms)):
        slot = slotted(terms[number], len(slots))
        while slots[slot] >= 0:
            slot = (slot + 1) & mask
        slots[slot] = number
    longest = 0
    for story in stories:
        longest = max(longest, lengths[story])
    likely = np.empty((longest + 1, 2), np.int64)
    for row in range(len(stories)):
        begin = at[stories[row]]
        # First without a branch, which nothing could foretell, the terms that have a slot: most have none.
        count = 0
        for place in range(begin, begin + lengths[stories[row]]):
            slot = slotted(pool_terms[place], len(slots))
            likely[count, 0] = place
            likely[count, 1] = slot
            count += slots[slot] >= 0
        total = 0
        for one in range(count):
            place = likely[one, 0]
            slot = likely[one, 1]
            number = slots[slot]
            while number >= 0:
                if terms[number] == pool_terms[place]:
                    total += int(weights[number]) * int(pool_sums[place])
                    break
                slot = (slot + 1) & mask
                number = slots[slot]
        found[row] = total
    slots[:] = -1


def slotted(term: np.uint32, slots: int) -> int:
    """Return which of so many slots, a power of two, a term has if it is free."""
    return (((int(term) * 0x9E3779B1) & 0xFFFFFFFF) * slots) >> 32


def likeness(
    products: Numbers,
    stories: Numbers,
    reports: Numbers,
    last: Floats,
    fresh: Floats,
    moment: float,
    figures: Floats,
    found: Floats,
) -> None:
    """Write how like a report is to the reports of stories on average, after what time leaves of it.

    The stories are put in this order, the likest first, of equal ones the first.

    Args:
        products: of the report's vector with the sums of the stories.
        stories: their numbers; they are put in order with ``found``.
        reports: of all stories, how many reports they hold.
        last: see ``weighing.date``.
        fresh: see ``weighing.date``.
        moment: when the report was published; not a number where that is not known.
        figures: the product of like vectors, the part that time leaves, and the seconds that leave a third of
            the rest.
        found: gets the likeness to each story.
    """
    for row in range(len(stories)):
        story = stories[row]
        near = 0.0
        if not math.isnan(moment) and not math.isnan(last[story]):
            near = fresh[story] / reports[story] * math.exp(-abs(moment - last[story]) / figures[2])
        like = products[row] / (reports[story] * figures[0]) * (figures[1] + (1.0 - figures[1]) * near)
        # Rounded, so that sums in another order give the same.
        like = math.floor(like * 1e9 + 0.5) / 1e9
        at = row
        while at > 0 and found[at - 1] < like:
            found[at] = found[at - 1]
            stories[at] = stories[at - 1]
            at -= 1
        found[at] = like
        stories[at] = story


def absorb(
    terms: Terms,
    weights: Weights,
    ends: Numbers,
    stories: Numbers,
    first: int,
    resting: Flags,
    looked_up: Places,
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
        resting: for each report whether its story holds no other and sleeps, so that the heaviest terms do.
        looked_up: for each report the places of its heaviest terms (see ``heaviest.heaviest``).
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
        if resting[report]:
            if used + looked_up.shape[1] > len(pool_terms):
                return report, used
            at[story] = used
            for place in looked_up[report]:
                if place >= 0:
                    pool_terms[used] = terms[place]
                    pool_sums[used] = weights[place]
                    used += 1
            lengths[story] = used - at[story]
            rooms[story] = lengths[story]
            continue
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
        lengths[story] = merge(terms, weights, begin, end, pool_terms, pool_sums, here, length)
    return len(stories), used


def merge(
    terms: Terms,
    weights: Weights,
    begin: int,
    end: int,
    pool_terms: Terms,
    pool_sums: Sums,
    here: int,
    length: int,
) -> int:
    """Add the vector of a report to the sums that begin ``here``; return how many terms there are then."""
    if length == 0:
        pool_terms[here : here + end - begin] = terms[begin:end]
        pool_sums[here : here + end - begin] = weights[begin:end]
        return end - begin
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
    return length + end - begin - both


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
