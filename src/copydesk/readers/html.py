"""HTML to text, zones and the page's own data."""

from dataclasses import dataclass

from copydesk.model.report import Zone, ZoneKind
from copydesk.readers.page import markup
from copydesk.readers.page.data import PageData, page_data
from copydesk.readers.page.elements import CODE, elements
from copydesk.readers.page.layout import Layout, hints_at, layout
from copydesk.readers.page.rendering import Rendering, moments, render
from copydesk.readers.page.words import HINTS
from copydesk.readers.page.zones import zones_of
from copydesk.readers.stamps import iso
from copydesk.readers.stated import Told
from copydesk.text.titles import akin, key, without_outlet

_DAY = len("2016-12-30")


@dataclass(frozen=True, slots=True)
class Page:
    """A page as its readers see it, and what it says about itself.

    Args:
        text: the whole visible text, menus and comments included.
        marked: zones told by the mark-up; they cover ``text``, or there are none.
        url: the canonical address the page gives itself.
        outlet: the site's name as the page gives it.
        title: the headline, without the outlet's name behind it.
        bylines: who wrote it as its data say, uncleaned, the most trusted place first.
        published: when it says it was published, the most trusted place first.
        modified: likewise, dates of the last change.
        undated: why ``published`` is empty.
        language: two-letter code the page declares.
    """

    text: str
    marked: tuple[Zone, ...]
    url: str | None
    outlet: Told
    title: Told
    bylines: list[Told]
    published: list[Told]
    modified: list[Told]
    undated: str
    language: Told

    @property
    def running(self) -> str:
        """The text of the report itself, as far as the mark-up tells, else all: what to judge by."""
        kept = [self.text[zone.start : zone.end] for zone in self.marked if zone.kind == "body"]
        return "\n".join(kept) or self.text


def read_page(html: str) -> Page:
    """Render a page or a fragment of one; any string will do, and none raises.

    The work grows with the size of the page: one parse in C, one pass over its tags, one over its lines.
    """
    page = elements(markup.regular(html).encode())
    data = page_data(page)
    rendering = render(page)
    own = layout(rendering)
    marked = zones_of(rendering, own, (data.title, data.shown_title))
    _add_moment(data, _moments(rendering, own))
    return Page(
        text=rendering.text,
        marked=marked,
        url=data.url,
        outlet=data.outlets[0] if data.outlets else Told(None, "the page does not name its outlet"),
        title=_title(data, _headings(rendering, own, marked)),
        bylines=data.bylines,
        published=data.published,
        modified=data.modified,
        undated=data.rejected or "the page states no date",
        language=Told(data.language, "html lang"),
    )


def _headings(rendering: Rendering, own: Layout, marked: tuple[Zone, ...]) -> list[Told]:
    """Return what the page prints as its headline: the zone, then the first h1."""
    text = rendering.text
    found = [(text[z.start : z.end], "headline on the page") for z in marked if z.kind == "headline"]
    tops = (own.own == CODE["h1"]).nonzero()[0][:1]
    found += [(rendering.block(number), "first h1") for number in tops.tolist()]
    return [Told(" ".join(written.split()), source) for written, source in found if written.strip()]


def _title(data: PageData, headings: list[Told]) -> Told:
    """Choose the headline: as printed where the page's data bear it out, else as these have it.

    The outlet's name behind it does not count for the agreement, and is not kept.
    """
    shown = [Told(data.shown_title, "title element")] if data.shown_title else []
    names = tuple(one.value for one in data.outlets)
    printed = tuple(one.value for one in headings)
    told = [
        Told(without_outlet(value, printed, names), source) for value, source in data.titles + shown if value
    ]
    for heading in headings:
        for other in told:
            if key(heading.value or "") == key(other.value or ""):
                return Told(heading.value, f"{heading.source}, as in {other.source}")
    for heading in headings[:1]:
        for other in told:
            if akin(heading.value or "", other.value or ""):
                return Told(heading.value, f"{heading.source}; {other.source} words it otherwise")
    ranked = told[: len(data.titles)] + headings + told
    return ranked[0] if ranked else Told(None, "the page has no title")


def _moments(rendering: Rendering, own: Layout) -> list[tuple[str, ZoneKind | None]]:
    """Return the time elements: what they say, and the kind of zone that the mark-up says they stand in."""
    tags, values = moments(rendering.page)
    return [
        (value, HINTS[code])
        for value, code in zip(values, hints_at(rendering, own.wrong, tags).tolist(), strict=True)
    ]


def _add_moment(data: PageData, moments: list[tuple[str, ZoneKind | None]]) -> None:
    """Add the time element of the report itself to the page's dates.

    One in a byline is believed first. Of those under no name the first is, if all name one moment, and the
    day, if all name one day (the posts of a live blog): else they date other reports too.
    """
    own = [value for value, kind in moments if kind in {"byline", "dateline"}]
    if not own:
        own = [value for value, kind in moments if kind is None]
        moments_told = {iso(value) or "" for value in own}
        if len({moment[:_DAY] for moment in moments_told}) > 1:
            data.rejected = data.rejected or "time elements with different dates"
            return
        if len({moment for moment in moments_told if len(moment) > _DAY}) > 1:
            day = moments_told.pop()[:_DAY]
            data.add(
                data.published, day, f"the day that {len(own)} time elements of different hours agree on"
            )
            return
    known = len(data.published)
    for value in own:
        data.add(data.published, value, "time element")
        if len(data.published) > known:
            return
