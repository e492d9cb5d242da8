"""What a report is about, as weighted words that can be compared with other reports' words.

A vector has two blocks. The first holds the words of headline, standfirst and body, those of the
headline and the lead weighing more. The second holds the headline and the names and numbers of the
lead: who, where and how many, which tell look-alike events apart. Both are TF-IDF with square-root
counts and unit length. Weights are whole numbers, so that sums of them are the same in any order.
"""

import math
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt

from copydesk.model.document import Document
from copydesk.stories.background import LANGUAGE, guessed_idf, table_idf
from copydesk.stories.word_table import CODE_BITS, WordTable, word_table

Terms = npt.NDArray[np.uint32]
Weights = npt.NDArray[np.uint16]
Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]

UNIT = 1 << 14
"""The length of a vector."""
LEAD_BONUS = 2.0
"""How much more than a word far down the first word of the text counts. None costs .012 in the mean F1
of the three files, 1 costs .009, 4 is the same."""
LEAD_DECAY = 100.0
"""Words after which that bonus has fallen to a third."""
LEAD_REACH = 1000
"""Words after which there is no bonus; it is below .0001 there."""
LEAD_WORDS = 100
"""Where the lead ends, for the block of names; 80 and 120 cost .005 in the mean F1."""
HEADLINE_COUNT = 2
"""How often a headline's word counts, in both blocks; 1 costs .003 in the mean F1, 4 costs .006."""
NAMES_SHARE = 0.3
"""Weight of the block of names; .2 costs .008 in the mean F1, .4 costs .012."""
TOGETHER = 64
"""Reports whose words are weighed together: more of them leave the cache."""

_FINE = 1 << 12
"""Steps of a word's worth."""

_USUAL = 1 << 12
"""Words of a report for which powers are kept."""


class Vector(NamedTuple):
    """Weights of one report.

    Attributes:
        terms: codes of its terms, distinct and ascending: words have ``CODE_BITS`` bits, names one more.
            Words of languages other than English are mixed with their language.
        weights: of the terms; their squares add up to about that of ``UNIT``, or to 0 where nothing weighs.
        body: the weights of standfirst and body alone; what the headline adds, and all names, left out.
        words: a hash of all words in order, by which exact copies are known; 0 where there is no text but
            a headline, and then there are no terms either.
    """

    terms: Terms
    weights: Weights
    body: Weights
    words: int


NOTHING = Vector(np.zeros(0, np.uint32), np.zeros(0, np.uint16), np.zeros(0, np.uint16), 0)


def vectors(documents: Sequence[Document]) -> Iterator[Vector]:
    """Weigh the words of reports: one vector each, in their order.

    Args:
        documents: with their layer ``zones`` filled; see ``word_table`` for what is read.
    """
    for start in range(0, len(documents), TOGETHER):
        yield from _vectors(documents[start : start + TOGETHER])


def packed(vector: Vector) -> bytes:
    """Return a vector as bytes, 8 for each term and 8 more, the least significant first."""
    words = np.array([vector.words], np.uint64)
    return b"".join(part.tobytes() for part in (words, vector.terms, vector.weights, vector.body))


def unpacked(data: bytes) -> Vector:
    """Return a vector from its bytes."""
    count = (len(data) - 8) // 8
    return Vector(
        np.frombuffer(data, np.uint32, count, 8),
        np.frombuffer(data, np.uint16, count, 8 + 4 * count),
        np.frombuffer(data, np.uint16, count, 8 + 6 * count),
        int.from_bytes(data[:8], "little"),
    )


class _Terms(NamedTuple):
    """Distinct words of each report, with how often they count in its parts."""

    reports: Numbers
    codes: Numbers
    titled: Floats
    running: Floats
    named: Floats
    idf: Floats


def _vectors(documents: Sequence[Document]) -> Iterator[Vector]:
    table = word_table(documents)
    copies = _hashed(table, len(documents))
    found = _counted(table, documents)
    full = np.sqrt(found.titled + found.running) * found.idf
    names = np.sqrt(found.titled + found.named) * found.idf
    size = len(documents)
    full *= math.sqrt(1 - NAMES_SHARE) * _over_length(full, found.reports, size)
    names *= math.sqrt(NAMES_SHARE) * _over_length(names, found.reports, size)
    scale = UNIT * _over_length(np.hypot(full, names), found.reports, size)
    share = np.sqrt(found.running / np.maximum(found.titled + found.running, 1.0))
    codes = found.codes.astype(np.uint32)
    marked = codes | np.uint32(1 << CODE_BITS)
    wide, narrow, own = (_whole(part * scale) for part in (full, names, full * share))
    first = np.searchsorted(found.reports, np.arange(size + 1))
    for number, (begin, end) in enumerate(pairwise(first.tolist())):
        if not copies[number]:
            yield NOTHING
            continue
        own_words, in_names = slice(begin, end), narrow[begin:end] > 0
        kept = wide[own_words] > 0
        yield Vector(
            np.concatenate([codes[own_words][kept], marked[own_words][in_names]]),
            np.concatenate([wide[own_words][kept], narrow[own_words][in_names]]),
            np.concatenate([own[own_words][kept], np.zeros(np.count_nonzero(in_names), np.uint16)]),
            copies[number],
        )


def _counted(table: WordTable, documents: Sequence[Document]) -> _Terms:
    languages = [document.report.language or LANGUAGE for document in documents]
    marks = np.array([_mark(language) for language in languages], np.int64)
    keys = (table.reports << CODE_BITS) | (table.codes ^ marks.take(table.reports))
    order = np.argsort(keys, kind="stable")
    keys = keys.take(order)
    new = np.ones(len(keys), bool)
    np.not_equal(keys[1:], keys[:-1], out=new[1:])
    firsts = np.flatnonzero(new)
    if not len(firsts):
        none, nothing = np.zeros(0, np.int64), np.zeros(0)
        return _Terms(none, none, nothing, nothing, nothing, nothing)
    distinct = keys.take(firsts)
    places = table.places.take(order)
    titled = places < 0
    lead = ~titled & (places < LEAD_WORDS)
    lowered = np.maximum.reduceat(~table.capitals.take(order) & ~titled, firsts)
    digits = table.digits.take(order.take(firsts))
    # A headline's word has place -1, which takes the last worth: none.
    worths = _worths().take(np.minimum(places, LEAD_REACH))
    in_title = HEADLINE_COUNT * np.add.reduceat(titled, firsts, dtype=np.int64)
    in_lead = np.add.reduceat(lead, firsts, dtype=np.int64) * (~lowered | digits)
    running = np.add.reduceat(worths, firsts) / _FINE
    reports, codes = distinct >> CODE_BITS, distinct & ((1 << CODE_BITS) - 1)
    idf = table_idf(codes)
    foreign = marks.take(reports) > 0
    if foreign.any():
        guessed = guessed_idf(table.lengths.take(order.take(firsts)), digits)
        idf = np.where(foreign, guessed, idf)
    return _Terms(reports, codes, in_title.astype(float), running, in_lead.astype(float), idf)


def _mark(language: str) -> int:
    """Return what is mixed into the codes of a language's words: of two languages, no word is the same."""
    return 0 if language == LANGUAGE else crc32(language.encode()) & ((1 << CODE_BITS) - 1) | 1


@cache
def _worths() -> Floats:
    """Return what a word counts at the first ``LEAD_REACH`` places, behind them, and in a headline."""
    places = np.arange(LEAD_REACH)
    near = 1.0 + LEAD_BONUS * np.exp(-places / LEAD_DECAY)
    worths: Floats = np.rint(np.concatenate([near, [1.0, 0.0]]) * _FINE)
    return worths


def _over_length(weights: Floats, reports: Numbers, size: int) -> Floats:
    """Return for each weight one over the length of the vector that its report's weights make."""
    squares = np.bincount(reports, weights * weights, size)
    squares[squares == 0] = 1.0
    return (1 / np.sqrt(squares)).take(reports)


def _whole(weights: Floats) -> Weights:
    return np.rint(weights).astype(np.uint16)


def _hashed(table: WordTable, size: int) -> list[int]:
    """Return a number for the words of each report in order, 0 where it has none but a headline's."""
    first = np.searchsorted(table.reports, np.arange(size))
    places = np.arange(len(table.reports)) - first.take(table.reports)
    powers = _powers(int(places.max(initial=0)) + 1).take(places)
    mixed = np.append((table.codes.astype(np.uint64) + np.uint64(1)) * powers, np.uint64(0))
    sums = np.add.reduceat(mixed, first)
    told = np.bincount(table.reports, table.places >= 0, size) > 0
    hashes: list[int] = np.where(told, sums | np.uint64(1), np.uint64(0)).tolist()
    return hashes


def _powers(size: int) -> npt.NDArray[np.uint64]:
    return _usual_powers()[:size] if size <= _USUAL else _made_powers(size)


@cache
def _usual_powers() -> npt.NDArray[np.uint64]:
    return _made_powers(_USUAL)


def _made_powers(size: int) -> npt.NDArray[np.uint64]:
    return np.multiply.accumulate(np.full(size, 0x9E3779B97F4A7C15, np.uint64))
