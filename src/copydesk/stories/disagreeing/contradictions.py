"""Clauses that tell one act in nearly the same words, and contradict each other in one number or one date.

Precision first. Who acts, what is done and most other words must be the same. Of dates only those count whose
year is printed: "on Monday" is as sure as the date of its report. Two clauses that differ in two things tell
of two events.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from copydesk.model.claim import Disagreement, DisagreementKind
from copydesk.model.link import Derivation
from copydesk.stories.clauses.contrary import contrary, days_differ
from copydesk.stories.clauses.cores import Core
from copydesk.stories.clauses.corroboration import EMPTY_ACTS, Neighbours, distinct, one_act
from copydesk.stories.clauses.measured import Measured
from copydesk.stories.clauses.statements import Telling
from copydesk.stories.clauses.terms import Weights
from copydesk.stories.disagreeing.disputes import LIGHT, manner
from copydesk.stories.figures.given import Given, cited, clocks, days, number, side
from copydesk.stories.figures.tolls import rises
from copydesk.text.numbers import rounded

if TYPE_CHECKING:
    from copydesk.model.span import Citation

COUNTED, DATED = 0.5, 0.4
"""Least shared weight, as the root of its shares of both clauses, where a number and where a date differs.
All eight found so in BASIL, 5W1H and the part of ECB+ that was read are real; at .3 the ninth is not."""

APART = timedelta(minutes=20)
"""Times of day that are less apart are roundings: "around noon", "12:10"."""

_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_AGES = frozenset("age old year".split())
"""Ages are another matter: people have birthdays (see ``ages``)."""

_Forms = Sequence[Sequence[Telling]]


@dataclass(frozen=True, slots=True)
class _Clash:
    """Two clauses, by their place among the forms, and what each gives."""

    kind: DisagreementKind
    left: tuple[int, Given]
    right: tuple[int, Given]


def contradictions(
    heard: Sequence[Telling], known: Sequence[Disagreement], derivations: Sequence[Derivation]
) -> tuple[Disagreement, ...]:
    """Return disagreements between clauses that differ in a number or a date alone.

    Args:
        heard: the clauses of the story's reports (see ``corroboration.tellings``).
        known: disagreements that are told already, and not again.
        derivations: who took text from whom; each side's support counts independent reports.
    """
    forms = distinct(heard)
    near = Neighbours([form[0] for form in forms])
    found = []
    for index in range(len(forms)):
        for other in near.of(index):
            clash = _clash(index, other, forms, near.weights) if other > index else None
            if clash is not None:
                found.append(clash)
    told = (_disagreement(group, forms, derivations) for group in _groups(found))
    return tuple(
        one for one in told if len(one.sides) > 1 and not any(_told_by(one, other) for other in known)
    )


def _told_by(one: Disagreement, other: Disagreement) -> bool:
    """Tell whether two sides of a disagreement stand in another one of its kind."""
    held = [cited for side in other.sides for cited in side.citations] if one.kind == other.kind else []
    met = (any(cited.overlaps(there) for cited in side.citations for there in held) for side in one.sides)
    return sum(met) > 1


def _groups(found: Sequence[_Clash]) -> list[list[_Clash]]:
    """Gather clashes of one kind that share a clause."""
    groups: list[list[_Clash]] = []
    homes: dict[tuple[str, int], list[_Clash]] = {}
    for clash in found:
        keys = [(clash.kind, clash.left[0]), (clash.kind, clash.right[0])]
        home = next((homes[key] for key in keys if key in homes), None)
        if home is None:
            home = []
            groups.append(home)
        home.append(clash)
        for key in keys:
            homes.setdefault(key, home)
    return groups


def _clash(index: int, other: int, forms: _Forms, weights: Weights) -> _Clash | None:
    """Return in what two clauses of one act differ, where it is one thing alone."""
    one, against = forms[index][0], forms[other][0]
    if not _of_one_event(one, against) or contrary(one.stand, against.stand) not in ("number", "date", None):
        return None
    numbers, dates = _numbers(one, against), _dates(one, against) or _clocks(one, against)
    if bool(numbers) == bool(dates) or not one_act(one, against, weights):
        return None
    shared = weights.total(one.core.stems & against.core.stems)
    shares = shared / weights.total(one.core.stems), shared / weights.total(against.core.stems)
    left, right = numbers or dates or (None, None)
    if left is None or right is None or math.sqrt(shares[0] * shares[1]) < (COUNTED if numbers else DATED):
        return None
    return _Clash("number" if numbers else "date", (index, left), (other, right))


def _of_one_event(one: Telling, other: Telling) -> bool:
    """Tell whether both clauses say that the same actor did the same, neither more surely than the other."""
    left, right = one.core, other.core
    if left.act != right.act or left.negated != right.negated or left.agentless != right.agentless:
        return False
    if left.act in EMPTY_ACTS and len(left.objects & right.objects) < LIGHT:
        return False
    if any(rises(_words(core)) for core in (left, right)):
        return False  # tolls are followed through time (see ``counts``, ``rising``)
    return manner(left) == manner(right) and left.actor.same(right.actor) is not False


def _words(core: Core) -> Iterator[str]:
    return (core.sentence.tokens[index].text for index in core.members)


def _numbers(one: Telling, other: Telling) -> tuple[Given, Given] | None:
    """Return the one exact number that each clause gives otherwise; None where there are more, or none."""
    known = {a.amount for a in one.stand.quantities} & {b.amount for b in other.stand.quantities}
    ours, theirs = (
        [q for q in telling.stand.quantities if q.amount not in known] for telling in (one, other)
    )
    if len(ours) != 1 or len(theirs) != 1 or not (ours[0].exact and theirs[0].exact):
        return None
    return (number(ours[0]), number(theirs[0])) if _one_thing(ours[0], theirs[0]) else None


def _one_thing(one: Measured, other: Measured) -> bool:
    if (one.noun, one.unit, one.narrowing) != (other.noun, other.unit, other.narrowing):
        return False
    words = {one.noun, *one.narrowing}
    return bool(one.noun or one.unit) and not words & _AGES and not rounded(one.amount, other.amount)


def _dates(one: Telling, other: Telling) -> tuple[Given, Given] | None:
    """Return the one date of each clause, where both print a year and neither date can be the other."""
    if not days_differ(one.core, other.core):
        return None
    ours, theirs = days(one), days(other)
    if len(ours) != 1 or len(theirs) != 1:
        return None
    printed = [
        telling.document.text[given.start : given.end]
        for telling, given in ((one, ours[0]), (other, theirs[0]))
    ]
    return (ours[0], theirs[0]) if all(_YEAR.search(words) for words in printed) else None


def _clocks(one: Telling, other: Telling) -> tuple[Given, Given] | None:
    """Return the one time of day of each clause, where both are of one day and too far apart to be one."""
    ours, theirs = clocks(one), clocks(other)
    if len(ours) != 1 or len(theirs) != 1 or ours[0].words[:10] != theirs[0].words[:10]:
        return None
    early, late = sorted(datetime.fromisoformat(given.words) for given in (ours[0], theirs[0]))
    return (ours[0], theirs[0]) if late - early >= APART else None


def _disagreement(group: Sequence[_Clash], forms: _Forms, derivations: Sequence[Derivation]) -> Disagreement:
    told: dict[str, set[Citation]] = {}
    for clash in group:
        for index, given in (clash.left, clash.right):
            told.setdefault(given.words, set()).update(cited(forms[index], given))
    held = Counter(report for citations in told.values() for report in {one.report for one in citations})
    sides = [
        side(words, (one for one in citations if held[one.report] == 1), derivations)
        for words, citations in told.items()
    ]
    sides = sorted((one for one in sides if one.citations), key=lambda one: (-one.independent, one.citations))
    leader = forms[group[0].left[0]][0]
    return Disagreement(group[0].kind, " ".join(leader.span.of(leader.document.text).split()), tuple(sides))
