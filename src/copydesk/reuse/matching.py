"""Which words of two texts correspond, through light and heavy editing, given one number a word."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from copydesk.reuse.grams import Codes, grams

Indexes = npt.NDArray[np.int64]

SEED = 3
"""Words in a row that must agree before two places are compared at all."""

GAP = 10
"""Words in a row that either text may have changed, dropped or put in between two agreeing stretches."""

_LOOK_BACK = 40
"""Earlier stretches that one may follow; bounds the time on texts that repeat themselves."""

_GAP_COST = 0.35
"""Cost of a word passed over between two stretches, counted in agreeing words."""

_SMALL = 400
"""Cells of a table of common words from which on whole rows are quicker than one cell after the other."""

_LEAST_CHAIN = 4.0
"""Agreeing words, less the cost of gaps, under which a chain is chance."""


class Match(NamedTuple):
    """Corresponding words: ``left[k]`` and ``right[k]`` are the same word; both arrays ascend."""

    left: Indexes
    right: Indexes


class Sown(NamedTuple):
    """A text's word codes with its trigrams sorted, so that many texts are held against it at little cost.

    Args:
        codes: one number a word.
        keys: hashes of its trigrams, ascending.
        places: the word at which each stands.
        numbers: how many equal trigrams stand before each.
    """

    codes: Codes
    keys: Codes
    places: Indexes
    numbers: Indexes


def sow(codes: Codes) -> Sown:
    """Prepare the word codes of a text for ``matches``."""
    return Sown(codes, *_occurrences(grams(codes, SEED)))


class _Run(NamedTuple):
    left: int
    right: int
    length: int


def matches(left: Sown, right: Sown) -> list[Match]:
    """Find the stretches of ``left`` that come back, edited or not, in ``right``; longest first.

    Each word belongs to at most one match. Time grows with the texts' lengths, whatever they repeat:
    the n-th occurrence of a repeated trigram is only ever held against the n-th in the other text.
    """
    chains = _chains(_runs(left, right))
    free_left, free_right = np.ones(len(left.codes), bool), np.ones(len(right.codes), bool)
    found = []
    for chain in chains:
        match = _filled(chain, left.codes, right.codes)
        keep = free_left[match.left] & free_right[match.right]
        match = Match(match.left[keep], match.right[keep])
        if len(match.left) < _LEAST_CHAIN:
            continue
        free_left[match.left[0] : match.left[-1] + 1] = False
        free_right[match.right[0] : match.right[-1] + 1] = False
        found.append(match)
    return found


def _runs(left: Sown, right: Sown) -> list[_Run]:
    """Return the maximal stretches of equal words that a shared trigram seeds, in order of ``left``."""
    at_left, at_right = _seeds(left, right)
    if not len(at_left):
        return []
    diagonal = at_left - at_right
    order = np.lexsort((at_left, diagonal))
    at_left, at_right, diagonal = at_left[order], at_right[order], diagonal[order]
    apart = (diagonal[1:] != diagonal[:-1]) | (at_left[1:] - at_left[:-1] > SEED)
    breaks = np.flatnonzero(apart) + 1
    begins, ends = np.append(0, breaks), np.append(breaks, len(at_left)) - 1
    lengths = at_left[ends] - at_left[begins] + SEED
    order = np.argsort(at_left[begins], kind="stable")
    begins = begins[order]
    rows = zip(at_left[begins].tolist(), at_right[begins].tolist(), lengths[order].tolist(), strict=True)
    return [_Run(*row) for row in rows]


def _seeds(left: Sown, right: Sown) -> tuple[Indexes, Indexes]:
    """Join the trigrams of two texts: all of the rare ones, the n-th with the n-th of repeated ones."""
    left_at, left_nth, right_at = left.places, left.numbers, right.places
    lows = np.searchsorted(right.keys, left.keys, "left")
    counts = np.searchsorted(right.keys, left.keys, "right") - lows
    shared = np.flatnonzero(counts)
    if not len(shared):
        return shared, shared
    left_at, left_nth, lows, counts = left_at[shared], left_nth[shared], lows[shared], counts[shared]
    if counts.max() == 1 and left_nth.max() < 4:
        return left_at, right_at[lows]
    few = (counts <= 4) & (left_nth < 4)
    repeats = np.repeat(np.flatnonzero(few), counts[few])
    within = np.arange(len(repeats)) - np.repeat(np.cumsum(counts[few]) - counts[few], counts[few])
    many = np.flatnonzero(~few & (left_nth < counts))
    index_right = np.concatenate([lows[repeats] + within, lows[many] + left_nth[many]])
    return left_at[np.concatenate([repeats, many])], right_at[index_right]


def _occurrences(hashes: Codes) -> tuple[Codes, Indexes, Indexes]:
    """Return the hashes sorted, where each stood, and its number among its equals."""
    order = np.argsort(hashes, kind="stable").astype(np.int64)
    keys = hashes[order]
    places = np.arange(len(keys), dtype=np.int64)
    first = places.copy()
    first[1:][keys[1:] == keys[:-1]] = 0
    return keys, order, places - np.maximum.accumulate(first)


def _chains(runs: list[_Run]) -> list[list[_Run]]:
    """Link runs that follow each other in both texts within ``GAP`` words; best chains first."""
    scores, before = _linked(runs)
    order = sorted(range(len(runs)), key=lambda index: (-scores[index], runs[index]))
    used = [False] * len(runs)
    chains = []
    for index in order:
        if scores[index] < _LEAST_CHAIN:
            break
        chain: list[_Run] = []
        here = index
        while here >= 0 and not used[here]:
            used[here] = True
            chain.append(runs[here])
            here = before[here]
        if chain:
            chains.append(chain[::-1])
    chains.sort(key=lambda chain: -sum(run.length for run in chain))
    return chains


def _linked(runs: list[_Run]) -> tuple[list[float], list[int]]:
    """Score each run with the best chain that ends in it, and name the run before it (-1: none)."""
    scores = [float(run.length) for run in runs]
    before = [-1] * len(runs)
    ends = [(run.left + run.length, run.right + run.length) for run in runs]
    for index, (left, right, length) in enumerate(runs):
        best = scores[index]
        for earlier in range(index - 1, max(-1, index - 1 - _LOOK_BACK), -1):
            gap_left, gap_right = left - ends[earlier][0], right - ends[earlier][1]
            if not (-SEED < gap_left <= GAP and -SEED < gap_right <= GAP):
                continue
            if left <= runs[earlier][0] or right <= runs[earlier][1]:
                continue
            cost = _GAP_COST * (max(gap_left, 0) + max(gap_right, 0)) - min(gap_left, gap_right, 0)
            rest = scores[earlier] - cost
            if rest > 0 and rest + length > best:
                best = scores[index] = rest + length
                before[index] = earlier
    return scores, before


def _filled(chain: list[_Run], left: Codes, right: Codes) -> Match:
    """List the corresponding words of a chain, those between its runs included."""
    at_left, at_right = chain[0].left, chain[0].right
    in_left: list[int] = []
    in_right: list[int] = []
    for run in chain:
        if at_left < run.left and at_right < run.right:
            for one, other in common(left, right, (at_left, run.left), (at_right, run.right)):
                in_left.append(one)
                in_right.append(other)
        skip = max(0, at_left - run.left, at_right - run.right)
        at_left, at_right = run.left + run.length, run.right + run.length
        in_left.extend(range(run.left + skip, at_left))
        in_right.extend(range(run.right + skip, at_right))
    return Match(np.array(in_left, np.int64), np.array(in_right, np.int64))


def common(
    left: Codes, right: Codes, in_left: tuple[int, int], in_right: tuple[int, int]
) -> list[tuple[int, int]]:
    """Return a longest common subsequence of two short ranges of words, as pairs of indexes."""
    a = left[in_left[0] : in_left[1]].tolist()
    b = right[in_right[0] : in_right[1]].tolist()
    if not a or not b or set(a).isdisjoint(b):
        return []
    if len(b) == 1:
        return [(in_left[0] + a.index(b[0]), in_right[0])]
    if len(a) == 1:
        return [(in_left[0], in_right[0] + b.index(a[0]))]
    table = (
        _longest(a, b)
        if len(a) * len(b) < _SMALL
        else _longest_wide(left[slice(*in_left)], right[slice(*in_right)])
    )
    pairs, i, j = [], 0, 0
    while i < len(a) and j < len(b):
        if a[i] == b[j]:
            pairs.append((in_left[0] + i, in_right[0] + j))
            i, j = i + 1, j + 1
        elif table[i + 1][j] >= table[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


def _longest(a: list[int], b: list[int]) -> list[list[int]]:
    """Return for each two places the length of the longest common subsequence from there to the ends."""
    row = [0] * (len(b) + 1)
    table = [row]
    for one in reversed(a):
        below, row, right = row, [0] * (len(b) + 1), 0
        for j in range(len(b) - 1, -1, -1):
            right = below[j + 1] + 1 if one == b[j] else max(below[j], right)
            row[j] = right
        table.append(row)
    return table[::-1]


def _longest_wide(a: Codes, b: Codes) -> list[list[int]]:
    """Do as ``_longest``, a row at a time."""
    table = np.zeros((len(a) + 1, len(b) + 1), np.int64)
    for i in range(len(a) - 1, -1, -1):
        below = table[i + 1]
        row = np.where(b == a[i], below[1:] + 1, below[:-1])
        table[i, :-1] = np.maximum.accumulate(row[::-1])[::-1]
    rows: list[list[int]] = table.tolist()
    return rows
