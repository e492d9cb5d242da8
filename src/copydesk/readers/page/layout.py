"""What is known of the blocks of a page before any judgement: size, links, and the hints that hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.readers.page.elements import CODE
from copydesk.readers.page.words import HINT

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from copydesk.readers.page.elements import Bools, Ints, Nest
    from copydesk.readers.page.rendering import Rendering

    Floats = NDArray[np.float32]

RUNNING = 80
"""Characters from which a block with few links counts as running text."""

_HEAVY = 400
"""Characters of running text from which a hint around the headline as well must be wrong."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What is known of each block; arrays with a value per block.

    Args:
        size: characters.
        linked: share of them in links, 0 to 1.
        mass: characters of running text: the size, or 0 for short lines and lines of links.
        inner: number of the innermost line element among ``Rendering.lines``, -1 for none.
        own: code of that element's name.
        hint: code of the hint that holds here, 0 for none; see ``words.HINTS``.
        named_body: whether an element around the block is named as the report's own text.
        wrong: for each hint of the page whether it was struck out.
    """

    size: Ints
    linked: Floats
    mass: Ints
    inner: Ints
    own: Ints
    hint: Ints
    named_body: Bools
    wrong: Bools


def layout(page: Rendering) -> Layout:
    """Measure a page's blocks, and strike out hints that cannot be true."""
    import numpy as np

    size = page.offsets[page.ends] - page.offsets[page.starts]
    linked = np.minimum(page.links / np.maximum(page.ends - page.starts, 1), 1).astype(np.float32)
    mass = np.where((size >= RUNNING) & (linked < 0.4), size, 0)
    inner = page.lines.innermost(page.tags)
    own = page.page.names[page.lines.chosen[inner]] if len(page.lines.chosen) else inner + 1
    wrong = _wrong(page, mass, own == CODE["h1"])
    body = page.hinted.chosen[page.hints == HINT["body"]]
    named_body = page.page.nest(body).depth[page.tags] > 0
    return Layout(size, linked, mass, inner, own, hints_at(page, wrong, page.tags), named_body, wrong)


def hints_at(page: Rendering, wrong: Bools, tags: Ints) -> Ints:
    """Return the hint that holds after each of ``tags``: the innermost, but furniture and comments win."""
    import numpy as np

    kept = ~wrong & (page.hints != HINT["body"])
    chosen, hints = page.hinted.chosen[kept], page.hints[kept]
    innermost = page.page.nest(chosen).innermost(tags)
    found = np.where(innermost >= 0, np.append(hints, 0)[innermost], 0)
    for kind in ("comment", "furniture"):
        found[page.page.nest(chosen[hints == HINT[kind]]).depth[tags] > 0] = HINT[kind]
    return found


def _wrong(page: Rendering, mass: Ints, heading: Bools) -> Bools:
    """Tell which hints stand around the headline or most of the running text: they meant something else.

    Seen: ``elementor-widget`` around a whole report, ``no-comments`` and ``tag-x`` on its wrapper.
    """
    import numpy as np

    comments = page.hints == HINT["comment"]
    apart = page.page.nest(page.hinted.chosen[comments]).depth[page.tags] > 0
    total = int(mass[~apart].sum())
    weight = sums(page, page.hinted, mass)
    headed = sums(page, page.hinted, heading.astype(np.int64)) > 0
    heavy = (weight * 2 > total) & (total > 0)
    found: Bools = np.where(comments, headed, heavy | (headed & (weight > _HEAVY)))
    found &= page.hints != HINT["body"]
    return found


def sums(page: Rendering, nest: Nest, values: Ints) -> Ints:
    """Return for each of some elements the sum of a value over the blocks inside it."""
    import numpy as np

    total = np.append(0, values.cumsum())
    low = page.tags.searchsorted(nest.chosen)
    high = page.tags.searchsorted(page.page.partners[nest.chosen])
    found: Ints = total[np.maximum(high, low)] - total[low]
    return found
