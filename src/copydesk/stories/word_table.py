"""The words of several reports as columns: one array operation reads them all.

Of a report its title or headline is read, its standfirst and its body; the captions where there is next to no
body. A word is what ``text.word_hashes`` takes for one; characters of scripts without spaces go in pairs.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from copydesk.model.document import Document
from copydesk.model.report import ZoneKind
from copydesk.text.tokens import UNSPACED_RANGES
from copydesk.text.word_hashes import Units, hashed_words, laid_out, unit_values

Numbers = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

GALLERY_LETTERS = 100
"""With fewer characters than this in the body, the captions speak for a report: picture galleries tell their
story there. They only say which story it is; nothing else is concluded from them."""
READ = 200_000
"""Characters of a report that are weighed: what it is about has long been said, and garbage stays cheap."""
CODE_BITS = 30
"""Bits of a word's code; two more are left to tell parts of a report apart."""

_CAPITAL, _DIGIT, _ALONE, _JOINS, _WORD = 1, 2, 4, 8, 16
_JOINING = " -'’"
"""What may stand between the words of one name."""


class WordTable(NamedTuple):
    """Running words in order of their reports, of each report those of the headline first.

    Attributes:
        reports: for each word the index of its report.
        codes: for each word its hash, ``CODE_BITS`` long.
        places: for each word its place in standfirst and body, from 0; -1 for words of the headline.
        capitals: whether it begins with a capital letter.
        digits: whether it begins with a digit.
        lengths: UTF-16 units from its start to the next word's, one less where only a space parts them.
        joined: whether only a space, a hyphen or an apostrophe parts it from the word before.
    """

    reports: Numbers
    codes: Codes
    places: Numbers
    capitals: Flags
    digits: Flags
    lengths: Numbers
    joined: Flags


def word_table(documents: Sequence[Document]) -> WordTable:
    """Read the words of labelled reports."""
    texts = [text for document in documents for text in (_headline(document), _told(document))]
    units, ends = laid_out(texts)
    hashes, starts = hashed_words(units)
    codes = (hashes & np.uint32((1 << CODE_BITS) - 1)).astype(np.int64)
    text_of = np.searchsorted(ends, starts, side="right")
    unit_kinds = _unit_kinds()
    kinds = unit_kinds.take(units.take(starts))
    between = unit_kinds.take(units.take(starts - 1, mode="clip"))
    before = unit_kinds.take(units.take(starts - 2, mode="clip"))
    joined = ((between & _JOINS) > 0) & ((before & _WORD) > 0) & (starts > 1)
    lengths = np.diff(starts, append=len(units)) - 1
    alone = (kinds & _ALONE) > 0
    if alone.any():
        kept, codes = _paired(codes, starts, alone)
        codes, text_of, kinds = codes[kept], text_of[kept], kinds[kept]
        lengths, joined = lengths[kept], joined[kept]
    first = np.searchsorted(text_of, np.arange(len(texts) + 1))
    in_body = (text_of & 1) > 0
    places = np.where(in_body, np.arange(len(text_of)) - first.take(text_of), -1)
    capitals, digits = (kinds & _CAPITAL) > 0, (kinds & _DIGIT) > 0
    return WordTable(text_of >> 1, codes, places, capitals, digits, lengths, joined)


def _paired(codes: Codes, starts: Numbers, alone: Flags) -> tuple[Flags, Codes]:
    """Make words of neighbouring characters of unspaced scripts; one that has no neighbour is none."""
    follows = np.zeros(len(codes), bool)
    follows[1:] = alone[1:] & alone[:-1] & (np.diff(starts) == 1)
    return ~alone | follows, np.where(follows, pair_codes(np.roll(codes, 1), codes), codes)


def _headline(document: Document) -> str:
    title = document.report.title
    return title if title and any(map(str.isalnum, title)) else _text(document, ("headline",))


def _told(document: Document) -> str:
    told = _text(document, ("standfirst", "body"))
    return told if len(told) >= GALLERY_LETTERS else "\n".join([told, _text(document, ("caption",))])


def _text(document: Document, kinds: Iterable[ZoneKind]) -> str:
    return "\n".join(span.of(document.text) for span in document.spans(kinds))[:READ]


@cache
def _unit_kinds() -> npt.NDArray[np.uint8]:
    """Return of each UTF-16 unit what it can be, in bits."""
    kinds = np.where(unit_values() > 0, _WORD, 0).astype(np.uint8)
    for unit in range(1 << 16):
        character = chr(unit)
        kinds[unit] |= _CAPITAL * character.isupper() + _DIGIT * character.isdigit()
    for first, last in UNSPACED_RANGES:
        kinds[first : last + 1] |= _ALONE
    kinds[[ord(character) for character in _JOINING]] |= _JOINS
    return kinds


def word_codes(words: Sequence[str]) -> Codes:
    """Return the codes of single words, as ``word_table`` gives them."""
    units: Units = laid_out(list(words))[0]
    return (hashed_words(units)[0] & np.uint32((1 << CODE_BITS) - 1)).astype(np.int64)


def pair_codes(first: Codes, second: Codes) -> Codes:
    """Return the codes of pairs of words."""
    return (first * 0x9E3779B1 + second) & ((1 << CODE_BITS) - 1)
