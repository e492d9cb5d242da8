"""How many grams each two texts of a collection share, without looking at every two texts."""

import numpy as np
import numpy.typing as npt

from copydesk.reuse.fingerprints import MOST_TEXTS, TEXT_BITS, Flags, neighbours_agree
from copydesk.reuse.grams import Codes
from copydesk.text.word_hashes import Numbers

POPULAR = 24
"""A gram that more texts share joins each of them to the earliest only, not every two of them."""

_TEXT_MASK = np.uint64(MOST_TEXTS - 1)
_SHIFT = np.uint64(TEXT_BITS)
_AT_ONCE = 1 << 24
"""Rows of pairs that are counted at once, 8 bytes each."""

_UNSURE = 0.5
"""A pair is counted anew if popular grams could add more than this part of the smaller text's. Stock phrases
and an outlet's furniture are less, and better left out."""

_JOINED = 0.5
"""A text that shares this part with none is held against the shortest that have its popular grams: a wire
text may be in all of them, and stand behind a longer one that has it, too."""

_RECOUNTS = 4
"""So many pairs are counted anew for each text, those that share most."""

Counts = npt.NDArray[np.int32]
Shared = tuple[Numbers, Numbers, Numbers]
"""Indexes of the left and the right text of each pair, ascending, and the number of grams they share."""


class _Grams:
    """The grams that several texts share: ``packed`` as they were given, ``text`` the texts they stand in.

    They form groups, one for each gram, that begin at ``begins`` and have ``counts`` texts, in ascending
    order; ``popular`` says which grams are in a popular group (see ``POPULAR``).
    """

    def __init__(self, packed: Codes) -> None:
        same = np.zeros(len(packed) + 1, bool)
        same[1:-1] = neighbours_agree(packed, TEXT_BITS)
        same[:-1] |= same[1:]
        shared = packed[same[:-1]]
        self.packed = shared[np.r_[True, ~neighbours_agree(shared, 0)][: len(shared)]]
        self.text = (self.packed & _TEXT_MASK).astype(np.int32)
        first = np.r_[True, ~neighbours_agree(self.packed, TEXT_BITS)][: len(self.packed)]
        self.begins = np.flatnonzero(first)
        self.counts = np.diff(np.r_[self.begins, len(self.packed)])
        self.popular: Flags = np.repeat(self.counts > POPULAR, self.counts)


def shared_grams(packed: Codes, sizes: Numbers) -> Shared:
    """Count for the texts that share grams how many distinct ones they share.

    Args:
        packed: ascending; a gram's hash above the number of its text (see ``fingerprints``).
        sizes: how many distinct grams each text has.

    Returns:
        The pairs, and their counts: exact where no gram that both have is popular. Of texts that have
        popular grams in common, the pairs with the earliest are there, those with the shortest where
        that has little of them, and such as share other grams; each text's likeliest are counted exactly.
    """
    grams = _Grams(packed)
    pairs, shared = _all_counted(grams)
    if grams.popular.any():
        popular = np.bincount(grams.text[grams.popular], minlength=len(sizes))
        unsure = _unsure(popular, sizes, pairs, shared)
        shared[unsure] = _recounted(grams, pairs[unsure])
        more = _with_shortest(grams, popular > _UNSURE * sizes, sizes, pairs, shared)
        shared = np.r_[shared, _recounted(grams, more)]
        pairs = np.r_[pairs, more]
        order = np.argsort(pairs)
        pairs, shared = pairs[order], shared[order]
    return _left(pairs), _right(pairs), shared


def _all_counted(grams: _Grams) -> tuple[Codes, Numbers]:
    """Count the rows of all groups, so many at once that memory stays bounded."""
    follows = _followers(grams)
    blocks = (np.cumsum(np.bincount(grams.text, follows)) // _AT_ONCE).astype(np.int64)
    pairs, shared = [np.empty(0, np.uint64)], [np.empty(0, np.int64)]
    for block in range(int(blocks[-1]) + 1 if len(blocks) else 0):
        at = np.flatnonzero((follows > 0) & (blocks[grams.text] == block))
        found, counts = _counted(_rows(grams.text, follows, at))
        pairs.append(found)
        shared.append(counts)
    return np.concatenate(pairs), np.concatenate(shared)


def _counted(rows: Codes) -> tuple[Codes, Numbers]:
    """Return the distinct rows, ascending, and how often each occurs."""
    rows.sort()
    first = np.ones(len(rows), bool)
    np.not_equal(rows[1:], rows[:-1], out=first[1:])
    begins = np.flatnonzero(first)
    return rows[begins], np.diff(np.r_[begins, len(rows)])


def _followers(grams: _Grams) -> Counts:
    """Return for each gram how many texts behind its own are paired with it: all that share the gram.

    Of a popular gram, only the earliest text has them.
    """
    follows = np.repeat((grams.begins + grams.counts - 1).astype(np.int32), grams.counts)
    follows -= np.arange(len(follows), dtype=np.int32)
    later = grams.popular.copy()
    later[grams.begins] = False
    follows[later] = 0
    return follows


def _rows(text: Counts, follows: Counts, at: Numbers) -> Codes:
    """Return one ``left << 24 | right`` for each gram that two texts share, the left one's being ``at``."""
    partners = follows[at].astype(np.int64)
    rows = np.repeat(text[at].astype(np.uint64) << _SHIFT, partners)
    rows |= text[np.repeat(at + 1, partners) + _within(partners)].astype(np.uint64)
    return rows


def _unsure(popular: Numbers, sizes: Numbers, pairs: Codes, shared: Numbers) -> Numbers:
    """Return the places of pairs to count anew: those that popular grams may add much to."""
    left, right = _left(pairs), _right(pairs)
    smaller = np.minimum(sizes[left], sizes[right])
    missing = np.minimum(np.minimum(popular[left], popular[right]), smaller - shared)
    unsure = np.flatnonzero(missing > _UNSURE * smaller)
    degrees = np.bincount(left, minlength=len(sizes)) + np.bincount(right, minlength=len(sizes))
    left, right = left[unsure], right[unsure]
    # The hub of a popular text is in very many pairs; so a pair is one of the text that is in fewer.
    return unsure[_best(np.where(degrees[left] < degrees[right], left, right), shared[unsure])]


def _best(owners: Numbers, scores: Numbers) -> Numbers:
    """Return the places of the highest scores of each owner, ``_RECOUNTS`` at most."""
    order = np.lexsort((-scores, owners))
    begins = np.searchsorted(owners[order], owners[order])
    best: Numbers = order[np.arange(len(order)) - begins < _RECOUNTS]
    return best


def _with_shortest(grams: _Grams, rich: Flags, sizes: Numbers, pairs: Codes, shared: Numbers) -> Codes:
    """Return pairs, ascending, that join texts which share little with any to the shortest of their kind.

    One of the two is ``rich`` in popular grams.
    """
    left, right = _left(pairs), _right(pairs)
    near = shared >= _JOINED * np.minimum(sizes[left], sizes[right])
    alone = np.ones(len(sizes), bool)
    alone[left[near]] = alone[right[near]] = False
    popular = np.flatnonzero(grams.popular)
    text = grams.text[popular].astype(np.int64)
    counts = grams.counts[grams.counts > POPULAR]
    shortest = np.minimum.reduceat(sizes[text] << TEXT_BITS | text, np.cumsum(counts) - counts)
    hub = np.repeat(shortest & (MOST_TEXTS - 1), counts)
    keep = alone[text] & (hub != text) & (rich[text] | rich[hub])
    owned, times = _counted(text[keep].astype(np.uint64) << _SHIFT | hub[keep].astype(np.uint64))
    smaller = np.minimum(sizes[_left(owned)], sizes[_right(owned)])
    owned, times = owned[times > _UNSURE * smaller], times[times > _UNSURE * smaller]
    owned = owned[_best(_left(owned), times)]
    more = np.minimum(_left(owned), _right(owned)), np.maximum(_left(owned), _right(owned))
    found, _ = _counted(more[0].astype(np.uint64) << _SHIFT | more[1].astype(np.uint64))
    known = pairs[np.minimum(np.searchsorted(pairs, found), len(pairs) - 1)]
    return found[np.not_equal(known, found)]


def _recounted(grams: _Grams, pairs: Codes) -> Numbers:
    """Count the grams that given pairs share, looking each of the left one's up among the right one's."""
    left, right = _left(pairs), _right(pairs)
    asked = np.zeros(int(grams.text.max(initial=0)) + 1, bool)
    asked[left] = True
    at = np.flatnonzero(asked[grams.text])
    at = at[np.argsort(grams.text[at], kind="stable")]
    text = grams.text[at]
    begins = np.searchsorted(text, left)
    counts = np.searchsorted(text, left, "right") - begins
    probes = grams.packed[at[np.repeat(begins, counts) + _within(counts)]] & ~_TEXT_MASK
    probes |= np.repeat(right, counts).astype(np.uint64)
    places = np.minimum(np.searchsorted(grams.packed, probes), len(grams.packed) - 1)
    hits = np.equal(grams.packed[places], probes)
    return np.bincount(np.repeat(np.arange(len(left)), counts)[hits], minlength=len(left))


def _left(pairs: Codes) -> Numbers:
    return (pairs >> _SHIFT).astype(np.int64)


def _right(pairs: Codes) -> Numbers:
    return (pairs & _TEXT_MASK).astype(np.int64)


def _within(counts: Numbers) -> Numbers:
    """Return 0, 1, 2, ... for each count, one after another."""
    ends = np.cumsum(counts)
    within: Numbers = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - counts, counts)
    return within
