"""From the blocks of a page to zones: which of them are the report, and what stands around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from copydesk.model.report import Zone, ZoneKind
from copydesk.readers.page.elements import named
from copydesk.readers.page.words import HINT, HINTS
from copydesk.text.runs import best_run

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from copydesk.readers.page.elements import Bools, Ints
    from copydesk.readers.page.layout import Layout
    from copydesk.readers.page.rendering import Rendering

    Floats = NDArray[np.float32]

_WORDY = re.compile(r"\w+")
_PARTS = ("p", "blockquote", "pre", "li", "dd", "dt", "td", "th", "h2", "h3", "h4", "h5", "h6")
"""Elements that are parts of a text; any other may hold the whole."""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

INSIDE = 2.0
"""Weight of running text in an element that is named as the report's own ("article-body").

Measured on 181 pages (``data/pages``), F1 of the body: .933 without it, .948 with 2, 3 or 5. Short
reports lost against longer notices about cookies or the publisher.
"""

ENOUGH = 1000
"""Characters of running text in such elements from which text outside them counts nothing.

Measured like ``INSIDE``: .955 without this rule, .964 with it at 400 or 1000. It keeps the full-sentence
teasers of other reports out that stand below one.
"""

SHORTEST = 140
"""Characters of running text, of sentences, or of any text in an element named as the report's own, below
which a page's mark-up is not trusted to tell its zones."""


def zones_of(page: Rendering, own: Layout, titles: tuple[str | None, ...]) -> tuple[Zone, ...]:
    """Label a page's text, covering it in order without gaps, or return nothing where mark-up is mute.

    The report is the run of blocks in which running text most outweighs links, short lines and whatever
    the mark-up calls furniture (a maximum-sum run over the blocks, one pass), and what stands beside its
    paragraphs.

    Args:
        page: the page's blocks.
        own: what is known of them.
        titles: what the page says its title is; a block that repeats one is its headline.
    """
    import numpy as np

    if not len(own.size):
        return ()
    scores = weights(own)
    first, last = best_run(scores)
    if scores[first:last].sum() <= 0:
        return ()
    closed = _closed(page)
    first, last = _widened(page, own, closed, first, last)
    telling = (own.named_body | closed) & (own.hint == 0) & (own.linked < 0.4)
    if np.where(telling, own.size, own.mass)[first:last].sum() < SHORTEST:
        return ()
    inside = np.zeros(len(scores), np.bool_)
    inside[first:last] = True
    lost = ~inside | ((own.linked > 0.6) & (own.size < 300))
    kinds = np.where(own.hint > 0, own.hint, np.where(lost, HINT["furniture"], HINT["body"]))
    headline = _headline(page, own, first, titles)
    if headline is not None:
        kinds[headline] = HINT["headline"]
    return _covering(page, kinds)


def weights(own: Layout) -> Floats:
    """Weigh each block for (positive) or against (negative) being the report's text, in characters."""
    import numpy as np

    in_body = own.named_body
    outside = 0.0 if own.mass[in_body].sum() >= ENOUGH else 1.0
    cost = np.where(named("p", "blockquote")[own.own] | in_body, 25.0, 60.0)
    scores = np.minimum(own.size, 600) * (1 - 2 * own.linked) - cost
    scores = np.where(scores > 0, scores * np.where(in_body, INSIDE, outside), scores)
    scores[named(*_HEADINGS)[own.own]] = -15.0
    scores[own.hint > 0] = -2.0
    scores[(own.hint == HINT["furniture"]) | (own.hint == HINT["comment"])] = -30.0
    return scores.astype(np.float32)


def _widened(page: Rendering, own: Layout, closed: Bools, first: int, last: int) -> tuple[int, int]:
    """Widen a run to all paragraphs that stand in the element which holds most of its running text.

    A table or a list between them outweighs the shorter half of a report, and short closing paragraphs weigh
    less than nothing. Measured on 181 pages (``data/pages``): F1 of the body .969 without it, .973 with it.
    """
    import numpy as np

    parents = page.lines.parents()
    if not len(parents):
        return first, last
    alone = (np.bincount(own.inner + 1)[own.inner + 1] == 1) & named("div")[own.own]
    within = (named(*_PARTS)[own.own] | alone) & (own.inner >= 0)
    box = np.where(within, parents[own.inner], own.inner)
    heaviest = int(np.bincount(box[first:last] + 1, own.mass[first:last]).argmax()) - 1
    sentence = closed & (named("p", "blockquote")[own.own] | alone)
    beside = (box == heaviest) & (own.hint == 0) & (own.linked < 0.4) & ((own.mass > 0) | sentence)
    found = np.flatnonzero(beside)
    if heaviest < 0 or not len(found):
        return first, last
    return min(first, int(found[0])), max(last, int(found[-1]) + 1)


def _closed(page: Rendering) -> Bools:
    """Tell which blocks end like a sentence, whatever quotation marks and brackets stand behind it."""
    import numpy as np

    letters = np.append(np.zeros(4, np.uint8), page.letters)
    at = page.ends + 3
    for _ in range(2):
        curly = (letters[at - 1] == 0x80) & np.isin(letters[at], (0x99, 0x9D))
        at = np.maximum(at - np.isin(letters[at], list(b"\"')]")) - 3 * curly, 3)
    last, before = letters[at], letters[at - 1]
    ideographic = (before == 0x80) & (last == 0x82)
    found: Bools = np.isin(last, list(b".!?")) | ((before == 0x80) & (last == 0xA6)) | ideographic
    return found


def _headline(page: Rendering, own: Layout, first: int, titles: tuple[str | None, ...]) -> int | None:
    """Choose the headline: a block near the top that says the page's title, else the last h1 there."""
    said = [_key(title) for title in titles if title]
    free = (own.hint == 0) | (own.hint == HINT["standfirst"])
    heading = named(*_HEADINGS)[own.own]
    possible = free & (own.size <= 400) & (heading | (own.linked < 0.5))
    for number in possible[: first + 3].nonzero()[0].tolist():
        key = _key(page.block(number))
        if key and any(key == title or (len(key) > 20 and title.startswith(key)) for title in said):
            return int(number)
    tops = (free & (own.size <= 400) & named("h1")[own.own])[: first + 3].nonzero()[0]
    return int(tops[-1]) if len(tops) else None


def _key(text: str) -> str:
    return " ".join(_WORDY.findall(text.lower()))


def _covering(page: Rendering, kinds: Ints) -> tuple[Zone, ...]:
    """Turn blocks into zones; the white space after a block belongs to its zone, equal neighbours join."""
    import numpy as np

    new: Bools = np.append(True, kinds[1:] != kinds[:-1])
    starts = page.offsets[page.starts[new]].tolist()
    starts[0] = 0
    ends = [*starts[1:], len(page.text)]
    found: list[ZoneKind] = [HINTS[code] or "furniture" for code in kinds[new].tolist()]
    return tuple(Zone(start, end, kind) for start, end, kind in zip(starts, ends, found, strict=True))
