"""What a store holds, as JSON objects; docs/outputs.md lists their fields."""

import re
from typing import Any

from copydesk.model.history import Event, Judgement, StoryEntry
from copydesk.model.span import Span
from copydesk.store.base import Hit

Row = dict[str, Any]

EXCERPT = 240
"""Characters around found words that are shown, about as many as three lines of a page hold."""

_WORD_END = re.compile(r"(?<=\s)\S")


def entry_row(entry: StoryEntry) -> Row:
    """Build the object that ``stories`` prints."""
    return {
        "id": entry.id,
        "title": entry.title,
        "first": entry.first,
        "last": entry.last,
        "reports": list(entry.reports),
        "outlets": list(entry.outlets),
        "revisions": [{"report": one, "revision_of": speaker} for one, speaker in entry.revision_of],
        "asleep": entry.asleep,
        "absorbed": list(entry.absorbed),
    }


def event_row(event: Event) -> Row:
    """Build the object of one event of a story's history."""
    return {
        "number": event.number,
        "at": event.at,
        "kind": event.kind,
        "story": event.story,
        "other": event.other,
        "reports": list(event.reports),
        "why": event.why,
        "judgement": event.judgement,
    }


def judgement_row(judgement: Judgement) -> Row:
    """Build the object of one judgement."""
    return {
        "number": judgement.number,
        "at": judgement.at,
        "kind": judgement.kind,
        "story": judgement.story,
        "other": judgement.other,
        "reports": list(judgement.reports),
        "held": list(judgement.held),
        "by": judgement.by,
        "undone": judgement.undone,
    }


def hit_row(hit: Hit) -> Row:
    """Build the object that ``search`` prints."""
    report = hit.document.report
    around = excerpt(hit)
    return {
        "report": report.id,
        "story": hit.story,
        "outlet": report.outlet,
        "title": report.title,
        "url": report.url,
        "published": report.published,
        "excerpt": {"start": around.start, "end": around.end, "text": around.of(report.text)},
        "spans": [{"start": span.start, "end": span.end} for span in hit.spans],
    }


def excerpt(hit: Hit) -> Span:
    """Return the stretch, inside one zone, that holds most found words, cut between words."""
    document, spans = hit.document, hit.spans
    if not spans:
        first = next(document.spans(), Span(0, 0))
        return Span(first.start, min(first.end, first.start + EXCERPT))
    reach = EXCERPT - EXCERPT // 4
    held = [
        sum(one.start <= other.start < one.start + reach for other in spans[at:])
        for at, one in enumerate(spans)
    ]
    middle = spans[held.index(max(held))]
    zone = document.zone_at(middle.start)
    start = max(zone.start, middle.start - EXCERPT // 4)
    end = min(zone.end, max(middle.end, start + EXCERPT))
    if start > zone.start and (word := _WORD_END.search(document.text, start, middle.start + 1)):
        start = word.start()
    if end < zone.end:
        end = max(document.text.rfind(" ", start, end), middle.end)
    return Span(start, end)
