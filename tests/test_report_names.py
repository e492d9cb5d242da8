"""What reports are called: by their outlets, else by their files, each told apart from the others."""

import pytest

from copydesk.model.report import Report, names

GAZETTE = ("feed.jsonl, record 1", "gazette.example")
FIRST, SECOND = ("in/001_28afa32f73862d62.txt", ""), ("in/002_91c0ffee12ab34cd.txt", "")
ONE_FILE = [("in/wire-28afa32f73862d62.txt", ""), ("in/wire-91c0ffee12ab34cd.txt", "")]


@pytest.mark.parametrize(
    ("reports", "called"),
    [
        ([GAZETTE, FIRST], ("gazette.example", "001")),
        ([GAZETTE, GAZETTE], ("gazette.example (1)", "gazette.example (2)")),
        ([FIRST, SECOND], ("001", "002")),
        (ONE_FILE, ("wire-28afa32f73862d62", "wire-91c0ffee12ab34cd")),
        ([("in/28afa32f73862d62.txt", "")], ("28afa32f73862d62",)),
        ([], ()),
    ],
)
def test_names(reports: list[tuple[str, str]], called: tuple[str, ...]) -> None:
    given = [
        Report(f"r{number}", "", "", origin, outlet=outlet or None)
        for number, (origin, outlet) in enumerate(reports)
    ]
    assert names(given) == called
