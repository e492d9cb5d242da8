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

    A report without a derivation counts one; all reports that derive from one source outside
    ``reports`` (latent, or simply not among them) count one together.
    """
    inside = set(reports)
    sources: dict[str, set[str]] = {}
    for derivation in derivations:
        sources.setdefault(derivation.report, set()).add(derivation.source)
    roots: set[str] = set()
    for report in inside:
        roots |= _roots(report, inside, sources)
    return len(roots)


def _roots(report: str, inside: set[str], sources: dict[str, set[str]]) -> set[str]:
    """Follow derivations from ``report`` until a report of ``inside`` or an outside source ends the chain."""
    found: set[str] = set()
    seen = {report}
    waiting = [report]
    while waiting:
        here = waiting.pop()
        above = sources.get(here, set())
        if not above or (here != report and here in inside):
            found.add(here)
            continue
        for source in above - seen:
            seen.add(source)
            waiting.append(source)
    return found or {min(seen)}
