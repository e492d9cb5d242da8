"""What clustering knows of a report: its words, names and pairs of names, each with how often it counts.

A report has four parts, whose terms never meet: all words, those of headline and lead counting more; the
names and numbers of headline and lead, which tell look-alike events apart; the names of headline and whole
body; and names of two words. A name is a word with a capital letter that the body never writes without one.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple, TypeVar
from zlib import crc32

import numpy as np
import numpy.typing as npt

from copydesk.model.document import Document
from copydesk.stories.grouping.background import LANGUAGE, Known, foreign_counts, known_pairs, known_words
from copydesk.stories.grouping.loops import counting, reading, weighing
from copydesk.stories.grouping.loops.reading import CODES, DIGIT
from copydesk.stories.grouping.word_table import WordTable, word_table
from copydesk.text.compiling import compiled

Terms = npt.NDArray[np.uint32]
Counts = npt.NDArray[np.uint16]
Titled = npt.NDArray[np.uint8]
Numbers = npt.NDArray[np.int64]
Whole = npt.NDArray[np.int32]
Loop = TypeVar("Loop", bound=Callable[..., None])

FINE = 64
"""Steps of a count."""
LEAD_BONUS = 2.0
"""How much more than a word far down the first word of the body counts; 1 to 4 change the mean F1 of
data/stories by .002."""
LEAD_DECAY = 100.0
"""Words after which that bonus has fallen to a third; 50 to 200 change it by .001."""
LEAD_REACH = 1_000
"""Words after which there is no bonus; it is below .0001 there."""
LEAD_WORDS = 100
"""Where the lead ends, for its names; 60 costs .004, 150 costs .005."""
TITLE_NAMES = 2
"""How often a headline's word counts among the names of the lead."""
NAMES_REACH, PAIRS_REACH = 3_000, 2_000
"""Words of the body in which names and pairs of names are looked for."""
TOGETHER = 64
"""Reports whose words are read together: more of them leave the cache."""
COMPILED_FROM, COMPILED_TEXT = 200, 300_000
"""Reports, and characters of them, from which numba is worth its loading, about a second; as they stand the
loops take two milliseconds a report, in scripts without spaces ten times that."""
BUCKETED = 2_000
"""Entries of a report up to which compiled loops sort quicker by buckets than by comparing."""

_USUAL = 1 << 12
"""Words of a report for which powers are kept."""


class Features(NamedTuple):
    """The terms of one report.

    Attributes:
        terms: distinct and ascending; the upper two bits tell the part (see ``loops.counting``).
        counts: how often each counts, in steps of 1 / ``FINE``; of all words in standfirst and body only.
        titled: of all words, how often the headline has it; else 0.
        known: in how many reports of the background each occurs, in steps of 1 / ``background.FINE``.
        words: a hash of all words in order, by which exact copies are known; 0 where there is no text but
            a headline, and then there are no terms either.
    """

    terms: Terms
    counts: Counts
    titled: Titled
    known: Counts
    words: int


def features(documents: Sequence[Document]) -> Iterator[Features]:
    """Yield what clustering knows of each report, in their order.

    Args:
        documents: with their layer ``zones`` filled; see ``word_table`` for what is read.
    """
    many = len(documents) >= COMPILED_FROM
    fast = many or sum(len(document.text) for document in documents) >= COMPILED_TEXT
    for start in range(0, len(documents), TOGETHER):
        yield from _features(documents[start : start + TOGETHER], fast)


def packed(found: Features) -> bytes:
    """Return features as bytes, 9 for each term and 8 more, the least significant first."""
    words = np.array([found.words], np.uint64)
    parts = (words, found.terms, found.counts, found.known, found.titled)
    return b"".join(part.tobytes() for part in parts)


def unpacked(data: bytes) -> Features:
    """Return features from their bytes."""
    size = (len(data) - 8) // 9
    return Features(
        np.frombuffer(data, np.uint32, size, 8),
        np.frombuffer(data, np.uint16, size, 8 + 4 * size),
        np.frombuffer(data, np.uint8, size, 8 + 8 * size),
        np.frombuffer(data, np.uint16, size, 8 + 6 * size),
        int.from_bytes(data[:8], "little"),
    )


class Columns(NamedTuple):
    """The features of several reports, one report's after the other's.

    Attributes:
        terms: as in ``Features``; likewise counts, titled and known.
        counts: see ``terms``.
        titled: see ``terms``.
        known: see ``terms``.
        ends: where each report's terms end.
        words: of each report.
    """

    terms: Terms
    counts: Counts
    titled: Titled
    known: Counts
    ends: Numbers
    words: Sequence[int]


def unpacked_all(data: Sequence[bytes], *, fast: bool) -> Columns:
    """Return the features of several reports from their bytes.

    Args:
        data: each report's, as ``packed`` makes them.
        fast: whether there are so many that the loop is worth being compiled.
    """
    lengths = np.fromiter(map(len, data), np.int64, len(data))
    sizes = (lengths - 8) // 9
    ends, begins = np.cumsum(sizes), np.cumsum(lengths) - lengths
    total = int(ends[-1]) if len(ends) else 0
    terms, titled = np.empty(total, np.uint32), np.empty(total, np.uint8)
    counts, known = np.empty(total, np.uint16), np.empty(total, np.uint16)
    together = np.frombuffer(b"".join(data), np.uint8)
    spread = compiled(weighing.spread) if fast else weighing.spread
    spread(together, begins + 8, ends, terms, counts, known, titled)
    words = together.take(begins[:, None] + np.arange(8)).view(np.uint64)[:, 0].tolist()
    return Columns(terms, counts, titled, known, ends, words)


def split(data: bytes) -> tuple[bytes, bytes]:
    """Return what ``packed`` made in two: terms and hash, then what tells how much each term counts."""
    edge = 8 + (len(data) - 8) // 9 * 4
    return data[:edge], data[edge:]


def terms_of_all(data: Sequence[bytes], *, fast: bool) -> tuple[Terms, Numbers, Sequence[int]]:
    """Return terms, their ends and the hash of words of several reports, as ``Columns`` has them.

    Args:
        data: the first half of each report's features; see ``split``.
        fast: as for ``unpacked_all``.
    """
    ends = np.cumsum(np.fromiter(map(len, data), np.int64, len(data)) // 4 - 2)
    together = np.frombuffer(b"".join(data), np.uint32)
    terms, words = np.empty(len(together) - 2 * len(data), np.uint32), np.empty((len(data), 2), np.uint32)
    apart = compiled(weighing.apart) if fast else weighing.apart
    apart(together, ends, terms, words)
    return terms, ends, words.view(np.uint64)[:, 0].tolist()


def _features(documents: Sequence[Document], fast: bool) -> Iterator[Features]:
    languages = [document.report.language or LANGUAGE for document in documents]
    marks = np.array([_mark(language) for language in languages], np.int64)
    table = word_table(documents, fast=fast)
    entries = _entries(table, marks, fast)
    known, pairs = _known(table, entries, marks, fast), _pairs(table, entries, marks, fast)
    terms, counts, titled, background, ends, words = _written(table, entries, known, pairs, fast)
    begin = 0
    for end, own in zip(ends.tolist(), words, strict=True):
        here = slice(begin, end)
        yield Features(terms[here], counts[here], titled[here], background[here], own)
        begin = end


class _Entries(NamedTuple):
    """The different words of each report.

    Attributes:
        of_words: for each running word its entry.
        bounds: for each report the entries before it, and last all.
        order: the entries of each report, those of the lowest keys first.
        keys: their codes, mixed with the marks of their languages.
        tallies: what was counted of each.
        firsts: their first words.
    """

    of_words: Whole
    bounds: Numbers
    order: Whole
    keys: Whole
    tallies: Whole
    firsts: Whole


def _entries(table: WordTable, marks: Numbers, fast: bool) -> _Entries:
    """Count the words of reports; ``marks`` are those of their languages."""
    size = len(table.codes)
    of_words, bounds = np.empty(size, np.int32), np.empty(len(marks) + 1, np.int64)
    keys, firsts = np.empty(size, np.int32), np.empty(size, np.int32)
    _loop(counting.entries, fast)(table.codes, table.edges, marks, of_words, keys, firsts, bounds)
    count = int(bounds[-1])
    order, tallies = np.empty(count, np.int32), np.zeros((count, counting.TALLIES), np.int32)
    _loop(counting.in_order, fast)(keys, bounds, BUCKETED if fast else 0, order)
    _loop(counting.tally, fast)(table.kinds, table.edges, of_words, _worths(), _figures(), tallies)
    return _Entries(of_words, bounds, order, keys, tallies, firsts)


def _known(table: WordTable, entries: _Entries, marks: Numbers, fast: bool) -> Whole:
    """Return in how many reports of the background each entry occurs, in their order."""
    known = _looked_up(entries.keys.take(entries.order), known_words(), fast)
    if not marks.any():
        return known
    firsts = entries.firsts.take(entries.order)
    guessed = foreign_counts(table.lengths.take(firsts), (table.kinds.take(firsts) & DIGIT) > 0)
    return np.where(np.repeat(marks, np.diff(entries.bounds)) > 0, guessed, known)


class _Pairs(NamedTuple):
    """Pairs of names.

    Attributes:
        bounds: for each report the pairs before it, and last all.
        keys: their codes, mixed; those of each report are distinct and ascend.
        counts: how often each occurs.
        known: in how many reports of the background.
    """

    bounds: Numbers
    keys: Whole
    counts: Whole
    known: Whole


def _pairs(table: WordTable, entries: _Entries, marks: Numbers, fast: bool) -> _Pairs:
    size = len(table.codes)
    keys, counts = np.empty(size, np.int32), np.empty(size, np.int32)
    bounds = np.empty(len(marks) + 1, np.int64)
    given = (table.codes, table.kinds, table.edges, marks, entries.of_words, entries.tallies, _figures())
    _loop(counting.pairs, fast)(*given, keys, counts, bounds)
    keys = keys[: bounds[-1]]
    return _Pairs(bounds, keys, counts, _looked_up(keys, known_pairs(), fast))


def _written(table: WordTable, entries: _Entries, known: Whole, pairs: _Pairs, fast: bool) -> Columns:
    """Write down the terms of all reports."""
    most = 3 * len(entries.order) + len(pairs.keys)
    terms, titled = np.empty(most, np.uint32), np.empty(most, np.uint8)
    counts, background = np.empty(most, np.uint16), np.empty(most, np.uint16)
    ends = np.empty(len(table.edges) // 2, np.int64)
    given = (table.edges, *entries[1:5], known, *pairs, _figures())
    _loop(counting.terms, fast)(*given, terms, counts, titled, background, ends)
    last = int(ends[-1])
    # Copies, for a part would keep all of it in memory.
    columns = terms[:last].copy(), counts[:last].copy(), titled[:last].copy(), background[:last].copy()
    return Columns(*columns, ends, _hashed(table, fast))


def _looked_up(keys: Whole, known: Known, fast: bool) -> Whole:
    found = np.empty(len(keys), np.int32)
    _loop(counting.look_up, fast)(keys, *known, found)
    return found


def _hashed(table: WordTable, fast: bool) -> list[int]:
    """Return a number for the words of each report in order, 0 where it has none but a headline's."""
    begins = table.edges[::2]
    found = np.empty(len(begins) - 1, np.uint64)
    powers = _powers(int(np.diff(begins).max(initial=0)))
    _loop(reading.hashes, fast)(table.codes, table.edges, powers, found)
    return found.tolist()


def _loop(loop: Loop, fast: bool) -> Loop:
    return compiled(loop) if fast else loop


def _mark(language: str) -> int:
    """Return what is mixed into the codes of a language's words: of two languages, no word is the same."""
    return 0 if language == LANGUAGE else crc32(language.encode()) & CODES | 1


@cache
def _worths() -> Numbers:
    """Return what a word counts at the first ``LEAD_REACH`` places, and behind them."""
    near = 1.0 + LEAD_BONUS * np.exp(-np.arange(LEAD_REACH) / LEAD_DECAY)
    worths: Numbers = np.rint(np.append(near, 1.0) * FINE).astype(np.int64)
    return worths


@cache
def _figures() -> Numbers:
    return np.array([LEAD_WORDS, NAMES_REACH, PAIRS_REACH, TITLE_NAMES, FINE], np.int64)


def _powers(size: int) -> npt.NDArray[np.uint64]:
    return _usual_powers()[:size] if size <= _USUAL else _made_powers(size)


@cache
def _usual_powers() -> npt.NDArray[np.uint64]:
    return _made_powers(_USUAL)


def _made_powers(size: int) -> npt.NDArray[np.uint64]:
    return np.multiply.accumulate(np.full(size, 0x9E3779B97F4A7C15, np.uint64))
