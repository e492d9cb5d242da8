"""What later reports gave anew: a toll that rose, and what an outlet's own later report has otherwise.

Neither is a clash: the earlier report was not wrong about what was known when it was published.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

from copydesk.model.claim import Disagreement, Side
from copydesk.model.document import Document
from copydesk.model.link import Derivation, independent_count
from copydesk.model.span import Citation
from copydesk.model.story import Step, Update
from copydesk.stories.clauses.contrary import contrary, differing
from copydesk.stories.clauses.corroboration import Neighbours, distinct, one_act
from copydesk.stories.clauses.measured import Measured
from copydesk.stories.clauses.statements import Telling
from copydesk.stories.figures.tolls import VICTIMS, grew
from copydesk.text.numbers import plain

_AGES = frozenset("year month week day hour minute old".split())
"""Words of ages and durations, which rise with no toll."""

_RISING = VICTIMS | frozenset("infect infection case".split())
"""Lemmas by which a clause counts what rises while news comes in."""

_Numbered = tuple[Telling, Measured]


def risen(heard: Sequence[Telling], derivations: Sequence[Derivation]) -> tuple[Update, ...]:
    """Return the tolls that rose: one act, told with more victims the later the report.

    Every report of a lower number is known to be older than every one of the next higher number.

    Args:
        heard: the clauses of the story's reports (see ``corroboration.tellings``).
        derivations: who took text from whom; support counts independent reports.
    """
    found = []
    for told in _numbers_of_one_act(heard):
        toll = any(_is_toll(telling, count) for telling, count in told)
        one_outlet = len({t.document.report.outlet or t.document.id for t, _ in told}) == 1
        by_amount: defaultdict[object, list[_Numbered]] = defaultdict(list)
        for telling, count in sorted(told, key=lambda pair: (pair[1].amount, pair[0].citation)):
            by_amount[count.amount].append((telling, count))
        steps = list(by_amount.values())
        if (toll or one_outlet) and len(steps) > 1 and _in_time(steps):
            telling, count = steps[-1][0]
            about = " ".join(telling.span.of(telling.document.text).split())
            found.append(Update(about, tuple(_step(step, derivations) for step in steps)))
    return tuple(found)


def _is_toll(telling: Telling, count: Measured) -> bool:
    tokens = telling.core.sentence.tokens
    lemmas = {tokens[index].lemma.lower() for index in telling.core.members}
    return bool(_RISING & (lemmas | {count.noun} | count.narrowing))


def _in_time(steps: Sequence[Sequence[_Numbered]]) -> bool:
    """Tell whether the reports of each number are all older than those of the next."""
    held = [[telling.document for telling, _ in step] for step in steps]
    return all(grew(low, high) for low, high in pairwise(held))


def _numbers_of_one_act(heard: Sequence[Telling]) -> Iterator[list[_Numbered]]:
    """Yield the clauses, with their counts, that differ in nothing but a number of one thing."""
    forms = distinct([telling for telling in heard if telling.stand.counts])
    near = Neighbours([form[0] for form in forms])
    homes = list(range(len(forms)))
    held: dict[int, Measured] = {}
    for index, form in enumerate(forms):
        for other in near.of(index):
            against = forms[other][0]
            if other <= index or contrary(form[0].stand, against.stand) != "number":
                continue
            pair = differing(form[0].stand, against.stand)
            if (
                pair is not None
                and not _AGES & {pair[0].noun, *pair[0].narrowing}
                and one_act(form[0], against, near.weights)
            ):
                held.setdefault(index, pair[0])
                held.setdefault(other, pair[1])
                homes[_home(homes, other)] = _home(homes, index)
    groups: defaultdict[int, list[_Numbered]] = defaultdict(list)
    for index, count in held.items():
        for telling in forms[index]:
            groups[_home(homes, index)].append((telling, _own(telling, count)))
    yield from (group for _, group in sorted(groups.items()))


def _own(telling: Telling, count: Measured) -> Measured:
    """Return the count where it stands in this report, which has the same words as another."""
    same = (
        c
        for c in telling.stand.counts
        if (c.amount, c.unit, c.noun) == (count.amount, count.unit, count.noun)
    )
    return next(same, count)


def _home(homes: list[int], number: int) -> int:
    while homes[number] != number:
        homes[number] = homes[homes[number]]
        number = homes[number]
    return number


def _step(told: Sequence[_Numbered], derivations: Sequence[Derivation]) -> Step:
    cited = {Citation(t.document.id, count.value.start, count.value.end) for t, count in told}
    count = told[0][1]
    value = f"{count.unit.removesuffix('%')}{plain(count.amount)}{'%' if '%' in count.unit else ''}"
    return Step(
        value,
        _first(t.document for t, _ in told)[1] or None,
        tuple(sorted(cited)),
        independent_count({c.report for c in cited}, derivations),
    )


def outdated(
    differ: Sequence[Disagreement], documents: Sequence[Document], derivations: Sequence[Derivation]
) -> tuple[tuple[Disagreement, ...], tuple[Update, ...]]:
    """Take out of disagreements what an outlet's own later report gave otherwise.

    Returns:
        The disagreements between what outlets told last, and one update for each outlet's change of mind.
    """
    by_id = {document.id: document for document in documents}
    left: list[Disagreement] = []
    changed: list[Update] = []
    for one in differ:
        if one.kind in ("platform", "wording"):
            left.append(one)
            continue
        found = list(_changes(one, by_id))
        old = {citation for steps in found for step in steps[:-1] for citation in step.citations}
        changed += [Update(one.about, steps) for steps in found]
        sides = [_without(side, old, derivations) for side in one.sides]
        sides = [side for side in sides if side.citations]
        if len(sides) > 1:
            left.append(replace(one, sides=tuple(sides)) if old else one)
    return tuple(left), tuple(changed)


def _changes(one: Disagreement, by_id: dict[str, Document]) -> Iterator[tuple[Step, ...]]:
    """Yield, for each outlet that stands on several sides, its values in order of time.

    None where not all reports of one value are known to be older than those of the next.
    """
    told: defaultdict[str, list[tuple[Side, Citation]]] = defaultdict(list)
    for side in one.sides:
        for citation in side.citations:
            outlet = by_id[citation.report].report.outlet
            if outlet:
                told[outlet].append((side, citation))
    for _, cited in sorted(told.items()):
        values = {side.value: [c for s, c in cited if s is side] for side, _ in cited}
        held = {value: _reports(given, by_id) for value, given in values.items()}
        ordered = sorted(values, key=lambda value: _first(held[value]))
        if len(ordered) > 1 and all(grew(held[low], held[high]) for low, high in pairwise(ordered)):
            yield tuple(_given(value, values[value], held[value]) for value in ordered)


def _given(value: str, cited: Sequence[Citation], documents: Sequence[Document]) -> Step:
    return Step(value, _first(documents)[1] or None, tuple(cited), 1)


def _first(documents: Iterable[Document]) -> tuple[float, str]:
    """Return the earliest time of publication, to be compared and as it is printed."""
    return min((_seconds(document), document.report.published or "") for document in documents)


def _seconds(document: Document) -> float:
    try:
        time = datetime.fromisoformat(document.report.published or "")
    except ValueError:
        return 0.0
    return (time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp()


def _reports(cited: Sequence[Citation], by_id: dict[str, Document]) -> list[Document]:
    return [by_id[report] for report in sorted({citation.report for citation in cited})]


def _without(side: Side, old: set[Citation], derivations: Sequence[Derivation]) -> Side:
    cited = tuple(citation for citation in side.citations if citation not in old)
    return Side(side.value, cited, independent_count({c.report for c in cited}, derivations))


def joined(*found: Sequence[Update]) -> tuple[Update, ...]:
    """Return all, without those that one before them tells: every value of them stands there, too."""
    kept: list[Update] = []
    for update in (one for several in found for one in several):
        known = [[cited for step in one.steps for cited in step.citations] for one in kept]
        if not any(all(_within(step, cited) for step in update.steps) for cited in known):
            kept.append(update)
    return tuple(kept)


def _within(step: Step, known: Sequence[Citation]) -> bool:
    return any(one.overlaps(other) for one in step.citations for other in known)
