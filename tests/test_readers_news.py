"""Reports in the formats of publishers and agencies: schema.org JSON-LD and IPTC ninjs."""

import json
from pathlib import Path
from typing import Any

import pytest

from copydesk.errors import InputError
from copydesk.model.report import Report
from copydesk.readers.files import read

TEXT = "The council of Norvik voted to close the old bridge for two years.\n\nFerries run from April."
RICH = (
    "<p>The council of Norvik voted to close the old bridge for two years.</p><p>Ferries run from April.</p>"
)
URL = "https://www.norvikpost.example/bridge"
AUTHOR = {"@type": "Person", "name": "Jo Lindqvist"}
POST = {"@type": "NewsMediaOrganization", "@id": "#post", "name": "Norvik Post"}
ARTICLE: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Bridge &amp; ferries",
    "articleBody": TEXT,
    "datePublished": "2025-03-04T09:30:00Z",
    "dateModified": "2025-03-05",
    "author": [AUTHOR],
    "publisher": {"@id": "#post", "name": "Norvik Post"},
    "inLanguage": "en-GB",
}
ONE = {**ARTICLE, "url": URL}
GRAPH = {"@context": "https://schema.org", "@graph": [POST, {**ARTICLE, "publisher": {"@id": "#post"}}]}
EXPANDED = [
    {
        "@type": ["http://schema.org/NewsArticle"],
        "http://schema.org/articleBody": [{"@value": TEXT}],
        "http://schema.org/headline": [{"@value": "Bridge & ferries"}],
    }
]
PAGE = {"@type": "WebPage", "name": "Bridge", "mainEntity": ARTICLE}
SIMPLE: dict[str, object] = {"title": "Bridge & ferries", "text": TEXT}
FULL: dict[str, object] = {
    **SIMPLE,
    "outlet": "Norvik Post",
    "published": "2025-03-04T09:30:00+00:00",
    "published_from": "JSON-LD datePublished",
    "modified": "2025-03-05",
    "byline": "Jo Lindqvist",
    "language": "en",
}
JSON_LD: list[tuple[str, object, dict[str, object]]] = [
    ("one object", ONE, {**FULL, "outlet": "norvikpost.example", "url": URL}),
    ("a graph with references", GRAPH, FULL),
    ("inside the page", PAGE, FULL),
    ("a list with its publisher", [POST, {**ARTICLE, "publisher": {"@id": "#post"}}], FULL),
    ("expanded", EXPANDED, SIMPLE),
    ("a string for an author", {**ARTICLE, "author": "Jo Lindqvist"}, FULL),
    ("a kind of news", {**ARTICLE, "@type": ["OpinionNewsArticle", "Thing"]}, FULL),
    ("a page's address", {**ARTICLE, "mainEntityOfPage": {"@type": "WebPage", "@id": URL}}, {"url": URL}),
    ("mark-up in the body", {**ARTICLE, "articleBody": RICH}, FULL),
    ("entities in the body", {**ARTICLE, "articleBody": TEXT.replace("The", "&#84;he")}, FULL),
    ("an id", {**ARTICLE, "@id": "urn:norvik:7"}, {"id": "urn:norvik:7"}),
]
AGENCY: dict[str, Any] = {
    "uri": "urn:norvik:1",
    "type": "text",
    "firstcreated": "2025-03-04T09:30:00Z",
    "versioncreated": "2025-03-05T10:00:00Z",
    "copyrightholder": "Norvik Wire",
    "language": "en-GB",
}
ONE_POINT = {
    **AGENCY,
    "headline": "Bridge & ferries",
    "byline": "By Jo Lindqvist",
    "body_text": TEXT.replace("\n\n", " "),
    "body_xhtml": RICH,
    "usageterms": "Not for publication before 5 p.m.",
}
TWO = {
    **AGENCY,
    "headlines": [{"role": "short", "value": "Bridge"}, {"role": "main", "value": "Bridge & ferries"}],
    "by": "Jo Lindqvist",
    "bodies": [
        {"role": "caption", "contenttype": "text/plain", "value": "x" * 900},
        {"role": "main", "contenttype": "application/xhtml+xml", "value": RICH},
    ],
}
THREE = {
    {"firstcreated": "firstCreated", "versioncreated": "versionCreated"}.get(key, key): value
    for key, value in TWO.items()
}
THREE |= {"standard": {"name": "ninjs", "version": "3.0"}, "copyrightHolder": THREE.pop("copyrightholder")}
WIRED: dict[str, object] = {
    **SIMPLE,
    "id": "urn:norvik:1",
    "outlet": "Norvik Wire",
    "published": "2025-03-04T09:30:00+00:00",
    "published_from": "ninjs firstcreated",
    "modified": "2025-03-05T10:00:00+00:00",
    "byline": "Jo Lindqvist",
    "language": "en",
}
PICTURE = {"uri": "urn:norvik:p", "type": "picture", "versioncreated": "2025-03-04", "headline": "The bridge"}
NINJS: list[tuple[str, object, dict[str, object]]] = [
    ("1.x", ONE_POINT, WIRED),
    ("2.x", TWO, WIRED),
    ("3.x", THREE, WIRED),
    (
        "plain text only",
        {**AGENCY, "headline": "Bridge & ferries", "body_text": TEXT, "by": "Jo Lindqvist"},
        WIRED,
    ),
    ("a package", {**PICTURE, "type": "composite", "associations": {"photo": PICTURE, "main": TWO}}, WIRED),
    ("a package, 2.x", {**PICTURE, "type": "composite", "associations": [PICTURE, TWO]}, WIRED),
    ("on the web", {**TWO, "uri": URL}, {"url": URL, "outlet": "norvikpost.example"}),
    (
        "one version",
        {**ONE_POINT, "firstcreated": None},
        {"published_from": "ninjs versioncreated", "modified": None},
    ),
]


def outcomes(folder: Path, data: str) -> tuple[list[Report], list[InputError]]:
    (folder / "a").write_text(data, "utf-8")
    found = list(read([folder / "a"]))
    reports = [one for one in found if isinstance(one, Report)]
    return reports, [one for one in found if isinstance(one, InputError)]


@pytest.mark.parametrize("written", ["a file", "a line of several", "a file in lines"])
@pytest.mark.parametrize(("what", "value", "expected"), [*JSON_LD, *NINJS])
def test_reports_are_told_by_content(
    what: str, value: object, expected: dict[str, object], written: str, tmp_path: Path
) -> None:
    """The file has no suffix at all: what it holds tells."""
    data = json.dumps(value, indent=2 if written == "a file in lines" else None)
    if written == "a line of several":
        data = '{"text": "Another report."}\n' + data + "\n"
    reports, errors = outcomes(tmp_path, data)
    assert not errors
    assert len(reports) == 1 + (written == "a line of several")
    found = {name: getattr(reports[-1], name) for name in expected}
    assert found == expected


REFUSED: list[tuple[object, str]] = [
    ({**ARTICLE, "articleBody": None}, "its JSON-LD has no articleBody"),
    ({**ARTICLE, "articleBody": " "}, "no articleBody"),
    (PICTURE, "no body of text (type picture)"),
    (POST, "holds no report"),
    ({"@graph": [{"@graph": []}] * 9}, "holds no report"),
]


@pytest.mark.parametrize(("value", "what"), REFUSED)
def test_without_a_body_there_is_a_line(value: object, what: str, tmp_path: Path) -> None:
    reports, (error,) = outcomes(tmp_path, json.dumps(value))
    assert not reports
    assert what in error.what


def test_what_the_agency_withdrew_is_said(tmp_path: Path) -> None:
    reports, (error,) = outcomes(tmp_path, json.dumps({**TWO, "pubstatus": "canceled"}))
    assert len(reports) == 1
    assert "'canceled' (pubstatus)" in error.what
    assert error.kept


ODD = [[], {}, 3, None, True, "\ud800", [[]], {"name": None}]


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_odd_values_are_passed_over(odd: object, tmp_path: Path) -> None:
    """Whatever else stands in them, the body is read."""
    kept = {"@type", "@context", "articleBody", "bodies", "uri", "standard"}
    for value in (ONE, THREE, {**ONE, "@id": odd}, {**THREE, "pubstatus": odd, "associations": odd}):
        bent = {key: inner if key in kept else odd for key, inner in value.items()}
        (report,), _ = outcomes(tmp_path, json.dumps(bent))
        assert report.text == TEXT
        json.dumps([report.id, report.title, report.url, report.byline], ensure_ascii=False).encode()


def test_a_json_feed_stays_one(tmp_path: Path) -> None:
    item = {
        "id": "j1",
        "content_text": TEXT,
        "date_published": "2025-03-04",
        "authors": [{"name": "Jo Lindqvist"}],
    }
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Norvik Post", "items": [item]}
    (report,), errors = outcomes(
        tmp_path, json.dumps({**feed, "@type": "Thing", "uri": "x", "headlines": []})
    )
    assert (report.id, report.outlet, report.text, report.byline) == (
        "j1",
        "Norvik Post",
        TEXT,
        "Jo Lindqvist",
    )
    assert not errors


def test_plain_rows_stay_plain_rows(tmp_path: Path) -> None:
    row = {"uri": URL, "headline": "Bridge", "body_html": RICH, "author": ["Jo Lindqvist", "Al Berg"]}
    (report,), errors = outcomes(tmp_path, json.dumps(row))
    assert (report.url, report.title, report.published_from) == (URL, "Bridge", "the page states no date")
    assert report.byline == "Jo Lindqvist, Al Berg"
    assert not errors


def test_nested_packages_end(tmp_path: Path) -> None:
    package: dict[str, Any] = {**PICTURE, "type": "composite"}
    for _ in range(200):
        package = {**PICTURE, "type": "composite", "associations": [package, package][:1]}
    reports, errors = outcomes(tmp_path, json.dumps(package))
    assert not reports
    assert len(errors) == 1
