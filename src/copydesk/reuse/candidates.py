"""Pairs of texts worth comparing, found over a whole collection in one sort of its fingerprints."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from copydesk.reuse.counting import shared_grams
from copydesk.reuse.fingerprints import MOST_TEXTS, Fingerprints, Flags, fingerprints
from copydesk.reuse.grams import Codes
from copydesk.text.word_hashes import Numbers

LEAST_SHARED = 2
"""Two texts that share one kept gram share a stock phrase; unless one of them has no second."""

_TEXT_MASK = np.uint64(MOST_TEXTS - 1)

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

    def only(self, keep: Flags) -> "Pairs":
        """Return the pairs that are to be kept."""
        return Pairs(
            self.left[keep],
            self.right[keep],
            self.shared[keep],
            self.containment[keep],
            self.resemblance[keep],
        )


def find_reuse(
    texts: Iterable[str], *, least_containment: float = 0.2, least_resemblance: float = 0.0
) -> Pairs:
    """Find the pairs of a collection that share text, near-duplicates and texts inside longer ones.

    Args:
        texts: the collection, of any size; each text is read once and not held. Give them in order of
            publication: one that more than 24 others share is paired with the earliest, and not every two
            of them are (see ``counting``).
        least_containment: pairs are left out of which neither holds this part of the other.
        least_resemblance: pairs are left out that have less in common, of all that they have.

    Returns:
        The pairs, by index into ``texts``. Texts of 132 words and more are compared by one in eight of
        their word 5-grams, so ``shared`` counts those, and the two scores are estimates: with 400 words
        a containment of .8 is off by .06 (one standard error). Two short texts are compared by all. A
        pair needs two shared grams, unless one text has a single one.

    Raises:
        TypeError: something in ``texts`` is no string, or ``texts`` is itself one.
        ValueError: more than 16,777,216 texts.
    """
    found = fingerprints(texts)
    left, right, shared = shared_grams(found.packed, found.kept)
    pairs = _scored(left, right, shared, *_sizes(found, left, right))
    enough = (pairs.containment >= least_containment) & (pairs.resemblance >= least_resemblance)
    # Who shares one gram and has no other shares all: its containment is 1.
    return pairs.only(enough & ((shared >= LEAST_SHARED) | (pairs.containment == 1)))


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
    left, right, shared = shared_grams(packed, sizes)
    pairs = _scored(left, right, shared, sizes[left], sizes[right])
    return pairs.only((shared >= least_shared) & (pairs.containment >= least_containment))


def _sizes(found: Fingerprints, left: Numbers, right: Numbers) -> tuple[Numbers, Numbers]:
    """Return how many grams the two texts of each pair are compared by: all, or those of the sample."""
    whole = found.kept > found.sampled
    both = whole[left] & whole[right]
    left_size, right_size = (np.where(both, found.kept[side], found.sampled[side]) for side in (left, right))
    return left_size, right_size


def _scored(left: Numbers, right: Numbers, shared: Numbers, left_size: Numbers, right_size: Numbers) -> Pairs:
    containment = shared / np.maximum(1, np.minimum(left_size, right_size))
    resemblance = shared / np.maximum(1, left_size + right_size - shared)
    return Pairs(left, right, shared, containment, resemblance)
