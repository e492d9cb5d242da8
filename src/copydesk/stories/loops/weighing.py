"""How features become weights, term by term, and how near in time a story's reports are."""

import math

import numpy as np
import numpy.typing as npt

Terms = npt.NDArray[np.uint32]
Weights = npt.NDArray[np.uint16]
Sums = npt.NDArray[np.uint32]
Numbers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


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
