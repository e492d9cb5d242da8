"""The commands that list what they find in several forms: quotes, and who took text from whom."""

import argparse
import json
import shutil
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from copydesk.console import Console, progress, progress_of_reports, put, say

if TYPE_CHECKING:
    from copydesk.desk import By
    from copydesk.model.document import Document
    from copydesk.pipeline import Pipeline
    from copydesk.reuse.families import Family
    from copydesk.stories.quotations import Quotation

QUOTE_FORMATS = ("jsonl", "csv", "w3c", "text")
"""Forms that ``quotes`` prints in; the first is the usual one."""

REUSE_FORMATS = ("jsonl", "csv", "text")
"""Forms that ``reuse`` prints in; the first is the usual one."""

_NAMED = 10
"""Speakers that are named where a name can mean several."""


def list_quotes(options: argparse.Namespace, console: Console, by: "By") -> None:
    """List what was said, by whomever or by ``options.speaker``."""
    from copydesk.desk import quotes, read
    from copydesk.pipeline import quoter
    from copydesk.stories.quotations import in_order

    documents = list(read(options.input, console.refused, console.repeated))
    pipeline = quoter(options.model)
    _say_unread(documents, pipeline)
    told = quotes(documents, pipeline, by)
    found = in_order(quote for story in progress(told, unit="story") for quote in story)
    if options.speaker is not None:
        found = _said_by(options.speaker, found)
    _put_quotes(options.format, found)


def list_families(options: argparse.Namespace, console: Console) -> None:
    """List which reports took text from one another or from an agency, and say how many did."""
    from copydesk.desk import find_families, read, speaking

    documents = speaking(list(progress(read(options.input, console.refused, console.repeated))))
    inside = takers = independent = 0

    def counted(found: "Iterable[Family]") -> "Iterable[Family]":
        nonlocal inside, takers, independent
        for family in found:
            inside += len(family.reports)
            takers += len({derivation.report for derivation in family.derivations})
            independent += family.independent
            yield family

    with progress_of_reports() as told:
        _put_families(options.format, counted(find_families(documents, told)))
    independent += len(documents) - inside
    reports = "1 report takes" if len(documents) == 1 else f"{len(documents):,} reports take"
    accounts = "1 account is" if independent == 1 else f"{independent:,} accounts are"
    say(f"{takers:,} of {reports} text from another or from an agency; {accounts} independent")


def _say_unread(documents: "list[Document]", pipeline: "Pipeline") -> None:
    """Say which reports, or parts of them, no quotes come from."""
    unread = sum(not pipeline.reads("quotes", document.report.language) for document in documents)
    if unread:
        reports = "1 report is" if unread == 1 else f"{unread:,} reports are"
        say(f"{reports} in a language in which quotes are not read, and left out")
    for document in documents:
        for silence in document.silences:
            say(f"{document.id}: {silence.reason}")


def _said_by(name: str, found: "list[Quotation]") -> "list[Quotation]":
    """Keep the quotes of whoever the name can mean, and say so if that is nobody or several."""
    from copydesk.stories.naming import alike, distinct, said_by

    meant = said_by(name, found)
    speakers = [f"{full} ({count:,})" for full, count in distinct(meant)]
    if not meant:
        near = alike(name, found)
        say(f"'{name}' is not quoted" + (f"; names like it: {_first(near)}" if near else ""))
    elif len(speakers) > 1:
        say(f"'{name}' can be {len(speakers):,} speakers, and all are listed: {_first(speakers)}")
    return meant


def _first(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def _put_quotes(form: str, found: "list[Quotation]") -> None:
    from copydesk.exports import annotations, rows, tables, terminal

    lines: dict[str, Callable[[], Iterable[str]]] = {
        "jsonl": lambda: rows.json_lines(found),
        "csv": lambda: tables.table_lines(found),
        "w3c": lambda: annotations.annotation_lines(found),
        "text": lambda: terminal.text_lines(found, _width()),
    }
    for line in lines[form]():
        put(line, tables.END if form == "csv" else "\n")


def _put_families(form: str, found: "Iterable[Family]") -> None:
    from copydesk.exports import tables, taking_tables, taking_texts
    from copydesk.output import family_row

    lines: dict[str, Callable[[], Iterable[str]]] = {
        "jsonl": lambda: (json.dumps(family_row(family), ensure_ascii=False) for family in found),
        "csv": lambda: taking_tables.taking_lines(found),
        "text": lambda: taking_texts.family_lines(found, _width()),
    }
    for line in lines[form]():
        put(line, tables.END if form == "csv" else "\n")


def _width() -> int:
    return shutil.get_terminal_size((100, 24)).columns
