"""HTML to text, zones and the page's own data."""

from dataclasses import dataclass

from copydesk.model.report import Zone
from copydesk.readers import markup
from copydesk.readers.blocks import Rendering, render
from copydesk.readers.pagedata import PageData, page_data
from copydesk.readers.pagezones import label_of, zones_of
from copydesk.readers.stamps import Stamp


@dataclass(frozen=True, slots=True)
class Page:
    """A page as its readers see it, and what it says about itself.

    Args:
        text: the whole visible text, menus and comments included.
        marked: zones told by the mark-up; they cover ``text``, or there are none.
        url: the canonical address the page gives itself.
        outlet: the site's name as the page gives it.
        title: the headline as the page gives it.
        published: when it says it was published, and where it says so; value None with the reason.
        modified: ISO date or date and time of the last change it names.
        language: two-letter code the page declares.
    """

    text: str
    marked: tuple[Zone, ...]
    url: str | None
    outlet: str | None
    title: str | None
    published: Stamp
    modified: str | None
    language: str | None


def read_page(html: str) -> Page:
    """Render a page or a fragment of one; any string will do, and none raises.

    The work grows with the size of the page: one parse in C, one pass over its tags, one over its lines.
    """
    regular = markup.regular(html.encode("utf-8", "replace").decode("utf-8"))
    data = page_data(regular)
    rendering = render(markup.tokens(regular))
    marked = zones_of(rendering, (data.title, data.shown_title))
    title = data.title or _first_heading(rendering) or data.shown_title
    return Page(
        text=rendering.text,
        marked=marked,
        url=data.url,
        outlet=data.outlet,
        title=title,
        published=_published(data, rendering),
        modified=data.modified[0].value if data.modified else None,
        language=data.language,
    )


def _first_heading(rendering: Rendering) -> str | None:
    for block in rendering.blocks:
        if block.tag == "h1":
            return rendering.text[block.start : block.end]
    return None


def _published(data: PageData, rendering: Rendering) -> Stamp:
    """Choose the date: what metadata says, else the first time element of the report itself."""
    if data.published:
        return data.published[0]
    for moment in rendering.moments:
        label = label_of(moment.label)
        if label is None or label.kind in {"byline", "dateline"}:
            data.add(data.published, moment.value, "time element")
            if data.published:
                return data.published[0]
    return Stamp(None, data.rejected or "the page states no date")
