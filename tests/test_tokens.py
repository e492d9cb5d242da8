"""Words with their offsets, in any script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.text.tokens import words


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("The mayor's dog barked.", ["the", "mayor's", "dog", "barked"]),
        ("The mayor’s U.S. trip", ["the", "mayor's", "u", "s", "trip"]),
        ("", []),
        ("— …", []),
        ("Île-de-France", ["île", "de", "france"]),
        ("東京タワー 333m", ["東", "京", "タ", "ワ", "ー", "333m"]),
        ("Москва, 2016", ["москва", "2016"]),
    ],
)
def test_words(text: str, forms: list[str]) -> None:
    assert words(text).forms == forms


@given(st.text())
def test_each_word_is_where_it_says(text: str) -> None:
    found = words(text)
    assert len(found.forms) == len(found.starts) == len(found.ends)
    for form, start, end in zip(found.forms, found.starts, found.ends, strict=True):
        assert text[start:end].lower().replace("’", "'") == form
    assert (found.starts[1:] >= found.ends[:-1]).all()
