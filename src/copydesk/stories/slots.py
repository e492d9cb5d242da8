"""What differs between two sentences that are otherwise one: a number, a day, a person's name.

Copied sentences whose value was changed, and plain sentences that two reporters wrote alike. Nothing is
concluded where more than one value differs: "Smith, 34, of Leeds" and "Jones, 38, of York" are two people.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from copydesk.model.span import Citation, Span
from copydesk.stories.counts import NARROWING
from copydesk.stories.matching import Form, Gap, Place, Twins
from copydesk.text.names import same_name, same_person
from copydesk.text.numbers import Number, compatible, numbers, plain, rounded

SlotKind = Literal["number", "date", "name"]

MOST_WORDS = 4
"""Words beside the value that may differ on either side of a gap; more of them is another statement."""

NAME_SHARE = 0.85
"""Least share of two sentences that must agree before another name in one place is a clash: below it
the sentences may well be about two people."""

_AROUND = 4
"""Words before and after the value that say what a disagreement is about."""

_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d|[A-Z]{2}))?")
_YEAR = re.compile(r"\d{4}(?:-\d\d)?")
_DEICTIC = re.compile(
    r"\b(?:today|tonight|yesterday|tomorrow|now|ago|earlier|later|this|last|next)\b", re.IGNORECASE
)
_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Variant:
    """One value for a slot and where it stands."""

    value: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A slot and the two values that fill it.

    ``about`` is the words around it; ``grows`` is true for a number that is higher on the right.
    """

    kind: SlotKind
    about: str
    left: Variant
    right: Variant
    grows: bool = False


@dataclass(frozen=True, slots=True)
class _Value:
    """A value inside a sentence: the words it covers (first to last, inclusive), and what it says."""

    kind: SlotKind
    first: int
    last: int
    printed: str
    value: str
    number: Number | None = None


def difference(pair: Twins) -> Difference | None:
    """Return the one value in which two sentences differ, None where it is none or not the only one."""
    left, right = list(_values(pair.left.places[0])), list(_values(pair.right.places[0]))
    found: list[tuple[_Value, _Value]] = []
    for gap in pair.gaps:
        here = [value for value in left if _touches(value, gap.left)]
        there = [value for value in right if _touches(value, gap.right)]
        if not here or not there:
            if gap.left[0] < gap.left[1] and gap.right[0] < gap.right[1] and _other_names(pair, gap):
                return None
            continue
        if (
            len(here) != 1
            or len(there) != 1
            or here[0].kind != there[0].kind
            or _wide(gap, here[0], there[0])
        ):
            return None
        if here[0].value != there[0].value:
            found.append((here[0], there[0]))
    if len(found) != 1 or not _clash(*found[0], pair.share):
        return None
    one, other = found[0]
    if one.kind == "number" and _narrowed(pair):
        return None
    sides = _variant(pair.left, one), _variant(pair.right, other)
    grows = one.number is not None and other.number is not None and one.number.value < other.number.value
    return Difference(one.kind, _about(pair.left, one), *sides, grows)


def _narrowed(pair: Twins) -> bool:
    """Tell whether one sentence counts only a part: "12 were hurt", "12 were seriously hurt"."""
    return any(
        NARROWING.intersection(pair.left.words[slice(*gap.left)])
        != NARROWING.intersection(pair.right.words[slice(*gap.right)])
        for gap in pair.gaps
    )


def _values(place: Place) -> Iterator[_Value]:
    """Read numbers, dates and persons of a sentence, with the words they cover."""
    document, sentence = place.document, place.sentence
    starts = [span.start for span in place.words()]
    taken: list[Span] = []
    for date in document.dates:
        if sentence.span.contains(date.span) and date.type in ("DATE", "TIME"):
            taken.append(date.span)
            printed = date.span.of(document.text)
            yield _Value("date", *_covered(starts, date.span), printed, date.value or printed.lower())
    for number in numbers(sentence.span.of(document.text)):
        span = Span(sentence.start + number.start, sentence.start + number.end)
        if not any(span.overlaps(other) for other in taken):
            value = f"{number.unit}{plain(number.value)}"
            yield _Value("number", *_covered(starts, span), span.of(document.text), value, number)
    for mention in document.mentions:
        if mention.kind == "person" and sentence.span.contains(mention.span):
            yield _Value(
                "name", *_covered(starts, mention.span), mention.span.of(document.text), mention.entity
            )


def _covered(starts: list[int], span: Span) -> tuple[int, int]:
    """Indices of the first and the last word that ``span`` touches."""
    return max(0, bisect_right(starts, span.start) - 1), max(0, bisect_right(starts, span.end - 1) - 1)


def _touches(value: _Value, gap: tuple[int, int]) -> bool:
    return value.first < gap[1] and gap[0] <= value.last


def _wide(gap: Gap, one: _Value, other: _Value) -> bool:
    """Tell whether a gap holds much more than the two values."""
    here = gap.left[1] - gap.left[0] - (one.last - one.first + 1)
    there = gap.right[1] - gap.right[0] - (other.last - other.first + 1)
    return max(here, there) > MOST_WORDS


def _other_names(pair: Twins, gap: Gap) -> bool:
    """Tell whether a gap without comparable values has other capitalised words on both sides."""
    left = _capitalised(pair.left.places[0], gap.left)
    right = _capitalised(pair.right.places[0], gap.right)
    return bool(left and right) and not same_name(left, right)


def _capitalised(place: Place, gap: tuple[int, int]) -> str:
    """Words of a gap that begin with a capital, the sentence's first word aside."""
    text = place.document.text
    words = [span.of(text) for span in place.words()[max(gap[0], 1) : gap[1]]]
    return " ".join(word for word in words if word[0].isupper())


def _clash(one: _Value, other: _Value, share: float) -> bool:
    if one.number and other.number:
        return _numbers_clash(one.number, other.number)
    if one.kind == "date":
        return _days_clash(one, other)
    return share >= NAME_SHARE and not same_person(one.value, other.value)


def _numbers_clash(one: Number, other: Number) -> bool:
    """In one sentence the same qualifier with another figure is a clash: "about 600" and "about 602"."""
    if one.unit != other.unit or rounded(one.value, other.value):
        return False
    return one.qualifier == other.qualifier or not compatible(one, other)


def _days_clash(one: _Value, other: _Value) -> bool:
    left, right = _DAY.fullmatch(one.value), _DAY.fullmatch(other.value)
    if bool(_DEICTIC.search(one.printed)) != bool(_DEICTIC.search(other.printed)):
        return False  # "today" hangs on when the report was written, to the hour
    if left and right:
        times = [match[2] for match in (left, right) if match[2] and match[2][0].isdigit()]
        return left[1] != right[1] or len(set(times)) > 1
    if _YEAR.fullmatch(one.value) and _YEAR.fullmatch(other.value) and len(one.value) == len(other.value):
        return any(c.isdigit() for c in one.printed) and any(c.isdigit() for c in other.printed)
    return bool(_WEEKDAY.fullmatch(one.value) and _WEEKDAY.fullmatch(other.value))


def _variant(form: Form, value: _Value) -> Variant:
    """Cite the value in every report that has the sentence and reads it the same way."""
    cited = []
    for place in form.places:
        spans = place.words()
        if place is not form.places[0] and value.kind != "number":
            same = any(
                (other.kind, other.first, other.value) == (value.kind, value.first, value.value)
                for other in _values(place)
            )
            if not same:
                continue
        cited.append(Citation(place.document.id, spans[value.first].start, spans[value.last].end))
    shown = value.value if value.kind != "number" else value.printed
    return Variant(shown, tuple(cited))


def _about(form: Form, value: _Value) -> str:
    """Quote the words around the value, with "…" in its place."""
    place = form.places[0]
    text, spans = place.document.text, place.words()
    before = spans[max(0, value.first - _AROUND) : value.first]
    after = spans[value.last + 1 : value.last + 1 + _AROUND]
    head = text[before[0].start : before[-1].end] + " " if before else ""
    tail = " " + text[after[0].start : after[-1].end] if after else ""
    return f"{head}…{tail}"
