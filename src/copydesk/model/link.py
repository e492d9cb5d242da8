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
    """Count the accounts among ``reports`` that do not repeat one another.

    A report without a derivation counts one; all reports that derive from one source count one
    together with it, be it among ``reports`` or not, and directly or by way of others. A report with two
    sources holds both together. An undirected derivation counts as a directed one.
    """
    sources: dict[str, set[str]] = {}
    for derivation in derivations:
        sources.setdefault(derivation.report, set()).add(derivation.source)
    group: dict[str, str] = {report: report for report in reports}
    accounts = len(group)
    waiting = list(group)
    while waiting:
        report = waiting.pop()
        for source in sources.get(report, ()):
            if source not in group:
                group[source] = report
                waiting.append(source)
            elif _first(group, report) != _first(group, source):
                group[_first(group, source)] = _first(group, report)
                accounts -= 1
    return accounts


def _first(group: dict[str, str], report: str) -> str:
    """Return the report that stands for the group of ``report``."""
    while group[report] != report:
        group[report] = group[group[report]]
        report = group[report]
    return report
