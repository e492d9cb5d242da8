"""Which sentences a brief is made of.

They are chosen greedily by the weight of the terms they add that many independent reports hold (after
SumBasic, Nenkova and Vanderwende 2005, with independent reports in place of counts). None tells an act that
one before it tells.
"""

import math
from collections.abc import Sequence
from heapq import nlargest

from copydesk.model.claim import Disagreement
from copydesk.model.span import Citation
from copydesk.stories.briefing.acts import Acts
from copydesk.stories.briefing.candidates import Candidate
from copydesk.stories.briefing.centrality import Central
from copydesk.stories.briefing.opposing import held
from copydesk.stories.briefing.witnesses import Witnesses

MOST = 6
"""Sentences of a brief at the most; it grows by one for each two independent reports."""

NEWS, LITTLE_NEWS = 0.38, 0.2
"""Least share of a sentence's weight that the sentences chosen before must not hold yet, and the least where
there are too few sentences else."""

FEW = 3
"""Sentences after which one that no other report bears out is left out, where there are as many reports."""

LEADS, WITNESS = 3, 0.15
"""Sentences that a brief may begin with, and how much more one weighs for each report that bears it out."""

DISPUTED, ROOM = 2, 7
"""Sentences that are added for disagreements that no other sentence tells, and sentences there are in all."""


def chosen(central: Central, acts: Acts, witnesses: Witnesses, independent: int) -> list[Candidate]:
    """Choose the sentences that tell the story, the news first; ``independent`` reports tell it."""
    taken: list[Candidate] = []
    spare: list[Candidate] = []
    left = {
        one.citation: (_gain(one, central, frozenset()) * central.worth[one.citation], one)
        for one in central.pool
    }
    most = max(FEW, min(MOST, 2 + independent))
    while left and len(taken) < most:
        known = frozenset[str]().union(*(one.terms for one in taken))
        best = _next(left, central, known) if taken else _news(left, central, witnesses)
        if best is None:
            break
        del left[best.citation]
        alone = not central.near[best.citation] and min(independent, len(taken)) >= FEW
        if alone or any(acts.retells(best, other) for other in taken):
            continue
        (taken if _share_new(best, central, known) >= NEWS else spare).append(best)
    for one in spare:
        known = frozenset[str]().union(*(other.terms for other in taken))
        told = any(acts.retells(one, other) for other in taken)
        if len(taken) < FEW and not told and _share_new(one, central, known) >= LITTLE_NEWS:
            taken.append(one)
    return taken


def _share_new(one: Candidate, central: Central, known: frozenset[str]) -> float:
    """Return which share of a sentence's weight is not known yet."""
    whole = _gain(one, central, frozenset())
    return _gain(one, central, known) / whole if whole else 0.0


_Left = dict[Citation, tuple[float, Candidate]]
"""Sentences that may still be chosen, and the most that each adds."""


def _news(left: _Left, central: Central, witnesses: Witnesses) -> Candidate | None:
    """Return the sentence that a brief begins with: of the first few the one that most reports bear out."""
    able = [(gain * (1 + one.place), one) for gain, one in left.values() if one.bare <= central.titles]
    leads = nlargest(LEADS, able, key=lambda lead: (lead[0], lead[1].citation))
    ranked = (
        (gain * (1 + WITNESS * min(len(witnesses.of(one)), 4)), one.citation, one) for gain, one in leads
    )
    return max(ranked, key=lambda lead: lead[:2], default=(0, None, None))[2]


def _next(left: _Left, central: Central, known: frozenset[str]) -> Candidate | None:
    """Return the sentence that adds most to what is known, of those that call nothing by "the" alone.

    What a sentence adds only falls as more is known: those that once added less than the best does now
    are not looked at.
    """
    named, best, most = known | central.titles, None, (0.0, 0.0)
    for once, one in sorted(left.values(), key=lambda pair: (-pair[0], pair[1].citation)):
        if once < most[0]:
            break
        if one.bare <= named:
            gain = _gain(one, central, known) * central.worth[one.citation]
            left[one.citation] = gain, one
            if best is None or (gain, one.place) > most:
                best, most = one, (gain, one.place)
    return best


def _gain(one: Candidate, central: Central, known: frozenset[str]) -> float:
    return math.fsum(central.support[form] for form in one.terms - known)


def with_disputed(
    taken: Sequence[Candidate],
    able: Sequence[Candidate],
    differ: Sequence[Disagreement],
    titles: frozenset[str],
    acts: Acts,
) -> list[Candidate]:
    """Return chosen sentences and those that hold a side of disagreements of which none of them tells.

    Of each it is the clearest: the one for the best supported side that stands earliest in its report. It
    takes the place of a chosen one that tells the same act.
    """
    kept = list(taken)
    added = 0
    for one in differ:
        if added == DISPUTED:
            break
        if any(held(one, told.document, told.sentence) for told in kept):
            continue
        known = titles.union(*(told.terms for told in kept))
        sides = [
            (-found[0].independent, -other.place, other.citation, other)
            for other in able
            if other.bare <= known and (found := held(one, other.document, other.sentence))
        ]
        if not sides:
            continue
        best = min(sides, key=lambda side: side[:3])[-1]
        same = next((at for at, told in enumerate(kept) if acts.retells(best, told)), None)
        if same is not None:
            kept[same] = best
        elif len(kept) < ROOM:
            kept.append(best)
        added += 1
    return kept
