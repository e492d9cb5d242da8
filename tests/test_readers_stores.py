"""Stores and exports among the inputs hold no reports to be read; no line advises to destroy them."""

import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from copydesk.errors import InputError
from copydesk.readers.files import read
from copydesk.readers.shelved import beside, is_store
from copydesk.store.sqlite import open_store
from copydesk.unloading import EVENTS, JUDGEMENTS, RECEIVED, export
from shelf import keep, kept, opened, place

TEXT = "The council of Norvik voted on Monday to close the old bridge for two years."
COPIES = ("desk.db.version-0", "desk.db.version-0-2", "desk.db.version-0.part", "desk.db-journal")


def lines(*inputs: Path | str) -> list[str]:
    return [str(one) for one in read(inputs) if isinstance(one, InputError)]


def test_a_folder_with_a_store_in_use(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    with opened(tmp_path / "desk.db") as store:
        keep(store, kept("one", TEXT))
        for name in COPIES:
            (tmp_path / name).write_bytes(b"")
        assert (tmp_path / "desk.db-wal").exists()
        assert (tmp_path / "desk.db-shm").exists()
        for given in (tmp_path, tmp_path / "*"):
            (report,) = read([str(given)])
            assert not isinstance(report, InputError)
            assert report.text == TEXT
        (line,) = lines(tmp_path / "desk.db")
        assert line.startswith(f"{tmp_path}/desk.db: a store, not a report; read what is in it with copydesk")
        for name in ("desk.db-wal", "desk.db-shm", *COPIES):
            (line,) = lines(tmp_path / name)
            assert line == (
                f"{tmp_path / name}: it belongs to the database desk.db; "
                "leave it there, for the database may be lost without it"
            )


def test_another_program_s_database_is_said_but_what_belongs_to_it_is_not(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE a (b)")
    (tmp_path / "other.db-journal").write_bytes(b"")
    (line,) = lines(tmp_path)
    assert line.startswith(f"{tmp_path / 'other.db'}: the file is binary")


def test_names_alone_make_no_store(tmp_path: Path) -> None:
    for name in ("desk.db", "notes-journal", "desk.db-wal", "a.version-1"):
        (tmp_path / name).write_text(f"{TEXT} {name}")
        assert not is_store(tmp_path / name)
        assert beside(tmp_path / name) is None
    assert len(list(read([tmp_path]))) == 4


def of_export(folder: Path) -> Path:
    with opened(folder / "desk.db") as store:
        keep(store, *(kept(name, f"{TEXT} {name}") for name in "abcdef"))
        place(store, a="s", b="s", c="s", d="t", e="t", f="t")
        with store.writing():
            for report in "ab":
                store.record("merged", "s", "t", (report,), "they are alike", None)
            store.judge("merge", "s", "t", ("a", "b"), None)
    with closing(open_store(folder / "desk.db", create=False, writable=False)) as store:
        export(store, folder / "out", received=True)
    return folder / "out"


def test_files_of_an_export_are_a_line_each(tmp_path: Path) -> None:
    out = of_export(tmp_path)
    for name in (EVENTS, JUDGEMENTS, "stories.jsonl"):
        (line,) = lines(out / name)
        what = f"it holds {name.removesuffix('.jsonl')} that copydesk wrote, no reports"
        assert line == f"{out / name}: {what}; give the reports.jsonl that lies beside it"
    (line,) = lines(out / RECEIVED)
    assert line.endswith(
        "zip archive, which is not read; unpack it; of an export, give the reports.jsonl that lies beside it"
    )
    assert lines(out / "reports.jsonl") == []


@pytest.mark.parametrize("read_out", [lambda path: path.read_bytes(), lambda path: path.read_bytes()[:-1]])
def test_reports_among_such_rows_are_read(tmp_path: Path, read_out: Callable[[Path], bytes]) -> None:
    out = of_export(tmp_path)
    (tmp_path / "all.jsonl").write_bytes(
        b"".join((out / name).read_bytes() for name in ("stories.jsonl", "reports.jsonl"))
        + read_out(out / EVENTS)
    )
    outcomes = list(read([tmp_path / "all.jsonl"]))
    assert sum(isinstance(one, InputError) for one in outcomes) == 2
    assert len(outcomes) == 8


def test_a_zip_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as file:
        file.writestr("a.txt", TEXT)
    assert "unpack it" in lines(tmp_path)[0]
