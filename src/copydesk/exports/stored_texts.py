"""Stories of a store, their history and what a search found, to be read in a terminal."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from copydesk.exports.stored import excerpt
from copydesk.exports.terminal import heading, wrapped
from copydesk.model.history import Event, StoryEntry
from copydesk.model.report import Report
from copydesk.model.story import Story
from copydesk.store.base import Hit

_DAY = len("2031-11-13")

NAMED_REPORTS = 3
"""Reports of an event that are told by their names; more are told by their number."""

_SAID = {
    "merged": "story {other} went into this one",
    "split": "{reports} left for story {other}",
    "moved": "{reports} came from story {other}",
    "woke": "woke when {reports} came",
    "kept apart": "story {other} was parted from this one again",
}
"""What an event says of ``Event.story``."""
_SAID_OF_OTHER = {
    "merged": "went into story {story}",
    "split": "began with {reports} of story {story}",
    "moved": "{reports} went to story {story}",
    "woke": "woke when {reports} came",
    "kept apart": "was parted from story {story} again",
}
"""The same said of ``Event.other``."""


def entry_lines(entries: Iterable[StoryEntry], width: int) -> Iterator[str]:
    """Yield a line or more for each story: id, dates, reports and outlets, title."""
    for entry in entries:
        yield from wrapped(f"{entry.id} · {summary(entry)} · {entry.title}", width, "", "    ")


def summary(entry: StoryEntry) -> str:
    """Say when a story was reported, by how many outlets, and whether it sleeps."""
    days = dict.fromkeys(moment[:_DAY] for moment in (entry.first, entry.last) if moment)
    silent = len(entry.revision_of)
    reports = _counted(len(entry.reports) - silent, "report")
    if silent:
        reports += f" and {_counted(silent, 'other revision')}"
    outlets = list(entry.outlets)
    if len(outlets) > 1:  # some reports may name none
        outlets = [f"{len(outlets):,} outlets named"]
    return " · ".join(
        [" to ".join(days) or "undated", reports, *outlets, *(["asleep"] if entry.asleep else [])]
    )


def told_lines(entry: StoryEntry, story: Story, reports: Mapping[str, Report], width: int) -> Iterator[str]:
    """Yield what a story tells in short: its brief, where accounts differ, its reports."""
    yield from wrapped(entry.title, width, "", "  ")
    yield from wrapped(f"{entry.id} · {summary(entry)} · {story.independent:,} independent", width, "", "  ")
    for sentence in story.brief:
        yield ""
        cited = dict.fromkeys(reports[citation.report].name for citation in sentence.citations)
        yield from wrapped(f"{sentence.text} [{', '.join(cited)}]", width, "  ", "  ")
    if story.disagreements:
        yield ""
        yield "Accounts differ"
    for differing in story.disagreements:
        sides = []
        for side in differing.sides:
            names = dict.fromkeys(reports[citation.report].name for citation in side.citations)
            sides.append(f"{side.value} ({', '.join(names)})")
        yield from wrapped(f"{differing.about}: {' / '.join(sides)}", width, "  ", "    ")
    if story.updates:
        yield ""
        yield "What changed while the news came in"
    for update in story.updates:
        steps = (f"{step.value} ({step.published or 'time not known'})" for step in update.steps)
        yield from wrapped(f"{update.about}: {', then '.join(steps)}", width, "  ", "    ")
    if story.refinements:
        yield ""
        yield "The same, told otherwise"
    for refinement in story.refinements:
        values = " / ".join(side.value for side in refinement.sides)
        yield from wrapped(f"{refinement.kind}, {refinement.about}: {values}", width, "  ", "    ")
    yield ""
    yield "Reports"
    for report in story.reports:
        yield from wrapped(f"{report} · {heading(reports[report])}", width, "  ", "    ")


def history_lines(
    story: str, events: Sequence[Event], reports: Mapping[str, Report], width: int
) -> Iterator[str]:
    """Yield what became of a story, oldest first; reports that are not among the given go by their ids."""
    for event in events:
        said = (_SAID_OF_OTHER if event.other == story else _SAID)[event.kind]
        named = _named(event.reports, reports)
        words = said.format(story=event.story, other=event.other, reports=named)
        judged = f" (judgement {event.judgement})" if event.judgement is not None else ""
        yield from wrapped(f"{event.at[:_DAY]} {words}: {event.why}{judged}", width, "  ", "    ")


def _named(ids: Sequence[str], reports: Mapping[str, Report]) -> str:
    """Name a report by id, outlet and title, a few by id and outlet, more by their number."""
    if not 0 < len(ids) <= NAMED_REPORTS:
        return _counted(len(ids), "report")
    told = []
    for report in ids:
        known = reports.get(report)
        title = f", “{known.title}”" if known is not None and known.title and len(ids) == 1 else ""
        told.append(report if known is None else f"{report} ({known.name}{title})")
    return f"{'report' if len(ids) == 1 else 'reports'} {', '.join(told)}"


def waiting_words(number: int) -> str:
    """Say that reports are kept but in no story yet."""
    return f"{_counted(number, 'report')} {'waits' if number == 1 else 'wait'} for a story"


def hit_lines(hits: Iterable[Hit], width: int) -> Iterator[str]:
    """Yield for each report found a heading, its story, and the words around those searched for."""
    for number, hit in enumerate(hits):
        if number:
            yield ""
        yield from wrapped(heading(hit.document.report), width, "", "  ")
        around, text = excerpt(hit), hit.document.text
        yield from wrapped(around.of(text), width, "    ", "    ")
        place = f"story {hit.story}" if hit.story else "in no story yet"
        yield from wrapped(f"report {hit.document.id} · {place}", width, "    ", "    ")


def _counted(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number:,} {what}s"
