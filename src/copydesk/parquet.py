"""Parquet files in and out: the one place that speaks to pyarrow, which is an extra."""

import json
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from copydesk.errors import InputError

BATCH = 256
"""Rows held in memory at once while reading."""

WRITTEN = 2_000
"""Rows held in memory at once while writing."""


def available() -> bool:
    """Tell whether the ``parquet`` extra is installed."""
    return find_spec("pyarrow") is not None


def read_rows(source: str | BinaryIO, where: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a Parquet file, a few hundred at a time.

    Args:
        source: a path, or a stream that can seek.
        where: how to name the file to people.

    Raises:
        InputError: pyarrow is not installed, or the file is damaged from some row on.
    """
    if not available():
        remedy = "install the extra: pip install pyarrow"
        raise InputError("reading Parquet needs pyarrow", where=where, remedy=remedy)
    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile

    number = 0
    try:
        for batch in ParquetFile(source).iter_batches(batch_size=BATCH):
            for row in batch.to_pylist():
                number += 1
                yield row
    except (ArrowException, OSError, ValueError) as error:
        what = f"not a whole Parquet file, after record {number}: {str(error).splitlines()[0][:120]}"
        raise InputError(what, where=where, remedy="write or fetch it again") from error


def from_json_lines(source: Path, target: Path) -> None:
    """Write the rows of a JSON Lines file as Parquet, dates as the strings they are; memory stays flat.

    The file is read twice, first for the types of its columns. Without a row no file is written, for
    Parquet has no schema without rows.
    """
    from pyarrow import Table, unify_schemas
    from pyarrow.parquet import ParquetWriter

    schemas = [Table.from_pylist(rows).schema for rows in _rows_of(source)]
    if not schemas:
        return
    schema = unify_schemas(schemas, promote_options="permissive")
    with ParquetWriter(target, schema) as writer:
        for rows in _rows_of(source):
            writer.write_table(Table.from_pylist(rows, schema=schema))


def _rows_of(source: Path) -> Iterator[list[dict[str, Any]]]:
    with source.open(encoding="utf-8") as lines:
        while batch := [json.loads(line) for line in islice(lines, WRITTEN)]:
            yield batch
