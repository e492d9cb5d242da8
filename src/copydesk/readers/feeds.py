"""RSS and Atom to reports; the one place that speaks to feedparser."""

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from copydesk.errors import InputError
from copydesk.readers.bodies import as_line, from_body
from copydesk.readers.decoding import decode
from copydesk.readers.drafts import Outcome, from_text
from copydesk.readers.stamps import iso
from copydesk.readers.stated import Stated


def _tomorrow() -> str:
    """Return the last day that it is anywhere on earth while this runs: no entry was published after it."""
    return (datetime.now(UTC) + timedelta(days=1)).date().isoformat()


class Entry(NamedTuple):
    """An entry of a feed: what is stated beside its text, the text, and whether that is no mark-up."""

    stated: Stated
    body: str
    origin: str
    plain: bool = False


class Contents(NamedTuple):
    """What a feed holds, in its order, and the seconds that it asks to be left alone between two polls."""

    found: list[Entry | InputError]
    wait: float = 0.0


def read_feed(data: bytes, where: str) -> Iterator[Outcome]:
    """Yield a report for each entry of a feed: its content where there is any, else its summary.

    An entry that cannot be read is one error; a feed that breaks off gives the entries before that.
    """
    for found in contents(data, where).found:
        if isinstance(found, InputError):
            yield found
            continue
        try:
            yield from report_of(found)
        except InputError as error:
            yield error


def contents(data: bytes, where: str, charset: str | None = None) -> Contents:
    """Return the entries of an RSS or Atom feed, and errors for what cannot be read.

    Args:
        data: the feed as received.
        where: how to name it to people.
        charset: what an HTTP header declares; declarations lie, so the bytes are asked first.
    """
    import feedparser

    sent = {}
    if charset is not None:
        data = decode(data, charset).text.encode()
        sent = {"content-type": "application/xml; charset=utf-8"}
    try:
        feed = feedparser.parse(
            io.BytesIO(data), response_headers=sent, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:  # noqa: BLE001 - feedparser lets parser errors of many kinds through
        return Contents([InputError(f"not a feed: {error}", where=where, remedy="fetch it again")])
    found: list[Entry | InputError] = []
    if feed.get("bozo") and not isinstance(feed.get("bozo_exception"), feedparser.CharacterEncodingOverride):
        reason = _one_line(feed.get("bozo_exception"))
        what = f"the feed is not well formed ({reason}); {len(feed.entries)} entries read"
        found.append(InputError(what, where=where, remedy="fetch it again", kept=bool(feed.entries)))
    elif not feed.entries:
        found.append(InputError("the feed has no entries", where=where, remedy="remove it or fetch it again"))
    channel = feed.feed
    entries = enumerate(feed.entries, 1)
    found += [_entry(entry, channel, f"{where}, entry {number}") for number, entry in entries]
    return Contents(found, _wait(channel))


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


def _entry(entry: Any, channel: Any, origin: str) -> Entry:  # noqa: ANN401 - feedparser ships no types
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
    return Entry(stated, body, origin)


def report_of(entry: Entry) -> Iterator[Outcome]:
    """Yield the report of an entry as the feed itself tells it, after a caveat if it lies in the future.

    Raises:
        InputError: there is no text in it, or more than any report has.
    """
    stated = entry.stated
    published = iso(stated.published)
    if published and stated.fetched and published[:10] > stated.fetched:
        what = f"its date {published} lies in the future"
        yield InputError(
            what, where=entry.origin, remedy="mind it in the timeline, or leave the entry out", kept=True
        )
    if entry.plain:
        yield from from_text(entry.body, stated, entry.origin, entry.body.encode("utf-8", "surrogatepass"))
    else:
        yield from from_body(entry.body, stated, entry.origin)


def _wait(channel: Any) -> float:  # noqa: ANN401 - feedparser ships no types
    """Return the seconds between two polls that ttl, or updatePeriod and updateFrequency, ask for."""
    ttl = str(channel.get("ttl") or "").strip()
    often = str(channel.get("sy_updatefrequency") or "").strip()
    period = _PERIODS.get(str(channel.get("sy_updateperiod") or "").strip().lower(), 0.0)
    asked = period / max(1, int(often) if _NUMBER.fullmatch(often) else 1)
    return max(asked, int(ttl) * 60.0 if _NUMBER.fullmatch(ttl) else 0.0)


_NUMBER = re.compile(r"[0-9]{1,9}")
_PERIODS = {
    "hourly": 3600.0,
    "daily": 86400.0,
    "weekly": 604800.0,
    "monthly": 2592000.0,
    "yearly": 31536000.0,
}


def _one_line(error: object) -> str:
    return " ".join(str(error).split())[:100]
