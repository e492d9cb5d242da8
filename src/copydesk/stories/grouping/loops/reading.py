"""What the running words of reports are: their codes, and what can be seen of each.

Reports lie end to end; of each comes first the headline, then what it tells. ``edges`` says at which words
those begin, and where the last one ends. The constants are part of the machine code of ``counting`` as well.
"""

import numpy as np
import numpy.typing as npt

Units = npt.NDArray[np.uint16]
Kinds = npt.NDArray[np.uint8]
Codes = npt.NDArray[np.int32]
Counts = npt.NDArray[np.int32]
Numbers = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]

CODE_BITS = 30
"""Bits of a word's code; two more are left to tell parts of a report apart."""
CODES = (1 << CODE_BITS) - 1
MIXER = 0x9E3779B1
"""What the code of a pair's first word is multiplied with (see ``text.word_hashes``)."""

CAPITAL, DIGIT, ALONE, JOINS, WORD = 1, 2, 4, 8, 16
"""What a character may be: a capital letter, a digit, a word of its own, a link between the words of one
name, part of a word; of a word the first two are said of its first character."""


def words(
    units: Units,
    hashes: Codes,
    starts: Numbers,
    ends: Numbers,
    of_units: Kinds,
    codes: Codes,
    kinds: Kinds,
    lengths: Counts,
    edges: Numbers,
) -> None:
    """Find out what each word is; neighbouring characters of unspaced scripts make a word, single ones none.

    Args:
        units: headline and told text of each report in UTF-16, a line end behind each.
        hashes: of each word.
        starts: the unit at which each word starts.
        ends: where each text ends, with its line end.
        of_units: what each UTF-16 unit may be.
        codes: gets the code of each word.
        kinds: gets what it is; ``JOINS`` where only a link parts it from the word before.
        lengths: gets the units from its start to the next word's, one less where only a space parts them.
        edges: gets for each text the words before it, and last those of all.
    """
    count = word = 0
    total = len(starts)
    before, alone = -2, -2
    for text in range(len(ends)):
        edges[text] = count
        end = int(ends[text])
        while word < total and starts[word] < end:
            start = int(starts[word])
            kind = of_units[units[start]]
            code = int(hashes[word]) & CODES
            if kind & ALONE:
                follows = alone == start - 1
                own = code
                if follows:
                    code = (before * MIXER + code) & CODES
                before, alone = own, start
            if not kind & ALONE or follows:
                link = start > 1 and of_units[units[start - 1]] & JOINS and of_units[units[start - 2]] & WORD
                codes[count] = code
                kinds[count] = kind & (CAPITAL | DIGIT) | (JOINS if link else 0)
                lengths[count] = (starts[word + 1] if word + 1 < total else len(units)) - start - 1
                count += 1
            word += 1
    edges[len(ends)] = count


def hashes(codes: Codes, edges: Numbers, powers: Hashes, found: Hashes) -> None:
    """Write down a number for the words of each report in order, 0 where it has none but a headline's.

    Args:
        codes: of all words.
        edges: at which words texts begin and end.
        powers: of a large number, as many as the longest report has words.
        found: gets the numbers.
    """
    for report in range(len(found)):
        begin, told, end = edges[2 * report], edges[2 * report + 1], edges[2 * report + 2]
        found[report] = 0
        if told < end:
            mixed = (codes[begin:end].astype(np.uint64) + np.uint64(1)) * powers[: end - begin]
            found[report] = mixed.sum() | np.uint64(1)
