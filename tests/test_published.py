"""When a report says it was published: only where such a line may stand, and never guessed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.extract.headings import headline
from copydesk.extract.published import published
from copydesk.extract.zones import label
from copydesk.model.document import Document
from copydesk.model.report import Report, Zone, ZoneKind

BODY = "The council voted on 3 May 2019 to close the bridge. Work begins on 4 June 2021, the mayor said."


def document(*parts: tuple[ZoneKind, str], language: str | None = "en") -> Document:
    """A report with one zone per part, each ending in a line break."""
    text, zones = "", []
    for kind, words in parts:
        zones.append(Zone(len(text), len(text) + len(words) + 1, kind))
        text += words + "\n"
    return Document(Report("r", text, "", "test", language=language), zones=tuple(zones))


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Published: 14 Nov 2025 18:05", "2025-11-14T18:05"),
        ("Published 14 November 2025, 1.40pm", "2025-11-14T13:40"),
        ("Posted on November 14, 2025 at 6:05 p.m.", "2025-11-14T18:05"),
        ("First published: 11.14.25, 18:05", "2025-11-14T18:05"),
        ("14/11/2025", "2025-11-14"),
        ("2025-11-14T18:05:00Z", "2025-11-14T18:05+00:00"),
        ("2025-11-14 18:05 GMT", "2025-11-14T18:05+00:00"),
        ("30 December 2016", "2016-12-30"),
        ("Friday, December 30, 2016", "2016-12-30"),
        ("18:05, 30 December 2016", "2016-12-30T18:05"),
        ("פורסם: 12.30.16, 13:08", "2016-12-30T13:08"),
        ("Опубликовано: 30 декабря 2016, 13:08", "2016-12-30T13:08"),
        ("Publié le 30 décembre 2016 à 13h08", "2016-12-30T13:08"),
        ("Updated 30 December 2016", "2016-12-30"),
        ("Published 30 December 2016. Updated 2 January 2017", "2016-12-30"),
        ("Friday 05/06/2020", "2020-06-05"),
        ("30.12.2016", "2016-12-30"),
    ],
)
def test_a_publication_line(line: str, value: str) -> None:
    found, why = published(document(("headline", "Bridge to close"), ("byline", line), ("body", BODY)))
    assert found == value
    assert " line in byline at 16" in why


@pytest.mark.parametrize(
    "line",
    [
        "Published 05/06/2020",
        "05.06.2020",
        "31 February 2020",
        "99/99/2020",
        "Call 555-12-2020 now",
        "2020",
        "18:05",
    ],
)
def test_ambiguous_and_impossible_dates_are_not_guessed(line: str) -> None:
    found, why = published(document(("headline", "Bridge to close"), ("byline", line), ("body", BODY)))
    assert found is None
    assert why


def test_the_language_decides_which_number_is_the_day() -> None:
    parts: tuple[tuple[ZoneKind, str], ...] = (("byline", "05.06.2020"), ("body", BODY))
    assert published(document(*parts, language="de"))[0] == "2020-06-05"
    assert published(document(*parts, language="en"))[0] is None


@pytest.mark.parametrize(
    "kind", ["caption", "comment", "body", "headline", "standfirst", "credit", "correction"]
)
def test_dates_of_other_zones_are_never_the_reports(kind: ZoneKind) -> None:
    assert published(document(("body", BODY), (kind, "Published: 14 Nov 2025 18:05")))[0] is None


def test_nothing_is_read_below_the_first_comment() -> None:
    parts: tuple[tuple[ZoneKind, str], ...] = (
        ("body", BODY),
        ("comment", "Otter"),
        ("furniture", "14 November 2025"),
    )
    assert published(document(*parts))[0] is None


def test_a_line_below_the_body_counts_unless_it_belongs_to_a_list_of_other_reports() -> None:
    near = document(("body", BODY), ("furniture", "Published: 14 Nov 2025 18:05"))
    assert published(near)[0] == "2025-11-14T18:05"
    teasers = document(
        ("body", BODY), ("furniture", "Herring quota cut\n3 May 2021\nFish hall opens\n4 May 2021")
    )
    found, why = published(teasers)
    assert found is None
    assert "different dates" in why


def test_published_is_believed_before_a_bare_date_and_that_before_updated() -> None:
    lines = "Updated 3 January 2017\n2 January 2017\nPublished 1 January 2017"
    assert published(document(("byline", lines), ("body", BODY)))[0] == "2017-01-01"
    assert published(document(("byline", lines.rsplit("\n", 1)[0]), ("body", BODY)))[0] == "2017-01-02"


def test_a_report_without_zones_or_body_says_why() -> None:
    assert published(document()) == (
        None,
        "no publication line in byline, dateline or furniture near the body",
    )


def test_headline() -> None:
    told = document(("furniture", "Menu"), ("headline", "Bridge  to\u00a0close"), ("body", BODY))
    assert headline(told) == ("Bridge to close", "headline at 5")
    assert headline(document(("body", BODY))) == (None, "no line is a headline")


def test_a_labelled_line_right_below_the_headline_may_pass_for_body() -> None:
    for line in ("기사입력 :[ 2025-11-14 18:05 ]", "2025-11-14 18:05 - Publicado por: Ana"):
        found, why = published(document(("headline", "Bridge to close"), ("body", f"{line}\n{BODY}")))
        assert found == "2025-11-14T18:05"
        assert why == "'published' line in body at 16"
    assert (
        published(document(("headline", "Bridge to close"), ("body", f"{BODY}\nPublished: 2025-11-14")))[0]
        is None
    )


def test_a_line_that_says_by_and_a_date_is_read_in_furniture() -> None:
    line: tuple[ZoneKind, str] = ("furniture", "Written by Jo Lindqvist on November 14, 2025")
    assert published(document(("headline", "Bridge to close"), line, ("body", BODY)))[0] == "2025-11-14"


@given(st.text(max_size=120))
@settings(max_examples=150, deadline=None)
def test_any_text_gives_a_date_or_a_reason(words: str) -> None:
    text = f"Title of it\n\n{words}\n\n{BODY}\n\n{words}"
    plain = Document(Report("r", text, "", "test"))
    value, why = published(Document(plain.report, zones=label(plain.report)))
    assert why
    assert value is None or value[:4].isdigit()


def test_a_box_of_comments_above_the_headline_hides_no_date() -> None:
    parts: list[tuple[ZoneKind, str]] = [
        ("comment", "Latest comments"),
        ("byline", "Hank, May 4, 2022"),
        ("headline", "Bridge to close"),
        ("byline", "By Ruth Amis, May 3, 2022"),
        ("body", BODY),
    ]
    assert published(document(*parts))[0] == "2022-05-03"
