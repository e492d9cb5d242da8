"""The words of several reports as columns: one array operation reads them all.

Of a report its title or headline is read, its standfirst and its body; the captions where there is next to no
body. A word is what ``text.word_hashes`` takes for one; characters of scripts without spaces go in pairs.
"""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from copydesk.model.document import Document
from copydesk.model.report import ZoneKind
from copydesk.stories.grouping.loops import reading
from copydesk.stories.grouping.loops.reading import ALONE, CAPITAL, CODES, DIGIT, JOINS, MIXER, WORD
from copydesk.text.compiling import compiled
from copydesk.text.tokens import UNSPACED_RANGES
from copydesk.text.word_hashes import Units, hashed_words, laid_out, unit_values

Numbers = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int32]

GALLERY_LETTERS = 100
"""With fewer characters than this in the body, the captions speak for a report: picture galleries tell their
story there. They only say which story it is; nothing else is concluded from them."""
READ = 200_000
"""Characters of a report that are weighed: what it is about has long been said, and garbage stays cheap."""

_JOINING = " -'’"
"""What may stand between the words of one name."""


class WordTable(NamedTuple):
    """Running words in order of their reports, of each report those of the headline first.

    Attributes:
        codes: for each word its hash, ``CODE_BITS`` long.
        kinds: for each word the bits ``CAPITAL`` and ``DIGIT`` of its first character, and ``JOINS`` where
            only a space, a hyphen or an apostrophe parts it from the word before.
        lengths: UTF-16 units from its start to the next word's, one less where only a space parts them.
        edges: for each report the words before its headline and before what it tells, and last those of all.
    """

    codes: Codes
    kinds: npt.NDArray[np.uint8]
    lengths: npt.NDArray[np.int32]
    edges: Numbers


def word_table(documents: Sequence[Document], *, fast: bool) -> WordTable:
    """Read the words of labelled reports.

    Args:
        documents: with their layer ``zones`` filled.
        fast: whether there are so many that the loop is worth being compiled.
    """
    units, ends = laid_out(
        [text for document in documents for text in (_headline(document), _told(document))]
    )
    hashes, starts = hashed_words(units, fast=fast)
    count = len(starts)
    codes, lengths, kinds = np.empty(count, np.int32), np.empty(count, np.int32), np.empty(count, np.uint8)
    edges = np.empty(len(ends) + 1, np.int64)
    read = compiled(reading.words) if fast else reading.words
    read(
        units,
        (hashes & np.uint32(CODES)).astype(np.int32),
        starts,
        ends,
        _unit_kinds(),
        codes,
        kinds,
        lengths,
        edges,
    )
    count = int(edges[-1])
    return WordTable(codes[:count], kinds[:count], lengths[:count], edges)


def _headline(document: Document) -> str:
    title = document.report.title
    return title if title and any(map(str.isalnum, title)) else _text(document, ("headline",))


def _told(document: Document) -> str:
    told = _text(document, ("standfirst", "body"))
    return told if len(told) >= GALLERY_LETTERS else "\n".join([told, _text(document, ("caption",))])


def _text(document: Document, kinds: tuple[ZoneKind, ...]) -> str:
    text = document.report.text
    return "\n".join([text[zone.start : zone.end] for zone in document.zones if zone.kind in kinds])[:READ]


@cache
def _unit_kinds() -> npt.NDArray[np.uint8]:
    """Return of each UTF-16 unit what it can be, in bits."""
    kinds = np.where(unit_values() > 0, WORD, 0).astype(np.uint8)
    for unit in range(1 << 16):
        character = chr(unit)
        kinds[unit] |= CAPITAL * character.isupper() + DIGIT * character.isdigit()
    for first, last in UNSPACED_RANGES:
        kinds[first : last + 1] |= ALONE
    kinds[[ord(character) for character in _JOINING]] |= JOINS
    return kinds


def word_codes(words: Sequence[str]) -> Codes:
    """Return the codes of single words, as ``word_table`` gives them."""
    units: Units = laid_out(list(words))[0]
    return (hashed_words(units)[0] & np.uint32(CODES)).astype(np.int32)


def pair_codes(first: Codes, second: Codes) -> Codes:
    """Return the codes of pairs of words."""
    return ((first.astype(np.int64) * MIXER + second) & CODES).astype(np.int32)
