"""Pages and JSON that only read: the front page, a story, a search."""

from collections.abc import Sequence
from urllib.parse import quote, urlencode

from copydesk.abbreviated import story_of_words
from copydesk.errors import StoreError
from copydesk.exports.stored import entry_row, event_row, hit_row, judgement_row
from copydesk.exports.stored_texts import waiting_words
from copydesk.model.history import Event, Judgement, StoryEntry
from copydesk.output import story_row
from copydesk.server.background import Teller
from copydesk.server.messages import Request, Response, as_json, html, see
from copydesk.server.naming import names_of
from copydesk.store.base import Store
from copydesk.telling import Told
from copydesk.text.tokens import words
from copydesk.web.found_view import found_view
from copydesk.web.judged_view import (
    Choice,
    Judging,
    Words,
    entry_choice,
    event_views,
    judgement_views,
    judgement_words,
)
from copydesk.web.plain_words import counted, date_words
from copydesk.web.served import (
    FrontPage,
    Note,
    NotePage,
    SearchPage,
    address,
    front_html,
    listed,
    note_html,
    search_html,
    steps,
    story_html,
)

STORIES, HITS = 50, 20
"""Stories on one front page; reports on one page of a search."""

PATIENCE = 1.5
"""Seconds after which a page says that it is being made, and comes again by itself."""

AGAIN = 2
"""Seconds after which it comes again."""

SIMILAR, LOOKED_UP, LONG_WORD = 6, 5, 4
"""Stories offered to be merged: so many, found by so many words of the title, of more letters than this."""


def front(store: Store, request: Request) -> Response:
    """Show the stories with the latest reports, part by part."""
    skip = request.start()
    entries = store.entries(None, STORIES + 1, skip)
    held = store.counts()
    told = (
        f"{counted(held.reports, 'report')}, {counted(held.stories, 'story', 'stories')}. Each story shows "
        "what happened, who said what, who took text from whom, and where accounts differ, with the sources."
    )
    at = steps(skip, len(entries), STORIES, held.stories)
    waiting = waiting_words(held.waiting) if held.waiting else ""
    return html(front_html(FrontPage(told, tuple(listed(one) for one in entries[:STORIES]), at, waiting)))


def front_json(store: Store, request: Request) -> Response:
    """List stories as ``copydesk stories`` does; ``next`` is where the list goes on."""
    skip = request.start()
    entries = store.entries(None, STORIES + 1, skip)
    further = f"/stories.json?from={skip + STORIES}" if len(entries) > STORIES else None
    return as_json({"stories": [entry_row(one) for one in entries[:STORIES]], "next": further})


def search(store: Store, request: Request) -> Response:
    """Show the reports that hold all the words."""
    asked, skip = request.first("q"), request.start()
    hits = store.search(asked, HITS + 1, skip) if asked else []
    titles = {story: _title(store, story) for story in {hit.story for hit in hits} if story is not None}
    shown = tuple(
        found_view(hit.document, hit.story, titles.get(hit.story or "", ""), hit.spans) for hit in hits[:HITS]
    )
    further = f"/search?{urlencode({'q': asked})}&from="
    return html(search_html(SearchPage(asked, shown, steps(skip, len(hits), HITS), further)))


def search_json(store: Store, request: Request) -> Response:
    """List the reports that hold all the words, as ``copydesk search`` does."""
    asked, skip = request.first("q"), request.start()
    hits = store.search(asked, HITS + 1, skip) if asked else []
    further = f"/search.json?{urlencode({'q': asked})}&from={skip + HITS}" if len(hits) > HITS else None
    return as_json({"hits": [hit_row(hit) for hit in hits[:HITS]], "next": further})


def story(store: Store, teller: Teller, asked: str, request: Request) -> Response:
    """Show a story, or where it went, or that it is being told."""
    entry = store.entry(asked)
    if entry is None:
        return _meant(store, asked, ".html")
    if not entry.reports:
        return _left(store, entry)
    if entry.id != asked:
        fields = {
            "from": asked,
            **{name: request.first(name) for name in ("done", "undone") if request.first(name)},
        }
        return see(f"{address(entry.id)}?{urlencode(fields)}")
    told = teller.ask(entry, PATIENCE)
    if told is None:
        reports = counted(len(entry.reports), "report")
        line = f"Reading and comparing {reports}. The first time, the language model is loaded, too."
        return html(note_html(NotePage(entry.title or "A story", line, again=AGAIN)))
    history, judgements = _past(store, entry)
    return html(
        story_html(
            told.story,
            told.documents,
            _judging(store, told, history, judgements),
            _note(store, entry.id, request, history, judgements),
        )
    )


def story_json(store: Store, teller: Teller, asked: str) -> Response:
    """Give a story as ``copydesk story`` does; it waits until the story is told."""
    entry = store.entry(asked)
    if entry is None:
        return _meant(store, asked, ".json")
    if not entry.reports:
        return as_json({"error": f"story {asked} holds no report now"}, 404)
    if entry.id != asked:
        return see(f"/story/{quote(entry.id, safe='')}.json")
    told = teller.ask(entry, None)
    if told is None:
        return as_json({"error": f"story {asked} could not be told"}, 500)
    history, judgements = _past(store, entry)
    return as_json(
        {
            **story_row(told.story),
            "history": [event_row(one) for one in history],
            "judgements": [judgement_row(one) for one in judgements],
        }
    )


def wrong(title: str, line: str, status: int, back: str | None = None) -> Response:
    """Show a fault in one line."""
    return html(note_html(NotePage(title, line[:1].upper() + line[1:], wrong=True, back=back)), status)


def _meant(store: Store, asked: str, form: str) -> Response:
    """Lead to the story whose id begins so, or say that there is none, or several."""
    try:
        return see(f"/story/{quote(story_of_words(store, asked), safe='')}{form}")
    except StoreError as error:
        if form == ".json":
            return as_json({"error": str(error)}, 404)
        return wrong("There is no such story", str(error), 404, "/")


def _left(store: Store, entry: StoryEntry) -> Response:
    """Show what became of a story that holds no report."""
    history = store.history(entry.id)
    events = event_views(history, names_of(store, entry.id, history))
    line = "This story holds no report now."
    return html(note_html(NotePage("A story whose reports went elsewhere", line, back="/", events=events)))


def _past(store: Store, entry: StoryEntry) -> tuple[list[Event], list[Judgement]]:
    """Return a story's history, and the judgements about it or that took reports out of it."""
    history = store.history(entry.id)
    numbers = {event.judgement for event in history} | {one.number for one in store.judgements(entry.id)}
    return history, [one for one in store.judgements() if one.number in numbers]


def _judging(store: Store, told: Told, history: Sequence[Event], judgements: Sequence[Judgement]) -> Judging:
    names = names_of(store, told.entry.id, history, judgements)
    speaking = frozenset(told.story.speaking)
    reports = tuple(
        Choice(
            one.id,
            one.report.name,
            one.report.title or " ".join(one.text[:80].split()),
            date_words(one.report.published) or "date not known",
        )
        for one in told.documents
        if one.id in speaking
    )
    similar = tuple(entry_choice(one) for one in similar_stories(store, told.entry))
    return Judging(
        told.entry.id, reports, similar, judgement_views(judgements, names), event_views(history, names)
    )


def similar_stories(store: Store, entry: StoryEntry) -> list[StoryEntry]:
    """Return stories that share words of the title, those that share most first."""
    long = {word for word in words(entry.title).forms if len(word) > LONG_WORD and word.strip("_'")}
    shared: dict[str, int] = {}
    for word in sorted(long, key=lambda word: (-len(word), word))[:LOOKED_UP]:
        found = {hit.story for hit in store.search(f'"{word}"', 30)}
        for one in found - {None, entry.id}:
            shared[str(one)] = shared.get(str(one), 0) + 1
    alike = [one for one in shared if shared[one] >= min(2, len(long))]
    best = sorted(alike, key=lambda one: (-shared[one], one))[:SIMILAR]
    return [one for one in map(store.entry, best) if one is not None]


def _note(
    store: Store, here: str, request: Request, history: Sequence[Event], judgements: Sequence[Judgement]
) -> Note | None:
    """Say above a story what was just done, or which link led here."""
    names = names_of(store, here, history, judgements)
    came = request.first("from")
    done, undone = request.number("done"), request.number("undone")
    for one in judgements:
        if one.number == done and one.undone is None:
            said = judgement_words(one, names)
            return Note((Words("Done: "), *said, Words(".")), undo=one.number, story=here)
        if one.number == undone and one.undone is not None:
            return Note((Words(f"Judgement {one.number} is undone."),))
    if came and came != here and store.resolve(came) == here:
        before = names.story(came).text
        return Note(
            (
                Words(f"The link was to {before}, whose reports are here now: see "),
                Words("its history below."),
            )
        )
    return None


def _title(store: Store, story: str) -> str:
    entry = store.entry(story)
    return entry.title if entry is not None else ""
