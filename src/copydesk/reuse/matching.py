"""Which words of two texts correspond, through light and heavy editing, given one number a word."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from copydesk.reuse.fingerprints import Codes, grams

Indexes = npt.NDArray[np.int64]

SEED = 3
"""Words in a row that must agree before two places are compared at all."""

GAP = 10
"""Words in a row that either text may have changed, dropped or put in between two agreeing stretches."""

_LOOK_BACK = 40
"""Earlier stretches that one may follow; bounds the time on texts that repeat themselves."""

_GAP_COST = 0.35
"""Cost of a word passed over between two stretches, counted in agreeing words."""

_LEAST_CHAIN = 4.0
"""Agreeing words, less the cost of gaps, under which a chain is chance."""


class Match(NamedTuple):
    """Corresponding words: ``left[k]`` and ``right[k]`` are the same word; both arrays ascend."""

    left: Indexes
    right: Indexes


class _Run(NamedTuple):
    left: int
    right: int
    length: int


def matches(left: Codes, right: Codes) -> list[Match]:
    """Find the stretches of ``left`` that come back, edited or not, in ``right``; longest first.

    Each word belongs to at most one match. Time grows with the texts' lengths, whatever they repeat:
    the n-th occurrence of a repeated trigram is only ever held against the n-th in the other text.
    """
    chains = _chains(_runs(left, right))
    free_left, free_right = np.ones(len(left), bool), np.ones(len(right), bool)
    found = []
    for chain in chains:
        match = _filled(chain, left, right)
        keep = free_left[match.left] & free_right[match.right]
        match = Match(match.left[keep], match.right[keep])
        if len(match.left) < _LEAST_CHAIN:
            continue
        free_left[match.left[0] : match.left[-1] + 1] = False
        free_right[match.right[0] : match.right[-1] + 1] = False
        found.append(match)
    return found


def _runs(left: Codes, right: Codes) -> list[_Run]:
    """Return the maximal stretches of equal words that a shared trigram seeds, in order of ``left``."""
    at_left, at_right = _seeds(grams(left, SEED), grams(right, SEED))
    if not len(at_left):
        return []
    order = np.lexsort((at_left, at_left - at_right))
    at_left, at_right = at_left[order], at_right[order]
    diagonal = at_left - at_right
    begins = np.flatnonzero(np.r_[True, (np.diff(diagonal) != 0) | (np.diff(at_left) > SEED)])
    ends = np.r_[begins[1:], len(at_left)] - 1
    lengths = at_left[ends] - at_left[begins] + SEED
    order = np.argsort(at_left[begins], kind="stable")
    rows = zip(
        at_left[begins][order].tolist(),
        at_right[begins][order].tolist(),
        lengths[order].tolist(),
        strict=True,
    )
    return [_Run(*row) for row in rows]


def _seeds(left: Codes, right: Codes) -> tuple[Indexes, Indexes]:
    """Join two gram sequences: all occurrences of rare grams, the n-th with the n-th of repeated ones."""
    left_keys, left_at, left_nth = _occurrences(left)
    right_keys, right_at, _ = _occurrences(right)
    lows = np.searchsorted(right_keys, left_keys, "left")
    counts = np.searchsorted(right_keys, left_keys, "right") - lows
    few = (counts > 0) & (counts <= 4) & (left_nth < 4)
    repeats = np.repeat(np.flatnonzero(few), counts[few])
    within = np.arange(len(repeats)) - np.repeat(np.cumsum(counts[few]) - counts[few], counts[few])
    many = np.flatnonzero((counts > 0) & ~few & (left_nth < counts))
    index_left = np.r_[repeats, many]
    index_right = np.r_[lows[repeats] + within, lows[many] + left_nth[many]]
    return left_at[index_left], right_at[index_right]


def _occurrences(hashes: Codes) -> tuple[Codes, Indexes, Indexes]:
    """Return the hashes sorted, where each stood, and its number among its equals."""
    order = np.argsort(hashes, kind="stable").astype(np.int64)
    keys = hashes[order]
    first = np.searchsorted(keys, keys, "left")
    return keys, order, np.arange(len(keys), dtype=np.int64) - first


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
    for index, run in enumerate(runs):
        for earlier in range(index - 1, max(-1, index - 1 - _LOOK_BACK), -1):
            other = runs[earlier]
            gap_left = run.left - other.left - other.length
            gap_right = run.right - other.right - other.length
            if gap_left > GAP or gap_right > GAP or gap_left <= -SEED or gap_right <= -SEED:
                continue
            if run.left <= other.left or run.right <= other.right:
                continue
            cost = _GAP_COST * (max(gap_left, 0) + max(gap_right, 0)) - min(gap_left, gap_right, 0)
            if scores[earlier] - cost > 0 and scores[earlier] - cost + run.length > scores[index]:
                scores[index], before[index] = scores[earlier] - cost + run.length, earlier
    return scores, before


def _filled(chain: list[_Run], left: Codes, right: Codes) -> Match:
    """List the corresponding words of a chain, those between its runs included."""
    pairs: list[tuple[int, int]] = []
    at_left, at_right = chain[0].left, chain[0].right
    for run in chain:
        pairs.extend(common(left, right, (at_left, run.left), (at_right, run.right)))
        skip = max(0, at_left - run.left, at_right - run.right)
        pairs.extend((run.left + step, run.right + step) for step in range(skip, run.length))
        at_left, at_right = run.left + run.length, run.right + run.length
    columns = np.array(pairs, np.int64).reshape(-1, 2)
    return Match(columns[:, 0], columns[:, 1])


def common(
    left: Codes, right: Codes, in_left: tuple[int, int], in_right: tuple[int, int]
) -> list[tuple[int, int]]:
    """Return a longest common subsequence of two short ranges of words, as pairs of indexes."""
    a = left[in_left[0] : in_left[1]].tolist()
    b = right[in_right[0] : in_right[1]].tolist()
    if not a or not b or not set(a) & set(b):
        return []
    table = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) - 1, -1, -1):
        for j in range(len(b) - 1, -1, -1):
            equal = a[i] == b[j]
            table[i][j] = table[i + 1][j + 1] + 1 if equal else max(table[i + 1][j], table[i][j + 1])
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
