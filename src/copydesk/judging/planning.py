"""What a judgement would do to the stories of a store, or why it cannot be given."""

from collections.abc import Iterable, Mapping, Sequence

from copydesk.errors import StoreError
from copydesk.judging.effects import Change, Plan, made_story
from copydesk.model.history import Judgement, StoryEntry
from copydesk.store.base import Store


def merging(store: Store, story: str, other: str) -> Plan:
    """Plan ``merge``; errors are the same."""
    into, gone = _entry(store, story), _entry(store, other)
    if into.id == gone.id:
        same = "a story cannot be merged with itself" if story == other else f"story {other} is in it already"
        raise StoreError(f"story {story}: {same}; name another story")
    held = _known_by(store, into, gone)
    change = Change("merged", into.id, gone.id, gone.reports)
    return Plan("merge", into.id, gone.id, (), held, (), (), (change,))


def splitting(store: Store, story: str, reports: Iterable[str]) -> Plan:
    """Plan ``split``; errors are the same."""
    entry = _entry(store, story)
    left, stay = _parted(entry, reports)
    made = made_story(_next(store), left[0])
    bans = tuple((report, made) for report in stay)
    pins = tuple((report, made) for report in left)
    change = Change("split", entry.id, made, left)
    return Plan("split", entry.id, made, left, _known_by(store, entry, but=left), pins, bans, (change,))


def rejecting(store: Store, reports: Iterable[str], story: str) -> Plan:
    """Plan ``reject``; errors are the same."""
    entry = _entry(store, story)
    left, stay = _parted(entry, reports)
    number = _next(store)
    pins = tuple((report, made_story(number, report)) for report in left)
    own = tuple((report, entry.id) for report in left)
    others = tuple((report, made) for _, made in pins for report in stay)
    changes = tuple(Change("split", entry.id, made, (report,)) for report, made in pins)
    held = _known_by(store, entry, but=left)
    return Plan("reject", entry.id, None, left, held, pins, own + others, changes)


def moving(store: Store, reports: Iterable[str], story: str) -> Plan:
    """Plan ``move``; errors are the same."""
    into = _entry(store, story)
    asked = _distinct(reports)
    holders = _holders(store, asked)
    changes, sources = [], []
    for holder in dict.fromkeys(holders[report] for report in asked):
        if holder == into.id:
            there = next(report for report in asked if holders[report] == holder)
            raise StoreError(
                f"report {there}: it is in story {into.id} already; name reports of other stories"
            )
        sources.append(_entry(store, holder))
        left = _speaking(sources[-1], [one for one in asked if holders[one] == holder])
        changes.append(Change("moved", into.id, holder, left))
    moved = tuple(report for change in changes for report in change.reports)
    pins = tuple((report, into.id) for report in moved)
    held = _known_by(store, into, *sources, but=moved)
    return Plan("move", into.id, None, moved, held, pins, (), tuple(changes))


def standing(store: Store) -> list[Judgement]:
    """Return the judgements that hold, the first one first."""
    return [judgement for judgement in store.judgements() if judgement.undone is None]


def _next(store: Store) -> int:
    return max((judgement.number for judgement in store.judgements()), default=0) + 1


def _entry(store: Store, story: str) -> StoryEntry:
    entry = store.entry(story)
    if entry is None or not entry.reports:
        what = "there is no story of this id" if entry is None else "it holds no report now"
        raise StoreError(f"story {story}: {what}; `copydesk stories` lists those there are")
    return entry


def _speakers(entry: StoryEntry) -> list[str]:
    silent = dict(entry.revision_of)
    return [report for report in entry.reports if report not in silent]


def _distinct(reports: Iterable[str]) -> list[str]:
    asked = list(dict.fromkeys(reports))
    if not asked:
        raise StoreError("no report is named; name at least one")
    return asked


def _speaking(entry: StoryEntry, reports: Sequence[str]) -> tuple[str, ...]:
    """Return the revisions that speak for these reports of a story, in order of publication."""
    silent, inside = dict(entry.revision_of), frozenset(entry.reports)
    for report in reports:
        if report not in inside:
            raise StoreError(f"report {report}: it is not in story {entry.id}; name reports of that story")
    asked = {silent.get(report, report) for report in reports}
    return tuple(report for report in entry.reports if report in asked)


def _parted(entry: StoryEntry, reports: Iterable[str]) -> tuple[tuple[str, ...], list[str]]:
    """Return which reports leave a story and which stay; some must."""
    left = _speaking(entry, _distinct(reports))
    leaving = frozenset(left)
    stay = [report for report in _speakers(entry) if report not in leaving]
    if not stay:
        raise StoreError(f"story {entry.id}: these are all its reports; leave at least one in it")
    return left, stay


def _holders(store: Store, reports: Sequence[str]) -> Mapping[str, str]:
    known, holders = store.known(reports), store.story_of(reports)
    for report in reports:
        if report not in known:
            raise StoreError(
                f"report {report}: there is none of this id; `copydesk story ID` lists a story's"
            )
        if report not in holders:
            raise StoreError(f"report {report}: it is in no story yet; `copydesk place` finds it one")
    return holders


def _known_by(store: Store, *entries: StoryEntry, but: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the first report of each story that these were found as, but for some and for those judged."""
    judgements = standing(store)
    first: dict[str, str] = {}
    for entry in entries:
        silent = dict(entry.revision_of)
        judged = {silent.get(report, report) for one in judgements for report in one.reports}.union(but)
        free = [report for report in _speakers(entry) if report not in judged]
        placings = store.placings(free)
        for report in free:
            if report in placings:
                first.setdefault(placings[report].story, report)
    return tuple(first.values())
