"""What several independent reports of a story assert in their own name, with the characters that say so."""

from collections.abc import Sequence

from copydesk.model.claim import Agreement
from copydesk.model.link import Derivation, independent_count
from copydesk.model.span import Citation
from copydesk.stories.agreeing.bearing import Figures
from copydesk.stories.clauses.corroboration import Shared, corroborated
from copydesk.stories.clauses.statements import Statement, Telling, readings

REPEATED = 0.6
"""Share of an agreement's content words in a better supported one that makes it a repetition."""


def agreements(heard: Sequence[Telling], derivations: Sequence[Derivation]) -> tuple[Agreement, ...]:
    """Return what at least two independent reports assert in their own name, most supported first.

    The text of each is the clearest of the clauses that most reports bear out, figures and all, which is the
    first citation; a name that the clause shares with the one before stands in square brackets. An agreement
    that mostly repeats a better supported one is left out.

    Args:
        heard: the clauses of the story's reports (see ``corroboration.tellings``).
        derivations: who took text from whom.
    """
    copies = frozenset(one.report for one in derivations)
    figures = Figures()
    found = []
    for shared in corroborated(heard):
        chosen = _clearest(shared, copies, figures, derivations)
        if chosen is not None and chosen[0] > 1:
            found.append((chosen[0], chosen[1], Shared(chosen[2], shared.terms)))
    found.sort(key=lambda one: (-one[0], -len(one[2].terms), one[2].tellings[0].citation))
    told: list[Agreement] = []
    covered: list[frozenset[str]] = []
    for independent, best, shared in found:
        if any(len(shared.terms & terms) >= REPEATED * len(shared.terms) for terms in covered):
            continue
        if any(_repeats(best.citation, shared, one) for one in told):
            continue
        covered.append(shared.terms)
        told.append(Agreement(best.text, _cited(best.citation, shared), independent))
    return tuple(told)


def _repeats(citation: Citation, shared: Shared, told: Agreement) -> bool:
    """Tell whether the words were told before, or are a part of what the same reports were said to tell."""
    first = told.citations[0]
    if first.report != citation.report or not first.span.overlaps(citation.span):
        return False
    known = {one.report for one in told.citations}
    return first == citation or {one.document.id for one in shared.tellings} <= known


def _clearest(
    shared: Shared, copies: frozenset[str], figures: Figures, derivations: Sequence[Derivation]
) -> tuple[int, Statement, tuple[Telling, ...]] | None:
    """Return the statement that most independent reports bear out, how many, and their clauses.

    Of equals it is the one that reads best: the report's own, no copy, short. None if no clause is one.
    """
    best = None
    for one, told in ((telling, told) for telling in shared.tellings for told in readings(telling)):
        given = figures.of(one.document, told.citation.span)
        bearing = tuple(other for other in shared.tellings if figures.borne_out(given, other))
        independent = independent_count({other.document.id for other in bearing}, derivations)
        clear = told.grade, not one.own, one.document.id in copies, _length(told.citation), told
        if best is None or (-independent, *clear) < best[0]:
            best = (-independent, *clear), independent, told, bearing
    return best[1:] if best else None


def _cited(first: Citation, shared: Shared) -> tuple[Citation, ...]:
    """Cite every clause, first the one that is printed."""
    rest = sorted(t.citation for t in shared.tellings)
    rest = [c for c in rest if c.report != first.report or not first.span.contains(c.span)]
    return tuple(dict.fromkeys([first, *rest]))


def _length(citation: Citation) -> int:
    """Rank a statement by its length, in steps of twenty characters."""
    return (citation.end - citation.start) // 20
