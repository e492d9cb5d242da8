"""The victims that each report counts at its top: what rose from report to report is an update.

Reports tell of one blast in sentences that share little ("at least five are dead", "killing seven"); what
they lead with is of the story's own event, so that its number can be followed through time.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from copydesk.model.claim import Refinement, Side
from copydesk.model.document import Document
from copydesk.model.link import Derivation, independent_count
from copydesk.model.story import Step, Update
from copydesk.stories.figures.counts import linked
from copydesk.stories.figures.facts import NARROWING, Fact, facts
from copydesk.stories.figures.tolls import grew, time_of
from copydesk.text.numbers import plain

_BROAD = re.compile(r"(?:tens|dozens|scores|hundreds|thousands|millions|several|half)\b", re.IGNORECASE)
_APART = NARROWING | {"long gone", "total"}


def leading_tolls(documents: Sequence[Document], derivations: Sequence[Derivation]) -> tuple[Update, ...]:
    """Return the tolls that rose: what every report leads with, the later the more.

    Bounds count as what they name, "at least five" as five; words such as "dozens" name nothing. Where the
    lower numbers are bounds all, it is enough that times do not speak against it: pages are rewritten under
    the time at which they first appeared, and "at least 60" beside "at least 84" is an earlier count.

    Args:
        documents: the story's annotated documents.
        derivations: who took text from whom; support counts independent reports.
    """
    found = []
    for steps in _tolls(documents):
        if _rose(steps) or _may_have_risen(steps):
            told = tuple(_step(step, derivations) for step in steps)
            found.append(Update(steps[0][0].about, told))
    return tuple(found)


def vaguer_tolls(documents: Sequence[Document], derivations: Sequence[Derivation]) -> tuple[Refinement, ...]:
    """Return tolls that did not rise by their times, and that fit together: "80", "at least 50"."""
    found = []
    for steps in _tolls(documents):
        lower = [fact for step in steps[:-1] for fact in step]
        rose = _rose(steps) or _may_have_risen(steps)
        if not rose and all(fact.number.qualifier == "at least" for fact in lower):
            told = [_step(step, derivations) for step in reversed(steps)]
            sides = tuple(Side(step.value, step.citations, step.independent) for step in told)
            found.append(Refinement("precision", steps[0][0].about, sides))
    return tuple(found)


def _tolls(documents: Sequence[Document]) -> Iterator[list[list[Fact]]]:
    """Yield what reports lead with, toll by toll, by its number, the lowest first: two numbers at least."""
    groups: defaultdict[tuple[str, str], list[Fact]] = defaultdict(list)
    for document in documents:
        for fact in facts(document):
            if fact.toll and fact.leading and not _apart(fact):
                groups[fact.key[0], fact.key[1]].append(fact)
    for _, members in sorted(groups.items()):
        for group in linked(members):
            steps = list(_steps(group))
            if len(steps) > 1:
                yield steps


def _rose(steps: Sequence[Sequence[Fact]]) -> bool:
    return all(grew(_documents(low), _documents(high)) for low, high in pairwise(steps))


def _may_have_risen(steps: Sequence[Sequence[Fact]]) -> bool:
    """Tell whether all numbers but the last are bounds, and no lower one is known to be the newer."""
    told = [_documents(step) for step in steps]
    if any(time_of(document) is None for step in told for document in step):
        return False
    bounds = not any(fact.exact for step in steps[:-1] for fact in step)
    return bounds and not any(grew(high, low) for low, high in pairwise(told))


def _apart(fact: Fact) -> bool:
    """Tell whether a number is of a part of the victims, of those of long ago, or no number at all."""
    broad = _BROAD.match(fact.document.text, fact.value.start) is not None
    return broad or bool(fact.narrowing & _APART) or fact.number.qualifier == "up to" or bool(fact.key[4])


def _steps(group: Sequence[Fact]) -> Iterator[list[Fact]]:
    """Yield what reports lead with by its number, the lowest first; of two in one report the higher."""
    own: dict[str, Fact] = {}
    for fact in group:
        known = own.get(fact.document.id)
        if known is None or known.number.value < fact.number.value:
            own[fact.document.id] = fact
    for value in sorted({fact.number.value for fact in own.values()}):
        yield [fact for fact in own.values() if fact.number.value == value]


def _documents(step: Sequence[Fact]) -> list[Document]:
    return [fact.document for fact in step]


def _step(step: Sequence[Fact], derivations: Sequence[Derivation]) -> Step:
    first = min(step, key=lambda fact: (fact.document.report.published or "", fact.document.id))
    exact = any(fact.exact for fact in step)
    value = plain(first.number.value)
    return Step(
        value if exact else f"{first.number.qualifier} {value}",
        first.document.report.published,
        tuple(sorted(fact.citation for fact in step)),
        independent_count({fact.document.id for fact in step}, derivations),
    )
