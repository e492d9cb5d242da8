"""Which words of other reports are cited beside a sentence: those that bear it out.

They state the same act as the sentence's main clause, with its figures, and contradict the sentence in
nothing; or they are nearly the same words; or they are another wording of what it quotes.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from heapq import nsmallest

from copydesk.model.quote import Utterance
from copydesk.model.span import Citation
from copydesk.model.syntax import Token
from copydesk.stories.briefing.acts import Acts, same_deed
from copydesk.stories.briefing.candidates import Reading, Readings
from copydesk.stories.clauses.contrary import contrary
from copydesk.stories.clauses.cores import Core, stem
from copydesk.stories.clauses.corroboration import EMPTY_ACTS, same_assertion
from copydesk.stories.clauses.statements import Telling
from copydesk.stories.clauses.terms import term
from copydesk.text.numbers import numbers

LEAST = 0.2
"""Share of a sentence's terms below which another sentence is not looked at."""

TRIED = 3
"""Sentences of each report that are looked at, those first that share most."""

COPIED = 0.75
"""Share of the terms of both that two sentences have in common which are one in nearly the same words."""

QUOTED = 0.5
"""Share of a sentence that is a quotation which other reports have too; and of its terms that they share."""

FEWEST, COVERED = 5, 0.6
"""Content words that a clause shares with one that it covers, and their share of that one's weight."""

HALF, LEAST_TERMS = 0.5, 4
"""Share and number of a sentence's terms in one that tells the same act of the same actor."""

LEAST_SHARED = 3
"""Content words of two clauses of one verb that tell one act: a contradiction in them is one."""


class Witnesses:
    """Finds the words of other reports that bear a sentence out."""

    def __init__(self, heard: Readings, said: Sequence[Utterance], acts: Acts) -> None:
        self._heard = heard
        self._said = [one for one in said if len(one.wordings) > 1]
        self._acts = acts
        self._found: dict[Citation, tuple[Citation, ...]] = {}

    def of(self, one: Reading) -> tuple[Citation, ...]:
        """Return, for each other report that states the same, the words in which it does."""
        if one.citation not in self._found:
            self._found[one.citation] = self._of(one)
        return self._found[one.citation]

    def _of(self, one: Reading) -> tuple[Citation, ...]:
        found = self._quoted(one)
        by_report: defaultdict[str, list[tuple[int, int, Reading]]] = defaultdict(list)
        for shared, other in self._heard.near(one, LEAST):
            by_report[other.document.id].append((-shared, other.sentence.start, other))
        for report, near in by_report.items():
            best = nsmallest(TRIED, near, key=lambda pair: pair[:2])
            stating = next((other for _, _, other in best if self._states(one, other)), None)
            if stating is not None:
                found[report] = stating.citation
        return tuple(found[report] for report in sorted(found))

    def _states(self, one: Reading, other: Reading) -> bool:
        """Tell whether another report's sentence states what ``one`` mainly tells, and nothing against it."""
        main = self._acts.main(one)
        if main is None or not _figures(main.core) <= _all_figures(other):
            return False
        shared = len(one.terms & other.terms)
        if shared >= COPIED * len(one.terms | other.terms) and _says(main.core) <= other.terms:
            return not self._contradict(one, other)
        if main.core.saying:
            return False
        most = shared >= max(LEAST_TERMS, HALF * len(one.terms))
        stated = any(
            same_deed(main, told)
            or (most and _by_one(main.core, told.core))
            or (
                (told.core.act == main.core.act or set() < _goals(main.core) <= told.core.stems)
                and (same_assertion(main, told, self._acts.weights) or self._covers(main, told))
            )
            for told in self._acts.of(other)
        )
        return stated and not self._contradict(one, other)

    def _covers(self, main: Telling, told: Telling) -> bool:
        """Tell whether a clause holds nearly all that the main one says, whichever its verb."""
        one, other = main.core, told.core
        shared = one.stems & other.stems
        if len(shared) < FEWEST or one.negated != other.negated or one.actor.same(other.actor) is False:
            return False
        if other.beside and one.act != other.act:
            return False
        weights = self._acts.weights
        return weights.total(shared) >= COVERED * weights.total(one.stems)

    def _contradict(self, one: Reading, other: Reading) -> bool:
        """Tell whether clauses of two sentences are about one act and cannot both be true."""
        return any(
            len(left.core.stems & right.core.stems) >= LEAST_SHARED
            and contrary(left.stand, right.stand) is not None
            for left in self._acts.of(one)
            for right in self._acts.of(other)
            if left.core.act == right.core.act
        )

    def _quoted(self, one: Reading) -> dict[str, Citation]:
        """Return other reports' wordings of what a sentence mostly quotes."""
        found: dict[str, Citation] = {}
        for utterance in self._said:
            for wording in utterance.wordings:
                span = wording.citation.span
                if wording.citation.report != one.document.id or not one.sentence.span.overlaps(span):
                    continue
                if wording.kind != "indirect" and len(span) >= QUOTED * len(one.sentence.span):
                    for other in utterance.wordings:
                        if other.citation.report != one.document.id and _alike(wording.text, other.text):
                            found.setdefault(other.citation.report, other.citation)
        return found


def _says(core: Core) -> set[str]:
    """The verb of a clause, with what it is said to be: "dead" of "are dead"."""
    tokens = core.sentence.tokens
    verb = {index for index, token in enumerate(tokens) if token.head == core.head and token.dep in _BEING}
    return {form for index in (core.head, *verb) if (form := term(tokens[index])) is not None}


_BEING = frozenset("acomp attr oprd".split())


def _goals(core: Core) -> set[str]:
    """Stems of what a clause says something was done to."""
    return {
        stem(form)
        for token in core.sentence.tokens
        if token.head == core.head
        and token.dep in ("dobj", "nsubjpass")
        and (form := term(token)) is not None
    } & core.stems


def _by_one(one: Core, other: Core) -> bool:
    """Tell whether one actor does one thing in both clauses, what it is said with left aside."""
    known = one.act == other.act and one.act not in EMPTY_ACTS and one.negated == other.negated
    return known and not one.saying and one.actor.same(other.actor) is True


def _alike(one: str, other: str) -> bool:
    left, right = set(one.lower().split()), set(other.lower().split())
    return len(left & right) >= QUOTED * len(left | right)


def _figures(core: Core) -> set[Decimal]:
    """The numbers that a clause gives of things: not ages, dates and times."""
    tokens = core.sentence.tokens
    told = (
        tokens[index].text
        for index in core.members
        if tokens[index].pos == "NUM"
        and tokens[index].entity not in ("DATE", "TIME")
        and not _is_age(tokens, index)
    )
    return {value for text in told for value in _amounts(text)}


def _is_age(tokens: Sequence[Token], index: int) -> bool:
    before = " ".join(token.text.lower() for token in tokens[max(0, index - 2) : index])
    return before.endswith(("age of", "aged", "at age", ","))


def _all_figures(reading: Reading) -> set[Decimal]:
    return {
        value
        for token in reading.sentence.tokens
        if token.pos == "NUM" or token.text[0].isdigit()
        for value in _amounts(token.text)
    }


@lru_cache(maxsize=20_000)
def _amounts(text: str) -> tuple[Decimal, ...]:
    """Return the values of one word's number: of "five" and "5", of "12mph" and "5.6-magnitude"."""
    if digits := _DIGITS.match(text):
        return (Decimal(digits[0].replace(",", "")),)
    return tuple(number.value for number in numbers(text))


_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
