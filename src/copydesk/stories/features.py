"""What clustering knows of a report: its words, names and pairs of names, each with how often it counts.

A report has four parts, whose terms never meet: all words, those of headline and lead counting more; the
names and numbers of headline and lead, which tell look-alike events apart; the names of headline and whole
body; and names of two words. A name is a word with a capital letter that the body never writes without one.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt

from copydesk.model.document import Document
from copydesk.stories.background import LANGUAGE, foreign_counts, pair_counts, word_counts
from copydesk.stories.loops import weighing
from copydesk.stories.word_table import CODE_BITS, WordTable, pair_codes, word_table
from copydesk.text.compiling import compiled

Terms = npt.NDArray[np.uint32]
Counts = npt.NDArray[np.uint16]
Titled = npt.NDArray[np.uint8]
Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

WORDS, LEAD_NAMES, NAMES, PAIRS = range(4)
"""The parts, by the bits of a term above those of its code."""

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

_CODES = (1 << CODE_BITS) - 1
_MOST = np.iinfo(np.uint16).max
_USUAL = 1 << 12
"""Words of a report for which powers are kept."""


class Features(NamedTuple):
    """The terms of one report.

    Attributes:
        terms: distinct and ascending; the upper two bits tell the part.
        counts: how often each counts, in steps of 1 / ``FINE``; of ``WORDS`` in standfirst and body only.
        titled: of ``WORDS``, how often the headline has it; else 0.
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
    for start in range(0, len(documents), TOGETHER):
        yield from _features(documents[start : start + TOGETHER])


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


def joined(reports: Sequence[Features]) -> Columns:
    """Return the features of several reports, at least one, as columns."""
    terms, counts, titled, known, words = zip(*reports, strict=True)
    ends = np.cumsum([len(one) for one in terms])
    if len(reports) == 1:
        return Columns(terms[0], counts[0], titled[0], known[0], ends, words)
    columns = np.concatenate(terms), np.concatenate(counts), np.concatenate(titled), np.concatenate(known)
    return Columns(*columns, ends, words)


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


class _Part(NamedTuple):
    """Terms of one part: their report, code, count, count in the headline, and reports of the background."""

    reports: Numbers
    codes: Numbers
    counts: Numbers
    titled: Numbers
    known: Numbers


def _features(documents: Sequence[Document]) -> Iterator[Features]:
    table = word_table(documents)
    size = len(documents)
    languages = [document.report.language or LANGUAGE for document in documents]
    marks = np.array([_mark(language) for language in languages], np.int64)
    copies = _hashed(table, size)
    parts = _parts(table, marks)
    reports = np.concatenate([part.reports for part in parts])
    told = np.array(copies, np.uint64).take(reports) > 0
    codes = np.concatenate([part.codes | (kind << CODE_BITS) for kind, part in enumerate(parts)])
    order = np.flatnonzero(told)
    order = order.take(np.argsort((reports.take(order) << 32) | codes.take(order), kind="stable"))
    terms = codes.take(order).astype(np.uint32)
    counts, titled, known = (
        np.concatenate(columns).take(order)
        for columns in zip(*((part.counts, part.titled, part.known) for part in parts), strict=True)
    )
    counts, known = np.minimum(counts, _MOST).astype(np.uint16), known.astype(np.uint16)
    titled = np.minimum(titled, 255).astype(np.uint8)
    ends = np.cumsum(np.bincount(reports.take(order), minlength=size)).tolist()
    for begin, end, words in zip([0, *ends[:-1]], ends, copies, strict=True):
        here = slice(begin, end)
        yield Features(terms[here], counts[here], titled[here], known[here], words)


def _parts(table: WordTable, marks: Numbers) -> list[_Part]:
    """Count the terms of reports whose words are in ``table``; ``marks`` are those of their languages."""
    own = marks.take(table.reports)
    keys = (table.reports << CODE_BITS) | (table.codes ^ own)
    order = np.argsort(keys, kind="stable")
    ordered = keys.take(order)
    new = np.ones(len(keys), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    firsts = np.flatnonzero(new)
    if not len(firsts):
        none = np.zeros(0, np.int64)
        return [_Part(none, none, none, none, none)] * 4
    places = table.places.take(order)
    titled = places < 0
    named = _never_lowered(table, order, firsts, titled)
    names = named.take(np.cumsum(new) - 1)
    digits = table.digits.take(order)

    def counted(which: Flags) -> Numbers:
        return np.add.reduceat(which, firsts, dtype=np.int64)

    in_title = counted(titled)
    in_lead = TITLE_NAMES * in_title + counted((names | digits) & ~titled & (places < LEAD_WORDS))
    in_body = in_title + counted(names & ~titled & (places < NAMES_REACH))
    # A headline's word has place -1, which takes the last worth: none.
    running = np.add.reduceat(_worths().take(np.minimum(places, LEAD_REACH)), firsts)
    distinct = ordered.take(firsts)
    reports, codes = distinct >> CODE_BITS, distinct & _CODES
    known = word_counts(codes)
    foreign = own.take(order.take(firsts)) > 0
    if foreign.any():
        guessed = foreign_counts(table.lengths.take(order.take(firsts)), digits.take(firsts))
        known = np.where(foreign, guessed, known)
    nothing = np.zeros(len(codes), np.int64)
    return [
        _Part(reports, codes, running, in_title, known),
        _kept(_Part(reports, codes, in_lead * FINE, nothing, known)),
        _kept(_Part(reports, codes, in_body * FINE, nothing, known)),
        _pairs(table, own, _in_order(names, order)),
    ]


def _never_lowered(table: WordTable, order: Numbers, firsts: Numbers, titled: Flags) -> Flags:
    """Tell for each distinct word of a report whether its body never writes it without a capital letter."""
    lowered: Flags = np.logical_or.reduceat(~table.capitals.take(order) & ~titled, firsts)
    return ~lowered


def _in_order(ordered: Flags, order: Numbers) -> Flags:
    """Return flags of sorted words in the order of the words."""
    flags = np.empty_like(ordered)
    flags[order] = ordered
    return flags


def _kept(part: _Part) -> _Part:
    """Leave out what does not count."""
    kept = part.counts > 0
    return _Part(*(column[kept] for column in part))


def _pairs(table: WordTable, marks: Numbers, names: Flags) -> _Part:
    """Count two words side by side in the body that are both names."""
    name = names & table.capitals & (table.places >= 0) & (table.places < PAIRS_REACH)
    after = np.flatnonzero(name[1:] & name[:-1] & table.joined[1:] & (table.places[1:] > 0)) + 1
    codes = pair_codes(table.codes.take(after - 1), table.codes.take(after)) ^ marks.take(after)
    keys, counts = np.unique((table.reports.take(after) << CODE_BITS) | codes, return_counts=True)
    reports, codes = keys >> CODE_BITS, keys & _CODES
    return _Part(reports, codes, counts * FINE, np.zeros(len(keys), np.int64), pair_counts(codes))


def _mark(language: str) -> int:
    """Return what is mixed into the codes of a language's words: of two languages, no word is the same."""
    return 0 if language == LANGUAGE else crc32(language.encode()) & _CODES | 1


@cache
def _worths() -> Numbers:
    """Return what a word counts at the first ``LEAD_REACH`` places, behind them, and in a headline."""
    near = 1.0 + LEAD_BONUS * np.exp(-np.arange(LEAD_REACH) / LEAD_DECAY)
    worths: Numbers = np.rint(np.concatenate([near, [1.0, 0.0]]) * FINE).astype(np.int64)
    return worths


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
