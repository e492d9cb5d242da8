"""Speakers marked by hand in other people's reports, and how many of them the program names.

``tests/gold/speakers.jsonl`` holds the marks: a report's id and the SHA-256 of its text, the content of a
quote as offsets, and whom a careful reader says spoke. The quotes were chosen by a seeded rule and marked
before any output was looked at; the part "look" may be read by whoever mends the program, "kept" may not.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from copydesk.errors import InputError
from copydesk.model.span import Span
from copydesk.text.names import acronym_of, name_words, person_words, same_person

_SMALL = frozenset("the a an of and for".split())

Said = tuple[tuple[Span, ...], str | None]
"""The content of one quote that the program found, and its speaker."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One quote as a reader marks it.

    Args:
        report: the report's id.
        story: the story it belongs to; all quotes of a story are in one part.
        sha256: of the report's text.
        part: "look" or "kept".
        kind: direct, mixed or indirect.
        content: what was said.
        names: names that are right; a person's surname is among them where the report has one bearer.
        unnamed: whether it is right as well to name nobody.
    """

    report: str
    story: str
    sha256: str
    part: str
    kind: str
    content: tuple[Span, ...]
    names: tuple[str, ...]
    unnamed: bool

    def right(self, speaker: str | None) -> bool:
        """Tell whether a speaker is one that the reader accepts: case, titles, possessives aside."""
        if speaker is None:
            return self.unnamed
        return any(self._same(speaker, name) for name in self.names)

    def _same(self, speaker: str, name: str) -> bool:
        said, asked = set(name_words(speaker)) - _SMALL, set(name_words(name)) - _SMALL
        if person_words(speaker) == person_words(name) or said == asked:
            return True
        if acronym_of(speaker, name) or acronym_of(name, speaker):
            return True
        known = name.partition(" ")[2] in self.names  # its surname has one bearer: "Jim Berg" is James Berg
        return known and len(person_words(speaker)) > 1 and same_person(speaker, name)


def read_marks(path: Path) -> tuple[Mark, ...]:
    """Read the marks, in the order of the file.

    Raises:
        InputError: there is no such file.
    """
    if not path.is_file():
        raise InputError("no marks of speakers", where=str(path), remedy="run from the repository")
    return tuple(map(_mark, map(json.loads, path.read_text("utf-8").splitlines())))


def _mark(row: Mapping[str, Any]) -> Mark:
    return Mark(
        report=row["id"],
        story=row["story"],
        sha256=row["sha256"],
        part=row["part"],
        kind=row["kind"],
        content=tuple(Span(start, end) for start, end in row["content"]),
        names=tuple(row["names"]),
        unnamed=row["unnamed"],
    )


def figures(marks: Sequence[Mark], said: Mapping[str, Sequence[Said]]) -> dict[str, float]:
    """Return shares of the marked quotes: found, right, and right by part and kind.

    A marked quote is found if the quote that overlaps it best holds at least half of its characters. One
    that is not found is wrong.

    Args:
        marks: the marked quotes.
        said: for each report's id the quotes that the program found.
    """
    asked: Counter[str] = Counter()
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for mark in marks:
        best = max(said.get(mark.report, ()), key=lambda one: _shared(mark.content, one[0]), default=None)
        held = best is not None and _shared(mark.content, best[0]) * 2 >= _length(mark.content)
        for group in ("", f"_{mark.part}", f"_{mark.kind}"):
            asked[group] += 1
            found[group] += held
            right[group] += held and best is not None and mark.right(best[1])
    told = {f"right{group}": right[group] / count for group, count in asked.items()}
    told |= {f"found{group}": found[group] / count for group, count in asked.items()}
    return told | {"right_of_found": right[""] / max(1, found[""])}


def _length(spans: Iterable[Span]) -> int:
    return sum(span.end - span.start for span in spans)


def _shared(one: Iterable[Span], two: Sequence[Span]) -> int:
    """Return how many characters two sets of spans share."""
    pairs = ((left, right) for left in one for right in two)
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a, b in pairs)
