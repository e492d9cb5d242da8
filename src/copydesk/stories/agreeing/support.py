"""How many independent accounts a set of reports is, asked for many sets of one story."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from copydesk.model.link import Derivation, independent_count


class Support:
    """Counts the independent accounts among reports of a story, for each set of reports once.

    Only the derivations that lead up from the reports are looked at, so that asking for two reports takes no
    longer in a story of many.
    """

    def __init__(self, derivations: Sequence[Derivation]) -> None:
        self._above: defaultdict[str, list[Derivation]] = defaultdict(list)
        for one in derivations:
            self._above[one.report].append(one)
        self._counted: dict[frozenset[str], int] = {}

    def of(self, reports: Iterable[str]) -> int:
        """Return how many of the reports do not repeat one another (see ``link.independent_count``)."""
        asked = frozenset(reports)
        if asked not in self._counted:
            self._counted[asked] = independent_count(sorted(asked), self._leading_up(asked))
        return self._counted[asked]

    def _leading_up(self, reports: frozenset[str]) -> list[Derivation]:
        found: list[Derivation] = []
        seen, waiting = set(reports), list(reports)
        while waiting:
            above = self._above.get(waiting.pop(), [])
            found += above
            new = {one.source for one in above} - seen
            seen |= new
            waiting.extend(new)
        return found
