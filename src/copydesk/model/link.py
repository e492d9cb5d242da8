"""Text that travelled between reports: passages, derivations, and how many accounts are independent."""

from collections import Counter
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


class Sources:
    """Where the reports of a story take text from, in the end; made once and asked for many sets of reports.

    Args:
        derivations: who took text from whom. An undirected one counts as a directed one.
    """

    def __init__(self, derivations: Iterable[Derivation]) -> None:
        self._above: dict[str, set[str]] = {}
        for derivation in derivations:
            self._above.setdefault(derivation.report, set()).add(derivation.source)
        self._known: dict[str, frozenset[str]] = {}
        self._counted: dict[frozenset[str], int] = {}

    def independent(self, reports: Iterable[str]) -> int:
        """Count the accounts among ``reports`` that do not repeat one another (see ``independent_count``)."""
        asked = frozenset(reports)
        if len(asked) <= 1:
            return len(asked)
        if asked not in self._counted:
            counted = self.counting(sorted(asked))
            self._counted[asked] = sum(report == by for report, by in counted.items())
        return self._counted[asked]

    def counting(self, reports: Iterable[str]) -> dict[str, str]:
        """Tell which report counts for each (see ``counting``)."""
        accounts = [(self.of(report), report) for report in dict.fromkeys(reports)]
        shared = Counter(source for sources, _ in accounts for source in sources)
        accounts.sort(
            key=lambda one: (
                len(one[0]),
                sum(shared[source] for source in one[0]),
                sorted(one[0]),
                one[1] not in one[0],
            )
        )
        holders: dict[str, str] = {}
        counted: dict[str, str] = {}
        for sources, report in accounts:
            counted[report] = next(
                (holders[source] for source in sorted(sources) if source in holders), report
            )
            if counted[report] == report:
                holders.update(dict.fromkeys(sources, report))
        return counted

    def of(self, report: str) -> frozenset[str]:
        """Follow derivations up to where they end; of reports that take from each other, that is all."""
        if report not in self._known:
            seen = {report}
            waiting = [report]
            while waiting:
                found = self._above.get(waiting.pop(), set()) - seen
                seen |= found
                waiting.extend(found)
            ends = {source for source in seen if not self._above.get(source)}
            self._known[report] = frozenset(ends or seen)
        return self._known[report]


def independent_count(reports: Iterable[str], derivations: Iterable[Derivation]) -> int:
    """Count the accounts among ``reports`` that do not repeat one another.

    A report without a derivation is its own source. All reports that derive from one source, be it among
    ``reports`` or not, and directly or by way of others, count one together with it; a report with two
    sources repeats both, and counts only beside reports that have neither. Those with the fewest sources
    are counted first, of these the ones whose sources the fewest share. An undirected derivation counts as a
    directed one.
    """
    distinct = dict.fromkeys(reports)
    if len(distinct) <= 1:  # most are asked of one report, and need no look at the derivations
        return len(distinct)
    return Sources(derivations).independent(distinct)


def counting(reports: Iterable[str], derivations: Iterable[Derivation]) -> dict[str, str]:
    """Tell for each of ``reports`` which of them counts for it: itself, or another that it repeats.

    Those that count for themselves are as many as ``independent_count`` says. Of reports with the same
    sources the source counts, if it is one of them, else the one that comes first.
    """
    return Sources(derivations).counting(reports)
