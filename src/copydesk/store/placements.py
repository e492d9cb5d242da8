"""Where reports were found to belong, where people put them, and which revision speaks."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

from copydesk.errors import StoreError
from copydesk.model.history import ASLEEP_DAYS
from copydesk.store.base import Moved, Placing, Settled, Unplaced
from copydesk.store.links import count_again, founded, story_number
from copydesk.store.reports import all_numbers
from copydesk.store.tables import Tables, rows_of

_STREAMED = 1024
"""Placements that ``settled`` reads at once."""

_SETTLED = """
    SELECT turn, reports.id, stories.id, moment, pinned IS NOT NULL, terms,
        CASE WHEN weights IS NULL THEN (SELECT counts FROM counts WHERE report = reports.number) END,
        weights, stories.reports = 1 AND coalesce(moment <= ?, 0)
    FROM placements
    JOIN reports ON reports.number = placements.report
    JOIN stories ON stories.number = placements.story
    JOIN vectors ON vectors.report = placements.report
    LEFT JOIN weights ON weights.report = placements.report
    WHERE turn > ? ORDER BY turn LIMIT ?
"""

_LATEST = """
    SELECT moment FROM placements WHERE turn IS NOT NULL AND story IS NOT NULL AND moment IS NOT NULL
    ORDER BY turn DESC LIMIT 1
"""

_LEAVING = """
    SELECT placements.report, placements.found, reports.id, stories.id, likeness FROM placements
    JOIN reports ON reports.number = placements.report JOIN stories ON stories.number = found
    WHERE placements.story IS NOT NULL AND pinned IS NULL
"""

_PUT_BACK = """
    UPDATE placements SET found = ? WHERE report = ? AND found IS NOT NULL AND pinned IS NOT found
"""


class Placements:
    """The part of a store that knows where each report stands."""

    _tables: Tables

    def unplaced(self) -> list[Unplaced]:
        """See ``Store.unplaced``."""
        rows = self._tables.rows(
            "SELECT id, moment, changed, terms, counts FROM placements"
            " JOIN reports ON number = placements.report JOIN vectors ON vectors.report = placements.report"
            " JOIN counts ON counts.report = placements.report"
            " WHERE placements.story IS NULL AND placements.revision_of IS NULL"
        )
        return [Unplaced(*row) for row in rows]

    def newest(self) -> float | None:
        """See ``Store.newest``."""
        return newest(self._tables)

    def placings(self, reports: Iterable[str]) -> Mapping[str, Placing]:
        """See ``Store.placings``."""
        rows = rows_of(
            self._tables,
            "SELECT reports.id, stories.id, likeness FROM placements"
            " JOIN reports ON reports.number = report JOIN stories ON stories.number = found"
            " WHERE revision_of IS NULL AND reports.id IN (...)",
            reports,
        )
        return {row[0]: Placing(*row) for row in rows}

    def moments(self, since: float) -> list[float]:
        """See ``Store.moments``."""
        sql = "SELECT moment FROM placements WHERE moment >= ? AND story IS NOT NULL AND pinned IS NULL"
        return [row[0] for row in self._tables.rows(sql, (since,))]

    def settled(self, first: float = math.inf) -> Iterator[Settled]:
        """See ``Store.settled``. Nothing is held open between two of them, so others may write."""
        turn = 0
        latest = self._tables.rows(_LATEST)
        slept = min([first, *(row[0] for row in latest)]) - ASLEEP_DAYS * 86_400.0
        while rows := self._tables.rows(_SETTLED, (slept, turn, _STREAMED)):
            turns, *columns = zip(*rows, strict=True)
            turn = turns[-1]
            yield Settled(*columns)

    def unplace(self, since: float) -> Mapping[str, Placing]:
        """See ``Store.unplace``. Reports without a moment stay where they are, unless all leave."""
        if since == -math.inf:
            rows = self._tables.rows(_LEAVING)
        else:
            rows = self._tables.rows(f"{_LEAVING} AND moment >= ?", (since,))
        touched = {row[1] for row in rows} | self._take_back([row[0] for row in rows])
        self._tables.change_all("DELETE FROM moves WHERE report = ?", [row[:1] for row in rows])
        self._tables.change_all(
            "UPDATE placements SET found = NULL, likeness = NULL, turn = NULL WHERE report = ?",
            [row[:1] for row in rows],
        )
        _forget_weights(self._tables, (row[0] for row in rows))
        count_again(self._tables, touched)
        return {row[2]: Placing(*row[2:]) for row in rows}

    def place(self, placings: Sequence[Placing]) -> None:
        """See ``Store.place``.

        Raises:
            StoreError: a report is not kept, or another revision speaks for it.
        """
        tables = self._tables
        reports = all_numbers(tables, (placing.report for placing in placings))
        if _revisions(tables, "report", reports.values()):
            raise StoreError("a report to be placed does not speak; place the revision that does")
        before = _stories_of(tables, reports.values())
        founders: dict[str, int | None] = {}
        for one in placings:
            founders.setdefault(one.story, reports[one.report])
        stories = founded(tables, founders)
        turn = _next_turn(tables)
        tables.change_all(
            "UPDATE placements SET found = ?, likeness = ?, turn = ? WHERE report = ?",
            [
                (stories[one.story], one.likeness, at, reports[one.report])
                for at, one in enumerate(placings, turn)
            ],
        )
        _forget_weights(tables, (reports[one.report] for one in placings if one.weights is None))
        self.set_weights({one.report: one.weights for one in placings if one.weights is not None})
        count_again(tables, before.union(stories.values()))

    def set_weights(self, weights: Mapping[str, bytes]) -> None:
        """See ``Store.set_weights``.

        Raises:
            StoreError: a report is not kept.
        """
        reports = all_numbers(self._tables, weights)
        self._tables.change_all(
            "INSERT OR REPLACE INTO weights (report, weights) VALUES (?, ?)",
            [(reports[report], told) for report, told in weights.items()],
        )

    def move(self, moves: Sequence[Moved]) -> None:
        """See ``Store.move``.

        Raises:
            StoreError: a report is not kept.
        """
        tables = self._tables
        reports = all_numbers(tables, (one for move in moves for one in (move.report, move.cause)))
        stories = founded(tables, {move.story: reports[move.report] for move in moves})
        before = _stories_of(tables, reports.values())
        for move in moves:
            report = reports[move.report]
            tables.change(
                "INSERT INTO moves (report, cause, came_from) SELECT report, ?, found FROM placements"
                " WHERE report = ? AND found IS NOT NULL",
                (reports[move.cause], report),
            )
            tables.change(
                "UPDATE placements SET found = ? WHERE report = ? AND found IS NOT NULL",
                (stories[move.story], report),
            )
        count_again(tables, before.union(stories.values()))

    def _take_back(self, causes: Sequence[int]) -> set[int]:
        """Put reports back that were moved when these came; return their stories.

        One that was moved on since for another cause stays there, and so does one that a judgement holds
        where it was found.
        """
        tables = self._tables
        sql = "SELECT number, report, came_from FROM moves WHERE cause IN (...)"
        moves = sorted(rows_of(tables, sql, causes), reverse=True)
        touched = _stories_of(tables, (row[1] for row in moves))
        for number, report, story in moves:
            tables.change("DELETE FROM moves WHERE number = ?", (number,))
            values = (report, number)
            (later,) = tables.rows("SELECT min(number) FROM moves WHERE report = ? AND number > ?", values)[0]
            if later is not None:
                tables.change("UPDATE moves SET came_from = ? WHERE number = ?", (story, later))
            else:
                tables.change(_PUT_BACK, (story, report))
        return touched.union(row[2] for row in moves)

    def set_revisions(self, speakers: Mapping[str, str | None]) -> None:
        """See ``Store.set_revisions``. Those that a silenced revision spoke for go with it.

        What it moved counts as moved by the one that speaks for it; where it was moved from itself is
        forgotten. A pin and the bans of a report are those of all its revisions: a judgement holds whichever
        speaks.

        Raises:
            StoreError: a report is not kept, or none of some speaks in the end.
        """
        tables = self._tables
        kept = all_numbers(tables, [*speakers, *filter(None, speakers.values())])
        told = {kept[one]: None if other is None else kept[other] for one, other in speakers.items()}
        silenced = [number for number, speaker in told.items() if speaker is not None]
        followed = _revisions(tables, "report", filter(None, told.values()))
        followed |= _revisions(tables, "revision_of", silenced)
        ends = {number: _end(number, followed | told) for number in followed.keys() | told.keys()}
        changed = [(None if end == number else end, number) for number, end in ends.items()]
        before = _stories_of(tables, ends)
        tables.change_all("UPDATE placements SET revision_of = ? WHERE report = ?", changed)
        silent = [(number, end) for number, end in ends.items() if end != number]
        _share_judgements(tables, silent)
        tables.change_all("UPDATE moves SET cause = ?2 WHERE cause = ?1", silent)
        tables.change_all("DELETE FROM moves WHERE report = ?", [(number,) for number in ends])
        tables.change_all(
            "UPDATE placements SET found = NULL, likeness = NULL, turn = NULL WHERE report = ?",
            [(number,) for number, _ in silent],
        )
        _forget_weights(tables, (number for number, _ in silent))
        _take_turns(tables, ends)
        count_again(tables, before | _stories_of(tables, ends))

    def pin(self, reports: Iterable[str], story: str | None) -> None:
        """See ``Store.pin``. A story that is not there yet is founded.

        Raises:
            StoreError: a report is not kept.
        """
        tables, asked = self._tables, all_numbers(self._tables, reports)
        revisions = _all_revisions(tables, asked.values())
        first = next(iter(asked.values()), None)
        number = None if story is None else founded(tables, {story: first})[story]
        before = _stories_of(tables, revisions)
        tables.change_all(
            "UPDATE placements SET pinned = ? WHERE report = ?", [(number, n) for n in revisions]
        )
        _take_turns(tables, revisions)
        count_again(tables, before | _stories_of(tables, revisions))

    def ban(self, reports: Iterable[str], story: str, *, lifted: bool = False) -> None:
        """See ``Store.ban``.

        Raises:
            StoreError: a report or the story is not known.
        """
        tables = self._tables
        number = story_number(tables, story)
        revisions = _all_revisions(tables, all_numbers(tables, reports).values())
        sql = "INSERT OR IGNORE INTO bans (report, story) VALUES (?, ?)"
        if lifted:
            sql = "DELETE FROM bans WHERE report = ? AND story = ?"
        tables.change_all(sql, [(report, number) for report in revisions])

    def bans(self) -> frozenset[tuple[str, str]]:
        """See ``Store.bans``."""
        return frozenset(
            self._tables.rows(
                "SELECT reports.id, stories.id FROM bans"
                " JOIN reports ON reports.number = bans.report JOIN stories ON stories.number = bans.story"
            )
        )


def newest(tables: Tables) -> float | None:
    """Return the latest moment of all placed reports."""
    rows = tables.rows("SELECT moment FROM placements WHERE story IS NOT NULL ORDER BY moment DESC LIMIT 1")
    return rows[0][0] if rows else None


def _next_turn(tables: Tables) -> int:
    return int(tables.rows("SELECT coalesce(max(turn), 0) + 1 FROM placements WHERE turn IS NOT NULL")[0][0])


def _take_turns(tables: Tables, reports: Iterable[int]) -> None:
    """Let reports that came into a story other than by ``place`` be last of the settled, others be none."""
    turn = _next_turn(tables)
    tables.change_all(
        "UPDATE placements SET turn = CASE WHEN story IS NOT NULL THEN coalesce(turn, ?) END"
        " WHERE report = ?",
        list(enumerate(reports, turn)),
    )


def _forget_weights(tables: Tables, reports: Iterable[int]) -> None:
    """Let weights go of reports that will come at another time than they did."""
    tables.change_all("DELETE FROM weights WHERE report = ?", [(number,) for number in reports])


def _stories_of(tables: Tables, reports: Iterable[int]) -> set[int]:
    sql = "SELECT story FROM placements WHERE report IN (...) AND story IS NOT NULL"
    return {row[0] for row in rows_of(tables, sql, reports)}


def _revisions(tables: Tables, column: str, reports: Iterable[int]) -> dict[int, int]:
    """Return silent revisions and which speaks for each, where ``column`` of the two is among the given."""
    sql = "SELECT report, revision_of FROM placements WHERE revision_of IS NOT NULL AND {} IN (...)"
    return dict(rows_of(tables, sql.format(column), reports))


def _all_revisions(tables: Tables, reports: Iterable[int]) -> list[int]:
    """Return these reports with all their revisions."""
    asked = list(reports)
    speakers = _revisions(tables, "report", asked)
    speaking = {speakers.get(number, number) for number in asked}
    return sorted(speaking.union(_revisions(tables, "revision_of", speaking)))


def _end(number: int, speakers: Mapping[int, int | None]) -> int:
    """Return the revision that speaks in the end.

    Raises:
        StoreError: they lead in a circle.
    """
    seen: set[int] = set()
    while (speaker := speakers.get(number)) is not None:
        if number in seen:
            raise StoreError("revisions that all speak for one another; let one of them speak")
        seen.add(number)
        number = speaker
    return number


def _share_judgements(tables: Tables, silent: Sequence[tuple[int, int]]) -> None:
    """Give pin and bans of each revision to the one that speaks for it, and the other way round."""
    pin = "UPDATE placements SET pinned = (SELECT pinned FROM placements WHERE report = ?1) WHERE report = ?2"
    ban = "INSERT OR IGNORE INTO bans SELECT ?2, story FROM bans WHERE report = ?1"
    tables.change_all(f"{pin} AND pinned IS NULL", silent)
    tables.change_all(pin, [(speaker, number) for number, speaker in silent])
    tables.change_all(ban, silent)
    tables.change_all(ban, [(speaker, number) for number, speaker in silent])
