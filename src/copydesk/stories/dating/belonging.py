"""Whether a date is the day of the act that its clause tells, or of another thing that the clause names.

"Postponed the June 19 vote", "a candidate in the primary on June 3", "ahead of his speech in March", "a bus
in 2008": the date belongs to the vote, the primary, the speech, the bus. "Died in a crash on Friday" and
"said in a speech on Friday" were done on Friday.
"""

import re
from collections.abc import Iterator, Sequence

from copydesk.model.claim import DateExpression
from copydesk.model.span import Span
from copydesk.model.syntax import Sentence, Token

LEVELS = 8
"""Words from a date up to its verb, at most."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MONTH_OR_YEAR = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?")
_STRETCH = re.compile(r"(?:the|its) (?:past|last) ", re.IGNORECASE)
"""The past year, which is none of the calendar's."""

_MODIFYING = frozenset({"compound", "nmod", "poss", "amod", "nummod"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_VERBS = frozenset({"VERB", "AUX"})
_WITH = frozenset("in at on during by with through within via amid as".split())
"""Prepositions whose noun is where, how or when the act is done: who speaks "in a debate on Friday" does so
on Friday. Of any other's noun ("a concert on Friday" behind "including", "for", "of") the day is its own."""

_TOWARDS = frozenset({"to", "into", "onto", "from"})
_MOVING = frozenset("go come take bring send travel fly rush head return move drive walk arrive sail".split())
_OF_NAMES = frozenset("of to for from against about over into onto like".split())
"""Prepositions whose names have no date: "on Friday" behind "flew to Cuba" or "of Ohio" is the act's."""

_ON = frozenset("on in at for during over around about of near".split())
"""Prepositions right before a date that put the act on it."""

_TAKING_PART = frozenset("attend board enter join leave lose miss play skip win".split())
"""Verbs that are done where their object is: who "won Tuesday's primary" did so on Tuesday."""

_OF_OTHER_TIMES = frozenset(
    "cancel postpone delay schedule plan arrange expect await discuss recall remember mark commemorate"
    " condemn criticize criticise investigate describe mention cite predict urge demand precede".split()
)
"""Verbs whose object is of another time than they: "cancelled a concert on Friday"."""

_BOUNDS = frozenset("end start beginning expiry expiration deadline anniversary".split())
"""Nouns that have a date: "announced the end on July 26"."""

_REFERRING = frozenset(
    "be believe think consider follow come mark represent demonstrate show raise grow seem appear".split()
)
_LIKENING = frozenset("be follow come mark represent".split())
"""Verbs that only tell what an act is like: "Friday's crash is the third", "raises questions"; fewer of them
where the date stands behind its noun, for there it may be the verb's."""


def days_and_months(sentence: Sentence, placed: Sequence[DateExpression]) -> Iterator[tuple[str, int]]:
    """Yield the days of a sentence's acts, else months and years, each with its top token's index."""
    days = [(one, found[0]) for one in placed if (found := _DAY.match(one.value or ""))]
    for one, day in days:
        top = _top(sentence, one.span)
        if top is not None and _is_of_act(sentence.tokens, top) and not _is_beside(sentence, one.span):
            yield day, top
    for one in placed if not days else ():
        top = _top(sentence, one.span)
        if (
            top is not None
            and _MONTH_OR_YEAR.fullmatch(one.value or "")
            and _is_adverb(sentence.tokens, top)
            and _is_of_act(sentence.tokens, top, vague=True)
            and not _is_beside(sentence, one.span)
            and not _STRETCH.match(_words(sentence, one.span))
        ):
            yield one.value or "", top


def _words(sentence: Sentence, span: Span) -> str:
    inside = [t.text for t in sentence.tokens if t.start < span.end and span.start < t.end]
    return " ".join(inside)


def _top(sentence: Sentence, span: Span) -> int | None:
    """Return the index of the token of ``span`` that the others in it hang on, "the" aside."""
    inside = [i for i, t in enumerate(sentence.tokens) if t.start < span.end and span.start < t.end]
    found = [i for i in inside if sentence.tokens[i].head not in inside or sentence.tokens[i].dep == "ROOT"]
    return min(found, key=lambda i: (sentence.tokens[i].dep == "det", i), default=None)


def _is_beside(sentence: Sentence, date: Span) -> bool:
    """Tell whether "before", "since" and the like stand right before the thing that stands before the date.

    "Will not meet ahead of his speech in March": whether in March they do not meet or he speaks, no parser
    can tell.
    """
    near = [token for token in sentence.tokens if token.end <= date.start][-_NEAR:]
    for token in reversed(near):
        if (token.pos in _VERBS and token.dep != "prep") or token.text in _STOPS:
            return False
        if token.lemma.lower() in _BESIDE:
            return sentence.tokens[token.head].lemma.lower() not in _GOING_AFTER
    return False


_NEAR = 12
_GOING_AFTER = frozenset("go look name seek take run".split())
_STOPS = frozenset({",", ";", ":", "–", "—", "--"})
_BESIDE = frozenset("before after since until till follow following ahead despite".split())
"""Words that put the act beside the date, not on it: "hacks before the Nov. 8 election"."""


def _is_of_act(tokens: Sequence[Token], top: int, *, vague: bool = False) -> bool:
    """Tell whether the way from the date up to its verb leads past no thing that has the date for itself.

    A month or year (``vague``) is sooner that of the thing: "his offer in November was refused".
    """
    at, modifying = top, vague or tokens[top].dep in _MODIFYING
    for _ in range(LEVELS):
        token = tokens[at]
        if at != top and (token.dep in ("prep", "agent") or token.pos == "ADP"):
            if tokens[top].head == at:
                if token.lemma.lower() not in _ON:
                    return False
            elif not _leads_on(tokens, at, modifying=modifying):
                return False
        elif token.head == at or token.pos in _VERBS:
            return True
        elif (
            at != top
            and token.dep not in _MODIFYING
            and not _does_it_then(tokens, at, modifying=modifying, vague=vague)
        ):
            return False
        at = token.head
    return False


def _leads_on(tokens: Sequence[Token], at: int, *, modifying: bool) -> bool:
    """Tell whether a dated noun behind a preposition says how, where or when the act is done."""
    preposition, word = tokens[at], tokens[at].lemma.lower()
    above = tokens[preposition.head]
    if preposition.dep == "agent" or (word in _TOWARDS and above.lemma.lower() in _MOVING):
        return True
    if word in _WITH:
        return not modifying or above.pos in _VERBS  # "in contrast with Thursday's attack"
    named = all(t.pos == "PROPN" for t in tokens if t.head == at and t.dep == "pobj")
    return named and word in _OF_NAMES


def _does_it_then(tokens: Sequence[Token], noun: int, *, modifying: bool, vague: bool) -> bool:
    """Tell whether an act is of the day that one of its nouns has."""
    token = tokens[noun]
    above = tokens[token.head]
    if token.dep in ("nsubj", "nsubjpass"):
        verbs = _REFERRING if modifying else _LIKENING if token.pos == "NOUN" else frozenset[str]()
        return not (vague or above.lemma.lower() in verbs)
    if token.dep == "dobj":
        verb = above.lemma.lower()
        bound = token.lemma.lower() in _BOUNDS
        if modifying and not vague:
            return verb in _TAKING_PART
        return verb not in _OF_OTHER_TIMES and not bound
    return token.dep in ("pobj", "conj", "attr", "npadvmod", "dative", "ROOT")


def _is_adverb(tokens: Sequence[Token], top: int) -> bool:
    """Tell "visited in 2010" from "the 2016 election" and from "since 2010"."""
    token = tokens[top]
    if token.dep == "npadvmod":
        return True
    return token.dep == "pobj" and tokens[token.head].lemma.lower() in ("in", "during")
