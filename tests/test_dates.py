import hashlib
import json
import re
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from copydesk.text.calendar import Tense
from copydesk.text.dates import find, resolve
from copydesk.text.feasts import easter_sunday

FRIDAY = date(2024, 3, 15)

GOLD = "data/dates/timebank-aquaint.jsonl"
GOLD_DIGEST = "99a43460ebaef7b57233d9147e8ad60ced81d76fdf6416fd10b7f9c1558bc801"

VALUE = re.compile(
    r"\d{4}-\d\d-\d\d(T(\d\d:\d\d|MO|AF|EV|NI))?|\d{4}-(\d\d|W\d\d(-WE)?|Q\d|H\d|SP|SU|FA|WI)|\d{2,4}"
    r"|PT?(\d+(\.\d)?|X)[SMHDWQYEC]|XXXX-(WXX-\d(T(MO|AF|EV|NI))?|XX-XXT(MO|AF|EV|NI))"
    r"|(PRESENT|PAST|FUTURE)_REF"
)


def drawn(marked: str) -> tuple[str, list[str]]:
    """The text without the square brackets, and what stands in them."""
    return re.sub(r"[\[\]]", "", marked), re.findall(r"\[(.*?)\]", marked)


def told(text: str, anchor: date | None = FRIDAY, tense: Tense | None = None) -> list[str | None]:
    return resolve(find(text), anchor, lambda _: tense)


@pytest.mark.parametrize(
    ("marked", "values"),
    [
        ("The ferry sank on [30 December 2016].", ["2016-12-30"]),
        ("It reopened [December 27, 2016], early.", ["2016-12-27"]),
        ("Filed [2016-12-30] by the clerk", ["2016-12-30"]),
        ("Filed [12/30/2016] by the clerk", ["2016-12-30"]),
        ("Filed [30.12.16], 13 pages", ["2016-12-30"]),
        ("[Friday, Oct. 13, 1989], was dry", ["1989-10-13"]),
        ("on [the 3rd of May 1998]", ["1998-05-03"]),
        ("The levy rose in [August 1988]", ["1988-08"]),
        ("The mayor of [2008] – [2012] left", ["2008", "2012"]),
        ("The season of [1992]-[93] was wet", ["1992", "1993"]),
        ("Built in [1907], sold in [2011]", ["1907", "2011"]),
        ("in [the 1980s] and the '[80s] and [the mid-1990s]", ["198", "198", "199"]),
        ("a mill of [the 19th century]", ["18"]),
        ("in the [spring of 1994]", ["1994-SP"]),
        ("in [the third quarter of 1990]", ["1990-Q3"]),
        ("They have [72 hours] to leave", ["PT72H"]),
        ("for [three weeks] or [a month]", ["P3W", "P1M"]),
        ("a [two-year] lease, [several years] long", ["P2Y", "PXY"]),
        ("over [the past twenty-one days]", ["P21D"]),
        ("[every week] and [daily]", ["P1W", "P1D"]),
        ("[each Thursday] and on [Sundays]", ["XXXX-WXX-4", "XXXX-WXX-7"]),
        ("[recently] the bridge; [now] the ferry", ["PAST_REF", "PRESENT_REF"]),
        ("[two days] after the vote", ["P2D"]),
        ("in [nineteen ninety-one], [the year two thousand] and [twenty sixteen]", ["1991", "2000", "2016"]),
        ("in [July of nineteen ninety-six]", ["1996-07"]),
        ("a mill of [the eighteenth century]", ["17"]),
        ("Filed [2016-12-30T10:45:00Z] by the clerk", ["2016-12-30T10:45"]),
        ("on [May 3], [10] and [24, 2015]", ["2015-05-03", "2015-05-10", "2015-05-24"]),
        ("from [3] to [5 May 2024]", ["2024-05-03", "2024-05-05"]),
        ("[the evening of 3 May 2012]", ["2012-05-03TEV"]),
        ("[the week of March 6, 2000]", ["2000-W10"]),
        ("on [Valentine's Day in 2012]", ["2012-02-14"]),
        ("[Q3 2023] and [H1 of 2023]", ["2023-Q3", "2023-H1"]),
        ("[half an hour], [2 1/2 years], [an hour and a half]", ["PT30M", "P2.5Y", "PT1.5H"]),
        ("over [the past decade]", ["P1E"]),
        ("[every two weeks], twice [a year], [each morning]", ["P2W", "P1Y", "XXXX-XX-XXTMO"]),
        ("[Sunday], [Monday] and [Tuesday nights]", [f"XXXX-WXX-{day}TNI" for day in (7, 1, 2)]),
        ("It will [one day] be sold, and [someday] gone; it may [soon].", ["FUTURE_REF"] * 3),
        ("post-[1959] politics", ["1959"]),
    ],
)
def test_what_is_absolute_needs_no_anchor(marked: str, values: list[str]) -> None:
    text, spans = drawn(marked)
    found = find(text)
    assert [text[one.start : one.end] for one in found] == spans
    assert resolve(found, None) == values
    assert resolve(found, FRIDAY) == values


@pytest.mark.parametrize(
    ("marked", "value"),
    [
        ("[today]", "2024-03-15"),
        ("[yesterday]", "2024-03-14"),
        ("[the day before yesterday]", "2024-03-13"),
        ("[tomorrow morning]", "2024-03-16TMO"),
        ("[tonight]", "2024-03-15TNI"),
        ("[last night]", "2024-03-14TNI"),
        ("[this morning]", "2024-03-15TMO"),
        ("on [Thursday]", "2024-03-14"),
        ("on [Friday]", "2024-03-15"),
        ("[last Friday]", "2024-03-08"),
        ("[Friday last week]", "2024-03-08"),
        ("[Monday of next week]", "2024-03-18"),
        ("[next Tuesday]", "2024-03-19"),
        ("[late on Thursday]", "2024-03-14"),
        ("[Thursday morning]", "2024-03-14TMO"),
        ("[Wednesday]'s storm", "2024-03-13"),
        ("over [the weekend]", "2024-W11-WE"),
        ("[last week]", "2024-W10"),
        ("[last month]", "2024-02"),
        ("[earlier this month]", "2024-03"),
        ("[next year]", "2025"),
        ("[a year ago]", "2023"),
        ("[two years ago]", "2022"),
        ("[five months ago]", "2023-10"),
        ("[11 days ago]", "2024-03-04"),
        ("[a week or so ago]", "2024-W10"),
        ("[the third-quarter] loss", "2023-Q3"),
        ("[the first-quarter] loss", "2024-Q1"),
        ("[last quarter]", "2023-Q4"),
        ("[last summer]", "2023-SU"),
        ("in [February]", "2024-02"),
        ("in [June last year]", "2023-06"),
        ("on [June 3 that year]", None),
        ("[that June]", None),
        ("by [year-end]", "2024-12"),
        ("[New Year's Eve]", "2023-12-31"),
        ("[noon on Friday]", "2024-03-15T12:00"),
        ("[10 p.m. Wednesday]", "2024-03-13T22:00"),
        ("[2.20pm yesterday]", "2024-03-14T14:20"),
        ("[Feb. 20]", "2024-02-20"),
        ("[20 February]", "2024-02-20"),
        ("[the day before last Tuesday]", "2024-03-11"),
        ("[two days after Monday]'s vote", "2024-03-13"),
        ("[the week before Christmas]", "2023-W51"),
        ("[the Friday before Easter]", "2024-03-29"),
        ("[a week from Friday]", "2024-03-22"),
        ("[a week ago today]", "2024-03-08"),
        ("[the week of March 6]", "2024-W10"),
        ("[the weekend of March 9]", "2024-W10-WE"),
        ("[the night of Dec. 3]", "2023-12-03TNI"),
        ("[the year before last]", "2022"),
        ("in [two weeks' time]", "2024-W13"),
        ("by the end of [the month]", "2024-03"),
        ("for [the full year]", "2024"),
        ("[the latest quarter]", "2023-Q4"),
        ("[the current quarter]", "2024-Q1"),
        ("in the [early summer]", "2023-SU"),
        ("[10:30 a.m. EST March 14]", "2024-03-14T10:30"),
        ("at [0730 GMT on Friday]", "2024-03-15T07:30"),
        ("at [1:30 p.m. EST (1830 GMT) on Friday]", "2024-03-15T13:30"),
        ("on [Thanksgiving Day]", "2023-11-23"),
        ("on [Labor Day]", "2023-09-04"),
        ("on [Memorial Day]", "2024-05-27"),
        ("on [Good Friday]", "2024-03-29"),
        ("on [Easter Monday]", "2024-04-01"),
        ("before [Christmas], she left", "2023-12-25"),
        ("the [March] report", "2024-03"),
    ],
)
def test_what_is_relative_leans_on_the_anchor_and_has_no_value_without(marked: str, value: str) -> None:
    text, spans = drawn(marked)
    found = find(text)
    assert [text[one.start : one.end] for one in found] == spans
    assert resolve(found, FRIDAY) == [value]
    assert resolve(found, None) == [None]


@pytest.mark.parametrize(
    ("words", "past", "future"),
    [
        ("Monday", "2024-03-11", "2024-03-18"),
        ("Friday", "2024-03-15", "2024-03-15"),
        ("Sunday night", "2024-03-10TNI", "2024-03-17TNI"),
        ("Oct. 1", "2023-10-01", "2024-10-01"),
        ("in December", "2023-12", "2024-12"),
        ("in July", "2023-07", "2024-07"),
    ],
)
def test_tense_decides_the_direction(words: str, past: str, future: str) -> None:
    assert told(words, tense="past") == [past]
    assert told(words, tense="future") == [future]


def test_capitals_of_a_headline_make_no_names() -> None:
    assert told("Mayor Leaves Today") == ["2024-03-15"]
    assert told("Rates To Rise This Week") == ["2024-W11"]


def test_a_year_before_what_is_counted_is_one_where_a_word_says_so() -> None:
    assert told("In 2016 people voted") == ["2016"]


def test_what_leans_on_an_unknown_day_has_no_value() -> None:
    assert told("on the Friday before the vote; the night before, it rained") == [None, None]
    assert told("It fell on 3 May 2012. The night before, it rained.") == ["2012-05-03", "2012-05-02TNI"]
    assert told("It fell on 3 May 2012. Earlier in the day it rained.") == ["2012-05-03", "2012-05-03"]


def test_a_quarter_is_told_by_its_last_day() -> None:
    text = "Sales for the quarter ended July 31 fell from a year earlier."
    assert told(text) == ["2023-Q2", "2023-07-31", "2022-Q2"]
    assert told(text, tense="future") == ["2023-Q2", "2023-07-31", "2022-Q2"]


def test_an_election_day_is_told_only_near_its_day() -> None:
    assert told("on Election Day", date(2016, 11, 1)) == ["2016-11-08"]
    assert told("on Election Day", date(2016, 3, 1)) == [None]
    assert told("on Election Day 2012", None) == ["2012-11-06"]


@pytest.mark.parametrize(
    ("year", "day"), [(1961, "1961-04-02"), (2000, "2000-04-23"), (2011, "2011-04-24"), (2024, "2024-03-31")]
)
def test_easter(year: int, day: str) -> None:
    assert easter_sunday(year).isoformat() == day


def test_a_date_without_a_year_is_the_nearest_even_across_new_year() -> None:
    assert told("on Jan. 20", date(2016, 12, 30)) == ["2017-01-20"]
    assert told("on Dec. 20", date(2017, 1, 5)) == ["2016-12-20"]
    assert told("on Feb. 29", date(2023, 3, 1)) == ["2024-02-29"]


def test_an_ambiguous_order_is_settled_by_the_anchor_or_only_the_year_is_told() -> None:
    assert told("11-02-89", date(1989, 11, 3)) == ["1989-11-02"]
    assert told("11-02-89", date(1989, 2, 12)) == ["1989-02-11"]
    assert told("11-02-89", date(2001, 2, 12)) == ["1989"]
    assert told("11-02-89", None) == ["1989"]
    assert told("5/5/2020", None) == ["2020-05-05"]


def test_an_expression_may_lean_on_a_day_told_just_before() -> None:
    assert told("On 3 May 2012 it rained. The next day it snowed.", None) == ["2012-05-03", "2012-05-04"]
    assert told("On 3 May 2012 it rained, from 6 a.m. on.", None) == ["2012-05-03", "2012-05-03T06:00"]
    assert told("It rained from 6 a.m. on.") == [None]
    far = "On 3 May 2012 it rained. " + "It was wet. " * 50 + "The next day it snowed."
    assert told(far, None) == ["2012-05-03", None]


def test_results_are_compared_with_the_same_quarter_of_the_year_before() -> None:
    text = (
        "Third-quarter sales rose from those of a year earlier; a year ago the year-earlier period was worse."
    )
    assert told(text) == ["2023-Q3", "2022-Q3", "2022-Q3", "2022-Q3"]


@pytest.mark.parametrize(
    "text",
    [
        "a 6-year-old boy and a woman, 35 years old, and a dog 3 years of age",
        "It may rain. They march. May I? He met April Miller and June Kerr.",
        "1,990 people paid $2016 for no. 555-2016",
        "version 3.11.7 of 31/31/2016",
        "three quarters of voters, a second man, the second half",
        "Monda y, 9/11, 24/7",
        "On Mon\nday it rained for 3\nyears",
        "some 2000 people, 1600 troops and 1500 BC",
        "He told USA Today and, on “This Week”, a rival that both were wrong.",
        "Now, that was her idea.",
        "the Christmas tree, an Easter egg, the quote of the day, H1N1",
        "",
    ],
)
def test_what_is_no_date_is_left_alone(text: str) -> None:
    assert find(text) == []


def test_a_day_that_no_calendar_has_is_found_without_a_value() -> None:
    assert told("Feb. 30, 2016") == [None]


@given(st.text() | st.lists(st.sampled_from(
    "may May 1 31 12 2016 1989 the last next two twenty -one Friday , . - – / : ' ’ s of quarter year "
    "years ago after day morning p.m. noon İ ٣ \n first İstanbul mid in Jan. same that period week before"
    " from Easter Christmas and nineteen ninety-one half a Q3 ended nights every GMT 0730 early".split(" ")
)).map(" ".join))  # fmt: skip
@example("٢٠١٦-12-30 on ٣ May")
def test_any_text_gives_ordered_spans_and_well_formed_values(text: str) -> None:
    found = find(text)
    end = 0
    for one in found:
        assert end <= one.start < one.end <= len(text)
        assert "\n" not in text[one.start : one.end]
        end = one.end
    for anchor in (None, FRIDAY, date.min, date.max):
        for tense in ("past", "future", None):
            for value in resolve(found, anchor, lambda _, t=tense: t):  # type: ignore[misc]
                assert value is None or VALUE.fullmatch(value), value


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        " ",
        "a ",
        "1 ",
        "1-",
        "the ",
        "Monday ",
        "may ",
        "May 1 ",
        "2016-",
        "\n",
        "12:",
        "mid-",
        "twenty-",
        "Today ",
        "the week of ",
        "May 3 and ",
        "the day before ",
        "nineteen ninety-",
    ],
)
def test_time_grows_with_the_length_of_anything(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    started = time.process_time()
    found = find(text)
    resolve(found, FRIDAY)
    assert time.process_time() - started < 3


def test_floor_on_newspaper_dates(shared: Path, tmp_path: Path) -> None:
    """Without tense. Measured: relaxed .949, value .805."""
    gold = shared / GOLD
    assert hashlib.sha256(gold.read_bytes()).hexdigest() == GOLD_DIGEST, "the gold changed: measure again"
    lines = []
    for line in gold.read_text("utf-8").splitlines():
        row = json.loads(line)
        found = find(row["text"])
        values = resolve(found, date.fromisoformat(row["published"][:10]))
        dates = [
            {"start": one.start, "end": one.end, "type": one.type, "value": value}
            for one, value in zip(found, values, strict=True)
        ]
        lines.append(json.dumps({"id": row["id"], "dates": dates}) + "\n")
    predicted = tmp_path / "dates.jsonl"
    predicted.write_text("".join(lines), "utf-8")
    done = subprocess.run(
        [sys.executable, shared / "eval" / "score.py", "dates", gold, predicted],
        capture_output=True,
        text=True,
        check=True,
    )
    scores = {name: float(f1) for name, f1 in re.findall(r"^(\w+) .*F1=([\d.]+)", done.stdout, re.MULTILINE)}
    assert scores["relaxed"] >= 0.944
    assert scores["value"] >= 0.8
