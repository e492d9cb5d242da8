"""How a quote's content lies to the quotation marks around it."""

from bisect import bisect_right
from collections.abc import Sequence

from copydesk.model.quote import QuoteKind
from copydesk.model.span import Span


def kind_of(content: Sequence[Span], marks: Sequence[Span]) -> QuoteKind:
    """Tell how much of the content stands in marks (in order): all of it, some, or none."""
    touched = inside = 0
    for span in content:
        at = max(0, bisect_right(marks, Span(span.start, span.start)) - 1)
        near = marks[at : bisect_right(marks, Span(span.end, span.end))]
        touched += any(mark.overlaps(span) for mark in near)
        inside += any(mark.contains(span) for mark in near)
    if inside == len(content):
        return "direct"
    return "mixed" if touched else "indirect"
