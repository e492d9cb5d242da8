"""Stories as numbers: which went into which, and how many reports each holds."""

from collections.abc import Iterable, Mapping

from copydesk.errors import StoreError
from copydesk.store.tables import Tables, rows_of

_WITHIN = """
    WITH RECURSIVE within (number) AS (
        VALUES (?1) UNION SELECT stories.number FROM stories JOIN within ON merged_into = within.number
    )
"""
_IDS_WITHIN = f"{_WITHIN} SELECT number, id FROM within JOIN stories USING (number) ORDER BY number"  # noqa: S608
_COUNT = f"""
    {_WITHIN} UPDATE stories SET (reports, latest) = (
        SELECT count(*), max(moment) FROM placements WHERE story IN (SELECT number FROM within)
    ) WHERE number = ?1
"""  # noqa: S608 - put together from the above


def story_number(tables: Tables, story: str) -> int:
    """Return the number of a story.

    Raises:
        StoreError: there is none of this id.
    """
    rows = tables.rows("SELECT number FROM stories WHERE id = ?", (story,))
    if not rows:
        raise StoreError(f"there is no story {story!r} in the store; ask for one that is listed")
    return int(rows[0][0])


def founded(tables: Tables, founders: Mapping[str, int | None]) -> dict[str, int]:
    """Return the numbers of stories by their ids; what is not there yet is founded by the report given."""
    tables.change_all("INSERT OR IGNORE INTO stories (id, founder) VALUES (?, ?)", founders.items())
    return dict(rows_of(tables, "SELECT id, number FROM stories WHERE id IN (...)", founders))


def within(tables: Tables, number: int) -> dict[int, str]:
    """Return number and id of a story and of all that went into it, oldest first."""
    return dict(tables.rows(_IDS_WITHIN, (number,)))


def ancestors(tables: Tables, number: int) -> list[int]:
    """Return a story, the one that it went into, the one that this went into, and so on."""
    line = [number]
    while True:
        rows = tables.rows("SELECT merged_into FROM stories WHERE number = ?", line[-1:])
        if rows[0][0] is None or rows[0][0] in line:
            return line
        line.append(rows[0][0])


def count_again(tables: Tables, stories: Iterable[int]) -> None:
    """Count the reports of these stories, and of those that they went into, and see which is the latest."""
    touched: set[int] = set()
    for story in stories:
        if story not in touched:
            touched.update(ancestors(tables, story))
    tables.change_all(_COUNT, [(story,) for story in touched])
