"""What became of stories: events, judgements."""

import json
from collections.abc import Sequence

from copydesk.errors import StoreError
from copydesk.model.history import Event, EventKind, Judgement, JudgementKind
from copydesk.store.links import founded, story_number, within
from copydesk.store.rows import now
from copydesk.store.tables import Row, Tables, rows_of

_EVENTS = "SELECT number, at, kind, story, other, reports, why, judgement FROM events"
_JUDGEMENTS = "SELECT number, at, kind, story, other, reports, held, judge, undone FROM judgements"


class History:
    """The part of a store that knows what was done to stories."""

    _tables: Tables

    def record(
        self,
        kind: EventKind,
        story: str,
        other: str | None,
        reports: Sequence[str],
        why: str,
        judgement: int | None,
    ) -> None:
        """See ``Store.record``. A story that was not there yet is known from now on."""
        founded(self._tables, {one: None for one in (story, other) if one is not None})
        self._tables.change(
            "INSERT INTO events (at, kind, story, other, reports, why, judgement)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (now(), kind, story, other, json.dumps(reports, ensure_ascii=False), why, judgement),
        )

    def history(self, story: str | None = None) -> list[Event]:
        """See ``Store.history``."""
        return [_event(row) for row in self._about(_EVENTS, story)]

    def judge(
        self,
        kind: JudgementKind,
        story: str,
        other: str | None,
        reports: Sequence[str],
        by: str | None,
        held: Sequence[str] = (),
    ) -> Judgement:
        """See ``Store.judge``. The story that a split makes is known from now on.

        Raises:
            StoreError: there is no such story.
        """
        story_number(self._tables, story)
        if other is not None and kind == "split":
            founded(self._tables, {other: None})
        elif other is not None:
            story_number(self._tables, other)
        at, told = now(), [json.dumps(some, ensure_ascii=False) for some in (reports, held)]
        number = 1 + int(self._tables.rows("SELECT coalesce(max(number), 0) FROM judgements")[0][0])
        self._tables.change(
            "INSERT INTO judgements (number, at, kind, story, other, reports, held, judge)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (number, at, kind, story, other, *told, by),
        )
        return Judgement(number, at, kind, story, other, tuple(reports), by, None, tuple(held))

    def undo(self, number: int) -> Judgement:
        """See ``Store.undo``."""
        rows = self._tables.rows(f"{_JUDGEMENTS} WHERE number = ?", (number,))
        if not rows:
            raise StoreError(f"there is no judgement {number} in the store; ask for one that is listed")
        if rows[0][-1] is not None:
            raise StoreError(f"judgement {number} was undone at {rows[0][-1]}; judge again if it should hold")
        self._tables.change("UPDATE judgements SET undone = ? WHERE number = ?", (now(), number))
        return _judgement(self._tables.rows(f"{_JUDGEMENTS} WHERE number = ?", (number,))[0])

    def judgements(self, story: str | None = None) -> list[Judgement]:
        """See ``Store.judgements``."""
        return [_judgement(row) for row in self._about(_JUDGEMENTS, story)]

    def _about(self, select: str, story: str | None) -> list[Row]:
        """Return the rows about a story, or one that went into it, on either side; or all."""
        if story is None:
            return self._tables.rows(f"{select} ORDER BY number")
        with self._tables.reading():
            rows = self._tables.rows("SELECT number FROM stories WHERE id = ?", (story,))
            ids = list(within(self._tables, rows[0][0]).values()) if rows else []
            found = rows_of(self._tables, f"{select} WHERE story IN (...)", ids)
            found += rows_of(self._tables, f"{select} WHERE other IN (...)", ids)
            return sorted(dict.fromkeys(found), key=lambda row: int(row[0]))


def _event(row: Row) -> Event:
    number, at, kind, story, other, reports, why, judgement = row
    return Event(number, at, kind, story, other, tuple(json.loads(reports)), why, judgement)


def _judgement(row: Row) -> Judgement:
    number, at, kind, story, other, reports, held, judge, undone = row
    told, kept = tuple(json.loads(reports)), tuple(json.loads(held))
    return Judgement(number, at, kind, story, other, told, judge, undone, kept)
