"""Agreements without the reports that give another value for a word they are told in."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from copydesk.model.claim import Agreement, Disagreement
from copydesk.model.link import Derivation, independent_count
from copydesk.model.span import Citation


def undisputed(
    agree: Sequence[Agreement], differ: Sequence[Disagreement], derivations: Sequence[Derivation]
) -> tuple[Agreement, ...]:
    """Take out of each agreement the citations that stand on another side than the words it is told in.

    "The council chose Ann Berg" is not what a report says that has "The council chose Ann Holt". Utterances
    told on two platforms or in other words are still of one matter, and stay.

    Returns:
        The agreements that still have two independent reports, in the order they came in.
    """
    values = [one for one in differ if one.kind not in ("platform", "wording")]
    left = []
    for one in agree:
        against = list(_against(one.citations[0], values))
        kept = tuple(cited for cited in one.citations if not any(cited.overlaps(other) for other in against))
        told = one.independent
        if len(kept) < len(one.citations):
            told = independent_count({cited.report for cited in kept}, derivations)
        if told > 1:
            left.append(replace(one, citations=kept, independent=told))
    return tuple(left)


def _against(shown: Citation, values: Iterable[Disagreement]) -> Iterable[Citation]:
    """Yield what is cited for other values than those that the shown words give."""
    for one in values:
        sides = [any(cited.overlaps(shown) for cited in side.citations) for side in one.sides]
        if sum(sides) == 1:
            for side, here in zip(one.sides, sides, strict=True):
                if not here:
                    yield from side.citations
