"""Words that tell what a line may be, looked up by number.

A word's key is made of its first ``KEYED`` letters, so "subscribe" and "subscribing" are one.
"""

from __future__ import annotations

import functools
import importlib.resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

KEYED = 7
"""Letters of a word that its key is made of."""
MIX = 0x9E3779B97F4A7C15
"""Odd multiplier that spreads keys over 64 bits (the golden ratio's bits, as in Knuth's hashing)."""

SPREAD = 0xC2B2AE3D27D4EB4F
"""Another odd multiplier, for numbers that are mixed into keys."""

_SLOT_BITS = 18
"""Of some 900 words no two share one of so many slots, after a few tries."""
_SLOT_SHIFT = 64 - _SLOT_BITS

FUNCTION, ADDRESS, FIRST, MONTH, AGO = (1 << bit for bit in range(5))

_ADDRESS_WORDS = (
    "you your us our we my me click subscribe newsletter email account free app privacy cookies login"
)
"""Words with which a page speaks to its visitor."""
_FIRST_WORDS = "i me my mine myself ich mir mein je moi eu meu yo mi я мне меня"
"""Words with which a writer speaks of himself."""

_MONTHS = (
    "jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august"
    " september october november december januar februar märz mai juni juli oktober dezember janvier février"
    " mars avril juin juillet août septembre octobre novembre décembre enero febrero marzo abril mayo junio"
    " julio agosto septiembre octubre noviembre diciembre gennaio febbraio aprile maggio giugno luglio"
    " settembre ottobre dicembre janeiro fevereiro março maio junho julho setembro outubro dezembro января"
    " февраля марта апреля мая июня июля августа сентября октября ноября декабря"
)
_AGO = "ago"


@functools.cache
def function_words() -> frozenset[str]:
    """Return the words of ``function_words.txt``, case-folded."""
    text = (
        importlib.resources.files("copydesk.extract.zoning").joinpath("function_words.txt").read_text("utf-8")
    )
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def key_of(word: str) -> int:
    """Return the key of a case-folded word."""
    key = 0
    for char in word[:KEYED]:
        key = (key * MIX + ord(char) + 1) % (1 << 64)
    return key


@functools.cache
def _table() -> tuple[NDArray[np.uint64], NDArray[np.uint32], np.uint64, NDArray[np.int16]]:
    """Return all classed words' keys, their classes, a multiplier, and the number of the word of each slot.

    The multiplier brings each key to a slot of its own, which is faster to look up than keys in order.
    """
    import numpy as np

    from copydesk.extract.zoning.screen import SCREENS

    bits: dict[int, int] = {}
    own = ((ADDRESS, _ADDRESS_WORDS), (FIRST, _FIRST_WORDS), (MONTH, _MONTHS), (AGO, _AGO))
    for bit, words in (*own, *SCREENS, (FUNCTION, " ".join(function_words()))):
        for word in words.split():
            bits[key_of(word)] = bits.get(key_of(word), 0) | bit
    keys = np.array(sorted(bits), np.uint64)
    multiplier = MIX
    while len(np.unique(slots := keys * np.uint64(multiplier) >> np.uint64(_SLOT_SHIFT))) < len(keys):
        multiplier = multiplier * SPREAD % (1 << 64)
    numbers = np.zeros(1 << _SLOT_BITS, np.int16)
    numbers[slots] = np.arange(len(keys))
    return keys, np.array([bits[key] for key in sorted(bits)], np.uint32), np.uint64(multiplier), numbers


def classes(keys: NDArray[np.uint64]) -> NDArray[np.uint32]:
    """Return the classes that each word is in."""
    import numpy as np

    known, bits, multiplier, numbers = _table()
    at = numbers.take((keys * multiplier >> np.uint64(_SLOT_SHIFT)).view(np.int64))
    found: NDArray[np.uint32] = bits.take(at) * (known.take(at) == keys)
    return found


def mixed(keys: NDArray[np.uint64], numbers: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Return keys that differ where the words or the numbers (of lines, of pages) differ."""
    import numpy as np

    spread = (numbers.astype(np.uint64) + np.uint64(1)) * np.uint64(SPREAD)
    mix: NDArray[np.uint64] = keys ^ spread
    return mix
