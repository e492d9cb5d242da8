"""Parquet files to reports."""

from collections.abc import Iterator
from typing import BinaryIO

from copydesk.errors import InputError
from copydesk.parquet import read_rows
from copydesk.readers.drafts import Outcome
from copydesk.readers.findings import Findings
from copydesk.readers.records import report_of


def read_parquet(source: str | BinaryIO, where: str) -> Iterator[Outcome]:
    """Yield the report of each row, and one error where the file is damaged or pyarrow is missing.

    Args:
        source: a path, or a stream that can seek.
        where: how to name the file to people.
    """
    try:
        findings = Findings(where)
        for number, row in enumerate(read_rows(source, where), 1):
            if kind := findings.kind(row):
                yield from findings.line(kind)
            else:
                yield from report_of(row, f"{where}, record {number}")
    except InputError as error:
        yield error
