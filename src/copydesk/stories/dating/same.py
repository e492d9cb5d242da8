"""Whether two clauses of one date tell one act."""

from collections.abc import Mapping
from dataclasses import dataclass

from copydesk.stories.clauses.contrary import contrary_on_one_day
from copydesk.stories.clauses.deeds import DEEDS, ONCE
from copydesk.stories.clauses.terms import Weights
from copydesk.stories.dating.acts import Dated

DAY_LONG = len("2016-12-29")

SAME_ACT = 0.5
"""Least weighted share of the shorter clause's words that the longer one must hold to tell the same act of
one date, whoever acts."""

OF_ONE_ACTOR, OF_OPEN_ACTOR = 0.25, 0.4
"""The same for all but the verb, where the actor is one, and where one of the two has none to compare."""

CONTRARY_ACT = 0.6
"""The same for two clauses of one verb that contradict each other: "killed 14" and "killed 17"."""

SAID = 0.6
"""The same where one of the clauses only tells that somebody spoke, and not the same one."""

_LEAST_BESIDE = 2
"""Content words beside the deed, where the same is done on one day."""

_LEAST_SHARED = 3
"""Content words; two short clauses may share "intelligence officials" and tell different acts."""


@dataclass(frozen=True, slots=True)
class Sameness:
    """Tells acts of one story apart.

    Args:
        weights: of its words.
        main: deeds of a date that are the story's own, told by many of its reports: there is one of them.
    """

    weights: Weights
    main: Mapping[str, frozenset[str]]

    def of(self, one: Dated, other: Dated) -> bool:
        """Tell whether two clauses of one date tell one act."""
        if one.hours and other.hours and one.hours.isdisjoint(other.hours):
            return False
        left, right = one.core, other.core
        actor = left.actor.same(right.actor)
        if actor is False:
            return False
        if contrary_on_one_day(one.stand, other.stand) is not None:
            act = one.stand.core.act == other.stand.core.act
            return act and self._share(one, other) >= CONTRARY_ACT
        if self._one_deed(one, other):
            return True
        if not (one.plain & other.plain or one.hours & other.hours):
            return False  # names alone: "posted photos with Ann Kerr", "Ann Kerr was killed"
        spoken = left.saying or right.saying
        if spoken and not actor:
            return self._share(one, other) >= SAID
        return self._share(one, other) >= SAME_ACT or self._one_matter(one, other, actor=actor)

    def tells_again(self, one: Dated, other: Dated) -> bool:
        """Tell whether two clauses of different days have one actor, and mostly the same words."""
        actor = one.core.actor.same(other.core.actor)
        return actor is True and bool(one.plain & other.plain) and self._share(one, other) >= SAME_ACT

    def _share(self, one: Dated, other: Dated) -> float:
        """Return the weighted share of the shorter clause's words in the longer; 0 where they are too few."""
        shared = one.stems & other.stems
        least = min(self.weights.total(one.stems), self.weights.total(other.stems))
        return self.weights.total(shared) / (least or 1) if len(shared) >= _LEAST_SHARED else 0.0

    def _one_deed(self, one: Dated, other: Dated) -> bool:
        """Tell whether the same is done, in other words, by or to the same."""
        deed = one.deeds & other.deeds
        if not deed:
            return False
        spoken = one.core.saying or other.core.saying
        shared = (one.stems & other.stems) - {one.core.act, other.core.act}
        main = deed & (self.main.get(one.date, frozenset()) | self.main.get(other.date, frozenset()))
        main &= DEEDS.keys()
        vague = one.date != other.date  # a month or year that may hold the other's day
        if (deed if vague else main) & ONCE or (main and not vague and not spoken):
            return len(shared) >= 1
        if vague or spoken:
            return bool(main and shared & one.plain & other.plain)
        return len(shared) >= _LEAST_BESIDE

    def _one_matter(self, one: Dated, other: Dated, *, actor: bool | None) -> bool:
        """Tell whether two clauses share their verb and objects, or most of what they are about."""
        left, right = one.core, other.core
        mine = one.objects | left.actor.kinds | {left.act}
        theirs = other.objects | right.actor.kinds | {right.act}
        objects = mine & theirs
        if (
            actor
            and left.act == right.act
            and not left.saying
            and (len(objects) > 1 or min(len(mine), len(theirs)) == 1)
        ):
            return True
        least = min(self.weights.total(mine - {left.act}), self.weights.total(theirs - {right.act}))
        share = self.weights.total(objects) / (least or 1)
        least_shared = 1 if len(one.date) == len(other.date) == DAY_LONG else 2
        return len(objects) > least_shared and share >= (OF_ONE_ACTOR if actor else OF_OPEN_ACTOR)
