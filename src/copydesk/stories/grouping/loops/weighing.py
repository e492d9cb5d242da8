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


def apart(together: Terms, ends: Numbers, terms: Terms, words: Terms) -> None:
    """Take the hashes out of between the terms of reports.

    Args:
        together: the hash of each report, as two numbers, and its terms.
        ends: where the terms of each report shall end.
        terms: room for those of all reports.
        words: gets the hashes, a row each.
    """
    begin = 0
    for report in range(len(ends)):
        here = begin + 2 * report
        words[report] = together[here : here + 2]
        terms[begin : ends[report]] = together[here + 2 : ends[report] + 2 * report + 2]
        begin = ends[report]


def weigh(
    terms: Terms,
    counts: Weights,
    titled: npt.NDArray[np.uint8],
    known: Weights,
    ends: Numbers,
    seen: Sums,
    before: int,
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
        before: how many reports the stream had.
        figures: the shares of the four parts, then what a headline's word counts, the share at which a
            report of the stream counts beside one of the background, how many of those there are, what a
            step of ``counts`` and of ``known`` is, and how many of ``weights`` make a whole.
        weights: gets the weights.
        body: gets the weights that standfirst and body alone give, where there is room for them.
    """
    shift = shift_of(seen)
    values = np.zeros(len(terms), np.float64)
    slots = np.zeros(len(terms), np.int64)
    edges = np.zeros(5, np.int64)
    begin = 0
    for report in range(len(ends)):
        end = ends[report]
        own = values[begin:end]
        look_up(terms[begin:end], known[begin:end], seen, shift, figures, slots, own, edges)
        reports = figures[6] + figures[5] * (before + report) + 1.0
        for place in range(end - begin):
            own[place] = math.log(reports / own[place]) if reports > own[place] else 0.0
        for place in range(end - begin):
            count = counts[begin + place] * figures[7] + figures[4] * titled[begin + place]
            own[place] = math.sqrt(count * own[place] * math.sqrt(own[place]))
        for part in range(4):
            bring_to_length(own[edges[part] : edges[part + 1]], figures[part])
        for place in range(end - begin):
            weights[begin + place] = int(own[place] * figures[9] + 0.5)
        count_seen(slots, edges, seen)
        if len(body) > 0:
            words = slice(begin, begin + edges[1])
            leave_out(counts[words], titled[words], weights[words], figures, body[words])
        begin = end


def shift_of(seen: Sums) -> np.uint64:
    """Return by how many bits a mixed code is shifted to be a place of ``seen``: these are a power of two."""
    shift = np.uint64(32)
    size = len(seen)
    while size > 1:
        size >>= 1
        shift -= np.uint64(1)
    return shift


def look_up(
    terms: Terms,
    known: Weights,
    seen: Sums,
    shift: np.uint64,
    figures: Floats,
    slots: Numbers,
    met: Floats,
    edges: Numbers,
) -> None:
    """Write in how many reports each term of a report occurs.

    It lies far away in memory: in a loop of their own these reads need not wait for one another.

    Args:
        terms: of the report.
        known: of the report.
        seen: see ``weigh``.
        shift: see ``shift_of``.
        figures: see ``weigh``.
        slots: gets the place of each term in ``seen``.
        met: gets the numbers of reports.
        edges: gets where each part begins, and where the last one ends.
    """
    edges[:] = 0
    for place in range(len(terms)):
        term = np.uint64(terms[place])
        part = term >> np.uint64(30)
        code = term if part == 3 else term & np.uint64((1 << 30) - 1)
        slots[place] = ((code * np.uint64(0x9E3779B1)) & np.uint64(0xFFFFFFFF)) >> shift
        met[place] = known[place] * figures[8] + figures[5] * seen[slots[place]] + 1.0
        edges[np.int64(part) + 1] += 1
    for after in range(1, 5):
        edges[after] += edges[after - 1]


def bring_to_length(values: Floats, share: float) -> None:
    """Multiply values so that the sum of their squares is ``share``."""
    square = 0.0
    for value in values:
        square += value * value
    factor = math.sqrt(share / square) if square > 0 else 0.0
    for place in range(len(values)):
        values[place] *= factor


def count_seen(slots: Numbers, edges: Numbers, seen: Sums) -> None:
    """Count the words and pairs of names of a report as seen."""
    for place in range(edges[1]):
        seen[slots[place]] += 1
    for place in range(edges[3], edges[4]):
        seen[slots[place]] += 1


def leave_out(
    counts: Weights, titled: npt.NDArray[np.uint8], weights: Weights, figures: Floats, body: Weights
) -> None:
    """Write what is left of the weights of words without the help of the headline; see ``weigh``."""
    for place in range(len(weights)):
        body[place] = weights[place]
        if titled[place] > 0:
            count = counts[place] * figures[7]
            body[place] = int(weights[place] * math.sqrt(count / (count + figures[4] * titled[place])) + 0.5)


def count(terms: Terms, seen: Sums) -> None:
    """Count the words and pairs of names of reports that were weighed before as seen; see ``weigh``."""
    shift = shift_of(seen)
    for place in range(len(terms)):
        term = np.uint64(terms[place])
        part = term >> np.uint64(30)
        if part == 0 or part == 3:
            seen[((term * np.uint64(0x9E3779B1)) & np.uint64(0xFFFFFFFF)) >> shift] += 1


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
