"""Text that travelled between reports: passages, derivations, and how many accounts are independent."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from copydesk.model.span import Citation

PassageKind = Literal["copy", "quotation", "furniture"]

LATENT = "latent:"
"""Prefix of a derivation's source that is not in the collection, such as an agency text."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch that two reports share.

    ``copy``: text taken over. ``quotation``: only words that both quote from somebody.
    ``furniture``: page parts outside the report proper.
    """

    kind: PassageKind
    left: Citation
    right: Citation


@dataclass(frozen=True, slots=True)
class Derivation:
    """Report ``report`` takes text from ``source``.

    Args:
        report: id of the deriving report.
        source: id of another report, or ``latent:NAME`` (``latent:unknown`` without a credit).
        share: part of the deriving report's body that is taken over, 0 to 1; None where the
            source's text is not at hand, so that nothing can be measured.
        evidence: which observations fired, in words, strongest first.
        directed: false where nothing tells who took from whom; the earlier id is then the source.
    """

    report: str
    source: str
    share: float | None
    evidence: tuple[str, ...]
    directed: bool = True


def independent_count(reports: Iterable[str], derivations: Iterable[Derivation]) -> int:
    """Count the accounts among ``reports`` that do not repeat another one.

    A report without a derivation counts one; all reports that derive from one source count one
    together with it, be it among ``reports`` or not. Never more than there are reports.
    """
    inside = set(reports)
    sources: dict[str, set[str]] = {}
    for derivation in derivations:
        sources.setdefault(derivation.report, set()).add(derivation.source)
    roots: set[str] = set()
    for report in inside:
        roots |= _roots(report, sources)
    return min(len(inside), len(roots))


def _roots(report: str, sources: dict[str, set[str]]) -> set[str]:
    """Follow derivations up to where they end; a ring of reports stands for itself by its first id."""
    found: set[str] = set()
    seen = {report}
    waiting = [report]
    while waiting:
        above = sources.get(here := waiting.pop(), set())
        if not above:
            found.add(here)
        waiting.extend(above - seen)
        seen |= above
    return found or {min(seen)}
