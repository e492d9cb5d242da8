"""Words that a report ascribes to nobody, or only supposes to be said: "no minister said", "if Berg says"."""

import re

_NOBODY = re.compile(r"(?:nobody|no[ -]?one|none|neither|no)\b(?!\. ?\d)", re.IGNORECASE)
_SUPPOSED = re.compile(
    r"(?<!as )\b(?:if|unless|even if|wrong to (?:say|claim|write) that)\s+[\"“‘']?$", re.IGNORECASE
)
_BEFORE = 30


def unsaid(text: str, start: int, source: str) -> bool:
    """Tell whether what follows is said by nobody.

    Args:
        text: the report's.
        start: code point where source or cue begins, whichever comes first.
        source: the source as printed, or "".
    """
    return bool(_NOBODY.match(source)) or bool(_SUPPOSED.search(text, max(0, start - _BEFORE), start))
