"""What a date expression means, and the TIMEX3 value it has when read on a given day.

Values follow TIMEX3 as TimeBank uses it: "2016-12-29", "2016-12-29TNI", "2016-12", "2016-W52", "2016-Q4",
"201" (a decade), "P3D", "PRESENT_REF". A meaning never guesses: what it cannot know on that day is None.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Literal, Protocol

Tense = Literal["past", "present", "future", "unsure"]
Unit = Literal["day", "week", "weekend", "month", "quarter", "year", "decade", "century"]
Side = Literal["last", "this", "next", "focus"]


@dataclass(frozen=True, slots=True)
class Moment:
    """When and how an expression is read.

    Args:
        anchor: the day the text was published; None leaves everything relative unresolved.
        tense: tense of the verb that the expression belongs to; None where nothing tells, "unsure" where
            what tells allows both ways.
        focus: value of the last day, week, month, quarter or year told before, "" at the start.
    """

    anchor: date | None
    tense: Tense | None = None
    focus: str = ""


class Meaning(Protocol):
    """What an expression means, before it is known when it was written."""

    def on(self, moment: Moment) -> str | None:
        """Return the TIMEX3 value at ``moment``, or None where that cannot be known."""
        ...


@dataclass(frozen=True, slots=True)
class Fixed:
    """A value that needs no anchor: a full date, a year, a duration, a set, PRESENT_REF."""

    value: str | None

    def on(self, moment: Moment) -> str | None:  # noqa: ARG002
        """Return the value, whatever the moment."""
        return self.value


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a month ("Jan. 20") in a year that the moment tells."""

    month: int
    day: int

    def on(self, moment: Moment) -> str | None:
        """The nearest such day counts, in the direction of the tense."""
        anchor = moment.anchor
        if anchor is None:
            return None
        around = range(anchor.year - 1, anchor.year + 2)
        days = [found for year in around if (found := _day(year, self.month, self.day))]
        return nearest(days, moment)


@dataclass(frozen=True, slots=True)
class EitherOrder:
    """Day and month could be either ("02/11/89"): the reading within a month of the anchor, else the year."""

    readings: tuple[date, date]

    def on(self, moment: Moment) -> str | None:
        """Return a day only where one of the two readings is close to the anchor and the other is not."""
        anchor = moment.anchor
        near = [day for day in self.readings if anchor and abs((day - anchor).days) <= _NEAR]
        return near[0].isoformat() if len(near) == 1 else f"{self.readings[0].year:04}"


_NEAR = 31
"""Days; the two readings of an ambiguous date are at least 28 days apart, and mostly months."""


@dataclass(frozen=True, slots=True)
class Month:
    """A month ("in August", "last May") in a year that the moment tells."""

    month: int
    side: Side | None = None

    def on(self, moment: Moment) -> str | None:
        """The nearest such month counts, in the direction of the tense."""
        if moment.anchor is None:
            return None
        year, gap = moment.anchor.year, self.month - moment.anchor.month
        if self.side == "last":
            year -= gap >= 0
        elif self.side == "next":
            year += gap <= 0
        elif self.side is None:
            year += min((0, -1, 1), key=lambda years: _far(gap + 12 * years, moment.tense))
        return f"{year:04}-{self.month:02}"


def nearest(days: Sequence[date], moment: Moment) -> str | None:
    """Return the day that is nearest to the anchor in the direction of the tense, None of none."""
    anchor = moment.anchor
    if anchor is None:
        return None
    near = min(days, default=None, key=lambda day: _far((day - anchor).days, moment.tense))
    return near.isoformat() if near else None


def _far(distance: int, tense: Tense | None) -> float:
    """Distance of a day or month from the anchor, longer where it lies against the tense."""
    ahead = {"past": 3.0, "future": 1 / 3}.get(tense or "", _AHEAD)
    return distance * ahead if distance > 0 else -distance


_AHEAD = 1.2
"""Reports look back. A tense that decides alone got more values wrong than right on one half of TimeBank and
AQUAINT (7 to 4): in "authorized a split, payable Dec. 7" it is another verb's."""


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday ("Thursday", "last Friday", "next Tuesday"); Monday is 0.

    ``week`` counts weeks from the anchor's own, where one is named ("Wednesday last week": -1).
    """

    number: int
    side: Side | None = None
    week: int | None = None

    def on(self, moment: Moment) -> str | None:
        """Reports look back: only a future tense or "next" reads forward. On a Friday "Friday" is today.

        Where the tense is unsure no other day is told.
        """
        if moment.anchor is None:
            return None
        back = (moment.anchor.weekday() - self.number) % 7
        if back and moment.tense == "unsure" and self.side is None and self.week is None:
            return None
        if self.week is not None:
            days = self.number - moment.anchor.weekday() + 7 * self.week
        elif self.side == "next" or (self.side in (None, "this") and moment.tense == "future"):
            days = (7 - back) if self.side == "next" else (-back) % 7
        else:
            days = -(back or 7) if self.side == "last" else -back
        return Shift("day", days).on(moment)


@dataclass(frozen=True, slots=True)
class Shift:
    """Units away from the anchor ("yesterday", "two years ago") or from the focus ("the next day").

    A year away from a quarter told before is that quarter of the other year ("a year earlier" in results).
    """

    unit: Unit
    count: int
    from_focus: bool = False

    def on(self, moment: Moment) -> str | None:
        """Return the unit that lies ``count`` units away."""
        anchor = moment.anchor
        if self.from_focus:
            if self.unit == "year" and moment.focus:
                part = moment.focus[4:] if _QUARTER.fullmatch(moment.focus) else ""
                year = int(moment.focus[:4]) + self.count
                return f"{year:04}{part}" if MINYEAR <= year <= MAXYEAR else None
            anchor = day_in(moment.focus)
        if anchor is None:
            return None
        if self.unit in ("day", "week", "weekend"):
            day = shifted(anchor, self.count * (1 if self.unit == "day" else 7))
            return written(day, self.unit) if day else None
        months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[self.unit]
        at = anchor.year * 12 + anchor.month - 1 + self.count * months
        return written(date(at // 12, at % 12 + 1, 1), self.unit) if 12 <= at < 120_000 else None


@dataclass(frozen=True, slots=True)
class Part:
    """A quarter ("Q3"), half ("H1") or season ("SU") of a year that the moment tells."""

    code: str
    side: Side | None = None

    def on(self, moment: Moment) -> str | None:
        """Return this year's, or last year's where this year's is more than a quarter away.

        The tense tells nothing: a firm "expects to report" on the quarter that has ended.
        """
        if moment.anchor is None:
            return None
        ahead = _BEGINS[self.code] - moment.anchor.month
        year = moment.anchor.year
        if self.side == "last":
            year -= ahead > -3
        elif self.side == "next":
            year += ahead < -2
        elif self.side is None:
            year -= ahead > 2
        return f"{year:04}-{self.code}"


_BEGINS = {"Q1": 1, "Q2": 4, "Q3": 7, "Q4": 10, "H1": 1, "H2": 7, "WI": 1, "SP": 3, "SU": 6, "FA": 9}


@dataclass(frozen=True, slots=True)
class Again:
    """The value of this form that was told last ("the quarter", "that day", "that year")."""

    form: Literal["quarter", "day", "year"]

    def on(self, moment: Moment) -> str | None:
        """Return the focus if it is of this form."""
        pattern = {"quarter": _QUARTER, "day": _DAY, "year": _YEAR}[self.form]
        found = pattern.match(moment.focus)
        return found[0] if found else None


@dataclass(frozen=True, slots=True)
class Weekend:
    """A weekend ("over the weekend"): until Thursday the last one, unless the tense is future."""

    def on(self, moment: Moment) -> str | None:
        """Return the week whose end is meant."""
        early = moment.anchor is not None and moment.anchor.weekday() < _FRIDAY
        return Shift("weekend", -1 if early and moment.tense != "future" else 0).on(moment)


_FRIDAY = 4


_QUARTER = re.compile(r"\d{4}-(?:Q[1-4X]|H[12])")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_YEAR = re.compile(r"\d{4}")


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shifted(anchor: date, days: int) -> date | None:
    """Return the day so many days away, None where no calendar has it."""
    try:
        return anchor + timedelta(days=days)
    except OverflowError:
        return None


def is_quarter(value: str) -> bool:
    """Tell whether a value is a quarter or half of a year."""
    return bool(_QUARTER.fullmatch(value))


def day_in(value: str) -> date | None:
    """Return the day that a value begins with, if it does."""
    found = _DAY.match(value)
    return date.fromisoformat(found[0]) if found else None


def written(day: date, unit: Unit) -> str:
    """Write the unit that holds ``day``."""
    week = day.isocalendar()
    values = {
        "day": day.isoformat(),
        "week": f"{week.year:04}-W{week.week:02}",
        "weekend": f"{week.year:04}-W{week.week:02}-WE",
        "month": f"{day.year:04}-{day.month:02}",
        "quarter": f"{day.year:04}-Q{(day.month + 2) // 3}",
        "year": f"{day.year:04}",
        "decade": f"{day.year // 10:03}",
        "century": f"{day.year // 100:02}",
    }
    return values[unit]
