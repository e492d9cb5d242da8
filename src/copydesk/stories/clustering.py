"""Find the stories: one pass over the reports in order of publication, never looking ahead.

Each report joins the story it is most like on average, or founds a new one. How like falls with
the days since the story's last report, down to a floor: dates on the web are too often those of a
later page. One setting for all data. Stories already found are looked up by their rarest words,
with a bound on the work per report, so time grows with the number of reports and not its square.
"""

import hashlib
import heapq
import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from copydesk.model.document import Document
from copydesk.model.story import Cluster
from copydesk.stories.vectors import Rarity, ReportVector, report_vector

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

LOOKED_UP = 40
"""Terms of a report, heaviest first, by which stories are looked up."""
POSTED = 300
"""Stories that a term leads to at most: those that used it last."""
COMPARED = 12
"""Stories found that way that are compared in full."""


class _Place(NamedTuple):
    """Where a report stands in the order of publication; without a date, behind all others.

    Revisions of a report are often dated alike: then the one that was changed first is first, so that the
    story keeps its id.
    """

    dated: float
    changed: float
    id: str
    digest: str


class _Story:
    """Sum of the vectors of the reports so far."""

    __slots__ = ("last", "members", "sums")

    def __init__(self) -> None:
        self.members: list[Document] = []
        self.sums: dict[str, float] = {}
        self.last: float | None = None

    def add(self, document: Document, terms: Mapping[str, float], day: float | None) -> None:
        self.members.append(document)
        sums = self.sums
        for term, weight in terms.items():
            sums[term] = sums.get(term, 0.0) + weight
        if day is not None:
            self.last = day


class _Stream:
    """The stories found so far, and the ways to them."""

    def __init__(self) -> None:
        self.stories: list[_Story] = []
        self._rarity = Rarity()
        self._by_term: dict[str, dict[int, float]] = {}
        self._by_words: dict[tuple[str, ...], int] = {}

    def add(self, document: Document) -> None:
        """Put a report into its story, or into a new one."""
        vector = report_vector(document, self._rarity)
        day = _day(document.report.published)
        heaviest = heapq.nlargest(LOOKED_UP, vector.terms, key=vector.terms.__getitem__)
        number = self._by_words.get(vector.forms) if vector.forms else None
        if number is None:
            number = self._nearest(vector, heaviest, day)
        if number is None:
            number = len(self.stories)
            self.stories.append(_Story())
        self.stories[number].add(document, vector.terms, day)
        if vector.forms:
            self._by_words.setdefault(vector.forms, number)
        self._post(heaviest, vector.terms, number)

    def _nearest(self, vector: ReportVector, heaviest: Sequence[str], day: float | None) -> int | None:
        best, found = THRESHOLD, None
        for number in self._candidates(vector.terms, heaviest):
            story = self.stories[number]
            likeness = _average(vector.terms, story) * _nearness(story.last, day)
            better = likeness > best or (likeness == best and found is None)
            if better and _average(vector.body, story) >= BODY_LEAST:
                best, found = likeness, number
        return found

    def _candidates(self, terms: Mapping[str, float], heaviest: Iterable[str]) -> list[int]:
        """Return the stories that share most weight in the looked-up terms, oldest first."""
        shared: dict[int, float] = {}
        for term in heaviest:
            weight = terms[term]
            for number, posted in self._by_term.get(term, {}).items():
                shared[number] = shared.get(number, 0.0) + weight * posted
        return sorted(heapq.nlargest(COMPARED, shared, key=lambda number: (shared[number], -number)))

    def _post(self, heaviest: Iterable[str], terms: Mapping[str, float], number: int) -> None:
        for term in heaviest:
            posted = self._by_term.setdefault(term, {})
            weight = max(posted.pop(number, 0.0), terms[term])
            posted[number] = weight
            if len(posted) > POSTED:
                del posted[next(iter(posted))]


def cluster(documents: Sequence[Document]) -> list[Cluster]:
    """Group reports into stories; each report is in exactly one.

    Only headline (or title), standfirst and body are read, and captions where there is no body. A
    report with no words but a headline stays alone; one with the very words of an earlier report
    joins it. A revision goes where the one goes that speaks for its report (``Document.revision_of``), and
    is not read. The order of ``documents`` does not matter.

    Args:
        documents: with the layer ``zones`` filled; each id once.

    Returns:
        Stories in order of their first report. A story's id is made from the id of its earliest report:
        it survives every report that comes later, which a hash of all ids does not.
        ``first`` and ``last`` are the earliest and latest ``published``, None where no report has one.
    """
    silent: dict[str, list[Document]] = {}
    for document in documents:
        if document.revision_of is not None:
            silent.setdefault(document.revision_of, []).append(document)
    stream = _Stream()
    for document in sorted(documents, key=_place):
        if document.revision_of is None:
            stream.add(document)
    return [_cluster(story.members, silent) for story in stream.stories]


def _cluster(speaking: Sequence[Document], silent: Mapping[str, Sequence[Document]]) -> Cluster:
    others = [document for member in speaking for document in silent.get(member.id, ())]
    members = sorted([*speaking, *others], key=_place) if others else speaking
    dates = [member.report.published for member in members if _day(member.report.published) is not None]
    name = hashlib.sha256(b"story\0" + members[0].id.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    ids = tuple(member.id for member in members)
    told = tuple((one.id, one.revision_of) for one in members if one.revision_of is not None)
    return Cluster(name, ids, dates[0] if dates else None, dates[-1] if dates else None, told)


def _place(document: Document) -> _Place:
    day, changed = _day(document.report.published), _day(document.report.modified)
    dated = math.inf if day is None else day
    return _Place(dated, dated if changed is None else changed, document.id, document.report.digest)


def _average(terms: Mapping[str, float], story: _Story) -> float:
    sums = story.sums
    total = 0.0
    for term, weight in terms.items():
        if term in sums:
            total += weight * sums[term]
    return total / len(story.members)


def _nearness(last: float | None, day: float | None) -> float:
    """Return what time leaves of a likeness: 1 on the same day, falling to ``FLOOR``."""
    if last is None or day is None:
        return FLOOR
    return FLOOR + (1 - FLOOR) * math.exp(-abs(day - last) / DECAY_DAYS)


def _day(published: str | None) -> float | None:
    """Return an ISO 8601 date or time in days since 1970 (UTC where it names no zone), or None."""
    if published is None:
        return None
    padded = published + "-01-01"[len(published) - 4 :] if len(published) in (4, 7) else published
    try:
        moment = datetime.fromisoformat(padded)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() / 86400
