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
from itertools import islice
from typing import NamedTuple

from copydesk.stories.again import Agglomeration, Held
from copydesk.stories.features import COMPILED_FROM, Columns, Features, unpacked_all
from copydesk.stories.index import SLEEP, Index, Near
from copydesk.stories.vectors import Scale, Vector

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
_RESTORED = 4_096
"""Reports that are restored together."""


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


class Member(NamedTuple):
    """A report that was placed before.

    Attributes:
        report: its id.
        story: the id of its story.
        moment: as for ``Arrival``.
        packed: its words, as ``features.packed`` makes them.
        fixed: a person put it there; its story is not looked at again.
    """

    report: str
    story: str
    moment: float | None
    packed: bytes
    fixed: bool = False


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
    """

    report: str
    story: str
    likeness: float
    slept: float | None
    moved: tuple[Move, ...]


class _Chunk(NamedTuple):
    """Reports that were placed before: their stories, words, and vectors one after the other."""

    members: Sequence[Member]
    numbers: list[int]
    columns: Columns
    vectors: Vector

    def held(self, first: int) -> Iterator[tuple[int, Held]]:
        """Yield the story of each report from this one on, and the report as it is held."""
        terms, weights, body = self.vectors
        edges = [0, *self.columns.ends.tolist()]
        for place in range(first, len(self.members)):
            here = slice(edges[place], edges[place + 1])
            vector = Vector(terms[here], weights[here], body[here])
            member = self.members[place]
            yield self.numbers[place], Held(member.report, member.moment, vector, self.columns.words[place])


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
        self._held: dict[int, list[Held]] = {}
        self._holding: deque[int] = deque()
        self._fixed: set[int] = set()

    def restore(self, members: Iterable[Member]) -> None:
        """Take reports as they were placed before, in the order in which they came."""
        waiting = iter(members)
        chunks: deque[_Chunk] = deque()
        older: set[int] = set()
        count = 0
        while chunk := list(islice(waiting, _RESTORED)):
            chunks.append(self._restored(chunk))
            count += len(chunk)
            while count - len(chunks[0].numbers) >= HELD:
                older.update(chunks[0].numbers)
                count -= len(chunks.popleft().numbers)
        for one in chunks:
            beyond = max(count - HELD, 0)
            older.update(one.numbers[:beyond])
            count -= min(beyond, len(one.numbers))
            self._holding.extend(one.numbers[beyond:])
            for number, held in one.held(beyond):
                # A story of which not all is at hand is never looked at again.
                if number not in older:
                    self._held.setdefault(number, []).append(held)

    def _restored(self, members: Sequence[Member]) -> "_Chunk":
        columns = unpacked_all([member.packed for member in members], fast=self._fast)
        if not self._names:
            self._index.expect(self._expected, len(columns.terms) // len(members) * self._expected)
        numbers = [self._number(member.story) for member in members]
        weights, body = self._scale.weigh_all(columns)
        self._index.restore(columns.terms, weights, columns.ends, numbers, [one.moment for one in members])
        for words, number, member in zip(columns.words, numbers, members, strict=True):
            if words:
                self._by_words.setdefault(words, number)
            if member.fixed:
                self._fixed.add(number)
        return _Chunk(members, numbers, columns, Vector(columns.terms, weights, body))

    def add(self, arrival: Arrival) -> Placed:
        """Put a report into its story, or into a new one."""
        (vector,) = self._scale.weigh([arrival.features])
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
        return Placed(arrival.report, self._names[number], likeness, slept, moves)

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
