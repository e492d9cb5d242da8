"""What a judgement does, told by itself: values and pure functions."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from copydesk.model.history import EventKind, Judgement, JudgementKind


@dataclass(frozen=True, slots=True)
class Change:
    """What a judgement does to stories, as ``Event`` words it."""

    kind: EventKind
    story: str
    other: str
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A judgement that can be given, and all that it will do.

    Args:
        kind, story, other, reports, held: as ``Judgement`` has them.
        pins: reports, each with the story that will hold it.
        bans: reports, each with a story that it will be kept out of.
        changes: what becomes of the stories, one ``Event`` each.
    """

    kind: JudgementKind
    story: str
    other: str | None
    reports: tuple[str, ...]
    held: tuple[str, ...]
    pins: tuple[tuple[str, str], ...]
    bans: tuple[tuple[str, str], ...]
    changes: tuple[Change, ...]


def made_story(number: int, report: str) -> str:
    """Return the id of a story that a judgement makes: of its number and its earliest report."""
    key = f"judgement\0{number}\0{report}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(key).hexdigest()[:16]


def pins_of(judgement: Judgement) -> dict[str, str]:
    """Return which reports a judgement holds, each with the story that it holds it in."""
    if judgement.kind == "reject":
        return {report: made_story(judgement.number, report) for report in judgement.reports}
    holder = judgement.story if judgement.kind == "move" else judgement.other
    return dict.fromkeys(judgement.reports, holder) if holder is not None else {}


def made_by(judgement: Judgement) -> set[str]:
    """Return the stories that are there by this judgement only."""
    return set() if judgement.kind in ("merge", "move") else set(pins_of(judgement).values())


def by_story(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Put reports with the story that each is paired with."""
    found: dict[str, list[str]] = {}
    for report, story in pairs:
        found.setdefault(story, []).append(report)
    return found
