"""What the stories and reports are called that a page speaks of."""

from collections.abc import Iterable, Sequence

from copydesk.model.history import Event, Judgement
from copydesk.store.base import Store
from copydesk.web.judged_view import SHOWN_REPORTS, Names

MOST_NAMED = 200
"""Reports whose names are looked up for one page."""


def names_of(
    store: Store, here: str | None, events: Sequence[Event], judgements: Sequence[Judgement] = ()
) -> Names:
    """Return names for all that these events and judgements speak of.

    Args:
        store: holds it.
        here: the story whose page it is.
        events: of the page; a story that went into another is called by the first report that it brought.
        judgements: of the page.
    """
    past: list[Event | Judgement] = [*events, *judgements]
    listed = [one.reports for one in past if len(one.reports) <= SHOWN_REPORTS]
    reports = _first(report for some in listed for report in some)
    known = store.known(reports)
    names = {one.id: one.report.name for one in store.documents(one for one in reports if one in known)}
    mentioned = {one for event in past for one in (event.story, event.other) if one}
    return Names(here, {story: _title(store, story, events) for story in mentioned}, names)


def _title(store: Store, story: str, events: Iterable[Event]) -> str:
    entry = store.entry(story)
    if entry is not None and entry.id == story:
        return entry.title
    brought = [event.reports[0] for event in events if event.other == story and event.reports]
    if not brought or not store.known(brought[:1]):
        return ""
    report = store.documents(brought[:1])[0].report
    return report.title or report.name


def _first(reports: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(reports))[:MOST_NAMED]
