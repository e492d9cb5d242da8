"""The figures of statements and sentences, and which of them bear out which.

"A tram overturned, trapping five" is not what a report says that has only "a tram overturned". A vague figure
is borne out by a precise one that it fits ("dozens" by "35"), a precise one by itself alone.
"""

from dataclasses import replace

from copydesk.model.document import Document
from copydesk.model.span import Citation, Span
from copydesk.text.numbers import Number, compatible, numbers

Wanted = frozenset[Number]
"""Numbers that a clause must give, without where they stand."""

LEAST = 3
"""Least number that must be borne out: "one of them" and "both" are told without one and two."""


class Figures:
    """The numbers that stretches of reports give, dates and times aside; each stretch is read once."""

    def __init__(self) -> None:
        self._held: dict[Citation, tuple[Number, ...]] = {}

    def of(self, document: Document, span: Span) -> tuple[Number, ...]:
        """Return the numbers in a stretch of a report."""
        cited = Citation(document.id, span.start, span.end)
        if cited not in self._held:
            dates = [date.span for date in document.dates if date.span.overlaps(span)]
            self._held[cited] = tuple(
                found
                for found in numbers(span.of(document.text))
                if not any(
                    Span(span.start + found.start, span.start + found.end).overlaps(date) for date in dates
                )
            )
        return self._held[cited]

    def wanted(self, document: Document, span: Span) -> Wanted:
        """Return the numbers of a stretch that must be borne out, wherever in it they stand."""
        given = self.of(document, span)
        return frozenset(replace(one, start=0, end=0) for one in given if one.value >= LEAST)


def fits(one: Number, other: Number) -> bool:
    """Tell whether a number bears out another: it is the same, or what a vague one can mean."""
    return one.value == other.value or (one.qualifier != "exact" and compatible(one, other))
