"""Lists of the stories that lately used a term, and the stories that share most with a report."""

import numpy as np
import numpy.typing as npt

Terms = npt.NDArray[np.uint32]
Weights = npt.NDArray[np.uint16]
Sums = npt.NDArray[np.uint32]
Numbers = npt.NDArray[np.int64]
Places = npt.NDArray[np.int32]


def post(
    terms: Terms,
    weights: Weights,
    looked_up: Places,
    stories: Numbers,
    heads: Places,
    blocks: Sums,
    used: int,
) -> int:
    """Enter each report's looked-up terms, with its story, into the lists of those terms.

    Args:
        terms: of all reports.
        weights: of all reports.
        looked_up: for each report the places of its looked-up terms (see ``heaviest.heaviest``).
        stories: for each report its story's number.
        heads: for each list its newest block times eight and the postings in there, -1 where it is empty.
            Lists are known by the upper bits of a mixed term; there are as many as a power of two.
        blocks: a line of the cache each: the next older block of the list and one more, 0 for none; then the
            stories of seven postings; then for each the lower bits of the mixed term, by which terms of one
            list are told apart, above the term's weight.
        used: blocks in use.

    Returns:
        Blocks in use afterwards; there must be room for one more for each term.
    """
    lists = len(heads)
    for report in range(len(stories)):
        for turn in range(looked_up.shape[1]):
            place = looked_up[report, turn]
            if place < 0:
                break
            at, tag = listed(terms[place], lists)
            block = int(heads[at]) >> 3
            fill = int(heads[at]) & 7
            if block < 0 or fill == 7:
                blocks[used, 0] = block + 1
                block = used
                fill = 0
                used += 1
            blocks[block, 1 + fill] = stories[report]
            blocks[block, 8 + fill] = (tag << 16) | int(weights[place])
            heads[at] = (block << 3) | (fill + 1)
    return used


def meet(
    terms: Terms,
    weights: Weights,
    looked_up: Places,
    heads: Places,
    blocks: Sums,
    chains: Numbers,
    scores: Numbers,
    touched: Numbers,
) -> int:
    """Score the stories that share looked-up terms with a report, by the weight that they share.

    Of each story the last report that was entered for a term counts.

    Args:
        terms: of the report.
        weights: of the report.
        looked_up: places of its looked-up terms.
        heads: see ``post``.
        blocks: see ``post``.
        chains: room for the blocks that are walked: so many rows, the newest first, a column a list.
        scores: of all stories, 0; gets the score times 256, and in the lowest bits the last term met.
        touched: gets the stories that have a score now; room for all.

    Returns:
        How many they are.
    """
    lists = len(heads)
    count = follow(terms, looked_up, heads, blocks, chains)
    met = 0
    for turn in range(count):
        tag = listed(terms[looked_up[turn]], lists)[1]
        weight = int(weights[looked_up[turn]])
        for depth in range(len(chains)):
            block = int(chains[depth, turn])
            if block < 0:
                break
            fill = 7
            if depth == 0:
                fill = block & 7
                block >>= 3
            for posting in range(fill - 1, -1, -1):
                told = int(blocks[block, 8 + posting])
                story = int(blocks[block, 1 + posting])
                score = int(scores[story])
                if told >> 16 != tag or score & 255 == turn + 1:
                    continue
                if score == 0:
                    touched[met] = story
                    met += 1
                scores[story] = (((score >> 8) + weight * (told & 0xFFFF)) << 8) | (turn + 1)
    return met


def follow(terms: Terms, looked_up: Places, heads: Places, blocks: Sums, chains: Numbers) -> int:
    """Find the blocks of each looked-up term's list; return how many terms there are. See ``meet``.

    They lie anywhere in memory. Found list by list at each depth, they are fetched side by side.
    """
    count = 0
    while count < len(looked_up) and looked_up[count] >= 0:
        chains[0, count] = heads[listed(terms[looked_up[count]], len(heads))[0]]
        count += 1
    for depth in range(1, len(chains)):
        for turn in range(count):
            block = int(chains[depth - 1, turn])
            if depth == 1 and block >= 0:
                block >>= 3
            chains[depth, turn] = int(blocks[block, 0]) - 1 if block >= 0 else -1
    return count


def listed(term: np.uint32, lists: int) -> tuple[int, int]:
    """Return which of so many lists, a power of two, a term is in, and what tells it apart there."""
    mixed = (int(term) * 0x9E3779B1) & 0xFFFFFFFF
    return (mixed * lists) >> 32, mixed & 0xFFFF


def pick(scores: Numbers, touched: Numbers, met: int, held: Numbers, best: Numbers) -> int:
    """Write the stories of the highest scores into ``best``, oldest first, and set all scores to 0 again.

    Args:
        scores: of all stories.
        touched: the stories that have a score; it is used up.
        met: how many have.
        held: of all stories, how many reports they hold; those without are passed over.
        best: room for the numbers of the stories; of equal ones the oldest are taken.

    Returns:
        How many were written.
    """
    found = np.empty(met, np.int64)
    # A loop of its own: scores lie anywhere, and reading one need not wait for what became of another.
    for number in range(met):
        found[number] = scores[touched[number]] >> 8
        scores[touched[number]] = 0
    count = 0
    least = 0
    kept = np.zeros(len(best), np.int64)
    for number in range(met):
        score = int(found[number])
        if score < least or score == 0:
            continue
        story = int(touched[number])
        if held[story] == 0 or (count == len(best) and score == least and story > best[-1]):
            continue
        count = min(count, len(best) - 1)
        at = count
        while at > 0 and (kept[at - 1] < score or (kept[at - 1] == score and best[at - 1] > story)):
            best[at] = best[at - 1]
            kept[at] = kept[at - 1]
            at -= 1
        best[at] = story
        kept[at] = score
        count += 1
        least = int(kept[-1])
    best[:count].sort()
    return count
