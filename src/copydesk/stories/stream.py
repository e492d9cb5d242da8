"""The stories of a stream of reports, each seen once, in order of publication, never looking ahead.

Each report joins the story it is most like on average, or founds a new one. How like falls with
the days since the story's last report, down to a floor: dates on the web are too often those of a
later page. One setting for all data. Time grows with the number of reports and not its square: stories are
looked up by their rarest words, with a bound on the work per report.
"""

import hashlib
import math
from collections.abc import Collection, Sequence
from typing import NamedTuple

from copydesk.stories.index import Index
from copydesk.stories.vectors import Vector

THRESHOLD = 0.15
"""Average likeness from which a report joins, in steps of .01. Any two of
data/stories/{5w1h,basil,ecbplus-dev} choose .15, with the whole text as body: B-cubed F1 .939 / .970 /
.886, precision .976 / .955 / .869; .14 and .16 cost .008 and .009 in the mean. With labelled zones .14
gives 5w1h .02 more and basil .014 less; the higher one stays, since a story split in two is better than
two merged."""
FLOOR = 0.6
"""What is left of a likeness after any length of time. No date earns no nearness: also for a report or
a story without one. .55 and .65 cost .006 in the mean F1, no decay at all .05."""
DECAY_DAYS = 3.0
"""Days after which a third of the nearness is left; 2 is the same, 7 costs .008."""
BODY_LEAST = 0.05
"""Likeness that the body must have to the story without its own headline's help, so that a shared headline
never joins two reports; costs .001 in the mean F1."""
SLEEP_DAYS = 30.0
"""Days without a report after which a story sleeps."""

_DAY = 86_400.0


class Arrival(NamedTuple):
    """A report that comes to the stream.

    Attributes:
        report: its id.
        moment: when it was published, in seconds since 1970; None where that is not known.
        vector: its words.
        banned: ids of stories that it must not join.
    """

    report: str
    moment: float | None
    vector: Vector
    banned: Collection[str] = ()


class Member(NamedTuple):
    """A report that was placed before: the id of its story, and as for ``Arrival``."""

    story: str
    moment: float | None
    vector: Vector


class Placed(NamedTuple):
    """Where a report was found to belong.

    Attributes:
        report: its id.
        story: id of the story; it is made from the id of the report that founded it.
        likeness: to that story, after what time left of it; 0 for the founder, 1 for the very same words.
        slept: days for which the story had had no report, if they are enough to call that sleep, else None.
    """

    report: str
    story: str
    likeness: float
    slept: float | None


class Stream:
    """The stories found so far.

    Args:
        expected: about how many reports will come; it only tells what is worth being compiled.
    """

    def __init__(self, expected: int = 0) -> None:
        self._index = Index(expected)
        self._names: list[str] = []
        self._numbers: dict[str, int] = {}
        self._last: list[float | None] = []
        self._by_words: dict[int, int] = {}

    def restore(self, members: Sequence[Member]) -> None:
        """Take reports as they were placed before, in that order."""
        numbers = [self._number(member.story) for member in members]
        self._index.add([member.vector for member in members], numbers)
        for member, number in zip(members, numbers, strict=True):
            self._note(member.moment, member.vector.words, number)

    def add(self, arrival: Arrival) -> Placed:
        """Put a report into its story, or into a new one."""
        likeness, number = self._chosen(arrival)
        slept = None
        if number is None:
            number = self._number(self._free(story_id(arrival.report)))
        else:
            slept = self._slept(number, arrival.moment)
        self._index.add([arrival.vector], [number])
        self._note(arrival.moment, arrival.vector.words, number)
        return Placed(arrival.report, self._names[number], likeness, slept)

    def _chosen(self, arrival: Arrival) -> tuple[float, int | None]:
        """Return the story that a report joins, None for a new one, and how like that story it is."""
        same = self._by_words.get(arrival.vector.words) if arrival.vector.words else None
        if same is not None and self._names[same] not in arrival.banned:
            return 1.0, same
        best, found = THRESHOLD, None
        for story, full, body in self._index.near(arrival.vector):
            likeness = full * _nearness(self._last[story], arrival.moment)
            better = likeness > best or (likeness == best and found is None)
            if better and body >= BODY_LEAST and self._names[story] not in arrival.banned:
                best, found = likeness, story
        return (best, found) if found is not None else (0.0, None)

    def _free(self, story: str) -> str:
        """Return this id, or one made from it where other reports hold that story: its founder had left it."""
        while story in self._numbers:
            story = story_id(story)
        return story

    def _number(self, story: str) -> int:
        """Return the number of a story, a new one if it was never heard of."""
        number = self._numbers.setdefault(story, len(self._names))
        if number == len(self._names):
            self._names.append(story)
            self._last.append(None)
        return number

    def _note(self, moment: float | None, words: int, number: int) -> None:
        last = self._last[number]
        if moment is not None and (last is None or moment > last):
            self._last[number] = moment
        if words:
            self._by_words.setdefault(words, number)

    def _slept(self, number: int, moment: float | None) -> float | None:
        last = self._last[number]
        if last is None or moment is None or moment - last < SLEEP_DAYS * _DAY:
            return None
        return (moment - last) / _DAY


def story_id(report: str) -> str:
    """Return the id of the story that a report founds: it survives every report that comes later."""
    return hashlib.sha256(b"story\0" + report.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _nearness(last: float | None, moment: float | None) -> float:
    """Return what time leaves of a likeness: 1 at the same time, falling to ``FLOOR``."""
    if last is None or moment is None:
        return FLOOR
    return FLOOR + (1 - FLOOR) * math.exp(-abs(moment - last) / (_DAY * DECAY_DAYS))
