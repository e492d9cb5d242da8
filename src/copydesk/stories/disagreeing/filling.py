"""Values of a sentence that may fill a slot: numbers, dates, persons, places, with the words they cover."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import Literal

from copydesk.model.span import Span
from copydesk.stories.clauses.places import surely_elsewhere
from copydesk.stories.disagreeing.matching import Place
from copydesk.stories.figures.spreads import Spread, spreads
from copydesk.text.names import TITLES, name_words, same_person, surname
from copydesk.text.numbers import Number, compatible, numbers, plain, rounded

SlotKind = Literal["number", "date", "name", "place"]

_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d|[A-Z]{2}))?")
_YEAR = re.compile(r"\d{4}(?:-\d\d)?")
_DEICTIC = re.compile(
    r"\b(?:today|tonight|yesterday|tomorrow|now|ago|earlier|later|this|last|next)\b", re.IGNORECASE
)
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d\d))?\s?([ap])\.?\s?m\b", re.IGNORECASE)
_SCENE = frozenset("in near outside".split())
_SURNAME = 4
_NEAR = 8
_GROUP_BEFORE = re.compile(r"(?<![\w.,])\d{1,4},? $")
_GROUP_BEHIND = re.compile(r" \d{3,4}(?![\w%,])")
_HEAD_OF_GROUPS = re.compile(r"\d{1,3}")
_GROUP = re.compile(r"(?!(?:19|20)\d\d$)\d{3,4}")
_SIGNS = {"dollar": "$", "euro": "€", "pound": "£"}
_MONEY = re.compile(r"\s(dollar|euro|pound)s\b(?!\s(?:of|heavier|lighter|overweight)\b)", re.IGNORECASE)
_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")


@dataclass(frozen=True, slots=True)
class Filling:
    """A value inside a sentence: the words it covers (first to last, inclusive), and what it says.

    ``bare`` is true for digits that are no value by themselves.
    """

    kind: SlotKind
    first: int
    last: int
    printed: str
    value: str
    number: Number | None = None
    bare: bool = False
    spread: Spread | None = None

    @property
    def worth(self) -> Decimal | None:
        """The number, or the most of a range; None for a tally and what is no number."""
        if self.number is not None:
            return self.number.value
        return self.spread.high if self.spread is not None and self.spread.kind != "tally" else None

    def touches(self, words: tuple[int, int]) -> bool:
        """Tell whether it covers one of the words from the first to before the last index."""
        return self.first < words[1] and words[0] <= self.last


def fillings(place: Place) -> Iterator[Filling]:
    """Read numbers, dates and persons of a sentence, with the words they cover."""
    document, sentence = place.document, place.sentence
    starts = [span.start for span in place.words()]
    taken: list[Span] = []
    for date in document.dates:
        if sentence.span.contains(date.span) and date.type in ("DATE", "TIME"):
            taken.append(date.span)
            printed = date.span.of(document.text)
            yield Filling("date", *_covered(starts, date.span), printed, date.value or printed.lower())
    printed = sentence.span.of(document.text)
    for spread in spreads(printed):
        span = Span(sentence.start + spread.start, sentence.start + spread.end)
        if not any(span.overlaps(other) for other in taken):
            taken.append(span)
            words = _covered(starts, span)
            yield Filling("number", *words, span.of(document.text), spread.value, spread=spread)
    for number in map(partial(_in_money, printed), numbers(printed)):
        span = Span(sentence.start + number.start, sentence.start + number.end)
        if not any(span.overlaps(other) for other in taken) and not _beside_amounts(document.text, span):
            value = f"{number.unit}{plain(number.value)}"
            yield Filling("number", *_covered(starts, span), span.of(document.text), value, number)
    for mention in document.mentions:
        if mention.kind != "person" or not sentence.span.contains(mention.span):
            continue
        ranks = set(name_words(mention.entity)) <= TITLES
        if not ranks and not any(mention.span.overlaps(date) for date in taken):
            printed = mention.span.of(document.text)
            yield Filling("name", *_covered(starts, mention.span), printed, mention.entity)


def scenes(place: Place) -> Iterator[Filling]:
    """Read the places in or near which a sentence says that something happens."""
    document, sentence = place.document, place.sentence
    spans = place.words()
    starts = [span.start for span in spans]
    for mention in document.mentions:
        if mention.kind == "place" and sentence.span.contains(mention.span):
            first, last = _covered(starts, mention.span)
            if first and spans[first - 1].of(document.text).lower() in _SCENE:
                printed = mention.span.of(document.text)
                yield Filling("place", first, last, printed, printed)


def _in_money(text: str, number: Number) -> Number:
    """Give "1.2 billion dollars" the unit of "$1.2 billion"."""
    named = None if number.unit else _MONEY.match(text, number.end)
    return replace(number, unit=_SIGNS[named[1].lower()]) if named else number


def _beside_amounts(text: str, span: Span) -> bool:
    """Tell a part of a longer number ("0800 555 111"), or what an amount is in other money, in brackets."""
    before, behind = text[max(0, span.start - _NEAR) : span.start], text[span.end : span.end + _NEAR]
    if _GROUP_BEFORE.search(before) or _GROUP_BEHIND.match(behind):
        return text[span.start].isdigit()
    return before.endswith("(") and not text[span.start].isalnum()


def _covered(starts: list[int], span: Span) -> tuple[int, int]:
    """Indices of the first and the last word that ``span`` touches."""
    return max(0, bisect_right(starts, span.start) - 1), max(0, bisect_right(starts, span.end - 1) - 1)


def figure(words: Sequence[str], part: tuple[int, int], kind: SlotKind) -> Filling | None:
    """Return the one word in digits among some words, as it is printed; None where there are more, or none.

    For digits that are no value by themselves: of a clock time, a date that cannot be, a reading ("100/65").
    """
    found = [at for at in range(*part) if _FIGURE.fullmatch(words[at])]
    if len(found) != 1:
        return None
    at = found[0]
    if any(_GROUP.fullmatch(word) for word in (*words[at - 1 : at], *words[at + 1 : at + 2])):
        return None
    if at and _GROUP.fullmatch(words[at]) and _HEAD_OF_GROUPS.fullmatch(words[at - 1]):
        return None  # the second half of "4, 183"
    return Filling(kind, at, at, words[at], words[at], bare=True)


def differ(one: Filling, other: Filling) -> bool:
    """Tell whether two values of one kind in one place cannot both be true."""
    if one.bare or other.bare:
        return one.value != other.value
    if one.number and other.number:
        return _numbers_differ(one.number, other.number)
    if one.kind == "number":
        return _spreads_differ(one, other)
    if one.kind == "date":
        return _days_differ(one, other)
    if one.kind == "place":
        return surely_elsewhere(one.value, other.value)
    return one.kind == "name" and not same_person(one.value, other.value) and not _misspelt(one, other)


def _misspelt(one: Filling, other: Filling) -> bool:
    """Tell whether one surname has a letter more than the other, at its end: in one place it is a slip."""
    short, long = sorted((surname(one.value), surname(other.value)), key=len)
    return len(short) >= _SURNAME and long.startswith(short) and len(long) - len(short) == 1


def _numbers_differ(one: Number, other: Number) -> bool:
    """In one sentence the same qualifier with another figure is a clash: "about 600" and "about 602"."""
    if one.unit != other.unit or rounded(one.value, other.value):
        return False
    return one.qualifier == other.qualifier or not compatible(one, other)


def _spreads_differ(one: Filling, other: Filling) -> bool:
    """Tell whether a range, tally or share and another, or a number, cannot both be meant."""
    if one.spread and other.spread:
        left, right = one.spread, other.spread
        if left.kind != right.kind:
            return False
        return left.value != right.value and (left.kind != "share" or not left.meets(right))
    spread, number = one.spread or other.spread, one.number or other.number
    return spread is not None and number is not None and not spread.holds(number)


def _days_differ(one: Filling, other: Filling) -> bool:
    left, right = _DAY.fullmatch(one.value), _DAY.fullmatch(other.value)
    if bool(_DEICTIC.search(one.printed)) != bool(_DEICTIC.search(other.printed)):
        return False  # "today" hangs on when the report was written, to the hour
    clocks = [_clock(one), _clock(other)]
    if left and right:
        times = [match[2] for match in (left, right) if match[2] and match[2][0].isdigit()]
        return left[1] != right[1] or len(set(times)) > 1
    if None not in clocks:
        return clocks[0] != clocks[1]
    if _YEAR.fullmatch(one.value) and _YEAR.fullmatch(other.value) and len(one.value) == len(other.value):
        return any(c.isdigit() for c in one.printed) and any(c.isdigit() for c in other.printed)
    weekdays = [match[0].lower() for match in map(_WEEKDAY.search, (one.printed, other.printed)) if match]
    return len(set(weekdays)) > 1


def _clock(one: Filling) -> tuple[int, int] | None:
    """Hour and minute of a time as printed with "a.m." or "p.m.", for one that no date was found for."""
    match = _CLOCK.search(one.printed)
    if match is None:
        return None
    return int(match[1]) % 12 + 12 * (match[3].lower() == "p"), int(match[2] or 0)
