"""The hashes of the words of many texts at once, by array operations over all their characters.

A word is a run of letters and digits in lower case; a character of a script without spaces is a word.
The hash of a word is a polynomial over its characters, got from running sums over texts laid end to end
(Karp and Rabin, IBM J. Res. Dev. 31, 1987), so that no step runs once a character or word.
"""

from functools import lru_cache
from zlib import crc32

import numpy as np
import numpy.typing as npt

from copydesk.text.compiling import available, compiled
from copydesk.text.tokens import UNSPACED_RANGES

Units = npt.NDArray[np.uint16]
Words = npt.NDArray[np.uint32]
Numbers = npt.NDArray[np.int64]

ALONE = 1 << 31
"""Values from here on are those of characters of unspaced scripts."""

USUAL = 1 << 18
"""Units for which the weights of places are kept."""

_PLACE = 0x9E3779B1
"""An odd number near 2^32 over the golden ratio, as Knuth proposes for multiplicative hashing (The Art of
Computer Programming 3, 6.4)."""


def laid_out(texts: list[str]) -> tuple[Units, Numbers]:
    """Return texts end to end in UTF-16, a line end behind each, and where each ends, with its line end."""
    joined = "\n".join([*texts, ""])
    units = np.frombuffer(joined.encode("utf-16-le", "surrogatepass"), np.uint16)
    lengths = np.fromiter(map(len, texts), np.int64, len(texts)) + 1
    if len(units) != len(joined):
        lengths += np.fromiter(map(_astral, texts), np.int64, len(texts))
    return units, np.cumsum(lengths)


def _astral(text: str) -> int:
    """Count the characters that UTF-16 writes with two units."""
    return 0 if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2 - len(text)


def hashed_words(units: Units, *, fast: bool = False) -> tuple[Words, Numbers]:
    """Return the hash of each word of a text in UTF-16, and the unit that it starts at.

    Args:
        units: the text.
        fast: whether so much is read that a compiled loop is worth it, where there can be one.
    """
    starts, before = _by_loop(units) if fast and available() else _by_arrays(units)
    codes = np.diff(before)
    codes *= places(len(units))[1].take(starts)
    return codes, starts


def _by_arrays(units: Units) -> tuple[Numbers, Words]:
    """Return where words start, and the weighted values before each, and last all, summed modulo 2^32."""
    values = unit_values().take(units, mode="wrap")
    live = np.zeros(len(units) + 1, bool)
    np.not_equal(values, 0, out=live[1:])
    starting = live[1:] > live[:-1]
    if values.max(initial=0) >= ALONE:
        alone = np.zeros(len(units) + 1, bool)
        np.greater_equal(values, ALONE, out=alone[1:])
        starting |= live[1:] & (alone[1:] | alone[:-1])
    starts = np.flatnonzero(starting)
    values *= places(len(units))[0]
    # What is no word adds nothing, so a word's sum goes from its start to that of the next.
    sums = np.zeros(len(units) + 1, np.uint32)
    np.add.accumulate(values, dtype=np.uint32, out=sums[1:])
    return starts, sums.take(np.append(starts, len(units)))


def _by_loop(units: Units) -> tuple[Numbers, Words]:
    """Do as ``_by_arrays``."""
    starts, sums = np.empty(len(units) + 1, np.uint32), np.empty(len(units) + 1, np.uint32)
    count = compiled(summed)(units, unit_values(), places(len(units))[0], starts, sums)
    return starts[:count].astype(np.int64), sums[: count + 1]


def summed(units: Units, values: Words, weights: Words, starts: Words, sums: Words) -> int:
    """Write down where words start, and the weighted values before each; return how many words there are.

    Args:
        units: the text.
        values: of each UTF-16 unit.
        weights: of each place in the text.
        starts: gets the unit at which each word starts.
        sums: gets the values before it, and last all, modulo 2^32.
    """
    alone, none = np.uint32(ALONE), np.uint32(0)
    mask = np.uint64(0xFFFFFFFF)
    count, last, total = np.uint64(0), none, np.uint64(0)
    for place in range(len(units)):
        value = values[units[place]]
        # Written every time and kept sometimes: a jump that cannot be foreseen costs more.
        starts[count], sums[count] = place, total
        count += np.uint64((value > none) & ((last == none) | ((value | last) >= alone)))
        total = (total + np.uint64(value) * np.uint64(weights[place])) & mask
        last = value
    sums[count] = total
    return int(count)


def places(size: int) -> tuple[Words, Words]:
    """Return the weight of each place of a chunk, and its inverse, modulo 2^32."""
    weights, inverse = _usual() if size <= USUAL else _powers(size)
    return weights[:size], inverse[:size]


@lru_cache(maxsize=1)
def _usual() -> tuple[Words, Words]:
    return _powers(USUAL)


def _powers(size: int) -> tuple[Words, Words]:
    found = []
    for base in (_PLACE, pow(_PLACE, -1, 1 << 32)):
        factors = np.full(size, base, np.uint32)
        factors[0] = 1
        found.append(np.multiply.accumulate(factors, dtype=np.uint32))
    return found[0], found[1]


@lru_cache(maxsize=1)
def unit_values() -> Words:
    """Return a number for each UTF-16 unit: 0 for what is no part of a word, equal for both cases.

    Those of characters that are words of their own are ``ALONE`` and more. The halves of a surrogate
    pair count as letters, for some scripts are written with them.
    """
    values = np.zeros(1 << 16, np.uint32)
    for unit in range(1 << 16):
        character = chr(unit)
        if character.isalnum() or 0xD800 <= unit < 0xE000:
            values[unit] = crc32(character.lower().encode("utf-8", "surrogatepass")) % ALONE | 1
    for first, last in UNSPACED_RANGES:
        letters = values[first : last + 1]
        letters[letters > 0] |= ALONE
    return values
