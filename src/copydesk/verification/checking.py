"""Check a result of ``tell``, story by story, against the characters of its reports."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from copydesk.errors import InputError, VerifyError
from copydesk.output import Row
from copydesk.result import REPORTS, STORIES
from copydesk.verification.citations import check_citations
from copydesk.verification.counts import check_counts, check_derivations, check_story
from copydesk.verification.held import Held, check_report, held
from copydesk.verification.ledger import Ledger
from copydesk.verification.scope import Scope
from copydesk.verification.subjects import check_subjects
from copydesk.verification.told import check_dates, check_speakers
from copydesk.verification.values import check_values
from copydesk.web.front_view import page_name

_CHECKS = (
    check_citations,
    check_story,
    check_counts,
    check_derivations,
    check_values,
    check_subjects,
    check_dates,
    check_speakers,
)

KINDS = (
    "citations",
    "quotes",
    "brackets",
    "counts",
    "shares",
    "values",
    "subjects",
    "dates",
    "speakers",
    "titles",
)
"""What is checked, in the order in which it is told."""


@dataclass(frozen=True, slots=True)
class Checked:
    """How many things of each of ``KINDS`` were checked in a result, and one error for each that is off."""

    numbers: Mapping[str, int]
    faults: list[VerifyError]

    @property
    def told(self) -> str:
        """The numbers in words: "12 citations, 3 counts and 1 title"."""
        counted = [(self.numbers[kind], kind) for kind in KINDS if self.numbers[kind]]
        *most, last = [f"{count} {kind if count > 1 else kind[:-1]}" for count, kind in counted] or [
            "nothing"
        ]
        return f"{', '.join(most)} and {last}" if most else last


def verify(folder: Path) -> tuple[int, list[VerifyError]]:
    """Check a result's rows against its reports, and that its pages are there, unread (see ``check``).

    Returns:
        How many spans were checked, and one error for each thing that is off.

    Raises:
        InputError: the folder holds no result, or a row of it is no JSON.
    """
    found = check(folder)
    return found.numbers["citations"], found.faults


def check(folder: Path) -> Checked:
    """Check what a result's rows say, as far as they and the reports' characters tell (``KINDS``).

    Args:
        folder: what ``tell -o`` wrote; the words on its pages are not read.

    Raises:
        InputError: the folder holds no result, or a row of it is no JSON.
    """
    ledger = Ledger()
    reports = _Reports(folder / REPORTS, ledger)
    for place, row in _rows(folder / STORIES):
        with ledger.at(place):
            story = Scope(row, reports.of(row["id"], row["reports"]), ledger)
            for look in _CHECKS:
                with ledger.at(place):
                    look(story)
            page = folder / page_name(row["id"])
            if not page.is_file():
                ledger.fault(f"the story's page {page.name} is missing")
    reports.rest()
    if not (folder / "index.html").is_file():
        with ledger.at(str(folder)):
            ledger.fault("the front page index.html is missing")
    return Checked(ledger.checked, ledger.faults)


class _Reports:
    """The reports of a result, read as far as stories ask for them: only those of one are held at a time."""

    def __init__(self, path: Path, ledger: Ledger) -> None:
        self._rows = _rows(path)
        self._ledger = ledger
        self._held: dict[str, tuple[str, Held]] = {}
        self._seen: set[str] = set()

    def of(self, story: str, reports: Sequence[str]) -> dict[str, Held]:
        """Return the reports of a story, as far as there are rows of them."""
        wanted = set(reports)
        while not wanted <= self._held.keys() and self._read():
            pass
        found = {one: self._held[one][1] for one in reports if one in self._held}
        for one, its in found.items():
            if its.story in (None, story):
                del self._held[one]
        return found

    def rest(self) -> None:
        """Read what no story asked for, and note the reports that say they are of one."""
        while self._read():
            pass
        for one, (place, its) in self._held.items():
            if its.story is not None:
                with self._ledger.at(place):
                    self._ledger.fault(f"report {one} is of story {its.story}, which does not list it")

    def _read(self) -> bool:
        """Read and check one more row; false if there is none."""
        found = next(self._rows, None)
        if found is None:
            return False
        place, row = found
        with self._ledger.at(place):
            if row["id"] in self._seen:
                self._ledger.fault(f"report {row['id']} stands there twice")
            self._seen.add(row["id"])
            self._held[row["id"]] = place, held(row)
            check_report(self._ledger, row)
        return True


def _rows(path: Path) -> Iterator[tuple[str, Row]]:
    try:
        lines = path.open("rb")
    except OSError as error:
        raise InputError(
            "no result to verify", where=str(path), remedy="name a folder that tell wrote"
        ) from error
    with lines:
        for number, line in enumerate(lines, 1):
            try:
                yield f"{path}:{number}", json.loads(line)
            except ValueError as error:
                raise InputError(
                    f"not JSON ({error})", where=f"{path}:{number}", remedy="run tell again"
                ) from error
