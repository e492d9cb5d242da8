"""Search: which reports hold some words, best first."""

import json
from collections.abc import Sequence
from itertools import islice

from copydesk.model.document import Document
from copydesk.model.span import Span
from copydesk.store.base import Hit
from copydesk.store.placements import newest
from copydesk.store.reports import numbered
from copydesk.store.searching import Term, expression, fold, found, terms
from copydesk.store.stories import Stories
from copydesk.store.tables import Row, rows_of

RANKED = 50
"""Reports that are ranked against one another: of those found, the ones that came last. The next fifty stand
behind them, and so on. A hundred take half as much time again; all that hold a frequent word, seconds."""

READ = 200_000
MOST_SPANS = 1_000
"""Characters of a zone in which words are looked for, to show where they stand, and places of each there."""

HEADLINE, LEAD = 3.0, 1.0
"""What a word counts that stands in the headline (or title), or else in the standfirst or the beginning of
the body; a report that holds all words anywhere counts 1."""

LEAD_LENGTH = 500
"""Characters of a body that are its beginning."""

HALF_LIFE = 30.0
"""Days after which a report counts half as much, beside the latest of all; so does one without a date."""

_DAY = 86400.0
_MATCHES = "SELECT rowid FROM searched WHERE searched MATCH ? ORDER BY rowid DESC LIMIT ? OFFSET ?"
_RANKED = """
    SELECT texts.report, moment, zones, text FROM texts
    JOIN placements USING (report) WHERE texts.report IN (...)
"""
_TITLES = "SELECT number, title FROM reports WHERE number IN (...)"


class Search(Stories):
    """The part of a store that finds reports by their words."""

    def search(self, words: str, most: int, skip: int = 0) -> list[Hit]:
        """See ``Store.search``; "phrases" and beginnings* of words too. What is no word is passed over.

        Raises:
            StoreError: there is no word at all, or more than a search takes, too.
        """
        asked = terms(words)
        if most < 1:
            return []
        with self._tables.reading():
            documents = numbered(self._tables, self._ranked(asked, most, skip))
            stories = self.story_of(document.id for document in documents)
            return [Hit(one, stories.get(one.id), _spans(asked, one)) for one in documents]

    def _ranked(self, asked: Sequence[Term], most: int, skip: int) -> list[int]:
        """Return the numbers of reports, best first within each fifty of them."""
        first, last = skip // RANKED * RANKED, -(-(skip + most) // RANKED) * RANKED
        matches = self._tables.rows(_MATCHES, (expression(asked), last - first, first))
        rows = {row[0]: row for row in rows_of(self._tables, _RANKED, (row[0] for row in matches))}
        today = newest(self._tables)
        untitled = [number for number, row in rows.items() if '"headline"' not in row[2]]
        titles: dict[int, str | None] = dict(rows_of(self._tables, _TITLES, untitled))
        scores = {number: _score(asked, rows[number], titles.get(number), today) for (number,) in matches}
        ordered: list[int] = []
        numbers = list(scores)
        for start in range(0, len(numbers), RANKED):
            ordered += sorted(numbers[start : start + RANKED], key=lambda number: (-scores[number], -number))
        return ordered[skip - first : skip - first + most]


def _score(asked: Sequence[Term], row: Row, title: str | None, today: float | None) -> float:
    """Say how well a report fits: which words stand in its headline and lead, and how old it is."""
    _, moment, zones, text = row
    heading, lead, left = "", "", LEAD_LENGTH
    for start, end, kind in json.loads(zones):
        if kind == "headline":
            heading += text[start:end] + "\n"
        elif kind == "standfirst":
            lead += text[start:end] + "\n"
        elif kind == "body" and left > 0:
            lead += text[start : min(end, start + left)] + "\n"
            left -= end - start
    heading, lead = fold(heading or title or "").text, fold(lead).text
    score = 1.0
    for term in asked:
        if any(found(term, heading)):
            score += HEADLINE
        elif any(found(term, lead)):
            score += LEAD
    age = HALF_LIFE if today is None or moment is None else max(0.0, today - moment) / _DAY
    return score / (1 + age / HALF_LIFE)


def _spans(asked: Sequence[Term], document: Document) -> tuple[Span, ...]:
    """Return where the words stand in the evidence zones of a report."""
    spans = set()
    for zone in document.spans():
        folded = fold(document.text[zone.start : min(zone.end, zone.start + READ)])
        for term in asked:
            for start, end in islice(found(term, folded.text), MOST_SPANS):
                span = folded.span(start, end)
                spans.add(Span(zone.start + span.start, zone.start + span.end))
    return tuple(sorted(spans))
