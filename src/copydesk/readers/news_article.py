"""schema.org reports in JSON-LD (NewsArticle and its kin), as files and rows, to reports."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from copydesk.errors import InputError
from copydesk.readers.bodies import as_line, from_body, sound
from copydesk.readers.drafts import Outcome
from copydesk.readers.stated import Stated

_REPORT = re.compile(r"(?:^|[:/#])\w*(?:Article|BlogPosting|Report)$")
_PREFIX = re.compile(r"^(?:https?://schema\.org/|schema:)")
_INSIDE = ("@graph", "mainEntity", "itemListElement", "item", "dataFeedElement")
"""Properties inside which a report may stand as an object of its own."""

MOST = 100_000
"""Objects that are looked at inside one value."""

Node = Mapping[str, Any]


def is_json_ld(value: object) -> bool:
    """Tell whether a JSON value is a JSON-LD object of any type, or a graph of them."""
    return isinstance(value, Mapping) and ("@type" in value or "@graph" in value)


def read_news_articles(value: object, origin: str) -> Iterator[Outcome]:
    """Yield the report of each NewsArticle (or other Article, BlogPosting, Report) in a JSON-LD value.

    Objects of other types are passed over; an author or publisher given by its ``@id`` is looked up among
    them. A report without ``articleBody`` is one error.

    Args:
        value: a JSON-LD object, a list of them, or one with ``@graph``.
        origin: where it was read from, for people.
    """
    nodes = list(_nodes(value))
    named = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    found = [node for node in nodes if _is_report(node)]
    for number, node in enumerate(found, 1):
        here = f"{origin}, report {number}" if len(found) > 1 else origin
        try:
            yield from _report(node, named, here)
        except InputError as error:
            yield error


def _report(node: Node, named: Mapping[str, Node], origin: str) -> Iterator[Outcome]:
    def words(*keys: str) -> str | None:
        """The first of the properties that is a string, or has a name."""
        return next((word for key in keys for word in _words(node.get(key), named)), None)

    body = words("articleBody", "text")
    if body is None:
        remedy = "fetch the page it describes"
        raise InputError("its JSON-LD has no articleBody", where=origin, remedy=remedy)
    own = node.get("@id")
    stated = Stated(
        id=sound(own) if isinstance(own, str) and re.match(r"(?:urn|tag|uuid):", own) else None,
        url=_address(node.get("url"), node.get("mainEntityOfPage"), own),
        outlet=as_line(words("publisher", "sourceOrganization", "provider")),
        title=as_line(words("headline", "name")),
        published=words("datePublished"),
        modified=words("dateModified"),
        language=words("inLanguage"),
        dated_by="JSON-LD datePublished",
        byline=as_line(", ".join(_words(node.get("author"), named))),
        by="JSON-LD",
        named_by="JSON-LD publisher",
    )
    yield from from_body(body, stated, origin)


def _nodes(value: object) -> Iterator[Node]:
    """Yield the objects of a JSON-LD value in their order, with schema.org's prefixes taken off."""
    waiting = [value]
    seen = 0
    while waiting and seen < MOST:
        here = waiting.pop()
        seen += 1
        if isinstance(here, list):
            waiting.extend(reversed(here))
        elif isinstance(here, Mapping):
            node = {_PREFIX.sub("", key): inner for key, inner in here.items()}
            yield node
            waiting.extend(node[key] for key in reversed(_INSIDE) if key in node)


def _is_report(node: Node) -> bool:
    kinds = node.get("@type")
    return any(
        isinstance(kind, str) and _REPORT.search(kind)
        for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _words(value: object, named: Mapping[str, Node]) -> list[str]:
    """Return the strings that a property gives: itself, its names, or those of the objects it refers to."""
    found = []
    for one in value if isinstance(value, list) else [value]:
        inner: object = one
        if isinstance(one, Mapping):
            about = named.get(str(one.get("@id")), one)
            inner = one.get("@value") or next(
                (about[key] for key in ("name", "alternateName") if about.get(key)), None
            )
            if isinstance(inner, list) and inner:
                inner = inner[0]
            if isinstance(inner, Mapping):
                inner = inner.get("@value")
        if isinstance(inner, str) and inner.strip():
            found.append(inner)
    return found


def _address(*values: object) -> str | None:
    """Return the first of some properties that is a web address, or an object whose id or URL is one."""
    for value in values:
        for one in value if isinstance(value, list) else [value]:
            inner = one.get("@id") or one.get("url") if isinstance(one, Mapping) else one
            if isinstance(inner, str) and inner.strip().lower().startswith(("http://", "https://")):
                return sound(inner.strip())
    return None
