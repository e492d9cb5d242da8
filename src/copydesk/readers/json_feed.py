"""What a JSON Feed says of all its entries; other lists of rows may say who published them."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Channel:
    """What stands for each row where the row itself does not tell. Values are as they came.

    Args:
        outlet: who published; ``named_by`` is its place in words.
        byline: who wrote it; ``signed_by`` is its place in words.
        language: a language tag of all rows.
        by: in words, whose fields those of a row are.
    """

    outlet: object = None
    named_by: str | None = None
    byline: object = None
    signed_by: str | None = None
    language: object = None
    by: str = "given"


def channel_of(value: Mapping[str, object]) -> Channel:
    """Return what an object that holds a list of rows says of them all.

    A JSON Feed names itself by its version (jsonfeed.org/version/1.1): its authors stand for those of entries
    that name none.
    """
    outlet = value.get("home_page_url") or value.get("title")
    if "jsonfeed.org/version" not in str(value.get("version"))[:100]:
        return Channel(outlet=outlet)
    return Channel(
        outlet=outlet,
        named_by="feed home page" if value.get("home_page_url") else "feed title",
        byline=value.get("authors") or value.get("author"),
        signed_by="feed authors",
        language=value.get("language"),
        by="feed entry",
    )
