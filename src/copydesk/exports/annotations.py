"""Quotes as W3C Web Annotations.

After the Web Annotation Data Model (W3C Recommendation, 23 February 2017): each piece of the content is a
target of its own, for every body of an annotation is said of every target by itself (section 3.2.6), and a
chain of ``refinedBy`` narrows one selection down instead of joining two (4.2.9). Both selectors of a target
select the same characters (4.2), and count code points (4.2.4, 4.2.5), as spans do.
"""

import json
import re
import uuid
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote as percent_encoded

from copydesk.model.report import Report
from copydesk.model.span import Span
from copydesk.stories.quotations import Quotation

AROUND = 32
"""Code points of a ``TextQuoteSelector``'s prefix and suffix. The model names no number; annotation tools
keep as many."""

_ADDRESS = re.compile(r"https?://[^\s\x00-\x20\x7f-\x9f<>\"{}|\\^`\ud800-\udfff]+", re.IGNORECASE)
"""An address that may stand as an IRI (RFC 3987) as it is."""


def annotation_lines(found: Iterable[Quotation]) -> Iterator[str]:
    """Yield one JSON-LD document, an Annotation, for each quote."""
    for one in found:
        yield json.dumps(annotation(one), ensure_ascii=False)


def annotation(one: Quotation) -> dict[str, Any]:
    """Build a quote's Annotation: its pieces as targets, tagged with speaker, kind and cue."""
    text, quote = one.report.text, one.quote
    targets = [_target(one.report, piece) for piece in quote.content]
    tags = [f"kind: {quote.kind}"]
    if quote.speaker:
        tags.insert(0, f"speaker: {quote.speaker}")
    if quote.cue:
        tags.append("cue: " + " … ".join(span.of(text) for span in quote.cue))
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": _annotation_iri(one),
        "type": "Annotation",
        "motivation": "tagging",
        "generator": {"type": "Software", "name": "copydesk"},
        "body": [
            {"type": "TextualBody", "value": tag, "format": "text/plain", "purpose": "tagging"}
            for tag in tags
        ],
        "target": targets if len(targets) > 1 else targets[0],
    }


def report_iri(report: Report) -> str:
    """Name a report by its id, which any IRI may hold when it is percent-encoded."""
    return "urn:x-copydesk:" + percent_encoded(report.id.encode("utf-8", "surrogatepass"), safe="")


def _annotation_iri(one: Quotation) -> str:
    """Name an annotation by what it says, so that two runs name it alike."""
    spans = (f"{span.start}..{span.end}" for span in (*one.quote.content, *one.quote.cue, *one.quote.source))
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{report_iri(one.report)}#{' '.join(spans)}").urn


def _target(report: Report, piece: Span) -> dict[str, Any]:
    """Select one piece. Where the source is an address, the state says which copy of it was read."""
    copy, text = report_iri(report), report.text
    address = report.url if report.url and _ADDRESS.fullmatch(report.url) else None
    target: dict[str, Any] = {"type": "SpecificResource", "source": address or copy}
    if address:
        target["state"] = {"type": "TimeState", "cached": copy}
    target["selector"] = [
        {"type": "TextPositionSelector", "start": piece.start, "end": piece.end},
        {
            "type": "TextQuoteSelector",
            "exact": piece.of(text),
            "prefix": text[max(0, piece.start - AROUND) : piece.start],
            "suffix": text[piece.end : piece.end + AROUND],
        },
    ]
    return target
