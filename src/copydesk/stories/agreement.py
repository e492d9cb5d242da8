"""What several independent reports of a story assert in their own name, with the characters that say so."""

from collections.abc import Iterator, Sequence

from copydesk.model.claim import Agreement
from copydesk.model.link import Derivation
from copydesk.stories.agreeing.choosing import Choosing, Chosen
from copydesk.stories.clauses.corroboration import Shared, corroborated
from copydesk.stories.clauses.statements import Telling

REPEATED = 0.6
"""Share of an agreement's content words in a better supported one that makes it a repetition."""

ROUNDS = 3
"""Statements that one group of like clauses is told in at most."""


def agreements(heard: Sequence[Telling], derivations: Sequence[Derivation]) -> tuple[Agreement, ...]:
    """Return what at least two independent reports assert in their own name, most supported first.

    The text of each is words of a report, the first citation, which the sentences of all cited reports bear
    out in every figure, day and name, in mood, and nearly in every word (see ``agreeing.choosing``); a name
    that the words share with the clause before stands in square brackets. An agreement that mostly repeats a
    better supported one is left out.

    Args:
        heard: the clauses of the story's reports (see ``corroboration.tellings``).
        derivations: who took text from whom.
    """
    choosing = Choosing(heard, derivations)
    found = [(one, shared.terms) for shared in corroborated(heard) for one in _told(shared, choosing)]
    found.sort(key=lambda one: (-one[0].independent, -len(one[1]), one[0].citations))
    told: list[Chosen] = []
    covered: list[tuple[frozenset[str], frozenset[str]]] = []
    for chosen, terms in found:
        if any(_covers(words, chosen.words) and _covers(known, terms) for words, known in covered):
            continue
        if any(_repeats(chosen, one) for one in told):
            continue
        covered.append((chosen.words, terms))
        told.append(chosen)
    return tuple(Agreement(one.text, one.citations, one.independent) for one in told)


def _told(shared: Shared, choosing: Choosing) -> Iterator[Chosen]:
    """Yield what most of the like clauses tell, then what most of those tell that do not tell that."""
    left = shared.tellings
    for _ in range(ROUNDS):
        chosen = choosing.of(left)
        if chosen is None:
            return
        yield chosen
        told = {one.citation for one in chosen.bearing}
        left = tuple(one for one in left if one.citation not in told)


def _covers(known: frozenset[str], words: frozenset[str]) -> bool:
    return len(words & known) >= REPEATED * len(words)


def _repeats(chosen: Chosen, told: Chosen) -> bool:
    """Tell whether the words were told before, or are a part of what the same reports were said to tell."""
    first, known = chosen.citations[0], told.citations[0]
    if first.report != known.report or not first.span.overlaps(known.span):
        return False
    return first == known or {one.report for one in chosen.citations} <= {
        one.report for one in told.citations
    }
