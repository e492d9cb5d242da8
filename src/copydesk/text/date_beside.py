"""Readers of dates that lean on a day named with them: "the day after Christmas", "the week of March 6"."""

from copydesk.text.calendar import Fixed, Meaning, Shift
from copydesk.text.date_readers import Groups, Readings, day_named
from copydesk.text.date_words import PARTS_OF_DAY, number_of, unit_of, weekday_number
from copydesk.text.feasts import Feast
from copydesk.text.leaning import Beside, Holding, QuarterEnding, WeekdayBeside, Within


def read_beside(groups: Groups) -> Readings:
    """Read "the day before last Tuesday", "two days after Christmas", "a week from Friday"."""
    day = day_named(groups)
    if day is None:
        return
    if "one" in groups:
        days = -1 if groups["where1"] == "before" else 1
        if groups["one"].endswith("day") and groups["one"] != "day":
            yield "", "DATE", WeekdayBeside(weekday_number(groups["one"]), day, ahead=days > 0)
        elif groups["one"] == "week":
            yield "", "DATE", Holding("week", Beside(day, 7 * days))
        else:
            yield "", "DATE", Beside(day, days)
        return
    where, number = groups["where"], number_of(groups["number"]) or 1
    days = number * (7 if groups["unit"] == "week" else 1) * (-1 if where in ("before", "ago") else 1)
    yield "", "DATE", Beside(day, days, {"from": "future", "ago": "past"}.get(where))  # type: ignore[arg-type]


def read_holding(groups: Groups) -> Readings:
    """Read "the week of March 6", "the weekend of May 3", "the night of Dec. 3"."""
    day, holder = day_named(groups), groups["holder"]
    if day and holder in PARTS_OF_DAY:
        yield "", "TIME", Within(PARTS_OF_DAY[holder], day)
    elif day:
        yield "", "DATE", Holding("weekend" if holder == "weekend" else "week", day)


def read_before_last(groups: Groups) -> Readings:
    """Read "the week before last", "the year after next"."""
    unit = unit_of(groups["unit"])
    if unit:
        yield "", "DATE", Shift(unit, -2 if groups["further"].startswith("before") else 2)


def read_unit_beside(groups: Groups) -> Readings:
    """Read "the day before", "the night before", "the year after", told after a day or year."""
    count, unit = (-1 if groups["where"] == "before" else 1), unit_of(groups["unit"])
    if unit:
        yield "", "DATE", Shift(unit, count, from_focus=True)
    else:
        yield "", "TIME", Within("TNI", Shift("day", count, from_focus=True))


def read_unknown(groups: Groups) -> Readings:  # noqa: ARG001
    """Read "the Friday before the vote": a day, but nothing tells which."""
    yield "whole", "DATE", Fixed(None)


def read_in_time(groups: Groups) -> Readings:
    """Read "in two weeks' time"."""
    number, unit = number_of(groups["number"]), unit_of(groups["unit"])
    if unit and number is not None:
        yield "", "DATE", Shift(unit, number)


def read_quarter_ending(groups: Groups) -> Readings:
    """Read "the quarter ended July 31": a quarter, and the day it ended."""
    day: Meaning | None = day_named(groups)
    if day:
        end = Beside(day, 0, "past" if groups["ends"] == "ended" else None)
        yield "quarter", "DATE", QuarterEnding(end)
        yield "whole", "DATE", end


def read_feast(groups: Groups) -> Readings:
    """Read "Christmas Eve", "New Year's Day 2017"."""
    yield "", "DATE", Feast(groups["feast"], int(groups["year"]) if "year" in groups else None)
