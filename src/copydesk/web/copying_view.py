"""What the page shows of copying: who took text from whom, and the passages."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from copydesk.model.link import LATENT, Derivation, Passage
from copydesk.model.span import Citation, Span
from copydesk.model.story import Story
from copydesk.web.beside_view import pair_anchor
from copydesk.web.copying_picture import Arrow, Box, copying_picture
from copydesk.web.labels import Labels, Link
from copydesk.web.plain_words import counted, date_words, share_words, shorten

MOST_PAIRS = 30
MOST_PASSAGES = 12
LONGEST_EXCERPT = 220

_ID = re.compile(r"\b[\w.-]{6,}\b")
"""What may be a report's id in a sentence; shorter ids could be numbers or words of it."""

_MOMENT = re.compile(r"\b\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?")

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class DerivationRow:
    """One line of the table; names link to the reports, not to characters.

    ``taker_key`` and ``source_key`` are the reports' numbers, else the source's id. ``target`` is the anchor
    of what the two share, None where the source is not at hand; ``anchor`` is the same where the line has to
    carry it, for the passages are not listed.
    """

    taker: Link
    source: Link
    taker_key: str
    source_key: str
    target: str | None
    anchor: str | None
    latent: bool
    directed: bool
    share: str
    passages: int
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PassageView:
    """A copied passage as the first of the pair has it, with a link to either side."""

    text: str
    left: Link
    right: Link


@dataclass(frozen=True, slots=True)
class PairView:
    """Two reports and the longest of their shared passages; ``more`` are not shown."""

    anchor: str
    left: str
    right: str
    counts: str
    passages: tuple[PassageView, ...]
    more: int


@dataclass(frozen=True, slots=True)
class CopyingView:
    """Pictures, table, passages, and a sentence on what is shared without being copied."""

    pictures: tuple[Markup, ...]
    rows: tuple[DerivationRow, ...]
    pairs: tuple[PairView, ...]
    more_pairs: int
    not_copying: str


def copying_view(story: Story, labels: Labels) -> CopyingView:
    """Return what the page shows of the story's derivations and passages."""
    pairs = _pairs(story.passages, labels)
    counts = _passage_counts(story.derivations, pairs)
    boxes, arrows = _boxes(story, labels), _arrows(story.derivations, labels)
    pictures = tuple(picture for width in (760, 340) if (picture := copying_picture(boxes, arrows, width)))
    longest = sorted(pairs.items(), key=lambda pair: -sum(_length(passage) for passage in pair[1]))
    views = tuple(_pair_view(found, labels) for _, found in longest[:MOST_PAIRS])
    rows = _rows(story.derivations, counts, {view.anchor for view in views}, labels)
    return CopyingView(pictures, rows, views, max(len(pairs) - MOST_PAIRS, 0), _not_copying(story.passages))


def taking(derivations: Iterable[Derivation], labels: Labels) -> dict[str, tuple[str, ...]]:
    """Return by report from whom it takes text, in words."""
    found: dict[str, list[str]] = {}
    for derivation in derivations:
        verb = "takes text from" if derivation.directed else "shares copied text with"
        share = f" ({share_words(derivation.share)})" if derivation.share is not None else ""
        words = f"{verb} {labels.name(derivation.source)}{share}"
        found.setdefault(derivation.report, []).append(words)
    return {report: tuple(words) for report, words in found.items()}


def copied_spans(passages: Iterable[Passage], labels: Labels) -> list[list[Span]]:
    """Return the stretches of each report of the story that it shares by copying."""
    spans: list[list[Span]] = [[] for _ in labels.ids]
    for passage in passages:
        for side in (passage.left, passage.right):
            if passage.kind == "copy" and side.report in labels.numbers:
                spans[labels.numbers[side.report]].append(side.span)
    return spans


def _pairs(passages: Iterable[Passage], labels: Labels) -> dict[Pair, list[Passage]]:
    pairs: dict[Pair, list[Passage]] = {}
    for passage in passages:
        pair = _pair(passage.left.report, passage.right.report)
        if passage.kind == "copy" and labels.numbers.keys() >= set(pair):
            pairs.setdefault(pair, []).append(passage)
    return pairs


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one <= other else (other, one)


def _passage_counts(derivations: Iterable[Derivation], pairs: dict[Pair, list[Passage]]) -> Counter[Pair]:
    """Count, by report and source, the passages shared with the source.

    A source that is not among the reports shows in the passages shared with others that took from it.
    """
    counts = Counter[Pair]()
    sources: dict[str, set[str]] = {}
    for derivation in derivations:
        sources.setdefault(derivation.report, set()).add(derivation.source)
    for (one, other), found in pairs.items():
        counts[one, other] += len(found)
        counts[other, one] += len(found)
        for source in sources.get(one, set()) & sources.get(other, set()):
            if source.startswith(LATENT):
                counts[one, source] += len(found)
                counts[other, source] += len(found)
    return counts


def _rows(
    derivations: Iterable[Derivation], counts: Counter[Pair], listed: set[str], labels: Labels
) -> tuple[DerivationRow, ...]:
    """Return the lines of the table; of each two reports that are not ``listed`` one carries the anchor."""
    rows, carried = [], set(listed)
    for derivation in derivations:
        target = _pair_target(derivation, labels)
        anchor = target if target not in carried else None
        rows.append(_row(derivation, target, anchor, counts, labels))
        carried |= {anchor} if anchor else set()
    return tuple(rows)


def _row(
    derivation: Derivation, target: str | None, anchor: str | None, counts: Counter[Pair], labels: Labels
) -> DerivationRow:
    return DerivationRow(
        _report_link(derivation.report, labels),
        _report_link(derivation.source, labels),
        _key(derivation.report, labels),
        _key(derivation.source, labels),
        target,
        anchor,
        derivation.source.startswith(LATENT),
        derivation.directed,
        share_words(derivation.share),
        counts[derivation.report, derivation.source],
        tuple(_named(evidence, labels) for evidence in derivation.evidence),
    )


def _named(evidence: str, labels: Labels) -> str:
    """Return the evidence with the names of reports in place of their ids, and times in words."""
    if evidence.startswith("published "):
        evidence = _MOMENT.sub(lambda moment: date_words(moment[0]), evidence)
    return _ID.sub(lambda word: labels.name(word[0]) if word[0] in labels.numbers else word[0], evidence)


def _key(source: str, labels: Labels) -> str:
    return str(labels.numbers[source]) if source in labels.numbers else source


def _pair_target(derivation: Derivation, labels: Labels) -> str | None:
    """Return the anchor of what a report and its source share, if both are reports of the story."""
    one, other = (labels.numbers.get(report) for report in (derivation.report, derivation.source))
    return None if one is None or other is None or one == other else pair_anchor(one, other)


def _report_link(report: str, labels: Labels) -> Link:
    return Link(labels.name(report), _report_target(report, labels))


def _report_target(report: str, labels: Labels) -> str | None:
    return f"r-{labels.numbers[report]}" if report in labels.numbers else None


def _boxes(story: Story, labels: Labels) -> list[Box]:
    boxes = []
    for number, document in enumerate(labels.documents):
        day = date_words((document.report.published or "")[:10]) or "date not known"
        boxes.append(Box(document.id, labels.names[number], day, f"r-{number}"))
    outside = dict.fromkeys(
        derivation.source for derivation in story.derivations if derivation.source not in labels.numbers
    )
    boxes += [Box(source, labels.name(source), "not among the reports", None, True) for source in outside]
    return boxes


def _arrows(derivations: Iterable[Derivation], labels: Labels) -> list[Arrow]:
    return [
        Arrow(one.source, one.report, one.share, one.directed, _pair_target(one, labels))
        for one in derivations
    ]


def _pair_view(passages: Sequence[Passage], labels: Labels) -> PairView:
    longest = sorted(passages, key=lambda passage: (-_length(passage), passage.left))
    shown = sorted(longest[:MOST_PASSAGES], key=lambda passage: passage.left)
    characters = sum(_length(passage) for passage in passages)
    one, other = (labels.numbers[side.report] for side in (passages[0].left, passages[0].right))
    return PairView(
        pair_anchor(one, other),
        labels.name(passages[0].left.report),
        labels.name(passages[0].right.report),
        f"{counted(len(passages), 'passage')}, {counted(characters, 'character')}",
        tuple(_passage_view(passage, labels) for passage in shown),
        len(passages) - len(shown),
    )


def _passage_view(passage: Passage, labels: Labels) -> PassageView:
    return PassageView(_excerpt(passage.left, labels), labels.link(passage.left), labels.link(passage.right))


def _excerpt(citation: Citation, labels: Labels) -> str:
    document = labels.document(citation.report)
    return shorten(citation.span.of(document.text), LONGEST_EXCERPT) if document else ""


def _length(passage: Passage) -> int:
    return passage.left.end - passage.left.start


def _not_copying(passages: Iterable[Passage]) -> str:
    kinds = [passage.kind for passage in passages]
    quoted, furniture = kinds.count("quotation"), kinds.count("furniture")
    told = []
    if quoted:
        told.append(f"{_stretches(quoted)} of words that both reports quote")
    if furniture:
        told.append(f"{_stretches(furniture)} of page furniture")
    return f"Not counted as copying: {' and '.join(told)}." if told else ""


def _stretches(number: int) -> str:
    return counted(number, "shared stretch", "shared stretches")
