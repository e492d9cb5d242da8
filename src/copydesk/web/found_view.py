"""What was searched for, in the words around it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.model.document import Document
from copydesk.model.span import Span
from copydesk.web.plain_words import date_words, shorten

BEFORE, AFTER = 90, 170
"""Characters shown before and behind the first of the found words that stand together."""

_SPACE = re.compile(r"\s+")

MOST_SNIPPETS = 3
"""Places of one report that are shown."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a report's words; ``found`` marks what was searched for."""

    text: str
    found: bool


@dataclass(frozen=True, slots=True)
class FoundView:
    """A report that was found: its story's id and title, its own name, title and date, the found words."""

    story: str | None
    story_title: str
    name: str
    title: str
    when: str
    snippets: tuple[tuple[Piece, ...], ...]
    more: int


def found_view(document: Document, story: str | None, story_title: str, spans: Sequence[Span]) -> FoundView:
    """Return what a page shows of a report that was found.

    Args:
        document: with its zones; a snippet never leaves the zone that it is of.
        story: id of the story that holds it.
        story_title: its title.
        spans: the found words.
    """
    report = document.report
    places = _together(document, sorted(spans))
    return FoundView(
        story,
        story_title.strip() or "Story without a title",
        report.name,
        shorten(report.title or "", 160),
        date_words(report.published) or "date not known",
        tuple(_snippet(document, place) for place in places[:MOST_SNIPPETS]),
        len(places[MOST_SNIPPETS:]),
    )


def _together(document: Document, spans: Sequence[Span]) -> list[list[Span]]:
    """Put spans of one zone that lie near one another into one snippet."""
    places: list[list[Span]] = []
    for span in spans:
        last = places[-1][-1] if places else None
        if last is not None and span.start < last.end:
            continue
        if last is not None and span.end <= _reach(document, places[-1])[1]:
            places[-1].append(span)
        else:
            places.append([span])
    return places


def _reach(document: Document, spans: Sequence[Span]) -> tuple[int, int]:
    """Return where a snippet of these spans begins and ends: it grows to a side only once."""
    zone = document.zone_at(spans[0].start)
    return max(zone.start, spans[0].start - BEFORE), max(min(zone.end, spans[0].end + AFTER), spans[-1].end)


def _snippet(document: Document, spans: Sequence[Span]) -> tuple[Piece, ...]:
    text, zone = document.text, document.zone_at(spans[0].start)
    start, end = _reach(document, spans)
    before, after = text[start : spans[0].start], text[spans[-1].end : end]
    if start > zone.start and " " in before:
        before = "… " + before.split(" ", 1)[1]
    if end < zone.end and " " in after:
        after = after.rsplit(" ", 1)[0] + " …"
    pieces = [Piece(before.lstrip(), False)]
    for number, span in enumerate(spans):
        pieces.append(Piece(span.of(text), True))
        following = text[span.end : spans[number + 1].start] if number + 1 < len(spans) else after
        pieces.append(Piece(following, False))
    return tuple(Piece(_SPACE.sub(" ", piece.text), piece.found) for piece in pieces if piece.text)
