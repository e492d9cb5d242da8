"""The headline of a report and who wrote it, where the input's fields do not tell: its zones do."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from copydesk.extract.published import published
from copydesk.model.document import Document
from copydesk.model.report import Report, Zone
from copydesk.text.bylines import opens_byline, printed_byline
from copydesk.text.titles import outlet_key

NEAR = 1500
"""Characters above the headline and below the body within which a byline is the report's own."""
_AT_HEADLINE = 200
"""Characters above the headline within which furniture may hold the byline."""
_LINES = 12
"""Lines of one byline zone that are looked at."""


def completed(document: Document) -> Report:
    """Return the report with what its zones tell of the fields that are None.

    The places named in ``published_from`` and the like become those in the zones; where these say
    nothing either, the reason is added to the one there was.
    """
    report = document.report
    told: dict[str, Any] = {}
    if report.published is None:
        day, rule = published(document)
        told |= {"published": day, "published_from": _reason(day, rule, report.published_from)}
    elif len(report.published) == len("2016-12-30"):
        moment, rule = published(document)
        if moment and len(moment) > len(report.published) and moment.startswith(report.published):
            rule = f"{rule}, more precise than {report.published_from}"
            told |= {"published": moment, "published_from": rule}
    if report.title is None:
        title, rule = headline(document)
        told |= {"title": title, "title_from": _reason(title, rule, report.title_from)}
    if report.byline is None or _is_outlet(report.byline, report.outlet):
        name, rule = byline(document)
        if name or report.byline is None:
            told |= {"byline": name, "byline_from": _reason(name, rule, report.byline_from)}
    return replace(report, **told) if told else report


def _is_outlet(byline: str, outlet: str | None) -> bool:
    """Tell whether a byline names the outlet ("Norvik Post") rather than a writer."""
    return outlet is not None and outlet_key(byline).startswith(outlet_key(outlet))


def _reason(value: str | None, rule: str, before: str | None) -> str:
    return f"{before}; {rule}" if value is None and before else rule


def headline(document: Document) -> tuple[str | None, str]:
    """Return the first line of the first headline zone that holds words, and where it stands."""
    for zone in document.zones:
        if zone.kind == "headline":
            for line in document.text[zone.start : zone.end].splitlines():
                if line.strip():
                    return " ".join(line.split()), f"headline at {zone.start}"
    return None, "no line is a headline"


def byline(document: Document) -> tuple[str | None, str]:
    """Return the names that the report's byline prints, and where it stands.

    Only bylines close to the headline and the body are read: others belong to teasers of other reports.
    So are lines that say "by" in the furniture around the headline.

    Args:
        document: a report with its zones.

    Returns:
        The names as ``printed_byline`` cleans them and their place ("byline at 4321", in code points); or
        None and why there are none.
    """
    refused = None
    for zone in _byline_zones(document):
        at = zone.start
        for line in document.text[zone.start : min(zone.end, zone.start + NEAR)].splitlines(keepends=True)[
            :_LINES
        ]:
            if zone.kind == "byline" or opens_byline(line):
                name = printed_byline(line, (document.report.outlet,))
                if name:
                    return name, f"{zone.kind} at {at + len(line) - len(line.lstrip())}"
            at += len(line)
        if zone.kind == "byline":
            refused = refused or _no_name(document.text, zone)
    return None, refused or "no line is a byline"


def _no_name(text: str, zone: Zone) -> str:
    """Say that a byline holds no name; in a script without capitals there may be one that is not known."""
    letters = [char for char in text[zone.start : min(zone.end, zone.start + NEAR)] if char.isalpha()]
    if any(not (char.islower() or char.isupper()) for char in letters):
        return f"in the byline at {zone.start} no name is read, which in its script needs a word for by"
    return f"the byline at {zone.start} holds no name"


def _byline_zones(document: Document) -> Iterator[Zone]:
    """Yield the zones in which the report's byline may stand, the likeliest first.

    Bylines between the headline and the end of the body, those above and below by nearness, furniture at
    the headline. Menus hold lines that look like bylines, and mostly stand further off.
    """
    told = [zone for zone in document.zones if zone.kind in ("body", "headline", "standfirst")]
    if not told:
        return
    first = next((zone.start for zone in told if zone.kind == "headline"), told[0].start)
    above = next((zone.start for zone in told if zone.kind == "body"), told[-1].end)
    last = told[-1].end
    bylines: list[Zone] = []
    around: list[Zone] = []
    for zone in document.zones:
        if zone.start > last + NEAR or (zone.kind == "comment" and zone.start >= last):
            break
        if zone.kind == "byline" and zone.end > first - NEAR:
            bylines.append(zone)
        elif zone.kind == "furniture" and zone.end > first - _AT_HEADLINE and zone.start < above:
            around.append(Zone(max(zone.start, first - _AT_HEADLINE), zone.end, zone.kind))
    yield from sorted(bylines, key=lambda zone: max(first - zone.end, zone.start - last, 0))
    yield from around
