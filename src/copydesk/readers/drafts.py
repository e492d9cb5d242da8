"""From text or a page, and what the input states beside it, to a report."""

from collections.abc import Iterator

from copydesk.errors import InputError
from copydesk.model.report import Report
from copydesk.readers import choosing
from copydesk.readers.html import Page, read_page
from copydesk.readers.identity import content_id, digest
from copydesk.readers.stated import Stated

__all__ = ["Outcome", "Stated", "from_html", "from_text"]

LONGEST = 25_000_000
"""Bytes in UTF-8 of the longest text that is taken for one report, some four million words. It bounds the
time and memory of all that follows, which grow with it: 20 MB of prose take ``read`` 0.5 GB and ``tell``
1.3 GB, and two such reports that share all of it take ``reuse`` 1.7 GB (measured)."""

MOST_LINES = 1_000_000
"""Lines of such a text: each is weighed, and ten million lines of one letter would take 4 GB."""

_MOST_BYTES = 4
"""Bytes in UTF-8 of any character at most."""

LARGEST_PAGE = 20_000_000
"""Characters of the largest page that is parsed: where all is tags, a parse takes 50 bytes for each."""

Outcome = Report | InputError
"""What reading yields: a report, or a line about something that failed or is doubtful."""


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
    yield _report(sound, sound, stated, None, origin, received)


def from_html(html: str, stated: Stated, origin: str, received: bytes) -> Iterator[Outcome]:
    """Yield the report of a page; what the input states wins over what the page says of itself.

    Raises:
        InputError: the page shows no text, or more than any report has.
    """
    if len(html) > LARGEST_PAGE:
        what = f"a page of {len(html):,} characters, which no report has"
        raise InputError(what, where=origin, remedy="leave it out")
    page = read_page(html)
    if not page.text.strip():
        remedy = "fetch it with a browser if a script draws it, or remove it"
        raise InputError("the page shows no text", where=origin, remedy=remedy)
    _bounded(page.text, origin)
    yield _report(page.text, page.running, stated, page, origin, received)


def _report(
    text: str, running: str, stated: Stated, page: Page | None, origin: str, received: bytes
) -> Report:
    """Put a report together; ``running`` is the part of ``text`` that tells its language."""
    outlet = choosing.outlet(stated, page)
    title = choosing.title(stated, page)
    names = (outlet.value, stated.outlet, page.outlet.value if page else None)
    byline = choosing.byline(stated, page, names)
    published = choosing.published(stated, page)
    modified = choosing.modified(stated, page, published.value)
    language = choosing.language(stated, page, running)
    url = stated.url or (page.url if page else None)
    return Report(
        id=stated.id or content_id(text, outlet.value, url),
        text=text,
        digest=digest(received),
        origin=origin,
        url=url,
        outlet=outlet.value,
        outlet_from=outlet.source,
        title=title.value,
        title_from=title.source,
        byline=byline.value,
        byline_from=byline.source,
        published=published.value,
        published_from=published.source,
        modified=modified.value,
        modified_from=modified.source,
        language=language.value,
        language_from=language.source,
        story=stated.story,
        marked=page.marked if page else (),
        received=received,
    )


def _bounded(text: str, origin: str) -> None:
    size, lines = _MOST_BYTES * len(text), text.count("\n")
    size = len(text.encode()) if size > LONGEST else size
    if size > LONGEST or lines > MOST_LINES:
        much = f"{size:,} bytes" if size > LONGEST else f"{lines:,} lines"
        what = f"a text of {much}, which no report has"
        raise InputError(what, where=origin, remedy="split it into one report per line or file")


def _encodable(text: str) -> str:
    """Return ``text`` itself, or a copy of the same length in which lone surrogates are U+FFFD."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
    return text
