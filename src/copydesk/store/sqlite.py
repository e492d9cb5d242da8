"""The store in one SQLite file; the one place that speaks to sqlite3.

The file is in WAL mode: readers see what was committed last and never wait, one writer works at a time.
Every commit is synced to the disk (``synchronous = FULL``), so what was acknowledged outlives a kill of the
process, and of the machine.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from copydesk.errors import StoreError
from copydesk.store.base import Counts
from copydesk.store.feeds import Feeds
from copydesk.store.history import History
from copydesk.store.placements import Placements
from copydesk.store.reports import Reports
from copydesk.store.schema import APPLICATION, MIGRATIONS, PAGE, TABLES, VERSION
from copydesk.store.search import Search
from copydesk.store.tables import Row

PATIENCE = 30.0
"""Seconds that a writer waits for its turn."""

_SETTINGS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = OFF",  # Debian's SQLite overwrites with zeros what the index lets go
    "PRAGMA cache_size = -65536",
    "PRAGMA wal_autocheckpoint = 4000",
    "PRAGMA temp_store = MEMORY",
)
_REPEAT = "repeat what was not acknowledged"
_HELD = "another program has been writing to it for {patience:g} seconds", "wait until that is done"
_LOCKED_AWAY = "it cannot be written", "get the right to write the file and its folder"
_LINES = {
    "SQLITE_FULL": ("no room is left for it", f"make room and {_REPEAT}"),
    "SQLITE_IOERR": ("the disk failed ({error})", f"make room or mend the disk, and {_REPEAT}"),
    "SQLITE_READONLY": _LOCKED_AWAY,
    "SQLITE_PERM": _LOCKED_AWAY,
    "SQLITE_CANTOPEN": ("it cannot be opened", "get the right to read the file and to write its folder"),
    "SQLITE_NOTADB": ("it is no store of copydesk", "name another file"),
    "SQLITE_CORRUPT": (
        "it is damaged ({error})",
        "take an older copy of it, or save what can be read with sqlite3 FILE .recover",
    ),
    "SQLITE_BUSY": _HELD,
    "SQLITE_LOCKED": _HELD,
}
"""What failed and how to mend it, by the primary part of SQLite's name of the error."""


class SqliteStore(Reports, Placements, Search, History, Feeds):
    """A ``Store`` in one file. It serves the thread that opened it; let each open its own."""

    def __init__(self, tables: "_File") -> None:
        self._tables: _File = tables

    def close(self) -> None:
        """See ``Store.close``."""
        self._tables.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """See ``Store.writing``."""
        with self._tables.writing():
            yield

    def counts(self) -> Counts:
        """See ``Store.counts``."""
        rows = self._tables.rows(
            "SELECT (SELECT count(*) FROM reports),"
            " (SELECT count(*) FROM stories WHERE merged_into IS NULL AND reports > 0),"
            " (SELECT count(*) FROM judgements),"
            " (SELECT count(*) FROM placements WHERE story IS NULL AND revision_of IS NULL)"
        )
        return Counts(*rows[0])


class _File:
    """``Tables`` over a connection to SQLite."""

    def __init__(self, connection: sqlite3.Connection, path: Path, patience: float) -> None:
        self._connection = connection
        self._path = path
        self._patience = patience
        self._is_writing = False

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        with self._told():
            return self._connection.execute(sql, values).fetchall()

    def change(self, sql: str, values: Sequence[object] = ()) -> None:
        self.change_all(sql, (values,))

    def change_all(self, sql: str, values: Iterable[Sequence[object]]) -> None:
        if not self._is_writing:
            raise StoreError(f"{self._path}: a change outside a transaction; make it inside writing()")
        with self._told():
            self._connection.executemany(sql, values)

    @contextmanager
    def reading(self) -> Iterator[None]:
        if self._connection.in_transaction:
            yield
            return
        self.rows("BEGIN")
        try:
            yield
        finally:
            self._roll_back()

    @contextmanager
    def writing(self) -> Iterator[None]:
        if self._connection.in_transaction:
            raise StoreError(f"{self._path}: a transaction inside another; end the first one")
        self.rows("BEGIN IMMEDIATE")
        self._is_writing = True
        try:
            yield
            self.rows("COMMIT")
        finally:
            self._is_writing = False
            self._roll_back()

    def close(self) -> None:
        with self._told():
            self._connection.close()

    def _roll_back(self) -> None:
        """Undo what was not committed; SQLite itself may have done so after a fault."""
        with suppress(sqlite3.Error):
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, UnicodeEncodeError) as error:
            raise _line(error, self._path, self._patience) from error


def open_store(path: str | Path, *, create: bool, writable: bool, patience: float = PATIENCE) -> SqliteStore:
    """Open the store at ``path``.

    One of an older version is brought to this one first, whoever opens it; a copy of it as it was is left
    beside it.

    Args:
        path: one file; while it is open, ``-wal`` and ``-shm`` lie beside it.
        create: make it if there is none.
        writable: it will be written to; without, it may lie where nothing can be written.
        patience: seconds that a writer waits for its turn.

    Raises:
        StoreError: there is none, it is damaged, no store or one of a newer version, or it cannot be written.
    """
    path = Path(path)
    _look(path, create=create and writable)
    try:
        connection = _connected(path, writable=writable, patience=patience)
    except sqlite3.Error as error:
        raise _line(error, path, patience) from error
    try:
        file = _File(connection, path, patience)
        version = _version(file, path)
        if version is None and writable:
            _lay_out(file, path)
        elif version is None:
            raise StoreError(f"{path}: the store is empty; add reports to it first")
        elif version < VERSION and writable:
            _migrate(file, path, patience)
        elif version < VERSION:
            file.close()
            open_store(path, create=False, writable=True, patience=patience).close()
            return open_store(path, create=False, writable=False, patience=patience)
        if writable:
            with suppress(StoreError):  # a place that cannot have it, or where nothing can be written
                file.rows("PRAGMA journal_mode = WAL")
        for setting in _SETTINGS:
            file.rows(setting)
    except BaseException:
        connection.close()
        raise
    return SqliteStore(file)


def _look(path: Path, *, create: bool) -> None:
    """Refuse what cannot be opened for a reason that is plain before SQLite is asked."""
    try:
        if path.is_dir():
            raise StoreError(f"{path}: it is a folder; name a file in it")
        if path.exists():
            return
        if not create:
            raise StoreError(f"{path}: there is no store; make one with copydesk add INPUT --store {path}")
        if not path.parent.is_dir():
            raise StoreError(f"{path}: the folder {path.parent} does not exist; make it first")
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror or error}; name another place") from error


def _connected(path: Path, *, writable: bool, patience: float) -> sqlite3.Connection:
    address = path.absolute().as_uri()
    if writable:
        return _connection(f"{address}?mode=rwc", patience)
    connection = _connection(f"{address}?mode=ro", patience)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        # A place where nothing can be written: what WAL needs beside the file cannot be made there.
        connection.close()
        log = Path(f"{path}-wal")
        if log.exists() and log.stat().st_size:
            raise
        return _connection(f"{address}?mode=ro&immutable=1", patience)
    return connection


def _connection(address: str, patience: float) -> sqlite3.Connection:
    return sqlite3.connect(address, timeout=patience, isolation_level=None, uri=True)


def _version(file: _File, path: Path) -> int | None:
    """Return the version of a store, None of one that has no tables yet.

    Raises:
        StoreError: it is another program's, or of a newer version.
    """
    with file.reading():
        application = file.rows("PRAGMA application_id")[0][0]
        version = int(file.rows("PRAGMA user_version")[0][0])
        tables = file.rows("SELECT count(*) FROM sqlite_master")[0][0]
    if application == 0 and version == 0 and tables == 0:
        return None
    if application != APPLICATION:
        raise StoreError(f"{path}: it is another program's SQLite file, not a store; name another file")
    if version > VERSION:
        what = f"the store is of version {version}, this program knows {VERSION}"
        raise StoreError(f"{path}: {what}; use a newer copydesk")
    return version


def _lay_out(file: _File, path: Path) -> None:
    """Make the tables of a new store, all or none; whoever comes second finds them."""
    file.rows(f"PRAGMA page_size = {PAGE}")
    with file.writing():
        if _version(file, path) is None:
            for statement in TABLES:
                file.change(statement)
            file.rows(f"PRAGMA application_id = {APPLICATION}")
            file.rows(f"PRAGMA user_version = {VERSION}")


def _migrate(file: _File, path: Path, patience: float) -> None:
    """Bring an older store to this version, all or none, with a copy as it was beside it."""
    with file.writing():
        version = _version(file, path)
        if version is None or version == VERSION:
            return
        _copy(path, version, patience)
        for older in range(version, VERSION):
            for statement in MIGRATIONS[older]:
                file.change(statement)
        file.rows(f"PRAGMA user_version = {VERSION}")


def _copy(path: Path, version: int, patience: float) -> None:
    """Write a whole copy of a store, what lies in its log included, as NAME.version-N beside it."""
    copy = path.with_name(f"{path.name}.version-{version}")
    number = 1
    while copy.exists():
        number += 1
        copy = path.with_name(f"{path.name}.version-{version}-{number}")
    part = path.with_name(f"{copy.name}.part")
    try:
        part.unlink(missing_ok=True)
        with _closing(_connection(f"{path.absolute().as_uri()}?mode=ro", patience)) as reader:
            reader.execute("VACUUM INTO ?", (str(part),))
        with part.open("rb+") as written:
            os.fsync(written.fileno())
        part.replace(copy)
    except (sqlite3.Error, OSError) as error:
        part.unlink(missing_ok=True)
        what = f"no copy of the older store can be kept beside it ({' '.join(str(error).split())})"
        raise StoreError(f"{path}: {what}; make room, or get the right to write the folder") from error


@contextmanager
def _closing(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    try:
        yield connection
    finally:
        connection.close()


def _line(error: Exception, path: Path, patience: float) -> StoreError:
    """Say in a line what failed, where, and how to mend it."""
    name = str(getattr(error, "sqlite_errorname", ""))
    told = " ".join(str(error).split())
    if told.startswith("Could not decode to UTF-8"):  # Python's own error, which holds the text
        name, told = "SQLITE_CORRUPT", "a text in it is not UTF-8"
    for primary, (what, remedy) in _LINES.items():
        if name.startswith(primary):
            return StoreError(f"{path}: {what.format(error=told, patience=patience)}; {remedy}")
    return StoreError(f"{path}: {told}; look whether the file is a whole store of copydesk")
