"""How rare a word is, from a table of English reports; for other languages guessed from its length.

English is weighed by the table alone. Adding the counts of the stream moved the measured figures by less than
.01, mostly down: a big story makes its own words look common.
"""

import math
from collections.abc import Mapping
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from copydesk.stories.word_table import word_codes

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]

LANGUAGE = "en"
"""The language of the table."""
UNSEEN = 2.0
"""Reports in which a word outside the table is taken to occur; the table starts at 5."""
LENGTH_SHARES = (0.5, 0.5, 0.4, 0.3, 0.15, 0.06, 0.04, 0.03)
"""Share of reports that hold a given running word of 0, 1, ... letters, for alphabets: short words
are the ones that say little. A guess, unmeasured for want of data in other languages."""
LONG_SHARE = 0.02
"""The same for longer words, for numbers, and for pairs of characters of unspaced scripts."""


@cache
def background() -> tuple[Mapping[str, int], int]:
    """Return in how many reports each English word occurs, and how many reports were counted.

    Counted by scripts/count_words.py over data/quotes/polnear-train, data/dates and the main texts of
    data/pages (1,278 English texts of 1989 to 2019); words of fewer than five texts are left out.
    Without the 181 pages, which are about all sorts of things, B-cubed F1 on 5w1h falls by .02.
    """
    table = resources.files("copydesk.stories").joinpath("background.tsv").read_text(encoding="utf-8")
    counts = {word: int(count) for word, count in (line.split("\t") for line in table.splitlines())}
    return counts, counts.pop("")


def table_idf(codes: Numbers) -> Floats:
    """Return the inverse document frequency of English words, by their codes."""
    known, weights, unseen = _columns()
    at = np.minimum(np.searchsorted(known, codes), len(known) - 1)
    idf: Floats = np.where(known.take(at) == codes, weights.take(at), unseen)
    return idf


@cache
def _columns() -> tuple[Numbers, Floats, float]:
    """Return the codes of the table's words, ascending, their weights, and that of a word outside it."""
    counts, reports = background()
    codes = word_codes(list(counts))
    order = np.argsort(codes)
    weights = np.log((reports + 1) / (np.array(list(counts.values())) + 1))
    return codes.take(order), weights.take(order), math.log((reports + 1) / (UNSEEN + 1))


def guessed_idf(lengths: Numbers, digits: npt.NDArray[np.bool_]) -> Floats:
    """Return that of words of other languages, by their lengths and whether they are numbers."""
    shares = np.array([*LENGTH_SHARES, LONG_SHARE])
    places = np.where(digits, len(LENGTH_SHARES), np.clip(lengths, 0, len(LENGTH_SHARES)))
    idf: Floats = -np.log(shares.take(places))
    return idf
