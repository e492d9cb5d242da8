"""The dated clauses of a story, put together where they tell one act of one date."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from copydesk.stories.clauses.terms import Weights
from copydesk.stories.dating.acts import Dated
from copydesk.stories.dating.same import Sameness

_KEYS = 8
"""A clause is held against those that share one of so many of its rarest words, not against all others."""

_CROWD = 50
"""A word in more acts of one date than this tells none apart. Without it 8,000 acts took 30 s, now 2 s."""

MEMBERS = 6
"""Clauses of a group that a further one is held against."""

MAIN, LEAST_MAIN = 0.3, 2
"""Share of the reports with a dated act that tell of one deed on one date, and their least number, for the
deed to be the story's own."""


@dataclass(slots=True)
class Group:
    """Clauses that tell one act of one date."""

    date: str
    members: list[Dated]
    otherwise: tuple[Dated, ...] = ()
    """Clauses of the same act that contradict the members: they bear nothing out."""

    @property
    def reports(self) -> frozenset[str]:
        """The reports that tell it."""
        return frozenset(one.citation.report for one in self.members)


def grouped(acts: Sequence[Dated]) -> tuple[list[Group], Sameness]:
    """Group the acts of a story; also returned is what told them apart."""
    by_date: dict[str, list[Dated]] = defaultdict(list)
    for one in acts:
        by_date[one.date].append(one)
    same = Sameness(Weights([sorted(one.stems) for one in acts]), _main_deeds(by_date))
    return _groups(by_date, same), same


def _main_deeds(by_date: Mapping[str, Sequence[Dated]]) -> dict[str, frozenset[str]]:
    """Return the deeds of each date that many of the reports tell."""
    reports = {one.citation.report for acts in by_date.values() for one in acts}
    found: dict[str, frozenset[str]] = {}
    for when in by_date:
        told: dict[str, set[str]] = defaultdict(set)
        for one in (one for day, acts in by_date.items() if day.startswith(when) for one in acts):
            for deed in one.deeds:
                told[deed].add(one.citation.report)
        least = max(LEAST_MAIN, MAIN * len(reports))
        found[when] = frozenset(deed for deed, by in told.items() if len(by) >= least)
    return found


def _groups(by_date: Mapping[str, Sequence[Dated]], same: Sameness) -> list[Group]:
    """Group the clauses of each date, days first, so that "last month" can join a day of that month."""
    found: dict[str, list[Group]] = {}
    for when in sorted(by_date, key=lambda when: (-len(when), when)):
        known = [group for day, groups in found.items() if day.startswith(when) for group in groups]
        found[when] = _same_acts(by_date[when], known, same)
    return [group for when in sorted(found) for group in found[when]]


def _same_acts(acts: Sequence[Dated], known: Sequence[Group], same: Sameness) -> list[Group]:
    """Group the clauses of one date, fullest first: each joins the group that it fits best.

    Returns:
        The new groups; clauses that fit one of the ``known`` have been put there.
    """
    groups = list(known)
    holders: dict[str, list[int]] = defaultdict(list)
    homes: dict[str, int] = {}
    for place, group in enumerate(groups):
        for form in {form for one in group.members[:MEMBERS] for form in one.stems}:
            holders[form].append(place)
    for one in sorted(
        acts, key=lambda one: (one.aside is not None, -same.weights.total(one.stems), one.citation)
    ):
        home = homes.get(one.text)
        if home is None:
            home = _home(one, groups, holders, same)
        if home is None:
            home = len(groups)
            groups.append(Group(one.date, []))
        homes[one.text] = home
        if len(groups[home].members) < MEMBERS:
            for form in one.stems:
                if home not in holders[form][-1:]:
                    holders[form].append(home)
        groups[home].members.append(one)
    return groups[len(known) :]


def _home(
    one: Dated, groups: Sequence[Group], holders: Mapping[str, list[int]], same: Sameness
) -> int | None:
    """Return the group whose clauses mostly tell the act of ``one``."""
    keys = sorted(one.stems, key=lambda form: (-same.weights.of(form), form))
    near: set[int] = set()
    for form in [form for form in keys if 0 < len(holders.get(form, ())) <= _CROWD][:_KEYS]:
        near.update(holders[form])
    best: tuple[float, int] | None = None
    for place in sorted(near):
        members = groups[place].members[:MEMBERS]
        fits = sum(same.of(one, other) for other in members) / len(members)
        if fits >= 0.5 and (best is None or fits > best[0]):
            best = fits, place
    return best[1] if best else None
