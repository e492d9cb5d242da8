"""The screen never keeps a rule from a line on which it fires."""

import gzip
import json
from pathlib import Path

import pytest

from copydesk.extract.zoning import rules
from copydesk.extract.zoning.naming import laid_out, lines_of
from copydesk.extract.zoning.screen import EVERY, screen

LINES = (
    "Photo: Newswire",
    "(Photo: Mira Lund)",
    "| Image: Mira Lund",
    "写真：田中",
    "The bridge seen from the quay. REUTERS/Mira Lund",
    "Inga Holt (L) and Jon Vik (R)",
    "ATTENTION EDITORS - no resale",
    "Corrections and clarifications: the river",
    "Исправлено: река",
    "Mira Lund contributed to this report",
    "- © Mira Lund 2021",
    "The Associated Press",
    "tarnbytimes.example",
    "3comments",
    "• 3 comments",
    "Leave a comment below",
    "Kommentare (2)",
    "התגובות",
    "By Mira Lund",
    "Tarnby Times staff writer",
    "Published November 19, 2019 at 5:12 pm",
    "PublishedNovember 19, 2019",
    "Дата: 3 марта 2019",
    "2019年3月3日",
    "3.5.2021",
    "Otter an hour ago",
    "Otter yesterday at 5:12",
    "Reply",
    "Enter your e-mail to get it in your inbox",
    "This site uses cookies",
)


def told(folded: str, tried: int) -> tuple[bool, str | None, bool]:
    return (
        rules.is_caption(folded, tried),
        rules.own_kind(folded, tried),
        rules.is_thread_head(folded, tried),
    )


def assert_screened(text: str) -> None:
    lines = lines_of(text)
    sheet = laid_out(lines, [0, len(lines)], [""])
    for folded, tried in zip(sheet.folded, screen(sheet).tolist(), strict=True):
        assert told(folded, tried) == told(folded, EVERY), (folded, bin(tried))


@pytest.mark.parametrize("line", LINES)
def test_a_line_says_the_same_with_and_without_screen(line: str) -> None:
    assert any(told(line.casefold(), EVERY)), "the line shows nothing"
    assert_screened(line)


def test_lines_of_real_pages_say_the_same_with_and_without_screen(shared: Path) -> None:
    content = gzip.decompress((shared / "data" / "pages" / "flat.jsonl.gz").read_bytes())
    for row in content.splitlines()[::6]:
        assert_screened(json.loads(row)["text"])
