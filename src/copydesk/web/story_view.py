"""Everything a story page shows, in the order and the words in which it is shown."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from copydesk.model.document import Document
from copydesk.model.story import BriefSentence, Story, TimelineEntry
from copydesk.web.beside_view import shared_passages
from copydesk.web.compared_view import (
    AgreementView,
    DisagreementView,
    agreement_view,
    disagreement_view,
)
from copydesk.web.copying_view import CopyingView, copied_spans, copying_view, taking
from copydesk.web.labels import Labels, LinkList
from copydesk.web.plain_words import (
    date_words,
    period,
    range_words,
    shorten,
    support_words,
)
from copydesk.web.refined_view import RefinedView, refinement_view, update_view
from copydesk.web.report_view import ReportView, SilenceView, report_views, silence_views
from copydesk.web.revision_view import revised_views
from copydesk.web.said_view import SpeakerView, prominent, speaker_views
from copydesk.web.table_view import Table, claim_table
from copydesk.web.timeline_picture import Event, timeline_picture

_INSERTED = re.compile(r"\[[^\[\]]{1,200}\]")


@dataclass(frozen=True, slots=True)
class BriefPart:
    """A stretch of a brief sentence; ``inserted`` marks a replacement in square brackets."""

    text: str
    inserted: bool


@dataclass(frozen=True, slots=True)
class BriefView:
    """A sentence of the brief and what it rests on."""

    parts: tuple[BriefPart, ...]
    links: LinkList


@dataclass(frozen=True, slots=True)
class TimelineView:
    """An entry of the list below the timeline picture."""

    number: int
    iso: str
    day: str
    same_day: bool
    text: str
    support: str
    links: LinkList
    otherwise: LinkList


@dataclass(frozen=True, slots=True)
class StoryPage:
    """What the template of the story page prints."""

    title: str
    days: str
    support: str
    lone: bool
    brief: tuple[BriefView, ...]
    disagreements: tuple[DisagreementView, ...]
    updates: tuple[RefinedView, ...]
    agreements: tuple[AgreementView, ...]
    refinements: tuple[RefinedView, ...]
    table: Table
    speakers: tuple[SpeakerView, ...]
    more_speakers: tuple[SpeakerView, ...]
    said: int
    timeline: tuple[TimelineView, ...]
    timeline_pictures: tuple[Markup, ...]
    undated: int
    copying: CopyingView
    shared: Markup
    reports: tuple[ReportView, ...]
    silences: tuple[SilenceView, ...]


def story_page(story: Story, documents: Mapping[str, Document]) -> StoryPage:
    """Return what the page of ``story`` shows.

    Raises:
        KeyError: ``documents`` lacks a report of the story.
    """
    labels = Labels(story.speaking, documents)
    entries = sorted(story.timeline, key=lambda entry: entry.date)
    events = _events(entries)
    published = publication_days(labels.documents)
    copied = copied_spans(story.passages, labels)
    speakers = speaker_views(story.utterances, labels)
    takers = taking(story.derivations, labels)
    return StoryPage(
        title=story.title.strip() or "Story without a title",
        days=range_words(story.first, story.last) or "Dates not known",
        support=support_words(len(labels.ids), story.independent),
        lone=len(labels.ids) == 1,
        brief=tuple(_brief_view(sentence, labels) for sentence in story.brief),
        disagreements=tuple(disagreement_view(one, labels) for one in story.disagreements),
        updates=tuple(update_view(one, labels) for one in story.updates),
        agreements=tuple(agreement_view(one, labels) for one in story.agreements),
        refinements=tuple(refinement_view(one, labels) for one in story.refinements),
        table=claim_table(story, labels, takers),
        speakers=speakers[: prominent(speakers)],
        more_speakers=speakers[prominent(speakers) :],
        said=len(story.utterances),
        timeline=_timeline_views(entries, labels),
        timeline_pictures=tuple(
            picture for width in (760, 340) if (picture := timeline_picture(events, published, width))
        ),
        undated=len(entries) - len(events),
        copying=copying_view(story, labels),
        shared=shared_passages(story.passages, labels),
        silences=silence_views(labels),
        reports=report_views(  # last: it marks all that was linked to
            labels, takers, copied, revised_views(story.revisions, labels, documents)
        ),
    )


def publication_days(documents: tuple[Document, ...]) -> list[date]:
    """Return the reports' days of publication, those that are known to the day."""
    found = [period(document.report.published) for document in documents]
    return [days.first for days in found if days is not None and days.first == days.last]


def _events(entries: list[TimelineEntry]) -> list[Event]:
    events = []
    for number, entry in enumerate(entries, 1):
        days = period(entry.date)
        if days is not None:
            words = f"{number}. {date_words(entry.date)}: {shorten(entry.text, 140)}"
            events.append(Event(number, days, words))
    return sorted(events, key=lambda event: (event.days.first, event.number))


def _timeline_views(entries: list[TimelineEntry], labels: Labels) -> tuple[TimelineView, ...]:
    views = []
    before = None
    for number, entry in enumerate(entries, 1):
        support = support_words(len({citation.report for citation in entry.citations}), entry.independent)
        links, otherwise = labels.links(entry.citations), labels.links(entry.otherwise)
        day, same = date_words(entry.date), entry.date == before
        views.append(TimelineView(number, entry.date, day, same, entry.text, support, links, otherwise))
        before = entry.date
    return tuple(views)


def _brief_view(sentence: BriefSentence, labels: Labels) -> BriefView:
    return BriefView(_parts(sentence, labels), labels.links(sentence.citations))


def _parts(sentence: BriefSentence, labels: Labels) -> tuple[BriefPart, ...]:
    """Cut a sentence at its replacements; brackets that the report itself prints are none."""
    printed = ""
    if sentence.citations:
        document = labels.document(sentence.citations[0].report)
        printed = sentence.citations[0].span.of(document.text) if document else ""
    parts: list[BriefPart] = []
    done = 0
    for match in _INSERTED.finditer(sentence.text):
        if match[0] in printed:
            continue
        parts.append(BriefPart(sentence.text[done : match.start()], False))
        parts.append(BriefPart(match[0], True))
        done = match.end()
    parts.append(BriefPart(sentence.text[done:], False))
    return tuple(part for part in parts if part.text)
