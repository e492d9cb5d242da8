"""What ``fingerprints`` spends its time in, as loops that numba compiles; used where it is installed.

They give what the array operations there give, number for number.
"""

import numpy as np
import numpy.typing as npt

from copydesk.text.compiling import compiled

Codes = npt.NDArray[np.uint64]
Words = npt.NDArray[np.uint32]
Numbers = npt.NDArray[np.int64]
Units = npt.NDArray[np.uint16]

_DIGIT, _DIGITS = 8, 5
"""Bits of a digit, and digits, that numbers are sorted by: 40 bits in all."""


_SAMPLED = np.uint64(1 << 61)
"""What ``fingerprints`` samples lies below; it and ``_words`` have their constants in the compiled code."""


@compiled
def kept_grams(
    units: Units, ends: Numbers, values: Words, places: Words, inverse: Words, factors: Codes, short: int
) -> tuple[Codes, Numbers, Numbers]:
    """Return the grams to keep of texts that lie end to end, how many each has, and how many in the sample.

    Args:
        units: the texts in UTF-16, each with a line end behind it.
        ends: where each text ends, the line end included.
        values: a number for each unit (see ``word_hashes.unit_values``).
        places: the weight of each place in ``units``.
        inverse: its inverse, both modulo 2^32.
        factors: of the five words of a gram.
        short: texts of fewer words keep every gram.
    """
    starts, sums, words_before = _words(units, ends, values, places)
    hashes = np.empty(words_before[-1] + 1, np.uint64)
    kept, sampled = np.empty(len(ends), np.int64), np.empty(len(ends), np.int64)
    count = np.uint64(0)
    for text in range(len(ends)):
        begin, end = np.uint64(words_before[text]), np.uint64(words_before[text + 1])
        before, in_sample = count, 0
        whole = end - begin < short
        enough = min(end - begin, np.uint64(5))
        one = two = three = four = np.uint64(0)
        for word in range(begin, end):
            total = np.uint32(sums[word + np.uint64(1)] - sums[word])
            five = np.uint64(np.uint32(total * inverse[starts[word]]))
            gram = one * factors[0] + two * factors[1] + three * factors[2] + four * factors[3]
            gram += five * factors[4]
            one, two, three, four = two, three, four, five
            low = gram < _SAMPLED
            # Written every time and kept sometimes: a jump that cannot be foreseen costs more.
            hashes[count] = gram
            full = word + np.uint64(1) >= begin + enough
            count += np.uint64(full & (whole | low))
            in_sample += full & low
        kept[text], sampled[text] = count - before, in_sample
    # A copy, for a part would keep all of it in memory.
    return hashes[:count].copy(), kept, sampled


@compiled
def _words(units: Units, ends: Numbers, values: Words, places: Words) -> tuple[Words, Words, Numbers]:
    """Return where words start, the sums of weighted values before them, and the words before each text."""
    starts = np.empty(len(units) + 1, np.uint32)
    sums = np.empty(len(units) + 1, np.uint32)
    words_before = np.zeros(len(ends) + 1, np.int64)
    alone = np.uint32(1 << 31)
    count, first = np.uint64(0), np.uint64(0)
    total, last = np.uint32(0), np.uint32(0)
    for text in range(len(ends)):
        end = np.uint64(ends[text])
        for place in range(first, end):
            value = values[units[place]]
            starts[count], sums[count] = place, total
            count += np.uint64((value != 0) & ((last == 0) | ((value | last) >= alone)))
            total = np.uint32(total + np.uint32(value * places[place]))
            last = value
        first = end
        words_before[text + 1] = count
    sums[count] = total
    return starts, sums, words_before


@compiled
def sort_grams(packed: Codes, low: int) -> Codes:
    """Sort by the bits from ``low`` on, digit by digit; what agrees in them keeps the order that it has."""
    here, there = packed, np.empty_like(packed)
    mask = np.uint64((1 << _DIGIT) - 1)
    for step in range(_DIGITS):
        shift = np.uint64(low + step * _DIGIT)
        begins = np.zeros((1 << _DIGIT) + 1, np.int64)
        for number in here:
            begins[((number >> shift) & mask) + np.uint64(1)] += 1
        begins = np.cumsum(begins)
        for number in here:
            digit = (number >> shift) & mask
            there[begins[digit]] = number
            begins[digit] += 1
        here, there = there, here
    return here
