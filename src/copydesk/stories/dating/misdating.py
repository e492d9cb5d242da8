"""Reports whose days are doubtful, because the others of the story put the same act on another day."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from copydesk.model.link import Derivation, independent_count
from copydesk.stories.dating.acts import Dated
from copydesk.stories.dating.grouping import MEMBERS, Group
from copydesk.stories.dating.same import Sameness
from copydesk.text.calendar import shifted

_DAY_LONG = len("2016-12-29")
_SHARED = 2
"""Content words beside the deed by which two clauses of days side by side tell one act of the story's own."""

_OFF = (-1, 1, *(7 * weeks for weeks in range(-8, 9) if weeks))
"""Days by which a day of publication that is wrong, or outlived, moves those that lean on it."""

_MOST = 12
"""Acts of one day that others are held against: those of most reports."""


def misdated(groups: Sequence[Group], derivations: Sequence[Derivation], same: Sameness) -> frozenset[str]:
    """Return the reports whose "Sunday", "today" and "last night" are of other days than they seem.

    A page that was changed, or published again, keeps its day of publication: what it tells of "last night"
    then lies a day off, and what it tells of "Sunday" whole weeks off, from where at least two independent
    reports put it.
    """
    known = _known(groups, derivations)
    found: set[str] = set()
    for one in (one for group in groups for one in group.members if len(one.date) == _DAY_LONG):
        report = one.citation.report
        if not one.exact and report not in found and _is_off(one, report, known, same):
            found.add(report)
    return frozenset(found)


_Known = Mapping[str, Sequence[tuple[frozenset[str], Group]]]


def _known(groups: Sequence[Group], derivations: Sequence[Derivation]) -> _Known:
    """Return the acts that two independent reports tell, by day, with all reports that tell them."""
    found: dict[str, list[tuple[frozenset[str], Group]]] = defaultdict(list)
    for group in groups:
        reports = group.reports
        if len(group.date) == _DAY_LONG and independent_count(reports, derivations) > 1:
            found[group.date].append((reports, group))
    return {day: sorted(held, key=lambda pair: -len(pair[0]))[:_MOST] for day, held in found.items()}


def _is_off(one: Dated, report: str, known: _Known, same: Sameness) -> bool:
    """Tell whether others have the act on a day that a wrong day of publication would move to its own."""
    day = date.fromisoformat(one.date)
    for days in _OFF:
        other = shifted(day, days)
        for reports, group in known.get(other.isoformat(), ()) if other else ():
            if report not in reports and any(
                _is_one(one, told, same, near=abs(days) == 1) for told in group.members[:MEMBERS]
            ):
                return True
    return False


def _is_one(one: Dated, other: Dated, same: Sameness, *, near: bool) -> bool:
    if not near:
        return same.tells_again(one, other)
    deed = one.deeds & other.deeds & same.main.get(other.date, frozenset())
    shared = (one.stems & other.stems) - {one.core.act, other.core.act}
    return bool(deed) and len(shared) >= _SHARED and same.of(one, other)
