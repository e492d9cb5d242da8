"""The tags of a page in regular HTML as arrays: where they stand, what they are, what lies inside what.

A page has a thousand tags and more. Going through them one by one in Python took 4 ms a page.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

VOID = frozenset(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track "
    "wbr".split()
)
"""Elements without an inside; the HTML standard's list for writing out."""

UNWRITTEN = frozenset("script style noscript iframe noembed noframes xmp plaintext".split())
"""Elements whose content may hold a bare ``<``, and is nothing that readers of the page see."""

UNSEEN = frozenset("template svg math object video audio canvas map textarea datalist head title".split())
"""Elements whose content is tags and text, but not the page's."""

_PARAGRAPHS = (
    "p h1 h2 h3 h4 h5 h6 blockquote ul ol dl table figure pre hr section article aside header footer nav "
    "main address form"
)
_LINES = (
    "div li tr td th dt dd caption figcaption details summary fieldset legend dialog menu option optgroup "
    "select button center thead tbody tfoot body hgroup picture search dir br"
)
GAPS = dict.fromkeys(_LINES.split(), 1) | dict.fromkeys(_PARAGRAPHS.split(), 2)
"""Line breaks around an element: 2 make a blank line; any other element stands inside a line."""

NAMES = (
    "",
    *GAPS,
    "html",
    "a",
    "span",
    "time",
    *sorted(VOID - set(GAPS)),
    *sorted(UNWRITTEN),
    *sorted(UNSEEN),
)
"""Names that mean something here. The place of a name is its code; 0 is any other name."""
CODE = {name: code for code, name in enumerate(NAMES)}


@dataclass(frozen=True, slots=True)
class Elements:
    """The tags of a page, in order; scripts, styles and comments are one tag each, without an inside.

    Args:
        data: the page in UTF-8.
        begins: offset in ``data`` of each tag's "<".
        ends: offset after each tag's ">".
        names: code of each tag's name.
        opens: whether the tag opens an element that has an inside.
        attributes: whether more than the name stands in it; true as well for names of over eight letters.
        partners: for a tag that opens an element, the tag that closes it, or the number of tags.
    """

    data: bytes
    begins: Ints
    ends: Ints
    names: Ints
    opens: Bools
    attributes: Bools
    partners: Ints

    def tags(self, name: str) -> Ints:
        """Return the tags of the elements of this name, one for each."""
        import numpy as np

        found = np.flatnonzero(self.names == CODE[name])
        return found if name in VOID or name in UNWRITTEN else found[self.opens[found]]

    def written(self, tags: Ints) -> list[bytes]:
        """Return what stands between the brackets of each of ``tags``."""
        data = self.data
        spans = zip((self.begins[tags] + 1).tolist(), (self.ends[tags] - 1).tolist(), strict=True)
        return [data[begin:end] for begin, end in spans]

    def inside(self, tag: int) -> bytes:
        """Return what stands between a tag that opens an element and the one that closes it."""
        partner = int(self.partners[tag])
        end = int(self.begins[partner]) if partner < len(self.begins) else len(self.data)
        return self.data[int(self.ends[tag]) : end]

    def nest(self, chosen: Ints) -> Nest:
        """Return how the elements that the tags ``chosen`` open, in order, lie inside each other."""
        import numpy as np

        change = np.zeros(len(self.begins) + 1, np.int64)
        change[chosen] = 1
        change[self.partners[chosen]] = -1
        return Nest(chosen, change[:-1].cumsum())


@dataclass(frozen=True, slots=True)
class Nest:
    """Some of a page's elements: the tags that open them, and how many of them are open after each tag."""

    chosen: Ints
    depth: Ints

    def innermost(self, tags: Ints) -> Ints:
        """Return, for the place after each of ``tags``, which of ``chosen`` is innermost, -1 for none."""
        import numpy as np

        if not len(self.chosen):
            return np.full(len(tags), -1)
        size = len(self.depth) + 1
        keys = self.depth[self.chosen] * size + self.chosen
        order = np.argsort(keys)
        depth = self.depth[tags]
        found = order[np.searchsorted(keys[order], depth * size + tags, side="right") - 1]
        return np.where(depth > 0, found, -1)

    def parents(self) -> Ints:
        """Return for each of ``chosen`` the one that it lies in, -1 for none."""
        return self.innermost(self.chosen - 1) if len(self.chosen) else self.chosen


def named(*names: str) -> Bools:
    """Return a table over codes that is true for ``names``."""
    import numpy as np

    table = np.zeros(len(NAMES), np.bool_)
    table[[CODE[name] for name in names]] = True
    return table


@lru_cache(maxsize=1)
def _keys() -> tuple[NDArray[np.uint64], Ints]:
    """Return the names' first eight letters as numbers, sorted, and the codes that belong to them."""
    import numpy as np

    found = {int.from_bytes(name.encode()[:8], "little"): code for name, code in CODE.items()}
    keys = sorted(found)
    return np.array(keys, np.uint64), np.array([found[key] for key in keys])


@lru_cache(maxsize=1)
def _singles() -> tuple[Bools, Bools]:
    """Return which codes have no inside, and which have one that is passed over."""
    return named(*VOID), named(*UNWRITTEN)


def elements(data: bytes) -> Elements:
    """Find the tags of a page in regular HTML (see ``markup.regular``).

    The time grows with the size of the page, however deep its elements are nested.

    Args:
        data: the page in UTF-8.
    """
    import numpy as np

    letters = np.frombuffer(data + b">" + b" " * 16, np.uint8)
    begins = np.flatnonzero(letters == ord("<"))
    stops = np.flatnonzero(letters == ord(">"))
    ends = stops[np.searchsorted(stops, begins)] + 1
    whole = np.append(True, ends[1:] != ends[:-1])  # a name may hold a "<": <b<i> is one tag
    begins, ends = begins[whole[: len(begins)]], ends[whole[: len(ends)]]
    names, closes, attributes = _names(letters, begins, ends)
    declared = letters[begins + 1] == ord("!")
    comments = declared & (letters[begins + 2] == ord("-"))
    void, unwritten = _singles()
    single = declared | void[names]
    raw = comments | (unwritten[names] & ~closes)
    kept = _skip_insides(data, begins, ends, names, np.flatnonzero(raw))
    single = (single | raw)[kept]
    closes = closes[kept] & ~single
    opens = ~(single | closes)
    partners = _partners(opens, closes)
    return Elements(data, begins[kept], ends[kept], names[kept], opens, attributes[kept], partners)


def _names(letters: NDArray[np.uint8], begins: Ints, ends: Ints) -> tuple[Ints, Bools, Bools]:
    """Return each tag's name code, whether it closes an element, and whether it has attributes."""
    import numpy as np

    closes = letters[begins + 1] == ord("/")
    ahead = letters[(begins + closes)[:, None] + np.arange(1, 9)]
    within = np.logical_and.accumulate((ahead != ord(">")) & (ahead != ord(" ")), axis=1)
    written = (ahead * within).view("<u8").ravel()
    keys, codes = _keys()
    place = np.minimum(np.searchsorted(keys, written), len(keys) - 1)
    more = ends - begins > within.sum(axis=1) + 2
    return np.where(keys[place] == written, codes[place], 0), closes, more & ~closes


def _skip_insides(data: bytes, begins: Ints, ends: Ints, names: Ints, raw: Ints) -> Bools:
    """Let the ``ends`` of scripts and comments stand behind their insides; return which tags are left."""
    import numpy as np

    reached = 0
    skipped: list[int] = []
    stops: list[int] = []
    for tag, place, name in zip(raw.tolist(), begins[raw].tolist(), names[raw].tolist(), strict=True):
        if place >= reached:
            mark = b"</" + NAMES[name].encode() + b">" if name else b"-->"
            found = data.find(mark, place)
            if name == CODE["script"] and _goes_on(data, place + 1, found):
                found = data.find(mark, found + 1)
            reached = found + len(mark) if found >= 0 else len(data)
            skipped.append(tag)
            stops.append(reached)
    ends[skipped] = stops
    change = np.zeros(len(begins) + 1, np.int64)
    np.add.at(change, np.array(skipped, np.int64) + 1, 1)
    np.add.at(change, begins.searchsorted(stops), -1)
    kept: Bools = change[:-1].cumsum() == 0
    return kept


def _goes_on(data: bytes, start: int, end: int) -> bool:
    """Tell whether a script holds a script inside an open comment: its end is not the script's own.

    The standard calls the state "script data double escaped"; old pages write ``<!--`` into scripts.
    """
    comment = data.find(b"<!--", start, end)
    inner = comment >= 0 and data.find(b"<script", comment, end) >= 0
    return inner and data.find(b"-->", comment, end) < 0


def _partners(opens: Bools, closes: Bools) -> Ints:
    """Match tags: of those on one level, in order, each that opens is followed by the one that closes it."""
    import numpy as np

    count = len(opens)
    level = (opens.astype(np.int64) - closes).cumsum() + closes
    tags = np.flatnonzero(opens | closes)
    order = tags[np.argsort(level[tags], kind="stable")]
    partners = np.full(count, count)
    here, there = order[:-1], order[1:]
    fits = opens[here] & closes[there] & (level[here] == level[there])
    partners[here[fits]] = there[fits]
    return partners
