"""The command line: options in, one library call out."""

import argparse
import errno
import io
import json
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from copydesk import __version__
from copydesk.errors import CopydeskError, InputError

if TYPE_CHECKING:
    from copydesk.model.document import Document
    from copydesk.model.report import Report
    from copydesk.pipeline import Pipeline
    from copydesk.stories.quotations import Quotation

DONE, PARTLY, USAGE, FAILED = 0, 1, 2, 3
"""Exit status: all done; some input refused or a result found wrong; wrong usage; nothing could be done."""

FIELDS = ("story", "outlet", "language", "published")
"""Report fields that ``compare --by`` groups by."""

QUOTE_FORMATS = ("jsonl", "csv", "w3c", "text")
"""Forms that ``quotes`` prints in; the first is the usual one."""

_NAMED = 10
"""Speakers that are named where a name can mean several."""

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
"""What would break a line in two, or steer the terminal; names of files and ids may hold it."""

Item = TypeVar("Item")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status (see docs/outputs.md)."""
    _open_standard_streams()
    options = _parser().parse_args(arguments)
    desk = _Desk()
    try:
        run: Callable[[argparse.Namespace, _Desk], None] = options.run
        run(options, desk)
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        # The reader of our output (head, less) went away; nobody is left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except CopydeskError as error:
        _say(f"copydesk: {error}")
        return FAILED
    except OSError as error:
        place = error.filename or "output"
        _say(f"copydesk: {place}: {error.strerror or error}; name a place that can be written")
        return FAILED
    except KeyboardInterrupt:
        _say("copydesk: stopped")
        return 130
    return PARTLY if desk.refusals else DONE


class _Desk:
    """What a command shares with ``main``: how many inputs were refused, and how to say so."""

    def __init__(self) -> None:
        self.refusals = 0

    def refused(self, error: InputError) -> None:
        self.refusals += 1
        _say(f"copydesk: {error}")

    def repeated(self, number: int) -> None:
        times = "1 report was" if number == 1 else f"{number:,} reports were"
        _say(f"{times} the very same as one read before, and left out")


def _read(options: argparse.Namespace, desk: _Desk) -> None:
    from copydesk.desk import read
    from copydesk.output import read_row, zone_stats

    rows = (read_row(document) for document in _progress(read(options.input, desk.refused, desk.repeated)))
    if not options.stats:
        _print(rows)
        return
    for line in zone_stats(rows):
        _put(line)


def _annotate(options: argparse.Namespace, desk: _Desk) -> None:
    from copydesk.desk import annotate, read
    from copydesk.output import annotate_row
    from copydesk.pipeline import annotator

    documents = list(read(options.input, desk.refused, desk.repeated))
    done = annotate(documents, annotator(options.model), _key(options.by))
    _print(annotate_row(document) for document in _progress(done, len(documents)))


def _cluster(options: argparse.Namespace, desk: _Desk) -> None:
    from copydesk.desk import cluster, read
    from copydesk.output import cluster_row

    _print(
        cluster_row(group)
        for group in cluster(list(_progress(read(options.input, desk.refused, desk.repeated))))
    )


def _compare(options: argparse.Namespace, desk: _Desk) -> None:
    from copydesk.desk import compare, read
    from copydesk.output import story_row
    from copydesk.pipeline import annotator

    documents = list(read(options.input, desk.refused, desk.repeated))
    told = compare(documents, annotator(options.model), _key(options.by))
    _print(story_row(story) for story in _progress(told, unit="story"))


def _quotes(options: argparse.Namespace, desk: _Desk) -> None:
    from copydesk.desk import quotes, read
    from copydesk.pipeline import quoter
    from copydesk.stories.quotations import in_order

    documents = list(read(options.input, desk.refused, desk.repeated))
    pipeline = quoter(options.model)
    _say_unread(documents, pipeline)
    told = quotes(documents, pipeline, _key(options.by))
    found = in_order(quote for story in _progress(told, unit="story") for quote in story)
    if options.speaker is not None:
        found = _said_by(options.speaker, found)
    _put_quotes(options.format, found)


def _say_unread(documents: "list[Document]", pipeline: "Pipeline") -> None:
    """Say which reports, or parts of them, no quotes come from."""
    unread = sum(not pipeline.reads("quotes", document.report.language) for document in documents)
    if unread:
        reports = "1 report is" if unread == 1 else f"{unread:,} reports are"
        _say(f"{reports} in a language in which quotes are not read, and left out")
    for document in documents:
        for silence in document.silences:
            _say(f"{document.id}: {silence.reason}")


def _said_by(name: str, found: "list[Quotation]") -> "list[Quotation]":
    """Keep the quotes of whoever the name can mean, and say so if that is nobody or several."""
    from copydesk.stories.naming import alike, distinct, said_by

    meant = said_by(name, found)
    speakers = [f"{full} ({count:,})" for full, count in distinct(meant)]
    if not meant:
        near = alike(name, found)
        _say(f"'{name}' is not quoted" + (f"; names like it: {_first(near)}" if near else ""))
    elif len(speakers) > 1:
        _say(f"'{name}' can be {len(speakers):,} speakers, and all are listed: {_first(speakers)}")
    return meant


def _first(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def _put_quotes(form: str, found: "list[Quotation]") -> None:
    from copydesk.exports import annotations, rows, tables, terminal

    width = shutil.get_terminal_size((100, 24)).columns
    lines = {
        "jsonl": lambda: rows.json_lines(found),
        "csv": lambda: tables.table_lines(found),
        "w3c": lambda: annotations.annotation_lines(found),
        "text": lambda: terminal.text_lines(found, width),
    }
    for line in lines[form]():
        _put(line, tables.END if form == "csv" else "\n")


def _tell(options: argparse.Namespace, desk: _Desk) -> None:
    from tqdm import tqdm

    from copydesk.desk import tell

    with tqdm(unit="report", disable=not sys.stderr.isatty()) as bar:

        def progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        told = tell(options.input, options.output, desk.refused, options.model, progress, desk.repeated)
    reports = sum(len(story.speaking) for story in told)
    held = "1 report" if reports == 1 else f"{reports} reports"
    if other := sum(len(story.revisions) for story in told):
        held += " (and 1 other revision)" if other == 1 else f" (and {other} other revisions)"
    stories = "1 story" if len(told) == 1 else f"{len(told)} stories"
    _say(f"{held}, {stories}: open {options.output / 'index.html'}")


def _verify(options: argparse.Namespace, desk: _Desk) -> None:
    from copydesk.verify import verify

    checked, faults = verify(options.folder)
    for fault in faults:
        desk.refusals += 1
        _say(f"copydesk: {fault}")
    _say(f"{checked} citations checked, {len(faults)} wrong")


def _open_standard_streams() -> None:
    """Print UTF-8 whatever the locale, and have somewhere to say things even where that was closed."""
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open for good
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A lone surrogate then comes out as JSON escapes it.
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _key(field: str | None) -> "Callable[[Report], str] | None":
    if field is None:
        return None
    return lambda report: str(getattr(report, field) or "none")


def _print(rows: Iterable[dict[str, Any]]) -> None:
    for row in rows:
        _put(json.dumps(row, ensure_ascii=False))


def _put(line: str, end: str = "\n") -> None:
    if sys.stdout is None:
        raise OSError(errno.EBADF, "closed", "standard output")
    sys.stdout.write(line + end)


def _progress(items: Iterable[Item], total: int | None = None, unit: str = "report") -> Iterator[Item]:
    """Pass items through, with a progress bar if standard error is a terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    from tqdm import tqdm

    yield from tqdm(items, total=total, unit=unit)


def _say(line: str) -> None:
    sys.stderr.write(_UNPRINTABLE.sub(" ", line) + "\n")


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
    quotes.add_argument(
        "--format", choices=QUOTE_FORMATS, default=QUOTE_FORMATS[0], help="JSON Lines unless given"
    )
    tell = _command(commands, "tell", _tell, "write pages and rows for all stories of the input")
    tell.add_argument("-o", "--output", type=Path, required=True, metavar="DIR", help="folder to write")
    for command in (annotate, compare, quotes, tell):
        command.add_argument("--model", type=Path, metavar="PATH", help="folder of another spaCy model")
    for command in (annotate, compare, quotes):
        command.add_argument(
            "--by", choices=FIELDS, metavar="FIELD", help=f"one story per value of {', '.join(FIELDS)}"
        )
    checks = "check a result of tell against its reports' characters"
    verify = commands.add_parser("verify", help=checks, description=checks[0].upper() + checks[1:] + ".")
    verify.add_argument("folder", type=Path, metavar="DIR", help="what tell -o wrote")
    verify.set_defaults(run=_verify)
    return parser


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
    run: Callable[[argparse.Namespace, _Desk], None],
    told: str,
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=told, description=told[0].upper() + told[1:] + ".")
    command.add_argument(
        "input", nargs="+", metavar="INPUT", help="file, folder, glob, or - for standard input"
    )
    command.set_defaults(run=run)
    return command
