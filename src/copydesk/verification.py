"""Hold a result of ``tell`` against the characters of its reports."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import SequenceMatcher
from pathlib import Path

from copydesk.errors import InputError, VerifyError
from copydesk.model.report import ZONE_KINDS
from copydesk.output import Row, text_digest
from copydesk.result import REPORTS, STORIES
from copydesk.stories.briefing.mending import is_date
from copydesk.text.tokens import words
from copydesk.web.front_view import page_name

_REPLACED = re.compile(r" ?\[[^\]]*\]")

COPIED_WORDS = 0.4
"""Least share of words, in order, that the two sides of a passage must have in common. Heavily
edited copies share about half; two unrelated sentences share under a fifth."""

IN_ORDER = 1000
"""Words of a passage up to which the order is looked at: that takes time as the square of its length."""


def verify(folder: Path) -> tuple[int, list[VerifyError]]:
    """Check every citation, wording and passage of a result's rows, and that its pages are there, unread.

    Args:
        folder: what ``tell -o`` wrote.

    Returns:
        How many spans were checked, and one error for each that is off.

    Raises:
        InputError: the folder holds no result, or a row of it is no JSON.
    """
    check = _Check()
    for place, row in _rows(folder / REPORTS):
        with check.of(place):
            check.report(place, row)
    for place, row in _rows(folder / STORIES):
        with check.of(place):
            check.story(place, row)
            page = folder / page_name(row["id"])
            if not page.is_file():
                check.fault(place, f"the story's page {page.name} is missing")
    if not (folder / "index.html").is_file():
        check.fault(str(folder), "the front page index.html is missing")
    return check.checked, check.faults


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


class _Check:
    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.dates: dict[str, list[Row]] = {}
        self.faults: list[VerifyError] = []
        self.checked = 0

    def fault(self, place: str, what: str) -> None:
        self.faults.append(VerifyError(f"{place}: {what}; run tell again on the same input"))

    @contextmanager
    def of(self, place: str) -> Iterator[None]:
        """Turn a row that lacks a field, or holds something else in it, into a fault."""
        try:
            yield
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            self.fault(place, f"not a row that tell writes ({type(error).__name__}: {error})")

    def report(self, place: str, row: Row) -> None:
        """Check the text against its digest, the cover of the zones, and every span of every layer."""
        text = row["text"]
        self.texts[row["id"]] = text
        if text_digest(text) != row["text_digest"]:
            self.fault(place, f"report {row['id']}: the text is not the one that was read")
        end = 0
        for zone in row["zones"]:
            if zone["start"] != end or zone["kind"] not in ZONE_KINDS:
                self.fault(place, f"report {row['id']}: zones do not cover the text at {end}")
            end = zone["end"]
        if end != len(text):
            self.fault(place, f"report {row['id']}: zones end at {end}, the text at {len(text)}")
        self.dates[row["id"]] = row["dates"]
        for layer in ("mentions", "quotes", "dates", "claims"):
            for span in _spans_in(row[layer]):
                self._inside(place, {"report": row["id"], **span})

    def story(self, place: str, row: Row) -> None:
        """Check every span that the story cites, and the words it prints for it."""
        for report in row["reports"]:
            if report not in self.texts:
                self.fault(place, f"report {report} is not in {REPORTS}")
        if row["independent"] > len(row["reports"]):
            self.fault(place, f"{row['independent']} independent of {len(row['reports'])} reports")
        for utterance in row["utterances"]:
            for wording in utterance["wordings"]:
                self._words(place, "wording", wording, wording["text"])
                for cue in wording.get("cue", []):
                    self._inside(place, {"report": wording["report"], **cue})
        for item in row["agreements"]:
            self._cited(place, "agreement", item["text"], item["spans"])
        for item in row["timeline"]:
            self._cited(place, "timeline entry", item["text"], item["citations"])
        for item in row["brief"]:
            self._cited(place, "brief sentence", item["text"], item["citations"])
            self._stands(place, item["text"], item["citations"])
        for item in row["disagreements"]:
            self._sides(place, item)
        for passage in row["passages"]:
            self._passage(place, passage)
        self._revisions(place, row.get("revisions", []))
        self._updates(place, row)

    def _updates(self, place: str, row: Row) -> None:
        for item in row["timeline"]:
            for span in item.get("otherwise", []):
                self._inside(place, span)
        for told in (*row.get("updates", []), *row.get("refinements", [])):
            self._sides(place, told)

    def _sides(self, place: str, disagreement: Row) -> None:
        for side in disagreement["values"]:
            if not side["spans"]:
                self.fault(place, f"{side['value']!r} in {disagreement['about']!r} is not cited")
            for span in side["spans"]:
                self._inside(place, span)

    def _cited(self, place: str, what: str, text: str, spans: list[Row]) -> None:
        if not spans:
            self.fault(place, f"{what} {text[:40]!r} is not cited")
            return
        self._words(place, what, spans[0], text)
        for span in spans[1:]:
            self._inside(place, span)

    def _words(self, place: str, what: str, span: Row, text: str) -> None:
        """The printed words are the cited characters, but for visible replacements in square brackets."""
        found = self._inside(place, span)
        if found is None or found == text:
            return
        kept = [re.escape(part) for part in _REPLACED.split(text)]
        if len(kept) == 1 or not re.fullmatch(r".{0,60}?".join(kept), found, re.DOTALL):
            differ = (at for at, (a, b) in enumerate(zip(text, found, strict=False)) if a != b)
            at = max(0, next(differ, min(len(text), len(found))) - 15)
            shown, held = text[at : at + 40], found[at : at + 40]
            self.fault(place, f"{what} prints {shown!r} where report {span['report']} has {held!r}")

    def _stands(self, place: str, text: str, cited: list[Row]) -> None:
        """What a sentence prints in brackets is a date in its first span, or stands in a cited one."""
        if not cited:
            return
        texts = (self.texts.get(span["report"], "")[span["start"] : span["end"]] for span in cited)
        held = [" ".join(text.split()) for text in texts]
        first = cited[0]
        values = [
            date["value"]
            for date in self.dates.get(first["report"], [])
            if date["value"] and first["start"] <= date["start"] < first["end"]
        ]
        for match in _REPLACED.finditer(text):
            printed = match[0].strip(" []")
            words = printed.partition(": ")[2] or printed  # "[daily.example: 19]" tells whose words they are
            if words in ("asserted", "denied") and words != printed:
                continue
            if not any(words in one for one in held) and not any(is_date(words, value) for value in values):
                self.fault(place, f"brief prints [{printed[:40]}], which stands in no span that it cites")

    def _passage(self, place: str, passage: Row) -> None:
        left, right = self._inside(place, passage["left"]), self._inside(place, passage["right"])
        if left is None or right is None:
            return
        a, b = words(left).forms, words(right).forms
        if _shared(a, b) < COPIED_WORDS * min(len(a), len(b)):
            self.fault(place, f"passage: {left[:40]!r} and {right[:40]!r} share too few words")

    def _revisions(self, place: str, revisions: list[Row]) -> None:
        """What was changed lies in the revision and in the one that speaks for it, in other words."""
        for revision in revisions:
            old, new = revision["report"], revision["revision_of"]
            for change in revision["changes"]:
                if self._changed(place, change["old"], old) == self._changed(place, change["new"], new):
                    self.fault(place, f"revision {old}: what is called a change of it changes no word")

    def _changed(self, place: str, span: Row | None, report: str) -> list[str] | None:
        """Return the words of one side of a change, None where it has none."""
        if span is None:
            return None
        if span["report"] != report:
            self.fault(place, f"revision {report}: a change of it cites report {span['report']}")
        found = self._inside(place, span)
        return None if found is None else words(found).forms

    def _inside(self, place: str, span: Row) -> str | None:
        """Return the characters of a span, or note that there are none."""
        self.checked += 1
        text = self.texts.get(span["report"])
        start, end = span["start"], span["end"]
        if text is None or not 0 <= start < end <= len(text):
            self.fault(place, f"report {span['report']}: no characters {start} to {end}")
            return None
        return text[start:end]


def _shared(a: list[str], b: list[str]) -> int:
    """Count the words that two passages have in common, in order unless they are very long."""
    if a == b:
        return len(a)
    if max(len(a), len(b)) > IN_ORDER:
        return (Counter(a) & Counter(b)).total()
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks())


def _spans_in(value: object) -> Iterator[Row]:
    """Find every object with a start and an end, however deep."""
    if isinstance(value, list):
        for item in value:
            yield from _spans_in(item)
    elif isinstance(value, dict):
        if "start" in value:
            yield {"start": value["start"], "end": value["end"]}
        for inner in value.values():
            if isinstance(inner, (list, dict)):
                yield from _spans_in(inner)
