"""The words that English dates are made of, as pattern fragments and as numbers.

Fragments are for lower-cased text and ``rule``: a space in one stands for blanks, never for a line break.
"""

import re
from collections.abc import Mapping
from datetime import date

from copydesk.text.calendar import Side, Unit
from copydesk.text.feasts import FEAST


def _numbered(words: str, first: int) -> dict[str, int]:
    return {word: number for number, word in enumerate(words.split(), first)}


def unnamed(pattern: str) -> str:
    """Return a pattern whose groups have no names, so that it can stand in another one twice."""
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


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
CENTURIES = _numbered("sixteenth seventeenth eighteenth nineteenth twentieth twenty-first", 16)
SPELLED = _numbered("sixteen seventeen eighteen nineteen twenty", 16)
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
COUNTED = (
    r"(?:(?<=\bin\s)|(?<=\bsince\s)|(?!\d{4} (?:or (?:so|more) )?(?:more |other )?"
    r"(?:people|persons|men|women|children|troops|soldiers|police|officers|workers|employees|jobs|members|students|residents|civilians|refugees|migrants|protesters"
    r"|homes|houses|families|deaths|dead|copies|shares|pages|words|miles|kilomet(?:er|re)s|km|met(?:er|re)s"
    r"|feet|ft|yards|acres|hectares|tons?|tonnes|pounds|kilos?|kg|dollars|euros|volts|calories|degrees|times"
    r"|b\.?c\b)(?!\w)))"
)
"""Stands before a year: "2000 people" is none, but "in 2016 people voted" has one."""
PART_OF_DAY = rf"(?:morning|afternoon|evening|night){END}"
SEASON = rf"(?:winter|spring|summer|fall|autumn){END}"
UNIT = r"(?:day|weekend|week|month|quarter|year|decade|century)"
LENGTH = r"(?:second(?=s)|minute|hour|day|week|month|quarter(?=s(?! of))|year|decade|century|centurie)"
_TEN = "|".join(TENS)
_ONE = "|".join(sorted(_ONES, key=len, reverse=True))
COUNT = rf"(?:\d{{1,3}}|{_ONE})(?!\w)"
_DIGIT = "one|two|three|four|five|six|seven|eight|nine"
_TEEN = "ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
SPELLED_YEAR = (
    rf"(?:(?P<hundreds>{'|'.join(SPELLED)})(?: |-)"
    rf"(?:(?P<teens>{_TEEN})|(?P<tens>{_TEN})(?:(?: |-)(?P<ones>{_DIGIT}))?)"
    rf"|(?<=the\syear\s)two thousand(?: (?:and )?(?P<few>{_TEEN}|{_DIGIT}))?)(?![\w-])"
)
NUMBER = (
    rf"(?:\d{{1,4}}(?:\.\d)?|(?:{_TEN})(?:-[a-z]{{3,5}})?|(?:a )?(?:couple of|few|dozen)"
    rf"|several|many|{_ONE})(?!\w)"
)
SIDES = "(?:last|next|this (?:past|coming)|this|past|coming)"
ONE_DAY = (
    rf"(?:(?:{WEEKDAY},? )?(?P<month>{MONTH}) (?P<day>{DAY})(?:,? (?P<year>{YEAR}))?"
    rf"|(?:{WEEKDAY},? )?(?P<day1>{DAY}) (?P<month1>{MONTH})(?:,? (?P<year1>{YEAR}))?"
    rf"|(?:(?P<nearby>{SIDES}) )?(?P<weekday>{WEEKDAY})(?!\w)"
    rf"|(?P<near>today|yesterday|tomorrow)(?!\w)|(?P<feast>{FEAST}))"
)
"""One day by its date, its weekday or its feast; ``day_named`` in ``date_readers`` reads it."""
SIDE = (
    r"(?:this (?:past|coming)|last|next|this|past|previous|preceding|coming|following|current|latest|same"
    r"|that)"
)
CLOCK_ZONE = (
    r"(?: \(?(?:[ecmp][sd]?t|gmt|utc|bst|cet|local time)\b\)?)?(?: \((?:\d{4}|\d\d?[:.]\d\d) (?:gmt|utc)\))?"
)
RELATIVE_YEAR = r"(?P<relative>(?:last|next|this|that|the same) year)"
OF_YEAR = (
    rf"(?:(?:, ?| (?:of |in )?)(?P<year>{YEAR})| (?:of )?{RELATIVE_YEAR}"
    rf"|,? (?:of )?(?P<spelled>(?=sixteen|seventeen|eighteen|nineteen|twenty){unnamed(SPELLED_YEAR)}))?"
)


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


def spelled_year(parts: Mapping[str, str]) -> int:
    """Read the groups of ``SPELLED_YEAR``, or its words as ``spelled``: "nineteen ninety-one"."""
    if "spelled" in parts and (found := _SPELLED.fullmatch(parts["spelled"])):
        parts = {name: value for name, value in found.groupdict().items() if value is not None}
    if "hundreds" not in parts:
        return 2000 + _ONES.get(parts.get("few", ""), 0)
    tens = TENS[parts["tens"]] if "tens" in parts else _ONES.get(parts["teens"], 0)
    return 100 * SPELLED[parts["hundreds"]] + tens + _ONES.get(parts.get("ones", ""), 0)


_SPELLED = rule(SPELLED_YEAR)


def full_year(year: str) -> int:
    """Read a year of two digits ("89", "16") as one from 1930 to 2029; longer ones as they stand."""
    number = int(year)
    if len(year) > 2:
        return number
    return number + (1900 if number >= 30 else 2000)
