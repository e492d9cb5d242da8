"""What became of stories: what the program found, and what people decided about it."""

from dataclasses import dataclass
from typing import Literal, get_args

EventKind = Literal["merged", "split", "moved", "woke", "kept apart"]
EVENT_KINDS: tuple[EventKind, ...] = get_args(EventKind)

JudgementKind = Literal["merge", "split", "move", "reject"]
JUDGEMENT_KINDS: tuple[JudgementKind, ...] = get_args(JudgementKind)

ASLEEP_DAYS = 30.0
"""Days after which a story that no report joined sleeps, counted to the latest report of all."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that changed which reports a story holds, other than a new report joining it.

    Args:
        number: its place in the history of the store, from 1.
        at: when it was recorded, ISO 8601 in UTC.
        kind: ``merged``: ``other`` went into ``story``; ``split``: ``reports`` left ``story`` for ``other``;
            ``moved``: ``reports`` went from ``other`` to ``story``; ``woke``: ``reports`` joined ``story``
            after a long sleep; ``kept apart``: a merge was taken back, ``other`` is a story of its own again.
        story: the story whose link goes on.
        other: the other story, None where there is none.
        reports: ids of the reports that it is about.
        why: the evidence, in words.
        judgement: number of the judgement that caused it, None for a finding.
    """

    number: int
    at: str
    kind: EventKind
    story: str
    other: str | None
    reports: tuple[str, ...]
    why: str
    judgement: int | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided about stories. It is kept apart from findings and outlives every re-run.

    Args:
        number: its place among the judgements of the store, from 1.
        at: when it was given, ISO 8601 in UTC.
        kind: ``merge``: ``other`` is the same story as ``story``; ``split``: ``reports`` are not of ``story``
            but together are ``other``; ``move``: ``reports`` belong to ``story``, whatever was found;
            ``reject``: ``reports`` do not belong to ``story``; each is alone unless it fits another story.
        story: the story judged.
        other: see ``kind``.
        reports: ids of the reports judged.
        by: who judged, as they call themselves; None if nobody said.
        undone: when it was taken back, None while it holds.
        held: reports held where they were found, one of each story judged, so that its id goes on whatever
            is found anew.
    """

    number: int
    at: str
    kind: JudgementKind
    story: str
    other: str | None
    reports: tuple[str, ...]
    by: str | None = None
    undone: str | None = None
    held: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StoryEntry:
    """A story as a store lists it, before anything is told of it.

    Args:
        id: it never changes; the id of a story that went into another leads there.
        title: the title whose words most other titles of its reports have (``text.titles.story_title``), else
            the beginning of its first report's text.
        reports: ids in order of publication, revisions that do not speak for their report included.
        revision_of: for each revision that does not speak, the one that does.
        first, last: earliest and latest ``published`` of its reports, None where none has one.
        outlets: names of their outlets, distinct, in order of publication.
        asleep: no report came for so long that only a close likeness wakes it.
        absorbed: ids of the stories that went into this one.
    """

    id: str
    title: str
    reports: tuple[str, ...]
    revision_of: tuple[tuple[str, str], ...]
    first: str | None
    last: str | None
    outlets: tuple[str, ...]
    asleep: bool
    absorbed: tuple[str, ...]
