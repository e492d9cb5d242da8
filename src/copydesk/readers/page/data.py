"""What a page says about itself: meta elements, JSON-LD, time elements."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from copydesk.readers.page.elements import Elements
from copydesk.readers.stamps import iso
from copydesk.readers.stated import Told
from copydesk.text.language import primary_code

_ATTRIBUTE = re.compile(r'([\w:.-]+)="([^"]*)"')
_DATA = re.compile(rb'script(?=[^>]*type="application/ld\+json")[^>]*>(.*)</script', re.S | re.I)
_REPORT_TYPES = re.compile(r"Article|Posting|Report|Review|Liveblog", re.I)
_PAGE_TYPES = re.compile(r"WebPage|ItemPage", re.I)
_BROKEN = re.compile(r'"(datePublished|dateModified)"\s*:\s*"([^"]{4,40})"')

_PUBLISHED = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished",
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created", "dc.date.created", "dc.date",
    "publish_date", "publish-date", "publication_date", "published_at", "pubdate", "article.published",
    "article:published", "cxenseparse:recs:publishtime", "citation_publication_date", "date", "dcterms.date",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "og:updated_time", "datemodified", "dc.date.modified", "dcterms.modified",
    "lastmod", "last-modified", "article.updated",
)  # fmt: skip
_TITLES = ("twitter:title", "parsely-title", "sailthru.title", "dc.title", "headline")
_OUTLETS = ("og:site_name", "application-name", "dc.publisher", "publisher")
_BYLINES = (
    "author", "article:author_name", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator",
    "article:author", "og:article:author", "byl", "byline", "citation_author", "cxenseparse:author",
)  # fmt: skip


@dataclass(slots=True)
class PageData:
    """A page's own statements about itself, the most trusted of each kind first.

    Nothing here was read out of its running text.
    """

    language: str | None = None
    url: str | None = None
    shown_title: str | None = None
    titles: list[Told] = field(default_factory=list)
    outlets: list[Told] = field(default_factory=list)
    bylines: list[Told] = field(default_factory=list)
    published: list[Told] = field(default_factory=list)
    modified: list[Told] = field(default_factory=list)
    rejected: str | None = None

    @property
    def title(self) -> str | None:
        """The headline that the page's data give it."""
        return self.titles[0].value if self.titles else None

    def add(self, stamps: list[Told], value: object, source: str) -> None:
        """Add a date to ``stamps`` if it is one; remember the first that is not."""
        found = iso(value)
        if found:
            stamps.append(Told(found, source))
        elif value and self.rejected is None:
            self.rejected = f"{source} is no date that can be told: {str(value)[:40]!r}"


def attributes(tag: bytes) -> dict[str, str]:
    """Return the attributes of a tag in regular HTML."""
    found = _ATTRIBUTE.findall(tag.decode("utf-8", "replace"))
    return {name: unescape(value) if "&" in value else value for name, value in found}


def page_data(page: Elements) -> PageData:
    """Read meta and link elements and JSON-LD of a page."""
    data = PageData()
    metas: dict[str, str] = {}
    for tag in map(attributes, page.written(page.tags("meta"))):
        key = (tag.get("property") or tag.get("name") or tag.get("itemprop") or "").lower()
        metas.setdefault(key, " ".join(tag.get("content", "").split()))
    links = [tag for tag in page.written(page.tags("link")) if b"canonical" in tag.lower()]
    for tag in map(attributes, links):
        if "canonical" in tag.get("rel", "").lower().split():
            data.url = data.url or _web_address(tag.get("href"))
    for tag in map(attributes, page.written(page.tags("html"))):
        data.language = data.language or primary_code(tag.get("lang"))
    reports, pages = _objects(_embedded(page))
    _from_objects(data, reports, "JSON-LD")
    _from_metas(data, metas)
    _from_objects(data, pages, "JSON-LD WebPage")
    for title in page.tags("title").tolist()[:1]:
        data.shown_title = " ".join(unescape(page.inside(title).decode("utf-8", "replace")).split()) or None
    return data


def _embedded(page: Elements) -> list[str]:
    """Return the JSON-LD blocks of a page, the first fifty."""
    found = [_DATA.match(tag) for tag in page.written(page.tags("script")) if b"ld+json" in tag[:500]]
    return [match[1].decode("utf-8", "replace") for match in found if match][:50]


def _from_metas(data: PageData, metas: dict[str, str]) -> None:
    _put(data.titles, metas, ("og:title",), first=True)
    _put(data.titles, metas, _TITLES)
    _put(data.outlets, metas, _OUTLETS[:1], first=True)
    _put(data.outlets, metas, _OUTLETS)
    _put(data.bylines, metas, _BYLINES)
    data.url = data.url or _web_address(metas.get("og:url"))
    for key in _PUBLISHED:
        if metas.get(key):
            data.add(data.published, metas[key], f"meta {key}")
    for key in _MODIFIED:
        if metas.get(key):
            data.add(data.modified, metas[key], f"meta {key}")


def _put(told: list[Told], metas: dict[str, str], keys: tuple[str, ...], *, first: bool = False) -> None:
    """Add what the meta elements of these names say to ``told``, at its end or at its start."""
    found = [Told(metas[key], f"meta {key}") for key in keys if metas.get(key)]
    told[:] = found + told if first else told + found


def _from_objects(data: PageData, objects: list[dict[str, Any]], place: str) -> None:
    for found in objects:
        data.add(data.published, found.get("datePublished"), f"{place} datePublished")
        data.add(data.modified, found.get("dateModified"), f"{place} dateModified")
        for told, names, field_name in (
            (data.titles, _names(found.get("headline")), "headline"),
            (data.outlets, _names(found.get("publisher")), "publisher"),
            (data.bylines, _names(found.get("author") or found.get("creator")), "author"),
        ):
            if names:
                told.append(Told(names, f"{place} {field_name}"))


def _names(value: object, nested: int = 3) -> str | None:
    """Return the name, or the names with commas between them, of a string, a thing or a list of these."""
    if isinstance(value, str):
        return _line(value)
    if isinstance(value, dict) and nested:
        return _names(value.get("name"), nested - 1)
    if isinstance(value, list) and nested:
        names = [name for one in value[:20] if (name := _names(one, nested - 1))]
        return ", ".join(dict.fromkeys(names)) or None
    return None


def _objects(blocks: list[str]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the objects of JSON-LD blocks that describe a report, and those that describe a page.

    Of a block that is no JSON only the dates are taken; seen: an unescaped quotation mark in the headline.
    """
    reports: list[dict[str, Any]] = []
    pages: list[dict[str, Any]] = []
    for block in blocks:
        try:
            waiting = [json.loads(block, strict=False)]
        except (ValueError, RecursionError):
            if _REPORT_TYPES.search(block):
                reports.append(dict(reversed(_BROKEN.findall(block[:100_000]))))
            continue
        found_here = list(_within(waiting))
        named = {found["@id"]: found for found in found_here if isinstance(found.get("@id"), str)}
        for found in found_here:
            for role in ("author", "publisher"):
                found[role] = _resolved(found.get(role), named)
            kind = found.get("@type")
            kinds = [one for one in (kind if isinstance(kind, list) else [kind]) if isinstance(one, str)]
            if any(_REPORT_TYPES.search(one) for one in kinds):
                reports.append(found)
            elif any(_PAGE_TYPES.search(one) for one in kinds):
                pages.append(found)
    return reports, pages


def _resolved(value: Any, named: dict[str, dict[str, Any]]) -> Any:  # noqa: ANN401 - any JSON
    """Put the object of the same block in place of one that is nothing but its id."""
    if isinstance(value, list):
        return [_resolved(one, named) for one in value[:20] if not isinstance(one, list)]
    if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
        return named.get(value["@id"], value)
    return value


def _within(waiting: list[Any]) -> Iterator[dict[str, Any]]:
    """Yield the objects that stand at the top of a JSON-LD block, the first thousand."""
    seen = 0
    while waiting and seen < 1000:
        here = waiting.pop()
        seen += 1
        if isinstance(here, list):
            waiting.extend(reversed(here))
        elif isinstance(here, dict):
            yield here
            waiting.extend(here[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in here)


def _line(value: str) -> str | None:
    """Return a string of JSON-LD, where entities and lone surrogates may stand, as a line of text."""
    return " ".join(unescape(value).encode("utf-8", "replace").decode().split()) or None


def _web_address(value: str | None) -> str | None:
    return value.strip() if value and value.strip().lower().startswith(("http://", "https://")) else None
