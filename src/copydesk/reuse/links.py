"""Pairs of reports that share copied passages, and who of the two took them: by credits, then by times."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from copydesk.model.document import Document
from copydesk.model.link import Passage
from copydesk.model.span import Citation, Span
from copydesk.reuse.credits import Credit, Reported, names_outlet, read_reported

_SOON = 15 * 60
"""Seconds between two reports in which one source may have reached both."""


@dataclass(frozen=True, slots=True)
class Link:
    """Two reports, by index, that share copied passages.

    Args:
        left: index of the one that comes first.
        right: index of the other.
        in_left: where the passages stand in it.
        in_right: where they stand in the other.
        taker: the one that took from the other, None where nothing tells.
        evidence: what tells so, or why nothing does.
        said: it says so itself, naming the other.
        soon: they were published within minutes, or nothing tells who was first.
    """

    left: int
    right: int
    in_left: tuple[Span, ...]
    in_right: tuple[Span, ...]
    taker: int | None
    evidence: tuple[str, ...]
    said: bool
    soon: bool

    def spans(self, index: int) -> tuple[Span, ...]:
        """Return where the passages stand in one of the two reports."""
        return self.in_left if index == self.left else self.in_right

    def other(self, index: int) -> int:
        """Return the index of the other report."""
        return self.right if index == self.left else self.left


@dataclass(frozen=True, slots=True)
class _Moment:
    """When a report was published: the day, and seconds since 1970 where a time with its zone is given."""

    day: str
    clock: float | None


def links(
    documents: Sequence[Document], passages: Sequence[Passage], given: Sequence[Sequence[Credit]]
) -> list[Link]:
    """Gather the copied passages of each two reports, and tell who took them.

    Args:
        documents: the reports.
        passages: what they share.
        given: the credits that each report gives.
    """
    index = {document.id: number for number, document in enumerate(documents)}
    shared: dict[tuple[int, int], list[tuple[Citation, Citation]]] = {}
    for passage in passages:
        if passage.kind == "copy":
            left, right = index[passage.left.report], index[passage.right.report]
            sides = (passage.left, passage.right) if left < right else (passage.right, passage.left)
            shared.setdefault((min(left, right), max(left, right)), []).append(sides)
    said = _Said(documents, given)
    moments = [_moment(document.report.published) for document in documents]
    found = []
    for (left, right), sides_of in sorted(shared.items()):
        later, apart = _later(moments[left], moments[right], left, right)
        taker, evidence, named = _taker(documents, said, left, right, later)
        in_left = tuple(side.span for side, _ in sides_of)
        in_right = tuple(side.span for _, side in sides_of)
        soon = not named and (apart is None or apart <= _SOON)
        found.append(Link(left, right, in_left, in_right, taker, evidence, named, soon))
    return found


def _taker(
    documents: Sequence[Document], said: "_Said", left: int, right: int, later: int | None
) -> tuple[int | None, tuple[str, ...], bool]:
    """Tell which of two reports took from the other: by what one says of the other, else by the times."""
    words = {taker: said.of(taker, left + right - taker) for taker in (left, right)}
    takers = [taker for taker, named in words.items() if named]
    times: tuple[str, ...] = ()
    if later is not None:
        source = documents[left + right - later].report
        times = (f"published {documents[later].report.published}, {source.id} {source.published}",)
    if len(takers) == 1:
        return takers[0], words[takers[0]] + (times if later == takers[0] else ()), True
    if later is None:
        times = (_undecided(documents[left].report.published, documents[right].report.published),)
    return later, times, False


def _undecided(published: str | None, other: str | None) -> str:
    """Say why two times do not tell which of two reports was first."""
    one, two = _moment(published), _moment(other)
    if one is None or two is None:
        return "nothing tells which of the two was first"
    if published == other or (one.clock is not None and one.clock == two.clock):
        return f"both were published {published}, so nothing tells which was first"
    lack = "without a time zone on both times" if _is_timed(published) and _is_timed(other) else "on one day"
    return f"published {published} and {other}: {lack}, nothing tells which was first"


class _Said:
    """What reports say of one another; each text is read once."""

    def __init__(self, documents: Sequence[Document], given: Sequence[Sequence[Credit]]) -> None:
        self._documents = documents
        self._given = given
        self._reported: dict[int, list[Reported]] = {}

    def of(self, taker: int, source: int) -> tuple[str, ...]:
        """Return the words with which a report names the other's outlet as its source."""
        outlet = self._documents[source].report.name
        if outlet == self._documents[taker].report.name:
            return ()
        if taker not in self._reported:
            self._reported[taker] = read_reported(self._documents[taker])
        found = [f'credits "{one.words}"' for one in self._given[taker] if names_outlet(one.name, outlet)]
        for one in self._reported[taker]:
            if any(names_outlet(name, outlet) for name in one.names):
                return (*found, f'says "{one.words}"')
        return tuple(found)


def _later(
    left: _Moment | None, right: _Moment | None, one: int, other: int
) -> tuple[int | None, float | None]:
    """Return which of two reports was published later, as far as both times are precise, and by how much."""
    if left is None or right is None:
        return None, None
    if left.clock is not None and right.clock is not None:
        apart = right.clock - left.clock
        return (other if apart > 0 else one if apart < 0 else None), abs(apart)
    if left.day == right.day:
        return None, None
    return (other if left.day < right.day else one), float("inf")


def is_later(published: str | None, other: str | None) -> bool:
    """Tell whether the first of two times is surely later; as published times of reports, in ISO 8601."""
    return _later(_moment(other), _moment(published), 0, 1)[0] == 1


def _is_timed(published: str | None) -> bool:
    return len(published or "") > 10


def _moment(published: str | None) -> _Moment | None:
    if not published:
        return None
    try:
        moment = datetime.fromisoformat(published)
    except ValueError:
        return None
    precise = _is_timed(published) and moment.tzinfo is not None
    return _Moment(published[:10], moment.timestamp() if precise else None)
