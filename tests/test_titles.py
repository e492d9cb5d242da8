"""Titles are compared and kept without the outlet's name behind them."""

import random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from copydesk.text.titles import (
    BEGINNING,
    TITLE,
    Headed,
    akin,
    beginning,
    key,
    outlet_key,
    story_title,
    without_outlet,
)

NAMES = ("The Norvik Post", "norvikpost.example")


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("Bridge to close | The Norvik Post", "Bridge to close"),
        ("Bridge to close - Norvik Post", "Bridge to close"),
        ("Bridge to close – NorvikPost.example", "Bridge to close"),
        ("Norvik Post: Bridge to close", "Norvik Post: Bridge to close"),
        ("Norvik Post | Bridge to close", "Bridge to close"),
        ("Bridge to close - for two years", "Bridge to close - for two years"),
        ("Bridge to close | News | The Norvik Post", "Bridge to close | News"),
        ("The Norvik Post", "The Norvik Post"),
        ("| The Norvik Post", "| The Norvik Post"),
        ("", ""),
    ],
)
def test_the_outlets_name_goes_and_nothing_else(title: str, bare: str) -> None:
    assert without_outlet(title, (), NAMES) == bare


def test_another_source_tells_where_the_headline_ends() -> None:
    assert without_outlet("Bridge to close | News | Anywhere", ("Bridge to Close",), ()) == "Bridge to close"
    assert without_outlet("Anywhere » Bridge to close", ("Bridge to close",), ()) == "Bridge to close"


def test_titles_that_may_head_one_report() -> None:
    assert akin("Old bridge to close for years", "Bridge will close, mayor says")
    assert not akin("Norvik Post", "Bridge will close, mayor says")
    assert not akin("Of it all", "Of it all")


def test_names_of_one_outlet() -> None:
    assert len({outlet_key(name) for name in (*NAMES, "https://www.norvikpost.example/", "norvik post")}) == 1


@given(st.text(), st.text(), st.text())
@example("0|", ":", "")
def test_any_title_stays_part_of_itself(title: str, other: str, name: str) -> None:
    bare = without_outlet(title, (other,), (name,))
    assert bare in title
    assert bool(key(title)) <= bool(bare)


WORDS = st.lists(st.sampled_from(["ferry", "harbour", "strike", "mayor", "the", "of"]), max_size=5)
DAYS = st.sampled_from([None, "2026-01-01", "2026-01-02T10:00:00"])
REPORTS = st.lists(st.tuples(DAYS, WORDS.map(" ".join)), max_size=7)


@given(REPORTS, st.randoms())
def test_a_story_has_the_title_whose_words_most_others_have(
    given_reports: list[tuple[str | None, str]], draw: random.Random
) -> None:
    reports = [Headed(day, str(number), title) for number, (day, title) in enumerate(given_reports)]
    found = story_title(reports)
    draw.shuffle(reports)
    assert story_title(reports) == found, "whatever order they come in"
    bags = {one: {word for word in one.title.split() if len(word) > 3} for one in reports if one.title}
    scores = {
        one: sum(len(bag & other) for other in bags.values()) / (len(bag) or 1) ** 0.5
        for one, bag in bags.items()
    }
    best = [one for one in scores if scores[one] == max(scores.values())]
    first = min(best, key=lambda one: (one.published or "9", one.id), default=None)
    assert found == (first.title if first else None)


@given(st.text(max_size=3 * BEGINNING))
def test_a_beginning_is_a_line_that_fits(text: str) -> None:
    assert 0 < len(beginning(text)) <= TITLE + 2
    assert beginning(text[:BEGINNING]) == beginning(text)


def test_a_beginning_ends_between_words() -> None:
    assert beginning("Rain\n fell.") == "Rain fell."
    assert beginning("harbour " * 20) == "harbour " * 9 + "harbour …"
    assert beginning("  ") == "Untitled story"
