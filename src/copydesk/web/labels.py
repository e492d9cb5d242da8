"""Names of reports on the page, and links to their characters."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from copydesk.model.document import Document
from copydesk.model.link import LATENT
from copydesk.model.report import names
from copydesk.model.span import Citation, Span
from copydesk.web.report_text import anchor

SHOWN_LINKS = 6
"""More links than this in one list are folded away behind their number."""


@dataclass(frozen=True, slots=True)
class Link:
    """A report's name, linked to the cited stretch; ``target`` is None where the page lacks that stretch."""

    label: str
    target: str | None


@dataclass(frozen=True, slots=True)
class LinkList:
    """Links in one row: those shown, and those folded away."""

    shown: tuple[Link, ...]
    folded: tuple[Link, ...]


AGAIN = "again"
"""What further links to a report are called that has a link in the same list."""


def latent_name(source: str) -> str:
    """Return what a source outside the collection is called."""
    name = source.removeprefix(LATENT)
    return "an unknown text" if name == "unknown" else name


class Labels:
    """The story's reports by number, with their names; remembers which characters the page cites."""

    def __init__(self, reports: Sequence[str], documents: Mapping[str, Document]) -> None:
        self.ids = tuple(dict.fromkeys(reports))
        self.documents = tuple(documents[report] for report in self.ids)
        self.numbers = {report: number for number, report in enumerate(self.ids)}
        self.names = names([document.report for document in self.documents])
        self._others = documents
        self._cited: list[set[Span]] = [set() for _ in self.ids]

    def name(self, source: str) -> str:
        """Return the name of a report, of the story or not, or of a latent source."""
        if source in self.numbers:
            return self.names[self.numbers[source]]
        if source.startswith(LATENT):
            return latent_name(source)
        return self._others[source].report.name if source in self._others else source

    def document(self, report: str) -> Document | None:
        """Return a report of the story with its layers."""
        return self.documents[self.numbers[report]] if report in self.numbers else None

    def target(self, citation: Citation) -> str | None:
        """Return the anchor of a cited stretch and see to it that the report's text carries it."""
        number = self.numbers.get(citation.report)
        if number is None or citation.end > len(self.documents[number].text):
            return None
        if citation.start == citation.end:
            return None
        self._cited[number].add(citation.span)
        return anchor(number, citation.start, citation.end)

    def link(self, citation: Citation) -> Link:
        """Return a link to the cited characters."""
        return Link(self.name(citation.report), self.target(citation))

    def links(self, citations: Iterable[Citation]) -> LinkList:
        """Return links to all the cited characters, each report named once, its further ones "again"."""
        by_report: dict[str, list[Citation]] = {}
        for citation in dict.fromkeys(citations):
            by_report.setdefault(citation.report, []).append(citation)
        links = []
        for found in by_report.values():
            links.append(self.link(found[0]))
            links.extend(Link(AGAIN, self.target(further)) for further in found[1:])
        room = SHOWN_LINKS + (len(links) == SHOWN_LINKS + 1)
        return LinkList(tuple(links[:room]), tuple(links[room:]))

    def cited(self, number: int) -> tuple[Span, ...]:
        """Return the stretches of report ``number`` that the page cites so far, in order."""
        return tuple(sorted(self._cited[number]))
