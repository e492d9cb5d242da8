"""Which of the places that tell a field of a report is believed, and what is said of the choice."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from copydesk.readers.html import Page
from copydesk.readers.identity import outlet_named, outlet_of
from copydesk.readers.stamps import in_url, iso
from copydesk.readers.stated import Stated, Told
from copydesk.text.bylines import byline_of
from copydesk.text.language import identify, primary_code

AHEAD = timedelta(days=2)
"""How far a date may lie ahead of the clock and be none of the future: clocks and time zones differ."""

_DAY = len("2016-12-30")


def outlet(stated: Stated, page: Page | None) -> Told:
    """Tell who published: the URL's registered domain, else the name stated, else the page's own."""
    if named := outlet_of(stated.url):
        return Told(named, "URL")
    if page and (named := outlet_of(page.url)):
        return Told(named, "the page's canonical URL")
    if named := outlet_named(stated.outlet):
        return Told(named, stated.named_by or stated.place("outlet"))
    if page and (named := outlet_named(page.outlet.value)):
        return Told(named, page.outlet.source)
    return Told(None, "no URL, and nothing states the outlet")


def title(stated: Stated, page: Page | None) -> Told:
    """Tell the headline: as stated, else as the page has it."""
    if stated.title:
        return Told(stated.title, stated.place("title"))
    return page.title if page else Told(None, "the input states no title")


def byline(stated: Stated, page: Page | None, names: tuple[str | None, ...]) -> Told:
    """Tell who wrote it: as stated, else as the page's data have it; ``names`` are the outlet's."""
    told = [Told(stated.byline, stated.signed_by or stated.place("author"))] if stated.byline else []
    return cleaned(told + (page.bylines if page else []), names)


def cleaned(told: Iterable[Told], names: tuple[str | None, ...]) -> Told:
    """Return the first byline that holds a name, cleaned; None and what was there instead."""
    refused: Told | None = None
    for value, source in told:
        found = byline_of(value, names) if value else None
        if found:
            return Told(found, source)
        refused = refused or Told(value, source)
    if refused:
        return Told(None, f"{refused.source} holds no name: {str(refused.value)[:40]!r}")
    return Told(None, "the input names no writer")


def published(stated: Stated, page: Page | None) -> Told:
    """Tell the date: as stated, as the page's data or time elements say, as the URL's path has it."""
    place = stated.dated_by or stated.place("date")
    reason = "the input states no date"
    told: list[Told] = []
    if stated.published is not None and stated.published != "":
        found = iso(stated.published)
        if found:
            told.append(Told(found, place))
        reason = f"{place} is no date that can be told: {str(stated.published)[:40]!r}"
    elif page:
        reason = page.undated
    if page:
        told += page.published
    in_path = in_url(stated.url or (page.url if page else None))
    if in_path:
        told.append(in_path)
    if not told:
        return Told(None, reason)
    return _not_after(_most_precise(told), stated.fetched)


def modified(stated: Stated, page: Page | None, first: str | None) -> Told:
    """Tell the last change; one before the publication ``first`` is kept, and called so."""
    found = iso(stated.modified)
    if found:
        told = Told(found, stated.place("date of change"))
    elif page and page.modified:
        told = _most_precise(page.modified)
    else:
        return Told(None, "no change is stated")
    if first and told.value and _earlier(told.value, first):
        return Told(told.value, f"{told.source}; it lies before the date of publication")
    return told


def language(stated: Stated, page: Page | None, text: str) -> Told:
    """Tell the language: as stated, as the running text shows it, else as the page or feed declares."""
    given = primary_code(stated.language)
    if given:
        return Told(given, stated.place("language"))
    judged = identify(text)
    if judged.code:
        return Told(judged.code, judged.reason)
    declared = page.language if page and page.language.value else Told(primary_code(stated.hint), "declared")
    if declared.value:
        return Told(declared.value, f"{declared.source}; {judged.reason}")
    return Told(None, judged.reason)


def _most_precise(told: list[Told]) -> Told:
    """Return the first date, or the first more precise one that agrees with it on all that it says."""
    first = told[0]
    if not first.value or len(first.value) > _DAY:
        return first
    for value, source in told[1:]:
        if value and len(value) > _DAY and value.startswith(first.value):
            return Told(value, f"{source}, more precise than {first.source}")
    return first


def _not_after(told: Told, fetched: str | None) -> Told:
    if told.value and fetched and _earlier(fetched, told.value):
        return Told(told.value, f"{told.source}; it lies after {fetched}, when it was already at hand")
    if told.value and in_future(told.value):
        return Told(told.value, f"{told.source}; it lies in the future")
    return told


def in_future(published: str) -> bool:
    """Tell whether an ISO date lies ahead of now by more than ``AHEAD``."""
    soon = (datetime.now(UTC) + AHEAD).date().isoformat()
    return published[:_DAY] > soon[: len(published)]


def _earlier(one: str, two: str) -> bool:
    """Tell whether ISO date ``one`` lies before ``two``, as far as both are precise."""
    try:
        moments = datetime.fromisoformat(one), datetime.fromisoformat(two)
    except ValueError:
        return one[:7] < two[:7]
    if min(len(one), len(two)) > _DAY and (moments[0].tzinfo is None) == (moments[1].tzinfo is None):
        return moments[0] < moments[1]
    return one[:_DAY] < two[:_DAY]
