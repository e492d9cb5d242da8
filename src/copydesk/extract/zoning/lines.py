"""Describe the lines of a page by what they look like, for a judgement which belong to the report's body.

Lines are described by numbers (length, letters, closing marks, function words, neighbours, place on the
page), all of them computed with arrays over a whole sheet of pages (see ``sheet``), and scored by two
rounds of boosted decision tables (``scorer``).
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from copydesk.extract.zoning import words as word_classes
from copydesk.extract.zoning.around import Around
from copydesk.extract.zoning.company import (
    again,
    company,
    cut_off,
    hinted,
    own_words,
    person,
    shapes,
    stamps,
    titles,
)
from copydesk.extract.zoning.sheet import (
    ASK,
    CLOSER,
    COLON,
    COMMA,
    DIGIT,
    LETTER,
    LINK,
    QUOTE,
    SPACE,
    SYMBOL,
    UPPER,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from copydesk.extract.zoning.sheet import Floats, Sheet, Whole

KINDS = 6
"""Kinds that rules give to a line: the numbers that ``Sheet.named`` has, without 0."""
_URL = re.compile(r"https?:|www\.|[\w.]@\w|\.(?:com|org|net|html?)\b")
_ELLIPSIS, _STOP = ord("…"), ord(".")


def first_round(sheet: Sheet) -> Floats:
    """Return for each feature its values for all lines of ``sheet``."""
    import numpy as np

    around = Around(sheet.bounds)
    size = sheet.sizes.astype(np.float32)
    chars = _characters(sheet)
    letters, upper, digits, symbols, starts, capitals, commas, inner, quotes, asks = chars
    closed, colon, ellipsis, address = _ends(sheet)
    words = np.diff(sheet.first_words).astype(np.float32)
    functional = sheet.per_line((sheet.classes & word_classes.FUNCTION) > 0)
    visitor = sheet.per_line((sheet.classes & word_classes.ADDRESS) > 0)
    capital = capitals / np.maximum(starts, 1)
    share = functional / np.maximum(words, 1)
    length = np.log1p(size)
    prose = size * (closed > 0) * (functional >= 2)
    gaps = sheet.gaps.astype(np.float32)
    named = sheet.named.astype(np.float32)
    columns = [
        length, np.log1p(words), upper / np.maximum(letters, 1), digits / size, symbols / size, capital,
        share, functional, visitor / np.maximum(words, 1), visitor,
        closed, colon, ellipsis, address, commas, inner, np.minimum(quotes, 4), asks, *_first(sheet),
        commas / size, _repeats(sheet), gaps, *around.shifted(gaps, 1), sheet.indents.astype(np.float32),
        *(named == kind for kind in range(1, KINDS + 1)),
        *_place(around, size, prose, closed), *_threads(sheet, around), *hinted(sheet, around),
    ]  # fmt: skip
    near = [around.shifted(row, -3, -2, -1, 1, 2, 3) for row in (length, closed)]
    columns += [row for both in zip(*near, strict=True) for row in both]
    next_to = [around.shifted(row, -1, 1) for row in (functional, capital, named)]
    columns += [row for three in zip(*next_to, strict=True) for row in three]
    reach = ((2, 0), (0, 2), (5, 0), (0, 5), (12, 0), (0, 12))
    wide = [around.means(row, *reach) for row in (length, closed, share, np.minimum(prose, 500))]
    columns += [row for four in zip(*wide, strict=True) for row in four]
    columns += own_words(sheet, around) + again(sheet, around) + shapes(sheet, around) + stamps(sheet, around)
    columns += (
        titles(around, size, words, closed) + cut_off(around, size, ellipsis) + person(sheet, around, words)
    )
    columns += company(sheet, around, digits / size)
    return np.array(columns, np.float32)


def _characters(sheet: Sheet) -> Sequence[Floats]:
    """Count the characters of each line by class.

    Returns:
        Letters, capitals, digits, symbols, word starts, capitalised word starts, commas, sentence ends inside
        the line, quotation marks, question and exclamation marks.
    """
    import numpy as np

    flags = sheet.flags
    word = (flags & (LETTER | DIGIT)) > 0
    starts = word.copy()
    starts[1:] &= ~word[:-1]
    upper = (flags & UPPER) > 0
    inner = (flags & CLOSER) > 0
    inner[:-1] &= (flags[1:] & SPACE) > 0
    inner[sheet.begins + sheet.sizes - 1] = False
    plain = _counts(flags, (LETTER, UPPER, DIGIT, SYMBOL), sheet.begins)
    rest = _counts(flags, (COMMA, QUOTE, ASK), sheet.begins)
    packed = starts.view(np.uint8) | (starts & upper).view(np.uint8) << 1 | inner.view(np.uint8) << 2
    begun = _counts(packed, (1, 2, 4), sheet.begins)
    return [*plain, begun[0], begun[1], rest[0], begun[2], rest[1], rest[2]]


@functools.cache
def _spread(bits: tuple[int, ...]) -> NDArray[np.uint64]:
    """Return for each combination of marks a number with 1 in the 16 bits of each mark of ``bits``."""
    import numpy as np

    marks = np.arange(2 * max(bits), dtype=np.uint64)
    spread: NDArray[np.uint64] = np.zeros(len(marks), np.uint64)
    for place, bit in enumerate(bits):
        spread |= (marks // np.uint64(bit) & np.uint64(1)) << np.uint64(16 * place)
    return spread


def _counts(marks: NDArray[np.integer[Any]], bits: tuple[int, ...], begins: Whole) -> list[Floats]:
    """Count up to four marks of the characters per line at once, each in 16 bits of one sum."""
    import numpy as np

    spread = _spread(bits)
    sums = np.add.reduceat(spread.take(marks & (len(spread) - 1)), begins)
    return [
        (sums >> np.uint64(16 * place) & np.uint64(0xFFFF)).astype(np.float32) for place in range(len(bits))
    ]


def _ends(sheet: Sheet) -> list[Floats]:
    """Tell per line: closed by a full stop or its like, by a colon, by an ellipsis; holds an address."""
    import numpy as np

    flags, codes, ends = sheet.flags, sheet.codes, sheet.begins + sheet.sizes - 1
    last = flags[sheet.last]
    dots = (
        (codes[ends] == _STOP) & (codes[ends - 1] == _STOP) & (codes[ends - 2] == _STOP) & (sheet.sizes > 2)
    )
    address = np.zeros(len(ends), np.float32)
    for i in _may_have_address(sheet).tolist():
        address[i] = _URL.search(sheet.lines[i]) is not None
    rows = [(last & CLOSER) > 0, (last & COLON) > 0, dots | (codes[sheet.last] == _ELLIPSIS)]
    return [*(row.astype(np.float32) for row in rows), address]


def _may_have_address(sheet: Sheet) -> Whole:
    """Return the numbers of the lines with a mark that addresses have, beside a letter that stands there."""
    import numpy as np

    codes = sheet.codes
    marks = np.flatnonzero(sheet.flags & LINK)
    mark, before, behind = codes[marks], codes[marks - 1], codes[marks + 1]
    dotted = (before == ord("w")) | (behind == ord("c")) | (behind == ord("o"))
    dotted |= (behind == ord("n")) | (behind == ord("h"))
    led = (before == ord("p")) | (before == ord("s"))
    places = marks[(mark == ord("@")) | ((mark == ord(".")) & dotted) | ((mark == ord(":")) & led)]
    lines: Whole = np.unique(np.searchsorted(sheet.begins, places, side="right") - 1)
    return lines


def _first(sheet: Sheet) -> list[Floats]:
    """Tell per line whether its first character is lower case, a digit, none of letter, digit and quote."""
    import numpy as np

    first = sheet.flags[sheet.begins]
    rows = [
        (first & (LETTER | UPPER)) == LETTER,
        (first & DIGIT) > 0,
        (first & (LETTER | DIGIT | QUOTE)) == 0,
    ]
    return [row.astype(np.float32) for row in rows]


def _repeats(sheet: Sheet) -> Floats:
    """Return how often each line stands on its page."""
    import numpy as np

    out: list[int] = []
    for start, end in pairwise(sheet.bounds.tolist()):
        page = sheet.folded[start:end]
        out += map(Counter(page).__getitem__, page)
    return np.array(out, np.float32)


def _place(around: Around, size: Floats, prose: Floats, closed: Floats) -> list[Floats]:
    """Tell where on the page a line stands, and how much prose the page has."""
    import numpy as np

    n = around.page_size.astype(np.float32)
    index = (around.index - around.low).astype(np.float32)
    all_prose, everything = around.total(prose), around.total(size)
    return [
        *(index / n, index, n - index, np.log1p(n)),
        *(all_prose / everything, np.log1p(all_prose), around.total(closed) / n),
        *(around.above(prose) / np.maximum(all_prose, 1e-9), around.above(size) / everything),
    ]


def _threads(sheet: Sheet, around: Around) -> list[Floats]:
    """Tell how many readers' comments begin above a line and on its page, and how far above the last does."""
    import numpy as np

    heads = sheet.heads.astype(np.float32)
    return [around.above(heads) + heads, around.total(heads), around.since(sheet.heads, 50)]
