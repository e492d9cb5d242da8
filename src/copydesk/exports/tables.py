"""Quotes as a table for spreadsheets (RFC 4180), safe to open.

A report's text is somebody else's. A cell that begins with one of a few characters is a formula to a
spreadsheet, so it is prefixed with an apostrophe, as OWASP advises under "CSV Injection".
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from copydesk.model.span import Span
from copydesk.stories.quotations import Quotation

COLUMNS = (
    "report outlet url published title kind speaker speaker_reason score source cue content context "
    "source_spans cue_spans content_spans context_span story utterances reports also_in"
).split()

END = "\r\n"
"""What ends a record, by RFC 4180."""

JOINED = " … "
"""What stands between the pieces of a cell."""

_FORMULA = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
"""How a formula begins, in full-width characters too. A cell in which an apostrophe stands before such a
character already gets another, so that one can always be taken off again."""


def table_lines(found: Iterable[Quotation]) -> Iterator[str]:
    """Yield the header and a record for each quote, without ``END``; a record may hold line breaks."""
    yield record(COLUMNS)
    for one in found:
        yield record(_cells(one))


def safe(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return "'" + cell if _FORMULA.match(cell) else cell


def _cells(one: Quotation) -> Iterator[str]:
    report, quote, text = one.report, one.quote, one.report.text
    yield report.id
    yield from (report.outlet or "", report.url or "", report.published or "", report.title or "")
    yield from (quote.kind, quote.speaker or "", quote.speaker_reason or "", str(round(quote.score, 3)))
    parts = (quote.source, quote.cue, quote.content, [one.context])
    yield from (JOINED.join(span.of(text) for span in spans) for spans in parts)
    yield from (places(spans) for spans in parts)
    yield one.story
    yield " ".join(map(str, one.utterances))
    yield str(one.reports)
    yield JOINED.join(other.report.id for other in one.also_in)


def places(spans: Sequence[Span]) -> str:
    """Write spans so that no spreadsheet makes a date ("10-12") or a time ("10:12") of them."""
    return " ".join(f"{span.start}..{span.end}" for span in spans)


def record(cells: Iterable[str]) -> str:
    """Write a record without ``END``, its cells safe to open."""
    line = io.StringIO()
    # The writer puts in quotation marks what holds a character of its line end, so it must know it.
    csv.writer(line, lineterminator=END).writerow([safe(cell) for cell in cells])
    return line.getvalue().removesuffix(END)
