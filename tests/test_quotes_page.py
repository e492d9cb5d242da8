"""docs/quotes.md shows how sentences are read; here they are read."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from copydesk.extract.mentions import Mentions
from copydesk.extract.quotes import Quotes
from copydesk.extract.speakers import Speakers
from copydesk.model.document import Document
from copydesk.model.quote import Quote
from test_quotes import drawn, plain

Parse = Callable[[str], Document]

PAGE = (Path(__file__).parent.parent / "docs" / "quotes.md").read_text("utf-8")


def rows(heading: str, columns: int) -> list[tuple[str, ...]]:
    """The rows of the table below a line, as the page shows them."""
    table = PAGE.split(heading, 1)[1].split("\n|---", 1)[1].split("\n\n", 1)[0]
    found = [tuple(cell.strip() for cell in row.strip("|").split("|")) for row in table.split("\n")[1:]]
    assert all(len(row) == columns for row in found)
    return found


EXAMPLES = rows("Ten examples", 3)
FAILURES = rows("## Known failures", 2)
UNQUOTED = re.findall(r"[^.]+\.", PAGE.split("in marks that nobody says:")[1].split("\n")[0])


def read(parse: Parse, text: str) -> list[Quote]:
    document = parse(text)
    document = replace(document, mentions=tuple(Mentions()(document)))
    document = replace(document, quotes=tuple(Quotes()(document)))
    return list(Speakers()(document))


def check(parse: Parse, picture: str) -> list[Quote]:
    text, parts = drawn(picture.replace("\\<", "<").replace("⏎", "\n"))
    found = read(parse, text)
    for part in ("content", "cue", "source"):
        spans = sorted(span for quote in found for span in getattr(quote, part))
        assert plain(text, spans) == plain(text, parts[part])
    return found


@pytest.mark.parametrize(("kind", "picture", "speaker"), EXAMPLES)
def test_examples_are_read_as_drawn(parse: Parse, kind: str, picture: str, speaker: str) -> None:
    found = check(parse, picture)
    assert [(quote.kind, quote.speaker or "") for quote in found] == [(kind, speaker)]


@pytest.mark.parametrize("text", UNQUOTED)
def test_marks_that_are_no_quotes(parse: Parse, text: str) -> None:
    assert read(parse, text.strip()) == []


@pytest.mark.parametrize("picture", [picture for picture, _ in FAILURES])
def test_known_failures_still_fail_as_described(parse: Parse, picture: str) -> None:
    check(parse, picture)


def test_the_page_has_ten_examples() -> None:
    assert len(EXAMPLES) == 10
