"""A story of a result with the reports that it may cite."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from copydesk.model.document import Document
from copydesk.model.quote import Quote
from copydesk.output import Row
from copydesk.verification.held import Held
from copydesk.verification.ledger import Ledger

Stand = tuple[Held, int, int]
"""A report, and where in it a span starts and ends."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The row of a story, its reports by their ids, and where faults are noted."""

    row: Row
    reports: Mapping[str, Held]
    ledger: Ledger

    def fault(self, where: str, what: str) -> None:
        """Note a fault; ``where`` names the field of the story, such as "agreements[2]"."""
        self.ledger.fault(self._said(where, what))

    def right(self, kind: str, good: bool, where: str, what: str) -> None:
        """Count one thing of a kind as checked, and note what it should be if it is not good."""
        self.ledger.right(kind, good, "" if good else self._said(where, what))

    def cited(self, where: str, span: Row) -> str | None:
        """Return the characters of a span, or note that there are none."""
        text = self.characters(span)
        what = "" if text else f"report {span['report']}: no characters {span['start']} to {span['end']}"
        self.right("citations", text is not None, where, what)
        return text

    def characters(self, span: Row) -> str | None:
        """Return the characters of a span, None if there are none."""
        held = self.reports.get(span["report"])
        start, end = span["start"], span["end"]
        if held is None or not 0 <= start < end <= len(held.document.text):
            return None
        return held.document.text[start:end]

    def stand(self, spans: Iterable[Row]) -> Iterator[Stand]:
        """Yield the spans that are some of a report's characters, each with its report."""
        for span in spans:
            if self.characters(span) is not None:
                yield self.reports[span["report"]], span["start"], span["end"]

    def quoted(self, wording: Row) -> Sequence[Quote]:
        """Return the quotes of its report of which a wording is a piece."""
        held = self.reports.get(wording["report"])
        return held.quotes.get((wording["start"], wording["end"]), ()) if held else ()

    @property
    def speaking(self) -> list[Document]:
        """The reports of the story, but for the revisions that do not speak for theirs, in order."""
        silent = {one["report"] for one in self.row.get("revisions", [])}
        names = [one for one in self.row["reports"] if one not in silent and one in self.reports]
        return [self.reports[one].document for one in names]

    def _said(self, where: str, what: str) -> str:
        return f"story {self.row.get('id')}, {where}: {what}"


def sided(row: Row) -> Iterator[tuple[str, Row]]:
    """Yield what has values on several sides, each with the name of its field."""
    for field in ("disagreements", "refinements", "updates"):
        for number, one in enumerate(row.get(field, [])):
            yield f"{field}[{number}]", one
