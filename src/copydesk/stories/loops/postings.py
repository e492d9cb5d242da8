"""Lists of the stories that lately used a term, and the stories that share most with a report."""

import numpy as np
import numpy.typing as npt

Terms = npt.NDArray[np.uint32]
Weights = npt.NDArray[np.uint16]
Sums = npt.NDArray[np.uint32]
Numbers = npt.NDArray[np.int64]
Places = npt.NDArray[np.int32]

HEAVIEST, STEP = 8_192, 8
"""Weights from which on terms are not told apart before they are sorted, and how finely lighter ones are."""


def heaviest(weights: Weights, ends: Numbers, found: Places) -> None:
    """Write into each row of ``found`` the places of a report's heaviest terms, the first of equal ones.

    Where a report has fewer, the row ends with -1.
    """
    begin = 0
    most = found.shape[1]
    bins = np.zeros(HEAVIEST // STEP + 1, np.int64)
    for report in range(len(ends)):
        least = 0
        if ends[report] - begin > most:
            # What is lighter than the heaviest bins that hold enough terms need not be sorted in.
            bins[:] = 0
            for place in range(begin, ends[report]):
                bins[min(int(weights[place]), HEAVIEST) // STEP] += 1
            above = 0
            least = len(bins)
            while above < most:
                least -= 1
                above += bins[least]
            least *= STEP
        count = 0
        for place in range(begin, ends[report]):
            weight = weights[place]
            if weight < least:
                continue
            if count == most:
                if weight <= weights[found[report, most - 1]]:
                    continue
                count -= 1
            at = count
            while at > 0 and weights[found[report, at - 1]] < weight:
                found[report, at] = found[report, at - 1]
                at -= 1
            found[report, at] = place
            count += 1
        found[report, count:] = -1
        begin = ends[report]


def post(
    terms: Terms,
    weights: Weights,
    looked_up: Places,
    stories: Numbers,
    heads: Places,
    fills: npt.NDArray[np.uint8],
    blocks: Sums,
    used: int,
) -> int:
    """Enter each report's looked-up terms, with its story, into the lists of those terms.

    Args:
        terms: of all reports.
        weights: of all reports.
        looked_up: for each report the places of its looked-up terms (see ``heaviest``).
        stories: for each report its story's number.
        heads: for each list its newest block, -1 where it is empty. Lists are known by the upper bits of
            a mixed term; there are as many as a power of two.
        fills: for each list the postings in its newest block.
        blocks: a line of the cache each: the next older block of the list and one more, 0 for none; then the
            stories of seven postings; then for each the lower bits of the mixed term, by which terms of one
            list are told apart, above the term's weight.
        used: blocks in use.

    Returns:
        Blocks in use afterwards; there must be room for one more for each term.
    """
    shift = np.uint32(32)
    size = len(heads)
    while size > 1:
        size >>= 1
        shift -= np.uint32(1)
    for report in range(len(stories)):
        for turn in range(looked_up.shape[1]):
            place = looked_up[report, turn]
            if place < 0:
                break
            mixed = (np.uint64(terms[place]) * np.uint64(0x9E3779B1)) & np.uint64(0xFFFFFFFF)
            at = np.int64(mixed >> np.uint64(shift))
            block = heads[at]
            if block < 0 or fills[at] == 7:
                blocks[used, 0] = block + 1
                block = used
                heads[at] = block
                fills[at] = 0
                used += 1
            fill = fills[at]
            blocks[block, 1 + fill] = stories[report]
            blocks[block, 8 + fill] = ((mixed & np.uint64(0xFFFF)) << np.uint64(16)) | np.uint64(
                weights[place]
            )
            fills[at] = fill + 1
    return used


def meet(
    terms: Terms,
    weights: Weights,
    looked_up: Places,
    heads: Places,
    fills: npt.NDArray[np.uint8],
    blocks: Sums,
    walked: int,
    held: Numbers,
    scores: Numbers,
    stamps: Numbers,
    stamp: int,
    touched: Numbers,
) -> int:
    """Score the stories that share looked-up terms with a report, by the weight that they share.

    Of each story the last report that was entered for a term counts.

    Args:
        terms: of the report.
        weights: of the report.
        looked_up: places of its looked-up terms.
        heads: see ``post``.
        fills: see ``post``.
        blocks: see ``post``.
        walked: blocks that are walked in each list, the newest first.
        held: of all stories, how many reports they hold; those without are passed over.
        scores: of all stories, 0.
        stamps: of all stories, the last stamp that they got.
        stamp: greater than any stamp given; so many more are given as terms are looked up.
        touched: gets the stories that have a score now; room for all.

    Returns:
        How many they are.
    """
    shift = np.uint32(32)
    size = len(heads)
    while size > 1:
        size >>= 1
        shift -= np.uint32(1)
    met = 0
    for turn in range(len(looked_up)):
        place = looked_up[turn]
        if place < 0:
            break
        mixed = (np.uint64(terms[place]) * np.uint64(0x9E3779B1)) & np.uint64(0xFFFFFFFF)
        tag = mixed & np.uint64(0xFFFF)
        at = np.int64(mixed >> np.uint64(shift))
        weight = np.int64(weights[place])
        block = np.int64(heads[at])
        fill = np.int64(fills[at])
        for _ in range(walked):
            if block < 0:
                break
            for posting in range(fill - 1, -1, -1):
                told = np.uint64(blocks[block, 8 + posting])
                if told >> np.uint64(16) != tag:
                    continue
                story = np.int64(blocks[block, 1 + posting])
                if stamps[story] == stamp + turn or held[story] == 0:
                    continue
                stamps[story] = stamp + turn
                if scores[story] == 0:
                    touched[met] = story
                    met += 1
                scores[story] += weight * np.int64(told & np.uint64(0xFFFF))
            block = np.int64(blocks[block, 0]) - np.int64(1)
            fill = np.int64(7)
    return met


def pick(scores: Numbers, touched: Numbers, met: int, least: int, best: Numbers) -> int:
    """Write the stories of the highest scores into ``best``, oldest first, and set all scores to 0 again.

    Args:
        scores: of all stories.
        touched: the stories that have a score.
        met: how many have.
        least: stories of lower scores are left out.
        best: room for the numbers of the stories; of equal ones the oldest are taken.

    Returns:
        How many were written.
    """
    count = 0
    for number in range(met):
        story = touched[number]
        score = scores[story]
        if score < least:
            continue
        if count == len(best):
            last = best[count - 1]
            if score < scores[last] or (score == scores[last] and story > last):
                continue
            count -= 1
        at = count
        while at > 0 and (
            scores[best[at - 1]] < score or (scores[best[at - 1]] == score and best[at - 1] > story)
        ):
            best[at] = best[at - 1]
            at -= 1
        best[at] = story
        count += 1
    for number in range(met):
        scores[touched[number]] = 0
    best[:count].sort()
    return count
