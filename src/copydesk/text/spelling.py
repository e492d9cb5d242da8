"""British and American spelling of one word as one form, for comparing only: the form is no word to print."""

import re

_ENDINGS = (
    (re.compile(r"(?<=[a-z]{2})our(?=$|s$|ed$|al$|able$|ing$)"), "or"),
    (re.compile(r"(?<=[a-z]{3})is(?=e$|es$|ed$|ing$|ation$|ations$)"), "iz"),
    (re.compile(r"(?<=[a-z]{2})re$"), "er"),
    (re.compile(r"ence$"), "ense"),
    (re.compile(r"(?<=[a-z])ll(?=ed$|ing$|er$)"), "l"),
)


def one_spelling(word: str) -> str:
    """Return the form that "harbour" and "harbor", "organise" and "organize", "centre" and "center" share.

    Args:
        word: one word in lower case.
    """
    for ending, plain in _ENDINGS:
        word = ending.sub(plain, word)
    return word
