"""Meanings that lean on another one: "the week of March 6", "the day after Christmas", "noon on Friday"."""

from dataclasses import dataclass, replace

from copydesk.text.calendar import (
    Again,
    Meaning,
    Moment,
    Shift,
    Tense,
    Unit,
    day_in,
    is_quarter,
    shifted,
    written,
)


@dataclass(frozen=True, slots=True)
class Within:
    """A time of a day: "Thursday morning" (``TMO``), "noon on Friday" (``T12:00``).

    Without a day of its own it belongs to the day told just before, else to none that is known.
    """

    time: str
    day: Meaning | None

    def on(self, moment: Moment) -> str | None:
        """Return the day's value with the time, or None where the day is unknown."""
        value = (self.day or Again("day")).on(moment)
        return value + self.time if value and len(value) == len("2016-12-30") else value


@dataclass(frozen=True, slots=True)
class InYear:
    """A part of a year that is itself relative ("June last year")."""

    part: str
    year: Meaning

    def on(self, moment: Moment) -> str | None:
        """Return the year's value with the part behind it."""
        year = self.year.on(moment)
        return f"{year[:4]}-{self.part}" if year else None


@dataclass(frozen=True, slots=True)
class SamePart:
    """The quarter told last, in another year ("the 1988 period"); that year where none was told."""

    year: str

    def on(self, moment: Moment) -> str | None:
        """Return the year with the quarter in focus behind it."""
        return self.year + (moment.focus[4:] if is_quarter(moment.focus) else "")


@dataclass(frozen=True, slots=True)
class YearAgo:
    """A year before the quarter that results are told for, else before the anchor ("a year ago")."""

    def on(self, moment: Moment) -> str | None:
        """Return a quarter or a year."""
        return Shift("year", -1, from_focus=is_quarter(moment.focus)).on(moment)


@dataclass(frozen=True, slots=True)
class LatestQuarter:
    """The quarter told last, else the one that ended last ("the latest quarter")."""

    def on(self, moment: Moment) -> str | None:
        """Return a quarter."""
        return Again("quarter").on(moment) or Shift("quarter", -1).on(moment)


@dataclass(frozen=True, slots=True)
class QuarterEnding:
    """The quarter that ends on a day: the middle month of one that ended on July 31 is June, so Q2."""

    end: Meaning

    def on(self, moment: Moment) -> str | None:
        """Return the quarter that holds the middle of the three months."""
        day = day_in(self.end.on(moment) or "")
        middle = shifted(day, -_HALF_A_QUARTER) if day else None
        return written(middle, "quarter") if middle else None


_HALF_A_QUARTER = 45


@dataclass(frozen=True, slots=True)
class Holding:
    """The week or weekend that holds a day ("the week of March 6")."""

    unit: Unit
    day: Meaning

    def on(self, moment: Moment) -> str | None:
        """Return the week."""
        day = day_in(self.day.on(moment) or "")
        return written(day, self.unit) if day else None


@dataclass(frozen=True, slots=True)
class Beside:
    """Days away from a day ("the day after Christmas", "a week from Friday").

    ``tense`` stands where the words themselves tell the direction: "from Friday" looks ahead, "ago" back.
    """

    day: Meaning
    days: int
    tense: Tense | None = None

    def on(self, moment: Moment) -> str | None:
        """Return the day."""
        told = self.day.on(replace(moment, tense=self.tense) if self.tense else moment)
        day = day_in(told or "")
        day = shifted(day, self.days) if day else None
        return day.isoformat() if day else None


@dataclass(frozen=True, slots=True)
class WeekdayBeside:
    """The weekday next before or after a day ("the Friday before Easter"); Monday is 0."""

    number: int
    day: Meaning
    ahead: bool

    def on(self, moment: Moment) -> str | None:
        """Return the day."""
        day = day_in(self.day.on(moment) or "")
        if day is None:
            return None
        away = (
            (self.number - day.weekday()) % 7 or 7
            if self.ahead
            else -((day.weekday() - self.number) % 7 or 7)
        )
        day = shifted(day, away)
        return day.isoformat() if day else None
