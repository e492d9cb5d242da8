"""Who said it, in reports of other people: the marks, and the counting. ``evaluate.py`` holds the floors."""

import hashlib
import json
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from copydesk.marked import Mark, figures, read_marks
from copydesk.model.span import Span

GOLD = Path(__file__).parent / "gold" / "speakers.jsonl"


@pytest.fixture(scope="module")
def marks() -> tuple[Mark, ...]:
    return read_marks(GOLD)


def mark(start: int, end: int, *names: str, unnamed: bool = False) -> Mark:
    return Mark("r", "s", "", "look", "direct", (Span(start, end),), names, unnamed)


def test_the_marks_are_two_hundred_in_two_parts_without_a_common_story(marks: tuple[Mark, ...]) -> None:
    assert Counter(mark.part for mark in marks) == {"look": 100, "kept": 100}
    parts = defaultdict(set)
    for one in marks:
        parts[one.part].add(one.story)
    assert not parts["look"] & parts["kept"]
    assert len(parts["look"] | parts["kept"]) > 50
    assert max(Counter(mark.report for mark in marks).values()) <= 4


def test_the_marked_texts_are_those_of_the_shared_folder(marks: tuple[Mark, ...], shared: Path) -> None:
    texts = {}
    for path in (shared / "data" / "stories").glob("*.jsonl"):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            texts[row["id"]] = row["text"]
    for one in marks:
        text = texts[one.report]
        assert hashlib.sha256(text.encode()).hexdigest() == one.sha256
        assert all(0 <= span.start < span.end <= len(text) for span in one.content)
        assert one.names or one.unnamed


RIGHT = [
    ("Anna Berg", True),
    ("anna berg's", True),
    ("Mayor Anna Berg", True),
    ("Berg", True),
    ("Anna M. Berg", True),
    ("Paul Berg", False),
    ("Anna", False),
    ("Anna Berg's office", False),
    (None, False),
]


@pytest.mark.parametrize(("speaker", "right"), RIGHT)
def test_a_speaker_is_compared_as_a_name(speaker: str | None, right: bool) -> None:
    assert mark(0, 9, "Anna Berg", "Berg").right(speaker) is right


@pytest.mark.parametrize("speaker", ["Harbour Police Authority", "Authority of the Harbour Police", "HPA"])
def test_an_institution_is_compared_by_its_words(speaker: str) -> None:
    assert mark(0, 9, "Harbour Police Authority").right(speaker)
    assert not mark(0, 9, "Harbour Police Authority").right(f"director of the {speaker}")


def test_nobody_is_right_where_the_reader_says_so() -> None:
    assert mark(0, 9, "officials", unnamed=True).right(None)
    assert mark(0, 9, "officials", unnamed=True).right("Officials")
    assert not mark(0, 9, "officials").right(None)


def test_a_quote_counts_as_found_from_half_of_it_on() -> None:
    marked = [mark(0, 10, "Anna Berg"), mark(20, 30, "Paul Marsh")]
    said = {"r": [((Span(0, 5),), "Anna Berg"), ((Span(26, 40),), "Paul Marsh")]}
    told = figures(marked, said)
    assert told["found"] == told["right"] == 0.5
    assert told["right_of_found"] == 1
    assert figures(marked, {})["right"] == 0


def test_the_quote_that_holds_most_of_it_counts() -> None:
    said = {"r": [((Span(0, 6),), "Paul Marsh"), ((Span(0, 10), Span(50, 60)), "Anna Berg")]}
    assert figures([mark(0, 10, "Anna Berg")], said)["right"] == 1
