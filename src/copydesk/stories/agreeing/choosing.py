"""The words in which an agreement is told: words of one report that the sentences of the others bear out.

Of all words in which like clauses can be told, those are taken that most independent reports bear out; of
equals those that say most and of which the others lack least. Only reports that bear the words out are cited.
The shares were set by reading the agreements of 38 stories (14 of BASIL, 14 of 5W1H, 10 of ECB+), one reader:
told in whole sentences where those were short, 35 of 102 were borne out wholly by all that was cited for
them, 55 in part, and 12 told something else; as they are told here 67 of 86, 16 and 3.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from copydesk.model.link import Derivation, Sources
from copydesk.model.span import Citation
from copydesk.stories.agreeing.details import Details, Heard, Share
from copydesk.stories.agreeing.furniture import is_caption
from copydesk.stories.agreeing.shortening import shortened
from copydesk.stories.clauses.corroboration import distinct
from copydesk.stories.clauses.statements import Statement, Telling, readings

WELL, ENOUGH, BARELY = 0.75, 0.55, 0.45
"""Part of a statement's weight that a sentence must give: all; where no words are borne out so well by two
independent reports; and then, if it has the act itself with its object ("confessed", "was found guilty")."""

LACKING = 5
"""How much a word that a report lacks weighs against one that it has."""

CLAUSES, CANDIDATES = 12, 16
"""Clauses of one agreement whose readings are looked at, and readings that are held against all clauses."""

_Form = tuple[Telling, ...]
"""Clauses that stand word for word in one sentence."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The words of an agreement, what is cited for them, and the clauses that bear them out."""

    text: str
    citations: tuple[Citation, ...]
    independent: int
    words: frozenset[str]
    bearing: tuple[Telling, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    statement: Statement
    details: Details
    clear: tuple[int, bool, bool, int, Statement]


class Choosing:
    """Chooses the words of the agreements of one story.

    Args:
        heard: all clauses of the story's reports.
        derivations: who took text from whom.
    """

    def __init__(self, heard: Sequence[Telling], derivations: Sequence[Derivation]) -> None:
        self._heard, self._sources = Heard(heard), Sources(derivations)
        self._copies = frozenset(one.report for one in derivations)

    def of(self, tellings: Sequence[Telling]) -> Chosen | None:
        """Return the words that most of these clauses bear out; None if no two independent reports do."""
        forms = [form for form in distinct(tellings) if not is_caption(form[0])]
        tried = [
            (one, [self._heard.share(one.details, form[0]) for form in forms])
            for one in self._candidates(forms)
        ]
        return self._best(tried, forms, WELL, WELL) or self._best(tried, forms, ENOUGH, BARELY)

    def _best(
        self, tried: Sequence[tuple[_Candidate, list[Share]]], forms: Sequence[_Form], part: float, act: float
    ) -> Chosen | None:
        best = None
        for one, shares in tried:
            near = [
                (form, share)
                for form, share in zip(forms, shares, strict=True)
                if share.part >= (act if share.act else part)
            ]
            independent = self._sources.independent(
                telling.document.id for form, _ in near for telling in form
            )
            if independent > 1:
                gain = sum(share.told - LACKING * share.missing for _, share in near) / len(near)
                key = -independent, -round(gain), *one.clear
                if best is None or key < best[0]:
                    best = key, independent, one, tuple(telling for form, _ in near for telling in form)
        if best is None:
            return None
        _, independent, one, bearing = best
        told = one.statement
        return Chosen(told.text, self._cited(one, bearing), independent, one.details.words, bearing)

    def _candidates(self, forms: Sequence[_Form]) -> list[_Candidate]:
        """Return the few readings of whose words the clauses have most, the likeliest first."""
        tellings = [form[0] for form in forms]
        held = Counter(stem for telling in tellings for stem in telling.core.stems)
        usual = {
            one.citation: sum(held[stem] for stem in one.core.stems) / len(one.core.stems) for one in tellings
        }
        found: dict[str, _Candidate] = {}
        for one in sorted(tellings, key=lambda one: (-usual[one.citation], one.citation))[:CLAUSES]:
            for told in (*readings(one), *shortened(one)):
                details = None if told.text in found else self._heard.details(one, told)
                if details is not None:
                    found[told.text] = _Candidate(told, details, self._clear(one, told))
        given = Counter(word for one in tellings for word in self._heard.given(one))
        gains = {
            text: sum(
                given[word] - LACKING * (len(tellings) - given[word]) for word in sorted(one.details.words)
            )
            for text, one in found.items()
        }
        ranked = sorted(found.values(), key=lambda one: (-gains[one.statement.text], one.clear))
        return list(islice(ranked, CANDIDATES))

    def _clear(self, one: Telling, told: Statement) -> tuple[int, bool, bool, int, Statement]:
        """Rank a reading by how well it reads: the report's own, no copy, short in steps of twenty."""
        length = len(told.citation.span) // 20
        return told.grade, not one.own, one.document.id in self._copies, length, told

    def _cited(self, one: _Candidate, bearing: Sequence[Telling]) -> tuple[Citation, ...]:
        """Cite every clause that bears the words out, first the one that is printed."""
        first = one.statement.citation
        rest = sorted(self._heard.cited(one.details, telling) for telling in bearing)
        rest = [c for c in rest if c.report != first.report or not first.span.overlaps(c.span)]
        return tuple(dict.fromkeys([first, *rest]))
