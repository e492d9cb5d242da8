"""The word 5-grams of a whole collection as 64-bit hashes, read in one pass of array operations.

A word is a run of letters and digits in lower case; a character of a script without spaces is a word.
The hash of a word is a polynomial over its characters, got from running sums over a whole chunk of
texts (Karp and Rabin, IBM J. Res. Dev. 31, 1987), so that no step runs once a character or word.
"""

import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache
from importlib import import_module
from itertools import chain, islice
from types import ModuleType
from typing import NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt

from copydesk.reuse.grams import Codes
from copydesk.text.tokens import UNSPACED_RANGES

Words = npt.NDArray[np.uint32]
Numbers = npt.NDArray[np.int64]
Units = npt.NDArray[np.uint16]

GRAM = 5
"""Words in a fingerprint's gram (measured in the design: 5 words keep containment recall at .999)."""

SAMPLE = 8
"""Of a long text, the grams are kept whose hash lies in the lowest of so many equal parts."""

SHORT = 128
"""A text of fewer grams keeps them all: a sample of less than 16 would say too little of it."""

TEXT_BITS = 24
"""Low bits of a packed gram that number its text."""

MOST_TEXTS = 1 << TEXT_BITS
_TEXT_MASK = np.uint64(MOST_TEXTS - 1)
_SAMPLED = np.uint64((1 << 64) // SAMPLE)

_CHUNK = 1 << 17
"""Code units that are read at once: what a core's own cache holds (measured on 400-word texts: 2^16 and
2^18 are slower by a sixth)."""

_THREADS = 2
"""What the smallest machine has that this is made for."""

_LOOPS = "copydesk.reuse.compiled"
_WORTHWHILE = 1 << 10
"""Chunks, some 50,000 reports, before compiled loops are loaded if they are not yet: that takes .8 seconds,
and they save 8 in a million reports."""

_PLACE = 0x9E3779B1
_FACTOR = 0x9E3779B97F4A7C15
"""Odd numbers near 2^32 and 2^64 over the golden ratio, as Knuth proposes for multiplicative hashing
(The Art of Computer Programming 3, 6.4)."""
_GRAM_FACTORS = tuple(np.uint64(pow(_FACTOR, power, 1 << 64)) for power in range(GRAM, 0, -1))


_NO_CODES, _NO_NUMBERS = np.empty(0, np.uint64), np.empty(0, np.int64)

_ALONE = 1 << 31
"""Values from here on are those of characters of unspaced scripts."""


Kept = tuple[Codes, Numbers, Numbers]
"""The grams to keep of some texts, in order, how many each text has, and how many of them in the sample."""


class Fingerprints(NamedTuple):
    """The kept grams of all texts of a collection.

    Args:
        packed: ascending; the upper 40 bits of a gram's hash above the number of its text. Two different
            grams agree in them once in 10^11. The sampled grams come first; what a text repeats stands
            there repeatedly.
        sampled: for each text, how many of its distinct grams are in the sample.
        kept: for each text, how many of its distinct grams are kept at all: more where it is short.
    """

    packed: Codes
    sampled: Numbers
    kept: Numbers


def fingerprints(texts: Iterable[str]) -> Fingerprints:
    """Read all texts, each once, and keep their sampled grams; of short texts every gram.

    A text of fewer than five words has one gram, of all its words; one without a word has none. The
    hashes depend on the words alone: not on case, marks, process or machine. Memory: about 100 times
    8 bytes for a text of 400 words while they are sorted, besides the texts themselves if they are held.

    Raises:
        TypeError: something is no string.
        ValueError: more than 16,777,216 texts, which is what the packing can number.
    """
    parts, sizes, sampled = [_NO_CODES], [_NO_NUMBERS], [_NO_NUMBERS]
    read = 0
    for hashes, kept, in_sample in _read(_chunks(texts)):
        begin, read = read, read + len(kept)
        if read > MOST_TEXTS:
            raise ValueError(f"more than {MOST_TEXTS:,} texts are too many for one pass; part them")
        parts.append(_packed(hashes, np.arange(begin, read, dtype=np.uint64), kept))
        sizes.append(kept)
        sampled.append(in_sample)
    many = _LOOPS in sys.modules
    packed = np.concatenate(parts)
    del parts
    packed = _sorted(packed, many)
    again = packed[np.flatnonzero(packed[1:] == packed[:-1])]
    repeats = np.bincount(_texts(again), minlength=read)
    repeats_in_sample = np.bincount(_texts(again[again < _SAMPLED]), minlength=read)
    return Fingerprints(packed, np.concatenate(sampled) - repeats_in_sample, np.concatenate(sizes) - repeats)


def _read(chunks: Iterator[list[str]]) -> Iterator[Kept]:
    """Yield the grams of each chunk, in order: by compiled loops where there are many."""
    if _LOOPS not in sys.modules:
        yield from map(_by_arrays, islice(chunks, _WORTHWHILE))
    for chunk in chunks:
        yield from _read_in_threads(chain([chunk], chunks)) if _compiled() else [_by_arrays(chunk)]


def _read_in_threads(chunks: Iterable[list[str]]) -> Iterator[Kept]:
    """Do as ``_read``: unlike array operations, compiled loops need no lock of the interpreter."""
    waiting: deque[Future[Kept]] = deque()
    with ThreadPoolExecutor(_THREADS) as threads:
        for chunk in chunks:
            waiting.append(threads.submit(_by_loops, chunk))
            if len(waiting) > 2 * _THREADS:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _sorted(packed: Codes, many: bool) -> Codes:
    loops = _compiled() if many else None
    if loops is None:
        packed.sort()
        return packed
    # Texts come in order, so what is sorted by the gram alone is sorted by its text, too.
    by_gram: Codes = loops.sort_grams(packed, TEXT_BITS)
    return by_gram


def _packed(hashes: Codes, texts: Codes, counts: Numbers) -> Codes:
    """Put the number of its text into the low bits of each hash."""
    hashes &= ~_TEXT_MASK
    hashes |= np.repeat(texts, counts)
    return hashes


def _texts(packed: Codes) -> Numbers:
    return (packed & _TEXT_MASK).astype(np.int64)


def _chunks(texts: Iterable[str]) -> Iterator[list[str]]:
    if isinstance(texts, str):
        raise TypeError("one text was given in place of a collection; put texts into a list")
    chunk: list[str] = []
    size = 0
    for number, text in enumerate(texts):
        if not isinstance(text, str):
            raise TypeError(f"text {number:,} is {type(text).__name__}, not str; leave it out, or give ''")
        if chunk and size + len(text) > _CHUNK:
            yield chunk
            chunk, size = [], 0
        chunk.append(text)
        size += len(text) + 1
    if chunk:
        yield chunk


def _laid_out(texts: list[str]) -> tuple[Units, Numbers]:
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


@lru_cache(maxsize=1)
def _compiled() -> ModuleType | None:
    """Return the same in compiled loops, if numba is installed; without it all works, at half the speed."""
    try:
        return import_module(_LOOPS)
    except ImportError:
        return None


def _by_loops(texts: list[str]) -> Kept:
    """Do as ``_by_arrays``."""
    units, ends = _laid_out(texts)
    loops = _compiled()
    assert loops is not None  # noqa: S101 - asked for where it is there
    found: Kept = loops.kept_grams(
        units, ends, _values(), *_places(len(units)), np.array(_GRAM_FACTORS), SHORT + GRAM - 1
    )
    return found


def _by_arrays(texts: list[str]) -> Kept:
    """Return the grams to keep of some texts."""
    units, ends = _laid_out(texts)
    codes, starts = _words(units)
    return _five_words(codes, np.r_[0, np.searchsorted(starts, ends)])


def _words(units: Units) -> tuple[Words, Numbers]:
    """Return the hash of each word of a text in UTF-16, and the unit that it starts at."""
    values = _values().take(units, mode="wrap")
    live = np.zeros(len(units) + 1, bool)
    np.not_equal(values, 0, out=live[1:])
    starting = live[1:] > live[:-1]
    if values.max(initial=0) >= _ALONE:
        alone = np.zeros(len(units) + 1, bool)
        np.greater_equal(values, _ALONE, out=alone[1:])
        starting |= live[1:] & (alone[1:] | alone[:-1])
    starts = np.flatnonzero(starting)
    places, inverse = _places(len(units))
    values *= places
    # What is no word adds nothing, so a word's sum goes from its start to that of the next.
    sums = np.zeros(len(units) + 1, np.uint32)
    np.add.accumulate(values, dtype=np.uint32, out=sums[1:])
    before = sums.take(starts)
    codes = np.diff(before, append=sums[-1:])
    codes *= inverse.take(starts)
    return codes, starts


def _five_words(codes: Words, words_before: Numbers) -> Kept:
    """Hash the five words from each word on, and choose the grams to keep.

    A gram that would reach into the next text is no gram; but a text of fewer words than a gram has the
    one of all its words.
    """
    words = np.zeros(len(codes) + GRAM - 1, np.uint64)
    words[: len(codes)] = codes
    hashes = words[: len(codes)] * _GRAM_FACTORS[0]
    for step in range(1, GRAM):
        hashes += words[step : step + len(codes)] * _GRAM_FACTORS[step]
    sizes = np.diff(words_before)
    keep = hashes < _SAMPLED
    short = sizes < SHORT + GRAM - 1
    if short.any():
        keep |= np.repeat(short, sizes)
    for step in range(1, GRAM):
        keep[words_before[1:][sizes >= step] - step] = False
    for number in np.flatnonzero((sizes > 0) & (sizes < GRAM)).tolist():
        first, end = int(words_before[number]), int(words_before[number + 1])
        hashes[first] = (words[first:end] * np.array(_GRAM_FACTORS[first - end :])).sum()
        keep[first] = True
    places = np.flatnonzero(keep)
    kept = np.diff(np.searchsorted(places, words_before))
    hashes = hashes[places]
    sampled = kept
    if short.any():
        sampled = np.diff(np.searchsorted(places[hashes < _SAMPLED], words_before))
    return hashes, kept, sampled


def _places(size: int) -> tuple[Words, Words]:
    """Return the weight of each place of a chunk, and its inverse, modulo 2^32."""
    weights, inverse = _usual_places() if size <= 2 * _CHUNK else _powers(size)
    return weights[:size], inverse[:size]


@lru_cache(maxsize=1)
def _usual_places() -> tuple[Words, Words]:
    return _powers(2 * _CHUNK)


def _powers(size: int) -> tuple[Words, Words]:
    found = []
    for base in (_PLACE, pow(_PLACE, -1, 1 << 32)):
        factors = np.full(size, base, np.uint32)
        factors[0] = 1
        found.append(np.multiply.accumulate(factors, dtype=np.uint32))
    return found[0], found[1]


@lru_cache(maxsize=1)
def _values() -> Words:
    """Return a number for each UTF-16 unit: 0 for what is no part of a word, equal for both cases.

    Those of characters that are words of their own are ``_ALONE`` and more. The halves of a surrogate
    pair count as letters, for some scripts are written with them.
    """
    values = np.zeros(1 << 16, np.uint32)
    for unit in range(1 << 16):
        character = chr(unit)
        if character.isalnum() or 0xD800 <= unit < 0xE000:
            values[unit] = crc32(character.lower().encode("utf-8", "surrogatepass")) % _ALONE | 1
    for first, last in UNSPACED_RANGES:
        letters = values[first : last + 1]
        letters[letters > 0] |= _ALONE
    return values
