"""Whether one of two reports copied from the other, and which of what they share was copied."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from copydesk.reuse.matching import Match, common
from copydesk.reuse.reading import Reading
from copydesk.reuse.stretches import Stretch, cut

LEAST_WORDS = 5
"""Agreeing words of the shortest quotation or furniture passage, and of a copy inside a sentence."""

LONG_WORDS = 8
"""So many agreeing words in a row are a passage, whatever part of their sentences they are."""

_SENTENCE_PLAIN, _SENTENCE_TELLING, _SENTENCE_COVER = 8, 3, 0.5
_PAIR_SENTENCES, _PAIR_PLAIN, _PAIR_TELLING = 2, 24, 10
"""When a pair counts as copying: two sentences of which at least half agrees, with 8 agreeing words
outside quotation marks each, together 24, and 10 different ones that are neither names nor figures nor
function words. Set on made copies and on 1,249 pairs of real reports of one event, where agency text lies
above; what independent reports share (a name with its office, a figure, one background sentence) stayed
below in all 154 traps. Different ones, because polls and galleries say one line again and again."""

_HELD_SHARE, _HELD_PLAIN, _HELD_TELLING = 0.45, 20, 7
"""A pair counts as copying, too, where the passages hold this part of the shorter report's words outside
quotation marks, so many of them, and so many different telling ones: a short report, or one that is mostly
quotations. Of real pairs of one event this adds 14 to 409 (data/stories); when read, all but three were one
text, and those share a press statement."""

_COPIED_SHARE = 0.3
"""From this part of the shorter report on, quotations in the same order came with the copied text."""

_BETWEEN = 10_000
"""Two copied stretches are searched between for shorter ones if the words there, those of the one report
times those of the other, are no more; bounds the work."""

_SHORTEST = 3
"""Agreeing words of the shortest of them."""


def copied(found: Sequence[Stretch], left: Reading, right: Reading) -> list[Stretch]:
    """Return the stretches that were copied, of all, in order of ``left``; none where nobody copied."""
    if not _is_copying([stretch for stretch in found if stretch.place == "report"], left, right):
        return []
    chosen = _chosen([stretch for stretch in found if stretch.place != "page"], left, right)
    return sorted([*chosen, *_between(chosen, left, right)], key=lambda one: int(one.match.left[0]))


def _is_copying(stretches: Sequence[Stretch], left: Reading, right: Reading) -> bool:
    """Tell whether two reports share so much prose of their own that one copied."""
    if sum(stretch.plain for stretch in stretches) < min(_PAIR_PLAIN, _HELD_PLAIN):
        return False
    return _has_sentences(stretches, left, right) or _is_held(stretches, left, right)


def _has_sentences(stretches: Sequence[Stretch], left: Reading, right: Reading) -> bool:
    """Tell whether enough sentences agree (see ``_PAIR_PLAIN``)."""
    at_left, at_right = _words(stretches)
    plain = ~(left.quoted[at_left] | right.quoted[at_right])
    telling = plain & left.telling[at_left]
    sentences, first, inverse = np.unique(left.sentence[at_left], return_index=True, return_inverse=True)
    lengths = np.minimum(
        left.sentence_lengths[sentences], right.sentence_lengths[right.sentence[at_right[first]]]
    )
    plains, tellings = np.bincount(inverse, plain), np.bincount(inverse, telling)
    good = (plains >= _SENTENCE_PLAIN) & (tellings >= _SENTENCE_TELLING)
    good &= np.bincount(inverse) >= _SENTENCE_COVER * lengths
    if good.sum() < _PAIR_SENTENCES or plains[good].sum() < _PAIR_PLAIN:
        return False
    return len(np.unique(left.codes[at_left[telling & good[inverse]]])) >= _PAIR_TELLING


def _is_held(stretches: Sequence[Stretch], left: Reading, right: Reading) -> bool:
    """Tell whether about half of one report's prose is in the other (see ``_HELD_SHARE``)."""
    able = [stretch for stretch in stretches if _is_passage(stretch, left, right)]
    least = max(_HELD_PLAIN, _HELD_SHARE * min(left.plain, right.plain))
    if sum(stretch.plain for stretch in able) < least:
        return False
    at_left, at_right = _words(able)
    telling = left.telling[at_left] & ~(left.quoted[at_left] | right.quoted[at_right])
    return len(np.unique(left.codes[at_left[telling]])) >= _HELD_TELLING


def _words(stretches: Sequence[Stretch]) -> Match:
    at_left = np.concatenate([stretch.match.left for stretch in stretches])
    return Match(at_left, np.concatenate([stretch.match.right for stretch in stretches]))


def _chosen(stretches: Sequence[Stretch], left: Reading, right: Reading) -> list[Stretch]:
    """Choose, in a pair that copies, the stretches that were copied; they are given in order of ``left``."""
    able = [stretch for stretch in stretches if _is_passage(stretch, left, right)]
    prose = [stretch for stretch in able if stretch.plain >= min(LEAST_WORDS, stretch.words)]
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
        near = _near(before, stretch, left, right) or _near(stretch, after, left, right)
        if ordered and (near or share >= _COPIED_SHARE):
            chosen.append(stretch)
    return chosen


def _is_passage(stretch: Stretch, left: Reading, right: Reading) -> bool:
    """Tell whether a stretch is long enough, for itself or for the shorter of its sentences."""
    if stretch.words >= LONG_WORDS:
        return True
    return bool(stretch.words >= _SENTENCE_COVER * min(_sentence_lengths(stretch, left, right)))


def _sentence_lengths(stretch: Stretch, left: Reading, right: Reading) -> tuple[int, int]:
    at_left, at_right = stretch.match.left[0], stretch.match.right[0]
    return (
        int(left.sentence_lengths[left.sentence[at_left]]),
        int(right.sentence_lengths[right.sentence[at_right]]),
    )


def _follows(before: Stretch | None, after: Stretch | None) -> bool:
    """Tell whether the two keep their order in the right report, too."""
    return before is None or after is None or bool(before.match.right[-1] < after.match.right[0])


def _near(before: Stretch | None, after: Stretch | None, left: Reading, right: Reading) -> bool:
    """Tell whether the two stand in one sentence or in neighbouring ones, in both reports."""
    if before is None or after is None:
        return False
    step_left = left.sentence[after.match.left[0]] - left.sentence[before.match.left[-1]]
    step_right = right.sentence[after.match.right[0]] - right.sentence[before.match.right[-1]]
    return bool(step_left <= 1 and step_right <= 1)


def _between(chosen: Sequence[Stretch], left: Reading, right: Reading) -> Iterator[Stretch]:
    """Yield sentences too short or too edited to be found alone, between copied stretches in both reports.

    At least half of both sentences agrees, in order.
    """
    free_left, free_right = free(chosen, left, right)
    ends = [(0, 0), *((int(one.match.left[-1]) + 1, int(one.match.right[-1]) + 1) for one in chosen)]
    starts = [*((int(one.match.left[0]), int(one.match.right[0])) for one in chosen), (len(left), len(right))]
    for (from_left, from_right), (to_left, to_right) in zip(ends, starts, strict=True):
        widths = to_left - from_left, to_right - from_right
        if (
            min(widths) < _SHORTEST
            or widths[0] * widths[1] > _BETWEEN
            or not free_right[from_right:to_right].all()
        ):
            continue
        if not free_left[from_left:to_left].all():
            continue
        pairs = common(left.spelled, right.spelled, (from_left, to_left), (from_right, to_right))
        if len(pairs) >= _SHORTEST:
            columns = np.array(pairs, np.int64)
            for stretch in cut(Match(columns[:, 0], columns[:, 1]), left, right, over=0):
                least = max(_SHORTEST, _SENTENCE_COVER * max(_sentence_lengths(stretch, left, right)))
                if stretch.place != "page" and stretch.words >= least:
                    yield stretch


def free(
    stretches: Sequence[Stretch], left: Reading, right: Reading
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Mark the words of both reports that lie in none of the stretches."""
    free_left, free_right = np.ones(len(left), bool), np.ones(len(right), bool)
    for stretch in stretches:
        free_left[stretch.match.left[0] : stretch.match.left[-1] + 1] = False
        free_right[stretch.match.right[0] : stretch.match.right[-1] + 1] = False
    return free_left, free_right
