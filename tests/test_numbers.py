"""Number expressions: where they stand, what they are worth, and when two of them can both be true."""

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.text.numbers import Number, compatible, numbers, plain, rounded

FOUND = [
    ("The fair drew [35] stalls", "35", "exact", ""),
    ("Some said [thirty-five] stalls", "35", "exact", ""),
    ("They sold [1,200] buns", "1200", "exact", ""),
    ("a town of [1.2 million] people", "1200000", "exact", ""),
    ("it cost [$1.2bn] in all", "1200000000", "exact", "$"),
    ("it cost [€45] to enter", "45", "exact", "€"),
    ("[a dozen] swans", "12", "exact", ""),
    ("[two dozen] swans", "24", "exact", ""),
    ("[half a dozen] swans", "6", "about", ""),
    ("[two hundred and five] bells", "205", "exact", ""),
    ("[three thousand] bells", "3000", "exact", ""),
    ("[two and a half] miles", "2.5", "exact", ""),
    ("more than [600] geese", "600", "at least", ""),
    ("at least [twelve] geese", "12", "at least", ""),
    ("[600]-plus geese", "600", "at least", ""),
    ("[50] or more geese", "50", "at least", ""),
    ("about [40] geese", "40", "about", ""),
    ("[40] or so geese", "40", "about", ""),
    ("up to [90] geese", "90", "up to", ""),
    ("fewer than [90] geese", "90", "up to", ""),
    ("[dozens] of geese", "24", "at least", ""),
    ("[tens of thousands] of geese", "20000", "at least", ""),
    ("[half] an hour", "0.5", "about", ""),
    ("the [45]-acre park", "45", "exact", ""),
    ("rents rose [13%] here", "13", "exact", "%"),
    ("rents rose [13 per cent] here", "13", "exact", "%"),
    ("([35])", "35", "exact", ""),
]


@pytest.mark.parametrize(("drawn", "value", "qualifier", "unit"), FOUND)
def test_numbers_are_found_with_value_and_qualifier(
    drawn: str, value: str, qualifier: str, unit: str
) -> None:
    start, end = drawn.index("["), drawn.index("]") - 1
    found = numbers(drawn.replace("[", "").replace("]", ""))
    assert [(n.start, n.end, plain(n.value), n.qualifier, n.unit) for n in found] == [
        (start, end, value, qualifier, unit)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "the 3rd gate",
        "they won 8-7",
        "at 18:42",
        "at 2.20pm",
        "at 6 p.m.",
        "on 9/11",
        "the 1990s",
        "an F-16",
        "host 192.168.0.1",
        "The 15, 800 - square - metre mill",
        "ended with 4, 183 passing yards",
        "a bid of $1, 200, 000 in all",
        "rooms 12, 300",
        "at 3 : 33 a. m.",
        "at 9 a. m.",
        "someone often tends to weigh",
    ],
)
def test_ordinals_scores_times_and_codes_are_no_numbers(text: str) -> None:
    assert numbers(text) == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("in 1990, 200 geese", "200"),
        ("a gaggle of 12, 30 of them old", "30"),
        ("On May 12, 300 geese", "300"),
        ("On Sept. 5, 2019, 300 geese", "300"),
        ("the score : 15 geese", "15"),
    ],
)
def test_digits_after_a_comma_are_mostly_a_number_of_their_own(text: str, value: str) -> None:
    assert plain(numbers(text)[-1].value) == value


def test_both_parts_of_a_sum_are_found() -> None:
    assert [plain(n.value) for n in numbers("31 sailors ... and four cooks")] == ["31", "4"]


def test_the_ends_of_a_range_are_only_about_right() -> None:
    assert {n.qualifier for n in numbers("10 to 15 boats")} == {"about"}
    assert {n.qualifier for n in numbers("between 10 and 15 boats")} == {"about"}
    assert {n.qualifier for n in numbers("ferries between the two ports")} == {"exact"}


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("35 boats", "35 boats", True),
        ("35 boats", "36 boats", False),
        ("more than 30 boats", "35 boats", True),
        ("more than 30 boats", "25 boats", False),
        ("dozens of boats", "35 boats", True),
        ("about 40 boats", "43 boats", True),
        ("about 30 boats", "43 boats", False),
        ("up to 30 boats", "25 boats", True),
        ("1.2 million boats", "1,234,567 boats", True),
        ("at least 30 boats", "at least 50 boats", True),
    ],
)
def test_vague_numbers_are_compatible_with_what_they_may_mean(one: str, other: str, answer: bool) -> None:
    left, right = numbers(one)[0], numbers(other)[0]
    assert compatible(left, right) is answer
    assert compatible(right, left) is answer


def test_small_counts_are_never_roundings() -> None:
    assert not rounded(Decimal(30), Decimal(31))
    assert rounded(Decimal(1200000), Decimal(1234567))


@given(st.text(alphabet=st.sampled_from(list("0123456789,.$% -aehnotdru\n’")) | st.characters(), max_size=80))
def test_any_text_gives_ordered_spans_inside_it(text: str) -> None:
    end = 0
    for number in numbers(text):
        assert isinstance(number, Number)
        assert end <= number.start < number.end <= len(text)
        end = number.end


@pytest.mark.parametrize("text", ["1" * 500_000, "1," * 200_000, "one hundred " * 40_000, "a " * 300_000])
def test_garbage_takes_bounded_time(text: str) -> None:
    begin = time.perf_counter()
    numbers(text)
    assert time.perf_counter() - begin < 5
