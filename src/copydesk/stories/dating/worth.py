"""Which acts of a story are worth telling, and how many of them."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from copydesk.model.report import EVIDENCE_ZONES
from copydesk.model.story import TimelineEntry
from copydesk.stories.clauses.reading import Clauses
from copydesk.stories.dating.grouping import Group

ROOM, ROOM_EACH, MOST = 8, 0.75, 20
"""Entries of a timeline: so many, and more for each independent report, up to the most."""

VAGUE = 3
"""Entries dated to a month or year alone, at most: they are background."""

LEAST, FEW = 1.15, 4
"""Worth of an act that is told at all, but for the first few."""

CROWDED = 0.2
"""Worth that a further act of one day loses for each that is worth more."""

_DAY_LONG = len("2016-12-29")


def news_of(read: Sequence[Clauses]) -> dict[str, float]:
    """Share of the reports that hold a stem: what the story is about."""
    held: Counter[str] = Counter()
    for report in read:
        document = report.document
        body = [s for s in document.sentences if document.zone_at(s.start).kind in EVIDENCE_ZONES]
        held.update({form for sentence in body for core in report.of(sentence) for form in core.stems})
    return {form: count / len(read) for form, count in held.items()}


def worth_of(group: Group, independent: int, news: Mapping[str, float]) -> float:
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


def most_telling(acts: Sequence[tuple[float, TimelineEntry]], independent: int) -> Iterator[TimelineEntry]:
    """Yield the acts of most worth; the more of a day are told, the less a further one is worth.

    Args:
        acts: entries with their worth.
        independent: reports of the story that took no text from one another.
    """
    room = min(MOST, round(ROOM + ROOM_EACH * independent))
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
