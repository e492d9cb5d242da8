"""What a statement tells in detail, and how much of it a sentence of another report tells.

A report is cited for what it says, not for something like it: for the figures, days and mood of a statement,
and for its words. Words are weighed by how few sentences of the story have them, so that what the whole story
is about counts little.
"""

import math
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from copydesk.model.document import Document
from copydesk.model.span import Citation, Span
from copydesk.model.syntax import Token
from copydesk.stories.agreeing.bearing import Figures, Wanted, fits
from copydesk.stories.agreeing.furniture import is_clean
from copydesk.stories.agreeing.moods import Mood, mood
from copydesk.stories.clauses.contrary import contrary
from copydesk.stories.clauses.cores import SAYING, stem
from copydesk.stories.clauses.statements import Statement, Telling
from copydesk.stories.clauses.terms import Weights, term

BEFORE = 2
"""Sentences before a clause in which a name may stand that it speaks of as "he" or "the company"."""

FEW = 60
"""Sentences that a story is taken to have at least, when its words are weighed."""

EXACT = 0.3
"""Weight of a figure or time that a sentence must give, beside that of a word that no other sentence has."""

_KEY = 6
"""Letters by which two forms of a word are held to be one: "celebrate" and "celebration"."""

_PREDICATES = frozenset({"acomp", "attr", "oprd", "dobj"})
"""Without these a verb like "is", "has" or "released" tells little."""

_IDLE = SAYING | frozenset("give put bring hold keep set".split())
"""Verbs for which other reports have another as a rule: "gave them 48 hours", "were ordered to leave"."""

_ADVERBIAL = frozenset("when where why".split())


class Time(NamedTuple):
    """A date, hour or span of time: its TIMEX3 value, "" where there is none, and its words."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Details:
    """What a statement tells.

    Args:
        telling: the clause that it is made of.
        words: keys of its content words, numbers and words of time aside.
        names: those of them that are names.
        acts: those of its verb, and of what the verb says of its subject or does to its object.
        times: its dates, hours and spans of time.
        figures: its other numbers.
        mood: whether its act is told as done.
    """

    telling: Telling
    words: frozenset[str]
    names: frozenset[str]
    acts: frozenset[str]
    times: frozenset[Time]
    figures: Wanted
    mood: str


@dataclass(frozen=True, slots=True)
class Share:
    """Weight of a statement's words that a sentence has, and of those that it lacks.

    ``act`` is true where it has the statement's verb with its object.
    """

    told: float
    missing: float
    act: bool

    @property
    def part(self) -> float:
        """The part of the statement that the sentence tells."""
        return self.told / (self.told + self.missing) if self.told else 0.0


_NONE = Share(0, 0, False)


class Heard:
    """Reads what statements and sentences of one story tell, each once."""

    def __init__(self, heard: Sequence[Telling]) -> None:
        sentences = {one.core.sentence.span.of(one.document.text): one.core.sentence for one in heard}
        units = [sorted({key for key, _ in _keys(s.tokens)}) for s in sentences.values()]
        self._weights = Weights(units + [[]] * (FEW - len(units)))
        self._figures = Figures()
        self._given: dict[tuple[str, int], tuple[frozenset[str], frozenset[str]]] = {}
        self._moods: dict[tuple[str, int, int], Mood] = {}

    def details(self, telling: Telling, statement: Statement) -> Details | None:
        """Return what a statement tells; None where it cannot be told by itself.

        It cannot where a word outside of it says that its act is in doubt or still to come, and where it is a
        piece of a sentence that does not read as one.
        """
        document, core = telling.document, telling.core
        tokens, span = core.sentence.tokens, statement.citation.span
        found = self._mood(telling)
        cue = tokens[found.cue]
        if found.kind != "done" and not span.start <= cue.start < span.end:
            return None
        if not is_clean(statement) or _is_torn(tokens, core.head):
            return None
        times = _times(document, span)
        held = [t for t in tokens if span.start <= t.start < span.end]
        silent = [where for where, _ in times]
        keys = list(_keys([t for t in held if not any(s.start <= t.start < s.end for s in silent)]))
        acts = [t for t in held if t.head == core.head and t.dep in _PREDICATES]
        return Details(
            telling,
            frozenset(key for key, _ in keys),
            frozenset(key for key, name in keys if name),
            frozenset({core.act[:_KEY], *(key for key, _ in _keys(acts))}),
            frozenset(time for _, time in times),
            self._figures.wanted(document, span),
            found.kind,
        )

    def given(self, telling: Telling) -> frozenset[str]:
        """Return the keys of the content words of a clause's sentence."""
        return self._read(telling)[0]

    def share(self, told: Details, telling: Telling) -> Share:
        """Return how much of a statement a clause's sentence tells, nothing where it tells another thing.

        The act counts twice. A name may stand in one of the sentences just before.
        """
        own, core = told.telling, telling.core
        if own is telling:
            return Share(self._weight(told, told.words) + self._exact(told), 0, act=True)
        words, names = self._read(telling)
        missing = told.words - words - (told.names & names)
        if any(any(c.isdigit() for c in word) for word in missing):
            return _NONE
        if self._mood(telling).kind != told.mood or not self._fits(told, telling):
            return _NONE
        if own.core.actor.same(core.actor) is False or contrary(own.stand, telling.stand) is not None:
            return _NONE
        lacking = self._weight(told, missing)
        given = self._weight(told, told.words - missing) + self._exact(told)
        return Share(given, lacking, act=not missing & told.acts)

    def cited(self, told: Details, telling: Telling) -> Citation:
        """Return the clause, or its whole sentence where the clause alone lacks some of what that tells."""
        document, sentence, clause = telling.document, telling.core.sentence, telling.citation
        held = _keys([t for t in sentence.tokens if clause.start <= t.start < clause.end])
        lacking = (told.words & self.given(telling)) - {key for key, _ in held}
        whole = Citation(document.id, sentence.start, sentence.end)
        return whole if lacking or not self._within(told, document, clause.span) else clause

    def _fits(self, told: Details, telling: Telling) -> bool:
        return self._within(told, telling.document, telling.core.sentence.span)

    def _within(self, told: Details, document: Document, span: Span) -> bool:
        """Tell whether a stretch of a report gives every number and time of a statement."""
        if told.figures:
            figures = self._figures.of(document, span)
            if not all(any(fits(one, other) for other in figures) for one in told.figures):
                return False
        if not told.times:
            return True
        times = [time for _, time in _times(document, span)]
        return all(any(_says(other, one) for other in times) for one in told.times)

    def _weight(self, told: Details, words: Iterable[str]) -> float:
        return math.fsum(self._weights.of(word) * (2 if word in told.acts else 1) for word in words)

    def _exact(self, told: Details) -> float:
        """Weigh the figures and times of a statement."""
        return EXACT * (len(told.figures) + len(told.times)) * self._weights.of("")

    def _mood(self, telling: Telling) -> Mood:
        core = telling.core
        key = telling.document.id, core.sentence.start, core.head
        if key not in self._moods:
            self._moods[key] = mood(core.sentence.tokens, core.head)
        return self._moods[key]

    def _read(self, telling: Telling) -> tuple[frozenset[str], frozenset[str]]:
        """Return the content words of a clause's sentence, and the names that stand in it or just before."""
        document, sentence = telling.document, telling.core.sentence
        key = document.id, sentence.start
        if key not in self._given:
            at = bisect_left(document.sentences, sentence.start, key=lambda one: one.start)
            near = document.sentences[max(0, at - BEFORE) : at + 1]
            names = frozenset(word for one in near for word, name in _keys(one.tokens) if name)
            self._given[key] = frozenset(word for word, _ in _keys(sentence.tokens)), names
        return self._given[key]


def _is_torn(tokens: Sequence[Token], head: int) -> bool:
    """Tell "that many call unsafe" from "when the pier was shut", and "the scene after a tram overturned"."""
    children = [token for index, token in enumerate(tokens) if token.head == head and index != head]
    if sum(token.dep in ("nsubj", "nsubjpass") for token in children) > 1:
        return True
    return tokens[head].dep == "relcl" and not any(t.text.lower() in _ADVERBIAL for t in children)


def _keys(tokens: Iterable[Token]) -> Iterable[tuple[str, bool]]:
    """Yield the key of each content word, and whether it is a name; numbers and idle verbs are none."""
    for token in tokens:
        form = term(token)
        if form is not None and token.pos != "NUM" and token.lemma.lower() not in _IDLE:
            yield stem(form)[:_KEY], token.pos == "PROPN"


def _says(given: Time, told: Time) -> bool:
    """Tell whether a report that gives one time says what is told with another: "5 May" says "in May"."""
    if told.value and given.value:
        return given.value.startswith(told.value)
    return told.words in given.words


def _times(document: Document, span: Span) -> list[tuple[Span, Time]]:
    """Return the dates, hours and spans of time in a stretch, and where they stand."""
    return [
        (date.span, Time(date.value or "", date.span.of(document.text).lower()))
        for date in document.dates
        if date.span.overlaps(span)
    ]
