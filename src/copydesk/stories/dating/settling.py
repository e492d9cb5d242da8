"""Acts parted where the clauses that tell them contradict one another."""

from collections.abc import Hashable, Sequence

from copydesk.stories.clauses.contrary import contrary_on_one_day
from copydesk.stories.dating.acts import Dated
from copydesk.stories.dating.grouping import Group
from copydesk.stories.dating.same import Sameness
from copydesk.stories.dating.telling import clarity, stands

_PARTS, _LEADERS = 4, 6
"""Parts that a group falls into at most, and clauses that may lead one: the clearest."""


def settled(group: Group, copies: frozenset[str], same: Sameness) -> list[Group]:
    """Part a group where its clauses contradict one another.

    Of clauses that contradict one another those are kept that most reports bear out, of as many what was done
    before what was not, and the newest; the others are ``otherwise``.
    """
    found: list[Group] = []
    left = sorted(group.members, key=lambda one: clarity(one, copies))
    while left and len(found) < _PARTS:
        best = max((_camp(leader, left) for leader in left[:_LEADERS]), key=_borne_out)
        kept = set(map(id, best))
        rest = [one for one in left if id(one) not in kept]
        against = [one for one in rest if same.of(best[0], one)]
        found.append(Group(group.date, best, tuple(against)))
        kept = set(map(id, against))
        left = [one for one in rest if id(one) not in kept]
    return found


def _camp(leader: Dated, members: Sequence[Dated]) -> list[Dated]:
    """Return the clauses that contradict neither the leader nor one another, the leader first.

    "Twelve workers died" goes with "killed 12 people" and with "killed 14 people", but not with both.
    """
    camp = [leader]
    held = {_commitment(leader): leader.stand}
    for one in members:
        if one is leader:
            continue
        key = _commitment(one)
        if key in held or all(contrary_on_one_day(stand, one.stand) is None for stand in held.values()):
            held.setdefault(key, one.stand)
            camp.append(one)
    return camp


def _commitment(one: Dated) -> Hashable:
    """Return what clauses have in common that cannot contradict one another: one is asked for all."""
    counts = frozenset((count.amount, count.unit, count.noun, count.narrowing) for count in one.stand.counts)
    return one.stand.core.negated, one.stand.where, counts


def _borne_out(camp: Sequence[Dated]) -> tuple[object, ...]:
    return (
        stands(camp[0]),
        len({one.citation.report for one in camp}),
        not camp[0].stand.core.negated,
        max(one.core.document.report.published or "" for one in camp),
    )
