"""What a store keeps and gives back, whatever keeps it.

Findings and judgements lie apart: ``Placing.story`` is where a report was found to belong, pins and bans
and merges are what people made of it. Every change is made inside ``writing``, whole or not at all.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from copydesk.model.document import Document
from copydesk.model.feed import Feed
from copydesk.model.history import Event, EventKind, Judgement, JudgementKind, StoryEntry
from copydesk.model.span import Span


@dataclass(frozen=True, slots=True)
class Kept:
    """A report to be kept.

    Args:
        document: with zones labelled; its report holds the bytes as received.
        address: what all revisions of the report share, None where it has no address.
        moment: when it was published, in seconds since 1970, None where it is not known.
        terms: what clustering needs of its words in every run, in clustering's own form.
        counts: what it needs beside that to weigh them, likewise.
    """

    document: Document
    address: str | None
    moment: float | None
    terms: bytes
    counts: bytes


class Unplaced(NamedTuple):
    """A report that speaks and that no story holds yet."""

    report: str
    moment: float | None
    changed: float | None
    terms: bytes
    counts: bytes


class Settled(NamedTuple):
    """Reports that speak, each with the story that holds it, as columns: one report's item after the other's.

    Args:
        reports: their ids.
        stories: ids of the stories where a person put them, else where they were found.
        moments: when they were published.
        fixed: 1 where a person put it there, else 0.
        terms: as ``Kept`` has them.
        counts: as ``Kept`` has them, None where the report has weights.
        weights: as ``Placing`` has them, None where they are not known.
        resting: 1 where the story holds no other report and sleeps already when the first report comes that
            is to be placed next, and goes on to sleep, else 0.
    """

    reports: Sequence[str]
    stories: Sequence[str]
    moments: Sequence[float | None]
    fixed: Sequence[int]
    terms: Sequence[bytes]
    counts: Sequence[bytes | None]
    weights: Sequence[bytes | None]
    resting: Sequence[int]


class Moved(NamedTuple):
    """A placed report that was found to belong to another story when ``cause`` came."""

    report: str
    story: str
    cause: str


class Placing(NamedTuple):
    """Where a report was found to belong, and how like that story it was (0 where it founded the story).

    ``weights``: of its terms when it came, in clustering's own form; None where they are not known or told.
    """

    report: str
    story: str
    likeness: float
    weights: bytes | None = None


class Hit(NamedTuple):
    """A report that holds the words searched for, where they stand in its text, and its story if any."""

    document: Document
    story: str | None
    spans: tuple[Span, ...]


class Counts(NamedTuple):
    """How much a store holds; ``waiting`` reports are in no story yet."""

    reports: int
    stories: int
    judgements: int
    waiting: int = 0


class Store(Protocol):
    """Reports with their bytes, revisions and zones; stories with their history; judgements.

    Raises, all methods:
        StoreError: the place is full or damaged, cannot be written, or another writer held it for too long.
    """

    def close(self) -> None:
        """Let go of the place."""
        ...

    def writing(self) -> AbstractContextManager[None]:
        """Make all changes inside at once, or none if anything raises; other writers wait."""
        ...

    # Reports

    def known(self, ids: Iterable[str]) -> frozenset[str]:
        """Return which of these ids are kept."""
        ...

    def keep(self, reports: Sequence[Kept]) -> None:
        """Keep reports whose ids are not known yet."""
        ...

    def documents(self, ids: Iterable[str]) -> list[Document]:
        """Return reports with their zones and ``revision_of``, in the order asked for.

        Raises:
            StoreError: there is no report of one of these ids.
        """
        ...

    def all_documents(self) -> Iterator[Document]:
        """Yield every report, in the order in which they came; memory stays flat."""
        ...

    def received(self, report: str) -> bytes:
        """Return the bytes of a report as received."""
        ...

    def reports_at(self, address: str, most: int, *, speaking: bool = False) -> list[str]:
        """Return the ids of the first reports that came from an address, so many at most.

        Args:
            address: as ``Kept`` has it.
            most: how many at most.
            speaking: only those that no other revision speaks for.
        """
        ...

    def set_revisions(self, speakers: Mapping[str, str | None]) -> None:
        """Say for reports which one speaks for them, None for those that speak themselves.

        One that no longer speaks leaves the story that it was placed in.
        """
        ...

    # Clustering

    def unplaced(self) -> list[Unplaced]:
        """Return the reports that wait for a story, in any order."""
        ...

    def newest(self) -> float | None:
        """Return the latest moment of all placed reports."""
        ...

    def placings(self, reports: Iterable[str]) -> Mapping[str, Placing]:
        """Return where those of these reports that speak and are placed were found to belong."""
        ...

    def moments(self, since: float) -> list[float]:
        """Return when the placed reports published since then were published, but for pinned ones."""
        ...

    def settled(self, first: float = math.inf) -> Iterator[Settled]:
        """Yield all placed reports, a thousand at once, in the order in which they were placed.

        Args:
            first: the earliest moment of the reports that are to be placed next; see ``Settled.resting``.
        """
        ...

    def unplace(self, since: float) -> Mapping[str, Placing]:
        """Take the reports published since then out of their stories, but for pinned ones.

        Minus infinity means all, undated ones too.

        Returns:
            Where each of them was found to belong.
        """
        ...

    def place(self, placings: Sequence[Placing]) -> None:
        """Put reports into stories, in this order; a story that is not there yet is founded."""
        ...

    def set_weights(self, weights: Mapping[str, bytes]) -> None:
        """Remember weights of placed reports that were not known when these were placed."""
        ...

    def move(self, moves: Sequence[Moved]) -> None:
        """Put placed reports into other stories, in this order; a story that is not there yet is founded.

        They keep their turn. ``unplace`` of the cause takes it back.
        """
        ...

    # Stories

    def story_of(self, reports: Iterable[str]) -> Mapping[str, str]:
        """Return the story that holds each of these reports now; revisions are where their report is."""
        ...

    def resolve(self, story: str) -> str | None:
        """Follow merges from a story's id to the story that holds its reports now; None if never seen."""
        ...

    def stories_beginning(self, start: str) -> list[str]:
        """Return the ids that begin so of all stories that hold reports or went into another one."""
        ...

    def entry(self, story: str) -> StoryEntry | None:
        """Return a story, by its own id or by that of one that went into it."""
        ...

    def entries(self, since: str | None = None, most: int | None = None, skip: int = 0) -> list[StoryEntry]:
        """Return stories that hold reports, those with the latest report first."""
        ...

    def merge(self, story: str, other: str) -> None:
        """Let ``other`` go into ``story``: its id leads there. ``part`` takes it back."""
        ...

    def part(self, other: str) -> None:
        """Make a merged story a story of its own again."""
        ...

    def merges(self) -> Mapping[str, str]:
        """Return for each merged story the one that it went into directly."""
        ...

    # History and judgements

    def record(
        self,
        kind: EventKind,
        story: str,
        other: str | None,
        reports: Sequence[str],
        why: str,
        judgement: int | None,
    ) -> None:
        """Add an event to the history, dated now."""
        ...

    def history(self, story: str | None = None) -> list[Event]:
        """Return the events of a story and of those that went into it, or of all stories, oldest first."""
        ...

    def judge(
        self,
        kind: JudgementKind,
        story: str,
        other: str | None,
        reports: Sequence[str],
        by: str | None,
        held: Sequence[str] = (),
    ) -> Judgement:
        """Add a judgement, dated now. What follows from it is the caller's to do."""
        ...

    def undo(self, number: int) -> Judgement:
        """Mark a judgement as undone, now.

        Raises:
            StoreError: there is none of this number, or it is undone already.
        """
        ...

    def judgements(self, story: str | None = None) -> list[Judgement]:
        """Return the judgements about a story and those that went into it, or all; undone ones too."""
        ...

    def pin(self, reports: Iterable[str], story: str | None) -> None:
        """Hold reports in a story whatever is found; None lets them go back to where they were found."""
        ...

    def ban(self, reports: Iterable[str], story: str, *, lifted: bool = False) -> None:
        """Never place these reports in a story, or lift that again."""
        ...

    def bans(self) -> frozenset[tuple[str, str]]:
        """Return all pairs of report and story that must not come together."""
        ...

    # Feeds

    def feed(self, url: str) -> Feed | None:
        """Return what is remembered of a feed."""
        ...

    def set_feed(self, feed: Feed) -> None:
        """Remember a feed, in place of what was remembered of it."""
        ...

    def fetched(self, entries: Iterable[str]) -> frozenset[str]:
        """Return which of these entries of feeds, by their keys, were fetched."""
        ...

    def set_fetched(self, entries: Iterable[str]) -> None:
        """Remember that these entries were fetched."""
        ...

    # Search and counts

    def search(self, words: str, most: int, skip: int = 0) -> list[Hit]:
        """Return reports whose headline, standfirst or body hold all these words, best first."""
        ...

    def counts(self) -> Counts:
        """Return how much is kept."""
        ...
