"""The table of a story: a row for each finding, a column for each report: has it, differently, or not."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Literal

from copydesk.model.document import Document
from copydesk.model.link import Derivation, counting
from copydesk.model.story import Story
from copydesk.web.labels import Labels, Link
from copydesk.web.plain_words import counted, date_words, period, support_words
from copydesk.web.table_lines import HAS_IT, Line, Told, lines

MOST_COLUMNS = 12
"""Of more reports, those that tell most of the rows have columns, and the others share one."""
SHOWN_ROWS = 15
SHOWN_OTHERS = 20
"""Reports that are named in a cell of the shared column; the sections above name all of them."""

State = Literal["has", "differs", "earlier", "none", "unread"]


@dataclass(frozen=True, slots=True)
class Column:
    """A report; ``taking`` says from whom it takes text, ``unread`` that its claims were left empty."""

    number: int
    name: str
    published: str
    taking: tuple[str, ...]
    unread: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """What a report tells; ``repeats`` says whose account it only repeats, "" for an account of its own."""

    state: State
    words: str = ""
    target: str | None = None
    repeats: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Reports of the shared column that tell the same; ``more`` of them have no link."""

    state: State
    words: str
    links: tuple[Link, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class Value:
    """A value in a disagreement or an update, and its support."""

    words: str
    support: str


@dataclass(frozen=True, slots=True)
class Row:
    """A finding and a cell for each column; ``absent`` names the reports in which it was not found."""

    kind: str
    about: str
    support: str
    values: tuple[Value, ...]
    cells: tuple[Cell, ...]
    others: tuple[Group, ...]
    absent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The table; ``others`` is how many reports share a column, ``updated`` that rows are updates.

    Without rows there is nothing to show.
    """

    columns: tuple[Column, ...]
    others: int
    shown: tuple[Row, ...]
    folded: tuple[Row, ...]
    updated: bool


def claim_table(story: Story, labels: Labels, taking: Mapping[str, tuple[str, ...]]) -> Table:
    """Return the table of a story.

    Args:
        story: what was found.
        labels: its reports; the page cites what the table links to from then on.
        taking: by report, from whom it takes text, in words.
    """
    order = sorted(labels.ids, key=lambda report: _moment(labels.documents[labels.numbers[report]]))
    found = list(lines(story, labels))
    columns, others = _columns(order, found, story.derivations)
    filler = _Filler(labels, story.derivations, columns, others)
    rows = tuple(filler.row(line) for line in found)
    views = tuple(_column(labels.numbers[report], labels, taking.get(report, ())) for report in columns)
    room = SHOWN_ROWS + (len(rows) == SHOWN_ROWS + 1)
    return Table(views, len(others), rows[:room], rows[room:], bool(story.updates))


def _moment(document: Document) -> tuple[bool, datetime]:
    """Return what reports are ordered by: a day comes before its hours, reports without a date come last."""
    published = document.report.published or ""
    days = period(published)
    if days is None:
        return True, datetime.max.replace(tzinfo=UTC)
    try:
        found = datetime.fromisoformat(published.strip())
    except ValueError:
        found = datetime.combine(days.first, time())
    return False, found if found.tzinfo else found.replace(tzinfo=UTC)


def _columns(
    order: Sequence[str], found: Sequence[Line], derivations: Sequence[Derivation]
) -> tuple[list[str], list[str]]:
    """Return the reports that have columns and those that share one, both in order of publication."""
    if len(order) <= MOST_COLUMNS + 1:
        return list(order), []
    told = Counter(report for line in found for report in line.reports)
    own = counting(order, derivations)
    best = sorted(order, key=lambda report: (own[report] != report, -told[report]))[:MOST_COLUMNS]
    chosen = set(best)
    return [report for report in order if report in chosen], [one for one in order if one not in chosen]


def _column(number: int, labels: Labels, taking: tuple[str, ...]) -> Column:
    document = labels.documents[number]
    published = date_words(document.report.published) or "date not known"
    return Column(number, labels.names[number], published, taking, _unread(document))


def _unread(document: Document) -> bool:
    return any(silence.layer == "claims" for silence in document.silences)


def _support(way: Told) -> str:
    support = support_words(len(way.by), way.independent)
    return f"{support}, since {way.since}" if way.since else support


class _Filler:
    """Fills rows: knows which reports have columns, and who took from whom."""

    def __init__(
        self,
        labels: Labels,
        derivations: Sequence[Derivation],
        columns: Sequence[str],
        others: Sequence[str],
    ) -> None:
        self._labels, self._derivations = labels, derivations
        self._columns, self._others = columns, others
        self._direct = {(one.report, one.source) for one in derivations if one.directed}

    def row(self, line: Line) -> Row:
        """Return what the page shows of a row."""
        own = [self._counting(way) for way in line.ways]
        cells: dict[str, Cell] = {}
        for way, counts in zip(line.ways, own, strict=True):
            for report in way.by.keys() & set(self._columns):
                target = self._labels.target(way.by[report])
                cell = Cell(way.state, way.words, target, self._repeats(report, counts[report]))
                cells.setdefault(report, cell)
        row = tuple(cells.get(report) or Cell(self._silent(report)) for report in self._columns)
        told = [] if line.support else line.ways
        return Row(
            line.kind,
            line.about,
            line.support,
            tuple(Value(way.words, _support(way)) for way in told),
            row,
            tuple(self._groups(line, own)) if self._others else (),
            tuple(
                self._labels.name(report)
                for report, cell in zip(self._columns, row, strict=True)
                if cell.state == "none"
            ),
        )

    def _counting(self, way: Told) -> dict[str, str]:
        """Tell which report counts for each that tells it this way; of equals, one with a column."""
        ordered = [report for report in (*self._columns, *self._others) if report in way.by]
        return counting(ordered, self._derivations)

    def _repeats(self, report: str, other: str) -> str:
        if report == other:
            return ""
        verb = "text from" if (report, other) in self._direct else "shares text with"
        return f"{verb} {self._labels.name(other)}"

    def _silent(self, report: str) -> State:
        document = self._labels.document(report)
        return "unread" if document is not None and _unread(document) else "none"

    def _groups(self, line: Line, own: Sequence[Mapping[str, str]]) -> Iterator[Group]:
        """Yield what the reports without a column of their own tell."""
        for way, counts in zip(line.ways, own, strict=True):
            told = [report for report in self._others if report in way.by]
            if not told:
                continue
            words = counted(len(told), "has it", "have it") if way.words == HAS_IT else ""
            words = words or f"{way.words}: {counted(len(told), 'report')}"
            repeating = sum(counts[report] != report for report in told)
            if repeating:
                words += f", {'all' if repeating == len(told) else repeating} with text of others"
            links = tuple(self._labels.link(way.by[report]) for report in told[:SHOWN_OTHERS])
            yield Group(way.state, words, links, len(told) - len(links))
        left = Counter(self._silent(report) for report in self._others if report not in line.reports)
        if left["none"]:
            yield Group("none", f"{left['none']:,} not found")
        if left["unread"]:
            yield Group("unread", f"{left['unread']:,} not compared")
