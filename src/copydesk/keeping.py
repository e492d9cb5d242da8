"""Reports into a store, and every report of it into a story.

Reports are kept first, batch by batch, each batch whole or not at all. Stories are found afterwards, for all
reports that wait, in order of publication: so a run that was stopped at any point and is started again ends
where an undisturbed one does.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from copydesk.desk import Refused, in_batches
from copydesk.errors import InputError
from copydesk.model.document import Document
from copydesk.model.report import Report
from copydesk.pipeline import label_all, revised
from copydesk.readers.files import Reading
from copydesk.readers.identity import content_id, report_address
from copydesk.reuse.revisions import MOST_TEXTS
from copydesk.store.base import Kept, Moved, Placing, Store, Unplaced
from copydesk.stories.clustering import moment
from copydesk.stories.grouping.features import features, packed, split, unpacked
from copydesk.stories.stream import Arrival, Members, Placed, Stream

HOUR, DAY = 3_600.0, 86_400.0

REOPENED = 10_000
"""Reports at most that are placed anew when others of their last day come late: it takes about a second."""

HELD_AGAINST = 64
"""Reports of one address up to which all are held against one another when another one comes."""


class Added(NamedTuple):
    """What a run of ``add`` did: reports that are new in the store, and those that it had already."""

    new: int
    known: int


def add(
    inputs: Iterable[str | Path],
    store: Store,
    refused: Refused,
    kept: Callable[[Sequence[Document]], None] | None = None,
) -> Added:
    """Read reports into a store and find their stories.

    Args:
        inputs: files, folders, globs, or "-" for standard input.
        store: open for writing.
        refused: told of each thing that could not be read.
        kept: told after each batch which reports are safe now; the very same reports again are not told.

    Raises:
        TypeError: ``inputs`` is one path, or something in it is none; nothing is read then.
        StoreError: the store cannot be written; all that ``kept`` was told of is there.
    """
    new = 0
    reading = Reading(inputs, keep_bytes=True)
    for batch in in_batches(reading, refused):
        documents = keep_batch(store, batch, refused=refused)
        new += len(documents)
        if kept is not None and documents:
            kept(documents)
    place(store)
    return Added(new, reading.reports + reading.repeats - new)


def keep_batch(
    store: Store,
    reports: Sequence[Report],
    also: Callable[[], None] | None = None,
    refused: Refused | None = None,
) -> list[Document]:
    """Label reports together and keep those that are new, all in one step.

    Args:
        store: open for writing.
        reports: with their bytes as received, each id once.
        also: called inside the same step: what it writes is kept with the reports or not at all.
        refused: told of each report whose id another text of the store has; it is kept under a new one.

    Returns:
        The reports that are new, labelled.
    """
    reports = [_own(store, report, refused) for report in reports]
    known = store.known(report.id for report in reports)
    # Lines that reports share tell their zones: a batch is labelled whole, whichever of it are known.
    documents = [] if len(known) == len(reports) else label_all(reports)
    made = dict(zip((one.id for one in documents), features(documents), strict=True))
    with store.writing():
        known = store.known(made)
        new = [document for document in documents if document.id not in known]
        store.keep([_kept(document, packed(made[document.id])) for document in new])
        _revise(store, new)
        if also is not None:
            also()
    return new


def _own(store: Store, report: Report, refused: Refused | None) -> Report:
    """Return the report under an id that no other text of the store has."""
    if not store.known([report.id]) or store.documents([report.id])[0].text == report.text:
        return report
    own = replace(report, id=content_id(report.text, report.outlet, report.url))
    if refused is not None and not store.known([own.id]):
        what = f"the id {report.id!r} stands for another text in the store; kept as {own.id}"
        refused(InputError(what, where=report.origin, remedy="give each report an id of its own", kept=True))
    return own


def _kept(document: Document, made: bytes) -> Kept:
    report = document.report
    return Kept(document, report_address(report.url), moment(report.published), *split(made))


def _revise(store: Store, new: Sequence[Document]) -> None:
    """Find out which new reports are revisions of others, and let the right one of each speak."""
    found = _with_others(store, new)
    if not found:
        return
    before = {document.id: document.revision_of for document in found}
    after = {document.id: document.revision_of for document in revised(found)}
    if before == after:
        return
    placed = store.placings(report for report, speaker in before.items() if speaker is None)
    store.set_revisions({report: speaker for report, speaker in after.items() if speaker != before[report]})
    heirs = {after[report]: placing.story for report, placing in placed.items() if after[report] is not None}
    # A report stays in its story however often it is revised.
    store.place([Placing(heir, story, 1.0) for heir, story in heirs.items() if heir and heir not in placed])


def _with_others(store: Store, new: Sequence[Document]) -> list[Document]:
    """Return new reports with what the store has of their addresses, where that is more than one report.

    All of it, but of an address that brought more than ``HELD_AGAINST`` only what speaks; nothing where that
    is so much that it is a place and not a report: so time does not grow with the reports of one address.
    """
    by_address: dict[str, list[Document]] = {}
    for document in new:
        if address := report_address(document.report.url):
            by_address.setdefault(address, []).append(document)
    ids: list[str] = []
    for address, own in by_address.items():
        there = store.reports_at(address, HELD_AGAINST + 1)
        if len(there) > HELD_AGAINST:
            fresh = {document.id for document in own}
            speaking = store.reports_at(address, MOST_TEXTS + 1, speaking=True)
            others = [report for report in speaking if report not in fresh]
            there = [] if len(others) > MOST_TEXTS else [*others, *fresh]
        ids += there if len(there) > 1 else ()
    return store.documents(ids)


def place(store: Store, *, anew: bool = False) -> list[Placed]:
    """Put every report that waits into a story, in order of publication, in one step.

    Reports of the last day that others of that day follow late are placed anew with them, so that the
    order in which reports come within that time makes no difference (but see ``REOPENED``). Where that
    puts a report into another story than before, the history says so.

    Args:
        store: open for writing.
        anew: place all reports anew, as a store filled today would have them; judgements hold.
    """
    with store.writing():
        before: Mapping[str, Placing] = {}
        if anew:
            before = store.unplace(float("-inf"))
        elif (start := _reopened(store)) is not None:
            before = store.unplace(start)
        waiting = sorted(store.unplaced(), key=_order)
        if not waiting:
            return []
        stream = _restored(store, waiting)
        banned = _banned(store)
        placed = [stream.add(_arrival(one, banned)) for one in waiting]
        store.place([Placing(one.report, one.story, one.likeness, one.weights.tobytes()) for one in placed])
        store.move([Moved(move.report, move.story, one.report) for one in placed for move in one.moved])
        _record(store, placed, before, stream)
        return placed


def _order(waiting: Unplaced) -> tuple[float, float, str]:
    """Order by publication, undated reports last; of revisions dated alike the one changed first is first."""
    dated = float("inf") if waiting.moment is None else waiting.moment
    return dated, dated if waiting.changed is None else waiting.changed, waiting.report


def _reopened(store: Store) -> float | None:
    """Return the start of the hour from which on reports are placed anew, None where all stays as it is."""
    newest = store.newest()
    if newest is None:
        return None
    late = [one.moment for one in store.unplaced() if one.moment is not None]
    first = min((one for one in late if newest - DAY <= one <= newest), default=None)
    if first is None:
        return None
    hour = first // HOUR * HOUR
    times = store.moments(hour)
    if len(times) > REOPENED:
        hour = (sorted(times)[-REOPENED] // HOUR + 1) * HOUR
    return hour


def _restored(store: Store, waiting: Sequence[Unplaced]) -> Stream:
    """Return the stories as they are settled; ``waiting`` will come next, in this order."""
    stream = Stream(len(waiting) + store.counts().reports)
    first = min((one.moment for one in waiting if one.moment is not None), default=float("inf"))
    for weighed in stream.restore(Members(**some._asdict()) for some in store.settled(first)):
        store.set_weights(weighed)
    return stream


def _banned(store: Store) -> Mapping[str, set[str]]:
    banned: dict[str, set[str]] = {}
    for report, story in store.bans():
        banned.setdefault(report, set()).add(story)
    return banned


def _arrival(waiting: Unplaced, banned: Mapping[str, set[str]]) -> Arrival:
    return Arrival(
        waiting.report,
        waiting.moment,
        unpacked(waiting.terms + waiting.counts),
        banned.get(waiting.report, ()),
    )


def _record(store: Store, placed: Sequence[Placed], before: Mapping[str, Placing], stream: Stream) -> None:
    """Say what became of stories whose reports are elsewhere now, and which ones woke."""
    earlier = {report: placing.story for report, placing in before.items()}
    now: dict[str, str] = {}
    for one in placed:
        now[one.report] = one.story
        for move in one.moved:
            if move.report not in now:
                earlier[move.report] = move.left
            now[move.report] = move.story
        if one.slept is not None and one.report not in before:
            alike = f"report {one.report} is like it (likeness {one.likeness:.2f} of 1)"
            why = f"{alike} after {one.slept:.0f} days without a report"
            store.record("woke", one.story, None, (one.report,), why, None)
    ways: dict[tuple[str, str], list[str]] = {}
    for report in earlier:
        if earlier[report] != now[report]:
            ways.setdefault((earlier[report], now[report]), []).append(report)
    known = {placing.story for placing in before.values()}
    for (left, story), reports in ways.items():
        came = "later reports" if len(placed) > 1 else f"report {placed[0].report}"
        why = f"seen when {came} came"
        if not stream.holds(left):
            store.record("merged", story, left, reports, why, None)
        elif story not in known and not stream.held(story):
            store.record("split", left, story, reports, why, None)
        else:
            store.record("moved", story, left, reports, why, None)
