"""Days that a report alone shows to be doubtful: of an act with such a day nothing is told."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import takewhile

from copydesk.model.document import Document
from copydesk.model.syntax import Token
from copydesk.stories.clauses.cores import Core

_SIX = 6
_FAR = 60
"""Days from the report's own from which "Oct. 7" may be of a year told before."""

_REACH = 800
"""Code points before a date in which a year is told that it may be of."""

_MOST = 50
"""Expressions before a date that are looked through for it, at most."""

_DAY_LONG = len("2016-12-29")
_BARE = re.compile(r"(?:(?:early|late) (?:on )?)?(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_YEAR = re.compile(
    r"\d{4}|(?:this|last|next|that|same) year|ago|today|yesterday|tomorrow|day\b", re.IGNORECASE
)
_AHEAD = frozenset("will would shall to 'll plan schedule expect due set".split())
_DONE = frozenset("try fail manage begin start continue refuse decline seem appear".split())
"""Verbs whose infinitive tells what was, or was not, done: "did not try to shoot on Tuesday"."""

_PLANNED = frozenset("schedule due suppose set expect slate".split())


def is_unsure(document: Document, index: int) -> bool:
    """Tell whether the report's date expression number ``index`` may be of another day, as it is printed.

    Six days back a report writes "last Friday". A page that was first published on Thursday and goes on to
    tell of "Friday" was changed on Friday: three such days among the entries of 38 stories, in two pages of
    5W1H, were all the day after. And "Oct. 7" far from the report's own day, in a passage on another year,
    may be of that year.
    """
    one = document.dates[index]
    day, own = _day(one.value), _day(document.anchor or document.report.published)
    if day is None or own is None:
        return False
    words, back = one.span.of(document.text), (own - day).days
    if _BARE.match(words):
        return back == _SIX
    if abs(back) < _FAR or _YEAR.search(words):
        return False
    before = takewhile(
        lambda other: other.end > one.start - _REACH, reversed(document.dates[max(0, index - _MOST) : index])
    )
    told = [other.value or "" for other in before if other.type == "DATE"]
    told = [value for value in told if day.year != own.year or len(value) > len("2016")]
    return any(value[:4].isdigit() and value[:4] not in (f"{day.year}", f"{own.year}") for value in told)


def is_at_odds(core: Core, value: str) -> bool:
    """Tell whether the act is told as done though its date lies ahead, or planned for a year at large.

    "Had proclaimed the end of the emergency on July 26" and "was to leave on Sunday, but left late", printed
    before: the day is another thing's, or of another week.
    """
    document, tokens = core.document, core.sentence.tokens
    own = document.anchor or document.report.published or ""
    if len(own) < len(value) or value <= own[: len(value)]:
        return False
    told = [tokens[index].lemma.lower() for index in core.members]
    verb = tokens[core.head].lemma.lower()
    ahead = _AHEAD - {"to"} if verb in _DONE else _AHEAD
    if len(value) == len("2016"):
        return ahead.isdisjoint(told)
    if not _is_past(tokens, core.head):
        return False
    return ahead.isdisjoint(told) or (verb in _PLANNED and "be" in told)


def _is_past(tokens: Sequence[Token], verb: int) -> bool:
    """Tell whether a verb says what was: "left", "had left", "could not be reached"."""
    helpers = [t for t in tokens if t.head == verb and t.dep in ("aux", "auxpass")]
    modals = {t.text.lower() for t in helpers if t.tag == "MD"}
    return modals <= {"could"} and (
        "could" in modals or "VBD" in {tokens[verb].tag, *(t.tag for t in helpers)}
    )


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat((value or "")[:_DAY_LONG]) if len(value or "") >= _DAY_LONG else None
    except ValueError:
        return None
