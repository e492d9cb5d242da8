"""Who wrote a report: names are kept as printed, and what is no name is not taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.extract.headings import byline, completed
from copydesk.model.document import Document
from copydesk.model.report import Report, Zone, ZoneKind
from copydesk.text.bylines import LONGEST, byline_of, opens_byline, printed_byline

BODY = "The council voted on 3 May 2019 to close the bridge. Work begins on 4 June 2021, the mayor said."
OUTLETS = ("norvikpost.example", "The Norvik Post")

CLEANED = [
    ("Jo Lindqvist", "Jo Lindqvist"),
    ("By Jo Lindqvist", "Jo Lindqvist"),
    ("BY JO LINDQVIST", "JO LINDQVIST"),
    ("Written by: Jo Lindqvist", "Jo Lindqvist"),
    ("Von Jo Lindqvist", "Jo Lindqvist"),
    ("Von Trapp", "Von Trapp"),
    ("Di Marco", "Di Marco"),
    ("Text: Jo Lindqvist", "Jo Lindqvist"),
    ("Текст: Анна Петрова", "Анна Петрова"),
    ("Jo Lindqvist and Per Sund", "Jo Lindqvist and Per Sund"),
    ("Jo Lindqvist, Per Sund", "Jo Lindqvist, Per Sund"),
    ("Jo Lindqvist, staff writer", "Jo Lindqvist"),
    ("Jo Lindqvist, Health Correspondent, Per Sund", "Jo Lindqvist, Per Sund"),
    ("Jo Lindqvist | 4 March 2025", "Jo Lindqvist"),
    ("Jo Lindqvist, 4 March 2025", "Jo Lindqvist"),
    ("Jo Lindqvist on March 4, 2025", "Jo Lindqvist"),
    ("Jo Lindqvist on Tuesday, March 4th", "Jo Lindqvist"),
    ("Jo Lindqvist Published 10:15", "Jo Lindqvist"),
    ("Jo Lindqvist publiziert am 25. September 2018", "Jo Lindqvist"),
    ("Jo Lindqvist jo@norvikpost.example", "Jo Lindqvist"),
    ("Jo Lindqvist (@jolind)", "Jo Lindqvist"),
    ("Jo Lindqvist, The Norvik Post", "Jo Lindqvist"),
    ("Jo Lindqvist for the Norvik Post", "Jo Lindqvist"),
    ("Jo Lindqvist Norvik Post", "Jo Lindqvist"),
    ("Jo Lindqvist, Harbour Agency", "Jo Lindqvist, Harbour Agency"),
    ("The Norvik Post", "The Norvik Post"),
    ("Staff Reports", "Staff Reports"),
    ("March Lindqvist", "March Lindqvist"),
    ("admin", None),
    ("jdadmin", None),
    ("null", None),
    ("[object Object]", None),
    ("https://www.facebook.example/jo", None),
    ("By", None),
    ("4 March 2025", None),
    ("", None),
    ("The mayor said. The bridge is to close in a week and nobody was asked about it.", None),
]


@pytest.mark.parametrize(("written", "name"), CLEANED)
def test_a_field_is_cleaned_to_its_names(written: str, name: str | None) -> None:
    assert byline_of(written, OUTLETS) == name


PRINTED = [
    ("By Jo Lindqvist", "Jo Lindqvist"),
    ("Jo Lindqvist", "Jo Lindqvist"),
    ("Jo van der Berg and Per Sund", "Jo van der Berg and Per Sund"),
    ("홍길동", "홍길동"),
    ("كتبت: ليلى حداد", "ليلى حداد"),
    ("بقلم سامي نور", "سامي نور"),
    ("記者 佐藤花子", "佐藤花子"),
    ("记者：李小雨", "李小雨"),
    ("by subject", None),
    ("November 20, 2019", None),
    ("Wednesday", None),
    ("Updated", None),
    ("12:03 GMT", None),
    ("sexta-feira, 22 de outubro de 2018", None),
    ("Share this story", None),
    ("Our Staff", None),
    ("ראשון: 12.30.16", None),
    ("x" * 400, None),
]


@pytest.mark.parametrize(("line", "name"), PRINTED)
def test_a_printed_line_must_look_like_names(line: str, name: str | None) -> None:
    assert printed_byline(line, OUTLETS) == name


def test_a_word_for_by_opens_a_byline() -> None:
    assert opens_byline("  by Jo")
    assert not opens_byline("Bypass to open")


@given(st.text(max_size=400))
def test_any_text_gives_short_names_or_none(line: str) -> None:
    for found in (byline_of(line, OUTLETS), printed_byline(line, (line[:20],))):
        assert found is None or (2 <= len(found) <= LONGEST and found == found.strip())


def document(*parts: tuple[ZoneKind, str], stated: Report | None = None) -> Document:
    """A report with one zone per part, each ending in a line break."""
    text, zones = "", []
    for kind, words in parts:
        zones.append(Zone(len(text), len(text) + len(words) + 1, kind))
        text += words + "\n"
    return Document(Report("r", text, "", "test", outlet="norvikpost.example"), zones=tuple(zones))


HEADLINE: tuple[ZoneKind, str] = ("headline", "Bridge to close")


def test_the_byline_at_the_headline_is_the_reports() -> None:
    menu: tuple[ZoneKind, str] = ("byline", "By Per Sund")
    far: tuple[ZoneKind, str] = ("furniture", "menu " * 100)
    told = document(menu, far, HEADLINE, ("byline", "4 March 2025\nBy Jo Lindqvist"), ("body", BODY))
    assert byline(told) == ("Jo Lindqvist", f"byline at {told.text.index('By Jo')}")


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        ([HEADLINE, ("furniture", "By Jo Lindqvist"), ("body", BODY)], "Jo Lindqvist"),
        ([("furniture", "By Jo Lindqvist"), HEADLINE, ("body", BODY)], "Jo Lindqvist"),
        ([HEADLINE, ("furniture", "Jo Lindqvist"), ("body", BODY)], None),
        ([HEADLINE, ("body", BODY), ("furniture", "By Jo Lindqvist")], None),
        ([HEADLINE, ("body", BODY), ("comment", "Nice."), ("byline", "By Jo Lindqvist")], None),
        ([HEADLINE, ("body", BODY + " x" * 99), ("furniture", "y " * 999), ("byline", "By Jo Lind")], None),
        ([("byline", "By Jo Lindqvist")], None),
    ],
)
def test_other_places_tell_a_writer_only_next_to_the_headline(
    parts: list[tuple[ZoneKind, str]], name: str | None
) -> None:
    assert byline(document(*parts))[0] == name


def test_zones_complete_what_the_fields_leave_open() -> None:
    told = document(HEADLINE, ("byline", "By Jo Lindqvist\n4 March 2025, 10:15"), ("body", BODY))
    report = completed(told)
    assert (report.title, report.title_from) == ("Bridge to close", "headline at 0")
    assert (report.byline, report.byline_from) == ("Jo Lindqvist", "byline at 16")
    assert report.published == "2025-03-04T10:15"


def test_why_there_is_none_is_said_for_both_places() -> None:
    report = completed(document(HEADLINE, ("body", BODY)))
    assert report.byline is None
    assert report.byline_from == "no line is a byline"
