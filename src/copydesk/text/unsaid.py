"""Words that a report ascribes to nobody, or only supposes to be said: "no minister said", "if Berg says"."""

import re

_NOBODY = re.compile(r"(?:nobody|no[ -]?one|none|neither|no)\b(?!\. ?\d)", re.IGNORECASE)
_SUPPOSED = re.compile(
    r"(?<!as )\b(?:if|unless|even if|wrong to (?:say|claim|write) that)\s+[\"“‘']?$", re.IGNORECASE
)
_UNCERTAIN = r"\b(?:not (?:\w+ )?(?:clear|known|certain)|unclear|unknown|uncertain) (?:if|whether)\s+"
_OPEN = re.compile(_UNCERTAIN + "$", re.IGNORECASE)
_OPEN_OF = re.compile(_UNCERTAIN + r"[^,.!?;:\n]{1,30},\s+$", re.IGNORECASE)
_OF = frozenset(("who", "which"))
_BEFORE = 60


def unsaid(text: str, start: int, source: str) -> bool:
    """Tell whether what follows is said by nobody.

    Args:
        text: the report's.
        start: code point where source or cue begins, whichever comes first.
        source: the source as printed, or "".
    """
    before = max(0, start - _BEFORE)
    supposed = _SUPPOSED.search(text, before, start) or _OPEN.search(text, before, start)
    if source.lower() in _OF:
        supposed = supposed or _OPEN_OF.search(text, before, start)
    return bool(_NOBODY.match(source)) or bool(supposed)
