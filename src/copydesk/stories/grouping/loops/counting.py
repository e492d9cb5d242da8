"""How the words of reports become the terms of their parts, report by report.

The loops follow one another: ``entries`` finds out which words of a report are the same, ``in_order`` sorts
them, ``tally`` counts where each occurs, ``pairs`` which names stand side by side, ``look_up`` says how often
the background has them, and ``terms`` writes down what counts. See ``reading`` for how the words come.
"""

import numpy as np
import numpy.typing as npt

from copydesk.stories.grouping.loops.reading import CAPITAL, CODE_BITS, CODES, DIGIT, JOINS, MIXER

Kinds = npt.NDArray[np.uint8]
Codes = npt.NDArray[np.int32]
Counts = npt.NDArray[np.int32]
Entries = npt.NDArray[np.int32]
Numbers = npt.NDArray[np.int64]

WORDS, LEAD_NAMES, NAMES, PAIRS = range(4)
"""The parts of a report, by the bits of a term above those of its code."""
MOST, MOST_TITLED = (1 << 16) - 1, (1 << 8) - 1
"""What counts are cut off at."""

RUNNING, TITLED, LEADING, LEADING_DIGITS, NAMED, LOWERED = range(6)
"""What is counted of a word: what its places are worth, in steps of 1 / ``features.FINE``; how often it is
in the headline, in the lead, there with a digit, where names are looked for, and without a capital letter."""
TALLIES = 6

BUCKET_BITS = 9
"""Bits by which entries are sorted into buckets."""


def entries(
    codes: Codes,
    edges: Numbers,
    marks: Numbers,
    of_words: Entries,
    keys: Codes,
    firsts: Entries,
    bounds: Numbers,
) -> None:
    """Find out which words of a report are the same.

    A table that the upper bits of the codes lead into is filled anew for each report.

    Args:
        codes: of all words.
        edges: at which words texts begin and end.
        marks: what is mixed into the codes of each report, by its language.
        of_words: gets for each word the number of its entry.
        keys: gets the codes of the entries, mixed.
        firsts: gets the first word of each entry.
        bounds: gets for each report the entries before it, and last all.
    """
    table = np.empty(0, np.int32)
    found = 0
    for report in range(len(marks)):
        begin, end, mark = edges[2 * report], edges[2 * report + 2], int(marks[report])
        bounds[report] = found
        bits = 4
        while 1 << bits < 2 * (end - begin):
            bits += 1
        # Behind the last place there is room for what finds its own taken.
        size = (1 << bits) + end - begin + 1
        if len(table) < size:
            table = np.empty(2 * size, np.int32)
        table[:size] = -1
        for word in range(begin, end):
            key = int(codes[word]) ^ mark
            place = key >> (CODE_BITS - bits)
            entry = int(table[place])
            while entry >= 0 and keys[entry] != key:
                place += 1
                entry = int(table[place])
            if entry < 0:
                entry = found
                table[place] = entry
                keys[entry], firsts[entry] = key, word
                found += 1
            of_words[word] = entry
    bounds[len(marks)] = found


def in_order(keys: Codes, bounds: Numbers, most: int, order: Entries) -> None:
    """Sort the entries of each report by their keys, first by upper bits into buckets.

    Args:
        keys: of all entries, each report's distinct.
        bounds: the entries before each report, and last all.
        most: entries of a report up to which buckets are the quicker way.
        order: gets the numbers of each report's entries, those of the lowest keys first.
    """
    heads = np.empty(1 << BUCKET_BITS, np.int64)
    shift = CODE_BITS - BUCKET_BITS
    for report in range(len(bounds) - 1):
        begin, end = bounds[report], bounds[report + 1]
        if end - begin > most:
            order[begin:end] = begin + np.argsort(keys[begin:end])
            continue
        heads[:] = 0
        for entry in range(begin, end):
            heads[keys[entry] >> shift] += 1
        filled = begin
        for bucket in range(len(heads)):
            size = heads[bucket]
            heads[bucket] = filled
            filled += size
        for entry in range(begin, end):
            bucket = keys[entry] >> shift
            order[heads[bucket]] = entry
            heads[bucket] += 1
        for place in range(begin + 1, end):
            entry, at = order[place], place
            while at > begin and keys[order[at - 1]] > keys[entry]:
                order[at] = order[at - 1]
                at -= 1
            order[at] = entry


def tally(
    kinds: Kinds, edges: Numbers, of_words: Entries, worths: Numbers, figures: Numbers, tallies: Counts
) -> None:
    """Count where each entry occurs.

    Args:
        kinds: of all words.
        edges: at which words texts begin and end.
        of_words: the entry of each word.
        worths: what a word counts by its place in the text, and last what it counts behind those.
        figures: words of the lead, words in which names are looked for, words in which pairs are, how often
            a headline's word counts among the names of the lead, and steps of counts.
        tallies: gets for each entry what is counted of it, in the order of ``RUNNING`` and so on.
    """
    lead, names = int(figures[0]), int(figures[1])
    far = len(worths) - 1
    for report in range(len(edges) // 2):
        begin, told, end = edges[2 * report], int(edges[2 * report + 1]), edges[2 * report + 2]
        for word in range(begin, told):
            tallies[of_words[word], TITLED] += 1
        for word in range(told, end):
            entry, kind, place = int(of_words[word]), kinds[word], word - told
            tallies[entry, RUNNING] += worths[min(place, far)]
            if place < lead:
                tallies[entry, LEADING] += 1
                if kind & DIGIT:
                    tallies[entry, LEADING_DIGITS] += 1
            if place < names:
                tallies[entry, NAMED] += 1
            if not kind & CAPITAL:
                tallies[entry, LOWERED] = 1


def pairs(
    codes: Codes,
    kinds: Kinds,
    edges: Numbers,
    marks: Numbers,
    of_words: Entries,
    tallies: Counts,
    figures: Numbers,
    keys: Codes,
    counts: Counts,
    bounds: Numbers,
) -> None:
    """Count two words side by side in the body that are both names.

    Args:
        codes: of all words.
        kinds: of all words.
        edges: at which words texts begin and end.
        marks: of all reports.
        of_words: the entry of each word.
        tallies: of the entries.
        figures: see ``tally``.
        keys: gets the codes of pairs, mixed, each report's distinct and ascending.
        counts: gets how often each occurs.
        bounds: gets for each report the pairs before it, and last all.
    """
    count = 0
    for report in range(len(marks)):
        told, end, first = edges[2 * report + 1], edges[2 * report + 2], count
        bounds[report] = first
        for word in range(told + 1, min(end, told + figures[2])):
            kind = kinds[word]
            if (
                kind & CAPITAL
                and kind & JOINS
                and kinds[word - 1] & CAPITAL
                and not tallies[of_words[word], LOWERED]
                and not tallies[of_words[word - 1], LOWERED]
            ):
                code = (int(codes[word - 1]) * MIXER + int(codes[word])) & CODES
                keys[count] = code ^ int(marks[report])
                count += 1
        ordered = np.sort(keys[first:count])
        count = first
        for key in ordered:
            if count == first or keys[count - 1] != key:
                keys[count], counts[count] = key, 0
                count += 1
            counts[count - 1] += 1
    bounds[len(marks)] = count


def look_up(keys: Codes, known: Codes, counts: Counts, begins: Entries, found: Counts) -> None:
    """Write down how often each of some codes is known.

    Args:
        keys: the codes.
        known: codes that are known, ascending, and last one above all.
        counts: how often each is; last what is written for all others.
        begins: at which of them those begin whose upper bits are 0, 1, ...
        found: gets the counts.
    """
    shift, size = CODE_BITS, len(begins)
    while size > 1:
        size >>= 1
        shift -= 1
    for place in range(len(keys)):
        key = int(keys[place])
        at = int(begins[key >> shift])
        while known[at] < key:
            at += 1
        found[place] = counts[at] if known[at] == key else counts[-1]


def terms(
    edges: Numbers,
    bounds: Numbers,
    order: Entries,
    keys: Codes,
    tallies: Counts,
    known: Counts,
    pair_bounds: Numbers,
    pair_keys: Codes,
    pair_counts: Counts,
    pair_known: Counts,
    figures: Numbers,
    written: npt.NDArray[np.uint32],
    counts: npt.NDArray[np.uint16],
    titled: npt.NDArray[np.uint8],
    background: npt.NDArray[np.uint16],
    ends: Numbers,
) -> None:
    """Write down the terms of each report; of one that has words in the headline only there are none.

    Args:
        edges: at which words texts begin and end.
        bounds: the entries before each report.
        order: of the entries.
        keys: of the entries.
        tallies: of the entries.
        known: how often the background has them, in that order.
        pair_bounds: the pairs before each report.
        pair_keys: of the pairs.
        pair_counts: of the pairs.
        pair_known: of the pairs.
        figures: see ``tally``.
        written: gets the terms; likewise the next three.
        counts: see ``Features``.
        titled: see ``Features``.
        background: see ``Features``, where it is ``known``.
        ends: gets the terms of each report and those before it.
    """
    title, fine = int(figures[3]), int(figures[4])
    at = 0
    for report in range(len(ends)):
        begin, end = bounds[report], bounds[report + 1]
        first, last = pair_bounds[report], pair_bounds[report + 1]
        if edges[2 * report + 1] == edges[2 * report + 2]:
            end, last = begin, first
        for place in range(begin, end):
            entry = int(order[place])
            written[at], background[at] = keys[entry], known[place]
            counts[at] = min(int(tallies[entry, RUNNING]), MOST)
            titled[at] = min(int(tallies[entry, TITLED]), MOST_TITLED)
            at += 1
        for place in range(begin, end):
            entry = int(order[place])
            leading = tallies[entry, LEADING_DIGITS] if tallies[entry, LOWERED] else tallies[entry, LEADING]
            count = title * int(tallies[entry, TITLED]) + int(leading)
            if count:
                written[at], background[at] = int(keys[entry]) | LEAD_NAMES << CODE_BITS, known[place]
                counts[at], titled[at] = min(count * fine, MOST), 0
                at += 1
        for place in range(begin, end):
            entry = int(order[place])
            count = int(tallies[entry, TITLED]) + (
                0 if tallies[entry, LOWERED] else int(tallies[entry, NAMED])
            )
            if count:
                written[at], background[at] = int(keys[entry]) | NAMES << CODE_BITS, known[place]
                counts[at], titled[at] = min(count * fine, MOST), 0
                at += 1
        for pair in range(first, last):
            written[at], background[at] = int(pair_keys[pair]) | PAIRS << CODE_BITS, pair_known[pair]
            counts[at], titled[at] = min(int(pair_counts[pair]) * fine, MOST), 0
            at += 1
        ends[report] = at
