"""Which passages two reports share, and whether they were copied, quoted or belong to the page."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from copydesk.model.document import Document
from copydesk.model.link import Passage, PassageKind
from copydesk.model.span import Citation
from copydesk.reuse.candidates import Pairs, candidates
from copydesk.reuse.copying import LEAST_WORDS, LONG_WORDS, copied, free
from copydesk.reuse.counting import POPULAR
from copydesk.reuse.fingerprints import GRAM
from copydesk.reuse.grams import grams
from copydesk.reuse.matching import Match, matches
from copydesk.reuse.reading import Reading, read
from copydesk.reuse.stretches import Stretch, cut

_EDGE, _BARE_EDGE = 3, 2
"""Words before the first or after the last agreeing one that an editor may have changed, or a third of
the agreeing ones; fewer, or an eighth, where the other report has none there: a clause of one's own is
longer, a dropped word is not (F1 on sets made of three kinds of reports: .0005 to .001 better)."""

_PHRASE = 5
"""Grams that two reports share by a phrase of up to nine words."""

_TEXT = 20
"""Grams of the shortest text that two reports have in common: two sentences, or so."""

_OPENING = frozenset("\"“‘'«„([$£€")
_CLOSING = frozenset(".,;:!?…\"”“’'»)]%。，！？")

Flags = npt.NDArray[np.bool_]


def align(left: Document, right: Document) -> list[Passage]:
    """Return the passages that two reports share, in order of the left report.

    A passage never crosses a line break of either report. Words in comments are ignored.

    ``copy``: the pair shares enough prose outside quotation marks to be called copied, and this is part
    of it; quotations whose surroundings were copied, too, belong to the copy.
    ``quotation``: words in quotation marks in both, without copied surroundings.
    ``furniture``: words outside the report proper (zones), or addressed to the site's user; in a pair
    that copies, words that one of the two has in its report proper are part of the copy.

    What two independent reports share besides (names, figures, a background sentence) is no passage.
    """
    return align_readings(read(left), read(right))


def passages(documents: Sequence[Document]) -> list[Passage]:
    """Align every two reports of a story that share five words in a row; in order of ``documents``.

    Give them in order of publication: a text that very many reports share is held against the
    earliest of them only, and two of those against each other if they share more than a phrase besides.
    """
    readings = [read(document) for document in documents]
    fingerprints = [np.unique(grams(reading.spelled, GRAM)) for reading in readings]
    pairs = candidates(fingerprints, least_shared=1)
    pairs = pairs.only(~_by_a_phrase(pairs, len(readings)))
    return [
        passage for pair in pairs for passage in align_readings(readings[pair.left], readings[pair.right])
    ]


def _by_a_phrase(pairs: Pairs, reports: int) -> Flags:
    """Tell which pairs only a phrase joins, of reports that have a text of very many reports in common.

    What they share of that text is told by the pairs with its earliest report. Without this, chance phrases
    join ever more of its takers: 500 reports with one agency's lines had 7,300 pairs, 50 of them 130.
    """
    much = pairs.shared >= _TEXT
    earliest = np.full(reports, reports)
    np.minimum.at(earliest, pairs.right[much], pairs.left[much])
    many: Flags = np.bincount(pairs.left, minlength=reports + 1) > POPULAR
    one_text: Flags = (earliest[pairs.left] == earliest[pairs.right]) & many[earliest[pairs.right]]
    return one_text & (pairs.shared <= _PHRASE)


def align_readings(left: Reading, right: Reading) -> list[Passage]:
    """Do as ``align``, of documents that were read before: cut what matches, and give each part its kind."""
    found = [stretch for match in matches(left.sown, right.sown) for stretch in cut(match, left, right)]
    found.sort(key=lambda stretch: int(stretch.match.left[0]))
    copies = copied(found, left, right)
    result = [_cite("copy", match, left, right) for match in _widened(copies, left, right)]
    own = {id(stretch) for stretch in copies}
    for stretch in found:
        if id(stretch) in own:
            continue
        if stretch.place == "report":
            result.extend(
                _cite("quotation", part, left, right) for part in _quoted(stretch.match, left, right)
            )
        elif stretch.words >= (LONG_WORDS if stretch.place == "mixed" else LEAST_WORDS):
            result.append(_cite("furniture", stretch.match, left, right))
    return sorted(result, key=lambda passage: (passage.left, passage.right))


def _quoted(match: Match, left: Reading, right: Reading) -> Iterator[Match]:
    """Yield the parts of a match that stand in quotation marks in both reports."""
    quoted = left.quoted[match.left] & right.quoted[match.right]
    edges = [0, *(np.flatnonzero(quoted[1:] != quoted[:-1]) + 1).tolist(), len(quoted)]
    for start, end in pairwise(edges):
        if quoted[start] and end - start >= LEAST_WORDS:
            yield Match(match.left[start:end], match.right[start:end])


def _widened(stretches: Sequence[Stretch], left: Reading, right: Reading) -> Iterator[Match]:
    """Widen stretches to whole sentences where only a few words are left over on both sides.

    No word comes to lie in two passages.
    """
    free_left, free_right = free(stretches, left, right)
    for stretch in stretches:
        first_left, last_left = int(stretch.match.left[0]), int(stretch.match.left[-1])
        first_right, last_right = int(stretch.match.right[0]), int(stretch.match.right[-1])
        start_left, start_right = (
            _rest_before(left, free_left, first_left),
            _rest_before(right, free_right, first_right),
        )
        end_left, end_right = (
            _rest_after(left, free_left, last_left),
            _rest_after(right, free_right, last_right),
        )
        if _is_rest(first_left - start_left, first_right - start_right, stretch.words):
            first_left, first_right = start_left, start_right
        if _is_rest(end_left - last_left, end_right - last_right, stretch.words):
            last_left, last_right = end_left, end_right
        free_left[first_left : last_left + 1] = free_right[first_right : last_right + 1] = False
        yield Match(np.array([first_left, last_left]), np.array([first_right, last_right]))


def _rest_before(reading: Reading, free_words: Flags, word: int) -> int:
    """Return the first word of the sentence before ``word``, or the one after the last that is taken."""
    start = reading.sentence_start(word)
    taken = np.flatnonzero(~free_words[start:word])
    return start + int(taken[-1]) + 1 if len(taken) else start


def _rest_after(reading: Reading, free_words: Flags, word: int) -> int:
    """Return the last word of the sentence after ``word``, or the one before the first that is taken."""
    end = reading.sentence_end(word)
    taken = np.flatnonzero(~free_words[word + 1 : end])
    return word + int(taken[0]) if len(taken) else end - 1


def _is_rest(one: int, other: int, words: int) -> bool:
    """Tell whether so many words between a stretch and the edge of its sentence are few."""
    fewer, more = sorted((one, other))
    return more <= (max(_EDGE, words // 3) if fewer else max(_BARE_EDGE, words // 8))


def _cite(kind: PassageKind, match: Match, left: Reading, right: Reading) -> Passage:
    return Passage(kind, citation(left, match.left), citation(right, match.right))


def citation(reading: Reading, index: npt.NDArray[np.int64]) -> Citation:
    """Cite from the first to the last word, with the marks that cling to them."""
    text = reading.document.text
    start, end = int(reading.words.starts[index[0]]), int(reading.words.ends[index[-1]])
    while start and text[start - 1] in _OPENING:
        start -= 1
    while end < len(text) and text[end] in _CLOSING:
        end += 1
    return Citation(reading.document.id, start, end)
