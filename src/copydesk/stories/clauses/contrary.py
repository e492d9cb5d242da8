"""What two clauses about one act cannot both say: done and not done, here and there, so many and so many."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from copydesk.model.claim import Value
from copydesk.model.document import Document
from copydesk.stories.clauses.cores import Core
from copydesk.stories.clauses.measured import Measured, measured
from copydesk.stories.clauses.places import Pairs, Where, elsewhere, named_together, places

Ground = Literal["polarity", "number", "place", "date"]

_ADDED = re.compile(r"\b(?:another|further|additional)\s$", re.IGNORECASE)
_NEAR = 20

CONVERTED = Decimal("0.02")
"""Share by which sums of money may differ and be one: 30,000 pounds were printed as $1,680 and as $1,688."""

_PERSONS = frozenset("people person victim other death fatality injury casualty body".split()) | {""}


@dataclass(frozen=True, slots=True)
class Stand:
    """A clause with what it commits itself to; its core is read for its sense (``denials.told``).

    ``counts`` are the exact ones of its quantities.
    """

    core: Core
    where: frozenset[Where]
    quantities: tuple[Measured, ...]
    counts: tuple[Measured, ...]
    together: Pairs

    @property
    def named(self) -> str:
        """The words of its sentence, in lower case."""
        return self.core.sentence.span.of(self.core.document.text).lower()


class Stands:
    """Reads the stands of one document's clauses."""

    def __init__(self, document: Document) -> None:
        held = {value for claim in document.claims for value in claim.values if value.kind == "quantity"}
        self._values = sorted(held, key=lambda value: (value.start, value.end))
        self._firsts = [value.start for value in self._values]
        self._together = named_together(document)
        self._text = document.text

    def of(self, core: Core) -> Stand:
        """Return where the clause stands."""
        found = tuple(one for value in self._quantities(core) if (one := measured(value)) is not None)
        exact = tuple(one for one in found if one.exact and not self._is_added(one))
        return Stand(core, places(core), found, exact, self._together)

    def _is_added(self, one: Measured) -> bool:
        """Tell whether a number comes on top of one told before: "another seven"."""
        return _ADDED.search(self._text, max(0, one.value.start - _NEAR), one.value.start) is not None

    def _quantities(self, core: Core) -> tuple[Value, ...]:
        sentence = core.sentence
        first, last = (bisect_left(self._firsts, edge) for edge in (sentence.start, sentence.end))
        held = {sentence.tokens[index].start for index in core.members}
        return tuple(value for value in self._values[first:last] if value.start in held)


def contrary(one: Stand, other: Stand) -> Ground | None:
    """Return in what two clauses that tell one act contradict each other, None where both can be true.

    Vaguer is not contrary: "dozens" and "35", "Germany" and "Cologne", "March" and "6 March".
    """
    if one.core.negated == other.core.negated and days_differ(one.core, other.core):
        return "date"
    return contrary_on_one_day(one, other)


def contrary_on_one_day(one: Stand, other: Stand) -> Ground | None:
    """Return the same for clauses that are known to tell what was done on one day."""
    if one.core.negated != other.core.negated:
        return "polarity"
    if _elsewhere(one, other):
        return "place"
    return "number" if differing(one, other) else None


def _elsewhere(one: Stand, other: Stand) -> bool:
    """Tell whether two clauses happen in different places, and neither sentence names the other's."""
    if any(place.name in other.named for place in one.where):
        return False
    if any(place.name in one.named for place in other.where):
        return False
    return elsewhere(one.where, other.where, one.together | other.together)


def days_differ(one: Core, other: Core) -> bool:
    """Tell whether both clauses are dated, and none of their days can be the other's."""
    return bool(one.days and other.days) and not any(
        left.startswith(right) or right.startswith(left) for left in one.days for right in other.days
    )


def differing(one: Stand, other: Stand) -> tuple[Measured, Measured] | None:
    """Return two exact numbers of one thing, of which the two clauses have none in common, and no sum."""
    for left in one.counts:
        for right in other.counts:
            if left.amount != right.amount and _one_thing(left, right):
                mine, theirs = _amounts(one, right), _amounts(other, left)
                if mine.isdisjoint(theirs) and sum(mine) not in theirs and sum(theirs) not in mine:
                    return left, right
    return None


def _amounts(stand: Stand, count: Measured) -> set[Decimal]:
    """Return the clause's numbers of what ``count`` counts."""
    return {one.amount for one in stand.counts if _one_thing(one, count)}


def _one_thing(one: Measured, other: Measured) -> bool:
    """Tell whether two numbers count one thing: "12 people" and "14", not "12 people" and "10 Americans"."""
    if one.unit != other.unit or one.narrowing != other.narrowing:
        return False
    if one.unit and not one.noun:
        return False  # sums of money for whatever it may be
    if one.unit and abs(one.amount - other.amount) <= CONVERTED * max(one.amount, other.amount):
        return False
    return one.noun == other.noun or (one.noun in _PERSONS and other.noun in _PERSONS)
