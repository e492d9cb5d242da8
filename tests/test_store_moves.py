"""Reports that a later one moved: what is taken back when that one is placed anew, and what is not."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from copydesk.store.base import Moved, Placing
from copydesk.store.sqlite import SqliteStore
from shelf import FIRST, HOUR, keep, kept, opened, place

LAST = FIRST + 9 * HOUR
ANEW = float("-inf")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    """Reports of hours 0 to 9 in three stories; the last one moved the first from ``a`` to ``b``."""
    with opened(tmp_path / "desk.db") as made:
        keep(made, *(kept(f"r{hour}", hour=hour) for hour in range(10)))
        place(made, r0="a", r1="a", r2="b", r3="b", r4="c", r8="b", r9="b")
        with made.writing():
            made.move([Moved("r0", "b", "r9")])
        yield made


def story(store: SqliteStore, report: str) -> str | None:
    return store.story_of([report]).get(report)


def moves(tmp_path: Path) -> int:
    with closing(sqlite3.connect(tmp_path / "desk.db")) as base:
        return int(base.execute("SELECT count(*) FROM moves").fetchone()[0])


def unplace(store: SqliteStore, since: float) -> None:
    with store.writing():
        store.unplace(since)


def test_a_move_is_taken_back_once(store: SqliteStore, tmp_path: Path) -> None:
    unplace(store, LAST)
    assert (story(store, "r0"), moves(tmp_path)) == ("a", 0)


def test_a_report_that_was_silent_since_is_not_put_back(store: SqliteStore, tmp_path: Path) -> None:
    with store.writing():
        store.set_revisions({"r0": "r5"})
        store.place([Placing("r5", "b", 1.0)])
        store.set_revisions({"r0": None})
        store.place([Placing("r0", "c", 0.5)])
    assert moves(tmp_path) == 0
    unplace(store, LAST)
    assert story(store, "r0") == "c"


def test_a_report_that_was_placed_anew_since_is_not_put_back(store: SqliteStore, tmp_path: Path) -> None:
    with store.writing():
        store.pin(["r9"], "b")
        store.unplace(ANEW)
        store.place([Placing("r0", "c", 0.5)])
        store.pin(["r9"], None)
    assert moves(tmp_path) == 0
    unplace(store, LAST)
    assert story(store, "r0") == "c"


def test_the_revision_that_speaks_for_a_cause_is_the_cause(store: SqliteStore) -> None:
    with store.writing():
        store.keep([kept("r9b", hour=9)])
        store.set_revisions({"r9": "r9b"})
        store.place([Placing("r9b", "b", 1.0)])
    unplace(store, LAST)
    assert story(store, "r0") == "a"


def test_a_report_that_was_pinned_since_stays_pinned(store: SqliteStore) -> None:
    with store.writing():
        store.pin(["r0"], "c")
    unplace(store, LAST)
    assert story(store, "r0") == "c"
    with store.writing():
        store.pin(["r0"], None)
    assert story(store, "r0") == "a", "and is found where it was before"


def test_a_report_that_is_held_where_it_was_found_stays_there(store: SqliteStore) -> None:
    with store.writing():
        store.pin(["r0"], "b")
    unplace(store, LAST)
    assert store.placings(["r0"])["r0"].story == story(store, "r0") == "b"


def test_a_report_that_was_moved_on_for_another_cause_stays_there(store: SqliteStore, tmp_path: Path) -> None:
    with store.writing():
        store.move([Moved("r0", "c", "r8")])
    unplace(store, LAST)
    assert (story(store, "r0"), moves(tmp_path)) == ("c", 1)
    unplace(store, FIRST + 8 * HOUR)
    assert (story(store, "r0"), moves(tmp_path)) == ("a", 0)


def test_nothing_is_left_of_moves_when_all_is_placed_anew(store: SqliteStore, tmp_path: Path) -> None:
    with store.writing():
        store.move([Moved("r1", "c", "r8"), Moved("r0", "c", "r9"), Moved("r0", "d", "r8")])
        store.unplace(ANEW)
    assert moves(tmp_path) == 0
