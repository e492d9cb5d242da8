"""The passages that every two reports share, written for the script that shows two texts side by side."""

from collections.abc import Iterable
from typing import get_args

from markupsafe import Markup

from copydesk.model.link import Passage, PassageKind
from copydesk.web.labels import Labels

KINDS: tuple[PassageKind, ...] = get_args(PassageKind)
"""A kind is written as its place in this list; ``static/beside.js`` has the same."""


def pair_anchor(one: int, other: int) -> str:
    """Return what opens the reports of these numbers side by side, and is the id of what they share."""
    return f"p-{min(one, other)}-{max(one, other)}"


def shared_passages(passages: Iterable[Passage], labels: Labels) -> Markup:
    """Return all passages as JSON: a list for each two reports that share any, numbers only.

    A list holds the numbers of both reports, the lower one first, then for each passage, in order of that
    one, five numbers: the kind (see ``KINDS``); the code points from the end of the passage before to its
    start, and its length; from the end of the passage before to its start in the other report, and how
    much longer it is there. Counted from one another they take two thirds of what plain offsets would.
    """
    found: dict[tuple[int, int], list[tuple[int, int, int, int, int]]] = {}
    for passage in passages:
        sides = sorted(
            (labels.numbers[side.report], side.start, side.end)
            for side in (passage.left, passage.right)
            if side.report in labels.numbers
        )
        if len(sides) == 2:
            (left, *here), (right, *there) = sides
            row = (here[0], here[1], there[0], there[1], KINDS.index(passage.kind))
            found.setdefault((left, right), []).append(row)
    rows = (_row(left, right, sorted(rows)) for (left, right), rows in sorted(found.items()))
    return Markup(f"[{','.join(rows)}]")  # noqa: S704  # numbers only


def _row(left: int, right: int, rows: Iterable[tuple[int, int, int, int, int]]) -> str:
    numbers = [left, right]
    done = done_there = 0
    for start, end, there, there_end, kind in rows:
        length = end - start
        numbers += (kind, start - done, length, there - done_there, there_end - there - length)
        done, done_there = end, there_end
    return f"[{','.join(map(str, numbers))}]"
