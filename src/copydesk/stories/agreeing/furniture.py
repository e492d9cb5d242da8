"""What a page prints beside its sentences and runs together with them: captions, credits, bullets."""

import re

from copydesk.stories.clauses.statements import Statement, Telling

_CAPTION = re.compile(r"\b(?:caption|(?:image|photo|picture|video)s? (?:copyright|credit))\b", re.IGNORECASE)
_CREDIT = re.compile(
    r"\b(?:getty images|(?:ap|afp|reuters|file) photos?)\b|/(?:ap|afp|reuters|pa|epa|getty)\b|©|[•|]",
    re.IGNORECASE,
)
_CUT = re.compile(r"[^\w$£€]|[a-z]\W*\.")
"""What a statement does not begin with: a bullet, a dash, the "m." of "p. m."."""


def is_caption(telling: Telling) -> bool:
    """Tell whether a clause holds words of a picture's caption."""
    return _CAPTION.search(telling.span.of(telling.document.text)) is not None


def is_clean(statement: Statement) -> bool:
    """Tell whether words can be printed: no credit in them, and no rest of a sentence before."""
    text = statement.text
    if text.startswith("["):  # the name of who did, in brackets
        return True
    return not (_CUT.match(text) or _CAPTION.search(text) or _CREDIT.search(text))
