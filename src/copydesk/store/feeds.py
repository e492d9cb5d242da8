"""What is remembered of feeds."""

from collections.abc import Iterable
from dataclasses import astuple

from copydesk.model.feed import Feed
from copydesk.store.rows import now
from copydesk.store.tables import Tables, rows_of

_FEED = "url, etag, last_modified, due, failures, why"


class Feeds:
    """The part of a store that knows feeds and what was fetched from them."""

    _tables: Tables

    def feed(self, url: str) -> Feed | None:
        """See ``Store.feed``."""
        rows = self._tables.rows(f"SELECT {_FEED} FROM feeds WHERE url = ?", (url,))  # noqa: S608
        return Feed(*rows[0]) if rows else None

    def set_feed(self, feed: Feed) -> None:
        """See ``Store.set_feed``."""
        sql = f"INSERT OR REPLACE INTO feeds ({_FEED}) VALUES (?, ?, ?, ?, ?, ?)"  # noqa: S608
        self._tables.change(sql, astuple(feed))

    def fetched(self, entries: Iterable[str]) -> frozenset[str]:
        """See ``Store.fetched``."""
        sql = "SELECT entry FROM fetched WHERE entry IN (...)"
        return frozenset(row[0] for row in rows_of(self._tables, sql, entries))

    def set_fetched(self, entries: Iterable[str]) -> None:
        """See ``Store.set_fetched``."""
        at = now()
        sql = "INSERT OR IGNORE INTO fetched (entry, at) VALUES (?, ?)"
        self._tables.change_all(sql, [(entry, at) for entry in entries])
