"""docs/dates.md shows how dates are read and resolved; here they are."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from copydesk.extract.times import date_expressions
from copydesk.model.document import Document

Parse = Callable[[str], Document]

PAGE = (Path(__file__).parent.parent / "docs" / "dates.md").read_text("utf-8")
ROW = re.compile(r"^\| (.+?) \| (-|\d{4}-\d\d-\d\d) \| ?(.*?) ?\|$", re.MULTILINE)
EXAMPLES = ROW.findall(PAGE.split("## Examples", 1)[1].split("\n## ", 1)[0])


@pytest.mark.parametrize(("picture", "anchor", "values"), EXAMPLES)
def test_examples_are_read_as_drawn(parse: Parse, picture: str, anchor: str, values: str) -> None:
    document = parse(re.sub(r"[\[\]]", "", picture))
    found = date_expressions(document, None if anchor == "-" else date.fromisoformat(anchor))
    drawn = re.findall(r"\[(.+?)\]", picture)
    assert [document.text[one.start : one.end] for one in found] == drawn
    assert [one.value or "-" for one in found] == [value.strip("`") for value in values.split()]


@pytest.mark.parametrize(("picture", "anchor", "values"), EXAMPLES)
def test_without_an_anchor_only_what_is_absolute_has_a_value(
    parse: Parse, picture: str, anchor: str, values: str
) -> None:
    document = parse(re.sub(r"[\[\]]", "", picture))
    bare = [one.value or "-" for one in date_expressions(document, None)]
    told = [value.strip("`") for value in values.split()]
    assert all(left in ("-", right) for left, right in zip(bare, told, strict=True))


def test_the_page_has_its_examples() -> None:
    assert len(EXAMPLES) == 34
    assert {anchor for _, anchor, _ in EXAMPLES} > {"-", "2024-03-15"}
