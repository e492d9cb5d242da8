"""What the page shows of utterances: who said what, in which words, and which report gives most of it."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from copydesk.model.quote import Utterance, Wording
from copydesk.web.labels import Labels, LinkList
from copydesk.web.plain_words import QUOTE_WORDS, support_words
from copydesk.web.wording_diff import Piece, compare, not_shared_by_all, word_keys

SHOWN_WORDINGS = 6
MOST_COMPARED = 40
"""Wordings of one utterance that are compared word by word; further ones are shown plain."""
SHOWN_COMPARED = 8
"""Utterances of several reports that are shown of one speaker; the rest is folded away."""
SHOWN_ALONE = 2
"""Utterances of one report only that are shown of a speaker who has no others; the rest is folded away."""
SHOWN_SPEAKERS = 5
"""Speakers whom one report alone quotes are shown only while there are fewer speakers than this."""

_CLOSING = {"“": "”", "‘": "’", "«": "»", "„": "“"}
_FRAGMENT = re.compile(r"[“\"«][^”\"»]+")
_RANKS = {"direct": 0, "mixed": 1, "indirect": 2}
"""Words in quotation marks come before a report's own."""


@dataclass(frozen=True, slots=True)
class WordingView:
    """A wording in pieces; ``how`` says whether it is quoted, ``direct`` that it wants quotation marks.

    ``cue`` is printed before words that are not wholly in marks: "denied", "urged". ``opening`` and
    ``closing`` are quotation marks that the report prints just outside of the wording.
    """

    cue: str
    opening: str
    pieces: tuple[Piece, ...]
    closing: str
    how: str
    direct: bool
    links: LinkList


@dataclass(frozen=True, slots=True)
class UtteranceView:
    """An utterance: its first wording, the others, how many reports have it, and which gives most of it.

    ``support`` and ``most`` are "" for an utterance of one report.
    """

    fullest: WordingView
    others: tuple[WordingView, ...]
    folded: tuple[WordingView, ...]
    reports: int
    quoted: bool
    support: str
    most: str


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """What one speaker said: in several reports, in one only, and the rest.

    ``several`` is how many of the rest are in several reports.
    """

    name: str | None
    compared: tuple[UtteranceView, ...]
    alone: tuple[UtteranceView, ...]
    folded: tuple[UtteranceView, ...]
    several: int


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


def _prominence(view: SpeakerView) -> tuple[bool, bool, int, int, int]:
    """Order speakers by what several reports quote, then by what one does; a paraphrase counts one."""
    alone = (*view.alone, *view.folded)
    several = -sum(said.reports if said.quoted else 1 for said in view.compared)
    return not view.compared, view.name is None, several, -sum(said.quoted for said in alone), -len(alone)


def _speaker_view(name: str | None, said: Sequence[UtteranceView]) -> SpeakerView:
    compared = sorted(
        (one for one in said if one.reports > 1), key=lambda one: (-one.reports, not one.quoted)
    )
    alone = sorted((one for one in said if one.reports <= 1), key=lambda one: not one.quoted)
    most = SHOWN_COMPARED + (len(compared) == SHOWN_COMPARED + 1)
    room = 0 if compared and len(alone) > 1 else SHOWN_ALONE + (len(alone) == SHOWN_ALONE + 1)
    folded = (*compared[most:], *alone[room:])
    return SpeakerView(name, tuple(compared[:most]), tuple(alone[:room]), folded, len(compared[most:]))


def _utterance_view(utterance: Utterance, labels: Labels) -> UtteranceView:
    alike: dict[tuple[str, ...], list[Wording]] = {}
    for wording in sorted(utterance.wordings, key=lambda wording: _RANKS[wording.kind]):
        alike.setdefault(word_keys(wording.text) or (wording.text,), []).append(wording)
    groups = list(alike.values())
    fullest = groups[0][0]
    others = [group[0].text for group in groups[1:] if _comparable(group[0], fullest)]
    first = _wording_view(groups[0], not_shared_by_all(fullest.text, others[:MOST_COMPARED]), labels)
    rest = tuple(
        _wording_view(group, _against(group[0], fullest, number), labels)
        for number, group in enumerate(groups[1:])
    )
    reports = len({wording.citation.report for wording in utterance.wordings})
    return UtteranceView(
        first,
        rest[:SHOWN_WORDINGS],
        rest[SHOWN_WORDINGS:],
        reports,
        fullest.kind != "indirect",
        support_words(reports, utterance.independent) if reports > 1 else "",
        _most(utterance.wordings, labels) if reports > 1 and rest else "",
    )


def _comparable(wording: Wording, other: Wording) -> bool:
    """Tell whether words can be held against each other: a report's own cannot misquote what was quoted."""
    return (wording.kind == "indirect") == (other.kind == "indirect")


def _against(wording: Wording, fullest: Wording, number: int) -> tuple[Piece, ...]:
    """Compare with the first wording, where that can be done; others are left plain."""
    if not _comparable(wording, fullest) or number >= MOST_COMPARED:
        return (Piece(wording.text, "same"),)
    return compare(wording.text, fullest.text)


def _most(wordings: Sequence[Wording], labels: Labels) -> str:
    """Name the one report that gives most words of an utterance, in marks if any does; "" if several do."""
    kept = [wording for wording in wordings if wording.kind != "indirect"] or wordings
    given: dict[str, Counter[str]] = {}
    for wording in kept:
        held = given.setdefault(wording.citation.report, Counter())
        held |= Counter(word_keys(_in_marks(wording)))
    amounts = {report: held.total() for report, held in given.items()}
    most = [report for report, amount in amounts.items() if amount == max(amounts.values())]
    return labels.name(most[0]) if len(most) == 1 else ""


def _in_marks(wording: Wording) -> str:
    """Return what of a wording was quoted: the fragments of a mixed one; of a paraphrase, all."""
    return " ".join(_FRAGMENT.findall(wording.text)) if wording.kind == "mixed" else wording.text


def _wording_view(group: Sequence[Wording], pieces: tuple[Piece, ...], labels: Labels) -> WordingView:
    kinds = dict.fromkeys(wording.kind for wording in group)
    how = ", ".join(QUOTE_WORDS[kind] for kind in kinds)
    links = labels.links(wording.citation for wording in group)
    text = group[0].text
    direct = tuple(kinds) == ("direct",)
    opening, closing = ("", "") if direct else _outer_marks(text)
    bare = not text.startswith(("“", "‘", "«", "„", '"'))
    cue = "" if direct else _cue(group[0], labels)
    return WordingView(cue, opening, pieces, closing, how, bare and direct, links)


def _outer_marks(text: str) -> tuple[str, str]:
    """Return the quotation marks that a wording lacks at its ends: contents end before the last mark."""
    for mark, closing in _CLOSING.items():
        if mark in "“«" and text.count(mark) != text.count(closing):
            return (mark, "") if text.count(mark) < text.count(closing) else ("", closing)
    if text.count('"') % 2:
        first = text.index('"')
        return ("", '"') if text[first + 1 : first + 2].strip() else ('"', "")
    return "", ""


def _cue(wording: Wording, labels: Labels) -> str:
    """Return the cue as printed; "according to" is followed by a source, not by the words."""
    document = labels.document(wording.citation.report)
    cue = " … ".join(span.of(document.text) for span in wording.cue) if document else ""
    return "" if cue.lower().startswith("according to") else cue
