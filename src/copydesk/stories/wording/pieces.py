"""Stretches of quotes, the units that are matched, and which of them are told as somebody's words."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from copydesk.model.document import Document
from copydesk.model.quote import Quote, QuoteKind, Wording
from copydesk.model.span import Citation, Span
from copydesk.stories.clauses.terms import Terms, term
from copydesk.stories.wording.differing import Said
from copydesk.stories.wording.differing import said as prepared
from copydesk.text.normalize import quoted_spans
from copydesk.text.tokens import words
from copydesk.text.unsaid import unsaid

SURE, SURE_OF_RULES = 0.7, 0.65
"""Least score of indirect speech that is told of one report alone, found by the tagger and by the rules. Of
126 that the tagger found in data/stories, 18 from each tenth, somebody's words were 21 of 54 from .3 to .6,
11 of 18 to .7, 13 of 18 to .8, and 34 of 36 above."""

LIKELY = 0.4
"""Least score of indirect speech that is told if it fits what is surely said, or if two reports have it."""

TELLING, NAMING = 2, 3
"""Distinct terms that indirect speech must hold to be told of one report alone: with a verb, and without
("the allegations", "any involvement")."""

Key = tuple[str | None, QuoteKind, tuple[str, ...], bool]


@dataclass(frozen=True, slots=True)
class Piece:
    """One stretch of a quote, the unit that is matched.

    Args:
        document: the report.
        span: where it stands.
        kind: of this stretch alone, whatever its quote's other pieces are.
        cue: the quote's.
        speaker: in the form that the story uses.
        person: whether a report of the story calls the speaker a person.
        sure: whether it is told of one report alone.
        tells: whether it is direct or holds a verb; else it only names what was spoken of.
        terms: its content words, in order.
        names: those that are names, or parts of one.
        marked: those that stand in quotation marks: all of a direct quote's, the fragments of a mixed one's.
        fragments: the words of each stretch in marks.
        words: every word, lower case, in order.
        said: the same to be held against others.
    """

    document: Document
    span: Span
    kind: QuoteKind
    cue: tuple[Span, ...]
    speaker: str | None
    person: bool
    sure: bool
    tells: bool
    terms: tuple[str, ...]
    names: frozenset[str]
    marked: frozenset[str]
    fragments: tuple[tuple[str, ...], ...]
    words: tuple[str, ...]
    said: Said

    @property
    def key(self) -> Key:
        """What pieces that are copies of one another have in common: they are matched once."""
        return self.speaker, self.kind, self.words, self.said.denied

    @property
    def wording(self) -> Wording:
        """The piece as the model prints it."""
        citation = Citation(self.document.id, self.span.start, self.span.end)
        return Wording(citation, self.span.of(self.document.text), self.kind, self.cue)


def pieces(document: Document, canonical: dict[str, str], people: set[str]) -> Iterator[Piece]:
    """Yield the stretches of a report's quotes that may be somebody's words.

    Args:
        document: a report with its quotes.
        canonical: the story's form of each speaker's name.
        people: speakers, in that form, that are people.
    """
    report = _Report(document)
    for quote in document.quotes:
        if _unsaid(document, quote):
            continue
        speaker = canonical.get(quote.speaker) if quote.speaker else None
        for span in quote.content:
            if span.of(document.text).strip():
                kind, marked = report.kind(quote, span)
                if kind != "indirect" or _likely(document, quote, span):
                    yield report.piece(quote, span, kind, marked, speaker, speaker in people)


class _Report:
    """What is asked of a report for each of its quotes."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._terms = Terms(document)
        tokens = [token for sentence in document.sentences for token in sentence.tokens]
        self._verbs = [token.start for token in tokens if token.pos in ("VERB", "AUX")]
        self._names = [
            (token.start, form) for token in tokens if token.pos == "PROPN" and (form := term(token))
        ]
        self._marks = [Span(quoted.start, quoted.end) for quoted in quoted_spans(document.text)]

    def piece(
        self,
        quote: Quote,
        span: Span,
        kind: QuoteKind,
        marked: Sequence[Span],
        speaker: str | None,
        person: bool,
    ) -> Piece:
        """Gather what a stretch is matched by; ``marked`` are its parts in quotation marks."""
        text = span.of(self._document.text)
        cue = " ".join(part.of(self._document.text) for part in quote.cue)
        inside = self._terms.within(span)
        tells = kind == "direct" or _count(self._verbs, span) > 0
        held = inside if kind == "direct" else [form for mark in marked for form in self._terms.within(mark)]
        low, high = (bisect_left(self._names, (at, "")) for at in (span.start, span.end))
        return Piece(
            document=self._document,
            span=span,
            kind=kind,
            cue=quote.cue,
            speaker=speaker,
            person=person,
            sure=kind != "indirect" or (_sure(quote) and len(set(inside)) >= (TELLING if tells else NAMING)),
            tells=tells,
            terms=inside,
            names=frozenset(form for _, form in self._names[low:high]),
            marked=frozenset(held),
            fragments=tuple(tuple(words(mark.of(self._document.text)).forms) for mark in marked),
            words=tuple(words(text).forms),
            said=prepared(text, cue),
        )

    def kind(self, quote: Quote, span: Span) -> tuple[QuoteKind, list[Span]]:
        """Return the kind of one piece of a quote, and its parts in marks.

        A piece without words in marks is indirect, whatever its quote's other pieces are. A name in marks
        ("Grey Heron") is nobody's word.
        """
        if quote.kind == "direct":
            return "direct", [span]
        found = []
        for index in range(bisect_left(self._marks, span.start, key=lambda mark: mark.end), len(self._marks)):
            mark = self._marks[index]
            if mark.start >= span.end:
                break
            within = Span(max(span.start, mark.start), min(span.end, mark.end))
            bare = within.of(self._document.text).strip("\"“”‘’'«»„ ")
            if any(word[:1].islower() for word in bare.split()):
                found.append(within)
        return ("mixed" if found else "indirect"), found


def _count(starts: Sequence[int], span: Span) -> int:
    return bisect_left(starts, span.end) - bisect_left(starts, span.start)


def _sure(quote: Quote) -> bool:
    """Tell whether a quote is surely somebody's words; without a source in the report it is nobody's."""
    return bool(quote.source) and quote.score >= (SURE if quote.found_by == "tagger" else SURE_OF_RULES)


def _unsaid(document: Document, quote: Quote) -> bool:
    """Tell whether nobody is said to have said it, as of "no minister said ..."."""
    source = quote.source[0].of(document.text) if quote.source else ""
    start = min((*quote.source, *quote.cue), default=None)
    return start is not None and unsaid(document.text, start.start, source)


def _likely(document: Document, quote: Quote, span: Span) -> bool:
    """Tell whether indirect speech may be speech; what a headline condenses, the body says in full."""
    return quote.score >= LIKELY and document.zone_at(span.start).kind != "headline"
