"""RSS and Atom to reports; the one place that speaks to feedparser."""

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from copydesk.errors import InputError
from copydesk.readers.bodies import as_line, from_body
from copydesk.readers.decoding import decode
from copydesk.readers.drafts import Outcome
from copydesk.readers.stamps import iso
from copydesk.readers.stated import Stated


def _tomorrow() -> str:
    """Return the last day that it is anywhere on earth while this runs: no entry was published after it."""
    return (datetime.now(UTC) + timedelta(days=1)).date().isoformat()


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


def read_xml(data: bytes, where: str) -> Iterator[Outcome]:
    """Read XML whose first element is no feed's, if there are entries in it all the same; else refuse it."""
    outcomes = list(read_feed(data, where))
    if any(not isinstance(one, InputError) for one in outcomes):
        yield from outcomes
        return
    root = _ROOT.search(_BETWEEN.sub("", decode(data[:_HEAD]).text))
    what = f"it is XML ({root[1][:40]}) and no feed" if root else "it is XML and no feed"
    yield InputError(
        what, where=where, remedy="give the pages that it is about, as HTML, a feed or JSON Lines"
    )


_HEAD = 1 << 16
_BETWEEN = re.compile(r"<[?!].*?>", re.S)
_ROOT = re.compile(r"<([A-Za-z_][\w:.-]*)")


def _report(entry: Any, channel: Any, origin: str) -> Iterator[Outcome]:  # noqa: ANN401 - feedparser ships no types
    bodies = [content.get("value") or "" for content in entry.get("content", ())]
    body = max([*bodies, entry.get("summary") or ""], key=len)
    updated = dict.get(entry, "updated")  # entry.get would answer with the date of publication
    stated = Stated(
        id=entry.get("id") or None,
        url=entry.get("link") or None,
        outlet=(entry.get("source") or {}).get("title") or channel.get("title") or None,
        title=as_line(entry.get("title")),
        published=entry.get("published") or updated,
        modified=updated,
        byline=entry.get("author") or None,
        by="feed entry",
        named_by="feed entry's source" if (entry.get("source") or {}).get("title") else "feed title",
        hint=entry.get("language") or channel.get("language"),
        dated_by="feed entry's published" if entry.get("published") else "feed entry's updated",
        fetched=_tomorrow(),
    )
    published = iso(stated.published)
    if published and stated.fetched and published[:10] > stated.fetched:
        what = f"its date {published} lies in the future"
        yield InputError(
            what, where=origin, remedy="mind it in the timeline, or leave the entry out", kept=True
        )
    yield from from_body(body, stated, origin)


def _one_line(error: object) -> str:
    return " ".join(str(error).split())[:100]
