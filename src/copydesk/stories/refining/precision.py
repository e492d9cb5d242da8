"""One act, told with a vague number or date by one report and a precise one by another: no clash.

"Dozens", "about 40" and "more than 30" are less precise than "35", "1.2 million" is less precise than
"1,234,567", and "in December" is less precise than "30 December".
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from copydesk.model.claim import Refinement
from copydesk.model.link import Derivation
from copydesk.stories.clauses.contrary import contrary
from copydesk.stories.clauses.corroboration import Neighbours, distinct, one_act
from copydesk.stories.clauses.measured import Measured
from copydesk.stories.clauses.statements import Telling
from copydesk.stories.figures.given import Given, cited, days, number, side
from copydesk.text.numbers import compatible, plain, rounded

if TYPE_CHECKING:
    from copydesk.model.span import Citation

NEAR, BROAD = 2, 20
"""How many times a bound in digits, and one in words ("dozens"), may differ from the exact number: 30 is no
"over 10", and 37,000 no "up to 140,000"."""

_BROAD = re.compile(r"(?:tens|dozens|scores|hundreds|thousands|millions)\b", re.IGNORECASE)

_MORE = frozenset("more another other further additional".split())
"""Words that make a number an addition to what others count."""

_PERSONS = frozenset("people person victim other death fatality injury casualty body".split()) | {""}


def precisions(heard: Sequence[Telling], derivations: Sequence[Derivation]) -> tuple[Refinement, ...]:
    """Return numbers and dates of one act that one report gives exactly and another less so.

    Args:
        heard: the clauses of the story's reports (see ``corroboration.tellings``).
        derivations: who took text from whom; support counts independent reports.

    Returns:
        One for each exact value, which comes first, the vaguer ones behind it.
    """
    forms = distinct(heard)
    near = Neighbours([form[0] for form in forms])
    found: dict[tuple[str, str], dict[str, set[Citation]]] = {}
    for index, form in enumerate(forms):
        for other in near.of(index):
            one, against = form[0], forms[other][0]
            if not _can_refine(one, against) or not one_act(one, against, near.weights):
                continue
            if contrary(one.stand, against.stand):
                continue
            for about, exact, vague in (*_numbers(one, against), *_dates(one, against)):
                sides = found.setdefault((about, exact.words), {exact.words: set()})
                sides[exact.words] |= cited(form, exact)
                sides.setdefault(vague.words, set()).update(cited(forms[other], vague))
    return tuple(
        Refinement("precision", about, tuple(side(words, told, derivations) for words, told in sides.items()))
        for (about, _), sides in found.items()
    )


def _can_refine(one: Telling, other: Telling) -> bool:
    """Tell whether both clauses have numbers, or both have days: nothing else can be told more precisely."""
    return bool((one.stand.quantities and other.stand.quantities) or (one.core.days and other.core.days))


def _numbers(one: Telling, other: Telling) -> Iterator[tuple[str, Given, Given]]:
    """Yield what is counted, its number in the first clause, and a vaguer one in the other."""
    ours, theirs = one.stand.quantities, other.stand.quantities
    known = {one.amount for one in ours} & {one.amount for one in theirs}
    for exact in ours:
        for vague in theirs:
            if {exact.amount, vague.amount} & known or not exact.exact:
                continue
            if _one_thing(exact, vague) and _vaguer(other.document.text, exact, vague):
                yield exact.noun, number(exact), number(vague)


def _one_thing(one: Measured, other: Measured) -> bool:
    if one.unit != other.unit or (one.unit and not one.noun):
        return False
    if (one.narrowing | other.narrowing) & _MORE:
        return False
    if not (one.narrowing <= other.narrowing or other.narrowing <= one.narrowing):
        return False
    return one.noun == other.noun or (one.noun in _PERSONS and other.noun in _PERSONS)


def _vaguer(text: str, exact: Measured, vague: Measured) -> bool:
    """Tell whether a number is the other one, less precisely; ``text`` is the report of the vaguer one."""
    value, bound = exact.amount, vague.amount
    if _digits(bound) > _digits(value):
        return False
    if vague.exact:
        return _digits(bound) < _digits(value) and rounded(value, bound)
    reach = BROAD if _BROAD.match(text, vague.value.start) else NEAR
    near = bound <= reach * value if vague.number.qualifier == "up to" else value <= reach * bound
    return near and compatible(exact.number, vague.number)


def _digits(value: Decimal) -> int:
    """Count the digits that a number commits itself to: 2 for 1,200,000."""
    return len(plain(value).rstrip("0").replace(".", ""))


def _dates(one: Telling, other: Telling) -> Iterator[tuple[str, Given, Given]]:
    """Yield the day that the first clause gives, and the month or year of the other that it lies in."""
    theirs = days(other)
    for day in days(one):
        if any(vague.words.startswith(day.words) for vague in theirs):
            continue
        for vague in theirs:
            if day.words.startswith(vague.words):
                yield "date", day, vague
