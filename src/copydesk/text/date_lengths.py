"""Readers of durations and of what comes round: "72 hours", "half an hour", "every two weeks"."""

from copydesk.text.calendar import Fixed
from copydesk.text.date_readers import Groups, Readings
from copydesk.text.date_words import PARTS_OF_DAY, length, number_of


def read_duration(groups: Groups) -> Readings:
    """Read "72 hours", "three-week", "the past two months", "several years"."""
    words = groups["number"]
    number = words if "." in words else number_of(words)
    yield "", "DURATION", Fixed(length("X" if number is None else number, groups["unit"]))


def read_half(groups: Groups) -> Readings:
    """Read "half an hour", "an hour and a half", "five and a half years", "2 1/2 years"."""
    if "number" in groups:
        number = number_of(groups["number"])
        yield "", "DURATION", Fixed(length("X" if number is None else f"{number}.5", groups["unit"]))
    elif "unit2" in groups:
        yield "", "DURATION", Fixed(length("1.5", groups["unit2"]))
    else:
        halves = {"hour": "PT30M", "day": "PT12H", "year": "P6M", "decade": "P5Y", "century": "P50Y"}
        yield "", "DURATION", Fixed(halves[groups["unit1"]])


def read_some_units(groups: Groups) -> Readings:
    """Read "recent weeks", "the coming years"."""
    yield "", "DURATION", Fixed(length("X", groups["unit"]))


def read_set(groups: Groups) -> Readings:
    """Read "every week", "every two weeks", "each morning", "daily", "twice a year"."""
    adverbs = {"daily": "day", "annually": "year"}
    if "part" in groups:
        yield "", "SET", Fixed(f"XXXX-XX-XX{PARTS_OF_DAY[groups['part']]}")
        return
    unit = (
        groups.get("unit")
        or groups.get("unit1")
        or adverbs.get(groups["adverb"], groups["adverb"].removesuffix("ly"))
    )
    number = number_of(groups.get("number", "1"))
    yield "", "SET", Fixed(length("X" if number is None else number, unit))
