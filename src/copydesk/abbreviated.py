"""Ids of stories and reports by their beginnings, and stories by the addresses of their pages."""

import re
from collections.abc import Iterable
from urllib.parse import unquote

from copydesk.errors import StoreError
from copydesk.store.base import Store

LEAST = 4
"""Characters that the beginning of an id must have at least."""

_SHOWN = 3
_PAGE = re.compile(r"(?:^|/)story/([^/?#]+?)(?:\.html|\.json)?(?:[?#].*)?$")


def story_of_words(store: Store, given: str) -> str:
    """Return the id of the story that is meant by an id, its beginning, or the address of a page.

    Raises:
        StoreError: none is meant, or several.
    """
    given = given.strip()
    page = _PAGE.search(given)
    asked = unquote(page[1]) if page else given
    if asked and store.resolve(asked) is not None:
        return asked
    ids = store.stories_beginning(asked) if len(asked) >= LEAST else ()
    return _only("story", asked, ids, "`copydesk stories` lists those there are")


def reports_of_words(store: Store, given: Iterable[str], story: str | None = None) -> list[str]:
    """Return the ids of the reports that are meant by ids or their beginnings.

    Args:
        store: holds them.
        given: ids or beginnings.
        story: look for beginnings among the reports of this story, which is quicker.

    Raises:
        StoreError: one means none, or several.
    """
    asked = [one.strip() for one in given]
    known = store.known(asked)
    if known.issuperset(asked):
        return asked
    entry = store.entry(story) if story is not None else None
    ids = (
        list(entry.reports)
        if entry is not None
        else [report for some in store.settled() for report in some.reports]
    )
    remedy = "`copydesk story ID` lists a story's reports"
    return [one if one in known else _only("report", one, ids, remedy) for one in asked]


def _only(what: str, asked: str, ids: Iterable[str], remedy: str) -> str:
    meant = sorted({one for one in ids if one.startswith(asked)}) if len(asked) >= LEAST else []
    if len(meant) == 1:
        return meant[0]
    if meant:
        more = f" and {len(meant) - _SHOWN:,} more" if len(meant) > _SHOWN else ""
        several = ", ".join(meant[:_SHOWN]) + more
        raise StoreError(f"{what} {asked}: {len(meant):,} ids begin so ({several}); give more of it")
    raise StoreError(f"{what} {asked or 'without a name'}: there is none of this id; {remedy}")
