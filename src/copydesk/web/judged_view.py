"""What became of a story and what people decided about it, in plain words with links."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from copydesk.model.history import Event, Judgement, StoryEntry
from copydesk.web.plain_words import counted, date_words, range_words

SHOWN_REPORTS = 4
"""More reports than these are told by their number."""

NAMELESS = "Story without a title"


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of a sentence; ``story`` is the id of the story that it names and leads to."""

    text: str
    story: str | None = None


@dataclass(frozen=True, slots=True)
class EventView:
    """An event: when, what, why, and the judgement that caused it."""

    at: str
    words: tuple[Words, ...]
    why: str
    judgement: int | None


@dataclass(frozen=True, slots=True)
class JudgementView:
    """A judgement: its number, when and by whom, what it says; ``undone`` says when it was taken back."""

    number: int
    at: str
    by: str
    words: tuple[Words, ...]
    undone: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A report, or a story, to be chosen."""

    id: str
    name: str
    title: str
    when: str


@dataclass(frozen=True, slots=True)
class Judging:
    """What a served story page offers besides the story: judgements to give, those given, and the history."""

    story: str
    reports: tuple[Choice, ...]
    similar: tuple[Choice, ...]
    judgements: tuple[JudgementView, ...]
    events: tuple[EventView, ...]


class Names:
    """What stories and reports are called.

    Args:
        here: the story whose page it is, None on a page of no story.
        stories: titles, by id; others go by their id.
        reports: names, by id; others are told by their number.
    """

    def __init__(self, here: str | None, stories: Mapping[str, str], reports: Mapping[str, str]) -> None:
        self._here = here
        self._stories = stories
        self._reports = reports

    def story(self, story: str | None) -> Words:
        """Return a story's title in quotation marks, with a link."""
        if story is None:
            return Words("another story")
        if story == self._here:
            return Words("this story")
        title = self._stories.get(story, "")
        return Words(f"“{title}”" if title else f"story {story[:8]}", story)

    def reports(self, reports: Sequence[str]) -> Words:
        """Return "Courier and Post" or "12 reports"."""
        known = [self._reports[report] for report in reports if report in self._reports]
        if len(known) != len(reports) or not 0 < len(known) <= SHOWN_REPORTS:
            return Words(counted(len(reports), "report"))
        return Words(known[0] if len(known) == 1 else f"{', '.join(known[:-1])} and {known[-1]}")


def event_views(events: Iterable[Event], names: Names) -> tuple[EventView, ...]:
    """Return events in words, the latest first."""
    return tuple(
        EventView(date_words(event.at), event_words(event, names), event.why, event.judgement)
        for event in sorted(events, key=lambda event: -event.number)
    )


def event_words(event: Event, names: Names) -> tuple[Words, ...]:
    """Return an event as a sentence without its full stop."""
    story, other, reports = names.story(event.story), names.story(event.other), names.reports(event.reports)
    match event.kind:
        case "merged":
            words = [other, Words(" went into "), story]
        case "split":
            words = [reports, Words(" left "), story, Words(" for "), other]
        case "moved":
            words = [reports, Words(" went from "), other, Words(" to "), story]
        case "woke":
            words = [reports, Words(" joined "), story, Words(" after a long sleep")]
        case "kept apart":
            words = [other, Words(" and "), story, Words(" are two stories again")]
    return _begun(words)


def judgement_views(judgements: Iterable[Judgement], names: Names) -> tuple[JudgementView, ...]:
    """Return judgements in words, the latest first."""
    return tuple(
        JudgementView(
            one.number, date_words(one.at), one.by or "", judgement_words(one, names), date_words(one.undone)
        )
        for one in sorted(judgements, key=lambda one: -one.number)
    )


def judgement_words(judgement: Judgement, names: Names) -> tuple[Words, ...]:
    """Return what a judgement says, without the full stop."""
    story, reports = names.story(judgement.story), names.reports(judgement.reports)
    one = len(judgement.reports) == 1
    match judgement.kind:
        case "merge":
            words = [names.story(judgement.other), Words(" is the same story as "), story]
        case "split":
            verb = " is a story of its own: " if one else " are a story of their own: "
            words = [reports, Words(verb), names.story(judgement.other), Words(", not "), story]
        case "move":
            words = [reports, Words(" belongs to " if one else " belong to "), story]
        case "reject":
            words = [reports, Words(" does not belong to " if one else " do not belong to "), story]
    return _begun(words)


def _begun(words: Sequence[Words]) -> tuple[Words, ...]:
    """Let a sentence that begins with "this story" begin with a capital."""
    first = words[0]
    text = first.text.replace("this story", "This story") if first.story is None else first.text
    return (Words(text, first.story), *words[1:])


def entry_choice(entry: StoryEntry) -> Choice:
    """Return a story as one to be chosen."""
    silent = dict(entry.revision_of)
    size = counted(sum(report not in silent for report in entry.reports), "report")
    days = range_words(entry.first, entry.last) or "dates not known"
    return Choice(entry.id, size, entry.title.strip() or NAMELESS, days)
