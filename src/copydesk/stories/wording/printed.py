"""What each report of a story prints, word by word, and which reports take text from one another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from copydesk.model.document import Document
from copydesk.model.link import Derivation
from copydesk.model.span import Citation
from copydesk.stories.wording.rewording import forms


@dataclass(frozen=True, slots=True)
class Told:
    """A value (a platform, or a wording's text) and the characters that give it."""

    value: str
    citation: Citation


class Printed:
    """The reports of one story, to be asked for words in a row and for one another's sources."""

    def __init__(self, documents: Sequence[Document], derivations: Sequence[Derivation]) -> None:
        self.texts = {document.id: document.text for document in documents}
        self._above: dict[str, set[str]] = {}
        for one in derivations:
            self._above.setdefault(one.report, set()).add(one.source)
        self._sources: dict[str, set[str]] = {}
        self._near: dict[str, list[str]] = {}
        self._forms: dict[str, str] = {}

    def count(self, report: str, phrase: Sequence[str]) -> int:
        """Count how often a report has these words in a row, quoted or not."""
        if report not in self._forms:
            self._forms[report] = f" {'  '.join(forms(self.texts[report]))} "
        return self._forms[report].count(f" {'  '.join(phrase)} ")

    def stand(self, holders: Iterable[str], otherwise: Sequence[str]) -> bool:
        """Tell whether one of the reports is not linked to any that has the other words, itself included.

        What a report has otherwise than its source is a slip.
        """
        return any(not any(self.count(other, otherwise) for other in self._linked_to(one)) for one in holders)

    def linked(self, one: str, other: str) -> bool:
        """Tell whether one report takes text from the other, or both from a third."""
        return not self._sources_of(one).isdisjoint(self._sources_of(other))

    def _linked_to(self, report: str) -> list[str]:
        """Return a report and all that are linked to it."""
        if report not in self._near:
            self._near[report] = [one for one in self.texts if self.linked(report, one)]
        return self._near[report]

    def _sources_of(self, report: str) -> set[str]:
        """Return a report and all from which it takes text, directly or by way of others."""
        if report not in self._sources:
            found, left = {report}, [report]
            while left:
                more = self._above.get(left.pop(), set()) - found
                found |= more
                left += more
            self._sources[report] = found
        return self._sources[report]
