"""Pairs of texts worth comparing, found over a whole collection in one sort of its fingerprints."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from copydesk.reuse.fingerprints import MOST_TEXTS, TEXT_BITS, Fingerprints, Numbers, fingerprints
from copydesk.reuse.grams import Codes

POPULAR = 24
"""A gram that more texts share joins each of them to the earliest only, not every pair of them."""

LEAST_SHARED = 2
"""Two texts that share one kept gram share a stock phrase; unless one of them has no second."""

_TEXT_MASK = np.uint64(MOST_TEXTS - 1)
_SHIFT = np.uint64(TEXT_BITS)
_AT_ONCE = 1 << 25
"""Rows of pairs that are counted at once, 8 bytes each."""

Scores = npt.NDArray[np.float64]


class Candidate(NamedTuple):
    """Two texts that share grams; ``left`` and ``right`` index the sequence that was given, left < right.

    Args:
        left: the text that came earlier in the sequence.
        right: the later one.
        shared: how many grams of the fingerprints they share.
        containment: ``shared`` over the grams of the smaller one: 1 where it lies wholly in the other.
        resemblance: ``shared`` over the grams of both together (Jaccard).
    """

    left: int
    right: int
    shared: int
    containment: float
    resemblance: float


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Candidates as columns of equal length, in order of ``left``, then ``right``; see ``Candidate``."""

    left: Numbers
    right: Numbers
    shared: Numbers
    containment: Scores
    resemblance: Scores

    def __len__(self) -> int:
        return len(self.left)

    def __iter__(self) -> Iterator[Candidate]:
        columns = (self.left, self.right, self.shared, self.containment, self.resemblance)
        return map(Candidate, *(column.tolist() for column in columns))


def find_reuse(
    texts: Iterable[str], *, least_containment: float = 0.2, least_resemblance: float = 0.0
) -> Pairs:
    """Find the pairs of a collection that share text, near-duplicates and texts inside longer ones.

    Args:
        texts: the collection, of any size; each text is read once and not held. Give them in order of
            publication: a text that more than 24 others share is paired with the earliest only.
        least_containment: pairs are left out of which neither holds this part of the other.
        least_resemblance: pairs are left out that have less in common, of all that they have.

    Returns:
        The pairs, by index into ``texts``. Texts of 132 words and more are compared by one in eight of
        their word 5-grams, so ``shared`` counts those, and the two scores are estimates: with 400 words
        a containment of .8 is off by .06 (one standard error). Two short texts are compared by all. A
        pair needs two shared grams, unless one text has a single one.

    Raises:
        ValueError: more than 16,777,216 texts.
    """
    found = fingerprints(texts)
    left, right, shared = _shared(found.packed)
    return _scored(left, right, shared, *_sizes(found, left, right), least_containment, least_resemblance)


def candidates(
    hashes: Sequence[Codes], *, least_shared: int = LEAST_SHARED, least_containment: float = 0.0
) -> Pairs:
    """Return the pairs of texts that share at least ``least_shared`` grams, given all their grams.

    Args:
        hashes: one array of distinct hashes a text (see ``grams``), in order of publication, so that texts
            that very many share are joined to the one that came first.
        least_shared: pairs that share fewer grams are left out.
        least_containment: pairs of which neither holds this part of the other are left out.

    Raises:
        ValueError: more than 16,777,216 texts, which is what the packing can number.

    Time grows with the number of grams (one sort), not with the number of pairs of texts.
    """
    if len(hashes) > MOST_TEXTS:
        raise ValueError(f"{len(hashes):,} texts are too many for one pass; the most is {MOST_TEXTS:,}")
    sizes = np.fromiter(map(len, hashes), np.int64, len(hashes))
    packed = np.concatenate(hashes) if hashes else np.empty(0, np.uint64)
    packed = packed & ~_TEXT_MASK | np.repeat(np.arange(len(sizes), dtype=np.uint64), sizes)
    packed.sort()
    left, right, shared = _shared(packed)
    enough = shared >= least_shared
    left, right, shared = left[enough], right[enough], shared[enough]
    return _scored(left, right, shared, sizes[left], sizes[right], least_containment, 0.0)


def _sizes(found: Fingerprints, left: Numbers, right: Numbers) -> tuple[Numbers, Numbers]:
    """Return how many grams the two texts of each pair are compared by: all, or those of the sample."""
    whole = found.kept > found.sampled
    both = whole[left] & whole[right]
    left_size, right_size = (np.where(both, found.kept[side], found.sampled[side]) for side in (left, right))
    return left_size, right_size


def _scored(
    left: Numbers,
    right: Numbers,
    shared: Numbers,
    left_size: Numbers,
    right_size: Numbers,
    least_containment: float,
    least_resemblance: float,
) -> Pairs:
    smaller = np.maximum(1, np.minimum(left_size, right_size))
    containment = shared / smaller
    resemblance = shared / np.maximum(1, left_size + right_size - shared)
    keep = (shared >= np.minimum(LEAST_SHARED, smaller)) & (containment >= least_containment)
    keep &= resemblance >= least_resemblance
    return Pairs(left[keep], right[keep], shared[keep], containment[keep], resemblance[keep])


def _shared(packed: Codes) -> tuple[Numbers, Numbers, Numbers]:
    """Count for every two texts how many distinct grams they share; ``packed`` is ascending."""
    text, follows = _followers(packed)
    rows = np.bincount(text, follows)
    blocks = (np.cumsum(rows) // _AT_ONCE).astype(np.int64)
    found = [np.empty(0, np.uint64)], [np.empty(0, np.int64)]
    for block in range(int(blocks[-1]) + 1 if len(blocks) else 0):
        at = np.flatnonzero((follows > 0) & (blocks[text] == block))
        pairs, shared = _counted(_rows(text, follows, at))
        found[0].append(pairs)
        found[1].append(shared)
    pairs, shared = np.concatenate(found[0]), np.concatenate(found[1])
    return (pairs >> _SHIFT).astype(np.int64), (pairs & _TEXT_MASK).astype(np.int64), shared


def _followers(packed: Codes) -> tuple[Numbers, Numbers]:
    """Return the texts of the grams that several share, and how many texts behind each are its partners.

    That is all that share the gram; of a popular gram, the earliest text has all the others.
    """
    same = np.zeros(len(packed) + 1, bool)
    np.less(packed[1:] ^ packed[:-1], MOST_TEXTS, out=same[1:-1])
    shared = packed[same[:-1] | same[1:]]
    shared = shared[np.r_[True, shared[1:] != shared[:-1]]] if len(shared) else shared
    text = (shared & _TEXT_MASK).astype(np.int64)
    begins = np.flatnonzero(np.r_[True, shared[1:] ^ shared[:-1] >= MOST_TEXTS][: len(shared)])
    counts = np.diff(np.r_[begins, len(text)])
    follows = np.repeat(begins + counts, counts) - np.arange(1, len(text) + 1)
    popular = np.repeat(counts > POPULAR, counts)
    popular[begins] = False
    follows[popular] = 0
    return text, follows


def _rows(text: Numbers, follows: Numbers, at: Numbers) -> Codes:
    """Return one ``left << 24 | right`` for each gram that two texts share, the left one's being ``at``."""
    partners = follows[at]
    ends = np.cumsum(partners)
    within = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - partners, partners)
    right = text[np.repeat(at + 1, partners) + within].astype(np.uint64)
    rows: Codes = np.repeat(text[at].astype(np.uint64) << _SHIFT, partners) | right
    return rows


def _counted(rows: Codes) -> tuple[Codes, Numbers]:
    """Return the distinct rows, ascending, and how often each occurs."""
    rows.sort()
    begins = np.flatnonzero(np.r_[True, rows[1:] != rows[:-1]]) if len(rows) else np.empty(0, np.int64)
    return rows[begins], np.diff(np.r_[begins, len(rows)])
