"""One poll of one feed: what is new in it, and the pages that its entries lead to."""

import hashlib
from collections.abc import Callable, Generator, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import NamedTuple
from urllib.parse import urljoin

from copydesk.errors import InputError
from copydesk.fetching.addresses import ForbiddenError, UnfetchedError, address, shown
from copydesk.fetching.fetcher import Clock, Fetched, Wish
from copydesk.fetching.timing import NEVER, after_failure, after_success, max_age, told
from copydesk.model.feed import Feed
from copydesk.model.report import Report
from copydesk.readers.decoding import declared_charset, decode
from copydesk.readers.drafts import from_html, from_text
from copydesk.readers.feeds import Entry, report_of
from copydesk.readers.identity import canonical_url
from copydesk.readers.subscribed import entries

MOST_PAGES = 100
LONGEST_POLL = 600.0
MOST_BYTES = 100_000_000
"""Pages, seconds and bytes of pages that one poll of a feed may take: what is kept, is kept all at once. The
other entries wait for the next poll."""

_PAGES = ("html", "text/plain")
_GONE = (404, 410)

Poll = Generator[Wish, Fetched | UnfetchedError, "Polled"]
"""Yields what is to be fetched, is sent what came of it, and returns the outcome."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How feeds are polled.

    Args:
        every: seconds between two polls of a feed, at least.
        feed_only: take what the feeds hold and fetch no pages.
        once: nothing is polled a second time, so nothing of the kind is promised.
        clock: the time.
    """

    every: float = 900.0
    feed_only: bool = False
    once: bool = False
    clock: Clock = field(default_factory=Clock)


class Fault(NamedTuple):
    """An error or caveat, with the id of the report that it is about, None if there is none."""

    error: InputError
    report: str | None = None


@dataclass
class Polled:
    """What one poll brought.

    Args:
        feed: what is to be remembered of the feed.
        reports: all that were read, known ones too.
        entries: keys of the entries that need not be fetched again.
        faults: errors and caveats about the feed's being had and about its new entries.
        caveats: what is wrong with the feed itself, poll after poll.
        failed: the feed itself could not be had or read; the last fault says why.
        moved: the address that stands for good in place of the feed's.
    """

    feed: Feed
    reports: list[Report] = field(default_factory=list)
    entries: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    caveats: list[InputError] = field(default_factory=list)
    failed: bool = False
    moved: str | None = None


def poll(feed: Feed, url: str, manner: Manner, fetched: Callable[[Iterable[str]], frozenset[str]]) -> Poll:
    """Poll a feed.

    Args:
        feed: what is remembered of it.
        url: its address with name and password, if it was given with them.
        manner: how.
        fetched: tells which entries, by their keys, were fetched before.
    """
    got = yield Wish(url, etag=feed.etag, last_modified=feed.last_modified)
    now = manner.clock.now()
    if isinstance(got, UnfetchedError):
        return failed(feed, got, manner)
    headers = got.answer.headers
    if got.answer.status == 304:
        due = now + after_success(manner.every, max_age(headers))
        return Polled(replace(feed, due=due, failures=0, why=None))
    try:
        found = entries(got.answer.data, feed.url, got.charset)
    except InputError as error:
        return failed(feed, UnfetchedError(error.what, where=feed.url), manner, error.remedy)
    due = now + after_success(manner.every, found.wait, max_age(headers))
    state = Feed(feed.url, headers.get("etag"), headers.get("last-modified"), due)
    outcome = Polled(state, moved=got.moved)
    outcome.caveats += [one for one in found.found if isinstance(one, InputError)]
    keyed = _keyed([one for one in found.found if isinstance(one, Entry)], feed.url, got.url, manner)
    known = fetched(keyed)
    news = {key: entry for key, entry in keyed.items() if key not in known}
    if not (yield from _taken(news, got, manner, outcome)):
        # What waits for the next poll must be in its answer, changed or not.
        outcome.feed = replace(state, etag=None, last_modified=None)
    return outcome


def failed(feed: Feed, error: UnfetchedError, manner: Manner, remedy: str = "") -> Polled:
    """Say that a feed could not be had, and when it is asked again."""
    failures = feed.failures + 1
    if error.status == 410:
        gone = replace(feed, due=NEVER, failures=failures, why=error.what)
        what, remedy = "it is gone for good (HTTP 410) and is not asked again", "take it out of the list"
        return Polled(gone, faults=[Fault(InputError(what, where=feed.url, remedy=remedy))], failed=True)
    wait = after_failure(manner.every, failures, error.after)
    state = replace(feed, due=manner.clock.now() + wait, failures=failures, why=error.what)
    if manner.once:
        remedy = remedy or _help(error)
    else:
        again = f"asked again in {told(wait)}"
        remedy = f"{remedy}; {again}" if remedy else again
    what = error.what if error.where == feed.url else f"{error.what} at {error.where}"
    return Polled(state, faults=[Fault(InputError(what, where=feed.url, remedy=remedy))], failed=True)


def _help(error: UnfetchedError) -> str:
    """Say what a person can do about a feed that could not be had."""
    if isinstance(error, ForbiddenError):
        return "ask the outlet for leave, or take it out of the list"
    if error.status in _GONE:
        return "check its address"
    return "run it again later" if error.later else "look at it in a browser"


def _keyed(found: Iterable[Entry], feed: str, base: str, manner: Manner) -> dict[str, Entry]:
    """Return entries by their keys, links made whole; the same entry twice is once."""
    keyed: dict[str, Entry] = {}
    for entry in found:
        link = entry.stated.url
        if link:
            with suppress(ValueError):
                link = urljoin(base, "".join(link.split()))
        whole = entry._replace(stated=replace(entry.stated, id=None, url=link))
        keyed.setdefault(_key(entry, link, feed, manner), whole)
    return keyed


def _key(entry: Entry, link: str | None, feed: str, manner: Manner) -> str:
    """Make the key of an entry: another one when it was edited, as far as it says so.

    Its id if that is good anywhere (an address, a URN), or its link; and when it was updated, or, for most
    RSS feeds do not tell, its date and title. Where its own text is all there is, the text counts.
    """
    stated = entry.stated
    identity = stated.id if stated.id and ":" in stated.id else None
    name = identity or (canonical_url(link) if link else None) or f"{feed} {stated.id or ''}"
    edition = [str(stated.modified)] if stated.modified else [str(stated.published), str(stated.title)]
    if manner.feed_only or not link:
        edition += ["own text", str(stated.title), entry.body]
    return hashlib.sha256("\n".join([name, *edition]).encode("utf-8", "replace")).hexdigest()


def _taken(
    news: dict[str, Entry], got: Fetched, manner: Manner, outcome: Polled
) -> Generator[Wish, Fetched | UnfetchedError, bool]:
    """Read new entries, with their pages; return whether none waits for the next poll."""
    visits = _Visits(manner.clock.now() + LONGEST_POLL)
    whole = True
    for key, entry in news.items():
        link = entry.stated.url
        if not link or manner.feed_only:
            _own(entry, None, outcome)
            outcome.entries.append(key)
            continue
        if visits.enough(manner.clock.now()):
            return False
        page = yield from _page(link, got, visits)
        if isinstance(page, Fetched):
            _chosen(entry, page, outcome)
        else:
            _own(entry, page, outcome)
        if isinstance(page, UnfetchedError) and page.later:
            whole = False
        else:
            outcome.entries.append(key)
    return whole


@dataclass
class _Visits:
    """What a poll took so far, and which hosts did not answer in it."""

    until: float
    pages: int = 0
    size: int = 0
    silent: set[str] = field(default_factory=set)

    def enough(self, now: float) -> bool:
        return self.pages >= MOST_PAGES or self.size >= MOST_BYTES or now >= self.until


def _page(
    link: str, got: Fetched, visits: _Visits
) -> Generator[Wish, Fetched | UnfetchedError, Fetched | UnfetchedError]:
    """Ask for a page, unless its host was silent before."""
    try:
        host = address(link).host
    except UnfetchedError as error:
        return error
    if host in visits.silent:
        return UnfetchedError("its host did not answer before", where=shown(link), later=True)
    page = yield Wish(link, got.networks, _PAGES)
    visits.pages += 1
    if isinstance(page, Fetched):
        visits.size += len(page.answer.data)
    elif page.later and page.status in (None, 429, 503):
        visits.silent.add(host)
    return page


def _chosen(entry: Entry, page: Fetched, outcome: Polled) -> None:
    """Keep the page, or the entry's own text where that is more."""
    try:
        read = _read(entry, page)
    except InputError as error:
        _own(entry, UnfetchedError(error.what, where=page.url), outcome)
        return
    own = next((one for one in _outcomes(entry) if isinstance(one, Report)), None)
    if own is None or len(_running(read).split()) >= len(_running(own).split()):
        outcome.reports.append(read)
    else:
        _own(entry, UnfetchedError("the page shows less than the feed", where=page.url), outcome)


def _read(entry: Entry, page: Fetched) -> Report:
    """Read a page as the report of its entry.

    Raises:
        InputError: it shows no text, or too much.
    """
    data = page.answer.data
    kind = page.answer.headers.get("content-type", "")
    plain = kind.lower().startswith("text/plain")
    decoded = decode(data, page.charset or (None if plain else declared_charset(data)))
    stated = replace(entry.stated, url=page.url)
    make = from_text if plain else from_html
    for one in make(decoded.text, stated, page.url, data):
        if isinstance(one, Report):
            return one
    raise InputError("there is no report in it", where=page.url, remedy="leave it out")


def _own(entry: Entry, instead: UnfetchedError | None, outcome: Polled) -> None:
    """Keep an entry's own text, with a caveat if it stands in for a page that was not had."""
    read = list(_outcomes(entry))
    reports = [one for one in read if isinstance(one, Report)]
    report = reports[0].id if reports else None
    outcome.reports += reports
    outcome.faults += [
        Fault(one, report)
        for one in read
        if isinstance(one, InputError) and (instead is None or report is not None)
    ]
    if instead is not None:
        outcome.faults.append(Fault(_stood_in(instead, entry, kept=report is not None), report))


def _stood_in(instead: UnfetchedError, entry: Entry, *, kept: bool) -> InputError:
    """Say why a page was not had, what there is in its place, and whether anything is to be done."""
    gone = instead.status in _GONE
    what = f"the page is gone ({instead.status})" if gone else instead.what
    held = "the feed's own text was kept" if kept else "the feed has no text of it"
    if instead.later:
        held += "; it is tried again at the next poll"
    elif not gone and not isinstance(instead, ForbiddenError):
        held += "; look at it in a browser"
    return InputError(what, where=shown(entry.stated.url or entry.origin), remedy=held, kept=kept)


def _outcomes(entry: Entry) -> Generator[Report | InputError, None, None]:
    try:
        yield from report_of(entry)
    except InputError as error:
        yield error


def _running(report: Report) -> str:
    """Return the text of the report itself, as far as mark-up tells, else all."""
    kept = [report.text[zone.start : zone.end] for zone in report.marked if zone.kind == "body"]
    return "\n".join(kept) or report.text
