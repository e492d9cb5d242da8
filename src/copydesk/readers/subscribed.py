"""What the address of a feed gave, to entries: RSS, Atom or JSON Feed; and a line for what is none."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from html import unescape
from urllib.parse import urljoin

from copydesk.errors import InputError
from copydesk.readers.bodies import sound
from copydesk.readers.decoding import decode
from copydesk.readers.feeds import Contents, Entry, contents
from copydesk.readers.json_feed import Channel, channel_of
from copydesk.readers.sniffing import HEAD, sniff
from copydesk.readers.stated import Stated

LARGEST = 8 * 1024 * 1024
"""Bytes of the largest feed that is read: feedparser takes 0.3 s and 7 MB for each million of them, and up to
7 s where all is empty tags (measured on 10 MB and 0.4 MB)."""

MOST_ENTRIES = 10_000

_LINK = re.compile(r"<link\b[^>]*>", re.I)
_FEED_TYPE = re.compile(r"type\s*=\s*[\"']?application/(?:rss|atom|feed)\+(?:xml|json)", re.I)
_HREF = re.compile(r"href\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.I)


def entries(data: bytes, where: str, charset: str | None) -> Contents:
    """Return the entries of a feed, whichever kind it is, and errors for what cannot be read.

    Args:
        data: what its address gave.
        where: that address.
        charset: what the HTTP header declares.

    Raises:
        InputError: it is no feed.
    """
    if len(data) > LARGEST:
        what = f"a feed of {len(data) / 2**20:.0f} MB, which none is"
        raise InputError(what, where=where, remedy="give the address of a shorter one")
    found = _entries(data, where, charset)
    if len(found.found) <= MOST_ENTRIES:
        return found
    what = f"a feed of {len(found.found):,} entries; the first {MOST_ENTRIES:,} are read"
    caveat = InputError(what, where=where, remedy="give the address of a shorter one", kept=True)
    return Contents([caveat, *found.found[:MOST_ENTRIES]], found.wait)


def _entries(data: bytes, where: str, charset: str | None) -> Contents:
    kind = sniff(data[:HEAD].lstrip(b"\r\n\t "), where)
    if kind in ("feed", "xml"):
        found = contents(data, where, charset)
        if kind == "feed" or any(isinstance(one, Entry) for one in found.found):
            return found
        raise InputError("it is XML and no feed", where=where, remedy="give the address of a feed")
    if kind in ("json", "lines"):
        return _from_json(data, where, charset)
    if kind == "html":
        raise _page(data, where, charset)
    what = "the answer is empty" if kind == "empty" else "it is no feed"
    raise InputError(what, where=where, remedy="give the address of a feed")


def _page(data: bytes, where: str, charset: str | None) -> InputError:
    """Say that it is a page, and which feed it names for itself."""
    text = decode(data[: 16 * HEAD], charset).text
    for link in _LINK.findall(text):
        href = _HREF.search(link) if _FEED_TYPE.search(link) else None
        if href:
            named = urljoin(where, unescape(href[1] or href[2] or href[3] or ""))
            return InputError("it is a page and no feed", where=where, remedy=f"it names {named[:200]}")
    return InputError("it is a page and no feed", where=where, remedy="give the address of a feed")


def _from_json(data: bytes, where: str, charset: str | None) -> Contents:
    remedy = "give the address of a feed"
    try:
        value = json.loads(decode(data, charset).text, strict=False)
    except (ValueError, RecursionError) as error:
        raise InputError(
            f"it is no feed, and broken JSON ({str(error)[:80]})", where=where, remedy=remedy
        ) from None
    items = value.get("items") if isinstance(value, Mapping) else None
    if not isinstance(items, list):
        raise InputError("it is JSON and no feed", where=where, remedy=remedy)
    channel = channel_of(value)
    found: list[Entry | InputError] = []
    for number, item in enumerate(items, 1):
        origin = f"{where}, entry {number}"
        if isinstance(item, Mapping):
            found.append(_entry(item, channel, origin))
        else:
            found.append(InputError("the entry is no object", where=origin, remedy="leave it out"))
    if not items:
        found.append(InputError("the feed has no entries", where=where, remedy="remove it or fetch it again"))
    return Contents(found)


def _entry(item: Mapping[str, object], channel: Channel, origin: str) -> Entry:
    """Read an item of a JSON Feed (jsonfeed.org/version/1.1); what is of a wrong type is left out."""
    html = _text(item.get("content_html"))
    plain = _text(item.get("content_text")) or _text(item.get("summary")) or ""
    own = _names(item.get("authors") or item.get("author"))
    identity = item.get("id")
    stated = Stated(
        id=str(identity) if isinstance(identity, str | int | float) and identity != "" else None,
        url=_text(item.get("url")) or _text(item.get("external_url")),
        outlet=_text(channel.outlet),
        title=" ".join((_text(item.get("title")) or "").split()) or None,
        published=_text(item.get("date_published")) or _text(item.get("date_modified")),
        modified=_text(item.get("date_modified")),
        byline=own or _names(channel.byline),
        by="feed entry",
        named_by=channel.named_by,
        signed_by=None if own else channel.signed_by,
        hint=_text(item.get("language")) or _text(channel.language),
        fetched=(datetime.now(UTC) + timedelta(days=1)).date().isoformat(),
    )
    return Entry(stated, html or plain, origin, plain=not html)


def _text(value: object) -> str | None:
    return (sound(value).strip() or None) if isinstance(value, str) else None


def _names(value: object) -> str | None:
    listed = value if isinstance(value, list) else [value]
    names = [one.get("name") if isinstance(one, Mapping) else one for one in listed]
    return ", ".join(one for one in (_text(name) for name in names) if one) or None
