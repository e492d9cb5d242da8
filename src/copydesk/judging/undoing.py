"""Judgements taken back: what holds then is what the others alone would have made."""

from collections.abc import Iterable, Sequence

from copydesk.errors import StoreError
from copydesk.judging.effects import Change, by_story, made_by, pins_of
from copydesk.judging.planning import standing
from copydesk.model.history import Judgement
from copydesk.store.base import Store


def undoing(store: Store, number: int) -> Judgement:
    """Return a judgement that can be undone; errors are those of ``undo``."""
    judgement = next((one for one in store.judgements() if one.number == number), None)
    if judgement is None:
        raise StoreError(
            f"judgement {number}: there is none of this number; `copydesk judge list` lists them"
        )
    if judgement.undone is not None:
        raise StoreError(f"judgement {number}: it was undone already; judge again if it should hold")
    _refuse_if_built_on(judgement, standing(store))
    return judgement


def take_back(store: Store, judgement: Judgement) -> list[Change]:
    """Undo a judgement inside ``writing``, and return what that changed."""
    store.undo(judgement.number)
    others = standing(store)
    _lift(store, judgement, others)
    changes = _let_go(store, judgement, others)
    return changes if judgement.kind != "merge" else [*_part(store, judgement), *changes]


def _refuse_if_built_on(judgement: Judgement, others: Sequence[Judgement]) -> None:
    made = made_by(judgement)
    for later in others:
        if later.number > judgement.number and made & {later.story, later.other}:
            what = f"judgement {later.number} builds on the story that it made"
            raise StoreError(f"judgement {judgement.number}: {what}; undo judgement {later.number} first")


def _held(store: Store, others: Sequence[Judgement], speaker: str, group: set[str]) -> str | None:
    """Return the story that the last judgement about a report, given with its revisions, holds it in."""
    for judgement in reversed(others):
        if not group.isdisjoint(judgement.reports):
            pins = pins_of(judgement)
            return next(pins[report] for report in judgement.reports if report in group)
        if not group.isdisjoint(judgement.held):
            placing = store.placings([speaker]).get(speaker)
            return None if placing is None else placing.story
    return None


def _lift(store: Store, judgement: Judgement, others: Sequence[Judgement]) -> None:
    """Lift the bans that no other judgement asks for."""
    if judgement.kind not in ("split", "reject"):
        return
    made = made_by(judgement)
    lifted = {(report, story) for report, story in store.bans() if story in made}
    if judgement.kind == "reject":
        groups = _groups(store, judgement.reports)
        rejected = {
            report
            for one in others
            if one.kind == "reject" and one.story == judgement.story
            for report in one.reports
        }
        lifted |= {
            (report, judgement.story) for group in groups.values() if not group & rejected for report in group
        }
    for story, reports in by_story(lifted).items():
        store.ban(reports, story, lifted=True)


def _groups(store: Store, reports: Iterable[str]) -> dict[str, set[str]]:
    """Return for each report, by the revision that speaks for it now, the ids of all its revisions."""
    asked = set(reports)
    groups: dict[str, set[str]] = {}
    for story in sorted(set(store.story_of(asked).values())):
        entry = store.entry(story)
        silent = dict(entry.revision_of) if entry is not None else {}
        for report in entry.reports if entry is not None else ():
            groups.setdefault(silent.get(report, report), set()).add(report)
    return {speaker: group for speaker, group in groups.items() if group & asked}


def _part(store: Store, judgement: Judgement) -> list[Change]:
    """Make a merged story a story of its own again."""
    other = judgement.other or ""
    into = store.resolve(other) or judgement.story
    store.part(other)
    entry = store.entry(other)
    if entry is None or entry.id != other:  # all its reports were moved on since
        return []
    return [Change("kept apart", into, other, entry.reports)]


def _let_go(store: Store, judgement: Judgement, others: Sequence[Judgement]) -> list[Change]:
    """Hold the reports where the judgements that stand want them, else let them go."""
    groups = _groups(store, [*judgement.reports, *judgement.held])
    before = dict(store.story_of(groups))
    for speaker, group in groups.items():
        store.pin([speaker], _held(store, others, speaker, group))
    after = store.story_of(groups)
    routes: dict[tuple[str, str], list[str]] = {}
    for report in groups:
        left, now = before[report], after.get(report)
        if now is not None and left != now:
            routes.setdefault((left, now), []).append(report)
    return [
        Change("moved" if store.resolve(left) == left else "merged", now, left, tuple(reports))
        for (left, now), reports in routes.items()
    ]
