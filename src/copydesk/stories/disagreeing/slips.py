"""Long numbers that reports print with one digit otherwise: $5,587.75 and $5,687.75 for one stay.

Two sums of many digits hardly come so close by chance where the sentences share their words. In BASIL, 5W1H
and ECB+ (215 stories, the rule was made on them) two were so found, both real.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from copydesk.model.document import Document
from copydesk.model.report import EVIDENCE_ZONES
from copydesk.model.span import Citation
from copydesk.model.syntax import Sentence
from copydesk.stories.figures.attached import content
from copydesk.stories.figures.tolls import rises, time_of
from copydesk.text.numbers import Number, numbers, plain

DIGITS = 4
"""Digits, without zeros at the end, from which a number is not met again by chance."""

SHARED = 3
"""Content words that the two sentences must share."""

SOON = timedelta(days=1)
"""Reports that lie farther apart may count anew."""

MOST = 40
"""Numbers with the same other digits that are compared, the first ones."""

BESIDE = 24
"""Characters on either side of the number that tell, in whole words, what it is of."""

_LONG = re.compile(r"\d[\d,.]*\d")
_YEARS = range(1500, 2100)


@dataclass(frozen=True, slots=True)
class Printed:
    """An exact number of many digits, and the sentence that has it; offsets are of the report's text."""

    document: Document
    number: Number
    sentence: Sentence

    @property
    def citation(self) -> Citation:
        """The characters of the number."""
        return Citation(self.document.id, self.number.start, self.number.end)

    @property
    def shown(self) -> str:
        """The number as it is compared."""
        return f"{self.number.unit}{plain(self.number.value)}"

    @property
    def about(self) -> str:
        """The words around the number, with a gap for it."""
        text, start, end = self.document.text, self.number.start, self.number.end
        before = text[max(self.sentence.start, start - BESIDE) : start]
        behind = text[end : min(self.sentence.end, end + BESIDE)]
        if start - BESIDE > self.sentence.start:
            before = before.partition(" ")[2]
        if end + BESIDE < self.sentence.end:
            behind = behind.rpartition(" ")[0]
        return " ".join(f"{before}…{behind}".split())


def slips(documents: Sequence[Document]) -> Iterator[tuple[Printed, Printed]]:
    """Yield pairs of numbers of which one is the other but for a digit, and neither report has both."""
    held: defaultdict[tuple[str, str], list[Printed]] = defaultdict(list)
    values: dict[str, set[Decimal]] = {}
    for document in documents:
        found = list(_printed(document))
        values[document.id] = {one.number.value for one in found}
        for one in found:
            for gap in _gaps(plain(one.number.value)):
                held[one.number.unit, gap].append(one)
    told = set()
    for _, alike in sorted(held.items()):
        for number, one in enumerate(alike[:MOST]):
            for other in alike[number + 1 : MOST]:
                pair = frozenset((one.shown, other.shown))
                if len(pair) > 1 and pair not in told and _of_one_thing(one, other, values):
                    told.add(pair)
                    yield one, other


def _printed(document: Document) -> Iterator[Printed]:
    """Yield the exact numbers of a report that have many digits, without years and tolls."""
    for sentence in document.sentences:
        text = sentence.span.of(document.text)
        if not any(_digits(match[0]) >= DIGITS for match in _LONG.finditer(text)):
            continue
        if document.zone_at(sentence.start).kind not in EVIDENCE_ZONES or rises(text.split()):
            continue
        for one in numbers(text):
            year = not one.unit and one.value in _YEARS
            if one.qualifier == "exact" and not year and _digits(plain(one.value)) >= DIGITS:
                start, end = sentence.start + one.start, sentence.start + one.end
                yield Printed(document, Number(start, end, one.value, one.qualifier, one.unit), sentence)


def _digits(form: str) -> int:
    digits = form.replace(",", "").rstrip("0") if "." not in form else form.replace(",", "").replace(".", "")
    return len(digits)


def _gaps(form: str) -> Iterator[str]:
    """Yield a number's digits, each of them left open once."""
    for at, character in enumerate(form):
        if character != ".":
            yield f"{form[:at]}_{form[at + 1 :]}"


def _of_one_thing(one: Printed, other: Printed, values: dict[str, set[Decimal]]) -> bool:
    if one.number.value in values[other.document.id] or other.number.value in values[one.document.id]:
        return False
    here, there = time_of(one.document), time_of(other.document)
    if here is not None and there is not None and abs(here - there) > SOON:
        return False
    return len(content(one.sentence).keys() & content(other.sentence).keys()) >= SHARED
