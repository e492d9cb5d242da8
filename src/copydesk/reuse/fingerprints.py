"""The word 5-grams of a whole collection as 64-bit hashes, read in one pass of array operations.

See ``word_hashes`` for what a word is, and ``docs/decisions/0009-fingerprints-in-arrays.md`` for why it is
done so.
"""

import sys
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache
from importlib import import_module
from itertools import chain, islice
from types import ModuleType
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from copydesk.reuse.grams import Codes
from copydesk.text.compiling import available
from copydesk.text.word_hashes import Numbers, Words, hashed_words, laid_out, places, unit_values

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
"""Code units that are read at once: what a core's own cache holds (measured on 400-word texts: 2^16 is slower
by a seventh, 2^19 by a quarter)."""

_THREADS = 2
"""What the smallest machine has that this is made for."""

_LOOPS = "copydesk.reuse.compiled"
_WORTHWHILE = 1 << 10
"""Chunks, some 50,000 reports, before compiled loops are loaded if they are not yet: that takes .8 seconds,
and they save 8 in a million reports."""

_FACTOR = 0x9E3779B97F4A7C15
"""An odd number near 2^64 over the golden ratio (see ``word_hashes``)."""
_GRAM_FACTORS = tuple(np.uint64(pow(_FACTOR, power, 1 << 64)) for power in range(GRAM, 0, -1))


_NO_CODES, _NO_NUMBERS = np.empty(0, np.uint64), np.empty(0, np.int64)

Flags = npt.NDArray[np.bool_]
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
    sizes, sampled = [_NO_NUMBERS], [_NO_NUMBERS]
    store, filled, read = _NO_CODES, 0, 0
    for hashes, kept, in_sample in _read(_chunks(texts)):
        begin, read = read, read + len(kept)
        if read > MOST_TEXTS:
            raise ValueError(f"more than {MOST_TEXTS:,} texts are too many for one pass; part them")
        store = _with_room(store, filled, len(hashes))
        store[filled : filled + len(hashes)] = _packed(hashes, begin, kept)
        filled += len(hashes)
        sizes.append(kept)
        sampled.append(in_sample)
    packed = _sorted(store[:filled])
    del store
    again = packed[:-1][neighbours_agree(packed, 0)]
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


def _sorted(packed: Codes) -> Codes:
    loops = sys.modules.get(_LOOPS)
    if loops is None:
        packed.sort()
        return packed
    # Texts come in order, so what is sorted by the gram alone is sorted by its text, too.
    by_gram: Codes = loops.sort_grams(packed, TEXT_BITS)
    return by_gram


def neighbours_agree(packed: Codes, low: int) -> Flags:
    """Tell for each number but the last whether the next differs from it in the ``low`` lowest bits at most.

    Block by block, for whatever does not fit into the cache costs several times as much.
    """
    agree = np.zeros(max(0, len(packed) - 1), bool)
    for start in range(0, len(agree), _CHUNK):
        stop = min(start + _CHUNK, len(agree))
        differ = packed[start + 1 : stop + 1] ^ packed[start:stop]
        np.less(differ, 1 << low, out=agree[start:stop])
    return agree


def _with_room(store: Codes, filled: int, more: int) -> Codes:
    """Return an array that begins with what is filled of ``store`` and has room for more."""
    if filled + more <= len(store):
        return store
    larger = np.empty(max(2 * len(store), filled + more), np.uint64)
    larger[:filled] = store[:filled]
    return larger


def _packed(hashes: Codes, first: int, counts: Numbers) -> Codes:
    """Put the number of its text into the low bits of each hash; they count from ``first``."""
    hashes &= ~_TEXT_MASK
    hashes |= np.repeat(np.arange(first, first + len(counts), dtype=np.uint64), counts)
    return hashes


def _texts(packed: Codes) -> Numbers:
    return (packed & _TEXT_MASK).astype(np.int64)


def _chunks(texts: Iterable[str]) -> Iterator[list[str]]:
    if isinstance(texts, str | bytes):
        raise TypeError("one text was given in place of a collection; put texts into a list")
    if isinstance(texts, Mapping) or not isinstance(texts, Iterable):
        raise TypeError(f"{type(texts).__name__} was given in place of a collection; put texts into a list")
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


@lru_cache(maxsize=1)
def _compiled() -> ModuleType | None:
    """Return the same in compiled loops, if numba is installed; without it all works, at half the speed."""
    return import_module(_LOOPS) if available() else None


def _by_loops(texts: list[str]) -> Kept:
    """Do as ``_by_arrays``."""
    units, ends = laid_out(texts)
    loops = _compiled()
    assert loops is not None  # noqa: S101 - asked for where it is there
    found: Kept = loops.kept_grams(
        units, ends, unit_values(), *places(len(units)), np.array(_GRAM_FACTORS), SHORT + GRAM - 1
    )
    return found


def _by_arrays(texts: list[str]) -> Kept:
    """Return the grams to keep of some texts."""
    units, ends = laid_out(texts)
    codes, starts = hashed_words(units)
    return _five_words(codes, np.r_[0, np.searchsorted(starts, ends)])


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
