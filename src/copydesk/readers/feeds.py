"""RSS and Atom to reports; the one place that speaks to feedparser."""

import io
import re
from collections.abc import Iterator
from typing import Any

from copydesk.errors import InputError
from copydesk.readers.drafts import Outcome, Stated, from_html, from_text

_MARKED_UP = re.compile(r"<[a-zA-Z/!]|&(?:#\d+|#x[0-9a-fA-F]+|\w+);")


def read_feed(data: bytes, where: str) -> Iterator[Outcome]:
    """Yield a report for each entry of a feed: its content where there is any, else its summary.

    An entry that cannot be read is one error; a feed that breaks off gives the entries before that.
    """
    import feedparser

    try:
        feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # noqa: BLE001 - feedparser lets parser errors of many kinds through
        yield InputError(f"not a feed: {error}", where=where, remedy="fetch it again")
        return
    if feed.get("bozo") and not isinstance(feed.get("bozo_exception"), feedparser.CharacterEncodingOverride):
        reason = _one_line(feed.get("bozo_exception"))
        what = f"the feed is not well formed ({reason}); {len(feed.entries)} entries read"
        yield InputError(what, where=where, remedy="fetch it again", kept=bool(feed.entries))
    elif not feed.entries:
        yield InputError("the feed has no entries", where=where, remedy="remove it or fetch it again")
    channel = feed.feed
    for number, entry in enumerate(feed.entries, 1):
        try:
            yield from _report(entry, channel, f"{where}, entry {number}")
        except InputError as error:
            yield error


def _report(entry: Any, channel: Any, origin: str) -> Iterator[Outcome]:  # noqa: ANN401 - feedparser ships no types
    bodies = [content.get("value", "") for content in entry.get("content", ())]
    body = max([*bodies, entry.get("summary", "")], key=len)
    updated = dict.get(entry, "updated")  # entry.get would answer with the date of publication
    stated = Stated(
        id=entry.get("id") or None,
        url=entry.get("link") or None,
        outlet=(entry.get("source") or {}).get("title") or channel.get("title") or None,
        title=_plain(entry.get("title")),
        published=entry.get("published") or updated,
        modified=updated,
        language=entry.get("language") or channel.get("language"),
        dated_by="feed entry's published" if entry.get("published") else "feed entry's updated",
    )
    make = from_html if _MARKED_UP.search(body) else from_text
    yield from make(body, stated, origin, body.encode("utf-8", "surrogatepass"))


def _plain(title: str | None) -> str | None:
    from copydesk.readers.html import read_page

    if title and _MARKED_UP.search(title):
        title = read_page(title).text
    return " ".join(title.split()) or None if title else None


def _one_line(error: object) -> str:
    return " ".join(str(error).split())[:100]
