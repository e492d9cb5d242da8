"""The folder that ``tell`` writes: pages for people, rows for programs, the same content in both."""

import json
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TextIO

from copydesk import parquet
from copydesk.model.document import Document
from copydesk.model.story import Story
from copydesk.output import Row, annotate_row, story_row
from copydesk.web.pages import write_front, write_story

if TYPE_CHECKING:
    from copydesk.web.front_view import Teaser

REPORTS = "reports.jsonl"
STORIES = "stories.jsonl"


class Result:
    """An open result folder. Stories are written as they are told; leaving it writes the front page."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._teasers: list[Teaser] = []

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        for stale in [*self.folder.glob("*.html"), *self.folder.glob("*.parquet")]:
            stale.unlink()
        self._report_rows: TextIO = (self.folder / REPORTS).open("w", encoding="utf-8")
        self._story_rows: TextIO = (self.folder / STORIES).open("w", encoding="utf-8")
        return self

    def add(self, story: Story, documents: Sequence[Document]) -> None:
        """Write one story: its page, its row, and the rows of its reports."""
        for document in documents:
            _write(self._report_rows, {**annotate_row(document), "in_story": story.id})
        _write(self._story_rows, story_row(story))
        self._teasers.append(write_story(self.folder, story, documents))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._report_rows.close()
        self._story_rows.close()
        if error is None:
            write_front(self.folder, self._teasers)
            if parquet.available():
                for rows in (self.folder / REPORTS, self.folder / STORIES):
                    parquet.from_json_lines(rows, rows.with_suffix(".parquet"))


def _write(file: TextIO, row: Row) -> None:
    file.write(json.dumps(row, ensure_ascii=False) + "\n")
