"""Rows that copydesk itself wrote about reports and that hold none: stories, events, judgements."""

from collections.abc import Mapping

from copydesk.errors import InputError

_WRITTEN: dict[str, frozenset[str]] = {
    "stories": frozenset({"id", "title", "first", "last", "reports"}),
    "events": frozenset({"number", "at", "kind", "story", "other", "reports", "why"}),
    "judgements": frozenset({"number", "at", "kind", "story", "other", "reports", "held"}),
}
"""Fields by which rows of each kind are known; docs/outputs.md lists all of them."""


class Findings:
    """Tells rows of a file that are no reports, and says so in one line for each kind of them.

    Args:
        where: how to name the file to people.
    """

    def __init__(self, where: str) -> None:
        self._where = where
        self._said: set[str] = set()

    def kind(self, row: object) -> str | None:
        """Return what a row is ("stories"), None if it may be a report."""
        if not isinstance(row, Mapping) or "text" in row or "html" in row:
            return None
        reports = row.get("reports")
        if not isinstance(reports, list) or not all(isinstance(one, str) for one in reports):
            return None
        return next((kind for kind, fields in _WRITTEN.items() if fields <= row.keys()), None)

    def line(self, kind: str) -> list[InputError]:
        """Return the line about rows of this kind the first time, and nothing afterwards."""
        if kind in self._said:
            return []
        self._said.add(kind)
        what = f"it holds {kind} that copydesk wrote, no reports"
        return [InputError(what, where=self._where, remedy="give the reports.jsonl that lies beside it")]
