"""Where a report's own telling is broken: by what somebody else says, by captions and headings."""

import re
from dataclasses import replace

from copydesk.extract.quotes import plain_marks
from copydesk.model.document import Document
from copydesk.model.quote import Mention
from copydesk.model.span import Span
from copydesk.text.normalize import paragraphs, quoted_spans

_COMPANIES = frozenset(
    """airlines airways ferries line lines railways holdings industries inc ltd plc llc corp corporation
    company group bank""".split()
)
"""Last words of names that are no person's."""

_TORN = re.compile(r"[“”\"][a-z]")
"""Words in marks within a name that are no nickname: "Berg “welcomed” Patel"."""

_ENDED = re.compile(r"(?:[.!?:;,…—–\"”“’‘')\]»*]|\b\d{4})\s*$")
_SHORT = 9
"""Words under which a line without a full stop breaks nothing: "Photo", "Related: ...", a heading."""

REACH = 2_000
"""Characters that a mark is sought back."""

_LEAST = 4
"""Words in quotation marks from which they are somebody's speech."""


def as_called(mention: Mention) -> Mention:
    """Return a mention, as an institution's if its name ends like one: "Saltmere Ferries"."""
    words = mention.entity.lower().strip(".").split()
    if mention.kind == "person" and _TORN.search(mention.entity):
        return replace(mention, kind="other")
    company = mention.kind == "person" and len(words) > 1 and words[-1] in _COMPANIES
    return replace(mention, kind="organisation") if company else mention


def spoken(document: Document) -> list[Span]:
    """Return the stretches of direct speech, in order and apart."""
    found = [span for quote in document.quotes if quote.kind == "direct" for span in quote.content]
    found.extend(
        Span(mark.start, mark.end)
        for mark in quoted_spans(plain_marks(document.text))
        if mark.balanced and len(document.text[mark.start : mark.end].split()) >= _LEAST
    )
    joined: list[Span] = []
    for span in sorted(found):
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def broken_lines(text: str) -> list[int]:
    """Return where lines begin that are no sentence: captions, long headings."""
    return [
        start
        for start, end in paragraphs(text)
        if not _ENDED.search(text, max(start, end - 6), end) and len(text[start:end].split()) >= _SHORT
    ]


def marked(text: str, offset: int) -> bool:
    """Tell whether a round quotation mark of the line stands open at a place."""
    line = text[max(text.rfind("\n", 0, offset) + 1, offset - REACH) : offset]
    return line.rfind("“") > line.rfind("”")
