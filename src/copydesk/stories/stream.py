"""The stories of a stream of reports, each seen once, in order of publication, never looking ahead.

Each report joins the story it is most like on average, or founds a new one. How like falls with
the days since the story's last report, down to a floor: dates on the web are too often those of a
later page. A report that is a little like many stories needs more to join one. Then the stories around it are
looked at again, and may become one or come apart (``again``). One setting for all data.

Time grows with the number of reports and not its square: stories are looked up by their rarest words, with a
bound on the work per report.
"""

import hashlib
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import compress, groupby
from typing import NamedTuple

import numpy as np

from copydesk.stories.grouping.again import Agglomeration, Held
from copydesk.stories.grouping.features import COMPILED_FROM, Features, terms_of_all, unpacked_all
from copydesk.stories.grouping.holding import Chunk, Holding
from copydesk.stories.grouping.index import SLEEP, Index, Near
from copydesk.stories.grouping.vectors import Scale, Terms, Vector, Weights

THRESHOLD = 0.13
"""Average likeness from which a report joins, if it is like no other story."""
NOISE, NOISE_RANK, NOISE_MOST = 1.0, 6, 0.08
"""How much of the likeness to the story of this rank is added to the threshold, and how much at most."""
BODY_LEAST = 0.02
"""Likeness that the body must have to the story without its own headline's help, so that a shared headline
never joins two reports."""
NEAR = 0.6
"""Part of the threshold from which a story is looked at again."""
NEAR_STORIES, NEAR_REPORTS = 2, 24
"""Stories, and reports of them and the new one's, that are looked at again together at most."""
HELD = 50_000
"""Reports at most that can be looked at again, the latest; it bounds memory."""

_DAY = 86_400.0


class Arrival(NamedTuple):
    """A report that comes to the stream.

    Attributes:
        report: its id.
        moment: when it was published, in seconds since 1970; None where that is not known.
        features: its words.
        banned: ids of stories that it must not join.
    """

    report: str
    moment: float | None
    features: Features
    banned: Collection[str] = ()


class Members(NamedTuple):
    """Reports that were placed before, as columns: one report's item after the other's.

    Attributes:
        reports: their ids.
        stories: the ids of their stories.
        moments: as for ``Arrival``.
        fixed: whether a person put it there; then its story is not looked at again.
        terms: their terms, as ``features.split`` makes them; likewise counts.
        counts: see ``terms``; None for those that have weights.
        weights: the bytes of ``Placed.weights``; None for those that are to be weighed now.
        resting: whether a report's story holds no other one and sleeps until after all that will be added:
            then less of it is taken up, to the same effect.
    """

    reports: Sequence[str]
    stories: Sequence[str]
    moments: Sequence[float | None]
    fixed: Sequence[int]
    terms: Sequence[bytes]
    counts: Sequence[bytes | None]
    weights: Sequence[bytes | None]
    resting: Sequence[int]


class Move(NamedTuple):
    """An earlier report that went from one story to another."""

    report: str
    left: str
    story: str


class Placed(NamedTuple):
    """Where a report was found to belong.

    Attributes:
        report: its id.
        story: id of the story; it is made from the id of the report that founded it.
        likeness: to that story, after what time left of it; 0 for the founder, 1 for the very same words.
        slept: days for which the story had had no report, if they are enough to call that sleep, else None.
        moved: earlier reports that went elsewhere because of it.
        weights: of its terms.
    """

    report: str
    story: str
    likeness: float
    slept: float | None
    moved: tuple[Move, ...]
    weights: Weights


class Stream:
    """The stories found so far.

    Args:
        expected: about how many reports will come; it only tells what is worth being compiled.
    """

    def __init__(self, expected: int = 0) -> None:
        self._expected = expected
        self._fast = fast = expected >= COMPILED_FROM
        self._scale, self._index, self._again = Scale(fast=fast), Index(fast=fast), Agglomeration(fast=fast)
        self._names: list[str] = []
        self._numbers: dict[str, int] = {}
        self._by_words: dict[int, int] = {}
        self._held = Holding()
        self._holding: deque[int] = deque()
        self._fixed: set[int] = set()
        self._restored = 0

    def restore(self, members: Iterable[Members]) -> Iterator[dict[str, bytes]]:
        """Take reports as they were placed before, in the order in which they came; then add others.

        Yields:
            From time to time, the bytes of weights of reports that had none.
        """
        chunks: deque[Chunk] = deque()
        older: set[int] = set()
        count = 0
        for some in members:
            chunks.append(chunk := self._entered(some))
            if None in some.weights:
                yield chunk.weighed(some.weights)
            count += len(chunk.stories)
            while count - len(chunks[0].stories) >= HELD:
                older.update(chunks[0].stories)
                count -= len(chunks.popleft().stories)
        beyond = max(count - HELD, 0)
        numbers = [number for chunk in chunks for number in chunk.stories]
        older.update(numbers[:beyond])
        self._holding.extend(numbers[beyond:])
        # A story of which not all is at hand is never looked at again.
        self._held = Holding(chunks, beyond, older)
        self._restored = len(self._names)

    def _entered(self, members: Members) -> Chunk:
        """Enter some reports that were placed before."""
        terms, ends, words = terms_of_all(members.terms, fast=self._fast)
        if not self._names:
            self._index.expect(self._expected, len(terms) // len(ends) * self._expected)
        new = [story for story in dict.fromkeys(members.stories) if story not in self._numbers]
        self._numbers.update(zip(new, range(len(self._names), len(self._names) + len(new)), strict=True))
        self._names += new
        numbers = [self._numbers[story] for story in members.stories]
        edges = ends.tolist()
        weights = self._weights(members, terms, edges)
        self._index.restore(terms, weights, ends, numbers, members.moments, members.resting)
        for hashed, number in zip(words, numbers, strict=True):
            if hashed:
                self._by_words.setdefault(hashed, number)
        self._fixed.update(compress(numbers, members.fixed))
        return Chunk(members.reports, members.moments, numbers, words, edges, terms, weights)

    def _weights(self, members: Members, terms: Terms, ends: Sequence[int]) -> Weights:
        """Return the weights of reports, one report's after the other's: those that it has, or new ones."""
        found: list[Weights] = []
        first = 0
        for told, run in groupby(members.weights, lambda weights: weights is not None):
            known = list(run)
            last = first + len(known)
            if told:
                found.append(np.frombuffer(b"".join(filter(None, known)), np.uint16))
                self._scale.count(terms[ends[first - 1] if first else 0 : ends[last - 1]], len(known))
            else:
                halves = zip(members.terms[first:last], members.counts[first:last], strict=True)
                data = [own + (counts or b"") for own, counts in halves]
                found.append(self._scale.weigh_all(unpacked_all(data, fast=self._fast)))
            first = last
        return found[0] if len(found) == 1 else np.concatenate(found)

    def holds(self, story: str) -> bool:
        """Tell whether a story holds reports."""
        return story in self._numbers and self._index.reports(self._numbers[story]) > 0

    def held(self, story: str) -> bool:
        """Tell whether a story held reports when the stream was restored."""
        return self._numbers.get(story, self._restored) < self._restored

    def add(self, arrival: Arrival) -> Placed:
        """Put a report into its story, or into a new one."""
        vector = self._scale.weigh(arrival.features)
        near = self._index.near(vector, arrival.moment)
        least = _least(near)
        close = self._close(vector, near, least)
        likeness, number = self._chosen(arrival, close, least)
        slept = None if number is None else self._slept(number, arrival.moment)
        if number is None:
            number = self._number(self._free(story_id(arrival.report)))
        self._index.add(vector, number, arrival.moment)
        self._hold(number, Held(arrival.report, arrival.moment, vector, arrival.features.words))
        moved = self._look_again(number, close, least) if close and not arrival.banned else {}
        number = moved.pop(arrival.report, (number, number))[1]
        moves = tuple(Move(report, *map(self._names.__getitem__, way)) for report, way in moved.items())
        return Placed(arrival.report, self._names[number], likeness, slept, moves, vector.weights)

    def _close(self, vector: Vector, near: Near, least: float) -> list[tuple[int, float]]:
        """Return the stories that are like enough to be looked at again, and not by a headline alone."""
        count = sum(likeness >= NEAR * least for likeness in near.likenesses)
        if not count:
            return []
        bodies = self._index.bodies(vector, near.stories[:count])
        found = zip(near.stories, near.likenesses, bodies, strict=False)
        return [(story, likeness) for story, likeness, body in found if body >= BODY_LEAST]

    def _chosen(
        self, arrival: Arrival, close: Sequence[tuple[int, float]], least: float
    ) -> tuple[float, int | None]:
        """Return how like a report is to the story that it joins, and that story, None for a new one."""
        same = self._by_words.get(arrival.features.words) if arrival.features.words else None
        if same is not None and self._names[same] not in arrival.banned:
            return 1.0, same
        for story, likeness in close:
            if likeness > least and self._names[story] not in arrival.banned:
                return likeness, story
        return 0.0, None

    def _look_again(
        self, number: int, close: Sequence[tuple[int, float]], least: float
    ) -> dict[str, tuple[int, int]]:
        """Put the stories around a new report together anew; return the ways of reports that moved."""
        around = [story for story, _ in close[:NEAR_STORIES] if self._open(story)]
        while around and self._size({*around, number}) > NEAR_REPORTS:
            around.pop()
        stories = sorted({*around, number})
        # Two reports that were found alike, or found not alike, are what average link would make of them.
        alone = number not in around and self._size(stories) == len(stories)
        if not around or alone or self._size(stories) < 3 or not self._open(number):
            return {}
        reports = [(held, story) for story in stories for held in self._held[story]]
        parts = self._again.parts([held for held, _ in reports], least)
        return self._rearranged(stories, [[reports[place] for place in part] for part in parts])

    def _open(self, story: int) -> bool:
        """Tell whether a story may be taken apart: awake, judged by nobody, all its reports at hand."""
        held = len(self._held.get(story, ()))
        return (
            held == self._index.reports(story) and story not in self._fixed and not self._index.slept(story)
        )

    def _size(self, stories: Iterable[int]) -> int:
        return sum(len(self._held[story]) for story in stories if story in self._held)

    def _rearranged(
        self, stories: Sequence[int], parts: Sequence[Sequence[tuple[Held, int]]]
    ) -> dict[str, tuple[int, int]]:
        """Give each part a story: the oldest one whose founder it holds, or a new one.

        The founder is a story's first report.
        """
        founders = {self._held[story][0].report: story for story in stories}
        named: dict[int, list[tuple[Held, int]]] = {}
        left = []
        for part in parts:
            heads = [founders[held.report] for held, _ in part if held.report in founders]
            if heads:
                named[min(heads)] = list(part)
            else:
                left.append(part)
        if not left and all({story for _, story in part} == {number} for number, part in named.items()):
            return {}
        for part in left:
            named[self._number(self._free(story_id(part[0][0].report)))] = list(part)
        for story in set(stories) - named.keys():
            del self._held[story]
            self._index.rebuild(story, [], [])
        moved = {}
        for number, part in named.items():
            if [held for held, _ in part] == self._held.get(number):
                continue
            self._held[number] = [held for held, _ in part]
            self._index.rebuild(number, [held.vector for held, _ in part], [held.moment for held, _ in part])
            for held, story in part:
                self._by_words[held.words] = number
                if story != number:
                    moved[held.report] = (story, number)
        return moved

    def _free(self, story: str) -> str:
        """Return this id, or one made from it where a story has it already that its founder had left."""
        while story in self._numbers and self._index.reports(self._numbers[story]):
            story = story_id(story)
        return story

    def _number(self, story: str) -> int:
        """Return the number of a story, a new one if it was never heard of."""
        number = self._numbers.setdefault(story, len(self._names))
        if number == len(self._names):
            self._names.append(story)
        return number

    def _hold(self, number: int, held: Held) -> None:
        """Remember a report, and forget those of the story that was remembered first if they are too many."""
        if held.words:
            self._by_words.setdefault(held.words, number)
        self._held.setdefault(number, []).append(held)
        self._holding.append(number)
        if len(self._holding) > HELD:
            self._held.pop(self._holding.popleft(), None)

    def _slept(self, number: int, moment: float | None) -> float | None:
        last = self._index.last(number)
        if last is None or moment is None or moment - last < SLEEP:
            return None
        return (moment - last) / _DAY


def story_id(report: str) -> str:
    """Return the id of the story that a report founds: it survives every report that comes later."""
    return hashlib.sha256(b"story\0" + report.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _least(near: Near) -> float:
    """Return the likeness from which a report joins a story."""
    noise = near.likenesses[NOISE_RANK - 1] if len(near.likenesses) >= NOISE_RANK else 0.0
    return THRESHOLD + min(NOISE * noise, NOISE_MOST)
