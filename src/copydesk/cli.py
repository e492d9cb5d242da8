"""The command line: options in, one library call out."""

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk import __version__
from copydesk.console import (
    Console,
    open_standard_streams,
    print_to_nobody,
    progress,
    progress_of_reports,
    put,
    put_rows,
    say,
)
from copydesk.errors import CopydeskError, UsageError
from copydesk.judging_command import add_judge
from copydesk.listing import QUOTE_FORMATS, REUSE_FORMATS, list_families, list_quotes
from copydesk.server.command import add_serve
from copydesk.storing import (
    STORED_FORMATS,
    add_reports,
    export_store,
    list_stories,
    place_reports,
    search_reports,
    show_story,
    watch_feeds,
)

if TYPE_CHECKING:
    from copydesk.model.report import Report

DONE, PARTLY, USAGE, FAILED = 0, 1, 2, 3
"""Exit status: all done; some input refused or a result found wrong; wrong usage; nothing could be done."""

FIELDS = ("story", "outlet", "language", "published")
"""Report fields that ``compare --by`` groups by."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status (see docs/outputs.md)."""
    open_standard_streams()
    options = _parser().parse_args(arguments)
    console = Console()
    try:
        run: Callable[[argparse.Namespace, Console], None] = options.run
        run(options, console)
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        print_to_nobody()
    except UsageError as error:
        say(f"copydesk: {error}")
        return USAGE
    except CopydeskError as error:
        say(f"copydesk: {error}")
        return FAILED
    except OSError as error:
        place = error.filename or "output"
        say(f"copydesk: {place}: {error.strerror or error}; name a place that can be written")
        return FAILED
    except KeyboardInterrupt:
        say("copydesk: stopped")
        return 130
    return PARTLY if console.refusals else DONE


def _read(options: argparse.Namespace, console: Console) -> None:
    from copydesk.desk import read
    from copydesk.output import read_row, zone_stats

    rows = (
        read_row(document) for document in progress(read(options.input, console.refused, console.repeated))
    )
    if not options.stats:
        put_rows(rows)
        return
    for line in zone_stats(rows):
        put(line)


def _annotate(options: argparse.Namespace, console: Console) -> None:
    from copydesk.desk import annotate, read
    from copydesk.output import annotate_row
    from copydesk.pipeline import annotator

    documents = list(read(options.input, console.refused, console.repeated))
    done = annotate(documents, annotator(options.model), _key(options.by))
    put_rows(annotate_row(document) for document in progress(done, len(documents)))


def _cluster(options: argparse.Namespace, console: Console) -> None:
    from copydesk.desk import cluster, read
    from copydesk.output import cluster_row

    put_rows(
        cluster_row(group)
        for group in cluster(list(progress(read(options.input, console.refused, console.repeated))))
    )


def _compare(options: argparse.Namespace, console: Console) -> None:
    from copydesk.desk import compare, read
    from copydesk.output import story_row
    from copydesk.pipeline import annotator

    documents = list(read(options.input, console.refused, console.repeated))
    told = compare(documents, annotator(options.model), _key(options.by))
    put_rows(story_row(story) for story in progress(told, unit="story"))


def _quotes(options: argparse.Namespace, console: Console) -> None:
    list_quotes(options, console, _key(options.by))


def _tell(options: argparse.Namespace, console: Console) -> None:
    from copydesk.desk import tell

    with progress_of_reports() as done:
        told = tell(options.input, options.output, console.refused, options.model, done, console.repeated)
    reports = sum(len(story.speaking) for story in told)
    held = "1 report" if reports == 1 else f"{reports} reports"
    if other := sum(len(story.revisions) for story in told):
        held += " (and 1 other revision)" if other == 1 else f" (and {other} other revisions)"
    stories = "1 story" if len(told) == 1 else f"{len(told)} stories"
    say(f"{held}, {stories}: open {options.output / 'index.html'}")


def _verify(options: argparse.Namespace, console: Console) -> None:
    from copydesk.verification import check

    checked = check(options.folder)
    for fault in checked.faults:
        console.refusals += 1
        say(f"copydesk: {fault}")
    say(f"{checked.told} checked, {len(checked.faults)} wrong")


def _key(field: str | None) -> "Callable[[Report], str] | None":
    if field is None:
        return None
    return lambda report: str(getattr(report, field) or "none")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="copydesk",
        description="Turn many outlets' reports into stories and tell, with sources, who said what, "
        "who copied whom, and where the accounts differ.",
        epilog="Exit status: 0 all done; 1 some input was refused, or verify found a fault; "
        "2 wrong usage; 3 nothing could be done.",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    read = _command(commands, "read", _read, "print each report with its zones")
    read.add_argument("--stats", action="store_true", help="print characters per zone instead")
    annotate = _command(commands, "annotate", _annotate, "print each report with all its layers")
    _command(commands, "cluster", _cluster, "print which reports belong to one story")
    compare = _command(commands, "compare", _compare, "print what one story's reports tell")
    quotes = _command(commands, "quotes", _quotes, "list what was said, over reports and time")
    quotes.add_argument("--speaker", type=_name, metavar="NAME", help="only what this one said")
    reuse = _command(commands, "reuse", list_families, "list who took text from whom, or from an agency")
    for command, forms in ((quotes, QUOTE_FORMATS), (reuse, REUSE_FORMATS)):
        command.add_argument("--format", choices=forms, default=forms[0], help="JSON Lines unless given")
    tell = _command(commands, "tell", _tell, "write pages and rows for all stories of the input")
    tell.add_argument("-o", "--output", type=Path, required=True, metavar="DIR", help="folder to write")
    for command in (annotate, compare, quotes, tell):
        command.add_argument("--model", type=Path, metavar="PATH", help="folder of another spaCy model")
    for command in (annotate, compare, quotes):
        command.add_argument(
            "--by", choices=FIELDS, metavar="FIELD", help=f"one story per value of {', '.join(FIELDS)}"
        )
    add = _command(commands, "add", add_reports, "keep reports in a store and find their stories")
    watch = _stored(commands, "watch", watch_feeds, "poll feeds and keep in a store what is new")
    watch.add_argument("feed", nargs="+", metavar="FEED", help="its address, or a file of such (OPML, text)")
    watch.add_argument("--once", action="store_true", help="poll each feed that is due once, and end")
    watch.add_argument("--every", type=_count, default=15, metavar="MINUTES", help="at the quickest (15)")
    watch.add_argument("--feed-only", action="store_true", help="fetch no pages, take what the feeds hold")
    watch.add_argument("--agent", type=_agent, metavar="NAME", help="how to name yourself to servers")
    place = _stored(commands, "place", place_reports, "find the stories of reports that wait, or of all anew")
    place.add_argument("--anew", action="store_true", help="of all: as if they had come in order")
    stories = _stored(commands, "stories", list_stories, "list the stories of a store, the latest first")
    stories.add_argument("--since", metavar="DATE", help="only those with a report of that day or later")
    story = _stored(commands, "story", show_story, "tell one story of a store, with its history")
    story.add_argument("story", metavar="ID", help="its id or four characters of it, or its page")
    search = _stored(commands, "search", search_reports, "find reports of a store by their words")
    search.add_argument("words", nargs="+", metavar="WORDS", help='all must occur; "a phrase"; begin*')
    export = _stored(commands, "export", export_store, "write a store out as files")
    export.add_argument("-o", "--output", type=Path, required=True, metavar="DIR", help="folder to write")
    export.add_argument("--bytes", action="store_true", help="with the bytes as received, in received.zip")
    export.add_argument("--pages", action="store_true", help="tell the stories: pages and rows as `tell`")
    export.add_argument("--story", action="append", metavar="ID", help="with --pages, only this one; again")
    export.add_argument("--since", metavar="DATE", help="with --pages, only stories since that day")
    for command in (stories, story, search):
        command.add_argument("--format", choices=STORED_FORMATS, default=STORED_FORMATS[0])
    stories.add_argument("--limit", type=_count, metavar="N", help="so many at most")
    search.add_argument("--limit", type=_count, default=20, metavar="N", help="so many at most (20)")
    for command in (story, export):
        command.add_argument("--model", type=Path, metavar="PATH", help="folder of another spaCy model")
    for command in (add, watch, place, stories, story, search, export):
        command.add_argument("--store", type=Path, required=True, metavar="FILE", help="the store")
    add_judge(commands)
    add_serve(commands)
    checks = "check a result of tell against its reports' characters"
    verify = commands.add_parser("verify", help=checks, description=checks[0].upper() + checks[1:] + ".")
    verify.add_argument("folder", type=Path, metavar="DIR", help="what tell -o wrote")
    verify.set_defaults(run=_verify)
    return parser


def _stored(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    run: Callable[[argparse.Namespace, Console], None],
    told: str,
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=told, description=told[0].upper() + told[1:] + ".")
    command.set_defaults(run=run)
    return command


def _count(given: str) -> int:
    """Return a number of 1 or more.

    Raises:
        ArgumentTypeError: it is none.
    """
    if not given.isdecimal() or not int(given):
        raise argparse.ArgumentTypeError(f"{given!r} is no number of 1 or more")
    return int(given)


def _agent(given: str) -> str:
    """Return how servers are to know us.

    Raises:
        ArgumentTypeError: it does not begin with a name, or is no line of ASCII.
    """
    if not re.fullmatch(r"[A-Za-z0-9][\w.-]*(?:/[\w.-]+)?(?: [ -~]*)?", given, re.A):
        raise argparse.ArgumentTypeError(
            f"{given!r} is no name such as 'yourdesk/1.0 (+https://your.example)'"
        )
    return given


def _name(given: str) -> str:
    """Return a name as it was given.

    Raises:
        ArgumentTypeError: there is no letter in it.
    """
    if not any(character.isalpha() for character in given):
        raise argparse.ArgumentTypeError(f"{given!r} is no name")
    return given


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    run: Callable[[argparse.Namespace, Console], None],
    told: str,
) -> argparse.ArgumentParser:
    command = _stored(commands, name, run, told)
    command.add_argument(
        "input", nargs="+", metavar="INPUT", help="file, folder, glob, or - for standard input"
    )
    return command
