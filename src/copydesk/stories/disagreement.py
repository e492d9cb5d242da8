"""Where the reports of a story differ, with the characters that say so.

Precision first: a disagreement that is none costs more trust than one that is missed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from copydesk.model.claim import Disagreement, DisagreementKind, Side
from copydesk.model.document import Document
from copydesk.model.link import Derivation, independent_count
from copydesk.model.quote import Utterance
from copydesk.model.span import Citation
from copydesk.stories.disagreeing.ages import ages_that_differ
from copydesk.stories.disagreeing.matching import twins
from copydesk.stories.disagreeing.people import People
from copydesk.stories.disagreeing.scenes import scenes_that_differ
from copydesk.stories.disagreeing.slips import Printed, slips
from copydesk.stories.disagreeing.slots import differences
from copydesk.stories.disagreeing.things import things_that_differ
from copydesk.stories.figures.counts import clashes
from copydesk.stories.figures.tolls import updated
from copydesk.stories.refining.spellings import one_name
from copydesk.stories.wordings import Wordings
from copydesk.text.numbers import numbers

if TYPE_CHECKING:
    from copydesk.stories.figures.attached import Attached

_ORDER: tuple[DisagreementKind, ...] = (
    "polarity",
    "number",
    "date",
    "place",
    "name",
    "platform",
    "wording",
)


@dataclass(slots=True)
class _Found:
    """A disagreement being put together: each value with the characters that give it."""

    kind: DisagreementKind
    about: str
    sides: dict[str, list[Citation]]

    @property
    def citations(self) -> list[Citation]:
        return [citation for cited in self.sides.values() for citation in cited]


def disagreements(
    documents: Sequence[Document], said: Sequence[Utterance], derivations: Sequence[Derivation]
) -> tuple[Disagreement, ...]:
    """Compare the reports of one story and return what cannot be true in all of them.

    Args:
        documents: the story's annotated documents.
        said: its utterances, for clashes of platform and of wording.
        derivations: who took text from whom; each side's support counts independent reports.

    Returns:
        Best supported first. Numbers that break down one another, vaguer numbers, tolls that only rose
        with time, excerpts and spellings are no disagreements, and no report clashes with itself.
    """
    found = [*_slots(documents), *_counts(documents), *_told_of_people(documents), *_things(documents)]
    found += _said(documents, said, derivations)
    merged = [one for one in _merged(found) if _between_reports(one)]
    told = [_disagreement(one, derivations) for one in merged]
    return ranked(told)


def ranked(differ: Iterable[Disagreement]) -> tuple[Disagreement, ...]:
    """Return disagreements with the best supported first; of equals, what was done before what was said."""
    return tuple(
        sorted(differ, key=lambda one: (-_support(one), _ORDER.index(one.kind), one.sides[0].citations[0]))
    )


def _slots(documents: Sequence[Document]) -> Iterator[_Found]:
    """Values that differ between sentences that are otherwise one."""
    by_id = {document.id: document for document in documents}
    people = People(documents)
    for pair in twins(documents):
        for found in differences(pair):
            low, high = (found.left, found.right) if found.grows else (found.right, found.left)
            if found.kind == "number" and updated(low.citations, high.citations, by_id):
                continue
            sides = {side.value: list(side.citations) for side in (found.left, found.right)}
            if found.kind == "name":
                if one_name(found.left.value, found.right.value):
                    continue  # see ``spellings.spelled``
                for one, other in ((found.left, found.right), (found.right, found.left)):
                    sides[one.value] += people.so_named(one.value, one.citations, other.value)
            yield _Found(found.kind, found.about, sides)


def _counts(documents: Sequence[Document]) -> Iterator[_Found]:
    """Different numbers of one thing, told in different words."""
    for facts in clashes(documents):
        sides: dict[str, list[Citation]] = {}
        for fact in facts:
            sides.setdefault(fact.shown, []).append(fact.citation)
        yield _Found("number", facts[0].about, sides)


def _things(documents: Sequence[Document]) -> Iterator[_Found]:
    """Numbers that a phrase ties to one thing, and long numbers that differ in one digit."""
    groups: list[Sequence[Attached | Printed]] = [*things_that_differ(documents), *slips(documents)]
    for told in groups:
        sides: dict[str, list[Citation]] = {}
        for one in told:
            sides.setdefault(one.shown, []).append(one.citation)
        yield _Found("number", told[0].about, sides)


def _told_of_people(documents: Sequence[Document]) -> Iterator[_Found]:
    """Different ages of one person, and places where one thing befell somebody."""
    for ages in ages_that_differ(documents):
        sides: dict[str, list[Citation]] = {}
        for age in ages:
            sides.setdefault(str(age.years), []).append(age.citation)
        yield _Found("number", f"age of {ages[0].name}", sides)
    for scenes in scenes_that_differ(documents):
        sides = {}
        for scene in scenes:
            sides.setdefault(scene.place, []).append(scene.citation)
        yield _Found("place", scenes[0].about, sides)


def _said(
    documents: Sequence[Document], said: Sequence[Utterance], derivations: Sequence[Derivation]
) -> Iterator[_Found]:
    """Utterances put on different platforms or into different words."""
    wordings = Wordings(documents, derivations)
    for utterance in said:
        if len({wording.citation.report for wording in utterance.wordings}) < 2:
            continue
        speaker = utterance.speaker or "somebody"
        sides: dict[str, list[Citation]] = {}
        for told in wordings.platforms(utterance):
            sides.setdefault(told.value, []).append(told.citation)
        if sides:
            yield _Found("platform", f"where {speaker} said it", sides)
        for group in [*wordings.translations(utterance), *wordings.rewordings(utterance)]:
            sides = {}
            for told in group:
                sides.setdefault(told.value, []).append(told.citation)
            yield _Found("wording", f"what {speaker} said", sides)


def _merged(found: Sequence[_Found]) -> list[_Found]:
    """Join disagreements of one kind that cite the same characters, and their sides that do."""
    kept: list[_Found] = []
    held: defaultdict[tuple[str, str], list[tuple[Citation, int]]] = defaultdict(list)
    homes: list[int] = []
    for number, one in enumerate(found):
        homes.append(number)
        for citation in one.citations:
            for other, holder in held[one.kind, citation.report]:
                home = _home(homes, holder)
                if home != _home(homes, number) and citation.span.overlaps(other.span):
                    homes[_home(homes, number)] = home
            held[one.kind, citation.report].append((citation, number))
    for number, one in enumerate(found):
        home = _home(homes, number)
        if home == number:
            kept.append(one)
        else:
            _join(found[home], one)
    return kept


def _home(homes: Sequence[int], number: int) -> int:
    while homes[number] != number:
        number = homes[number]
    return number


def _join(home: _Found, other: _Found) -> None:
    """Move the sides of ``other`` to ``home``, each to the side that cites the same characters."""
    for value, cited in other.sides.items():
        sides = home.sides.items()
        name = next((known for known, there in sides if _overlap(cited, there)), None)
        if name is None and home.kind == "number":
            name = next((known for known, _ in sides if _worth(known) == _worth(value)), None)
        name = value if name is None else name
        side = home.sides.setdefault(name, [])
        side += [citation for citation in cited if not _overlap([citation], side)]


def _worth(value: str) -> tuple[str, str, Decimal] | str:
    """Return what a number is worth however it is printed, "11 million" or "11000000"."""
    held = numbers(value)
    return (held[0].qualifier, held[0].unit, held[0].value) if len(held) == 1 else value


def _overlap(cited: Sequence[Citation], others: Sequence[Citation]) -> bool:
    return any(
        one.report == other.report and one.span.overlaps(other.span) for one in cited for other in others
    )


def _between_reports(found: _Found) -> bool:
    """Tell whether two sides are left after reports that stand on more than one side are put aside."""
    sides: defaultdict[str, set[str]] = defaultdict(set)
    for value, cited in found.sides.items():
        for citation in cited:
            sides[citation.report].add(value)
    torn = {report for report, values in sides.items() if len(values) > 1}
    for value in list(found.sides):
        left = [citation for citation in found.sides[value] if citation.report not in torn]
        if left:
            found.sides[value] = left
        else:
            del found.sides[value]
    return len(found.sides) > 1


def _disagreement(found: _Found, derivations: Sequence[Derivation]) -> Disagreement:
    sides = []
    for value, cited in found.sides.items():
        ordered = tuple(sorted(set(cited)))
        reports = {citation.report for citation in ordered}
        sides.append(Side(value, ordered, independent_count(reports, derivations)))
    sides.sort(key=lambda side: (-side.independent, side.citations[0]))
    return Disagreement(found.kind, found.about, tuple(sides))


def _support(one: Disagreement) -> int:
    return sum(side.independent for side in one.sides)
