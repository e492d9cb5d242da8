"""The commands of ``judge``: what people decide about stories, given, listed and undone."""

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk.console import Console, put_rows, say

if TYPE_CHECKING:
    from copydesk.model.history import Judgement
    from copydesk.store.base import Store


def add_judge(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``judge`` with its own commands to the command line."""
    told = "say which reports belong together, and undo it"
    judge = commands.add_parser("judge", help=told, description=told[0].upper() + told[1:] + ".")
    deeds = judge.add_subparsers(title="judgements", metavar="JUDGEMENT", required=True)
    merge = _deed(deeds, "merge", merge_stories, "say that another story is the same story")
    merge.add_argument("story", metavar="STORY", help="the story that goes on")
    merge.add_argument("other", metavar="OTHER", help="the one that goes into it")
    split = _deed(deeds, "split", split_story, "say that reports of a story are a story of their own")
    reject = _deed(deeds, "reject", reject_reports, "say that reports do not belong to a story")
    for deed in (split, reject):
        deed.add_argument("story", metavar="STORY")
        deed.add_argument("reports", nargs="+", metavar="REPORT")
    move = _deed(deeds, "move", move_reports, "say that reports belong to another story")
    move.add_argument("reports", nargs="+", metavar="REPORT")
    move.add_argument("--to", required=True, metavar="STORY", help="the story that they belong to")
    undo = _deed(deeds, "undo", undo_judgement, "take a judgement back")
    undo.add_argument("number", type=int, metavar="NUMBER", help="as list prints it")
    for deed in (merge, split, reject, move, undo):
        deed.add_argument("--by", metavar="NAME", help="who judges; kept with the judgement")
    listed = _deed(deeds, "list", list_judgements, "print all judgements, or those about a story")
    listed.add_argument("story", nargs="?", metavar="STORY")


def _deed(
    deeds: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    run: Callable[[argparse.Namespace, Console], None],
    told: str,
) -> argparse.ArgumentParser:
    deed = deeds.add_parser(
        name,
        help=told,
        description=f"{told[0].upper()}{told[1:]}. Ids may be shortened to four characters or more.",
    )
    deed.add_argument("--store", type=Path, required=True, metavar="DESK.db", help="the store")
    deed.set_defaults(run=run)
    return deed


def merge_stories(options: argparse.Namespace, console: Console) -> None:  # noqa: ARG001 - as all commands
    """Say that story ``options.other`` is the same story as ``options.story``."""
    from copydesk.abbreviated import story_of_words
    from copydesk.judging import merge

    with _store(options.store) as store:
        story, other = (story_of_words(store, given) for given in (options.story, options.other))
        _put(merge(store, story, other, options.by))


def split_story(options: argparse.Namespace, console: Console) -> None:  # noqa: ARG001 - as all commands
    """Say that ``options.reports`` of ``options.story`` are a story of their own."""
    from copydesk.abbreviated import reports_of_words, story_of_words
    from copydesk.judging import split

    with _store(options.store) as store:
        story = story_of_words(store, options.story)
        _put(split(store, story, reports_of_words(store, options.reports, story), options.by))


def move_reports(options: argparse.Namespace, console: Console) -> None:  # noqa: ARG001 - as all commands
    """Say that ``options.reports`` belong to story ``options.to``."""
    from copydesk.abbreviated import reports_of_words, story_of_words
    from copydesk.judging import move

    with _store(options.store) as store:
        reports = reports_of_words(store, options.reports)
        _put(move(store, reports, story_of_words(store, options.to), options.by))


def reject_reports(options: argparse.Namespace, console: Console) -> None:  # noqa: ARG001 - as all commands
    """Say that ``options.reports`` do not belong to ``options.story``."""
    from copydesk.abbreviated import reports_of_words, story_of_words
    from copydesk.judging import reject

    with _store(options.store) as store:
        story = story_of_words(store, options.story)
        _put(reject(store, reports_of_words(store, options.reports, story), story, options.by))


def undo_judgement(options: argparse.Namespace, console: Console) -> None:  # noqa: ARG001 - as all commands
    """Take judgement ``options.number`` back, and say what that changed."""
    from copydesk.judging import undo

    with _store(options.store) as store:
        changes = undo(store, options.number, options.by)
        for change in changes:
            told = f"{change.kind}: story {change.story}, {change.other}: {', '.join(change.reports)}"
            say(f"judgement undone, {told}")
        if not changes:
            say("no report moved: later judgements hold them")
        put_rows(_row(one) for one in store.judgements() if one.number == options.number)


def list_judgements(options: argparse.Namespace, console: Console) -> None:  # noqa: ARG001 - as all commands
    """Print all judgements, or those about ``options.story``."""
    from copydesk.abbreviated import story_of_words

    with _store(options.store, writable=False) as store:
        story = None if options.story is None else story_of_words(store, options.story)
        put_rows(_row(one) for one in store.judgements(story))


def _put(judgement: "Judgement") -> None:
    put_rows([_row(judgement)])


def _row(judgement: "Judgement") -> dict[str, object]:
    from copydesk.exports.stored import judgement_row

    return judgement_row(judgement)


@contextmanager
def _store(path: Path, *, writable: bool = True) -> "Iterator[Store]":
    from copydesk.store.sqlite import open_store

    store = open_store(path, create=False, writable=writable)
    try:
        yield store
    finally:
        store.close()
