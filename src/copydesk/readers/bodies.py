"""The body that a feed, JSON-LD or ninjs gives: mark-up is rendered, plain text is kept."""

import re
from collections.abc import Iterator
from html import unescape

from copydesk.readers.drafts import Outcome, from_html, from_text
from copydesk.readers.stated import Stated

_TAG = re.compile(r"<(?:[a-zA-Z]\w*(?=[\s/>])|/[a-zA-Z]|!)")
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|\w+);")


def from_body(body: str, stated: Stated, origin: str) -> Iterator[Outcome]:
    """Yield the report of a body of which it is not said whether it is mark-up.

    With a tag in it, it is. A text in which only entities stand ("Hall &amp; Co.") was escaped once too
    often: its lines are kept, and the entities become the characters they mean.

    Raises:
        InputError: there is no text in it, or more than any report has.
    """
    received = body.encode("utf-8", "surrogatepass")
    if _TAG.search(body):
        yield from from_html(body, stated, origin, received)
    else:
        text = unescape(body) if _ENTITY.search(body) else body
        yield from from_text(text, stated, origin, received)


def sound(value: str) -> str:
    """Return a string without lone surrogates, which JSON can hold and UTF-8 cannot."""
    return value.encode("utf-8", "replace").decode("utf-8")


def as_line(value: str | None) -> str | None:
    """Return a title or name without mark-up, as one line; None where nothing is left."""
    if value and _TAG.search(value):
        from copydesk.readers.html import read_page

        value = read_page(value).text
    return " ".join(sound(unescape(value)).split()) or None if value else None
