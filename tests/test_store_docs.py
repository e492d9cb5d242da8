"""docs/store.md: every table and column is told, and the queries answer as they say."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from copydesk.model.report import Zone
from copydesk.store.base import Placing
from copydesk.store.schema import APPLICATION, VERSION
from shelf import kept, opened

PAGE = (Path(__file__).parent.parent / "docs" / "store.md").read_text("utf-8")
QUERIES = re.findall(r"```sql\n(.*?)```", PAGE, re.S)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """A store with a merged story, a revision that does not speak, a pin and an undated report."""
    path = tmp_path_factory.mktemp("store") / "desk.db"
    headline = "Ferry sinks\nA ferry sank off Harrowgate Bay."
    zones = (Zone(0, 12, "headline"), Zone(12, len(headline), "body"))
    with opened(path) as store, store.writing():
        store.keep(
            [
                kept("one", headline, zones=zones, outlet="bay.example", title="Ferry sinks"),
                kept("old", "Ferry sinks, first told.", outlet="bay.example"),
                kept("two", hour=30, outlet="sea.example"),
                kept("three", hour=None),
            ]
        )
        store.place([Placing("one", "sea", 0), Placing("two", "rain", 0), Placing("three", "sea", 0.5)])
        store.set_revisions({"old": "one"})
        store.merge("rain", "sea")
        store.pin(["three"], "other")
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as found:
        yield found


def test_every_table_and_column_is_told(base: sqlite3.Connection) -> None:
    sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'searched_%'"
    tables = [name for (name,) in base.execute(sql) if not name.startswith("sqlite_")]
    assert len(tables) == 15
    for table in tables:
        told = PAGE.partition(f"**{table}**")[2].partition("\n**")[0]
        assert told, f"{table} is not told"
        for column in base.execute(f"PRAGMA table_xinfo({table})"):
            hidden = table == "searched" and column[1] in {"searched", "rank"}
            assert hidden or f"`{column[1]}`" in told, f"{table}.{column[1]} is not told"
    assert base.execute("PRAGMA application_id").fetchone() == (APPLICATION,)
    assert f"0x{APPLICATION:X}" in PAGE
    assert f"now {VERSION}." in PAGE


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, [("rain", 2, "2026-03-02 06:00:00"), ("other", 1, None)]),
        (1, [("rain",)]),
        (
            2,
            [
                ("one", "bay.example", "2026-03-01T00:00:00+00:00", "Ferry sinks"),
                ("old", "bay.example", "2026-03-01T00:00:00+00:00", None),
            ],
        ),
        (3, [("one", "Ferry sinks")]),
        (4, [("one", "Ferry sinks\n")]),
        (5, [("three", "sea", "other")]),
        (6, [("sea.example", "2026-03-02", 1), ("bay.example", "2026-03-01", 1), (None, None, 1)]),
    ],
)
def test_the_queries_answer(base: sqlite3.Connection, number: int, expected: list[object]) -> None:
    assert len(QUERIES) == 7
    assert base.execute(QUERIES[number], {"story": "sea"}).fetchall() == expected
