"""The loops of the stream, over plain arrays: compiled where numba is installed, else run as they stand.

All of them count in whole numbers, so both ways give the same. Arrays that hold the vectors of several
reports come with ``ends``: where each report's terms end.
"""

import math

import numpy as np
import numpy.typing as npt

Terms = npt.NDArray[np.uint32]
Weights = npt.NDArray[np.uint16]
Sums = npt.NDArray[np.uint32]
Numbers = npt.NDArray[np.int64]
Places = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]

HEAVIEST, STEP = 8_192, 8
"""Weights from which on terms are not told apart before they are sorted, and how finely lighter ones are."""


def weigh(
    terms: Terms,
    counts: Weights,
    titled: npt.NDArray[np.uint8],
    known: Weights,
    ends: Numbers,
    seen: Sums,
    reports: float,
    figures: Floats,
    weights: Weights,
    body: Weights,
) -> None:
    """Weigh the terms of reports, one report after the other, and count them as seen.

    Args:
        terms: of all reports; see ``Features`` for these four.
        counts: of all reports.
        titled: of all reports.
        known: of all reports.
        ends: of all reports.
        seen: for each term, by its code's upper bits, how many reports of the stream had it.
        reports: how many reports the stream had, counted as those of the background are, and those.
        figures: the shares of the four parts, then what a headline's word counts, the share at which a
            report of the stream counts, and the steps of ``counts``, of ``known`` and of ``weights``.
        weights: gets the weights.
        body: gets the weights that standfirst and body alone give.
    """
    values = np.zeros(len(terms), np.float64)
    squares = np.zeros(4, np.float64)
    factors = np.zeros(4, np.float64)
    shift = np.uint64(32)
    size = len(seen)
    while size > 1:
        size >>= 1
        shift -= np.uint64(1)
    code_mask = np.uint64((1 << 30) - 1)
    begin = 0
    for end in ends:
        squares[:] = 0
        for place in range(begin, end):
            term = np.uint64(terms[place])
            part = term >> np.uint64(30)
            code = term if part == 3 else term & code_mask
            at = ((code * np.uint64(0x9E3779B1)) & np.uint64(0xFFFFFFFF)) >> shift
            count = counts[place] / figures[6]
            if part == 0:
                count += figures[4] * titled[place]
            met = known[place] / figures[7] + figures[5] * seen[at] + 1.0
            value = 0.0
            if reports + 1.0 > met:
                rarity = math.log((reports + 1.0) / met)
                value = math.sqrt(count * rarity * math.sqrt(rarity))
            values[place] = value
            squares[part] += value * value
        for kind in range(4):
            factors[kind] = math.sqrt(figures[kind] / squares[kind]) if squares[kind] > 0 else 0.0
        for place in range(begin, end):
            term = np.uint64(terms[place])
            part = term >> np.uint64(30)
            weight = values[place] * factors[part]
            own = weight if part == 0 else 0.0
            if part == 0 and titled[place] > 0:
                count = counts[place] / figures[6]
                own = weight * math.sqrt(count / (count + figures[4] * titled[place]))
            weights[place] = int(weight * figures[8] + 0.5)
            body[place] = int(own * figures[8] + 0.5)
            if part == 0 or part == 3:
                at = ((term * np.uint64(0x9E3779B1)) & np.uint64(0xFFFFFFFF)) >> shift
                seen[at] += 1
        reports += figures[5]
        begin = end


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


def spread(
    packed: npt.NDArray[np.uint8],
    begins: Numbers,
    ends: Numbers,
    terms: Terms,
    counts: Weights,
    known: Weights,
    titled: npt.NDArray[np.uint8],
) -> None:
    """Write the columns of packed reports one after the other.

    Args:
        packed: all reports; see ``features.packed``.
        begins: where the columns of each begin there.
        ends: where the terms of each report shall end.
        terms: room for those of all reports; likewise the others.
        counts: see ``terms``.
        known: see ``terms``.
        titled: see ``terms``.
    """
    first = 0
    for report in range(len(ends)):
        end = ends[report]
        size = end - first
        here = begins[report]
        terms[first:end] = packed[here : here + 4 * size].view(np.uint32)
        here += 4 * size
        counts[first:end] = packed[here : here + 2 * size].view(np.uint16)
        here += 2 * size
        known[first:end] = packed[here : here + 2 * size].view(np.uint16)
        here += 2 * size
        titled[first:end] = packed[here : here + size]
        first = end


def date(
    stories: Numbers,
    moments: Floats,
    first: int,
    woken: int,
    reports: Numbers,
    last: Floats,
    fresh: Floats,
    now: float,
    sleep: float,
    decay: float,
) -> tuple[int, float]:
    """Count and date reports of stories, from ``first`` on, up to one that comes to a sleeping story.

    Args:
        stories: for each report its story's number.
        moments: for each report when it was published; not a number where that is not known.
        first: the first report.
        woken: the report that may come to a sleeping story.
        reports: of all stories, how many reports they hold.
        last: of all stories, the moment of the last report.
        fresh: of all stories, how near that is to the moments of all, each from 0 to 1.
        now: the moment of the report that came last.
        sleep: seconds without a report after which a story sleeps.
        decay: seconds after which a third of the nearness is left.

    Returns:
        The report that comes to a sleeping story, else how many there are, and the moment of the last before.
    """
    for place in range(first, len(stories)):
        story = stories[place]
        if reports[story] > 0 and place != woken and now - last[story] >= sleep:
            return place, now
        reports[story] += 1
        moment = moments[place]
        if math.isnan(moment):
            continue
        now = moment
        if math.isnan(last[story]):
            last[story] = moment
            fresh[story] = 1.0
        elif moment >= last[story]:
            fresh[story] = 1.0 + fresh[story] * math.exp((last[story] - moment) / decay)
            last[story] = moment
        else:
            fresh[story] += math.exp((moment - last[story]) / decay)
    return len(stories), now


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


def products(terms: Terms, weights: Weights, ends: Numbers, found: Numbers) -> None:
    """Write the product of every two of some reports' vectors into ``found``; nothing on its diagonal.

    Args:
        terms: of all reports.
        weights: of all reports.
        ends: of all reports.
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
            found[one, two] = total
            found[two, one] = total


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
