"""Pairs of texts worth comparing, found over a whole collection in one sort of its fingerprints."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from copydesk.reuse.fingerprints import Codes

POPULAR = 24
"""A gram that more texts share joins each of them to the earliest only, not every pair of them."""

_DOC_BITS = 24
_HASH_BITS = 64 - _DOC_BITS


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


def candidates(
    fingerprints: Sequence[Codes], *, least_shared: int = 2, least_containment: float = 0.0
) -> list[Candidate]:
    """Return the pairs of texts that share at least ``least_shared`` grams, by index.

    Args:
        fingerprints: one sorted array of distinct hashes a text (see ``fingerprint``), in order of
            publication, so that texts that very many share are joined to the one that came first.
        least_shared: pairs that share fewer grams are left out.
        least_containment: pairs of which neither holds this part of the other are left out.

    Raises:
        ValueError: more than 16,777,216 texts, which is what the packing can number.

    Time grows with the number of grams (one sort), not with the number of pairs of texts.
    """
    if len(fingerprints) > 1 << _DOC_BITS:
        raise ValueError(f"{len(fingerprints)} texts are too many for one pass; the most is {1 << _DOC_BITS}")
    sizes = np.fromiter((len(hashes) for hashes in fingerprints), np.int64, len(fingerprints))
    pairs, shared = _counted(_pairs(_packed(fingerprints, sizes)))
    left, right = (pairs >> np.uint64(32)).astype(np.int64), (pairs & np.uint64(0xFFFFFFFF)).astype(np.int64)
    containment = shared / np.maximum(1, np.minimum(sizes[left], sizes[right]))
    resemblance = shared / np.maximum(1, sizes[left] + sizes[right] - shared)
    keep = np.flatnonzero((shared >= least_shared) & (containment >= least_containment))
    columns = (left, right, shared, containment, resemblance)
    return [Candidate(*row) for row in zip(*(column[keep].tolist() for column in columns), strict=True)]


def near_duplicates(
    fingerprints: Sequence[Codes], *, least_resemblance: float = 0.7
) -> list[tuple[int, int]]:
    """Return the pairs of texts that are nearly the same as a whole, by index, the earlier first."""
    pairs = candidates(fingerprints)
    return [(pair.left, pair.right) for pair in pairs if pair.resemblance >= least_resemblance]


def _packed(fingerprints: Sequence[Codes], sizes: npt.NDArray[np.int64]) -> Codes:
    """Pack the top 40 bits of each hash above the number of its text, and sort: equal grams lie together.

    Two different grams agree in 40 bits once in 10^12, and a pair needs several shared grams.
    """
    if not sizes.sum():
        return np.empty(0, np.uint64)
    packed = np.concatenate(fingerprints)
    packed &= np.uint64(((1 << _HASH_BITS) - 1) << _DOC_BITS)
    packed |= np.repeat(np.arange(len(sizes), dtype=np.uint64), sizes)
    packed.sort()
    return packed


def _pairs(packed: Codes) -> Codes:
    """Return one ``left << 32 | right`` for each gram that two texts share."""
    gram = packed >> np.uint64(_DOC_BITS)
    doc = packed & np.uint64((1 << _DOC_BITS) - 1)
    begins = np.flatnonzero(np.r_[True, gram[1:] != gram[:-1]]) if len(gram) else np.empty(0, np.int64)
    counts = np.diff(np.r_[begins, len(gram)])
    keep = counts > 1
    begins, counts = begins[keep], counts[keep]
    found = [_joined(doc, begins[counts > POPULAR], counts[counts > POPULAR])]
    begins, counts = begins[counts <= POPULAR], counts[counts <= POPULAR]
    for size in np.unique(counts).tolist():
        rows = doc[begins[counts == size][:, None] + np.arange(size)]
        first, second = np.triu_indices(size, 1)
        found.append(((rows[:, first] << np.uint64(32)) | rows[:, second]).ravel())
    return np.concatenate(found)


def _joined(doc: Codes, begins: npt.NDArray[np.int64], counts: npt.NDArray[np.int64]) -> Codes:
    """Join every text of a popular gram to the earliest one."""
    later = counts - 1
    if not len(begins):
        return np.empty(0, np.uint64)
    ends = np.cumsum(later)
    within = np.arange(ends[-1]) - np.repeat(ends - later, later)
    followers = doc[np.repeat(begins + 1, later) + within]
    joined: Codes = (np.repeat(doc[begins], later) << np.uint64(32)) | followers
    return joined


def _counted(pairs: Codes) -> tuple[Codes, npt.NDArray[np.int64]]:
    """Return the distinct pairs and how often each occurs; pairs of a text with itself are dropped."""
    pairs = pairs[(pairs >> np.uint64(32)) != (pairs & np.uint64(0xFFFFFFFF))]
    distinct, counts = np.unique(pairs, return_counts=True)
    return distinct, counts
