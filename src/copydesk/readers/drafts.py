"""From text or a page, and what the input states beside it, to a report."""

from collections.abc import Iterator
from dataclasses import dataclass

from copydesk.errors import InputError
from copydesk.model.report import Report
from copydesk.readers.html import Page, read_page
from copydesk.readers.identity import content_id, digest, outlet_named, outlet_of
from copydesk.readers.stamps import Stamp, in_url, iso
from copydesk.text.language import identify, primary_code

LONGEST = 5_000_000
"""Characters of the longest text that is taken for one report, some 800,000 words: it bounds the time and
memory of all that follows."""

Outcome = Report | InputError
"""What reading yields: a report, or a line about something that failed or is doubtful."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What the input says about a report outside its text.

    Dates are as they came; ``dated_by`` says in words where ``published`` stood.
    """

    id: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    published: object = None
    modified: object = None
    language: str | None = None
    story: str | None = None
    dated_by: str = "given"


def from_text(text: str, stated: Stated, origin: str, received: bytes) -> Iterator[Outcome]:
    """Yield the report of a plain text, unaltered, after a caveat if it cannot be kept to the letter.

    Args:
        text: the whole text.
        stated: what is known beside it.
        origin: where it was read from, for people.
        received: the bytes whose SHA-256 becomes ``digest``.

    Raises:
        InputError: there is no text, or more than any report has.
    """
    sound = _encodable(text)
    if sound is not text:
        what = "the text holds lone surrogates, which are no characters; read as U+FFFD"
        yield InputError(what, where=origin, remedy="write it as valid UTF-8", kept=True)
    if not sound.strip():
        raise InputError("there is no text in it", where=origin, remedy="remove it or fetch it again")
    _bounded(sound, origin)
    outlet = outlet_of(stated.url) or outlet_named(stated.outlet)
    published, source = _published(stated, None)
    yield Report(
        id=stated.id or content_id(sound, outlet, stated.url),
        text=sound,
        digest=digest(received),
        origin=origin,
        url=stated.url,
        outlet=outlet,
        title=stated.title,
        published=published,
        published_from=source,
        modified=iso(stated.modified),
        language=primary_code(stated.language) or identify(sound),
        story=stated.story,
    )


def from_html(html: str, stated: Stated, origin: str, received: bytes) -> Iterator[Outcome]:
    """Yield the report of a page; what the input states wins over what the page says of itself.

    Raises:
        InputError: the page shows no text, or more than any report has.
    """
    page = read_page(html)
    if not page.text.strip():
        remedy = "fetch it with a browser if a script draws it, or remove it"
        raise InputError("the page shows no text", where=origin, remedy=remedy)
    _bounded(page.text, origin)
    url = stated.url or page.url
    outlet = outlet_of(url) or outlet_named(stated.outlet) or outlet_named(page.outlet)
    published, source = _published(stated, page)
    yield Report(
        id=stated.id or content_id(page.text, outlet, url),
        text=page.text,
        digest=digest(received),
        origin=origin,
        url=url,
        outlet=outlet,
        title=stated.title or page.title,
        published=published,
        published_from=source,
        modified=iso(stated.modified) or page.modified,
        language=primary_code(stated.language) or identify(page.text) or page.language,
        story=stated.story,
        marked=page.marked,
    )


def _published(stated: Stated, page: Page | None) -> Stamp:
    """Choose the date: as stated, as the page's metadata says, as the URL's path has it; else the reason."""
    reason = "the input states no date"
    if stated.published is not None and stated.published != "":
        found = iso(stated.published)
        if found:
            return Stamp(found, stated.dated_by)
        reason = f"{stated.dated_by} is no date that can be told: {str(stated.published)[:40]!r}"
    elif page:
        reason = page.published.source
    if page and page.published.value:
        return page.published
    return in_url(stated.url or (page.url if page else None)) or Stamp(None, reason)


def _bounded(text: str, origin: str) -> None:
    if len(text) > LONGEST:
        what = f"a text of {len(text):,} characters, which no report has"
        raise InputError(what, where=origin, remedy="split it into one report per line or file")


def _encodable(text: str) -> str:
    """Return ``text`` itself, or a copy of the same length in which lone surrogates are U+FFFD."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
    return text
