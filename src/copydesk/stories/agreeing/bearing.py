"""Which clauses bear out a statement: those whose sentence gives every figure that the statement gives.

"A tram overturned, trapping five" is not what a report says that has only "a tram overturned". A vague figure
is borne out by a precise one that it fits ("dozens" by "35"), a precise one by itself alone.
"""

from copydesk.model.document import Document
from copydesk.model.span import Citation, Span
from copydesk.stories.clauses.statements import Telling
from copydesk.text.numbers import Number, compatible, numbers

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

    def borne_out(self, figures: tuple[Number, ...], telling: Telling) -> bool:
        """Tell whether a clause's sentence gives all of ``figures``."""
        wanted = [one for one in figures if one.value >= LEAST]
        if not wanted:
            return True
        given = self.of(telling.document, telling.core.sentence.span)
        return all(any(_fits(one, other) for other in given) for one in wanted)


def _fits(one: Number, other: Number) -> bool:
    return one.value == other.value or (one.qualifier != "exact" and compatible(one, other))
