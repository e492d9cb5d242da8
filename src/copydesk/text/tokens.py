"""Words with their offsets, in any script."""

import re
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

_UNSPACED = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Thai, kana and Han: written without spaces between words, so each character stands alone."""

_WORD = re.compile(rf"[{_UNSPACED}]|(?:(?![{_UNSPACED}])\w)+(?:['’](?:(?![{_UNSPACED}])\w)+)*")


class Words(NamedTuple):
    """Lower-cased words of a text; ``starts`` and ``ends`` are code-point offsets, one pair a word."""

    forms: list[str]
    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]


def words(text: str) -> Words:
    """Split ``text`` into lower-cased words; apostrophes inside a word stay and are made straight."""
    matches = list(_WORD.finditer(text))
    forms = [match[0].lower().replace("’", "'") for match in matches]
    starts = np.fromiter((match.start() for match in matches), np.int64, len(matches))
    ends = np.fromiter((match.end() for match in matches), np.int64, len(matches))
    return Words(forms, starts, ends)
