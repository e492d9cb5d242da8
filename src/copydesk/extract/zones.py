"""Label a report's text with the zones it is made of."""

import re
from collections.abc import Iterator, Sequence

from copydesk.extract import zone_rules as rules
from copydesk.extract.zone_lines import Page
from copydesk.extract.zone_naming import Line, describe, lines_of, name, rule
from copydesk.extract.zone_scorer import body_scores
from copydesk.model.document import Document
from copydesk.model.report import Report, Zone, ZoneKind

Piece = tuple[int, int, ZoneKind | None]

_DASH = r"(?:[–—―_]|--?)"
_PLACE = (
    r"(?:[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3}|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3})"
    r"(?:[/,] ?[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)?){0,2}"
)
_DAY = r"(?:,? ?(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? \d{4})?)?"
_AGENCY_DATELINE = re.compile(
    rf"\s*(?:{_PLACE}{_DAY}[ \xa0,:]*)?[(\[/] ?(?![A-Z]-)(?:[A-Z][\w. /&’'-]{{1,30}}?) ?[)\]/]\s*{_DASH}\s*"
)
_KNOWN = r"(?:Reuters|AP|AFP|CNN|dpa|UPI|TASS|Xinhua|ANSA|EFE|PA|AAP|PTI|IANS|Bloomberg|Agence France-Presse)"
_KNOWN_DATELINE = re.compile(
    rf"\s*(?:{_PLACE}{_DAY}[ \xa0,:]*)?\((?:{_KNOWN})(?: [A-Z]\w+)?\)[.:]?\s*{_DASH}?\s*"
)
_BARE_DATELINE = re.compile(
    r"\s*(?!(?:UPDATED?|BREAKING|EXCLUSIVE|WATCH|VIDEO|CORRECTION|OPINION|ANALYSIS|NOTE|PHOTOS?|LIVE|READ|FILE"
    r"|Q|A|AD|TV|US|U\.S\.|UK|EU|UN)\b)"
    r"(?:[A-Z][A-Z.'’-]{3,}|[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){1,3})"
    r"(?:, ?[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)?){0,2}"
    rf"{_DAY}\s*(?:[–—―_]|--|\s-\s)\s*"
)
_TAIL_CREDIT = re.compile(
    r"(?<=[.!?”\"’])\s+(?P<credit>\(?(?:www\.)?[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.[a-z]{2,12}\)?"
    rf"|[(\[]{_KNOWN}(?:[/,& ]+[A-Z]\w+)*[)\]])[\s.]*\Z"
)
_TAIL = 90
"""Characters at a line's end among which a credit is sought."""


class Zones:
    """Fills the layer ``zones``: every character of the report gets one kind."""

    requires: tuple[str, ...] = ()
    assigns = "zones"
    languages: frozenset[str] | None = None

    def __call__(self, document: Document) -> Iterator[Zone]:
        """Yield the zones of ``document.report`` in order; together they cover its text."""
        yield from label(document.report)


def label(report: Report) -> tuple[Zone, ...]:
    """Return the zones of a report: from its mark-up where it had one, else from its lines.

    Args:
        report: any report; its title and address, where known, help to find the headline.

    Returns:
        Zones that cover the whole text in order without gaps; none for an empty text. A line break
        belongs to the zone before it.
    """
    if report.marked:
        return _refined(report.text, report.marked)
    return label_scored(report, None)


def label_scored(report: Report, scores: Sequence[float] | None) -> tuple[Zone, ...]:
    """Return the zones of plain text.

    Args:
        report: a report whose mark-up, if any, is not looked at.
        scores: for each line that holds text, how likely it is body; None to ask the shipped scorer.
    """
    lines, page = _read(report)
    name(lines, body_scores(page) if scores is None else scores, page.hint)
    return _merged([piece for line in lines for piece in _pieces(report.text, line)])


def page_of(report: Report) -> Page:
    """Return the lines of a report that hold text, as the scorer sees them."""
    return _read(report)[1]


def dateline(line: str) -> int:
    """Return the length of the dateline that ``line`` begins with, 0 where it has none.

    "OSLO (Newswire) - ", "OSLO, May 3 (Newswire) -- ", "(Reuters) " and "OSLO — " are datelines; a place in
    mixed case needs an agency in brackets, and an agency that is not known by name needs a dash.
    """
    start = line[:160]
    found = _AGENCY_DATELINE.match(start) or _KNOWN_DATELINE.match(start) or _BARE_DATELINE.match(start)
    return found.end() if found else 0


def _read(report: Report) -> tuple[list[Line], Page]:
    lines = list(lines_of(report.text))
    rule([line for line in lines if line.text])
    return lines, describe(lines, _hint(report))


def _hint(report: Report) -> str:
    """Return the words of the title, else of the longest part of the address."""
    if report.title:
        return report.title
    parts = re.split(r"[/?#]", report.url or "")[3:]
    return max((re.sub(r"[\W_]+", " ", part) for part in parts), key=len, default="")


def _pieces(text: str, line: Line) -> Iterator[Piece]:
    """Yield the pieces of a line: dateline and inline credit apart from the body between them."""
    start, end = line.start, line.end
    if line.kind not in ("body", "headline", "standfirst"):
        yield start, end, line.kind
        return
    head = dateline(text[start : min(end, start + 200)])
    if head >= len(line.text) or (head and line.kind == "body"):
        yield start, start + head, "dateline"
        start += head
    tail = _TAIL_CREDIT.search(text[max(start, end - _TAIL) : end]) if line.kind == "body" else None
    cut = max(start, end - _TAIL) + tail.start("credit") if tail else end
    yield start, cut, line.kind if text[start:cut].strip() else None
    yield cut, end, "credit"


def _merged(pieces: Sequence[Piece]) -> tuple[Zone, ...]:
    """Join neighbours of one kind; a piece without a kind goes to the one before it."""
    zones: list[Zone] = []
    last: ZoneKind = next((kind for _, _, kind in pieces if kind), "furniture")
    for start, end, kind in pieces:
        if start == end:
            continue
        last = kind or last
        if zones and zones[-1].kind == last:
            zones[-1] = Zone(zones[-1].start, end, last)
        else:
            zones.append(Zone(start, end, last))
    return tuple(zones)


_INSIDE: dict[ZoneKind, frozenset[ZoneKind]] = {
    "body": frozenset({"credit", "correction"}),
    "comment": frozenset({"furniture"}),
}
"""Kinds that lines of a marked zone may give themselves, by the kind of that zone."""


def _refined(text: str, marked: Sequence[Zone]) -> tuple[Zone, ...]:
    """Keep the zones of the mark-up, and look inside them for what lines say themselves.

    A credit that stands first below the body is told apart from the furniture that it was marked as.
    """
    pieces: list[Piece] = []
    at = 0
    before: ZoneKind | None = None
    for zone in marked:
        pieces.append((at, max(at, zone.start), None))
        at, start = max(at, zone.end), max(at, zone.start)
        allowed = _INSIDE.get(zone.kind, frozenset())
        if zone.kind == "furniture" and before == "body":
            allowed = frozenset({"credit"})
        before = zone.kind
        for line in lines_of(text[start:at], start):
            own = rules.own_kind(line.folded) if allowed and line.text else None
            line.kind = own if own in allowed else zone.kind
            if before == "furniture" and line.text:
                allowed = frozenset()
            pieces.extend(_pieces(text, line) if line.text else [(line.start, line.end, None)])
    pieces.append((at, max(at, len(text)), None))
    return _merged(pieces)
