"""How old reports say that somebody is: "Anna Berg, 43,", "43-year-old Anna Berg".

An age grows, so that ages differ only where the time between the reports does not explain it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from copydesk.model.document import Document
from copydesk.model.quote import Mention
from copydesk.model.span import Citation, Span
from copydesk.stories.figures.tolls import long_gone, time_of
from copydesk.text.names import person_words, same_person, surname

YOUNGEST, OLDEST = 10, 110
"""Ages that are read: a smaller number behind a name is mostly a score, a goal or a list's."""

APART = 10
"""Years by which two ages may differ at most: above it they are of father and son."""

SOON = timedelta(days=1)
"""Within this time nobody's birthday is the reason: of 75 people of data/stories whose age two reports give,
one had two ages, which is as many as have a birthday within five days."""

_YEAR = timedelta(days=365)
MOST = 200
"""Ages of one person on different days that are compared, the first ones."""

MOST_NAMES = 50
"""People of one surname who are told apart, by the first reports that name them."""

_BEHIND = re.compile(
    r",\s(?:aged?\s|an?\s)?(?P<age>\d{1,3})(?:\s?-\s?years?\s?-\s?old\b|(?=\s?[,;.)](?!\d)))"
)
_BEFORE = re.compile(r"(?<![\d.,-])(?P<age>\d{1,3})\s?-\s?years?\s?-\s?old\s$")
_REACH = 24
_AT_THAT_TIME = re.compile(
    r"\b(?:then|when|once|was|were|had been|at the time|back in)\s(?:an?\s|the\s)?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Age:
    """An age that a report gives for a person; ``span`` is its digits."""

    name: str
    years: int
    document: Document
    span: Span

    @property
    def citation(self) -> Citation:
        """The digits with the report's id."""
        return Citation(self.document.id, self.span.start, self.span.end)


def ages_that_differ(documents: Sequence[Document]) -> Iterator[list[Age]]:
    """Yield for each person the ages of which one cannot be true if another is, in order of the reports."""
    people: defaultdict[str, list[list[Age]]] = defaultdict(list)
    for document in documents:
        for age in _ages(document):
            namesakes = people[surname(age.name)]
            home = next((one for one in namesakes if same_person(one[0].name, age.name)), None)
            if home is not None:
                home.append(age)
            elif len(namesakes) < MOST_NAMES:
                namesakes.append([age])
    for _, namesakes in sorted(people.items()):
        for told in namesakes:
            wrong = _contrary(
                [(age.years, day) for age in told if (day := time_of(age.document)) is not None]
            )
            if wrong:
                yield [age for age in told if age.years in wrong and time_of(age.document) is not None]


def _contrary(told: Sequence[tuple[int, datetime]]) -> set[int]:
    """Return the ages that time does not explain: others were told at that time, or older ones before."""
    days = list({(years, day.date()): day for years, day in told}.items())[:MOST]
    found = set()
    for (years, _), day in days:
        for (older, _), later in days:
            grown = 0 if later - day <= SOON else 1 + (later - day) // _YEAR
            if years < older <= years + APART and older - years > grown:
                found |= {years, older}
    return found


def _ages(document: Document) -> Iterator[Age]:
    """Yield the ages that stand at a person's full name in a sentence that tells of nothing long gone."""
    sentences = iter(document.sentences)
    sentence = next(sentences, None)
    for mention in sorted(document.mentions, key=lambda one: one.start):
        while sentence is not None and sentence.end <= mention.start:
            sentence = next(sentences, None)
        if sentence is None:
            return
        if (
            mention.kind != "person"
            or mention.start < sentence.start
            or len(person_words(mention.entity)) < 2
        ):
            continue
        match = _beside(document.text, mention)
        if match is None or not YOUNGEST <= int(match["age"]) <= OLDEST:
            continue
        span = Span(*match.span("age"))
        if sentence.span.contains(span) and not long_gone(document, span):
            yield Age(mention.entity, int(match["age"]), document, span)


def _beside(text: str, mention: Mention) -> re.Match[str] | None:
    """Return the age right behind a name, else right before it, unless it is told of another time."""
    behind = _BEHIND.match(text, mention.end)
    if behind is not None:
        return behind
    before = _BEFORE.search(text, max(0, mention.start - _REACH), mention.start)
    if before is None or _AT_THAT_TIME.search(text, max(0, before.start() - _REACH), before.start()):
        return None
    return before
