"""Numbers of one thing in different reports, told in each report's own words.

Facts are grouped by what is counted and the act it was counted in; only facts of one group are compared.
"""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from copydesk.model.document import Document
from copydesk.stories.clauses.measured import measured
from copydesk.stories.figures.facts import Fact, facts
from copydesk.stories.figures.tolls import grew
from copydesk.text.numbers import rounded

SHARED = 3
"""Content words, the thing counted and its act aside, that two clauses must share to be about one fact."""

TOLL_RATIO = 3
"""Tolls of one occasion that differ by more are not of one occasion: a bombing's 8 dead and the 6,644 of a
war stood in two reports of one story."""

ALIKE = 0.6
"""Least share of the shorter clause's other content words that the longer has too."""

MOST_FORMS = 60
"""Distinct facts with one key that are compared with one another; a story that has more is a list."""

_SCENE = re.compile(r"\b(?:in|at|near|outside|inside)\s(?:the\s)?$", re.IGNORECASE)


def clashes(documents: Sequence[Document]) -> Iterator[list[Fact]]:
    """Yield groups of facts of different reports that give one thing different exact numbers."""
    groups: defaultdict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for document in documents:
        for fact in facts(document):
            if fact.exact:
                groups[fact.key].append(fact)
    found = [told for _, members in sorted(groups.items()) for told in _clashing(members)]
    differ = Counter(pair for told in found for pair in _clauses(told))
    for told in found:
        if told[0].toll or not any(differ[pair] > 1 for pair in _clauses(told)):
            yield told


def _clashing(members: Sequence[Fact]) -> Iterator[list[Fact]]:
    """Yield what clashes among facts with one key."""
    if len({fact.document.id for fact in members}) < 2 or len({fact.number.value for fact in members}) < 2:
        return
    for group in linked(members):
        told = _without_roundings(_settled(group))
        if len({fact.number.value for fact in told}) > 1:
            yield told


def _clauses(told: Sequence[Fact]) -> set[frozenset[tuple[str, int]]]:
    """Pairs of clauses that give different numbers; two that differ in two things tell of two events.

    "Finished with 25 points and 16 rebounds", "finished with 22 points and nine rebounds".
    """
    stand = {((fact.document.id, fact.claim.start), fact.number.value) for fact in told[:MOST_FORMS]}
    return {
        frozenset((here, there))
        for here, one in stand
        for there, other in stand
        if one != other and here != there
    }


def linked(members: Sequence[Fact]) -> Iterator[list[Fact]]:
    """Gather facts that are about one thing, directly or through others; copies are compared once."""
    forms: dict[tuple[object, ...], list[Fact]] = {}
    for fact in members:
        forms.setdefault((fact.number.value, fact.narrowing, fact.claim.terms, fact.days), []).append(fact)
    distinct = list(forms.values())[:MOST_FORMS]
    left = list(range(len(distinct)))
    while left:
        group = [left.pop(0)]
        for index in group:
            near = [other for other in left if _one_thing(distinct[index][0], distinct[other][0])]
            group += near
            left = [other for other in left if other not in near]
        yield [fact for index in sorted(group) for fact in distinct[index]]


def _one_thing(one: Fact, other: Fact) -> bool:
    """Tell whether two facts with one key count the same thing on the same occasion."""
    if one.narrowing != other.narrowing or one.document.id == other.document.id:
        return False
    if one.claim.asserted_by and other.claim.asserted_by and one.claim.asserted_by != other.claim.asserted_by:
        return False
    if one.days and other.days and one.days.isdisjoint(other.days):
        return False
    if one.places and other.places and one.places.isdisjoint(other.places):
        return False
    shared = len(one.context & other.context)
    if one.toll:
        few, many = sorted((one.number.value, other.number.value))
        if few * TOLL_RATIO < many:
            return False
        alike = shared >= 2 or (one.leading and other.leading and shared >= 1)
        return alike and not (_told_of_elsewhere(one, other) or _told_of_elsewhere(other, one))
    return shared >= max(SHARED, ALIKE * min(len(one.context), len(other.context)))


def _told_of_elsewhere(fact: Fact, other: Fact) -> bool:
    """Tell whether a toll further down is one of somewhere that the other report never names.

    "Two died at the mill", and deep in another report on it "last spring three died at the Hale Institute".
    """
    if fact.leading:
        return False
    document, text = fact.document, fact.document.text
    index = max(0, bisect_right(document.sentences, fact.value.start, key=lambda one: one.start) - 1)
    sentence = document.sentences[index].span
    for mention in document.mentions:
        if mention.kind in ("place", "organisation") and sentence.contains(mention.span):
            last = mention.span.of(text).split()[-1]
            if _SCENE.search(text[sentence.start : mention.start]) and last not in other.document.text:
                return True
    return False


def _settled(group: Sequence[Fact]) -> list[Fact]:
    """Keep what clashes: not parts of a sum, not reports that give several numbers, not a toll that grew."""
    totals = {fact.number.value for fact in group}
    kept = [fact for fact in group if not _part(fact, totals)]
    by_report: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in kept:
        by_report[fact.document.id].append(fact)
    kept = []
    for told in by_report.values():
        values = {fact.number.value for fact in told}
        if len(values) == 1:
            kept += told
        elif told[0].toll:  # a report that tells how the toll rose stands by its last word
            kept += [fact for fact in told if fact.number.value == max(values)]
    steps = pairwise(sorted({fact.number.value for fact in kept}))
    if kept and kept[0].toll and all(_grown(kept, low, high) for low, high in steps):
        return []
    return kept


def _without_roundings(told: Sequence[Fact]) -> list[Fact]:
    """Leave out numbers that are others of the group, rounded: 1.2 million beside 1,234,567."""
    values = {fact.number.value for fact in told}
    short = {
        one
        for one in values
        for other in values
        if one != other
        and rounded(one, other)
        and len(one.normalize().as_tuple().digits) < len(other.normalize().as_tuple().digits)
    }
    return [fact for fact in told if fact.number.value not in short]


def _grown(told: Sequence[Fact], low: Decimal, high: Decimal) -> bool:
    older = [fact.document for fact in told if fact.number.value == low]
    return grew(older, [fact.document for fact in told if fact.number.value == high])


def _part(fact: Fact, totals: set[Decimal]) -> bool:
    """Tell whether numbers beside this one in its clause add up with it to a number that others give."""
    others = (measured(value) for value in fact.claim.values if value != fact.value)
    beside = [other.amount for other in others if other is not None]
    own = fact.number.value
    return any(own + other in totals for other in (*beside, sum(beside))) if beside else False
