"""Label a report's text with the zones it is made of."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from copydesk.extract.zoning import rules
from copydesk.extract.zoning.naming import Line, folded, laid_out, lines_of, name
from copydesk.extract.zoning.outlet import Scored, sink_repeated
from copydesk.extract.zoning.repeats import counted_once
from copydesk.extract.zoning.scorer import body_scores
from copydesk.extract.zoning.sheet import MOST_LINES, Sheet
from copydesk.model.document import Document
from copydesk.model.report import Report, Zone, ZoneKind

Piece = tuple[int, ZoneKind]
"""Where something begins, and what it is."""
_PROSE: frozenset[ZoneKind | None] = frozenset({"body", "headline", "standfirst"})

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
        """Yield the zones of ``document.report`` in order; together they cover its text.

        Zones that it has already, labelled beside other reports of its outlet, stay.
        """
        yield from document.zones or label(document.report)


def label(report: Report) -> tuple[Zone, ...]:
    """Return the zones of a report: from its mark-up where it had one, else from its lines.

    Args:
        report: any report; its title and address, where known, help to find the headline.

    Returns:
        Zones that cover the whole text in order without gaps; none for an empty text. A line break
        belongs to the zone before it.
    """
    return label_all([report])[0]


def label_all(reports: Sequence[Report]) -> list[tuple[Zone, ...]]:
    """Return the zones of each report, as ``label`` does, and faster.

    Of reports of plain text that have an outlet, lines that several of an outlet's reports share are no body
    (see ``zoning.outlet``).
    """
    plain = [report for report in reports if not report.marked]
    pages = [lines_of(report.text) for report in plain]
    hints = [_hint(report) for report in plain]
    scores = list(_scored(pages, hints))
    sink_repeated(map(_said_by, plain, pages, scores))
    told: list[tuple[Zone, ...]] = []
    for report, lines, own, hint in zip(plain, pages, scores, hints, strict=True):
        name(lines, own, hint)
        told.append(_zones(report.text, lines))
    from_lines = iter(told)
    zones = [_refined(one.text, one.marked) if one.marked else next(from_lines) for one in reports]
    return [counted_once(one.text, found) for one, found in zip(reports, zones, strict=True)]


def _said_by(report: Report, lines: Sequence[Line], scores: list[float]) -> Scored:
    address = (report.url or "").partition("#")[0] or report.id
    return Scored(report.outlet, address, [line.folded for line in lines], scores)


def label_scored(report: Report, scores: Sequence[float]) -> tuple[Zone, ...]:
    """Return the zones of plain text.

    Args:
        report: a report whose mark-up, if any, is not looked at.
        scores: for each line that holds text, how likely it is body.
    """
    lines = lines_of(report.text)
    hint = _hint(report)
    for at in range(0, len(lines), MOST_LINES):
        part = lines[at : at + MOST_LINES]
        laid_out(part, [0, len(part)], [hint])
    name(lines, scores, hint)
    return _zones(report.text, lines)


def sheet_of(report: Report) -> Sheet:
    """Return the lines of a report that hold text, as the scorer sees them."""
    lines = lines_of(report.text)
    return laid_out(lines, [0, len(lines)], [_hint(report)])


def dateline(line: str) -> int:
    """Return the length of the dateline that ``line`` begins with, 0 where it has none.

    "OSLO (Newswire) - ", "OSLO, May 3 (Newswire) -- ", "(Reuters) " and "OSLO — " are datelines; a place in
    mixed case needs an agency in brackets, and an agency that is not known by name needs a dash.
    """
    start = line[:160]
    found = _BARE_DATELINE.match(start)
    if "(" in start or "[" in start or "/" in start:
        found = _AGENCY_DATELINE.match(start) or _KNOWN_DATELINE.match(start) or found
    return found.end() if found else 0


def _scored(pages: Sequence[Sequence[Line]], hints: Sequence[str]) -> Iterator[list[float]]:
    """Yield the scores of each page's lines; so many pages at once as make ``MOST_LINES`` lines."""
    at = 0
    while at < len(pages):
        end, count = at + 1, len(pages[at])
        while end < len(pages) and count + len(pages[end]) <= MOST_LINES:
            count += len(pages[end])
            end += 1
        if end - at == 1:
            yield _scored_in_parts(pages[at], hints[at])
        else:
            bounds = [0, *accumulate(map(len, pages[at:end]))]
            sheet = laid_out([line for page in pages[at:end] for line in page], bounds, hints[at:end])
            scores = body_scores(sheet)
            yield from (scores[a:b] for a, b in pairwise(bounds))
        at = end


def _scored_in_parts(page: Sequence[Line], hint: str) -> list[float]:
    parts = (page[at : at + MOST_LINES] for at in range(0, len(page), MOST_LINES))
    return [score for part in parts for score in body_scores(laid_out(part, [0, len(part)], [hint]))]


def _zones(text: str, lines: Sequence[Line]) -> tuple[Zone, ...]:
    """Make zones of named lines."""
    pieces: list[Piece] = []
    for line in lines:
        if line.kind in _PROSE:
            pieces.extend(_pieces(text, line))
        else:
            pieces.append((line.start, line.kind or "furniture"))
    return _merged(pieces, len(text))


def _hint(report: Report) -> str:
    """Return the words of the title, else of the longest part of the address."""
    if report.title:
        return report.title
    parts = re.split(r"[/?#]", report.url or "")[3:]
    return max((re.sub(r"[\W_]+", " ", part) for part in parts), key=len, default="")


def _pieces(text: str, line: Line) -> Iterator[Piece]:
    """Yield the pieces of a line of prose: dateline and inline credit apart from the body between them."""
    start, end, kind = line.start, line.end, line.kind or "body"
    head = dateline(text[start : min(end, start + 200)])
    if head >= len(line.text) or (head and kind == "body"):
        yield start, "dateline"
        start += head
    cut = max(start, _credit_at(text, start, end)) if kind == "body" else end
    if text[start:cut].strip():
        yield start, kind
    if cut < end:
        yield cut, "credit"


def _credit_at(text: str, start: int, end: int) -> int:
    """Return where a credit begins that ends a line, ``end`` where none does."""
    last = text[max(start, end - _TAIL) : end]
    words = last.rstrip(" \t\r\n.").rsplit(None, 1)
    if len(words) < 2 or not ("." in words[1] or words[1][-1] in ")]"):
        return end
    tail = _TAIL_CREDIT.search(last)
    return max(start, end - _TAIL) + tail.start("credit") if tail else end


def _merged(pieces: Sequence[Piece], length: int) -> tuple[Zone, ...]:
    """Make zones of pieces: each reaches to the next, neighbours of one kind become one."""
    if not length:
        return ()
    pieces = pieces or [(0, "furniture")]
    edges = [pieces[0], *(piece for before, piece in pairwise(pieces) if piece[1] != before[1])]
    starts = [0, *(start for start, _ in edges[1:]), length]
    return tuple(Zone(starts[i], starts[i + 1], kind) for i, (_, kind) in enumerate(edges))


_INSIDE: dict[ZoneKind, frozenset[ZoneKind]] = {
    "body": frozenset({"credit", "correction", "furniture"}),
    "comment": frozenset({"furniture"}),
}
"""Kinds that lines of a marked zone may give themselves, by the kind of that zone."""


def _refined(text: str, marked: Sequence[Zone]) -> tuple[Zone, ...]:
    """Keep the zones of the mark-up, and look inside them for what lines say themselves.

    Bylines between headline and body, and a credit that stands first below the body, are told apart from the
    furniture that they were marked as: many pages have no class for them.
    """
    pieces: list[Piece] = []
    at = 0
    before: ZoneKind | None = None
    above = False
    body = next((zone.start for zone in marked if zone.kind == "body"), 0)
    for zone in marked:
        at, start = max(at, zone.end), max(at, zone.start)
        allowed = _INSIDE.get(zone.kind, frozenset())
        if zone.kind == "furniture" and before == "body":
            allowed = frozenset({"credit"})
        elif zone.kind == "furniture" and zone.start < body and above:
            allowed = frozenset({"byline"})
        above = above or zone.kind == "headline"
        before = zone.kind
        for line in lines_of(text[start:at]):
            line.start, line.end = line.start + start, line.end + start
            own = rules.own_kind(folded(line.text)) if allowed else None
            line.kind = own if own in allowed else zone.kind
            if before == "furniture" and zone.start >= body:
                allowed = frozenset()
            pieces.extend(_pieces(text, line) if line.kind in _PROSE else [(line.start, line.kind)])
    return _merged(pieces, len(text))
