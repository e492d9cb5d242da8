"""The commands on a store: add, watch, stories, story, search, export."""

import argparse
import shutil
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk import __version__
from copydesk.console import Console, progress, put, put_if_read, put_rows, say
from copydesk.errors import InputError, UsageError

if TYPE_CHECKING:
    from copydesk.model.document import Document
    from copydesk.model.history import Event
    from copydesk.model.report import Report
    from copydesk.store.base import Store

STORED_FORMATS = ("jsonl", "text")
"""Forms that ``stories``, ``story`` and ``search`` print in; the first is the usual one."""

MOST_NAMED = 200
"""Reports that are looked up to be named in one history."""


def add_reports(options: argparse.Namespace, console: Console) -> None:
    """Read reports into a store, print each that is new once it is safe, and find their stories.

    It goes on to the end also where who reads what is printed goes away (``| head``).
    """
    from copydesk.keeping import add
    from copydesk.watching import Stopping

    with Stopping(), closing(_opened(options.store, writable=True)) as store:
        done = add(options.input, store, console.refused, _put_kept)
        counts = store.counts()
    known = f" ({done.known:,} known before)" if done.known else ""
    stories = "1 story" if counts.stories == 1 else f"{counts.stories:,} stories"
    held = "1 report" if counts.reports == 1 else f"{counts.reports:,} reports"
    say(f"{_new(done.new)}{known}; {options.store} holds {held}, {stories}")


def _put_kept(documents: "Sequence[Document]") -> None:
    """Print the reports that are safe now, at once: who reads on may count on them."""
    reports = [document.report for document in documents]
    put_if_read(
        {"id": one.id, "outlet": one.outlet, "title": one.title, "digest": one.digest} for one in reports
    )


def watch_feeds(options: argparse.Namespace, console: Console) -> None:
    """Keep what feeds bring in a store, until somebody ends it, or once.

    What fails counts for the exit status with ``--once`` only: over days, something always does.

    Raises:
        InputError: no feed was given.
    """
    from copydesk.fetching.fetcher import Fetcher
    from copydesk.fetching.subscriptions import feeds
    from copydesk.polling import Manner
    from copydesk.watching import StoppedError, Stopping, Watch, watch

    found, errors = feeds(options.feed)
    for error in errors:
        console.refused(error)
    if not found:
        where, remedy = ", ".join(options.feed)[:200], "give the address of a feed, or a file of such"
        raise InputError("no feed to watch", where=where, remedy=remedy)
    manner = Manner(every=options.every * 60.0, feed_only=options.feed_only, once=options.once)
    fetcher = Fetcher(options.agent or f"copydesk/{__version__} (reads feeds)", manner.clock)
    refused = console.refused if options.once else lambda error: say(f"copydesk: {error}")
    with closing(_opened(options.store, writable=True)) as store, Stopping() as stopping:
        watching = Watch(found, store, fetcher, manner, _say_what_came, refused, stopping.held)
        try:
            for url in watching.gone():
                refused(InputError("it is gone for good", where=url, remedy="take it out of the list"))
            watch(watching, rounds=1 if options.once else None)
        except StoppedError:
            say(f"stopped; {_came(watching.kept, watching.changed)} since the start")
            return
        if not options.once:
            say("no feed is left to watch")


def _say_what_came(feed: str, new: int, changed: int, moved: str | None) -> None:
    say(f"{feed}: {_came(new, changed)}" + (f"; it has moved for good, give {moved}" if moved else ""))


def _came(new: int, changed: int) -> str:
    told = [_new(new)] if new or not changed else []
    return ", ".join([*told, f"{changed:,} changed"] if changed else told)


def _new(count: int) -> str:
    return "1 new report" if count == 1 else f"{count:,} new reports"


def place_reports(options: argparse.Namespace, console: Console) -> None:  # noqa: ARG001 - commands are alike
    """Find the stories of reports that wait, or of all reports anew."""
    from copydesk.keeping import place

    with closing(_opened(options.store, writable=True, create=False)) as store:
        placed = place(store, anew=options.anew)
        counts = store.counts()
    reports = "1 report" if len(placed) == 1 else f"{len(placed):,} reports"
    stories = "1 story" if counts.stories == 1 else f"{counts.stories:,} stories"
    say(f"{reports} placed; {options.store} holds {stories}")


def list_stories(options: argparse.Namespace, console: Console) -> None:  # noqa: ARG001 - commands are alike
    """List the stories of a store, those with the latest report first."""
    from copydesk.exports.stored import entry_row
    from copydesk.exports.stored_texts import entry_lines

    with closing(_opened(options.store)) as store:
        entries = store.entries(options.since, options.limit)
        if options.format == "text":
            _put_lines(entry_lines(entries, _width()))
        else:
            put_rows(map(entry_row, entries))
        if not _say_what_lacks(store, options.store) and not entries and options.since is not None:
            say(f"no story has a report of {options.since} or later")


def show_story(options: argparse.Namespace, console: Console) -> None:  # noqa: ARG001 - commands are alike
    """Tell one story of a store, with what became of it and what people decided about it."""
    from copydesk.abbreviated import story_of_words
    from copydesk.exports.stored import entry_row, event_row, judgement_row
    from copydesk.exports.stored_texts import history_lines, told_lines
    from copydesk.output import story_row
    from copydesk.pipeline import annotator
    from copydesk.telling import entry_of, tell_stories

    with closing(_opened(options.store)) as store:
        asked = story_of_words(store, options.story)
        entry = entry_of(store, asked)
        if entry.id != asked:
            say(f"story {asked} is part of story {entry.id} now")
        history, judgements = store.history(entry.id), store.judgements(entry.id)
        past = _reports_of(store, history)
        (told,) = tell_stories(store, [entry], annotator(options.model))
    if options.format == "jsonl":
        row = {**entry_row(entry), **story_row(told.story)}
        row["history"] = [event_row(event) for event in history]
        row["judgements"] = [judgement_row(judgement) for judgement in judgements]
        put_rows([row])
        return
    reports = {document.id: document.report for document in told.documents}
    _put_lines(told_lines(entry, told.story, reports, _width()))
    if history:
        _put_lines(["", "History"])
        _put_lines(history_lines(entry.id, history, past, _width()))


def _reports_of(store: "Store", history: "Sequence[Event]") -> "dict[str, Report]":
    """Return the reports that are told by their names in a history."""
    from copydesk.exports.stored_texts import NAMED_REPORTS

    few = (event.reports for event in history if len(event.reports) <= NAMED_REPORTS)
    ids = list(dict.fromkeys(report for reports in few for report in reports))[:MOST_NAMED]
    known = store.known(ids)
    return {one.id: one.report for one in store.documents(one for one in ids if one in known)}


def search_reports(options: argparse.Namespace, console: Console) -> None:  # noqa: ARG001 - commands are alike
    """List the reports of a store that hold some words, best first."""
    from copydesk.exports.stored import hit_row
    from copydesk.exports.stored_texts import hit_lines

    with closing(_opened(options.store)) as store:
        hits = store.search(" ".join(options.words), options.limit)
        if options.format == "text":
            _put_lines(hit_lines(hits, _width()))
        else:
            put_rows(map(hit_row, hits))
        if not hits and store.counts().reports:
            say("no report has all these words in headline, standfirst or body")
        elif not hits:
            _say_what_lacks(store, options.store)


def export_store(options: argparse.Namespace, console: Console) -> None:  # noqa: ARG001 - commands are alike
    """Write a store out as rows, or its stories as pages.

    Raises:
        UsageError: options that are not for one another.
    """
    if not options.pages and (options.story or options.since):
        raise UsageError("export: --story and --since choose pages; add --pages, or leave them out")
    if options.pages and options.bytes:
        raise UsageError("export: --pages writes no bytes; leave --bytes out, or export twice")
    if options.story and options.since:
        raise UsageError("export: --story and --since both choose stories; leave one out")
    from copydesk.abbreviated import story_of_words
    from copydesk.pipeline import annotator
    from copydesk.telling import entry_of
    from copydesk.unloading import export, export_pages

    with closing(_opened(options.store)) as store:
        _say_what_lacks(store, options.store)
        if not options.pages:
            count = export(store, options.output, received=options.bytes)
            held = "1 report" if count == 1 else f"{count:,} reports"
            say(f"{held} written to {options.output}")
            return
        named = [story_of_words(store, story) for story in options.story or ()]
        chosen = dict.fromkeys(entry_of(store, story) for story in named)
        entries = list(chosen) or store.entries(options.since)
        told = export_pages(store, options.output, progress(entries, unit="story"), annotator(options.model))
    say(f"{'1 story' if told == 1 else f'{told:,} stories'}: open {options.output / 'index.html'}")


def _say_what_lacks(store: "Store", path: Path) -> bool:
    """Say that a store holds no report, or that some wait for a story since an ``add`` was stopped."""
    from copydesk.exports.stored_texts import waiting_words

    counts = store.counts()
    if not counts.reports:
        say(f"{path} holds no report yet; `copydesk add` brings some in")
    elif counts.waiting:
        say(f"{waiting_words(counts.waiting)}; `copydesk place` finds them one")
    return not counts.reports or bool(counts.waiting)


def _put_lines(lines: Iterable[str]) -> None:
    for line in lines:
        put(line)


def _opened(path: Path, *, writable: bool = False, create: bool = True) -> "Store":
    from copydesk.store.sqlite import open_store

    return open_store(path, create=writable and create, writable=writable)


def _width() -> int:
    return shutil.get_terminal_size((100, 24)).columns
