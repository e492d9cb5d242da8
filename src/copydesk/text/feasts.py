"""Feasts and public days by name: the day they fall on in a year.

Where countries keep a name on different days, the day is the one of the United States ("Thanksgiving",
"Labor Day", "Memorial Day"), as in the English of TimeBank; names that many countries have ("Independence
Day", "Mother's Day") are left out.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from copydesk.text.calendar import Moment, nearest

_AFTER_WORD = (
    r"(?:(?<=\b(?:at|by|of|on)\s)|(?<=\bover\s)|(?<=\b(?:after|since|until)\s)|(?<=\b(?:before|during)\s))"
)
_ALONE = r"(?= ?[.,;:)!?\n]|['’]s|$|\s(?:and|as|at|but|for|in|or|that|to|when|with|will|was|were|is)\b)"
FEAST = (
    r"(?:christmas (?:day|eve)|boxing day|new year['’]s (?:day|eve)|thanksgiving day|labor day|memorial day"
    r"|veterans day|presidents['’]? day|martin luther king(?:,? jr\.?)? day|election day|valentine['’]s day"
    r"|good friday|easter (?:sunday|monday)|(?:the )?fourth of july|july fourth)(?!\w)"
    rf"|{_AFTER_WORD}(?:christmas|easter|thanksgiving|halloween){_ALONE}"
)
"""Names of feasts in lower-cased text, for ``rule``; "Easter" stands alone behind a preposition."""


@dataclass(frozen=True, slots=True)
class Feast:
    """A feast by its lower-cased name ("christmas eve"), in a year that the moment tells, or in ``year``."""

    name: str
    year: int | None = None

    def on(self, moment: Moment) -> str | None:
        """Return the nearest such day, in the direction of the tense."""
        day_in = _teller(self.name)
        if self.year is not None:
            return day_in(self.year).isoformat()
        if moment.anchor is None:
            return None
        near = nearest([day_in(moment.anchor.year + years) for years in (-1, 0, 1)], moment)
        known = not self.name.startswith("election") or _is_near(near, moment.anchor)
        return near if known else None


def _teller(name: str) -> Callable[[int], date]:
    """Return what tells the day of a feast in a year."""
    words = re.sub(r"['’]|^the ", "", name)
    key = next(key for key in _MOVING if words.startswith(key))
    return _MOVING[key]


def _is_near(day: str | None, anchor: date) -> bool:
    """Tell whether a day lies about a month away: else "Election Day" may be any year's or country's."""
    return day is not None and abs(date.fromisoformat(day) - anchor).days <= _NEAR


_NEAR = 31


def _on(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _nth(number: int, weekday: int, month: int, *, after: int = 0) -> Callable[[int], date]:
    """Return what tells the n-th weekday of a month, ``after`` days later; -1 is the last."""

    def day(year: int) -> date:
        first = date(year, month, 1)
        found = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (max(number, 1) - 1))
        while number < 0 and (found + timedelta(days=7)).month == month:
            found += timedelta(days=7)
        return found + timedelta(days=after)

    return day


def _easter(after: int) -> Callable[[int], date]:
    """Return what tells the day so many days after Easter Sunday of the western churches."""
    return lambda year: easter_sunday(year) + timedelta(days=after)


def easter_sunday(year: int) -> date:
    """Return Easter Sunday in the Gregorian calendar, reckoned as by Meeus, Jones and Butcher."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leap, fourth = divmod(century, 4)
    moon = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * fourth + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


_MOVING: dict[str, Callable[[int], date]] = {
    "christmas eve": _on(12, 24),
    "christmas": _on(12, 25),
    "boxing day": _on(12, 26),
    "new years eve": _on(12, 31),
    "new years day": _on(1, 1),
    "valentines day": _on(2, 14),
    "fourth of july": _on(7, 4),
    "july fourth": _on(7, 4),
    "halloween": _on(10, 31),
    "veterans day": _on(11, 11),
    "martin luther king": _nth(3, 0, 1),
    "presidents day": _nth(3, 0, 2),
    "memorial day": _nth(-1, 0, 5),
    "labor day": _nth(1, 0, 9),
    "election day": _nth(1, 0, 11, after=1),
    "thanksgiving": _nth(4, 3, 11),
    "good friday": _easter(-2),
    "easter monday": _easter(1),
    "easter": _easter(0),
}
"""Longer names before those they begin with."""
