"""docs/reuse.md shows which passages two texts share; here they are looked for."""

import io
import re
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from test_editing import MARKS, check

PAGE = (Path(__file__).parent.parent / "docs" / "reuse.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```\n([^\n]+)\n([^\n]+)\n```$", PAGE, re.MULTILINE)


@pytest.mark.parametrize(("left", "right"), EXAMPLES, ids=range(len(EXAMPLES)))
def test_examples_are_read_as_drawn(left: str, right: str) -> None:
    check(left.replace("⏎", "\n"), right.replace("⏎", "\n"))


def test_the_page_shows_every_kind() -> None:
    assert len(EXAMPLES) == 9
    assert all(any(mark in left for left, _ in EXAMPLES) for marks in MARKS.values() for mark in marks)


def test_the_python_of_the_page_prints_what_it_says() -> None:
    code, printed = re.findall(r"```python\n(.*?)```\s+It prints `([^`]+)`", PAGE, re.DOTALL)[0]
    out = io.StringIO()
    with redirect_stdout(out):
        exec(code, {})  # noqa: S102 - the page's own example
    assert out.getvalue().strip() == printed
