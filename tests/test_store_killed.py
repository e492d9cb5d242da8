"""A store survives the kill of who writes to it, and is read by others meanwhile."""

import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from shelf import opened

BATCH = 6

WRITER = f"""
import sys
from copydesk.store.base import Placing
from shelf import kept, opened
name = sys.argv[2]
with opened(sys.argv[1]) as store:
    for batch in range(100_000):
        ids = [f"{{name}}-{{batch}}-{{number}}" for number in range({BATCH})]
        with store.writing():
            store.keep([kept(one, f"Rain fell on Harrowgate Bay. {{one}} " * 40, received=one.encode() * 50) for one in ids])
            store.place([Placing(one, f"story-{{batch % 9}}", 0.5) for one in ids])
            store.record("woke", f"story-{{batch % 9}}", None, ids[:1], name, None)
        print(*ids, flush=True)
"""  # noqa: E501

READER = f"""
import sys, time
from shelf import opened
last = 0
with opened(sys.argv[1], writable=False) as store:
    end = time.monotonic() + float(sys.argv[2])
    rounds = 0
    while time.monotonic() < end:
        reports = store.counts().reports
        assert reports % {BATCH} == 0 and reports >= last, reports
        last = reports
        entries = store.entries(most=20)
        listed = sum(len(entry.reports) for entry in entries)
        assert listed % {BATCH} == 0 and listed >= reports, (listed, reports)
        assert len(store.search("harrowgate rain", 10)) == 10
        store.documents(entries[0].reports[-3:])
        rounds += 1
print(rounds, last)
"""


def started(code: str, *arguments: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parent,
    )


def killed(path: Path, name: str, after: float, *, at_once: bool) -> list[str]:
    """What a writer acknowledged before it was killed, so many seconds after its start or its first word."""
    writer = started(WRITER, path, name)
    assert writer.stdout is not None
    first = "" if at_once else writer.stdout.readline()
    time.sleep(after)
    writer.send_signal(signal.SIGKILL)
    rest, _ = writer.communicate()
    assert writer.returncode == -signal.SIGKILL
    return (first + rest.rpartition("\n")[0]).split()


def check(path: Path, acknowledged: set[str]) -> None:
    """Every acknowledged report is there once, and of the batch that was under way all or nothing."""
    with opened(path) as store:
        ids = [one.id for one in store.all_documents()]
        assert len(ids) == len(set(ids)) == store.counts().reports
        assert acknowledged <= set(ids)
        assert len(ids) % BATCH == 0
        assert all(store.received(one) == one.encode() * 50 for one in ids[-BATCH:])
        placed = [report for entry in store.entries() for report in entry.reports]
        assert sorted(placed) == sorted(ids)
        assert len(store.history()) == len(ids) // BATCH
        assert all(store.search(f'"{one}"', 1)[0].document.id == one for one in ids[-1:])
    with closing(sqlite3.connect(path, isolation_level=None)) as base:
        assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        base.execute("INSERT INTO searched (searched) VALUES ('integrity-check')")


def kill_often(path: Path, times: int, seed: int) -> None:
    """Kill the writers of one store: one in four while it is opened, the others while they write."""
    draw = random.Random(seed)  # noqa: S311 - moments, not secrets
    acknowledged: set[str] = set()
    for number in range(times):
        at_once = number % 4 == 0
        after = draw.uniform(0.15, 0.35) if at_once else draw.uniform(0, 0.1)
        acknowledged.update(killed(path, f"w{number}", after, at_once=at_once))
        if path.exists():
            check(path, acknowledged)
    assert len(acknowledged) >= times // 2 * BATCH


def test_a_killed_writer_loses_nothing(tmp_path: Path) -> None:
    kill_often(tmp_path / "desk.db", 8, seed=6)


@pytest.mark.slow
def test_a_writer_killed_two_hundred_times_loses_nothing(tmp_path: Path) -> None:
    for part in range(25):
        kill_often(tmp_path / f"desk{part}.db", 8, seed=part)


def test_several_make_a_store_at_once_and_take_turns(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    writers = [started(WRITER, path, f"w{number}") for number in range(3)]
    acknowledged: set[str] = set()
    for writer in writers:
        assert writer.stdout is not None
        for _ in range(5):
            acknowledged.update(writer.stdout.readline().split())
    for writer in writers:
        writer.kill()
        rest, _ = writer.communicate()
        acknowledged.update(rest.rpartition("\n")[0].split())
    assert len(acknowledged) >= 3 * 5 * BATCH
    check(path, acknowledged)


def test_two_read_while_one_writes(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    writer = started(WRITER, path, "w")
    assert writer.stdout is not None
    for _ in range(3):
        writer.stdout.readline()
    readers = [started(READER, path, 1.5) for _ in range(2)]
    said = [reader.communicate()[0].split() for reader in readers]
    writer.kill()
    writer.communicate()
    assert [reader.returncode for reader in readers] == [0, 0]
    assert all(int(rounds) > 5 for rounds, _ in said)
    check(path, set())
