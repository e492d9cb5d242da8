"""What people decide about stories: done, kept apart from what was found, and undone exactly.

Nothing is ever deleted. A judgement holds reports in stories (pins), keeps reports out of stories (bans), or
lets the id of one story lead to another (merge). What holds is a function of the judgements that stand: of
several that hold one report the last counts. So any of them can be undone, in any order, as if it had never
been given; only where a later one is about a story that this one made, that one has to be undone first.

Judgements outlive every re-run: reports that are held stay where they are, whatever is found. Of each story
judged one report is held that it was found with, so that its id goes on and others can be found there again.
"""

from collections.abc import Iterable

from copydesk.judging.effects import Change, Plan, by_story, made_story, pins_of
from copydesk.judging.planning import merging, moving, rejecting, splitting
from copydesk.judging.undoing import take_back, undoing
from copydesk.model.history import Judgement
from copydesk.store.base import Store

__all__ = [
    "Change",
    "Plan",
    "made_story",
    "merge",
    "merging",
    "move",
    "moving",
    "pins_of",
    "reject",
    "rejecting",
    "split",
    "splitting",
    "undo",
    "undoing",
]

MOST_NAME = 100
"""Characters of the name of who judges that are kept."""


def merge(store: Store, story: str, other: str, by: str | None = None) -> Judgement:
    """Say that ``other`` is the same story as ``story``: its id leads there from now on.

    Raises, as all judgements do; nothing is changed then:
        StoreError: there is no such story or report, or it would have no effect, or leave a story empty.
    """
    with store.writing():
        return _give(store, merging(store, story, other), by)


def split(store: Store, story: str, reports: Iterable[str], by: str | None = None) -> Judgement:
    """Say that these reports of a story are together a story of their own."""
    with store.writing():
        return _give(store, splitting(store, story, reports), by)


def move(store: Store, reports: Iterable[str], story: str, by: str | None = None) -> Judgement:
    """Say that these reports, of whatever stories, belong to ``story``."""
    with store.writing():
        return _give(store, moving(store, reports, story), by)


def reject(store: Store, reports: Iterable[str], story: str, by: str | None = None) -> Judgement:
    """Say that these reports do not belong to ``story``; each becomes a story of its own."""
    with store.writing():
        return _give(store, rejecting(store, reports, story), by)


def undo(store: Store, number: int, by: str | None = None) -> tuple[Change, ...]:
    """Take a judgement back: the others stand as if it had never been given.

    Returns:
        What that changed; nothing where later judgements hold all its reports.

    Raises:
        StoreError: there is no such judgement, it is undone already, or a later one builds on it; nothing is
            changed then.
    """
    with store.writing():
        changes = take_back(store, undoing(store, number))
        why = "the judgement was undone" + (f" by {name}" if (name := _name(by)) else "")
        for change in changes:
            store.record(change.kind, change.story, change.other, change.reports, why, number)
        return tuple(changes)


def _give(store: Store, plan: Plan, by: str | None) -> Judgement:
    """Do what is planned and record it."""
    for report, placing in store.placings(plan.held).items():
        store.pin([report], placing.story)
    for story, reports in by_story(plan.pins).items():
        store.pin(reports, story)
    for story, reports in by_story(plan.bans).items():
        store.ban(reports, story)
    if plan.kind == "merge" and plan.other is not None:
        store.merge(plan.story, plan.other)
    name = _name(by)
    judgement = store.judge(plan.kind, plan.story, plan.other, plan.reports, name, plan.held)
    why = f"{name} judged so" if name else "judged so by a person"
    for change in plan.changes:
        store.record(change.kind, change.story, change.other, change.reports, why, judgement.number)
    return judgement


def _name(by: str | None) -> str | None:
    return " ".join((by or "").split())[:MOST_NAME] or None
