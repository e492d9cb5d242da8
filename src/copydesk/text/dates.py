"""Date and time expressions in English text: where they are, and what they mean.

Two steps: ``find`` reads the text alone; ``resolve`` gives each expression its TIMEX3 value once it is known
when the text was published. The grammar is in ``date_rules``, the calendar in ``calendar``.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date

from copydesk.model.claim import DateType
from copydesk.text.calendar import Meaning, Moment, Tense
from copydesk.text.date_rules import RULES, START
from copydesk.text.date_words import rule, unnamed


@dataclass(frozen=True, slots=True)
class Expression:
    """A date expression: its span in code points, its TIMEX3 type, and what it means."""

    start: int
    end: int
    type: DateType
    meaning: Meaning


def find(text: str) -> list[Expression]:
    """Return the date expressions of an English text, in order, without overlaps.

    Expressions never cross a line break. Ages ("35 years old", "a 6-year-old") are none.
    """
    lower = text.replace("İ", "I").lower()  # the one character whose lower case is two
    lower = _OTHER_DIGIT.sub("x", lower)
    found: list[Expression] = []
    place = 0
    while match := _ANY.search(lower, place):
        expressions = _read(match, text, lower, place)
        place = expressions[-1].end if expressions else match.start() + 1
        found.extend(expressions)
    return found


_OTHER_DIGIT = re.compile(r"(?![0-9])\d")
"""Digits of other scripts: no English date holds them, and a value must be ASCII."""


def resolve(
    expressions: Sequence[Expression],
    anchor: date | None,
    tense_of: Callable[[Expression], Tense | None] = lambda _: None,
) -> list[str | None]:
    """Return the TIMEX3 value of each expression, None where it cannot be known.

    Args:
        expressions: those of one text, in order: "a year earlier" leans on what stands before it.
        anchor: the day the text was published; without one only what is absolute has a value.
        tense_of: tells the tense of the verb that governs an expression, None if unknown.
    """
    values: list[str | None] = []
    focus, focus_end = "", 0
    if anchor and not MINYEAR < anchor.year < MAXYEAR:
        anchor = None  # 0001-01-01 and 9999-12-31 stand for "unknown" in metadata
    for expression in expressions:
        if expression.start - focus_end > _FOCUS_REACH and not _QUARTER.match(focus):
            focus = ""
        value = expression.meaning.on(Moment(anchor, tense_of(expression), focus))
        values.append(value)
        if value and _takes_focus(value, focus, anchor):
            focus, focus_end = value, expression.end
    return values


def _takes_focus(value: str, focus: str, anchor: date | None) -> bool:
    """The first quarter told stays: a report of results goes on to compare "a year earlier" with it."""
    if _QUARTER.match(value) and anchor and value > f"{anchor.year:04}-Q{(anchor.month + 2) // 3}":
        return False
    return bool(_FOCUS.match(value)) and not _QUARTER.match(focus)


_FOCUS = re.compile(r"\d{4}-(?:\d\d|[QH]\d)")
_QUARTER = re.compile(r"\d{4}-[QH]\d")
_FOCUS_REACH = 400
"""Code points, some three sentences: so far "that day" and "at 6 a.m." may lean on a day told before."""


_ANY = re.compile(
    rf"(?<!\w){rule(START).pattern}(?:"
    + "|".join(f"(?P<rule_{n}>{unnamed(each.pattern.pattern)})" for n, each in enumerate(RULES))
    + ")"
)
_RULE_BY_GROUP = {f"rule_{n}": each for n, each in enumerate(RULES)}

_BEFORE_DATE = rule(r"(?<!\w)(?:early|late|earlier|later|mid)(?: on| in)? $")
_BEFORE_DURATION = rule(
    r"(?<!\w)(?:at least|at most|no more than|more than|less than|up to|nearly|almost|about|around|some) $"
)
_LONGEST_BEFORE = 16


def _read(match: re.Match[str], text: str, lower: str, place: int) -> list[Expression]:
    """Read the match's groups with the rule that made it; empty where it is no date after all."""
    found = _RULE_BY_GROUP[match.lastgroup or ""]
    parts = found.pattern.match(lower, match.start())
    if parts is None or not _is_date(parts, text):
        return []
    groups = {name: value for name, value in parts.groupdict().items() if value is not None}
    expressions: list[Expression] = []
    for group, kind, meaning in found.read(groups):
        start, end = parts.span(group or 0)
        if not expressions:
            modifier = _BEFORE_DURATION if kind == "DURATION" else _BEFORE_DATE
            before = modifier.search(lower, max(place, start - _LONGEST_BEFORE), start)
            start = before.start() if before else start
        expressions.append(Expression(start, end, kind, meaning))
    return expressions


def _is_date(parts: re.Match[str], text: str) -> bool:
    """Tell "May" from "may" and "March" from "march", "in June" from "June Smith"."""
    groups = parts.groupdict()
    if groups.get("capital"):
        return text[parts.start("capital")].isupper()
    if groups.get("month1") and not text[parts.start("month1")].isupper():
        return False
    if not groups.get("month"):
        return not _is_title(text, *parts.span())
    start, end = parts.span("month")
    if not text[start].isupper():
        return False
    if groups["month"] not in _ALSO_NAMES or parts.span() != (start, end):
        return True
    before = (max(0, start - _LONGEST_BEFORE), start)
    if _CAPITAL_NEXT.match(text, end):
        return bool(_BEFORE_MONTH.search(text, *before))
    if groups["month"] not in _ALSO_VERBS or _MAYBE_BEFORE_MONTH.search(text, *before):
        return True
    return bool(_THE.search(text, *before) and _NOUN_NEXT.match(text, end))


def _is_title(text: str, start: int, end: int) -> bool:
    """Tell names in running text ("USA Today", "This Week") and "Now, ..." that only goes on from dates."""
    if _GOES_ON.match(text, start):
        return True
    inside = _ONE_WORD.match(text, start) and _MID.search(text, max(0, start - 2), start)
    if not (inside or _TITLE.match(text, start, end)):
        return False
    before = text[max(0, start - _AROUND) : start].rpartition("\n")[2]
    after = text[end : end + _AROUND].partition("\n")[0]
    return len(_SMALL.findall(before + after)) > 1


_TITLE = re.compile(r"(?:The|This|Last|Next) (?:Week|Weekend|Year|Night|Month|Century|Future|Past)\b")
_ONE_WORD = re.compile(r"(?:Today|Tonight|Tomorrow|Yesterday|Now|Noon|Midnight)\b")
_GOES_ON = re.compile("Now,")
_MID = re.compile(r"[A-Za-z] \Z")
_SMALL = re.compile(r"\b[a-z]{4,}")
"""In headlines whose every word has a capital, so have dates; words of three letters are small there too."""
_AROUND = 80

_ALSO_NAMES = frozenset({"april", "may", "june", "march", "august"})
_ALSO_VERBS = frozenset({"may", "march"})
_THE = re.compile(r"(?<!\w)(?:the|a)\s$", re.IGNORECASE)
_NOUN_NEXT = re.compile(
    r"\s(?!(?:of|on|for|to|in|from|against|by|at|with|was|is|will|and|or|that|which|through|down)\b)[a-z]{4}"
)
_CAPITAL_NEXT = re.compile(r"\s[A-Z]")
_BEFORE_MONTH = re.compile(
    r"(?<!\w)(?:in|since|until|till|early|late|mid|during|each|every)\s$", re.IGNORECASE
)
_MAYBE_BEFORE_MONTH = re.compile(
    _BEFORE_MONTH.pattern.replace("(?:in|", "(?:in|by|before|after|from|through|to|of|for|between|and|or|"),
    re.IGNORECASE,
)
