"""What was changed from one revision of a report to another, sentence by sentence."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from copydesk.model.document import Document
from copydesk.model.span import Citation
from copydesk.model.story import Change
from copydesk.reuse.alignment import citation
from copydesk.reuse.matching import matches, sow
from copydesk.reuse.reading import Reading, read

Indexes = npt.NDArray[np.int64]

KEPT = 0.5
"""Part of the shorter one's words that two sentences share if one is the other, changed."""


Run = tuple[int, int]
"""First and last of some sentences that follow one another in a line."""


class _Side(NamedTuple):
    """The words of one revision's evidence zones: their numbers in the reading, and their sentences.

    Sentences are numbered from 0 as if there was no other zone; ``lines`` holds the line of each.
    """

    reading: Reading
    words: Indexes
    sentences: Indexes
    lines: list[int]


class _Pair(NamedTuple):
    """Sentences that correspond, and the new sentence at which, or behind which, they are told."""

    place: int
    old: Run | None
    new: Run | None


def changes(olds: Iterable[Document], new: Document) -> Iterator[tuple[Change, ...]]:
    """Tell for each of ``olds`` which sentences of the evidence zones have other words in ``new``.

    A sentence that only moved, or that only another case, mark or white space was given, is no change.
    Changes are in order of ``new``. Time grows with the texts' lengths.
    """
    right = _side(new)
    return (_changes(_side(old), right) for old in olds)


def _changes(left: _Side, right: _Side) -> tuple[Change, ...]:
    codes = left.reading.codes[left.words], right.reading.codes[right.words]
    if np.array_equal(*codes):
        return ()
    found = matches(*map(sow, codes))
    at_left = np.concatenate([match.left for match in found]) if found else np.empty(0, np.int64)
    at_right = np.concatenate([match.right for match in found]) if found else np.empty(0, np.int64)
    after = _partners(left, at_left, right, at_right)
    before = _partners(right, at_right, left, at_left)
    gone, come = _unmatched(left, at_left), _unmatched(right, at_right)
    rewritten = _rewritten(gone, come, after, before, left.lines)
    removed = _runs((old for old in gone if old not in after), left.lines)
    added = _runs((new for new in come if new not in before), right.lines)
    pairs = _joined([*rewritten, *_replaced(removed, added, after)])
    return tuple(Change(_cited(left, pair.old), _cited(right, pair.new)) for pair in pairs)


def _side(document: Document) -> _Side:
    reading = read(document)
    kept = np.flatnonzero(~reading.furniture)
    _, first, numbers = np.unique(reading.sentence[kept], return_index=True, return_inverse=True)
    return _Side(reading, kept, numbers.astype(np.int64), reading.line[kept][first].tolist())


def _joined(pairs: list[_Pair]) -> list[_Pair]:
    """Order the pairs, and join those of an old sentence that was cut into several."""
    joined: list[_Pair] = []
    for pair in sorted(pairs, key=lambda pair: (pair.place, pair.new is None, pair.old or (0, 0))):
        last = joined[-1] if joined else None
        same = last and last.old and last.old == pair.old
        if last and same and last.new and pair.new and last.new[1] + 1 == pair.new[0]:
            joined[-1] = _Pair(last.place, last.old, (last.new[0], pair.new[1]))
        else:
            joined.append(pair)
    return joined


def _unmatched(side: _Side, matched: Indexes) -> list[int]:
    """Return the sentences that hold a word without a counterpart, in order."""
    alone = np.ones(len(side.words), bool)
    alone[matched] = False
    sentences: list[int] = np.unique(side.sentences[alone]).tolist()
    return sentences


def _partners(here: _Side, at_here: Indexes, there: _Side, at_there: Indexes) -> dict[int, int]:
    """Return for each sentence the one of the other side that has most of its words, if it has enough."""
    both = np.stack([here.sentences[at_here], there.sentences[at_there]])
    rows, counts = np.unique(both, axis=1, return_counts=True)
    lengths = np.minimum(np.bincount(here.sentences)[rows[0]], np.bincount(there.sentences)[rows[1]])
    order = np.argsort(counts, kind="stable")
    order = order[counts[order] >= KEPT * lengths[order]]
    return dict(zip(*rows[:, order].tolist(), strict=True))  # of equal keys the last one has most words


def _rewritten(
    gone: Iterable[int],
    come: Iterable[int],
    after: Mapping[int, int],
    before: Mapping[int, int],
    lines: Sequence[int],
) -> Iterator[_Pair]:
    """Put each changed sentence beside its partners; several old ones made into one are one pair."""
    links = {(after[old], old) for old in gone if old in after}
    links |= {(new, before[new]) for new in come if new in before}
    news, olds = {new for new, _ in links}, {old for _, old in links}
    links |= {(new, old) for new, old in before.items() if old in olds}
    links |= {(new, old) for old, new in after.items() if new in news}
    by_new: dict[int, list[int]] = {}
    for new, old in links:
        by_new.setdefault(new, []).append(old)
    for new, made_of in by_new.items():
        yield from (_Pair(new, run, (new, new)) for run in _runs(made_of, lines))


def _replaced(removed: Iterable[Run], added: Iterable[Run], after: Mapping[int, int]) -> Iterator[_Pair]:
    """Put sentences without a partner beside those without one that took their place, if there are any."""
    kept = sorted(after)
    at_place: dict[int, list[Run]] = {}
    for run in removed:
        behind = bisect_left(kept, run[0])
        at_place.setdefault(after[kept[behind - 1]] if behind else -1, []).append(run)
    place = last = -2
    told: dict[int, int] = {}
    for run in added:
        place = place if run[0] == last + 1 else run[0] - 1  # runs of several lines stand in one place
        olds = at_place.get(place)
        yield _Pair(run[0], olds.pop(0) if olds else None, run)
        last = told[place] = run[1]
    for place, runs in at_place.items():
        yield from (_Pair(told.get(place, place), run, None) for run in runs)


def _runs(numbers: Iterable[int], lines: Sequence[int]) -> list[Run]:
    """Return the runs of consecutive sentences of one line, in order."""
    runs: list[Run] = []
    for number in sorted(numbers):
        if runs and runs[-1][1] + 1 == number and lines[number - 1] == lines[number]:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _cited(side: _Side, sentences: Run | None) -> Citation | None:
    if sentences is None:
        return None
    first = int(np.searchsorted(side.sentences, sentences[0], "left"))
    last = int(np.searchsorted(side.sentences, sentences[1], "right")) - 1
    return citation(side.reading, side.words[[first, last]])
