"""Folders of results: pages for people, rows for programs, the same content in both."""

import json
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TextIO

from copydesk import parquet
from copydesk.errors import OutputError
from copydesk.model.document import Document
from copydesk.model.story import Story
from copydesk.output import Row, annotate_row, story_row
from copydesk.readers.inputs import RESULT, written_by_tell
from copydesk.web.pages import FRONT_PAGE, write_front, write_story

if TYPE_CHECKING:
    from copydesk.web.front_view import Teaser

REPORTS = "reports.jsonl"
STORIES = "stories.jsonl"


class Folder:
    """A folder that files are written to, all of them or none.

    They are written aside and moved into place on leaving: until then, and if the run is stopped, what an
    earlier run wrote stays as it was. No file is replaced or removed but those that an earlier run wrote.

    Args:
        folder: made if missing.
        names: files that will be written for sure; others that are written are held to the same rule.

    Raises:
        OutputError: a file of these names is there that copydesk did not write.
        OSError: the folder cannot be written to.
    """

    def __init__(self, folder: Path, names: Iterable[str]) -> None:
        self.folder = folder
        self._names = tuple(names)

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._refuse_others(self._names)
        self.aside = Path(tempfile.mkdtemp(prefix=f"{RESULT}-", dir=self.folder))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                self._move()
        finally:
            shutil.rmtree(self.aside, ignore_errors=True)

    def _move(self) -> None:
        if parquet.available():
            for rows in sorted(self.aside.glob("*.jsonl")):
                parquet.from_json_lines(rows, rows.with_suffix(".parquet"))
        new = {path.name for path in self.aside.iterdir()}
        old = self._refuse_others(new)
        self._list(old | new)  # before the moves: whatever stops them, no file of ours becomes another's
        for name in sorted(new):
            (self.aside / name).replace(self.folder / name)
        for name in old - new:
            (self.folder / name).unlink(missing_ok=True)
        self._list(new)

    def _refuse_others(self, names: Iterable[str]) -> frozenset[str]:
        """Return what an earlier run wrote; other files of these names are not touched."""
        old = written_by_tell(self.folder)
        for name in sorted(set(names) - old):
            path = self.folder / name
            if path.exists() or path.is_symlink():
                remedy = "name another folder, or move the file away"
                raise OutputError(f"{path}: it was not written by copydesk; {remedy}")
        return old

    def _list(self, names: Iterable[str]) -> None:
        (self.folder / RESULT).write_text("".join(f"{name}\n" for name in sorted(names)), "utf-8")


class Result:
    """An open result folder (see ``Folder``): stories are written as they are told."""

    def __init__(self, folder: Path) -> None:
        self._folder = Folder(folder, [FRONT_PAGE, REPORTS, STORIES])
        self._teasers: list[tuple[str, Teaser]] = []

    def __enter__(self) -> Self:
        self._folder.__enter__()
        self._report_rows: TextIO = open_rows(self._folder.aside / REPORTS)
        self._story_rows: TextIO = open_rows(self._folder.aside / STORIES)
        return self

    def add(self, story: Story, documents: Sequence[Document]) -> None:
        """Write one story: its page, its row, and the rows of its reports."""
        for document in documents:
            write_row(self._report_rows, {**annotate_row(document), "in_story": story.id})
        write_row(self._story_rows, story_row(story))
        self._teasers.append((story.last or "", write_story(self._folder.aside, story, documents)))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            with self._report_rows, self._story_rows:
                pass
            if error is None:
                newest_first = sorted(self._teasers, key=lambda one: one[0], reverse=True)
                write_front(self._folder.aside, [shown for _, shown in newest_first])
        except BaseException as failed:
            self._folder.__exit__(type(failed), failed, failed.__traceback__)
            raise
        self._folder.__exit__(kind, error, trace)


def open_rows(path: Path) -> TextIO:
    """Open a file for rows."""
    return path.open("w", encoding="utf-8", errors="backslashreplace")  # in JSON a lone surrogate's escape


def write_row(file: TextIO, row: Row) -> None:
    """Write one row of JSON Lines."""
    file.write(json.dumps(row, ensure_ascii=False) + "\n")
