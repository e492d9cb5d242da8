"""The quotes of a story's reports, one by one, each with what a list of quotes says beside it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from copydesk.model.document import Document
from copydesk.model.quote import Quote, Utterance
from copydesk.model.report import Report
from copydesk.model.span import Citation, Span
from copydesk.stories.utterances import utterances
from copydesk.stories.wording.forms import speakers

REACH = 400
"""Code points before and behind its content to which a quote's context reaches at most. A sentence is
shorter; a report without full stops, or all of one sentence, would otherwise be printed once a quote."""

ALSO_IN = 20
"""Other reports named beside a quote: each of a thousand reports that print one agency text would
otherwise name all the others."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where another report says the same: its words for the utterance."""

    report: Report
    span: Span


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quote with its report, to be listed among the quotes of other reports and stories.

    Args:
        report: the report that prints it.
        quote: as the report has it, but with the speaker's name in the form that the story uses; a quote
            without a speaker takes that of its utterance.
        person: whether a report of the story calls the speaker a person.
        context: the sentences around it, at most ``REACH`` code points to each side of the content.
        story: the story's id.
        utterances: places of its utterances in the story's list, from 0, in the order of its pieces; empty
            for what is told as nobody's utterance, such as doubtful indirect speech.
        reports: how many reports carry one of these utterances, this one included.
        also_in: the words of up to ``ALSO_IN`` others of them, the fullest first.
    """

    report: Report
    quote: Quote
    person: bool
    context: Span
    story: str
    utterances: tuple[int, ...]
    reports: int
    also_in: tuple[Elsewhere, ...]


def quotations(documents: Sequence[Document], story: str) -> list[Quotation]:
    """List the quotes of a story.

    Args:
        documents: annotated up to the speakers, each id once; every report in the revision that speaks.
        story: the story's id.

    Returns:
        Every quote of the documents, in their order.
    """
    said = utterances(documents)
    names = speakers(documents)
    people = {names.get(m.entity, m.entity) for d in documents for m in d.mentions if m.kind == "person"}
    numbers = _numbers(said)
    reports = {document.id: document.report for document in documents}

    @cache
    def carried(told: tuple[int, ...]) -> dict[str, Citation]:
        """Each report that carries one of these utterances, with its fullest words."""
        found: dict[str, Citation] = {}
        for wording in (wording for number in told for wording in said[number].wordings):
            found.setdefault(wording.citation.report, wording.citation)
        return found

    listed = []
    for document in documents:
        for quote in document.quotes:
            pieces = (Citation(document.id, piece.start, piece.end) for piece in quote.content)
            told = tuple(dict.fromkeys(numbers[piece] for piece in pieces if piece in numbers))
            named = _named(quote, names, [said[number].speaker for number in told])
            others = (cited for report, cited in carried(told).items() if report != document.id)
            also = tuple(Elsewhere(reports[c.report], c.span) for c in islice(others, ALSO_IN))
            count = max(1, len(carried(told)))
            context = _context(document, quote)
            person = named.speaker in people
            listed.append(Quotation(document.report, named, person, context, story, told, count, also))
    return listed


def in_order(found: Iterable[Quotation]) -> list[Quotation]:
    """Sort by the date of the report, undated ones last, then by report, then by place."""
    return sorted(
        found,
        key=lambda one: (
            one.report.published is None,
            one.report.published or "",
            one.report.id,
            one.quote.content,
        ),
    )


def _numbers(said: Sequence[Utterance]) -> dict[Citation, int]:
    """Map each wording to the place of its utterance, the first of them if two hold it."""
    numbers: dict[Citation, int] = {}
    for number, utterance in enumerate(said):
        for wording in utterance.wordings:
            numbers.setdefault(wording.citation, number)
    return numbers


def _named(quote: Quote, names: dict[str, str], told: Sequence[str | None]) -> Quote:
    """Give a quote the story's form of its speaker's name, or the one speaker of its utterances."""
    if quote.speaker is not None:
        return replace(quote, speaker=names.get(quote.speaker, quote.speaker))
    (speaker, *others) = set(told) or {None}
    if speaker is None or others:
        return quote
    return replace(quote, speaker=speaker, speaker_reason="another report names the speaker of these words")


def _context(document: Document, quote: Quote) -> Span:
    """Return the sentences that hold the quote, cut at ``REACH`` from its content."""
    text, sentences = document.text, document.sentences
    inner = Span(min(piece.start for piece in quote.content), max(piece.end for piece in quote.content))
    every = (*quote.content, *quote.cue, *quote.source)
    low, high = min(span.start for span in every), max(span.end for span in every)
    first = bisect_right(sentences, low, key=lambda sentence: sentence.start) - 1
    if first >= 0 and sentences[first].end > low:
        low = sentences[first].start
    last = bisect_left(sentences, high, key=lambda sentence: sentence.end)
    if last < len(sentences) and sentences[last].start < high:
        high = sentences[last].end
    if low < inner.start - REACH:
        low = inner.start - REACH
        low = text.find(" ", low, inner.start) + 1 or low
    if high > inner.end + REACH:
        high = inner.end + REACH
        space = text.rfind(" ", inner.end, high)
        high = high if space < 0 else space
    return Span(low, high)
