"""Words with their offsets, in any script."""

import re
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

UNSPACED_RANGES = (
    (0x0E00, 0x0E7F),
    (0x3040, 0x30FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
)
"""Thai, kana and Han: written without spaces between words, so each character stands alone."""

_UNSPACED = "".join(f"{chr(first)}-{chr(last)}" for first, last in UNSPACED_RANGES)

_ANY_UNSPACED = re.compile(f"[{_UNSPACED}]")
_SPACED_WORD = re.compile(r"\w+(?:['’]\w+)*")
_MIXED_WORD = re.compile(rf"[{_UNSPACED}]|(?:(?![{_UNSPACED}])\w)+(?:['’](?:(?![{_UNSPACED}])\w)+)*")
"""The same for any script; it looks at each character twice, so it is kept for texts that need it."""


class Words(NamedTuple):
    """Lower-cased words of a text; ``starts`` and ``ends`` are code-point offsets, one pair a word."""

    forms: list[str]
    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]


def words(text: str) -> Words:
    """Split ``text`` into lower-cased words; apostrophes inside a word stay and are made straight."""
    pattern = _MIXED_WORD if _ANY_UNSPACED.search(text) else _SPACED_WORD
    spans = [match.span() for match in pattern.finditer(text)]
    offsets = np.array(spans, np.int64).reshape(-1, 2)
    forms = [text[start:end].lower().replace("’", "'") for start, end in spans]
    return Words(forms, offsets[:, 0], offsets[:, 1])
