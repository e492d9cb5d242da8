"""The job of ``copydesk watch``: polls feeds that are due, and keeps what is new in a store."""

import signal
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from types import FrameType

from copydesk.errors import CopydeskError, InputError
from copydesk.fetching.addresses import UnfetchedError
from copydesk.fetching.fetcher import Fetched, Fetcher, Wish
from copydesk.fetching.timing import NEVER
from copydesk.keeping import HELD_AGAINST, keep_batch, place
from copydesk.model.document import Document
from copydesk.model.feed import Feed
from copydesk.polling import Manner, Poll, Polled, failed, poll
from copydesk.readers.identity import report_address
from copydesk.store.base import Store

AT_ONCE = 16
"""Feeds whose pages are fetched in turns, so that the pause of one host is used for another; what they
brought is in memory until it is kept."""

LONGEST_SLEEP = 60.0
"""Seconds slept at a stretch: clocks are set, and computers sleep themselves."""

Told = Callable[[str, int, int, str | None], None]
Refused = Callable[[InputError], None]


class StoppedError(KeyboardInterrupt):
    """The person, or the system, asked the program to end."""


class Stopping:
    """Ends the work at SIGINT and SIGTERM: at once, or as soon as what is ``held`` is done."""

    def __init__(self) -> None:
        self._asked = False
        self._held = False
        self._before: dict[int, object] = {}

    def __enter__(self) -> "Stopping":
        for number in (signal.SIGINT, signal.SIGTERM):
            self._before[number] = signal.signal(number, self._ask)
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self._asked = True
        if not self._held:
            raise StoppedError

    @contextmanager
    def held(self) -> Iterator[None]:
        """Let what is inside come to its end first.

        Raises:
            StoppedError: the end was asked for meanwhile.
        """
        self._held = True
        try:
            yield
        finally:
            self._held = False
        if self._asked:
            raise StoppedError


@dataclass
class Watch:
    """Feeds, and the store that keeps what they bring.

    Args:
        feeds: for each feed the address by which it is remembered, and the one by which it is fetched (see
            ``fetching.subscriptions.feeds``).
        store: where to keep.
        fetcher: fetches; its clock is that of ``manner``.
        manner: how feeds are polled.
        told: called with a feed, how many new reports it brought and how many revisions of known ones, and
            the address that it has moved to for good or None, after all that is safe on disk; not called
            where there is none of them.
        refused: called with each error and caveat.
        held: what is done inside must come to its end.
        kept, changed: how many new reports came so far, and how many revisions of known ones.
    """

    feeds: Mapping[str, str]
    store: Store
    fetcher: Fetcher
    manner: Manner
    told: Told
    refused: Refused
    held: Callable[[], AbstractContextManager[None]]
    kept: int = 0
    changed: int = 0
    _looked_at: set[str] = field(default_factory=set, repr=False)

    def round(self) -> None:
        """Poll every feed that is due once, and place what came into stories."""
        now = self.manner.clock.now()
        due = deque(feed for feed in self._remembered() if feed.due <= now)
        going: list[_Turn] = []
        while due or going:
            while due and len(going) < AT_ONCE:
                feed = due.popleft()
                polling = poll(feed, self.feeds[feed.url], self.manner, self.store.fetched)
                going.append(_Turn(feed, polling, next(polling)))
            turn = min(going, key=lambda one: self.fetcher.ready(one.wish.url))
            polled = self._go_on(turn)
            if polled is not None:
                going.remove(turn)
                self._settle(turn, polled)
        with self.held():
            place(self.store)  # also what was kept before a kill

    def due(self) -> float | None:
        """Return when the next feed is due, in seconds since 1970; None if all are gone."""
        dues = [feed.due for feed in self._remembered() if feed.due < NEVER]
        return min(dues, default=None)

    def gone(self) -> list[str]:
        """Return the feeds that are gone for good."""
        return [feed.url for feed in self._remembered() if feed.due >= NEVER]

    def _remembered(self) -> list[Feed]:
        return [self.store.feed(url) or Feed(url) for url in self.feeds]

    def _go_on(self, turn: "_Turn") -> Polled | None:
        """Fetch what a poll wishes for; return its outcome if it has come to its end."""
        try:
            try:
                got: Fetched | UnfetchedError = self.fetcher.fetch(turn.wish)
            except UnfetchedError as error:
                got = error
            turn.wish = turn.polling.send(got)
        except StopIteration as ended:
            polled: Polled = ended.value
            return polled
        except CopydeskError:
            raise
        except Exception as error:  # noqa: BLE001 - one page of one feed must not end the watch over all others
            return self._broken(turn.feed, error)
        return None

    def _broken(self, feed: Feed, error: Exception) -> Polled:
        what = f"it cannot be read ({' '.join(repr(error).split())[:80]})"
        return failed(feed, UnfetchedError(what, where=feed.url), self.manner)

    def _settle(self, turn: "_Turn", polled: Polled) -> None:
        try:
            self._keep(polled)
        except CopydeskError:
            raise
        except Exception as error:  # noqa: BLE001 - as above; nothing of this poll was kept
            self._keep(self._broken(turn.feed, error))

    def _keep(self, polled: Polled) -> None:
        """Keep what a poll brought, with what is to be remembered of the feed, all at once; then tell."""

        def remember() -> None:
            self.store.set_feed(polled.feed)
            self.store.set_fetched(polled.entries)

        with self.held():
            if polled.reports:
                each = {report.id: report for report in reversed(polled.reports)}
                documents = keep_batch(self.store, list(each.values())[::-1], remember)
            else:
                documents = []
                with self.store.writing():
                    remember()
            changed = _changed(self.store, documents)
            self.kept += len(documents) - changed
            self.changed += changed
            self._tell(polled, frozenset(document.id for document in documents), changed)

    def _tell(self, polled: Polled, new: frozenset[str], changed: int) -> None:
        faults = [one.error for one in polled.faults if one.report is None or one.report in new]
        if new or polled.feed.url not in self._looked_at:
            faults = polled.caveats + faults
        self._looked_at.add(polled.feed.url)
        for fault in _grouped(faults):
            self.refused(fault)
        if new or polled.moved:
            self.told(polled.feed.url, len(new) - changed, changed, polled.moved)


def _changed(store: Store, new: Sequence[Document]) -> int:
    """Count the reports just kept that are revisions of reports that were known, or these of them."""
    fresh = {document.id for document in new}
    count = 0
    for document in new:
        address = report_address(document.report.url)
        there = store.reports_at(address, HELD_AGAINST + 1) if address else []
        if fresh.issuperset(there):
            continue
        (own, *known) = store.documents([document.id, *(one for one in there if one not in fresh)])
        speaks = own.revision_of or own.id
        count += any((one.revision_of or one.id) == speaks for one in known)
    return count


@dataclass(eq=False)
class _Turn:
    """A poll under way, and what it wishes to be fetched next."""

    feed: Feed
    polling: Poll
    wish: Wish


def _grouped(faults: Sequence[InputError]) -> list[InputError]:
    """Return one fault for each thing that is wrong, with the first place and the number of others."""
    by_kind: dict[tuple[str, bool], list[InputError]] = {}
    for fault in faults:
        by_kind.setdefault((fault.what, fault.kept), []).append(fault)
    return [_all_of(alike) for alike in by_kind.values()]


def _all_of(alike: Sequence[InputError]) -> InputError:
    first = alike[0]
    if len(alike) == 1:
        return first
    where = f"{first.where} and {len(alike) - 1} more"
    return InputError(first.what, where=where, remedy=first.remedy, kept=first.kept)


def watch(watching: Watch, rounds: int | None = None) -> None:
    """Poll feeds, round after round, until none is left or so many rounds are done.

    Args:
        watching: feeds and store.
        rounds: how many; None: for ever. A round waits until a feed is due; the first does not, and may find
            that none is.

    Raises:
        StoreError: the store cannot be read or written.
    """
    done = 0
    while True:
        watching.round()
        done += 1
        due = watching.due()
        if due is None or (rounds is not None and done >= rounds):
            return
        clock = watching.manner.clock
        while (left := due - clock.now()) > 0:
            clock.sleep(min(left, LONGEST_SLEEP))
