"""Two spellings of one word have one form; different words keep different ones."""

import pytest

from copydesk.text.spelling import one_spelling


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("harbour", "harbor"),
        ("labours", "labors"),
        ("organise", "organize"),
        ("organisation", "organization"),
        ("centre", "center"),
        ("defence", "defense"),
        ("travelled", "traveled"),
    ],
)
def test_one_form(british: str, american: str) -> None:
    assert one_spelling(british) == one_spelling(american)


@pytest.mark.parametrize("word", ["hour", "four", "his", "this", ""])
def test_short_words_stay_apart(word: str) -> None:
    assert one_spelling(word) == word
