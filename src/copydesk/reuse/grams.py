"""Runs of words of one text as 64-bit hashes, each at its place: what alignment works on."""

from collections.abc import Sequence
from zlib import crc32

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint64]

_MULTIPLIER = 0x9E3779B97F4A7C15
_MASK = (1 << 64) - 1


def word_codes(forms: Sequence[str]) -> Codes:
    """Return one number a word: equal words, equal numbers."""
    return np.fromiter(
        (crc32(form.encode("utf-8", "surrogatepass")) for form in forms), np.uint64, len(forms)
    )


def grams(codes: Codes, size: int) -> Codes:
    """Hash each run of ``size`` word codes; the result has ``len(codes) - size + 1`` hashes, or none."""
    count = len(codes) - size + 1
    if count <= 0:
        return np.empty(0, np.uint64)
    hashes = np.zeros(count, np.uint64)
    factor = 1
    for offset in range(size):
        factor = factor * _MULTIPLIER & _MASK
        hashes += (codes[offset : offset + count] + np.uint64(offset + 1)) * np.uint64(factor)
    return _mixed(hashes)


def _mixed(hashes: Codes) -> Codes:
    """Spread every input bit over the output, so that both low and high bits can be compared.

    The finaliser of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).
    """
    hashes ^= hashes >> np.uint64(30)
    hashes *= np.uint64(0xBF58476D1CE4E5B9)
    hashes ^= hashes >> np.uint64(27)
    hashes *= np.uint64(0x94D049BB133111EB)
    hashes ^= hashes >> np.uint64(31)
    return hashes
