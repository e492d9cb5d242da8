"""Which files the inputs name: folders are walked, patterns resolved, what must not be read is left out."""

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from copydesk.errors import InputError
from copydesk.readers.shelved import beside, is_store

STDIN = "-"

RESULT = ".copydesk"
"""A file of this name lists, one a line, the files beside it that ``tell`` or ``export`` wrote."""
_WRITTEN = (".html", ".jsonl", ".parquet", ".zip")

_NOT_REPORTS = (".", "readme", "license", "licence")
"""How names of files begin that are passed over in folders: hidden ones, and papers about the folder."""


def named(inputs: object) -> list[str]:
    """Return the inputs by name.

    Raises:
        TypeError: they are one path, whose letters would be taken for files, or something is no path.
    """
    if isinstance(inputs, str | bytes | os.PathLike):
        path = os.fsdecode(inputs)
        raise TypeError(f"one path was given in place of a list of paths; give [{path!r}]")
    if not isinstance(inputs, Iterable):
        what = type(inputs).__name__
        raise TypeError(f"{what} was given in place of a list of paths; put paths into a list")
    listed: list[object] = list(inputs)
    for number, given in enumerate(listed):
        if not isinstance(given, str | os.PathLike):
            what = type(given).__name__
            raise TypeError(f"input {number:,} is {what}, not a path; give a name as str, or a Path")
    return [str(given) for given in listed]


def sources(given: str) -> Iterator[str | InputError]:
    """Resolve one input to files, by name, and to errors for what is not there."""
    path = Path(given)
    try:
        if given == STDIN or (path.exists() and not path.is_dir()):
            yield given if given == STDIN else _reported(given)
        elif path.is_dir():
            yield from _walk(given)
        elif glob.has_magic(given):
            found = sorted(glob.glob(given, recursive=True))  # noqa: PTH207 - absolute patterns
            for name in found:
                yield from _walk(name) if Path(name).is_dir() else _files([name])
            if not found:
                yield InputError("the pattern matches no file", where=given, remedy="check the pattern")
        else:
            yield InputError("there is no such file", where=given, remedy="check the path")
    except (OSError, ValueError) as error:
        yield unopened(given, error)


def _walk(folder: str) -> Iterator[str | InputError]:
    """Yield the files under a folder in sorted order, and an error for each folder that cannot be listed."""
    failed: list[OSError] = []
    empty = True
    for here, folders, files in os.walk(folder, onerror=failed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in folders:
            if Path(here, name).is_symlink():
                what = "a link to a folder is not followed"
                yield InputError(what, where=shown(Path(here, name)), remedy="name that folder as an input")
        written = written_by_tell(Path(here))
        names = [name for name in sorted(files) if not _is_aside(name) and name not in written]
        for found in _files(str(Path(here, name)) for name in names):
            empty = False
            yield found
    for error in failed:
        yield unopened(error.filename or folder, error)
    if empty and not failed:
        yield InputError("the folder holds no file to read", where=shown(folder), remedy="check the path")


def _reported(name: str) -> str | InputError:
    """Return the name of a file, or the line that says that it belongs to a store and is no report."""
    path = Path(name)
    if not path.is_file():
        return name
    if is_store(path):
        remedy = "read what is in it with copydesk stories, or export it and give reports.jsonl"
        return InputError("a store, not a report", where=shown(name), remedy=remedy)
    if owner := beside(path):
        remedy = "leave it there, for the database may be lost without it"
        return InputError(f"it belongs to the database {shown(owner.name)}", where=shown(name), remedy=remedy)
    return name


def written_by_tell(folder: Path) -> frozenset[str]:
    """Return the names of the files in a folder that ``tell`` wrote there; they are never read as reports."""
    try:
        names = (folder / RESULT).read_text("utf-8").splitlines() if (folder / RESULT).is_file() else []
    except (OSError, ValueError):
        return frozenset()
    return frozenset(name for name in names if Path(name).name == name and name.endswith(_WRITTEN))


def _is_aside(name: str) -> bool:
    return name.lower().startswith(_NOT_REPORTS)


def _files(names: Iterable[str]) -> Iterator[str | InputError]:
    """Yield the names of files, and of links to nowhere.

    Pipes and devices, which may never end, are passed over, and so are stores and what belongs to them.
    """
    for name in names:
        path = Path(name)
        try:
            if path.is_file():
                if not is_store(path) and not beside(path):
                    yield name
            elif path.is_symlink() and not path.exists():
                yield name
        except OSError as error:
            yield unopened(name, error)


def shown(name: str | Path) -> str:
    """Return a file's name as text: bytes of it that are not UTF-8 become U+FFFD."""
    return os.fsencode(name).decode("utf-8", "replace")


def unopened(where: str, error: Exception) -> InputError:
    """Return the line that says that a file cannot be read, and why."""
    reason = getattr(error, "strerror", None) or str(error)
    remedy = "grant the right to read it" if isinstance(error, PermissionError) else "check the file"
    return InputError(f"cannot be read ({reason})", where=shown(where), remedy=remedy)
