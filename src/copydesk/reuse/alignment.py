"""Which passages two reports share, and whether they were copied, quoted or belong to the page."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
import numpy.typing as npt

from copydesk.model.document import Document
from copydesk.model.link import Passage, PassageKind
from copydesk.model.span import Citation
from copydesk.reuse.candidates import candidates
from copydesk.reuse.fingerprints import GRAM, grams
from copydesk.reuse.matching import Match, matches
from copydesk.reuse.reading import Reading, read

_LEAST_WORDS = 5
"""Agreeing words of the shortest quotation or furniture passage, and of a copy inside a sentence."""

_LONG_WORDS = 8
"""So many agreeing words in a row are a passage, whatever part of their sentences they are."""

_EDGE = 3
"""Words before the first or after the last agreeing one that an editor may have changed."""

_SENTENCE_PLAIN, _SENTENCE_TELLING, _SENTENCE_COVER = 8, 3, 0.5
_PAIR_SENTENCES, _PAIR_PLAIN, _PAIR_TELLING = 2, 24, 10
"""When a pair counts as copying: two sentences of which at least half agrees, with 8 agreeing words
outside quotation marks each, together 24, and 10 that are neither names nor figures nor function
words. Set on made copies (180 pairs: 3 missed) and on 1,249 pairs of real reports of one event, where
agency text lies above; what independent reports share (a name with its office, a figure, one background
sentence) stayed below in all 154 traps."""

_COPIED_SHARE = 0.3
"""From this part of the shorter report on, quotations in the same order came with the copied text."""

_OPENING = frozenset("\"“‘'«„([$£€")
_CLOSING = frozenset(".,;:!?…\"”“’'»)]%。，！？")

Flags = npt.NDArray[np.bool_]
_Zone = Literal["report", "mixed", "page"]
_ZONES: tuple[_Zone, _Zone, _Zone] = ("report", "mixed", "page")


@dataclass(frozen=True, slots=True, eq=False)
class _Stretch:
    """Corresponding words that lie together in both reports, and how many are outside quotation marks.

    ``zone``: they stand in the report proper on both sides, on neither, or on one side only.
    """

    match: Match
    plain: int
    zone: _Zone

    @property
    def words(self) -> int:
        return len(self.match.left)


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
    return _align(read(left), read(right))


def passages(documents: Sequence[Document]) -> list[Passage]:
    """Align every two reports of a story that share five words in a row; in order of ``documents``.

    Give them in order of publication: a text that very many reports share is held against the
    earliest of them only.
    """
    readings = [read(document) for document in documents]
    fingerprints = [np.unique(grams(reading.codes, GRAM)) for reading in readings]
    pairs = candidates(fingerprints, least_shared=1)
    return [passage for pair in pairs for passage in _align(readings[pair.left], readings[pair.right])]


def _align(left: Reading, right: Reading) -> list[Passage]:
    """Cut the matches of two readings into stretches and give each its kind."""
    found = [stretch for match in matches(left.codes, right.codes) for stretch in _cut(match, left, right)]
    found.sort(key=lambda stretch: int(stretch.match.left[0]))
    copied: list[_Stretch] = []
    if _is_copying([stretch for stretch in found if stretch.zone == "report"], left, right):
        copied = _copied([stretch for stretch in found if stretch.zone != "page"], left, right)
    result = [_cite("copy", match, left, right) for match in _widened(copied, left, right)]
    own = {id(stretch) for stretch in copied}
    for stretch in found:
        if id(stretch) in own:
            continue
        if stretch.zone == "report":
            result.extend(
                _cite("quotation", part, left, right) for part in _quoted(stretch.match, left, right)
            )
        elif stretch.words >= (_LEAST_WORDS if stretch.zone == "page" else _LONG_WORDS):
            result.append(_cite("furniture", stretch.match, left, right))
    return sorted(result, key=lambda passage: (passage.left, passage.right))


def _cut(match: Match, left: Reading, right: Reading) -> Iterator[_Stretch]:
    """Cut a match where it enters or leaves furniture, passes over a sentence, or begins a line."""
    cut = np.zeros(len(match.left) - 1, bool)
    for reading, index in ((left, match.left), (right, match.right)):
        furniture = reading.furniture[index]
        cut |= furniture[1:] != furniture[:-1]
        cut |= (np.diff(reading.sentence[index]) > 1) | (np.diff(reading.line[index]) > 0)
    plain = ~(left.quoted[match.left] | right.quoted[match.right])
    edges = [0, *(np.flatnonzero(cut) + 1).tolist(), len(match.left)]
    for start, end in pairwise(edges):
        part = Match(match.left[start:end], match.right[start:end])
        outside = bool(left.furniture[part.left[0]]), bool(right.furniture[part.right[0]])
        yield _Stretch(part, int(plain[start:end].sum()), _ZONES[sum(outside)])


def _is_copying(stretches: Sequence[_Stretch], left: Reading, right: Reading) -> bool:
    """Tell whether two reports share so much prose of their own that one copied (see ``_PAIR_PLAIN``)."""
    if not stretches:
        return False
    at_left = np.concatenate([stretch.match.left for stretch in stretches])
    at_right = np.concatenate([stretch.match.right for stretch in stretches])
    plain = ~(left.quoted[at_left] | right.quoted[at_right])
    telling = plain & left.telling[at_left]
    sentences, first, inverse = np.unique(left.sentence[at_left], return_index=True, return_inverse=True)
    agreeing = np.bincount(inverse)
    lengths = np.minimum(
        left.sentence_lengths[sentences], right.sentence_lengths[right.sentence[at_right[first]]]
    )
    plains, tellings = np.bincount(inverse, plain), np.bincount(inverse, telling)
    good = (plains >= _SENTENCE_PLAIN) & (tellings >= _SENTENCE_TELLING)
    good &= agreeing >= _SENTENCE_COVER * lengths
    enough = plains[good].sum() >= _PAIR_PLAIN and tellings[good].sum() >= _PAIR_TELLING
    return bool(good.sum() >= _PAIR_SENTENCES and enough)


def _copied(stretches: Sequence[_Stretch], left: Reading, right: Reading) -> list[_Stretch]:
    """Choose, in a pair that copies, the stretches that were copied; they are given in order of ``left``."""
    able = [stretch for stretch in stretches if _is_passage(stretch, left, right)]
    prose = [stretch for stretch in able if stretch.plain >= min(_LEAST_WORDS, stretch.words)]
    share = sum(stretch.plain for stretch in prose) / max(1, min(left.plain, right.plain))
    starts = [int(stretch.match.left[0]) for stretch in prose]
    chosen = []
    for stretch in able:
        place = bisect_left(starts, int(stretch.match.left[0]))
        if place < len(prose) and prose[place] is stretch:
            chosen.append(stretch)
            continue
        before = prose[place - 1] if place else None
        after = prose[place] if place < len(prose) else None
        ordered = _follows(before, stretch) and _follows(stretch, after)
        near = _beside(before, stretch, left, right) or _beside(stretch, after, left, right)
        if ordered and (near or share >= _COPIED_SHARE):
            chosen.append(stretch)
    return chosen


def _is_passage(stretch: _Stretch, left: Reading, right: Reading) -> bool:
    """Tell whether a stretch is long enough, for itself or for the shorter of its sentences."""
    first_left = left.sentence_lengths[left.sentence[stretch.match.left[0]]]
    first_right = right.sentence_lengths[right.sentence[stretch.match.right[0]]]
    cover = stretch.words / min(first_left, first_right)
    return stretch.words >= _LONG_WORDS or bool(cover >= _SENTENCE_COVER)


def _follows(before: _Stretch | None, after: _Stretch | None) -> bool:
    """Tell whether the two keep their order in the right report, too."""
    return before is None or after is None or bool(before.match.right[-1] < after.match.right[0])


def _beside(before: _Stretch | None, after: _Stretch | None, left: Reading, right: Reading) -> bool:
    """Tell whether the two stand in one sentence or in neighbouring ones, in both reports."""
    if before is None or after is None:
        return False
    step_left = left.sentence[after.match.left[0]] - left.sentence[before.match.left[-1]]
    step_right = right.sentence[after.match.right[0]] - right.sentence[before.match.right[-1]]
    return bool(step_left <= 1 and step_right <= 1)


def _quoted(match: Match, left: Reading, right: Reading) -> Iterator[Match]:
    """Yield the parts of a match that stand in quotation marks in both reports."""
    quoted = left.quoted[match.left] & right.quoted[match.right]
    edges = [0, *(np.flatnonzero(quoted[1:] != quoted[:-1]) + 1).tolist(), len(quoted)]
    for start, end in pairwise(edges):
        if quoted[start] and end - start >= _LEAST_WORDS:
            yield Match(match.left[start:end], match.right[start:end])


def _widened(stretches: Sequence[_Stretch], left: Reading, right: Reading) -> Iterator[Match]:
    """Widen stretches to whole sentences where only a few words are left over on both sides.

    No word comes to lie in two passages.
    """
    free_left, free_right = np.ones(len(left), bool), np.ones(len(right), bool)
    for stretch in stretches:
        free_left[stretch.match.left[0] : stretch.match.left[-1] + 1] = False
        free_right[stretch.match.right[0] : stretch.match.right[-1] + 1] = False
    for stretch in stretches:
        first_left, last_left = int(stretch.match.left[0]), int(stretch.match.left[-1]) + 1
        first_right, last_right = int(stretch.match.right[0]), int(stretch.match.right[-1]) + 1
        slack = max(_EDGE, stretch.words // 3)
        before_left = slice(left.sentence_start(first_left), first_left)
        before_right = slice(right.sentence_start(first_right), first_right)
        after_left = slice(last_left, left.sentence_end(last_left - 1))
        after_right = slice(last_right, right.sentence_end(last_right - 1))
        if _is_rest(free_left[before_left], free_right[before_right], slack):
            first_left, first_right = before_left.start, before_right.start
        if _is_rest(free_left[after_left], free_right[after_right], slack):
            last_left, last_right = after_left.stop, after_right.stop
        free_left[first_left:last_left] = free_right[first_right:last_right] = False
        yield Match(np.array([first_left, last_left - 1]), np.array([first_right, last_right - 1]))


def _is_rest(free_left: Flags, free_right: Flags, slack: int) -> bool:
    """Tell whether the words between a stretch and the edge of its sentence are few and in no other."""
    return max(len(free_left), len(free_right)) <= slack and bool(free_left.all() and free_right.all())


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
