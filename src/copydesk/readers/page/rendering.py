"""A page's visible text, line by line, and where in the mark-up each line stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from copydesk.readers.page.elements import CODE, GAPS, NAMES, UNSEEN, named
from copydesk.readers.page.words import HINT, TELLING, kind_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from copydesk.readers.page.elements import Bools, Elements, Ints, Nest

_TOLD = re.compile(r' (?:class|id|role|itemprop|rel|aria-label)="([^"]*)"')
_HIDDEN = re.compile(r' hidden="(?!false)|style="[^"]*(?:display: *none|visibility: *hidden)', re.I)
_DATETIME = re.compile(rb' datetime="([^"]+)"')
_MUTE = ("a", "body", "td", "tr", "option")
"""Elements whose attributes are not looked up: they are many, and seldom tell by them."""
_ESCAPED = ((b"&amp;", b"&"), (b"&lt;", b"<"), (b"&gt;", b">"), (b"&nbsp;", "\xa0".encode()))
"""What regular HTML escapes in text."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """The visible text of a page and its blocks: lines, or parts of lines under hints of their own.

    Args:
        text: lines, and blank lines between paragraphs.
        letters: the same in UTF-8.
        starts: where in ``letters`` each block starts; it ends where ``ends`` says.
        ends: see ``starts``.
        offsets: for each of ``letters``, and for the end, its offset in ``text``, in code points.
        links: how many of each block's letters stand in links.
        tags: the tag after which each block begins.
        page: the page's tags.
        lines: the elements that stand on lines of their own.
        hinted: the elements whose name or attributes hint at what they hold.
        hints: for each of those what it is, an index into ``words.HINTS``.
    """

    text: str
    letters: NDArray[np.uint8]
    starts: Ints
    ends: Ints
    offsets: Ints
    links: Ints
    tags: Ints
    page: Elements
    lines: Nest
    hinted: Nest
    hints: Ints

    def block(self, number: int) -> str:
        """Return the text of a block."""
        return self.text[self.offsets[self.starts[number]] : self.offsets[self.ends[number]]]


def moments(page: Elements) -> tuple[Ints, list[str]]:
    """Return the tags of a page's time elements that have a datetime, and what it says."""
    import numpy as np

    tags = np.flatnonzero(page.opens & page.attributes & (page.names == CODE["time"]))
    found = [_DATETIME.search(tag) for tag in page.written(tags)]
    said = [unescape(match[1].decode("utf-8", "replace")) for match in found if match]
    return tags[[match is not None for match in found]] if said else tags[:0], said


class _Tables(NamedTuple):
    gaps: Ints
    unseen: Bools
    mute: Bools
    telling: Bools
    blank: Bools


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    """Return by name code: line breaks, content not shown, attributes not looked up; by letter: blank."""
    import numpy as np

    gaps = np.array([GAPS.get(name, 0) for name in NAMES])
    blank = np.zeros(256, np.bool_)
    blank[list(b" \t\n\r\f")] = True
    return _Tables(gaps, named(*UNSEEN), named(*_MUTE), named(*TELLING), blank)


def render(page: Elements) -> Rendering:
    """Write out the visible text of a page.

    Block elements stand on lines of their own, paragraphs and sections with a blank line between them;
    ``br`` ends a line; white space is collapsed except inside ``pre``; what is hidden by the ``hidden``
    attribute or by an inline ``display: none`` is left out.
    """
    import numpy as np

    tables = _tables()
    told, hints, hidden = _hints(page)
    unseen = np.flatnonzero(tables.unseen[page.names] & page.opens)
    shown = page.nest(np.union1d(unseen, hidden)).depth == 0
    shown[: int(np.argmax(page.names == CODE["body"]))] = False
    lines = page.nest(np.flatnonzero((tables.gaps[page.names] > 0) & page.opens))
    return _written(page, shown, lines, page.nest(told), hints)


def _hints(page: Elements) -> tuple[Ints, Ints, Ints]:
    """Return the tags that hint at what their element holds, their hints, and the tags of hidden ones.

    Links are all different: only those that name an author or may be hidden are looked up.
    """
    import numpy as np

    tables = _tables()
    worth = page.opens & ((page.attributes & ~tables.mute[page.names]) | tables.telling[page.names])
    anchors = np.flatnonzero(page.opens & page.attributes & (page.names == CODE["a"]))
    written = zip(anchors.tolist(), page.written(anchors), strict=True)
    worth[[at for at, tag in written if b'rel="author' in tag or b" style=" in tag]] = True
    tags = np.flatnonzero(worth)
    said = np.array([_said(tag) for tag in page.written(tags)], np.int64)
    hints = said & _HIDE - 1
    kept = hints > 0
    return tags[kept], hints[kept], tags[said >= _HIDE]


_HIDE = 16
"""Added to a hint for an element that is not shown."""


@lru_cache(maxsize=1 << 15)
def _said(tag: bytes) -> int:
    """Return the hint that a tag without its brackets gives, and whether its element is hidden."""
    written = tag.decode("utf-8", "replace")
    name, _, rest = written.partition(" ")
    words = " ".join(_TOLD.findall(" " + rest))
    kind = kind_of(
        name, f"{name} {words}" if "-" in name else words, inline=name not in GAPS and "-" not in name
    )
    hidden = ("hidden" in rest or "style=" in rest) and _HIDDEN.search(" " + rest) is not None
    return HINT[kind] + _HIDE * hidden


class _Runs(NamedTuple):
    """Stretches of visible text between two tags: the tag before, the letters that are not blank."""

    tags: Ints
    sizes: Ints
    letters: NDArray[np.uint8]
    apart: Bools


def _runs(page: Elements, shown: Bools) -> _Runs:
    """Cut the visible text out; ``apart`` tells which letters stand behind white space."""
    import numpy as np

    tables = _tables()
    sizes = np.append(page.begins[1:], len(page.data)) - page.ends
    tags = np.flatnonzero(shown & (sizes > 0))
    sizes = sizes[tags]
    firsts = sizes.cumsum() - sizes
    run = np.repeat(np.arange(len(tags)), sizes)
    letters = np.frombuffer(page.data, np.uint8)[np.arange(len(run)) + (page.ends[tags] - firsts)[run]]
    letters, run = _unescaped(letters, run)
    blank = tables.blank[letters]
    pre = np.flatnonzero((page.names == CODE["pre"]) & page.opens)
    if len(pre):
        blank &= (page.nest(pre).depth == 0)[tags][run]
    solid = np.flatnonzero(~blank)
    counts = np.bincount(run[solid], minlength=len(tags))
    apart = np.diff(solid, prepend=-1) > 1
    kept = counts > 0
    return _Runs(tags[kept], counts[kept], letters[solid], apart)


def _unescaped(letters: NDArray[np.uint8], run: Ints) -> tuple[NDArray[np.uint8], Ints]:
    """Replace what is escaped in text by the letters that are meant."""
    import numpy as np

    found = np.flatnonzero(letters == ord("&"))
    if not len(found):
        return letters, run
    gone = np.zeros(len(letters) + 8, np.bool_)
    ahead = np.append(letters, np.zeros(8, np.uint8))
    written = ahead[found[:, None] + np.arange(6)]
    for escaped, meant in _ESCAPED:
        same = (written[:, : len(escaped)] == np.frombuffer(escaped, np.uint8)).all(axis=1)
        places = found[same]
        for step in range(len(escaped)):
            if step < len(meant):
                ahead[places + step] = meant[step]
            else:
                gone[places + step] = True
    kept = ~gone[:-8]
    return ahead[:-8][kept], run[kept]


def _breaks(page: Elements, tags: Ints) -> Ints:
    """Return how many line breaks stand before each run but the first, which begins after ``tags``."""
    import numpy as np

    gaps = _tables().gaps[page.names]
    breaking = np.flatnonzero(gaps)
    lined = page.names[breaking] == CODE["br"]
    counts = (gaps > 0).cumsum()[tags]
    before, after = counts[:-1], counts[1:]
    wide = np.append(0, (gaps[breaking] > 1).cumsum())
    lined_before = np.append(0, lined.cumsum())
    first = np.append(lined, False)[before]
    blank = (wide[after] > wide[before]) | (lined_before[after] - lined_before[before] > first)
    return np.where(after > before, 1 + blank, 0)


def _written(page: Elements, shown: Bools, lines: Nest, hinted: Nest, hints: Ints) -> Rendering:
    import numpy as np

    runs = _runs(page, shown)
    heads = runs.sizes.cumsum() - runs.sizes
    breaks = np.append(0, _breaks(page, runs.tags)) if len(runs.tags) else heads
    gaps = runs.apart.astype(np.int64)
    gaps[heads[breaks > 0]] = breaks[breaks > 0]
    gaps[:1] = 0
    places = gaps.cumsum() + np.arange(len(gaps))
    letters = np.full(int(places[-1]) + 1 if len(places) else 0, ord(" "), np.uint8)
    letters[places] = runs.letters
    letters[places[heads[breaks > 0]] - 1] = ord("\n")
    letters[places[heads[breaks > 1]] - 2] = ord("\n")
    inner = hinted.innermost(runs.tags)
    new = breaks > 0
    new[1:] |= inner[1:] != inner[:-1]
    new[:1] = True
    firsts = np.flatnonzero(new)
    starts = places[heads[firsts]]
    ends = places[np.append(heads[firsts][1:], len(places)) - 1] + 1 if len(places) else starts
    links = page.nest(np.flatnonzero((page.names == CODE["a"]) & page.opens)).depth > 0
    linked = np.add.reduceat(links[runs.tags] * runs.sizes, firsts) if len(firsts) else firsts
    offsets = np.append(0, ((letters & 0xC0) != 0x80).cumsum())
    text = letters.tobytes().decode("utf-8", "replace")
    tags = runs.tags[firsts]
    return Rendering(text, letters, starts, ends, offsets, linked, tags, page, lines, hinted, hints)
