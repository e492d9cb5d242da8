"""Different numbers that reports tie to one thing by a noun phrase: "a 48-page report", "the 47-page report".

Precision first: a report that has several numbers for the phrase is not compared, and the sentences must
share more words. In BASIL, 5W1H and ECB+ (215 stories, the rules were made on them) 13 differences were so
found, all of them real; with one further shared word 15, two of them none.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta

from copydesk.model.document import Document
from copydesk.stories.figures.attached import Attached, Form, attached
from copydesk.stories.figures.tolls import grew, rises, time_of

SHARED: dict[Form, int] = {"measure": 1, "age": 1, "children": 0, "of": 2, "kind": 2, "sum": 3}
"""Content words beside the phrase that two sentences must share; of parents it is a name."""

RATIO = 3
"""Counts and sums that differ by more are of two things."""

YEARS = 1
"""Years by which the ages of a child whom reports do not name may differ: others are of another child."""

SOON = timedelta(days=3)
"""Reports that lie farther apart tell of other things, or of what became of them."""

MOST = 60
"""Reports with one phrase that are compared, the first ones; a story that has more is a list."""

_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_Key = tuple[str, ...]
_Sentences = dict[tuple[str, int], dict[_Key, Attached]]


def things_that_differ(documents: Sequence[Document]) -> Iterator[list[Attached]]:
    """Yield for each thing the numbers that reports give otherwise, in order of the reports.

    Sentences that differ in two things tell of two events, and are left out.
    """
    groups: defaultdict[_Key, defaultdict[str, list[Attached]]] = defaultdict(lambda: defaultdict(list))
    sentences: _Sentences = {}
    for document in documents:
        for one in attached(document):
            groups[_key(one)][document.id].append(one)
            sentences.setdefault(_place(one), {})[_key(one)] = one
    for _, held in sorted(groups.items()):
        told = _differing(list(held.values()), sentences)
        if told:
            yield told


def _key(one: Attached) -> _Key:
    return one.form, one.number.unit, *one.words


def _place(one: Attached) -> tuple[str, int]:
    return one.document.id, one.sentence.start


def _differing(held: Sequence[Sequence[Attached]], sentences: _Sentences) -> list[Attached]:
    """Return what differs among the numbers that each report gives for one phrase."""
    sure = [told[0] for told in held if len({one.number.value for one in told}) == 1]
    sure = [one for one in sure if one.number.qualifier == "exact"][:MOST]
    return [
        one
        for one in sure
        if any(_contrary(one, other) and not _in_two_things(one, other, sentences) for other in sure)
    ]


def _in_two_things(one: Attached, other: Attached, sentences: _Sentences) -> bool:
    """Tell whether the sentences of two numbers give another thing different numbers, too."""
    left, right = sentences[_place(one)], sentences[_place(other)]
    return any(not left[key].near(right[key]) for key in left.keys() & right.keys() - {_key(one)})


def _contrary(one: Attached, other: Attached) -> bool:
    """Tell whether two numbers are of one thing, and only one of them can be right."""
    few, many = sorted((one, other), key=lambda held: held.number.value)
    low, high = few.number.value, many.number.value
    if one.near(other) or low in many.beside or high in few.beside:
        return False
    if one.form == "children":
        return not one.people.isdisjoint(other.people)
    if one.form == "age" and high - low > YEARS:
        return False
    if one.form in ("of", "kind", "sum") and low * RATIO < high:
        return False
    if one.form in ("of", "kind") and grew([few.document], [many.document]):
        return False  # more is found, and counted, while news comes in
    return _soon(one, other) and len(_shared(one, other)) >= SHARED[one.form]


def _shared(one: Attached, other: Attached) -> set[str]:
    """Words that both sentences have; of children not that they were hurt, which may befall several."""
    shared = set(one.context & other.context)
    return {word for word in shared if not rises([word])} if one.form == "age" else shared


def _soon(one: Attached, other: Attached) -> bool:
    """Tell whether two reports are of one time, and no year that a sentence prints speaks against it."""
    years, others = (set(_YEAR.findall(held.sentence.span.of(held.document.text))) for held in (one, other))
    if years and others and years.isdisjoint(others):
        return False
    here, there = time_of(one.document), time_of(other.document)
    return here is None or there is None or abs(here - there) <= SOON
