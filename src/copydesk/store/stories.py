"""Stories as they are found by their ids and listed, and merges of them."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from copydesk.errors import StoreError
from copydesk.model.history import ASLEEP_DAYS, StoryEntry
from copydesk.store.links import ancestors, count_again, story_number, within
from copydesk.store.placements import newest
from copydesk.store.rows import seconds
from copydesk.store.tables import Tables, rows_of
from copydesk.text.titles import BEGINNING, Headed, beginning, first_headed, story_title

_HELD = """
    SELECT reports.id, speaking.story FROM reports
    JOIN placements AS own ON own.report = reports.number
    JOIN placements AS speaking ON speaking.report = coalesce(own.revision_of, own.report)
    WHERE speaking.story IS NOT NULL AND reports.id IN (...)
"""
_UNMERGED = "SELECT number, id FROM stories WHERE merged_into IS NULL AND number IN (...)"
_LATEST = """
    SELECT number FROM stories WHERE merged_into IS NULL AND reports > 0 {}
    ORDER BY latest DESC, number DESC LIMIT ? OFFSET ?
"""
_MEMBERS = """
    WITH held AS MATERIALIZED (SELECT report FROM placements WHERE story IN (...)),
    listed AS (
        SELECT report FROM held
        UNION ALL SELECT placements.report FROM held JOIN placements ON revision_of = held.report
    )
    SELECT moment, changed, own.id, own.number, own.title, own.outlet, own.published, speaking.id
    FROM listed JOIN placements USING (report)
    JOIN reports AS own ON own.number = listed.report
    LEFT JOIN reports AS speaking ON speaking.number = revision_of
"""


class _Member(NamedTuple):
    """A report of a story that is listed."""

    moment: float | None
    changed: float | None
    id: str
    number: int
    title: str | None
    outlet: str | None
    published: str | None
    revision_of: str | None


class Stories:
    """The part of a store that knows stories."""

    _tables: Tables

    def story_of(self, reports: Iterable[str]) -> Mapping[str, str]:
        """See ``Store.story_of``; a report that is in no story, or not kept, is left out."""
        with self._tables.reading():
            held = rows_of(self._tables, _HELD, reports)
            told = rows_of(self._tables, _UNMERGED, (story for _, story in held))
            homes: dict[int, str | None] = dict(told)
            for _, story in held:
                if story not in homes:
                    homes[story] = self._id(self._home(story))
        return {report: homes[story] or "" for report, story in held}

    def resolve(self, story: str) -> str | None:
        """See ``Store.resolve``. A story that lost all reports unmerged leads to where its first went."""
        with self._tables.reading():
            rows = self._tables.rows("SELECT number FROM stories WHERE id = ?", (story,))
            return self._id(self._home(rows[0][0])) if rows else None

    def stories_beginning(self, start: str) -> list[str]:
        """See ``Store.stories_beginning``."""
        sql = (
            "SELECT id FROM stories WHERE id >= ? AND id < ? AND (merged_into IS NOT NULL OR reports > 0)"
            " ORDER BY id"
        )
        return [row[0] for row in self._tables.rows(sql, (start, start + chr(sys.maxunicode)))]

    def entry(self, story: str) -> StoryEntry | None:
        """See ``Store.entry``."""
        with self._tables.reading():
            rows = self._tables.rows("SELECT number FROM stories WHERE id = ?", (story,))
            return self._entry(self._home(rows[0][0]), newest(self._tables)) if rows else None

    def entries(self, since: str | None = None, most: int | None = None, skip: int = 0) -> list[StoryEntry]:
        """See ``Store.entries``.

        Raises:
            StoreError: ``since`` is no date.
        """
        least = seconds(since)
        if since is not None and least is None:
            raise StoreError(f"{since!r} is no date; write it as 2026-01-31")
        with self._tables.reading():
            page = (-1 if most is None else most, skip)
            if least is None:
                rows = self._tables.rows(_LATEST.format(""), page)
            else:
                rows = self._tables.rows(_LATEST.format("AND latest >= ?"), (least, *page))
            latest_of_all = newest(self._tables)
            return [self._entry(row[0], latest_of_all) for row in rows]

    def merge(self, story: str, other: str) -> None:
        """See ``Store.merge``.

        Raises:
            StoreError: one is not known, ``other`` went into a story before, or they are one story already.
        """
        into, gone = story_number(self._tables, story), story_number(self._tables, other)
        above = ancestors(self._tables, gone)
        if len(above) > 1:
            raise StoreError(f"story {other} went into another one before; merge that one, or part it first")
        if gone in ancestors(self._tables, into):
            raise StoreError(f"stories {story} and {other} are one story already; merge two different ones")
        self._tables.change("UPDATE stories SET merged_into = ? WHERE number = ?", (into, gone))
        count_again(self._tables, [gone])

    def part(self, other: str) -> None:
        """See ``Store.part``.

        Raises:
            StoreError: it is not merged.
        """
        above = ancestors(self._tables, story_number(self._tables, other))
        if len(above) == 1:
            raise StoreError(f"story {other} is a story of its own already; part one that was merged")
        self._tables.change("UPDATE stories SET merged_into = NULL WHERE number = ?", above[:1])
        count_again(self._tables, above)

    def merges(self) -> Mapping[str, str]:
        """See ``Store.merges``."""
        return dict(
            self._tables.rows(
                "SELECT gone.id, into_.id FROM stories AS gone"
                " JOIN stories AS into_ ON into_.number = gone.merged_into"
            )
        )

    def _id(self, number: int) -> str | None:
        rows = self._tables.rows("SELECT id FROM stories WHERE number = ?", (number,))
        return rows[0][0] if rows else None

    def _home(self, number: int) -> int:
        """Return the story that holds a story's reports now."""
        seen: set[int] = set()
        while number not in seen:
            seen.add(number)
            merged_into, held, founder = self._tables.rows(
                "SELECT merged_into, reports, founder FROM stories WHERE number = ?", (number,)
            )[0]
            if merged_into is not None:
                number = merged_into
            elif held == 0 and founder is not None:
                rows = self._tables.rows(
                    "SELECT speaking.story FROM placements AS own JOIN placements AS speaking"
                    " ON speaking.report = coalesce(own.revision_of, own.report) WHERE own.report = ?",
                    (founder,),
                )
                number = rows[0][0] if rows[0][0] is not None else number
        return number

    def _entry(self, number: int, latest_of_all: float | None) -> StoryEntry:
        """List a story that went into no other."""
        rows = self._tables.rows("SELECT id, latest FROM stories WHERE number = ?", (number,))
        identity, latest = rows[0]
        ids = within(self._tables, number)
        members = self._members(list(ids))
        dated = [member.published for member in members if member.moment is not None]
        return StoryEntry(
            id=identity,
            title=self._title(members),
            reports=tuple(member.id for member in members),
            revision_of=tuple((one.id, one.revision_of) for one in members if one.revision_of is not None),
            first=dated[0] if dated else None,
            last=dated[-1] if dated else None,
            outlets=tuple(dict.fromkeys(member.outlet for member in members if member.outlet is not None)),
            asleep=is_asleep(latest, latest_of_all),
            absorbed=tuple(one for number_, one in ids.items() if number_ != number),
        )

    def _members(self, stories: list[int]) -> list[_Member]:
        """Return the reports of stories, with revisions that do not speak, in order of publication."""
        rows = rows_of(self._tables, _MEMBERS, stories)
        return sorted((_Member(*row) for row in rows), key=_place)

    def _title(self, members: Sequence[_Member]) -> str:
        numbers = {Headed(one.published, one.id, one.title): one.number for one in members if _speaks(one)}
        if not numbers:
            return ""
        if told := story_title(numbers):
            return told
        sql = "SELECT substr(text, 1, ?) FROM texts WHERE report = ?"
        return beginning(self._tables.rows(sql, (BEGINNING, numbers[first_headed(numbers)]))[0][0])


def _speaks(member: _Member) -> bool:
    return member.revision_of is None


def is_asleep(latest: float | None, latest_of_all: float | None) -> bool:
    """Tell whether a story sleeps, by its latest moment and that of all stories, in seconds since 1970."""
    if latest is None or latest_of_all is None:
        return False
    return latest < latest_of_all - ASLEEP_DAYS * 86400


def _place(member: _Member) -> tuple[float, float, str]:
    """Return where a report stands in the order of publication; without a date, behind all others."""
    dated = float("inf") if member.moment is None else member.moment
    return dated, dated if member.changed is None else member.changed, member.id
