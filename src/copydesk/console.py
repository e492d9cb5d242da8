"""Standard output and standard error, as all commands use them."""

import errno
import io
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from copydesk.errors import InputError

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
"""What would break a line in two, or steer the terminal; names of files and ids may hold it."""

Item = TypeVar("Item")


class Console:
    """What a command shares with ``main``: how many inputs were refused, and how to say so."""

    def __init__(self) -> None:
        self.refusals = 0

    def refused(self, error: InputError) -> None:
        """Say what could not be read."""
        self.refusals += 1
        say(f"copydesk: {error}")

    def repeated(self, number: int) -> None:
        """Say how many reports were left out because they were read before."""
        times = "1 report was" if number == 1 else f"{number:,} reports were"
        say(f"{times} the very same as one read before, and left out")


def open_standard_streams() -> None:
    """Print UTF-8 whatever the locale, and have somewhere to say things even where that was closed."""
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open for good
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A lone surrogate then comes out as JSON escapes it.
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def put_rows(rows: Iterable[dict[str, Any]]) -> None:
    """Print JSON Lines."""
    for row in rows:
        put(json.dumps(row, ensure_ascii=False))


def put_if_read(rows: Iterable[dict[str, Any]]) -> None:
    """Print JSON Lines at once; if who reads them has gone away, the work goes on for nobody to read.

    Raises:
        OSError: standard output is closed.
    """
    try:
        put_rows(rows)
        sys.stdout.flush()
    except BrokenPipeError:
        print_to_nobody()


def print_to_nobody() -> None:
    """Let all that is still printed be lost: the reader of our output (head, less) went away."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def put(line: str, end: str = "\n") -> None:
    """Print one line.

    Raises:
        OSError: standard output is closed.
    """
    if sys.stdout is None:
        raise OSError(errno.EBADF, "closed", "standard output")
    sys.stdout.write(line + end)


def say(line: str) -> None:
    """Say something on standard error, in one line whatever is in it; to nobody if nobody reads on."""
    with suppress(BrokenPipeError):
        sys.stderr.write(_UNPRINTABLE.sub(" ", line) + "\n")


def progress(items: Iterable[Item], total: int | None = None, unit: str = "report") -> Iterator[Item]:
    """Pass items through, with a progress bar if standard error is a terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    from tqdm import tqdm

    yield from tqdm(items, total=total, unit=unit)


@contextmanager
def progress_of_reports() -> Iterator[Callable[[int, int], None]]:
    """Give a function that is told how many reports are done, of how many; it draws as ``progress`` does."""
    if not sys.stderr.isatty():
        yield lambda done, total: None  # noqa: ARG005 - nobody looks
        return
    from tqdm import tqdm

    with tqdm(unit="report") as bar:

        def told(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield told
