"""Matches of two reports cut into stretches that lie together, each with what is known of its place."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np

from copydesk.reuse.matching import Match
from copydesk.reuse.reading import Reading

Place = Literal["report", "mixed", "beside", "page"]


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """Corresponding words that lie together in both reports.

    Args:
        match: the words.
        plain: how many of them are outside quotation marks in both reports.
        place: ``report``: in the report proper of both, or of one where the other has it in a caption or
            the like; ``mixed``: of one only; ``beside``: in a caption, byline or the like in both;
            ``page``: in what else is furniture in both.
    """

    match: Match
    plain: int
    place: Place

    @property
    def words(self) -> int:
        """How many words correspond."""
        return len(self.match.left)


def cut(match: Match, left: Reading, right: Reading, *, over: int = 1) -> Iterator[Stretch]:
    """Cut a match where it enters or leaves furniture, begins a line, or goes on ``over`` sentences later."""
    cuts = (left.furniture[match.left[1:]] != left.furniture[match.left[:-1]]) | (
        right.furniture[match.right[1:]] != right.furniture[match.right[:-1]]
    )
    for reading, index in ((left, match.left), (right, match.right)):
        sentence, line = reading.sentence[index], reading.line[index]
        cuts |= (sentence[1:] - sentence[:-1] > over) | (line[1:] != line[:-1])
    plain = ~(left.quoted[match.left] | right.quoted[match.right])
    edges = [0, *(np.flatnonzero(cuts) + 1).tolist(), len(match.left)]
    for start, end in pairwise(edges):
        part = Match(match.left[start:end], match.right[start:end])
        yield Stretch(part, int(np.count_nonzero(plain[start:end])), _place(part, left, right))


def _place(part: Match, left: Reading, right: Reading) -> Place:
    at_left, at_right = part.left[0], part.right[0]
    outside = int(left.furniture[at_left]) + int(right.furniture[at_right])
    if not outside:
        return "report"
    beside = int(left.beside[at_left]) + int(right.beside[at_right])
    if outside == 1:
        return "report" if beside else "mixed"
    return "beside" if beside == 2 else "page"
