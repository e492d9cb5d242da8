"""Two numbers told as one: a range ("30 to 40"), a tally ("won 52-48"); and a share in words ("a third of").

A range and a share hold every number inside them, a tally only itself, whichever side is named first.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from copydesk.text.numbers import Number, bounds, plain

SpreadKind = Literal["range", "tally", "share"]

SLACK = Decimal(3)
"""Percentage points by which a share in words may be off: "two-thirds" are 64 to 69 per cent."""

_YEARS = range(1900, 2100)
_CODE = 4
"""Digits without a comma from which a number beside a dash is one of a telephone, not of a count."""

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)"
_PAIR = re.compile(
    rf"""(?<![\w.,:/$€£¥-]) (?<!\d\s-\s)
    (?:(?P<between>between)\s)? (?P<one>{_DIGITS})
    (?P<link>\s?[-–‐]\s?|\sto\s|\svotes?\sto\s|\sand\s) (?P<other>{_DIGITS})
    (?:\s(?P<scale>thousand|million|billion|trillion)\b)? (?P<percent>\s?%|\sper\s?cent\b)?
    (?![\w:/°%$€£]|[-–‐.,]\d|\s[-–]\s\d|\s?[-–]\s?(?:year|\w+ing\b)|\s(?:bn|mn|m|k|hundred|dozen)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_CONTEST = re.compile(
    r"\b(?:beat(?:en|s|ing)?|defeat\w*|wins?|won|winning|los[et]s?|losing|loss|vot\w+|approv\w+|pass(?:ed|es)|"
    r"reject\w+|scor\w+|dr[ae]ws?|ti(?:es?|ed)|victor\w+|rul\w+|decision|margin|tally|count|edged|trounced)\b",
    re.IGNORECASE,
)
_FROM = re.compile(r"\bfrom\s$", re.IGNORECASE)
_FROM_LENGTH = 6
_SCALES = {"": 1, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_PARTS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "tenth": 10}
_COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "nine": 9}
_SHARE = re.compile(
    r"(?<![\w-])(?:(?P<how>more than|over|well over|at least|less than|fewer than|under|up to|nearly|almost|"
    r"just under|about|around|roughly|some)\s)?"
    r"(?:(?P<count>a|one|two|three|four|five|nine)[\s-])?(?P<part>half|third|quarter|fourth|fifth|sixth|tenth)"
    r"(?P<many>s)?(?=\s(?:of|the)\b)(?!\sof\s\d{4}\b)",
    re.IGNORECASE,
)
_MORE = frozenset({"more than", "over", "well over", "at least"})
_LESS = frozenset({"less than", "fewer than", "under", "up to"})
_NEARLY = frozenset({"nearly", "almost", "just under"})


@dataclass(frozen=True, slots=True)
class Spread:
    """A pair of numbers or a share, from ``low`` to ``high``; offsets are code points of the text.

    A tally has its smaller number in ``low``; ``unit`` is "%" for per cent, as of every share, else "".
    """

    kind: SpreadKind
    start: int
    end: int
    low: Decimal
    high: Decimal
    unit: str = ""

    @property
    def value(self) -> str:
        """The same in one form: "30-40"."""
        return f"{plain(self.low)}-{plain(self.high)}{self.unit}"

    def meets(self, other: "Spread") -> bool:
        """Tell whether some number lies in both."""
        return self.unit == other.unit and self.low <= other.high and other.low <= self.high

    def holds(self, number: Number) -> bool:
        """Tell whether a number can be meant: it is inside, or as vague as to reach into it."""
        if self.kind == "tally" or number.unit != self.unit:
            return True  # nothing that can be compared
        low, high = bounds(number)
        return low <= self.high and self.low <= high


def spreads(text: str) -> Iterator[Spread]:
    """Yield the ranges, tallies and shares of a sentence; a change "from 30 to 40" is none of them."""
    for match in _PAIR.finditer(text):
        one, other = (Decimal(match[name].replace(",", "")) for name in ("one", "other"))
        if not _is_pair(text, match, one, other):
            continue
        plainly = not (match["between"] or match["scale"] or match["percent"])
        tally = one >= other or (plainly and _CONTEST.search(text) is not None)
        scale, unit = _SCALES[(match["scale"] or "").lower()], "%" if match["percent"] else ""
        low, high = sorted((one * scale, other * scale))
        yield Spread("tally" if tally else "range", match.start("one"), match.end(), low, high, unit)
    for match in _SHARE.finditer(text):
        part = match["part"].lower()
        if match["count"] or part == "half":
            yield _share(match, Decimal(100 * _COUNTS[(match["count"] or "a").lower()]) / _PARTS[part])


def _is_pair(text: str, match: re.Match[str], one: Decimal, other: Decimal) -> bool:
    joined = match["link"].strip().lower()
    if (joined == "and") != (match["between"] is not None) or (match["between"] and one >= other):
        return False
    if _FROM.search(text, max(0, match.start() - _FROM_LENGTH), match.start()):
        return False
    if any(number in _YEARS and "," not in match[name] for number, name in ((one, "one"), (other, "other"))):
        return False
    dashed = joined in ("-", "–", "‐")
    return not (
        dashed and any(match[name].isdigit() and len(match[name]) >= _CODE for name in ("one", "other"))
    )


def _share(match: re.Match[str], worth: Decimal) -> Spread:
    how = (match["how"] or "").lower()
    low = worth if how in _MORE else Decimal(0) if how in _LESS else worth - SLACK
    high = worth if how in _LESS | _NEARLY else Decimal(100) if how in _MORE else worth + SLACK
    low -= 2 * SLACK if how in _NEARLY else 0
    start = match.start("count") if match["count"] else match.start("part")
    return Spread("share", start, match.end(), low, high, "%")
