"""Titles are compared and kept without the outlet's name behind them."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from copydesk.text.titles import akin, key, outlet_key, without_outlet

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
