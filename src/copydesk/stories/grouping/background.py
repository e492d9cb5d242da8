"""In how many English reports a word or a pair of names occurs; for other languages a guess."""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from copydesk.stories.grouping.loops.reading import CODE_BITS
from copydesk.stories.grouping.word_table import pair_codes, word_codes

Numbers = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int32]

LANGUAGE = "en"
"""The language of the table."""
FINE = 16
"""Steps of a count."""
UNSEEN, UNSEEN_PAIR = 2.0, 0.5
"""Reports in which a word or pair outside the table is taken to occur; the words of the table start at 5, the
pairs at 3."""
LENGTH_SHARES = (0.5, 0.5, 0.4, 0.3, 0.15, 0.06, 0.04, 0.03)
"""Share of reports that hold a given running word of 0, 1, ... letters, for alphabets: short words
are the ones that say little. A guess, unmeasured for want of data in other languages."""
LONG_SHARE = 0.02
"""The same for longer words, for numbers, and for pairs of characters of unspaced scripts."""

_INDEX_BITS = 15
"""Upper bits of codes by which the table is looked up: most are of no word or of one."""


@cache
def background() -> tuple[Mapping[str, int], int]:
    """Return in how many reports each English word or pair occurs, and how many reports were counted.

    Counted by scripts/count_words.py over data/quotes/polnear-train, data/dates and the main texts of
    data/pages (1,278 English texts of 1989 to 2019). Without the 181 pages, which are about all sorts of
    things, B-cubed F1 on 5w1h falls by .02.
    """
    table = (
        resources.files("copydesk.stories.grouping").joinpath("background.tsv").read_text(encoding="utf-8")
    )
    counts = {word: int(count) for word, count in (line.split("\t") for line in table.splitlines())}
    return counts, counts.pop("")


class Known(NamedTuple):
    """Words or pairs of the table, as ``loops.counting.look_up`` takes them.

    Attributes:
        codes: ascending, and last one above all.
        counts: in how many reports each occurs, in steps of 1 / ``FINE``; last what others are taken to.
        begins: at which of them those begin whose upper bits are 0, 1, ...
    """

    codes: Codes
    counts: Codes
    begins: Codes


@cache
def known_words() -> Known:
    """Return in how many reports English words occur, by their codes."""
    counts = {word: count for word, count in background()[0].items() if " " not in word}
    return _known(word_codes(list(counts)), list(counts.values()), UNSEEN)


@cache
def known_pairs() -> Known:
    """Return in how many reports pairs of names occur, by their codes."""
    counts = {word: count for word, count in background()[0].items() if " " in word}
    codes = word_codes([word for pair in counts for word in pair.split(" ")])
    return _known(pair_codes(codes[::2], codes[1::2]), list(counts.values()), UNSEEN_PAIR)


def foreign_counts(lengths: Codes, digits: npt.NDArray[np.bool_]) -> Codes:
    """Return the same for words of other languages, by their lengths and whether they are numbers."""
    shares = np.array([*LENGTH_SHARES, LONG_SHARE])
    places = np.where(digits, len(LENGTH_SHARES), np.clip(lengths, 0, len(LENGTH_SHARES)))
    counts: Codes = np.rint(shares.take(places) * background()[1] * FINE).astype(np.int32)
    return counts


def _known(codes: Codes, counts: list[int], unseen: float) -> Known:
    order = np.argsort(codes)
    codes = np.append(codes.take(order), np.int32(1 << CODE_BITS))
    counted = np.append(np.array(counts, np.int32).take(order) * FINE, np.int32(unseen * FINE))
    begins = np.searchsorted(codes >> CODE_BITS - _INDEX_BITS, np.arange(1 << _INDEX_BITS))
    return Known(codes, counted, begins.astype(np.int32))
