"""The words that English dates are made of, as pattern fragments and as numbers.

Fragments are for lower-cased text and ``rule``: a space in one stands for blanks, never for a line break.
"""

import re
from datetime import date

from copydesk.text.calendar import Side, Unit


def _numbered(words: str, first: int) -> dict[str, int]:
    return {word: number for number, word in enumerate(words.split(), first)}


_MONTHS = _numbered("jan feb mar apr may jun jul aug sep oct nov dec", 1)
_WEEKDAYS = _numbered("mon tue wed thu fri sat sun", 0)
_ONES = _numbered(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen", 1
)
_ONES |= _numbered("sixteen seventeen eighteen nineteen", 16) | {"a": 1, "an": 1, "couple": 2, "dozen": 12}
TENS = {
    word: 10 * n for word, n in _numbered("twenty thirty forty fifty sixty seventy eighty ninety", 2).items()
}
ORDINALS = _numbered("first second third fourth", 1)
SEASONS = {"winter": "WI", "spring": "SP", "summer": "SU", "fall": "FA", "autumn": "FA"}
PARTS_OF_DAY = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}
LENGTHS = {
    "second": "T{}S",
    "minute": "T{}M",
    "hour": "T{}H",
    "day": "{}D",
    "week": "{}W",
    "weekend": "{}W",
    "month": "{}M",
    "quarter": "{}Q",
    "year": "{}Y",
    "decade": "{}E",
    "century": "{}C",
    "centurie": "{}C",
}
"""TIMEX3 codes of units as TimeBank writes them, without the leading P; {} takes the number."""

BLANKS = r"[\t\x20\xa0]{{{},3}}"
END = r"(?![\w-])"
MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?"
    r"|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)(?!\w)"
)
FULL_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)(?!\w)"
)
WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
BEFORE_DATE = rf"(?:(?:{WEEKDAY}|(?:mon|tues?|wed|thur?s?|fri|sat|sun)\b\.?),? )?"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\w%]|[:.,]\d)"
YEAR = r"(?:1[0-9]|20)\d\d(?![\w%]|[,.]\d)"
PART_OF_DAY = rf"(?:morning|afternoon|evening|night){END}"
SEASON = rf"(?:winter|spring|summer|fall|autumn){END}"
UNIT = r"(?:day|weekend|week|month|quarter|year|decade|century)"
LENGTH = r"(?:second(?=s)|minute|hour|day|week|month|quarter(?=s(?! of))|year|decade|century|centurie)"
_TEN = "|".join(TENS)
_ONE = "|".join(sorted(_ONES, key=len, reverse=True))
NUMBER = (
    rf"(?:\d{{1,4}}(?:\.\d)?|(?:{_TEN})(?:-[a-z]{{3,5}})?|(?:a )?(?:couple of|few|dozen)"
    rf"|several|many|{_ONE})(?!\w)"
)
SIDE = (
    r"(?:this (?:past|coming)|last|next|this|past|previous|preceding|coming|following|current|latest|same"
    r"|that)"
)
CLOCK_ZONE = r"(?: \(\d{4} gmt\)| \(?(?:[ecmp][sd]?t|gmt|utc|bst|cet|local time)\b\)?)?"
RELATIVE_YEAR = r"(?P<relative>(?:last|next|this) year)"
OF_YEAR = rf"(?:(?:, ?| (?:of |in )?)(?P<year>{YEAR})| (?:of )?{RELATIVE_YEAR})?"


def rule(pattern: str) -> re.Pattern[str]:
    """Compile a rule: a space in ``pattern`` stands for one to three blanks, never for a line break."""
    return re.compile(pattern.replace(" ?", BLANKS.format(0)).replace(" ", BLANKS.format(1)))


def month_number(word: str) -> int:
    """January is 1; any form counts that begins with the month's first three letters."""
    return _MONTHS[word[:3]]


def weekday_number(word: str) -> int:
    """Monday is 0."""
    return _WEEKDAYS[word[:3]]


def number_of(words: str) -> int | None:
    """Read "72", "twenty-one", "a couple of", "a"; None for "several" and "a few"."""
    if words.isdecimal():
        return int(words)
    parts = words.replace("-", " ").split()
    if parts[0] in TENS:
        return TENS[parts[0]] + sum(_ONES.get(part, 0) for part in parts[1:])
    known = [_ONES[part] for part in parts if part in _ONES]
    return known[-1] if known and parts[-1] not in ("few", "several", "many") else None


def side_of(words: str) -> Side | None:
    """Tell which way "last", "the following", "this coming" point; None where no such word stands."""
    last = words.split()[-1] if words.split() else ""
    if not last:
        return None
    if last in ("last", "past", "previous", "preceding"):
        return "last"
    if last in ("next", "coming", "following"):
        return "next"
    return "focus" if last in ("same", "that") else "this"


def unit_of(word: str) -> Unit | None:
    """Return the calendar's unit for a word of ``UNIT`` or ``LENGTH``; None for hours and shorter."""
    units: dict[str, Unit] = {
        "day": "day",
        "week": "week",
        "weekend": "weekend",
        "month": "month",
        "quarter": "quarter",
        "year": "year",
        "decade": "decade",
        "century": "century",
        "centurie": "century",
    }
    return units.get(word)


def length(number: str | int, unit: str) -> str:
    """Write a duration: ``length(72, "hour")`` is "PT72H"."""
    return "P" + LENGTHS[unit].format(number)


def full_date(year: int, month: int, day: int) -> str | None:
    """Return ISO 8601 for a day, or None where the calendar has no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def full_year(year: str) -> int:
    """Read a year of two digits ("89", "16") as one from 1930 to 2029; longer ones as they stand."""
    number = int(year)
    if len(year) > 2:
        return number
    return number + (1900 if number >= 30 else 2000)
