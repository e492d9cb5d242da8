"""What the words of a date expression mean: readers of what the rules of ``date_rules`` match.

A reader gets the named groups that matched and yields, for each expression, the group that spans it ("" for
the whole match), its TIMEX3 type and its meaning.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from copydesk.model.claim import DateType
from copydesk.text.calendar import (
    Again,
    Day,
    EitherOrder,
    Fixed,
    Meaning,
    Month,
    Part,
    Shift,
    Weekday,
    Weekend,
)
from copydesk.text.date_words import (
    CENTURIES,
    ORDINALS,
    PARTS_OF_DAY,
    SEASONS,
    TENS,
    full_date,
    full_year,
    length,
    month_number,
    number_of,
    side_of,
    spelled_year,
    unit_of,
    weekday_number,
)
from copydesk.text.feasts import Feast
from copydesk.text.leaning import InYear, LatestQuarter, SamePart, Within, YearAgo

Groups = Mapping[str, str]
Readings = Iterator[tuple[str, DateType, Meaning]]


def _in_year(groups: Groups, part: str) -> Meaning | None:
    """Put a part ("08", "Q3") into the year that stands beside it, if one does."""
    if "year" in groups:
        return Fixed(f"{groups['year']}-{part}")
    if "spelled" in groups:
        return Fixed(f"{spelled_year(groups)}-{part}")
    if "relative" in groups:
        which = groups["relative"].split()[0]
        told = which in ("that", "the")
        return InYear(part, Again("year") if told else Shift("year", {"last": -1, "next": 1}.get(which, 0)))
    return None


def read_numeric(groups: Groups) -> Readings:
    """Read "2016-12-30", "2016-12-30T10:45:00Z", "12/30/2016", "30.12.16"."""
    if "iso" in groups:
        value = full_date(int(groups["iso"]), int(groups["m"]), int(groups["d"]))
        readings = [date.fromisoformat(value)] if value else []
    else:
        year, one, two = full_year(groups["y"]), int(groups["one"]), int(groups["two"])
        orders = dict.fromkeys((full_date(year, one, two), full_date(year, two, one)))
        readings = [date.fromisoformat(value) for value in orders if value]
    if readings and "stamp" in groups:
        yield "", "TIME", Fixed(f"{readings[0].isoformat()}T{groups['stamp']}")
    elif len(readings) == 1:
        yield "", "DATE", Fixed(readings[0].isoformat())
    elif readings:
        yield "", "DATE", EitherOrder((readings[0], readings[1]))


def read_day_of_month(groups: Groups) -> Readings:
    """Read "Friday, Oct. 13, 1989", "30 December"; "April 24-25" and "3, 5 and 7 May" are several."""
    month, days = (
        month_number(groups["month"]),
        [groups[name] for name in ("early2", "day") if name in groups],
    )
    if len(days) == 2 and _digits(days[0]) >= _digits(days[1]):
        return  # "won 3-2 May 4"
    year = groups.get("year") or groups.get("year1") or groups.get("year2")
    for group in ("early", "early2", "day", "range", "day2", "day3"):
        if group in groups:
            day = _digits(groups[group])
            meaning = _in_year(groups, f"{month:02}-{day:02}") or Day(month, day)
            if year:
                meaning = Fixed(full_date(int(year), month, day))
            yield ("whole" if group == "day" else group), "DATE", meaning


def _digits(words: str) -> int:
    """Read "3", "3rd" and the day of "3, 2016"."""
    found = re.match(r"\d+", words)
    return int(found[0]) if found else 0


def day_named(groups: Groups) -> Meaning | None:
    """Read the groups of ``ONE_DAY``, None where none of them matched."""
    if "feast" in groups:
        return Feast(groups["feast"])
    if "weekday" in groups:
        return Weekday(weekday_number(groups["weekday"]), side_of(groups.get("nearby", "")))
    if "near" in groups:
        return Shift("day", {"yesterday": -1, "tomorrow": 1}.get(groups["near"], 0))
    for month, day, year in (("month", "day", "year"), ("month1", "day1", "year1")):
        if month in groups:
            at = month_number(groups[month]), _digits(groups[day])
            return Fixed(full_date(int(groups[year]), *at)) if year in groups else Day(*at)
    return None


def read_month(groups: Groups) -> Readings:
    """Read "August 1988", "last May", "in June"."""
    month, side = month_number(groups["month"]), side_of(groups.get("side", ""))
    told = InYear(f"{month:02}", Again("year")) if side == "focus" else None
    yield "", "DATE", _in_year(groups, f"{month:02}") or told or Month(month, side)


def read_weekday(groups: Groups) -> Readings:
    """Read "Thursday", "last Friday", "Tuesday night", "Monday next week"; "Sundays" are a set."""
    number = weekday_number(groups["weekday"])
    part = groups.get("part") or groups.get("shared", "")
    time = PARTS_OF_DAY.get(part.rstrip("s"), "")
    if "each" in groups or "plural" in groups or part.endswith("s"):
        yield "", "SET", Fixed(f"XXXX-WXX-{number + 1}{time}")
    else:
        week = {"last": -1, "this": 0, "next": 1}.get(groups.get("week", ""))
        yield from _with_part(Weekday(number, side_of(groups.get("side", "")), week), time)


def read_near_day(groups: Groups) -> Readings:
    """Read "yesterday", "tomorrow morning", "tonight"."""
    word = groups["word"]
    time = "TNI" if word == "tonight" else PARTS_OF_DAY.get(groups.get("part", ""), "")
    days = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
    yield from _with_part(Shift("day", days * 2 if "further" in groups else days), time)


def read_part_of_day(groups: Groups) -> Readings:
    """Read "this morning", "last night", "that evening", "the next morning"."""
    side, time = side_of(groups["side"]), PARTS_OF_DAY[groups["part"]]
    if side == "focus":
        yield from _with_part(Again("day"), time)
    else:
        count = {"last": -1, "next": 1}.get(side or "", 0)
        yield from _with_part(Shift("day", count, from_focus=side == "next"), time)


def _with_part(day: Meaning, time: str) -> Readings:
    if time:
        yield "", "TIME", Within(time, day)
    else:
        yield "", "DATE", day


def read_side_of_unit(groups: Groups) -> Readings:
    """Read "last week", "this fiscal year", "the next day", "that quarter"."""
    words, unit = groups.get("side", "this"), unit_of(groups["unit"])
    side = side_of(words)
    leaning = unit == "day" or words in ("following", "previous", "preceding")
    if words == "latest" and unit == "quarter":
        yield "", "DATE", LatestQuarter()
    elif words in ("last", "past") and unit in ("decade", "century"):
        yield "", "DURATION", Fixed(length(1, groups["unit"]))  # "over the past decade": ten years up to now
    elif side == "focus" or (unit == "day" and "side" not in groups):
        yield "", "DATE", Again(unit) if unit in ("day", "quarter", "year") else Fixed(None)
    elif unit == "weekend" and "side" not in groups:
        yield "", "DATE", Weekend()
    elif unit:
        yield "", "DATE", Shift(unit, {"last": -1, "next": 1}.get(side or "", 0), from_focus=leaning)


def read_season(groups: Groups) -> Readings:
    """Read "last summer", "in the spring of 1994"."""
    code = SEASONS[groups["season"]]
    yield "", "DATE", _in_year(groups, code) or Part(code, side_of(groups.get("side", "")))


def read_away(groups: Groups) -> Readings:
    """Read "two years ago", "three days later"; of "a day after the vote" only the length is known."""
    number, where, unit = number_of(groups["number"]), groups["where"], unit_of(groups["unit"])
    if unit is None or (where in ("after", "before") and "plain" not in groups):
        yield "length", "DURATION", Fixed(length("X" if number is None else number, groups["unit"]))
        return
    sign = -1 if where in ("ago", "earlier", "before", "previously") else 1
    if number is None:
        yield "", "DATE", Fixed("PAST_REF" if sign < 0 else "FUTURE_REF")
    elif unit == "year" and number == 1 and where == "ago":
        yield "", "DATE", YearAgo()
    else:
        leaning = where not in ("ago", "from now", "hence")
        yield "", "DATE", Shift(unit, sign * number, from_focus=leaning)


def read_quarter(groups: Groups) -> Readings:
    """Read "third-quarter", "the fourth quarter of 1990", "this year's first half"."""
    if groups["which"] == "last" and groups["unit"] == "quarter" and not {"year", "year1"} & groups.keys():
        yield "", "DATE", Shift("quarter", -1)
        return
    number = ORDINALS.get(groups["which"], 4 if groups["unit"] == "quarter" else 2)
    code = f"{groups['unit'][0].upper()}{number}"
    beside = {name: groups[name] for name in ("year", "relative", "spelled") if name in groups}
    beside |= {"year": groups["year1"]} if "year1" in groups else {}
    beside |= {"relative": groups["relative1"]} if "relative1" in groups else {}
    if code in ("H3", "H4") or (code[0] == "H" and not beside):
        return  # "the second half" is as often one of a match
    yield "", "DATE", _in_year(beside, code) or Part(code)


def read_year_before(groups: Groups) -> Readings:  # noqa: ARG001
    """Read "the year-earlier period"."""
    yield "", "DATE", YearAgo()


def read_same_part(groups: Groups) -> Readings:
    """Read "the 1988 period", told beside a quarter of another year."""
    yield "", "DATE", SamePart(groups["year"])


def read_quarter_again(groups: Groups) -> Readings:
    """Read "the quarter", "the latest period"."""
    yield "", "DATE", LatestQuarter() if "latest" in groups else Again("quarter")


def read_quarter_code(groups: Groups) -> Readings:
    """Read "Q3", "Q3 2023", "H1 of 2023"."""
    code = groups["capital"].upper()
    yield "", "DATE", _in_year(groups, code) or Part(code)


def read_year(groups: Groups) -> Readings:
    """Read "2016"; "2008 - 2012" and "1992-93" are two."""
    first = groups["from"]
    yield "from", "DATE", Fixed(first)
    for group in ("to", "short"):
        if group in groups:
            yield group, "DATE", Fixed(first[: 4 - len(groups[group])] + groups[group])


def read_spelled_year(groups: Groups) -> Readings:
    """Read "nineteen ninety-one", "the year two thousand", as broadcasters have it."""
    yield "", "DATE", Fixed(f"{spelled_year(groups)}")


def read_decade(groups: Groups) -> Readings:
    """Read "the 1980s", "the '80s", "the nineties", "the 19th century"."""
    if "ordinal" in groups:
        yield "", "DATE", Fixed(f"{CENTURIES[groups['ordinal']] - 1:02}")
    elif "century" in groups:
        yield "", "DATE", Fixed(f"{int(groups['century']) - 1:02}")
    elif "word" in groups:
        yield "", "DATE", Fixed(f"19{TENS[groups['word'][:-3] + 'y'] // 10}")
    else:
        digits = groups["digits"]
        yield "", "DATE", Fixed(digits[:3] if len(digits) > len("80") else f"19{digits[0]}")


def read_reference(groups: Groups) -> Readings:
    """Read "now", "recently", "the near future"."""
    for name in ("present_ref", "past_ref", "future_ref"):
        if name in groups:
            yield "", "DATE", Fixed(name.upper())


def read_clock(groups: Groups) -> Readings:
    """Read "6:30 p.m.", "noon on Friday", "10 p.m. May 3"; a day told just before may give the day."""
    half = groups.get("half", "")
    hour = {"noon": 12, "midnight": 0}.get(groups.get("word", ""), int(groups.get("hour", "0")))
    if half[:1] == "p" or half.endswith(("afternoon", "evening")):
        hour = hour % 12 + 12
    elif half[:1] == "a":
        hour %= 12
    yield "", "TIME", Within(f"T{hour:02}:{groups.get('minute', '00')}", day_named(groups))


def read_year_end(groups: Groups) -> Readings:  # noqa: ARG001
    """Read "by year-end"."""
    yield "", "DATE", InYear("12", Shift("year", 0))
