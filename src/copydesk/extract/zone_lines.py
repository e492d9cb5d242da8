"""Describe the lines of a page by what they look like, for a judgement which belong to the report's body.

Lines are described by numbers (length, letters, closing marks, function words, neighbours, place on the
page), all of them computed with arrays over the whole page, and scored by two rounds of boosted decision
tables. The tables are in ``zone_lines.tsv``, which ``scripts/train_zones.py`` writes.
"""

from __future__ import annotations

import functools
import importlib.resources
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

ADDRESS_WORDS = frozenset(
    "you your us our we my me click subscribe newsletter email account free app privacy cookies login".split()
)
"""Words with which a page speaks to its visitor."""

_SYMBOLS = "|[]{}›»>«‹•·→←▶►▼▲©®™#@/\\_=+*~×…"
_CLOSERS = ".!?。！？।؟…"
_TRAILING = "\"'”’»)]›“"
_URL = re.compile(r"https?:|www\.|[\w.]@\w|\.(?:com|org|net|html?)\b")


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page that hold text, and where blank lines stand.

    Args:
        lines: the lines without surrounding white space.
        folded: the same, case-folded.
        gaps: for each line, how many blank lines stand before it.
        indents: for each line, how many characters of white space it begins with.
        named: for each line, 0 where no rule names it, else a small number for the kind it is named.
        heads: for each line, whether it begins a reader's comment: who wrote it and when.
        hint: words of the title or address, "" where unknown.
    """

    lines: Sequence[str]
    folded: Sequence[str]
    gaps: Sequence[int]
    indents: Sequence[int]
    named: Sequence[int]
    heads: Sequence[bool]
    hint: str

    def part(self, start: int, end: int) -> Page:
        """Return the lines numbered ``start`` to ``end`` as a page of their own."""
        here = slice(start, end)
        return Page(
            self.lines[here],
            self.folded[here],
            self.gaps[here],
            self.indents[here],
            self.named[here],
            self.heads[here],
            self.hint,
        )


@functools.cache
def function_words() -> frozenset[str]:
    """Return the words of ``function_words.txt``, case-folded."""
    text = importlib.resources.files("copydesk.extract").joinpath("function_words.txt").read_text("utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


_LETTER, _UPPER, _DIGIT, _SPACE, _SYMBOL, _CLOSER, _COMMA, _QUOTE = (1 << bit for bit in range(8))


@functools.cache
def _char_flags() -> NDArray[np.uint8]:
    """Return what each of the first 65,536 code points is, as bits; those beyond are letters."""
    import numpy as np

    table = np.zeros(65537, np.uint8)
    for code in range(65536):
        char = chr(code)
        table[code] = (
            char.isalpha() * _LETTER
            | char.isupper() * _UPPER
            | char.isdigit() * _DIGIT
            | char.isspace() * _SPACE
        )
    for bit, chars in ((_SYMBOL, _SYMBOLS), (_CLOSER, _CLOSERS), (_COMMA, ","), (_QUOTE, '"“«„')):
        for char in chars:
            table[ord(char)] |= bit
    table[65536] = _LETTER
    return table


def _char_counts(lines: Sequence[str]) -> Floats:
    """Count the characters of each line by class, and tell its first one.

    Returns:
        Rows of counts: letters, upper case, digits, symbols, word starts, capitalised word starts, commas,
        sentence ends inside the line, quotation marks; then rows of 0 and 1: the first character is lower
        case, is a digit, is neither a letter, a digit nor a quotation mark.
    """
    import numpy as np

    sizes = np.array([len(line) for line in lines], np.int64) + 1
    codes = np.frombuffer("\n".join((*lines, "")).encode("utf-32-le", "surrogatepass"), np.uint32)
    flags = _char_flags()[np.minimum(codes, 65536)]
    word = (flags & (_LETTER | _DIGIT)) > 0
    starts = word.copy()
    starts[1:] &= ~word[:-1]
    inner = (flags & _CLOSER) > 0
    inner[:-1] &= (flags[1:] & _SPACE) > 0
    inner[np.cumsum(sizes) - 2] = False
    upper = (flags & _UPPER) > 0
    single = [(flags & bit) > 0 for bit in (_DIGIT, _SYMBOL)]
    rows = [
        (flags & _LETTER) > 0,
        upper,
        *single,
        starts,
        starts & upper,
        (flags & _COMMA) > 0,
        inner,
        (flags & _QUOTE) > 0,
    ]
    begins = np.cumsum(sizes) - sizes
    counts = np.add.reduceat(np.stack(rows), begins, axis=1, dtype=np.float32)
    first = flags[begins]
    plain = _LETTER | _DIGIT | _QUOTE
    heads = [(first & (_LETTER | _UPPER)) == _LETTER, (first & _DIGIT) > 0, (first & plain) == 0]
    return np.concatenate([counts, np.stack(heads).astype(np.float32)])


def _word_counts(folded: Sequence[str]) -> Floats:
    """Count per line: words, function words, words of address."""
    import numpy as np

    counts = np.empty((3, len(folded)), np.float32)
    for i, line in enumerate(folded):
        words = line.split()
        counts[0, i] = len(words)
        counts[1, i] = sum(map(function_words().__contains__, words))
        counts[2, i] = sum(map(ADDRESS_WORDS.__contains__, words))
    return counts


def _ends(lines: Sequence[str]) -> Floats:
    """Tell per line: closed by a full stop or its like, by a colon, by an ellipsis; holds an address."""
    import numpy as np

    ends = np.zeros((4, len(lines)), np.float32)
    for i, line in enumerate(lines):
        last = line.rstrip(_TRAILING)[-1:] or line[-1:]
        ends[0, i] = last in _CLOSERS
        ends[1, i] = last == ":"
        ends[2, i] = last == "…" or line.endswith("...")
        ends[3, i] = ("." in line or "@" in line) and _URL.search(line) is not None
    return ends


def _shifted(values: Floats, by: int) -> Floats:
    """Return ``values`` of the line ``by`` places further down, 0 beyond the page."""
    import numpy as np

    out = np.zeros_like(values)
    if abs(by) < len(values):
        if by > 0:
            out[:-by] = values[by:]
        else:
            out[-by:] = values[:by]
    return out


def _windows(rows: Floats, before: int, after: int) -> Floats:
    """Return for each row the mean of its values from ``before`` lines above to ``after`` lines below."""
    import numpy as np

    n = rows.shape[1]
    sums = np.zeros((len(rows), n + 1))
    np.cumsum(rows, axis=1, out=sums[:, 1:])
    index = np.arange(n)
    low, high = np.maximum(index - before, 0), np.minimum(index + after + 1, n)
    means: Floats = ((sums[:, high] - sums[:, low]) / (high - low)).astype(np.float32)
    return means


def _share_before(values: Floats) -> Floats:
    """Return which share of the sum of ``values`` stands above each line."""
    import numpy as np

    sums = np.cumsum(values, dtype=np.float64)
    return ((sums - values) / max(float(sums[-1]), 1e-9)).astype(np.float32)


def _hint_place(page: Page) -> tuple[Floats, Floats]:
    """Return each line's likeness to the hint, and its distance in lines from the likest one."""
    import numpy as np

    n = len(page.lines)
    likeness = np.zeros(n, np.float32)
    words = frozenset(re.findall(r"\w+", page.hint.casefold()))
    if len(words) < 3:
        return likeness, np.full(n, -1000, np.float32)
    for i, line in enumerate(page.folded):
        if 10 <= len(line) <= 300 and not words.isdisjoint(line.split()):
            own = set(re.findall(r"\w+", line))
            likeness[i] = len(own & words) / max(len(own | words), 1)
    best = np.flatnonzero(likeness >= max(0.45, float(likeness.max()) - 0.1))
    if not len(best):
        return likeness, np.full(n, -1000, np.float32)
    return likeness, (np.arange(n) - best[-1]).astype(np.float32)


def first_round(page: Page) -> Floats:
    """Return one row of features per line of ``page``."""
    import numpy as np

    n = len(page.lines)
    letters, upper, digits, symbols, starts, capitals, commas, inner, quotes, *first = _char_counts(
        page.lines
    )
    words, functional, address = _word_counts(page.folded)
    ends = _ends(page.lines)
    size = np.array([len(line) for line in page.lines], np.float32)
    length = np.log1p(size)
    closed = ends[0]
    prose = size * (closed > 0) * (functional >= 2)
    named = np.asarray(page.named, np.float32)
    gaps = np.asarray(page.gaps, np.float32)
    repeats = Counter(page.folded)
    likeness, after_hint = _hint_place(page)
    index = np.arange(n, dtype=np.float32)
    heads = np.asarray(page.heads, np.float32)
    last_head = np.maximum.accumulate(np.where(heads > 0, index, -1000))
    columns = [
        length, np.log1p(words), upper / np.maximum(letters, 1), digits / size, symbols / size,
        capitals / np.maximum(starts, 1), functional / np.maximum(words, 1), functional,
        address / np.maximum(words, 1), address,
        *ends, commas, inner, np.minimum(quotes, 4), *first, commas / size,
        np.array([repeats[line] for line in page.folded], np.float32),
        gaps, _shifted(gaps, 1), np.asarray(page.indents, np.float32),
        *(named == kind for kind in range(1, 7)),
        index / n, index, n - index, np.full(n, np.log1p(n)),
        np.full(n, prose.sum() / size.sum()), np.full(n, np.log1p(prose.sum())), np.full(n, closed.mean()),
        likeness, after_hint,
        _share_before(prose), _share_before(size),
        np.cumsum(heads), np.full(n, heads.sum()), np.minimum(index - last_head, 50),
    ]  # fmt: skip
    for by in (-3, -2, -1, 1, 2, 3):
        columns += [_shifted(length, by), _shifted(closed, by)]
    for by in (-1, 1):
        columns += [
            _shifted(functional, by),
            _shifted(capitals / np.maximum(starts, 1), by),
            _shifted(named, by),
        ]
    around = np.stack([length, closed, functional / np.maximum(words, 1), np.minimum(prose, 500)])
    for width in (2, 5, 12):
        columns += [*_windows(around, width, 0), *_windows(around, 0, width)]
    return np.stack(columns, axis=1).astype(np.float32)


def second_round(page: Page, features: Floats, scores: Floats) -> Floats:
    """Return the features again, with what the first round's scores say of the lines around."""
    import numpy as np

    n = len(scores)
    size = np.array([len(line) for line in page.lines], np.float32)
    mass = size * scores
    gain = np.cumsum((scores - 0.35) * np.sqrt(size), dtype=np.float64)
    start, end = _best_block((scores - 0.35) * np.sqrt(size))
    index = np.arange(n)
    outside = np.where(index < start, start - index, np.where(index >= end, index - end + 1, 0))
    topic = _topic(page, scores)
    columns = [
        scores, _share_before(mass), np.full(n, np.log1p(mass.sum())), mass.sum() / size.sum() * np.ones(n),
        outside * np.where(index < start, -1, 1), (index - start) / max(end - start, 1), *topic,
        gain - gain[max(start - 1, 0)],
        *(_shifted(scores, by) for by in (-4, -3, -2, -1, 1, 2, 3, 4)),
    ]  # fmt: skip
    weight = np.sqrt(size)
    for width in (2, 4, 8, 16):
        for before, after in ((width, 0), (0, width), (width, width)):
            top, under = _windows(np.stack([scores * weight, weight]), before, after)
            columns.append(top / under)
    return np.concatenate([features, np.stack(columns, axis=1).astype(np.float32)], axis=1)


def _best_block(gains: Floats) -> tuple[int, int]:
    """Return the contiguous block with the greatest sum of ``gains``, as half-open line numbers."""
    import numpy as np

    sums = np.concatenate(([0.0], np.cumsum(gains, dtype=np.float64)))
    lows = np.minimum.accumulate(sums)
    end = int(np.argmax(sums - lows))
    start = int(np.flatnonzero(sums[: end + 1] == lows[end])[-1]) if end else 0
    return start, end


def _topic(page: Page, scores: Floats) -> tuple[Floats, Floats]:
    """Return how much of each line's long words the likely body has: elsewhere in it, and at all."""
    import numpy as np

    held: Counter[str] = Counter()
    rows: list[set[str]] = []
    for line, score in zip(page.folded, scores.tolist(), strict=True):
        words = {word[:7] for word in line.split() if len(word) >= 5}
        rows.append(words)
        if score > 0.5:
            held.update(words)
    shares = np.zeros((2, len(rows)), np.float32)
    for i, (words, score) in enumerate(zip(rows, scores.tolist(), strict=True)):
        if words:
            own = score > 0.5
            shares[0, i] = sum(held[word] > own for word in words) / len(words)
        shares[1, i] = len(words)
    return shares[0], shares[1]
