"""Whatever goes wrong is said in one line, and nothing that was acknowledged is lost."""

import os
import resource
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from copydesk.errors import StoreError
from copydesk.store.base import Counts
from copydesk.store.schema import APPLICATION, MIGRATIONS, TABLES, VERSION
from copydesk.store.sqlite import open_store
from shelf import keep, kept, opened, place

TALL = "Rain fell on Harrowgate Bay. " * 200


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store of one report in one story."""
    with opened(tmp_path / "desk.db") as store:
        keep(store, kept("one"))
        place(store, one="s")
    return tmp_path / "desk.db"


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """A folder that other users can see."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def fault(path: Path, *, create: bool = False, writable: bool = True) -> str:
    """The one line that opening or reading a store says."""
    with pytest.raises(StoreError) as raised:
        open_store(path, create=create, writable=writable).all_documents().__next__()
    return one_line(raised.value, path)


def one_line(error: StoreError, path: Path) -> str:
    line = str(error)
    assert "\n" not in line
    assert line.startswith(f"{path}: ")
    assert ";" in line, "how to mend it is said too"
    return line.removeprefix(f"{path}: ")


def in_child(work: Callable[[], str], *, nobody: bool = False) -> str:
    """What ``work`` says in a process of its own, if asked for by a user without rights."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if nobody and os.getuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            said = work()
        except BaseException as error:  # noqa: BLE001 - the parent judges it
            said = f"{type(error).__name__}: {error}"
        os.write(writing, said.encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return said


def test_there_is_none(tmp_path: Path) -> None:
    assert fault(tmp_path / "desk.db").startswith("there is no store; make one with copydesk add")
    assert fault(tmp_path / "no" / "desk.db", create=True).startswith(
        f"the folder {tmp_path / 'no'} does not"
    )
    assert fault(tmp_path).startswith("it is a folder")
    assert fault(tmp_path / ("x" * 300), create=True).startswith("File name too long")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "desk.db").touch()
    assert fault(tmp_path / "desk.db", writable=False).startswith("the store is empty")
    with opened(tmp_path / "desk.db") as store:
        assert store.counts() == Counts(0, 0, 0)


@pytest.mark.parametrize("writable", [True, False])
def test_what_is_no_store(tmp_path: Path, writable: bool) -> None:
    text = tmp_path / "report.txt"
    text.write_text(TALL)
    assert fault(text, writable=writable) == "it is no store of copydesk; name another file"
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as base:
        base.execute("CREATE TABLE reports (id)")
    assert fault(other, writable=writable).startswith("it is another program's SQLite file")
    with closing(sqlite3.connect(other)) as base:
        base.execute("DROP TABLE reports")
        base.execute("PRAGMA application_id = 7")
    assert fault(other, writable=writable).startswith("it is another program's SQLite file")
    assert text.read_text() == TALL


@pytest.mark.parametrize("writable", [True, False])
def test_a_damaged_store(path: Path, writable: bool) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + b"\x55" * (len(whole) - 8192))
    assert fault(path, writable=writable).startswith("it is damaged (database disk image is malformed)")
    path.write_bytes(whole[: len(whole) // 2])
    assert fault(path, writable=writable).startswith("it is damaged (database disk image is malformed)")


@pytest.mark.parametrize("writable", [True, False])
def test_a_store_of_a_newer_version_is_refused(path: Path, writable: bool) -> None:
    with closing(sqlite3.connect(path)) as base:
        base.execute(f"PRAGMA user_version = {VERSION + 1}")
    before = path.read_bytes()
    assert fault(path, writable=writable) == (
        f"the store is of version {VERSION + 1}, this program knows {VERSION}; use a newer copydesk"
    )
    assert path.read_bytes() == before


def older(path: Path) -> None:
    """Make a store of version 0 with a report and a judgement, part of it in its log only."""
    vectors = (
        "CREATE TABLE vectors (report INTEGER PRIMARY KEY REFERENCES reports, vector BLOB NOT NULL) STRICT"
    )
    with closing(sqlite3.connect(path, isolation_level=None)) as base:
        for statement in TABLES:
            if not any(f"CREATE TABLE {name} " in statement for name in ("vectors", "counts", "weights")):
                base.execute(statement.replace("judge TEXT,", ""))
        base.execute(vectors)
        base.execute(f"PRAGMA application_id = {APPLICATION}")
        base.execute("PRAGMA journal_mode = WAL")
        base.execute("INSERT INTO stories (id) VALUES ('s')")
        base.execute("INSERT INTO judgements (at, kind, story, reports) VALUES ('now', 'reject', 's', '[]')")
        base.execute("INSERT INTO reports (id, came, origin, digest) VALUES ('r', 'now', 'test', '-')")
        base.execute("INSERT INTO placements (report) VALUES (1)")
        base.execute("INSERT INTO vectors VALUES (1, ?)", (b"hash-of-term1term2counted:2",))
        log = Path(f"{path}-wal").read_bytes()
        saved = path.read_bytes()
    path.write_bytes(saved)
    Path(f"{path}-wal").write_bytes(log)


@pytest.mark.parametrize("writable", [True, False])
def test_an_older_store_is_migrated_and_a_copy_of_it_kept(tmp_path: Path, writable: bool) -> None:
    path = tmp_path / "desk.db"
    older(path)
    assert set(MIGRATIONS) == set(range(VERSION)), "each older version knows its way"
    with opened(path, writable=writable) as store:
        assert [(one.kind, one.by) for one in store.judgements()] == [("reject", None)]
        (waiting,) = store.unplaced()
        assert (waiting.terms, waiting.counts) == (b"hash-of-term1term2"[:16], b"m2counted:2")
    with opened(path) as store, store.writing():
        assert store.judge("reject", "s", None, [], "Ida").by == "Ida"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["desk.db", "desk.db.version-0"]
    with closing(sqlite3.connect(tmp_path / "desk.db.version-0")) as base:
        columns = [row[1] for row in base.execute("PRAGMA table_info(judgements)")]
        assert base.execute("SELECT count(*) FROM judgements").fetchone() == (1,)
        assert base.execute("PRAGMA user_version").fetchone() == (0,)
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert "judge" not in columns


def test_a_migration_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "desk.db"
    older(path)
    monkeypatch.setitem(MIGRATIONS, 0, ("DELETE FROM judgements", "ALTER TABLE nowhere ADD COLUMN x"))
    assert fault(path).startswith("no such table: nowhere")
    with closing(sqlite3.connect(path)) as base:
        assert base.execute("SELECT count(*) FROM judgements").fetchone() == (1,)
        assert base.execute("PRAGMA user_version").fetchone() == (0,)
    monkeypatch.undo()
    with opened(path) as store:
        assert len(store.judgements()) == 1
    assert {one.name for one in tmp_path.iterdir()} == {"desk.db", "desk.db.version-0", "desk.db.version-0-2"}


def test_a_second_writer_waits_and_is_told(path: Path) -> None:
    with opened(path) as first, opened(path, patience=0.1) as second:
        with first.writing():
            first.keep([kept("two")])
            with pytest.raises(StoreError) as raised, second.writing():
                pass
            assert second.counts().reports == 1, "a reader does not wait, and sees what is committed"
        assert second.counts().reports == 2
        with second.writing():
            second.keep([kept("three")])
    said = one_line(raised.value, path)
    assert said == "another program has been writing to it for 0.1 seconds; wait until that is done"


def test_a_reader_cannot_write(path: Path) -> None:
    with opened(path, writable=False) as store:
        with pytest.raises(StoreError) as raised, store.writing():
            store.set_fetched(["a"])
        assert one_line(raised.value, path).startswith("it cannot be written")


def test_a_place_where_nothing_can_be_written(shared_folder: Path) -> None:
    path = shared_folder / "desk.db"
    with opened(path) as store:
        keep(store, kept("one"))
    shared_folder.chmod(0o555)
    path.chmod(0o444)

    def read() -> str:
        with opened(path, writable=False) as store:
            return " ".join(one.id for one in store.all_documents())

    def write() -> str:
        with opened(path) as store:
            keep(store, kept("two"))
        return "written"

    def create() -> str:
        with opened(shared_folder / "other.db"):
            return "made"

    assert in_child(read, nobody=True) == "one"
    assert in_child(write, nobody=True).startswith(f"StoreError: {path}: it cannot be written; get the right")
    assert in_child(create, nobody=True).startswith(f"StoreError: {shared_folder / 'other.db'}: it cannot be")
    path.chmod(0o000)
    shared_folder.chmod(0o755)
    assert in_child(read, nobody=True).startswith(f"StoreError: {path}: it cannot be opened; get the right")
    assert [one.name for one in shared_folder.iterdir()] == ["desk.db"]


def test_an_older_store_that_cannot_be_copied_stays_as_it_is(shared_folder: Path) -> None:
    path = shared_folder / "desk.db"
    older(path)
    with closing(sqlite3.connect(path)) as base:
        base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = path.read_bytes()

    def read() -> str:
        with opened(path, writable=False) as store:
            return str(len(store.judgements()))

    shared_folder.chmod(0o555)
    path.chmod(0o444)
    assert in_child(read, nobody=True).startswith(f"StoreError: {path}: it cannot be written; get the right")
    assert path.read_bytes() == before


def limited() -> None:
    """Let no file of this process grow beyond 300 kB."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))


def fill(path: Path) -> str:
    """Keep batches until one fails; says which went well, and the line."""
    acknowledged = 1
    with opened(path) as store:
        try:
            for batch in range(1000):
                keep(store, *(kept(f"{batch}-{number}", f"{TALL} {batch} {number}") for number in range(5)))
                acknowledged += 5
        except StoreError as error:
            return f"{acknowledged} {store.counts().reports} {error}"
    return "never full"


def test_a_file_that_may_not_grow_loses_nothing(path: Path) -> None:
    def work() -> str:
        limited()
        return fill(path)

    acknowledged, counted, line = in_child(work).split(" ", 2)
    assert int(acknowledged) == int(counted) > 5
    assert "make room" in one_line(StoreError(line), path)
    check(path, int(acknowledged))


def test_a_full_disk_loses_nothing(path: Path) -> None:
    with opened(path) as store:
        pages = store._tables.rows("PRAGMA page_count")[0][0]
        store._tables.rows(f"PRAGMA max_page_count = {pages + 20}")
        with pytest.raises(StoreError) as raised:  # noqa: PT012 - one of them fails
            for number in range(100):
                keep(store, kept(f"r{number}", TALL + str(number)))
        counted = store.counts().reports
    assert one_line(raised.value, path).startswith("no room is left for it; make room and repeat")
    assert counted > 1
    check(path, counted)


def check(path: Path, reports: int) -> None:
    """All that was acknowledged is there, whole, and more can be added."""
    with opened(path) as store:
        assert store.counts().reports == reports
        assert len(list(store.all_documents())) == len(store.search("harrowgate", 1000)) == reports
        keep(store, kept("last"))
    with closing(sqlite3.connect(path)) as base:
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
