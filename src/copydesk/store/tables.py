"""What the parts of a store ask of the file that holds its tables."""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from itertools import islice
from typing import Any, Protocol

Row = tuple[Any, ...]

TOGETHER = 500
"""Values that are asked for in one statement."""


class Tables(Protocol):
    """Tables in a file, reached by SQL.

    Raises, all methods:
        StoreError: the file is full, damaged or held by another writer.
    """

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """Return all rows that a query finds."""
        ...

    def change(self, sql: str, values: Sequence[object] = ()) -> None:
        """Run a statement that changes something.

        Raises:
            StoreError: outside ``Store.writing``, too.
        """
        ...

    def change_all(self, sql: str, values: Iterable[Sequence[object]]) -> None:
        """Run such a statement once for each of the values."""
        ...

    def reading(self) -> AbstractContextManager[None]:
        """Let all queries inside see the same state, whatever others add meanwhile."""
        ...


def rows_of(tables: Tables, sql: str, values: Iterable[object]) -> list[Row]:
    """Return all rows that a query with ``IN (...)`` finds for these values, however many there are."""
    found: list[Row] = []
    waiting = iter(dict.fromkeys(values))
    while group := list(islice(waiting, TOGETHER)):
        found += tables.rows(sql.replace("(...)", f"({','.join('?' * len(group))})"), group)
    return found
