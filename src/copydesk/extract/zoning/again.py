"""Describe lines a second time, by what the first round's scores say of those around and of their words."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from copydesk.extract.zoning.around import Around
from copydesk.text.runs import best_run

if TYPE_CHECKING:
    from copydesk.extract.zoning.sheet import Floats, Sheet, Whole

_LEAN = 0.35
"""Score at which a line neither adds to a block of body lines nor takes from it."""

_REACH = tuple(reach for width in (2, 4, 8, 16) for reach in ((width, 0), (0, width), (width, width)))


def second_round(sheet: Sheet, features: Floats, scores: Floats) -> Floats:
    """Return the columns again, with what the first round's scores say of the lines around."""
    import numpy as np

    around = Around(sheet.bounds)
    size = sheet.sizes.astype(np.float32)
    mass, weight = size * scores, np.sqrt(size)
    gain = (scores - _LEAN) * weight
    start, end = _blocks(gain, around)
    index = around.index
    outside = np.where(index < start, index - start, np.where(index >= end, index - end + 1, 0))
    total = around.total(mass)
    gains = around.above(gain) + gain
    columns = [
        *(scores, around.above(mass) / np.maximum(total, 1e-9), np.log1p(total), total / around.total(size)),
        *(outside, (index - start) / np.maximum(end - start, 1), *_topic(sheet, scores)),
        gains - gains[np.maximum(start - 1, around.low)],
        *around.shifted(scores, -4, -3, -2, -1, 1, 2, 3, 4),
        *around.means(scores * weight, *_REACH) / around.means(weight, *_REACH),
    ]
    return np.concatenate([features, np.array(columns, np.float32)])


def _blocks(gains: Floats, around: Around) -> tuple[Whole, Whole]:
    """Return for each line the block of its page with the greatest sum of ``gains``: first line and end."""
    import numpy as np

    blocks = []
    for low, high in pairwise(around.bounds.tolist()):
        start, end = best_run(gains[low:high])
        blocks.append((low + start, low + end))
    sizes = np.diff(around.bounds)
    starts, ends = (np.repeat(np.array(side, np.int64), sizes) for side in zip(*blocks, strict=True))
    return starts, ends


def _topic(sheet: Sheet, scores: Floats) -> tuple[Floats, Floats]:
    """Return how much of each line's long words the likely body has elsewhere, and how many it has."""
    import numpy as np

    topic = sheet.topic
    inside = (scores > 0.5)[topic.line]
    held = np.bincount(topic.word, inside, minlength=1)[topic.word]
    shared = np.bincount(topic.line, held > inside, len(sheet.lines))
    words = np.bincount(topic.line, minlength=len(sheet.lines)).astype(np.float32)
    return (shared / np.maximum(words, 1)).astype(np.float32), words
