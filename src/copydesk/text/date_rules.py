"""The grammar of English date expressions: rules, tried in order at each place of a text.

Patterns are for lower-cased text; a space stands for one to three blanks, never for a line break.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from copydesk.text.date_readers import (
    Groups,
    Readings,
    read_away,
    read_clock,
    read_day_of_month,
    read_decade,
    read_duration,
    read_holiday,
    read_month,
    read_near_day,
    read_numeric,
    read_part_of_day,
    read_quarter,
    read_quarter_again,
    read_reference,
    read_same_part,
    read_season,
    read_set,
    read_side_of_unit,
    read_some_units,
    read_weekday,
    read_year,
    read_year_before,
    read_year_end,
)
from copydesk.text.date_words import (
    BEFORE_DATE,
    CLOCK_ZONE,
    DAY,
    END,
    FULL_MONTH,
    LENGTH,
    MONTH,
    NUMBER,
    OF_YEAR,
    PART_OF_DAY,
    RELATIVE_YEAR,
    SEASON,
    SIDE,
    UNIT,
    WEEKDAY,
    YEAR,
    rule,
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and the reader of its named groups."""

    pattern: re.Pattern[str]
    read: Callable[[Groups], Readings]


def _rule(read: Callable[[Groups], Readings], *parts: str) -> Rule:
    return Rule(rule("".join(parts)), read)


_OF_DAY = rf"(?:,?(?: on)? (?:(?P<weekday>{WEEKDAY})|(?P<near>today|yesterday|tomorrow)){END})?"
_NO_AGE = r"(?!\w|['’]?s?(?:-| )old\b| of age\b)"
_NEAR_SIDE = "(?:last|next|this (?:past|coming)|this|past|coming)"
_CLOCK_HALF = r"(?:[ap]\.m\.?|[ap]m\b|(?:o['’]clock )?in the (?:morning|afternoon|evening)\b|o['’]clock\b)"

RULES = (
    _rule(
        read_numeric,
        r"(?P<iso>[12]\d{3})-(?P<m>0[1-9]|1[0-2])-(?P<d>[0-3]\d)(?!\d)",
        r"|(?<![\d./-])(?P<one>\d{1,2})[./-](?P<two>\d{1,2})[./-](?P<y>(?:19|20)\d\d|\d\d)(?![\w/-]|\.\d)",
    ),
    _rule(
        read_day_of_month,
        rf"(?P<whole>{BEFORE_DATE}(?:the )?(?P<month>{MONTH}) (?P<day>{DAY})(?! percent)",
        rf"(?:(?:, ?| (?:of )?)(?P<year>{YEAR})|,? (?:of )?{RELATIVE_YEAR})?)(?: ?[-–] ?(?P<day2>{DAY}))?",
    ),
    _rule(
        read_day_of_month,
        rf"(?P<whole>{BEFORE_DATE}(?:the )?(?<![$.,\d])(?<!\d:)(?P<day>{DAY}) (?:of )?(?P<month>{MONTH})",
        rf"(?:(?:, ?| (?:of )?)(?P<year>{YEAR})|,? (?:of )?{RELATIVE_YEAR})?)",
    ),
    _rule(
        read_month,
        rf"(?:(?P<side>{_NEAR_SIDE}) )?(?:mid-)?(?P<month>{FULL_MONTH}|{MONTH}(?= (?:of )?{YEAR})){OF_YEAR}",
    ),
    _rule(
        read_weekday,
        rf"(?:(?:(?P<each>each|every)|(?P<side>{_NEAR_SIDE})) )?(?P<weekday>{WEEKDAY})(?P<plural>s)?(?!\w)",
        rf"(?: (?P<part>{PART_OF_DAY}|nights|mornings|afternoons|evenings))?",
        r"(?: (?:of )?(?P<week>last|this|next) week(?!\w))?",
    ),
    _rule(
        read_near_day,
        r"(?P<further>the day (?:before|after) )?(?P<word>today|yesterday|tomorrow|tonight)(?!\w)",
        rf"(?: (?P<part>{PART_OF_DAY}))?",
    ),
    _rule(
        read_part_of_day, rf"(?:the )?(?P<side>this|that|last|next|same|following) (?P<part>{PART_OF_DAY})"
    ),
    _rule(
        read_year_before,
        r"(?:the |a )?(?:(?:comparable |corresponding )?year-(?:ago|earlier)(?: (?:period|quarter)){0,1}",
        rf"|(?:same|corresponding) (?:period|quarter) (?:last year|a year (?:ago|earlier))){END}",
    ),
    _rule(
        read_duration,
        rf"(?:the )?(?:last|next|past|first|coming|latest|previous) (?P<number>{NUMBER})",
        rf"(?:-| )(?P<unit>{LENGTH})s?{_NO_AGE}",
    ),
    _rule(
        read_quarter,
        rf"(?:the |its )?(?:(?P<year1>{YEAR}) |(?P<relative1>(?:this|last|next) year)['’]s )?(?:fiscal )?",
        rf"(?P<which>first|second|third|fourth|last)(?:-| )(?:fiscal )?(?P<unit>quarter|half)(?!\w){OF_YEAR}",
    ),
    _rule(read_same_part, rf"(?:the )?(?P<year>{YEAR}) (?:period|quarter)(?!\w)"),
    _rule(read_quarter_again, r"(?:the|that) (?:quarter|(?:latest|most recent) (?:period|quarter))(?!\w)"),
    _rule(read_season, rf"(?:the )?(?P<side>{_NEAR_SIDE}) (?P<season>{SEASON})"),
    _rule(read_season, rf"(?<=the\s|.in\s)(?P<season>{SEASON}){OF_YEAR}"),
    _rule(
        read_side_of_unit,
        rf"(?:the )?(?!this day)(?P<side>{SIDE}) (?:fiscal |calendar |full )?(?P<unit>{UNIT})(?!\w)",
    ),
    _rule(
        read_side_of_unit,
        r"(?<=.of\s|for\s|.in\s|ing\s|ver\s|.by\s)the (?P<unit>year|weekend|week)(?! \d|\w)",
    ),
    _rule(
        read_away,
        rf"(?P<length>(?P<number>{NUMBER})(?: (?:full|more|whole))? (?P<unit>{LENGTH})s?)(?: or so)? ",
        r"(?P<where>ago|earlier|later|previously|hence|from now|after|before)(?!\w)",
        r"(?P<plain>(?= ?(?:[,.;:)]|$)))?",
    ),
    _rule(
        read_duration,
        rf"(?<![$.\d])(?P<number>{NUMBER})(?:-| (?:(?:more|full|consecutive|straight) )?)",
        rf"(?P<unit>{LENGTH})s?{_NO_AGE}",
    ),
    _rule(
        read_set,
        rf"(?:each|every) (?P<unit>{LENGTH})(?!\w)",
        r"|(?P<adverb>daily|weekly|monthly|annually|quarterly|yearly)(?!\w)",
    ),
    _rule(
        read_decade,
        r"(?:the )?(?:mid-)?(?:(?P<digits>(?:1[5-9]|20)\d0|(?<=['’])\d0)['’]?s(?!\w)",
        r"|(?<=the\s)(?P<word>(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)ies)(?!\w)",
        r"|(?P<century>\d\d?)(?:st|nd|rd|th) century(?!\w))",
    ),
    _rule(
        read_clock,
        rf"(?<![$.,:\d])(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5]\d))? ?(?P<half>{_CLOCK_HALF})",
        rf"{CLOCK_ZONE}{_OF_DAY}",
    ),
    _rule(
        read_clock,
        rf"(?<![$.,:\d])(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?![:\d]){CLOCK_ZONE}{_OF_DAY}",
    ),
    _rule(read_clock, rf"(?P<word>noon|midnight){END}{CLOCK_ZONE}{_OF_DAY}"),
    _rule(read_year_end, r"(?:the )?year(?:-| )end(?!\w)"),
    _rule(
        read_holiday, rf"(?P<feast>christmas|new year['’]s) (?P<day>day|eve)(?!\w)(?:,? (?P<year>{YEAR}))?"
    ),
    _rule(
        read_year,
        r"(?:the year |mid-)?(?<![$#£€\d.,/])(?<!(?<!mid)-)(?P<from>(?:1[5-9]|20)\d\d)",
        r"(?: ?[-–/] ?(?P<to>(?:1[5-9]|20)\d\d)|[-–/](?P<short>\d\d))?(?![\w%:/]|[,.-]\d)",
    ),
    _rule(
        read_some_units, r"(?:the )?(?P<side>recent|coming|past) (?P<unit>day|week|month|quarter|year)s(?!\w)"
    ),
    _rule(
        read_reference,
        r"(?:(?P<present_ref>now|currently|these days|at present)",
        r"|(?P<past_ref>(?:more )?recently|recent|the past)|(?P<future_ref>the (?:near )?future))(?!\w)",
    ),
)
