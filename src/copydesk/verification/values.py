"""Whether the value of a side is what its spans print: a number, a date, a name, a wording, in any form."""

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from copydesk.output import Row
from copydesk.text.names import name_words, person_words, same_name, same_person
from copydesk.text.numbers import Number, numbers, plain
from copydesk.verification.scope import Scope, Stand, sided

AROUND = 40
"""Characters beside a span in which "at least", "million" and the like belong to its number."""

WRITTEN = ("precision", "breakdown", "update")
"""Kinds whose values are written with their "at least" or "about", not as printed."""

ALIKE = 0.5
"""Least share of the words of a wording that a span has whose words are not quite the same."""

STANDS = ("asserted", "denied")
"""The values of the two sides of a polarity: who says which is for a reader to tell."""

DAY, MINUTE = len("2016-12-29"), len("2016-12-29T18:15")
"""Characters of a date's value by which two are compared."""

_QUALIFIED = re.compile(r"^(?:at least|about|up to) ")
_FORM = re.compile(r"\d+|[^\W\d_]+")
_INSERTED = re.compile(r"\[[^\]]*\]|\([^)]*\)")
_DURATION = re.compile(r"\b(second|minute|hour|day|week|fortnight)s?\b", re.IGNORECASE)
_MINUTES = {
    "second": Decimal(1) / 60, "minute": Decimal(1), "hour": Decimal(60), "day": Decimal(1440),
    "week": Decimal(10080), "fortnight": Decimal(20160),
}  # fmt: skip

_Worth = tuple[str, str]
"""What a number is worth, in digits with its unit, and its qualifier."""


def check_values(story: Scope) -> None:
    """Check the value of every side of disagreements, refinements and updates against its spans."""
    for where, item in sided(story.row):
        kind = item.get("kind", "update")
        if kind == "polarity":
            told = sorted(side["value"] for side in item["values"])
            what = f"its values are {told}, and should be {list(STANDS)}"
            story.right("values", told == list(STANDS), where, what)
            continue
        for place, side in enumerate(item["values"]):
            spans = list(story.stand(side["spans"]))
            if spans:
                wrong = _unborne(kind, side["value"], spans)
                story.right("values", wrong is None, f"{where}.values[{place}]", _said(side, wrong))


def _said(side: Row, wrong: Stand | None) -> str:
    if wrong is None:
        return ""
    held, start, end = wrong
    printed = held.document.text[start:end]
    return f"{side['value'][:60]!r} is not what report {held.document.id} has there: {printed[:60]!r}"


def _unborne(kind: str, value: str, spans: Sequence[Stand]) -> Stand | None:
    """Return the first span that does not give the value, None if all do."""
    if kind == "breakdown" and " + " in value:
        return _unadded(value.split(" + "), spans)
    if kind == "wording":
        return None if any(_wording(value, one) for one in spans) else spans[0]
    gives = _GIVES[kind]
    wrong = next((one for one in spans if not gives(value, one)), None)
    if wrong is None and (kind in WRITTEN or _QUALIFIED.match(value)):
        printed = kind == "update" and any(_alike(value, one) for one in spans)  # a side of a disagreement
        return None if printed or any(_as_meant(value, one) for one in spans) else spans[0]
    return wrong


def _wording(value: str, one: Stand) -> bool:
    """Tell whether a span is these words, or much like them, and they stand elsewhere in its report.

    Of reports that quote a sentence with the same change, the words of one are told.
    """
    due, printed = forms(value), forms(_printed(one))
    if due in (printed, forms(_INSERTED.sub(" ", _printed(one)))):
        return True
    shared = len(set(due) & set(printed))
    return value in one[0].document.text and shared >= ALIKE * min(len(set(due)), len(set(printed)))


def _unadded(parts: Sequence[str], spans: Sequence[Stand]) -> Stand | None:
    """Return a span if not each one gives a part of a sum, or not each part is given."""
    for one in spans:
        if not any(_number(part, one) for part in parts):
            return one
    return None if all(any(_as_meant(part, one) for one in spans) for part in parts) else spans[0]


def forms(text: str) -> list[str]:
    """Return the words and figures of a text, in lower case."""
    return _FORM.findall(text.lower())


def _printed(one: Stand) -> str:
    held, start, end = one
    return held.document.text[start:end]


def _alike(value: str, one: Stand) -> bool:
    return bool(forms(value)) and forms(value) == forms(_printed(one))


def _number(value: str, one: Stand) -> bool:
    """Tell whether a span gives a number: as printed, in words, or in other units of time."""
    if _date(value, one):
        return True
    due = {_worth(number)[0] for number in numbers(value)}
    beside = set(forms(_QUALIFIED.sub("", value))) - set(forms(_printed(one)))
    figures = {form for number in numbers(value) for form in forms(value[number.start : number.end])}
    return bool(due) and due <= {shown for shown, _ in _given(one)} and beside <= figures


def _as_meant(value: str, one: Stand) -> bool:
    """Tell whether a span gives a number with the "at least" or "about" of the value, or is its date."""
    due = {_worth(number) for number in numbers(value)}
    return _dated(value, one) or not due or due <= set(_given(one))


def _worth(number: Number) -> _Worth:
    return f"{number.unit}{plain(number.value)}", number.qualifier


def _given(one: Stand) -> Iterator[_Worth]:
    """Yield the numbers that a span gives, durations also in minutes."""
    held, start, end = one
    text, low = held.document.text, max(0, start - AROUND)
    duration = _DURATION.search(text, start, end)
    for number in numbers(text[low : end + AROUND]):
        if low + number.start < end and start < low + number.end:
            yield _worth(number)
            if duration is not None:
                yield plain(number.value * _MINUTES[duration[1].lower()]), number.qualifier


def _date(value: str, one: Stand) -> bool:
    return _alike(value, one) or _dated(value, one)


def _dated(value: str, one: Stand) -> bool:
    """Tell whether a span is a date of this value, or of this day, or of this minute."""
    held, start, end = one
    found = [date.value or "" for date in held.dates.of(start, end)]
    return any(value in (other, other[:DAY], other[:MINUTE]) for other in found)


def _name(value: str, one: Stand) -> bool:
    """Tell whether a span names somebody who can be called so, and the report prints the name."""
    held, start, end = one
    printed = _printed(one)
    if _alike(value, one):
        return True
    known = any(mention.entity == value for mention in held.mentions.of(start, end))
    return known or same_person(printed, value) or name_words(printed) == name_words(value)


def _place(value: str, one: Stand) -> bool:
    return _alike(value, one) or same_name(value, _printed(one))


def _platform(value: str, one: Stand) -> bool:
    """Tell whether a span is read as the platform in its report's claims, or prints it."""
    held, start, end = one
    read = held.values.of(start, end)
    return _alike(value, one) or any(other.kind == "platform" and other.value == value for other in read)


def _spelling(value: str, one: Stand) -> bool:
    """Tell whether a span spells a name so: titles and what stands behind a name aside."""
    printed = _printed(one)
    return person_words(printed) == person_words(value) or name_words(printed) == name_words(value)


def _any(value: str, one: Stand) -> bool:
    """An update is of a number, or of anything that an outlet gave otherwise before."""
    return _number(value, one) or _name(value, one) or _place(value, one)


_GIVES: dict[str, Callable[[str, Stand], bool]] = {
    "number": _number,
    "update": _any,
    "date": _date,
    "name": _name,
    "place": _place,
    "platform": _platform,
    "breakdown": _number,
    "precision": _number,
    "spelling": _spelling,
}
