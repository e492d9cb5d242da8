"""Sentences that are words of the page, or of a picture on it, though they stand in the body of a report."""

import re

from copydesk.model.syntax import Sentence

_OF_PAGE = re.compile(
    r"\b(?:hide caption|show caption|image (?:copyright|caption)|media caption|(?:news)?letter sign.?up|"
    r"sign up (?:for|to) (?:our|the)|continue reading|story continues|read (?:more|also):|"
    r"posted (?:at|on) \d|(?:last )?(?:updated|published):? \d|\d+ of \d+ photos?|photos?: |"
    r"getty images|file photo|delivered to your inbox|pic\.twitter\.com|now playing)|\(@\w+\) \w+ \d",
    re.IGNORECASE,
)
"""Words that no sentence of prose has. In BASIL, 5W1H and ECB+ six entries of 207 were such lines."""

_STILL = frozenset("stand sit look walk pose hold carry gather embrace kneel watch".split())
_SHOWN = frozenset("see picture show photograph depict".split())
"""Verbs of pictures: in the present they tell what is seen on a picture of some day, and no act of it."""


def is_of_page(sentence: Sentence, text: str) -> bool:
    """Tell whether a sentence is furniture or a caption: "Strollers are seen on the quay on Friday"."""
    if _OF_PAGE.search(text, sentence.start, sentence.end):
        return True
    tokens = sentence.tokens
    root = next((i for i, token in enumerate(tokens) if token.head == i), None)
    if root is None:
        return False
    verb = tokens[root]
    if verb.tag in ("VBZ", "VBP"):
        return verb.lemma.lower() in _STILL
    helpers = [t for t in tokens if t.head == root and t.dep == "auxpass"]
    return verb.lemma.lower() in _SHOWN and any(t.tag in ("VBZ", "VBP") for t in helpers)
