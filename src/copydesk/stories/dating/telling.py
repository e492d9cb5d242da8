"""Which of several sentences tells an act best, and whether it can stand alone."""

from copydesk.stories.dating.acts import Dated

_ENDS = tuple('.!”"’)')
_LEANING = frozenset("he she it they his her its their this that these those but and so then also".split())
_MARKS = "\"“‘'(["
_SHORT = 6
"""Words that an entry has at least."""

_CLEAR = 18
"""Words of a sentence that tells an act best; each eight more count against it."""


def stands(one: Dated) -> bool:
    """Tell whether the sentence tells the dated act, and leans on none before it."""
    words, text = one.text.split(), one.text
    if one.aside == "other" or len(words) < _SHORT or words[0].lower() in _LEANING or words[0][0].islower():
        return False
    return (
        words[0][0] not in _MARKS
        and text.count("“") == text.count("”")
        and text.count('"') % 2 == 0
        and text[-1] not in ":?"
    )


def clarity(one: Dated, copies: frozenset[str]) -> tuple[object, ...]:
    """Return what a clause is ranked by, the clearest first; ``copies`` are reports that took text."""
    words = len(one.text.split())
    return (
        not stands(one),
        one.aside is not None,
        one.text[-1:] not in _ENDS,
        one.core.saying,
        not (one.core.actor.names or one.core.actor.kinds),
        max(0, words - _CLEAR) // 8,
        one.citation.report in copies,
        one.place,
        len(one.text),
        one.citation,
    )
