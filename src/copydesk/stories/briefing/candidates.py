"""Sentences that a brief may take: whole, read by themselves, with the content words that they hold."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from copydesk.model.document import Document
from copydesk.model.span import Citation
from copydesk.model.syntax import Sentence
from copydesk.stories.briefing.dangling import called_by_the_alone, dangles
from copydesk.stories.briefing.readable import readable, unlabelled
from copydesk.stories.clauses.reading import Clauses
from copydesk.stories.clauses.terms import term

LEAST_TERMS = 5
"""Content words that a sentence has at least: fewer tell too little."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence of a report that may be cited, where it stands, and its content words."""

    document: Document
    sentence: Sentence
    citation: Citation
    terms: frozenset[str]


@dataclass(frozen=True, slots=True)
class Candidate(Reading):
    """A sentence that a brief may take.

    Args:
        bare: what it calls "the official", "the company" and no more: to be known from elsewhere.
        place: 1 for the first sentence of the body, 1/2 for the second, and so on: leads tell the news.
    """

    bare: frozenset[str]
    place: float


class Readings:
    """The sentences of the reports' bodies and standfirsts, to be found by their terms."""

    def __init__(self, read: Sequence[Clauses]) -> None:
        self.all = [
            Reading(
                one.document,
                sentence,
                _place(one.document, sentence),
                frozenset(one.terms.within(sentence.span)),
            )
            for one in read
            for sentence in one.document.sentences
            if one.document.zone_at(sentence.start).kind in ("body", "standfirst")
        ]
        self._holders: defaultdict[str, list[int]] = defaultdict(list)
        for index, reading in enumerate(self.all):
            for form in reading.terms:
                self._holders[form].append(index)

    def near(self, one: Reading, least: float) -> Iterator[tuple[int, Reading]]:
        """Yield other reports' sentences that hold more than a share of the terms, and how many they hold."""
        held = Counter(chain.from_iterable(self._holders.get(form, ()) for form in one.terms))
        for index, count in held.items():
            other = self.all[index]
            if count > least * len(one.terms) and other.document.id != one.document.id:
                yield count, other


def candidates(heard: Readings) -> list[Candidate]:
    """Return those that can be read by themselves, of the reports' bodies."""
    found, numbers = [], Counter[str]()
    for reading in heard.all:
        document = reading.document
        if document.zone_at(reading.sentence.start).kind != "body":
            continue
        numbers[document.id] += 1
        sentence = unlabelled(reading.sentence)
        whole = sentence is reading.sentence
        cited = reading.citation if whole else _place(document, sentence)
        terms = reading.terms if whole else _terms(sentence)
        if len(terms) < LEAST_TERMS or not readable(document, sentence) or dangles(document, sentence):
            continue
        bare = called_by_the_alone(sentence)
        found.append(Candidate(document, sentence, cited, terms, bare, 1 / numbers[document.id]))
    return found


def _place(document: Document, sentence: Sentence) -> Citation:
    return Citation(document.id, sentence.start, sentence.end)


def _terms(sentence: Sentence) -> frozenset[str]:
    return frozenset(form for token in sentence.tokens if (form := term(token)) is not None)
