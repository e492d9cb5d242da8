"""Numbers of one report that add up to another report's number: a breakdown, and no clash.

"31 of the embassy and four of the consulate" break down "35 diplomats".
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from copydesk.model.claim import Disagreement, Refinement, Side, Value
from copydesk.model.document import Document
from copydesk.model.link import Derivation
from copydesk.model.report import EVIDENCE_ZONES
from copydesk.model.span import Citation
from copydesk.model.syntax import Sentence
from copydesk.stories.clauses.measured import Measured, measured
from copydesk.stories.figures.given import side
from copydesk.text.numbers import plain

PARTS = 4
"""Numbers in a row that are added up, at the most."""

LEAST = 5
"""Least total that a breakdown is told of: 2 and 1 are 3 by chance in any two reports."""

SHARED = 3
"""Nouns, names and verbs that the two sentences share, what is counted aside. With "and" or a comma before
the second part, and one noun, all three breakdowns found in 5W1H and BASIL are real; without, 4 of 11."""

_JOINED = re.compile(
    r"(?:\b(?:and|plus)|[,;])\s+(?:(?:the|a|an|another|other|further|remaining|additional)\s+)*$"
)
_NEAR = 40
_PERSONS = frozenset("people person man woman child victim other".split()) | {""}
_TIMES = frozenset("second minute hour day week month year".split())
_OFTEN = frozenset("be have do say tell report accord add make take include".split())
_TELLING = frozenset({"NOUN", "PROPN", "VERB"})


@dataclass(frozen=True, slots=True)
class _Row:
    """The quantities of one sentence, in order, and the sentence's telling lemmas."""

    document: Document
    counts: tuple[Measured, ...]
    lemmas: frozenset[str]


def breakdowns(documents: Sequence[Document], derivations: Sequence[Derivation]) -> tuple[Refinement, ...]:
    """Return the totals that sentences of other reports break down into two to ``PARTS`` numbers in a row.

    Args:
        documents: the story's annotated documents.
        derivations: who took text from whom; support counts independent reports.

    Returns:
        In order of the first report that breaks one down; the first value of each is the total.
    """
    rows = [row for document in documents for row in _rows(document)]
    totals: defaultdict[tuple[str, Decimal], list[tuple[_Row, Measured]]] = defaultdict(list)
    for row in rows:
        for one in row.counts:
            if one.exact and one.amount >= LEAST:
                totals[one.unit, one.amount].append((row, one))
    found: dict[tuple[str, str, Decimal], dict[str, list[Citation]]] = {}
    for row in rows:
        for parts in _runs(row):
            unit, amount = parts[0].unit, sum((part.amount for part in parts), Decimal(0))
            whole = _broken_down(totals[unit, amount], parts, row)
            if not whole:
                continue
            sides = found.setdefault((whole[0][1].noun, unit, amount), {})
            sides.setdefault(_printed(unit, amount), []).extend(_cited(other, one) for other, one in whole)
            words = " + ".join(_printed(unit, part.amount) for part in parts)
            sides.setdefault(words, []).extend(_cited(row, part) for part in parts)
    return tuple(
        Refinement(
            "breakdown", noun, tuple(side(value, cited, derivations) for value, cited in sides.items())
        )
        for (noun, _, _), sides in found.items()
    )


def unexplained(
    differ: Sequence[Disagreement], broken: Sequence[Refinement], derivations: Sequence[Derivation]
) -> tuple[Disagreement, ...]:
    """Take out of disagreements what only gives a part of another side: "60 houses" and "30, 20 and 10"."""
    left = []
    for one in differ:
        sides = [_without_parts(told, one, broken, derivations) for told in one.sides]
        kept = tuple(told for told in sides if told.citations)
        if len(kept) > 1:
            left.append(replace(one, sides=kept))
    return tuple(left)


def _without_parts(
    told: Side, one: Disagreement, broken: Sequence[Refinement], derivations: Sequence[Derivation]
) -> Side:
    others = [cited for other in one.sides if other is not told for cited in other.citations]
    parts = [
        part
        for refinement in broken
        if any(cited.overlaps(total) for cited in others for total in refinement.sides[0].citations)
        for broken_down in refinement.sides[1:]
        for part in broken_down.citations
    ]
    left = tuple(cited for cited in told.citations if not any(cited.overlaps(part) for part in parts))
    return told if len(left) == len(told.citations) else side(told.value, left, derivations)


def _printed(unit: str, amount: Decimal) -> str:
    return f"{plain(amount)}%" if unit == "%" else f"{unit}{plain(amount)}"


def _cited(row: _Row, one: Measured) -> Citation:
    return Citation(row.document.id, one.value.start, one.value.end)


def _rows(document: Document) -> Iterator[_Row]:
    """Yield the sentences of a report that give quantities."""
    held = {value for claim in document.claims for value in claim.values if value.kind == "quantity"}
    values = sorted(held, key=lambda value: (value.start, value.end))
    at = 0
    for sentence in document.sentences:
        inside: list[Value] = []
        while at < len(values) and values[at].start < sentence.end:
            inside += [values[at]] if values[at].start >= sentence.start else []
            at += 1
        counts = {value.start: one for value in inside if (one := measured(value)) is not None}
        if counts and document.zone_at(sentence.start).kind in EVIDENCE_ZONES:
            yield _Row(document, tuple(counts.values()), _lemmas(sentence))


def _lemmas(sentence: Sentence) -> frozenset[str]:
    return frozenset(t.lemma.lower() for t in sentence.tokens if t.pos in _TELLING) - _OFTEN


def _runs(row: _Row) -> Iterator[tuple[Measured, ...]]:
    """Yield numbers in a row that can be added: exact, of one unit, each joined to the one before."""
    for first in range(len(row.counts) - 1):
        for end in range(first + 2, min(first + PARTS, len(row.counts)) + 1):
            parts = row.counts[first:end]
            if all(_added(row.document, one, other) for one, other in pairwise(parts)):
                yield parts


def _added(document: Document, one: Measured, other: Measured) -> bool:
    before = document.text[max(0, other.value.start - _NEAR) : other.value.start]
    exact = one.exact and other.exact and one.unit == other.unit
    return exact and min(one.amount, other.amount) > 0 and _JOINED.search(before) is not None


def _broken_down(
    totals: Sequence[tuple[_Row, Measured]], parts: Sequence[Measured], row: _Row
) -> list[tuple[_Row, Measured]]:
    """Return the numbers of other reports that are the total of these parts.

    Of those told of different things, "35 Russian diplomats" and "35 American diplomats", it is the one whose
    sentences share most with the parts'.
    """
    nouns = {part.noun for part in parts}
    alike = []
    for other, whole in totals:
        if other.document.id == row.document.id or _TIMES & {whole.noun, *nouns}:
            continue
        if whole.noun in nouns or (whole.noun in _PERSONS and nouns <= _PERSONS):
            alike.append((len((row.lemmas & other.lemmas) - nouns - {whole.noun}), other, whole))
    best = max(alike, key=lambda one: one[0], default=None)
    if best is None or best[0] < SHARED:
        return []
    return [
        (other, whole)
        for shared, other, whole in alike
        if shared >= SHARED and whole.narrowing in (best[2].narrowing, frozenset())
    ]
