"""Number expressions in English text: where they stand, what they are worth, how exact they claim to be.

Ordinals, scores ("8-7"), clock times ("2.20pm"), dates in digits and codes ("F-16") are no quantities and
are left out. A year looks like any other number here; whoever reads dates knows better. In text whose tokens
are set apart ("15, 800 - square - metre", "3 : 33 a. m.") groups of digits and parts of a clock time are left
out, too, and with them the like in plain prose ("rooms 12, 300 and 14").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

Qualifier = Literal["exact", "at least", "about", "up to"]

NEAR = Decimal("0.25")
"""Share by which a number called "about" may be off and still mean the same: editors round 43 to "about 40"
and 27 to "about 30", not 43 to "about 30"."""

ROUNDED = 1000
"""Numbers below it are not taken for roundings of each other: 30 dead and 31 dead are two counts."""

_UNITS = {word: n for n, word in enumerate("one two three four five six seven eight nine".split(), 1)}
_TEENS = {
    word: n
    for n, word in enumerate(
        "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(), 10
    )
}
_TENS = {
    word: 10 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_SCALES = {
    "dozen": 12, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12,
}  # fmt: skip
_VAGUE = {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "millions": 2 * 10**6}
"""Least that the bare plural can mean: "dozens" are two dozen or more."""

_VAGUE_SCALED = {"tens": 20, "dozens": 24, "hundreds": 200}


def _any(words: object) -> str:
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"  # type: ignore[call-overload]


_SMALL = rf"(?:{_any(_TENS)}(?:[-‐\s]{_any(_UNITS)})?|{_any(_TEENS)}|{_any(_UNITS)})"
_HUNDREDS = rf"(?:(?:{_SMALL}|an?)[\s-]hundred(?:\s(?:and\s)?{_SMALL})?|{_SMALL})"
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_CURRENCY = r"(?:(?:US|A|C|NZ|HK|S)?\$|[€£¥₹₽₪₩])"

_NUMBER = re.compile(
    rf"""
    (?<![\w.,:/+$€£¥]) (?<![\w][-‐–]) (?P<currency>{_CURRENCY}\s?)?
    (?:
        (?P<vague>{_any(_VAGUE_SCALED)}\sof\s(?:thousands|millions|billions)|{_any(_VAGUE)})\b
      | (?P<half>half)(?:[\s-](?:an?[\s-])?(?P<halfscale>dozen|million|billion|trillion))?\b
      | (?P<mantissa>{_DIGITS}|{_HUNDREDS}|an?(?=[\s-](?:dozen|hundred|thousand|million|billion|trillion)\b))
        (?P<plushalf>\sand\sa\shalf)?
        (?:[\s-]?(?P<scale>dozen|thousand|million|billion|trillion|mn|bn|tn|[kmb](?![\w]))\b)?
        (?P<rest>(?<=thousand)(?:,?\s(?:and\s)?{_HUNDREDS}))?
        (?P<percent>\s?%|\s(?:per\s?cent|percent|pct)\b)?
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_NOT_AFTER = re.compile(
    r"(?:st|nd|rd|th|s)\b|[:/]\d|\s:\s\d|[-‐–]\d|\.\d|,\d|\s?[ap]\.?\s?m\b|\s?o[’']clock|\w", re.IGNORECASE
)
_APART_AFTER = re.compile(r",\s\d{3}(?!\d|[,:/.]\d)")
_APART_BEFORE = re.compile(r"(?<![\w.:/])\d{1,3},\s$")
_COLON_BEFORE = re.compile(r"\d\s:\s$")
_MONTH = re.compile(
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?\s(?:\d{1,2},\s)?$",
    re.IGNORECASE,
)
_MONTH_LONG = 16
_TO = re.compile(r"\sto\s", re.IGNORECASE)
_TO_NUMBER = re.compile(rf"\sto\s(?:{_DIGITS}|{_SMALL}\b)", re.IGNORECASE)
_AND_NUMBER = re.compile(rf"\sand\s(?:{_DIGITS}|{_SMALL}\b)", re.IGNORECASE)
_AND = re.compile(r"\sand\s", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s$", re.IGNORECASE)

_BEFORE: tuple[tuple[Qualifier, str], ...] = (
    ("at least", ("at least|more than|over|upwards of|in excess of|a minimum of|no fewer than|no less than|"
                 "not less than|just over|well over|above|greater than")),
    ("up to", ("up to|as many as|as much as|at most|no more than|not more than|fewer than|less than|under|"
              "below|a maximum of")),
    ("about", ("about|around|roughly|approximately|some|nearly|almost|close to|an estimated|estimated|circa|"
              "just under|or so|perhaps|approx\\.?|as few as|something like")),
)  # fmt: skip
_QUALIFIED = tuple(
    (kind, re.compile(rf"(?<!\w)(?:{words})\s+(?:{'' if kind == 'about' else 'the|'}a)?\s*$", re.IGNORECASE))
    for kind, words in _BEFORE
)
_LONGEST_QUALIFIER = 24
_AFTER: tuple[tuple[Qualifier, re.Pattern[str]], ...] = (
    ("at least", re.compile(r"(?:\s?\+|[\s-]plus\b|\sor\smore\b|\sor\sabove\b)", re.IGNORECASE)),
    ("up to", re.compile(r"\sor\s(?:fewer|less)\b", re.IGNORECASE)),
    ("about", re.compile(r"(?:[\s-]odd\b|[\s-]or[\s-]so\b|[\s-]ish\b)", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text, in code points of it.

    Args:
        start: its first character, currency sign included, words such as "about" not.
        end: one past its last character, scale word and per cent sign included.
        value: what it is worth; the least it can mean for words such as "dozens".
        qualifier: how it is meant by the words around it.
        unit: currency sign as printed, "%" for per cent, else "".
    """

    start: int
    end: int
    value: Decimal
    qualifier: Qualifier = "exact"
    unit: str = ""


def numbers(text: str) -> tuple[Number, ...]:
    """Find the number expressions of ``text``, in order, without overlaps."""
    return tuple(_numbers(text))


def plain(value: Decimal) -> str:
    """Write a number in digits without a trailing fraction of zeros: "35", "1200000", "0.5"."""
    form = format(value, "f")
    return form.rstrip("0").rstrip(".") if "." in form else form


def compatible(one: Number, other: Number) -> bool:
    """Tell whether two numbers can both be true of one thing: "more than 30" and 35, "about 40" and 43."""
    low, high = bounds(one)
    low_other, high_other = bounds(other)
    return (low <= high_other and low_other <= high) or rounded(one.value, other.value)


def rounded(one: Decimal, other: Decimal) -> bool:
    """Tell whether one of two numbers is the other, rounded: 1.2 million and 1,234,567; not 30 and 31."""
    short, full = sorted((one.normalize(), other.normalize()), key=lambda value: len(value.as_tuple().digits))
    if len(short.as_tuple().digits) == len(full.as_tuple().digits) or not abs(short) >= ROUNDED:
        return False
    exponent = Decimal(1).scaleb(int(short.as_tuple().exponent))
    return full.quantize(exponent, ROUND_HALF_UP) == short


def bounds(number: Number) -> tuple[Decimal, Decimal]:
    """Return the least and the most that a number can mean by its qualifier."""
    value = number.value
    if number.qualifier == "at least":
        return value, Decimal("Infinity")
    if number.qualifier == "up to":
        return Decimal("-Infinity"), value
    slack = abs(value) * NEAR if number.qualifier == "about" else Decimal(0)
    return value - slack, value + slack


def _numbers(text: str) -> Iterator[Number]:
    second = -1
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        value = _value(match)
        if value is None or _code(text, match):
            continue
        qualifier = _qualifier(text, start, end)
        if match["vague"]:
            qualifier = "at least"
        elif match["half"] and qualifier == "exact":
            qualifier = "about"
        between = _BETWEEN.search(text, max(0, start - _LONGEST_QUALIFIER), start)
        ranged = (_AND if between else _TO).match(text, end)
        if ranged and between and _AND_NUMBER.match(text, end):
            qualifier = "about"
        if start == second:
            qualifier = "about"
        second = ranged.end() if ranged else -1
        unit = (match["currency"] or "").strip() or ("%" if match["percent"] else "")
        yield Number(start, end, value, qualifier, unit)


def _code(text: str, match: re.Match[str]) -> bool:
    """Tell whether the digits belong to a score, an ordinal, a clock time, a date or a name."""
    end = match.end()
    if match["percent"]:
        return False
    if match["scale"] and match["scale"].lower() in ("k", "m", "b") and not match["currency"]:
        return True  # "5 m" is a length and "m" no million without a currency
    return _NOT_AFTER.match(text, end) is not None or _set_apart(text, match)


def _set_apart(text: str, match: re.Match[str]) -> bool:
    """Tell a group of the digits "4, 183", or a part of "3 : 33"; "May 12, 300 people" are no group."""
    digits, start = match["mantissa"] or "", match.start()
    if not digits.isdigit():
        return False
    before = text[max(0, start - _MONTH_LONG) : start]
    if _COLON_BEFORE.search(before):
        return True
    groups = len(digits) <= 3 and _APART_AFTER.match(text, match.end("mantissa")) is not None
    groups = groups or (len(digits) == 3 and _APART_BEFORE.search(before) is not None)
    return groups and _MONTH.search(before) is None


def _value(match: re.Match[str]) -> Decimal | None:
    if match["vague"]:
        words = match["vague"].lower().split()
        if len(words) == 1:
            return Decimal(_VAGUE[words[0]])
        return Decimal(_VAGUE_SCALED[words[0]] * _SCALES[words[2].removesuffix("s")])
    if match["half"]:
        scale = (match["halfscale"] or "").lower()
        return Decimal("0.5") * _SCALES.get(scale, 1)
    value = _mantissa(match["mantissa"])
    if match["plushalf"]:
        value += Decimal("0.5")
    if match["scale"]:
        value *= _SCALES[match["scale"].lower()]
    if match["rest"]:
        value += _mantissa(match["rest"])
    return value if value.adjusted() < 30 else None


def _mantissa(form: str) -> Decimal:
    """Read digits, or words below a thousand."""
    if form[0].isdigit():
        return Decimal(form.replace(",", ""))
    total = 0
    for word in re.findall(r"[a-z]+", form.lower()):
        if word in ("a", "an"):
            total += 1
        elif word == "hundred":
            total = (total or 1) * 100
        else:
            total += _UNITS.get(word) or _TEENS.get(word) or _TENS.get(word) or 0
    return Decimal(total)


def _qualifier(text: str, start: int, end: int) -> Qualifier:
    before = text[max(0, start - _LONGEST_QUALIFIER) : start]
    for kind, pattern in _QUALIFIED:
        if pattern.search(before):
            return kind
    for kind, pattern in _AFTER:
        if pattern.match(text, end):
            return kind
    if _TO_NUMBER.match(text, end):
        return "about"  # the lower end of a range
    return "exact"
