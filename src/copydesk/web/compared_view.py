"""What the page shows of comparisons: where accounts differ, where they agree."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from copydesk.model.claim import Agreement, Disagreement, Side
from copydesk.model.span import Citation
from copydesk.web.contexts import Context, context
from copydesk.web.labels import Labels, LinkList
from copydesk.web.plain_words import DISAGREEMENT_WORDS, date_words, support_words
from copydesk.web.wording_diff import Piece, compare

LONGEST_VALUE = 60
"""A value printed in more characters than this is shown normalised instead."""
SHOWN_CONTEXTS = 3


@dataclass(frozen=True, slots=True)
class ContextView:
    """A sentence, and the reports that have it in these words."""

    sentence: Context
    links: LinkList


@dataclass(frozen=True, slots=True)
class SideView:
    """One side of a disagreement: its value in pieces, its support, its sentences."""

    value: tuple[Piece, ...]
    support: str
    shown: tuple[ContextView, ...]
    folded: tuple[ContextView, ...]


@dataclass(frozen=True, slots=True)
class DisagreementView:
    """A disagreement. ``long`` is true where its values are sentences rather than words."""

    kind: str
    about: str
    long: bool
    sides: tuple[SideView, ...]


@dataclass(frozen=True, slots=True)
class AgreementView:
    """An agreement and its support."""

    text: str
    support: str
    links: LinkList


def disagreement_view(disagreement: Disagreement, labels: Labels) -> DisagreementView:
    """Return what the page shows of a disagreement."""
    words = [printed_value(side, disagreement, labels) for side in disagreement.sides]
    about = disagreement.about.strip()
    about = about[:1].upper() + about[1:]
    sides = tuple(
        SideView(
            _value_pieces(number, words, disagreement),
            support_words(_report_count(side.citations), side.independent),
            *_contexts(side.citations, labels),
        )
        for number, side in enumerate(disagreement.sides)
    )
    kind = DISAGREEMENT_WORDS.get(disagreement.kind, "Different accounts")
    long = disagreement.kind == "wording" or any(len(word) > LONGEST_VALUE for word in words)
    return DisagreementView(kind, about, long, sides)


def printed_value(side: Side, disagreement: Disagreement, labels: Labels) -> str:
    """Return the value as its first report prints it, where those characters are the value alone."""
    if disagreement.kind == "date":
        return date_words(side.value)
    if disagreement.kind == "polarity" or not side.citations:
        return side.value
    first = side.citations[0]
    document = labels.document(first.report)
    printed = first.span.of(document.text).strip() if document else ""
    if not printed or (len(printed) > LONGEST_VALUE and disagreement.kind != "wording"):
        return side.value
    return printed


def _value_pieces(number: int, words: Sequence[str], disagreement: Disagreement) -> tuple[Piece, ...]:
    """Return side ``number``'s words; of wordings, those that differ from the first side's marked."""
    if disagreement.kind != "wording" or len(words) < 2:
        return (Piece(words[number], "same"),)
    return compare(words[number], words[1] if number == 0 else words[0])


def _contexts(
    citations: Iterable[Citation], labels: Labels
) -> tuple[tuple[ContextView, ...], tuple[ContextView, ...]]:
    """Return the cited sentences, equal ones as one: those shown, and those folded away."""
    sentences: dict[Context, list[Citation]] = {}
    for citation in dict.fromkeys(citations):
        document = labels.document(citation.report)
        if document is not None:
            sentences.setdefault(context(document, citation.span), []).append(citation)
    views = tuple(ContextView(sentence, labels.links(found)) for sentence, found in sentences.items())
    return views[:SHOWN_CONTEXTS], views[SHOWN_CONTEXTS:]


def agreement_view(agreement: Agreement, labels: Labels) -> AgreementView:
    """Return what the page shows of an agreement."""
    support = support_words(_report_count(agreement.citations), agreement.independent)
    return AgreementView(agreement.text, support, labels.links(agreement.citations))


def _report_count(citations: Iterable[Citation]) -> int:
    return len({citation.report for citation in citations})
