"""When things happened: date expressions of a report with their TIMEX3 values."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date

from copydesk.extract.syntax import PARSED_CHARACTERS
from copydesk.model.claim import DateExpression
from copydesk.model.document import Document
from copydesk.model.report import EVIDENCE_ZONES, ZoneKind
from copydesk.model.syntax import Token
from copydesk.text.calendar import Tense
from copydesk.text.dates import Expression, find, resolve

_DATED_ZONES: tuple[frozenset[ZoneKind], ...] = (
    EVIDENCE_ZONES,
    frozenset({"dateline"}),
    frozenset({"caption"}),
)
"""Zones read, each group by itself: what a caption tells never leans on the prose, nor the prose on it."""


class Times:
    """Stage that finds dates and times and resolves them against the day the report was published."""

    requires = ("zones", "sentences")
    assigns = "dates"
    languages = frozenset({"en"})

    def __call__(self, document: Document) -> Iterator[DateExpression]:
        """Yield the expressions of headline, standfirst, body, caption and dateline, in order.

        The anchor is ``document.anchor``, else ``report.published``, else a full date in the dateline.
        Without any, only what is absolute has a value.
        """
        yield from date_expressions(document, anchor_of(document))


def anchor_of(document: Document) -> date | None:
    """Return the day that relative dates of a report are resolved against, None if nothing tells it.

    No date of a caption, a comment or furniture is ever taken.
    """
    told = document.anchor or document.report.published
    if told:
        try:
            return date.fromisoformat(told[:10])
        except ValueError:
            return None  # as precise as its source: a month or a year is no anchor
    datelines = (find(span.of(document.text)) for span in document.spans({"dateline"}))
    values = (value for found in datelines for value in resolve(found, None) if value)
    return next((date.fromisoformat(value) for value in values if len(value) == len("2016-12-30")), None)


def date_expressions(document: Document, anchor: date | None) -> list[DateExpression]:
    """Return the date expressions of a report, resolved against ``anchor``, in order."""
    tense = _Tenses(document)
    found: list[DateExpression] = []
    for kinds in _DATED_ZONES:
        expressions = list(_expressions(document, kinds))
        values = resolve(expressions, anchor, tense.of)
        found.extend(
            DateExpression(expression.start, expression.end, expression.type, value)
            for expression, value in zip(expressions, values, strict=True)
        )
    return sorted(found, key=lambda expression: expression.start)


def _expressions(document: Document, kinds: Iterable[ZoneKind]) -> Iterator[Expression]:
    budget = PARSED_CHARACTERS  # where nothing is parsed, nothing is dated: a bound on garbage input
    for span in document.spans(kinds):
        for found in find(span.of(document.text)[:budget]):
            yield Expression(found.start + span.start, found.end + span.start, found.type, found.meaning)
        budget = max(0, budget - len(span))


class _Tenses:
    """Tells, for a place in a report, the tense of the verb that governs it, and of the word before it."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._sentences = document.sentences
        self._starts = [sentence.start for sentence in self._sentences]
        self._bodies = [(zone.start, zone.end) for zone in document.zones if zone.kind == "body"]

    def of(self, expression: Expression) -> Tense | None:
        """Return the tense, or None where there is no parse or no verb, and no word that tells."""
        start = expression.start
        word = _LIMIT.search(self._text, max(0, start - _LONGEST_LIMIT), start)
        limit = word[1].lower() if word else ""
        place = bisect_right(self._starts, start) - 1
        if place < 0 or self._sentences[place].end < expression.end:
            return _limited(limit, None, perfect=False)
        top = _top(self._sentences[place].tokens, start, expression.end)
        if top is None:
            return _limited(limit, None, perfect=False)
        tokens = self._sentences[place].tokens
        tense, verb = _governing(tokens, top)
        if limit:
            return _limited(limit, tense, perfect=verb is not None and _is_perfect(tokens, verb))
        if tense == "present" and self._is_told(start):
            if top and tokens[top - 1].tag in ("VBD", "VBN"):
                return "past"  # "a letter published Monday names the mayor"
            return "future" if verb is not None and _plans(tokens, top, verb) else "unsure"
        return tense

    def _is_told(self, offset: int) -> bool:
        """Tell whether a place is in the body: headlines and captions tell in the present what happened."""
        place = bisect_right(self._bodies, (offset, len(self._text))) - 1
        return place >= 0 and offset < self._bodies[place][1]


_LIMIT = re.compile(r"(?<!\w)(until|till|through|by|since)\s+\Z", re.IGNORECASE)
_LONGEST_LIMIT = 12


def _limited(limit: str, tense: Tense | None, *, perfect: bool) -> Tense | None:
    """Return the tense of what a word of ``_LIMIT`` bounds: "is closed until Friday" looks forward.

    With a past tense both ways are told ("closed the road until Friday"): in TimeBank and AQUAINT no such day
    lies back, 3 of 4 are the day of publication.
    """
    if limit == "since":
        return "past"
    if not limit or (limit == "by" and tense == "past"):
        return tense
    return "unsure" if tense == "past" and not perfect else "future"


def _top(tokens: tuple[Token, ...], start: int, end: int) -> int | None:
    """Return the word in ``[start, end)`` that the others there hang on; None for "Friday's" too."""
    inside = [i for i, token in enumerate(tokens) if token.start < end and start < token.end]
    top = next((i for i in inside if tokens[i].head not in inside), None)
    return None if top is None or tokens[top].dep == "poss" else top


def _governing(tokens: tuple[Token, ...], top: int) -> tuple[Tense | None, int | None]:
    """Return the tense of the nearest verb above a word that has one, and the verb.

    What is planned ("would", "agreed to meet", "is scheduled for") counts as future.
    """
    place = tokens[top].head
    for _ in tokens:
        token = tokens[place]
        tense = _tense(tokens, place) if token.pos in ("VERB", "AUX") else None
        if tense == "past" and _is_yet_to_come(tokens, place):
            tense = "future"
        if tense is None and token.pos == "ADJ" and token.lemma in _AHEAD:
            tense = "future"
        if tense is not None or token.head == place:
            return tense, place
        place = token.head
    return None, None


def _is_yet_to_come(tokens: tuple[Token, ...], place: int) -> bool:
    """Tell whether a past tense is only that of its sentence: "would sell when trading opened on Monday"."""
    verb = tokens[place]
    over = tokens[verb.head].head if tokens[verb.head].pos == "ADV" else verb.head  # "as soon as"
    if verb.dep != "advcl" or _tense(tokens, over) != "future":
        return False
    return any(t.dep in ("advmod", "mark") and t.head == place and t.text.lower() in _ONCE for t in tokens)


def _is_perfect(tokens: tuple[Token, ...], verb: int) -> bool:
    """Tell "has been closed" from "was closed"."""
    helpers = [token for token in tokens if token.dep == "aux" and token.head == verb]
    return any(token.lemma == "have" and token.tag in ("VBZ", "VBP") for token in helpers)


def _plans(tokens: tuple[Token, ...], top: int, verb: int) -> bool:
    """Tell whether a word hangs right on a verb in the plain present: "opens Friday", "is on Friday".

    Further down it may date something else ("faces questions about the fire on Friday").
    """
    over = tokens[top].head
    if tokens[top].dep == "compound":
        return False
    if tokens[over].dep == "prep":
        over = tokens[over].head
    told = tokens[verb]
    return over == verb and told.tag in ("VBZ", "VBP") and told.lemma not in _TOLD | _ALIKE


_AHEAD = frozenset("due set schedule slate expect plan".split())
"""Words that date what lies ahead: "due Monday", "is scheduled for Friday"."""
_PLANS = frozenset("plan schedule slate".split())
"""Verbs that date what lies ahead also in the active past: "planned a march on Saturday"."""
_ONCE = frozenset("when once until till before after as if".split())
_TOLD = frozenset(
    "say tell claim report announce write add warn admit state deny show suggest mean know think believe"
    " want need seek face have remain".split()
)
"""Verbs whose present tells what was said or is the case, no plan: "says in a statement Friday"."""
_ALIKE = frozenset("hurt hit cut put set let shut spread read beat quit split cost cast burst shed".split())
"""Verbs whose past looks like their present."""
_FUTURE = frozenset("will shall would may might could should must can".split())
_CLIPPED = {"'ll": "will", "’ll": "will", "wo": "will", "'d": "would", "’d": "would", "ca": "can"}
_BEGUN = frozenset("fail begin start manage continue help cease happen".split())
"""Verbs whose infinitive tells what did, or did not, happen: "failed to meet on Monday"."""


def _tense(tokens: tuple[Token, ...], place: int) -> Tense | None:
    verb, parent = tokens[place], tokens[tokens[place].head]
    helpers = [token for token in tokens if token.dep in ("aux", "auxpass") and tokens[token.head] is verb]
    words = {_CLIPPED.get(token.text.lower(), token.lemma.lower()) for token in helpers}
    tags = {verb.tag} | {token.tag for token in helpers}
    if words & _FUTURE:
        return "past" if "have" in words and not words & {"will", "shall"} else "future"
    if "to" in words:
        return "future" if verb.dep == "xcomp" and parent.lemma not in _BEGUN else None
    if verb.lemma in _AHEAD and verb.tag == "VBN" and verb.dep != "amod":
        as_planned = any(token.text.lower() == "as" and tokens[token.head] is verb for token in tokens)
        return None if as_planned else "future"
    if verb.lemma in _PLANS:
        return "future"
    if "have" in words or tags & {"VBD", "VBN"}:
        return "present" if tags & {"VBZ", "VBP"} and "have" not in words else "past"
    if verb.lemma in _ALIKE and verb.tag == "VBP" and not helpers:
        return "past"  # taggers take "shares hit a low on Friday" for the present
    if tags & {"VBZ", "VBP"}:
        return "future" if verb.tag == "VBG" else "present"
    return None
