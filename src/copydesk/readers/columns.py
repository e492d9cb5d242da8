"""Parquet files to reports; the one place that speaks to pyarrow."""

from collections.abc import Iterator
from typing import BinaryIO

from copydesk.errors import InputError
from copydesk.readers.drafts import Outcome
from copydesk.readers.records import report_of


def read_parquet(source: str | BinaryIO, where: str) -> Iterator[Outcome]:
    """Read the rows of a Parquet file, a few hundred at a time.

    Args:
        source: a path, or a stream that can seek.
        where: how to name the file to people.
    """
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError:
        remedy = "pip install 'copydesk[parquet]'"
        yield InputError("reading Parquet needs pyarrow", where=where, remedy=remedy)
        return
    number = 0
    try:
        for batch in ParquetFile(source).iter_batches(batch_size=256):
            for row in batch.to_pylist():
                number += 1
                yield from report_of(row, f"{where}, record {number}")
    except (ArrowException, OSError, ValueError) as error:
        what = f"not a whole Parquet file, after record {number}: {str(error).splitlines()[0][:120]}"
        yield InputError(what, where=where, remedy="write or fetch it again")
