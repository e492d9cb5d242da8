"""The lines of one or several pages as arrays: their characters by class, their words by key.

A few large array operations stand for many small ones: pages are short, so several are laid into one
sheet, and whatever looks at neighbours keeps within ``bounds``.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from copydesk.extract.zoning.words import KEYED, MIX, classes, mixed

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.floating[Any]]
    Whole = NDArray[np.int64]

MOST_LINES = 1 << 14
"""Lines that a sheet may have (some 10 MB of features)."""

LETTER, UPPER, DIGIT, SPACE, SYMBOL, CLOSER, COMMA, QUOTE, WORD, TRAILING, ENDING, ASK, COLON, LINK = (
    1 << bit for bit in range(14)
)
"""Classes of characters, as bits."""

_MARKS = (
    (SYMBOL, "|[]{}›»>«‹•·→←▶►▼▲©®™#@/\\_=+*~×…"),
    (CLOSER, ".!?。！。？।؟…"),
    (COMMA, ","),
    (QUOTE, '"“«„'),
    (TRAILING, "\"'”’»)]›“"),
    (LINK, ".:@"),
    (ENDING, ".!?…。！。？।؟:;"),
)


@functools.cache
def _classes() -> NDArray[np.uint16]:
    """Return the classes of the first 65,536 code points; those beyond are letters."""
    import numpy as np

    table = np.zeros(65537, np.uint16)
    for code in range(65536):
        char = chr(code)
        table[code] = (
            char.isalpha() * (LETTER | char.isupper() * UPPER)
            | char.isdigit() * DIGIT
            | char.isspace() * SPACE
            | (char.isalnum() or char == "_") * WORD
        )
    for bit, chars in _MARKS:
        for char in chars:
            table[ord(char)] |= bit
    table[65536] = LETTER | WORD
    return table


def _codes(joined: str) -> NDArray[np.uint32]:
    import numpy as np

    return np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)


def _flags(codes: NDArray[np.uint32]) -> NDArray[np.uint16]:
    return _classes().take(codes, mode="clip")


@dataclass(frozen=True, slots=True)
class Grouped:
    """Words of lines, those that are the same on a page beside each other, a line's own too.

    Args:
        line: for each of them, the number of its line.
        word: for each, a number that it shares with the same word on its page.
    """

    line: Whole
    word: Whole

    def once(self) -> Grouped:
        """Return each word once for each line that has it."""
        import numpy as np

        new = np.ones(len(self.line), bool)
        new[1:] = (self.line[1:] != self.line[:-1]) | (self.word[1:] != self.word[:-1])
        return Grouped(self.line[new], self.word[new])

    def counts(self) -> Whole:
        """Return for each word how often its page has it."""
        import numpy as np

        counts: Whole = np.bincount(self.word)[self.word]
        return counts


@dataclass
class Sheet:
    """The lines that hold text of one or several pages.

    Args:
        lines: the lines without surrounding white space, cut at a length that tells enough.
        gaps: for each line, how many blank lines stand before it.
        indents: for each line, how many characters of white space it begins with.
        bounds: the number of each page's first line, and how many lines there are.
        hints: for each page, words of its title or address, "" where unknown.
        named: for each line, 0 where no rule names it, else a small number for the kind it is named.
        heads: for each line, whether it begins a reader's comment: who wrote it and when.
        folded: the lines case-folded, white space runs made single spaces.
        codes: the code points of all lines, each line followed by a line break.
        flags: the classes of these.
        begins: for each line, where it begins in ``codes``.
        sizes: for each line, its characters.
        last: for each line, its last character that is no closing mark, as a place in ``codes``; its last
            character where all are.
        keys: for each word, a number made of its first letters (see ``words.key_of``).
        initials: for each word, the code point of its first character.
        lengths: for each word, its characters.
        classes: for each word, the classes it is in (see ``words``).
        first_words: for each line, the number of its first word, and how many words there are.
    """

    lines: Sequence[str]
    gaps: Whole
    indents: Whole
    bounds: Whole
    hints: Sequence[str]
    named: Whole = field(init=False)
    heads: NDArray[np.bool_] = field(init=False)
    folded: list[str] = field(init=False)
    codes: NDArray[np.uint32] = field(init=False)
    flags: NDArray[np.uint16] = field(init=False)
    begins: Whole = field(init=False)
    sizes: Whole = field(init=False)
    last: Whole = field(init=False)
    keys: NDArray[np.uint64] = field(init=False)
    initials: NDArray[np.uint32] = field(init=False)
    lengths: Whole = field(init=False)
    classes: NDArray[np.uint32] = field(init=False)
    first_words: Whole = field(init=False)

    def __post_init__(self) -> None:
        import numpy as np

        joined = "\n".join((*self.lines, ""))
        self.codes = _codes(joined)
        self.flags = _flags(self.codes)
        self.sizes = np.fromiter(map(len, self.lines), np.int64, len(self.lines))
        ends = np.cumsum(self.sizes + 1)
        self.begins = ends - self.sizes - 1
        self.last = self._last(ends - 2)
        self.named = np.zeros(len(self.lines), np.int64)
        self.heads = np.zeros(len(self.lines), bool)
        self._words(*self._fold(joined.casefold()))

    def _last(self, ends: Whole) -> Whole:
        """Step back from each line's end while closing marks stand there."""
        import numpy as np

        last = ends.copy()
        trailing = (self.flags & TRAILING) > 0
        open_ = np.flatnonzero(trailing[last])
        while len(open_):
            last[open_] -= 1
            out = last[open_] < self.begins[open_]
            last[open_[out]] = ends[open_[out]]
            open_ = open_[~out]
            open_ = open_[trailing[last[open_]]]
        return last

    def _fold(self, folded: str) -> tuple[NDArray[np.uint32], NDArray[np.uint16]]:
        """Set ``folded`` with runs of white space as single spaces; return its code points, their classes."""
        import numpy as np

        codes = _codes(folded)
        self.folded = folded.split("\n")[:-1]
        flags = _flags(codes)
        space = (flags & SPACE) > 0
        plain, breaks = codes == 32, codes == 10
        loose = space & ~plain & ~breaks
        loose[:-1] |= plain[:-1] & space[1:]
        places = np.flatnonzero(loose)
        if not len(places):
            return codes, flags
        for i in np.unique(np.searchsorted(np.flatnonzero(breaks), places)).tolist():
            self.folded[i] = " ".join(self.folded[i].split())
        codes = _codes("\n".join((*self.folded, "")))
        return codes, _flags(codes)

    def _words(self, codes: NDArray[np.uint32], flags: NDArray[np.uint16]) -> None:
        """Find the words of the folded lines, their keys and classes."""
        import numpy as np

        word = np.concatenate(([False], (flags & WORD) > 0, [False]))
        edges = np.flatnonzero(word[1:] != word[:-1])
        starts, ends = edges[::2], edges[1::2]
        self.lengths = ends - starts
        self.initials = codes[starts]
        keys = np.zeros(len(starts), np.uint64)
        live: Whole | slice = slice(None)
        for place in range(KEYED):
            if place:
                live = np.flatnonzero(self.lengths > place)
            keys[live] = keys[live] * np.uint64(MIX) + codes[starts[live] + place] + np.uint64(1)
        self.keys = keys
        self.classes = classes(keys)
        breaks = np.flatnonzero(codes == 10)
        self.first_words = np.concatenate(([0], np.searchsorted(starts, breaks)))

    @functools.cached_property
    def page_of(self) -> Whole:
        """For each line, the number of its page."""
        import numpy as np

        return np.repeat(np.arange(len(self.bounds) - 1), np.diff(self.bounds))

    @functools.cached_property
    def line_of(self) -> Whole:
        """For each word, the number of its line."""
        import numpy as np

        return np.repeat(np.arange(len(self.lines)), np.diff(self.first_words))

    def grouped(self, words: Whole) -> Grouped:
        """Bring the words of these numbers together that are the same on a page."""
        import numpy as np

        line = self.line_of[words]
        # The lower bits name the line, so that sorting numbers sorts words and lines at once.
        low = np.uint64(MOST_LINES - 1)
        together = (mixed(self.keys[words], self.page_of[line]) & ~low) | line.astype(np.uint64)
        together.sort()
        upper = together & ~low
        change = np.zeros(len(upper), np.int64)
        change[1:] = upper[1:] != upper[:-1]
        return Grouped((together & low).astype(np.int64), np.cumsum(change))

    @functools.cached_property
    def topic(self) -> Grouped:
        """The words of five letters and more, each once a line."""
        import numpy as np

        return self.grouped(np.flatnonzero(self.lengths >= 5)).once()

    def per_line(self, words: NDArray[np.bool_]) -> Floats:
        """Count the marked words of each line."""
        import numpy as np

        sums = np.concatenate(([0], np.cumsum(words, dtype=np.int64)))
        return np.diff(sums[self.first_words]).astype(np.float32)

    def lines_with(self, parts: Sequence[str]) -> Whole:
        """Return the numbers of the lines that hold one of ``parts``."""
        import numpy as np

        joined = "\n".join(self.lines)
        places: list[int] = []
        for part in parts:
            at = joined.find(part)
            while at >= 0:
                places.append(at)
                at = joined.find(part, at + 1)
        return np.unique(np.searchsorted(self.begins, places, side="right") - 1)
