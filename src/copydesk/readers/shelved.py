"""Files that are no reports because a store of copydesk lies in them: the store, and what belongs to it."""

import re
from pathlib import Path

_HEADER = b"SQLite format 3\0"
_APPLICATION = slice(68, 72)
"""Where SQLite's file format has the application id; a store's is "COPY" (see docs/store.md)."""

_BESIDE = re.compile(r"(.+)(?:-wal|-shm|-journal|\.version-\d+(?:-\d+)?|\.part)", re.S)
"""How SQLite names what lies beside a file, and a store the copies of what it was before."""


def is_store(path: Path) -> bool:
    """Tell whether a regular file is a store; one that cannot be read is none."""
    head = _head(path)
    return head.startswith(_HEADER) and head[_APPLICATION] == b"COPY"


def beside(path: Path) -> Path | None:
    """Return the SQLite file that a file belongs to by its name, None if it belongs to none."""
    name = path.name
    while match := _BESIDE.fullmatch(name):
        name = match[1]
        owner = path.with_name(name)
        if owner.is_file() and _head(owner).startswith(_HEADER):
            return owner
    return None


def _head(path: Path) -> bytes:
    try:
        with path.open("rb", buffering=0) as file:
            return file.read(_APPLICATION.stop)
    except (OSError, ValueError):
        return b""
