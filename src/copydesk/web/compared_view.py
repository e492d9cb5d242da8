"""What the page shows of comparisons: where accounts differ, where they agree, who said what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from copydesk.model.claim import Agreement, Disagreement, Side
from copydesk.model.quote import Utterance, Wording
from copydesk.model.span import Citation
from copydesk.web.contexts import Context, context
from copydesk.web.labels import Labels, LinkList
from copydesk.web.plain_words import DISAGREEMENT_WORDS, QUOTE_WORDS, date_words, support_words
from copydesk.web.wording_diff import Piece, compare, not_shared_by_all, word_keys

LONGEST_VALUE = 60
"""A value printed in more characters than this is shown normalised instead."""
SHOWN_CONTEXTS = 3
SHOWN_WORDINGS = 6
MOST_COMPARED = 40
"""Wordings of one utterance that are compared word by word; further ones are shown plain."""
SHOWN_ALONE = 2
"""Utterances of one report only that are shown of a speaker who has no others; the rest is folded away."""
SHOWN_SPEAKERS = 5
"""Speakers whom one report alone quotes are shown only while there are fewer speakers than this."""


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


@dataclass(frozen=True, slots=True)
class WordingView:
    """A wording in pieces; ``how`` says whether it is quoted, ``direct`` that it wants quotation marks.

    ``cue`` is printed before words that are not wholly in marks: "denied", "urged".
    """

    cue: str
    pieces: tuple[Piece, ...]
    how: str
    direct: bool
    links: LinkList


@dataclass(frozen=True, slots=True)
class UtteranceView:
    """An utterance: its fullest wording, the others, and how many reports have it."""

    fullest: WordingView
    others: tuple[WordingView, ...]
    folded: tuple[WordingView, ...]
    reports: int


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """What one speaker said: in several reports, in one only, and the rest of the latter."""

    name: str | None
    compared: tuple[UtteranceView, ...]
    alone: tuple[UtteranceView, ...]
    folded: tuple[UtteranceView, ...]


def disagreement_view(disagreement: Disagreement, labels: Labels) -> DisagreementView:
    """Return what the page shows of a disagreement."""
    words = [_printed_value(side, disagreement, labels) for side in disagreement.sides]
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


def _printed_value(side: Side, disagreement: Disagreement, labels: Labels) -> str:
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


def speaker_views(utterances: Iterable[Utterance], labels: Labels) -> tuple[SpeakerView, ...]:
    """Return utterances by speaker: those quoted in most reports first, those of one report only last."""
    by_speaker: dict[str | None, list[UtteranceView]] = {}
    for utterance in utterances:
        if utterance.wordings:
            by_speaker.setdefault(utterance.speaker, []).append(_utterance_view(utterance, labels))
    views = [_speaker_view(name, said) for name, said in by_speaker.items()]
    return tuple(sorted(views, key=_prominence))


def prominent(speakers: Sequence[SpeakerView]) -> int:
    """Return how many of the speakers, in their order, are shown; the others are folded away."""
    compared = sum(bool(speaker.compared) for speaker in speakers)
    room = max(compared, SHOWN_SPEAKERS)
    return room + (len(speakers) == room + 1)


def _prominence(view: SpeakerView) -> tuple[bool, bool, int, int]:
    alone = len(view.alone) + len(view.folded)
    return not view.compared, view.name is None, -sum(said.reports for said in view.compared), -alone


def _speaker_view(name: str | None, said: Sequence[UtteranceView]) -> SpeakerView:
    compared = sorted((one for one in said if one.reports > 1), key=lambda one: -one.reports)
    alone = tuple(one for one in said if one.reports <= 1)
    room = 0 if compared and len(alone) > 1 else SHOWN_ALONE + (len(alone) == SHOWN_ALONE + 1)
    return SpeakerView(name, tuple(compared), alone[:room], alone[room:])


def _utterance_view(utterance: Utterance, labels: Labels) -> UtteranceView:
    alike: dict[tuple[str, ...], list[Wording]] = {}
    for wording in utterance.wordings:
        alike.setdefault(word_keys(wording.text) or (wording.text,), []).append(wording)
    groups = list(alike.values())
    fullest = groups[0][0]
    others = [group[0].text for group in groups[1:] if "indirect" not in (group[0].kind, fullest.kind)]
    first = _wording_view(groups[0], not_shared_by_all(fullest.text, others[:MOST_COMPARED]), labels)
    rest = tuple(
        _wording_view(group, _against(group[0], fullest, number), labels)
        for number, group in enumerate(groups[1:])
    )
    reports = _report_count(wording.citation for wording in utterance.wordings)
    return UtteranceView(first, rest[:SHOWN_WORDINGS], rest[SHOWN_WORDINGS:], reports)


def _against(wording: Wording, fullest: Wording, number: int) -> tuple[Piece, ...]:
    """Compare with the fullest wording; a report's own words cannot misquote, so theirs are left plain."""
    if "indirect" in (wording.kind, fullest.kind) or number >= MOST_COMPARED:
        return (Piece(wording.text, "same"),)
    return compare(wording.text, fullest.text)


def _wording_view(group: Sequence[Wording], pieces: tuple[Piece, ...], labels: Labels) -> WordingView:
    kinds = dict.fromkeys(wording.kind for wording in group)
    how = ", ".join(QUOTE_WORDS[kind] for kind in kinds)
    links = labels.links(wording.citation for wording in group)
    bare = not group[0].text.startswith(("“", "‘", "«", "„", '"'))
    direct = tuple(kinds) == ("direct",)
    cue = "" if direct else _cue(group[0], labels)
    return WordingView(cue, pieces, how, bare and direct, links)


def _cue(wording: Wording, labels: Labels) -> str:
    document = labels.document(wording.citation.report)
    return " … ".join(span.of(document.text) for span in wording.cue) if document else ""
