"""What a page says about itself: meta elements, JSON-LD, time elements."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from copydesk.readers.markup import embedded_data
from copydesk.readers.stamps import Stamp, iso
from copydesk.text.language import primary_code

_HEAD_TAG = re.compile(r"<(meta|link|html)(?=[\s>])([^>]*)>")
_ATTRIBUTE = re.compile(r'([\w:.-]+)="([^"]*)"')
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.S)
_REPORT_TYPES = re.compile(r"Article|Posting|Report|Review|Liveblog", re.I)

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


@dataclass(slots=True)
class PageData:
    """A page's own statements about itself; nothing here was read out of its running text."""

    language: str | None = None
    title: str | None = None
    shown_title: str | None = None
    description: str | None = None
    url: str | None = None
    outlet: str | None = None
    published: list[Stamp] = field(default_factory=list)
    modified: list[Stamp] = field(default_factory=list)
    rejected: str | None = None

    def add(self, stamps: list[Stamp], value: object, source: str) -> None:
        """Add a date to ``stamps`` if it is one; remember the first that is not."""
        found = iso(value)
        if found:
            stamps.append(Stamp(found, source))
        elif value and self.rejected is None:
            self.rejected = f"{source} is no date that can be told: {str(value)[:40]!r}"


def attributes(tag: str) -> dict[str, str]:
    """Return the attributes of a tag in regular HTML."""
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(tag)}


def page_data(regular_html: str) -> PageData:
    """Read meta and link elements and JSON-LD of a page in regular HTML."""
    data = PageData()
    metas: dict[str, str] = {}
    for name, written in _HEAD_TAG.findall(regular_html):
        tag = attributes(written)
        if name == "meta":
            key = (tag.get("property") or tag.get("name") or tag.get("itemprop") or "").lower()
            metas.setdefault(key, " ".join(tag.get("content", "").split()))
        elif name == "html":
            data.language = data.language or primary_code(tag.get("lang"))
        elif "canonical" in tag.get("rel", "").lower().split():
            data.url = data.url or _web_address(tag.get("href"))
    objects = [found for block in embedded_data(regular_html)[:50] for found in _reports(block)]
    _from_objects(data, objects)
    _from_metas(data, metas)
    title = _TITLE.search(regular_html)
    data.shown_title = " ".join(unescape(title[1]).split()) or None if title else None
    return data


def _from_metas(data: PageData, metas: dict[str, str]) -> None:
    data.title = metas.get("og:title") or data.title or metas.get("twitter:title") or None
    data.description = metas.get("og:description") or metas.get("description") or None
    data.url = data.url or _web_address(metas.get("og:url"))
    data.outlet = metas.get("og:site_name") or data.outlet
    for key in _PUBLISHED:
        if metas.get(key):
            data.add(data.published, metas[key], f"meta {key}")
    for key in _MODIFIED:
        if metas.get(key):
            data.add(data.modified, metas[key], f"meta {key}")


def _from_objects(data: PageData, objects: list[dict[str, Any]]) -> None:
    for found in objects:
        data.add(data.published, found.get("datePublished"), "JSON-LD datePublished")
        data.add(data.modified, found.get("dateModified"), "JSON-LD dateModified")
        headline = found.get("headline")
        if isinstance(headline, str) and not data.title:
            data.title = _line(headline)
        publisher = found.get("publisher")
        name = publisher.get("name") if isinstance(publisher, dict) else publisher
        if isinstance(name, str) and not data.outlet:
            data.outlet = _line(name)


def _reports(block: str) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON-LD block that describe a report; broken blocks hold none."""
    try:
        waiting = [json.loads(block, strict=False)]
    except (ValueError, RecursionError):
        return
    seen = 0
    while waiting and seen < 1000:
        here = waiting.pop()
        seen += 1
        if isinstance(here, list):
            waiting.extend(reversed(here))
        elif isinstance(here, dict):
            kind = here.get("@type")
            kinds = kind if isinstance(kind, list) else [kind]
            if any(isinstance(one, str) and _REPORT_TYPES.search(one) for one in kinds):
                yield here
            waiting.extend(here[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in here)


def _line(value: str) -> str | None:
    """Return a string of JSON-LD, where entities and lone surrogates may stand, as a line of text."""
    return " ".join(unescape(value).encode("utf-8", "replace").decode().split()) or None


def _web_address(value: str | None) -> str | None:
    return value.strip() if value and value.strip().lower().startswith(("http://", "https://")) else None
