"""The grammar of English date expressions: rules, tried in order at each place of a text.

Patterns are for lower-cased text; a space stands for one to three blanks, never for a line break.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from copydesk.text.date_beside import (
    read_before_last,
    read_beside,
    read_feast,
    read_holding,
    read_in_time,
    read_quarter_ending,
    read_unit_beside,
    read_unknown,
)
from copydesk.text.date_lengths import read_duration, read_half, read_set, read_some_units
from copydesk.text.date_readers import (
    Groups,
    Readings,
    read_away,
    read_clock,
    read_day_of_month,
    read_decade,
    read_month,
    read_near_day,
    read_numeric,
    read_part_of_day,
    read_quarter,
    read_quarter_again,
    read_quarter_code,
    read_reference,
    read_same_part,
    read_season,
    read_side_of_unit,
    read_spelled_year,
    read_weekday,
    read_year,
    read_year_before,
    read_year_end,
)
from copydesk.text.date_words import (
    BEFORE_DATE,
    CENTURIES,
    CLOCK_ZONE,
    COUNT,
    COUNTED,
    DAY,
    END,
    FULL_MONTH,
    LENGTH,
    MONTH,
    NUMBER,
    OF_YEAR,
    ONE_DAY,
    PART_OF_DAY,
    RELATIVE_YEAR,
    SEASON,
    SIDE,
    SIDES,
    SPELLED_YEAR,
    UNIT,
    WEEKDAY,
    YEAR,
    rule,
)
from copydesk.text.feasts import FEAST


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and the reader of its named groups."""

    pattern: re.Pattern[str]
    read: Callable[[Groups], Readings]


def _rule(read: Callable[[Groups], Readings], *parts: str) -> Rule:
    return Rule(rule("".join(parts)), read)


_OF_DAY = rf"(?:,?(?: on)? {ONE_DAY}(?![\w-]))?"
_MORE_DAYS = (
    rf"(?: ?[-–/] ?(?P<range>{DAY}(?:, ?(?P<year1>{YEAR}))?)"
    rf"|(?:, (?P<day2>{DAY}))? (?:and|or|to|through|until) (?P<day3>{DAY}(?:, ?(?P<year2>{YEAR}))?)"
    r"(?= ?[.,;:)—]|$|\n| (?:in|at|for|to|as|with|when|by|on|after|before|from|and|or|if|near)(?!\w)))?"
)
_EARLY_DAY = rf"(?:(?:(?P<early>{DAY}), )?(?P<early2>{DAY})(?: ?[-–] ?| (?:and|to) ))?"
_PARTS = "(?:night|morning|afternoon|evening)s"
_NO_AGE = r"(?!\w|['’]?s?(?:-| )old\b| of age\b)"
_CLOCK_HALF = r"(?:[ap]\.m\.?|[ap]m\b|(?:o['’]clock )?in the (?:morning|afternoon|evening)\b|o['’]clock\b)"

_FIRST_WORDS = (
    r"jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|tod|tom|yest|ton"
    r"|las|nex|thi[srn]|thre|tha[tn]|past|comi|prev|prece|foll|curr|lat|sam|ear|eac|eve|dail|week|month"
    r"|annu|quart|year|now|rece|more r|noo|mid|righ|chr|box|new y|lab|mem|vet|pres|ele|val|goo|eas|hal"
    r"|fort|fou|one|two|ten|eigh|twe|fif|fiv|six|sev|nin|win|spr|sum|fal|aut|q[1-4]|h[12]|fis|so(?:me ?d|on)"
    r"|nig|morn|aft|sec|day|cou|few|doz|man|comp|corr|firs|full|cale|near|fut|at p|thes|decade"
)
START = rf"(?=(?:the |its |a )?(?:\d|{_FIRST_WORDS})|an?(?:-| )(?:{LENGTH}|year)|the week)"
"""Where an expression may begin; all else is passed over at once, which halves the time."""

RULES = (
    _rule(
        read_numeric,
        r"(?P<iso>[12]\d{3})-(?P<m>0[1-9]|1[0-2])-(?P<d>[0-3]\d)",
        r"(?:t(?P<stamp>[0-2]\d:[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?(?:z|[+-]\d\d:?\d\d)?)?(?!\d)",
        r"|(?<![\d./-])(?P<one>\d{1,2})[./-](?P<two>\d{1,2})[./-](?P<y>(?:19|20)\d\d|\d\d)(?![\w/-]|\.\d)",
    ),
    _rule(
        read_day_of_month,
        rf"(?P<whole>{BEFORE_DATE}(?:the )?(?P<month>{MONTH}) (?P<day>{DAY})(?! percent)",
        rf"(?:(?:, ?| (?:of )?)(?P<year>{YEAR})|,? (?:of )?{RELATIVE_YEAR})?){_MORE_DAYS}",
    ),
    _rule(
        read_day_of_month,
        rf"{_EARLY_DAY}(?P<whole>{BEFORE_DATE}(?:the )?(?<![$.,\d])(?<!\d:)(?P<day>{DAY})",
        rf" (?:of )?(?P<month>{MONTH})",
        rf"(?:(?:, ?| (?:of )?)(?P<year>{YEAR})|,? (?:of )?{RELATIVE_YEAR})?)",
    ),
    _rule(
        read_month,
        rf"(?:(?P<side>{SIDES}|that) )?(?:mid-)?(?P<month>{FULL_MONTH}|{MONTH}(?= (?:of )?{YEAR})){OF_YEAR}",
    ),
    _rule(
        read_weekday,
        rf"(?:(?:(?P<each>each|every)|(?P<side>{SIDES})) )?(?P<weekday>{WEEKDAY})(?P<plural>s)?(?!\w)",
        rf"(?: (?P<part>{PART_OF_DAY}|{_PARTS}(?!\w)))?",
        rf"(?=(?:, {WEEKDAY})* (?:and|or) {WEEKDAY} (?P<shared>{_PARTS})(?!\w)|)",
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
        read_beside,
        rf"(?:(?<!for\s)(?<!the\s)(?P<number>{COUNT}) (?P<unit>day|week)s?",
        r" (?P<where>before|after|from|(?<=eek\s|eks\s)ago)",
        rf"|(?:the )?(?P<one>day|week|{WEEKDAY}) (?P<where1>before|after)) {ONE_DAY}",
    ),
    _rule(
        read_unknown,
        rf"the (?P<whole>{WEEKDAY})(?= (?:before|after|when|of(?! (?:last|this|next) week)) [a-z])",
    ),
    _rule(
        read_holding,
        r"(?:the )?(?P<holder>week|weekend|morning|afternoon|evening|night) (?:of|beginning|starting)",
        rf"(?: the)? {ONE_DAY}",
    ),
    _rule(
        read_before_last,
        r"(?:the )?(?P<unit>day|week|weekend|month|year) (?P<further>before last|after next)(?!\w)",
    ),
    _rule(
        read_unit_beside,
        r"the (?P<unit>night|day|week|month|year) (?P<where>before|after)(?= ?[.,;:)!?]|$|\n)",
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
    _rule(
        read_quarter_ending,
        r"(?P<quarter>(?:the )?(?:fiscal |latest )?quarter)(?: that)? (?P<ends>ended|ending|ends)(?: on)? ",
        rf"(?P<whole>{ONE_DAY})",
    ),
    _rule(
        read_quarter_again,
        r"(?:the|that) (?:quarter|(?P<latest>latest|most recent) (?:period|quarter))(?!\w)",
    ),
    _rule(
        read_quarter_code,
        rf"(?P<capital>q[1-4](?![\w.-])|h[12](?= (?:of |in )?{YEAR})){OF_YEAR}",
    ),
    _rule(read_season, rf"(?:the )?(?P<side>{SIDES}) (?P<season>{SEASON})"),
    _rule(read_season, rf"(?<=the\s|.in\s)(?:early |late |mid-)?(?P<season>{SEASON}){OF_YEAR}"),
    _rule(read_season, rf"(?P<season>{SEASON}),? (?:of )?(?P<year>{YEAR})"),
    _rule(read_spelled_year, rf"(?:the year )?{SPELLED_YEAR}"),
    _rule(
        read_side_of_unit,
        rf"(?:the )?(?!this day)(?P<side>{SIDE}) (?:fiscal |calendar |full )?(?P<unit>{UNIT})(?!\w)",
    ),
    _rule(
        read_side_of_unit,
        r"(?<=.of\s|for\s|.in\s|ing\s|ver\s|.by\s)the (?:full )?(?P<unit>year|weekend|week)(?! \d|\w)",
    ),
    _rule(
        read_side_of_unit,
        r"(?<=end\sof\s|art\sof\s|dle\sof\s|est\sof\s|ing\sof\s|ter\sin\s|ier\sin\s|ate\sin\s|rly\sin\s)",
        r"the (?P<unit>month|decade|century)(?!\w)",
    ),
    _rule(read_side_of_unit, r"(?<=ter\sin\s|ier\sin\s)the (?P<unit>day)(?!\w)"),
    _rule(
        read_in_time,
        rf"(?<=in\s)(?P<number>{NUMBER}) (?P<unit>day|week|month|year)s?(?:['’]s?)? time(?!\w)",
    ),
    _rule(
        read_half,
        rf"(?<![$.\d])(?:(?P<number>{NUMBER})(?:(?:-| )and(?:-| )a(?:-| )half|(?:-| )1/2| ?½)(?:-| )",
        rf"(?P<unit>{LENGTH})s?"
        rf"|half(?: an? |-)(?P<unit1>hour|day|year|decade|century)"
        rf"|an? (?P<unit2>hour|day|week|month|year) and a half){_NO_AGE}",
    ),
    _rule(read_reference, r"(?<=will\s|ould\s|.may\s|ight\s)(?P<future_ref>one day|some day|soon)(?!\w)"),
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
        rf"(?:each|every) (?:(?P<number>{NUMBER}) )?(?P<unit>{LENGTH})s?(?!\w)",
        rf"|(?:each|every) (?P<part>{PART_OF_DAY})",
        rf"|(?<=nce\s|ice\s|mes\s)an? (?P<unit1>{LENGTH})(?!\w)",
        r"|(?P<adverb>daily|weekly|monthly|annually|quarterly|yearly)(?!\w)",
    ),
    _rule(
        read_decade,
        r"(?:the )?(?:mid-)?(?:(?P<digits>(?:1[5-9]|20)\d0|(?<=['’])\d0)['’]?s(?!\w)",
        r"|(?<=the\s)(?P<word>(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)ies)(?!\w)",
        rf"|(?:(?P<century>\d\d?)(?:st|nd|rd|th)|(?P<ordinal>{'|'.join(CENTURIES)})) century(?!\w| b\.?c))",
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
    _rule(
        read_clock,
        r"(?<![$.,:\d])(?P<hour>[01]\d|2[0-3])[:.]?(?P<minute>[0-5]\d)",
        rf" (?:hrs |hours )?(?:gmt|utc|local time)(?!\w){_OF_DAY}",
    ),
    _rule(read_clock, rf"(?P<word>noon|midnight){END}{CLOCK_ZONE}{_OF_DAY}"),
    _rule(read_year_end, r"(?:the )?year(?:-| )end(?!\w)"),
    _rule(read_feast, rf"(?P<feast>{FEAST})(?:,? (?:in |of )?(?P<year>{YEAR}))?"),
    _rule(
        read_year,
        r"(?:the year |mid-)?(?<![$#£€\d.,/])(?<!(?<!mid)(?<!pre)(?<!ost)-)",
        rf"{COUNTED}(?P<from>(?:1[5-9]|20)\d\d)",
        r"(?: ?[-–/] ?(?P<to>(?:1[5-9]|20)\d\d)|[-–/](?P<short>\d\d))?(?![\w%:/]|[,.-]\d)",
    ),
    _rule(
        read_some_units, r"(?:the )?(?P<side>recent|coming|past) (?P<unit>day|week|month|quarter|year)s(?!\w)"
    ),
    _rule(
        read_reference,
        r"(?:(?P<present_ref>now|currently|these days|at present|nowadays|right now)",
        r"|(?P<past_ref>(?:more )?(?<!most\s)recently|recent|the past)",
        r"|(?P<future_ref>the (?:near )?future|someday))(?!\w)",
    ),
)
