"""The clauses of a report that tell an act of one day, month or year."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from copydesk.model.claim import DateExpression
from copydesk.model.report import EVIDENCE_ZONES
from copydesk.model.span import Citation, Span
from copydesk.model.syntax import Sentence, Token
from copydesk.stories.clauses.contrary import Stand
from copydesk.stories.clauses.cores import Core, hangs
from copydesk.stories.clauses.reading import Clauses

Aside = Literal["noun", "when", "other"]
"""Where an act is told in passing: describing a noun, as "when it struck", or in any other way."""

LEAST_TERMS = 2
"""Content words beside the subject; with fewer a clause tells no act: "Kerr said on Thursday"."""

LEVELS = 5
"""Words from a date up to a preposition that governs it, at most: "before the Nov. 8 council election"."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_CLOCK = re.compile(r"T(\d\d)")
_MONTH_OR_YEAR = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?")
_BESIDE = frozenset("before after since until till by following ahead from to through towards".split())
"""Prepositions that put the act beside the date, not on it: "hacks before the Nov. 8 election"."""

_MODIFYING = frozenset({"compound", "nmod", "poss", "amod", "nummod"})
_ABOUT = frozenset("of for to about over against".split())
_TAKING_PART = frozenset("attend board enter join leave lose miss play skip win".split())
"""Verbs that are done where their object is: who "won Tuesday's primary" did so on Tuesday."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A clause that tells an act of one date.

    Args:
        date: the day, month or year.
        core: the clause.
        stand: the clause read for its sense, with what it commits itself to.
        objects: stems of the clause's content words; of "said on Friday" those of what was said.
        span: the sentence that tells it; only the noun and what follows of "the ferry that sank on Monday".
        hours: hours of the day that the sentence gives.
        exact: the date is printed in figures; "Sunday" is only as sure as the report's own date.
        aside: the act is not the sentence's own one.
        place: number of the sentence in its report; leads tell the news.
    """

    date: str
    core: Core
    stand: Stand
    objects: frozenset[str]
    span: Span
    hours: frozenset[str]
    exact: bool
    aside: Aside | None
    place: int

    @property
    def stems(self) -> frozenset[str]:
        """All content words of the act."""
        return self.objects | self.core.stems

    @property
    def citation(self) -> Citation:
        """The characters that tell the act."""
        return Citation(self.core.document.id, self.span.start, self.span.end)

    @property
    def text(self) -> str:
        """Those characters."""
        return self.span.of(self.core.document.text)


def dated(read: Clauses) -> Iterator[Dated]:
    """Yield the dated acts of a report's headline, standfirst and body, in order.

    A date in direct speech is none of the report's. A month or year counts only in a sentence that names
    no day, and only if the report is of another month or year.
    """
    document = read.document
    starts = [expression.start for expression in document.dates]
    now = (document.anchor or document.report.published or "")[: len("2016-12")]
    for place, sentence in enumerate(document.sentences):
        first, last = (bisect_left(starts, edge) for edge in (sentence.start, sentence.end))
        if first == last or document.zone_at(sentence.start).kind not in EVIDENCE_ZONES:
            continue
        placed = [one for one in document.dates[first:last] if one.type in ("DATE", "TIME") and one.value]
        hours = frozenset(found[1] for one in placed if (found := _CLOCK.search(one.value or "")))
        own = [one for one in placed if not read.in_speech(one.span)]
        pairs = [(value, at) for value, at in _dates(sentence, own) if not now.startswith(value)]
        if not pairs:
            continue
        clauses = read.of(sentence)
        told: set[str] = set()
        for core, value, at in _own_first(clauses, pairs):
            if value not in told and _tells(core, clauses):
                told.add(value)
                aside = _aside(core, at)
                span = _described(core, at) if aside == "noun" else sentence.span
                exact = any(c.isdigit() for one in own for c in one.span.of(document.text))
                said = clauses if core.saying else (core,)
                objects = frozenset(form for one in said for form in one.objects) - core.actor.names
                yield Dated(value, core, read.stand(core), objects, span, hours, exact, aside, place)


def _aside(core: Core, at: int) -> Aside | None:
    """Tell how the act dated by the token ``at`` stands to the sentence's own act; None if it is that."""
    tokens = core.sentence.tokens
    if hangs(tokens, at, core.head):
        return "other"
    if not core.beside:
        return None
    verb = tokens[core.head]
    main = tokens[verb.head].head == verb.head or tokens[verb.head].dep == "ccomp"
    marks = [t.lemma.lower() for t in tokens if t.head == core.head and t.dep in ("advmod", "mark")]
    if verb.dep == "relcl" and tokens[verb.head].pos in ("NOUN", "PROPN"):
        after = [token for token in tokens[verb.head + 1 : verb.head + 3] if token.pos != "PUNCT"]
        who = bool(after) and after[0].tag in ("WDT", "WP") and after[0].dep in ("nsubj", "nsubjpass")
        return "noun" if who else "other"
    return "when" if verb.dep == "advcl" and main and "when" in marks else "other"


def _described(core: Core, at: int) -> Span:
    """Return the noun that a clause describes, what stands before it, and the clause up to its dated end."""
    tokens = core.sentence.tokens
    noun = first = tokens[core.head].head
    while (
        first > 0
        and tokens[first - 1].pos in _BEFORE
        and tokens[first - 1].head in range(first - 1, noun + 1)
    ):
        first -= 1
    last = at
    while last < max(core.members) and tokens[last + 1].text not in (",", ";", ":", "–", "—"):
        last += 1
    while tokens[last].pos in ("PUNCT", "SPACE") and last > noun:
        last -= 1
    return Span(tokens[first].start, tokens[last].end)


_BEFORE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PUNCT", "PART"})


def _own_first(clauses: Sequence[Core], pairs: Sequence[tuple[str, int]]) -> list[tuple[Core, str, int]]:
    """Put dates with their clauses; "said on Friday" is left out where what was said has its own date."""
    found = [(core, value, at) for value, at in pairs for core in clauses if at in core.members]
    others = any(not core.saying and not core.beside for core, _, _ in found)
    return [one for one in found if not one[0].saying or not others]


def _tells(core: Core, clauses: Sequence[Core]) -> bool:
    """Tell whether the sentence says what was done on the date, and who or what it is about."""
    tokens = core.sentence.tokens
    subjects = [t for t in tokens if t.dep in ("nsubj", "nsubjpass")]
    main = [t for t in subjects if tokens[t.head].dep == "ROOT"] or subjects[:1]
    told = [one for one in clauses if one is not core or not core.saying]
    objects = {form for one in told for form in one.objects | one.actor.kinds | {one.act}} - {"be", "have"}
    return bool(main) and main[0].pos != "PRON" and len(objects) >= LEAST_TERMS


def _dates(sentence: Sentence, placed: Sequence[DateExpression]) -> Iterator[tuple[str, int]]:
    """Yield the days of the sentence's acts, else months and years, each with its top token's index."""
    days = [(one, found[0]) for one in placed if (found := _DAY.match(one.value or ""))]
    for one, day in days:
        top = _top(sentence, one.span)
        if top is not None and not _is_beside(sentence, top):
            yield day, top
    for one in placed if not days else ():
        top = _top(sentence, one.span)
        if top is not None and _MONTH_OR_YEAR.fullmatch(one.value or "") and _is_adverb(sentence, top):
            yield one.value or "", top


def _top(sentence: Sentence, span: Span) -> int | None:
    """Return the index of the token of ``span`` that the others in it hang on, "the" aside."""
    inside = [i for i, t in enumerate(sentence.tokens) if t.start < span.end and span.start < t.end]
    found = [i for i in inside if sentence.tokens[i].head not in inside or sentence.tokens[i].dep == "ROOT"]
    return min(found, key=lambda i: (sentence.tokens[i].dep == "det", i), default=None)


def _is_beside(sentence: Sentence, top: int) -> bool:
    """Tell whether the date stands in a phrase with "before", "since" and the like, or is another noun's."""
    token: Token = sentence.tokens[top]
    if _is_of_noun(sentence.tokens, token):
        return True
    for _ in range(LEVELS):
        if token.pos in ("VERB", "AUX"):
            return False
        if token.lemma.lower() in _BESIDE and token.dep != "agent":
            return True
        token = sentence.tokens[token.head]
    return False


def _is_of_noun(tokens: Sequence[Token], token: Token) -> bool:
    """Tell "asked to postpone the June 19 vote", of some other day, from "died in Monday's attack".

    Of 48 acts in BASIL and 5W1H that were dated so some 35 were of another day.
    """
    noun = token
    for _ in range(LEVELS):
        if noun.dep not in _MODIFYING or tokens[noun.head].pos not in ("NOUN", "PROPN"):
            break
        noun = tokens[noun.head]
    if noun is token:
        return False
    above = tokens[noun.head].lemma.lower()
    return (noun.dep == "dobj" and above not in _TAKING_PART) or (noun.dep == "pobj" and above in _ABOUT)


def _is_adverb(sentence: Sentence, top: int) -> bool:
    """Tell "visited in 2010" from "the 2016 election" and from "since 2010"."""
    token = sentence.tokens[top]
    if token.dep not in ("pobj", "npadvmod"):
        return False
    return token.dep == "npadvmod" or sentence.tokens[token.head].lemma.lower() in ("in", "during")
