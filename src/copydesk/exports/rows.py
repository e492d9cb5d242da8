"""A quote as a JSON object, the fullest of the forms it is printed in."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from copydesk.model.span import Span
from copydesk.stories.quotations import Quotation

Row = dict[str, Any]
"""A JSON object; its fields are listed in docs/outputs.md."""


def json_lines(found: Iterable[Quotation]) -> Iterator[str]:
    """Yield one JSON object for each quote."""
    for one in found:
        yield json.dumps(quotation_row(one), ensure_ascii=False)


def quotation_row(one: Quotation) -> Row:
    """Build the object that ``quotes`` prints."""
    report, quote, text = one.report, one.quote, one.report.text
    return {
        "report": report.id,
        "outlet": report.outlet,
        "url": report.url,
        "published": report.published,
        "title": report.title,
        "kind": quote.kind,
        "speaker": quote.speaker,
        "speaker_reason": quote.speaker_reason,
        "score": round(quote.score, 3),
        "source": _cut(quote.source, text),
        "cue": _cut(quote.cue, text),
        "content": _cut(quote.content, text),
        "context": _cut([one.context], text)[0],
        "story": one.story,
        "utterances": list(one.utterances),
        "reports": one.reports,
        "also_in": [
            {
                "report": other.report.id,
                "outlet": other.report.outlet,
                "start": other.span.start,
                "end": other.span.end,
            }
            for other in one.also_in
        ],
    }


def _cut(spans: Sequence[Span], text: str) -> list[Row]:
    return [{"start": span.start, "end": span.end, "text": span.of(text)} for span in spans]
