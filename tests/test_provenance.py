"""Every field of a report says where it was read and why that place was believed."""

import json
from dataclasses import replace
from typing import Any

import pytest

from copydesk.model.report import Report
from copydesk.output import read_row
from copydesk.pipeline import label
from copydesk.readers.drafts import Stated, from_html, from_text
from copydesk.readers.html import read_page

SENTENCE = "The council of Norvik voted on Monday to close the old bridge for two years, the mayor said. "
SCRIPT = '<script type="application/ld+json">'
BODY = f"<p>{SENTENCE * 3}</p><p>{SENTENCE * 3}</p>"


def page(head: str = "", body: str = "", stated: Stated = Stated()) -> Report:  # noqa: B008 - frozen
    html = f"<html><head>{head}</head><body>{body}{BODY}</body></html>"
    report = list(from_html(html, stated, "test", b""))[-1]
    assert isinstance(report, Report)
    return report


def plain(stated: Stated, text: str = SENTENCE * 3) -> Report:
    report = list(from_text(text, stated, "test", b""))[-1]
    assert isinstance(report, Report)
    return report


def data(**fields: Any) -> str:
    block = json.dumps({"@type": "NewsArticle", **fields})
    return f"{SCRIPT}{block}</script>"


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


DATES = [
    # what is given wins over all
    (data(datePublished="2025-03-05"), Stated(published="2025-03-04"), "2025-03-04", "given"),
    # a feed's word for it
    ("", Stated(published="2025-03-04", by="feed entry"), "2025-03-04", "feed entry's date"),
    ("", Stated(published="2025-03-04", dated_by="feed's updated"), "2025-03-04", "feed's updated"),
    # JSON-LD before meta
    (meta("article:published_time", "2025-03-05T10:00") + data(datePublished="2025-03-04T09:00"), Stated(),
     "2025-03-04T09:00", "JSON-LD datePublished"),
    # of two that agree on the day the more precise
    (meta("article:published_time", "2025-03-04T10:00") + data(datePublished="2025-03-04"), Stated(),
     "2025-03-04T10:00", "meta article:published_time, more precise than JSON-LD datePublished"),
    # the URL is weaker, and lends no precision
    (meta("article:published_time", "2025-03-04T10:00"), Stated(url="https://n.example/2025/03/05/x"),
     "2025-03-04T10:00", "meta article:published_time"),
    ("", Stated(url="https://n.example/2025/mar/05/x"), "2025-03-05", "URL path /2025/mar/05"),
    # JSON-LD of the page, not of the report, is weakest of the data
    (SCRIPT + '{"@type": "WebPage", "datePublished": "2025-03-04"}</script>', Stated(),
     "2025-03-04", "JSON-LD WebPage datePublished"),
    # JSON-LD that is no JSON still tells its dates
    (SCRIPT + '{"@type": "NewsArticle", "headline": "a "b" c", "datePublished": "2025-03-04"}</script>',
     Stated(), "2025-03-04", "JSON-LD datePublished"),
    # a date after the visit is kept, and said to be one
    (data(datePublished="2025-03-04T10:00Z"), Stated(fetched="2025-03-03T10:00:00Z"),
     "2025-03-04T10:00+00:00",
     "JSON-LD datePublished; it lies after 2025-03-03T10:00:00Z, when it was already at hand"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "stated", "value", "place"), DATES)
def test_dates_have_an_order_of_trust(head: str, stated: Stated, value: str, place: str) -> None:
    report = page(head, "", stated)
    assert (report.published, report.published_from) == (value, place)


def test_time_elements_of_other_reports_date_nothing() -> None:
    teasers = '<div><time datetime="2024-01-01">x</time><p>a</p><time datetime="2024-02-01">y</time></div>'
    report = page("", teasers)
    assert report.published is None
    assert report.published_from == "time elements with different dates"
    own = '<p class="byline"><time datetime="2025-03-04">today</time></p>'
    assert page("", teasers + own).published == "2025-03-04"


def test_a_change_before_the_publication_is_called_so() -> None:
    report = page(data(datePublished="2025-03-04T10:00Z", dateModified="2025-03-03T10:00Z"))
    assert report.modified == "2025-03-03T10:00+00:00"
    assert report.modified_from == "JSON-LD dateModified; it lies before the date of publication"
    assert page().modified_from == "no change is stated"


BYLINES = [
    (data(author={"@type": "Person", "name": "Jo Lindqvist"}), "Jo Lindqvist", "JSON-LD author"),
    (data(author=[{"name": "Jo Lind"}, {"name": "Per Sund"}]), "Jo Lind, Per Sund", "JSON-LD author"),
    (SCRIPT + '{"@graph": [{"@type": "NewsArticle", "author": {"@id": "#jo"}}, '
     '{"@type": "Person", "@id": "#jo", "name": "Jo Lindqvist"}]}</script>',
     "Jo Lindqvist", "JSON-LD author"),
    (data(author=json.loads("[" * 500 + "]" * 500)), None, "the input names no writer"),
    (data(author="Jo Lindqvist"), "Jo Lindqvist", "JSON-LD author"),
    (data(author="admin") + meta("author", "Jo Lindqvist"), "Jo Lindqvist", "meta author"),
    (meta("article:author", "https://social.example/jo"), None,
     "meta article:author holds no name: 'https://social.example/jo'"),
    ("", None, "the input names no writer"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "name", "place"), BYLINES)
def test_bylines_come_from_the_pages_data(head: str, name: str | None, place: str) -> None:
    report = page(head)
    assert (report.byline, report.byline_from) == (name, place)


def test_a_writer_on_the_page_is_told_where_the_data_name_the_outlet_or_nobody() -> None:
    printed = (
        '<h1>Old bridge to close</h1><p class="byline">By <a rel="author" href="/jo">Jo Lindqvist</a></p>'
    )
    stated = Stated(url="https://norvikpost.example/x")
    for head in ("", data(author="Norvik Post")):
        report = label(page(head, printed, stated)).report
        assert report.byline == "Jo Lindqvist"
        assert report.byline_from == f"byline at {report.text.index('By Jo')}"


TITLES = [
    (meta("og:title", "Old bridge to close | Norvik Post") + meta("og:site_name", "Norvik Post"), "",
     "Old bridge to close", "meta og:title"),
    (meta("og:title", "OLD BRIDGE TO CLOSE"), "<h1>Old bridge to close</h1>",
     "Old bridge to close", "headline on the page, as in meta og:title"),
    ("<title>Old bridge to close - Norvik Post</title>", "<h1>Old bridge to close</h1>",
     "Old bridge to close", "headline on the page, as in title element"),
    (meta("og:title", "Why the bridge is set to close"), "<h1>Old bridge to close</h1>",
     "Old bridge to close", "headline on the page; meta og:title words it otherwise"),
    (meta("og:title", "Old bridge to close"), "<h1>Norvik Post</h1>", "Old bridge to close", "meta og:title"),
    (data(headline="Old bridge to close"), "", "Old bridge to close", "JSON-LD headline"),
    ("", "", None, "the page has no title"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "body", "title", "place"), TITLES)
def test_titles_are_what_the_reader_sees(head: str, body: str, title: str | None, place: str) -> None:
    assert read_page(f"<html><head>{head}</head><body>{body}{BODY}</body></html>").title == (title, place)


def test_outlets() -> None:
    site = meta("og:site_name", "Norvik Post")
    url = "https://www.norvik.example/x"
    link = f'<link rel="canonical" href="{url}">'
    assert page(site, "", Stated(url=url)).outlet_from == "URL"
    assert page(site + link).outlet_from == "the page's canonical URL"
    assert page(site).outlet_from == "meta og:site_name"
    assert (
        page(site, "", Stated(outlet="The Post", by="feed entry", named_by="feed title")).outlet_from
        == "feed title"
    )
    assert plain(Stated(outlet="The Post")).outlet_from == "given"
    assert plain(Stated()).outlet_from == "no URL, and nothing states the outlet"


def test_languages() -> None:
    english, stub = SENTENCE * 3, "Old bridge to close"
    assert (plain(Stated()).language, plain(Stated()).language_from) == ("en", "text")
    assert plain(Stated(language="de")).language == "de"
    hinted = plain(Stated(hint="de-AT"), english)
    assert (hinted.language, hinted.language_from) == ("en", "text")
    short = plain(Stated(), stub)
    assert (short.language, short.language_from) == (
        None,
        "19 characters of running text are too few to tell the language",
    )
    declared = plain(Stated(hint="de-AT"), stub)
    assert declared.language == "de"
    assert declared.language_from is not None
    assert declared.language_from.startswith("declared; 19 characters")


def test_a_pages_language_is_that_of_its_report() -> None:
    menu = (
        "<nav>"
        + "<p>Nachrichten aus der Stadt und aus dem ganzen Land, jeden Tag neu für Sie</p>" * 30
        + "</nav>"
    )
    report = page("", menu)
    assert (report.language, report.language_from) == ("en", "text")


def test_every_field_says_why() -> None:
    row = read_row(label(page()))
    for field in ("outlet", "title", "byline", "published", "modified", "language"):
        assert row[f"{field}_from"], field
        assert list(row).index(f"{field}_from") == list(row).index(field) + 1


def test_stated_values_are_kept_by_equality() -> None:
    stated = Stated(id="x", title="A", byline="By Jo Lindqvist", published="2025-03-04")
    report = plain(stated)
    assert (report.title, report.title_from) == ("A", "given")
    assert (report.byline, report.byline_from) == ("Jo Lindqvist", "given")
    assert plain(replace(stated, by="ninjs")).byline_from == "ninjs's author"
