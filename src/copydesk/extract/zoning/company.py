"""Describe lines by the company they keep: the title, lines of like shape, dates, the page's own words."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from copydesk.extract.zoning import words as word_classes
from copydesk.extract.zoning.around import FAR, Around
from copydesk.extract.zoning.sheet import ASK, COLON, DIGIT, LETTER, SPACE, UPPER

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from copydesk.extract.zoning.sheet import Floats, Sheet, Whole

_WORD = re.compile(r"\w+")
_BREAK = 5


def hinted(sheet: Sheet, around: Around) -> list[Floats]:
    """Tell what a line has to do with the title or address.

    Returns:
        Its likeness (Jaccard) to the hint, its distance in lines from the likest one, which share of the
        hint's long words it has, how many lines around have, and how many such words there are.
    """
    import numpy as np

    held = np.zeros(len(sheet.keys), bool)
    long = np.zeros(len(sheet.keys), bool)
    sought, sought_long = np.zeros((2, len(sheet.hints)), np.float32)
    for page, hint in enumerate(sheet.hints):
        if not hint:
            continue
        words = set(_WORD.findall(hint.casefold()))
        here = slice(*sheet.first_words[sheet.bounds[page : page + 2]].tolist())
        telling = {word for word in words if len(word) >= 4} - word_classes.function_words()
        for chosen, out, counts in ((words, held, sought), (telling, long, sought_long)):
            keys = np.array(sorted({word_classes.key_of(word) for word in chosen}), np.uint64)
            out[here] = np.isin(sheet.keys[here], keys)
            counts[page] = len(keys)
    page_of = sheet.page_of
    asked, asked_long = sought[page_of], sought_long[page_of]
    words_here = np.diff(sheet.first_words)
    both = sheet.per_line(held)
    likeness = np.minimum(both / np.maximum(words_here + asked - both, 1), 1)
    likeness *= (asked >= 3) & (sheet.sizes >= 10) & (sheet.sizes <= 300)
    told = np.minimum(sheet.per_line(long) / np.maximum(asked_long, 1), 1) - (asked_long == 0)
    around_it = around.means(told, (3, 3), (0, 6), (6, 0))
    return [likeness, _from_likest(likeness, around), told, *around_it, asked_long]


def _from_likest(likeness: Floats, around: Around) -> Floats:
    """Return each line's distance from the last of the lines that are most like the hint."""
    import numpy as np

    if not len(likeness):
        return likeness
    best = np.full(len(around.bounds) - 1, -1)
    filled = np.flatnonzero(np.diff(around.bounds))
    most = np.zeros(len(best))
    most[filled] = np.maximum.reduceat(likeness, around.bounds[:-1][filled])
    page_of = np.repeat(np.arange(len(best)), np.diff(around.bounds))
    alike = np.flatnonzero(likeness >= np.maximum(0.45, most[page_of] - 0.1))
    best[page_of[alike]] = alike
    found = best[page_of]
    return np.where(found < 0, -FAR, around.index - found).astype(np.float32)


def own_words(sheet: Sheet, around: Around) -> list[Floats]:
    """Tell how many of a line's words are short ones that many long lines of its page have.

    That is what function words are in any language.
    """
    import numpy as np

    words = np.diff(sheet.first_words)
    long = words >= 8
    short = sheet.grouped(np.flatnonzero(sheet.lengths <= 5))
    once = short.once()
    often = np.bincount(once.word, long[once.line], minlength=1)
    least = np.maximum(3, 0.25 * around.total(long.astype(np.float32)))
    own = often[short.word] >= least[short.line]
    count = np.bincount(short.line, own, len(words)).astype(np.float32)
    share = (count / np.maximum(words, 1)).astype(np.float32)
    return [share, count, *around.means(share, (2, 2)), *around.means(count, (5, 0), (0, 5))]


def again(sheet: Sheet, around: Around) -> list[Floats]:
    """Tell which share of a line's long words other lines of the page have."""
    import numpy as np

    topic = sheet.topic
    words = np.bincount(topic.line, minlength=len(sheet.lines)).astype(np.float32)
    elsewhere = np.bincount(topic.line, topic.counts() > 1, len(sheet.lines)).astype(np.float32)
    top, under = (around.means(row, (2, 2), (6, 6)) for row in (elsewhere, words))
    return [elsewhere / np.maximum(words, 1), *top / np.maximum(under, 1e-9)]


def shapes(sheet: Sheet, around: Around) -> list[Floats]:
    """Tell how many lines nearby begin with the same sorts of characters, or on the page with one word."""
    import numpy as np

    sorts = _sorts(sheet)
    change = np.ones(len(sorts), bool)
    change[1:] = sorts[1:] != sorts[:-1]
    change[sheet.begins] = True
    places = np.flatnonzero(change)
    runs = sorts[places]
    first = np.searchsorted(places, sheet.begins)
    near = []
    for count in (4, 9):
        shape = np.zeros(len(sheet.lines), np.int64)
        going = np.ones(len(sheet.lines), bool)
        for step in range(count):
            at = np.minimum(first + step, len(runs) - 1)
            going &= runs[at] != _BREAK
            shape = shape * 16381 + np.where(going, runs[at], 1)
        near.append(around.same(shape, 6))
    padded = np.concatenate((sheet.keys, np.zeros(1, np.uint64)))
    opening = word_classes.mixed(padded[sheet.first_words[:-1]], sheet.page_of)
    _, inverse, counts = np.unique(opening, return_inverse=True, return_counts=True)
    return [*near, counts[inverse].astype(np.float32), *around.means(near[1], (3, 3))]


def _sorts(sheet: Sheet) -> NDArray[np.int32]:
    """Return a number for the sort of each character: letter, capital, digit, space, break, or the mark."""
    import numpy as np

    sorts = _sort_of_class().take(sheet.flags & (LETTER | UPPER | DIGIT | SPACE))
    marks = np.flatnonzero(sorts == 0)
    sorts[marks] = 10 + np.minimum(sheet.codes[marks], 9000)
    sorts[sheet.begins + sheet.sizes] = _BREAK
    return sorts


@functools.cache
def _sort_of_class() -> NDArray[np.int32]:
    import numpy as np

    classes = np.arange(2 * max(LETTER, UPPER, DIGIT, SPACE))
    sorts = np.zeros(len(classes), np.int32)
    for bit, sort in ((LETTER, 2), (UPPER, 3), (DIGIT, 4), (SPACE, 6)):
        sorts[(classes & bit) > 0] = sort
    return sorts


def stamps(sheet: Sheet, around: Around) -> list[Floats]:
    """Tell where dates and times of day stand: in the line, around it, above and below."""
    import numpy as np

    flags = sheet.flags
    digit = (flags & DIGIT) > 0
    clock = np.zeros(len(flags), bool)
    clock[1:-1] = digit[:-2] & ((flags[1:-1] & COLON) > 0) & digit[2:]
    clocks = np.add.reduceat(clock.view(np.uint8), sheet.begins, dtype=np.int32)
    number = (sheet.initials >= ord("0")) & (sheet.initials <= ord("9"))
    years = sheet.per_line(number & (sheet.lengths == 4) & (sheet.initials <= ord("2")))
    days = sheet.per_line(number & (sheet.lengths <= 2))
    months = sheet.per_line((sheet.classes & word_classes.MONTH) > 0)
    ago = sheet.per_line((sheet.classes & word_classes.AGO) > 0)
    numbers = sheet.per_line(number)
    stamped = (clocks > 0) | (years > 0) | ((months > 0) & (days > 0)) | ((ago > 0) & (numbers > 0))
    stamped &= sheet.sizes < 150
    stamp = stamped.astype(np.float32)
    return [
        *(stamp, *around.means(stamp, (8, 8), (0, 12), (12, 0))),
        *(around.since(stamped, 40), around.until(stamped, 40), around.total(stamp)),
        np.log1p(around.above(stamp) + stamp),
    ]


def titles(around: Around, size: Floats, words: Floats, closed: Floats) -> list[Floats]:
    """Tell where lines stand that could be headlines of other reports."""
    import numpy as np

    titular = (size < 110) & (words >= 4) & (closed == 0)
    title = titular.astype(np.float32)
    return [
        *(title, *around.means(title, (6, 0), (0, 6), (3, 3))),
        around.since(titular, 30),
    ]


def cut_off(around: Around, size: Floats, ellipsis: Floats) -> list[Floats]:
    """Tell of lines that were cut to one length, as teasers are, and of lines that end with an ellipsis."""
    import numpy as np

    long = size >= 70
    lengths = np.where(long, size, -1).astype(np.int64) // 2
    most = int(lengths.max(initial=0)) + 3
    page = np.repeat(np.arange(len(around.bounds) - 1), np.diff(around.bounds)) * most + 1
    keys = page + np.maximum(lengths, 0)
    known, counts = np.unique(keys[long], return_counts=True)

    def count(key: Whole) -> Floats:
        if not len(known):
            return np.zeros(len(key), np.float32)
        at = np.minimum(np.searchsorted(known, key), len(known) - 1)
        return np.where(known[at] == key, counts[at], 0).astype(np.float32)

    equal = (count(keys) + 0.5 * (count(keys - 1) + count(keys + 1))) * long
    dots = around.total(ellipsis)
    share = dots / np.maximum(around.total(long.astype(np.float32)), 1)
    return [equal, *around.means(ellipsis, (4, 4)), dots, *around.means(equal, (4, 4)), share]


def person(sheet: Sheet, around: Around, words: Floats) -> list[Floats]:
    """Tell how much a line and those around it speak in the first person, and ask or shout."""
    import numpy as np

    first = sheet.per_line((sheet.classes & word_classes.FIRST) > 0)
    asks = np.add.reduceat(((sheet.flags & ASK) > 0).view(np.uint8), sheet.begins, dtype=np.int32)
    everywhere = around.total(first) / np.maximum(around.total(words), 1)
    return [
        first,
        first / np.maximum(words, 1),
        *around.means(first, (4, 4)),
        everywhere,
        asks.astype(np.float32),
    ]


def company(sheet: Sheet, around: Around, digits: Floats) -> list[Floats]:
    """Tell how dense, how long and how far apart the lines around are."""
    import numpy as np

    size = sheet.sizes.astype(np.float32)
    short, long = (size < 30).astype(np.float32), (size > 150).astype(np.float32)
    gaps = np.minimum(sheet.gaps, 6).astype(np.float32)
    indents = sheet.indents.astype(np.float32)
    n = around.page_size
    return [
        *(*around.means(digits, (5, 5)), *around.means(short, (5, 0), (0, 5))),
        *(*around.means(long, (15, 0), (0, 15)), around.total(np.log1p(size)) / n),
        *(*around.means(gaps, (4, 0), (0, 4)), around.total(gaps) / n),
        *(*around.shifted(gaps, 2, -1), indents - around.total(indents) / n),
    ]
