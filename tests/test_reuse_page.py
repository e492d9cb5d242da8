"""docs/reuse.md shows which passages two texts share; here they are looked for."""

import io
import re
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from copydesk.model.document import Document
from copydesk.model.link import Passage
from copydesk.model.report import Report
from copydesk.reuse.alignment import align

PAGE = (Path(__file__).parent.parent / "docs" / "reuse.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```\n([^\n]+)\n([^\n]+)\n```$", PAGE, re.MULTILINE)
MARKS = {"copy": "{}", "quotation": "<>", "furniture": "[]"}
PLAIN = str.maketrans("⏎", "\n", "{}<>[]")


def document(name: str, picture: str) -> Document:
    return Document(Report(name, picture.translate(PLAIN), "", "page"))


def drawn(text: str, passages: list[Passage], side: str) -> str:
    edges = []
    for passage in passages:
        citation, marks = getattr(passage, side), MARKS[passage.kind]
        edges += [(citation.start, 1, marks[0]), (citation.end, 0, marks[1])]
    for at, _, mark in sorted(edges, reverse=True):
        text = text[:at] + mark + text[at:]
    return text.replace("\n", "⏎")


@pytest.mark.parametrize(("left", "right"), EXAMPLES, ids=range(len(EXAMPLES)))
def test_examples_are_read_as_drawn(left: str, right: str) -> None:
    documents = document("left", left), document("right", right)
    found = align(*documents)
    assert drawn(documents[0].text, found, "left") == left
    assert drawn(documents[1].text, found, "right") == right


def test_the_page_shows_every_kind() -> None:
    assert len(EXAMPLES) == 9
    assert all(any(mark in left for left, _ in EXAMPLES) for marks in MARKS.values() for mark in marks)


def test_the_python_of_the_page_prints_what_it_says() -> None:
    code, printed = re.findall(r"```python\n(.*?)```\s+It prints `([^`]+)`", PAGE, re.DOTALL)[0]
    out = io.StringIO()
    with redirect_stdout(out):
        exec(code, {})  # noqa: S102 - the page's own example
    assert out.getvalue().strip() == printed
