"""The folder that ``tell`` writes: pages for people, rows for programs, the same content in both."""

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


class Result:
    """An open result folder.

    Stories are written aside as they are told, and all is moved into place on leaving: until then, and
    if the run is stopped, an earlier result stays as it was. No file is replaced or removed but those
    that an earlier run wrote.

    Raises:
        OutputError: a file of the result's is there that ``tell`` did not write.
        OSError: the folder cannot be written to.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._teasers: list[tuple[str, Teaser]] = []

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._refuse_others([FRONT_PAGE, REPORTS, STORIES])
        self._aside = Path(tempfile.mkdtemp(prefix=f"{RESULT}-", dir=self.folder))
        self._report_rows: TextIO = _rows(self._aside / REPORTS)
        self._story_rows: TextIO = _rows(self._aside / STORIES)
        return self

    def add(self, story: Story, documents: Sequence[Document]) -> None:
        """Write one story: its page, its row, and the rows of its reports."""
        for document in documents:
            _write(self._report_rows, {**annotate_row(document), "in_story": story.id})
        _write(self._story_rows, story_row(story))
        self._teasers.append((story.last or "", write_story(self._aside, story, documents)))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            with self._report_rows, self._story_rows:
                pass
            if error is None:
                self._finish()
        finally:
            shutil.rmtree(self._aside, ignore_errors=True)

    def _finish(self) -> None:
        newest_first = sorted(self._teasers, key=lambda one: one[0], reverse=True)
        write_front(self._aside, [shown for _, shown in newest_first])
        if parquet.available():
            for name in (REPORTS, STORIES):
                rows = self._aside / name
                parquet.from_json_lines(rows, rows.with_suffix(".parquet"))
        new = {path.name for path in self._aside.iterdir()}
        old = self._refuse_others(new)
        self._list(old | new)  # before the moves: whatever stops them, no file of ours becomes another's
        for name in sorted(new):
            (self._aside / name).replace(self.folder / name)
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
                raise OutputError(f"{path}: it was not written by tell; {remedy}")
        return old

    def _list(self, names: Iterable[str]) -> None:
        (self.folder / RESULT).write_text("".join(f"{name}\n" for name in sorted(names)), "utf-8")


def _rows(path: Path) -> TextIO:
    return path.open("w", encoding="utf-8", errors="backslashreplace")  # in JSON a lone surrogate's escape


def _write(file: TextIO, row: Row) -> None:
    file.write(json.dumps(row, ensure_ascii=False) + "\n")
