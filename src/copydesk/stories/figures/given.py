"""Values as clauses give them: how they are shown, and the characters that each report has them in."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from copydesk.model.claim import Side
from copydesk.model.link import Derivation, independent_count
from copydesk.model.span import Citation
from copydesk.stories.clauses.measured import Measured
from copydesk.stories.clauses.statements import Telling
from copydesk.text.numbers import plain

_CLOCK = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T|\Z)|\Z)|\Z)")


@dataclass(frozen=True, slots=True)
class Given:
    """A value as it is shown, and the characters of the clause's own report that give it."""

    words: str
    start: int
    end: int


def number(one: Measured) -> Given:
    """Return a quantity as it is compared, without what is counted: "at least 24", "$1200000"."""
    amount = plain(one.amount) + ("%" if "%" in one.unit else "")
    how = "" if one.exact else f"{one.number.qualifier} "
    return Given(f"{how}{one.unit.removesuffix('%')}{amount}", one.value.start, one.value.end)


def days(telling: Telling) -> list[Given]:
    """Return the days, months and years that a clause gives."""
    if not telling.core.days:
        return []
    return [
        Given(date.value[:10], date.start, date.end)
        for date in telling.document.dates
        if date.value and date.type == "DATE" and telling.span.contains(date.span) and _DAY.match(date.value)
    ]


def clocks(telling: Telling) -> list[Given]:
    """Return the times of day that a clause gives, with their days: "2025-03-10T18:15"."""
    return [
        Given(date.value[:16], date.start, date.end)
        for date in telling.document.dates
        if date.value
        and date.type == "TIME"
        and telling.span.contains(date.span)
        and _CLOCK.match(date.value)
    ]


def cited(form: Sequence[Telling], given: Given) -> set[Citation]:
    """Cite the value in every report that has the clause in this form: the same place in the same words."""
    at = given.start - form[0].span.start
    printed = form[0].document.text[given.start : given.end]
    found = set()
    for telling in form:
        start = telling.span.start + at
        if telling.document.text[start : start + len(printed)] == printed:
            found.add(Citation(telling.document.id, start, start + len(printed)))
    return found


def side(words: str, told: Iterable[Citation], derivations: Sequence[Derivation]) -> Side:
    """Return a side with its independent support."""
    ordered = tuple(sorted(set(told)))
    return Side(words, ordered, independent_count({one.report for one in ordered}, derivations))
