"""Words of lines are looked up by number: what is found are the lists' words, and no others."""

import numpy as np
import pytest

from copydesk.extract.zoning.words import ADDRESS, AGO, FUNCTION, MONTH, classes, function_words, key_of


@pytest.mark.parametrize(
    ("word", "bit"), [("newsletter", ADDRESS), ("ago", AGO), ("märz", MONTH), ("октября", MONTH)]
)
def test_listed_words_have_their_class(word: str, bit: int) -> None:
    assert classes(np.array([key_of(word)], np.uint64))[0] & bit


def test_every_function_word_is_found() -> None:
    keys = np.array([key_of(word) for word in sorted(function_words())], np.uint64)
    assert (classes(keys) & FUNCTION).all()


def test_words_of_no_list_have_no_class() -> None:
    keys = np.array([key_of(f"zq{number}") for number in range(20_000)], np.uint64)
    assert not classes(keys).any()
    assert len(classes(keys[:0])) == 0
