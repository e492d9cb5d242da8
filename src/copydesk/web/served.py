"""Pages that are served from a store, as texts: they look like those from disk, and have forms besides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from copydesk.model.document import Document
from copydesk.model.history import StoryEntry
from copydesk.model.story import Story
from copydesk.web.found_view import FoundView
from copydesk.web.front_view import SHOWN_OUTLETS
from copydesk.web.judged_view import NAMELESS, Choice, EventView, Judging, Words
from copydesk.web.pages import environment, inlined
from copydesk.web.plain_words import counted, range_words
from copydesk.web.story_view import story_page

Sentence = tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Steps:
    """Which part of a list a page shows: its start, from 1, and how many are before the parts around it."""

    start: int
    before: int | None
    after: int | None
    told: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A story on the front page."""

    id: str
    title: str
    days: str
    size: str
    asleep: bool
    outlets: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class FrontPage:
    """The front page; ``waiting`` says that reports are in no story yet, "" if none is."""

    counts: str
    stories: tuple[Listed, ...]
    steps: Steps
    waiting: str = ""


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What was found; ``further`` is the address of the other parts of the list but for their start."""

    asked: str
    hits: tuple[FoundView, ...]
    steps: Steps
    further: str


@dataclass(frozen=True, slots=True)
class ConfirmPage:
    """A judgement before it is given: what it will do, and what the form sends if it is to be given."""

    question: str
    effect: tuple[Sentence, ...]
    reports: tuple[Choice, ...]
    fields: tuple[tuple[str, str], ...]
    by: str
    deed: str
    back: str


@dataclass(frozen=True, slots=True)
class NotePage:
    """A page with one line: a fault, or what is being done.

    Args:
        title, line: what is said.
        wrong: it is a fault.
        back: address that leads on.
        again: seconds after which the browser asks again, for something is being done.
        events: what became of a story that holds no report now.
    """

    title: str
    line: str
    wrong: bool = False
    back: str | None = None
    again: int | None = None
    events: tuple[EventView, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A line above a page: what was done, or where a link led; ``undo`` offers to take a judgement back."""

    words: Sentence
    wrong: bool = False
    undo: int | None = None
    story: str = ""


def address(story: str) -> str:
    """Return the address of a story's page on the server."""
    return f"/story/{quote(story, safe='')}.html"


def steps(skip: int, shown: int, most: int, total: int | None = None) -> Steps:
    """Return where a part of a list stands, and the parts around it.

    Args:
        skip: how many are before it.
        shown: how many it holds; one more than ``most`` says that there are further ones.
        most: how many a part holds.
        total: how many there are in all, None if nobody counted.
    """
    last = skip + min(shown, most)
    of = f" of {total:,}" if total is not None else ""
    told = f"{skip + 1:,}–{last:,}{of}" if shown else ""
    return Steps(skip + 1, max(0, skip - most) if skip else None, skip + most if shown > most else None, told)


def listed(entry: StoryEntry) -> Listed:
    """Return what the front page shows of a story."""
    silent = dict(entry.revision_of)
    room = SHOWN_OUTLETS + (len(entry.outlets) == SHOWN_OUTLETS + 1)
    return Listed(
        entry.id,
        entry.title.strip() or NAMELESS,
        range_words(entry.first, entry.last) or "Dates not known",
        counted(sum(report not in silent for report in entry.reports), "report"),
        entry.asleep,
        entry.outlets[:room],
        len(entry.outlets[room:]),
    )


def front_html(page: FrontPage, note: Note | None = None) -> str:
    """Return the front page."""
    return _html("served_front.html", page=page, note=note)


def search_html(page: SearchPage) -> str:
    """Return the page of what was found."""
    return _html("served_search.html", page=page)


def confirm_html(page: ConfirmPage) -> str:
    """Return the page that says what a judgement will do."""
    return _html("served_confirm.html", page=page)


def note_html(page: NotePage) -> str:
    """Return a page with one line."""
    return _html("served_note.html", page=page)


def story_html(
    story: Story, documents: Sequence[Document], judging: Judging, note: Note | None = None
) -> str:
    """Return the page of a story: the one that is written to disk, and what can be judged."""
    page = story_page(story, {document.id: document for document in documents})
    scripts = ("story.js",) if page.lone else ("story.js", "beside.js")
    values: dict[str, object] = {"page": page, "front": "/", "judging": judging, "note": note}
    return _rendered("served_story.html", values, *scripts)


def _html(template: str, **values: object) -> str:
    return _rendered(template, values)


def _rendered(template: str, values: Mapping[str, object], *scripts: str) -> str:
    made = environment()
    made.globals["address"] = address
    return made.get_template(template).render(**values, **inlined(*scripts, served=True))
