"""What happened when: the dated acts of a story, in order of time, each told once."""

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from copydesk.model.link import Derivation, independent_count
from copydesk.model.report import EVIDENCE_ZONES
from copydesk.model.story import TimelineEntry
from copydesk.stories.clauses.contrary import contrary_on_one_day
from copydesk.stories.clauses.reading import Clauses
from copydesk.stories.clauses.terms import Weights
from copydesk.stories.dated import Dated, dated

SAME_ACT = 0.5
"""Least weighted share of the shorter clause's words that the longer one must hold to tell the same act of
one date, whoever acts."""

OF_ONE_ACTOR, OF_OPEN_ACTOR = 0.25, 0.4
"""The same for all but the verb, where the actor is one, and where one of the two has none to compare."""

CONTRARY_ACT = 0.6
"""The same for two clauses of one verb that contradict each other: "killed 14" and "killed 17"."""

ROOM, ROOM_EACH, MOST = 8, 0.75, 20
"""Entries of a timeline: so many, and more for each independent report, up to the most."""

VAGUE = 3
"""Entries dated to a month or year alone, at most: they are background."""

LEAST, FEW = 1.15, 4
"""Worth of an act that is told at all, but for the first few."""

CROWDED = 0.2
"""Worth that a further act of one day loses for each that is worth more."""

_DAY_LONG = len("2016-12-29")
_KEYS = 8
"""A clause is held against those that share one of so many of its rarest words, not against all others."""

_CROWD = 50
"""A word in more acts of one date than this tells none apart. Without it 8,000 acts took 30 s, now 2 s."""

_MEMBERS = 6
"""Clauses of a group that a further one is held against."""

_LEAST_SHARED = 3
"""Content words; two short clauses may share "intelligence officials" and tell different acts."""

_ENDS = tuple('.!”"’)')
_LEANING = frozenset("he she it they his her its their this that these those but and so then also".split())
_MARKS = "\"“‘'(["
_SHORT = 6
"""Words that an entry has at least."""

_CLEAR = 18
"""Words of a sentence that tells an act best; each eight more count against it."""


@dataclass(slots=True)
class _Group:
    """Clauses that tell one act of one date."""

    date: str
    members: list[Dated]
    otherwise: tuple[Dated, ...] = ()
    """Clauses of the same act that contradict the members: they bear nothing out."""

    @property
    def reports(self) -> frozenset[str]:
        return frozenset(one.citation.report for one in self.members)


def timeline(read: Sequence[Clauses], derivations: Sequence[Derivation]) -> tuple[TimelineEntry, ...]:
    """Tell the dated acts of a story.

    An act is a clause of headline, standfirst or body that names who acts and has a date resolved to a day,
    or, where its sentence names no day, to a month or year other than the report's own. Clauses of one
    date with one act are one entry; its text is the clearest sentence, character by character.

    Args:
        read: the clauses of the story's reports.
        derivations: who took text from whom; support is counted in independent reports.

    Returns:
        Entries ordered by date, those of one date by support. Only the most telling are there: told by most
        independent reports, of what most reports are about, early in a report; least of all background.
    """
    acts = [one for report in read for one in dated(report)]
    weights = Weights([sorted(one.stems) for one in acts])
    by_date: dict[str, list[Dated]] = defaultdict(list)
    for one in acts:
        by_date[one.date].append(one)
    copies = frozenset(one.report for one in derivations)
    groups = [one for group in _groups(by_date, weights) for one in _settled(group, copies, weights)]
    news = _news(read)
    told: list[tuple[float, TimelineEntry]] = []
    support = [independent_count(group.reports, derivations) for group in groups]
    sure = [group for group, independent in zip(groups, support, strict=True) if independent > 1]
    for group, independent in zip(groups, support, strict=True):
        entry = _entry(group, independent, copies)
        if entry is not None and not (independent == 1 and _misdated(group, sure, weights)):
            told.append((_worth(group, independent, news), entry))
    room = min(
        MOST, round(ROOM + ROOM_EACH * independent_count((one.document.id for one in read), derivations))
    )
    return tuple(sorted(_most_telling(told, room), key=_order))


def _groups(by_date: Mapping[str, Sequence[Dated]], weights: Weights) -> list[_Group]:
    """Group the clauses of each date, days first, so that "last month" can join a day of that month."""
    found: dict[str, list[_Group]] = {}
    for when in sorted(by_date, key=lambda when: (-len(when), when)):
        known = [group for day, groups in found.items() if day.startswith(when) for group in groups]
        found[when] = _same_acts(by_date[when], known, weights)
    return [group for when in sorted(found) for group in found[when]]


def _same_acts(acts: Sequence[Dated], known: Sequence[_Group], weights: Weights) -> list[_Group]:
    """Group the clauses of one date, fullest first: each joins the group that it fits best.

    Returns:
        The new groups; clauses that fit one of the ``known`` have been put there.
    """
    groups = list(known)
    holders: dict[str, list[int]] = defaultdict(list)
    homes: dict[str, int] = {}
    for place, group in enumerate(groups):
        for form in {form for one in group.members[:_MEMBERS] for form in one.stems}:
            holders[form].append(place)
    for one in sorted(acts, key=lambda one: (one.aside is not None, -weights.total(one.stems), one.citation)):
        home = homes.get(one.text)
        if home is None:
            home = _home(one, groups, holders, weights)
        if home is None:
            home = len(groups)
            groups.append(_Group(one.date, []))
        homes[one.text] = home
        if len(groups[home].members) < _MEMBERS:
            for form in one.stems:
                if home not in holders[form][-1:]:
                    holders[form].append(home)
        groups[home].members.append(one)
    return groups[len(known) :]


def _home(
    one: Dated, groups: Sequence[_Group], holders: Mapping[str, list[int]], weights: Weights
) -> int | None:
    """Return the group whose clauses mostly tell the act of ``one``."""
    keys = sorted(one.stems, key=lambda form: (-weights.of(form), form))
    near: set[int] = set()
    for form in [form for form in keys if 0 < len(holders.get(form, ())) <= _CROWD][:_KEYS]:
        near.update(holders[form])
    best: tuple[float, int] | None = None
    for place in sorted(near):
        members = groups[place].members[:_MEMBERS]
        fits = sum(_same_act(one, other, weights) for other in members) / len(members)
        if fits >= 0.5 and (best is None or fits > best[0]):
            best = fits, place
    return best[1] if best else None


def _same_act(one: Dated, other: Dated, weights: Weights) -> bool:
    """Tell whether two clauses of one date tell one act."""
    if one.hours and other.hours and one.hours.isdisjoint(other.hours):
        return False
    left, right = one.core, other.core
    actor = left.actor.same(right.actor)
    if actor is False:
        return False
    shared = one.stems & other.stems
    least = min(weights.total(one.stems), weights.total(other.stems))
    if contrary_on_one_day(one.stand, other.stand) is not None:
        act = one.stand.core.act == other.stand.core.act
        return act and len(shared) >= _LEAST_SHARED and weights.total(shared) >= CONTRARY_ACT * least
    if len(shared) >= _LEAST_SHARED and weights.total(shared) >= SAME_ACT * least:
        return True
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
    least = min(weights.total(mine - {left.act}), weights.total(theirs - {right.act}))
    share = weights.total(objects) / (least or 1)
    return len(objects) > 1 and share >= (OF_ONE_ACTOR if actor else OF_OPEN_ACTOR)


def _settled(group: _Group, copies: frozenset[str], weights: Weights) -> list[_Group]:
    """Part a group where its clauses contradict one another.

    Of clauses that contradict one another those are kept that most reports bear out, of as many what was done
    before what was not, and the newest; the others are ``otherwise``.
    """
    found: list[_Group] = []
    left = sorted(group.members, key=lambda one: _clarity(one, copies))
    while left and len(found) < _PARTS:
        best = max((_camp(leader, left) for leader in left[:_LEADERS]), key=_borne_out)
        kept = set(map(id, best))
        rest = [one for one in left if id(one) not in kept]
        against = [one for one in rest if _same_act(best[0], one, weights)]
        found.append(_Group(group.date, best, tuple(against)))
        kept = set(map(id, against))
        left = [one for one in rest if id(one) not in kept]
    return found


_PARTS, _LEADERS = 4, 6
"""Parts that a group falls into at most, and clauses that may lead one: the clearest."""


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
        _stands(camp[0]),
        len({one.citation.report for one in camp}),
        not camp[0].stand.core.negated,
        max(one.core.document.report.published or "" for one in camp),
    )


def _misdated(group: _Group, sure: Sequence[_Group], weights: Weights) -> bool:
    """Tell whether one report's "Sunday" is the day of an act that several reports put on another day."""
    return not any(one.exact for one in group.members) and any(
        one.core.actor.same(other.core.actor) and _same_act(one, other, weights)
        for one in group.members[:1]
        for known in sure
        if _weeks_apart(known.date, group.date)
        for other in known.members[:_MEMBERS]
    )


def _weeks_apart(one: str, other: str) -> bool:
    """Tell whether two days have one name: a wrong date of publication moves "Sunday" by whole weeks."""
    if len(one) < _DAY_LONG or len(other) < _DAY_LONG or one == other:
        return False
    return (date.fromisoformat(one) - date.fromisoformat(other)).days % 7 == 0


def _news(read: Sequence[Clauses]) -> dict[str, float]:
    """Share of the reports that hold a stem: what the story is about."""
    held: Counter[str] = Counter()
    for report in read:
        document = report.document
        body = [s for s in document.sentences if document.zone_at(s.start).kind in EVIDENCE_ZONES]
        held.update({form for sentence in body for core in report.of(sentence) for form in core.stems})
    return {form: count / len(read) for form, count in held.items()}


def _worth(group: _Group, independent: int, news: Mapping[str, float]) -> float:
    """Weigh an act: support, share in the news, place in its reports, and how sharply it is dated."""
    central = max(_central(one.stems, news) for one in group.members)
    lead = max(1 / (1 + one.place / 4) for one in group.members)
    worth = math.log2(1 + independent) + 2 * central + lead
    if all(one.core.saying for one in group.members):
        worth -= 0.3 if any(one.place < _LEADS for one in group.members) else 1.0
    if all(one.core.act == "be" for one in group.members):
        worth -= 0.4
    if all(one.aside for one in group.members):
        worth -= 0.5
    return worth - (0.5 if len(group.date) < _DAY_LONG else 0)


_LEADS = 2
"""Sentences at the start of a report (headline or not) in which even "said on Friday" is the news."""


def _central(stems: frozenset[str], news: Mapping[str, float]) -> float:
    shares = sorted((news.get(form, 0.0) for form in stems), reverse=True)[:_CENTRAL]
    return sum(shares) / _CENTRAL


_CENTRAL = 6


def _most_telling(acts: Sequence[tuple[float, TimelineEntry]], room: int) -> Iterator[TimelineEntry]:
    """Yield the acts of most worth; the more of a day are told, the less a further one is worth."""
    of_day: Counter[str] = Counter()
    left: list[tuple[float, TimelineEntry]] = []
    for worth, act in sorted(acts, key=lambda pair: (-pair[0], pair[1].citations)):
        left.append((worth - CROWDED * of_day[act.date], act))
        of_day[act.date] += 1
    told: list[TimelineEntry] = []
    for worth, act in sorted(left, key=lambda pair: (-pair[0], pair[1].date, pair[1].citations)):
        vague = sum(len(one.date) < _DAY_LONG for one in told) if len(act.date) < _DAY_LONG else 0
        shown = any(one.citations[0] == act.citations[0] for one in told)
        if not shown and vague < VAGUE and (worth >= LEAST or len(told) < FEW):
            told.append(act)
        if len(told) == room:
            break
    yield from told


def _order(act: TimelineEntry) -> tuple[object, ...]:
    return act.date, -act.independent, -len(act.citations), act.citations


def _entry(group: _Group, independent: int, copies: frozenset[str]) -> TimelineEntry | None:
    """Return the group as an entry in the words of its clearest sentence; None if none can stand alone."""
    ranked = sorted(group.members, key=lambda one: _clarity(one, copies))
    if not _stands(ranked[0]):
        return None
    citations = tuple(dict.fromkeys(one.citation for one in ranked))
    later = sorted(group.otherwise, key=lambda one: (one.core.document.report.published or "9", one.citation))
    against = dict.fromkeys(one.citation for one in later if one.citation not in set(citations))
    return TimelineEntry(group.date, ranked[0].text, citations, independent, tuple(against))


def _stands(one: Dated) -> bool:
    """Tell whether the sentence tells the dated act, and leans on none before it."""
    words, text = one.text.split(), one.text
    if one.aside == "other" or len(words) < _SHORT or words[0].lower() in _LEANING or words[0][0].islower():
        return False
    return (
        words[0][0] not in _MARKS
        and text.count("“") == text.count("”")
        and text.count('"') % 2 == 0
        and text[-1] not in ":?"
    )


def _clarity(one: Dated, copies: frozenset[str]) -> tuple[object, ...]:
    words = len(one.text.split())
    return (
        not _stands(one),
        one.aside is not None,
        one.text[-1:] not in _ENDS,
        one.core.saying,
        not (one.core.actor.names or one.core.actor.kinds),
        max(0, words - _CLEAR) // 8,
        one.citation.report in copies,
        one.place,
        len(one.text),
        one.citation,
    )
